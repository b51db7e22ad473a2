//! What time does to policies: reminders, and expiry.
pub mod commands;
pub mod store;
