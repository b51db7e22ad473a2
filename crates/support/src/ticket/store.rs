//! Tickets in the database.
use chrono::{DateTime, Utc};
use kernel::{
    Error, Result,
    db::{contains, slice},
};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set,
    Condition, Order, QueryOrder, QuerySelect, TryInsertResult,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict},
};
use serde::{Deserialize, Serialize};

/// Where a ticket stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[schemars(rename = "TicketStatus")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    Open,
    InProgress,
    Resolved,
    Closed,
}

/// How much a ticket presses.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[schemars(rename = "TicketPriority")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Priority {
    Low,
    #[default]
    Normal,
    High,
    Urgent,
}

/// Who speaks on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Side {
    Owner,
    Staff,
}

/// What somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tickets")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub ticket_number: String,
    pub user_id: Option<i64>,
    pub subject: String,
    pub message: String,
    pub status: Status,
    pub priority: Priority,
    pub name: Option<String>,
    pub email: Option<String>,
    pub assignee_id: Option<i64>,
    pub last_from: Side,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub first_answered_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The conversation on a ticket.
pub mod messages {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// Something said on a ticket.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "ticket_messages")]
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub ticket_id: i64,
        pub user_id: Option<i64>,
        pub author: String,
        pub staff: bool,
        pub internal: bool,
        pub message: String,
        pub created_at: DateTime<Utc>,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Whose tickets: one person's, nobody's yet, or anyone's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// Given to this person.
    Person(i64),
    /// Given to nobody.
    Nobody,
}

/// Which tickets to show.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Filter {
    pub owner: Option<i64>,
    pub status: Option<Status>,
    pub priority: Option<Priority>,
    pub search: Option<String>,
    pub assignee: Option<Assignee>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            let columns =
                [Column::TicketNumber, Column::Subject, Column::Message, Column::Name, Column::Email];
            columns.into_iter().map(|column| contains(column, text)).fold(Self::any(), Self::add)
        });
        let assignee = filter.assignee.map(|assignee| match assignee {
            Assignee::Person(id) => Column::AssigneeId.eq(id),
            Assignee::Nobody => Column::AssigneeId.is_null(),
        });
        Self::all()
            .add_option(filter.owner.map(|id| Column::UserId.eq(id)))
            .add_option(filter.status.map(|status| Column::Status.eq(status)))
            .add_option(filter.priority.map(|priority| Column::Priority.eq(priority)))
            .add_option(assignee)
            .add_option(search)
    }
}

/// By what to sort tickets; a `-` in front turns it round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "TicketSort")]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum Sort {
    #[serde(rename = "created_at")]
    Created,
    #[default]
    #[serde(rename = "-created_at")]
    CreatedDown,
    #[serde(rename = "updated_at")]
    Updated,
    #[serde(rename = "-updated_at")]
    UpdatedDown,
    #[serde(rename = "priority")]
    Priority,
    #[serde(rename = "-priority")]
    PriorityDown,
}

fn sorted(all: Select<Entity>, sort: Sort) -> Select<Entity> {
    let rank = || {
        let is = |priority| Expr::col(Column::Priority).eq(priority);
        let low = Expr::case(is(Priority::Low), 0).case(is(Priority::Normal), 1);
        Expr::Case(Box::new(low.case(is(Priority::High), 2).finally(3)))
    };
    match sort {
        Sort::Created => all.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id),
        Sort::CreatedDown => all.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id),
        Sort::Updated => all.order_by_asc(Column::UpdatedAt).order_by_asc(Column::Id),
        Sort::UpdatedDown => all.order_by_desc(Column::UpdatedAt).order_by_desc(Column::Id),
        Sort::Priority => all.order_by(rank(), Order::Asc).order_by_asc(Column::Id),
        Sort::PriorityDown => all.order_by(rank(), Order::Desc).order_by_asc(Column::Id),
    }
}

/// A part of the tickets, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    sort: Sort,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Condition::from(filter));
    slice(sorted(all, sort), db, skip, limit).await
}

/// The ticket with this number; locked for the transaction where `lock` is set.
pub async fn by_id(db: &impl ConnectionTrait, id: i64, lock: bool) -> Result<Model> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    find.one(db).await?.ok_or_else(|| Error::not_found("Ticket not found"))
}

/// The same, if this person may see it: his own, or any where he is `staff`.
pub async fn seen(
    db: &impl ConnectionTrait,
    user_id: i64,
    staff: bool,
    id: i64,
    lock: bool,
) -> Result<Model> {
    let ticket = by_id(db, id, lock).await?;
    if ticket.user_id != Some(user_id) && !staff {
        return Err(Error::forbidden("Access denied"));
    }
    Ok(ticket)
}

/// Writes a new ticket under a number that nobody has: `roll` makes one up.
pub async fn file(db: &impl ConnectionTrait, row: ActiveModel, roll: impl Fn() -> String) -> Result<Model> {
    let taken = OnConflict::column(Column::TicketNumber).do_nothing().to_owned();
    // Two equal ones of four thousand million are rare, ten in a row do not happen.
    for _ in 0..10 {
        let row = ActiveModel { ticket_number: Set(roll()), ..row.clone() };
        let insert = Entity::insert(row).on_conflict(taken.clone()).try_insert();
        if let TryInsertResult::Inserted(done) = insert.exec(db).await? {
            return by_id(db, done.last_insert_id, false).await;
        }
    }
    Err(Error::internal("no free ticket number was found"))
}

/// Removes a ticket with its conversation.
pub async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// A part of a conversation, oldest first, and how long it is; internal notes only where `all` is set.
pub async fn conversation(
    db: &impl ConnectionTrait,
    ticket: i64,
    all: bool,
    skip: u64,
    limit: u64,
) -> Result<(Vec<messages::Model>, u64)> {
    let mut said = messages::Entity::find().filter(messages::Column::TicketId.eq(ticket));
    if !all {
        said = said.filter(messages::Column::Internal.eq(false));
    }
    let total = said.clone().count(db).await?;
    Ok((said.order_by_asc(messages::Column::Id).offset(skip).limit(limit).all(db).await?, total))
}

/// How many tickets there are of each state and priority.
pub async fn counts(db: &impl ConnectionTrait, owner: Option<i64>) -> Result<Vec<(Status, Priority, i64)>> {
    let all = Entity::find()
        .select_only()
        .columns([Column::Status, Column::Priority])
        .column_as(Column::Id.count(), "n")
        .filter(Condition::from(Filter { owner, ..Default::default() }))
        .group_by(Column::Status)
        .group_by(Column::Priority);
    Ok(all.into_tuple().all(db).await?)
}

/// When a ticket was opened, first answered and resolved.
pub type Moments = (DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The moments of the newest tickets since then.
pub async fn moments(db: &impl ConnectionTrait, since: DateTime<Utc>, most: u64) -> Result<Vec<Moments>> {
    let all = Entity::find()
        .select_only()
        .columns([Column::CreatedAt, Column::FirstAnsweredAt, Column::ResolvedAt])
        .filter(Column::CreatedAt.gte(since))
        .order_by_desc(Column::CreatedAt)
        .limit(most);
    Ok(all.into_tuple().all(db).await?)
}

/// How many open tickets older than this have no answer.
pub async fn unanswered(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<u64> {
    let waiting = Entity::find()
        .filter(Column::FirstAnsweredAt.is_null())
        .filter(Column::CreatedAt.lt(before))
        .filter(Column::Status.is_in([Status::Open, Status::InProgress]));
    Ok(waiting.count(db).await?)
}
