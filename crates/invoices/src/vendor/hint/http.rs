//! What was learned of a vendor, over HTTP.
use chrono::{DateTime, Utc};
use extract::anchor::Side;
use kernel::{Can, Gone, Listed, Path, Result, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{HintKind, Model, memory},
};
use crate::permissions::{Teach, View};

/// How a value stands to the word that announces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HintSide {
    /// Behind it in the same row.
    Behind,
    /// Under it.
    Below,
    /// There is no word: the place alone tells.
    Here,
}

/// Something that was learned of a vendor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VendorHint {
    /// A place, a value that is always the same, or the order of day and month.
    pub kind: HintKind,
    /// Of which field.
    pub field: String,
    /// The word beside or above the value, as it is printed.
    pub label: Option<String>,
    /// How the value stands to it.
    pub side: Option<HintSide>,
    /// On which page; the first is 0.
    pub page: Option<u32>,
    /// Where on it: left, top, right and bottom in parts of its width and height.
    pub area: Option<[f32; 4]>,
    /// The value, or what stood there on the invoice that it was learned from.
    pub example: Option<String>,
    /// On how many invoices it was right.
    pub right: Option<u32>,
    /// On how many it was tried.
    pub seen: Option<u32>,
    /// Whether it was confirmed often enough to be relied on without a look.
    pub is_confirmed: bool,
    /// The invoice that it was learned from.
    pub invoice_id: Option<i64>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl From<Model> for VendorHint {
    fn from(row: Model) -> Self {
        let said = memory(std::slice::from_ref(&row));
        let mut hint = Self {
            kind: row.kind,
            field: row.field,
            label: None,
            side: None,
            page: None,
            area: None,
            example: said.day_first.map(|first| if first { "day first" } else { "month first" }.to_owned()),
            right: None,
            seen: None,
            is_confirmed: false,
            invoice_id: None,
            created_at: row.created_at,
        };
        if let Some(place) = said.places.into_iter().next() {
            let anchor = place.anchor;
            hint.is_confirmed = anchor.is_confirmed();
            hint.side = Some(match anchor.side {
                Side::Behind => HintSide::Behind,
                Side::Below => HintSide::Below,
                Side::Here => HintSide::Here,
            });
            hint.label = Some(anchor.printed).filter(|label| !label.is_empty());
            (hint.page, hint.right, hint.seen) = (Some(anchor.page), Some(anchor.right), Some(anchor.seen));
            let area = anchor.area;
            hint.area = Some([area.x0, area.y0, area.x1, area.y1]);
            (hint.example, hint.invoice_id) = (Some(place.example), Some(place.invoice_id));
        }
        if let Some(constant) = said.constants.into_iter().next() {
            hint.is_confirmed = constant.is_confirmed();
            (hint.right, hint.seen) = (Some(constant.right), Some(constant.seen));
            (hint.example, hint.invoice_id) = (Some(constant.value), Some(constant.invoice_id));
        }
        hint
    }
}

/// Which vendor, and which field.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct HintPath {
    id: i64,
    /// The name of the field.
    field: String,
}

async fn list_vendor_hints(can: Can<View>, id: Path<i64>) -> Result<Listed<VendorHint>> {
    let items = commands::list(&can, id.0).await?;
    Ok(Listed { total: items.len() as u64, items })
}

async fn forget_vendor_hints(can: Can<Teach>, id: Path<i64>) -> Result<Gone> {
    commands::forget(&can, id.0, None).await?;
    Ok(Gone)
}

async fn forget_vendor_hint(can: Can<Teach>, path: Path<HintPath>) -> Result<Gone> {
    commands::forget(&can, path.0.id, Some(path.0.field)).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let (all, one) = ("/api/vendors/{id}/hints", "/api/vendors/{id}/hints/{field}");
    Routes::new()
        .get(all, list_vendor_hints, "See what was learned of a vendor from corrections")
        .delete(all, forget_vendor_hints, "Forget all that was learned of a vendor")
        .delete(one, forget_vendor_hint, "Forget what was learned of a field of a vendor")
}
