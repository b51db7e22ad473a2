//! Bursar, put together: the modules, the console and the command line.
#![expect(clippy::print_stdout, reason = "the command line speaks by printing")]

mod chat_wire;
pub mod cli;
mod commands;
pub mod console;

use kernel::Module;

/// The table of contents of the product.
pub static MODULES: &[&Module] = &[
    &identity::MODULE,
    &planning::MODULE,
    &insurance::MODULE,
    &realty::MODULE,
    &invoices::MODULE,
    &credit::MODULE,
    &support::MODULE,
    &notifications::MODULE,
];
