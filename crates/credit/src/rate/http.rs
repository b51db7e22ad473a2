//! Default rates over HTTP.
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, IfMatch, Listed, One, Query, Result, Routes, Slice, Valid};
use risk::rates::Rate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, model,
    store::{self, Model},
};
use crate::{
    day::Day,
    permissions::{Administer, Read},
    word::{self, Notch},
};

/// The rates of a notch from a day on.
#[derive(Clone, Serialize, JsonSchema)]
pub struct RateLine {
    /// The notch.
    pub credit_rating: Notch,
    /// Probability of default within a year, as a share of one.
    pub default_probability: f64,
    /// What comes back after a default, as a share of one.
    pub recovery_rate: f64,
    /// Risk weight, as a share of one.
    pub risk_weight: f64,
    /// The day from which it holds, until the next line of the notch.
    pub valid_from: NaiveDate,
    /// Who set it: a handle.
    pub set_by: String,
    /// When it was set.
    pub created_at: DateTime<Utc>,
}

impl From<Model> for RateLine {
    fn from(row: Model) -> Self {
        Self {
            credit_rating: Notch(word::rating(row.credit_rating)),
            default_probability: row.default_probability as f64 / model::MILLION,
            recovery_rate: row.recovery_rate as f64 / model::TEN_THOUSAND,
            risk_weight: row.risk_weight as f64 / model::TEN_THOUSAND,
            valid_from: row.valid_from,
            set_by: row.set_by,
            created_at: row.created_at,
        }
    }
}

/// The default rates that hold on a day.
#[derive(Clone, Serialize, JsonSchema)]
pub struct RateTable {
    /// The day.
    pub as_of: NaiveDate,
    /// What is done for a notch that is not listed.
    pub definition: &'static str,
    /// A line for each listed notch, best first.
    pub rates: Vec<RateLine>,
}

impl RateTable {
    /// Of these lines.
    pub(crate) fn of(as_of: NaiveDate, rows: Vec<Model>) -> Self {
        let definition = risk::rates::Gap::default().definition();
        Self { as_of, definition, rates: rows.into_iter().map(RateLine::from).collect() }
    }

    /// By notch: so that the audit log can say from what to what each was changed.
    pub(crate) fn by_notch(&self) -> BTreeMap<&'static str, &RateLine> {
        self.rates.iter().map(|line| (line.credit_rating.0.name(), line)).collect()
    }
}

/// On which day.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct AsOf {
    /// The day; today by default.
    #[garde(skip)]
    as_of: Option<Day>,
}

/// Of which notch.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct OfNotch {
    /// Only of this notch.
    #[garde(skip)]
    credit_rating: Option<Notch>,
}

/// Rates for a notch, in shares of one: 4 % is 0.04.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewRate {
    /// The notch.
    #[garde(skip)]
    credit_rating: Notch,
    /// Probability of default within a year; up to 6 decimals, and 1 for D.
    #[garde(range(min = 0.0, max = 1.0))]
    default_probability: f64,
    /// What comes back after a default; up to 4 decimals.
    #[garde(range(min = 0.0, max = 1.0))]
    recovery_rate: f64,
    /// Risk weight; up to 4 decimals.
    #[garde(range(min = 0.0, max = 12.5))]
    risk_weight: f64,
}

/// A version of the default rates.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewRates {
    /// The day from which it holds. What was computed as of an earlier day stays as it is.
    #[garde(skip)]
    pub(crate) valid_from: Day,
    /// The notches to set; the others keep the rates they have.
    #[garde(length(min = 1, max = 22), dive)]
    rates: Vec<NewRate>,
}

impl NewRates {
    /// Its lines, exactly.
    pub(crate) fn lines(&self) -> Result<Vec<Rate>> {
        let line = |(place, new): (usize, &NewRate)| {
            let NewRate { credit_rating, default_probability, recovery_rate, risk_weight } = new;
            model::line(place, credit_rating.0, *default_probability, *recovery_rate, *risk_weight)
        };
        self.rates.iter().enumerate().map(line).collect()
    }
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "valid_from": "2027-01-01",
        "rates": [{ "credit_rating": "BBB", "default_probability": 0.0042, "recovery_rate": 0.8, "risk_weight": 0.5 }],
    })
}

async fn list_default_rates(can: Can<Read>, when: Query<AsOf>) -> Result<One<RateTable>> {
    let today = can.app().clock.now().date_naive();
    commands::table(&can, when.0.as_of.map_or(today, |day| day.0)).await.map(One)
}

async fn list_default_rate_history(
    can: Can<Read>,
    which: Query<OfNotch>,
    slice: Query<Slice>,
) -> Result<Listed<RateLine>> {
    let notch = which.0.credit_rating.map(Notch::number);
    let (rows, total) = store::history(can.db(), notch, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: rows.into_iter().map(RateLine::from).collect(), total })
}

async fn set_default_rates(
    can: Can<Administer>,
    if_match: IfMatch,
    body: Valid<NewRates>,
) -> Result<One<RateTable>> {
    commands::set(&can, &if_match, body.0).await.map(One)
}

/// The operations on default rates.
pub fn routes() -> Routes {
    let all = "/api/v1/default-rates";
    Routes::new()
        .get(all, list_default_rates, "Show the default rates of a day")
        .put(all, set_default_rates, "Set default rates from a day on")
        .get(format!("{all}/history"), list_default_rate_history, "List all versions of the default rates")
}
