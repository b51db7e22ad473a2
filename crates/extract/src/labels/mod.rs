//! Labels: what a word or two on an invoice announce, in many languages.
//!
//! A label is looked up by its letters alone, so that "Rechnungs-Nr.", "Rechnungs Nr" and "RechnungsNr:" are one. The
//! longest that fits wins, so that "delivery date" is no "date".

mod dictionary;
mod matching;

use std::ops::Range;

use reading::Area;
use serde::Deserialize;

pub use dictionary::{Dictionary, Entry, dictionary};
pub use matching::find;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// The document says that it is an invoice.
    InvoiceTitle,
    /// A credit note.
    CreditTitle,
    /// A debit note.
    DebitTitle,
    /// A receipt.
    ReceiptTitle,
    /// A pro forma.
    ProformaTitle,
    /// An order.
    OrderTitle,
    /// An offer.
    QuotationTitle,
    /// A delivery note.
    DeliveryTitle,
    /// A reminder.
    ReminderTitle,
    /// A statement of an account.
    StatementTitle,
    /// The number of the invoice.
    InvoiceNumber,
    /// A number that may be the invoice's.
    DocumentNumber,
    /// "No.", alone.
    PlainNumber,
    /// The buyer's order.
    OrderNumber,
    /// The buyer's number at the seller.
    CustomerNumber,
    /// Any other number.
    OtherNumber,
    /// The day of issue.
    InvoiceDate,
    /// "Date", alone.
    PlainDate,
    /// The day by which to pay.
    DueDate,
    /// Any other day.
    OtherDate,
    /// Terms of payment.
    Terms,
    /// Total before tax.
    Net,
    /// The sum of the items.
    Subtotal,
    /// Tax.
    Tax,
    /// India's central tax.
    Cgst,
    /// India's state tax.
    Sgst,
    /// India's integrated tax.
    Igst,
    /// India's cess.
    Cess,
    /// Total with tax.
    Gross,
    /// "Total", alone.
    Total,
    /// Left to pay.
    Due,
    /// Paid before.
    Paid,
    /// Rounding.
    RoundOff,
    /// Discount.
    Discount,
    /// Shipping and other charges.
    Shipping,
    /// An amount that is none of the totals.
    OtherAmount,
    /// The seller follows.
    Seller,
    /// The buyer follows.
    Buyer,
    /// Where goods go.
    ShipTo,
    /// A name follows.
    Name,
    /// An address follows.
    Address,
    /// A person to talk to.
    Contact,
    /// A mail address.
    Email,
    /// A telephone.
    Phone,
    /// A website.
    Web,
    /// A VAT id.
    VatId,
    /// A GSTIN.
    Gstin,
    /// A PAN.
    Pan,
    /// Another number of an authority.
    TaxNumber,
    /// IBAN.
    Iban,
    /// BIC.
    Bic,
    /// IFSC.
    Ifsc,
    /// An account.
    Account,
    /// A bank.
    BankName,
    /// The currency.
    Currency,
    /// Another currency than that of the totals.
    OtherCurrency,
    /// India's place of supply.
    PlaceOfSupply,
    /// Whether the buyer owes the tax.
    ReverseCharge,
    /// India's number of an e-invoice.
    Irn,
    /// The head of a column, or a heading.
    Column,
}

/// A label on the page.
#[derive(Debug, Clone)]
pub struct Label {
    /// What it announces.
    pub class: Class,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its cell.
    pub cell: usize,
    /// Its row: the last, where it goes over two.
    pub row: usize,
    /// Where it stands.
    pub area: Area,
    /// How many letters matched.
    pub letters: usize,
    /// It begins its cell.
    pub leads: bool,
    /// It is all that its cell says.
    pub alone: bool,
    /// A colon ends it.
    pub colon: bool,
    /// The languages that have it, as bits of [`LANGUAGES`].
    pub languages: u32,
}

/// The languages of the dictionary, by ISO 639.
pub const LANGUAGES: [&str; 24] = [
    "en", "de", "fr", "nl", "es", "it", "pt", "pl", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "hr",
    "sl", "el", "tr", "ru", "ja", "zh", "ca",
];

impl Class {
    /// Announces an amount of the summary.
    pub fn is_amount(self) -> bool {
        (Self::Net..=Self::OtherAmount).contains(&self)
    }

    /// Names the sort of document.
    pub fn is_title(self) -> bool {
        self <= Self::StatementTitle
    }

    /// Announces a day.
    pub fn is_date(self) -> bool {
        (Self::InvoiceDate..=Self::OtherDate).contains(&self)
    }

    /// Announces a number.
    pub fn is_number(self) -> bool {
        (Self::InvoiceNumber..=Self::OtherNumber).contains(&self)
    }

    /// Names this document: its title, its number, its day.
    pub fn is_own(self) -> bool {
        matches!(
            self,
            Self::InvoiceTitle
                | Self::CreditTitle
                | Self::DebitTitle
                | Self::ReceiptTitle
                | Self::InvoiceNumber
                | Self::DocumentNumber
                | Self::InvoiceDate
        )
    }

    /// Names another paper: an order, an offer, a delivery note, a payment.
    pub fn is_other_paper(self) -> bool {
        matches!(
            self,
            Self::OrderTitle
                | Self::QuotationTitle
                | Self::DeliveryTitle
                | Self::ReminderTitle
                | Self::StatementTitle
                | Self::OrderNumber
                | Self::OtherNumber
                | Self::CustomerNumber
                | Self::OtherDate
                | Self::Paid
        )
    }

    /// Announces an identifier of an authority or a bank.
    pub fn is_identifier(self) -> bool {
        (Self::VatId..=Self::Account).contains(&self)
    }
}
