//! The semantic model of EN 16931: every business term (BT) and group (BG), whatever syntax it came in.
//!
//! Everything may be missing, because an invoice that is wrong must be read before it can be judged. A term that
//! stands in the file without a text is an empty text here, not none: some rules ask for the one, some for the other.
mod party;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use party::{Address, Contact, Delivery, Party, Period};

/// An exact decimal number with the decimals that were written: `1.50` keeps two.
pub type Amount = Decimal;

/// Reads a number, unless it is larger than any amount: so that sums of amounts never overflow.
pub(crate) fn amount(text: &str) -> Option<Amount> {
    let plain = text.strip_prefix('+').unwrap_or(text);
    let number = Amount::from_str_exact(plain).or_else(|_| Amount::from_scientific(plain)).ok()?;
    (number.abs() < Amount::from(1_000_000_000_000_000_000u64)).then_some(number)
}

/// An identifier with the scheme that gives it a meaning.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The identifier itself.
    pub value: String,
    /// Code of its scheme.
    pub scheme: Option<String>,
}

/// An invoice or a credit note.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Invoice {
    /// BT-1.
    pub number: Option<String>,
    /// BT-2.
    pub issue_date: Option<NaiveDate>,
    /// BT-3, of UNTDID 1001: 380 is an invoice, 381 a credit note.
    pub type_code: Option<String>,
    /// BT-5.
    pub currency: Option<String>,
    /// BT-6, the currency of VAT accounting.
    pub tax_currency: Option<String>,
    /// BT-7.
    pub tax_point_date: Option<NaiveDate>,
    /// BT-8, of UNTDID 2005: 3, 35 or 432.
    pub tax_point_code: Option<String>,
    /// BT-9.
    pub due_date: Option<NaiveDate>,
    /// BT-10.
    pub buyer_reference: Option<String>,
    /// BT-11.
    pub project: Option<String>,
    /// BT-12.
    pub contract: Option<String>,
    /// BT-13.
    pub purchase_order: Option<String>,
    /// BT-14.
    pub sales_order: Option<String>,
    /// BT-15.
    pub receiving_advice: Option<String>,
    /// BT-16.
    pub despatch_advice: Option<String>,
    /// BT-17.
    pub tender: Option<String>,
    /// BT-18.
    pub object: Option<Identifier>,
    /// BT-19.
    pub accounting_reference: Option<String>,
    /// BT-20.
    pub payment_terms: Option<String>,
    /// BG-1.
    pub notes: Vec<Note>,
    /// BT-23.
    pub process: Option<String>,
    /// BT-24.
    pub specification: Option<String>,
    /// BG-3.
    pub preceding: Vec<Preceding>,
    /// BG-4.
    pub seller: Party,
    /// BG-7.
    pub buyer: Party,
    /// BG-10.
    pub payee: Option<Party>,
    /// BG-11.
    pub representative: Option<Party>,
    /// BG-13.
    pub delivery: Option<Delivery>,
    /// BG-14.
    pub period: Option<Period>,
    /// BG-16, with BG-17 to BG-19.
    pub payments: Vec<Payment>,
    /// BG-20 and BG-21.
    pub allowances: Vec<Allowance>,
    /// BG-22.
    pub totals: Totals,
    /// BG-23.
    pub taxes: Vec<Tax>,
    /// BG-24.
    pub documents: Vec<Document>,
    /// BG-25.
    pub lines: Vec<Line>,
}

/// BG-1: a note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// BT-21.
    pub subject: Option<String>,
    /// BT-22.
    pub text: String,
}

/// BG-3: an invoice that this one follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preceding {
    /// BT-25.
    pub number: Option<String>,
    /// BT-26.
    pub date: Option<NaiveDate>,
}

/// BG-16: one way to pay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// BT-81, of UNTDID 4461: 30 and 58 are transfers, 59 a direct debit.
    pub means: Option<String>,
    /// BT-82.
    pub text: Option<String>,
    /// BT-83: what the payer writes on the transfer.
    pub reference: Option<String>,
    /// BG-17.
    pub accounts: Vec<Account>,
    /// BG-18.
    pub card: Option<Card>,
    /// BG-19.
    pub debit: Option<Debit>,
}

/// BG-17: an account to pay to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Account {
    /// BT-84: an IBAN, or a number of a national kind.
    pub id: Option<String>,
    /// BT-85.
    pub name: Option<String>,
    /// BT-86: usually a BIC.
    pub bank: Option<String>,
}

/// BG-18: a card that was paid with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// BT-87: the last digits.
    pub number: Option<String>,
    /// BT-88.
    pub holder: Option<String>,
}

/// BG-19: a direct debit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Debit {
    /// BT-89.
    pub mandate: Option<String>,
    /// BT-90.
    pub creditor: Option<String>,
    /// BT-91.
    pub account: Option<String>,
}

/// BG-20, BG-21, BG-27, BG-28: an allowance, or a charge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Allowance {
    /// Whether it is a charge.
    pub is_charge: bool,
    /// BT-92, BT-99, BT-136, BT-141.
    pub amount: Option<Amount>,
    /// BT-93, BT-100, BT-137, BT-142.
    pub base: Option<Amount>,
    /// BT-94, BT-101, BT-138, BT-143.
    pub percent: Option<Amount>,
    /// BT-95, BT-102; lines take the category of the line.
    pub category: Option<String>,
    /// BT-96, BT-103.
    pub rate: Option<Amount>,
    /// BT-97, BT-104, BT-139, BT-144.
    pub reason: Option<String>,
    /// BT-98, BT-105, BT-140, BT-145.
    pub reason_code: Option<String>,
}

/// BG-22: the sums.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Totals {
    /// BT-106.
    pub lines: Option<Amount>,
    /// BT-107.
    pub allowances: Option<Amount>,
    /// BT-108.
    pub charges: Option<Amount>,
    /// BT-109.
    pub net: Option<Amount>,
    /// BT-110.
    pub tax: Option<Amount>,
    /// BT-111: the VAT in the currency of VAT accounting.
    pub tax_accounted: Option<Amount>,
    /// BT-112.
    pub gross: Option<Amount>,
    /// BT-113.
    pub paid: Option<Amount>,
    /// BT-114.
    pub rounding: Option<Amount>,
    /// BT-115.
    pub due: Option<Amount>,
}

/// BG-23: what one category of VAT, and one rate, comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tax {
    /// BT-116.
    pub base: Option<Amount>,
    /// BT-117.
    pub amount: Option<Amount>,
    /// BT-118: S, Z, E, AE, K, G, O, L, M or B.
    pub category: Option<String>,
    /// BT-119, in percent.
    pub rate: Option<Amount>,
    /// BT-120.
    pub reason: Option<String>,
    /// BT-121.
    pub reason_code: Option<String>,
}

/// BG-24: a document that goes with the invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// BT-122.
    pub id: Option<String>,
    /// BT-123.
    pub description: Option<String>,
    /// BT-124.
    pub url: Option<String>,
    /// BT-125.
    pub attachment: Option<Attachment>,
}

/// BT-125: a file within the invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attachment {
    /// What kind of file.
    pub mime: Option<String>,
    /// Its name.
    pub filename: Option<String>,
    /// What is in it, in Base64.
    pub content: String,
}

/// BG-25: a line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// BT-126.
    pub id: Option<String>,
    /// BT-127.
    pub note: Option<String>,
    /// BT-128.
    pub object: Option<Identifier>,
    /// BT-129.
    pub quantity: Option<Amount>,
    /// BT-130, of UN/ECE Recommendations 20 and 21.
    pub unit: Option<String>,
    /// BT-131.
    pub net: Option<Amount>,
    /// BT-132.
    pub order_line: Option<String>,
    /// BT-133.
    pub accounting_reference: Option<String>,
    /// BG-26.
    pub period: Option<Period>,
    /// BG-27 and BG-28.
    pub allowances: Vec<Allowance>,
    /// BG-29.
    pub price: Option<Price>,
    /// BT-151.
    pub category: Option<String>,
    /// BT-152.
    pub rate: Option<Amount>,
    /// BG-31.
    pub item: Item,
    /// Where the line only groups or informs (Factur-X Extended), so that it is no part of the sum.
    pub is_informative: bool,
}

/// BG-29: the price of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Price {
    /// BT-146.
    pub net: Option<Amount>,
    /// BT-147.
    pub discount: Option<Amount>,
    /// BT-148.
    pub gross: Option<Amount>,
    /// BT-149: how many units it is the price of.
    pub base_quantity: Option<Amount>,
    /// BT-150.
    pub base_unit: Option<String>,
}

/// BG-31: what is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// BT-153.
    pub name: Option<String>,
    /// BT-154.
    pub description: Option<String>,
    /// BT-155.
    pub seller_id: Option<String>,
    /// BT-156.
    pub buyer_id: Option<String>,
    /// BT-157.
    pub standard_id: Option<Identifier>,
    /// BT-158, with the list that it is of.
    pub classes: Vec<Identifier>,
    /// BT-159.
    pub origin: Option<String>,
    /// BG-32.
    pub attributes: Vec<Attribute>,
}

/// BG-32: something about the item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribute {
    /// BT-160.
    pub name: Option<String>,
    /// BT-161.
    pub value: Option<String>,
}
