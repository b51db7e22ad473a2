//! Accounts in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Caller, Currency, Error, Money, Result};
use schemars::JsonSchema;
use sea_orm::{
    Condition, ExprTrait, FromQueryResult, QueryOrder, QuerySelect, Statement, Value, entity::prelude::*,
};
use serde::{Deserialize, Serialize};

use super::view::AccountView;
use crate::ledger;

/// What kind of place for money an account is.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum AccountKind {
    /// For daily payments.
    #[default]
    Checking,
    /// Put aside.
    Savings,
    /// Notes and coins.
    Cash,
    /// Owed to the bank of a card.
    CreditCard,
    /// Owed to a lender.
    Loan,
    /// Shares, funds, deposits.
    Investment,
    /// Anything else of value.
    Other,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub name: String,
    pub kind: AccountKind,
    pub currency: Currency,
    pub number: Option<String>,
    pub bank: Option<String>,
    pub closed_on: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which accounts to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this kind.
    pub kind: Option<AccountKind>,
    /// Only in this currency.
    pub currency: Option<Currency>,
    /// Only open ones, or only closed ones.
    pub open: Option<bool>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let open = |open| if open { Column::ClosedOn.is_null() } else { Column::ClosedOn.is_not_null() };
        Self::all()
            .add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(filter.currency.map(|currency| Column::Currency.eq(currency)))
            .add_option(filter.open.map(open))
    }
}

/// A page of a person's accounts, and how many there are.
pub async fn page(caller: &Caller, filter: Filter, skip: u64, limit: u64) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::UserId.eq(caller.user_id)).filter(Condition::from(filter));
    let total = all.clone().count(caller.db()).await?;
    Ok((all.order_by_asc(Column::Id).offset(skip).limit(limit).all(caller.db()).await?, total))
}

/// An account of the caller: 404 if there is none, 403 if it is somebody else's.
pub async fn mine(db: &impl ConnectionTrait, caller: &Caller, id: i64, lock: bool) -> Result<Model> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    match find.one(db).await? {
        Some(account) if account.user_id == caller.user_id => Ok(account),
        Some(_) => Err(Error::forbidden("Access denied")),
        None => Err(Error::not_found("Account not found")),
    }
}

/// Locks these accounts of a person against removal until the transaction ends; tells which there are.
pub async fn hold(db: &impl ConnectionTrait, user_id: i64, ids: &[i64]) -> Result<Vec<i64>> {
    let which = Column::UserId.eq(user_id).and(Column::Id.is_in(ids.iter().copied()));
    let held = Entity::find().filter(which).order_by_asc(Column::Id).lock_shared();
    Ok(held.select_only().column(Column::Id).into_tuple().all(db).await?)
}

/// Puts those who write to the books of one person in line, so that none waits for another who waits for him.
pub async fn in_line(db: &impl ConnectionTrait, user_id: i64) -> Result<()> {
    let mine = Entity::find().select_only().column(Column::Id).filter(Column::UserId.eq(user_id));
    mine.order_by_asc(Column::Id).lock_exclusive().into_tuple::<i64>().all(db).await?;
    Ok(())
}

/// Nothing changes what a closed account holds.
pub fn must_be_open(account: &Model) -> Result<()> {
    match account.closed_on {
        Some(day) => {
            Err(Error::conflict(format!("{} is closed since {day}. Open it again first.", account.name)))
        }
        None => Ok(()),
    }
}

/// All accounts of a person, the oldest first.
pub async fn all(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Column::UserId.eq(user_id)).order_by_asc(Column::Id);
    Ok(all.all(db).await?)
}

/// The currency in which a client thinks: that of his oldest open account.
pub async fn main_currency(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<Currency>> {
    let open = Column::UserId.eq(user_id).and(Column::ClosedOn.is_null());
    let oldest = Entity::find().filter(open).order_by_asc(Column::Id).limit(1);
    Ok(oldest.one(db).await?.map(|account| account.currency))
}

/// What an account adds up to.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Balance {
    /// Which account.
    pub account_id: i64,
    /// All that ever went in, less all that left.
    pub balance: Money,
    /// How many times something did.
    pub entries: i64,
}

/// The balances of a person's accounts, up to the end of `month` where one is given.
pub async fn balances(
    db: &impl ConnectionTrait,
    user_id: i64,
    until: Option<kernel::Month>,
) -> Result<HashMap<i64, Balance>> {
    let (and, mut values) = ("AND month <= $2", vec![Value::from(user_id)]);
    let and = until.map_or("", |month| {
        values.push(month.to_string().into());
        and
    });
    let sql = format!(
        "SELECT account_id, CAST(SUM(debit - credit) AS BIGINT) AS balance, \
         CAST(SUM(entries) AS BIGINT) AS entries \
         FROM ledger_totals WHERE user_id = $1 AND account_id > 0 {and} GROUP BY account_id"
    );
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let rows = rows.iter().map(|row| Balance::from_query_result(row, ""));
    Ok(rows.map(|row| row.map(|row| (row.account_id, row))).collect::<Result<_, _>>()?)
}

/// What the owner sees of an account.
pub async fn seen(db: &impl ConnectionTrait, account: Model) -> Result<AccountView> {
    let balances = balances(db, account.user_id, None).await?;
    Ok(AccountView::of(account, &balances))
}

/// Whether anything was ever booked to an account.
pub async fn is_used(db: &impl ConnectionTrait, id: i64) -> Result<bool> {
    let any = ledger::store::Entity::find().filter(ledger::store::Column::AccountId.eq(id));
    Ok(any.one(db).await?.is_some())
}

/// Removes an account that nothing was booked to.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// A line of an account's register.
#[derive(Clone, Debug, FromQueryResult)]
pub struct RegisterRow {
    /// Of which transaction.
    pub transaction_id: i64,
    /// What it did to this account.
    pub amount: Money,
    /// What the account held after it.
    pub balance: Money,
}

/// The lines of an account's register, the newest first, each with the balance after it.
pub async fn register(
    db: &impl ConnectionTrait,
    account_id: i64,
    skip: u64,
    limit: u64,
) -> Result<Vec<RegisterRow>> {
    // Backwards from the present balance: only the lines down to this page are read.
    let sql = "SELECT transaction_id, amount, CAST(total - COALESCE(SUM(amount) OVER newer, 0) AS BIGINT) AS balance \
               FROM (SELECT p.transaction_id, p.amount, p.date, t.total FROM transaction_postings p \
                     CROSS JOIN (SELECT COALESCE(SUM(debit - credit), 0) AS total FROM ledger_totals \
                                 WHERE account_id = $1 AND user_id = (SELECT user_id FROM accounts WHERE id = $1)) t \
                     WHERE p.account_id = $1 ORDER BY p.date DESC, p.transaction_id DESC LIMIT $2) lines \
               WINDOW newer AS (ORDER BY date DESC, transaction_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) \
               ORDER BY date DESC, transaction_id DESC LIMIT $3 OFFSET $4";
    let values: [Value; 4] =
        [account_id.into(), ((skip + limit) as i64).into(), (limit as i64).into(), (skip as i64).into()];
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(rows.iter().map(|row| RegisterRow::from_query_result(row, "")).collect::<Result<_, _>>()?)
}
