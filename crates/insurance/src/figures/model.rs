//! Adding up a book. Pure.
use kernel::{Money, Result, money::MoneyError};

use crate::policy::{
    model::{Premiums, Term},
    store::PolicyType,
};

/// What a book comes to at a date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Terms with cover on that day.
    pub in_force: i64,
    /// Premiums by then.
    pub premiums: Premiums,
    /// What was paid for claims.
    pub paid: Money,
    /// What was approved and not paid yet.
    pub approved: Money,
    /// Claims that waited for a decision.
    pub open: i64,
    /// What they asked for.
    pub open_amount: Money,
}

impl Figures {
    /// These and those.
    pub fn and(self, other: &Self) -> Result<Self, MoneyError> {
        Ok(Self {
            in_force: self.in_force + other.in_force,
            premiums: self.premiums.and(other.premiums)?,
            paid: self.paid.checked_add(other.paid)?,
            approved: self.approved.checked_add(other.approved)?,
            open: self.open + other.open,
            open_amount: self.open_amount.checked_add(other.open_amount)?,
        })
    }

    /// What claims have cost and may still cost: what was paid, and reserves for what was reported. The reserve of
    /// an approved claim is what is to be paid, that of a pending one is what it asks for.
    pub fn incurred(&self) -> Result<Money, MoneyError> {
        self.paid.checked_add(self.approved)?.checked_add(self.open_amount)
    }

    /// Incurred claims as a share of the earned premium, to 4 decimals; `None` where nothing is earned.
    pub fn loss_ratio(&self) -> Result<Option<f64>, MoneyError> {
        let share = self.incurred()?.percent_of(self.premiums.earned);
        Ok(share.map(|percent| (percent * 100.0).round() / 10_000.0))
    }
}

/// The lines of one currency: an entry for each kind of policy, made where it is missing.
pub type Lines = Vec<(PolicyType, Figures)>;

/// The line of this kind.
pub fn line(lines: &mut Lines, kind: PolicyType) -> &mut Figures {
    let at = lines.iter().position(|(there, _)| *there == kind).unwrap_or_else(|| {
        lines.push((kind, Figures::default()));
        lines.len() - 1
    });
    &mut lines[at].1
}

/// Adds a term that had begun by `day`.
pub fn add_term(figures: &mut Figures, term: &Term, day: chrono::NaiveDate) -> Result<(), MoneyError> {
    figures.premiums = figures.premiums.and(term.premiums(day)?)?;
    figures.in_force += i64::from(term.covers(day));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(units: i64) -> Money {
        Money::from_units(units * Money::SCALE)
    }

    #[test]
    fn claims_cost_what_was_paid_and_what_may_still_be() {
        let premiums = Premiums { written: of(400), earned: of(300), unearned: of(100) };
        let figures =
            Figures { premiums, paid: of(50), approved: of(40), open: 2, open_amount: of(10), in_force: 1 };
        assert_eq!(figures.incurred(), Ok(of(100)));
        assert_eq!(figures.loss_ratio(), Ok(Some(0.3333)));
        assert_eq!(Figures::default().loss_ratio(), Ok(None));
        let twice = figures.and(&figures).expect("a sum");
        assert_eq!((twice.open, twice.in_force, twice.incurred()), (4, 2, Ok(of(200))));
    }

    #[test]
    fn a_line_is_made_once() {
        let mut lines = Lines::new();
        line(&mut lines, PolicyType::Auto).open = 1;
        line(&mut lines, PolicyType::Home).open = 2;
        line(&mut lines, PolicyType::Auto).open += 1;
        assert_eq!(lines.iter().map(|(_, line)| line.open).collect::<Vec<_>>(), [2, 2]);
    }
}
