//! Rules of the measures: what people said of the fields of decided invoices, counted.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The rules that read; another number when they change.
pub const READER: &str = "rules-1";
/// Fewer decided invoices than this measure nothing.
pub const ENOUGH: i64 = 3;

/// What people said of a field, counted over decided invoices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Which field.
    pub field: String,
    /// Read, and right.
    pub right: i64,
    /// Read, and something else is right.
    pub wrong: i64,
    /// Not read, though it stands there.
    pub missed: i64,
    /// Read, though it does not stand there.
    pub invented: i64,
}

impl Tally {
    /// Of how many anything was said.
    pub fn labelled(&self) -> i64 {
        self.right + self.wrong + self.missed + self.invented
    }

    fn add(mut self, other: &Self) -> Self {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.invented += other.invented;
        self
    }
}

/// How well a field is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FieldMeasure {
    /// Which.
    pub field: String,
    /// Of how many people said what is right.
    pub labelled: i64,
    /// How many of them were read right.
    pub right: i64,
    /// The share of what was read that is right.
    pub precision: Option<f64>,
    /// The share of what stands there that was read right.
    pub recall: Option<f64>,
}

/// How well all of it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// The share of labelled fields that was read right.
    pub accuracy: f64,
    /// The share of what was read that is right.
    pub precision: Option<f64>,
    /// The share of what stands there that was read right.
    pub recall: Option<f64>,
    /// The harmonic mean of both.
    pub f1: Option<f64>,
    /// How many fields were labelled.
    pub labelled: i64,
    /// Field by field.
    pub fields: Vec<FieldMeasure>,
}

fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 1e4).round() / 1e4)
}

/// A wrong value counts against both: it is false, and the right one was missed.
fn precision(tally: &Tally) -> Option<f64> {
    share(tally.right, tally.right + tally.wrong + tally.invented)
}

fn recall(tally: &Tally) -> Option<f64> {
    share(tally.right, tally.right + tally.wrong + tally.missed)
}

/// The measures that follow from these tallies.
pub fn measure(tallies: &[Tally]) -> Measure {
    let sum = tallies.iter().fold(Tally::default(), |sum, one| sum.add(one));
    let (precision_of_all, recall_of_all) = (precision(&sum), recall(&sum));
    let both = precision_of_all.zip(recall_of_all);
    let mean = |(p, r): (f64, f64)| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    let field = |tally: &Tally| FieldMeasure {
        field: tally.field.clone(),
        labelled: tally.labelled(),
        right: tally.right,
        precision: precision(tally),
        recall: recall(tally),
    };
    Measure {
        accuracy: share(sum.right, sum.labelled()).unwrap_or(0.0),
        precision: precision_of_all,
        recall: recall_of_all,
        f1: both.map(mean).map(|f1| (f1 * 1e4).round() / 1e4),
        labelled: sum.labelled(),
        fields: tallies.iter().map(field).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_follow_from_the_counts() {
        let tally = |field: &str, [right, wrong, missed, invented]: [i64; 4]| Tally {
            field: field.into(),
            right,
            wrong,
            missed,
            invented,
        };
        let all = measure(&[tally("due_date", [0, 0, 1, 1]), tally("invoice_number", [3, 1, 0, 0])]);
        assert_eq!((all.accuracy, all.labelled), (0.5, 6));
        assert_eq!((all.precision, all.recall, all.f1), (Some(0.6), Some(0.6), Some(0.6)));
        assert_eq!((all.fields[0].precision, all.fields[0].recall), (Some(0.0), Some(0.0)));
        assert_eq!((all.fields[1].precision, all.fields[1].labelled), (Some(0.75), 4));
        assert_eq!(measure(&[]).f1, None);
    }
}
