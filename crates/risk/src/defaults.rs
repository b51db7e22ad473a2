//! Default rates: of a period by rating, and of vintages by age.

pub mod lives;
pub mod pool;
pub mod rate;
pub mod vintage;
