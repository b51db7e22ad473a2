//! Change requests in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Money, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{
    Condition, IntoActiveModel, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::http::ChangeRequest;
use crate::{
    booking::store as bookings, dealings::store as dealings, development::store as developments, side::Side,
    words::words,
};
use kernel::texts::Texts;

words! {
    /// What is to be otherwise.
    ChangeRequestType { Layout, Fixtures, Finishes, Electrical, Plumbing, Other }
}

words! {
    /// Where a change request stands.
    ChangeRequestStatus { Submitted, UnderReview, Approved, Rejected, Completed }
}

words! {
    /// A customer's word on cost and time.
    CustomerDecision { Accepted, Declined }
}

/// A change request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_change_requests")]
#[expect(missing_docs, reason = "the contract names them; see http::ChangeRequest")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub booking_id: i64,
    pub request_type: ChangeRequestType,
    pub request_title: String,
    pub request_description: String,
    pub current_specification: Option<String>,
    pub requested_specification: Option<String>,
    pub estimated_cost: Option<Money>,
    pub estimated_timeline_days: Option<i64>,
    pub status: ChangeRequestStatus,
    pub builder_response: Option<String>,
    pub rejection_reason: Option<String>,
    pub approval_date: Option<DateTime<Utc>>,
    pub completion_date: Option<DateTime<Utc>>,
    pub final_cost: Option<Money>,
    pub attachments: Option<Texts>,
    pub customer_decision: Option<CustomerDecision>,
    pub customer_decided_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Change request not found")
}

/// The bookings of one side.
fn bookings_of(side: &Side) -> SelectStatement {
    let mut mine = Query::select();
    mine.column(bookings::Column::Id).from(bookings::Entity);
    match side {
        Side::Customer(customer) => mine.and_where(bookings::Column::CustomerId.eq(customer.id)),
        Side::Builder(builder) => {
            let own = Query::select()
                .column(developments::Column::Id)
                .from(developments::Entity)
                .and_where(developments::Column::BuilderId.eq(builder.id))
                .take();
            mine.and_where(bookings::Column::DevelopmentId.in_subquery(own))
        }
    };
    mine.take()
}

/// Which change requests to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only of this booking.
    pub booking: Option<i64>,
    /// Only those that stand so.
    pub status: Option<ChangeRequestStatus>,
}

/// A page of those that one side may see, the latest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    side: &Side,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let asked = Condition::all()
        .add_option(filter.booking.map(|id| Column::BookingId.eq(id)))
        .add_option(filter.status.map(|status| Column::Status.eq(status)));
    let all = Entity::find().filter(Column::BookingId.in_subquery(bookings_of(side))).filter(asked);
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// How many of a side's requests wait for an answer of the builder, and how many for the customer's word.
pub async fn open(db: &impl ConnectionTrait, side: &Side) -> Result<(u64, u64)> {
    let all = || Entity::find().filter(Column::BookingId.in_subquery(bookings_of(side)));
    let waiting = [ChangeRequestStatus::Submitted, ChangeRequestStatus::UnderReview];
    let builders = all().filter(Column::Status.is_in(waiting)).count(db).await?;
    let offered = Column::Status
        .eq(ChangeRequestStatus::Approved)
        .and(Column::CustomerDecision.is_null())
        .and(Column::EstimatedCost.gt(0).or(Column::FinalCost.gt(0)));
    Ok((builders, all().filter(offered).count(db).await?))
}

/// The request with this number.
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

/// Requests as both sides see them.
pub async fn show(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<ChangeRequest>> {
    let deals = dealings::deals(db, rows.iter().map(|row| row.booking_id)).await?;
    let view = |row: Model| deals.get(&row.booking_id).map(|deal| ChangeRequest::of(row, deal));
    Ok(rows.into_iter().filter_map(view).collect())
}
