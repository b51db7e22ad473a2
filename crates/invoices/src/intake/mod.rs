//! Intake: how files come in. Every way ends in [`commands::take`].
pub mod commands;
pub mod http;
pub mod kinds;
pub mod place;
pub mod store;
