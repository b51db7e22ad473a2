//! Schedules: what a booking owes, part by part, and what became of each part.
pub mod balance;
pub mod commands;
pub mod http;
pub mod ledger;
pub mod model;
pub mod plan;
pub mod reminder;
pub mod store;
