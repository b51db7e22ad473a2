//! How ratings moved: matrices by cohort and by duration, and the loans behind each cell.
mod answer;
pub mod http;
pub mod moves;
mod work;
