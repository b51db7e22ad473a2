//! Policies and claims as CSV or XLSX.
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use garde::Validate;
use kernel::{
    Can, Money, Query, Result, Routes,
    sheet::{Download, Kind, MOST_ROWS, Sheet},
};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    claim::{
        http::ClaimFilter,
        store::{self as claims, Pair},
    },
    permissions::{Read, Review},
    policy::{
        http::PolicyFilter,
        store::{self as policies, Model},
    },
    review::{
        http::{BookFilter, ReviewFilter},
        store as review,
    },
};

/// The form of an export.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ExportFormat {
    /// CSV by default.
    #[serde(default)]
    #[garde(skip)]
    format: Kind,
}

fn time(at: Option<DateTime<Utc>>) -> String {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::AutoSi, true)).unwrap_or_default()
}

fn day(at: Option<NaiveDate>) -> String {
    at.map(|at| at.to_string()).unwrap_or_default()
}

fn amount(amount: Option<Money>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

const POLICY_TITLES: &[&str] = &[
    "id",
    "policy_number",
    "policy_type",
    "holder",
    "status",
    "currency",
    "coverage_amount",
    "deductible",
    "premium",
    "start_date",
    "renewal_date",
    "cancelled_on",
    "refund",
    "created_at",
];

fn policy_row(row: Model) -> Vec<String> {
    vec![
        row.id.to_string(),
        row.policy_number,
        row.policy_type.to_string(),
        row.holder,
        row.status.to_string(),
        row.currency.to_string(),
        row.coverage_amount.to_string(),
        amount(row.deductible),
        row.premium.to_string(),
        time(Some(row.start_date)),
        time(Some(row.renewal_date)),
        day(row.cancelled_on),
        amount(row.refund),
        time(Some(row.created_at)),
    ]
}

const CLAIM_TITLES: &[&str] = &[
    "id",
    "claim_number",
    "policy_number",
    "policy_type",
    "holder",
    "status",
    "currency",
    "amount",
    "approved_amount",
    "payable_amount",
    "description",
    "incident_date",
    "submitted_at",
    "reviewed_at",
    "reviewer",
    "reason",
    "paid_at",
    "payment_reference",
];

fn claim_row((claim, policy): Pair) -> Vec<String> {
    vec![
        claim.id.to_string(),
        claim.claim_number,
        policy.policy_number,
        policy.policy_type.to_string(),
        policy.holder,
        claim.status.to_string(),
        policy.currency.to_string(),
        claim.amount.to_string(),
        amount(claim.approved_amount),
        amount(claim.payable_amount),
        claim.description,
        day(Some(claim.incident_date)),
        time(Some(claim.submitted_at)),
        time(claim.reviewed_at),
        claim.reviewer_name.unwrap_or_default(),
        claim.reason.unwrap_or_default(),
        time(claim.paid_at),
        claim.payment_reference.unwrap_or_default(),
    ]
}

async fn policies_sheet(rows: Vec<Model>, format: ExportFormat) -> Result<Download> {
    let rows = rows.into_iter().map(policy_row).collect();
    Ok(Download(Sheet { name: "policies", titles: POLICY_TITLES, rows }.download(format.format).await?))
}

async fn claims_sheet(rows: Vec<Pair>, format: ExportFormat) -> Result<Download> {
    let rows = rows.into_iter().map(claim_row).collect();
    Ok(Download(Sheet { name: "claims", titles: CLAIM_TITLES, rows }.download(format.format).await?))
}

async fn export_policies(
    can: Can<Read>,
    which: Query<PolicyFilter>,
    format: Query<ExportFormat>,
) -> Result<Download> {
    let (rows, _) = policies::page(can.db(), which.0.of(can.user_id), 0, MOST_ROWS).await?;
    policies_sheet(rows, format.0).await
}

async fn export_claims(
    can: Can<Read>,
    which: Query<ClaimFilter>,
    format: Query<ExportFormat>,
) -> Result<Download> {
    let filter = claims::Filter { owner: Some(can.user_id), status: which.0.status, policy: None };
    let (rows, _) = claims::page(can.db(), filter, 0, MOST_ROWS).await?;
    claims_sheet(rows, format.0).await
}

async fn export_all_policies(
    can: Can<Review>,
    which: Query<BookFilter>,
    format: Query<ExportFormat>,
) -> Result<Download> {
    let (rows, _) = policies::page(can.db(), which.0.into(), 0, MOST_ROWS).await?;
    policies_sheet(rows, format.0).await
}

async fn export_all_claims(
    can: Can<Review>,
    which: Query<ReviewFilter>,
    format: Query<ExportFormat>,
) -> Result<Download> {
    let (filter, sort) = which.0.split();
    let (rows, _) = review::page(can.db(), filter, sort, 0, MOST_ROWS).await?;
    claims_sheet(rows, format.0).await
}

/// The exports.
pub fn routes() -> Routes {
    let (own, all) = ("/api/v1/insurance/exports", "/api/v1/insurance/admin/exports");
    Routes::new()
        .get(format!("{own}/policies"), export_policies, "Export your policies as CSV or XLSX")
        .get(format!("{own}/claims"), export_claims, "Export your claims as CSV or XLSX")
        .get(format!("{all}/policies"), export_all_policies, "Export all policies as CSV or XLSX")
        .get(format!("{all}/claims"), export_all_claims, "Export all claims as CSV or XLSX")
}
