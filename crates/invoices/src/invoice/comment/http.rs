//! Comments over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Created, Listed, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::permissions::View;

/// A comment.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvoiceComment")]
pub struct Comment {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub user_id: Option<i64>,
    /// His name.
    pub user_name: Option<String>,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// A new comment.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct NewComment {
    /// What it says.
    #[garde(length(chars, min = 1, max = 4000))]
    pub(crate) text: String,
}

async fn comment_invoice(can: Can<View>, id: Path<i64>, body: Valid<NewComment>) -> Result<Created<Comment>> {
    let body = commands::write(&can, id.0, body.0.text).await?;
    Ok(Created { location: format!("/api/invoices/{}/comments", id.0), body })
}

async fn list_invoice_comments(
    can: Can<View>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<Comment>> {
    let (items, total) = commands::list(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    let path = "/api/invoices/{id}/comments";
    Routes::new().post(path, comment_invoice, "Comment on an invoice").get(
        path,
        list_invoice_comments,
        "List the comments on an invoice",
    )
}
