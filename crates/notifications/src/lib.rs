//! Notifications: one inbox for what every module has to say, live and by mail.
use kernel::Module;

mod demo;

/// The module.
pub static MODULE: Module = Module {
    name: "notifications",
    title: "Notifications",
    description: "One inbox for what every module has to say, live and by mail.",
    demo: |world| Box::pin(demo::load(world)),
    ..Module::EMPTY
};
