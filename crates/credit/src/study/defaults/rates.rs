//! Default rates of a period, by rating on its first day.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes, Slice};
use risk::{
    defaults::rate::{self, Line},
    history::History,
    migration::{cohort, walk::Defaults},
    scale::Rating,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ended::Ended;
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
        migration::moves::{self, Wanted},
        opened::{self, SteppedLoans, opened},
        past::SOURCE,
        span::{Horizon, Span, finite},
        studied::{over_time, ratings, today},
    },
    word::{Entry, Notch},
};

/// From when to when.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct DefaultTerms {
    /// The first day; a year before the last by default.
    #[garde(skip)]
    from: Option<Day>,
    /// The last day; `as_of` by default.
    #[garde(skip)]
    to: Option<Day>,
    /// How long a period of the timeline is. At most 1,201 days of observation come of it.
    #[garde(skip)]
    horizon: Horizon,
    /// Level of the intervals, 0.5 to 0.9999.
    #[garde(range(min = 0.5, max = 0.9999))]
    confidence: f64,
}

impl Default for DefaultTerms {
    fn default() -> Self {
        Self { from: None, to: None, horizon: Horizon::default(), confidence: 0.95 }
    }
}

impl DefaultTerms {
    fn span(&self, as_of: NaiveDate) -> Result<Span> {
        finite("confidence", self.confidence)?;
        Span::of(self.from.map(|day| day.0), self.to.map(|day| day.0), as_of)
    }
}

/// Defaults of some loans of a period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DefaultFigures {
    /// Loans on the first day.
    loans: u64,
    /// Of them: in default at any time up to the last day, healed or not.
    defaulted: u64,
    /// Of them: withdrawn by the last day, not in default.
    withdrawn: u64,
    /// What the loans owe.
    exposure: Sum,
    /// What the defaulted owe.
    defaulted_exposure: Sum,
    /// What the withdrawn owe.
    withdrawn_exposure: Sum,
    /// Defaulted over loans.
    by_count: f64,
    /// Lower end of Wilson's interval of it.
    by_count_low: f64,
    /// Upper end.
    by_count_high: f64,
    /// Exposure of the defaulted over exposure.
    by_volume: f64,
    /// Defaulted over loans less half of the withdrawn.
    adjusted_by_count: f64,
    /// The same by exposure.
    adjusted_by_volume: f64,
    /// `by_count` a year: 1 − (1 − rate)^(365/days).
    by_count_a_year: f64,
    /// `by_volume` a year.
    by_volume_a_year: f64,
    /// `adjusted_by_count` a year.
    adjusted_by_count_a_year: f64,
    /// `adjusted_by_volume` a year.
    adjusted_by_volume_a_year: f64,
}

impl From<&Line> for DefaultFigures {
    fn from(line: &Line) -> Self {
        let base = line.base;
        Self {
            loans: base.loans,
            defaulted: base.defaulted,
            withdrawn: base.withdrawn,
            exposure: Sum(base.exposure),
            defaulted_exposure: Sum(base.defaulted_exposure),
            withdrawn_exposure: Sum(base.withdrawn_exposure),
            by_count: line.by_count,
            by_count_low: line.by_count_low,
            by_count_high: line.by_count_high,
            by_volume: line.by_volume,
            adjusted_by_count: line.adjusted_by_count,
            adjusted_by_volume: line.adjusted_by_volume,
            by_count_a_year: line.by_count_a_year,
            by_volume_a_year: line.by_volume_a_year,
            adjusted_by_count_a_year: line.adjusted_by_count_a_year,
            adjusted_by_volume_a_year: line.adjusted_by_volume_a_year,
        }
    }
}

/// Defaults of the loans of a rating.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DefaultLine {
    /// The rating on the first day.
    rating: Notch,
    #[serde(flatten)]
    figures: DefaultFigures,
}

/// Defaults of all loans in a period of the timeline.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DefaultPeriod {
    /// First day.
    from: NaiveDate,
    /// Last day.
    to: NaiveDate,
    /// Loans on the first day.
    loans: u64,
    /// Of them in default at any time up to the last.
    defaulted: u64,
    /// Of them withdrawn by the last day.
    withdrawn: u64,
    /// Defaulted over loans.
    by_count: f64,
    /// Defaulted over loans less half of the withdrawn.
    adjusted_by_count: f64,
    /// `by_count` a year.
    by_count_a_year: f64,
}

/// Default rates of a period. The loans behind a figure: `GET …/analytics/default-rates/loans` with the same parameters
/// and `from_rating` or `ended`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DefaultRatesStudy {
    #[serde(flatten)]
    about: About,
    /// Where the ratings come from.
    ratings_source: &'static str,
    /// The first day.
    from: NaiveDate,
    /// The last day.
    to: NaiveDate,
    /// How many days lie between.
    days: i64,
    /// Level of the intervals.
    confidence: f64,
    /// By rating on the first day; ratings that no loan had are left out.
    ratings: Vec<DefaultLine>,
    /// AAA to BBB-.
    investment_grade: DefaultFigures,
    /// BB+ to C.
    speculative_grade: DefaultFigures,
    /// All.
    all: DefaultFigures,
    /// Whole periods of the length asked for, from the first day on; none when the time is shorter than one.
    timeline: Vec<DefaultPeriod>,
}

impl Table for DefaultRatesStudy {
    const NAME: &'static str = "default-rates";
    const TITLES: &'static [&'static str] = &[
        "rating",
        "loans",
        "defaulted",
        "withdrawn",
        "exposure",
        "defaulted_exposure",
        "by_count",
        "by_count_low",
        "by_count_high",
        "by_volume",
        "adjusted_by_count",
        "adjusted_by_volume",
        "by_count_a_year",
        "by_volume_a_year",
        "adjusted_by_count_a_year",
        "adjusted_by_volume_a_year",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |name: &str, one: &DefaultFigures| {
            let counts = [one.loans, one.defaulted, one.withdrawn].map(|count| count.to_string());
            let sums = [one.exposure, one.defaulted_exposure].map(|sum| sum.to_string());
            let rates = [
                one.by_count,
                one.by_count_low,
                one.by_count_high,
                one.by_volume,
                one.adjusted_by_count,
                one.adjusted_by_volume,
                one.by_count_a_year,
                one.by_volume_a_year,
                one.adjusted_by_count_a_year,
                one.adjusted_by_volume_a_year,
            ];
            let name = std::iter::once(name.to_owned());
            name.chain(counts).chain(sums).chain(rates.map(|rate| rate.to_string())).collect()
        };
        let groups = [
            ("Investment grade", &self.investment_grade),
            ("Speculative grade", &self.speculative_grade),
            ("All", &self.all),
        ];
        let lines = self.ratings.iter().map(|line| row(line.rating.0.name(), &line.figures));
        lines.chain(groups.map(|(name, figures)| row(name, figures))).collect()
    }
}

fn figures(look: &Look, span: Span, days: &[NaiveDate], confidence: f64) -> DefaultRatesStudy {
    let ratings = ratings(look);
    let ends = (day::number(span.from), day::number(span.to));
    let found = rate::rates(&ratings, ends, &look.tape().exposure, confidence);
    let line = |(rating, line): &(Rating, Line)| DefaultLine { rating: Notch(*rating), figures: line.into() };
    DefaultRatesStudy {
        about: look.about(found.definition),
        ratings_source: SOURCE,
        from: span.from,
        to: span.to,
        days: span.to.signed_duration_since(span.from).num_days(),
        confidence,
        ratings: found.ratings.iter().filter(|(_, line)| line.base.loans > 0).map(line).collect(),
        investment_grade: (&found.investment).into(),
        speculative_grade: (&found.speculative).into(),
        all: (&found.all).into(),
        timeline: timeline(&ratings, days),
    }
}

/// The periods between these days, all counted in one pass.
fn timeline(ratings: &History, days: &[NaiveDate]) -> Vec<DefaultPeriod> {
    let numbers: Vec<i32> = days.iter().map(|day| day::number(*day)).collect();
    let Some(counts) = cohort::count(ratings, &numbers, Defaults::InPeriod) else { return vec![] };
    let share = |part: u64, of: u64| if of == 0 { 0.0 } else { (part as f64 / of as f64).min(1.0) };
    let period = |(at, ends): (usize, &[NaiveDate])| {
        let sum = |to: Rating| Rating::ALL.iter().map(|from| counts.cell(at, *from, to)).sum::<u64>();
        let rated: u64 = Rating::ALL.into_iter().map(sum).sum();
        let (defaulted, withdrawn) = (sum(Rating::D), sum(Rating::WITHDRAWN));
        let loans = rated + withdrawn;
        let by_count = share(defaulted, loans);
        DefaultPeriod {
            from: ends[0],
            to: ends[1],
            loans,
            defaulted,
            withdrawn,
            by_count,
            adjusted_by_count: share(2 * defaulted, 2 * loans - withdrawn),
            by_count_a_year: rate::a_year(by_count, numbers[at + 1] - numbers[at]),
        }
    };
    days.windows(2).enumerate().map(period).collect()
}

async fn study_default_rates(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    terms: Query<DefaultTerms>,
    at: Query<AsOf>,
) -> Result<Answer<DefaultRatesStudy>> {
    let span = terms.0.span(today(can.app(), &at.0))?;
    let days = if span.periods(terms.0.horizon) > 0 { span.days(terms.0.horizon)? } else { vec![] };
    let confidence = terms.0.confidence;
    study(&can, over_time(id.0, which.0, at.0), terms.0, move |look| {
        Ok(figures(look, span, &days, confidence))
    })
    .await
}

/// Which loans of a period to list.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct WantedDefaults {
    /// The rating on the first day.
    #[garde(skip)]
    from_rating: Option<Entry>,
    /// How they ended by the last day.
    #[garde(skip)]
    ended: Option<Ended>,
}

async fn list_defaulted_loans(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (terms, wanted): (Query<DefaultTerms>, Query<WantedDefaults>),
    (at, slice): (Query<AsOf>, Query<Slice>),
) -> Result<Answer<SteppedLoans>> {
    let (wanted, slice) = (wanted.0, opened::slice(&slice.0, at.0.format));
    let span = terms.0.span(today(can.app(), &at.0))?;
    study(&can, over_time(id.0, which.0, at.0), (terms.0, wanted, slice), move |look| {
        let from = Wanted { from: wanted.from_rating.map(|one| one.0), ..Wanted::default() };
        let mut steps = moves::steps(&ratings(look), &[span.from, span.to], Defaults::InPeriod, &from);
        steps.retain(|step| match wanted.ended {
            None => true,
            Some(Ended::Defaulted) => step.to == Rating::D,
            Some(Ended::Withdrawn) => step.to == Rating::WITHDRAWN,
            Some(Ended::Open) => step.to < Rating::D,
        });
        Ok(opened(look, &steps, slice, rate::DEFINITION))
    })
    .await
}

/// The operations on default rates of a period.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/analytics/default-rates";
    Routes::new().get(all, study_default_rates, "Study the default rates of a period").get(
        format!("{all}/loans"),
        list_defaulted_loans,
        "List the loans behind a default rate",
    )
}
