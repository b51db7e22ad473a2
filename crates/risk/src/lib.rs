//! Figures of a credit portfolio over columns: pure, exact where a sum is meant, each with its definition and source.
pub mod calendar;
pub mod day;
pub mod filter;
pub mod rates;
pub mod scale;
pub mod status;
pub mod sums;
pub mod tape;
