//! Appointments in people's own calendars: invitations, and an address to subscribe to.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
