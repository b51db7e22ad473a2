//! What the commands do.
mod archive;
mod doctor;
mod serve;
mod users;

pub(crate) use archive::{backup, restore};
pub(crate) use doctor::doctor;
use kernel::{App, Error, Module, Result, Settings, audit};
pub(crate) use serve::{demo, serve};
pub(crate) use users::user;

/// Prints the effective settings.
pub(crate) fn settings(settings: &Settings) {
    for (key, value) in settings.printable() {
        println!("{key} = {value}");
    }
}

/// Brings the schema up to date, and says what that took.
pub(crate) async fn migrate(app: &App) -> Result<()> {
    let done = app.migrate().await?;
    done.iter().for_each(|step| println!("{step}"));
    println!("{} migrations applied; the schema is up to date.", done.len());
    Ok(())
}

/// Walks the audit log's chain; false where it is broken.
pub(crate) async fn verify(app: &App) -> Result<bool> {
    let verdict = audit::verify(app.db.read(), |rows| eprint!("\r{rows} rows")).await?;
    eprint!("\r");
    println!("{}", verdict.detail);
    Ok(verdict.ok)
}

/// Prints the API document.
pub(crate) fn openapi(modules: Vec<&'static Module>) -> Result<()> {
    println!("{}", document(modules)?);
    Ok(())
}

/// The API document, as the repository keeps it.
pub(crate) fn document(modules: Vec<&'static Module>) -> Result<String> {
    let (_, api) = kernel::server::describe(&modules);
    serde_json::to_string_pretty(&api).map_err(Error::internal)
}
