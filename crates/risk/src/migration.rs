//! Migration of ratings: by cohort, by duration, and the latest moves.

pub mod cohort;
pub mod duration;
pub mod matrix;
pub mod moves;
pub mod walk;
