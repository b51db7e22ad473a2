//! Decisions over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Listed, One, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{commands, store::Action};
use crate::{
    invoice::{http::Invoice, store::InvoiceStatus},
    permissions::{Decide, View},
};

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(rename = "InvoiceVerdict")]
pub enum Verdict {
    /// It is to be paid.
    Approve,
    /// It is not.
    Reject,
}

/// Why, in the query.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ReasonQuery {
    /// Why.
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

/// Why, in the body.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ReasonBody {
    /// Why.
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

/// A decision on many invoices.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct BulkDecision {
    /// Which invoices.
    #[garde(length(min = 1, max = 500))]
    pub(crate) invoice_ids: Vec<i64>,
    /// Yes or no.
    #[garde(skip)]
    pub(crate) decision: Verdict,
    /// Why.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

/// What came of one of many.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Decided {
    /// Which invoice.
    pub id: i64,
    /// Whether it was decided.
    pub ok: bool,
    /// How it stands now.
    pub status: Option<InvoiceStatus>,
    /// Why it was not decided.
    pub detail: Option<String>,
}

/// A decision.
#[derive(Serialize, JsonSchema)]
pub struct DecisionView {
    /// Its id.
    pub id: i64,
    /// What was decided.
    pub action: Action,
    /// Why.
    pub reason: Option<String>,
    /// Who decided.
    pub user_id: Option<i64>,
    /// His name.
    pub user_name: Option<String>,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
}

async fn approve_invoice(can: Can<Decide>, id: Path<i64>) -> Result<One<Invoice>> {
    commands::approve(&can, id.0).await.map(One)
}

async fn reject_invoice(
    can: Can<Decide>,
    id: Path<i64>,
    query: Query<ReasonQuery>,
    body: Valid<ReasonBody>,
) -> Result<One<Invoice>> {
    commands::reject(&can, id.0, body.0.reason.or(query.0.reason)).await.map(One)
}

async fn undo_invoice_decision(can: Can<Decide>, id: Path<i64>) -> Result<One<Invoice>> {
    commands::undo(&can, id.0).await.map(One)
}

async fn decide_invoices(can: Can<Decide>, body: Valid<BulkDecision>) -> Result<axum::Json<Vec<Decided>>> {
    let BulkDecision { invoice_ids, decision, reason } = body.0;
    commands::many(&can, &invoice_ids, decision, reason).await.map(axum::Json)
}

async fn list_invoice_decisions(
    can: Can<View>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<DecisionView>> {
    let (items, total) = commands::history(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/invoices/{id}/approve", approve_invoice, "Approve an invoice")
        .post("/api/invoices/{id}/reject", reject_invoice, "Reject an invoice, with a reason")
        .post("/api/invoices/{id}/undo", undo_invoice_decision, "Take the last decision back")
        .post("/api/invoices/decisions", decide_invoices, "Decide many invoices at once")
        .get("/api/invoices/{id}/decisions", list_invoice_decisions, "List the decisions on an invoice")
}
