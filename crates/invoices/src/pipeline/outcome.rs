//! What a run has to tell: handed in at the desk.
use chrono::{DateTime, Utc};

use super::ended::store::Outcome as How;
use crate::{
    check::Finding,
    invoice::{extracted::Extracted, store::Stage},
};

/// A stage that ended.
#[derive(Clone, Debug)]
pub struct End {
    /// Which.
    pub stage: Stage,
    /// How.
    pub how: How,
    /// What there is to say.
    pub detail: Option<String>,
    /// How long it took.
    pub milliseconds: f64,
    /// When.
    pub at: DateTime<Utc>,
}

/// What came of a run, or of its first part.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Of which invoice.
    pub invoice_id: i64,
    /// In which batch.
    pub batch_id: i64,
    /// Which run: what an older one brings is thrown away.
    pub attempt: i64,
    /// The stages that ended since the last time.
    pub ends: Vec<End>,
    /// What the file says, where it is new: plain text, and pages as JSON.
    pub document: Option<(String, Option<String>)>,
    /// What was read.
    pub read: Option<Extracted>,
    /// How it ends; `None` while it goes on.
    pub result: Option<Ending>,
}

/// How a run ends.
#[derive(Clone, Debug)]
pub enum Ending {
    /// Read and checked.
    Done {
        /// What the rules found.
        findings: Vec<Finding>,
        /// Whether it is doubtful.
        is_flagged: bool,
        /// Why.
        flag_reasons: Vec<String>,
        /// How sure one may be.
        confidence: Option<f64>,
    },
    /// It can't be read, and why.
    Failed(String),
    /// It waits for another try.
    Again,
}
