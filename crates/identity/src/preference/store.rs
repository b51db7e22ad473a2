//! Preferences in the database.
use chrono::{DateTime, Utc};
use kernel::{Given, Result};
use sea_orm::{
    ActiveValue::Set, DeriveIntoActiveModel, IntoActiveModel, QuerySelect, entity::prelude::*,
    sea_query::OnConflict,
};

use crate::user::store as users;

/// What a person prefers.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_settings")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub email_notifications: bool,
    pub sms_notifications: bool,
    pub address: Option<String>,
    pub preferences: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::user::store::Entity",
        from = "Column::UserId",
        to = "crate::user::store::Column::Id"
    )]
    User,
}

impl Related<users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// The preferences of a person, if he ever looked at them; locked for the transaction where `lock` is set.
pub async fn of(db: &impl ConnectionTrait, user_id: i64, lock: bool) -> Result<Option<Model>> {
    let mut find = Entity::find().filter(Column::UserId.eq(user_id));
    if lock {
        find = find.lock_exclusive();
    }
    Ok(find.one(db).await?)
}

/// Writes down what everyone begins with; of two at once one does.
pub async fn begin(db: &impl ConnectionTrait, user_id: i64, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel {
        user_id: Set(user_id),
        email_notifications: Set(true),
        sms_notifications: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let once = OnConflict::column(Column::UserId).do_nothing().to_owned();
    Entity::insert_many([row]).on_conflict(once).try_insert().exec_without_returning(db).await?;
    Ok(())
}

/// What was sent of them.
#[derive(DeriveIntoActiveModel)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Sent {
    pub email_notifications: Given<bool>,
    pub sms_notifications: Given<bool>,
    pub address: Given<Option<String>>,
    pub preferences: Given<Option<String>>,
}

/// Changes what was sent, and nothing else.
pub async fn save(db: &impl ConnectionTrait, id: i64, sent: Sent, now: DateTime<Utc>) -> Result<Model> {
    let row = ActiveModel { id: Set(id), updated_at: Set(now), ..sent.into_active_model() };
    Ok(row.update(db).await?)
}
