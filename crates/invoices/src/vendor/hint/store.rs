//! What was learned, in the database.
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::Result;
use schemars::JsonSchema;
use sea_orm::{ActiveValue::Set, NotSet, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::model::Forget;
use crate::{
    reader::memory::{Constant, Memory, Place, name},
    vendor::{
        account::store as accounts,
        alias::store as aliases,
        model::{Sender, name_key},
        store as vendors,
    },
    words::words,
};

words! {
    /// What sort of thing was learned.
    #[schemars(rename = "VendorHintKind")]
    HintKind { Place, Constant, DayOrder }
}

/// Something that was learned.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendor_hints")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which vendor.
    pub vendor_id: i64,
    /// What sort.
    pub kind: HintKind,
    /// Of which field.
    pub field: String,
    /// A place, a value or an order as JSON.
    pub detail: String,
    /// The name that was read in place of his, as names are compared.
    pub read_key: Option<String>,
    /// When it was learned.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

mod forget {
    use sea_orm::entity::prelude::*;

    /// What somebody had forgotten.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoice_vendor_forgets")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub vendor_id: i64,
        pub field: Option<String>,
        pub label_id: i64,
        pub user_id: Option<i64>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod learning {
    use sea_orm::entity::prelude::*;

    /// A time that hints were made anew.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoice_learnings")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub vendor_id: Option<i64>,
        pub label_id: i64,
        pub labels: i64,
        pub hints: i64,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What was learned of a vendor, by field. There are never more of them than fields, three times.
pub async fn of(db: &impl ConnectionTrait, vendor_id: i64) -> Result<Vec<Model>> {
    let his = Entity::find().filter(Column::VendorId.eq(vendor_id));
    Ok(his.order_by_asc(Column::Field).order_by_asc(Column::Kind).all(db).await?)
}

/// Those of these vendors of whom something was learned.
pub async fn known(db: &impl ConnectionTrait, vendors: &[i64]) -> Result<Vec<i64>> {
    let these = Entity::find().select_only().column(Column::VendorId).distinct();
    Ok(these.filter(Column::VendorId.is_in(vendors.iter().copied())).into_tuple().all(db).await?)
}

/// Whether anything was learned of anybody.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool> {
    let one: Option<i64> =
        Entity::find().select_only().column(Column::Id).limit(1).into_tuple().one(db).await?;
    Ok(one.is_some())
}

/// What these rows say, for the reader.
pub fn memory(rows: &[Model]) -> Memory {
    let mut memory = Memory::default();
    for row in rows {
        match row.kind {
            HintKind::Place => memory.places.extend(serde_json::from_str::<Place>(&row.detail)),
            HintKind::Constant => memory.constants.extend(serde_json::from_str::<Constant>(&row.detail)),
            HintKind::DayOrder => memory.day_first = serde_json::from_str(&row.detail).ok(),
        }
    }
    memory
}

/// Puts what was learned in place of what was known; tells how much it is.
pub async fn replace(
    db: &impl ConnectionTrait,
    vendor_id: i64,
    memory: &Memory,
    now: DateTime<Utc>,
) -> Result<usize> {
    Entity::delete_many().filter(Column::VendorId.eq(vendor_id)).exec(db).await?;
    let row = |kind: HintKind, field: &str, detail: String, read_key: Option<String>| ActiveModel {
        id: NotSet,
        vendor_id: Set(vendor_id),
        kind: Set(kind),
        field: Set(field.to_owned()),
        detail: Set(detail),
        read_key: Set(read_key),
        created_at: Set(now),
    };
    let mut rows = vec![];
    for place in &memory.places {
        let detail = serde_json::to_string(place)?;
        rows.push(row(HintKind::Place, name(place.anchor.field), detail, None));
    }
    for constant in &memory.constants {
        let misread = constant.instead_of.first().filter(|_| constant.field == "seller_name");
        let key = misread.map(|name| name_key(name).chars().take(200).collect());
        rows.push(row(HintKind::Constant, &constant.field, serde_json::to_string(constant)?, key));
    }
    if let Some(day_first) = memory.day_first {
        rows.push(row(HintKind::DayOrder, "invoice_date", day_first.to_string(), None));
    }
    let learned = rows.len();
    if learned > 0 {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(learned)
}

/// Forgets a field of a vendor, or all; labels up to `label_id` teach nothing of it any more.
pub async fn forget(
    db: &impl ConnectionTrait,
    vendor_id: i64,
    what: Forget,
    user_id: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let his = Entity::delete_many().filter(Column::VendorId.eq(vendor_id));
    let his = match &what.field {
        Some(field) => his.filter(Column::Field.eq(field.as_str())),
        None => his,
    };
    his.exec(db).await?;
    let row = forget::ActiveModel {
        id: NotSet,
        vendor_id: Set(vendor_id),
        field: Set(what.field),
        label_id: Set(what.label_id),
        user_id: Set(Some(user_id)),
        created_at: Set(now),
    };
    forget::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// What was forgotten of a vendor, the last of it.
pub async fn forgets(db: &impl ConnectionTrait, vendor_id: i64) -> Result<Vec<Forget>> {
    let his = forget::Entity::find().filter(forget::Column::VendorId.eq(vendor_id));
    let rows = his.order_by_desc(forget::Column::Id).limit(500).all(db).await?;
    Ok(rows.into_iter().map(|row| Forget { field: row.field, label_id: row.label_id }).collect())
}

/// Notes that something was learned of a vendor from the labels up to this one.
pub async fn note(
    db: &impl ConnectionTrait,
    vendor_id: i64,
    label_id: i64,
    labels: usize,
    hints: usize,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = learning::ActiveModel {
        id: NotSet,
        vendor_id: Set(Some(vendor_id)),
        label_id: Set(label_id),
        labels: Set(labels as i64),
        hints: Set(hints as i64),
        created_at: Set(now),
    };
    learning::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Up to which label one learned of a vendor last; 0 where never.
pub async fn learned_to(db: &impl ConnectionTrait, vendor_id: i64) -> Result<i64> {
    let his = learning::Entity::find().select_only().column(learning::Column::LabelId);
    let his = his.filter(learning::Column::VendorId.eq(vendor_id)).order_by_desc(learning::Column::Id);
    Ok(his.limit(1).into_tuple().one(db).await?.unwrap_or(0))
}

/// How often something was learned, of how many labels in all, and when last.
pub async fn learnings(db: &impl ConnectionTrait) -> Result<(i64, Option<DateTime<Utc>>)> {
    let last = learning::Entity::find().order_by_desc(learning::Column::Id).one(db).await?;
    let count = learning::Entity::find().count(db).await?;
    Ok((count.try_into().unwrap_or(i64::MAX), last.map(|row| row.created_at)))
}

/// The vendor that a sender is: by his tax number, by an account that only one has, by a name that only one has, or by
/// the name that is usually misread for his. A vendor with another tax number is another vendor.
pub async fn recognise(
    db: &impl ConnectionTrait,
    sender: &Sender,
    account_key: Option<&str>,
) -> Result<Option<i64>> {
    let by_number = sender.known_as().filter(|key| !key.starts_with("name:"));
    if let Some(key) = &by_number {
        let his = vendors::Entity::find().filter(vendors::Column::KnownAs.eq(key.as_str()));
        if let Some(vendor) = his.one(db).await? {
            return Ok(Some(vendor.id));
        }
    }
    let mut likely: Vec<BTreeSet<i64>> = vec![];
    if let Some(key) = account_key {
        let with = accounts::Entity::find().select_only().column(accounts::Column::VendorId);
        let with = with.filter(accounts::Column::AccountKey.eq(key)).limit(3);
        likely.push(with.into_tuple::<i64>().all(db).await?.into_iter().collect());
    }
    if let Some(key) = sender.name.as_deref().map(name_key).filter(|key| !key.is_empty()) {
        let misread = Entity::find().select_only().column(Column::VendorId);
        let misread = misread.filter(Column::ReadKey.eq(key.chars().take(200).collect::<String>())).limit(3);
        likely.push(misread.into_tuple::<i64>().all(db).await?.into_iter().collect());
        let called = aliases::Entity::find().select_only().column(aliases::Column::VendorId);
        let called = called.filter(aliases::Column::NameKey.eq(key)).limit(3);
        likely.push(called.into_tuple::<i64>().all(db).await?.into_iter().collect());
    }
    let ids: Vec<i64> = likely.into_iter().filter(|ids| ids.len() == 1).flatten().collect();
    let rows = vendors::Entity::find().filter(vendors::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    let fits = |id: &i64| {
        let row = rows.iter().find(|row| row.id == *id);
        row.is_some_and(|row| by_number.is_none() || row.known_as.starts_with("name:"))
    };
    Ok(ids.into_iter().find(fits))
}
