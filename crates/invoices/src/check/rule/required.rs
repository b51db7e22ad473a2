//! What an invoice can't do without.
use kernel::Money;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "required.number",
        "Missing invoice number",
        "Rule 46(b) CGST Rules; Art. 226(2) Directive 2006/112/EC; EN 16931 BR-02",
        |facts| missing(facts.columns.invoice_number.is_none(), "invoice_number", "Missing invoice number"),
    ),
    rule(
        Validation,
        Severity::Error,
        "required.supplier",
        "Missing supplier information",
        "Rule 46(a) CGST Rules; Art. 226(5) Directive 2006/112/EC; EN 16931 BR-06",
        |facts| missing(nobody(facts), "seller_name", "Missing supplier information"),
    ),
    rule(
        Validation,
        Severity::Error,
        "required.taxable_value",
        "Invalid or missing taxable value",
        "Rule 46(k) CGST Rules; Art. 226(8) Directive 2006/112/EC; EN 16931 BR-13",
        |facts| missing(no_value(facts), "taxable_amount", "Invalid or missing taxable value"),
    ),
    rule(
        Validation,
        Severity::Warning,
        "required.date",
        "Missing invoice date",
        "Rule 46(c) CGST Rules; Art. 226(1) Directive 2006/112/EC; EN 16931 BR-03",
        |facts| missing(facts.read.text("invoice_date").is_none(), "invoice_date", "Missing invoice date"),
    ),
    rule(
        Validation,
        Severity::Info,
        "required.currency",
        "No currency is named",
        "EN 16931 BR-05",
        |facts| {
            let says = format!("No currency is named; {} is taken.", facts.house_currency);
            missing(facts.columns.currency.is_none(), "currency", &says)
        },
    ),
    rule(
        Validation,
        Severity::Info,
        "required.lines",
        "No line items found",
        "Rule 46(h) and (i) CGST Rules; EN 16931 BR-16",
        |facts| missing(facts.read.lines.is_empty(), "lines", "No line items found"),
    ),
];

fn nobody(facts: &Facts) -> bool {
    let columns = &facts.columns;
    columns.vendor_name.is_none() && columns.vendor_gstin.is_none() && columns.vendor_tax_id.is_none()
}

/// No value at all, or one that can't be: nothing is taxable, and yet there is tax on it or something to pay.
fn no_value(facts: &Facts) -> bool {
    let columns = &facts.columns;
    let asks = |amount: Option<Money>| amount.is_some_and(|amount| amount > Money::ZERO);
    match columns.taxable_amount {
        None => columns.total_amount.is_none(),
        Some(net) if facts.is_credit() => net == Money::ZERO && asks(columns.tax_amount),
        Some(net) => net <= Money::ZERO && (asks(columns.total_amount) || asks(columns.tax_amount)),
    }
}

fn missing(absent: bool, field: &str, says: &str) -> Vec<Fault> {
    when(absent, || Fault { field: Some(field.into()), ..Fault::says(says) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn found(read: Extracted) -> Vec<String> {
        let facts = Facts { columns: Columns::of(&read), read, ..Default::default() };
        all(&facts)
            .into_iter()
            .filter(|one| one.rule.starts_with("required."))
            .map(|one| one.message)
            .collect()
    }

    // Section 9 of the contract names the texts.
    #[test]
    fn what_is_missing_is_named_in_the_words_of_the_contract() {
        let says = found(Extracted::default());
        for text in
            ["Missing invoice number", "Missing supplier information", "Invalid or missing taxable value"]
        {
            assert!(says.iter().any(|one| one == text), "{text}");
        }
    }

    #[test]
    fn nothing_taxable_is_no_value_where_there_is_tax() {
        let mut read = Extracted::default();
        read.put("taxable_amount", "0.00", 1.0);
        read.put("tax_amount", "18.00", 1.0);
        assert!(found(read.clone()).contains(&"Invalid or missing taxable value".to_owned()));
        read.put("tax_amount", "0.00", 1.0);
        assert!(!found(read).contains(&"Invalid or missing taxable value".to_owned()), "a gift");
    }
}
