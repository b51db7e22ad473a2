//! Default probabilities over time from the portfolio's own past. Pure.
use risk::{
    history::History,
    ifrs9::curve::Curve,
    migration::{
        cohort::{self, Withdrawn},
        walk::Defaults,
    },
    rates::Rates,
    scale::{NOTCHES, Rating},
};

/// How many years the matrix looks ahead; beyond them the last one's conditional probability goes on.
const AHEAD: u32 = 30;

/// Where the probabilities come from.
pub const DEFINITION: &str = "Conditional probabilities of default from the powers of the portfolio's own yearly cohort matrix, \
     all its loans together, withdrawn ones removed and default absorbing; a rating that no loan had takes the default \
     probability of the table of rates, and then stays or defaults. A rating of which no loan ever got worse has none.";

/// The curve of the ratings on these days, a year apart. None when they are too many.
pub fn curve(history: &History, days: &[i32], rates: &Rates) -> Option<Curve> {
    let counts = cohort::count(history, days, Defaults::InPeriod)?;
    let matrix = cohort::matrix(&counts, Withdrawn::Removed, 0.95);
    let mut square = matrix.square();
    for (line, row) in matrix.lines.iter().zip(&mut square.0).filter(|(line, _)| line.base == 0) {
        let pd = f64::from(rates.pd(line.from)) / 1e6;
        *row = [0.0; NOTCHES];
        row[line.from.index()] = 1.0 - pd;
        row[Rating::D.index()] = pd;
    }
    let mut curve = Curve::cumulative(&square.cumulative_defaults(AHEAD))?;
    curve.definition = DEFINITION;
    Some(curve)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Of three BB one defaults and one becomes BBB, which nobody left: 1/3, then 1/3·1/3 of 2/3 alive.
    #[test]
    fn a_rating_takes_its_own_past_or_the_table() {
        let bb = Rating(11);
        let history = History::sorted([
            (0, 1, bb),
            (1, 1, bb),
            (2, 1, bb),
            (0, 100, Rating::D),
            (1, 100, Rating(8)),
            (3, 1, Rating(8)),
        ]);
        let curve = curve(&history, &[10, 375], &Rates::default()).unwrap();
        assert!((curve.conditional(bb, 0) - 1.0 / 3.0).abs() < 1e-12);
        assert!((curve.conditional(bb, 1) - 1.0 / 6.0).abs() < 1e-12);
        assert_eq!(curve.conditional(Rating(8), 5), 0.0);
        // B, which no loan had, defaults as the table says: 7.8 % each year.
        assert!((curve.conditional(Rating(14), 0) - 0.078).abs() < 1e-12);
        assert!((curve.conditional(Rating(14), 9) - 0.078).abs() < 1e-9);
    }
}
