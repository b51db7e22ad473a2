//! The last stage: it waits for a person.
use kernel::App;

use crate::pipeline::work::{Failure, Work};

/// There is nothing left to compute.
pub async fn run(_: &App, _: &mut Work) -> Result<(), Failure> {
    Ok(())
}
