//! Notifications in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, Condition, QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

/// How the inbox files a notification.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NotificationType {
    Transaction,
    Alert,
    Reminder,
    Kyc,
}

/// The same in the words of building clients.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[schemars(rename = "NotificationMatter")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Matter {
    BookingUpdate,
    PaymentDue,
    AppointmentReminder,
    ProgressUpdate,
    MessageReceived,
    ChangeRequestUpdate,
}

/// Something that a person was told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notifications")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub title: String,
    pub message: String,
    pub notification_type: NotificationType,
    pub matter: Matter,
    pub kind: String,
    pub link: Option<String>,
    pub is_read: bool,
    pub by_mail: bool,
    pub created_at: DateTime<Utc>,
    pub read_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a person was told once.
mod told {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "notifications_told")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub once: String,
        pub told_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which notifications to show.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Filter {
    pub is_read: Option<bool>,
    pub notification_type: Option<NotificationType>,
    pub matter: Option<Matter>,
    pub kind: Option<String>,
    pub before: Option<i64>,
}

/// Spelt out rather than bound: only so is the partial index of unread ones found.
fn read(is_read: bool) -> Expr {
    Expr::cust(if is_read { "is_read" } else { "NOT is_read" })
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        Self::all()
            .add_option(filter.is_read.map(read))
            .add_option(filter.notification_type.map(|one| Column::NotificationType.eq(one)))
            .add_option(filter.matter.map(|matter| Column::Matter.eq(matter)))
            .add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(filter.before.map(|id| Column::Id.lt(id)))
    }
}

fn of(user_id: i64) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(user_id))
}

/// A part of a person's inbox, newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    user_id: i64,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = of(user_id).filter(Condition::from(filter));
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// How many a person has not read, from the index alone.
pub async fn unread(db: &impl ConnectionTrait, user_id: i64) -> Result<u64> {
    let count = of(user_id).filter(read(false)).select_only().column_as(Column::Id.count(), "n");
    let count = count.into_tuple::<i64>().one(db).await?;
    Ok(count.unwrap_or(0).unsigned_abs())
}

/// The notification with this number, if it is this person's; locked for the transaction where `lock` is set.
pub async fn mine(db: &impl ConnectionTrait, user_id: i64, id: i64, lock: bool) -> Result<Model> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    let row = find.one(db).await?.ok_or_else(|| Error::not_found("Notification not found"))?;
    if row.user_id != user_id {
        return Err(Error::forbidden("Access denied"));
    }
    Ok(row)
}

/// Notes that a person is told this once; false when he was told before.
pub async fn first_time(
    db: &impl ConnectionTrait,
    user_id: i64,
    once: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let row = told::ActiveModel { user_id: Set(user_id), once: Set(once.to_owned()), told_at: Set(now) };
    let before = OnConflict::columns([told::Column::UserId, told::Column::Once]).do_nothing().to_owned();
    let insert = told::Entity::insert_many([row]).on_conflict(before).try_insert();
    Ok(matches!(insert.exec_without_returning(db).await?, sea_orm::TryInsertResult::Inserted(1..)))
}

/// Marks these of a person's notifications as read, or all; tells how many that changed.
pub async fn mark(
    db: &impl ConnectionTrait,
    user_id: i64,
    ids: Option<Vec<i64>>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let mut unread = Entity::update_many()
        .col_expr(Column::IsRead, Expr::value(true))
        .col_expr(Column::ReadAt, Expr::value(now))
        .filter(Column::UserId.eq(user_id))
        .filter(read(false));
    if let Some(ids) = ids {
        unread = unread.filter(Column::Id.is_in(ids));
    }
    Ok(unread.exec(db).await?.rows_affected)
}

/// Removes one.
pub async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Removes what a person has read; tells how many that were.
pub async fn remove_read(db: &impl ConnectionTrait, user_id: i64) -> Result<u64> {
    let his = Entity::delete_many().filter(Column::UserId.eq(user_id)).filter(read(true));
    Ok(his.exec(db).await?.rows_affected)
}

/// Removes what was read before this moment.
pub async fn sweep(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<()> {
    Entity::delete_many().filter(read(true)).filter(Column::ReadAt.lt(before)).exec(db).await?;
    Ok(())
}
