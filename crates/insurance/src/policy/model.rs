//! The rules of policies. Pure.
//!
//! A premium is the price of a whole term. It is earned evenly, day by day: the first day of a term counts, the
//! renewal date does not. What is not earned yet belongs to the holder, and comes back when he cancels; see for
//! instance § 39 (1) of the German Versicherungsvertragsgesetz, and for the accounts Article 57 of Council Directive
//! 91/674/EEC (each contract by itself) and the daily pro rata method of SSAP No. 53.
use chrono::{Datelike, Months, NaiveDate};
use kernel::{
    Error, Money, Result,
    money::{MoneyError, Rounding},
};

use super::store::PolicyStatus;

/// What one premium pays for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// The first day with cover.
    pub starts_on: NaiveDate,
    /// The first day without.
    pub ends_on: NaiveDate,
    /// For all of it.
    pub premium: Money,
    /// The first day without cover, where the term was cut short.
    pub cancelled_on: Option<NaiveDate>,
}

/// Premium at a date: `earned + unearned = written`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Premiums {
    /// What was agreed for terms that have begun, less refunds.
    pub written: Money,
    /// The part for the days that have passed.
    pub earned: Money,
    /// The part for the days to come.
    pub unearned: Money,
}

/// What a cancellation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The first day without cover.
    pub effective_date: NaiveDate,
    /// The premium of the terms that it cuts short.
    pub premium: Money,
    /// Their days.
    pub days: i64,
    /// Those of them that are left.
    pub unexpired_days: i64,
    /// What the house keeps.
    pub earned: Money,
    /// What the holder gets back.
    pub refund: Money,
}

impl Term {
    /// How many days it has.
    pub fn days(&self) -> i64 {
        (self.ends_on - self.starts_on).num_days()
    }

    /// How many of them lie on or after `day`.
    pub fn unexpired_days(&self, day: NaiveDate) -> i64 {
        (self.ends_on - day).num_days().clamp(0, self.days())
    }

    /// Whether a loss on `day` is covered.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && day < self.cancelled_on.unwrap_or(self.ends_on)
    }

    /// Premium × unexpired days / days of the term, rounded once, half to even, to 2 decimals. Nothing is rounded
    /// of a term that has not begun: all of its premium is unearned, to the last unit.
    pub fn unearned(&self, day: NaiveDate) -> Result<Money, MoneyError> {
        let left = self.unexpired_days(day);
        if left == self.days() {
            return Ok(self.premium);
        }
        let cents = self.premium.mul_ratio(left, self.days() * 100, Rounding::HalfEven)?;
        Ok(Money::from_units(cents.units() * 100).min(self.premium))
    }

    /// Its premium as the accounts have it at the beginning of `day`.
    pub fn premiums(&self, day: NaiveDate) -> Result<Premiums, MoneyError> {
        if day < self.starts_on {
            return Ok(Premiums::default());
        }
        if let Some(end) = self.cancelled_on.filter(|end| *end <= day) {
            let earned = self.premium.checked_sub(self.unearned(end)?)?;
            return Ok(Premiums { written: earned, earned, unearned: Money::ZERO });
        }
        let unearned = self.unearned(day)?;
        let earned = self.premium.checked_sub(unearned)?;
        Ok(Premiums { written: self.premium, earned, unearned })
    }
}

impl Premiums {
    /// These and those.
    pub fn and(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            written: self.written.checked_add(other.written)?,
            earned: self.earned.checked_add(other.earned)?,
            unearned: self.unearned.checked_add(other.unearned)?,
        })
    }
}

/// The premiums of all terms of a policy.
pub fn premiums(terms: &[Term], day: NaiveDate) -> Result<Premiums, MoneyError> {
    terms.iter().try_fold(Premiums::default(), |sum, term| sum.and(term.premiums(day)?))
}

/// The index of the term against which a loss on `day` counts: the one that has the day, else the last before it,
/// else the first.
pub fn term_of(terms: &[Term], day: NaiveDate) -> usize {
    let having = terms.iter().position(|term| term.starts_on <= day && day < term.ends_on);
    having.or(terms.iter().rposition(|term| term.starts_on <= day)).unwrap_or(0)
}

/// Cancels from `day` on: what of each term is cut off, and what that comes to. Terms that have not begun are cut
/// off whole.
pub fn cancel(terms: &[Term], day: NaiveDate) -> Result<(Quote, Vec<Term>), MoneyError> {
    let mut quote = Quote {
        effective_date: day,
        premium: Money::ZERO,
        days: 0,
        unexpired_days: 0,
        earned: Money::ZERO,
        refund: Money::ZERO,
    };
    let mut cut = terms.to_vec();
    let last = terms.len().saturating_sub(1);
    for (_, term) in cut.iter_mut().enumerate().filter(|(n, term)| term.ends_on > day || *n == last) {
        let end = day.clamp(term.starts_on, term.ends_on);
        let refund = term.unearned(end)?;
        term.cancelled_on = Some(end);
        quote.premium = quote.premium.checked_add(term.premium)?;
        quote.refund = quote.refund.checked_add(refund)?;
        quote.days += term.days();
        quote.unexpired_days += term.unexpired_days(end);
    }
    quote.earned = quote.premium.checked_sub(quote.refund)?;
    Ok((quote, cut))
}

/// From which day a cancellation takes effect: the one asked for, else today, within the terms. Nobody cancels
/// backwards, and gets a premium back for days on which he had cover.
pub fn effective_date(terms: &[Term], asked: Option<NaiveDate>, today: NaiveDate) -> Result<NaiveDate> {
    let (Some(first), Some(last)) = (terms.first(), terms.last()) else {
        return Err(Error::internal("a policy without a term"));
    };
    let earliest = today.clamp(first.starts_on, last.ends_on);
    match asked {
        None => Ok(earliest),
        Some(day) if (earliest..=last.ends_on).contains(&day) => Ok(day),
        Some(_) => Err(Error::invalid(
            "effective_date",
            format!("must be between {earliest} and {}, the renewal date", last.ends_on),
        )),
    }
}

/// The end of a further term as long as this one, from `start` on: in months where it has whole months, else in days.
pub fn as_long_as(term: &Term, start: NaiveDate) -> Option<NaiveDate> {
    let (from, to) = (term.starts_on, term.ends_on);
    let months = (to.year() - from.year()) * 12 + to.month0() as i32 - from.month0() as i32;
    let whole = u32::try_from(months).ok().filter(|n| *n > 0).map(Months::new);
    match whole.filter(|months| from.checked_add_months(*months) == Some(to)) {
        Some(months) => start.checked_add_months(months),
        None => start.checked_add_signed(to - from),
    }
}

/// A policy has at least one day.
pub fn check_dates(starts_on: NaiveDate, ends_on: NaiveDate) -> Result<()> {
    if starts_on < ends_on {
        return Ok(());
    }
    Err(Error::invalid("renewal_date", format!("must be at least a day after the start date, {starts_on}")))
}

/// Which ways lead from a status to another by a change of the policy itself.
pub fn check_status(from: PolicyStatus, to: PolicyStatus) -> Result<()> {
    use PolicyStatus::{Active, Cancelled, Expired};
    match (from, to) {
        (Active, Expired | Cancelled) => Ok(()),
        (from, to) if from == to => Ok(()),
        (Expired, Active) => {
            Err(Error::conflict("This policy has expired. Renew it: that begins a new term."))
        }
        (Expired, _) => Err(Error::conflict("This policy has expired: there is nothing left to cancel.")),
        (Cancelled, _) => Err(Error::conflict("This policy was cancelled, for good. Take out a new one.")),
        (Active, Active) => Ok(()),
    }
}

/// Which reminder is due with so many days left: the nearest of `marks` that has come.
pub fn reminder_due(marks: &[i64], days_left: i64) -> Option<i64> {
    marks.iter().copied().filter(|mark| (0..=*mark).contains(&days_left)).min()
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn term(from: &str, to: &str, premium: i64) -> Term {
        let premium = Money::from_units(premium * Money::SCALE);
        Term { starts_on: day(from), ends_on: day(to), premium, cancelled_on: None }
    }

    #[test]
    fn the_first_day_counts_and_the_renewal_date_does_not() {
        let year = term("2026-01-01", "2027-01-01", 365);
        assert_eq!((year.days(), year.unexpired_days(day("2026-01-02"))), (365, 364));
        for (on, covered) in
            [("2025-12-31", false), ("2026-01-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            assert_eq!(year.covers(day(on)), covered, "{on}");
        }
        assert_eq!(year.premiums(day("2026-01-01")).expect("figures").earned, Money::ZERO);
        assert_eq!(year.premiums(day("2026-01-02")).expect("figures").earned.to_string(), "1.00");
        assert_eq!(year.premiums(day("2025-12-31")).expect("figures"), Premiums::default());
    }

    #[test]
    fn a_further_term_is_as_long_in_months_or_in_days() {
        let next = |from, to| as_long_as(&term(from, to, 1), day(to)).expect("a day").to_string();
        assert_eq!(next("2027-01-01", "2028-01-01"), "2029-01-01"); // a leap year between
        assert_eq!(next("2026-01-15", "2026-07-15"), "2027-01-15");
        assert_eq!(next("2026-01-01", "2026-01-31"), "2026-03-02"); // 30 days
        assert_eq!(as_long_as(&term("0001-01-01", "9999-01-01", 1), NaiveDate::MAX), None);
    }

    #[test]
    fn a_loss_counts_against_the_term_that_has_its_day_else_the_last_before_it() {
        let terms = [term("2024-01-01", "2025-01-01", 1), term("2025-06-01", "2026-06-01", 1)];
        for (on, index) in
            [("2023-01-01", 0), ("2024-01-01", 0), ("2025-03-01", 0), ("2025-06-01", 1), ("2027-01-01", 1)]
        {
            assert_eq!(term_of(&terms, day(on)), index, "{on}");
        }
    }

    #[test]
    fn the_nearest_reminder_that_has_come_is_due() {
        let due = [31, 30, 15, 14, 4, 3, 0, -1].map(|left| reminder_due(&[30, 14, 3], left));
        assert_eq!(due, [None, Some(30), Some(30), Some(14), Some(14), Some(3), Some(3), None]);
        assert_eq!(reminder_due(&[], 1), None);
    }

    #[test]
    fn nobody_cancels_backwards() {
        let terms = [term("2026-01-01", "2027-01-01", 365)];
        let from = |asked: Option<&str>, today| effective_date(&terms, asked.map(day), day(today));
        assert_eq!(from(None, "2026-03-01").expect("a day"), day("2026-03-01"));
        assert_eq!(from(None, "2025-03-01").expect("a day"), day("2026-01-01"));
        assert_eq!(from(None, "2028-03-01").expect("a day"), day("2027-01-01"));
        assert!(from(Some("2026-02-28"), "2026-03-01").is_err());
        assert!(from(Some("2027-01-02"), "2026-03-01").is_err());
        assert_eq!(from(Some("2027-01-01"), "2026-03-01").expect("a day"), day("2027-01-01"));
    }

    /// Terms of any length and premium, one after another.
    fn books() -> impl Strategy<Value = Vec<Term>> {
        let one = (0u64..400, 1u64..800, 0i64..1_000_000_000_000);
        (700_000i32..760_000, prop::collection::vec(one, 1..5)).prop_map(|(first, parts)| {
            let mut at = NaiveDate::from_num_days_from_ce_opt(first).expect("a day");
            let mut terms = vec![];
            for (gap, days, premium) in parts {
                let starts_on = at + Days::new(gap);
                let ends_on = starts_on + Days::new(days);
                let premium = Money::from_units(premium);
                terms.push(Term { starts_on, ends_on, premium, cancelled_on: None });
                at = ends_on;
            }
            terms
        })
    }

    fn add_up(sums: Premiums) -> Result<(), TestCaseError> {
        prop_assert_eq!(sums.earned.checked_add(sums.unearned), Ok(sums.written));
        prop_assert!(sums.earned >= Money::ZERO && sums.unearned >= Money::ZERO);
        Ok(())
    }

    proptest! {
        #[test]
        fn earned_and_unearned_make_what_is_written_at_every_date(terms in books(), offset in 0u64..4_000, step in 0u64..500) {
            let on = terms[0].starts_on + Days::new(offset);
            let (now, later) = (premiums(&terms, on).expect("sums"), premiums(&terms, on + Days::new(step)).expect("sums"));
            add_up(now)?;
            add_up(later)?;
            prop_assert!(later.earned >= now.earned, "what is earned stays earned");
            prop_assert!(later.written >= now.written);
            let end = premiums(&terms, terms[terms.len() - 1].ends_on).expect("sums");
            let all = Money::try_sum(terms.iter().map(|term| term.premium)).expect("a sum");
            prop_assert_eq!((end.written, end.earned, end.unearned), (all, all, Money::ZERO));
        }

        #[test]
        fn a_cancelled_policy_has_earned_all_that_is_written(terms in books(), offset in 0u64..3_000, step in 0u64..2_000) {
            let (first, last) = (terms[0].starts_on, terms[terms.len() - 1].ends_on);
            let on = (first + Days::new(offset)).min(last);
            let (quote, cut) = cancel(&terms, on).expect("a quote");
            prop_assert_eq!(quote.earned.checked_add(quote.refund), Ok(quote.premium));
            prop_assert!(quote.refund >= Money::ZERO && quote.refund <= quote.premium);
            prop_assert!(quote.unexpired_days <= quote.days);
            let before = premiums(&terms, on).expect("sums");
            let after = premiums(&cut, on).expect("sums");
            add_up(after)?;
            prop_assert_eq!((after.written, after.unearned), (after.earned, Money::ZERO));
            prop_assert_eq!(after.earned, before.earned, "cancelling earns nothing and loses nothing");
            let later = premiums(&cut, last.max(on) + Days::new(step)).expect("sums");
            prop_assert_eq!(later, after, "and nothing more is ever written");
            let all = Money::try_sum(terms.iter().map(|term| term.premium)).expect("a sum");
            prop_assert_eq!(after.written.checked_add(quote.refund), Ok(all));
            prop_assert!(cut.iter().all(|term| !term.covers(on)));
        }

        #[test]
        fn a_date_before_the_end_of_a_cancelled_policy_stays_as_it_was(terms in books(), offset in 0u64..3_000, back in 1u64..800) {
            let on = (terms[0].starts_on + Days::new(offset)).min(terms[terms.len() - 1].ends_on);
            let (_, cut) = cancel(&terms, on).expect("a quote");
            let earlier = on - Days::new(back);
            prop_assert_eq!(premiums(&cut, earlier).expect("sums"), premiums(&terms, earlier).expect("sums"));
        }
    }
}
