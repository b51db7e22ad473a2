//! What a file tells beside the fields of an invoice: codes, a second voice, and how the file was made.
use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use kernel::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::invoice::extracted::Field;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Evidence {
    /// Rules of EN 16931 (or of the invoice's own specification) that its structured data break.
    pub broken: Vec<Broken>,
    /// What the page says in the fields that structured data say too.
    pub page: BTreeMap<String, Field>,
    /// The signed code of a GST e-invoice.
    pub qr: Option<Qr>,
    /// The program that made the file.
    pub producer: Option<String>,
    /// When the file says that it was made.
    pub created: Option<NaiveDateTime>,
    /// When the file says that it was changed last.
    pub modified: Option<NaiveDateTime>,
    /// How often the file was saved with additions after it was made.
    pub revisions: u32,
    /// Whether the file bears an electronic signature, which is an addition too.
    pub is_signed: bool,
}

/// A rule of a standard that structured data break.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Broken {
    /// The standard's name: `BR-CO-10`.
    pub id: String,
    /// What it asks for, and where it is broken.
    pub says: String,
    /// Whether the invoice is invalid by it.
    pub is_error: bool,
    /// The field that it is about, where it is one of ours.
    pub field: Option<String>,
}

/// Whether somebody vouches for a code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Nobody looked, or the key is not known here.
    #[default]
    Unverified,
    /// The portal signed it.
    Valid,
    /// It does not fit what is signed.
    Forged,
    /// The code bears none.
    Missing,
}

/// What the signed code of a GST e-invoice says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Qr {
    /// Whether the portal vouches for it.
    pub signature: Signature,
    /// Who sells.
    pub seller_gstin: Option<String>,
    /// Who buys.
    pub buyer_gstin: Option<String>,
    /// The number.
    pub number: Option<String>,
    /// `INV`, `CRN` or `DBN`.
    pub kind: Option<String>,
    /// The date.
    pub date: Option<NaiveDate>,
    /// The total.
    pub total: Option<Money>,
    /// How many lines.
    pub lines: Option<u32>,
    /// The code of the main goods.
    pub hsn: Option<String>,
    /// The reference number.
    pub irn: Option<String>,
    /// When the portal registered it.
    pub registered: Option<NaiveDate>,
    /// On which page the code stands.
    pub page: Option<u32>,
    /// Where on it.
    pub area: Option<[f32; 4]>,
}
