//! Static pools: the loans of a rating on several days, followed to their ends.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, Slice};
use risk::defaults::pool::{self, DEFINITION, Pool};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ages::AgeRates,
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
        span::{Grain, Horizon, Span, wrong},
        studied::{over_time, ratings, today},
    },
    word::Notch,
};

/// The most starting days: each follows all loans anew.
const MOST_STARTS: usize = 120;

/// On which days pools begin.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct PoolTerms {
    /// The first starting day; a year before the last day by default.
    #[garde(skip)]
    from: Option<Day>,
    /// Pools begin before this day; `as_of` by default.
    #[garde(skip)]
    to: Option<Day>,
    /// How far the starting days lie apart: a year by default. At most 120 starting days come of it.
    #[garde(skip)]
    every: Horizon,
    /// The span of time that makes an age: a quarter by default.
    #[garde(skip)]
    age: Grain,
}

impl PoolTerms {
    fn starts(&self, as_of: NaiveDate) -> Result<Vec<NaiveDate>> {
        let span = Span::of(self.from.map(|day| day.0), self.to.map(|day| day.0), as_of)?;
        // The last of the days may be the last day itself, on which no pool begins.
        let starts = span.periods(self.every) as usize + 1;
        if starts > MOST_STARTS {
            let says =
                format!("makes {starts} starting days, and the most are {MOST_STARTS}; choose a longer one");
            return Err(wrong("every", says));
        }
        let mut days = if starts > 1 { span.days(self.every)? } else { vec![span.from] };
        days.retain(|day| *day < span.to);
        Ok(days)
    }
}

/// The loans of one rating, all starting days together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PoolLine {
    /// The rating at the start.
    rating: Notch,
    /// Loans at the start, one for each starting day.
    loans: u64,
    /// What they owe.
    exposure: Sum,
    /// By age since the start.
    ages: Vec<AgeRates>,
}

/// Static pools by rating. The loans behind a figure: `GET …/analytics/static-pools/loans` with the same parameters,
/// `from_rating`, and `start`, `at_age` or `ended`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PoolStudy {
    #[serde(flatten)]
    about: About,
    /// Where the ratings come from.
    ratings_source: &'static str,
    /// The starting days.
    starts: Vec<NaiveDate>,
    /// The span of time that makes an age.
    age: Grain,
    /// By rating at the start; ratings that no loan had are left out.
    pools: Vec<PoolLine>,
}

impl Table for PoolStudy {
    const NAME: &'static str = "static-pools";
    const TITLES: &'static [&'static str] = &[
        "rating",
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
        let rows = |one: &PoolLine| {
            let head = vec![one.rating.0.name().to_owned(), one.loans.to_string(), one.exposure.to_string()];
            one.ages.iter().map(|age| [head.clone(), age.cells()].concat()).collect::<Vec<_>>()
        };
        self.pools.iter().flat_map(rows).collect()
    }
}

fn figures(look: &Look, starts: Vec<NaiveDate>, age: Grain) -> PoolStudy {
    let days: Vec<i32> = starts.iter().map(|start| day::number(*start)).collect();
    let found = pool::pools(&ratings(look), &days, age.of(), &look.tape().exposure, look.as_of);
    let line = |one: &Pool| PoolLine {
        rating: Notch(one.rating),
        loans: one.loans,
        exposure: Sum(one.exposure),
        ages: one.ages.iter().map(AgeRates::from).collect(),
    };
    PoolStudy {
        about: look.about(DEFINITION),
        ratings_source: SOURCE,
        starts,
        age,
        pools: found.iter().filter(|one| one.loans > 0).map(line).collect(),
    }
}

async fn study_static_pools(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    terms: Query<PoolTerms>,
    at: Query<AsOf>,
) -> Result<Answer<PoolStudy>> {
    let (terms, starts) = (terms.0, terms.0.starts(today(can.app(), &at.0))?);
    study(&can, over_time(id.0, which.0, at.0), terms, move |look| Ok(figures(look, starts, terms.age))).await
}

/// Which loans of the pools to list.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct WantedPool {
    /// The rating at the start.
    #[garde(skip)]
    from_rating: Notch,
    /// Only the pool that began on this day.
    #[serde(default)]
    #[garde(skip)]
    start: Option<Day>,
    /// The age at which they ended.
    #[serde(default)]
    #[garde(range(max = 100_000))]
    at_age: Option<u32>,
    /// How they ended.
    #[serde(default)]
    #[garde(skip)]
    ended: Option<Ended>,
}

async fn list_pool_loans(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (terms, wanted): (Query<PoolTerms>, Query<WantedPool>),
    (at, slice): (Query<AsOf>, Query<Slice>),
) -> Result<Answer<SteppedLoans>> {
    let (terms, wanted, slice) = (terms.0, wanted.0, opened::slice(&slice.0, at.0.format));
    let mut starts = terms.starts(today(can.app(), &at.0))?;
    starts.retain(|start| wanted.start.is_none_or(|only| only.0 == *start));
    study(&can, over_time(id.0, which.0, at.0), (terms, wanted, slice), move |look| {
        let ratings = ratings(look);
        let (when, rating) = ((terms.age.of(), look.as_of), wanted.from_rating.0);
        let end = (wanted.at_age, wanted.ended.map(Ended::end));
        let steps = starts.iter().map(|start| day::number(*start)).flat_map(|start| {
            let loans = pool::loans(&ratings, start, when, rating, end);
            loans.into_iter().map(|loan| fate(&ratings, loan, start, look.as_of)).collect::<Vec<_>>()
        });
        Ok(opened(look, &steps.collect::<Vec<_>>(), slice, DEFINITION))
    })
    .await
}

/// The operations on static pools.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/analytics/static-pools";
    Routes::new().get(all, study_static_pools, "Study static pools by rating").get(
        format!("{all}/loans"),
        list_pool_loans,
        "List the loans behind a figure of static pools",
    )
}
