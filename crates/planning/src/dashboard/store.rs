//! The monthly totals of a person.
use kernel::{Currency, Money, Month, Result};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, Statement, entity::prelude::*};

use super::model::Total;
use crate::{budget, goal};

/// How many budgets and goals a dashboard shows.
const MOST: u64 = 100;

#[derive(FromQueryResult)]
struct Row {
    month: Month,
    account_id: i64,
    category_id: i64,
    currency: Currency,
    debit: Money,
    credit: Money,
}

/// All of them: a few for each month and account or category, however many transactions there are.
pub async fn totals(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Total>> {
    let sql = "SELECT month, account_id, category_id, currency, debit, credit FROM ledger_totals \
               WHERE user_id = $1 AND entries <> 0";
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, [user_id.into()]))
        .await?;
    let total = |row: Row| Total {
        month: row.month,
        account_id: row.account_id,
        category_id: row.category_id,
        currency: row.currency,
        debit: row.debit,
        credit: row.credit,
    };
    Ok(rows.iter().map(|row| Row::from_query_result(row, "").map(total)).collect::<Result<_, _>>()?)
}

/// A person's budgets of a month.
pub async fn budgets(
    db: &impl ConnectionTrait,
    user_id: i64,
    month: Month,
    currency: &Currency,
) -> Result<Vec<budget::Model>> {
    let mine = budget::Entity::find()
        .filter(budget::Column::UserId.eq(user_id))
        .filter(budget::Column::Month.eq(month))
        .filter(budget::Column::Currency.eq(currency.clone()));
    Ok(mine.order_by_asc(budget::Column::Id).limit(MOST).all(db).await?)
}

/// A person's goals that are under way, the most urgent first.
pub async fn goals(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<goal::Model>> {
    let mine = goal::Entity::find()
        .filter(goal::Column::UserId.eq(user_id))
        .filter(goal::Column::Status.eq(goal::GoalStatus::Active));
    let urgent = mine.order_by_asc(goal::Column::Deadline).order_by_asc(goal::Column::Id);
    Ok(urgent.limit(MOST).all(db).await?)
}
