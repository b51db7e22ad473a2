//! A change: one transaction, its audit rows, its events and its jobs. All of it, or nothing.
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;

use crate::{Act, App, Error, Event, Result, audit, caller::Actor, db::Tx, event, idempotency, job};

/// A change under way. Dropped without [`Change::commit`], it never happened.
pub struct Change {
    app: App,
    tx: Tx,
    actor: Actor,
    now: DateTime<Utc>,
    acts: Vec<Act>,
    events: Vec<Event>,
    orders: Vec<job::Order>,
}

impl Change {
    /// Begins. In a request use [`crate::Caller::change`].
    pub async fn begin(app: &App, actor: Actor) -> Result<Self> {
        Ok(Self::within(app, actor, app.db.begin().await?))
    }

    /// Goes on in a transaction that has begun: what it holds is part of the change.
    pub fn within(app: &App, actor: Actor, tx: Tx) -> Self {
        let now = app.clock.now();
        Self { app: app.clone(), tx, actor, now, acts: vec![], events: vec![], orders: vec![] }
    }

    /// The transaction, for the module's own statements.
    pub fn db(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Puts this change in line: until it is over no other is committed. For what must happen once only.
    pub async fn alone(&self) -> Result<()> {
        audit::lock(self.db()).await.map(drop)
    }

    /// The moment of the change, the same for all its parts.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// In whose name.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// A further line for the audit log.
    pub fn record(&mut self, act: Act) {
        self.acts.push(act);
    }

    /// An event for everyone whom it concerns.
    pub fn emit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Work to be done after the change.
    pub fn enqueue(&mut self, order: job::Order) {
        self.orders.push(order);
    }

    /// Makes it so. There is no change without its line in the audit log.
    pub async fn commit(mut self, act: Act) -> Result<()> {
        self.acts.push(act);
        self.commit_recorded().await
    }

    /// The same, where [`Change::record`] has said it all.
    pub async fn commit_recorded(self) -> Result<()> {
        if self.acts.is_empty() {
            return Err(Error::internal("a change without a line for the audit log"));
        }
        idempotency::claim(&*self.tx, self.now).await?;
        event::post(&*self.tx, &self.events, self.now).await?;
        job::place(&*self.tx, &self.orders, self.now).await?;
        // Last, because it puts all writers in line.
        audit::append(&*self.tx, self.acts, &self.actor, self.now).await?;
        self.tx.commit().await?;
        if !self.events.is_empty() {
            self.app.outbox_wake.notify_one();
        }
        if !self.orders.is_empty() {
            self.app.jobs_wake.notify_one();
        }
        Ok(())
    }
}
