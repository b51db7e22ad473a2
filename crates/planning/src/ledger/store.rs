//! The only two ways to the postings: [`book`] and [`unbook`]. Both keep the monthly totals in step.
use chrono::NaiveDate;
use kernel::{Currency, Error, Money, Month, Result};
use sea_orm::{ActiveValue::Set, QueryOrder, Statement, Value, entity::prelude::*};

use super::model::Posting;
use crate::{account, category};

/// A posting as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transaction_postings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transaction_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub user_id: i64,
    pub account_id: Option<i64>,
    pub category_id: Option<i64>,
    pub currency: Currency,
    pub amount: Money,
    pub memo: String,
    pub date: NaiveDate,
    pub month: Month,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// To what a set of postings belongs.
#[derive(Clone, Copy, Debug)]
pub struct Owner {
    /// Whose books.
    pub user_id: i64,
    /// Of which transaction.
    pub transaction_id: i64,
    /// On which day.
    pub date: NaiveDate,
}

fn rows_of(of: Owner, postings: &[Posting], from: i64) -> Result<Vec<ActiveModel>> {
    let month =
        Month::of(of.date).map_err(|_| Error::invalid("date", "must lie in the years 1900 to 9999"))?;
    let row = |(position, posting): (i64, &Posting)| ActiveModel {
        transaction_id: Set(of.transaction_id),
        user_id: Set(of.user_id),
        position: Set(position),
        account_id: Set(posting.account_id),
        category_id: Set(posting.category_id),
        currency: Set(posting.currency.clone()),
        amount: Set(posting.amount),
        memo: Set(posting.memo.clone()),
        date: Set(of.date),
        month: Set(month),
    };
    Ok((from..).zip(postings).map(row).collect())
}

/// Holds accounts and categories of a person, so that they are still there when what is booked to them is.
pub async fn hold(
    db: &impl ConnectionTrait,
    user_id: i64,
    accounts: &[i64],
    categories: &[i64],
) -> Result<()> {
    if !accounts.is_empty() {
        let held = account::store::hold(db, user_id, accounts).await?;
        if accounts.iter().any(|id| !held.contains(id)) {
            return Err(Error::conflict("An account was removed meanwhile. Choose another."));
        }
    }
    if !categories.is_empty() {
        let held = category::hold(db, user_id, categories).await?;
        if categories.iter().any(|id| !held.contains(id)) {
            return Err(Error::conflict("A category was removed meanwhile. Choose another."));
        }
    }
    Ok(())
}

async fn hold_sides(db: &impl ConnectionTrait, user_id: i64, postings: &[Posting]) -> Result<()> {
    let ids = |side: fn(&Posting) -> Option<i64>| {
        let mut ids = postings.iter().filter_map(side).collect::<Vec<_>>();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    hold(db, user_id, &ids(|p| p.account_id), &ids(|p| p.category_id)).await
}

/// Writes the postings of a transaction, and adds them to the totals.
pub async fn book(db: &impl ConnectionTrait, of: Owner, postings: &[Posting]) -> Result<()> {
    hold_sides(db, of.user_id, postings).await?;
    Entity::insert_many(rows_of(of, postings, 0)?).exec_without_returning(db).await?;
    total(db, "p.transaction_id = $1", [of.transaction_id.into()], 1).await
}

/// Takes the postings of these transactions back, out of the totals too.
pub async fn unbook(db: &impl ConnectionTrait, transactions: &[i64]) -> Result<()> {
    for ids in transactions.chunks(500) {
        let places = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let which = format!("p.transaction_id IN ({places})");
        total(db, &which, ids.iter().map(|id| Value::from(*id)), -1).await?;
        Entity::delete_many().filter(Column::TransactionId.is_in(ids.iter().copied())).exec(db).await?;
    }
    Ok(())
}

/// Adds the postings that `which` names to the totals, `sign` times. In order, so that two writers never wait
/// for each other.
pub async fn total(
    db: &impl ConnectionTrait,
    which: &str,
    values: impl IntoIterator<Item = Value>,
    sign: i64,
) -> Result<()> {
    let sql = format!(
        "INSERT INTO ledger_totals (user_id, month, account_id, category_id, currency, debit, credit, entries) \
         SELECT p.user_id, p.month, COALESCE(p.account_id, 0), COALESCE(p.category_id, 0), p.currency, \
         {sign} * CAST(SUM(CASE WHEN p.amount > 0 THEN p.amount ELSE 0 END) AS BIGINT), \
         {sign} * CAST(SUM(CASE WHEN p.amount < 0 THEN -p.amount ELSE 0 END) AS BIGINT), \
         {sign} * COUNT(*) \
         FROM transaction_postings p WHERE {which} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5 \
         ON CONFLICT (user_id, month, account_id, category_id, currency) DO UPDATE SET \
         debit = ledger_totals.debit + excluded.debit, credit = ledger_totals.credit + excluded.credit, \
         entries = ledger_totals.entries + excluded.entries"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    match db.execute_raw(statement).await {
        Ok(_) => Ok(()),
        // The sums have a limit, so that they stay exact.
        Err(e) if e.to_string().to_lowercase().contains("check constraint") => Err(Error::conflict(
            "What is booked to this account or category in this month sums to more than can be kept.",
        )),
        Err(e) => Err(e.into()),
    }
}

/// The postings of these transactions, in the order of their parts.
pub async fn of(db: &impl ConnectionTrait, transactions: &[i64]) -> Result<Vec<Model>> {
    let mut all = vec![];
    for ids in transactions.chunks(1_000) {
        let which = Column::TransactionId.is_in(ids.iter().copied());
        let some = Entity::find().filter(which).order_by_asc(Column::TransactionId);
        all.extend(some.order_by_asc(Column::Position).all(db).await?);
    }
    Ok(all)
}

/// Puts all that these transactions have in categories into one, or into none.
pub async fn recategorise(
    db: &impl ConnectionTrait,
    transactions: &[i64],
    category_id: Option<i64>,
) -> Result<()> {
    for ids in transactions.chunks(500) {
        let places = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let which = format!("p.account_id IS NULL AND p.transaction_id IN ({places})");
        let values = || ids.iter().map(|id| Value::from(*id));
        total(db, &which, values(), -1).await?;
        Entity::update_many()
            .col_expr(Column::CategoryId, Expr::value(category_id))
            .filter(Column::AccountId.is_null())
            .filter(Column::TransactionId.is_in(ids.iter().copied()))
            .exec(db)
            .await?;
        total(db, &which, values(), 1).await?;
    }
    Ok(())
}

impl From<Model> for Posting {
    fn from(row: Model) -> Self {
        Self {
            account_id: row.account_id,
            category_id: row.category_id,
            currency: row.currency,
            amount: row.amount,
            memo: row.memo,
        }
    }
}

/// Writes the other sides of transactions whose accounts are booked already, and adds them to the totals.
pub async fn book_others(db: &impl ConnectionTrait, all: &[(Owner, Vec<Posting>)]) -> Result<()> {
    for some in all.chunks(200) {
        let mut rows = vec![];
        for (of, postings) in some {
            rows.extend(rows_of(*of, postings, 1)?);
        }
        if rows.is_empty() {
            continue;
        }
        Entity::insert_many(rows).exec_without_returning(db).await?;
        let places = (1..=some.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let which = format!("p.account_id IS NULL AND p.transaction_id IN ({places})");
        total(db, &which, some.iter().map(|(of, _)| Value::from(of.transaction_id)), 1).await?;
    }
    Ok(())
}

/// Removes the postings of an account that is gone, whose transactions went with it.
pub async fn forget(db: &impl ConnectionTrait, user_id: i64) -> Result<()> {
    Entity::delete_many().filter(Column::UserId.eq(user_id)).exec(db).await?;
    Ok(())
}
