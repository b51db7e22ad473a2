//! Developments: what is being built, and what of it is on offer.
pub mod commands;
pub mod http;
pub mod model;
pub mod page;
pub mod store;
