//! Exports over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Listed, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{commands, store::Format};
use crate::permissions::{Decide, View};

/// What to export: of what is approved, what fits all of this; without any of it everything.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct NewExport {
    /// These invoices.
    #[garde(length(max = 10_000))]
    pub(crate) invoice_ids: Option<Vec<i64>>,
    /// Those of this batch.
    #[garde(skip)]
    pub(crate) batch_id: Option<i64>,
    /// Those of this vendor.
    #[garde(skip)]
    pub(crate) vendor_id: Option<i64>,
    /// Those dated on this day or later.
    #[garde(skip)]
    pub(crate) dated_from: Option<NaiveDate>,
    /// Those dated on this day or earlier.
    #[garde(skip)]
    pub(crate) dated_until: Option<NaiveDate>,
    /// In what form: tables, UBL (of several invoices an archive with a file each), or double entries for the ledger.
    #[garde(skip)]
    pub(crate) format: Format,
    /// Whether a table has a row for each line of an invoice.
    #[garde(skip)]
    pub(crate) lines: bool,
    /// Whether those come once more that were exported before.
    #[garde(skip)]
    pub(crate) again: bool,
}

/// A file of one of the forms.
pub struct Exported(axum::response::Response);

impl axum::response::IntoResponse for Exported {
    fn into_response(self) -> axum::response::Response {
        self.0
    }
}

impl aide::OperationOutput for Exported {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let kinds = [
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/xml",
            "application/zip",
        ];
        let media = |kind: &str| (kind.to_owned(), aide::openapi::MediaType::default());
        let response = aide::openapi::Response {
            description: "The file.".into(),
            content: kinds.into_iter().map(media).collect(),
            ..Default::default()
        };
        vec![(Some(aide::openapi::StatusCode::Code(200)), response)]
    }
}

/// An export.
#[derive(Serialize, JsonSchema)]
pub struct ExportView {
    /// Its id.
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// In what form.
    pub format: Format,
    /// How many invoices.
    pub invoices: i64,
    /// When.
    pub created_at: DateTime<Utc>,
}

async fn export_invoices(can: Can<Decide>, body: Valid<NewExport>) -> Result<Exported> {
    commands::export(&can, body.0).await.map(Exported)
}

async fn list_invoice_exports(can: Can<View>, slice: Query<Slice>) -> Result<Listed<ExportView>> {
    let (items, total) = commands::list(&can, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post(
            "/api/invoices/exports",
            export_invoices,
            "Export approved invoices; their decisions stand then",
        )
        .get("/api/invoices/exports", list_invoice_exports, "List exports, the newest first")
}
