//! Documents in the database.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::Serialize;

/// A document. Where its bytes are stays here: see [`super::http::ClaimDocument`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "claim_documents")]
#[expect(missing_docs, reason = "see http::ClaimDocument")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub claim_id: i64,
    pub name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: String,
    pub note: Option<String>,
    pub storage_key: String,
    pub uploaded_by: i64,
    pub uploaded_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The documents of a claim, in order. The setting `documents_per_claim` says how many these can be.
pub async fn of_claim(db: &impl ConnectionTrait, claim: i64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Column::ClaimId.eq(claim)).order_by_asc(Column::Id);
    Ok(all.limit(1000).all(db).await?)
}

/// This document, if it is on this claim.
pub async fn by_id(db: &impl ConnectionTrait, claim: i64, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).filter(Column::ClaimId.eq(claim)).one(db).await?)
}

/// Removes one.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// How many documents each of these claims has.
pub async fn counts(db: &impl ConnectionTrait, claims: &[i64]) -> Result<HashMap<i64, i64>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::ClaimId)
        .column_as(Column::Id.count(), "documents")
        .filter(Column::ClaimId.is_in(claims.iter().copied()))
        .group_by(Column::ClaimId)
        .into_tuple::<(i64, i64)>();
    Ok(rows.all(db).await?.into_iter().collect())
}
