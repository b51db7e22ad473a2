//! Identity: who people are, what they may do, and what they did.
//!
//! Accounts with seven roles, sessions with rotating refresh tokens, a second factor, forgotten passwords, the
//! administration of accounts, figures about them, and the reading of the audit log.

pub mod admin;
pub mod analytics;
mod demo;
pub mod events;
pub mod log;
pub mod operator;
pub mod password;
pub mod permissions;
pub mod preference;
pub mod reset;
pub mod session;
pub mod settings;
pub mod setup;
pub mod token;
pub mod two_factor;
pub mod user;

use std::time::Duration;

use kernel::{Job, Module, Routes, Subscription, people::PROFILE};

/// The module.
pub static MODULE: Module = Module {
    name: "identity",
    title: "People and rights",
    description: "Accounts, roles, sessions, two-factor sign-in, administration, the audit log and its figures.",
    migrations: kernel::migrations!["0001_users", "0002_user_settings"],
    permissions: permissions::ALL,
    routes,
    jobs: JOBS,
    subscriptions: SUBSCRIPTIONS,
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    people: Some(|app, who| Box::pin(user::store::people(app.db.read(), who))),
    authenticate: Some(|app, credentials| Box::pin(session::commands::authenticate(app, credentials))),
    ..Module::EMPTY
};

const JOBS: &[Job] = &[
    Job::new(reset::commands::SEND_MAIL, |app, payload| Box::pin(reset::commands::send(app, payload))),
    Job::new("identity.sweep_sessions", |app, _| Box::pin(session::commands::sweep(app)))
        .every(Duration::from_secs(6 * 3600)),
];

const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: PROFILE,
    name: "identity.follow_profile",
    handle: |app, event| Box::pin(user::commands::follow_profile(app, event)),
}];

fn routes() -> Routes {
    session::http::routes()
        .and(user::http::routes())
        .and(two_factor::http::routes())
        .and(preference::http::routes())
        .and(reset::http::routes())
        .and(setup::http::routes())
        .and(admin::http::routes())
        .and(log::http::routes())
        .and(log::changes::routes())
        .and(analytics::http::routes())
}
