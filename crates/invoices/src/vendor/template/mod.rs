//! Templates of vendors, in the YAML of invoice2data: for issuers whose layout nobody else reads right.
pub mod commands;
pub mod http;
pub mod shelf;
pub mod store;
