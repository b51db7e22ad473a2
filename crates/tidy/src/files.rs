//! Rule 5: names that say something, sizes that fit a head, nothing left for later.
use crate::{File, Tree, re, rust};

const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services", "misc"];

/// Lines a source file may have.
const FILE: usize = 400;
/// Lines a function may have.
const FUNCTION: usize = 70;

pub fn names(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files() {
        let says_nothing = |step: &&str| {
            EMPTY_NAMES.contains(&step.split('.').next().unwrap_or_default().to_lowercase().as_str())
        };
        if let Some(step) = file.path.split('/').find(says_nothing) {
            found.push(format!("{}: `{step}` says nothing → name it after what is in it", file.path));
        }
    }
    found
}

/// Written by people, and not by a tool.
fn is_source(file: &File) -> bool {
    let generated = [".gen.ts", ".d.ts"].iter().any(|ending| file.path.ends_with(ending));
    let endings = ["rs", "ts", "tsx", "js", "mjs", "css", "py", "sh", "sql", "lua"];
    !generated && (endings.contains(&file.extension()) || file.text.starts_with("#!"))
}

pub fn sizes(tree: &Tree) -> Vec<String> {
    let long = tree.files().filter(|file| is_source(file)).map(|file| (file, file.text.lines().count()));
    let advice = "split it by what its parts are about";
    long.filter(|(_, lines)| *lines > FILE)
        .map(|(file, lines)| format!("{}: {lines} lines, {FILE} are allowed → {advice}", file.path))
        .collect()
}

pub fn functions(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.files().filter(|file| file.is_rust()) {
        let long = rust::functions(&file.text).into_iter().filter(|(_, _, lines)| *lines > FUNCTION);
        found.extend(long.map(|(name, at, lines)| {
            format!(
                "{}: `{name}` has {lines} lines, {FUNCTION} are allowed → give its steps names",
                file.at(at)
            )
        }));
    }
    found
}

pub fn left_over(tree: &Tree) -> Vec<String> {
    let note = re(r"\b(TODO|FIXME|XXX|HACK)\b");
    let rust_ones = re(r"\b(todo|unimplemented)!|#\[ignore\b|#\[should_panic\]\s*#\[ignore");
    let web_ones = re(r"\b(?:test|it|describe)\.(?:skip|only|todo)\b");
    let mut found = Vec::new();
    for file in tree.files().filter(|file| file.owner() != Some("tidy")) {
        let mut say =
            |at: usize, what: &str, advice: &str| found.push(format!("{}: `{what}` → {advice}", file.at(at)));
        if is_source(file) {
            note.find_iter(&file.text).for_each(|hit| {
                say(hit.start(), hit.as_str(), "do it now, or open an issue and remove the note")
            });
        }
        if file.is_rust() {
            let code = rust::code(&file.text);
            rust_ones
                .find_iter(&code)
                .for_each(|hit| say(hit.start(), hit.as_str(), "finish it, or leave it out"));
        } else if file.path.starts_with("web/") && is_source(file) {
            web_ones.find_iter(&file.text).for_each(|hit| {
                say(hit.start(), hit.as_str(), "a test runs always, and never alone; mend it or delete it")
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(path: &str, text: &str) -> Tree {
        Tree::of(&[(path, text)])
    }

    #[test]
    fn empty_names_are_found() {
        for path in [
            "crates/a/src/utils.rs",
            "web/src/helpers/x.ts",
            "crates/a/src/Service.rs",
            "web/src/common.test.ts",
        ] {
            assert_eq!(names(&with(path, "")).len(), 1, "{path}");
        }
        for path in
            ["crates/a/src/services_list.rs", "crates/a/src/budget.rs", "web/src/portfolio_manager.ts"]
        {
            assert!(names(&with(path, "")).is_empty(), "{path}");
        }
    }

    #[test]
    fn long_files_are_found() {
        for path in ["a.rs", "web/a.tsx", "scripts/a.py"] {
            assert!(sizes(&with(path, &"x\n".repeat(400))).is_empty(), "{path}");
            assert_eq!(sizes(&with(path, &"x\n".repeat(401))).len(), 1, "{path}");
        }
        assert_eq!(sizes(&with("scripts/run", &format!("#!/bin/sh\n{}", "x\n".repeat(400)))).len(), 1);
        assert!(sizes(&with("web/src/api.gen.ts", &"x\n".repeat(999))).is_empty());
    }

    #[test]
    fn long_functions_are_found() {
        let function = |lines: usize| format!("fn f() {{\n{}}}\n", "    x();\n".repeat(lines - 2));
        assert!(functions(&with("a.rs", &function(70))).is_empty());
        assert_eq!(functions(&with("a.rs", &function(71))).len(), 1);
    }

    #[test]
    fn left_overs_are_found() {
        for (path, text) in [
            ("crates/a/src/a.rs", "// TODO: later"),
            ("crates/a/src/a.rs", "fn f() { todo!() }"),
            ("crates/a/src/a.rs", "#[test]\n#[ignore = \"slow\"]\nfn f() {}"),
            ("web/src/a.test.ts", "test.skip('x', () => {})"),
            ("scripts/a.sh", "# FIXME"),
        ] {
            assert_eq!(left_over(&with(path, text)).len(), 1, "{text}");
        }
        for (path, text) in
            [("crates/a/src/a.rs", "// like todo!() and #[ignore]\nlet todo = 1;"), ("README.md", "no TODO")]
        {
            assert!(left_over(&with(path, text)).is_empty(), "{text}");
        }
    }
}
