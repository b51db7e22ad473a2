//! What a rule is, what it looks at, and what it says.
use chrono::NaiveDate;
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::evidence::Evidence;
pub use super::store::Severity;
use crate::invoice::{
    extracted::{Columns, Extracted},
    store::{InvoiceStatus, Stage},
};

/// A rule.
pub struct Rule {
    /// `gst.gstin_checksum`: for good; figures and settings refer to it.
    pub id: &'static str,
    /// A few words for a list.
    pub title: &'static str,
    /// How bad it is when it fails. From a warning on it flags the invoice.
    pub severity: Severity,
    /// Where it is written: a law, a standard.
    pub source: &'static str,
    /// In which stage it runs.
    pub stage: Stage,
    /// Looks.
    pub check: fn(&Facts) -> Vec<Fault>,
}

/// What a rule found wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    /// In a sentence, with the figures.
    pub message: String,
    /// In which field.
    pub field: Option<String>,
    /// On which page.
    pub page: Option<u32>,
    /// Where on it.
    pub area: Option<[f32; 4]>,
    /// How sure the rule is; `None` where it is certain.
    pub confidence: Option<f64>,
    /// The other invoice that it is about.
    pub other_invoice_id: Option<i64>,
    /// Where this one is worse or better than its rule says.
    pub severity: Option<Severity>,
    /// The rule of a standard that it stands for: `BR-CO-10`.
    pub standard: Option<String>,
}

impl Fault {
    /// Something wrong with the invoice as a whole.
    pub fn says(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Default::default() }
    }

    /// As bad as this, whatever its rule says.
    #[must_use]
    pub fn as_bad_as(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Something wrong with a field, which was read where the facts say.
    pub fn of(facts: &Facts, field: &str, message: impl Into<String>) -> Self {
        let place = facts.read.fields.get(field);
        Self {
            message: message.into(),
            field: Some(field.to_owned()),
            page: place.and_then(|field| field.page),
            area: place.and_then(|field| field.area),
            ..Default::default()
        }
    }
}

/// A fault, and the rule that found it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// In which stage it ran.
    pub stage: Stage,
    /// How bad it is.
    pub severity: Severity,
    /// A few words.
    pub title: String,
    /// In a sentence, with the figures.
    pub message: String,
    /// Where the rule is written.
    pub source: Option<String>,
    /// In which field.
    pub field: Option<String>,
    /// On which page; the first is 0.
    pub page: Option<u32>,
    /// Where on it: left, top, right and bottom in points.
    pub area: Option<[f32; 4]>,
    /// How sure the rule is; `null` where it is certain.
    pub confidence: Option<f64>,
    /// The other invoice that it is about.
    pub other_invoice_id: Option<i64>,
    /// Of a duplicate: what it is, such as `HIGH_CONFIDENCE_DUPLICATE`.
    pub recommendation: Option<String>,
    /// Of a duplicate: what to do with it, such as `MARK_AS_DUPLICATE`.
    pub action: Option<String>,
}

impl Finding {
    /// The same with the words for what is advised, where it is about a duplicate.
    pub fn advised(self) -> Self {
        let score =
            self.confidence.filter(|_| self.stage == Stage::Duplication && self.other_invoice_id.is_some());
        let (recommendation, action) = score.map(super::rule::duplicate::recommendation).unzip();
        Self { recommendation: recommendation.map(str::to_owned), action: action.map(str::to_owned), ..self }
    }

    /// Of a rule.
    pub fn of(rule: &Rule, fault: Fault) -> Self {
        let standard = fault.standard.as_deref();
        let source = standard.map_or(rule.source.to_owned(), |id| format!("{} {id}", rule.source));
        Self {
            rule: standard
                .map_or(rule.id.to_owned(), |id| format!("{}.{}", family(rule.id), id.to_lowercase())),
            stage: rule.stage,
            severity: fault.severity.unwrap_or(rule.severity),
            title: rule.title.to_owned(),
            message: fault.message,
            source: Some(source).filter(|source| !source.is_empty()),
            field: fault.field,
            page: fault.page,
            area: fault.area,
            confidence: fault.confidence,
            other_invoice_id: fault.other_invoice_id,
            recommendation: None,
            action: None,
        }
        .advised()
    }
}

/// The family of a rule: what stands before the dot.
fn family(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// What the rules may look at.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The invoice.
    pub invoice_id: i64,
    /// The hash of its bytes.
    pub sha256: String,
    /// What was read of it.
    pub read: Extracted,
    /// The same as the columns hold it.
    pub columns: Columns,
    /// Today.
    pub today: NaiveDate,
    /// The currency of the house.
    pub house_currency: String,
    /// From this amount on two people must approve; zero: never.
    pub approval_limit: Money,
    /// The plain text of the file.
    pub text: String,
    /// What the file tells beside the fields.
    pub evidence: Evidence,
    /// Who we are, as far as the settings say.
    pub house: House,
    /// The vendor, if he is known already.
    pub vendor: Option<VendorFacts>,
    /// Earlier invoices that may be the same: of the same vendor, or with the same number, hash or total.
    pub others: Vec<Other>,
    /// Other vendors who asked to be paid to the same account.
    pub sharers: Vec<Named>,
    /// Vendors of the same name with other tax numbers.
    pub namesakes: Vec<Named>,
}

/// Who we are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// Our names.
    pub names: Vec<String>,
    /// Our tax numbers.
    pub tax_ids: Vec<String>,
}

/// A vendor in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// His id.
    pub id: i64,
    /// His name.
    pub name: String,
    /// The strongest that is known of him: his GSTIN or another tax number.
    pub tax_id: Option<String>,
}

/// What is known of the vendor.
#[derive(Clone, Debug, Default)]
pub struct VendorFacts {
    /// His id.
    pub id: i64,
    /// His name.
    pub name: String,
    /// Other names under which he wrote.
    pub names: Vec<String>,
    /// Whether he is on the black list, and why.
    pub blacklisted: Option<String>,
    /// How many invoices of his there are.
    pub invoices: i64,
    /// Accounts to which he asked to be paid before, the one that was named last at the end.
    pub accounts: Vec<String>,
}

/// An earlier invoice.
#[derive(Clone, Debug)]
pub struct Other {
    /// Its id.
    pub id: i64,
    /// In which batch.
    pub batch_id: i64,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// Whose.
    pub vendor_id: Option<i64>,
    /// The name of its vendor.
    pub vendor_name: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The same without punctuation.
    pub number_key: Option<String>,
    /// Its date.
    pub date: Option<NaiveDate>,
    /// Its total.
    pub total: Option<Money>,
    /// Its currency.
    pub currency: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// Its number in the register of e-invoices.
    pub irn: Option<String>,
    /// The account that it names.
    pub account_key: Option<String>,
    /// What it is: `invoice`, `credit_note`, ….
    pub kind: Option<String>,
    /// The tax number of its buyer.
    pub buyer_tax_id: Option<String>,
    /// Its lines, where they are needed to compare.
    pub lines: Vec<crate::invoice::extracted::Line>,
}
