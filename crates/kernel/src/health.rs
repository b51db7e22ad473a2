//! How the server is, for people, load balancers and Prometheus.
use std::{collections::HashMap, sync::OnceLock};

use axum::{
    Json,
    extract::State,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    App, Error, Result, Routes,
    db::Place,
    job, module,
    origin::{self, Origin},
    telemetry::Metrics,
};

/// What `/health` tells.
#[derive(Serialize, JsonSchema)]
pub struct Health {
    /// `healthy`, or `degraded` when the database does not take writes.
    status: &'static str,
    /// Always `running`: who answers, runs.
    api: &'static str,
    version: &'static str,
    environment: String,
    timestamp: DateTime<Utc>,
    database: DatabaseHealth,
    /// `connected`, `disabled` or `down`. Its loss degrades nothing but what replicas share.
    redis: &'static str,
    /// `connected` or `down`.
    storage: &'static str,
    /// Jobs by state: queued, running, failed.
    jobs: HashMap<String, i64>,
}

/// The database's part of it.
#[derive(Serialize, JsonSchema)]
struct DatabaseHealth {
    connected: bool,
    #[serde(flatten)]
    place: Place,
}

/// What `/` tells a program.
#[derive(Serialize, JsonSchema)]
pub struct Welcome {
    name: &'static str,
    message: &'static str,
    version: &'static str,
    status: &'static str,
    docs: &'static str,
    health: &'static str,
    endpoints: HashMap<&'static str, &'static str>,
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The kernel's own operations.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/", welcome, "Tell who answers")
        .get("/health", health, "Tell how the server is")
        .get("/health/live", live, "Tell that the process lives")
        .get("/health/ready", ready, "Tell whether to send requests here")
        .get("/api/modules", module::list, "List the modules that this server runs")
}

async fn look(app: &App) -> Health {
    let (database, storage, redis, jobs) =
        tokio::join!(app.db.probe(), app.storage.health(), app.shared.status(), job::counts(app));
    Health {
        status: if database.is_ok() { "healthy" } else { "degraded" },
        api: "running",
        version: VERSION,
        environment: app.settings.environment.to_string(),
        timestamp: app.clock.now(),
        database: DatabaseHealth { connected: database.is_ok(), place: app.db.place().clone() },
        redis,
        storage: if storage.is_ok() { "connected" } else { "down" },
        jobs: jobs.unwrap_or_default(),
    }
}

async fn health(State(app): State<App>) -> Result<Json<Health>, Unwell> {
    let health = look(&app).await;
    if health.status == "healthy" { Ok(Json(health)) } else { Err(Unwell(Box::new(health))) }
}

/// 503 with the same body.
struct Unwell(Box<Health>);

impl IntoResponse for Unwell {
    fn into_response(self) -> Response {
        (StatusCode::SERVICE_UNAVAILABLE, Json(*self.0)).into_response()
    }
}

impl aide::OperationOutput for Unwell {
    type Inner = Health;

    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let response = <Json<Health> as aide::OperationOutput>::operation_response(ctx, operation);
        response.map(|r| (Some(aide::openapi::StatusCode::Code(503)), r)).into_iter().collect()
    }
}

/// A word for a probe.
#[derive(Serialize, JsonSchema)]
pub struct Word {
    status: &'static str,
}

async fn live() -> Json<Word> {
    Json(Word { status: "live" })
}

async fn ready(State(app): State<App>) -> Result<Json<Word>> {
    if app.is_draining() {
        return Err(Error::busy("This server is shutting down.", 5));
    }
    app.db.probe().await?;
    Ok(Json(Word { status: "ready" }))
}

/// `GET /` for programs; the console answers browsers.
pub(crate) async fn welcome() -> Json<Welcome> {
    let endpoints =
        [("auth", "/api/auth"), ("admin", "/api/admin"), ("docs", "/docs"), ("health", "/health")];
    Json(Welcome {
        name: "Bursar",
        message: "Bursar is running",
        version: VERSION,
        status: "running",
        docs: "/docs",
        health: "/health",
        endpoints: endpoints.into_iter().collect(),
    })
}

/// `GET /metrics` in Prometheus' text format, for the clients that the settings name.
pub(crate) async fn metrics(State(app): State<App>, parts: Parts) -> Result<String> {
    let client = Origin::of(&parts, &app).ip;
    let allowed = |ip| app.settings.server.metrics_from.iter().any(|net| origin::within(&ip, net));
    if !client.is_some_and(allowed) {
        return Err(Error::forbidden("Metrics are for the addresses in server.metrics_from."));
    }
    static METRICS: OnceLock<Metrics> = OnceLock::new();
    Ok(METRICS.get_or_init(Metrics::install).render())
}
