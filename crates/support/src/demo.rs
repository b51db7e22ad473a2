//! The demo world.
use kernel::{Demo, Result};

/// Loads the world.
pub async fn load(_world: &Demo) -> Result<()> {
    Ok(())
}
