//! Change requests: what a customer wants otherwise in his home, what it costs, and his word on that.
pub mod answer;
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
