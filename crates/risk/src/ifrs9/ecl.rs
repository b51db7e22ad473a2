//! Expected credit losses over twelve months and over the life of a loan.
//!
//! Source: IFRS 9, 5.5.17 (unbiased, weighted by probability, discounted), B5.5.44 (effective rate), appendix A
//! (twelve-month and lifetime losses).

use super::{
    curve::Curve,
    stage::{Stage, Staging},
};
use crate::{
    rates::Rates,
    scale::Rating,
    schedule::{Frequency, Kind},
    tape::{Rows, Tape},
};
use serde::{Deserialize, Serialize};

/// When in a step a default is taken to come, which says how far its loss is discounted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// In the middle of the step.
    #[default]
    Middle,
    /// At the end of the step.
    End,
}

impl Timing {
    /// What the losses mean with this timing.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::Middle => {
                "ECL = Σ over steps of PD of default in the step · LGD · exposure at its beginning, discounted at the \
                 loan's rate from the middle of the step; stage 3: LGD · exposure. Stage 1 looks twelve months ahead, \
                 stages 2 and 3 to maturity (365 days a year)."
            }
            Self::End => {
                "ECL = Σ over steps of PD of default in the step · LGD · exposure at its beginning, discounted at the \
                 loan's rate from the end of the step; stage 3: LGD · exposure. Stage 1 looks twelve months ahead, \
                 stages 2 and 3 to maturity (365 days a year)."
            }
        }
    }
}

/// One view of the future; probabilities are weighted over all (5.5.17 a).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// Weight; the weights are divided by their sum.
    pub weight: f64,
    /// Factor on each yearly PD (at most 1 after it).
    pub pd: f64,
    /// Factor on each LGD (at most 1 after it).
    pub lgd: f64,
}

/// How losses are worked out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// When in a step defaults come.
    pub timing: Timing,
    /// Steps a year.
    pub steps: Frequency,
    /// How loans are paid back till maturity.
    pub repayment: Kind,
    /// Days that a loan past its maturity is still taken to run.
    pub overdue_days: i32,
    /// Views of the future; none means the curve as it stands.
    pub scenarios: Vec<Scenario>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            timing: Timing::Middle,
            steps: Frequency::Yearly,
            repayment: Kind::Bullet,
            overdue_days: 30,
            scenarios: Vec::new(),
        }
    }
}

/// Losses per unit of exposure and of LGD of a loan that runs `term` steps: Σ PD_k·balance_k·discount_k.
///
/// `hazards` holds the conditional PD of each step, `force` is the interest of one step as a logarithm,
/// ln(1+r)/steps a year, so that a step's discount is e^(−force). Parts of a step count as such: PD 1 − (1 − h)^part.
#[must_use]
pub fn unit_loss(hazards: &[f64], term: f64, force: f64, (timing, kind): (Timing, Kind)) -> f64 {
    let discount = (-force).exp();
    let (mut alive, mut factor, mut sum) = (1.0, 1.0, 0.0);
    let at_end = if kind == Kind::Annuity { (-force * term).exp() } else { 1.0 };
    let half = if timing == Timing::Middle { discount.sqrt() } else { discount };
    let whole = term.floor().min(hazards.len() as f64);
    let balance = |step: f64, factor: f64| match kind {
        Kind::Bullet => 1.0,
        // (1 − v^(n−k))/(1 − v^n): the share of an annuity that is owed after k of n steps.
        Kind::Annuity if force > 0.0 => (1.0 - at_end / factor) / (1.0 - at_end),
        Kind::StraightLine | Kind::Annuity => 1.0 - step / term,
    };
    let mut step = 0.0;
    for hazard in &hazards[..whole as usize] {
        sum += alive * hazard * balance(step, factor) * factor * half;
        alive *= 1.0 - hazard;
        factor *= discount;
        step += 1.0;
    }
    let part = term - whole;
    if let Some(hazard) = hazards.get(whole as usize).filter(|_| part > 0.0) {
        let default = -(part * (-hazard).ln_1p()).exp_m1();
        let until = if timing == Timing::Middle { 0.5 * part } else { part };
        sum += alive * default * balance(step, factor) * factor * (-force * until).exp();
    }
    sum
}

/// Losses of a group of loans, in ten-thousandths of a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Group {
    /// Loans.
    pub loans: u64,
    /// Σ exposure.
    pub exposure: i128,
    /// Σ twelve-month losses.
    pub twelve_months: i128,
    /// Σ lifetime losses.
    pub lifetime: i128,
    /// Σ of what the stage asks for: the loss allowance.
    pub allowance: i128,
    /// allowance/exposure; 0 without exposure.
    pub coverage: f64,
}

/// Expected losses of a portfolio.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Losses {
    /// The day from which on.
    pub as_of: i32,
    /// Stages 1, 2 and 3; the loans behind them: [`Staging::loans`].
    pub stages: [Group; 3],
    /// All loans.
    pub all: Group,
    /// Per looked-at loan, in the order of the rows: its allowance in ten-thousandths of a unit.
    #[serde(skip)]
    pub per_row: Vec<i64>,
    /// What the losses mean.
    pub definition: &'static str,
    /// Where the probabilities come from.
    pub probabilities: &'static str,
}

/// One scenario, made ready: its share of the weights, factor on LGD, conditional PDs per notch and step.
struct View {
    share: f64,
    lgd: f64,
    hazards: Vec<Vec<f64>>,
}

/// The longest life looked at, in years.
const MOST_YEARS: u32 = 60;

/// Losses of the loans on `as_of`, in the stages of `staging` (made with the same `rows`). LGD is that of the rating in
/// `rates`; the effective rate is the loan's rate; probabilities are those of `curve`.
#[must_use]
pub fn losses(
    (tape, rows): (&Tape, Rows<'_>),
    staging: &Staging,
    (rates, curve): (&Rates, &Curve),
    as_of: i32,
    terms: &Terms,
) -> Losses {
    let views = views(curve, terms);
    let mut found = Losses {
        as_of,
        stages: Default::default(),
        all: Group::default(),
        per_row: Vec::with_capacity(rows.len()),
        definition: terms.timing.definition(),
        probabilities: curve.definition,
    };
    let a_year = f64::from(terms.steps.a_year());
    let how = (terms.timing, terms.repayment);
    let mut reasons = staging.per_row.iter();
    rows.each(|row| {
        let stage = reasons.next().map_or(Stage::One, |reason| reason.stage());
        let (rating, exposure) = (tape.rating[row], tape.exposure[row]);
        let days = tape.maturity[row].saturating_sub(as_of).max(terms.overdue_days);
        let term = f64::from(days) / 365.0 * a_year;
        let force = (f64::from(tape.rate[row]) / 1e6).ln_1p() / a_year;
        let (mut year, mut life) = (0.0, 0.0);
        for view in &views {
            let loss = exposure as f64 * (severity(rates, rating) * view.lgd).min(1.0) * view.share;
            if stage == Stage::Three {
                (year, life) = (year + loss, life + loss);
                continue;
            }
            let hazards = &view.hazards[rating.index().min(view.hazards.len() - 1)];
            let all = unit_loss(hazards, term, force, how);
            life += loss * all;
            // A longer life is the same sum, cut after the year's steps.
            let short = &hazards[..a_year as usize];
            year += loss * if term <= a_year { all } else { unit_loss(short, term, force, how) };
        }
        found.per_row.push(found.stages[stage as usize].add(stage, exposure, (year, life)));
    });
    found.stages.iter_mut().for_each(|stage| stage.finish());
    for stage in found.stages {
        found.all.take(&stage);
    }
    found.all.finish();
    found
}

fn severity(rates: &Rates, rating: Rating) -> f64 {
    f64::from(rates.lgd(rating)) / 1e4
}

fn views(curve: &Curve, terms: &Terms) -> Vec<View> {
    let a_year = terms.steps.a_year();
    let as_it_stands = [Scenario { weight: 1.0, pd: 1.0, lgd: 1.0 }];
    let scenarios = if terms.scenarios.is_empty() { &as_it_stands[..] } else { &terms.scenarios };
    let sum: f64 = scenarios.iter().map(|scenario| scenario.weight).sum();
    let ready = |scenario: &Scenario| View {
        share: if sum > 0.0 { scenario.weight / sum } else { 0.0 },
        lgd: scenario.lgd,
        hazards: curve.steps((MOST_YEARS * a_year) as usize, a_year, scenario.pd),
    };
    scenarios.iter().map(ready).collect()
}

impl Group {
    /// Adds a loan and returns its allowance.
    fn add(&mut self, stage: Stage, exposure: i64, (year, life): (f64, f64)) -> i64 {
        let (year, life) = (year.round() as i64, life.round() as i64);
        let allowance = if stage == Stage::One { year } else { life };
        self.loans += 1;
        self.exposure += i128::from(exposure);
        self.twelve_months += i128::from(year);
        self.lifetime += i128::from(life);
        self.allowance += i128::from(allowance);
        allowance
    }

    fn take(&mut self, other: &Self) {
        self.loans += other.loans;
        self.exposure += other.exposure;
        self.twelve_months += other.twelve_months;
        self.lifetime += other.lifetime;
        self.allowance += other.allowance;
    }

    fn finish(&mut self) {
        self.coverage = if self.exposure > 0 { self.allowance as f64 / self.exposure as f64 } else { 0.0 };
    }
}

#[cfg(test)]
mod tests;
