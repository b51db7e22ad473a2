//! Construction phases in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::texts::Texts;
use kernel::{Error, Result};
use schemars::JsonSchema;
use sea_orm::{
    IntoActiveModel, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{NullOrdering, Order},
};
use serde::{Deserialize, Serialize};

use crate::{
    due::{model::same, store as dues},
    words::words,
};

words! {
    /// How a construction phase goes.
    ProgressStatus { NotStarted, InProgress, Completed, Delayed }
}

/// A construction phase.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_phases")]
#[expect(missing_docs, reason = "the contract names them; see http::ConstructionPhase")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub development_id: i64,
    pub phase_name: String,
    pub phase_description: Option<String>,
    pub start_date: Option<NaiveDate>,
    pub expected_end_date: Option<NaiveDate>,
    pub actual_end_date: Option<NaiveDate>,
    pub progress_percentage: f64,
    pub weight: i64,
    pub status: ProgressStatus,
    pub milestone_images: Option<Texts>,
    pub contractor_notes: Option<String>,
    pub customer_visible: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How many phases a development may have.
pub const MOST: u64 = 500;

/// 404.
pub fn missing() -> Error {
    Error::not_found("Construction phase not found")
}

/// The phases of a development by their beginning, those without one last; the hidden ones only for its builder.
pub async fn of(db: &impl ConnectionTrait, development_id: i64, hidden: bool) -> Result<Vec<Model>> {
    let mut all = Entity::find().filter(Column::DevelopmentId.eq(development_id));
    if !hidden {
        all = all.filter(Column::CustomerVisible.eq(true));
    }
    let ordered =
        all.order_by_with_nulls(Column::StartDate, Order::Asc, NullOrdering::Last).order_by_asc(Column::Id);
    Ok(ordered.limit(MOST).all(db).await?)
}

/// All phases of these developments that customers may see, in no particular order.
pub async fn visible_of(db: &impl ConnectionTrait, developments: &[i64]) -> Result<Vec<Model>> {
    let theirs = Column::DevelopmentId.is_in(developments.iter().copied());
    Ok(Entity::find().filter(theirs).filter(Column::CustomerVisible.eq(true)).all(db).await?)
}

/// How many phases a development has.
pub async fn count(db: &impl ConnectionTrait, development_id: i64) -> Result<u64> {
    Ok(Entity::find().filter(Column::DevelopmentId.eq(development_id)).count(db).await?)
}

/// The phase with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// Writes a new one.
pub async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let mut row = row.into_active_model().reset_all();
    row.not_set(Column::Id);
    Ok(row.insert(db).await?)
}

/// Writes one as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// Removes one.
pub async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Which parts of schedules wait for the phase of this name.
pub async fn waiting(db: &impl ConnectionTrait, development_id: i64, name: &str) -> Result<Vec<i64>> {
    let all = dues::waiting(db, development_id).await?;
    let waits = |due: &dues::Model| due.phase.as_deref().is_some_and(|phase| same(phase, name));
    Ok(all.iter().filter(|due| waits(due)).map(|due| due.id).collect())
}

/// These parts wait for the phase by its new name.
pub async fn follow_name(db: &impl ConnectionTrait, due_ids: &[i64], name: &str) -> Result<()> {
    dues::Entity::update_many()
        .col_expr(dues::Column::Phase, Expr::value(name))
        .filter(dues::Column::Id.is_in(due_ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}
