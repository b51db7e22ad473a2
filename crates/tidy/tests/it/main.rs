//! Every rule of the house, over the repository itself.
use std::{path::Path, sync::LazyLock};

use tidy::{RULES, Tree, rule};

static TREE: LazyLock<Tree> =
    LazyLock::new(|| Tree::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")));

fn keeps(name: &str) {
    let rule = rule(name).unwrap_or_else(|| panic!("no rule is called {name}"));
    let found = (rule.check)(&TREE);
    assert!(found.is_empty(), "\n\n{}.\n{} broke it:\n\n  {}\n", rule.says, found.len(), found.join("\n  "));
}

macro_rules! the_repository_keeps {
    ($($name:ident)*) => {
        $(#[test] fn $name() { keeps(stringify!($name)); })*

        #[test]
        fn every_rule_is_asked_for() {
            let asked = [$(stringify!($name)),*];
            assert_eq!(RULES.iter().map(|rule| rule.name).collect::<Vec<_>>(), asked);
        }
    };
}

the_repository_keeps! {
    imports pure_models queries_in_stores one_file_names_a_database modules_ask_the_kernel
    tables
    complete_modules console_modules_apart
    file_names file_sizes function_sizes nothing_left_over docs_name_what_exists
    small_kernel safe speaks_of_the_product
}

#[test]
fn the_repository_was_read() {
    assert!(
        TREE.has("crates/tidy/src/lib.rs") && TREE.has("Cargo.toml"),
        "the rules looked at the wrong folder"
    );
    assert!(TREE.crates().contains(&"kernel"));
    assert!(
        TREE.files().all(|file| !file.path.contains("node_modules/") && !file.path.starts_with("target/"))
    );
}
