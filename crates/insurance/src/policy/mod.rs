//! Policies: kept by their holders, renewed, cancelled pro rata, and expired by the house.
pub mod commands;
pub mod ending;
pub mod http;
pub mod model;
pub mod store;
