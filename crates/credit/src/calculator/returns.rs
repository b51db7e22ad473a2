//! Rates of return of flows of money.
use axum::Json;
use garde::Validate;
use kernel::{Can, Error, Money, Result, Routes, Valid};
use risk::returns::{self, Returns};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    day::{Day, number},
    permissions::Read,
};

/// The most flows that are looked at: a century of months, and the payment out.
const MOST_FLOWS: usize = 1_201;

/// Money that goes out (below 0) or comes in (above 0).
#[derive(Deserialize, JsonSchema, Validate)]
pub struct DatedFlow {
    /// Below 0 when it goes out.
    #[garde(skip)]
    amount: Money,
    /// When; all flows have a day, or none has.
    #[serde(default)]
    #[garde(skip)]
    date: Option<Day>,
}

/// The flows, and which of several rates is meant.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct Flows {
    /// 2 to 1,201 flows. Without days they lie one period apart, the first at the beginning.
    #[garde(dive)]
    #[schemars(length(min = 2, max = 1201))]
    flows: Vec<DatedFlow>,
    /// Of several rates the one nearest to this is `rate`; 0.1 by default.
    #[serde(default = "ten_percent")]
    #[garde(range(min = -0.9999, max = 1_000_000.0))]
    guess: f64,
    /// How many periods make a year, for flows without days; 1 by default.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 366))]
    periods_a_year: u32,
}

fn ten_percent() -> f64 {
    0.1
}

fn one() -> u32 {
    1
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "flows": [
            { "amount": -10_000, "date": "2008-01-01" }, { "amount": 2_750, "date": "2008-03-01" },
            { "amount": 4_250, "date": "2008-10-30" }, { "amount": 3_250, "date": "2009-02-15" },
            { "amount": 2_750, "date": "2009-04-01" },
        ],
    })
}

/// How the flows lie in time.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
enum Method {
    Irr,
    Xirr,
}

/// Rates of return.
#[derive(Serialize, JsonSchema)]
pub struct Yield {
    /// `xirr` for flows with days, else `irr`.
    method: Method,
    /// The rate at which the flows are worth nothing: a period's, or for flows with days a year's. 0.05 is 5 %. Of
    /// several the nearest to the guess; `null` when no rate between −99.9999 % and 4.8e8 does it.
    rate: Option<f64>,
    /// The same as a rate a year, compounded.
    rate_a_year: Option<f64>,
    /// What the flows are worth at `rate`: nothing but what rounding leaves.
    net_present_value: Option<f64>,
    /// All rates, ascending.
    all_rates: Vec<f64>,
    /// How often the flows change sign; there are no more rates than this.
    sign_changes: usize,
    /// Whether these are proven to be all; beyond 24 changes of sign only a grid is searched.
    complete: bool,
    /// What the rate means.
    definition: &'static str,
}

/// Exact until here; a rate is no exact number.
fn float(amount: Money) -> f64 {
    amount.units() as f64 / Money::SCALE as f64
}

impl Flows {
    fn check(&self) -> Result<()> {
        if !(2..=MOST_FLOWS).contains(&self.flows.len()) {
            return Err(Error::invalid("flows", format!("must be 2 to {MOST_FLOWS} flows")));
        }
        let dated = self.flows.iter().filter(|flow| flow.date.is_some()).count();
        if dated != 0 && dated != self.flows.len() {
            return Err(Error::invalid("flows", "give every flow a date, or none"));
        }
        let has = |wanted: fn(&Money) -> bool| self.flows.iter().any(|flow| wanted(&flow.amount));
        if !has(|amount| *amount < Money::ZERO) || !has(|amount| *amount > Money::ZERO) {
            let says = "need at least one amount below 0 (paid out) and one above 0 (paid in)";
            return Err(Error::invalid("flows", says));
        }
        Ok(())
    }

    fn solve(&self) -> Yield {
        let dated: Option<Vec<(i32, f64)>> =
            self.flows.iter().map(|flow| Some((number(flow.date?.0), float(flow.amount)))).collect();
        match dated {
            Some(flows) => {
                let found = returns::xirr(&flows, self.guess);
                let worth = found.rate.map(|rate| returns::xnpv(&flows, rate));
                told(found, Method::Xirr, worth, |rate| rate)
            }
            None => {
                let flows: Vec<f64> = self.flows.iter().map(|flow| float(flow.amount)).collect();
                let found = returns::irr(&flows, self.guess);
                let worth = found.rate.map(|rate| returns::npv(&flows, rate));
                told(found, Method::Irr, worth, |rate| returns::effective(rate, self.periods_a_year))
            }
        }
    }
}

fn told(found: Returns, method: Method, worth: Option<f64>, a_year: impl Fn(f64) -> f64) -> Yield {
    Yield {
        method,
        rate: found.rate,
        rate_a_year: found.rate.map(a_year).filter(|rate| rate.is_finite()),
        net_present_value: worth.filter(|worth| worth.is_finite()),
        all_rates: found.all,
        sign_changes: found.sign_changes,
        complete: found.complete,
        definition: found.definition,
    }
}

async fn calculate_yield(_: Can<Read>, body: Valid<Flows>) -> Result<Json<Yield>> {
    body.0.check()?;
    // Many changes of sign take many divisions of the line: a second at most, but not on the thread of others.
    let found = tokio::task::spawn_blocking(move || body.0.solve()).await.map_err(Error::internal)?;
    Ok(Json(found))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().post(
        "/api/v1/credit/yield",
        calculate_yield,
        "Work out the rate of return of flows of money",
    )
}
