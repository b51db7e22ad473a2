//! What a question comes to: one typed query. It is kept with the answer, so that the next question can go on from it.
use chrono::NaiveDate;
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::day::Period;
use crate::invoice::store::InvoiceStatus;

/// A query over the invoices of a batch.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Plan {
    /// What is wanted of them.
    pub measure: Measure,
    /// Which invoices.
    pub filter: Filter,
    /// By what to group a figure.
    pub group: Option<Group>,
    /// With which other time to compare it.
    pub compare: Option<Period>,
    /// How many at most, where the question says so.
    pub most: Option<u32>,
    /// By what to order a list.
    pub order: Option<Order>,
}

/// What is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The invoices themselves.
    #[default]
    List,
    /// How many there are.
    Count,
    /// The sum of a figure.
    Sum(Figure),
    /// Its average.
    Average(Figure),
    /// Those where it is the largest.
    Largest(Figure),
    /// Those where it is the smallest.
    Smallest(Figure),
    /// Why they are flagged or rejected.
    Reasons,
    /// All that is known of one.
    Status,
    /// Which are there twice.
    Duplicates,
    /// Who is a risk.
    Risk,
}

/// A figure of an invoice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// With tax.
    #[default]
    Gross,
    /// Before tax.
    Net,
    /// The tax.
    Tax,
    /// What is to be paid.
    Due,
}

/// By what a figure is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Group {
    Vendor,
    Month,
    Rate,
    Currency,
    Status,
    Reason,
}

/// By what a list is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Order {
    Newest,
    Oldest,
    DueFirst,
    LargestFirst,
    SmallestFirst,
    Confidence,
}

/// Which day of an invoice a time is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Day {
    #[default]
    Dated,
    Due,
    Arrived,
    Approved,
    Rejected,
}

/// Which invoices.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Filter {
    /// Doubtful, or not.
    pub flagged: Option<bool>,
    /// Standing so.
    pub statuses: Vec<InvoiceStatus>,
    /// Of one of these vendors, as they are named in the batch.
    pub vendors: Vec<String>,
    /// Whose number, file or id is this.
    pub invoice: Option<Needle>,
    /// Of at least this total.
    pub above: Option<Money>,
    /// Of at most this total.
    pub below: Option<Money>,
    /// In this currency.
    pub currency: Option<String>,
    /// With tax at this rate, in percent.
    pub rate: Option<Money>,
    /// Whose reading is doubtful.
    pub unsure: bool,
    /// Without this.
    pub missing: Option<Missing>,
    /// That are there twice.
    pub duplicates: bool,
    /// Whose day of payment is over, though nobody decided them.
    pub overdue: bool,
    /// Of a kind: credit notes.
    pub credit_notes: bool,
    /// Exported, or not.
    pub exported: Option<bool>,
    /// Of this time.
    pub period: Option<Period>,
    /// And of which day the time is.
    pub day: Day,
    /// The invoices that the last answer named.
    pub ids: Vec<i64>,
}

/// How a question names one invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Needle {
    /// As it was written.
    pub text: String,
    /// Where it may be an id.
    pub id: Option<i64>,
    /// Where a mere id is meant: `#12`.
    pub only_id: bool,
}

/// What an invoice may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Missing {
    Number,
    Date,
    DueDate,
    Vendor,
    Total,
    TaxId,
}

impl Filter {
    /// Whether it asks for all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filter in words, to stand after "invoices".
    pub fn words(&self, today: NaiveDate) -> String {
        let mut parts: Vec<String> = vec![];
        let mut say = |part: String| parts.push(part);
        if !self.ids.is_empty() {
            say("of the last answer".into());
        }
        if let Some(needle) = &self.invoice {
            say(format!("called {}", super::say::plain(&needle.text)));
        }
        match self.flagged {
            Some(true) => say("that are flagged".into()),
            Some(false) => say("that are not flagged".into()),
            None => {}
        }
        if !self.statuses.is_empty() {
            say(format!("that are {}", statuses(&self.statuses)));
        }
        if self.duplicates {
            say("that may be duplicates".into());
        }
        if self.credit_notes {
            say("that are credit notes".into());
        }
        if self.unsure {
            say("that were read with little confidence (below 70 %)".into());
        }
        if let Some(missing) = self.missing {
            say(format!("without {}", missing.words()));
        }
        match self.exported {
            Some(true) => say("that were exported".into()),
            Some(false) => say("that were not exported yet".into()),
            None => {}
        }
        if !self.vendors.is_empty() {
            let names = self.vendors.iter().map(|name| super::say::plain(name)).collect::<Vec<_>>();
            say(format!("of {}", names.join(" or ")));
        }
        match (self.above, self.below) {
            (Some(above), Some(below)) => say(format!("from {above} to {below}")),
            (Some(above), None) => say(format!("of {above} or more")),
            (None, Some(below)) => say(format!("of {below} or less")),
            (None, None) => {}
        }
        if let Some(currency) = &self.currency {
            say(format!("in {}", super::say::plain(currency)));
        }
        if let Some(rate) = self.rate {
            say(format!("with tax at {} %", super::say::rate(rate)));
        }
        if self.overdue {
            say(format!("due before {today} and not rejected"));
        }
        if let Some(period) = &self.period {
            say(format!("{} {}", self.day.words(), period.words()));
        }
        parts.join(", ")
    }
}

/// Statuses in words.
fn statuses(all: &[InvoiceStatus]) -> String {
    use InvoiceStatus::{Approved, Completed, Failed, Pending, Processing, Rejected};
    match all {
        [Completed, Approved, Rejected] => "read (completed, approved or rejected)".into(),
        [Pending, Processing] => "still being read".into(),
        [Completed] => "read and wait for a decision".into(),
        [Failed] => "failed".into(),
        all => all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "),
    }
}

impl Day {
    /// Before a time.
    pub fn words(self) -> &'static str {
        match self {
            Self::Dated => "dated",
            Self::Due => "due",
            Self::Arrived => "that came in",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }
}

impl Missing {
    /// After "without".
    pub fn words(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Date => "a date",
            Self::DueDate => "a due date",
            Self::Vendor => "a vendor",
            Self::Total => "a total",
            Self::TaxId => "a tax number of the vendor",
        }
    }
}

impl Figure {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Gross => "total with tax",
            Self::Net => "total before tax",
            Self::Tax => "tax",
            Self::Due => "amount to pay",
        }
    }
}

impl Group {
    /// After "by".
    pub fn words(self) -> &'static str {
        match self {
            Self::Vendor => "vendor",
            Self::Month => "month",
            Self::Rate => "tax rate",
            Self::Currency => "currency",
            Self::Status => "status",
            Self::Reason => "reason",
        }
    }
}

impl Plan {
    /// The query in words: what the figures of the answer are about.
    pub fn words(&self, today: NaiveDate) -> String {
        let measure = match self.measure {
            Measure::List => "the invoices".to_owned(),
            Measure::Count => "how many invoices".into(),
            Measure::Sum(figure) => format!("the {} of the invoices", figure.words()),
            Measure::Average(figure) => format!("the average {} of the invoices", figure.words()),
            Measure::Largest(figure) => format!("the invoices with the largest {}", figure.words()),
            Measure::Smallest(figure) => format!("the invoices with the smallest {}", figure.words()),
            Measure::Reasons => "the reasons for the invoices".into(),
            Measure::Status => "the status of the invoices".into(),
            Measure::Duplicates => "the possible duplicates among the invoices".into(),
            Measure::Risk => "the risk of the vendors of the invoices".into(),
        };
        let filter = self.filter.words(today);
        let mut words = if filter.is_empty() { measure } else { format!("{measure} {filter}") };
        if let Some(group) = self.group {
            words = format!("{words}, by {}", group.words());
        }
        if let Some(compare) = &self.compare {
            words = format!("{words}, compared with {}", compare.words());
        }
        words
    }
}
