//! Lines of a Cross Industry Invoice.
use super::{
    cii::{allowance, period},
    notes::{Notes, filled, identifier},
};
use crate::{Amount, Attribute, Identifier, Item, Line, Price, xml::Node};

/// Category and rate of a tax.
pub(super) fn tax_of(node: &Node, notes: &Notes) -> (Option<String>, Option<Amount>) {
    let rate = node.any(&["RateApplicablePercent", "ApplicablePercent"]);
    (node.get("CategoryCode"), notes.amount(rate))
}

/// Reads a line.
pub(super) fn line(node: &Node, notes: &Notes) -> Line {
    let empty = Node::default();
    let part = |paths: &[&str]| node.any(paths).unwrap_or(&empty);
    let document = part(&["AssociatedDocumentLineDocument"]);
    let agreement = part(&["SpecifiedLineTradeAgreement", "SpecifiedSupplyChainTradeAgreement"]);
    let delivery = part(&["SpecifiedLineTradeDelivery", "SpecifiedSupplyChainTradeDelivery"]);
    let settlement = part(&["SpecifiedLineTradeSettlement", "SpecifiedSupplyChainTradeSettlement"]);
    let quantity = delivery.at("BilledQuantity");
    let (category, rate) =
        settlement.at("ApplicableTradeTax").map(|tax| tax_of(tax, notes)).unwrap_or_default();
    let sums = [
        "SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        "SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
    ];
    let object = settlement
        .all("AdditionalReferencedDocument")
        .find(|found| found.get("TypeCode").is_none_or(|code| code == "130"))
        .and_then(|found| {
            let value = found.get("IssuerAssignedID")?;
            Some(Identifier { value, scheme: found.get("ReferenceTypeCode") })
        });
    let status = document.get("LineStatusReasonCode");
    Line {
        id: document.get("LineID"),
        note: document.get("IncludedNote/Content"),
        object,
        quantity: notes.amount(quantity),
        unit: quantity.and_then(|quantity| quantity.attribute("unitCode")),
        net: notes.amount(settlement.any(&sums)),
        order_line: agreement.get("BuyerOrderReferencedDocument/LineID"),
        accounting_reference: settlement.get("ReceivableSpecifiedTradeAccountingAccount/ID"),
        period: settlement.at("BillingSpecifiedPeriod").map(|found| period(found, notes)),
        allowances: settlement
            .all("SpecifiedTradeAllowanceCharge")
            .map(|node| allowance(node, notes))
            .collect(),
        price: price(agreement, notes),
        category,
        rate,
        item: node.at("SpecifiedTradeProduct").map(item).unwrap_or_default(),
        is_informative: matches!(status.as_deref(), Some("GROUP" | "INFORMATION")),
    }
}

fn price(node: &Node, notes: &Notes) -> Option<Price> {
    let net = node.at("NetPriceProductTradePrice");
    let gross = node.at("GrossPriceProductTradePrice");
    if net.is_none() && gross.is_none() {
        return None;
    }
    let quantity = net
        .and_then(|price| price.at("BasisQuantity"))
        .or_else(|| gross.and_then(|price| price.at("BasisQuantity")));
    Some(Price {
        net: notes.amount(net.and_then(|price| price.at("ChargeAmount"))),
        discount: notes.amount(gross.and_then(|price| price.at("AppliedTradeAllowanceCharge/ActualAmount"))),
        gross: notes.amount(gross.and_then(|price| price.at("ChargeAmount"))),
        base_quantity: notes.amount(quantity),
        base_unit: quantity.and_then(|quantity| quantity.attribute("unitCode")),
    })
}

fn item(node: &Node) -> Item {
    let classes = node.all("DesignatedProductClassification").filter_map(|class| class.at("ClassCode"));
    Item {
        name: filled(node, "Name"),
        description: node.get("Description"),
        seller_id: node.get("SellerAssignedID"),
        buyer_id: node.get("BuyerAssignedID"),
        standard_id: node.at("GlobalID").map(identifier),
        classes: classes
            .map(|class| Identifier { value: class.text().to_owned(), scheme: class.attribute("listID") })
            .collect(),
        origin: node.get("OriginTradeCountry/ID"),
        attributes: node
            .all("ApplicableProductCharacteristic")
            .map(|node| Attribute { name: node.get("Description"), value: node.get("Value") })
            .collect(),
    }
}
