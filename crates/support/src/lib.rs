//! Support: tickets from anyone, their conversation, and the queue that answers them.
use kernel::Module;

mod demo;

/// The module.
pub static MODULE: Module = Module {
    name: "support",
    title: "Support",
    description: "Tickets from anyone, their conversation, and the queue that answers them.",
    demo: |world| Box::pin(demo::load(world)),
    ..Module::EMPTY
};
