//! Stages of impairment and expected credit losses.
mod answer;
pub mod http;
mod own;
mod terms;
