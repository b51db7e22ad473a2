//! What is wrong with an installation, and how to mend it.
use std::{fs, os::unix::fs::PermissionsExt};

use kernel::{App, Module, Settings, World, audit, settings::Environment};

use crate::console;

/// Examines; false where something needs mending.
pub(crate) async fn doctor(settings: Settings, modules: Vec<&'static Module>) -> bool {
    let mut chart = Chart::default();
    chart.note("settings", Ok(format!("environment {}", settings.environment)));
    let production = settings.environment == Environment::Production;
    if production && !settings.tls() {
        chart.note("public_url", Err("production wants https://: set server.public_url".into()));
    }
    if production && settings.mail.smtp_url.is_empty() {
        chart.note("mail", Err("mails only become files: set SMTP_URL to send them".into()));
    }
    chart.note(
        "console",
        if console::is_built() {
            Ok("built in".into())
        } else {
            Err("not built in: run `make web`, then build again".into())
        },
    );
    let address = settings.server.listen;
    match std::net::TcpListener::bind(address) {
        Ok(_) => chart.note("port", Ok(format!("{address} is free"))),
        // The server itself, most likely: worth a word, not an alarm.
        Err(e) => chart
            .note("port", Ok(format!("{address} is taken ({e}): by a running Bursar, or choose another"))),
    }
    for name in ["secret.key", "two_factor.key", "setup.token"] {
        let Ok(meta) = fs::metadata(settings.data_dir.join(name)) else { continue };
        let mode = meta.permissions().mode() & 0o777;
        chart.note(
            name,
            if mode & 0o077 == 0 {
                Ok("readable by its owner only".into())
            } else {
                Err(format!(
                    "readable by others ({mode:o}): chmod 600 {}",
                    settings.data_dir.join(name).display()
                ))
            },
        );
    }
    match App::open(settings, modules, World::real()).await {
        Ok(app) => examine(&app, &mut chart).await,
        Err(e) => chart.note("database", Err(format!("{e}. Is DATABASE_URL right, and the server up?"))),
    }
    chart.print()
}

async fn examine(app: &App, chart: &mut Chart) {
    let place = app.db.place();
    chart.note("database", Ok(format!("{} {} {}", place.kind, place.host, place.database)));
    match app.db.pending(&app.migrations()).await {
        Ok(pending) if pending.is_empty() => chart.note("schema", Ok("up to date".into())),
        Ok(pending) => {
            chart.note("schema", Err(format!("{} migrations to go: run `bursar migrate`", pending.len())))
        }
        Err(e) => chart.note("schema", Err(e.to_string())),
    }
    let mend = "is the disk full, or the folder read-only?";
    chart.note("writing", app.db.probe().await.map(|()| "works".into()).map_err(|e| format!("{e}: {mend}")));
    chart.note("files", app.storage.health().await.map(|()| "writable".into()).map_err(|e| e.to_string()));
    chart.note(
        "redis",
        match app.shared.status().await {
            "down" => Err("does not answer: limits and live events are not shared. Check REDIS_URL".into()),
            status => Ok(status.into()),
        },
    );
    match audit::verify(app.db.read(), |_| ()).await {
        Ok(verdict) if verdict.ok => chart.note("audit log", Ok(verdict.detail)),
        Ok(verdict) => chart.note("audit log", Err(format!("{} Compare with a backup.", verdict.detail))),
        Err(e) => chart.note("audit log", Err(format!("{e}: run `bursar migrate` first"))),
    }
}

/// Findings, in order.
#[derive(Default)]
struct Chart(Vec<(String, Result<String, String>)>);

impl Chart {
    fn note(&mut self, what: &str, finding: Result<String, String>) {
        self.0.push((what.to_owned(), finding));
    }

    fn print(&self) -> bool {
        for (what, finding) in &self.0 {
            let (mark, text) = match finding {
                Ok(text) => ("ok  ", text),
                Err(text) => ("MEND", text),
            };
            println!("{mark}  {what:<14} {text}");
        }
        let ills = self.0.iter().filter(|(_, finding)| finding.is_err()).count();
        println!("{}", if ills == 0 { "All is well.".to_owned() } else { format!("{ills} to mend.") });
        ills == 0
    }
}
