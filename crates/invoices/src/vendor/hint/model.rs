//! Rules of learning: which labels count, and how they become lessons.
use std::collections::BTreeMap;

use crate::reader::learn::{Lesson, Word};

/// From how many of the last invoices of a vendor one learns.
pub const INVOICES: usize = 25;
/// How many of his last labels are looked at.
pub const LABELS: u64 = 400;

/// What a label says: its number, its invoice, the field, what was read, what is right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its number.
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: i64,
    /// Of which field.
    pub field: String,
    /// What was read.
    pub read: Option<String>,
    /// What is right.
    pub right: Option<String>,
}

/// What somebody had forgotten: labels up to a number, of one field or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forget {
    /// Which field; all where it is `None`.
    pub field: Option<String>,
    /// Up to which label.
    pub label_id: i64,
}

/// Lessons from labels, the newest first. Of several labels of one field of one invoice the first tells what was read,
/// the last what is right.
pub fn lessons(labels: Vec<Said>, forgets: &[Forget]) -> Vec<Lesson> {
    let gone = |label: &Said| {
        forgets.iter().any(|one| {
            label.id <= one.label_id && one.field.as_ref().is_none_or(|field| *field == label.field)
        })
    };
    let mut order: Vec<i64> = vec![];
    let mut by_invoice: BTreeMap<i64, BTreeMap<String, Word>> = BTreeMap::new();
    for label in labels.into_iter().filter(|label| !gone(label)) {
        if !order.contains(&label.invoice_id) {
            order.push(label.invoice_id);
        }
        let said = by_invoice.entry(label.invoice_id).or_default();
        // The newest comes first: older ones only tell what the reader had read.
        said.entry(label.field)
            .and_modify(|word| word.read.clone_from(&label.read))
            .or_insert(Word { read: label.read, right: label.right });
    }
    order.truncate(INVOICES);
    let lesson = |id: i64| Lesson { invoice_id: id, said: by_invoice.remove(&id).unwrap_or_default() };
    order.into_iter().map(lesson).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(id: i64, invoice_id: i64, field: &str, read: &str, right: &str) -> Said {
        Said { id, invoice_id, field: field.into(), read: Some(read.into()), right: Some(right.into()) }
    }

    #[test]
    fn the_first_label_tells_what_was_read_and_the_last_what_is_right() {
        let labels =
            vec![said(3, 1, "iban", "B", "C"), said(2, 2, "iban", "X", "X"), said(1, 1, "iban", "A", "B")];
        let lessons = lessons(labels, &[]);
        assert_eq!(lessons.iter().map(|one| one.invoice_id).collect::<Vec<_>>(), [1, 2]);
        let word = &lessons[0].said["iban"];
        assert_eq!((word.read.as_deref(), word.right.as_deref()), (Some("A"), Some("C")));
    }

    #[test]
    fn what_was_forgotten_teaches_nothing() {
        let labels =
            vec![said(3, 2, "iban", "A", "B"), said(2, 1, "iban", "A", "B"), said(1, 1, "bic", "A", "B")];
        let forget = |field: Option<&str>, label_id| Forget { field: field.map(str::to_owned), label_id };
        assert_eq!(lessons(labels.clone(), &[forget(None, 3)]), []);
        let left = lessons(labels, &[forget(Some("iban"), 2)]);
        assert_eq!((left.len(), left[1].said.len()), (2, 1));
    }
}
