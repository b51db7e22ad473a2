//! Exports: what was approved leaves for the books. From then on its decisions stand.
pub mod commands;
pub mod http;
pub mod journal;
pub mod store;
pub mod table;
pub mod ubl;
