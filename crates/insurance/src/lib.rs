//! Insurance: policies, claims with their documents, decisions and payments, and the figures of the book.

pub mod claim;
pub mod day;
mod demo;
pub mod document;
pub mod events;
pub mod export;
pub mod figures;
pub mod permissions;
pub mod policy;
pub mod renewal;
pub mod review;
pub mod settings;

use std::time::Duration;

use document::commands::{REMOVE_FILE, remove_file};
use kernel::{App, Event, Job, Module, Result, Routes, Subscription};
use renewal::commands::{ROUND, round};

/// The module.
pub static MODULE: Module = Module {
    name: "insurance",
    title: "Insurance",
    description: "Policies, claims with their documents, decisions and payments, and the figures of the book.",
    migrations: kernel::migrations!["0001_policies_and_claims"],
    permissions: permissions::ALL,
    routes,
    jobs: JOBS,
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    notices: events::NOTICES,
    subscriptions: SUBSCRIPTIONS,
    summary: Some(|caller| Box::pin(figures::summary::summary(caller))),
    ..Module::EMPTY
};

const JOBS: &[Job] = &[
    Job::new(ROUND, |app, _| Box::pin(round(app))).every(Duration::from_secs(86_400)),
    Job::new(REMOVE_FILE, |app, payload| Box::pin(remove_file(app, payload))),
];

const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: "identity.user.updated",
    name: "insurance.follow_name",
    handle: |app, event| Box::pin(follow_name(app, event)),
}];

/// A holder's new name goes onto his policies.
async fn follow_name(app: &App, event: &Event) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Account {
        id: i64,
        name: String,
    }
    let account: Account = event.read()?;
    policy::commands::follow_name(app, account.id, &account.name).await
}

fn routes() -> Routes {
    policy::http::routes()
        .and(claim::http::routes())
        .and(document::http::routes())
        .and(review::http::routes())
        .and(figures::http::routes())
        .and(export::routes())
}
