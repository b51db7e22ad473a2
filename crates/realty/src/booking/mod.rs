//! Bookings: from the inquiry to the keys. No home is ever sold twice.
pub mod commands;
pub mod crowd;
pub mod http;
pub mod model;
pub mod overview;
pub mod release;
pub mod sale;
pub mod store;
