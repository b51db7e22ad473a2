//! Lines of UBL.
use super::{allowance, pen::Pen};
use crate::{Item, Line, Price};

pub(super) fn line(pen: &mut Pen, line: &Line) {
    let (kind, quantity) = if pen.is_credit {
        ("cac:CreditNoteLine", "cbc:CreditedQuantity")
    } else {
        ("cac:InvoiceLine", "cbc:InvoicedQuantity")
    };
    pen.within(kind, true, |pen| {
        pen.text("cbc:ID", line.id.as_ref());
        pen.text("cbc:Note", line.note.as_ref());
        if let Some(number) = line.quantity {
            pen.element(quantity, &[("unitCode", line.unit.as_ref())], &number.to_string());
        }
        pen.amount("cbc:LineExtensionAmount", line.net);
        pen.text("cbc:AccountingCost", line.accounting_reference.as_ref());
        pen.within("cac:InvoicePeriod", line.period.is_some(), |pen| pen.period(line.period.as_ref()));
        pen.within("cac:OrderLineReference", line.order_line.is_some(), |pen| {
            pen.text("cbc:LineID", line.order_line.as_ref());
        });
        pen.within("cac:DocumentReference", line.object.is_some(), |pen| {
            pen.identifier("cbc:ID", line.object.as_ref());
            pen.text("cbc:DocumentTypeCode", Some(&"130".to_owned()));
        });
        for found in &line.allowances {
            allowance(pen, found);
        }
        pen.within("cac:Item", true, |pen| item(pen, &line.item, line));
        if let Some(found) = &line.price {
            pen.within("cac:Price", true, |pen| price(pen, found));
        }
    });
}

fn item(pen: &mut Pen, item: &Item, line: &Line) {
    pen.text("cbc:Description", item.description.as_ref());
    pen.text("cbc:Name", item.name.as_ref());
    for (name, id) in
        [("cac:BuyersItemIdentification", &item.buyer_id), ("cac:SellersItemIdentification", &item.seller_id)]
    {
        pen.within(name, id.is_some(), |pen| pen.text("cbc:ID", id.as_ref()));
    }
    pen.within("cac:StandardItemIdentification", item.standard_id.is_some(), |pen| {
        pen.identifier("cbc:ID", item.standard_id.as_ref());
    });
    pen.within("cac:OriginCountry", item.origin.is_some(), |pen| {
        pen.text("cbc:IdentificationCode", item.origin.as_ref());
    });
    for class in &item.classes {
        pen.within("cac:CommodityClassification", true, |pen| {
            let list = [("listID", class.scheme.as_ref())];
            pen.element("cbc:ItemClassificationCode", &list, &class.value);
        });
    }
    pen.within("cac:ClassifiedTaxCategory", line.category.is_some() || line.rate.is_some(), |pen| {
        pen.text("cbc:ID", line.category.as_ref());
        pen.number("cbc:Percent", line.rate);
        pen.scheme("VAT");
    });
    for found in &item.attributes {
        pen.within("cac:AdditionalItemProperty", true, |pen| {
            pen.text("cbc:Name", found.name.as_ref());
            pen.text("cbc:Value", found.value.as_ref());
        });
    }
}

fn price(pen: &mut Pen, price: &Price) {
    pen.amount("cbc:PriceAmount", price.net);
    if let Some(number) = price.base_quantity {
        pen.element("cbc:BaseQuantity", &[("unitCode", price.base_unit.as_ref())], &number.to_string());
    }
    pen.within("cac:AllowanceCharge", price.discount.is_some() || price.gross.is_some(), |pen| {
        pen.text("cbc:ChargeIndicator", Some(&"false".to_owned()));
        pen.amount("cbc:Amount", price.discount);
        pen.amount("cbc:BaseAmount", price.gross);
    });
}
