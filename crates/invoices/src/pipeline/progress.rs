//! Live progress: what screens see while files are read. It goes straight to the screens and is never kept, since a
//! screen that missed some of it reads the invoice itself.
use chrono::{DateTime, Utc};
use kernel::{App, Event};
use serde::Serialize;

use super::model;
use crate::{
    batch::http::Batch,
    events,
    invoice::store::{Model, Stage},
};

/// A stage began or ended.
#[derive(Serialize)]
pub struct Step<'a> {
    /// Which invoice.
    pub invoice_id: i64,
    /// In which batch.
    pub batch_id: i64,
    /// Its file.
    pub filename: &'a str,
    /// Which stage.
    pub stage: Stage,
    /// `in_progress`, `success`, `flagged` or `error`.
    pub status: &'static str,
    /// How far the invoice is, percent.
    pub progress: f64,
    /// What there is to say.
    pub message: Option<String>,
    /// How long the stage took.
    pub milliseconds: Option<f64>,
    /// When.
    pub timestamp: DateTime<Utc>,
}

/// Shows a step.
pub async fn step(app: &App, owner: i64, step: &Step<'_>) {
    if let Ok(event) = Event::new(events::STAGE, step, events::audience(owner)) {
        app.hub.publish(&event).await;
    }
}

/// Shows that a stage began.
pub async fn began(app: &App, row: &Model, stage: Stage, progress: f64) {
    let now = Step {
        invoice_id: row.id,
        batch_id: row.batch_id,
        filename: &row.filename,
        stage,
        status: "in_progress",
        progress,
        message: None,
        milliseconds: None,
        timestamp: app.clock.now(),
    };
    step(app, row.created_by, &now).await;
}

/// Shows that a stage ended.
pub async fn ended(app: &App, row: &Model, end: &super::outcome::End, status: &'static str) {
    let now = Step {
        invoice_id: row.id,
        batch_id: row.batch_id,
        filename: &row.filename,
        stage: end.stage,
        status,
        progress: model::progress(end.stage),
        message: end.detail.clone(),
        milliseconds: Some(end.milliseconds),
        timestamp: end.at,
    };
    step(app, row.created_by, &now).await;
}

/// Shows how far a batch is.
pub async fn batch(app: &App, batch: &Batch) {
    if let Ok(event) = Event::new(events::BATCH_PROGRESS, batch, events::audience(batch.created_by)) {
        app.hub.publish(&event).await;
    }
}

/// Shows that an invoice is read, or failed.
pub async fn invoice(app: &App, owner: i64, view: &impl Serialize) {
    if let Ok(event) = Event::new(events::INVOICE_CHANGED, view, events::audience(owner)) {
        app.hub.publish(&event).await;
    }
}
