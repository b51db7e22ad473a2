//! Files in the database.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{Error, Result};
use schemars::JsonSchema;
use sea_orm::{ExprTrait, QuerySelect, Statement, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// What a file is for.
    FilePurpose { Image, FloorPlan, Brochure, Model, Thumbnail, Update, Attachment }
}

words! {
    /// Who may fetch a file: everybody, customers who are signed in, customers with a booking in its development, or
    /// the two people between whom it went.
    FileAccess { Public, CustomersOnly, BookedCustomers, Private }
}

/// A file. Where its bytes are stays here: see [`super::http::StoredFile`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_files")]
#[expect(missing_docs, reason = "see http::StoredFile")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub development_id: Option<i64>,
    pub owner_id: i64,
    pub other_id: Option<i64>,
    pub purpose: FilePurpose,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: String,
    pub storage_key: String,
    pub access_level: FileAccess,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("File not found")
}

/// The file with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// These files.
pub async fn many(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// Where the bytes of a development's files are.
pub async fn keys_of(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<String>> {
    let keys = Entity::find().select_only().column(Column::StorageKey);
    Ok(keys.filter(Column::DevelopmentId.eq(development_id)).into_tuple().all(db).await?)
}

/// Which of these keys belong to a file.
pub async fn known(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>> {
    let these = Entity::find().select_only().column(Column::StorageKey);
    let these = these.filter(Column::StorageKey.is_in(keys)).into_tuple::<String>();
    Ok(these.all(db).await?.into_iter().collect())
}

/// Makes private files readable for the person to whom they went.
pub async fn share(db: &impl ConnectionTrait, ids: &[i64], other_id: i64) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::OtherId, Expr::value(other_id))
        .filter(Column::Id.is_in(ids.iter().copied()).and(Column::AccessLevel.eq(FileAccess::Private)))
        .exec(db)
        .await?;
    Ok(())
}

/// Gives a file another access level.
pub async fn open_to(db: &impl ConnectionTrait, id: i64, access: FileAccess) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::AccessLevel, Expr::value(access))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes a file's row.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Takes an address out of the units that show it as their plan.
pub async fn take_from_units(db: &impl ConnectionTrait, development_id: i64, url: &str) -> Result<()> {
    use crate::unit::store::{Column as Unit, Entity as Units};
    Units::update_many()
        .col_expr(Unit::FloorPlanUrl, Expr::value(None::<String>))
        .filter(Unit::DevelopmentId.eq(development_id).and(Unit::FloorPlanUrl.eq(url)))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether a person's account has a customer's profile with an active booking in a development.
pub async fn has_booked(db: &impl ConnectionTrait, user_id: i64, development_id: i64) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM realty_customers c JOIN realty_bookings b ON b.customer_id = c.id \
               WHERE c.user_id = $1 AND b.development_id = $2 AND b.booking_status <> 'cancelled' LIMIT 1";
    let values = [user_id.into(), development_id.into()];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.query_one_raw(statement).await?.is_some())
}
