//! Vendors in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Error, Money, Result,
    db::{contains, slice},
};
use schemars::JsonSchema;
use sea_orm::{
    Condition, IntoActiveModel, Order, QueryOrder, QuerySelect, Statement, entity::prelude::*,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// How risky a vendor is.
    RiskCategory { Low, Medium, High }
}

/// A vendor.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendors")]
#[expect(missing_docs, reason = "the contract names them; see http::Vendor")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The strongest that is known of him; see [`super::model::Sender::known_as`].
    pub known_as: String,
    pub gstin: Option<String>,
    pub tax_id: Option<String>,
    pub name: String,
    pub legal_name: Option<String>,
    pub address: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    pub pincode: Option<String>,
    pub country: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub contact_person: Option<String>,
    pub risk_score: f64,
    pub risk_category: RiskCategory,
    pub is_blacklisted: bool,
    pub blacklist_reason: Option<String>,
    pub total_invoices: i64,
    pub flagged_count: i64,
    pub approved_count: i64,
    pub rejected_count: i64,
    pub total_amount: Money,
    pub last_invoice_date: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Vendor not found")
}

/// The vendor with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// These vendors, locked in the order of their numbers.
pub async fn lock_all(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).lock_exclusive().all(db).await?)
}

/// Those who are known so, locked in the order of their numbers.
pub async fn lock_known(db: &impl ConnectionTrait, keys: &[String]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::KnownAs.is_in(keys.iter().map(String::as_str)));
    Ok(these.order_by_asc(Column::Id).lock_exclusive().all(db).await?)
}

/// Enters new vendors; whoever is known by now is left as he is.
pub async fn enter(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .on_conflict(OnConflict::column(Column::KnownAs).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Writes these vendors, who are locked, as they are now.
pub async fn save_all(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<()> {
    use Column::{
        ApprovedCount, FlaggedCount, LastInvoiceDate, RejectedCount, RiskCategory, RiskScore, TotalAmount,
        TotalInvoices, UpdatedAt,
    };
    if !rows.is_empty() {
        let counted = [TotalInvoices, FlaggedCount, ApprovedCount, RejectedCount, TotalAmount];
        let followed = [LastInvoiceDate, RiskScore, RiskCategory, UpdatedAt];
        let mut known = OnConflict::column(Column::Id);
        Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .on_conflict(known.update_columns(counted.into_iter().chain(followed)).to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The names and accounts of a vendor.
pub async fn ties(
    db: &impl ConnectionTrait,
    id: i64,
) -> Result<(Vec<super::alias::store::Model>, Vec<super::account::store::Model>)> {
    Ok((super::alias::store::of(db, id).await?, super::account::store::of(db, &[id]).await?))
}

/// What the invoices of a vendor sum up to.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "see Model")]
pub struct Tally {
    pub vendor_id: i64,
    pub total: i64,
    pub flagged: i64,
    pub approved: i64,
    pub rejected: i64,
    pub amount: Money,
    pub last_date: Option<NaiveDate>,
}

/// The tallies of these vendors; who has no invoice is left out.
pub async fn tallies(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Tally>> {
    let places = (1..=ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let count = |what: &str| format!("CAST(SUM(CASE WHEN {what} THEN 1 ELSE 0 END) AS BIGINT)");
    let sql = format!(
        "SELECT vendor_id, COUNT(*) AS total, {} AS flagged, {} AS approved, {} AS rejected, \
         CAST(COALESCE(SUM(total_amount), 0) AS BIGINT) AS amount, MAX(invoice_date) AS last_date \
         FROM invoices WHERE vendor_id IN ({places}) GROUP BY vendor_id",
        count("is_flagged"),
        count("status = 'approved'"),
        count("status = 'rejected'"),
    );
    let values = ids.iter().map(|id| Value::from(*id));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), &sql, values);
    let mut tallies = vec![];
    for row in db.query_all_raw(statement).await? {
        tallies.push(Tally {
            vendor_id: row.try_get("", "vendor_id")?,
            total: row.try_get("", "total")?,
            flagged: row.try_get("", "flagged")?,
            approved: row.try_get("", "approved")?,
            rejected: row.try_get("", "rejected")?,
            amount: row.try_get("", "amount")?,
            last_date: row.try_get("", "last_date")?,
        });
    }
    Ok(tallies)
}

/// By what to order vendors; the largest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum VendorOrder {
    #[default]
    RiskScore,
    FlaggedCount,
    TotalAmount,
}

/// Which vendors.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "see http::VendorQuery")]
pub struct Filter {
    pub search: Option<String>,
    pub category: Option<RiskCategory>,
    pub blacklisted: Option<bool>,
    pub with_invoices: bool,
    pub order: VendorOrder,
}

/// A slice of the vendors, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let search = filter.search.as_deref().filter(|text| !text.trim().is_empty()).map(|text| {
        let text = text.trim();
        Condition::any()
            .add(contains(Column::Name, text))
            .add(contains(Column::Gstin, text))
            .add(contains(Column::TaxId, text))
    });
    let condition = Condition::all()
        .add_option(search)
        .add_option(filter.category.map(|category| Column::RiskCategory.eq(category)))
        .add_option(filter.blacklisted.map(|is| Column::IsBlacklisted.eq(is)))
        .add_option(filter.with_invoices.then(|| Column::TotalInvoices.gt(0)));
    let all = Entity::find().filter(condition);
    let order = match filter.order {
        VendorOrder::RiskScore => Column::RiskScore,
        VendorOrder::FlaggedCount => Column::FlaggedCount,
        VendorOrder::TotalAmount => Column::TotalAmount,
    };
    let ordered = all.order_by(order, Order::Desc).order_by_desc(Column::Id);
    slice(ordered, db, skip, limit).await
}
