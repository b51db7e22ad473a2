//! Who is to look at an invoice, over HTTP.
use garde::Validate;
use kernel::{Can, Listed, One, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::{
    invoice::http::Invoice,
    permissions::{Decide, View},
};

/// Who is to look at it.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Assignment {
    /// `users.id`; null for nobody.
    #[garde(skip)]
    pub(crate) user_id: Option<i64>,
}

/// Somebody who may be given an invoice.
#[derive(Serialize, JsonSchema)]
pub struct Assignee {
    /// `users.id`.
    pub user_id: i64,
    /// His name.
    pub name: String,
}

async fn list_invoice_assignees(
    can: Can<View>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<Assignee>> {
    let all = commands::list(&can, id.0).await?;
    let total = all.len() as u64;
    let items = all.into_iter().skip(slice.0.skip as usize).take(slice.0.limit as usize).collect();
    Ok(Listed { items, total })
}

async fn assign_invoice(can: Can<Decide>, id: Path<i64>, body: Valid<Assignment>) -> Result<One<Invoice>> {
    commands::assign(&can, id.0, body.0.user_id).await.map(One)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/invoices/{id}/assignees", list_invoice_assignees, "List who may be given an invoice")
        .put("/api/invoices/{id}/assignee", assign_invoice, "Hand an invoice to somebody")
}
