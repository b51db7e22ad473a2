//! What was read of an invoice: every field as text in one form, with confidence and place.
use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::check::Evidence;

/// Everything that was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Extracted {
    /// `invoice`, `credit_note`, `debit_note`, `receipt`, `proforma` or `other`.
    pub kind: Option<String>,
    /// The language, as ISO 639-1.
    pub language: Option<String>,
    /// Where it comes from: `pdf`, `ocr`, `factur-x`, `ubl`, `cii`, `gst`, …
    pub origin: Option<String>,
    /// The fields by name; see [`FIELDS`].
    pub fields: BTreeMap<String, Field>,
    /// Tax by kind and rate.
    pub taxes: Vec<Tax>,
    /// The lines.
    pub lines: Vec<Line>,
    /// What the vendor's other invoices say and this one does not, by the name of the field: for a person to take or to
    /// leave.
    pub suggestions: BTreeMap<String, Field>,
    /// What the reader itself doubts, in sentences.
    pub problems: Vec<String>,
    /// Whether it is safe to accept without a look.
    pub accept: bool,
    /// What the file tells beside its fields.
    pub evidence: Evidence,
}

/// Who says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
#[schemars(rename = "FieldOrigin")]
pub enum Origin {
    #[default]
    Read,
    Structured,
    Computed,
    Person,
    /// From what people corrected on other invoices of the vendor.
    Learned,
    /// From a template.
    Template,
}

/// A field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ReadField")]
pub struct Field {
    /// In one form: dates as `2026-12-31`, amounts as `1234.50`, flags as `true`.
    pub value: String,
    /// As it is printed.
    #[serde(default)]
    pub text: Option<String>,
    /// From 0 to 1.
    #[serde(default)]
    pub confidence: f64,
    /// On which page; the first is 0.
    #[serde(default)]
    pub page: Option<u32>,
    /// Where on it: left, top, right and bottom in points (1/72 inch) from its top left.
    #[serde(default)]
    pub area: Option<[f32; 4]>,
    /// Who says so.
    #[serde(default)]
    pub origin: Origin,
    /// How that is known, in words: from which invoice it was learned and how often that was right, or which template.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Tax of one kind and rate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "InvoiceTax")]
pub struct Tax {
    /// `vat`, `cgst`, `sgst`, `igst`, `utgst`, `cess` or `other`.
    pub kind: String,
    /// In percent.
    pub rate: Option<Money>,
    /// Of what.
    pub base: Option<Money>,
    /// How much.
    pub amount: Option<Money>,
    /// From 0 to 1.
    pub confidence: f64,
    /// On which page.
    pub page: Option<u32>,
    /// Where on it.
    pub area: Option<[f32; 4]>,
}

/// A line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "InvoiceLine")]
pub struct Line {
    /// What.
    pub description: Option<String>,
    /// The seller's own number for it.
    pub code: Option<String>,
    /// Its number in the tariff of goods or services.
    pub hsn_code: Option<String>,
    /// How many.
    pub quantity: Option<Money>,
    /// Of what unit.
    pub unit: Option<String>,
    /// The price of one.
    pub unit_price: Option<Money>,
    /// What is taken off.
    pub discount: Option<Money>,
    /// The tax in percent.
    pub gst_rate: Option<Money>,
    /// The tax.
    pub gst_amount: Option<Money>,
    /// The value before tax.
    pub taxable_value: Option<Money>,
    /// The value with tax, where the line says it.
    pub total: Option<Money>,
    /// From 0 to 1.
    pub confidence: f64,
    /// On which page.
    pub page: Option<u32>,
    /// Where on it.
    pub area: Option<[f32; 4]>,
}

/// What form a field has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Some words.
    Text,
    /// A day.
    Date,
    /// An amount.
    Amount,
    /// Three letters.
    Currency,
    /// True or false.
    Flag,
}

/// The fields of an invoice, and the form of each.
pub const FIELDS: &[(&str, Form)] = &[
    ("invoice_number", Form::Text),
    ("invoice_date", Form::Date),
    ("due_date", Form::Date),
    ("currency", Form::Currency),
    ("seller_name", Form::Text),
    ("seller_legal_name", Form::Text),
    ("seller_gstin", Form::Text),
    ("seller_tax_id", Form::Text),
    ("seller_pan", Form::Text),
    ("seller_address", Form::Text),
    ("seller_email", Form::Text),
    ("seller_phone", Form::Text),
    ("buyer_name", Form::Text),
    ("buyer_gstin", Form::Text),
    ("buyer_tax_id", Form::Text),
    ("buyer_address", Form::Text),
    ("taxable_amount", Form::Amount),
    ("tax_amount", Form::Amount),
    ("total_amount", Form::Amount),
    ("amount_due", Form::Amount),
    ("round_off", Form::Amount),
    ("paid_amount", Form::Amount),
    ("discount_amount", Form::Amount),
    ("charges_amount", Form::Amount),
    ("place_of_supply", Form::Text),
    ("reverse_charge", Form::Flag),
    ("sez", Form::Flag),
    ("payment_terms", Form::Text),
    ("purchase_order", Form::Text),
    ("original_number", Form::Text),
    ("customer_number", Form::Text),
    ("iban", Form::Text),
    ("bic", Form::Text),
    ("account_number", Form::Text),
    ("ifsc", Form::Text),
    ("irn", Form::Text),
];

/// The form of the field with this name.
pub fn form(name: &str) -> Option<Form> {
    FIELDS.iter().find(|(known, _)| *known == name).map(|(_, form)| *form)
}

/// A value in the one form that its field has, or what it must be.
pub fn canonical(form: Form, value: &str) -> Result<String, &'static str> {
    let value = value.trim();
    match form {
        Form::Text if value.chars().count() <= 1_000 => Ok(value.to_owned()),
        Form::Text => Err("must have at most 1000 characters"),
        Form::Date => match NaiveDate::parse_from_str(value, "%Y-%m-%d") {
            Ok(day) => Ok(day.to_string()),
            Err(_) => Err("must be a date such as 2026-12-31"),
        },
        Form::Amount => match value.parse::<Money>() {
            Ok(amount) if in_bounds(amount) => Ok(amount.to_string()),
            _ => Err("must be an amount such as 1234.50"),
        },
        Form::Currency if value.len() == 3 && value.bytes().all(|b| b.is_ascii_alphabetic()) => {
            Ok(value.to_uppercase())
        }
        Form::Currency => Err("must be three letters such as EUR"),
        Form::Flag => match value {
            "true" | "false" => Ok(value.to_owned()),
            _ => Err("must be true or false"),
        },
    }
}

/// Whether an amount is one that sums can bear.
pub fn in_bounds(amount: Money) -> bool {
    (kernel::amount::LEAST..=kernel::amount::MOST).contains(&amount)
}

impl Extracted {
    /// The value of a field.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(|field| field.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The same as an amount; one that sums can't bear is none.
    pub fn amount(&self, name: &str) -> Option<Money> {
        self.text(name)?.parse().ok().filter(|amount| in_bounds(*amount))
    }

    /// The same as a day.
    pub fn date(&self, name: &str) -> Option<NaiveDate> {
        self.text(name)?.parse().ok()
    }

    /// Without what no database and no JSON keeps: the character U+0000, and numbers that are none.
    pub fn clean(&mut self) {
        let whole = |text: &mut String| text.retain(|c| c != '\0');
        let place = |confidence: &mut f64, area: &mut Option<[f32; 4]>| {
            *confidence = if confidence.is_finite() { confidence.clamp(0.0, 1.0) } else { 0.0 };
            *area = area.filter(|area| area.iter().all(|edge| edge.is_finite()));
        };
        for field in self.fields.values_mut() {
            whole(&mut field.value);
            field.text.iter_mut().for_each(whole);
            place(&mut field.confidence, &mut field.area);
        }
        self.taxes.iter_mut().for_each(|tax| place(&mut tax.confidence, &mut tax.area));
        for line in &mut self.lines {
            let Line { description, code, hsn_code, unit, confidence, area, .. } = line;
            [description, code, hsn_code, unit].into_iter().flatten().for_each(whole);
            place(confidence, area);
        }
        for field in self.suggestions.values_mut() {
            whole(&mut field.value);
            place(&mut field.confidence, &mut field.area);
        }
        self.problems.iter_mut().for_each(whole);
    }

    /// Puts a field in.
    pub fn put(&mut self, name: &str, value: impl Into<String>, confidence: f64) {
        let field = Field { value: value.into(), confidence, ..Default::default() };
        self.fields.insert(name.to_owned(), field);
    }
}

/// The columns of an invoice that follow from what was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "see store::Model")]
pub struct Columns {
    pub kind: Option<String>,
    pub language: Option<String>,
    pub invoice_number: Option<String>,
    pub number_key: Option<String>,
    pub invoice_date: Option<NaiveDate>,
    pub due_date: Option<NaiveDate>,
    pub vendor_gstin: Option<String>,
    pub vendor_tax_id: Option<String>,
    pub vendor_name: Option<String>,
    pub buyer_name: Option<String>,
    pub buyer_tax_id: Option<String>,
    pub total_amount: Option<Money>,
    pub tax_amount: Option<Money>,
    pub taxable_amount: Option<Money>,
    pub amount_due: Option<Money>,
    pub currency: Option<String>,
    pub account_key: Option<String>,
    pub irn: Option<String>,
}

const KINDS: &[&str] = &["invoice", "credit_note", "debit_note", "receipt", "proforma", "other"];

impl Columns {
    /// Of what was read. A total that is not printed is the sum of its parts.
    pub fn of(read: &Extracted) -> Self {
        let text = |name: &str, most: usize| read.text(name).map(|value| value.chars().take(most).collect());
        let (net, tax) = (read.amount("taxable_amount"), read.amount("tax_amount"));
        let sum = || net?.checked_add(tax?).ok().filter(|sum| in_bounds(*sum));
        let number: Option<String> = text("invoice_number", 100);
        Self {
            kind: read.kind.clone().filter(|kind| KINDS.contains(&kind.as_str())),
            language: read.language.clone().map(|language| language.chars().take(20).collect()),
            number_key: number.as_deref().map(number_key).filter(|key| !key.is_empty()),
            invoice_number: number,
            invoice_date: read.date("invoice_date"),
            due_date: read.date("due_date"),
            vendor_gstin: read.text("seller_gstin").filter(|id| id.len() == 15).map(str::to_uppercase),
            vendor_tax_id: text("seller_tax_id", 50),
            vendor_name: text("seller_name", 255),
            buyer_name: text("buyer_name", 255),
            buyer_tax_id: text("buyer_gstin", 50).or_else(|| text("buyer_tax_id", 50)),
            total_amount: read.amount("total_amount").or_else(sum),
            tax_amount: tax,
            taxable_amount: net,
            amount_due: read.amount("amount_due"),
            currency: read.text("currency").filter(|code| code.len() == 3).map(str::to_uppercase),
            account_key: account_key(read),
            irn: text("irn", 64),
        }
    }
}

/// A number without case, punctuation and leading zeros, so that spellings of one number are equal.
pub fn number_key(number: &str) -> String {
    let key: String = number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    key.trim_start_matches('0').to_owned()
}

/// The account to be paid to: its IBAN, or the bank's code and the number.
pub fn account_key(read: &Extracted) -> Option<String> {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
    };
    if let Some(iban) = read.text("iban").map(plain).filter(|iban| !iban.is_empty()) {
        return Some(iban);
    }
    let number = read.text("account_number").map(plain).filter(|number| !number.is_empty())?;
    let bank = read.text("ifsc").or(read.text("bic")).map(plain).unwrap_or_default();
    Some(format!("{bank}:{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_total_that_is_not_printed_is_the_sum() {
        let mut read = Extracted::default();
        read.put("taxable_amount", "100.00", 0.9);
        read.put("tax_amount", "19.00", 0.9);
        assert_eq!(Columns::of(&read).total_amount, "119.00".parse().ok());
        read.put("total_amount", "118.99", 0.9);
        assert_eq!(Columns::of(&read).total_amount, "118.99".parse().ok());
    }

    #[test]
    fn numbers_are_compared_without_punctuation() {
        assert_eq!(number_key("INV-2025/007"), number_key("inv 2025 007"));
        assert_eq!(number_key("000123"), "123");
        assert_ne!(number_key("A1"), number_key("A11"));
    }

    #[test]
    fn values_have_one_form() {
        assert_eq!(canonical(Form::Amount, " 12.5 ").as_deref(), Ok("12.50"));
        assert_eq!(canonical(Form::Currency, "eur").as_deref(), Ok("EUR"));
        assert!(canonical(Form::Amount, "12,5").is_err() && canonical(Form::Date, "31.12.2026").is_err());
        assert!(canonical(Form::Amount, "99999999999999").is_err(), "more than sums can bear");
    }

    proptest! {
        #[test]
        fn a_canonical_value_stays(text in ".{0,40}") {
            for (_, form) in FIELDS {
                if let Ok(value) = canonical(*form, &text) {
                    let again = canonical(*form, &value);
                    prop_assert_eq!(again, Ok(value));
                }
            }
        }
    }
}
