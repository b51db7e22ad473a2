//! Measuring how well the reader reads, from what people said.
use kernel::{Act, Actor, App, Change, Result};
use sea_orm::ActiveValue::Set;

use super::{
    model::{self, ENOUGH, READER},
    store,
};
use crate::{dashboard::model::spread, label::store as labels, vendor::hint::store as hints};

/// The job that measures.
pub const MEASURE: &str = "invoices.measure_reader";

/// Measures the present version: the rules that read, and how often they learned. Little that was said measures nothing.
pub async fn measure(app: &App) -> Result<()> {
    let db = app.db.read();
    let (decided, tallies) = store::tallies(db).await?;
    if decided < ENOUGH {
        return Ok(());
    }
    let (learnings, last) = hints::learnings(db).await?;
    let measured = model::measure(&tallies);
    let times = spread(store::times(db).await?);
    let change = Change::begin(app, Actor::system()).await?;
    let version = format!("{READER}.{learnings}");
    let row = store::ActiveModel {
        model_version: Set(version.clone()),
        model_type: Set("extraction".into()),
        accuracy: Set(measured.accuracy),
        precision_score: Set(measured.precision),
        recall: Set(measured.recall),
        f1_score: Set(measured.f1),
        training_samples: Set(store::taught(db).await?),
        validation_samples: Set(0),
        test_samples: Set(measured.labelled),
        feedback_queue_length: Set(labels::waiting(db).await?),
        retrain_count: Set(learnings),
        last_retrain: Set(last),
        avg_latency: Set(Some(times.mean)),
        p50_latency: Set(Some(times.p50)),
        p95_latency: Set(Some(times.p95)),
        p99_latency: Set(Some(times.p99)),
        additional_metrics: Set(Some(serde_json::to_string(&measured.fields)?)),
        created_at: Set(change.now()),
        ..Default::default()
    };
    if !store::keep(change.db(), row).await? {
        // Nothing moved since the last time.
        return Ok(());
    }
    let says =
        format!("Measured {version}: {:.1} % of {} fields", measured.accuracy * 1e2, measured.labelled);
    change.commit(Act::new("measure_reader").saying(says)).await
}
