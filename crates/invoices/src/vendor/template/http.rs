//! Templates of vendors over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Gone, IfMatch, One, Path, Result, Routes, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{commands, store::Model};
use crate::permissions::{Teach, View};

/// The template of a vendor.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VendorTemplate {
    /// Whose.
    pub vendor_id: i64,
    /// The YAML, as invoice2data has it.
    pub template: String,
    /// Who wrote it last.
    pub updated_by: Option<i64>,
    /// Since when there is one.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Model> for VendorTemplate {
    fn from(row: Model) -> Self {
        Self {
            vendor_id: row.vendor_id,
            template: row.yaml,
            updated_by: row.user_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A template for a vendor.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct NewVendorTemplate {
    /// The YAML, as invoice2data has it: `issuer`, `keywords`, `fields` and more; at most 64 KiB.
    #[garde(length(bytes, min = 1, max = 65_536))]
    pub(crate) template: String,
}

async fn get_vendor_template(can: Can<View>, id: Path<i64>) -> Result<One<VendorTemplate>> {
    commands::get(&can, id.0).await.map(One)
}

async fn set_vendor_template(
    can: Can<Teach>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<NewVendorTemplate>,
) -> Result<One<VendorTemplate>> {
    commands::put(&can, id.0, &if_match, body.0.template).await.map(One)
}

async fn remove_vendor_template(can: Can<Teach>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let one = "/api/vendors/{id}/template";
    Routes::new()
        .get(one, get_vendor_template, "Get the template of a vendor")
        .put(one, set_vendor_template, "Set the template of a vendor")
        .delete(one, remove_vendor_template, "Take the template of a vendor away")
}
