//! The arithmetic of goals: how much a month it takes, and when it will be there.
use chrono::{Datelike, Months, NaiveDate};
use kernel::{Money, money::Rounding};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rollover::{percent, shown};

/// Nothing is foretold beyond a hundred years.
const HORIZON: i64 = 1_200;
/// Monthly rates are in parts of this.
const ONE: i128 = 1_000_000_000_000;
/// Units of money in a cent.
const CENT: i128 = (Money::SCALE / 100) as i128;

/// A person on the way to a goal.
#[derive(Clone, Debug)]
pub struct Saving {
    /// How much it takes.
    pub target: Money,
    /// How much there is.
    pub current: Money,
    /// How much there was when the goal was set.
    pub start: Money,
    /// When it was set.
    pub since: NaiveDate,
    /// Until when it is to be reached.
    pub deadline: NaiveDate,
    /// What he means to add each month.
    pub plan: Option<Money>,
    /// What the savings earn, in percent a year.
    pub annual_return: Option<f64>,
    /// The present day.
    pub today: NaiveDate,
}

/// Where he stands. Without a return, but for `with_return`.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Outlook {
    /// What is missing; nothing when the goal is reached.
    pub remaining: Money,
    /// Whole months from today to the deadline; none when it is past.
    pub months_left: i64,
    /// What is missing by whole month left, rounded up to the cent; within less than a month, all of it. `null` when
    /// the deadline is past or the goal reached.
    pub required_monthly: Option<Money>,
    /// What was added in a month since the goal was set, on average over whole months, at least one; rounded down
    /// to the cent.
    pub pace: Money,
    /// When the goal will be reached by `monthly_contribution`, or where there is none by `pace`; the first of them a
    /// month from today. `null` when it is reached, or won't be within a hundred years.
    pub projected_date: Option<NaiveDate>,
    /// Reached, or to be reached by the deadline.
    pub on_track: bool,
    /// How much of the target there is, in percent.
    pub progress_percent: f64,
    /// The same where the savings earn `annual_return`; `null` where none is given.
    pub with_return: Option<WithReturn>,
}

/// Where a goal stands when the savings earn something on the way.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WithReturn {
    /// The effective return in percent a year: 100.00 at 5 % are 105.00 after twelve months. It is credited monthly,
    /// at (1 + return)^(1/12) − 1, before the month's contribution.
    pub annual_return: f64,
    /// The least contribution, to the cent, that reaches the target in the months left; 0.00 where what is there
    /// grows into it. `null` when the deadline is past or the goal reached.
    pub required_monthly: Option<Money>,
    /// When the goal will be reached, as in the goal itself.
    pub projected_date: Option<NaiveDate>,
    /// Reached, or to be reached by the deadline.
    pub on_track: bool,
}

impl Saving {
    /// Where he stands.
    pub fn outlook(&self) -> Outlook {
        let (target, current) = (units(self.target), units(self.current));
        let remaining = (target - current).max(0);
        let open = remaining > 0 && self.today <= self.deadline;
        let months_left = whole_months(self.today, self.deadline);
        let elapsed = whole_months(self.since, self.today).max(1);
        let saved = current - units(self.start);
        // By the pace as it is, not as it is rounded.
        let projected = match self.plan {
            Some(plan) => months_needed(remaining, units(plan), 1),
            None => months_needed(remaining, saved, elapsed),
        };
        let pace = shown(saved).mul_ratio(1, elapsed, Rounding::Down).unwrap_or_default();
        let pace = pace.round_to(2, Rounding::Down).unwrap_or_default();
        let projected_date = projected.and_then(|months| self.after(months));
        Outlook {
            remaining: shown(remaining),
            months_left,
            required_monthly: open.then(|| shown(cents_up(remaining, months_left.max(1)))),
            pace,
            projected_date,
            on_track: self.on_track(remaining, projected_date),
            progress_percent: percent(current, target).unwrap_or_default(),
            with_return: self.annual_return.map(|annual| {
                let rate = monthly(annual);
                let each = units(self.plan.unwrap_or(pace)).max(0);
                let projected_date = match remaining {
                    0 => None,
                    _ => reached(current, rate, each, target).and_then(|months| self.after(months)),
                };
                WithReturn {
                    annual_return: annual,
                    required_monthly: (open && months_left <= HORIZON)
                        .then(|| shown(required(current, rate, target, months_left.max(1)))),
                    projected_date,
                    on_track: self.on_track(remaining, projected_date),
                }
            }),
        }
    }

    fn after(&self, months: i64) -> Option<NaiveDate> {
        let months = u32::try_from(months).ok().filter(|_| months <= HORIZON)?;
        self.today.checked_add_months(Months::new(months)).filter(|day| day.year() <= 9999)
    }

    fn on_track(&self, remaining: i128, projected: Option<NaiveDate>) -> bool {
        remaining == 0 || projected.is_some_and(|day| day <= self.deadline)
    }
}

fn units(amount: Money) -> i128 {
    amount.units().into()
}

/// Whole months from one day to a later one: how often a month can be added before the later one is passed.
pub fn whole_months(from: NaiveDate, to: NaiveDate) -> i64 {
    let count = i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
    let Some(months) = u32::try_from(count).ok() else { return 0 };
    let fits = from.checked_add_months(Months::new(months)).is_some_and(|day| day <= to);
    if fits { count } else { (count - 1).max(0) }
}

/// How many months `saved` per `elapsed` months takes to make `remaining`; `None` where it never does.
fn months_needed(remaining: i128, saved: i128, elapsed: i64) -> Option<i64> {
    if remaining == 0 || saved <= 0 {
        return None;
    }
    let whole = (remaining * i128::from(elapsed) + saved - 1) / saved;
    i64::try_from(whole).ok()
}

/// A sum by months, rounded up to the cent.
fn cents_up(sum: i128, months: i64) -> i128 {
    let step = CENT * i128::from(months);
    (sum + step - 1) / step * CENT
}

/// The monthly rate of an effective annual one in percent, in parts of [`ONE`].
fn monthly(annual: f64) -> i128 {
    (((1.0 + annual / 100.0).powf(1.0 / 12.0) - 1.0) * ONE as f64).round() as i128
}

/// A month later: interest to 4 decimals, then the contribution.
fn next(balance: i128, rate: i128, each: i128) -> i128 {
    balance + (balance * rate + ONE / 2) / ONE + each
}

/// The month in which the savings reach the target, within a hundred years.
fn reached(current: i128, rate: i128, each: i128, target: i128) -> Option<i64> {
    if rate == 0 && each == 0 {
        return None;
    }
    let mut balance = current;
    (1..=HORIZON).find(|_| {
        balance = next(balance, rate, each);
        balance >= target
    })
}

/// Whether a contribution reaches the target in so many months.
fn suffices(current: i128, rate: i128, each: i128, target: i128, months: i64) -> bool {
    let mut balance = current;
    (0..months).any(|_| {
        balance = next(balance, rate, each);
        balance >= target
    })
}

/// The least contribution, in whole cents, that reaches the target in so many months.
///
/// An ordinary annuity grows to FV = PV·qⁿ + C·(qⁿ − 1)/(q − 1) with q = 1 + monthly rate; solved for C this is the
/// first guess. The interest of each month is rounded, so the last cent is found by letting the months pass.
fn required(current: i128, rate: i128, target: i128, months: i64) -> i128 {
    if suffices(current, rate, 0, target, months) {
        return 0;
    }
    let q = 1.0 + rate as f64 / ONE as f64;
    let grown = q.powf(months as f64);
    let guess = (target as f64 - current as f64 * grown) * (q - 1.0) / (grown - 1.0);
    // Without return it takes the most.
    let most = cents_up(target - current, months) / CENT;
    let guess = if guess.is_finite() { ((guess / CENT as f64) as i128).clamp(0, most) } else { most };
    let enough = |cents: i128| suffices(current, rate, cents * CENT, target, months);
    // `short` never suffices and `most` always does; from the guess they close in on each other.
    let (mut short, mut fine, mut step) = (0, most, 1);
    if enough(guess) {
        fine = guess;
        while fine - step > short && enough(fine - step) {
            fine -= step;
            step *= 2;
        }
        short = short.max(fine - step);
    } else {
        short = guess;
        while short + step < fine && !enough(short + step) {
            short += step;
            step *= 2;
        }
        fine = fine.min(short + step);
    }
    while fine - short > 1 {
        let middle = (short + fine) / 2;
        if enough(middle) { fine = middle } else { short = middle }
    }
    fine * CENT
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn money(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    fn car() -> Saving {
        Saving {
            target: money("10000"),
            current: money("4000"),
            start: money("1000"),
            since: day("2026-01-15"),
            deadline: day("2027-03-20"),
            plan: None,
            annual_return: None,
            today: day("2026-03-15"),
        }
    }

    #[test]
    fn whole_months_are_those_that_fit() {
        let months = |from, to| whole_months(day(from), day(to));
        assert_eq!((months("2026-01-31", "2026-02-28"), months("2026-02-28", "2026-03-27")), (1, 0));
        assert_eq!((months("2026-03-15", "2027-03-14"), months("2026-03-15", "2027-03-15")), (11, 12));
        assert_eq!((months("2026-03-15", "2026-03-15"), months("2026-03-15", "2025-01-01")), (0, 0));
    }

    #[test]
    fn a_goal_without_a_plan_goes_on_at_its_pace() {
        let outlook = car().outlook();
        // 3000 in two months; 6000 are missing, and twelve months are left.
        assert_eq!(
            (outlook.remaining, outlook.pace, outlook.months_left),
            (money("6000"), money("1500"), 12)
        );
        assert_eq!(outlook.required_monthly, Some(money("500")));
        assert_eq!((outlook.projected_date, outlook.on_track), (Some(day("2026-07-15")), true));
        assert_eq!((outlook.progress_percent, outlook.with_return), (40.0, None));
    }

    #[test]
    fn a_plan_is_taken_at_its_word() {
        let slow = Saving { plan: Some(money("499.99")), ..car() }.outlook();
        assert_eq!((slow.projected_date, slow.on_track), (Some(day("2027-04-15")), false));
        let never = Saving { plan: Some(Money::ZERO), ..car() }.outlook();
        assert_eq!((never.projected_date, never.on_track), (None, false));
        let lost = Saving { current: money("900"), ..car() }.outlook();
        assert_eq!((lost.pace, lost.projected_date), (money("-50"), None));
    }

    #[test]
    fn the_end_is_clear() {
        let reached = Saving { current: money("10000.01"), annual_return: Some(3.0), ..car() }.outlook();
        assert_eq!(
            (reached.remaining, reached.required_monthly, reached.on_track),
            (Money::ZERO, None, true)
        );
        let with_return = reached.with_return.expect("a return");
        assert_eq!((with_return.required_monthly, with_return.on_track), (None, true));
        let past = Saving { deadline: day("2026-03-14"), ..car() }.outlook();
        assert_eq!((past.months_left, past.required_monthly, past.on_track), (0, None, false));
        let last = Saving { deadline: day("2026-03-15"), ..car() }.outlook();
        assert_eq!((last.months_left, last.required_monthly), (0, Some(money("6000"))));
        let cents = Saving { target: money("4000.0301"), deadline: day("2026-06-15"), ..car() }.outlook();
        assert_eq!(cents.required_monthly, Some(money("0.02")));
    }

    #[test]
    fn a_return_is_effective_and_shortens_the_way() {
        let mut balance = 1_000_000;
        (0..12).for_each(|_| balance = next(balance, monthly(5.0), 0));
        assert_eq!(balance, 1_050_000);
        let grown = Saving { annual_return: Some(6.0), plan: Some(money("480")), ..car() }.outlook();
        let with_return = grown.with_return.expect("a return");
        assert_eq!((grown.on_track, with_return.on_track), (false, true));
        // FV = 4000·1.06 + C·0.06/(1.06^(1/12) − 1) = 10000
        assert_eq!(with_return.required_monthly, Some(money("467.29")));
        assert_eq!(
            (grown.required_monthly, with_return.projected_date),
            (Some(money("500")), Some(day("2027-03-15")))
        );
        let asleep =
            Saving { target: money("4100"), annual_return: Some(6.0), plan: Some(Money::ZERO), ..car() };
        let with_return = asleep.outlook().with_return.expect("a return");
        assert_eq!(
            (with_return.required_monthly, with_return.projected_date),
            (Some(Money::ZERO), Some(day("2026-09-15")))
        );
    }

    #[test]
    fn the_largest_amounts_and_the_farthest_days_are_borne() {
        let most = Money::from_units(i64::MAX);
        for deadline in ["9999-12-31", "2126-03-15", "2026-03-16"] {
            let far = Saving {
                target: most,
                deadline: day(deadline),
                annual_return: Some(50.0),
                plan: Some(most),
                ..car()
            };
            assert!(far.outlook().on_track == (deadline != "2026-03-16"), "{deadline}");
            let slow = Saving { plan: Some(Money::MIN_POSITIVE), annual_return: Some(0.0), ..far };
            assert_eq!(slow.outlook().with_return.expect("a return").projected_date, None);
        }
    }

    proptest! {
        #[test]
        fn what_is_required_is_the_least_that_suffices(
            target in 1i64..5_000_000_000_000, share in 0i64..100, months in 1i64..500, annual in 0.0f64..50.0,
        ) {
            let (target, current, rate) = (i128::from(target), i128::from(target / 100 * share), monthly(annual));
            let each = required(current, rate, target, months);
            prop_assert!(suffices(current, rate, each, target, months));
            prop_assert!(each == 0 || !suffices(current, rate, each - CENT, target, months));
            prop_assert!(each <= cents_up(target - current, months));
        }

        #[test]
        fn who_pays_what_is_required_arrives_in_time(
            target in 1i64..1_000_000_000_000, months in 1u32..600, annual in prop::option::of(0.0f64..50.0),
        ) {
            let deadline = day("2026-03-15") + Months::new(months);
            let open = Saving { target: Money::from_units(target), current: Money::ZERO, deadline, annual_return: annual, ..car() };
            let outlook = open.outlook();
            let plain = Saving { plan: outlook.required_monthly, ..open.clone() }.outlook();
            prop_assert!(plain.on_track);
            if let Some(with_return) = outlook.with_return {
                let plan = with_return.required_monthly;
                prop_assert!(plan <= outlook.required_monthly);
                let helped = Saving { plan, ..open }.outlook().with_return.expect("a return");
                prop_assert!(helped.on_track);
            }
        }
    }
}
