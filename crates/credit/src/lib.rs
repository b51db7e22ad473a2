//! Credit: portfolios of loans, their ratings over time, and the rates by which their losses are expected.

pub mod analysis;
mod calculator;
mod day;
mod demo;
pub mod events;
pub mod figure;
pub mod load;
pub mod loan;
pub mod permissions;
pub mod portfolio;
pub mod rate;
pub mod rating;
mod report;
pub mod settings;
pub mod snapshot;
mod study;
pub mod word;

use kernel::{Module, Routes};

/// The module.
pub static MODULE: Module = Module {
    name: "credit",
    title: "Credit portfolios",
    description: "Portfolios of loans, their ratings over time, default rates and risk, for portfolio managers.",
    migrations: kernel::migrations!["0001_credit"],
    permissions: permissions::ALL,
    routes,
    jobs: load::JOBS,
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    ..Module::EMPTY
};

fn routes() -> Routes {
    portfolio::http::routes()
        .and(load::http::routes())
        .and(loan::http::routes())
        .and(rating::http::routes())
        .and(rate::http::routes())
        .and(analysis::routes())
        .and(calculator::routes())
        .and(study::routes())
        .and(report::http::routes())
}
