//! The portfolio at a glance, and its mix.
use std::collections::BTreeMap;

use kernel::{Can, Path, Query, Result};
use risk::{summary, sums::Level};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, LoanGroup, Look, Most, answer},
};
use crate::{figure::Sum, loan::filter::LoanFilter, permissions::Read};

/// The portfolio at a glance.
#[derive(Serialize, JsonSchema)]
pub struct PortfolioSummary {
    /// How many loans.
    total_loans: u64,
    /// What they come to.
    total_exposure: Sum,
    /// The mean rate, weighted by exposure, percent a year: the portfolio's yield.
    average_rate: Option<f64>,
    /// The notch nearest to the exposure-weighted mean.
    average_rating: Option<&'static str>,
    /// Months to maturity, weighted by exposure; matured loans count as negative time.
    weighted_average_maturity_months: Option<f64>,
    /// How many are Performing.
    performing_count: u64,
    /// How many are on the Watch List.
    watch_list_count: u64,
    /// How many are Non-Performing.
    non_performing_count: u64,
    /// How many are Defaulted.
    defaulted_count: u64,
    /// How many loans each sector has.
    sector_breakdown: BTreeMap<String, u64>,
    /// The plain mean of the exposures.
    average_exposure: Option<Sum>,
    /// A year's interest at today's rates.
    annual_interest: Sum,
    /// `low` up to 3 % of yield, `medium` up to 5 %, else `high`.
    yield_risk: Option<&'static str>,
    /// The mean notch itself, 0 (AAA) to 21 (D).
    mean_notch: Option<f64>,
    /// Months to maturity of the loans that have not matured.
    live_maturity_months: Option<f64>,
    /// Loans past their maturity.
    matured: LoanGroup,
    /// AAA to BBB-.
    investment_grade: LoanGroup,
    /// All four statuses, best first.
    by_status: Vec<LoanGroup>,
    /// Best first.
    by_rating: Vec<LoanGroup>,
    /// Greatest first.
    by_sector: Vec<LoanGroup>,
    /// The greatest borrowers.
    top_borrowers: Vec<LoanGroup>,
    #[serde(flatten)]
    about: About,
}

/// How a level of risk is written.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}

fn at_a_glance(look: &Look, top: usize) -> PortfolioSummary {
    let found = summary::summary(look.tape(), look.rows(), look.as_of, top);
    let [performing_count, watch_list_count, non_performing_count, defaulted_count] =
        [0, 1, 2, 3].map(|status: usize| found.by_status[status].count);
    let sector =
        |group: &risk::sums::Group| (group.key.as_deref().unwrap_or_default().to_owned(), group.count);
    PortfolioSummary {
        total_loans: found.count,
        total_exposure: Sum(found.exposure),
        average_rate: found.weighted_rate,
        average_rating: found.rating.map(|rating| rating.name()),
        weighted_average_maturity_months: found.maturity.map(|time| time.months),
        performing_count,
        watch_list_count,
        non_performing_count,
        defaulted_count,
        sector_breakdown: found.by_sector.iter().map(sector).collect(),
        average_exposure: found.average.map(Sum),
        annual_interest: Sum(found.interest),
        yield_risk: found.yield_risk.map(level),
        mean_notch: found.mean_notch,
        live_maturity_months: found.live_maturity.map(|time| time.months),
        matured: look.group(&found.matured),
        investment_grade: look.group(&found.investment_grade),
        by_status: look.groups(&found.by_status),
        by_rating: look.groups(&found.by_rating),
        by_sector: look.groups(&found.by_sector),
        top_borrowers: look.groups(&found.top),
        about: look.about(found.definition),
    }
}

impl Table for PortfolioSummary {
    const NAME: &'static str = "summary";
    const TITLES: &'static [&'static str] = &["by", "key", "loans", "exposure", "share", "weighted_rate"];

    fn rows(&self) -> Vec<Vec<String>> {
        let parts = [
            ("status", &self.by_status),
            ("rating", &self.by_rating),
            ("sector", &self.by_sector),
            ("borrower", &self.top_borrowers),
        ];
        let line = |by: &str, group: &LoanGroup| [vec![by.to_owned()], group.cells()].concat();
        parts.iter().flat_map(|(by, groups)| groups.iter().map(|group| line(by, group))).collect()
    }
}

/// Exposure by two keys.
#[derive(Serialize, JsonSchema)]
pub struct PortfolioMix {
    /// A line per sector, greatest first.
    sectors: Vec<MixLine>,
    /// A line per rating, best first.
    ratings: Vec<MixLine>,
    /// All loans by status, best first.
    statuses: Vec<LoanGroup>,
    #[serde(flatten)]
    about: About,
}

/// A line of a mix.
#[derive(Serialize, JsonSchema)]
pub struct MixLine {
    /// The whole line.
    #[serde(flatten)]
    whole: LoanGroup,
    /// Its four statuses, best first; shares are of all exposure looked at.
    statuses: Vec<LoanGroup>,
}

fn mix(look: &Look) -> PortfolioMix {
    let found = summary::mix(look.tape(), look.rows());
    let line = |line: &summary::Line| MixLine {
        whole: look.group(&line.whole),
        statuses: look.groups(&line.statuses),
    };
    PortfolioMix {
        sectors: found.sectors.iter().map(line).collect(),
        ratings: found.ratings.iter().map(line).collect(),
        statuses: look.groups(&found.statuses),
        about: look.about(found.definition),
    }
}

impl Table for PortfolioMix {
    const NAME: &'static str = "mix";
    const TITLES: &'static [&'static str] =
        &["by", "of", "status", "loans", "exposure", "share", "weighted_rate"];

    fn rows(&self) -> Vec<Vec<String>> {
        let parts = [("sector", &self.sectors), ("rating", &self.ratings)];
        let line = |by: &str, line: &MixLine| {
            let of = [by.to_owned(), line.whole.key.clone().unwrap_or_default()];
            line.statuses.iter().map(|group| [&of[..], &group.cells()].concat()).collect::<Vec<_>>()
        };
        parts.iter().flat_map(|(by, lines)| lines.iter().flat_map(|one| line(by, one))).collect()
    }
}

pub(super) async fn get_summary(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    most: Query<Most>,
) -> Result<Answer<PortfolioSummary>> {
    let (top, asked) = (most.0.of(at.0), Asked::of(id.0, which.0, at.0));
    answer(&can, asked, move |look| at_a_glance(look, top)).await
}

pub(super) async fn get_mix(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<PortfolioMix>> {
    answer(&can, Asked::of(id.0, which.0, at.0), mix).await
}
