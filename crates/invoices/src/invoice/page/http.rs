//! Lists of invoices over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Can, Money, Query, Result, Routes,
    amount::{LEAST, MOST, Signed},
    extract::{Moment, flag, time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::{self, Filter, InvoiceOrder};
use crate::{
    invoice::{
        http::Invoice,
        store::{InvoiceStatus, Stage},
    },
    permissions::{self, View},
};

/// Which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The smallest or oldest first.
    Asc,
    /// The largest or newest first.
    #[default]
    Desc,
}

/// Which invoices.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct InvoiceQuery {
    /// Only those of this batch.
    #[garde(skip)]
    pub(crate) batch_id: Option<i64>,
    /// Only those of this vendor.
    #[garde(skip)]
    pub(crate) vendor_id: Option<i64>,
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<InvoiceStatus>,
    /// Only those whose last ended stage is this.
    #[garde(skip)]
    pub(crate) current_stage: Option<Stage>,
    /// Only the doubtful ones, or only the others.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub(crate) is_flagged: Option<bool>,
    /// Only those that this person is to look at (`users.id`).
    #[garde(skip)]
    pub(crate) assigned_to: Option<i64>,
    /// Only those whose number, vendor or file name holds this.
    #[garde(length(chars, max = 200))]
    pub(crate) search: Option<String>,
    /// Only those that came at this moment or later.
    #[serde(default, deserialize_with = "some_time")]
    #[schemars(with = "Option<Moment>")]
    #[garde(skip)]
    pub(crate) start_date: Option<DateTime<Utc>>,
    /// Only those that came before this moment.
    #[serde(default, deserialize_with = "some_time")]
    #[schemars(with = "Option<Moment>")]
    #[garde(skip)]
    pub(crate) end_date: Option<DateTime<Utc>>,
    /// Only those to be paid on this day or before.
    #[garde(skip)]
    pub(crate) due_until: Option<NaiveDate>,
    /// Only those of at least this total.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Option<Signed>")]
    pub(crate) min_amount: Option<Money>,
    /// Only those of at most this total.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Option<Signed>")]
    pub(crate) max_amount: Option<Money>,
    /// By what to order; `created_at` by default.
    #[garde(skip)]
    pub(crate) sort_by: Option<InvoiceOrder>,
    /// Which way; `desc` by default.
    #[garde(skip)]
    pub(crate) order: Option<Direction>,
    /// Which page; the first is 1.
    #[serde(default = "crate::batch::http::one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "crate::batch::http::twenty")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) page_size: u64,
}

/// For `#[serde(deserialize_with)]`: a moment of the query.
pub(crate) fn some_time<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    time(deserializer).map(Some)
}

/// A page of invoices.
#[derive(Serialize, JsonSchema)]
pub struct InvoicePage {
    /// The invoices.
    pub items: Vec<Invoice>,
    /// How many there are in all.
    pub total: u64,
    /// Which page this is.
    pub page: u64,
    /// How many there are to a page.
    pub page_size: u64,
    /// How many pages there are.
    pub pages: u64,
}

impl InvoiceQuery {
    fn filter(self, owner: Option<i64>) -> Filter {
        Filter {
            owner,
            batches: self.batch_id.map(|id| vec![id]),
            vendors: self.vendor_id.map(|id| vec![id]),
            status: self.status,
            stage: self.current_stage,
            flagged: self.is_flagged,
            assigned_to: self.assigned_to,
            search: self.search,
            created_from: self.start_date,
            created_until: self.end_date,
            due_until: self.due_until,
            min_amount: self.min_amount,
            max_amount: self.max_amount,
            order: self.sort_by.unwrap_or_default(),
            ascending: self.order == Some(Direction::Asc),
            ..Filter::default()
        }
    }
}

async fn list_invoices(can: Can<View>, query: Query<InvoiceQuery>) -> Result<axum::Json<InvoicePage>> {
    let (page, page_size) = (query.0.page, query.0.page_size);
    let filter = query.0.filter(permissions::scope(&can));
    let (rows, total) = store::page(can.db(), &filter, (page - 1) * page_size, page_size).await?;
    let items = rows.into_iter().map(Invoice::from).collect();
    Ok(axum::Json(InvoicePage { items, total, page, page_size, pages: total.div_ceil(page_size) }))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().get("/api/invoices", list_invoices, "List invoices, the newest first")
}
