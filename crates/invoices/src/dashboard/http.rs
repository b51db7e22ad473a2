//! The dashboard over HTTP.
use std::collections::HashMap;

use axum::{
    Json,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    App, Can, Error, FieldError, Money, Query, Result, Routes,
    extract::Moment,
    sheet::{Download, MOST_ROWS},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    csv,
    model::{self, Spread, Window},
    store,
};
use crate::{
    batch::model::{percent, two},
    invoice::{
        page::{
            http::some_time,
            store::{self as lists, Filter},
        },
        store::{InvoiceStatus, Stage},
    },
    metric::store as metrics,
    permissions::{self, View},
    pipeline::model as pipeline,
    vendor::store::{self as vendors, RiskCategory, VendorOrder},
};

/// Which invoices the figures are made of.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct FigureQuery {
    /// Those that came at this moment or later; thirty days before the end by default. Throughput, latency and the CSV
    /// are of all times where neither moment is named.
    #[serde(deserialize_with = "some_time")]
    #[schemars(with = "Option<Moment>")]
    #[garde(skip)]
    pub(crate) start_date: Option<DateTime<Utc>>,
    /// Those that came before this moment; now by default.
    #[serde(deserialize_with = "some_time")]
    #[schemars(with = "Option<Moment>")]
    #[garde(skip)]
    pub(crate) end_date: Option<DateTime<Utc>>,
    /// Those of these vendors: `1,2`.
    #[garde(length(max = 2000))]
    #[schemars(regex(pattern = r"^([0-9]{1,18}(,[0-9]{1,18}){0,99})?$"))]
    pub(crate) vendor_ids: Option<String>,
    /// Those of these batches: `1,2`.
    #[garde(length(max = 2000))]
    #[schemars(regex(pattern = r"^([0-9]{1,18}(,[0-9]{1,18}){0,99})?$"))]
    pub(crate) batch_ids: Option<String>,
    /// Those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<InvoiceStatus>,
}

/// What invoices of one currency sum up to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CurrencyAmount {
    /// ISO 4217.
    pub currency: String,
    /// The sum of their totals.
    pub amount: Money,
    /// How many they are.
    pub invoices: i64,
}

/// Figures over the invoices that came in a window, and how they moved against the equally long one before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DashboardMetrics {
    /// How many came.
    pub total_invoices: i64,
    /// How many are read: completed, approved or rejected.
    pub processed_invoices: i64,
    /// How many are doubtful.
    pub flagged_invoices: i64,
    /// How many were read an hour.
    pub processing_rate: f64,
    /// The mean time from arrival until read, seconds.
    pub avg_latency: f64,
    /// How many of a hundred fields are read right, by the newest model's measure.
    pub accuracy_score: f64,
    /// The share of doubtful ones, percent.
    pub flagged_percentage: f64,
    /// How many of a hundred that are read are approved.
    pub approval_rate: f64,
    /// What they sum up to, whatever their currency.
    pub total_amount: Money,
    /// The same by currency, that of the most invoices first; at most ten.
    pub amounts: Vec<CurrencyAmount>,
    /// How the number moved, percent.
    pub invoices_trend: f64,
    /// How the number of doubtful ones moved, percent.
    pub flagged_trend: f64,
    /// How the mean time moved, percent.
    pub latency_trend: f64,
}

fn wrong(field: &str, says: &str) -> Error {
    Error::fields(vec![FieldError::new("query", field, says, "invalid")])
}

fn ids(field: &str, text: Option<&str>) -> Result<Option<Vec<i64>>> {
    let Some(text) = text else { return Ok(None) };
    let ids = model::ids(text).ok_or_else(|| wrong(field, "must be whole numbers such as 1,2"))?;
    Ok(Some(ids).filter(|ids| !ids.is_empty()))
}

fn filter(query: &FigureQuery, owner: Option<i64>, now: DateTime<Utc>) -> Result<(Window, Filter)> {
    let window = Window::of(query.start_date, query.end_date, now);
    let window = window.ok_or_else(|| wrong("start_date", "must not be later than end_date"))?;
    let filter = Filter {
        owner,
        vendors: ids("vendor_ids", query.vendor_ids.as_deref())?,
        batches: ids("batch_ids", query.batch_ids.as_deref())?,
        status: query.status,
        created_from: Some(window.start),
        created_until: Some(window.end),
        ..Filter::default()
    };
    Ok((window, filter))
}

/// The same where no window is everything.
fn ever(query: &FigureQuery, owner: Option<i64>, now: DateTime<Utc>) -> Result<Filter> {
    let (_, mut filter) = filter(query, owner, now)?;
    if query.start_date.is_none() && query.end_date.is_none() {
        (filter.created_from, filter.created_until) = (None, None);
    }
    Ok(filter)
}

/// The figures of a window, for whoever sees everything or one person's own.
pub async fn figures(app: &App, owner: Option<i64>, query: &FigureQuery) -> Result<DashboardMetrics> {
    let (window, filter) = filter(query, owner, app.clock.now())?;
    let earlier = window.before();
    // The window before is of all vendors and batches: so says the contract.
    let before = Filter {
        owner,
        status: query.status,
        created_from: Some(earlier.start),
        created_until: Some(earlier.end),
        ..Filter::default()
    };
    let db = app.db.read();
    let (now, before) = (store::totals(db, &filter).await?, store::totals(db, &before).await?);
    let amounts = store::amounts(db, &filter).await?;
    let accuracy = metrics::newest(db).await?.map_or(0.0, |row| row.accuracy * 100.0);
    let hours = window.hours();
    let latency = now.latency.unwrap_or(0.0);
    // A window without any counts as one second, so that a first latency has a trend.
    let latency_before = before.latency.unwrap_or(1.0);
    Ok(DashboardMetrics {
        total_invoices: now.total,
        processed_invoices: now.processed,
        flagged_invoices: now.flagged,
        processing_rate: two(if hours > 0.0 { now.processed as f64 / hours } else { 0.0 }),
        avg_latency: two(latency),
        accuracy_score: two(accuracy),
        flagged_percentage: two(percent(now.flagged, now.total)),
        approval_rate: two(percent(now.approved, now.processed)),
        total_amount: now.amount,
        amounts: amounts
            .into_iter()
            .map(|(currency, amount, invoices)| CurrencyAmount { currency, amount, invoices })
            .collect(),
        invoices_trend: two(model::trend(now.total as f64, before.total as f64)),
        flagged_trend: two(model::trend(now.flagged as f64, before.flagged as f64)),
        latency_trend: two(model::trend(latency, latency_before)),
    })
}

async fn get_invoice_figures(can: Can<View>, query: Query<FigureQuery>) -> Result<Json<DashboardMetrics>> {
    figures(can.app(), permissions::scope(&can), &query.0).await.map(Json)
}

/// Which vendors.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct VendorRiskQuery {
    /// How many.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
    /// By what to order, the largest first; `risk_score` by default.
    #[garde(skip)]
    pub(crate) sort_by: Option<VendorOrder>,
}

fn ten() -> u64 {
    10
}

/// How risky a vendor is.
#[derive(Serialize, JsonSchema)]
#[expect(missing_docs, reason = "see vendor::http::Vendor")]
pub struct VendorRisk {
    pub vendor_id: i64,
    pub vendor_name: String,
    pub gstin: Option<String>,
    pub risk_score: f64,
    pub risk_category: RiskCategory,
    pub total_invoices: i64,
    pub flagged_count: i64,
    pub flagged_percentage: f64,
    pub total_amount: Money,
    pub last_invoice_date: Option<NaiveDate>,
}

async fn list_vendor_figures(can: Can<View>, query: Query<VendorRiskQuery>) -> Result<Json<Vec<VendorRisk>>> {
    let order = query.0.sort_by.unwrap_or_default();
    let filter = vendors::Filter { with_invoices: true, order, ..Default::default() };
    let (rows, _) = vendors::page(can.db(), &filter, 0, query.0.limit).await?;
    let view = |row: vendors::Model| VendorRisk {
        vendor_id: row.id,
        vendor_name: row.name,
        gstin: row.gstin,
        risk_score: row.risk_score,
        risk_category: row.risk_category,
        total_invoices: row.total_invoices,
        flagged_count: row.flagged_count,
        flagged_percentage: two(percent(row.flagged_count, row.total_invoices)),
        total_amount: row.total_amount,
        last_invoice_date: row.last_invoice_date,
    };
    Ok(Json(rows.into_iter().map(view).collect()))
}

/// What a stage did with the invoices that are at it.
#[derive(Serialize, JsonSchema)]
pub struct Throughput {
    /// The stage: `Upload`, `Ocr`, ….
    pub agent_name: String,
    /// How many of them are read.
    pub invoices_processed: i64,
    /// The time of reading, seconds, over all of them.
    pub avg_processing_time: f64,
    /// How many of a hundred are read.
    pub success_rate: f64,
    /// How many failed.
    pub error_count: i64,
}

async fn get_invoice_throughput(can: Can<View>, query: Query<FigureQuery>) -> Result<Json<Vec<Throughput>>> {
    let filter = ever(&query.0, permissions::scope(&can), can.app().clock.now())?;
    let rows = store::by_stage(can.db(), &filter).await?;
    let row = |stage: &Stage| {
        let found = rows.iter().find(|row| row.current_stage == *stage);
        let (total, processed) = found.map_or((0, 0), |row| (row.total, row.processed));
        Throughput {
            agent_name: pipeline::title(*stage),
            invoices_processed: processed,
            avg_processing_time: two(found.map_or(0.0, |row| row.seconds / row.total.max(1) as f64)),
            success_rate: two(percent(processed, total)),
            error_count: found.map_or(0, |row| row.failed),
        }
    };
    Ok(Json(pipeline::ORDER.iter().map(row).collect()))
}

/// How long a stage takes, seconds.
#[derive(Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Latency {
    pub stage: Stage,
    pub avg_latency: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub max_latency: f64,
}

async fn get_invoice_latency(can: Can<View>, query: Query<FigureQuery>) -> Result<Json<Vec<Latency>>> {
    let filter = ever(&query.0, permissions::scope(&can), can.app().clock.now())?;
    let mut by_stage: HashMap<Stage, Vec<f64>> = HashMap::new();
    for (stage, seconds) in store::latencies(can.db(), &filter).await? {
        by_stage.entry(stage).or_default().push(seconds);
    }
    let mut row = |stage: &Stage| {
        let Spread { mean, p50, p95, p99, max } = model::spread(by_stage.remove(stage).unwrap_or_default());
        let four = |value: f64| (value * 10_000.0).round() / 10_000.0;
        Latency {
            stage: *stage,
            avg_latency: four(mean),
            p50: four(p50),
            p95: four(p95),
            p99: four(p99),
            max_latency: four(max),
        }
    };
    Ok(Json(pipeline::ORDER.iter().map(&mut row).collect()))
}

async fn export_invoice_figures(can: Can<View>, query: Query<FigureQuery>) -> Result<Download> {
    let now = can.app().clock.now();
    let filter = ever(&query.0, permissions::scope(&can), now)?;
    let (rows, _) = lists::page(can.db(), &filter, 0, MOST_ROWS).await?;
    let text = std::iter::once(csv::HEADER.to_owned()).chain(rows.iter().map(csv::row)).collect::<String>();
    let name = format!("attachment; filename=dashboard_export_{}.csv", now.format("%Y%m%d_%H%M%S"));
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = (header::CONTENT_DISPOSITION, HeaderValue::from_str(&name).map_err(Error::internal)?);
    Ok(Download(([kind, name], text).into_response()))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/dashboard/metrics", get_invoice_figures, "Get the figures of invoice processing")
        .get("/api/dashboard/vendors", list_vendor_figures, "List the riskiest vendors")
        .get("/api/dashboard/throughput", get_invoice_throughput, "Get what each stage did")
        .get("/api/dashboard/latency", get_invoice_latency, "Get how long each stage takes")
        .get("/api/dashboard/export/csv", export_invoice_figures, "Export invoices as CSV")
}
