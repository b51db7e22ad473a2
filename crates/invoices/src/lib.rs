//! Invoices: from a pile of files to decided invoices.
//!
//! People bring files in batches; each is read, checked, scored and flagged by the pipeline, and decided by a person.
//! Vendors are kept from the invoices, with their risk.

pub mod batch;
pub mod chat;
pub mod check;
pub mod dashboard;
mod demo;
pub mod events;
pub mod export;
pub mod intake;
pub mod invoice;
pub mod label;
pub mod metric;
pub mod permissions;
pub mod pipeline;
pub mod reader;
pub mod settings;
pub mod socket;
pub mod vendor;
pub mod words;

use std::time::Duration;

use kernel::{Job, Module, Routes};

/// The module.
pub static MODULE: Module = Module {
    name: "invoices",
    title: "Invoices",
    description: "Invoices read, checked and decided: batches, vendors and their risk, figures and questions.",
    migrations: kernel::migrations!["0001_invoices", "0002_learning"],
    permissions: permissions::ALL,
    routes,
    jobs: JOBS,
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    notices: events::NOTICES,
    ..Module::EMPTY
};

const JOBS: &[Job] = &[
    Job {
        timeout: pipeline::run::PATIENCE,
        ..Job::new(pipeline::run::PROCESS, |app, payload| Box::pin(pipeline::run::process(app, payload)))
    },
    Job::new(pipeline::run::SWEEP, |app, _| Box::pin(pipeline::run::sweep(app)))
        .every(Duration::from_secs(300)),
    Job::new(vendor::hint::commands::LEARN, |app, payload| {
        Box::pin(vendor::hint::commands::learn(app, payload))
    }),
    Job::new(metric::commands::MEASURE, |app, _| Box::pin(metric::commands::measure(app)))
        .every(Duration::from_secs(600)),
    Job::new(invoice::file::commands::REMOVE_FILES, |app, payload| {
        Box::pin(invoice::file::commands::remove_files(app, payload))
    }),
    Job::new(invoice::file::commands::SWEEP_FILES, |app, _| Box::pin(invoice::file::commands::sweep(app)))
        .every(Duration::from_secs(86_400)),
    Job {
        attempts: 1,
        timeout: intake::place::commands::PATIENCE,
        wanted: intake::place::commands::is_wanted,
        ..Job::new(intake::place::commands::LOOK, |app, _| Box::pin(intake::place::commands::look(app)))
            .every(Duration::from_secs(intake::place::model::PERIOD as u64))
    },
];

fn routes() -> Routes {
    batch::http::routes()
        .and(intake::http::routes())
        .and(intake::place::http::routes())
        .and(invoice::http::routes())
        .and(invoice::picture::http::routes())
        .and(vendor::http::routes())
        .and(dashboard::http::routes())
        .and(metric::http::routes())
        .and(export::http::routes())
        .and(chat::http::routes())
        .and(socket::routes())
}
