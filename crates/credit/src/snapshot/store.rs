//! What a snapshot reads from the database, all of it as of one moment; and where its file is.
use chrono::{DateTime, Utc};
use futures::StreamExt;
use kernel::{App, Result};
use sea_orm::{
    AccessMode, DatabaseTransaction, ExprTrait, IntoActiveModel, IsolationLevel, QueryOrder, QueryResult,
    QuerySelect, QueryTrait, StreamTrait, TransactionOptions, TransactionTrait, entity::prelude::*,
    sea_query::OnConflict,
};
use tokio::sync::mpsc::Sender;

use super::line;
use crate::{loan::store as loans, portfolio::store as portfolios};

/// Where a file of a portfolio is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_snapshots")]
pub struct Model {
    /// Of this portfolio.
    #[sea_orm(primary_key, auto_increment = false)]
    pub portfolio_id: i64,
    /// What it holds: [`LOANS`] or [`RATINGS`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// As of this revision.
    pub revision: i64,
    /// So many loans, or ratings.
    pub entries: i64,
    /// The file.
    pub file_key: String,
    /// The hash of its content: no other file is read for it.
    pub sha256: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
}

/// The kind of a file of loans.
pub const LOANS: &str = "loans";
/// The kind of a file of ratings over time.
pub const RATINGS: &str = "ratings";

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Some lines of the database. Each loan is one text: of a million with fifteen values each, the values would take most of
/// the time.
pub type Lines = Vec<String>;

/// So many lines go at once.
const STEP: usize = 4_096;

/// A look at the database in which nothing moves.
pub async fn still(app: &App) -> Result<DatabaseTransaction> {
    // One server reads one moment by nature; several share a database that must be asked to.
    let shared = app.db.is_shared();
    let options = TransactionOptions {
        isolation_level: shared.then_some(IsolationLevel::RepeatableRead),
        access_mode: shared.then_some(AccessMode::ReadOnly),
        ..Default::default()
    };
    Ok(app.db.read().begin_with_options(options).await?)
}

/// The revision of a portfolio; none when it is gone.
pub async fn revision(db: &impl ConnectionTrait, portfolio: i64) -> Result<Option<i64>> {
    let find = portfolios::Entity::find_by_id(portfolio).select_only().column(portfolios::Column::Revision);
    Ok(find.into_tuple().one(db).await?)
}

/// Sends the loans that changed after `since`, in no order and as [`line::Reader`] reads them; tells how many there were.
pub async fn changed(
    db: &DatabaseTransaction,
    portfolio: i64,
    since: i64,
    to: Sender<Lines>,
) -> Result<usize> {
    let mine = loans::Column::PortfolioId.eq(portfolio).and(loans::Column::Revision.gt(since));
    let find = loans::Entity::find().select_only().expr(Expr::cust(line::LOAN)).filter(mine);
    send(db, find.into_query(), to).await
}

/// The numbers of the loans that changed after `since`, ascending.
pub async fn changed_ids(db: &impl ConnectionTrait, portfolio: i64, since: i64) -> Result<Vec<i64>> {
    let mine = loans::Column::PortfolioId.eq(portfolio).and(loans::Column::Revision.gt(since));
    let find = loans::Entity::find().select_only().column(loans::Column::Id).filter(mine);
    Ok(find.order_by_asc(loans::Column::Id).into_tuple().all(db).await?)
}

/// Sends the loans that changed after `since` with their ratings, in no order and as [`line::ratings`] reads them; tells how
/// many loans there were. `served`: by PostgreSQL.
pub async fn rated(
    (db, served): (&DatabaseTransaction, bool),
    portfolio: i64,
    since: i64,
    to: Sender<Lines>,
) -> Result<usize> {
    let mine = loans::Column::PortfolioId.eq(portfolio).and(loans::Column::Revision.gt(since));
    let all = Expr::cust(if served { line::RATED_SERVED } else { line::RATED });
    let find = loans::Entity::find().select_only().expr(all).filter(mine);
    send(db, find.into_query(), to).await
}

async fn send(
    db: &DatabaseTransaction,
    query: sea_orm::sea_query::SelectStatement,
    to: Sender<Lines>,
) -> Result<usize> {
    let mut lines = db.stream(&query).await?.chunks(STEP);
    let mut sent = 0;
    while let Some(some) = lines.next().await {
        let text = |line: Result<QueryResult, DbErr>| line?.try_get_by_index(0);
        let some = some.into_iter().map(text).collect::<Result<Vec<String>, _>>()?;
        sent += some.len();
        // Nobody listens any more: whoever wrote the columns tells why.
        if to.send(some).await.is_err() {
            break;
        }
    }
    Ok(sent)
}

/// The loans that are gone since after a revision.
pub async fn gone(db: &impl ConnectionTrait, portfolio: i64, since: i64) -> Result<Vec<i64>> {
    loans::gone_since(db, portfolio, since).await
}

/// Where a file of a portfolio is.
pub async fn file(db: &impl ConnectionTrait, portfolio: i64, kind: &str) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((portfolio, kind.to_owned())).one(db).await?)
}

/// Where all files of a portfolio are.
pub async fn files(db: &impl ConnectionTrait, portfolio: i64) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::PortfolioId.eq(portfolio)).all(db).await?)
}

/// Says where a file of a portfolio is, unless a later one is known. Tells which file is not needed any more.
pub async fn keep_file(app: &App, new: Model) -> Result<Option<String>> {
    let tx = app.db.begin().await?;
    // Two servers may have written one: the portfolio's row puts them in line.
    if portfolios::by_id(&*tx, new.portfolio_id, true).await?.is_none() {
        return Ok(Some(new.file_key));
    }
    let before = file(&*tx, new.portfolio_id, &new.kind).await?;
    if before.as_ref().is_some_and(|before| before.revision >= new.revision) {
        return Ok(Some(new.file_key).filter(|key| before.is_none_or(|before| before.file_key != *key)));
    }
    let replace = OnConflict::columns([Column::PortfolioId, Column::Kind])
        .update_columns([
            Column::Revision,
            Column::Entries,
            Column::FileKey,
            Column::Sha256,
            Column::CreatedAt,
        ])
        .to_owned();
    let row = new.into_active_model().reset_all();
    Entity::insert(row).on_conflict(replace).exec_without_returning(&*tx).await?;
    tx.commit().await?;
    Ok(before.map(|before| before.file_key))
}

/// Forgets a file that can't be used.
pub async fn drop_file(app: &App, bad: &Model) -> Result<()> {
    let tx = app.db.begin().await?;
    let same = Column::PortfolioId.eq(bad.portfolio_id).and(Column::Kind.eq(&bad.kind));
    Entity::delete_many().filter(same.and(Column::Sha256.eq(&bad.sha256))).exec(&*tx).await?;
    tx.commit().await
}
