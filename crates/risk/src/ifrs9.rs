//! Expected credit losses by IFRS 9: stages, and losses over twelve months or the whole life.

pub mod curve;
pub mod ecl;
pub mod stage;
