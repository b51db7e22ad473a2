//! Real estate: from the first look at a development to the keys.
//!
//! A builder keeps developments with their units, sells them, asks for money as the building grows, and shows
//! how it grows; a customer books, pays, visits, asks for changes and talks with him.

pub mod appointment;
pub mod booking;
pub mod calendar;
pub mod catalogue;
pub mod change_request;
pub mod dashboard;
pub mod day;
pub mod dealings;
mod demo;
pub mod development;
pub mod due;
pub mod events;
pub mod file;
pub mod hold;
pub mod letter;
pub mod lines;
pub mod message;
pub mod model3d;
pub mod payment;
pub mod permissions;
pub mod phase;
pub mod profile;
pub mod setting;
pub mod settings;
pub mod side;
pub mod unit;
pub mod update;
pub mod words;

use std::time::Duration;

use kernel::{Job, Module, Routes, Subscription};

/// The module.
pub static MODULE: Module = Module {
    name: "realty",
    title: "Real estate",
    description: "Developments, homes, bookings, payments, visits and construction, for builders and their customers.",
    migrations: kernel::migrations!["0001_realty"],
    permissions: permissions::ALL,
    routes,
    jobs: JOBS,
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    notices: events::NOTICES,
    subscriptions: SUBSCRIPTIONS,
    welcome: Some(|change, newcomer| Box::pin(profile::commands::welcome(change, newcomer))),
    ..Module::EMPTY
};

const JOBS: &[Job] = &[
    Job::new(hold::lapse::LAPSE, |app, _| Box::pin(hold::lapse::sweep(app))),
    Job::new(hold::lapse::SWEEP, |app, _| Box::pin(hold::lapse::sweep(app))).every(Duration::from_secs(300)),
    Job::new(due::reminder::ROUND, |app, _| Box::pin(due::reminder::round(app)))
        .every(Duration::from_secs(86_400)),
    Job::new(letter::commands::REMOVE, |app, payload| Box::pin(letter::commands::remove(app, payload))),
    Job::new(letter::commands::SWEEP, |app, _| Box::pin(letter::commands::sweep(app)))
        .every(Duration::from_secs(86_400)),
    Job::new(file::commands::REMOVE_FILES, |app, payload| {
        Box::pin(file::commands::remove_files(app, payload))
    }),
    Job::new(file::commands::SWEEP_FILES, |app, _| Box::pin(file::commands::sweep(app)))
        .every(Duration::from_secs(86_400)),
    Job::new(appointment::reminder::REMIND, |app, _| Box::pin(appointment::reminder::remind(app)))
        .every(Duration::from_secs(900)),
];

const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: "identity.user.deleted",
    name: "realty.release_homes",
    handle: |app, _| Box::pin(booking::release::release(app)),
}];

fn routes() -> Routes {
    profile::http::routes()
        .and(development::http::routes())
        .and(unit::http::routes())
        .and(booking::http::routes())
        .and(hold::http::routes())
        .and(due::http::routes())
        .and(payment::http::routes())
        .and(letter::http::routes())
        .and(file::http::routes())
        .and(model3d::http::routes())
        .and(appointment::http::routes())
        .and(calendar::http::routes())
        .and(phase::http::routes())
        .and(update::http::routes())
        .and(change_request::http::routes())
        .and(message::http::routes())
        .and(setting::http::routes())
        .and(dashboard::http::routes())
        .and(dealings::http::routes())
}
