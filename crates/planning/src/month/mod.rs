//! A month of budgets in one currency: what came in, what is planned, what is spent, what is left.
mod commands;
pub mod http;
pub mod model;
pub mod notices;
pub mod shift;
pub mod store;
