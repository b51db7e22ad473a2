//! Defaults of the loans that began in one span of time, by age.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, Slice};
use risk::defaults::{
    lives::Lives,
    vintage::{self, DEFINITION},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ages::{AgeRates, few},
    ended::{Ended, fate},
};
use crate::{
    analysis::{
        answer::{Answer, Table},
        look::{About, AsOf, Look},
    },
    day::{self, Day},
    figure::Sum,
    loan::filter::LoanFilter,
    permissions::Read,
    study::{
        kept::study,
        opened::{self, SteppedLoans, opened},
        past::SOURCE,
        span::Grain,
        studied::{over_time, ratings},
    },
};

/// What makes a vintage, and an age.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct VintageTerms {
    /// The span of time in which the loans of a vintage began: a quarter by default.
    #[garde(skip)]
    grain: Grain,
    /// The span of time that makes an age: a quarter by default.
    #[garde(skip)]
    age: Grain,
}

/// The loans that began in one span of time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VintageLine {
    /// First day of the span.
    first: NaiveDate,
    /// Last day of the span.
    last: NaiveDate,
    /// Loans that began in it.
    loans: u64,
    /// What they owe.
    exposure: Sum,
    /// By age, as far as any loan was observed.
    ages: Vec<AgeRates>,
}

/// Defaults by vintage and age. The loans behind a figure: `GET …/analytics/vintages/loans` with the same parameters,
/// `first`, and `at_age` or `ended`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VintageStudy {
    #[serde(flatten)]
    about: About,
    /// Where the ratings come from.
    ratings_source: &'static str,
    /// The span of time that makes a vintage.
    grain: Grain,
    /// The span of time that makes an age.
    age: Grain,
    /// Oldest first; spans in which no loan began are left out.
    vintages: Vec<VintageLine>,
}

impl Table for VintageStudy {
    const NAME: &'static str = "vintages";
    const TITLES: &'static [&'static str] = &[
        "first",
        "last",
        "loans",
        "exposure",
        "age",
        "at_risk",
        "defaulted",
        "withdrawn",
        "unfinished",
        "defaulted_exposure",
        "marginal",
        "cumulative",
        "cumulative_by_volume",
        "hazard",
        "survival_adjusted",
        "complete",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let head = |one: &VintageLine| {
            vec![one.first.to_string(), one.last.to_string(), one.loans.to_string(), one.exposure.to_string()]
        };
        let rows = |one: &VintageLine| {
            let head = head(one);
            one.ages.iter().map(|age| [head.clone(), age.cells()].concat()).collect::<Vec<_>>()
        };
        self.vintages.iter().flat_map(rows).collect()
    }
}

fn figures(look: &Look, terms: VintageTerms) -> Result<VintageStudy> {
    let lives = Lives::of(&ratings(look), look.as_of);
    let grains = (terms.grain.of(), terms.age.of());
    let found = vintage::vintages(&lives, grains, &look.tape().exposure, look.as_of);
    few(found.iter().map(|one| one.ages.len()).sum())?;
    let line = |one: &vintage::Vintage| VintageLine {
        first: day::of(one.first),
        last: day::of(one.last),
        loans: one.loans,
        exposure: Sum(one.exposure),
        ages: one.ages.iter().map(AgeRates::from).collect(),
    };
    Ok(VintageStudy {
        about: look.about(DEFINITION),
        ratings_source: SOURCE,
        grain: terms.grain,
        age: terms.age,
        vintages: found.iter().map(line).collect(),
    })
}

async fn study_vintages(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    terms: Query<VintageTerms>,
    at: Query<AsOf>,
) -> Result<Answer<VintageStudy>> {
    let terms = terms.0;
    study(&can, over_time(id.0, which.0, at.0), terms, move |look| figures(look, terms)).await
}

/// Which loans of a vintage to list.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct WantedLives {
    /// Any day of the span in which they began.
    #[garde(skip)]
    first: Day,
    /// The age at which they ended.
    #[serde(default)]
    #[garde(range(max = 100_000))]
    at_age: Option<u32>,
    /// How they ended.
    #[serde(default)]
    #[garde(skip)]
    ended: Option<Ended>,
}

async fn list_vintage_loans(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (terms, wanted): (Query<VintageTerms>, Query<WantedLives>),
    (at, slice): (Query<AsOf>, Query<Slice>),
) -> Result<Answer<SteppedLoans>> {
    let (terms, wanted, slice) = (terms.0, wanted.0, opened::slice(&slice.0, at.0.format));
    study(&can, over_time(id.0, which.0, at.0), (terms, wanted, slice), move |look| {
        let ratings = ratings(look);
        let lives = Lives::of(&ratings, look.as_of);
        let first = terms.grain.of().first(day::number(wanted.first.0));
        let at = (wanted.at_age, wanted.ended.map(Ended::end));
        let loans = vintage::loans(&lives, (terms.grain.of(), terms.age.of()), first, at);
        let life = |loan: u32| {
            let opened = lives.loan.binary_search(&loan).map_or(first, |at| lives.opened[at]);
            fate(&ratings, loan, opened, look.as_of)
        };
        let steps: Vec<_> = loans.into_iter().map(life).collect();
        Ok(opened(look, &steps, slice, DEFINITION))
    })
    .await
}

/// The operations on vintages.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/analytics/vintages";
    Routes::new().get(all, study_vintages, "Study the defaults of vintages by age").get(
        format!("{all}/loans"),
        list_vintage_loans,
        "List the loans behind a figure of a vintage",
    )
}
