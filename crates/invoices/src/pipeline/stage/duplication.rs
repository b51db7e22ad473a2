//! The stage `duplication`: has this invoice been here before?
//!
//! The rules compare with what is written already. Two of the same that are read at the same moment meet when their
//! results are written: see [`crate::pipeline::store`].
use kernel::App;

use crate::{
    invoice::store::Stage,
    pipeline::work::{Failure, Work},
};

/// Runs the rules.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    super::check(app, Stage::Duplication, work).await
}
