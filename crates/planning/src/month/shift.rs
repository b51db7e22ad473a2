//! Copying the budgets of a month to another, and moving limits between them: what changes, and why not.
use std::collections::HashMap;

use kernel::{Money, money::MoneyError};

use crate::{
    budget::{Model, Rollover},
    rollover::{Envelope, Line},
};

/// A budget to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// What for, in its owner's words.
    pub name: String,
    /// The same as it is compared, and the currency.
    pub envelope: Envelope,
    /// How much may be spent.
    pub limit: Money,
    /// What it takes over.
    pub rollover: Rollover,
}

impl From<&Model> for Planned {
    fn from(row: &Model) -> Self {
        let envelope = Line::from(row).envelope;
        Self { name: row.category.clone(), envelope, limit: row.limit, rollover: row.rollover }
    }
}

/// What a copy does: budgets to be made, and budgets whose limit and rollover become those of the source.
#[derive(Debug, Default)]
pub struct Copying {
    /// To be made.
    pub new: Vec<Planned>,
    /// As they will be.
    pub changed: Vec<Model>,
}

/// Copies the budgets of `source` to the month of `target`: those that lack there, and with `overwrite` the limits
/// and rollovers of the others too.
pub fn copying(source: &[Model], target: &[Model], overwrite: bool) -> Copying {
    let mut there = HashMap::<Envelope, Vec<&Model>>::new();
    for row in target {
        there.entry(Line::from(row).envelope).or_default().push(row);
    }
    let (mut copying, mut nth) = (Copying::default(), HashMap::<Envelope, usize>::new());
    for row in source {
        let envelope = Line::from(row).envelope;
        let Some(rows) = there.get(&envelope) else {
            copying.new.push(row.into());
            continue;
        };
        let n = nth.entry(envelope).or_default();
        let pair = rows.get(*n);
        *n += 1;
        match pair {
            _ if !overwrite => {}
            None => copying.new.push(row.into()),
            Some(old) if (old.limit, old.rollover) == (row.limit, row.rollover) => {}
            Some(old) => {
                copying.changed.push(Model { limit: row.limit, rollover: row.rollover, ..(*old).clone() });
            }
        }
    }
    copying
}

/// Why limit can't be moved.
#[derive(Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is less than that: so much.
    Short(Money),
    /// The sum is beyond what an amount can be.
    TooMuch,
}

/// Moves limit between budgets of a month: out of `from`, the oldest first, into the first of `to`. Tells the rows
/// that change, as they will be; where `to` is empty the amount goes into none of them.
pub fn moving(from: &[Model], to: &[Model], amount: Money) -> Result<Vec<Model>, Refusal> {
    let too_much = |_: MoneyError| Refusal::TooMuch;
    let mut rest = amount;
    let mut changed = vec![];
    for row in from {
        let part = rest.min(row.limit);
        if part > Money::ZERO {
            let limit = row.limit.checked_sub(part).map_err(too_much)?;
            rest = rest.checked_sub(part).map_err(too_much)?;
            changed.push(Model { limit, ..row.clone() });
        }
    }
    if rest > Money::ZERO {
        return Err(Refusal::Short(amount.checked_sub(rest).map_err(too_much)?));
    }
    if let Some(row) = to.first() {
        let limit = row.limit.checked_add(amount).map_err(too_much)?;
        changed.push(Model { limit, ..row.clone() });
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use kernel::Month;
    use proptest::prelude::*;

    use super::*;

    fn budget(id: i64, key: &str, limit: i64) -> Model {
        Model {
            id,
            user_id: 1,
            category: key.to_uppercase(),
            category_key: key.into(),
            limit: Money::from_units(limit),
            spent: Money::ZERO,
            month: Month::new(2026, 3).expect("a month"),
            currency: "EUR".parse().expect("a currency"),
            rollover: Rollover::None,
            created_at: Default::default(),
            updated_at: None,
        }
    }

    fn limits(rows: &[Model]) -> Vec<(i64, i64)> {
        rows.iter().map(|row| (row.id, row.limit.units())).collect()
    }

    #[test]
    fn a_copy_makes_what_lacks_and_overwrites_when_asked() {
        let source = [budget(1, "food", 5), budget(2, "fun", 6), budget(3, "food", 7)];
        let all = copying(&source, &[], false);
        assert_eq!((all.new.len(), all.changed.len()), (3, 0));
        let target = [budget(8, "food", 1), budget(9, "food", 7)];
        let kept = copying(&source, &target, false);
        assert_eq!((kept.new.len(), kept.new[0].name.as_str(), kept.changed.len()), (1, "FUN", 0));
        let over = copying(&source, &target, true);
        assert_eq!((over.new.len(), limits(&over.changed)), (1, vec![(8, 5)]));
    }

    #[test]
    fn limit_is_taken_from_the_oldest_and_not_below_nothing() {
        let (from, to) =
            ([budget(1, "food", 30), budget(2, "food", 40)], [budget(3, "fun", 5), budget(4, "fun", 5)]);
        let moved = |units| moving(&from, &to, Money::from_units(units)).map(|rows| limits(&rows));
        assert_eq!(moved(20), Ok(vec![(1, 10), (3, 25)]));
        assert_eq!(moved(70), Ok(vec![(1, 0), (2, 0), (3, 75)]));
        assert_eq!(moved(71), Err(Refusal::Short(Money::from_units(70))));
        let full = [budget(3, "fun", i64::MAX)];
        assert_eq!(moving(&from, &full, Money::from_units(1)), Err(Refusal::TooMuch));
    }

    proptest! {
        #[test]
        fn moving_keeps_the_sum(
            from in prop::collection::vec(0i64..1_000, 1..4), to in prop::collection::vec(0i64..1_000, 1..4),
            amount in 1i64..3_000,
        ) {
            let rows = |key: &str, first: i64, limits: &[i64]| {
                (first..).zip(limits).map(|(id, limit)| budget(id, key, *limit)).collect::<Vec<_>>()
            };
            let (from, to) = (rows("food", 1, &from), rows("fun", 9, &to));
            let sum = |rows: &[Model]| rows.iter().map(|row| row.limit.units()).sum::<i64>();
            match moving(&from, &to, Money::from_units(amount)) {
                Err(refusal) => {
                    prop_assert_eq!(refusal, Refusal::Short(Money::from_units(sum(&from))));
                    prop_assert!(sum(&from) < amount);
                }
                Ok(changed) => {
                    let after = |rows: &[Model]| rows.iter()
                        .map(|row| changed.iter().find(|one| one.id == row.id).unwrap_or(row).clone())
                        .collect::<Vec<_>>();
                    prop_assert_eq!(sum(&after(&from)), sum(&from) - amount);
                    prop_assert_eq!(sum(&after(&to)), sum(&to) + amount);
                    prop_assert!(changed.iter().all(|row| row.limit >= Money::ZERO));
                }
            }
        }
    }
}
