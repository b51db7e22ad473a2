//! Papers: the agreement of a sale, receipts of payments, demands of what is due.
mod agreement;
pub mod commands;
mod demand;
pub mod http;
mod receipt;
mod words;
