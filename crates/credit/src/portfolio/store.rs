//! Portfolios in the database, and the sums over their loans.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{
    Error, Result,
    db::{contains, slice},
};
use sea_orm::{
    Condition, ExprTrait, FromQueryResult, IntoActiveModel, QueryOrder, QuerySelect, SqlErr,
    entity::prelude::*,
    sea_query::{Expr, SimpleExpr},
};

use super::model::Tally;
use crate::{loan::store as loans, word};

/// A portfolio.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_portfolios")]
#[expect(missing_docs, reason = "the names are the contract's; see http::Portfolio")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub owner_id: i64,
    pub name: String,
    pub description: Option<String>,
    pub is_active: bool,
    /// The number of the last change of any of its loans.
    pub revision: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which portfolios to list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this person's.
    pub owner: Option<i64>,
    /// Only those in use, or only the others.
    pub is_active: Option<bool>,
    /// Part of the name, in any case.
    pub search: Option<String>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let search = filter.search.filter(|text| !text.trim().is_empty());
        Self::all()
            .add_option(filter.owner.map(|owner| Column::OwnerId.eq(owner)))
            .add_option(filter.is_active.map(|active| Column::IsActive.eq(active)))
            .add_option(search.map(|text| contains(Column::Name, text.trim())))
    }
}

/// The portfolio with this number; locked for the transaction where `lock` is set.
pub async fn by_id(db: &impl ConnectionTrait, id: i64, lock: bool) -> Result<Option<Model>> {
    let find = Entity::find_by_id(id);
    Ok(if lock { find.lock_exclusive() } else { find }.one(db).await?)
}

/// A slice of portfolios in the order in which they were opened, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    slice(Entity::find().filter(Condition::from(filter)).order_by_asc(Column::Id), db, skip, limit).await
}

/// Whether this person has another portfolio of this name.
pub async fn is_taken(db: &impl ConnectionTrait, owner: i64, name: &str, but: Option<i64>) -> Result<bool> {
    let mut find = Entity::find().filter(Column::OwnerId.eq(owner).and(Column::Name.eq(name)));
    if let Some(id) = but {
        find = find.filter(Column::Id.ne(id));
    }
    Ok(find.count(db).await? > 0)
}

/// 400, in the words of the contract.
pub fn taken() -> Error {
    Error::bad_request("Portfolio with this name already exists")
}

fn refused(e: DbErr) -> Error {
    match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(),
        _ => e.into(),
    }
}

/// Adds a portfolio.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    row.insert(db).await.map_err(refused)
}

/// Saves what changed of a portfolio itself.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    row.into_active_model().reset_all().update(db).await.map_err(refused)
}

/// Removes a portfolio; its loans and their ratings go with it.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Takes the next revision of a portfolio, for one change or for a whole upload. `portfolio` must be locked, as
/// `commands::held` leaves it: so revisions have no gaps and are committed in their order.
pub async fn next_revision(db: &impl ConnectionTrait, portfolio: &mut Model) -> Result<i64> {
    portfolio.revision += 1;
    Entity::update_many()
        .col_expr(Column::Revision, Expr::value(portfolio.revision))
        .filter(Column::Id.eq(portfolio.id))
        .exec(db)
        .await?;
    Ok(portfolio.revision)
}

#[derive(FromQueryResult)]
struct Line {
    portfolio_id: i64,
    credit_rating: i16,
    status: String,
    loans: i64,
    whole: i64,
    rest: i64,
}

/// How many loans there are of each rating and status, and what they come to, of all these portfolios at once.
pub async fn tallies(db: &impl ConnectionTrait, portfolios: &[i64]) -> Result<HashMap<i64, Vec<Tally>>> {
    let mut found = HashMap::<i64, Vec<Tally>>::new();
    if portfolios.is_empty() {
        return Ok(found);
    }
    // Whole units apart from the rest, so that no sum overflows.
    let amount = || Expr::col(loans::Column::Amount);
    let sum = |part: SimpleExpr| SimpleExpr::from(part.sum()).cast_as("BIGINT");
    let lines = loans::Entity::find()
        .select_only()
        .columns([loans::Column::PortfolioId, loans::Column::CreditRating, loans::Column::Status])
        .column_as(loans::Column::Id.count(), "loans")
        .expr_as(sum(amount().div(10_000_i64)), "whole")
        .expr_as(sum(amount().modulo(10_000_i64)), "rest")
        .filter(loans::Column::PortfolioId.is_in(portfolios.iter().copied()))
        .group_by(loans::Column::PortfolioId)
        .group_by(loans::Column::CreditRating)
        .group_by(loans::Column::Status)
        .into_model::<Line>()
        .all(db)
        .await?;
    for line in lines {
        found.entry(line.portfolio_id).or_default().push(Tally {
            rating: word::rating(line.credit_rating),
            status: word::status(&line.status),
            loans: line.loans,
            amount: i128::from(line.whole) * 10_000 + i128::from(line.rest),
        });
    }
    Ok(found)
}
