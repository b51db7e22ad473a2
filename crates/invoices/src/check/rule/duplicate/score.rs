//! How likely an earlier invoice is the same one.
use taxid::FinancialYear;

use super::{items, number};
use crate::{
    check::{Facts, history, model::Other, name, reckon::wide},
    invoice::store::InvoiceStatus,
};

/// Why it is taken for the same, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the rules of the same names say it")]
pub enum Sign {
    File,
    Irn,
    Number,
    OtherVendor,
    NearNumber,
    Items,
    Amount,
    Lines,
}

/// A likeness.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The strongest sign.
    pub sign: Sign,
    /// From 0 to 1, as the contract counts.
    pub score: f64,
    /// In words.
    pub why: String,
}

fn matched(sign: Sign, score: f64, why: impl Into<String>) -> Option<Match> {
    Some(Match { sign, score, why: why.into() })
}

/// What stands between two invoices.
pub struct Pair<'a> {
    /// The new one.
    pub facts: &'a Facts,
    /// The earlier one.
    pub other: &'a Other,
}

impl Pair<'_> {
    /// Whether the same vendor wrote both: known as one, or both unknown under one name.
    pub fn is_of_one_vendor(&self) -> bool {
        let vendor = self.facts.vendor.as_ref().map(|vendor| vendor.id);
        let names = (self.facts.columns.vendor_name.as_deref(), self.other.vendor_name.as_deref());
        match (vendor, self.other.vendor_id) {
            (Some(a), Some(b)) => a == b,
            _ => matches!(names, (Some(a), Some(b)) if name::similarity(a, b) >= 0.999),
        }
    }

    /// Days between them; none where one has no date.
    pub fn days(&self) -> Option<i64> {
        Some((self.facts.date()? - self.other.date?).num_days().abs())
    }

    /// Whether both are in one currency.
    pub fn is_of_one_currency(&self) -> bool {
        self.facts.currency() == self.other.currency
    }

    /// Whether the totals are equal to a hundredth.
    pub fn has_equal_total(&self) -> bool {
        let totals = (self.facts.columns.total_amount, self.other.total);
        self.is_of_one_currency()
            && matches!(totals, (Some(a), Some(b)) if history::equal(a, b) && wide(a) != 0)
    }

    /// Whether the totals are equal to 1 %.
    pub fn has_near_total(&self) -> bool {
        let totals = (self.facts.columns.total_amount, self.other.total);
        self.is_of_one_currency()
            && matches!(totals, (Some(a), Some(b)) if history::within_one_percent(a, b) && wide(a) != 0)
    }

    /// Whether one is a credit note and the other is not: they answer each other, and are no duplicates.
    pub fn is_of_two_kinds(&self) -> bool {
        let credit = |kind: Option<&str>| kind == Some("credit_note");
        let kind = |kind: Option<&str>| kind.unwrap_or("invoice").to_owned();
        let (mine, its) = (self.facts.read.kind.as_deref(), self.other.kind.as_deref());
        credit(mine) != credit(its) || (kind(mine) == "debit_note") != (kind(its) == "debit_note")
    }

    /// Whether both belong to one contract, term after term: a month apart, or one of many of this amount.
    fn is_recurring(&self) -> bool {
        let terms =
            matches!((self.facts.date(), self.other.date), (Some(a), Some(b)) if history::is_recurring(a, b));
        terms || (self.days().is_some_and(|days| days >= 5) && self.is_one_of_many())
    }

    fn is_one_of_many(&self) -> bool {
        let total = self.facts.columns.total_amount;
        let like = |other: &&Other| matches!((total, other.total), (Some(a), Some(b)) if history::within_one_percent(a, b));
        let days = history::his(self.facts).filter(like).filter_map(|other| other.date);
        days.collect::<std::collections::BTreeSet<_>>().len() >= 3
    }

    /// Whether both have numbers that are surely two.
    fn has_two_numbers(&self) -> bool {
        let keys = (self.facts.columns.number_key.as_deref(), self.other.number_key.as_deref());
        matches!(keys, (Some(a), Some(b)) if a != b)
    }

    fn has_one_number(&self) -> bool {
        let key = self.facts.columns.number_key.as_deref();
        key.is_some() && key == self.other.number_key.as_deref()
    }
}

/// The likeness of an earlier invoice; none where there is none worth a word.
pub fn of(facts: &Facts, other: &Other) -> Option<Match> {
    let pair = Pair { facts, other };
    let same_file = !facts.sha256.is_empty() && facts.sha256 == other.sha256;
    let same_irn = facts.columns.irn.is_some() && facts.columns.irn == other.irn;
    // Most earlier invoices share nothing with this one.
    if !same_file && !same_irn && !pair.has_one_number() && !pair.has_near_total() {
        return None;
    }
    if same_file {
        return matched(Sign::File, 1.0, "the file is the same to the last byte");
    }
    if same_irn {
        return matched(Sign::Irn, 1.0, "the same IRN");
    }
    let refused = matches!(other.status, InvoiceStatus::Rejected | InvoiceStatus::Failed);
    if refused || pair.is_of_two_kinds() {
        return None;
    }
    if pair.is_of_one_vendor() { of_one_vendor(&pair) } else { of_two_vendors(&pair) }
}

fn of_one_vendor(pair: &Pair) -> Option<Match> {
    if pair.has_one_number() {
        return match years(pair) {
            Some((a, b)) if !pair.has_near_total() => {
                // Numbers begin anew with the financial year, by law.
                let why = format!("the same number and vendor, in the financial years {a} and {b}");
                matched(Sign::Number, 0.60, why)
            }
            _ => matched(Sign::Number, 0.95, "the same number and vendor"),
        };
    }
    near_number(pair).or_else(|| by_items(pair)).or_else(|| by_amount(pair)).or_else(|| by_lines(pair))
}

/// The financial years of the two, where both are of India and the years differ.
fn years(pair: &Pair) -> Option<(FinancialYear, FinancialYear)> {
    let (a, b) = (FinancialYear::of(pair.facts.date()?), FinancialYear::of(pair.other.date?));
    (pair.facts.is_indian() && a != b).then_some((a, b))
}

fn near_number(pair: &Pair) -> Option<Match> {
    let (mine, its) = (pair.facts.columns.number_key.as_deref()?, pair.other.number_key.as_deref()?);
    let soon = pair.days().is_none_or(|days| days <= 30);
    if !pair.has_equal_total() || !soon {
        return None;
    }
    let (score, how) = number::near(mine, its)?;
    // A slip does not happen a month later on the same day: that is the next term of a contract.
    if pair.is_recurring() && score < super::LIMIT {
        return None;
    }
    matched(Sign::NearNumber, score, format!("the same vendor and amount, and a number {how}"))
}

fn by_items(pair: &Pair) -> Option<Match> {
    if !pair.has_near_total() || (pair.is_recurring() && pair.has_two_numbers()) {
        return None;
    }
    let likeness = items::items(&pair.facts.read.lines, &pair.other.lines)?;
    let why = || format!("the same vendor and {:.0} % the same items", likeness * 100.0);
    (likeness >= 0.85).then(|| matched(Sign::Items, 0.90 * likeness, why()))?
}

fn by_amount(pair: &Pair) -> Option<Match> {
    let days = pair.days().filter(|days| *days <= 7)?;
    // An order that repeats what an invoice says of itself is no second one.
    let known = pair.other.number.as_deref().is_some_and(|number| names(pair.facts, number));
    if !pair.has_equal_total() || known {
        return None;
    }
    matched(Sign::Amount, 0.85 - 0.03 * days as f64, format!("the same vendor and amount, {days} days apart"))
}

/// Whether the invoice itself speaks of the other one: the earlier term of a plan, an advance.
fn names(facts: &Facts, number: &str) -> bool {
    number.chars().count() >= 5 && facts.text.contains(number)
}

fn by_lines(pair: &Pair) -> Option<Match> {
    if !pair.has_near_total() || (pair.is_recurring() && pair.has_two_numbers()) {
        return None;
    }
    let (mine, its) = (&pair.facts.read.lines, &pair.other.lines);
    let good = |likeness: &f64| *likeness > 0.8;
    if let Some(likeness) = items::lines(mine, its).filter(good) {
        return matched(
            Sign::Lines,
            0.80 + 0.05 * likeness,
            format!("lines that are {:.0} % the same", likeness * 100.0),
        );
    }
    if let Some(likeness) = items::codes(mine, its).filter(good) {
        return matched(
            Sign::Lines,
            0.70 + 0.05 * likeness,
            format!("HSN codes that are {:.0} % the same", likeness * 100.0),
        )
        .filter(|_| pair.has_equal_total());
    }
    let likeness = items::rates(mine, its).filter(|likeness| *likeness > 0.85)?;
    matched(Sign::Lines, 0.65 + 0.05 * likeness, "the same quantities and rates".to_owned())
        .filter(|_| pair.has_equal_total())
}

/// One vendor may be kept twice, under two spellings.
fn of_two_vendors(pair: &Pair) -> Option<Match> {
    let names = (pair.facts.columns.vendor_name.as_deref()?, pair.other.vendor_name.as_deref()?);
    let alike = name::similarity(names.0, names.1);
    let soon = pair.days().is_none_or(|days| days <= 30);
    if pair.has_one_number() && pair.has_equal_total() && (alike >= 0.5 || name::may_be(names.0, names.1)) {
        let why = format!("the same number and amount from {}, a vendor of a like name", names.1);
        return matched(Sign::OtherVendor, 0.90, why);
    }
    if pair.has_one_number() && pair.has_equal_total() && soon && is_long(pair) {
        return matched(Sign::OtherVendor, 0.75, format!("the same number and amount from {}", names.1));
    }
    let (mine, its) = (&pair.facts.read.lines, &pair.other.lines);
    let same_day = pair.days().is_some_and(|days| days <= 7) && pair.has_equal_total();
    let likeness = items::lines(mine, its).filter(|likeness| same_day && *likeness > 0.8 && alike >= 0.5)?;
    matched(Sign::OtherVendor, 0.80 + 0.05 * likeness, format!("the same lines and amount from {}", names.1))
}

/// Whether a number is long enough that two vendors do not have it by chance.
fn is_long(pair: &Pair) -> bool {
    let key = pair.facts.columns.number_key.as_deref().unwrap_or_default();
    key.len() >= 6
}
