//! `/ws/dashboard/metrics`: the figures of the day, again and again, and every stage that ends.
use std::time::Duration;

use axum::response::Response;
use kernel::{
    Caller, Result,
    realtime::{Dial, Heard, Line},
};
use serde_json::{Value, json};

use crate::{
    dashboard::http::{FigureQuery, figures},
    events, permissions,
    settings::Settings,
};

/// Opens it.
pub async fn open(dial: Dial) -> Response {
    if let Some(caller) = dial.caller()
        && let Err(e) = super::may(&caller)
    {
        return super::refusal(e);
    }
    dial.open(serve)
}

async fn serve(mut line: Line) {
    if super::may(&line.caller()).is_err() {
        return line.close(4403, "this is not yours").await;
    }
    let seconds = Settings::of(line.caller().app()).map_or(5, |settings| settings.metrics_seconds.max(1));
    let mut ticks = tokio::time::interval(Duration::from_secs(seconds));
    loop {
        let frame = tokio::select! {
            // Where the database is out for a moment, the next figures tell.
            _ = ticks.tick() => metrics(line.caller()).await.ok(),
            heard = line.hear() => match heard {
                Some(Heard::Event(event)) => super::body(&event, events::STAGE)
                    .map(|body| json!({ "event": "ocr_processing_update", "data": super::invoice::step(&body) })),
                Some(_) => None,
                None => break,
            },
        };
        if let Some(frame) = frame
            && !super::say(&mut line, &frame).await
        {
            break;
        }
    }
}

async fn metrics(caller: Caller) -> Result<Value> {
    let figures = figures(caller.app(), permissions::scope(&caller), &FigureQuery::default()).await?;
    Ok(json!({
        "type": "metrics_update",
        "timestamp": caller.app().clock.now().to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
        "total_invoices": figures.total_invoices,
        "processed": figures.processed_invoices,
        "flagged": figures.flagged_invoices,
        "processing_rate": figures.processing_rate,
    }))
}
