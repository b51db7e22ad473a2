//! The stage `arithmetic`: the rules of that name.
use kernel::App;

use crate::{
    invoice::store::Stage,
    pipeline::work::{Failure, Work},
};

/// Runs them.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    super::check(app, Stage::Arithmetic, work).await
}
