//! Vendors over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Can, Given, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid, extract::flag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    account, alias, commands,
    model::Contribution,
    risk,
    store::{Model, RiskCategory, VendorOrder},
};
use crate::permissions::{Manage, View};

/// A vendor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Vendor {
    /// Its id.
    pub id: i64,
    /// The number in India's goods and services tax.
    pub gstin: Option<String>,
    /// The number for VAT or another tax.
    pub tax_id: Option<String>,
    /// The name.
    pub name: String,
    /// The name in the register.
    pub legal_name: Option<String>,
    /// Street and house.
    pub address: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The state.
    pub state: Option<String>,
    /// The postal code.
    pub pincode: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Where mail reaches it.
    pub email: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
    /// Whom to ask for.
    pub contact_person: Option<String>,
    /// The risk, from 0 to 100.
    pub risk_score: f64,
    /// Its class.
    pub risk_category: RiskCategory,
    /// Whether its invoices are always doubtful.
    pub is_blacklisted: bool,
    /// Why.
    pub blacklist_reason: Option<String>,
    /// How many invoices came.
    pub total_invoices: i64,
    /// How many of them are doubtful.
    pub flagged_count: i64,
    /// How many were approved.
    pub approved_count: i64,
    /// How many were rejected.
    pub rejected_count: i64,
    /// What they sum up to, whatever their currency.
    pub total_amount: Money,
    /// The date of the last one.
    pub last_invoice_date: Option<NaiveDate>,
    /// When the first came.
    pub created_at: DateTime<Utc>,
    /// When something last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Model> for Vendor {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            gstin: row.gstin,
            tax_id: row.tax_id,
            name: row.name,
            legal_name: row.legal_name,
            address: row.address,
            city: row.city,
            state: row.state,
            pincode: row.pincode,
            country: row.country,
            email: row.email,
            phone: row.phone,
            contact_person: row.contact_person,
            risk_score: row.risk_score,
            risk_category: row.risk_category,
            is_blacklisted: row.is_blacklisted,
            blacklist_reason: row.blacklist_reason,
            total_invoices: row.total_invoices,
            flagged_count: row.flagged_count,
            approved_count: row.approved_count,
            rejected_count: row.rejected_count,
            total_amount: row.total_amount,
            last_invoice_date: row.last_invoice_date,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// An account of a vendor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VendorAccount {
    /// The IBAN.
    pub iban: Option<String>,
    /// The bank.
    pub bic: Option<String>,
    /// The number, where it is no IBAN.
    pub account_number: Option<String>,
    /// The bank and branch in India.
    pub ifsc: Option<String>,
    /// The invoice that named it first.
    pub first_invoice_id: Option<i64>,
    /// Since when it is known.
    pub first_seen: DateTime<Utc>,
    /// When an invoice named it last.
    pub last_seen: DateTime<Utc>,
}

/// A vendor with its names and accounts.
#[derive(Serialize, JsonSchema)]
pub struct VendorDetail {
    /// The vendor.
    #[serde(flatten)]
    pub vendor: Vendor,
    /// The names under which it wrote.
    pub aliases: Vec<String>,
    /// Where it wanted to be paid.
    pub accounts: Vec<VendorAccount>,
}

impl VendorDetail {
    /// Of its rows.
    pub fn of(row: Model, names: Vec<alias::store::Model>, accounts: Vec<account::store::Model>) -> Self {
        let account = |row: account::store::Model| VendorAccount {
            iban: row.iban,
            bic: row.bic,
            account_number: row.account_number,
            ifsc: row.ifsc,
            first_invoice_id: row.first_invoice_id,
            first_seen: row.first_seen,
            last_seen: row.last_seen,
        };
        Self {
            vendor: row.into(),
            aliases: names.into_iter().map(|name| name.name).collect(),
            accounts: accounts.into_iter().map(account).collect(),
        }
    }
}

/// The risk of a vendor at a moment.
#[derive(Serialize, JsonSchema)]
pub struct RiskPoint {
    /// From 0 to 100.
    pub score: f64,
    /// Its class.
    pub category: RiskCategory,
    /// What it is made of; the points sum to the score.
    pub contributions: Vec<Contribution>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

impl From<risk::store::Model> for RiskPoint {
    fn from(row: risk::store::Model) -> Self {
        Self {
            score: row.score,
            category: row.category,
            contributions: serde_json::from_str(&row.contributions).unwrap_or_default(),
            created_at: row.created_at,
        }
    }
}

/// Which vendors.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct VendorQuery {
    /// How many to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    pub(crate) skip: u64,
    /// How many to give.
    #[serde(default = "hundred")]
    #[garde(range(min = 1, max = 500))]
    pub(crate) limit: u64,
    /// Only those whose name or tax number holds this.
    #[garde(length(chars, max = 200))]
    pub(crate) search: Option<String>,
    /// Only those of this class of risk.
    #[garde(skip)]
    pub(crate) risk_category: Option<RiskCategory>,
    /// Only those on the black list, or only those not on it.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub(crate) is_blacklisted: Option<bool>,
    /// By what to order, the largest first; `risk_score` by default.
    #[garde(skip)]
    pub(crate) sort_by: Option<VendorOrder>,
}

fn hundred() -> u64 {
    100
}

/// What may change of a vendor; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct VendorPatch {
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) name: Given<String>,
    #[garde(length(chars, max = 255))]
    pub(crate) legal_name: Given<Option<String>>,
    #[garde(length(chars, max = 1000))]
    pub(crate) address: Given<Option<String>>,
    #[garde(length(chars, max = 100))]
    pub(crate) city: Given<Option<String>>,
    #[garde(length(chars, max = 100))]
    pub(crate) state: Given<Option<String>>,
    #[garde(length(chars, max = 20))]
    pub(crate) pincode: Given<Option<String>>,
    #[garde(length(chars, max = 100))]
    pub(crate) country: Given<Option<String>>,
    #[garde(length(chars, max = 255))]
    pub(crate) email: Given<Option<String>>,
    #[garde(length(chars, max = 50))]
    pub(crate) phone: Given<Option<String>>,
    #[garde(length(chars, max = 255))]
    pub(crate) contact_person: Given<Option<String>>,
}

/// Why a vendor is put on the black list.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Blacklisting {
    /// Why.
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) reason: String,
}

async fn list_vendors(can: Can<View>, query: Query<VendorQuery>) -> Result<Listed<Vendor>> {
    let (items, total) = commands::list(&can, query.0).await?;
    Ok(Listed { items, total })
}

async fn get_vendor(can: Can<View>, id: Path<i64>) -> Result<One<VendorDetail>> {
    commands::get(&can, id.0).await.map(One)
}

async fn update_vendor(
    can: Can<Manage>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<VendorPatch>,
) -> Result<One<VendorDetail>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn blacklist_vendor(
    can: Can<Manage>,
    id: Path<i64>,
    body: Valid<Blacklisting>,
) -> Result<One<VendorDetail>> {
    commands::blacklist(&can, id.0, Some(body.0.reason)).await.map(One)
}

async fn pardon_vendor(can: Can<Manage>, id: Path<i64>) -> Result<One<VendorDetail>> {
    commands::blacklist(&can, id.0, None).await.map(One)
}

async fn list_vendor_risks(can: Can<View>, id: Path<i64>, slice: Query<Slice>) -> Result<Listed<RiskPoint>> {
    let (items, total) = commands::history(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    let (one, black) = ("/api/vendors/{id}", "/api/vendors/{id}/blacklist");
    Routes::new()
        .get("/api/vendors", list_vendors, "List vendors, the riskiest first")
        .get(one, get_vendor, "Get a vendor with its names and accounts")
        .put(one, update_vendor, "Change what is known of a vendor")
        .put(black, blacklist_vendor, "Put a vendor on the black list")
        .delete(black, pardon_vendor, "Take a vendor off the black list")
        .get("/api/vendors/{id}/risk", list_vendor_risks, "See how the risk of a vendor moved, and why")
        .and(super::hint::http::routes())
        .and(super::template::http::routes())
}
