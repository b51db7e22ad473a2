//! Measures over HTTP.
use chrono::{DateTime, Utc};
use kernel::{Can, Result, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::{model::FieldMeasure, store};
use crate::{label::store as labels, permissions::View};

/// How well the newest version reads.
#[derive(Serialize, JsonSchema)]
pub struct ModelMetrics {
    /// Which version.
    pub model_version: String,
    /// The share of fields that are read right.
    pub accuracy: f64,
    /// The share of what it says that is right.
    pub precision: Option<f64>,
    /// The share of what stands there that it says.
    pub recall: Option<f64>,
    /// Both in one.
    pub f1_score: Option<f64>,
    /// Corrections that it has not learned from yet.
    pub feedback_queue_length: i64,
    /// How often it learned.
    pub retrain_count: i64,
    /// When it learned last.
    pub last_retrain: Option<DateTime<Utc>>,
    /// Whether it is good enough to rely on: an accuracy of 0.90 and an F1 of 0.85.
    pub is_production_ready: bool,
    /// Field by field, by name; none where nothing was measured.
    pub fields: Vec<FieldMeasure>,
}

async fn get_model_metrics(can: Can<View>) -> Result<axum::Json<ModelMetrics>> {
    let waiting = labels::waiting(can.db()).await?;
    Ok(axum::Json(match store::newest(can.db()).await? {
        Some(row) => ModelMetrics {
            is_production_ready: row.accuracy >= 0.90 && row.f1_score.is_some_and(|f1| f1 >= 0.85),
            model_version: row.model_version,
            accuracy: row.accuracy,
            precision: row.precision_score,
            recall: row.recall,
            f1_score: row.f1_score,
            fields: row
                .additional_metrics
                .and_then(|json| serde_json::from_str(&json).ok())
                .unwrap_or_default(),
            feedback_queue_length: waiting,
            retrain_count: row.retrain_count,
            last_retrain: row.last_retrain,
        },
        None => ModelMetrics {
            model_version: "v1.0.0".into(),
            accuracy: 0.0,
            precision: None,
            recall: None,
            f1_score: None,
            feedback_queue_length: waiting,
            fields: vec![],
            retrain_count: 0,
            last_retrain: None,
            is_production_ready: false,
        },
    }))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().get("/api/dashboard/model/metrics", get_model_metrics, "Get how well the reading works")
}
