//! Runs of bulk upload in the database, and the rows that they bring.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use futures::TryStreamExt;
use kernel::{
    Db, Error, Result,
    db::{Batch, Target, slice},
};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, DeriveActiveEnum, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, QueryTrait,
    StreamTrait, entity::prelude::*,
};
use serde::{Deserialize, Serialize};

use super::{loans::NAMES, ratings::Roll};
use crate::{loan::store as loans, portfolio::store as portfolios, rating::store as ratings};

/// What a file brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, JsonSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "LoadKind")]
pub enum Kind {
    /// Loans.
    Loans,
    /// Ratings over time.
    Ratings,
}

/// What becomes of a file.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "LoadMode")]
pub enum Mode {
    /// Good rows are kept, bad ones reported.
    #[default]
    AcceptValid,
    /// One bad row, and none is kept.
    AllOrNothing,
    /// Nothing is kept; the answer says what would be.
    DryRun,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, JsonSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "LoadState")]
pub enum State {
    /// It is worked on.
    Running,
    /// It is over.
    Done,
    /// It was broken off, and nothing of it was kept.
    Failed,
}

/// What divides the fields of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, JsonSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Separator {
    Comma,
    Semicolon,
    Tab,
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_loads")]
#[expect(missing_docs, reason = "see http::Load")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub portfolio_id: i64,
    pub user_id: Option<i64>,
    pub kind: Kind,
    pub mode: Mode,
    pub state: State,
    pub file_name: String,
    pub bytes: i64,
    /// Of the file, in hexadecimal digits.
    pub sha256: String,
    pub encoding: String,
    pub separator: Option<Separator>,
    pub total_rows: i64,
    pub successful: i64,
    pub failed: i64,
    pub written: bool,
    /// Of the portfolio, at the end.
    pub revision: Option<i64>,
    /// The day by which rows were judged.
    pub judged_on: NaiveDate,
    pub message: Option<String>,
    /// The first bad rows, as JSON.
    pub faults: Option<String>,
    /// Where the file with all bad rows is.
    pub error_key: Option<String>,
    pub took_ms: Option<i64>,
    pub alive_until: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub finished_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes a run.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    Ok(row.insert(db).await?)
}

/// Saves what became of a run.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// The run with this number of this portfolio.
pub async fn by_id(db: &impl ConnectionTrait, portfolio: i64, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).filter(Column::PortfolioId.eq(portfolio)).one(db).await?)
}

/// A slice of the runs of a portfolio, the latest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    portfolio: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::PortfolioId.eq(portfolio)).order_by_desc(Column::Id);
    slice(all, db, skip, limit).await
}

/// The latest finished run of the same file in the same mode.
pub async fn same(
    db: &impl ConnectionTrait,
    (portfolio, kind, mode): (i64, Kind, Mode),
    sha256: &str,
) -> Result<Option<Model>> {
    let same = Column::PortfolioId.eq(portfolio).and(Column::Kind.eq(kind)).and(Column::Mode.eq(mode));
    let done = Column::Sha256.eq(sha256).and(Column::State.eq(State::Done));
    Ok(Entity::find().filter(same.and(done)).order_by_desc(Column::Id).one(db).await?)
}

/// How many loans of a portfolio were changed last by this revision.
pub async fn untouched(db: &impl ConnectionTrait, portfolio: i64, revision: i64) -> Result<u64> {
    let mine = loans::Column::PortfolioId.eq(portfolio).and(loans::Column::Revision.eq(revision));
    Ok(loans::Entity::find().filter(mine).count(db).await?)
}

/// Whether a portfolio has a loan.
pub async fn has_loans(db: &impl ConnectionTrait, portfolio: i64) -> Result<bool> {
    let one = loans::Entity::find().select_only().column(loans::Column::Id);
    let one = one.filter(loans::Column::PortfolioId.eq(portfolio)).limit(1);
    Ok(one.into_tuple::<i64>().one(db).await?.is_some())
}

/// Runs that nobody has finished, at most a hundred.
pub async fn running(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::State.eq(State::Running)).limit(100).all(db).await?)
}

/// Says that a run is worked on until this moment.
pub async fn renew(db: &Db, id: i64, until: DateTime<Utc>) -> Result<()> {
    let tx = db.begin().await?;
    let update = Entity::update_many().col_expr(Column::AliveUntil, Expr::value(until));
    update.filter(Column::Id.eq(id)).exec(&*tx).await?;
    tx.commit().await
}

/// Which of these files belong to runs that ended after a moment.
pub async fn kept(db: &impl ConnectionTrait, keys: &[String], since: DateTime<Utc>) -> Result<Vec<String>> {
    let mine = Column::ErrorKey.is_in(keys).and(Column::FinishedAt.gt(since));
    let find = Entity::find().select_only().column(Column::ErrorKey).filter(mine);
    Ok(find.into_tuple().all(db).await?)
}

/// Forgets that these files were there.
pub async fn forget(db: &Db, keys: &[String]) -> Result<()> {
    let tx = db.begin().await?;
    let update = Entity::update_many().col_expr(Column::ErrorKey, Expr::value(Option::<String>::None));
    update.filter(Column::ErrorKey.is_in(keys)).exec(&*tx).await?;
    tx.commit().await
}

/// The portfolio, locked until the transaction ends: 404 where it was deleted meanwhile.
pub async fn locked(db: &impl ConnectionTrait, portfolio: i64) -> Result<portfolios::Model> {
    let found = portfolios::by_id(db, portfolio, true).await?;
    found.ok_or_else(|| Error::not_found("Portfolio not found"))
}

/// The table of loans, with the columns of a file first, then those of [`Stamp::loan_cells`].
pub fn loans_table() -> Target {
    const LAST: [&str; 4] = ["portfolio_id", "revision", "created_at", "updated_at"];
    Target::new("credit_loans", NAMES.into_iter().chain(LAST))
}

/// The table of ratings; on an embedded database, a row replaces the one of its loan and day.
pub fn ratings_table() -> Target {
    const COLUMNS: [&str; 4] = ["loan_id", "snapshot_date", "credit_rating", "created_at"];
    Target::new("credit_ratings", COLUMNS).replacing(&COLUMNS[..2])
}

/// Makes a table for ratings that lie aside until [`move_in`], within the transaction.
pub async fn set_aside(db: &impl ConnectionTrait) -> Result<Target> {
    db.execute_unprepared("CREATE TEMPORARY TABLE credit_ratings_aside (LIKE credit_ratings) ON COMMIT DROP")
        .await?;
    Ok(Target::new("credit_ratings_aside", ["loan_id", "snapshot_date", "credit_rating", "created_at"]))
}

/// Moves what lies aside to its place.
pub async fn move_in(db: &impl ConnectionTrait) -> Result<()> {
    db.execute_unprepared(
        "INSERT INTO credit_ratings (loan_id, snapshot_date, credit_rating, created_at) \
         SELECT loan_id, snapshot_date, credit_rating, created_at FROM credit_ratings_aside \
         ON CONFLICT (loan_id, snapshot_date) \
         DO UPDATE SET credit_rating = excluded.credit_rating, created_at = excluded.created_at",
    )
    .await?;
    Ok(())
}

/// Whether a loan of a portfolio has a rating in its history.
pub async fn has_ratings(db: &impl ConnectionTrait, portfolio: i64) -> Result<bool> {
    let mine = loans::Entity::find().select_only().column(loans::Column::Id);
    let mine = mine.filter(loans::Column::PortfolioId.eq(portfolio)).into_query();
    let one = ratings::Entity::find().select_only().column(ratings::Column::LoanId).limit(1);
    let one = one.filter(ratings::Column::LoanId.in_subquery(mine));
    Ok(one.into_tuple::<i64>().one(db).await?.is_some())
}

/// The loans of a portfolio, read as a stream.
pub async fn roll(db: &(impl ConnectionTrait + StreamTrait), portfolio: i64) -> Result<Roll> {
    let all = loans::Entity::find().select_only().columns([loans::Column::LoanId, loans::Column::Id]);
    let all = all.filter(loans::Column::PortfolioId.eq(portfolio)).into_tuple::<(String, i64)>();
    let (mut all, mut roll) = (all.stream(db).await?, Roll::default());
    while let Some((name, id)) = all.try_next().await? {
        let place = u32::try_from(roll.ids.len()).map_err(Error::internal)?;
        roll.places.add(&name, place);
        roll.ids.push(id);
    }
    Ok(roll)
}

/// Gives these loans of a portfolio the revision of a load: all of them at once where they are many.
pub async fn touch(db: &impl ConnectionTrait, stamp: &Stamp, rated: HashSet<i64>) -> Result<()> {
    let mine = loans::Column::PortfolioId.eq(stamp.portfolio);
    let update = || {
        let update = loans::Entity::update_many().filter(mine.clone());
        update.col_expr(loans::Column::Revision, Expr::value(stamp.revision))
    };
    let all = loans::Entity::find().filter(mine.clone()).count(db).await?;
    if rated.len() as u64 * 2 > all {
        update().exec(db).await?;
        return Ok(());
    }
    let rated = rated.into_iter().collect::<Vec<_>>();
    for some in rated.chunks(5_000) {
        update().filter(loans::Column::Id.is_in(some.iter().copied())).exec(db).await?;
    }
    Ok(())
}

/// What all rows of a load share.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// Their portfolio.
    pub portfolio: i64,
    /// Its revision that brings them.
    pub revision: i64,
    /// The moment of the load.
    pub now: DateTime<Utc>,
}

impl Stamp {
    /// The last cells of each loan.
    pub fn loan_cells(&self, served: bool) -> Result<Batch> {
        let mut cells = Batch::new(served);
        cells.number(Some(self.portfolio));
        cells.number(Some(self.revision));
        cells.value(self.now.into())?;
        cells.value(self.now.into())?;
        Ok(cells)
    }
}

/// A new run.
pub fn started(
    (portfolio_id, user_id): (i64, i64),
    (kind, mode): (Kind, Mode),
    now: DateTime<Utc>,
) -> ActiveModel {
    ActiveModel {
        portfolio_id: Set(portfolio_id),
        user_id: Set(Some(user_id)),
        kind: Set(kind),
        mode: Set(mode),
        state: Set(State::Running),
        total_rows: Set(0),
        successful: Set(0),
        failed: Set(0),
        written: Set(false),
        judged_on: Set(now.date_naive()),
        created_at: Set(now),
        ..Default::default()
    }
}
