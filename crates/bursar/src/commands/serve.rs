//! Serving, and the demo world.
use std::time::Instant;

use kernel::{
    App, Clock, Demo, Dice, Error, Module, Result, Settings, World,
    mail::Mailer,
    server::{self, Door},
    settings::Environment,
    telemetry,
};
use tokio::net::TcpListener;

use crate::{chat_wire, console};

/// Serves until told to stop.
pub(crate) async fn serve(
    mut settings: Settings,
    modules: Vec<&'static Module>,
    with_demo: bool,
) -> Result<()> {
    let started = Instant::now();
    if with_demo {
        no_demo_in_production(&settings)?;
        settings.environment = Environment::Demo;
    }
    let _telemetry = telemetry::init(&settings.telemetry)?;
    telemetry::Metrics::install();
    let address = settings.server.listen;
    let listener = TcpListener::bind(address).await;
    let listener = listener.map_err(|e| {
        Error::internal(format!(
            "cannot listen on {address}: {e}. Choose another with --listen 127.0.0.1:8001."
        ))
    })?;
    if with_demo && first_start(&settings, &modules).await? {
        load(&settings, &modules).await?;
    }
    let app = App::open(settings, modules, World::real()).await?;
    identity::token::prepare(&app)?;
    read_apart(&app)?;
    chat_wire::install(&app)?;
    prepare(&app).await?;
    let door = Door::new(&app, console::router());
    let address = listener.local_addr()?;
    println!(
        "Bursar {} at http://{address} ({} ms)",
        env!("CARGO_PKG_VERSION"),
        started.elapsed().as_millis()
    );
    if let Some(link) = identity::setup::commands::link(&app).await? {
        println!("No account yet. Open this link to make the first one:\n  {link}");
    }
    server::serve(app, door, listener, told_to_stop()).await
}

/// Has documents read by processes of their own, which see nothing of this one's environment but where Tesseract is.
#[expect(clippy::disallowed_methods, reason = "where this machine keeps its programs is no setting")]
fn read_apart(app: &App) -> Result<()> {
    let program = std::env::current_exe().map_err(Error::internal)?;
    let known = ["PATH", "TESSDATA_PREFIX"]
        .into_iter()
        .filter_map(|name| Some((name.into(), std::env::var(name).ok()?.into())));
    invoices::pipeline::reader::apart(app, program, known.collect());
    Ok(())
}

/// Migrates, or refuses to serve on a schema that is behind.
async fn prepare(app: &App) -> Result<()> {
    if app.settings.database.migrate {
        app.migrate().await?;
        return Ok(());
    }
    match app.db.pending(&app.migrations()).await?.as_slice() {
        [] => Ok(()),
        missing => Err(Error::internal(format!(
            "the schema is behind by {}: run `bursar migrate`",
            missing.join(", ")
        ))),
    }
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
}

fn no_demo_in_production(settings: &Settings) -> Result<()> {
    if settings.environment == Environment::Production {
        return Err(Error::internal("demo data is never loaded when ENVIRONMENT=production"));
    }
    Ok(())
}

/// Whether the database has no account yet.
async fn first_start(settings: &Settings, modules: &[&'static Module]) -> Result<bool> {
    let app = App::open(settings.clone(), modules.to_vec(), World::real()).await?;
    app.migrate().await?;
    let empty = !identity::user::store::any(app.db.read()).await?;
    app.db.close().await;
    Ok(empty)
}

/// Loads every module's demo, with a clock that the demo sets and mail that goes nowhere.
async fn load(settings: &Settings, modules: &[&'static Module]) -> Result<()> {
    let world = World {
        clock: Clock::fixed(Clock::System.now()),
        dice: Dice::system(),
        mailer: Some(Mailer::memory()),
    };
    let app = App::open(settings.clone(), modules.to_vec(), world).await?;
    let demo = Demo::new(app.clone())?;
    for module in modules {
        eprint!("Loading the demo world: {} …\r", module.title);
        (module.demo)(&demo).await?;
    }
    eprintln!("The demo world is loaded: sign in as admin / admin123, or user123 / password123.");
    app.db.close().await;
    Ok(())
}

/// Loads the demo world into an empty database.
pub(crate) async fn demo(settings: Settings, modules: Vec<&'static Module>) -> Result<()> {
    no_demo_in_production(&settings)?;
    if !first_start(&settings, &modules).await? {
        return Err(Error::internal("the database has accounts already; the demo world is for an empty one"));
    }
    load(&settings, &modules).await
}
