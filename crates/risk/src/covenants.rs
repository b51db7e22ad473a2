//! Covenants: which loans break the limits on their ratios, and how badly.
use serde::Serialize;

pub use crate::filter::{Breaks, Limits};
use crate::{
    filter::Filter,
    sums::{Group, Tally, ratio},
    tape::{Ratio, Rows, Tape},
    top::Top,
};

/// What [`Covenants`] means by its figures.
pub const DEFINITION: &str = "A covenant is broken when debt to equity or leverage is above its limit or interest \
    coverage below it; at the limit it holds, and a ratio that is not known breaks nothing. The total counts broken \
    covenants, so that a loan can count up to three times. Urgent are loans that break two or more, or whose leverage is \
    above 1.2 times or whose coverage is below 0.8 times the limit. A sector is in trouble when more than half of its \
    loans break a covenant.";

/// One covenant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covenant {
    /// The ratio it limits.
    pub ratio: Ratio,
    /// The limit in hundredths; none is not tested.
    pub limit: Option<i32>,
    /// The loans that break it.
    pub broken: Group,
    /// The loans whose ratio is not known.
    pub unknown: Group,
}

/// A loan that breaks covenants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Broken {
    /// Place in the tape.
    pub row: u32,
    /// Key of the loan.
    pub id: i64,
    /// Ten-thousandths of a unit.
    pub exposure: i64,
    /// 1 to 3.
    pub breaches: u32,
    /// Two or more, or one by far.
    pub urgent: bool,
    /// Ratios in the order of [`Ratio::ALL`], in hundredths.
    pub ratios: [Option<i32>; 3],
    /// Which of them break their limit.
    pub broken: [bool; 3],
}

/// A sector and its loans that break covenants.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sector {
    /// Its loans that break a covenant.
    pub broken: Group,
    /// How many loans it has.
    pub loans: u64,
    /// Share of its loans that break a covenant, by count, 0–1.
    pub rate: f64,
    /// More than half of them.
    pub in_trouble: bool,
}

/// Which loans break their covenants.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Covenants {
    /// The sum over the three.
    pub total: u64,
    /// In the order of [`Ratio::ALL`].
    pub each: [Covenant; 3],
    /// Loans that break at least one.
    pub broken: Group,
    /// Loans that break exactly none, one, two, three.
    pub by_number: [u64; 4],
    /// Loans that must be looked at first.
    pub urgent: Group,
    /// Sectors that have broken covenants, highest rate first.
    pub sectors: Vec<Sector>,
    /// The worst loans: urgent before others, more breaches before fewer, greater before smaller.
    pub worst: Vec<Broken>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// What one pass over the loans adds up.
struct Pass {
    /// By marks: bits 0–2 the covenant is broken, bits 3–5 its ratio is not known, bit 6 urgent.
    marked: [Tally; 128],
    /// By sector: those that hold all covenants, and those that break one.
    sectors: Vec<Tally>,
    /// By urgency, number of breaches and exposure.
    top: Top<i128>,
}

impl Pass {
    /// The loans whose marks are so.
    fn sum(&self, wanted: impl Fn(usize) -> bool) -> Tally {
        let marked = self.marked.iter().enumerate().filter(|(marks, _)| wanted(*marks));
        marked.fold(Tally::default(), |sum, (_, tally)| sum.with(tally))
    }
}

/// Which loans break these limits, with the `top` worst. Source: contract §5 (covenant-compliance) and §6, page 14.
pub fn covenants(tape: &Tape, rows: Rows<'_>, limits: Limits, top: usize) -> Covenants {
    let pass = pass(tape, rows, limits, top);
    let total = pass.sum(|_| true).exposure;
    let number = |marks: usize| (marks & 7).count_ones() as usize;
    let breaks = |at_least, urgent| {
        let breaks = vec![Breaks { limits, at_least, urgent }];
        Filter { breaks, ..Filter::default() }
    };
    let covenant = |at: usize| {
        let ratio = Ratio::ALL[at];
        let band = limits.broken(ratio);
        let none = || Filter::ratings([]);
        let unknown = Filter { unknown: vec![ratio], ..Filter::default() };
        Covenant {
            ratio,
            limit: [limits.max_debt_to_equity, limits.min_interest_coverage, limits.max_leverage][at],
            broken: Group::of(
                Some("Broken"),
                &pass.sum(|marks| marks >> at & 1 == 1),
                total,
                band.map_or_else(none, |band| Filter::ratio(ratio, band)),
            ),
            unknown: Group::of(
                Some("Not known"),
                &pass.sum(|marks| marks >> (3 + at) & 1 == 1),
                total,
                unknown,
            ),
        }
    };
    // Loans that break nothing were seen too, as no branch could be guessed; their rank is 0.
    let worst = pass.top.clone().finish().into_iter().filter(|(rank, _)| rank >> 64 > 0);
    let worst = worst.map(|(_, row)| broken_loan(tape, row, &limits)).collect();
    Covenants {
        total: (0..128).map(|marks| number(marks) as u64 * pass.marked[marks].count).sum(),
        each: [covenant(0), covenant(1), covenant(2)],
        broken: Group::of(Some("Broken"), &pass.sum(|marks| number(marks) > 0), total, breaks(1, false)),
        by_number: std::array::from_fn(|wanted| pass.sum(|marks| number(marks) == wanted).count),
        urgent: Group::of(Some("Urgent"), &pass.sum(|marks| marks & 64 != 0), total, breaks(1, true)),
        sectors: sectors(tape, &pass.sectors, total, &breaks(1, false)),
        worst,
        definition: DEFINITION,
    }
}

fn pass(tape: &Tape, rows: Rows<'_>, limits: Limits, top: usize) -> Pass {
    let last = tape.sector.words.len();
    let mut pass = Pass {
        marked: [Tally::default(); 128],
        sectors: vec![Tally::default(); 2 * (last + 1)],
        top: Top::new(top),
    };
    rows.each(|row| {
        let (exposure, rate) = (tape.exposure[row], tape.rate[row]);
        let marks = limits.marks(tape, row);
        let (broken, urgent) = (marks & 7, marks >> 6);
        pass.marked[marks as usize & 127].add(exposure, rate);
        let slot = (tape.sector.codes[row] as usize).min(last);
        pass.sectors[2 * slot + usize::from(broken != 0)].add(exposure, rate);
        let rank = i128::from(4 * urgent + broken.count_ones());
        pass.top.see((rank << 64) + i128::from(exposure), row);
    });
    pass
}

fn sectors(tape: &Tape, sums: &[Tally], total: i128, breaks: &Filter) -> Vec<Sector> {
    let mut sectors: Vec<Sector> = Vec::new();
    for (slot, both) in sums.chunks_exact(2).enumerate().filter(|(_, both)| both[1].count > 0) {
        let word = tape.sector.words.get(slot);
        let (broken, loans) = (&both[1], both[0].count + both[1].count);
        sectors.push(Sector {
            broken: Group::of(word, broken, total, breaks.and(&Filter::sector(word))),
            loans,
            rate: ratio(i128::from(broken.count), i128::from(loans)),
            in_trouble: broken.count * 2 > loans,
        });
    }
    sectors.sort_by(|a, b| {
        let greater = b.broken.exposure.cmp(&a.broken.exposure);
        b.rate.total_cmp(&a.rate).then(greater).then_with(|| a.broken.key.cmp(&b.broken.key))
    });
    sectors
}

fn broken_loan(tape: &Tape, row: u32, limits: &Limits) -> Broken {
    let at = row as usize;
    let ratios = Ratio::ALL.map(|ratio| Some(tape.ratio(ratio)[at]).filter(|value| *value != Tape::NONE));
    let broken = |ratio: Ratio| {
        let value = tape.ratio(ratio)[at];
        value != Tape::NONE && limits.broken(ratio).is_some_and(|band| band.holds(value))
    };
    Broken {
        row,
        id: tape.ids[at],
        exposure: tape.exposure[at],
        breaches: limits.breaches(tape, at),
        urgent: limits.is_urgent(tape, at),
        ratios,
        broken: Ratio::ALL.map(broken),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tape::{Loan, Writer};

    /// Debt to equity, interest coverage, leverage, sector.
    type Ratios<'a> = (Option<i32>, Option<i32>, Option<i32>, &'a str);

    fn tape(loans: &[Ratios<'_>]) -> Tape {
        let mut writer = Writer::default();
        for (id, (debt_to_equity, interest_coverage, leverage, sector)) in loans.iter().copied().enumerate() {
            let (id, exposure) = (id as i64, 100 + id as i64);
            let loan =
                Loan { id, exposure, sector, debt_to_equity, interest_coverage, leverage, ..Loan::default() };
            assert!(writer.push(&loan));
        }
        writer.finish()
    }

    #[test]
    fn limits_hold_at_their_value_and_break_past_it() {
        let tape = tape(&[
            (Some(350), Some(250), Some(400), "Energy"),
            (Some(351), None, None, "Energy"),
            (None, Some(249), Some(480), "Health"),
            (None, None, Some(481), "Health"),
            (Some(400), Some(199), Some(500), "Health"),
            (None, Some(200), None, "Retail"),
        ]);
        let result = covenants(&tape, tape.all(), Limits::default(), 9);
        assert_eq!(result.each.clone().map(|one| one.broken.count), [2, 3, 3]);
        assert_eq!((result.total, result.broken.count, result.by_number), (8, 5, [1, 3, 1, 1]));
        assert_eq!(result.each.clone().map(|one| one.unknown.count), [3, 2, 2]);
        // Two breaches, leverage 4.81 > 4.8, three breaches; 4.80 alone and 2.00 = 0.8 × 2.5 alone are not.
        assert_eq!((result.urgent.count, result.urgent.filter.rows(&tape)), (3, vec![2, 3, 4]));
        let worst: Vec<i64> = result.worst.iter().map(|one| one.id).collect();
        assert_eq!(worst, [4, 2, 3, 5, 1]);
        assert_eq!(result.worst[1].broken, [false, true, true]);
        let sectors: Vec<_> = result.sectors.iter().map(|one| (one.rate, one.in_trouble)).collect();
        assert_eq!(sectors, [(1.0, true), (1.0, true), (0.5, false)]);
    }

    #[test]
    fn a_covenant_that_is_not_tested_is_not_broken() {
        let tape = tape(&[(Some(999), Some(1), Some(999), "Energy")]);
        let limits = Limits { max_debt_to_equity: None, min_interest_coverage: None, max_leverage: None };
        let result = covenants(&tape, tape.all(), limits, 9);
        assert_eq!((result.total, result.broken.count, result.urgent.count), (0, 0, 0));
        assert_eq!(result.each[0].broken.filter.rows(&tape), [] as [u32; 0]);
    }

    proptest! {
        #[test]
        fn the_filters_list_the_loans(loans in prop::collection::vec(
            (prop::option::of(0..800), prop::option::of(0..500), prop::option::of(0..900)), 0..50)
        ) {
            let loans: Vec<_> = loans.into_iter().map(|(one, two, three)| (one, two, three, "Energy")).collect();
            let tape = tape(&loans);
            let result = covenants(&tape, tape.all(), Limits::default(), 5);
            let each = result.each.iter().flat_map(|one| [&one.broken, &one.unknown]);
            let sectors = result.sectors.iter().map(|one| &one.broken);
            for group in each.chain(sectors).chain([&result.broken, &result.urgent]) {
                prop_assert_eq!(group.filter.rows(&tape).len() as u64, group.count);
            }
            prop_assert_eq!(result.by_number.iter().sum::<u64>(), tape.len() as u64);
            prop_assert_eq!(result.by_number[1] + 2 * result.by_number[2] + 3 * result.by_number[3], result.total);
        }
    }
}
