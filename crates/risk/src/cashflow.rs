//! What comes in, month by month.
use serde::Serialize;

use crate::{
    calendar::Calendar,
    filter::{Band, Filter},
    sums::{Group, Tally, rounded},
    tape::{Rows, Tape},
};

/// Days of a step.
pub const STEP: i32 = 30;

/// The steps a projection may have; the contract's pages offer 6 to 60.
pub const MOST_STEPS: u32 = 1_200;

/// Which days belong to step m, counted from d = as_of + 30·m.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    /// Both ends, [d, d + 30], as the contract has it: a loan that matures on the border of two steps is paid in both.
    /// [`Projection::twice`] tells how much that is.
    #[default]
    Both,
    /// The first end only, [d, d + 30): each loan is paid once.
    First,
}

/// Who pays interest in a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Interest {
    /// All loans in every step, as the contract has it.
    #[default]
    Constant,
    /// The loans that have not matured when the step begins.
    Outstanding,
}

/// What a step brings; amounts in ten-thousandths of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// 1 for the first.
    pub month: u32,
    /// Its first day, in days since 1970-01-01.
    pub from: i32,
    /// Its last day.
    pub to: i32,
    /// Σ(w·rate)/12, to the nearest ten-thousandth of a unit.
    pub interest: i128,
    /// The loans that mature in it; their exposure is paid back.
    pub principal: Group,
    /// Interest and principal.
    pub total: i128,
    /// The total of this step and all before.
    pub cumulative: i128,
}

/// What comes in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Projection {
    /// The day on which it begins.
    pub as_of: i32,
    /// The steps, ascending.
    pub steps: Vec<Step>,
    /// Place in `steps` of the greatest total, the first of equal ones.
    pub peak: Option<usize>,
    /// Σ interest.
    pub interest: i128,
    /// Σ principal.
    pub principal: i128,
    /// The exposure that is paid in two steps, because both ends belong to a step.
    pub twice: i128,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The cash flow of `months` steps of 30 days from `as_of` on (at most [`MOST_STEPS`]). Source: contract §6, page 5.
/// Step m: interest Σ(w·rate/100/12); principal Σw of the loans that mature in it.
pub fn projection(
    tape: &Tape,
    rows: Rows<'_>,
    as_of: i32,
    months: u32,
    (ends, interest): (Ends, Interest),
) -> Projection {
    of(&Calendar::of(tape, rows, as_of), months, ends, interest)
}

/// The cash flow of a calendar.
pub fn of(calendar: &Calendar, months: u32, ends: Ends, interest: Interest) -> Projection {
    let months = months.min(MOST_STEPS);
    let (inside, borders) = by_step(calendar, months);
    let matured = calendar.matured();
    let mut paying = calendar.live();
    if interest == Interest::Constant {
        paying.join(matured);
    }
    let all = calendar.live().exposure + matured.exposure;
    let (mut cumulative, mut steps) = (0, Vec::with_capacity(months as usize));
    for month in 0..months {
        let at = month as usize;
        let from = calendar.as_of.saturating_add(month as i32 * STEP);
        let mut due = inside[at].with(&borders[at]);
        let mut to = from.saturating_add(STEP - 1);
        // What has matured before the step begins pays no more; what is due in it still does.
        let interest_due = rounded(paying.interest, 12_000_000);
        if interest == Interest::Outstanding {
            paying.interest -= due.interest;
        }
        if ends == Ends::Both {
            due.join(&borders[at + 1]);
            to = from.saturating_add(STEP);
        }
        let total = interest_due + due.exposure;
        cumulative += total;
        let filter = Filter::maturity(Band::between(from, to));
        let principal = Group::of(None, &due, all, filter);
        steps.push(Step { month: month + 1, from, to, interest: interest_due, principal, total, cumulative });
    }
    let twice = borders.get(1..months as usize).into_iter().flatten().map(|border| border.exposure).sum();
    Projection {
        as_of: calendar.as_of,
        peak: (0..steps.len()).rev().max_by_key(|at| steps[*at].total),
        interest: steps.iter().map(|step| step.interest).sum(),
        principal: steps.iter().map(|step| step.principal.exposure).sum(),
        twice: if ends == Ends::Both { twice } else { 0 },
        steps,
        definition: definition(ends, interest),
    }
}

/// Per step the loans that mature inside it, and those on its first day; of the latter one more, for the last end.
fn by_step(calendar: &Calendar, months: u32) -> (Vec<Tally>, Vec<Tally>) {
    let mut inside = vec![Tally::default(); months as usize + 1];
    let mut borders = inside.clone();
    for (ahead, tally) in calendar.ahead() {
        let (step, rest) = (ahead / i64::from(STEP), ahead % i64::from(STEP));
        let Some(at) = usize::try_from(step).ok().filter(|at| *at < inside.len()) else { break };
        if rest == 0 { borders[at].join(tally) } else { inside[at].join(tally) }
    }
    (inside, borders)
}

fn definition(ends: Ends, interest: Interest) -> &'static str {
    match (ends, interest) {
        (Ends::Both, Interest::Constant) => {
            "Steps of 30 days. Every step brings a twelfth of a year's interest on all loans, and the exposure of the \
             loans that mature from its first day to 30 days later, both ends included: what matures on the border of \
             two steps counts in both."
        }
        (Ends::Both, Interest::Outstanding) => {
            "Steps of 30 days. Every step brings a twelfth of a year's interest on the loans that have not matured when \
             it begins, and the exposure of the loans that mature from its first day to 30 days later, both ends \
             included: what matures on the border of two steps counts in both."
        }
        (Ends::First, Interest::Constant) => {
            "Steps of 30 days. Every step brings a twelfth of a year's interest on all loans, and the exposure of the \
             loans that mature in it; each loan is paid back once."
        }
        (Ends::First, Interest::Outstanding) => {
            "Steps of 30 days. Every step brings a twelfth of a year's interest on the loans that have not matured when \
             it begins, and the exposure of the loans that mature in it; each loan is paid back once."
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    fn tape() -> Tape {
        let mut writer = Writer::default();
        // Units of 12,000 at 10 %: a hundred a month each.
        for maturity in [-5, 0, 29, 30, 31, 60, 61, 90] {
            assert!(writer.push(&Loan { maturity, exposure: 120_000_000, rate: 100_000, ..Loan::default() }));
        }
        writer.finish()
    }

    #[test]
    fn both_ends_belong_to_a_step() {
        let tape = tape();
        let flow = projection(&tape, tape.all(), 0, 2, (Ends::Both, Interest::Constant));
        let counts: Vec<u64> = flow.steps.iter().map(|step| step.principal.count).collect();
        // [0, 30]: 0, 29, 30; [30, 60]: 30, 31, 60.
        assert_eq!(counts, [3, 3]);
        assert_eq!(flow.twice, 120_000_000);
        // Eight loans pay a hundred units each.
        assert_eq!(flow.steps[0].interest, 8_000_000);
        assert_eq!((flow.steps[1].cumulative, flow.peak), (2 * (8_000_000 + 360_000_000), Some(0)));
    }

    #[test]
    fn each_loan_is_paid_once_and_pays_until_then() {
        let tape = tape();
        let flow = projection(&tape, tape.all(), 0, 4, (Ends::First, Interest::Outstanding));
        let counts: Vec<u64> = flow.steps.iter().map(|step| step.principal.count).collect();
        assert_eq!(counts, [2, 2, 2, 1]);
        let interest: Vec<i128> = flow.steps.iter().map(|step| step.interest / 1_000_000).collect();
        // Seven have not matured at first, then five, three, one.
        assert_eq!(interest, [7, 5, 3, 1]);
        assert_eq!((flow.twice, flow.principal), (0, 7 * 120_000_000));
    }

    #[test]
    fn no_step_has_no_peak() {
        let tape = tape();
        let flow = projection(&tape, tape.all(), 0, 0, (Ends::Both, Interest::Constant));
        assert!(flow.steps.is_empty() && flow.peak.is_none());
        assert_eq!(flow.twice, 0);
    }

    proptest! {
        #[test]
        fn the_filter_of_a_step_lists_its_loans(tape in tapes(), months in 0_u32..40, both in any::<bool>()) {
            let ends = if both { Ends::Both } else { Ends::First };
            let flow = projection(&tape, tape.all(), 0, months, (ends, Interest::Outstanding));
            for step in &flow.steps {
                let rows = step.principal.filter.rows(&tape);
                prop_assert_eq!(tape.total(Rows::These(&rows)), step.principal.exposure);
                prop_assert_eq!(step.to - step.from, if both { 30 } else { 29 });
            }
            let once = Filter::maturity(Band::between(0, months as i32 * 30 - i32::from(!both)));
            if months > 0 {
                let paid = tape.total(Rows::These(&once.rows(&tape)));
                prop_assert_eq!(flow.principal - flow.twice, paid);
            }
        }
    }
}
