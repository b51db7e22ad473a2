//! Vendors: made and kept from the invoices, with what speaks for and against them.
pub mod account;
pub mod alias;
pub mod commands;
pub mod hint;
pub mod http;
pub mod model;
pub mod risk;
pub mod store;
pub mod template;
