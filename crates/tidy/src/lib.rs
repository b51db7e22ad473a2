//! The house rules of Bursar as tests: what ARCHITECTURE.md promises, read from the files themselves.
//!
//! A rule is a function from the [`Tree`] of files to a list of findings. A finding says where, what, and what
//! to do about it. `tests/it` runs every rule over the repository; each rule's own tests run it over small
//! made-up trees, one that keeps the rule and some that break it, so that a check which cannot fail is noticed.
#![allow(
    clippy::disallowed_methods,
    reason = "reading the files of the repository is this crate's whole purpose"
)]

mod docs;
mod files;
mod imports;
mod layers;
mod modules;
pub mod rust;
mod tables;
mod tree;
mod whole;

pub use tree::{File, Tree};

/// One rule of the house.
pub struct Rule {
    /// How a failing test names it.
    pub name: &'static str,
    /// The rule in a sentence.
    pub says: &'static str,
    /// Finds what breaks it.
    pub check: fn(&Tree) -> Vec<String>,
}

/// Every rule, in the order of ARCHITECTURE.md.
pub const RULES: &[Rule] = &[
    Rule {
        name: "imports",
        says: "bursar → modules → kernel, and no module imports another",
        check: imports::check,
    },
    Rule {
        name: "pure_models",
        says: "model.rs imports no database, no HTTP and no clock",
        check: layers::pure_models,
    },
    Rule {
        name: "queries_in_stores",
        says: "only store.rs and plain-noun files query the database",
        check: layers::queries_in_stores,
    },
    Rule {
        name: "one_file_names_a_database",
        says: "only crates/kernel/src/db.rs knows that there are two databases",
        check: layers::one_file_names_a_database,
    },
    Rule {
        name: "modules_ask_the_kernel",
        says: "a module reaches files, settings and the network through the kernel",
        check: layers::modules_ask_the_kernel,
    },
    Rule {
        name: "tables",
        says: "a table is named after its module or noun; foreign keys stay inside the module, except to users(id)",
        check: tables::check,
    },
    Rule {
        name: "complete_modules",
        says: "every module is listed, and has demo data, stories and a folder in the console",
        check: modules::complete,
    },
    Rule {
        name: "console_modules_apart",
        says: "a module of the console does not import another",
        check: modules::console_apart,
    },
    Rule { name: "file_names", says: "a file is named after what is in it", check: files::names },
    Rule { name: "file_sizes", says: "a file has at most 400 lines", check: files::sizes },
    Rule { name: "function_sizes", says: "a function has at most 70 lines", check: files::functions },
    Rule {
        name: "nothing_left_over",
        says: "no notes for later, no test that is switched off",
        check: files::left_over,
    },
    Rule { name: "docs_name_what_exists", says: "documents name only paths that exist", check: docs::check },
    Rule {
        name: "small_kernel",
        says: "the kernel has at most 4,000 lines of code",
        check: whole::small_kernel,
    },
    Rule { name: "safe", says: "no unsafe code anywhere", check: whole::safe },
    Rule {
        name: "speaks_of_the_product",
        says: "no paths of one machine, and nothing about how the repository was written",
        check: whole::speaks_of_the_product,
    },
];

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The regular expression, which is a constant of this crate and therefore known to compile.
fn re(pattern: &str) -> regex::Regex {
    regex::Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}
