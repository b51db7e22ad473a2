//! Chat over a batch: questions, and answers from its data.
pub mod commands;
pub mod http;
pub mod interpreter;
pub mod store;
pub mod stream;
pub mod voice;
