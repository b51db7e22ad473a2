//! The business rules of EN 16931, each a plain value, and Germany's on top.
//!
//! The identifiers are the standard's own, the words are ours. What a rule says is measured with the test sets that
//! the European Commission publishes beside its own validator.
mod category;
mod codes;
mod decimals;
mod germany;
mod presence;
mod spots;
mod sums;
mod syntax;

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::{Family, File};

/// How bad it is to break a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// The invoice is not valid.
    Error,
}

/// Where in an invoice a rule is broken. Counted from zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The invoice as a whole.
    Invoice,
    /// A line.
    Line(usize),
    /// An allowance or charge of the document.
    Allowance(usize),
    /// An allowance or charge of a line.
    LineAllowance(usize, usize),
    /// A part of the VAT breakdown.
    Tax(usize),
    /// A way to pay.
    Payment(usize),
    /// A document that goes with the invoice.
    Document(usize),
    /// An invoice that this one follows.
    Preceding(usize),
}

/// Finds where an invoice breaks a rule. The text is what the rule was made for: a category of VAT.
type Check = fn(&File, &'static str) -> Vec<Place>;

/// A rule.
pub struct Rule {
    /// The standard's name: `BR-CO-10`.
    pub id: &'static str,
    /// What it asks for.
    pub text: &'static str,
    /// How bad it is to break it.
    pub severity: Severity,
    /// Business terms that it speaks of: `BT-106`.
    pub terms: &'static [&'static str],
    of: &'static str,
    check: Check,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Rule {
    /// Where the invoice breaks it.
    pub fn broken(&self, file: &File) -> Vec<Place> {
        (self.check)(file, self.of)
    }
}

/// A rule that is broken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// Which.
    pub rule: &'static Rule,
    /// Where.
    pub place: Place,
}

const fn error(id: &'static str, terms: &'static [&'static str], text: &'static str, check: Check) -> Rule {
    Rule { id, text, severity: Severity::Error, terms, of: "", check }
}

const fn warning(id: &'static str, terms: &'static [&'static str], text: &'static str, check: Check) -> Rule {
    Rule { id, text, severity: Severity::Warning, terms, of: "", check }
}

static EUROPE: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let lists: [&[Rule]; 4] = [presence::RULES, sums::RULES, decimals::RULES, codes::RULES];
    let single = lists.into_iter().flatten();
    single.chain(category::RULES.iter().flat_map(|family| family.iter())).chain(syntax::RULES).collect()
});

/// The rules of EN 16931.
pub fn europe() -> &'static [&'static Rule] {
    &EUROPE
}

/// The rules of Germany's XRechnung, which come on top and warn only.
pub fn germany() -> &'static [Rule] {
    germany::RULES
}

/// Every rule that an invoice breaks. Files that promise less than EN 16931 (ZUGFeRD 1.0, profiles without lines)
/// break none. The rules of Germany are asked of an XRechnung only.
pub fn check(file: &File) -> Vec<Finding> {
    if !file.is_bound() {
        return Vec::new();
    }
    let national: &[Rule] = if file.family == Family::Xrechnung { germany() } else { &[] };
    europe().iter().copied().chain(national).flat_map(|rule| findings(rule, file)).collect()
}

fn findings(rule: &'static Rule, file: &File) -> impl Iterator<Item = Finding> {
    rule.broken(file).into_iter().map(move |place| Finding { rule, place })
}
