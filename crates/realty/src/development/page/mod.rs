//! Developments as they are looked for: filters, order, and with each its builder and what is on offer.
pub mod model;
pub mod store;
