//! Notifications: one inbox for what every module has to say, live and by mail.
//!
//! Modules give notices; this one hears them, asks which ways their reader chose, and brings them there. Two views
//! show the same inbox: `/api/v1/notifications`, and `/api/notifications` for the building clients.

pub mod channel;
mod demo;
pub mod inbox;
pub mod letter;
pub mod permissions;
pub mod settings;

use std::time::Duration;

use kernel::{Job, Module, Subscription, notice::NoticeKind};

/// The module.
pub static MODULE: Module = Module {
    name: "notifications",
    title: "Notifications",
    description: "One inbox for what every module has to say, live and by mail.",
    migrations: kernel::migrations!["0001_notifications"],
    permissions: permissions::ALL,
    routes: || channel::http::routes().and(inbox::http::routes()).and(inbox::pages::routes()),
    jobs: JOBS,
    subscriptions: &[Subscription {
        topic: kernel::notice::TOPIC,
        name: "notifications.deliver",
        handle: |app, event| Box::pin(inbox::commands::deliver(app, event)),
    }],
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    notices: &[NoticeKind {
        key: inbox::model::MESSAGE,
        title: "The administration wrote to you",
        right: None,
    }],
    summary: Some(|caller| Box::pin(inbox::commands::summary(caller))),
    ..Module::EMPTY
};

const JOBS: &[Job] = &[
    Job::new(letter::SEND_MAIL, |app, payload| Box::pin(letter::send(app, payload))),
    Job::new("notifications.sweep_inboxes", |app, _| Box::pin(inbox::commands::sweep(app)))
        .every(Duration::from_secs(6 * 3600)),
];
