//! Adding and removing documents. The bytes are written before the row, and removed after it: a row never points at
//! nothing.
use axum::body::Bytes;
use kernel::{Act, App, Caller, Can, Error, Grant, Order, Result, db::hex};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{
    model,
    store::{self, Model},
};
use crate::{
    claim::{
        commands::{finish, locked, seen},
        store::{ClaimStatus, Pair},
    },
    events,
    permissions::{Override, Read, Write},
    policy::commands::Standing,
    settings::Settings,
};

/// The job that removes the bytes of a document that is gone.
pub const REMOVE_FILE: &str = "insurance.remove_file";

/// A document on its way in.
pub struct NewDocument {
    /// What its sender calls it.
    pub name: String,
    /// What he says of it.
    pub note: Option<String>,
    /// The whole of it, passed by the scanner.
    pub content: Bytes,
}

/// 404.
fn missing() -> Error {
    Error::not_found("Document not found")
}

/// Whether the caller may change the documents of a claim, and the claim still takes any.
pub fn may_change(caller: &Caller, (claim, _): &Pair, standing: Standing) -> Result<()> {
    if standing == Standing::Reviewer && !Override::PERMISSION.granted_to(caller.role) {
        return Err(Error::forbidden(
            "Only the holder of the policy, or an administrator for him, keeps its documents.",
        ));
    }
    if claim.status == ClaimStatus::Pending {
        return Ok(());
    }
    Err(Error::conflict(format!("This claim is {}: its documents can't change any more.", claim.status)))
}

/// Adds a document.
pub async fn add(can: &Can<Write>, claim_id: i64, new: NewDocument) -> Result<Model> {
    let app = can.app();
    let content_type = model::kind(&new.name, &new.content)?;
    let row = store::ActiveModel {
        claim_id: Set(claim_id),
        name: Set(new.name),
        content_type: Set(content_type.to_owned()),
        size: Set(i64::try_from(new.content.len()).map_err(Error::internal)?),
        sha256: Set(hex(&Sha256::digest(&new.content))),
        note: Set(new.note.filter(|text| !text.trim().is_empty())),
        uploaded_by: Set(can.user_id),
        ..Default::default()
    };
    let key = format!("insurance/claims/{claim_id}/{}", app.dice.uuid());
    app.storage.put(&key, new.content).await?;
    let added = enter(can, row, &key).await;
    if added.is_err()
        && let Err(e) = app.storage.delete(&key).await
    {
        tracing::error!(%e, key, "a document without a row was left behind");
    }
    added
}

async fn enter(can: &Can<Write>, mut row: store::ActiveModel, key: &str) -> Result<Model> {
    let claim_id = row.claim_id.clone().take().unwrap_or_default();
    let most = Settings::of(can.app())?.documents_per_claim;
    let change = can.change().await?;
    let (pair, standing) = locked(can, &change, claim_id).await?;
    may_change(can, &pair, standing)?;
    let there = store::of_claim(change.db(), claim_id).await?;
    let sha256 = row.sha256.clone().take().unwrap_or_default();
    if let Some(same) = there.iter().find(|one| one.sha256 == sha256) {
        return Err(Error::conflict(format!("This claim has the same document already: {}.", same.name)));
    }
    if there.len() as u64 >= most {
        return Err(Error::conflict(format!("This claim has {most} documents, and can't have more.")));
    }
    row.storage_key = Set(key.to_owned());
    row.uploaded_at = Set(change.now());
    let row = row.insert(change.db()).await?;
    let act = Act::new("add_claim_document").saying(format!("Added {}", row.name)).after(&row);
    finish(change, events::CLAIM_UPDATED, pair, act).await?;
    Ok(row)
}

/// The documents of a claim that the caller may see.
pub async fn list(can: &Can<Read>, claim_id: i64) -> Result<Vec<Model>> {
    seen(can, claim_id).await?;
    store::of_claim(can.db(), claim_id).await
}

/// One of them.
pub async fn get(can: &Can<Read>, claim_id: i64, id: i64) -> Result<Model> {
    seen(can, claim_id).await?;
    store::by_id(can.db(), claim_id, id).await?.ok_or_else(missing)
}

/// Removes a document, and after it its bytes.
pub async fn remove(can: &Can<Write>, claim_id: i64, id: i64) -> Result<()> {
    let mut change = can.change().await?;
    let (pair, standing) = locked(can, &change, claim_id).await?;
    may_change(can, &pair, standing)?;
    let row = store::by_id(change.db(), claim_id, id).await?.ok_or_else(missing)?;
    store::delete(change.db(), row.id).await?;
    change.enqueue(Order::new(REMOVE_FILE, &row.storage_key)?);
    let act = Act::new("remove_claim_document").saying(format!("Removed {}", row.name)).before(&row);
    finish(change, events::CLAIM_UPDATED, pair, act).await.map(drop)
}

/// Removes the bytes of a document whose row is gone.
pub async fn remove_file(app: &App, payload: &RawValue) -> Result<()> {
    let key: String = serde_json::from_str(payload.get())?;
    app.storage.delete(&key).await
}

/// Whether the caller may add a document: asked before any of it is read.
pub async fn check(can: &Can<Write>, claim_id: i64) -> Result<()> {
    let pair = seen(can, claim_id).await?;
    let standing = crate::policy::commands::standing(can, &pair.1)?;
    may_change(can, &pair, standing)
}
