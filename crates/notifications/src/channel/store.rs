//! Choices in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

/// How a person wants one kind of notice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "channels")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    pub in_app: bool,
    pub mail: bool,
    pub chosen_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a person chose for this kind, if he chose.
pub async fn of(db: &impl ConnectionTrait, user_id: i64, kind: &str) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((user_id, kind.to_owned())).one(db).await?)
}

/// All that a person chose.
pub async fn all_of(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::UserId.eq(user_id)).all(db).await?)
}

/// Keeps a choice, in place of the one before.
pub async fn keep(db: &impl ConnectionTrait, choice: Model) -> Result<()> {
    let anew = OnConflict::columns([Column::UserId, Column::Kind])
        .update_columns([Column::InApp, Column::Mail, Column::ChosenAt])
        .to_owned();
    Entity::insert(choice.into_active_model()).on_conflict(anew).exec_without_returning(db).await?;
    Ok(())
}
