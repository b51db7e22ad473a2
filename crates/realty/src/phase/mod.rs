//! Construction phases: how far a development is, and what is demanded when a phase is completed.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
