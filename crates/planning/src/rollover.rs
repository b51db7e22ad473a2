//! Carrying remainders from month to month.
//!
//! The budgets of one category in one currency are an [`Envelope`]; its months follow each other from its first
//! budget on. What is left at the end of a month stands ready for the next one, and the budget there decides by its
//! [`Rollover`] what of it comes over. A month without a budget has a limit of nothing: it passes on what it got,
//! less what was spent in it. So a remainder of zero is a remainder, and what was overspent is never forgotten.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Currency, Money, Month};

use crate::budget::{Model, Rollover};

/// A category in a currency.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Envelope {
    /// The category's name as it is compared.
    pub key: String,
    /// The currency.
    pub currency: Currency,
}

/// A budget, as far as its remainder depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The budget's number.
    pub id: i64,
    /// What it fills.
    pub envelope: Envelope,
    /// In which month.
    pub month: Month,
    /// How much may be spent.
    pub limit: Money,
    /// What the owner entered as spent.
    pub entered: Money,
    /// What it takes over.
    pub rollover: Rollover,
}

impl From<&Model> for Line {
    fn from(row: &Model) -> Self {
        Self {
            id: row.id,
            envelope: Envelope { key: row.category_key.clone(), currency: row.currency.clone() },
            month: row.month,
            limit: row.limit,
            entered: row.spent,
            rollover: row.rollover,
        }
    }
}

/// What is booked to envelopes by month, in units of money; refunds count against it.
pub type Booked = HashMap<Envelope, BTreeMap<Month, i128>>;

/// What follows for one budget, in units of money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What came over; `None` where nothing could.
    pub carried: Option<i128>,
    /// What is booked.
    pub booked: i128,
    /// The limit, and what came over.
    pub available: i128,
    /// What was entered, and what is booked.
    pub spent: i128,
    /// What of the available is not spent.
    pub left: i128,
}

impl Figures {
    /// Of a budget that nothing came over to and nothing is booked to.
    pub fn alone(limit: Money, entered: Money) -> Self {
        Self::new(limit, entered, None, 0)
    }

    fn new(limit: Money, entered: Money, carried: Option<i128>, booked: i128) -> Self {
        let available = i128::from(limit.units()) + carried.unwrap_or(0);
        let spent = i128::from(entered.units()) + booked;
        Self { carried, booked, available, spent, left: available - spent }
    }

    /// How far it is spent.
    pub fn mark(&self) -> Mark {
        if self.spent > self.available {
            Mark::Over
        } else if self.available > 0 && self.spent * 100 >= self.available * 80 {
            Mark::Nearly
        } else {
            Mark::Fine
        }
    }
}

/// How far a budget is spent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Less than 80 % of what is available.
    Fine,
    /// From 80 % up to all of it.
    Nearly,
    /// More than is available.
    Over,
}

/// What of a remainder comes over.
pub fn carry(rollover: Rollover, left: i128) -> Option<i128> {
    match rollover {
        Rollover::None => None,
        Rollover::Surplus => Some(left.max(0)),
        Rollover::SurplusAndDeficit => Some(left),
    }
}

/// The figures of these budgets by number. For a budget with a rollover, `lines` and `booked` must reach back to
/// the beginning.
///
/// Where a category has several budgets in a month, what comes over and what is booked go to the oldest of them,
/// so that their sums are right; together they leave one remainder.
pub fn figures(lines: &[Line], booked: &Booked) -> HashMap<i64, Figures> {
    let mut envelopes = BTreeMap::<&Envelope, BTreeMap<Month, Vec<&Line>>>::new();
    for line in lines {
        envelopes.entry(&line.envelope).or_default().entry(line.month).or_default().push(line);
    }
    let nothing = BTreeMap::new();
    let mut all = HashMap::with_capacity(lines.len());
    for (envelope, mut planned) in envelopes {
        planned.values_mut().for_each(|lines| lines.sort_by_key(|line| line.id));
        chain(&planned, booked.get(envelope).unwrap_or(&nothing), &mut all);
    }
    all
}

fn chain(
    planned: &BTreeMap<Month, Vec<&Line>>,
    booked: &BTreeMap<Month, i128>,
    all: &mut HashMap<i64, Figures>,
) {
    // Months in which nothing happened pass on what they got, so they need no step of their own.
    let months = planned.keys().chain(booked.keys()).copied().collect::<BTreeSet<_>>();
    let mut left = None;
    for month in months {
        let spent = booked.get(&month).copied().unwrap_or(0);
        let Some(lines) = planned.get(&month) else {
            left = left.map(|left: i128| left - spent);
            continue;
        };
        let (mut before, mut spent, mut sum) = (left, spent, 0);
        for line in lines {
            let carried = before.take().and_then(|left| carry(line.rollover, left));
            let figures = Figures::new(line.limit, line.entered, carried, std::mem::take(&mut spent));
            sum += figures.left;
            all.insert(line.id, figures);
        }
        left = Some(sum);
    }
}

/// Units as an amount; what is too large for one as the largest there is.
pub fn shown(units: i128) -> Money {
    Money::from_units(i64::try_from(units).unwrap_or(if units < 0 { i64::MIN } else { i64::MAX }))
}

/// A share in percent, with two decimals; `None` of nothing.
pub fn percent(part: i128, whole: i128) -> Option<f64> {
    (whole > 0).then(|| (part as f64 / whole as f64 * 10_000.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(key: &str) -> Envelope {
        Envelope { key: key.into(), currency: "EUR".parse().expect("a currency") }
    }

    fn month(n: u32) -> Month {
        Month::new(2026 + (n / 12) as i32, n % 12 + 1).expect("a month")
    }

    fn line(id: i64, at: u32, limit: i64, entered: i64, rollover: Rollover) -> Line {
        let (limit, entered) = (Money::from_units(limit), Money::from_units(entered));
        Line { id, envelope: eur("food"), month: month(at), limit, entered, rollover }
    }

    fn booked(months: &[(u32, i128)]) -> Booked {
        HashMap::from([(eur("food"), months.iter().map(|(at, units)| (month(*at), *units)).collect())])
    }

    use Rollover::{None as Nothing, Surplus, SurplusAndDeficit as Both};

    #[test]
    fn a_remainder_of_exactly_zero_is_a_remainder() {
        for (rollover, carried) in [(Nothing, None), (Surplus, Some(0)), (Both, Some(0))] {
            let all =
                figures(&[line(1, 0, 50, 20, rollover), line(2, 1, 70, 0, rollover)], &booked(&[(0, 30)]));
            assert_eq!((all[&1].carried, all[&1].left), (None, 0), "nothing was before the first");
            assert_eq!((all[&2].carried, all[&2].available), (carried, 70), "{rollover:?}");
        }
    }

    #[test]
    fn the_budget_that_receives_decides() {
        for (rollover, over, under) in
            [(Nothing, None, None), (Surplus, Some(0), Some(40)), (Both, Some(-25), Some(40))]
        {
            let over_spent = [line(1, 0, 50, 75, Nothing), line(2, 1, 10, 0, rollover)];
            assert_eq!(figures(&over_spent, &Booked::new())[&2].carried, over);
            let under_spent = [line(1, 0, 50, 10, Nothing), line(2, 1, 10, 0, rollover)];
            assert_eq!(figures(&under_spent, &Booked::new())[&2].carried, under);
        }
    }

    #[test]
    fn a_month_without_a_budget_counts_what_was_spent_in_it() {
        let lines = [line(1, 0, 50, 0, Both), line(2, 3, 10, 0, Both), line(3, 4, 10, 0, Surplus)];
        let all = figures(&lines, &booked(&[(0, 20), (1, 45), (2, -5), (9, 99)]));
        assert_eq!((all[&2].carried, all[&2].left), (Some(-10), 0));
        assert_eq!(all[&3].carried, Some(0));
        // What was spent before the first budget is nobody's remainder.
        let all = figures(&[line(1, 2, 50, 0, Both)], &booked(&[(0, 20), (1, 45)]));
        assert_eq!((all[&1].carried, all[&1].left), (None, 50));
    }

    #[test]
    fn several_budgets_of_one_month_leave_one_remainder() {
        let lines = [line(3, 1, 0, 0, Both), line(2, 0, 30, 5, Both), line(1, 0, 20, 0, Both)];
        let all = figures(&lines, &booked(&[(0, 10)]));
        assert_eq!(((all[&1].booked, all[&1].left), (all[&2].booked, all[&2].left)), ((10, 10), (0, 25)));
        assert_eq!(all[&3].carried, Some(35));
    }

    #[test]
    fn marks_are_at_eighty_percent_and_beyond_all() {
        let mark = |limit, spent| Figures::alone(Money::from_units(limit), Money::from_units(spent)).mark();
        assert_eq!([0, 79, 80, 100, 101].map(|spent| mark(100, spent)), {
            use Mark::{Fine, Nearly, Over};
            [Fine, Fine, Nearly, Nearly, Over]
        });
        assert_eq!((mark(0, 0), mark(0, 1)), (Mark::Fine, Mark::Over));
        assert_eq!((percent(1, 3), percent(5, 0), percent(-1, 4)), (Some(33.33), None, Some(-25.0)));
        assert_eq!([i128::MAX, i128::MIN, 7].map(|units| shown(units).units()), [i64::MAX, i64::MIN, 7]);
    }

    /// Month by month, as a person would do it on paper.
    fn on_paper(
        lines: &[Line],
        booked: &BTreeMap<Month, i128>,
        last: u32,
    ) -> BTreeMap<u32, (Option<i128>, i128)> {
        let mut left: Option<i128> = None;
        let mut pages = BTreeMap::new();
        for at in 0..=last {
            let spent = booked.get(&month(at)).copied().unwrap_or(0);
            let mut here = lines.iter().filter(|line| line.month == month(at)).collect::<Vec<_>>();
            here.sort_by_key(|line| line.id);
            if let Some(first) = here.first() {
                let carried = match (first.rollover, left) {
                    (Nothing, _) | (_, None) => None,
                    (Surplus, Some(left)) if left < 0 => Some(0),
                    (_, Some(left)) => Some(left),
                };
                let limits: i128 = here.iter().map(|line| i128::from(line.limit.units())).sum();
                let entered: i128 = here.iter().map(|line| i128::from(line.entered.units())).sum();
                let rest = limits + carried.unwrap_or(0) - entered - spent;
                pages.insert(at, (carried, rest));
                left = Some(rest);
            } else if let Some(before) = left {
                left = Some(before - spent);
            }
        }
        pages
    }

    fn rollovers() -> impl Strategy<Value = Rollover> {
        prop_oneof![Just(Nothing), Just(Surplus), Just(Both)]
    }

    proptest! {
        #[test]
        fn the_chain_is_what_paper_says(
            plan in prop::collection::vec((0u32..30, 0i64..500, 0i64..500, rollovers()), 1..30),
            moves in prop::collection::vec((0u32..30, -300i128..500), 0..40),
        ) {
            let lines = (1i64..).zip(&plan)
                .map(|(id, (at, limit, entered, rollover))| line(id, *at, *limit, *entered, *rollover))
                .collect::<Vec<_>>();
            let mut sums = BTreeMap::new();
            moves.iter().for_each(|(at, units)| *sums.entry(month(*at)).or_insert(0) += units);
            let all = figures(&lines, &HashMap::from([(eur("food"), sums.clone())]));
            prop_assert_eq!(all.len(), lines.len());
            for (at, (carried, rest)) in on_paper(&lines, &sums, 30) {
                let mut here = lines.iter().filter(|line| line.month == month(at)).map(|line| line.id).collect::<Vec<_>>();
                here.sort();
                prop_assert_eq!(all[&here[0]].carried, carried);
                prop_assert_eq!(here.iter().map(|id| all[id].left).sum::<i128>(), rest);
                prop_assert!(here[1..].iter().all(|id| all[id].carried.is_none() && all[id].booked == 0));
            }
        }

        #[test]
        fn with_surplus_and_deficit_nothing_is_ever_lost(
            months in prop::collection::vec((0i64..500, 0i64..500, -300i128..500), 1..40),
        ) {
            let lines = (0u32..).zip(&months)
                .map(|(at, (limit, entered, _))| line(i64::from(at), at, *limit, *entered, Both))
                .collect::<Vec<_>>();
            let moves = (0u32..).zip(&months).map(|(at, (_, _, units))| (at, *units)).collect::<Vec<_>>();
            let all = figures(&lines, &booked(&moves));
            let sum: i128 = months.iter().map(|(limit, entered, units)| i128::from(limit - entered) - units).sum();
            prop_assert_eq!(all[&(months.len() as i64 - 1)].left, sum);
        }
    }
}
