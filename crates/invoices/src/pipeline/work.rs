//! An invoice on its way through the stages.
use std::collections::BTreeMap;

use kernel::App;

use super::{model, outcome::End};
use crate::{
    check::{Facts, Finding},
    invoice::{
        extracted::{Columns, Extracted, Field, Origin},
        store::{Model, Stage},
    },
};

/// What the stages see and change.
pub struct Work {
    /// The row as it was when this run began.
    pub row: Model,
    /// The plain text of the file, once it is read.
    pub text: Option<String>,
    /// Its pages with the place of every word, as JSON.
    pub pages: Option<String>,
    /// Whether text and pages are new, and to be kept.
    pub fresh: bool,
    /// What was read of it.
    pub read: Extracted,
    /// What the reader found beforehand, while it had the file open.
    pub foreseen: Option<Extracted>,
    /// What people said of it before: no reading is better.
    pub said: BTreeMap<String, Field>,
    /// What the rules found so far.
    pub findings: Vec<Finding>,
    /// What the rules look at; loaded when the first of them runs.
    pub facts: Option<Facts>,
    /// Whether it is doubtful; decided by the stage `flagging`.
    pub is_flagged: bool,
    /// Why.
    pub flag_reasons: Vec<String>,
    /// How sure one may be.
    pub confidence: Option<f64>,
    /// The stages that ended in this run.
    pub ends: Vec<End>,
}

/// Why a stage could not do its work, in a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The sentence.
    pub says: String,
    /// Whether another try may go better.
    pub again: bool,
}

impl Failure {
    /// The file is at fault: another try would end the same.
    pub fn of_file(says: impl Into<String>) -> Self {
        Self { says: says.into(), again: false }
    }

    /// Something around it is at fault: worth another try.
    pub fn of_house(says: impl Into<String>) -> Self {
        Self { says: says.into(), again: true }
    }
}

impl Work {
    /// At the beginning of a run; what earlier runs left is put in by [`super::run`].
    pub fn new(row: Model) -> Self {
        let read: Extracted =
            row.extracted.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let said = read.fields.iter().filter(|(_, field)| field.origin == Origin::Person);
        Self {
            said: said.map(|(name, field)| (name.clone(), field.clone())).collect(),
            read,
            foreseen: None,
            row,
            text: None,
            pages: None,
            fresh: false,
            findings: vec![],
            facts: None,
            is_flagged: false,
            flag_reasons: vec![],
            confidence: None,
            ends: vec![],
        }
    }

    /// What the columns hold of what was read.
    pub fn columns(&self) -> Columns {
        Columns::of(&self.read)
    }

    /// How far it is.
    pub fn progress(&self) -> f64 {
        self.ends.last().map_or(self.row.progress_percentage, |end| model::progress(end.stage))
    }

    /// The bytes of the file.
    pub async fn bytes(&self, app: &App) -> Result<bytes::Bytes, Failure> {
        app.storage.get(&self.row.file_path).await.map_err(|e| match e.status.as_u16() {
            404 => Failure::of_file("The file is no longer in the storage."),
            _ => Failure::of_house("The file store does not answer."),
        })
    }

    /// The stages that are left.
    pub fn rest(&self) -> &'static [Stage] {
        // What the rules found is not kept between runs: they are quick, and run again.
        let last = self.row.current_stage.min(Stage::Extraction);
        let read = self.text.is_some();
        model::after(if read { last.max(Stage::Ocr) } else { Stage::Upload })
    }
}
