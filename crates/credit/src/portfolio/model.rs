//! What the loans of a portfolio come to. Pure.
use kernel::{Error, Money, Result};
use risk::{scale::Rating, status::Status, sums::Grid, tape::Tape};

/// Loans of one rating and status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// Their rating.
    pub rating: Rating,
    /// Their status.
    pub status: Status,
    /// How many there are.
    pub loans: i64,
    /// What they come to in units of 10⁻⁴.
    pub amount: i128,
}

/// What all loans of a portfolio come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are.
    pub loans: i64,
    /// The sum of their amounts.
    pub exposure: Money,
    /// The notch nearest to the mean of all notches, weighted by amount; half a notch is the worse one. None without
    /// a loan.
    pub average: Option<Rating>,
    /// How many there are of each status, in the order of [`Status::ALL`].
    pub by_status: [i64; 4],
}

/// The tallies of loans in columns.
pub fn tallies(tape: &Tape) -> Vec<Tally> {
    let grid = Grid::of(tape, tape.all());
    let all = Rating::ALL.into_iter().flat_map(|rating| Status::ALL.map(|status| (rating, status)));
    let tally = |(rating, status)| {
        let cell = grid.cell(rating, status);
        Tally { rating, status, loans: cell.count as i64, amount: cell.exposure }
    };
    all.map(tally).filter(|tally| tally.loans > 0).collect()
}

/// Adds tallies up: exactly, and rounded once.
pub fn totals(tallies: &[Tally]) -> Result<Totals> {
    let mut totals = Totals::default();
    let (mut amount, mut weighted) = (0_i128, 0_i128);
    for tally in tallies {
        totals.loans += tally.loans;
        totals.by_status[tally.status.index()] += tally.loans;
        amount += tally.amount;
        weighted += tally.amount * i128::from(tally.rating.notch());
    }
    let units =
        i64::try_from(amount).map_err(|_| Error::internal("the total of a portfolio is too large"))?;
    totals.exposure = Money::from_units(units);
    totals.average = Rating::nearest(weighted, amount);
    Ok(totals)
}

/// A name as it is kept: without space around it, and not empty.
pub fn name(given: &str) -> Result<String> {
    let name = given.trim();
    if name.is_empty() {
        return Err(Error::invalid("name", "must have at least 1 characters"));
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(rating: &str, status: Status, loans: i64, amount: i128) -> Tally {
        Tally { rating: Rating::parse(rating).unwrap(), status, loans, amount }
    }

    #[test]
    fn the_average_is_weighted_by_amount_on_the_scale_of_notches() {
        assert_eq!(totals(&[]).unwrap(), Totals::default());
        // 1,000,000 of A (5) and 3,000,000 of BB (11): (5 + 33) / 4 = 9.5, and half a notch is the worse one: BB+ (10).
        let both = [
            tally("A", Status::Performing, 1, 10_000_000_000),
            tally("BB", Status::WatchList, 2, 30_000_000_000),
        ];
        let sums = totals(&both).unwrap();
        assert_eq!(sums.average.unwrap().name(), "BB+");
        assert_eq!(
            (sums.loans, sums.by_status, sums.exposure.to_string()),
            (3, [1, 2, 0, 0], "4000000.00".into())
        );
    }

    #[test]
    fn a_name_is_trimmed_and_never_empty() {
        assert_eq!(name("  Book ").unwrap(), "Book");
        assert_eq!(name(" \t").unwrap_err().detail, "name: must have at least 1 characters");
    }

    proptest! {
        #[test]
        fn the_average_lies_between_the_best_and_the_worst(
            parts in prop::collection::vec((0_u8..22, 1_i128..10_000_000_000_000), 1..20)
        ) {
            let tallies = parts.iter().map(|(notch, amount)| Tally {
                rating: Rating(*notch), status: Status::Performing, loans: 1, amount: *amount,
            });
            let average = totals(&tallies.collect::<Vec<_>>()).unwrap().average.unwrap().notch();
            let notches = || parts.iter().map(|part| part.0);
            prop_assert!(notches().min().unwrap() <= average && average <= notches().max().unwrap());
        }
    }
}
