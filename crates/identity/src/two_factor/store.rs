//! Recovery codes in the database, and the second factor's columns of an account.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, ExprTrait, entity::prelude::*};

use crate::user::store as users;

/// A recovery code, as a fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "two_factor_codes")]
#[expect(missing_docs, reason = "the names say it")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub user_id: i64,
    pub used_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps a secret that is not switched on yet, or none.
pub async fn keep_secret(db: &impl ConnectionTrait, user_id: i64, secret: Option<String>) -> Result<()> {
    let row = users::ActiveModel { id: Set(user_id), two_factor_secret: Set(secret), ..Default::default() };
    row.update(db).await?;
    Ok(())
}

/// Switches the second factor on.
pub async fn switch_on(
    db: &impl ConnectionTrait,
    user_id: i64,
    step: i64,
    hashes: Vec<String>,
) -> Result<()> {
    Entity::delete_many().filter(Column::UserId.eq(user_id)).exec(db).await?;
    let row = |hash| ActiveModel { hash: Set(hash), user_id: Set(user_id), used_at: Set(None) };
    Entity::insert_many(hashes.into_iter().map(row)).exec_without_returning(db).await?;
    let row = users::ActiveModel {
        id: Set(user_id),
        two_factor_enabled: Set(true),
        two_factor_step: Set(Some(step)),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// Switches it off, and forgets everything about it.
pub async fn switch_off(db: &impl ConnectionTrait, user_id: i64) -> Result<()> {
    Entity::delete_many().filter(Column::UserId.eq(user_id)).exec(db).await?;
    let row = users::ActiveModel {
        id: Set(user_id),
        two_factor_enabled: Set(false),
        two_factor_secret: Set(None),
        two_factor_step: Set(None),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// Notes the step of a code; false where another request used it, or a later one, first.
pub async fn use_step(db: &impl ConnectionTrait, user_id: i64, step: i64) -> Result<bool> {
    use users::Column as C;
    let unused = C::TwoFactorStep.is_null().or(C::TwoFactorStep.lt(step));
    let used = users::Entity::update_many()
        .col_expr(C::TwoFactorStep, Expr::value(step))
        .filter(C::Id.eq(user_id))
        .filter(unused);
    Ok(used.exec(db).await?.rows_affected == 1)
}

/// Uses up a recovery code; false where there is none such left.
pub async fn use_code(
    db: &impl ConnectionTrait,
    user_id: i64,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let used = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::Hash.eq(hash))
        .filter(Column::UserId.eq(user_id))
        .filter(Column::UsedAt.is_null());
    Ok(used.exec(db).await?.rows_affected == 1)
}
