//! A small pile of invoices, brought and decided through the module's own commands.
mod pages;

use bytes::Bytes;
use chrono::Duration;
use kernel::{Act, Actor, Change, Demo, Result};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::{Value, json, value::to_raw_value};

use crate::{
    batch,
    intake::commands::{self as intake, Load},
    invoice::{decision::commands as decisions, edit::commands as edit, store::Source},
    metric,
    permissions::{Bring, Decide},
    pipeline::run,
};

/// Who brings them, where his account is loaded.
const PEOPLE: [&str; 3] = ["finsentry.user", "testuser", "user123"];

/// Loads it.
pub async fn load(world: &Demo) -> Result<()> {
    let Some(who) = PEOPLE.into_iter().find(|who| world.caller(who).is_ok()) else { return Ok(()) };
    measures(world).await?;
    world.ago(Duration::days(2));
    let bring = world.can::<Bring>(who)?;
    let new: batch::http::NewBatch = serde_json::from_value(
        json!({ "name": "Office and travel", "description": "Invoices of last week" }),
    )?;
    let batch = batch::commands::create(&bring, new).await?;
    let mut load = Load { files: vec![], refused: vec![] };
    for (name, lines, _) in pages::INVOICES {
        load.files.push(intake::store(&world.app, name, Bytes::from(pages::pdf(lines))).await?);
    }
    let change = bring.change().await?;
    let taken = intake::take(change, bring.user_id, batch.id, Source::Upload, load).await?;
    let ids = taken.items.iter().map(|item| item.invoice.id).collect::<Vec<_>>();
    world.ago(Duration::days(2) - Duration::seconds(4));
    run::process(&world.app, &to_raw_value(&ids)?).await?;
    let decide = world.can::<Decide>(who)?;
    for (id, (_, _, fields)) in ids.iter().zip(pages::INVOICES) {
        let fields: Value = serde_json::from_str(fields)?;
        let patch = serde_json::from_value(json!({ "fields": fields }))?;
        edit::update(&decide, *id, &Default::default(), patch).await?;
    }
    world.ago(Duration::days(1));
    if let Some(first) = ids.first() {
        decisions::approve(&decide, *first).await?;
    }
    if let Some(last) = ids.last() {
        decisions::reject(&decide, *last, Some("We did not order this".into())).await?;
    }
    world.ago(Duration::zero());
    Ok(())
}

/// The measures that the document of the invoice clients names.
async fn measures(world: &Demo) -> Result<()> {
    let change = Change::begin(&world.app, Actor::system()).await?;
    let row = metric::store::ActiveModel {
        model_version: Set("v1.0.0".into()),
        model_type: Set("extraction".into()),
        accuracy: Set(0.92),
        precision_score: Set(Some(0.89)),
        recall: Set(Some(0.91)),
        f1_score: Set(Some(0.90)),
        training_samples: Set(5_000),
        validation_samples: Set(1_000),
        test_samples: Set(500),
        feedback_queue_length: Set(0),
        retrain_count: Set(0),
        avg_latency: Set(Some(1_250.0)),
        p50_latency: Set(Some(950.0)),
        p95_latency: Set(Some(2_100.0)),
        p99_latency: Set(Some(3_500.0)),
        created_at: Set(change.now()),
        ..Default::default()
    };
    row.insert(change.db()).await?;
    change.commit(Act::new("measure_reader").saying("Entered the measures of v1.0.0")).await
}
