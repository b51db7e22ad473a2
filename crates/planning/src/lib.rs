//! Planning: what a person means to spend, and what he saves for.

mod budget;
mod demo;
mod goal;
pub mod permissions;

pub use budget::Budgets;
pub use goal::Goals;
use kernel::{Module, Resource};

/// The module.
pub static MODULE: Module = Module {
    name: "planning",
    title: "Planning",
    description: "Budgets by month and category, and savings goals, for private clients.",
    migrations: kernel::migrations!["0001_budgets_and_goals"],
    permissions: permissions::ALL,
    routes: || Budgets::routes().and(Goals::routes()),
    demo: |world| Box::pin(demo::load(world)),
    ..Module::EMPTY
};
