//! An invoice as UBL 2.1.
use einvoice::{
    Account, Address, Amount, Identifier, Invoice, Item, Line, Party, Payment, Price, Tax, Totals,
};
use kernel::Money;

use crate::invoice::{
    extracted::{self, Extracted},
    store::Model,
};

fn amount(amount: Option<Money>) -> Option<Amount> {
    amount?.to_string().parse().ok()
}

/// The invoice as XML. It holds what was read, and nothing is invented to make it complete.
pub fn write(row: &Model, read: &Extracted) -> String {
    einvoice::ubl::write(&invoice(row, read))
}

fn invoice(row: &Model, read: &Extracted) -> Invoice {
    let text = |name: &str| read.text(name).map(str::to_owned);
    let is_credit = row.kind.as_deref() == Some("credit_note");
    let account = text("iban").or(text("account_number"));
    let payment = account.map(|id| Payment {
        means: Some("30".into()),
        accounts: vec![Account { id: Some(id), name: None, bank: text("bic").or(text("ifsc")) }],
        ..Payment::default()
    });
    Invoice {
        number: row.invoice_number.clone(),
        issue_date: row.invoice_date,
        type_code: Some(if is_credit { "381" } else { "380" }.into()),
        currency: Some(row.currency.clone()),
        due_date: row.due_date,
        purchase_order: text("purchase_order"),
        payment_terms: text("payment_terms"),
        specification: Some("urn:cen.eu:en16931:2017".into()),
        seller: party(
            row.vendor_name.clone(),
            row.vendor_gstin.clone().or(row.vendor_tax_id.clone()),
            text("seller_address"),
        ),
        buyer: party(row.buyer_name.clone(), row.buyer_tax_id.clone(), text("buyer_address")),
        payments: payment.into_iter().collect(),
        totals: Totals {
            lines: amount(
                Money::try_sum(read.lines.iter().filter_map(|line| line.taxable_value))
                    .ok()
                    .filter(|_| !read.lines.is_empty()),
            ),
            net: amount(row.taxable_amount),
            tax: amount(row.tax_amount),
            gross: amount(row.total_amount),
            rounding: amount(read.amount("round_off")),
            due: amount(row.amount_due.or(row.total_amount)),
            ..Totals::default()
        },
        taxes: read.taxes.iter().map(tax).collect(),
        lines: (1..).zip(&read.lines).map(|(n, of)| line(n, of)).collect(),
        ..Invoice::default()
    }
}

fn party(name: Option<String>, id: Option<String>, address: Option<String>) -> Party {
    let id = id.filter(|id| !id.is_empty());
    // What begins with the letters of a country is a number for VAT; another stands by itself.
    let is_vat = id.as_deref().is_some_and(|id| id.chars().take(2).all(|c| c.is_ascii_uppercase()));
    let address = address.map(|line| Address { line1: Some(line.replace('\n', ", ")), ..Address::default() });
    let other = id.clone().filter(|_| !is_vat).map(|value| Identifier { value, scheme: None });
    Party {
        name,
        vat_id: id.filter(|_| is_vat),
        ids: other.into_iter().collect(),
        address,
        ..Party::default()
    }
}

fn category(rate: Option<Money>) -> Option<String> {
    rate.map(|rate| if rate == Money::ZERO { "Z" } else { "S" }.to_owned())
}

fn tax(tax: &extracted::Tax) -> Tax {
    Tax {
        base: amount(tax.base),
        amount: amount(tax.amount),
        category: category(tax.rate),
        rate: amount(tax.rate),
        ..Tax::default()
    }
}

fn line(n: usize, line: &extracted::Line) -> Line {
    let code = line.hsn_code.clone().map(|value| Identifier { value, scheme: Some("HS".into()) });
    Line {
        id: Some(n.to_string()),
        quantity: amount(line.quantity),
        unit: line.quantity.map(|_| "C62".to_owned()),
        net: amount(line.taxable_value),
        price: line.unit_price.map(|price| Price { net: amount(Some(price)), ..Price::default() }),
        category: category(line.gst_rate),
        rate: amount(line.gst_rate),
        item: Item {
            name: line.description.clone(),
            seller_id: line.code.clone(),
            classes: code.into_iter().collect(),
            ..Item::default()
        },
        ..Line::default()
    }
}
