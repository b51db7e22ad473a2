//! Reads texts into numbers and dates, and notes what could not be read.
use std::cell::RefCell;

use chrono::NaiveDate;

use crate::{Amount, Identifier, Problem, Written, xml::Node};

/// What is noted while a file is read.
#[derive(Default)]
pub(super) struct Notes(RefCell<Written>);

impl Notes {
    pub fn done(self) -> Written {
        self.0.into_inner()
    }

    /// Changes what is noted.
    pub fn note(&self, change: impl FnOnce(&mut Written)) {
        change(&mut self.0.borrow_mut());
    }

    fn problem(&self, node: &Node) {
        let problem = Problem { element: node.name.clone(), text: node.text().chars().take(100).collect() };
        self.note(|written| {
            if written.problems.len() < 100 {
                written.problems.push(problem);
            }
        });
    }

    /// A number of an element, and its currency among those of the file.
    pub fn amount(&self, node: Option<&Node>) -> Option<Amount> {
        let node = node?;
        if let Some(currency) = node.attribute("currencyID") {
            self.note(|written| {
                written.currencies.insert(currency);
            });
        }
        let text = node.text();
        let number = crate::model::amount(text);
        if number.is_none() {
            self.problem(node);
        }
        number
    }

    /// A date of an element: `2024-05-31`, with a zone or not, or one of the forms 102 and 610.
    pub fn date(&self, node: Option<&Node>) -> Option<NaiveDate> {
        let node = node?;
        let text = node.text();
        if text.is_empty() {
            return None;
        }
        let date = match text.get(..10).filter(|day| day.contains('-')) {
            Some(day) => day.parse().ok(),
            None => NaiveDate::parse_from_str(text.get(..8).unwrap_or(text), "%Y%m%d").ok(),
        };
        let date = date.or_else(|| NaiveDate::parse_from_str(&format!("{text}01"), "%Y%m%d").ok());
        if date.is_none() {
            self.problem(node);
        }
        date
    }
}

/// An identifier of an element, with its scheme.
pub(super) fn identifier(node: &Node) -> Identifier {
    Identifier { value: node.text().to_owned(), scheme: node.attribute("schemeID") }
}

/// Text of the first element that holds any.
pub(super) fn filled(node: &Node, path: &str) -> Option<String> {
    node.get(path).filter(|text| !text.is_empty())
}
