//! Figures of a credit portfolio over columns: pure, exact where a sum is meant, each with its definition and source.
pub mod borrowers;
pub mod calendar;
pub mod cashflow;
pub mod concentration;
pub mod covenants;
pub mod day;
pub mod filter;
pub mod geography;
pub mod losses;
pub mod maturity;
pub mod rates;
pub mod scale;
pub mod status;
pub mod summary;
pub mod sums;
pub mod tape;
pub mod top;
