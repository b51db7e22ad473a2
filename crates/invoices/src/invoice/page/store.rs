//! Lists of invoices in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Money, Result,
    db::{contains, slice},
};
use schemars::JsonSchema;
use sea_orm::{Condition, Order, QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::invoice::store::{Column, Entity, InvoiceStatus, Model, Stage};

/// By what to order; ties by the newest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum InvoiceOrder {
    #[default]
    CreatedAt,
    InvoiceDate,
    DueDate,
    TotalAmount,
}

/// Which invoices.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "see http::InvoiceQuery")]
pub struct Filter {
    pub owner: Option<i64>,
    pub batches: Option<Vec<i64>>,
    pub vendors: Option<Vec<i64>>,
    pub status: Option<InvoiceStatus>,
    pub stage: Option<Stage>,
    pub flagged: Option<bool>,
    pub assigned_to: Option<i64>,
    pub unexported: bool,
    pub search: Option<String>,
    pub created_from: Option<DateTime<Utc>>,
    pub created_until: Option<DateTime<Utc>>,
    pub dated_from: Option<NaiveDate>,
    pub dated_until: Option<NaiveDate>,
    pub due_until: Option<NaiveDate>,
    pub min_amount: Option<Money>,
    pub max_amount: Option<Money>,
    pub order: InvoiceOrder,
    pub ascending: bool,
}

impl Filter {
    /// As a condition.
    pub fn condition(&self) -> Condition {
        let search = self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            Condition::any()
                .add(contains(Column::InvoiceNumber, text))
                .add(contains(Column::VendorName, text))
                .add(contains(Column::Filename, text))
        });
        let ids = |column: Column, ids: &Option<Vec<i64>>| ids.clone().map(|ids| column.is_in(ids));
        Condition::all()
            .add_option(self.owner.map(|owner| Column::CreatedBy.eq(owner)))
            .add_option(ids(Column::BatchId, &self.batches))
            .add_option(ids(Column::VendorId, &self.vendors))
            .add_option(self.status.map(|status| Column::Status.eq(status)))
            .add_option(self.stage.map(|stage| Column::CurrentStage.eq(stage)))
            .add_option(self.flagged.map(|is| Column::IsFlagged.eq(is)))
            .add_option(self.assigned_to.map(|user| Column::AssignedTo.eq(user)))
            .add_option(self.unexported.then(|| Column::ExportedAt.is_null()))
            .add_option(search)
            .add_option(self.created_from.map(|at| Column::CreatedAt.gte(at)))
            .add_option(self.created_until.map(|at| Column::CreatedAt.lt(at)))
            .add_option(self.dated_from.map(|day| Column::InvoiceDate.gte(day)))
            .add_option(self.dated_until.map(|day| Column::InvoiceDate.lte(day)))
            .add_option(self.due_until.map(|day| Column::DueDate.lte(day)))
            .add_option(self.min_amount.map(|amount| Column::TotalAmount.gte(amount)))
            .add_option(self.max_amount.map(|amount| Column::TotalAmount.lte(amount)))
    }
}

/// A slice of the invoices, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(filter.condition());
    let direction = if filter.ascending { Order::Asc } else { Order::Desc };
    let ordered = match filter.order {
        // Ids grow with the time of arrival.
        InvoiceOrder::CreatedAt => all,
        InvoiceOrder::InvoiceDate => all.order_by(Column::InvoiceDate, direction.clone()),
        InvoiceOrder::DueDate => all.order_by(Column::DueDate, direction.clone()),
        InvoiceOrder::TotalAmount => all.order_by(Column::TotalAmount, direction.clone()),
    };
    slice(ordered.order_by(Column::Id, direction), db, skip, limit).await
}
