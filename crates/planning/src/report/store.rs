//! What a statement needs of a month.
use std::collections::HashMap;

use kernel::{Currency, Money, Month, Result};
use sea_orm::{FromQueryResult, Statement, entity::prelude::*};

use crate::transaction::store::{self as transactions, Filter, Model};

/// Most transactions of a statement.
pub const MOST: u64 = 5_000;

/// What an account did in a month.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Course {
    /// Which account.
    pub account_id: i64,
    /// What it held before.
    pub opening: Money,
    /// What went in.
    pub money_in: Money,
    /// What went out.
    pub money_out: Money,
}

/// What the accounts of a person did in a month, by account.
pub async fn courses(
    db: &impl ConnectionTrait,
    user_id: i64,
    month: Month,
    currency: &Currency,
) -> Result<HashMap<i64, Course>> {
    let sql = "SELECT account_id, \
               CAST(SUM(CASE WHEN month < $2 THEN debit - credit ELSE 0 END) AS BIGINT) AS opening, \
               CAST(SUM(CASE WHEN month = $2 THEN debit ELSE 0 END) AS BIGINT) AS money_in, \
               CAST(SUM(CASE WHEN month = $2 THEN credit ELSE 0 END) AS BIGINT) AS money_out \
               FROM ledger_totals WHERE user_id = $1 AND account_id > 0 AND month <= $2 AND currency = $3 \
               GROUP BY account_id";
    let values = [user_id.into(), month.to_string().into(), currency.to_string().into()];
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let rows = rows.iter().map(|row| Course::from_query_result(row, ""));
    Ok(rows.map(|row| row.map(|row| (row.account_id, row))).collect::<Result<_, _>>()?)
}

/// The transactions of a month, the oldest first.
pub async fn transactions(
    db: &impl ConnectionTrait,
    user_id: i64,
    month: Month,
    account_id: Option<i64>,
) -> Result<Vec<Model>> {
    let (from, to) = (Some(month.first_day()), Some(month.last_day()));
    let filter = Filter { account_id, from, to, ..Filter::default() };
    let mut rows = transactions::newest(db, user_id, filter, MOST).await?;
    rows.reverse();
    Ok(rows)
}
