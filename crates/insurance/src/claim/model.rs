//! The rules of claims. Pure.
use std::collections::BTreeSet;

use chrono::NaiveDate;
use kernel::{Error, FieldError, Money, Result};

use super::store::{ClaimStatus, Model as Row};
use crate::policy::{
    model::Term,
    store::{Model as Policy, PolicyStatus},
};

/// The ways of a claim: pending → approved | rejected, approved → paid. There is no way back.
pub fn step(from: ClaimStatus, to: ClaimStatus) -> Result<()> {
    use ClaimStatus::{Approved, Paid, Pending, Rejected};
    let ways: &[ClaimStatus] = match from {
        Pending => &[Approved, Rejected],
        Approved => &[Paid],
        Rejected | Paid => &[],
    };
    if ways.contains(&to) {
        return Ok(());
    }
    let next = ways.iter().map(ClaimStatus::to_string).collect::<Vec<_>>().join(" or ");
    let next = if next.is_empty() { "That is final".to_owned() } else { format!("It can become {next}") };
    Err(Error::conflict(format!("This claim is {from} and can't become {to}. {next}.")))
}

/// What is paid of an approved loss: what is above the deductible.
pub fn payable(approved: Money, deductible: Option<Money>) -> Money {
    approved.checked_sub(deductible.unwrap_or_default()).unwrap_or_default().max(Money::ZERO)
}

/// The circumstances in which a claim is filed or approved.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The term against which the claim counts.
    pub term: &'a Term,
    /// When it happened.
    pub incident: NaiveDate,
    /// How much of the loss counts.
    pub amount: Money,
    /// What approved and paid claims take of the cover in that term.
    pub used: Money,
    /// What other claims that wait for a decision ask for.
    pub pending: Money,
}

impl Circumstances<'_> {
    /// Why a new claim may not be filed today. None: it may.
    pub fn against_filing(&self, today: NaiveDate) -> Vec<FieldError> {
        let policy = self.policy;
        let in_force = match policy.status {
            PolicyStatus::Active => true,
            PolicyStatus::Cancelled => policy.cancelled_on.is_some_and(|end| today < end),
            PolicyStatus::Expired => false,
        };
        let says = || {
            let since = policy.cancelled_on.unwrap_or(policy.renewal_date.date_naive());
            format!(
                "policy {} is {} since {since}; claims need an active one",
                policy.policy_number, policy.status
            )
        };
        let inactive = (!in_force).then(|| FieldError::new("body", "", says(), "policy"));
        inactive.into_iter().chain(self.against_approval()).collect()
    }

    /// Why a claim may not be approved. None: it may.
    pub fn against_approval(&self) -> Vec<FieldError> {
        let outside = (!self.term.covers(self.incident)).then(|| self.outside());
        let above = (payable(self.amount, self.policy.deductible) > self.cover_left()).then(|| self.above());
        outside.into_iter().chain(above).collect()
    }

    /// What of the cover is left.
    pub fn cover_left(&self) -> Money {
        self.policy.coverage_amount.checked_sub(self.used).unwrap_or_default().max(Money::ZERO)
    }

    fn outside(&self) -> FieldError {
        let (start, end) = (self.term.starts_on, self.term.cancelled_on.unwrap_or(self.term.ends_on));
        let says = format!(
            "{} is outside of the cover of policy {}, which runs from {start} up to, but not including, {end}",
            self.incident, self.policy.policy_number
        );
        FieldError::new("body", "incident_date", says, "dates")
    }

    fn above(&self) -> FieldError {
        let (policy, currency) = (self.policy, &self.policy.currency);
        let payable = payable(self.amount, policy.deductible);
        let after = match policy.deductible.filter(|deductible| *deductible > Money::ZERO) {
            Some(deductible) => format!(" after the deductible of {deductible}"),
            None => String::new(),
        };
        let says = format!(
            "{payable} {currency}{after} is above the cover left: {} of {} {currency}, of which {} is taken by \
             approved claims; pending ones ask for {}",
            self.cover_left(),
            policy.coverage_amount,
            self.used,
            self.pending
        );
        FieldError::new("body", "amount", says, "cover")
    }
}

/// The share of words that two texts have in common above which they count as very similar.
const SIMILAR: f64 = 0.75;
/// Texts of fewer words than this say too little to compare.
const FEW_WORDS: usize = 3;

/// Whether two claims on one policy may be one and the same: the same amount within `days` of each other, by the
/// incident or by the filing, or nearly the same words.
pub fn looks_like(one: &Row, other: &Row, days: i64) -> bool {
    let near = |a: NaiveDate, b: NaiveDate| (a - b).num_days().abs() <= days;
    let soon = near(one.incident_date, other.incident_date)
        || near(one.submitted_at.date_naive(), other.submitted_at.date_naive());
    (one.amount == other.amount && soon) || similarity(&one.description, &other.description) >= SIMILAR
}

/// The share of words in common (Jaccard): 1 for the same words in any order, 0 for none.
pub fn similarity(one: &str, other: &str) -> f64 {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let split = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        split.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (one, other) = (words(one), words(other));
    if one.len().min(other.len()) < FEW_WORDS {
        return 0.0;
    }
    one.intersection(&other).count() as f64 / one.union(&other).count() as f64
}

#[cfg(test)]
mod tests {
    use ClaimStatus::{Approved, Paid, Pending, Rejected};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn claims_go_their_ways_and_no_other() {
        let all = [Pending, Approved, Rejected, Paid];
        let ways = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
        let open = ways.filter(|(from, to)| step(*from, *to).is_ok()).collect::<Vec<_>>();
        assert_eq!(open, [(Pending, Approved), (Pending, Rejected), (Approved, Paid)]);
    }

    #[test]
    fn the_deductible_is_the_holders() {
        let units = |text: &str| text.parse::<Money>().expect("an amount");
        assert_eq!(payable(units("100"), Some(units("30.5"))), units("69.5"));
        assert_eq!(payable(units("30"), Some(units("30.5"))), Money::ZERO);
        assert_eq!(payable(units("30"), None), units("30"));
    }

    #[test]
    fn texts_are_alike_by_their_words() {
        assert_eq!(similarity("Broken window, kitchen", "KITCHEN window broken!"), 1.0);
        assert_eq!(similarity("Broken window", "broken window"), 0.0, "too few words to tell");
        assert!(similarity("Water in the cellar after rain", "Fire in the attic after lightning") < SIMILAR);
        assert!(
            similarity("Überschwemmung im Keller des Hauses", "überschwemmung im keller des HAUSES")
                >= SIMILAR
        );
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_a_share(one in "[a-d ]{0,20}", other in "[a-d ]{0,20}") {
            let share = similarity(&one, &other);
            prop_assert_eq!(share, similarity(&other, &one));
            prop_assert!((0.0..=1.0).contains(&share));
        }
    }
}
