//! Figures from the database.
use kernel::{Money, Result};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, entity::prelude::*, sea_query::SimpleExpr};

use crate::{
    invoice::{
        page::store::Filter,
        store::{Column, Entity, Stage},
    },
    pipeline::ended::store as ended,
};

/// What invoices sum up to.
#[derive(Clone, Debug, Default, PartialEq, FromQueryResult)]
#[expect(missing_docs, reason = "see http::DashboardMetrics")]
pub struct Totals {
    pub total: i64,
    pub processed: i64,
    pub flagged: i64,
    pub approved: i64,
    pub amount: Money,
    /// The mean time of reading, seconds; of those that took any.
    pub latency: Option<f64>,
}

const PROCESSED: &str = "status IN ('completed', 'approved', 'rejected')";

fn count(what: &str) -> SimpleExpr {
    Expr::cust(format!("CAST(COALESCE(SUM(CASE WHEN {what} THEN 1 ELSE 0 END), 0) AS BIGINT)"))
}

/// The totals of these invoices.
pub async fn totals(db: &impl ConnectionTrait, filter: &Filter) -> Result<Totals> {
    let latency = "AVG(CASE WHEN processing_seconds > 0 THEN processing_seconds END)";
    let found = Entity::find()
        .select_only()
        .column_as(Expr::cust("COUNT(*)"), "total")
        .column_as(count(PROCESSED), "processed")
        .column_as(count("is_flagged"), "flagged")
        .column_as(count("status = 'approved'"), "approved")
        .column_as(Expr::cust("CAST(COALESCE(SUM(total_amount), 0) AS BIGINT)"), "amount")
        .column_as(Expr::cust(latency), "latency")
        .filter(filter.condition())
        .into_model::<Totals>();
    Ok(found.one(db).await?.unwrap_or_default())
}

/// What these invoices sum up to by currency, with how many they are; that of the most first.
pub async fn amounts(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<(String, Money, i64)>> {
    let found = Entity::find()
        .select_only()
        .column(Column::Currency)
        .column_as(Expr::cust("CAST(COALESCE(SUM(total_amount), 0) AS BIGINT)"), "amount")
        .column_as(Expr::cust("COUNT(*)"), "invoices")
        .filter(filter.condition())
        .filter(Column::TotalAmount.is_not_null())
        .group_by(Column::Currency)
        .order_by_desc(Expr::cust("COUNT(*)"))
        .order_by_asc(Column::Currency)
        .limit(10);
    Ok(found.into_tuple().all(db).await?)
}

/// What the invoices at a stage sum up to.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
#[expect(missing_docs, reason = "see http::Throughput")]
pub struct AtStage {
    pub current_stage: Stage,
    pub total: i64,
    pub processed: i64,
    pub failed: i64,
    pub seconds: f64,
}

/// The invoices by the last stage that ended.
pub async fn by_stage(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<AtStage>> {
    let found = Entity::find()
        .select_only()
        .column(Column::CurrentStage)
        .column_as(Expr::cust("COUNT(*)"), "total")
        .column_as(count(PROCESSED), "processed")
        .column_as(count("status = 'failed'"), "failed")
        .column_as(Expr::cust("CAST(COALESCE(SUM(processing_seconds), 0) AS DOUBLE PRECISION)"), "seconds")
        .filter(filter.condition())
        .group_by(Column::CurrentStage)
        .into_model::<AtStage>();
    Ok(found.all(db).await?)
}

/// How many of the latest ends of stages the latencies are made of.
const LATEST: u64 = 40_000;

/// How long stages took lately with these invoices, seconds.
pub async fn latencies(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<(Stage, f64)>> {
    let mut all =
        ended::Entity::find().select_only().columns([ended::Column::Stage, ended::Column::Milliseconds]);
    let such = filter.condition();
    if !such.is_empty() {
        let these = Entity::find().select_only().column(Column::Id).filter(such);
        all = all.filter(ended::Column::InvoiceId.in_subquery(sea_orm::QueryTrait::into_query(these)));
    }
    let rows: Vec<(Stage, f64)> =
        all.order_by_desc(ended::Column::Id).limit(LATEST).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(stage, ms)| (stage, ms / 1_000.0)).collect())
}
