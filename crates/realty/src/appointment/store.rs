//! Appointments in the database.
use chrono::{DateTime, Duration, Utc};
use kernel::{Error, Result};
use schemars::JsonSchema;
use sea_orm::{
    Condition, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*, sea_query::ExprTrait,
};
use serde::{Deserialize, Serialize};

use super::view::Appointment;
use crate::{dealings::store as dealings, profile::store as profiles, words::words};
use kernel::texts::Texts;

words! {
    /// What people meet for.
    AppointmentType { SiteVisit, Consultation, Documentation, Handover }
}

words! {
    /// Where an appointment stands.
    AppointmentStatus {
        #[serde(alias = "pending")]
        Scheduled,
        Confirmed,
        Completed,
        Cancelled,
        Rescheduled,
    }
}

words! {
    /// Where people meet.
    MeetingLocation { Site, Office, Online }
}

words! {
    /// A side of a sale.
    Party { Builder, Customer }
}

/// An appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_appointments")]
#[expect(missing_docs, reason = "the contract names them; see http::Appointment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub customer_id: i64,
    pub development_id: i64,
    pub builder_id: i64,
    pub appointment_type: AppointmentType,
    pub appointment_date: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub duration_minutes: i64,
    pub status: AppointmentStatus,
    pub meeting_location: MeetingLocation,
    pub attendees: Option<Texts>,
    pub agenda: Option<String>,
    pub notes: Option<String>,
    pub reschedule_reason: Option<String>,
    pub created_by: Party,
    pub proposed_by: Party,
    pub reminded_at: Option<DateTime<Utc>>,
    pub sequence: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What takes people's time.
pub const LIVE: [AppointmentStatus; 3] =
    [AppointmentStatus::Scheduled, AppointmentStatus::Confirmed, AppointmentStatus::Rescheduled];

/// 404.
pub fn missing() -> Error {
    Error::not_found("Appointment not found")
}

/// Which appointments to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this builder's.
    pub builder: Option<i64>,
    /// Only this customer's.
    pub customer: Option<i64>,
    /// Only of this development.
    pub development: Option<i64>,
    /// Only those that stand so.
    pub status: Option<AppointmentStatus>,
    /// Only for this.
    pub appointment_type: Option<AppointmentType>,
    /// Only those that begin then or later.
    pub from: Option<DateTime<Utc>>,
    /// Only those that begin before.
    pub until: Option<DateTime<Utc>>,
}

impl From<&Filter> for Condition {
    fn from(filter: &Filter) -> Self {
        Self::all()
            .add_option(filter.builder.map(|id| Column::BuilderId.eq(id)))
            .add_option(filter.customer.map(|id| Column::CustomerId.eq(id)))
            .add_option(filter.development.map(|id| Column::DevelopmentId.eq(id)))
            .add_option(filter.status.map(|status| Column::Status.eq(status)))
            .add_option(filter.appointment_type.map(|kind| Column::AppointmentType.eq(kind)))
            .add_option(filter.from.map(|at| Column::AppointmentDate.gte(at)))
            .add_option(filter.until.map(|at| Column::AppointmentDate.lt(at)))
    }
}

/// A page, the latest first.
pub async fn page(db: &impl ConnectionTrait, filter: &Filter, skip: u64, limit: u64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Condition::from(filter));
    let latest = all.order_by_desc(Column::AppointmentDate).order_by_desc(Column::Id);
    Ok(latest.offset(skip).limit(limit).all(db).await?)
}

/// How many stand how.
pub async fn counts(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<(AppointmentStatus, i64)>> {
    let all = Entity::find().filter(Condition::from(filter)).select_only();
    let counted = all.column(Column::Status).column_as(Column::Id.count(), "n").group_by(Column::Status);
    Ok(counted.into_tuple().all(db).await?)
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, filter: &Filter) -> Result<u64> {
    Ok(Entity::find().filter(Condition::from(filter)).count(db).await?)
}

/// The appointments of a person, as builder or as customer, from a moment on, in order.
pub async fn agenda(
    db: &impl ConnectionTrait,
    builder: Option<i64>,
    customer: Option<i64>,
    from: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>> {
    if builder.is_none() && customer.is_none() {
        return Ok(vec![]);
    }
    let mine = Condition::any()
        .add_option(builder.map(|id| Column::BuilderId.eq(id)))
        .add_option(customer.map(|id| Column::CustomerId.eq(id)));
    let all = Entity::find().filter(mine).filter(Column::AppointmentDate.gte(from));
    Ok(all.order_by_asc(Column::AppointmentDate).order_by_asc(Column::Id).limit(most).all(db).await?)
}

/// Appointments of one side that take his time from now on.
fn to_come(of: &Filter, now: DateTime<Utc>) -> Select<Entity> {
    let live = Column::EndsAt.gt(now).and(Column::Status.is_in(LIVE));
    // No appointment is longer than a day: the index needs to look no further back.
    let near = Column::AppointmentDate.gt(now - Duration::days(1));
    Entity::find().filter(Condition::from(of)).filter(live).filter(near)
}

/// The next of them.
pub async fn upcoming(
    db: &impl ConnectionTrait,
    of: &Filter,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>> {
    let all = to_come(of, now).order_by_asc(Column::AppointmentDate).order_by_asc(Column::Id);
    Ok(all.limit(most).all(db).await?)
}

/// How many there are.
pub async fn count_upcoming(db: &impl ConnectionTrait, of: &Filter, now: DateTime<Utc>) -> Result<u64> {
    Ok(to_come(of, now).count(db).await?)
}

/// The appointment with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// A live appointment of the same builder or the same customer that overlaps with this one.
pub async fn clash(db: &impl ConnectionTrait, row: &Model) -> Result<Option<Model>> {
    let theirs = Column::BuilderId.eq(row.builder_id).or(Column::CustomerId.eq(row.customer_id));
    let overlaps = Column::AppointmentDate
        .lt(row.ends_at)
        .and(Column::EndsAt.gt(row.appointment_date))
        .and(Column::AppointmentDate.gt(row.appointment_date - Duration::days(1)));
    let others = Entity::find()
        .filter(theirs)
        .filter(overlaps)
        .filter(Column::Status.is_in(LIVE))
        .filter(Column::Id.ne(row.id));
    Ok(others.order_by_asc(Column::AppointmentDate).order_by_asc(Column::Id).limit(1).one(db).await?)
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

/// Live appointments that begin until then and of which nobody was reminded yet, marked as told.
pub async fn take_near(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>> {
    let near = Column::AppointmentDate.gt(now).and(Column::AppointmentDate.lte(until));
    let due =
        Entity::find().filter(near).filter(Column::RemindedAt.is_null()).filter(Column::Status.is_in(LIVE));
    let rows = due.order_by_asc(Column::AppointmentDate).limit(most).lock_exclusive().all(db).await?;
    Entity::update_many()
        .col_expr(Column::RemindedAt, Expr::value(now))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(db)
        .await?;
    Ok(rows)
}

/// Appointments as both sides see them.
pub async fn show(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Appointment>> {
    let customers = rows.iter().map(|row| row.customer_id).collect::<Vec<_>>();
    let customers = profiles::customers(db, &customers).await?;
    let sites = dealings::sites(db, rows.iter().map(|row| row.development_id)).await?;
    let view = |row: Model| {
        let (customer, site) = (customers.get(&row.customer_id), sites.get(&row.development_id));
        Appointment::of(row, customer, site)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// The same of one.
pub async fn view(db: &impl ConnectionTrait, row: Model) -> Result<Appointment> {
    show(db, vec![row]).await?.pop().ok_or_else(missing)
}
