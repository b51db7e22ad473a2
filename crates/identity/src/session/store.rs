//! Sessions and their refresh tokens in the database.
use chrono::{DateTime, Duration, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};

use crate::user::store as users;

/// A sign-in.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub user_id: i64,
    pub created_at: DateTime<Utc>,
    pub last_activity: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub revoked_at: Option<DateTime<Utc>>,
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

/// Refresh tokens, as fingerprints.
pub mod tokens {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    /// One refresh token.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session_tokens")]
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub session_id: String,
        pub created_at: DateTime<Utc>,
        pub used_at: Option<DateTime<Utc>>,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A session and its owner, in one query.
pub async fn with_owner(db: &impl ConnectionTrait, id: &str) -> Result<Option<(Model, users::Model)>> {
    let found = Entity::find_by_id(id).find_also_related(users::Entity).one(db).await?;
    Ok(found.and_then(|(session, user)| Some((session, user?))))
}

/// The sessions of a person that have not ended, newest first.
pub async fn living(
    db: &impl ConnectionTrait,
    user_id: i64,
    now: DateTime<Utc>,
    idle: Duration,
) -> Result<Vec<Model>> {
    let living =
        Column::RevokedAt.is_null().and(Column::ExpiresAt.gt(now)).and(Column::LastActivity.gt(now - idle));
    let mine = Entity::find().filter(Column::UserId.eq(user_id)).filter(living);
    Ok(mine.order_by_desc(Column::LastActivity).order_by_desc(Column::Id).limit(100).all(db).await?)
}

/// Ends all sessions of a person, but one if it is named.
pub async fn revoke_all(
    db: &impl ConnectionTrait,
    user_id: i64,
    but: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    revoke_of(db, &[user_id], but, now).await
}

/// Ends all sessions of these people, but one if it is named.
pub async fn revoke_of(
    db: &impl ConnectionTrait,
    users: &[i64],
    but: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut living = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::UserId.is_in(users.iter().copied()))
        .filter(Column::RevokedAt.is_null());
    if let Some(id) = but {
        living = living.filter(Column::Id.ne(id));
    }
    living.exec(db).await?;
    Ok(())
}

/// Ends one session of a person; tells whether there was one to end.
pub async fn revoke(db: &impl ConnectionTrait, user_id: i64, id: &str, now: DateTime<Utc>) -> Result<bool> {
    let one = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::RevokedAt.is_null());
    Ok(one.exec(db).await?.rows_affected > 0)
}

/// Notes that a session is in use.
pub async fn touch(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<()> {
    let row = ActiveModel { id: Set(id.to_owned()), last_activity: Set(now), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// The refresh token with this fingerprint, locked for the transaction.
pub async fn token(db: &impl ConnectionTrait, hash: &str) -> Result<Option<tokens::Model>> {
    Ok(tokens::Entity::find_by_id(hash).lock_exclusive().one(db).await?)
}

/// Removes sessions that ended before `before`, with all their tokens.
pub async fn sweep(db: &impl ConnectionTrait, before: DateTime<Utc>) -> Result<()> {
    let over = Column::ExpiresAt.lt(before).or(Column::RevokedAt.lt(before));
    Entity::delete_many().filter(over).exec(db).await?;
    Ok(())
}
