//! Default probabilities over time, per notch.

use crate::{
    rates::Rates,
    scale::{NOTCHES, Rating},
};

/// Conditional probabilities of default per year: of those alive at its beginning, who defaults in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Per year, per notch. Years beyond the last are like the last.
    years: Vec<[f64; NOTCHES]>,
    /// Where the probabilities come from.
    pub definition: &'static str,
}

/// From the table of rates.
pub const CONSTANT: &str = "The yearly default probability of the notch each year: PD(t) = 1 − (1 − pd)^t.";

/// From cumulative probabilities.
pub const CUMULATIVE: &str = "Conditional probabilities from cumulative ones: (PD(t) − PD(t−1))/(1 − PD(t−1)); beyond the \
     last year its conditional probability goes on.";

impl Curve {
    /// The same yearly probability for ever: PD(t) = 1 − (1 − pd)^t.
    #[must_use]
    pub fn constant(rates: &Rates) -> Self {
        Self {
            years: vec![Rating::ALL.map(|rating| f64::from(rates.pd(rating)) / 1e6)],
            definition: CONSTANT,
        }
    }

    /// From cumulative probabilities after 1, 2, … years per notch, such as
    /// [`crate::migration::matrix::Square::cumulative_defaults`] of a yearly matrix. A probability that falls counts as
    /// one that stays. Nothing when there is no year.
    #[must_use]
    pub fn cumulative(years: &[[f64; NOTCHES]]) -> Option<Self> {
        let mut before = [0.0_f64; NOTCHES];
        let conditional = years.iter().map(|now| {
            let mut year = [0.0; NOTCHES];
            for (notch, place) in year.iter_mut().enumerate() {
                let (was, is) = (before[notch], now[notch].clamp(before[notch], 1.0));
                *place = if was < 1.0 { (is - was) / (1.0 - was) } else { 1.0 };
                before[notch] = is;
            }
            year
        });
        let years: Vec<_> = conditional.collect();
        (!years.is_empty()).then_some(Self { years, definition: CUMULATIVE })
    }

    /// Conditional probability in a year (0 for the first) of a notch.
    #[must_use]
    pub fn conditional(&self, rating: Rating, year: usize) -> f64 {
        self.years[year.min(self.years.len() - 1)][rating.index().min(NOTCHES - 1)]
    }

    /// Cumulative probability of default after `years`, parts of a year at the year's constant intensity.
    #[must_use]
    pub fn default_within(&self, rating: Rating, years: f64) -> f64 {
        let whole = years.max(0.0).floor();
        let mut alive = 1.0;
        for year in 0..whole as usize {
            alive *= 1.0 - self.conditional(rating, year);
        }
        1.0 - alive * (1.0 - self.conditional(rating, whole as usize)).powf(years.max(0.0) - whole)
    }

    /// Per notch the conditional probability of each of `steps` steps, `a_year` of them to the year, with every yearly
    /// probability times `factor` (at most 1): 1 − (1 − pd)^(1/a_year).
    #[must_use]
    pub(super) fn steps(&self, steps: usize, a_year: u32, factor: f64) -> Vec<Vec<f64>> {
        let part = |rating: Rating, step: usize| {
            let yearly = (self.conditional(rating, step / a_year as usize) * factor).clamp(0.0, 1.0);
            1.0 - (1.0 - yearly).powf(1.0 / f64::from(a_year))
        };
        let line = |rating: &Rating| (0..steps).map(|step| part(*rating, step)).collect();
        Rating::ALL.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cumulative_and_conditional_probabilities_are_each_others() {
        let mut years = vec![[0.0; NOTCHES]; 3];
        years[0][8] = 0.1;
        years[1][8] = 0.19;
        years[2][8] = 0.352;
        let curve = Curve::cumulative(&years).unwrap();
        for (year, expected) in [(0, 0.1), (1, 0.1), (2, 0.2), (9, 0.2)] {
            assert!((curve.conditional(Rating(8), year) - expected).abs() < 1e-12);
        }
        assert!((curve.default_within(Rating(8), 3.0) - 0.352).abs() < 1e-12);
        assert!((curve.default_within(Rating(8), 0.5) - (1.0 - 0.9f64.sqrt())).abs() < 1e-12);
        assert!(Curve::cumulative(&[]).is_none());
    }

    #[test]
    fn certain_default_stays_certain() {
        let curve = Curve::constant(&Rates::default());
        assert_eq!(curve.default_within(Rating::D, 2.5), 1.0);
        assert!((curve.default_within(Rating(5), 2.0) - (1.0 - 0.999f64 * 0.999)).abs() < 1e-15);
    }
}
