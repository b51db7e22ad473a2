//! Default rates: probability of default, recovery and risk weight of each notch, versioned by the day they hold from.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
