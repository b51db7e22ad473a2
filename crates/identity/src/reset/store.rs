//! Reset tokens in the database, as fingerprints.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, QuerySelect, entity::prelude::*};

/// A link that was sent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reset_tokens")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub user_id: i64,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a token.
pub async fn keep(
    db: &impl ConnectionTrait,
    hash: String,
    user_id: i64,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<()> {
    let row = ActiveModel {
        hash: Set(hash),
        user_id: Set(user_id),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
    };
    row.insert(db).await?;
    Ok(())
}

/// Whose token this is, if it is still good; locked for the transaction.
pub async fn owner(db: &impl ConnectionTrait, hash: &str, now: DateTime<Utc>) -> Result<Option<i64>> {
    let token = Entity::find_by_id(hash).lock_exclusive().one(db).await?;
    Ok(token.filter(|token| token.used_at.is_none() && token.expires_at > now).map(|token| token.user_id))
}

/// Uses up every token of a person.
pub async fn use_up(db: &impl ConnectionTrait, user_id: i64, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::UsedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}
