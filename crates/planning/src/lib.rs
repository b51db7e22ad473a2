//! Planning: what a person means to spend, and what he saves for.

mod account;
mod budget;
mod category;
mod dashboard;
mod demo;
mod goal;
mod import;
mod ledger;
mod month;
mod pace;
pub mod permissions;
mod project;
mod report;
mod rollover;
mod rule;
mod settings;
mod transaction;

pub use budget::Budgets;
pub use category::Categories;
pub use goal::Goals;
pub use project::Projects;
pub use rule::Rules;
use std::time::Duration;

use kernel::{App, Event, Job, Module, Resource, Result, Subscription};

/// The module.
pub static MODULE: Module = Module {
    name: "planning",
    title: "Planning",
    description: "Accounts, transactions and bank imports, budgets, savings goals and projects, for private clients.",
    migrations: kernel::migrations!["0001_budgets_and_goals", "0002_ledger", "0003_lighter_postings"],
    permissions: permissions::ALL,
    routes: || {
        Budgets::routes()
            .and(month::http::routes())
            .and(Goals::routes())
            .and(goal::routes())
            .and(Projects::routes())
            .and(account::http::routes())
            .and(Categories::routes())
            .and(transaction::http::routes())
            .and(Rules::routes())
            .and(import::http::routes())
            .and(dashboard::http::routes())
            .and(report::http::routes())
    },
    jobs: JOBS,
    subscriptions: SUBSCRIPTIONS,
    notices: &[month::notices::NEARLY, month::notices::OVER, goal::REACHED],
    settings: include_str!("../settings.toml"),
    demo: |world| Box::pin(demo::load(world)),
    ..Module::EMPTY
};

const LONG: Duration = Duration::from_secs(900);
const JOBS: &[Job] = &[
    Job {
        timeout: LONG,
        ..Job::new(import::commands::READ, |app, id| Box::pin(import::commands::read_job(app, id)))
    },
    Job {
        timeout: LONG,
        ..Job::new(import::commands::BOOK, |app, id| Box::pin(import::commands::book_job(app, id)))
    },
];

const SUBSCRIPTIONS: &[Subscription] = &[Subscription {
    topic: "identity.user.deleted",
    name: "planning.forget",
    handle: |app, event| Box::pin(forget(app, event)),
}];

/// Accounts, transactions and the rest go with their owner by themselves; postings and lines have no such tie.
async fn forget(app: &App, event: &Event) -> Result<()> {
    #[derive(serde::Deserialize)]
    struct Gone {
        id: i64,
    }
    let gone: Gone = event.read()?;
    let tx = app.db.begin().await?;
    ledger::store::forget(&*tx, gone.id).await?;
    import::store::forget(&*tx).await?;
    tx.commit().await
}
