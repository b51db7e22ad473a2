//! The secret addresses of calendars: only their hashes.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, entity::prelude::*, sea_query::OnConflict};

/// A person's calendar.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "realty_calendars")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    pub token_hash: String,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The calendar of this person.
pub async fn of(db: &impl ConnectionTrait, user_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(user_id).one(db).await?)
}

/// Whose calendar this is.
pub async fn by_hash(db: &impl ConnectionTrait, hash: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::TokenHash.eq(hash)).one(db).await?)
}

/// Makes a calendar, or gives it another address.
pub async fn put(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    let row = ActiveModel {
        user_id: Set(row.user_id),
        token_hash: Set(row.token_hash),
        created_at: Set(row.created_at),
    };
    let instead =
        OnConflict::column(Column::UserId).update_columns([Column::TokenHash, Column::CreatedAt]).to_owned();
    Entity::insert(row).on_conflict(instead).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a calendar's address away; tells whether there was one.
pub async fn remove(db: &impl ConnectionTrait, user_id: i64) -> Result<bool> {
    Ok(Entity::delete_by_id(user_id).exec(db).await?.rows_affected > 0)
}
