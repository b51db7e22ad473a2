//! Tickets and their conversations.
pub mod commands;
pub mod events;
pub mod http;
pub mod model;
pub mod queue;
pub mod store;
