//! Places in the database: whose turn it is, and how the last look went.
use chrono::{DateTime, Utc};
use kernel::{Db, Result};
use sea_orm::{
    ActiveValue::Set, Condition, ExprTrait, entity::prelude::*, sea_query::Expr, sea_query::OnConflict,
};

use super::bring::Haul;
use crate::invoice::store::Source;

/// How the looks at a place go.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_places")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Which.
    #[sea_orm(unique)]
    pub source: Source,
    /// Not before this.
    pub next_at: DateTime<Utc>,
    /// Until then it belongs to the server that looks.
    pub busy_until: Option<DateTime<Utc>>,
    /// When a look last ended.
    pub looked_at: Option<DateTime<Utc>>,
    /// When something was last taken.
    pub taken_at: Option<DateTime<Utc>>,
    /// How many invoices came from here.
    pub taken: i64,
    /// How many files or mails were refused.
    pub refused: i64,
    /// The last batch.
    pub batch_id: Option<i64>,
    /// Failures in a row.
    pub failures: i64,
    /// The last of them, in words.
    pub failure: Option<String>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The places that were ever looked at.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().all(db).await?)
}

/// Makes the place this server's until then, if its turn has come and no other server is at it.
pub async fn claim(
    db: &Db,
    source: Source,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Model>> {
    let place = Column::Source.eq(source);
    let mut free = Condition::any().add(Column::BusyUntil.is_null()).add(Column::BusyUntil.lt(now));
    if !db.is_shared() {
        // Whoever held it was this process, and is gone.
        free = free.add(Column::BusyUntil.is_not_null());
    }
    let tx = db.begin().await?;
    Entity::insert(ActiveModel {
        source: Set(source),
        next_at: Set(now),
        taken: Set(0),
        refused: Set(0),
        failures: Set(0),
        ..Default::default()
    })
    .on_conflict(OnConflict::column(Column::Source).do_nothing().to_owned())
    .try_insert()
    .exec_without_returning(&*tx)
    .await?;
    let claimed = Entity::update_many()
        .col_expr(Column::BusyUntil, Expr::value(until))
        .filter(place.clone().and(Column::NextAt.lte(now)))
        .filter(free)
        .exec(&*tx)
        .await?;
    let row = if claimed.rows_affected == 0 { None } else { Entity::find().filter(place).one(&*tx).await? };
    tx.commit().await?;
    Ok(row)
}

/// How a look ended.
pub struct Ended {
    /// Now.
    pub now: DateTime<Utc>,
    /// Not before this again.
    pub next_at: DateTime<Utc>,
    /// What came of it.
    pub haul: Haul,
    /// Failures in a row.
    pub failures: i64,
    /// What went wrong, in words.
    pub failure: Option<String>,
}

/// Notes how a look ended, and lets go of the place.
pub async fn ended(db: &Db, source: Source, end: Ended) -> Result<()> {
    let mut update = Entity::update_many()
        .col_expr(Column::BusyUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::NextAt, Expr::value(end.next_at))
        .col_expr(Column::LookedAt, Expr::value(end.now))
        .col_expr(Column::Taken, Expr::col(Column::Taken).add(end.haul.taken as i64))
        .col_expr(Column::Refused, Expr::col(Column::Refused).add(end.haul.refused as i64))
        .col_expr(Column::Failures, Expr::value(end.failures))
        .col_expr(Column::Failure, Expr::value(end.failure));
    if let Some(batch_id) = end.haul.batch_id {
        update = update
            .col_expr(Column::BatchId, Expr::value(batch_id))
            .col_expr(Column::TakenAt, Expr::value(end.now));
    }
    let tx = db.begin().await?;
    update.filter(Column::Source.eq(source)).exec(&*tx).await?;
    tx.commit().await
}
