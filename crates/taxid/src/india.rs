//! India: GSTIN, PAN, states, HSN and SAC, rates of GST, the financial year, the IRN.
pub mod gstin;
pub mod hsn;
pub mod irn;
pub mod pan;
pub mod rate;
pub mod state;
pub mod unit;
pub mod year;
