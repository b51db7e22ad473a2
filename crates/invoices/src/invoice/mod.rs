//! Invoices: what was read of each, and what people decided.
pub mod assignee;
pub mod commands;
pub mod comment;
pub mod decision;
pub mod edit;
pub mod extracted;
pub mod file;
pub mod http;
pub mod model;
pub mod page;
pub mod picture;
pub mod store;
