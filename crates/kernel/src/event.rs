//! Events: what modules tell each other, by a transactional outbox.
//!
//! A change writes its events beside its rows. Once they are committed the dispatcher turns each
//! into a job per subscription and shows it to the screens it concerns, then forgets it.
use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{LockBehavior, LockType},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::{App, Result, job};

/// A fact that has come to be.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Event {
    /// `module.noun.happened`.
    pub topic: Cow<'static, str>,
    /// A small snapshot of the thing, as JSON.
    pub body: Box<RawValue>,
    /// Whose screens may show it.
    pub audience: Audience,
}

/// Whose screens may show an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Nobody's: between modules only.
    Modules,
    /// One person's, by `users.id`.
    User(i64),
    /// Those of everyone who holds this right.
    Holders(Cow<'static, str>),
    /// One person's, and those of everyone who holds this right.
    UserAndHolders(i64, Cow<'static, str>),
}

impl Event {
    /// A fact about `body`.
    pub fn new(
        topic: impl Into<Cow<'static, str>>,
        body: &impl Serialize,
        audience: Audience,
    ) -> Result<Self> {
        Ok(Self { topic: topic.into(), body: serde_json::value::to_raw_value(body)?, audience })
    }

    /// Its body, read.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        Ok(serde_json::from_str(self.body.get())?)
    }
}

mod outbox {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "outbox")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub topic: String,
        pub body: String,
        pub audience: String,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Lays events into the outbox of the transaction `db`.
pub(crate) async fn post(db: &impl ConnectionTrait, events: &[Event], now: DateTime<Utc>) -> Result<()> {
    let mut rows = Vec::with_capacity(events.len());
    for event in events {
        rows.push(outbox::ActiveModel {
            topic: Set(event.topic.to_string()),
            body: Set(event.body.get().to_owned()),
            audience: Set(serde_json::to_string(&event.audience)?),
            created_at: Set(now),
            ..Default::default()
        });
    }
    for rows in rows.chunks(500) {
        outbox::Entity::insert_many(rows.to_vec()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Delivers a batch of what lies in the outbox; tells how many events that were.
pub async fn dispatch(app: &App) -> Result<usize> {
    if outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Id)
        .limit(1)
        .into_tuple::<i64>()
        .one(app.db.read())
        .await?
        .is_none()
    {
        return Ok(0);
    }
    let tx = app.db.begin().await?;
    let rows = outbox::Entity::find()
        .order_by_asc(outbox::Column::Id)
        .limit(500)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&*tx)
        .await?;
    let mut events = Vec::with_capacity(rows.len());
    let mut reactions = vec![];
    for row in &rows {
        let event = Event {
            topic: row.topic.clone().into(),
            body: RawValue::from_string(row.body.clone())?,
            audience: serde_json::from_str(&row.audience)?,
        };
        let listeners =
            app.modules.iter().flat_map(|module| module.subscriptions).filter(|s| s.topic == event.topic);
        for listener in listeners {
            let order = job::Order::new(job::REACTION, &(listener.name, &event))?;
            reactions.push(order.once(format!("event/{}/{}", row.id, listener.name)));
        }
        events.push(event);
    }
    job::place(&*tx, &reactions, app.clock.now()).await?;
    outbox::Entity::delete_many()
        .filter(outbox::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    if !reactions.is_empty() {
        app.jobs_wake.notify_one();
    }
    for event in &events {
        app.hub.publish(event).await;
    }
    Ok(events.len())
}

/// Runs the reaction that a job of kind [`job::REACTION`] stands for.
pub(crate) async fn react(app: &App, payload: &RawValue) -> Result<()> {
    let (name, event): (String, Event) = serde_json::from_str(payload.get())?;
    let mut listeners = app.modules.iter().flat_map(|module| module.subscriptions);
    match listeners.find(|s| s.name == name) {
        Some(listener) => (listener.handle)(app, &event).await,
        // The module that asked is switched off, or no longer asks.
        None => Ok(()),
    }
}
