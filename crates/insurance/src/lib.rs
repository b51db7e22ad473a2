//! Insurance: policies, claims with their documents, decisions and payments, and the figures of the book.
use kernel::Module;

mod demo;

/// The module.
pub static MODULE: Module = Module {
    name: "insurance",
    title: "Insurance",
    description: "Policies, claims with their documents, decisions and payments, and the figures of the book.",
    demo: |world| Box::pin(demo::load(world)),
    ..Module::EMPTY
};
