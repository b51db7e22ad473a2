//! Corrections: a person says what stands there.
pub mod commands;
pub mod model;
