//! Names of vendors in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*, sea_query::OnConflict};

use crate::vendor::model::name_key;

/// A name.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendor_aliases")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub vendor_id: i64,
    /// As it was written.
    pub name: String,
    /// Without case, punctuation and legal form.
    pub name_key: String,
    /// Since when.
    pub first_seen: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Remembers these names, each once.
pub async fn remember(db: &impl ConnectionTrait, names: &[(i64, &str)], now: DateTime<Utc>) -> Result<()> {
    let row = |(vendor_id, name): &(i64, &str)| ActiveModel {
        vendor_id: Set(*vendor_id),
        name: Set((*name).to_owned()),
        name_key: Set(name_key(name)),
        first_seen: Set(now),
        ..Default::default()
    };
    if names.is_empty() {
        return Ok(());
    }
    Entity::insert_many(names.iter().map(row))
        .on_conflict(OnConflict::columns([Column::VendorId, Column::NameKey]).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// The names of a vendor, the oldest first.
pub async fn of(db: &impl ConnectionTrait, vendor_id: i64) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::VendorId.eq(vendor_id)).order_by_asc(Column::Id).all(db).await?)
}
