//! The audit log and the accounts in the shapes that portfolio managers' clients read: who changed which field of
//! what, from what to what.
use std::collections::BTreeMap;

use axum::Json;
use chrono::{DateTime, Days, Utc};
use garde::Validate;
use kernel::{
    Can, Listed, Query, Result, Routes, Slice, audit,
    extract::{Object, parse_time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::store::{self, Filter, Verb};
use crate::{
    permissions::{ReadAudit, ReadUsers},
    user::{
        http::User,
        store::{self as users, Sort},
    },
};

/// Which changes to list.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct WhichChanges {
    /// Only this person's, by number.
    #[garde(skip)]
    user_id: Option<i64>,
    /// Only of this sort.
    #[garde(skip)]
    action: Option<Verb>,
    /// Not before this time or day.
    #[serde(default, deserialize_with = "start")]
    #[garde(skip)]
    start_date: Option<DateTime<Utc>>,
    /// Not after this time; a day counts to its end.
    #[serde(default, deserialize_with = "end")]
    #[garde(skip)]
    end_date: Option<DateTime<Utc>>,
}

fn start<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    time(&String::deserialize(from)?).map(Some)
}

/// The first moment that no longer counts.
fn end<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = String::deserialize(from)?;
    let end = time(&text)?;
    let is_day = text.len() == 10;
    let after = if is_day { end.checked_add_days(Days::new(1)) } else { end.checked_add_signed(INSTANT) };
    Ok(Some(after.unwrap_or(end)))
}

/// What the databases tell apart.
const INSTANT: chrono::TimeDelta = chrono::TimeDelta::microseconds(1);

fn time<E: serde::de::Error>(text: &str) -> Result<DateTime<Utc>, E> {
    parse_time(text)
        .ok_or_else(|| E::custom("must be a time such as 2026-12-31T10:30:00Z, or a date such as 2026-12-31"))
}

/// A field that was changed.
#[derive(Debug, PartialEq, Serialize, JsonSchema)]
pub struct FromTo {
    /// What it was; `null` where there was nothing.
    from: Value,
    /// What it became; `null` where there is nothing any more.
    to: Value,
}

/// A change, field by field.
#[derive(Serialize, JsonSchema)]
pub struct Changed {
    /// Its number in the log.
    id: i64,
    /// Who did it, by number; `null` for the house itself.
    user_id: Option<i64>,
    /// Who did it, by handle.
    username: String,
    /// What sort of doing it was.
    action: Verb,
    /// What was done, exactly: `update_loan`.
    doing: String,
    /// What it was done to: `loan`.
    entity_type: Option<String>,
    /// Which of them.
    entity_id: Option<String>,
    /// Each field that differs, with what it was and what it became.
    changes: BTreeMap<String, FromTo>,
    /// A sentence for the reader.
    details: Option<String>,
    /// From where.
    ip_address: Option<String>,
    /// When.
    created_at: DateTime<Utc>,
}

/// Some of the changes, newest first.
#[derive(Serialize, JsonSchema)]
pub struct Changes {
    /// How many there are in all.
    total: u64,
    /// These.
    logs: Vec<Changed>,
}

/// The fields in which two states of a thing differ.
fn differences(before: Option<Object>, after: Option<Object>) -> BTreeMap<String, FromTo> {
    let (mut before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
    let mut changes = BTreeMap::new();
    for (key, to) in after {
        let from = before.remove(&key).unwrap_or_default();
        if from != to {
            changes.insert(key, FromTo { from, to });
        }
    }
    let gone = before.into_iter().filter(|(_, from)| !from.is_null());
    changes.extend(gone.map(|(key, from)| (key, FromTo { from, to: Value::Null })));
    changes
}

impl From<audit::Model> for Changed {
    fn from(row: audit::Model) -> Self {
        let object = |text: Option<String>| serde_json::from_str(&text?).ok();
        // `loan:7`; a bare handle is an account's.
        let (kind, id) = match row.target.as_deref().map(|target| target.split_once(':').ok_or(target)) {
            Some(Ok((kind, id))) => (Some(kind.to_owned()), Some(id.to_owned())),
            Some(Err(handle)) => (Some("user".to_owned()), Some(handle.to_owned())),
            None => (None, None),
        };
        Self {
            id: row.id,
            user_id: row.user_id,
            username: row.admin_id,
            action: Verb::of(&row.action),
            doing: row.action,
            entity_type: kind,
            entity_id: id,
            changes: differences(object(row.before), object(row.after)),
            details: row.details,
            ip_address: row.ip_address,
            created_at: row.timestamp,
        }
    }
}

async fn list_changes(
    can: Can<ReadAudit>,
    which: Query<WhichChanges>,
    slice: Query<Slice>,
) -> Result<Json<Changes>> {
    let WhichChanges { user_id, action, start_date, end_date } = which.0;
    // The log is indexed by handle.
    let account = match user_id {
        Some(id) => users::by_id(can.db(), id).await?,
        None => None,
    };
    let filter = Filter {
        user_id,
        admin_id: account.map(|account| account.user_id),
        verb: action,
        since: start_date,
        until: end_date,
        ..Filter::default()
    };
    let (rows, total) = store::page(can.db(), filter, slice.0.skip, slice.0.limit).await?;
    Ok(Json(Changes { total, logs: rows.into_iter().map(Changed::from).collect() }))
}

async fn list_accounts(can: Can<ReadUsers>, slice: Query<Slice>) -> Result<Listed<User>> {
    let everyone = users::Filter::default();
    let (rows, total) = users::page(can.db(), everyone, Sort::Created, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: rows.iter().map(User::from).collect(), total })
}

/// The operations on changes and accounts under `/api/v1`.
pub fn routes() -> Routes {
    Routes::new().get("/api/v1/admin/audit-logs", list_changes, "List what was changed, field by field").get(
        "/api/v1/admin/users",
        list_accounts,
        "List all accounts as one array",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_that_differs_is_told() {
        let object = |json: &str| serde_json::from_str::<Object>(json).ok();
        let told = differences(object(r#"{"a":1,"b":2,"c":3,"e":null}"#), object(r#"{"a":1,"b":5,"d":"x"}"#));
        let pair = |from: Value, to: Value| FromTo { from, to };
        let meant = [
            ("b".to_owned(), pair(2.into(), 5.into())),
            ("c".to_owned(), pair(3.into(), Value::Null)),
            ("d".to_owned(), pair(Value::Null, "x".into())),
        ];
        assert_eq!(told, BTreeMap::from(meant));
    }

    #[test]
    fn an_action_is_of_its_verb() {
        for (action, verb) in [
            ("create_loan", Verb::Create),
            ("register", Verb::Create),
            ("update_profile", Verb::Update),
            ("delete_user", Verb::Delete),
            ("login", Verb::Login),
            ("login_failed", Verb::Other),
            ("reset_password", Verb::Other),
        ] {
            assert_eq!(Verb::of(action), verb, "{action}");
        }
    }
}
