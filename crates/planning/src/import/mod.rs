//! Imports: a bank's file, what was understood of it, and what became of its lines.
//!
//! A file is read into lines (`reading`), which tell what would happen; nothing is booked before its owner says
//! so (`booking`). The same line is never booked twice, and what is booked is never changed by an import.
pub mod booking;
pub mod commands;
pub mod http;
pub mod model;
pub mod reading;
pub mod sorting;
pub mod store;
