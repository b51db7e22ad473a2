//! How ratings moved over HTTP.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, Slice};
use risk::migration::{cohort, duration, walk};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::MigrationStudy,
    moves::{self, MoveKind, Wanted},
    work::{self, Terms},
};
use crate::{
    analysis::{answer::Answer, look::AsOf},
    day::{self, Day},
    loan::filter::LoanFilter,
    permissions::Read,
    study::{
        kept::study,
        opened::{self, SteppedLoans, opened},
        span::{Horizon, Span, finite, wrong},
        studied::{over_time, ratings, today},
    },
    word::Entry,
};

/// How the matrix is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Method {
    /// Where the loans of each rating stand a period later; periods are added up.
    #[default]
    Cohort,
    /// Every change counts on its day (Aalen–Johansen).
    Duration,
}

/// What becomes of loans that are no longer rated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Withdrawals {
    /// They leave the base.
    #[default]
    Removed,
    /// They stay in the base, in a column of their own.
    OwnColumn,
}

/// What counts as a default of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum DefaultIn {
    /// A default at any time in it, healed or not.
    #[default]
    Period,
    /// Only one that lasts on its last day.
    End,
}

/// From when to when, and how.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct MigrationTerms {
    /// The first day; a year before the last by default.
    #[garde(skip)]
    from: Option<Day>,
    /// The last day; `as_of` by default.
    #[garde(skip)]
    to: Option<Day>,
    /// By cohort or by duration.
    #[garde(skip)]
    method: Method,
    /// By cohort: how long a period is. At most 1,201 days of observation come of it.
    #[garde(skip)]
    horizon: Horizon,
    /// By cohort: what becomes of loans that are no longer rated.
    #[garde(skip)]
    withdrawals: Withdrawals,
    /// By cohort: what counts as a default.
    #[garde(skip)]
    default_in: DefaultIn,
    /// By cohort: level of the intervals, 0.5 to 0.9999.
    #[garde(range(min = 0.5, max = 0.9999))]
    confidence: f64,
}

impl Default for MigrationTerms {
    fn default() -> Self {
        Self {
            from: None,
            to: None,
            method: Method::default(),
            horizon: Horizon::default(),
            withdrawals: Withdrawals::default(),
            default_in: DefaultIn::default(),
            confidence: 0.95,
        }
    }
}

impl MigrationTerms {
    fn span(&self, as_of: NaiveDate) -> Result<Span> {
        finite("confidence", self.confidence)?;
        Span::of(self.from.map(|day| day.0), self.to.map(|day| day.0), as_of)
    }

    /// The days of observation; by duration only the first and the last.
    fn days(&self, span: Span) -> Result<Vec<NaiveDate>> {
        match self.method {
            Method::Cohort => span.days(self.horizon),
            Method::Duration => Ok(vec![span.from, span.to]),
        }
    }

    fn terms(&self) -> Terms {
        Terms {
            withdrawn: match self.withdrawals {
                Withdrawals::Removed => cohort::Withdrawn::Removed,
                Withdrawals::OwnColumn => cohort::Withdrawn::OwnColumn,
            },
            defaults: self.defaults(),
            confidence: self.confidence,
        }
    }

    fn defaults(&self) -> walk::Defaults {
        match self.default_in {
            DefaultIn::Period => walk::Defaults::InPeriod,
            DefaultIn::End => walk::Defaults::AtEnd,
        }
    }
}

/// Which moves to list; those that are left out let all pass.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct WantedMoves {
    /// The rating before.
    #[garde(skip)]
    from_rating: Option<Entry>,
    /// The rating after; `NR` is no longer rated.
    #[garde(skip)]
    to_rating: Option<Entry>,
    /// The kind of move.
    #[garde(skip)]
    kind: Option<MoveKind>,
    /// By cohort: the number of the period, 0 for the first.
    #[garde(range(max = 1_200))]
    period: Option<usize>,
}

async fn study_migration(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    terms: Query<MigrationTerms>,
    at: Query<AsOf>,
) -> Result<Answer<MigrationStudy>> {
    let (terms, at) = (terms.0, at.0);
    let span = terms.span(today(can.app(), &at))?;
    let days = terms.days(span)?;
    study(&can, over_time(id.0, which.0, at), terms, move |look| match terms.method {
        Method::Cohort => work::cohort(look, &ratings(look), &days, terms.terms()),
        Method::Duration => work::duration(look, &ratings(look), span),
    })
    .await
}

async fn list_migrated_loans(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (terms, wanted): (Query<MigrationTerms>, Query<WantedMoves>),
    (at, slice): (Query<AsOf>, Query<Slice>),
) -> Result<Answer<SteppedLoans>> {
    let (terms, at, asked) = (terms.0, at.0, wanted.0);
    let span = terms.span(today(can.app(), &at))?;
    let days = terms.days(span)?;
    if asked.period.is_some() && terms.method == Method::Duration {
        return Err(wrong("period", "is about the method cohort only"));
    }
    if let Some(period) = asked.period.filter(|period| period + 1 >= days.len()) {
        return Err(wrong("period", format!("there is no period {period}; the last is {}", days.len() - 2)));
    }
    let WantedMoves { from_rating, to_rating, kind, period } = asked;
    let wanted = Wanted { from: from_rating.map(|one| one.0), to: to_rating.map(|one| one.0), kind, period };
    let slice = opened::slice(&slice.0, at.format);
    study(&can, over_time(id.0, which.0, at), (terms, asked, slice), move |look| {
        let ratings = ratings(look);
        let (steps, says) = match terms.method {
            Method::Cohort => (
                moves::steps(&ratings, &days, terms.defaults(), &wanted),
                terms.terms().withdrawn.definition(),
            ),
            Method::Duration => {
                let ends = (day::number(span.from), day::number(span.to));
                (moves::changes(&ratings, ends, &wanted), duration::DEFINITION)
            }
        };
        Ok(opened(look, &steps, slice, says))
    })
    .await
}

/// The operations on migration.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/analytics/migration";
    Routes::new().get(all, study_migration, "Study how the ratings of loans moved").get(
        format!("{all}/loans"),
        list_migrated_loans,
        "List the loans behind a figure of migration",
    )
}
