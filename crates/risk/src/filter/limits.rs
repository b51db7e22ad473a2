//! Limits on the ratios of a loan.
use serde::{Deserialize, Serialize};

use super::Band;
use crate::tape::{Ratio, Tape};

/// Limits of covenants, in hundredths; none is not tested. The defaults are the contract's: debt to equity at most 3.5,
/// interest coverage at least 2.5, leverage at most 4.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// More breaks the covenant.
    pub max_debt_to_equity: Option<i32>,
    /// Less breaks the covenant.
    pub min_interest_coverage: Option<i32>,
    /// More breaks the covenant.
    pub max_leverage: Option<i32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_debt_to_equity: Some(350), min_interest_coverage: Some(250), max_leverage: Some(400) }
    }
}

impl Limits {
    /// The values that break the covenant on `ratio`, as a band; none when it is not tested.
    pub fn broken(&self, ratio: Ratio) -> Option<Band<i32>> {
        match ratio {
            Ratio::DebtToEquity => {
                self.max_debt_to_equity.map(|limit| Band::at_least(limit.saturating_add(1)))
            }
            Ratio::InterestCoverage => {
                self.min_interest_coverage.map(|limit| Band::at_most(limit.saturating_sub(1)))
            }
            Ratio::Leverage => self.max_leverage.map(|limit| Band::at_least(limit.saturating_add(1))),
        }
    }

    /// What is to be said of the loan at `row`: bits 0 to 2, in the order of [`Ratio::ALL`], the covenant is broken; bits
    /// 3 to 5 the ratio is not known; bit 6 the loan is urgent ([`Limits::is_urgent`]). Without branches, as over many
    /// loans none of them could be guessed.
    #[inline]
    pub fn marks(&self, tape: &Tape, row: usize) -> u32 {
        let [debt, coverage, leverage] =
            [tape.debt_to_equity[row], tape.interest_coverage[row], tape.leverage[row]];
        let known = coverage != Tape::NONE;
        // What is not tested is compared with what no value can pass; an unknown ratio is the least number there is.
        let least = self.min_interest_coverage.unwrap_or(Tape::NONE);
        let most = self.max_leverage.unwrap_or(i32::MAX);
        let broken = u32::from(debt > self.max_debt_to_equity.unwrap_or(i32::MAX))
            | u32::from((coverage < least) & known) << 1
            | u32::from(leverage > most) << 2;
        let unknown =
            u32::from(debt == Tape::NONE) | u32::from(!known) << 1 | u32::from(leverage == Tape::NONE) << 2;
        let far = (i64::from(leverage) * 10 > i64::from(most) * 12) & (broken & 4 != 0);
        let short = (i64::from(coverage) * 10 < i64::from(least) * 8) & (broken & 2 != 0);
        let urgent = (broken & broken.wrapping_sub(1) != 0) | far | short;
        broken | unknown << 3 | u32::from(urgent) << 6
    }

    /// How many covenants the loan at `row` breaks, 0 to 3. A ratio that is not known breaks none.
    #[inline]
    pub fn breaches(&self, tape: &Tape, row: usize) -> u32 {
        (self.marks(tape, row) & 7).count_ones()
    }

    /// Does the loan at `row` break two covenants or more, or one by far: leverage above 1.2 times its limit, interest
    /// coverage below 0.8 times its limit? Source: contract §6, page 14. Compared in whole numbers.
    #[inline]
    pub fn is_urgent(&self, tape: &Tape, row: usize) -> bool {
        self.marks(tape, row) & 64 != 0
    }
}

impl Breaks {
    /// Is the loan at `row` one of them?
    #[inline]
    pub fn holds(&self, tape: &Tape, row: usize) -> bool {
        self.limits.breaches(tape, row) >= self.at_least && (!self.urgent || self.limits.is_urgent(tape, row))
    }
}

/// Loans that break at least so many covenants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaks {
    /// The limits.
    pub limits: Limits,
    /// At least so many of the three.
    pub at_least: u32,
    /// And only urgent ones ([`Limits::is_urgent`]).
    #[serde(default)]
    pub urgent: bool,
}
