//! What is paid of a schedule, what is open, and what being late costs. Computed whenever somebody asks; nothing of it
//! is kept, so that it can't contradict the payments.
use chrono::NaiveDate;
use kernel::{Money, money::MoneyError};
use schemars::JsonSchema;
use serde::Serialize;

use super::model::days_on;

/// A part of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Its place in the schedule.
    pub position: i64,
    /// How much.
    pub amount: Money,
    /// Until when; none while it waits.
    pub due_date: Option<NaiveDate>,
}

/// A payment that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The day on which it was made.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
}

/// What being late costs: simple interest by the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lateness {
    /// Hundredths of a percent a year.
    pub basis_points: i64,
    /// Days after the due date before interest begins.
    pub grace_days: i64,
}

/// Where a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueStatus {
    /// Nothing is open.
    Paid,
    /// A part of it is paid, and the rest is not late.
    Partial,
    /// To be paid now.
    Due,
    /// Late.
    Overdue,
    /// It has a date, not near yet.
    Upcoming,
    /// It waits for a phase or for the keys.
    Waiting,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What of it is paid.
    pub paid: Money,
    /// What is not.
    pub open: Money,
    /// What its lateness costs so far.
    pub interest: Money,
    /// Where it stands.
    pub status: DueStatus,
}

/// The whole of a schedule and its payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balance {
    /// One for each part, in the order in which the parts were given.
    pub lines: Vec<Line>,
    /// All that counts.
    pub paid: Money,
    /// All that is open.
    pub open: Money,
    /// What was paid beyond the whole schedule.
    pub advance: Money,
    /// What is late of the open.
    pub overdue: Money,
    /// What lateness costs so far, all parts together.
    pub interest: Money,
}

/// On which day, and how it is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Today.
    pub today: NaiveDate,
    /// What being late costs.
    pub lateness: Lateness,
    /// A part counts as due so many days before its date.
    pub soon: i64,
}

/// Gives payments to parts, the oldest first: by their dates, those that wait last.
pub fn balance(dues: &[Owed], payments: &[Paid], look: &Look) -> Result<Balance, MoneyError> {
    let mut order: Vec<usize> = (0..dues.len()).collect();
    order.sort_by_key(|at| (dues[*at].due_date.is_none(), dues[*at].due_date, dues[*at].position));
    let mut payments = payments.to_vec();
    payments.sort_by_key(|payment| payment.on);
    let mut left = payments.iter().map(|payment| payment.amount).collect::<Vec<_>>();
    let mut lines = vec![None; dues.len()];
    let mut next = 0;
    for at in order {
        let due = dues[at];
        let (mut open, mut got) = (due.amount, vec![]);
        while open > Money::ZERO && next < payments.len() {
            let part = open.min(left[next]);
            left[next] = left[next].checked_sub(part)?;
            open = open.checked_sub(part)?;
            got.push((part, payments[next].on));
            if left[next] == Money::ZERO {
                next += 1;
            }
        }
        lines[at] = Some(line(due, open, &got, look)?);
    }
    let lines = lines.into_iter().flatten().collect::<Vec<_>>();
    let late = |line: &&Line| line.status == DueStatus::Overdue;
    Ok(Balance {
        paid: Money::try_sum(payments.iter().map(|payment| payment.amount))?,
        open: Money::try_sum(lines.iter().map(|line| line.open))?,
        advance: Money::try_sum(left)?,
        overdue: Money::try_sum(lines.iter().filter(late).map(|line| line.open))?,
        interest: Money::try_sum(lines.iter().map(|line| line.interest))?,
        lines,
    })
}

fn line(due: Owed, open: Money, got: &[(Money, NaiveDate)], look: &Look) -> Result<Line, MoneyError> {
    let paid = due.amount.checked_sub(open)?;
    let Some(date) = due.due_date else {
        let status = match (open > Money::ZERO, paid > Money::ZERO) {
            (false, _) => DueStatus::Paid,
            (true, true) => DueStatus::Partial,
            (true, false) => DueStatus::Waiting,
        };
        return Ok(Line { paid, open, interest: Money::ZERO, status });
    };
    let from = days_on(date, look.lateness.grace_days);
    let days = |until: NaiveDate| i128::from((until - from).num_days().max(0));
    let late = got.iter().map(|(amount, on)| i128::from(amount.units()) * days(*on)).sum::<i128>();
    let late = late + i128::from(open.units()) * days(look.today);
    let status = if open <= Money::ZERO {
        DueStatus::Paid
    } else if date < look.today {
        DueStatus::Overdue
    } else if paid > Money::ZERO {
        DueStatus::Partial
    } else if date <= days_on(look.today, look.soon) {
        DueStatus::Due
    } else {
        DueStatus::Upcoming
    };
    Ok(Line { paid, open, interest: interest(late, look.lateness.basis_points)?, status })
}

/// The interest on `late` (units of 10⁻⁴ times days), actual/365, half-up to the hundredth.
fn interest(late: i128, basis_points: i64) -> Result<Money, MoneyError> {
    let (over, under) = (late * i128::from(basis_points.max(0)), 10_000 * 365 * 100);
    let cents = (2 * over + under) / (2 * under);
    i64::try_from(cents * 100).map(Money::from_units).map_err(|_| MoneyError::Overflow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: i64) -> NaiveDate {
        days_on("2026-01-01".parse().expect("a day"), n)
    }

    fn money(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    fn look(today: i64) -> Look {
        Look { today: day(today), lateness: Lateness { basis_points: 1_200, grace_days: 7 }, soon: 14 }
    }

    fn owed(position: i64, amount: &str, due: Option<i64>) -> Owed {
        Owed { position, amount: money(amount), due_date: due.map(day) }
    }

    #[test]
    fn payments_go_to_the_oldest_part_and_what_is_left_waits() {
        let dues = [owed(1, "100", Some(0)), owed(2, "300", None), owed(3, "200", Some(30))];
        let paid = [Paid { on: day(0), amount: money("250") }];
        let seen = balance(&dues, &paid, &look(10)).expect("sums");
        let status = seen.lines.iter().map(|line| line.status).collect::<Vec<_>>();
        assert_eq!(status, [DueStatus::Paid, DueStatus::Waiting, DueStatus::Partial]);
        assert_eq!((seen.lines[2].paid, seen.lines[2].open), (money("150"), money("50")));
        assert_eq!((seen.paid, seen.open, seen.advance), (money("250"), money("350"), Money::ZERO));
        let more = [paid[0], Paid { on: day(1), amount: money("400") }];
        assert_eq!(balance(&dues, &more, &look(10)).expect("sums").advance, money("50"));
    }

    #[test]
    fn lateness_costs_by_the_day_after_the_grace() {
        let dues = [owed(1, "100000", Some(0))];
        let at = |today, paid: &[Paid]| balance(&dues, paid, &look(today)).expect("sums");
        assert_eq!(at(7, &[]).interest, Money::ZERO, "the last day of grace");
        assert_eq!(at(8, &[]).interest, money("32.88"), "100,000 × 12 % / 365 for a day");
        assert_eq!(at(372, &[]).interest, money("12000"), "a year");
        let half = [Paid { on: day(17), amount: money("50000") }];
        assert_eq!(at(17, &half).interest, money("328.77"), "ten days on all of it");
        assert_eq!(at(27, &half).interest, money("493.15"), "and ten on the half");
        assert_eq!(at(27, &half).overdue, money("50000"));
        let all = [Paid { on: day(7), amount: money("100000") }];
        let seen = at(400, &all);
        assert_eq!(
            (seen.interest, seen.overdue, seen.lines[0].status),
            (Money::ZERO, Money::ZERO, DueStatus::Paid)
        );
    }

    #[test]
    fn a_part_is_upcoming_then_due_then_overdue() {
        let dues = [owed(1, "10", Some(30))];
        let status = |today| balance(&dues, &[], &look(today)).expect("sums").lines[0].status;
        assert_eq!(
            [status(15), status(16), status(30)],
            [DueStatus::Upcoming, DueStatus::Due, DueStatus::Due]
        );
        assert_eq!(status(31), DueStatus::Overdue);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_oldest_comes_first(
            dues in prop::collection::vec((1i64..1_000_000, prop::option::of(0i64..400)), 0..12),
            paid in prop::collection::vec((1i64..1_000_000, 0i64..400), 0..12),
            today in 0i64..500,
        ) {
            let dues: Vec<Owed> = (1..).zip(&dues).map(|(position, (amount, due))| Owed {
                position, amount: Money::from_units(*amount), due_date: due.map(day),
            }).collect();
            let paid: Vec<Paid> = paid.iter().map(|(amount, on)| Paid { on: day(*on), amount: Money::from_units(*amount) }).collect();
            let seen = balance(&dues, &paid, &look(today)).expect("sums");
            let asked = Money::try_sum(dues.iter().map(|due| due.amount)).expect("a sum");
            prop_assert_eq!(seen.paid.checked_add(seen.open), asked.checked_add(seen.advance));
            prop_assert!(seen.open == Money::ZERO || seen.advance == Money::ZERO);
            for (due, line) in dues.iter().zip(&seen.lines) {
                prop_assert_eq!(line.paid.checked_add(line.open), Ok(due.amount));
                let older = |other: &Owed| other.due_date.is_some_and(|day| due.due_date.is_none_or(|own| day < own));
                let unpaid_before = dues.iter().zip(&seen.lines).any(|(other, line)| older(other) && line.open > Money::ZERO);
                prop_assert!(line.paid == Money::ZERO || !unpaid_before, "an older part is open while this one got something");
                prop_assert_eq!(line.status == DueStatus::Overdue, line.open > Money::ZERO && due.due_date.is_some_and(|date| date < day(today)));
            }
            let later = balance(&dues, &paid, &look(today + 1)).expect("sums");
            prop_assert!(later.interest >= seen.interest);
        }
    }
}
