//! Loans in the database: one at a time, and many at once for uploads.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};

/// A loan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_loans")]
#[expect(missing_docs, reason = "the names are the contract's; see http::Loan")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub portfolio_id: i64,
    pub loan_id: String,
    pub borrower: String,
    /// In units of 10⁻⁴.
    pub amount: i64,
    /// Percent a year in units of 10⁻⁴.
    pub rate: i64,
    pub sector: String,
    pub maturity_date: NaiveDate,
    /// A notch, 0 to 21.
    pub credit_rating: i16,
    /// One of `risk::status::Status::name`.
    pub status: String,
    pub country: Option<String>,
    /// In hundredths.
    pub debt_to_equity: Option<i64>,
    /// In hundredths.
    pub interest_coverage: Option<i64>,
    /// In hundredths.
    pub leverage_ratio: Option<i64>,
    /// The portfolio's revision that changed it last.
    pub revision: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which loans are gone since when.
pub mod gone {
    use sea_orm::entity::prelude::*;

    /// A loan that is gone.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "credit_gone")]
    pub struct Model {
        /// Of this portfolio.
        #[sea_orm(primary_key, auto_increment = false)]
        pub portfolio_id: i64,
        /// Since this revision.
        #[sea_orm(primary_key, auto_increment = false)]
        pub revision: i64,
        /// The loan's number.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The loan with this number in this portfolio; locked for the transaction where `lock` is set.
pub async fn by_id(db: &impl ConnectionTrait, portfolio: i64, id: i64, lock: bool) -> Result<Option<Model>> {
    let find = Entity::find_by_id(id).filter(Column::PortfolioId.eq(portfolio));
    Ok(if lock { find.lock_exclusive() } else { find }.one(db).await?)
}

/// Which of these business ids the portfolio has already: one query for each 5,000 of them.
pub async fn known(
    db: &impl ConnectionTrait,
    portfolio: i64,
    loan_ids: &[String],
) -> Result<HashSet<String>> {
    let mut found = HashSet::new();
    for some in loan_ids.chunks(5_000) {
        let find = Entity::find().select_only().column(Column::LoanId);
        let mine = Column::PortfolioId.eq(portfolio).and(Column::LoanId.is_in(some));
        found.extend(find.filter(mine).into_tuple::<String>().all(db).await?);
    }
    Ok(found)
}

/// Adds a loan.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    Ok(row.insert(db).await?)
}

/// Adds many loans within a transaction, in wide statements.
pub async fn insert_all(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    // SQLite binds at most 32,766 values, and a loan has 16.
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        Entity::insert_many(rows.by_ref().take(2_000)).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Saves a changed loan.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// Removes a loan with its ratings, and remembers that it is gone since `revision`.
pub async fn delete(db: &impl ConnectionTrait, row: &Model, revision: i64) -> Result<()> {
    Entity::delete_by_id(row.id).exec(db).await?;
    let gone = gone::Model { portfolio_id: row.portfolio_id, revision, id: row.id };
    gone::Entity::insert(gone.into_active_model().reset_all()).exec_without_returning(db).await?;
    Ok(())
}

/// Loans that changed after `revision`, the earliest change first, at most `most` of them.
pub async fn changed_since(
    db: &impl ConnectionTrait,
    portfolio: i64,
    revision: i64,
    most: u64,
) -> Result<Vec<Model>> {
    let since = Column::PortfolioId.eq(portfolio).and(Column::Revision.gt(revision));
    let find = Entity::find().filter(since).order_by_asc(Column::Revision).order_by_asc(Column::Id);
    Ok(find.limit(most).all(db).await?)
}

/// The numbers of loans that are gone since after `revision`.
pub async fn gone_since(db: &impl ConnectionTrait, portfolio: i64, revision: i64) -> Result<Vec<i64>> {
    let since = gone::Column::PortfolioId.eq(portfolio).and(gone::Column::Revision.gt(revision));
    let find = gone::Entity::find().select_only().column(gone::Column::Id).filter(since);
    Ok(find.order_by_asc(gone::Column::Revision).into_tuple().all(db).await?)
}
