//! The audit log: a chain in which every row carries the hash of the one before.
use chrono::{DateTime, Utc};
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::{Result, caller::Actor, db::hex};

/// A row of `audit_logs`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_logs")]
#[expect(missing_docs, reason = "the names are the contract's")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub timestamp: DateTime<Utc>,
    pub user_id: Option<i64>,
    pub admin_id: String,
    pub admin_name: String,
    pub action: String,
    pub target: Option<String>,
    pub details: Option<String>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub prev_hash: String,
    pub hash: String,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_head")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub single: i64,
        pub id: i64,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// One line of the log: what was done, to what, and what it changed.
#[derive(Clone, Debug)]
pub struct Act {
    action: String,
    target: Option<String>,
    details: Option<String>,
    before: Option<Box<RawValue>>,
    after: Option<Box<RawValue>>,
    actor: Option<Actor>,
}

impl Act {
    /// `update_budget`: a verb and a noun.
    pub fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), target: None, details: None, before: None, after: None, actor: None }
    }

    /// The thing acted upon, by the name that people know.
    pub fn on(mut self, target: impl ToString) -> Self {
        self.target = Some(target.to_string());
        self
    }

    /// A sentence for the reader of the log.
    pub fn saying(mut self, details: impl Into<String>) -> Self {
        self.details = Some(details.into());
        self
    }

    /// The thing as it was. Must hold no secret.
    pub fn before(mut self, thing: &impl Serialize) -> Self {
        self.before = serde_json::value::to_raw_value(thing).ok();
        self
    }

    /// The thing as it is now. Must hold no secret.
    pub fn after(mut self, thing: &impl Serialize) -> Self {
        self.after = serde_json::value::to_raw_value(thing).ok();
        self
    }

    /// In another name than the change's: a sign-in, which makes somebody of nobody.
    pub fn by(mut self, actor: Actor) -> Self {
        self.actor = Some(actor);
        self
    }
}

impl Model {
    /// SHA-256 over the previous hash and every column, as a JSON array: no two rows look alike.
    fn digest(&self) -> String {
        let row = (
            (&self.prev_hash, self.id, self.timestamp.timestamp_micros(), self.user_id),
            (&self.admin_id, &self.admin_name, &self.action, &self.target, &self.details),
            (&self.ip_address, &self.user_agent, &self.request_id, &self.before, &self.after),
        );
        hex(&Sha256::digest(serde_json::to_vec(&row).unwrap_or_default()))
    }
}

/// Locks the end of the chain until the transaction is over; tells its number and hash.
pub(crate) async fn lock(db: &impl ConnectionTrait) -> Result<(i64, String)> {
    let end = head::Entity::find().lock_exclusive().one(db).await?;
    Ok(end.map_or((0, String::new()), |end| (end.id, end.hash)))
}

/// Appends `acts` to the chain. Locks its end, which a trigger moves along, until the transaction is over:
/// call it last.
pub(crate) async fn append(
    db: &impl ConnectionTrait,
    acts: Vec<Act>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<()> {
    let (mut id, mut hash) = lock(db).await?;
    let request_id = Some(crate::error::request_id()).filter(|id| !id.is_empty());
    let mut rows = Vec::with_capacity(acts.len());
    for act in acts {
        id += 1;
        let actor = act.actor.as_ref().unwrap_or(actor);
        let mut row = Model {
            id,
            timestamp: now,
            user_id: actor.user_id,
            admin_id: actor.handle.clone(),
            admin_name: actor.name.clone(),
            action: act.action,
            target: act.target,
            details: act.details,
            ip_address: actor.origin.ip.map(|ip| ip.to_string()),
            user_agent: actor.origin.user_agent.clone(),
            request_id: request_id.clone(),
            before: act.before.map(|json| json.get().to_owned()),
            after: act.after.map(|json| json.get().to_owned()),
            prev_hash: hash,
            hash: String::new(),
        };
        row.hash = row.digest();
        hash = row.hash.clone();
        rows.push(row.into_active_model());
    }
    // Fewer bound values than either database allows in one statement.
    for rows in rows.chunks(500) {
        Entity::insert_many(rows.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Verdict {
    /// Whether every row is as it was written, and none is missing.
    pub ok: bool,
    /// Rows read.
    pub rows: i64,
    /// The first row that was changed, or before which rows are missing.
    pub first_broken: Option<i64>,
    /// The same in words.
    pub detail: String,
}

/// Walks the whole chain; `progress` hears the number of rows read so far.
pub async fn verify(db: &impl ConnectionTrait, mut progress: impl FnMut(i64)) -> Result<Verdict> {
    let end = head::Entity::find().one(db).await?;
    let (mut id, mut hash, mut rows) = (0, String::new(), 0);
    let broken = |rows, id, why: &str| Verdict {
        ok: false,
        rows,
        first_broken: Some(id),
        detail: format!("Row {id} {why}."),
    };
    loop {
        let page =
            Entity::find().filter(Column::Id.gt(id)).order_by_asc(Column::Id).limit(5_000).all(db).await?;
        if page.is_empty() {
            break;
        }
        for row in &page {
            rows += 1;
            if row.id != id + 1 {
                return Ok(broken(rows, id + 1, "is missing"));
            }
            if row.prev_hash != hash {
                return Ok(broken(rows, row.id, "does not follow from the row before it"));
            }
            if row.hash != row.digest() {
                return Ok(broken(rows, row.id, "was changed after it was written"));
            }
            (id, hash) = (row.id, row.hash.clone());
        }
        progress(rows);
    }
    Ok(match end {
        // Rows written while we walked lie behind the end that we noted: no fault.
        Some(end) if end.id > id => broken(rows, id + 1, "is missing, and with it the end of the log"),
        Some(end) if end.id == id && end.hash != hash => {
            broken(rows, id, "is not the row that was written last")
        }
        None => broken(rows, id, "has lost the end of its chain (table audit_head is empty)"),
        _ => Verdict {
            ok: true,
            rows,
            first_broken: None,
            detail: format!("{rows} rows, all as they were written."),
        },
    })
}
