//! The pages of an invoice for the eye: their sizes and words, and pictures of them.
pub mod commands;
pub mod http;
