//! What a study of migration tells.
use chrono::NaiveDate;
use risk::scale::NOTCHES;
use schemars::JsonSchema;
use serde::Serialize;

use super::http::Method;
use crate::{
    analysis::{answer::Table, look::About},
    word::Entry,
};

/// Loans of a rating that went to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MigrationCell {
    /// Where to.
    pub to: Entry,
    /// By cohort: how many, one for each period in which a loan did so. By duration: how many changes.
    pub count: u64,
    /// By cohort: share of the base. By duration: probability to be there on the last day.
    pub share: f64,
    /// Lower end of Wilson's interval of the share; `null` by duration.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// The loans of a rating on the first day of a period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MigrationLine {
    /// The rating.
    pub from: Entry,
    /// How many: by cohort one for each period, by duration on the first day.
    pub loans: u64,
    /// Of them: no longer rated by the end. By duration: how often a rating was withdrawn from here.
    pub withdrawn: u64,
    /// What the shares are of; `null` by duration.
    pub base: Option<u64>,
    /// Share of the withdrawn, where they are a column of their own.
    pub withdrawn_share: Option<f64>,
    /// By duration: years spent at the rating, all loans together.
    pub years: Option<f64>,
    /// Where they went; ratings that nobody went to are left out.
    pub cells: Vec<MigrationCell>,
}

/// Moves of a kind.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Moves {
    /// How many.
    pub count: u64,
    /// Share of all steps (by duration: of all changes, withdrawals among them), 0–1.
    pub share: f64,
    /// Their notches together.
    pub notches: u64,
}

/// The moves by kind.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct Kinds {
    /// All steps of a loan through a period; by duration all changes.
    pub steps: u64,
    /// Same rating at both ends.
    pub unchanged: Moves,
    /// To a better notch.
    pub upgrades: Moves,
    /// To a worse notch, D among them.
    pub downgrades: Moves,
    /// From investment grade to below, D among them; downgrades too.
    pub fallen_angels: Moves,
    /// From below investment grade into it; upgrades too.
    pub rising_stars: Moves,
    /// Into default; downgrades too.
    pub defaults: Moves,
    /// No longer rated.
    pub withdrawn: Moves,
    /// (Notches down − notches up) over the steps of loans that are still rated.
    pub drift: f64,
}

/// Cumulative probability of default of a rating.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CumulativePd {
    /// The rating on the first day.
    pub from: Entry,
    /// After one, two … ten periods (by duration: years).
    pub after: Vec<f64>,
}

/// The steps of one period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MigrationPeriod {
    /// Its number in `GET …/analytics/migration/loans`.
    pub period: usize,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Loans with a rating on the first day.
    pub loans: u64,
    /// Better on the last.
    pub upgrades: u64,
    /// Worse on the last.
    pub downgrades: u64,
    /// In default.
    pub defaults: u64,
    /// No longer rated.
    pub withdrawn: u64,
}

/// How ratings moved. The loans of a cell, of a line or of a kind of move: `GET …/analytics/migration/loans` with the
/// same parameters, and `from_rating`, `to_rating`, `kind` or `period`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MigrationStudy {
    /// What was looked at.
    #[serde(flatten)]
    pub about: About,
    /// Where the ratings come from.
    pub ratings_source: &'static str,
    /// By cohort or by duration.
    pub method: Method,
    /// The first day.
    pub from: NaiveDate,
    /// The last day; by cohort the last of the last whole period.
    pub to: NaiveDate,
    /// By cohort: how many periods were added up.
    pub periods: Option<usize>,
    /// Level of the intervals; `null` by duration.
    pub confidence: Option<f64>,
    /// Ratings that some loan had on the first day of a period, best first.
    pub lines: Vec<MigrationLine>,
    /// The moves by kind.
    pub moves: Kinds,
    /// By cohort: the steps of each period.
    pub timeline: Vec<MigrationPeriod>,
    /// Per rating that some loan had: it never falls.
    pub cumulative_pd: Vec<CumulativePd>,
    /// What the cumulative probabilities mean.
    pub cumulative_definition: &'static str,
}

impl Table for MigrationStudy {
    const NAME: &'static str = "migration";
    const TITLES: &'static [&'static str] = &[
        "from",
        "loans",
        "withdrawn",
        "AAA",
        "AA+",
        "AA",
        "AA-",
        "A+",
        "A",
        "A-",
        "BBB+",
        "BBB",
        "BBB-",
        "BB+",
        "BB",
        "BB-",
        "B+",
        "B",
        "B-",
        "CCC+",
        "CCC",
        "CCC-",
        "CC",
        "C",
        "D",
    ];

    /// The matrix: a line per rating, its shares by rating.
    fn rows(&self) -> Vec<Vec<String>> {
        let row = |line: &MigrationLine| {
            let mut shares = [0.0; NOTCHES];
            for one in &line.cells {
                if let Some(share) = shares.get_mut(one.to.0.index()) {
                    *share = one.share;
                }
            }
            let head = [line.from.0.name().to_owned(), line.loans.to_string(), line.withdrawn.to_string()];
            head.into_iter().chain(shares.map(|share| share.to_string())).collect()
        };
        self.lines.iter().map(row).collect()
    }
}
