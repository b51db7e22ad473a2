//! The first start of an empty house: a link, good until the first account exists.
pub mod commands;
pub mod http;
