//! Portfolios over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Currency, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice,
    Valid, extract::flag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{self, Filter},
};
use crate::permissions::{Read, Write};

/// A portfolio, and what its loans come to.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Portfolio {
    /// What it is called; unique among its owner's.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its number.
    pub id: i64,
    /// Its owner.
    pub owner_id: i64,
    /// Whether it is in use.
    pub is_active: bool,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was last changed itself; changes of its loans don't count.
    pub updated_at: DateTime<Utc>,
    /// How many loans it has.
    pub loan_count: i64,
    /// The sum of their amounts.
    pub total_exposure: Money,
    /// The currency of all its amounts: that of the house (ISO 4217).
    pub currency: Currency,
    /// The mean of their ratings on the scale of 22 notches, weighted by amount: the nearest notch, half a notch being
    /// the worse one. `null` without a loan.
    pub average_rating: Option<&'static str>,
    /// How many are Performing.
    pub performing_count: i64,
    /// How many are on the Watch List.
    pub watch_list_count: i64,
    /// How many are Non-Performing.
    pub non_performing_count: i64,
    /// How many are Defaulted.
    pub defaulted_count: i64,
    /// The number of the last change of any of its loans.
    pub revision: i64,
}

/// A new portfolio.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewPortfolio {
    /// What it is called.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) name: String,
    /// What it is about.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) description: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "name": "Corporate loans 2027", "description": "Term loans to companies" })
}

/// What may change of a portfolio; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct PortfolioPatch {
    /// What it is called.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) name: Given<String>,
    /// What it is about.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) description: Given<Option<String>>,
    /// Whether it is in use.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_active: Given<bool>,
}

/// Which portfolios to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct PortfolioFilter {
    /// Only those in use, or only the others.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    is_active: Option<bool>,
    /// Part of the name, in any case.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Only this person's: for administrators, who see everyone's.
    #[garde(skip)]
    owner_id: Option<i64>,
}

async fn list_portfolios(
    can: Can<Read>,
    which: Query<PortfolioFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Portfolio>> {
    let PortfolioFilter { is_active, search, owner_id } = which.0;
    let owner = if commands::keeps_all(&can) { owner_id } else { Some(can.user_id) };
    let filter = Filter { owner, is_active, search };
    let (rows, total) = store::page(can.db(), filter, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: commands::show(can.app(), rows).await?, total })
}

async fn create_portfolio(can: Can<Write>, body: Valid<NewPortfolio>) -> Result<Created<Portfolio>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/v1/portfolios/{}", body.id), body })
}

async fn get_portfolio(can: Can<Read>, id: Path<i64>) -> Result<One<Portfolio>> {
    let row = commands::seen(&can, id.0).await?;
    commands::show_one(can.app(), row).await.map(One)
}

async fn update_portfolio(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PortfolioPatch>,
) -> Result<One<Portfolio>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn patch_portfolio(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PortfolioPatch>,
) -> Result<One<Portfolio>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_portfolio(can: Can<Write>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations on portfolios.
pub fn routes() -> Routes {
    let (all, one) = ("/api/v1/portfolios", "/api/v1/portfolios/{id}");
    Routes::new()
        .get(all, list_portfolios, "List credit portfolios")
        .post(all, create_portfolio, "Open a credit portfolio")
        .get(one, get_portfolio, "Get a credit portfolio")
        .put(one, update_portfolio, "Change a credit portfolio")
        .patch(one, patch_portfolio, "Change a credit portfolio")
        .delete(one, delete_portfolio, "Delete a credit portfolio with its loans")
}
