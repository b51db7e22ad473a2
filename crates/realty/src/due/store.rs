//! Schedules in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set,
    ExprTrait, FromQueryResult, QueryOrder, QuerySelect, Statement,
    entity::prelude::*,
    sea_query::{CaseStatement, OnConflict},
};
use serde::{Deserialize, Serialize};

use super::{
    balance::Owed,
    model::{Part, Phase, days_before},
};
use crate::{booking::store as bookings, development::store as developments, words::words};

words! {
    /// What makes a part due: the booking itself, a day, a phase that is completed, the keys, an accepted change.
    DueKind { Token, Dated, Milestone, Handover, Change }
}

/// A part of a schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_dues")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which booking.
    pub booking_id: i64,
    /// Its place.
    pub position: i64,
    /// As the customer reads it.
    pub title: String,
    /// What makes it due.
    pub kind: DueKind,
    /// For which phase it waits, or waited.
    pub phase: Option<String>,
    /// The accepted change.
    pub change_request_id: Option<i64>,
    /// How much.
    pub amount: Money,
    /// Until when; none while it waits.
    pub due_date: Option<NaiveDate>,
    /// When it was asked for.
    pub demanded_at: Option<DateTime<Utc>>,
    /// How many days late it was when the customer was last reminded.
    pub reminded: Option<i64>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Model> for Owed {
    fn from(row: &Model) -> Self {
        Self { position: row.position, amount: row.amount, due_date: row.due_date }
    }
}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Due not found")
}

/// The part with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The schedules of these bookings, each in its order.
pub async fn of_bookings(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Vec<Model>>> {
    let these = Entity::find().filter(Column::BookingId.is_in(ids.iter().copied()));
    let rows = these.order_by_asc(Column::BookingId).order_by_asc(Column::Position).all(db).await?;
    let mut found: HashMap<i64, Vec<Model>> = HashMap::new();
    rows.into_iter().for_each(|row| found.entry(row.booking_id).or_default().push(row));
    Ok(found)
}

/// The schedule of one booking.
pub async fn of_booking(db: &impl ConnectionTrait, id: i64) -> Result<Vec<Model>> {
    Ok(of_bookings(db, &[id]).await?.remove(&id).unwrap_or_default())
}

/// Writes the parts of a new schedule, from this place on.
pub async fn insert(
    db: &impl ConnectionTrait,
    booking_id: i64,
    from: i64,
    parts: Vec<Part>,
    now: DateTime<Utc>,
) -> Result<()> {
    if parts.is_empty() {
        return Ok(());
    }
    let row = |(position, part): (i64, Part)| ActiveModel {
        booking_id: Set(booking_id),
        position: Set(position),
        title: Set(part.title),
        kind: Set(part.kind),
        phase: Set(part.phase),
        amount: Set(part.amount),
        due_date: Set(part.due_date),
        demanded_at: Set(part.demanded.then_some(now)),
        ..Default::default()
    };
    Entity::insert_many((from..).zip(parts).map(row)).exec_without_returning(db).await?;
    Ok(())
}

/// Adds one part.
pub async fn add(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    Ok(row.insert(db).await?)
}

/// Gives parts their present amounts, in one statement.
pub async fn set_amounts(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let whole = |row: Model| sea_orm::IntoActiveModel::into_active_model(row).reset_all();
    Entity::insert_many(rows.into_iter().map(whole))
        .on_conflict(OnConflict::column(Column::Id).update_column(Column::Amount).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Takes parts out of a schedule.
pub async fn remove(db: &impl ConnectionTrait, ids: &[i64]) -> Result<()> {
    Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).exec(db).await?;
    Ok(())
}

/// Parts of active bookings in a development that wait, in the order of their numbers.
pub async fn waiting(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<Model>> {
    let standing = bookings::standing_in(development_id);
    let waiting = Column::DueDate.is_null().and(Column::BookingId.in_subquery(standing));
    Ok(Entity::find().filter(waiting).order_by_asc(Column::Id).all(db).await?)
}

/// How many parts are changed by one statement.
const BATCH: usize = 10_000;

/// Gives these parts, as far as they wait still, their day.
pub async fn demand(
    db: &impl ConnectionTrait,
    ids: &[i64],
    due_date: NaiveDate,
    now: DateTime<Utc>,
) -> Result<()> {
    for ids in ids.chunks(BATCH) {
        Entity::update_many()
            .col_expr(Column::DueDate, Expr::value(due_date))
            .col_expr(Column::DemandedAt, Expr::value(now))
            .col_expr(Column::Reminded, Expr::value(Option::<i64>::None))
            .filter(Column::Id.is_in(ids.iter().copied()).and(Column::DueDate.is_null()))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Parts of active bookings that came to one of these steps of lateness since the customer was last reminded; the
/// first `most` beyond `after`, locked.
pub async fn to_remind(
    db: &impl ConnectionTrait,
    steps: &[i64],
    today: NaiveDate,
    after: i64,
    most: u64,
) -> Result<Vec<Model>> {
    let mut reached = sea_orm::Condition::any();
    for step in steps {
        let since = days_before(today, *step);
        let told = Column::Reminded.is_null().or(Column::Reminded.lt(*step));
        reached = reached.add(Column::DueDate.lte(since).and(told));
    }
    let standing = bookings::standing();
    Ok(Entity::find()
        .filter(Column::Id.gt(after).and(Column::BookingId.in_subquery(standing)))
        .filter(reached)
        .order_by_asc(Column::Id)
        .limit(most)
        .lock_exclusive()
        .all(db)
        .await?)
}

/// Notes which of these steps, given in their order, each of these parts has come to.
pub async fn note_reminded(
    db: &impl ConnectionTrait,
    ids: &[i64],
    steps: &[i64],
    today: NaiveDate,
) -> Result<()> {
    let mut reached = CaseStatement::new();
    for step in steps.iter().rev() {
        reached = reached.case(Column::DueDate.lte(days_before(today, *step)), *step);
    }
    Entity::update_many()
        .col_expr(Column::Reminded, reached.finally(Expr::col(Column::Reminded)).into())
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Forgets the reminders of a booking: a payment went back, and parts are open again.
pub async fn forget_reminders(db: &impl ConnectionTrait, booking_id: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Reminded, Expr::value(Option::<i64>::None))
        .filter(Column::BookingId.eq(booking_id))
        .exec(db)
        .await?;
    Ok(())
}

/// How many phases a schedule follows at most.
const MOST_PHASES: u64 = 100;

#[derive(FromQueryResult)]
struct PhaseRow {
    phase_name: String,
    weight: i64,
    status: String,
}

/// The phases of a development that its customers see, in their order.
pub async fn phases(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<Phase>> {
    let sql = format!(
        "SELECT phase_name, weight, status FROM realty_phases \
         WHERE development_id = $1 AND customer_visible \
         ORDER BY CASE WHEN start_date IS NULL THEN 1 ELSE 0 END, start_date, id LIMIT {MOST_PHASES}"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [development_id.into()]);
    let rows = PhaseRow::find_by_statement(statement).all(db).await?;
    let phase = |row: PhaseRow| Phase {
        name: row.phase_name,
        weight: row.weight,
        completed: row.status == "completed",
    };
    Ok(rows.into_iter().map(phase).collect())
}

/// Writes the payment steps of a development.
pub async fn save_steps(db: &impl ConnectionTrait, development_id: i64, steps: Option<String>) -> Result<()> {
    let row = developments::ActiveModel {
        id: Set(development_id),
        payment_steps: Set(steps),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}
