//! UBL 2.1: invoices and credit notes.
use super::{
    notes::{Notes, filled, identifier},
    ubl_party::{delivery, party, period, vat_ids},
};
use crate::{
    Account, Allowance, Attachment, Attribute, Card, Debit, Document, Invoice, Item, Line, Note, Payment,
    Preceding, Price, Tax, Totals, xml::Node,
};

/// Reads an invoice or a credit note.
pub(super) fn read(root: &Node, notes: &Notes) -> Invoice {
    let mut invoice = header(root, notes);
    let parties = |path: &str, is_trader| root.at(path).map(|node| party(node, is_trader, notes));
    invoice.seller = parties("AccountingSupplierParty/Party", true).unwrap_or_default();
    invoice.buyer = parties("AccountingCustomerParty/Party", true).unwrap_or_default();
    let count = |path: &str| root.at(path).map_or(0, vat_ids);
    notes.note(|written| {
        written.seller_vat_ids = count("AccountingSupplierParty/Party");
        written.buyer_vat_ids = count("AccountingCustomerParty/Party");
    });
    invoice.payee = parties("PayeeParty", false);
    invoice.representative = parties("TaxRepresentativeParty", false);
    invoice.delivery = root.at("Delivery").map(|node| delivery(node, notes));
    invoice.period = root.at("InvoicePeriod").and_then(|node| period(node, notes));
    invoice.allowances = root.all("AllowanceCharge").map(|node| allowance(node, notes)).collect();
    totals(root, &mut invoice, notes);
    references(root, &mut invoice, notes);
    payments(root, &mut invoice, notes);
    let lines = root.all("InvoiceLine").chain(root.all("CreditNoteLine"));
    invoice.lines = lines.map(|node| line(node, notes)).collect();
    invoice
}

fn header(root: &Node, notes: &Notes) -> Invoice {
    let code = root.all("InvoicePeriod").find_map(|period| period.get("DescriptionCode"));
    Invoice {
        number: root.get("ID"),
        issue_date: notes.date(root.at("IssueDate")),
        type_code: root.any(&["InvoiceTypeCode", "CreditNoteTypeCode"]).map(|node| node.text().to_owned()),
        currency: root.get("DocumentCurrencyCode"),
        tax_currency: root.get("TaxCurrencyCode"),
        tax_point_date: notes.date(root.at("TaxPointDate")),
        tax_point_code: code,
        due_date: notes.date(root.any(&["DueDate", "PaymentMeans/PaymentDueDate"])),
        buyer_reference: root.get("BuyerReference"),
        contract: root.get("ContractDocumentReference/ID"),
        purchase_order: filled(root, "OrderReference/ID").filter(|id| id != "NA"),
        sales_order: root.get("OrderReference/SalesOrderID"),
        receiving_advice: root.get("ReceiptDocumentReference/ID"),
        despatch_advice: root.get("DespatchDocumentReference/ID"),
        tender: root.get("OriginatorDocumentReference/ID"),
        accounting_reference: root.get("AccountingCost"),
        payment_terms: filled(root, "PaymentTerms/Note"),
        notes: root.all("Note").map(|node| note(node.text())).collect(),
        process: root.get("ProfileID"),
        specification: root.get("CustomizationID"),
        ..Invoice::default()
    }
}

/// A note may begin with its subject: `#AAI#…`.
fn note(text: &str) -> Note {
    let parts = text.strip_prefix('#').and_then(|rest| rest.split_once('#'));
    match parts.filter(|(subject, _)| subject.len() == 3 && subject.bytes().all(|b| b.is_ascii_uppercase())) {
        Some((subject, text)) => Note { subject: Some(subject.to_owned()), text: text.trim().to_owned() },
        None => Note { subject: None, text: text.to_owned() },
    }
}

fn totals(root: &Node, invoice: &mut Invoice, notes: &Notes) {
    let number = |path: &str| notes.amount(root.at("LegalMonetaryTotal").and_then(|node| node.at(path)));
    invoice.totals = Totals {
        lines: number("LineExtensionAmount"),
        allowances: number("AllowanceTotalAmount"),
        charges: number("ChargeTotalAmount"),
        net: number("TaxExclusiveAmount"),
        gross: number("TaxInclusiveAmount"),
        paid: number("PrepaidAmount"),
        rounding: number("PayableRoundingAmount"),
        due: number("PayableAmount"),
        ..Totals::default()
    };
    let is_accounted = |node: &Node| {
        let currency = node.attribute("currencyID");
        currency.is_some() && currency == invoice.tax_currency && currency != invoice.currency
    };
    let mut found = 0;
    for total in root.all("TaxTotal") {
        let parts: Vec<Tax> = total.all("TaxSubtotal").map(|node| tax(node, notes)).collect();
        let Some(node) = total.at("TaxAmount") else {
            invoice.taxes.extend(parts);
            continue;
        };
        let amount = notes.amount(Some(node));
        let sum: crate::Amount = parts.iter().filter_map(|part| part.amount).sum();
        if !parts.is_empty() && amount.is_some_and(|amount| amount != sum.round_dp(2)) {
            notes.note(|written| written.uneven_tax_totals += 1);
        }
        if is_accounted(node) {
            invoice.totals.tax_accounted = amount;
        } else {
            let currency = node.attribute("currencyID");
            found += usize::from(currency.is_none() || currency == invoice.currency);
            invoice.totals.tax = invoice.totals.tax.or(amount);
            invoice.taxes.extend(parts);
        }
    }
    notes.note(|written| written.tax_totals = found);
}

fn tax(node: &Node, notes: &Notes) -> Tax {
    Tax {
        base: notes.amount(node.at("TaxableAmount")),
        amount: notes.amount(node.at("TaxAmount")),
        category: node.get("TaxCategory/ID"),
        rate: notes.amount(node.at("TaxCategory/Percent")),
        reason: node.get("TaxCategory/TaxExemptionReason"),
        reason_code: node.get("TaxCategory/TaxExemptionReasonCode"),
    }
}

fn allowance(node: &Node, notes: &Notes) -> Allowance {
    Allowance {
        is_charge: node.get("ChargeIndicator").is_some_and(|text| text == "true" || text == "1"),
        amount: notes.amount(node.at("Amount")),
        base: notes.amount(node.at("BaseAmount")),
        percent: notes.amount(node.at("MultiplierFactorNumeric")),
        category: node.get("TaxCategory/ID"),
        rate: notes.amount(node.at("TaxCategory/Percent")),
        reason: node.get("AllowanceChargeReason"),
        reason_code: node.get("AllowanceChargeReasonCode"),
    }
}

fn references(root: &Node, invoice: &mut Invoice, notes: &Notes) {
    for reference in root.all("BillingReference") {
        let node = reference.any(&["InvoiceDocumentReference", "CreditNoteDocumentReference"]);
        invoice.preceding.push(Preceding {
            number: node.and_then(|node| node.get("ID")),
            date: notes.date(node.and_then(|node| node.at("IssueDate"))),
        });
    }
    invoice.project = root.get("ProjectReference/ID");
    for node in root.all("AdditionalDocumentReference") {
        let kind = node.get("DocumentTypeCode");
        match kind.as_deref() {
            Some("130") if invoice.object.is_none() => invoice.object = node.at("ID").map(identifier),
            Some("50") if root.name == "CreditNote" => invoice.project = node.get("ID"),
            _ => {
                let has_scheme = node.at("ID").is_some_and(|id| id.attribute("schemeID").is_some());
                notes.note(|written| written.odd_documents += usize::from(has_scheme || kind.is_some()));
                invoice.documents.push(document(node, notes));
            }
        }
    }
}

fn document(node: &Node, notes: &Notes) -> Document {
    let attachment = node.at("Attachment/EmbeddedDocumentBinaryObject").map(|object| {
        let attachment = Attachment {
            mime: object.attribute("mimeCode"),
            filename: object.attribute("filename"),
            content: object.text().chars().filter(|c| !c.is_whitespace()).collect(),
        };
        for (name, value) in [("mimeCode", &attachment.mime), ("filename", &attachment.filename)] {
            if value.is_none() {
                notes.note(|written| written.bare_attachments.extend([name.to_owned()]));
            }
        }
        attachment
    });
    Document {
        id: node.get("ID"),
        description: node.get("DocumentDescription"),
        url: node.get("Attachment/ExternalReference/URI"),
        attachment,
    }
}

fn payments(root: &Node, invoice: &mut Invoice, notes: &Notes) {
    for node in root.all("PaymentMeans") {
        let text = node.at("PaymentMeansCode").and_then(|code| code.attribute("name"));
        let payment = Payment {
            means: node.get("PaymentMeansCode"),
            text: text.or_else(|| node.get("InstructionNote")),
            reference: node.get("PaymentID"),
            accounts: node.all("PayeeFinancialAccount").map(account).collect(),
            card: node.at("CardAccount").map(|card| Card {
                number: card.get("PrimaryAccountNumberID"),
                holder: card.get("HolderName"),
            }),
            debit: node.at("PaymentMandate").map(|mandate| Debit {
                mandate: mandate.get("ID"),
                creditor: None,
                account: mandate.get("PayerFinancialAccount/ID"),
            }),
        };
        notes.note(|written| {
            written.means.extend(payment.means.clone());
            written.references.extend(payment.reference.clone());
        });
        invoice.payments.push(payment);
    }
    // The creditor of a direct debit stands among the identifiers of whoever is paid.
    let is_sepa = |id: &crate::Identifier| id.scheme.as_deref() == Some("SEPA");
    if let Some(debit) = invoice.payments.iter_mut().find_map(|payment| payment.debit.as_mut()) {
        for party in invoice.payee.iter_mut().chain([&mut invoice.seller]) {
            if let Some(at) = party.ids.iter().position(is_sepa) {
                debit.creditor = Some(party.ids.remove(at).value);
                break;
            }
        }
    }
}

fn account(node: &Node) -> Account {
    Account { id: node.get("ID"), name: node.get("Name"), bank: node.get("FinancialInstitutionBranch/ID") }
}

fn line(node: &Node, notes: &Notes) -> Line {
    let quantity = node.any(&["InvoicedQuantity", "CreditedQuantity"]);
    let category = node.at("Item/ClassifiedTaxCategory");
    let is_object = |found: &&Node| found.get("DocumentTypeCode").as_deref() == Some("130");
    let object = node.all("DocumentReference").find(is_object);
    let period = node.at("InvoicePeriod").map(|found| period(found, notes).unwrap_or_default());
    Line {
        id: node.get("ID"),
        note: node.get("Note"),
        object: object.and_then(|found| found.at("ID")).map(identifier),
        quantity: notes.amount(quantity),
        unit: quantity.and_then(|quantity| quantity.attribute("unitCode")),
        net: notes.amount(node.at("LineExtensionAmount")),
        order_line: node.get("OrderLineReference/LineID"),
        accounting_reference: node.get("AccountingCost"),
        period,
        allowances: node.all("AllowanceCharge").map(|node| allowance(node, notes)).collect(),
        price: node.at("Price").map(|node| price(node, notes)),
        category: category.and_then(|category| category.get("ID")),
        rate: notes.amount(category.and_then(|category| category.at("Percent"))),
        item: node.at("Item").map(item).unwrap_or_default(),
        is_informative: false,
    }
}

fn price(node: &Node, notes: &Notes) -> Price {
    let quantity = node.at("BaseQuantity");
    Price {
        net: notes.amount(node.at("PriceAmount")),
        discount: notes.amount(node.at("AllowanceCharge/Amount")),
        gross: notes.amount(node.at("AllowanceCharge/BaseAmount")),
        base_quantity: notes.amount(quantity),
        base_unit: quantity.and_then(|quantity| quantity.attribute("unitCode")),
    }
}

fn item(node: &Node) -> Item {
    let classes = node.all("CommodityClassification").filter_map(|class| class.at("ItemClassificationCode"));
    Item {
        name: node.get("Name"),
        description: node.get("Description"),
        seller_id: node.get("SellersItemIdentification/ID"),
        buyer_id: node.get("BuyersItemIdentification/ID"),
        standard_id: node.at("StandardItemIdentification/ID").map(identifier),
        classes: classes
            .map(|class| crate::Identifier {
                value: class.text().to_owned(),
                scheme: class.attribute("listID"),
            })
            .collect(),
        origin: node.get("OriginCountry/IdentificationCode"),
        attributes: node
            .all("AdditionalItemProperty")
            .map(|node| Attribute { name: node.get("Name"), value: node.get("Value") })
            .collect(),
    }
}
