//! Which column of a table means what. Found by itself, remembered per bank, changed by people.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a bank's table is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mapping {
    /// Tells the tables of one bank from those of another: a hash of the names in the header row,
    /// or of the number of columns where there is none. Equal fingerprints fit the same mapping.
    pub fingerprint: String,
    /// The characters' encoding, by its WHATWG label: utf-8, windows-1252, shift_jis.
    pub encoding: String,
    /// What stands between columns. Not used for spreadsheets.
    pub separator: char,
    /// The line of the header row, from 1; none when the table begins at once. A header with the
    /// same fingerprint is looked for first, since the lines above it come and go.
    pub header_line: Option<usize>,
    /// The decimal mark.
    pub decimal: DecimalMark,
    /// The order of day, month and year.
    pub dates: DateOrder,
    /// What each column means, from the left.
    pub columns: Vec<Role>,
    /// Amounts (or debits) are to change their sign: on many cards, what was bought is above zero.
    #[serde(default)]
    pub negate: bool,
    /// Debits are written with their minus, so that they are taken as they are.
    #[serde(default)]
    pub signed_debits: bool,
    /// The currency where no column and no amount says one.
    #[serde(default)]
    pub currency: Option<String>,
}

impl Mapping {
    /// The first column with this meaning.
    pub fn position(&self, role: Role) -> Option<usize> {
        self.columns.iter().position(|r| *r == role)
    }

    /// Can entries be read with it? They need a date, and an amount or debits and credits.
    pub fn is_complete(&self) -> bool {
        let has = |role| self.position(role).is_some();
        (has(Role::Date) || has(Role::ValueDate))
            && (has(Role::Amount) || has(Role::Debit) || has(Role::Credit))
    }
}

/// What a column of a table means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Nothing that we keep.
    #[default]
    Ignored,
    /// When it was booked.
    Date,
    /// A date to take where the first is missing: that of a payment which is not booked yet.
    OtherDate,
    /// From when it bears interest.
    ValueDate,
    /// Signed amount.
    Amount,
    /// Money out.
    Debit,
    /// Money in.
    Credit,
    /// In or out: CR and DR, S and H, plus and minus.
    Direction,
    /// The balance afterwards.
    Balance,
    /// ISO code.
    Currency,
    /// Who is on the other side, or who gets the money.
    Payee,
    /// Who paid: the other side of money in.
    Payer,
    /// The account on the other side.
    Counterparty,
    /// What it is for. Several are joined.
    Memo,
    /// The bank's id of the entry.
    Reference,
    /// What the payer called the payment.
    EndToEnd,
    /// Number of the cheque or slip.
    Number,
    /// What kind of booking it is.
    Code,
    /// Category.
    Category,
    /// The owner's own account.
    Account,
    /// Booked or pending.
    Status,
}

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecimalMark {
    /// 1,234.56
    #[default]
    Point,
    /// 1.234,56
    Comma,
}

/// In which order the parts of a date stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2024-01-31
    #[default]
    YearMonthDay,
    /// 31.01.2024
    DayMonthYear,
    /// 1/31/2024
    MonthDayYear,
}
