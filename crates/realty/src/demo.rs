//! The small world of the two test accounts of the building clients: first what their document names, then a tower
//! that is being built and sold.
mod home;
mod sample;
mod tower;
mod works;

use kernel::{Demo, Error, Result, people::Profile};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{profile::commands, settings::Settings};

const BUILDER: &str = "builder";
const CUSTOMER: &str = "customer";

/// Loads it, where the two are among the people of the demo.
pub async fn load(world: &Demo) -> Result<()> {
    if world.caller(BUILDER).is_err() || world.caller(CUSTOMER).is_err() {
        return Ok(());
    }
    people(world).await?;
    sample::load(world).await?;
    if Settings::of(&world.app)?.demo_sample_only {
        return Ok(());
    }
    let tower = works::load(world).await?;
    home::load(world, &tower).await
}

/// A body as a client would send it.
fn body<T: DeserializeOwned>(value: Value) -> Result<T> {
    serde_json::from_value(value)
        .map_err(|e| Error::internal(format!("the demo sends what nobody reads: {e}")))
}

async fn people(world: &Demo) -> Result<()> {
    world.ago(chrono::Duration::days(195));
    let caller = world.caller(BUILDER)?;
    let change = caller.change().await?;
    let said = body(serde_json::json!({
        "company_name": "ABC Construction Co.", "license_number": "LIC-2024-001", "phone": "+1234567890",
        "address": "123 Builder Street, Construction City, CC 12345", "website": "https://abcconstruction.com",
        "description": "Leading construction company with 20+ years of experience",
    }))?;
    let row = commands::save_builder(&change, caller.user_id, said).await?;
    let made = Profile { user_id: caller.user_id, kind: "builder".into(), id: row.id };
    commands::finish(change, made).await?;
    world.ago(chrono::Duration::days(149));
    let caller = world.caller(CUSTOMER)?;
    let change = caller.change().await?;
    let said = body(serde_json::json!({
        "first_name": "John", "last_name": "Doe", "phone": "+0987654321",
        "address": "456 Customer Avenue, Resident City, RC 67890",
    }))?;
    let row = commands::save_customer(&change, caller.user_id, said).await?;
    let made = Profile { user_id: caller.user_id, kind: "customer".into(), id: row.id };
    commands::finish(change, made).await
}
