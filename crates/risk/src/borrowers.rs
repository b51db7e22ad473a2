//! Borrowers: each with all of its loans, found by a part of the name.
use serde::Serialize;

use crate::{
    filter::Filter,
    scale::Rating,
    status::Status,
    sums::{Group, Tally, ratio},
    tape::{Codes, Rows, Tape},
};

/// What [`Borrowers`] means by its figures.
pub const DEFINITION: &str = "A borrower is one name, exactly as written. Shares are by exposure: the performing share \
    of the borrower's own, its share of all loans looked at. High risk is a rating of the grades B, CCC, CC, C and D, \
    speculative one from BB+ to C, that is below investment grade and not in default.";

/// B+ and worse: the contract's high-risk grades D, C, B with all that lies between.
pub fn is_high_risk(rating: Rating) -> bool {
    rating >= Rating(13) && rating.is_notch()
}

/// BB+ to C: the contract's speculative grades BB, B, CCC and the two below that are not a default (S&P's "speculative
/// grade").
pub fn is_speculative(rating: Rating) -> bool {
    !rating.is_investment_grade() && rating < Rating::D
}

/// In which order borrowers come; equal ones by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Greatest exposure first.
    #[default]
    Exposure,
    /// By name.
    Name,
    /// Most loans first.
    Loans,
    /// Worst rating first, then greatest exposure.
    Worst,
}

/// A borrower.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Borrower {
    /// Its loans.
    pub group: Group,
    /// Share of its exposure that performs, 0–1.
    pub performing: f64,
    /// The notch nearest to the exposure-weighted mean of its ratings.
    pub rating: Option<Rating>,
    /// The worst rating that one of its loans has.
    pub worst: Rating,
    /// Exposure of high-risk ratings, in ten-thousandths of a unit.
    pub high_risk: i128,
    /// Exposure of speculative ratings, in ten-thousandths of a unit.
    pub speculative: i128,
}

/// Borrowers that were found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Borrowers {
    /// How many were found.
    pub found: u64,
    /// How many there are.
    pub all: u64,
    /// Some of them, in the order asked for.
    pub borrowers: Vec<Borrower>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// What decides the order; small, as there may be a million of them.
#[derive(Clone, Copy, Default)]
struct Rank {
    exposure: i128,
    count: u32,
    worst: Rating,
}

/// The sums of a borrower that is shown.
#[derive(Clone, Copy, Default)]
struct Sums {
    whole: Tally,
    performing: i128,
    high_risk: i128,
    speculative: i128,
    notches: i128,
}

/// Borrowers whose name contains `part` in any case (all, when it is empty), `limit` of them after the first `skip`.
/// Source: contract §6, page 4.
pub fn borrowers(
    tape: &Tape,
    rows: Rows<'_>,
    part: &str,
    order: Order,
    (skip, limit): (usize, usize),
) -> Borrowers {
    let column = &tape.borrower;
    let ranks = ranks(tape, rows);
    let total = ranks.iter().map(|rank| rank.exposure).sum();
    let mut slots: Vec<u32> =
        (0..ranks.len() as u32).filter(|slot| ranks[*slot as usize].count > 0).collect();
    let all = slots.len() as u64;
    if !part.is_empty() {
        let chosen = crate::filter::containing(&column.words, part);
        slots.retain(|slot| chosen[*slot as usize]);
    }
    let found = slots.len() as u64;
    choose(column, &ranks, &mut slots, order, skip.saturating_add(limit));
    slots.drain(..skip.min(slots.len()));
    let borrowers = sums(tape, rows, &slots).into_iter().zip(slots).map(|(sum, slot)| {
        let word = column.words.get(slot as usize);
        Borrower {
            group: Group::of(word, &sum.whole, total, Filter::borrower(word)),
            performing: ratio(sum.performing, sum.whole.exposure),
            rating: Rating::nearest(sum.notches, sum.whole.exposure),
            worst: ranks[slot as usize].worst,
            high_risk: sum.high_risk,
            speculative: sum.speculative,
        }
    });
    Borrowers { found, all, borrowers: borrowers.collect(), definition: DEFINITION }
}

fn ranks(tape: &Tape, rows: Rows<'_>) -> Vec<Rank> {
    let last = tape.borrower.words.len();
    let mut ranks = vec![Rank::default(); last + 1];
    let (codes, exposure, rating) = (&tape.borrower.codes[..], &tape.exposure[..], &tape.rating[..]);
    rows.each(|row| {
        let rank = &mut ranks[(codes[row] as usize).min(last)];
        rank.exposure += i128::from(exposure[row]);
        rank.count += 1;
        rank.worst = rank.worst.max(rating[row]);
    });
    ranks
}

/// The sums of these borrowers, from a second pass that looks closer at their loans only.
fn sums(tape: &Tape, rows: Rows<'_>, slots: &[u32]) -> Vec<Sums> {
    let last = tape.borrower.words.len();
    let mut places = vec![u32::MAX; last + 1];
    slots.iter().zip(0..).for_each(|(slot, place)| places[*slot as usize] = place);
    let mut sums = vec![Sums::default(); slots.len()];
    rows.each(|row| {
        let place = places[(tape.borrower.codes[row] as usize).min(last)];
        let Some(sum) = sums.get_mut(place as usize) else { return };
        let (exposure, rating) = (tape.exposure[row], tape.rating[row]);
        let counted = |counts: bool| i128::from(exposure * i64::from(counts));
        sum.whole.add(exposure, tape.rate[row]);
        sum.performing += counted(tape.status[row] == Status::Performing);
        sum.high_risk += counted(is_high_risk(rating));
        sum.speculative += counted(is_speculative(rating));
        sum.notches += i128::from(exposure) * i128::from(rating.notch());
    });
    sums
}

/// Leaves the first `limit` slots in order.
fn choose(column: &Codes, ranks: &[Rank], slots: &mut Vec<u32>, order: Order, limit: usize) {
    let compare = |a: &u32, b: &u32| {
        let (one, other) = (&ranks[*a as usize], &ranks[*b as usize]);
        let greater = || other.exposure.cmp(&one.exposure);
        let first = match order {
            Order::Exposure => greater(),
            Order::Name => std::cmp::Ordering::Equal,
            Order::Loans => other.count.cmp(&one.count),
            Order::Worst => other.worst.cmp(&one.worst).then_with(greater),
        };
        let name = |slot: &u32| {
            let word = column.words.get(*slot as usize);
            (word.is_none(), word)
        };
        first.then_with(|| name(a).cmp(&name(b)))
    };
    if limit > 0 && limit < slots.len() {
        slots.select_nth_unstable_by(limit - 1, compare);
    }
    slots.truncate(limit);
    slots.sort_unstable_by(compare);
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
        let loans = [
            (300, 50_000, "A", Status::Performing, "Shell Energy"),
            (100, 90_000, "B+", Status::Defaulted, "Shell Energy"),
            (500, 70_000, "BB+", Status::WatchList, "Bayer"),
            (100, 10_000, "D", Status::Defaulted, "shellac"),
        ];
        for (exposure, rate, name, status, borrower) in loans {
            let rating = Rating::parse(name).unwrap();
            assert!(writer.push(&Loan { exposure, rate, rating, status, borrower, ..Loan::default() }));
        }
        writer.finish()
    }

    fn names(found: &Borrowers) -> Vec<&str> {
        found.borrowers.iter().filter_map(|one| one.group.key.as_deref()).collect()
    }

    #[test]
    fn a_borrower_is_found_by_a_part_of_its_name() {
        let tape = tape();
        let found = borrowers(&tape, tape.all(), "SHELL", Order::Exposure, (0, 9));
        assert_eq!((found.found, found.all, names(&found)), (2, 3, vec!["Shell Energy", "shellac"]));
        let shell = &found.borrowers[0];
        assert_eq!((shell.group.count, shell.group.share, shell.group.weighted_rate), (2, 0.4, Some(6.0)));
        assert_eq!((shell.performing, shell.high_risk, shell.speculative), (0.75, 100, 100));
        // (300·5 + 100·13) / 400 = 7
        assert_eq!((shell.rating, shell.worst), (Some(Rating(7)), Rating(13)));
        assert_eq!((found.borrowers[1].high_risk, found.borrowers[1].speculative), (100, 0));
    }

    #[test]
    fn orders_and_pages() {
        let tape = tape();
        let list = |order, page| {
            let found = borrowers(&tape, tape.all(), "", order, page);
            names(&found).into_iter().map(String::from).collect::<Vec<_>>()
        };
        assert_eq!(list(Order::Exposure, (0, 9)), ["Bayer", "Shell Energy", "shellac"]);
        assert_eq!(list(Order::Worst, (0, 1)), ["shellac"]);
        assert_eq!(list(Order::Loans, (1, 1)), ["Bayer"]);
        assert_eq!(list(Order::Name, (2, 9)), ["shellac"]);
        assert!(list(Order::Name, (3, 9)).is_empty() && list(Order::Name, (0, 0)).is_empty());
    }

    proptest! {
        #[test]
        fn borrowers_part_the_loans(tape in tapes()) {
            let found = borrowers(&tape, tape.all(), "", Order::Exposure, (0, usize::MAX));
            prop_assert_eq!(found.borrowers.iter().map(|one| one.group.count).sum::<u64>(), tape.len() as u64);
            for one in &found.borrowers {
                prop_assert_eq!(one.group.filter.rows(&tape).len() as u64, one.group.count);
                prop_assert!(one.high_risk <= one.group.exposure && one.speculative <= one.group.exposure);
            }
        }
    }
}
