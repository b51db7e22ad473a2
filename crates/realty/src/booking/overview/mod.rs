//! All bookings of a builder, with what is paid and what is not.
pub mod http;
pub mod model;
pub mod store;
