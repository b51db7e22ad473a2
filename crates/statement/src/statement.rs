//! What a statement says, whichever format it came in.
use base::money::Money;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One account over one period, as the bank told it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Statement {
    /// IBAN or number of the account, without blanks; in QIF its name.
    pub account: Option<String>,
    /// The bank: BIC, routing number or name, whatever the file has.
    pub bank: Option<String>,
    /// Who owns the account, or how they call it.
    pub owner: Option<String>,
    /// ISO code of the account's currency.
    pub currency: Option<String>,
    /// What kind of account it is, where the file says so.
    pub kind: Option<AccountKind>,
    /// The booked balance before the first entry.
    pub opening: Option<Balance>,
    /// The booked balance after the last entry.
    pub closing: Option<Balance>,
    /// In the bank's order.
    pub entries: Vec<Entry>,
}

/// What kind of account a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// Everyday account.
    Checking,
    /// Savings and deposits.
    Savings,
    /// Credit card.
    CreditCard,
    /// Line of credit, or a loan.
    Credit,
    /// Securities.
    Investment,
    /// Coins and notes.
    Cash,
    /// Something else that is owned.
    Asset,
    /// Something else that is owed.
    Liability,
}

/// A balance at the end of a day, or at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Balance {
    /// The day.
    pub date: NaiveDate,
    /// What was there; below zero it is owed.
    pub amount: Money,
}

/// One booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Where it begins in the file, from 1; in a spreadsheet the row.
    pub line: usize,
    /// When it was booked, as the bank wrote it: never moved to another time zone.
    pub date: NaiveDate,
    /// From when it bears interest.
    pub value_date: Option<NaiveDate>,
    /// What it changes: money in is above zero.
    pub amount: Money,
    /// The currency of the amount, where the entry says it; else it is the statement's.
    pub currency: Option<String>,
    /// The owner's account, in files that mix several.
    pub account: Option<String>,
    /// Who is on the other side.
    pub payee: Option<String>,
    /// The account on the other side: an IBAN without blanks, or a number.
    pub counterparty: Option<String>,
    /// What it is for.
    pub memo: String,
    /// The bank's own id of the entry. Banks promise that it is unique, and break the promise.
    pub reference: Option<String>,
    /// What the payer called the payment, handed through to the other end: EndToEndId, EREF.
    pub end_to_end: Option<String>,
    /// Number of the cheque or slip.
    pub number: Option<String>,
    /// The bank's code for what kind of booking it is: NTRF, DEBIT, PMNT-RCDT-ESCT.
    pub code: Option<String>,
    /// Category, where the file has one.
    pub category: Option<String>,
    /// Another account of the same owner that the money went to or came from (QIF).
    pub transfer_to: Option<String>,
    /// The parts of the amount, where it has several.
    pub splits: Vec<Split>,
    /// Is it settled?
    pub status: Status,
    /// The balance after this entry.
    pub balance_after: Option<Money>,
}

impl Entry {
    /// An entry that says where, when and how much, and nothing else yet.
    pub fn new(line: usize, date: NaiveDate, amount: Money) -> Self {
        Self {
            line,
            date,
            amount,
            value_date: None,
            currency: None,
            account: None,
            payee: None,
            counterparty: None,
            memo: String::new(),
            reference: None,
            end_to_end: None,
            number: None,
            code: None,
            category: None,
            transfer_to: None,
            splits: vec![],
            status: Status::Booked,
            balance_after: None,
        }
    }
}

/// A part of an entry: one of its categories, or one payment of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Split {
    /// Its category.
    pub category: Option<String>,
    /// The other account of the same owner (QIF).
    pub transfer_to: Option<String>,
    /// What it is for.
    pub memo: Option<String>,
    /// Who is on the other side of this payment of a batch.
    pub payee: Option<String>,
    /// The account on the other side.
    pub counterparty: Option<String>,
    /// What the payer called the payment.
    pub end_to_end: Option<String>,
    /// Signed as the entry is.
    pub amount: Money,
}

/// Is the money there?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Yes.
    #[default]
    Booked,
    /// Announced, noted, or for information: it may still change or go.
    Pending,
}
