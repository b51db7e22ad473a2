//! Rule 1: bursar → modules → kernel → base. What two modules need moves down into the kernel, or travels as an event.
//! Only tests may import one module more: identity, because a story begins with someone who signs in.
use toml::{Table, Value};

use crate::{File, Tree, re, rust};

pub fn check(tree: &Tree) -> Vec<String> {
    let crates = tree.crates();
    let manifests = crates.iter().filter_map(|name| tree.get(&format!("crates/{name}/Cargo.toml")));
    manifests
        .flat_map(|file| dependencies(file, &crates))
        .chain(tree.rust().flat_map(|file| uses(tree, file, &crates)))
        .collect()
}

/// Crates that know one trade and nothing of Bursar: bank statements, paper, tax identifiers, electronic invoices, the
/// words of a scan, the fields of an invoice.
const TRADES: [&str; 7] = ["einvoice", "extract", "paper", "reading", "risk", "statement", "taxid"];

/// May the tests of the crate `from` import the crate `to`? A story begins with someone who signs in.
fn may_in_tests(from: &str, to: &str) -> bool {
    may(from, to) || (to == "identity" && !["kernel", "tidy"].contains(&from))
}

/// May the crate `from` import the crate `to`?
fn may(from: &str, to: &str) -> bool {
    match from {
        "bursar" => to != "tidy",
        "base" | "tidy" | "paper" | "reading" | "taxid" => false,
        "kernel" | "statement" => to == "base",
        "einvoice" => to == "taxid",
        "extract" => ["reading", "taxid"].contains(&to),
        _ => to == "kernel" || TRADES.contains(&to),
    }
}

fn advice(from: &str, to: &str) -> String {
    match (from, to) {
        ("kernel", _) => {
            format!("the kernel knows no module; move what it needs from `{to}` into the kernel")
        }
        (_, "bursar" | "tidy") => format!("nothing imports `{to}`; move what is needed into the kernel"),
        ("tidy", _) => "the rules read files and import nothing of ours".into(),
        _ => format!(
            "modules never import each other; take an id, listen to an event of `{to}`, or move it into the kernel"
        ),
    }
}

fn dependencies(file: &File, crates: &[&str]) -> Vec<String> {
    let Ok(manifest) = file.text.parse::<Table>() else { return vec![format!("{}: is not TOML", file.path)] };
    let from = file.owner().unwrap_or_default();
    let mut tables = vec![&manifest];
    if let Some(Value::Table(targets)) = manifest.get("target") {
        tables.extend(targets.values().filter_map(Value::as_table));
    }
    type Allowed = fn(&str, &str) -> bool;
    let rules: [(&str, Allowed); 3] =
        [("dependencies", may), ("build-dependencies", may), ("dev-dependencies", may_in_tests)];
    let mut refused = Vec::new();
    for (table, (kind, allowed)) in
        tables.iter().flat_map(|table| rules.iter().map(move |rule| (table, rule)))
    {
        let names = table.get(*kind).and_then(Value::as_table).into_iter().flatten();
        let names = names.map(|(key, value)| real_name(key, value));
        refused.extend(names.filter(|to| crates.contains(&to.as_str()) && !allowed(from, to)));
    }
    refused
        .into_iter()
        .map(|to| format!("{}: depends on `{to}` → {}", file.path, advice(from, &to)))
        .collect()
}

/// The crate behind a dependency, also when it goes by another name.
fn real_name(key: &str, value: &Value) -> String {
    let package = value.get("package").and_then(Value::as_str);
    let folder = value.get("path").and_then(Value::as_str).and_then(|path| path.rsplit('/').next());
    package.or(folder).unwrap_or(key).to_string()
}

fn uses(tree: &Tree, file: &File, crates: &[&str]) -> Vec<String> {
    let Some(from) = file.owner() else { return vec![] };
    // A crate may have a file of another crate's name: then the name means that file.
    let has_file = |to: &str| tree.get(&format!("crates/{from}/src/{to}.rs")).is_some();
    let is_test = file.path.contains("/tests/");
    let code = if is_test { rust::code(&file.text) } else { rust::shipped(&file.text) };
    let allowed = if is_test { may_in_tests } else { may };
    let mut found = Vec::new();
    for to in crates.iter().filter(|to| **to != from && !allowed(from, to) && !has_file(to)) {
        let is_local = re(&format!(r"\bmod {to}\b")).is_match(&code);
        let path = re(&format!(r"(?:^|[^\w:.]|\s::)({to})\s*::|extern crate ({to})\b"));
        if !is_local && let Some(at) = path.find(&code) {
            found.push(format!("{}: imports `{to}` → {}", file.at(at.end() - 1), advice(from, to)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str, text: &str) -> Vec<String> {
        let mut files = vec![(path, text)];
        let names = ["bursar", "kernel", "identity", "planning"];
        let manifests: Vec<String> = names.iter().map(|name| format!("crates/{name}/Cargo.toml")).collect();
        files.extend(
            manifests.iter().filter(|manifest| *manifest != path).map(|manifest| (manifest.as_str(), "")),
        );
        check(&Tree::of(&files))
    }

    #[test]
    fn the_allowed_direction_is_allowed() {
        assert!(findings("crates/bursar/Cargo.toml", "[dependencies]\nplanning.workspace = true").is_empty());
        assert!(findings("crates/planning/Cargo.toml", "[dependencies]\nkernel.workspace = true").is_empty());
        assert!(findings("crates/planning/src/lib.rs", "use kernel::Module; // like identity::x").is_empty());
        assert!(
            findings("crates/kernel/src/app.rs", "let x = self.identity; caller.planning::<T>();").is_empty()
        );
    }

    #[test]
    fn a_module_that_depends_on_another_is_found() {
        for text in [
            "[dependencies]\nidentity.workspace = true",
            "[build-dependencies]\nidentity = { path = \"../identity\" }",
            "[dependencies]\npeople = { path = \"../identity\" }",
            "[dependencies]\npeople = { package = \"identity\", workspace = true }",
            "[target.'cfg(unix)'.dependencies]\nidentity.workspace = true",
        ] {
            assert_eq!(findings("crates/planning/Cargo.toml", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_file_may_have_the_name_of_a_crate() {
        let own = ("crates/kernel/src/planning.rs", "pub fn plan() {}");
        let user = ("crates/kernel/src/app.rs", "use crate::{planning::plan};");
        let manifests = [("crates/kernel/Cargo.toml", ""), ("crates/planning/Cargo.toml", "")];
        let found = check(&Tree::of(&[own, user, manifests[0], manifests[1]]));
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_module_that_uses_another_is_found() {
        for text in ["use identity::User;", "fn f() -> ::identity::User {}", "let x = identity::find(1);"] {
            assert_eq!(findings("crates/planning/src/lib.rs", text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_story_needs_no_other_module_than_identity() {
        assert_eq!(
            findings("crates/identity/Cargo.toml", "[dev-dependencies]\nplanning.workspace = true").len(),
            1
        );
        assert_eq!(findings("crates/identity/tests/it/main.rs", "use planning::MODULE;").len(), 1);
        assert_eq!(
            findings("crates/kernel/Cargo.toml", "[dev-dependencies]\nidentity.workspace = true").len(),
            1
        );
    }

    #[test]
    fn a_kernel_that_knows_a_module_is_found() {
        assert_eq!(
            findings("crates/kernel/Cargo.toml", "[dependencies]\nplanning.workspace = true").len(),
            1
        );
        assert_eq!(findings("crates/kernel/src/app.rs", "use planning::MODULE;").len(), 1);
    }
}
