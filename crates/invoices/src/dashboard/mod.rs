//! The dashboard: figures over all invoices that the caller sees.
pub mod csv;
pub mod http;
pub mod model;
pub mod store;
