//! Who takes part, where they are, and when it was delivered.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Identifier;

/// BG-4, BG-7, BG-10 and BG-11: whoever takes part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// BT-27, BT-44, BT-59, BT-62: the legal name.
    pub name: Option<String>,
    /// BT-28, BT-45.
    pub trading_name: Option<String>,
    /// BT-29, BT-46, BT-60.
    pub ids: Vec<Identifier>,
    /// BT-30, BT-47, BT-61: the number in a register of companies.
    pub legal_id: Option<Identifier>,
    /// BT-31, BT-48, BT-63.
    pub vat_id: Option<String>,
    /// BT-32: the tax number for the tax office at home.
    pub tax_id: Option<String>,
    /// BT-33: legal form, capital, directors.
    pub legal_form: Option<String>,
    /// BT-34, BT-49: where e-invoices are sent to.
    pub endpoint: Option<Identifier>,
    /// BG-5, BG-8, BG-12.
    pub address: Option<Address>,
    /// BG-6, BG-9.
    pub contact: Option<Contact>,
}

/// BG-5, BG-8, BG-12, BG-15: an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// BT-35, BT-50, BT-64, BT-75.
    pub line1: Option<String>,
    /// BT-36, BT-51, BT-65, BT-76.
    pub line2: Option<String>,
    /// BT-162 to BT-165.
    pub line3: Option<String>,
    /// BT-37, BT-52, BT-66, BT-77.
    pub city: Option<String>,
    /// BT-38, BT-53, BT-67, BT-78.
    pub post_code: Option<String>,
    /// BT-39, BT-54, BT-68, BT-79: a part of the country.
    pub subdivision: Option<String>,
    /// BT-40, BT-55, BT-69, BT-80.
    pub country: Option<String>,
}

/// BG-6, BG-9: whom to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contact {
    /// BT-41, BT-56.
    pub name: Option<String>,
    /// BT-42, BT-57.
    pub phone: Option<String>,
    /// BT-43, BT-58.
    pub email: Option<String>,
}

/// BG-13: where and when it was delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delivery {
    /// BT-70.
    pub name: Option<String>,
    /// BT-71.
    pub location: Option<Identifier>,
    /// BT-72.
    pub date: Option<NaiveDate>,
    /// BG-15.
    pub address: Option<Address>,
}

/// BG-14, BG-26: from when to when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Period {
    /// BT-73, BT-134.
    pub start: Option<NaiveDate>,
    /// BT-74, BT-135.
    pub end: Option<NaiveDate>,
}
