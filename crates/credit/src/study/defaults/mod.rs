//! Who defaulted: rates of a period, vintages by age, static pools by rating.
mod ages;
mod ended;
pub mod pools;
pub mod rates;
pub mod vintages;
