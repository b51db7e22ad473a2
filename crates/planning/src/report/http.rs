//! The monthly statement over HTTP.
use std::collections::HashMap;

use garde::Validate;
use kernel::{
    Can, Currency, Error, Money, Month, Path, Query, Resource, Result, Routes,
    sheet::{Paper, Served},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{sheet::Sheet, store};
use crate::{
    account,
    budget::{self, Budgets},
    category,
    dashboard::{self, http::sides, model::Books},
    permissions::Read,
    transaction::{store::shown, view::TransactionView},
};

/// What the statement is about.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct About {
    /// In this currency; the client's main one by default.
    #[garde(skip)]
    currency: Option<Currency>,
    /// Only this account.
    #[garde(skip)]
    account_id: Option<i64>,
}

async fn monthly_statement(can: Can<Read>, month: Path<Month>, about: Query<About>) -> Result<Paper> {
    let (db, user_id, month) = (can.db(), can.user_id, month.0);
    let currency = match (about.0.currency, about.0.account_id) {
        (_, Some(id)) => account::store::mine(db, &can, id, false).await?.currency,
        (Some(currency), None) => currency,
        (None, None) => budget::home_currency(can.app(), db, user_id).await?,
    };
    let owner = can.app().people([user_id]).await?.remove(&user_id);
    let only = about.0.account_id;
    let mut courses = store::courses(db, user_id, month, &currency).await?;
    let wanted = |account: &account::store::Model| {
        account.currency == currency && only.is_none_or(|only| only == account.id)
    };
    let accounts = account::store::all(db, user_id).await?.into_iter().filter(wanted).map(|account| {
        let course = courses.remove(&account.id).unwrap_or_default();
        (account, course)
    });
    let accounts = accounts.collect::<Vec<_>>();
    let categories = category::all(db, user_id).await?;
    let totals = dashboard::store::totals(db, user_id).await?;
    let sides = sides(&categories);
    let names: HashMap<_, _> = categories.into_iter().map(|(id, category)| (id, category.name)).collect();
    let books = Books { totals: &totals, sides: &sides };
    let mut budgets = dashboard::store::budgets(db, user_id, month, &currency).await?;
    let (mut flow, mut spent) = (books.flow(&currency, month), books.spent(&currency, month, &names));
    if only.is_some() {
        // Budgets and categories are about all accounts together; of one its own course is told.
        (budgets, spent) = (vec![], vec![]);
        flow.income = Money::try_sum(accounts.iter().map(|(_, course)| course.money_in))?;
        flow.spending = Money::try_sum(accounts.iter().map(|(_, course)| course.money_out))?;
    }
    let rows = store::transactions(db, user_id, month, only).await?;
    let side = |view: TransactionView| view.seen_from(&currency, only);
    let cut = rows.len() as u64 >= store::MOST;
    let transactions = shown(db, user_id, rows).await?.into_iter().filter_map(side).collect();
    let sheet = Sheet {
        cut,
        owner: owner.ok_or_else(|| Error::not_found("Account not found"))?,
        month,
        made: can.app().clock.now(),
        accounts,
        flow,
        spent,
        budgets: Budgets::show(&can, db, budgets).await?,
        transactions,
        currency,
    };
    let bytes = tokio::task::spawn_blocking(move || sheet.write()).await.map_err(Error::internal)??;
    Ok(Paper(Served { name: format!("statement-{month}.pdf"), bytes }))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().get(
        "/api/v1/financial/statements/{month}",
        monthly_statement,
        "Get the statement of a month as a PDF",
    )
}
