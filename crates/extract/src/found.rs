//! What extraction gives: values with their places, and how sure it is of each.

use chrono::NaiveDate;
use reading::Area;
use serde::{Deserialize, Serialize};

/// A value found on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found<T> {
    /// What it says.
    pub value: T,
    /// As it is printed.
    pub text: String,
    /// How sure this is, from 0 to 1.
    pub confidence: f32,
    /// The page, the first is 0.
    pub page: u32,
    /// Where it stands.
    pub area: Area,
}

/// What sort of document it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An invoice.
    #[default]
    Invoice,
    /// A credit note, a corrected invoice.
    CreditNote,
    /// A debit note.
    DebitNote,
    /// A receipt of a till, or of a payment.
    Receipt,
    /// An invoice before delivery that asks for no payment.
    ProForma,
    /// An order.
    Order,
    /// An offer.
    Quotation,
    /// What came with the goods.
    DeliveryNote,
    /// A reminder.
    Reminder,
    /// A statement of an account.
    Statement,
}

/// A tax by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKind {
    /// Value added tax, sales tax, a goods and services tax that is not split.
    Vat,
    /// India's central tax.
    Cgst,
    /// India's state tax.
    Sgst,
    /// India's integrated tax.
    Igst,
    /// India's tax of a union territory.
    Utgst,
    /// India's cess.
    Cess,
    /// Another.
    Other,
}

/// The tax of one rate. Money is in units of 10⁻⁴, a rate in 10⁻⁴ percent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaxLine {
    /// Which tax.
    pub kind: TaxKind,
    /// Percent, in units of 10⁻⁴: 19 % is 190,000.
    pub rate: Option<i64>,
    /// What is taxed.
    pub base: Option<i64>,
    /// The tax.
    pub amount: Option<i64>,
    /// The page, the first is 0.
    pub page: u32,
    /// Where it stands.
    pub area: Area,
}

/// What sort of identifier it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxIdKind {
    /// A VAT identification number.
    Vat,
    /// India's GSTIN.
    Gstin,
    /// India's PAN.
    Pan,
    /// Another number that an authority gave.
    National,
}

/// An identifier that an authority gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxId {
    /// What sort.
    pub kind: TaxIdKind,
    /// ISO 3166's two letters, where known.
    pub country: Option<String>,
    /// Without spaces and punctuation, upper case.
    pub value: String,
    /// Form and check digit are right.
    pub valid: bool,
}

/// Who sells, or who buys.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The name that it goes by on the page.
    pub name: Option<Found<String>>,
    /// The name with its legal form, where it differs.
    pub legal_name: Option<Found<String>>,
    /// Street, town, country: one line each.
    pub address: Option<Found<String>>,
    /// Its identifiers, the most important first.
    pub tax_ids: Vec<Found<TaxId>>,
    /// Its mail address.
    pub email: Option<Found<String>>,
    /// Its telephone number.
    pub phone: Option<Found<String>>,
}

/// An item of the invoice. Money is in units of 10⁻⁴; quantities and rates too.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What it is.
    pub description: String,
    /// The article's number.
    pub code: Option<String>,
    /// India's HSN or SAC.
    pub hsn: Option<String>,
    /// How many.
    pub quantity: Option<i64>,
    /// Of what.
    pub unit: Option<String>,
    /// The price of one.
    pub unit_price: Option<i64>,
    /// What is taken off.
    pub discount: Option<i64>,
    /// The tax rate in percent.
    pub rate: Option<i64>,
    /// The tax.
    pub tax: Option<i64>,
    /// The amount without tax.
    pub net: Option<i64>,
    /// The amount as printed in the last column of amounts.
    pub total: Option<i64>,
    /// The page, the first is 0.
    pub page: u32,
    /// Where it stands.
    pub area: Area,
}

/// When payment is due, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub date: NaiveDate,
    /// Reckoned from the terms, and not printed.
    pub derived: bool,
}

/// A field that was read where people found it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Which.
    pub field: crate::anchor::Field,
    /// By which of the hints' places.
    pub anchor: usize,
}

/// All that was found in a document. Unknown is `None`: nothing is invented.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What sort of document it is.
    pub kind: Kind,
    /// ISO 639's two letters.
    pub language: Option<String>,
    /// The invoice's number.
    pub number: Option<Found<String>>,
    /// The day that it was issued.
    pub date: Option<Found<NaiveDate>>,
    /// The day by which to pay.
    pub due_date: Option<Found<Due>>,
    /// ISO 4217's three letters.
    pub currency: Option<Found<String>>,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// The total without tax.
    pub net: Option<Found<i64>>,
    /// The tax.
    pub tax: Option<Found<i64>>,
    /// The total with tax.
    pub gross: Option<Found<i64>>,
    /// What is left to pay.
    pub due: Option<Found<i64>>,
    /// What rounding added.
    pub round_off: Option<Found<i64>>,
    /// The tax by rates.
    pub taxes: Vec<TaxLine>,
    /// India's place of supply, as printed.
    pub place_of_supply: Option<Found<String>>,
    /// Whether the buyer owes the tax, where the document says so.
    pub reverse_charge: Option<Found<bool>>,
    /// How and until when to pay, in words.
    pub terms: Option<Found<String>>,
    /// The buyer's order.
    pub purchase_order: Option<Found<String>>,
    /// The buyer's number at the seller.
    pub customer_number: Option<Found<String>>,
    /// Where to pay.
    pub iban: Option<Found<String>>,
    /// The bank.
    pub bic: Option<Found<String>>,
    /// An account that is no IBAN.
    pub account: Option<Found<String>>,
    /// India's code of a branch.
    pub ifsc: Option<Found<String>>,
    /// India's reference number of an e-invoice.
    pub irn: Option<Found<String>>,
    /// The items.
    pub lines: Vec<Line>,
    /// What comes from learned places, and not from the general rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub learned: Vec<Learned>,
    /// Safe to accept without a look.
    pub accept: bool,
    /// What speaks against trusting it, in words.
    pub problems: Vec<String>,
}
