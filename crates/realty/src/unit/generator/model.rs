//! Which units a plan of floors and stacks makes. Pure.
use std::collections::HashSet;

use kernel::{Error, Money, Result, amount::MOST};

/// At most so many units at once.
pub const UNITS: usize = 2_000;

/// Floors and stacks.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// The lowest floor.
    pub first: i64,
    /// The highest floor.
    pub last: i64,
    /// Floors that have no homes: the thirteenth, the one with the machines.
    pub skipped: &'a [i64],
    /// How a number is made: `{floor}` and `{stack}` stand for theirs, `{floor:02}` for two digits at least.
    pub numbering: &'a str,
    /// What each further floor adds to the price.
    pub step: Money,
    /// The stacks: name, price on the first floor, and a step of its own.
    pub stacks: Vec<Stack<'a>>,
}

/// The homes above each other.
#[derive(Clone, Debug)]
pub struct Stack<'a> {
    /// How it is called.
    pub name: &'a str,
    /// The price of the lowest home.
    pub price: Money,
    /// What each further floor adds, where this stack has a step of its own.
    pub step: Option<Money>,
}

/// A unit of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Its number.
    pub unit_number: String,
    /// Its floor.
    pub floor: i64,
    /// Which of the stacks.
    pub stack: usize,
    /// Its price.
    pub price: Money,
}

/// A number by its pattern; a word in braces that is neither floor nor stack stays as it is.
pub fn number(pattern: &str, floor: i64, stack: &str) -> String {
    pattern
        .replace("{floor:02}", &format!("{floor:02}"))
        .replace("{floor}", &floor.to_string())
        .replace("{stack}", stack)
}

/// The units of a plan, from the ground up, stack by stack. No two have the same number.
pub fn units(plan: &Plan<'_>) -> Result<Vec<Planned>> {
    if plan.last < plan.first {
        return Err(Error::invalid("last_floor", format!("must not be below first_floor ({})", plan.first)));
    }
    let mut names = HashSet::new();
    if let Some(twice) = plan.stacks.iter().find(|stack| !names.insert(stack.name)) {
        return Err(Error::invalid("stacks", format!("two stacks have the name {}", twice.name)));
    }
    let floors = (plan.first..=plan.last).filter(|floor| !plan.skipped.contains(floor)).collect::<Vec<_>>();
    let all = floors.len() * plan.stacks.len();
    if all == 0 || all > UNITS {
        let says = format!(
            "{} floors × {} stacks make {all} homes; 1 to {UNITS} go at once",
            floors.len(),
            plan.stacks.len()
        );
        return Err(Error::invalid("stacks", says));
    }
    let mut units = Vec::with_capacity(all);
    for (level, floor) in floors.iter().enumerate() {
        for (n, stack) in plan.stacks.iter().enumerate() {
            let unit_number = number(plan.numbering, *floor, stack.name);
            units.push(Planned { unit_number, floor: *floor, stack: n, price: price(plan, stack, level)? });
        }
    }
    check_numbers(&units)?;
    Ok(units)
}

fn price(plan: &Plan<'_>, stack: &Stack<'_>, level: usize) -> Result<Money> {
    let step = stack.step.unwrap_or(plan.step);
    let rise = step.units().checked_mul(level as i64).map(Money::from_units);
    let price = rise.and_then(|rise| stack.price.checked_add(rise).ok());
    price.filter(|price| (Money::ZERO..=MOST).contains(price)).ok_or_else(|| {
        let says =
            format!("the price of stack {} leaves 0 to {MOST} on floor level {}", stack.name, level + 1);
        Error::invalid("price_step", says)
    })
}

fn check_numbers(units: &[Planned]) -> Result<()> {
    let mut seen = HashSet::new();
    for unit in units {
        let number = unit.unit_number.as_str();
        if number.is_empty() || number.chars().count() > 50 {
            let says = format!("makes the number \"{number}\"; a number has 1 to 50 characters");
            return Err(Error::invalid("numbering", says));
        }
        if !seen.insert(number) {
            let says = format!("makes the number {number} twice: let it hold {{floor}} and {{stack}}");
            return Err(Error::invalid("numbering", says));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn plan(numbering: &str) -> Plan<'_> {
        let stack = |name, price| Stack { name, price: Money::from_units(price), step: None };
        Plan {
            first: 1,
            last: 14,
            skipped: &[13],
            numbering,
            step: Money::from_units(50),
            stacks: vec![stack("01", 1000), Stack { step: Some(Money::ZERO), ..stack("02", 2000) }],
        }
    }

    #[test]
    fn floors_times_stacks() {
        let units = units(&plan("A-{floor}{stack}")).expect("a plan");
        assert_eq!(units.len(), 26);
        assert_eq!((units[0].unit_number.as_str(), units[0].price.units()), ("A-101", 1000));
        let last = &units[25];
        assert_eq!((last.unit_number.as_str(), last.floor, last.price.units()), ("A-1402", 14, 2000));
        // The floor that is left out adds nothing to the price.
        assert_eq!(units[24].price.units(), 1000 + 12 * 50);
        assert_eq!(number("T{floor:02}/{stack}{x}", 3, "N"), "T03/N{x}");
    }

    #[test]
    fn plans_that_make_no_sense_are_refused() {
        let says = |plan: Plan<'_>| units(&plan).expect_err("refused").detail.into_owned();
        assert!(says(plan("A")).contains("twice"));
        assert!(says(plan("")).contains("1 to 50"));
        assert!(says(Plan { last: 0, ..plan("{floor}{stack}") }).contains("first_floor"));
        assert!(says(Plan { last: 1_500, ..plan("{floor}-{stack}") }).contains("1 to 2000"));
        assert!(says(Plan { last: 1, skipped: &[1], ..plan("{floor}{stack}") }).contains("make 0"));
        assert!(says(Plan { step: Money::from_units(-500), ..plan("{floor}{stack}") }).contains("price"));
        let twice = plan("{floor}{stack}").stacks[0].clone();
        assert!(says(Plan { stacks: vec![twice.clone(), twice], ..plan("x") }).contains("two stacks"));
    }

    proptest! {
        #[test]
        fn every_unit_is_in_its_place(first in -5..50i64, floors in 1..60i64, stacks in 1..20usize, step in -10..1000i64) {
            let names = (1..=stacks).map(|n| format!("{n:02}")).collect::<Vec<_>>();
            let base = |name| Stack { name, price: Money::from_units(10_000), step: None };
            let plan = Plan {
                first, last: first + floors - 1, skipped: &[], numbering: "{floor}-{stack}",
                step: Money::from_units(step), stacks: names.iter().map(|name| base(name.as_str())).collect(),
            };
            let units = units(&plan).expect("a plan");
            prop_assert_eq!(units.len(), floors as usize * stacks);
            for unit in units {
                prop_assert_eq!(unit.price.units(), 10_000 + step * (unit.floor - first));
                prop_assert_eq!(unit.unit_number, format!("{}-{}", unit.floor, names[unit.stack]));
            }
        }
    }
}
