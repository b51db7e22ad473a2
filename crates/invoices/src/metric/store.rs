//! Measures in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{QueryOrder, entity::prelude::*};

/// The measures of a version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_model_metrics")]
#[expect(missing_docs, reason = "the contract names them; see http::ModelMetrics")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub model_version: String,
    pub model_type: String,
    pub accuracy: f64,
    pub precision_score: Option<f64>,
    pub recall: Option<f64>,
    pub f1_score: Option<f64>,
    pub training_samples: i64,
    pub validation_samples: i64,
    pub test_samples: i64,
    pub feedback_queue_length: i64,
    pub retrain_count: i64,
    pub last_retrain: Option<DateTime<Utc>>,
    pub avg_latency: Option<f64>,
    pub p50_latency: Option<f64>,
    pub p95_latency: Option<f64>,
    pub p99_latency: Option<f64>,
    pub additional_metrics: Option<String>,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The newest measures.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Option<Model>> {
    Ok(Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).one(db).await?)
}
