//! Measures in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{
    ConnectionTrait, IntoActiveModel, QueryOrder, QuerySelect, Statement, TryIntoModel, entity::prelude::*,
};

use super::model::Tally;
use crate::{invoice::store::Stage, pipeline::ended::store as ended};

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

/// How many of the newest labels are counted.
const LABELS: u64 = 50_000;
/// How many of the latest ends of stages the times are made of.
const ENDS: u64 = 20_000;

/// How many decided invoices have labels, and what they say of each field. Of several labels of one field of one
/// invoice the first tells what was read, the last what is right.
pub async fn tallies(db: &impl ConnectionTrait) -> Result<(i64, Vec<Tally>)> {
    let count = |what: &str| format!("CAST(SUM(CASE WHEN {what} THEN 1 ELSE 0 END) AS BIGINT)");
    let sql = format!(
        "WITH newest AS (SELECT id, invoice_id, field, read_value, right_value FROM invoice_labels \
         ORDER BY id DESC LIMIT {LABELS}), \
         said AS (SELECT n.*, \
         ROW_NUMBER() OVER (PARTITION BY n.invoice_id, n.field ORDER BY n.id) AS first_of, \
         ROW_NUMBER() OVER (PARTITION BY n.invoice_id, n.field ORDER BY n.id DESC) AS last_of \
         FROM newest n JOIN invoices i ON i.id = n.invoice_id AND i.status IN ('approved', 'rejected')), \
         pairs AS (SELECT invoice_id, field, MAX(CASE WHEN first_of = 1 THEN read_value END) AS was_read, \
         MAX(CASE WHEN last_of = 1 THEN right_value END) AS is_right FROM said GROUP BY invoice_id, field) \
         SELECT field, {} AS right_count, {} AS wrong_count, {} AS missed_count, {} AS invented_count, \
         (SELECT COUNT(DISTINCT invoice_id) FROM pairs) AS decided FROM pairs GROUP BY field ORDER BY field",
        count("was_read = is_right"),
        count("was_read <> is_right"),
        count("was_read IS NULL AND is_right IS NOT NULL"),
        count("was_read IS NOT NULL AND is_right IS NULL"),
    );
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let (mut decided, mut tallies) = (0, vec![]);
    for row in db.query_all_raw(statement).await? {
        decided = row.try_get("", "decided")?;
        tallies.push(Tally {
            field: row.try_get("", "field")?,
            right: row.try_get("", "right_count")?,
            wrong: row.try_get("", "wrong_count")?,
            missed: row.try_get("", "missed_count")?,
            invented: row.try_get("", "invented_count")?,
        });
    }
    tallies.retain(|tally| tally.labelled() > 0);
    Ok((decided, tallies))
}

/// How long reading took lately, milliseconds: opening the file and finding its fields.
pub async fn times(db: &impl ConnectionTrait) -> Result<Vec<f64>> {
    use ended::Column::{Id, InvoiceId, Milliseconds, Stage as Of};
    let rows: Vec<(i64, f64)> = ended::Entity::find()
        .select_only()
        .columns([InvoiceId, Milliseconds])
        .filter(Of.is_in([Stage::Ocr, Stage::Extraction]))
        .order_by_desc(Id)
        .limit(ENDS)
        .into_tuple()
        .all(db)
        .await?;
    let mut by_invoice = std::collections::BTreeMap::<i64, f64>::new();
    rows.into_iter().for_each(|(id, took)| *by_invoice.entry(id).or_default() += took);
    Ok(by_invoice.into_values().collect())
}

/// How many labels were learned from.
pub async fn taught(db: &impl ConnectionTrait) -> Result<i64> {
    use crate::label::store::{Column as Label, Entity as Labels};
    let newest = Labels::find().select_only().column(Label::Id).order_by_desc(Label::Id).limit(1);
    let newest: Option<i64> = newest.into_tuple().one(db).await?;
    let from = newest.unwrap_or(0).saturating_sub(LABELS as i64);
    let taught = Labels::find().filter(Label::Id.gt(from)).filter(Label::Correct.eq(false));
    let taught = taught.filter(Label::LearnedAt.is_not_null()).count(db).await?;
    Ok(taught.try_into().unwrap_or(i64::MAX))
}

/// Keeps the measures of a version, in place of older ones of the same; tells whether anything is new.
pub async fn keep(db: &impl ConnectionTrait, row: ActiveModel) -> Result<bool> {
    let version = row.model_version.clone().take().unwrap_or_default();
    let known = Entity::find().filter(Column::ModelVersion.eq(version)).one(db).await?;
    let Some(known) = known else {
        Entity::insert(row).exec_without_returning(db).await?;
        return Ok(true);
    };
    let mut next = row;
    next.id = sea_orm::ActiveValue::Set(known.id);
    next.created_at = sea_orm::ActiveValue::Set(known.created_at);
    let next: Model = next.try_into_model()?;
    if next == known {
        return Ok(false);
    }
    let mut row = next.into_active_model().reset_all();
    row.id = sea_orm::ActiveValue::Unchanged(known.id);
    row.update(db).await?;
    Ok(true)
}
