//! Rule 4: what every module has, and that the console's modules stay apart too.
use crate::{Tree, re, rust};

pub fn complete(tree: &Tree) -> Vec<String> {
    let console = tree.has("web");
    let list = tree.under("crates/bursar/src/").map(|file| rust::code(&file.text)).collect::<String>();
    let mut found = Vec::new();
    for module in tree.modules() {
        let mut want = |there: bool, what: String| {
            if !there {
                found.push(format!("module `{module}`: {what}"));
            }
        };
        let home = format!("crates/{module}");
        want(
            re(&format!(r"\b{module}::MODULE\b")).is_match(&list),
            "is not in the list of modules → add one line to the list in crates/bursar/src/lib.rs".into(),
        );
        want(
            tree.has(&format!("{home}/src/demo.rs")) || tree.has(&format!("{home}/src/demo")),
            format!("has no demo data → write {home}/src/demo.rs, through the module's own commands"),
        );
        let stories = tree
            .under(&format!("{home}/tests/it/"))
            .filter(|file| rust::code(&file.text).contains("#["))
            .count();
        want(stories > 0, format!("has no stories → write {home}/tests/it/main.rs and a file for each noun"));
        want(
            !console || tree.has(&format!("web/src/modules/{module}")),
            format!("has no place in the console → write web/src/modules/{module}/module.ts and its pages"),
        );
    }
    found
}

pub fn console_apart(tree: &Tree) -> Vec<String> {
    let import = re(r#"(?:from|import)\s*\(?\s*["']([^"']+)["']"#);
    let mut found = Vec::new();
    for file in tree
        .under("web/src/modules/")
        .filter(|file| ["ts", "tsx", "mts", "js", "jsx"].contains(&file.extension()))
    {
        let Some((own, _)) = file.path["web/src/modules/".len()..].split_once('/') else { continue };
        for hit in import.captures_iter(&file.text) {
            let target = resolve(&file.path, &hit[1]);
            let other = re(r"(?:^|/)modules/([\w-]+)").captures(&target).map(|name| name[1].to_string());
            if let Some(other) = other.filter(|other| other != own) {
                let place = file.at(hit.get(0).map_or(0, |all| all.start()));
                let advice = format!(
                    "move what both need into web/src/kernel, or link to the page of `{other}` by its address"
                );
                found.push(format!("{place}: imports the console module `{other}` → {advice}"));
            }
        }
    }
    found
}

/// Where an import leads: a relative one from the folder of its file, any other as it stands.
fn resolve(from: &str, import: &str) -> String {
    if !import.starts_with('.') {
        return import.into();
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in import.split('/') {
        match step {
            "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: &[(&str, &str)] = &[
        ("crates/bursar/src/lib.rs", "static MODULES: &[&Module] = &[&planning::MODULE];"),
        ("crates/planning/Cargo.toml", ""),
        ("crates/planning/src/lib.rs", "pub static MODULE: Module = M;"),
        ("crates/planning/src/demo.rs", ""),
        ("crates/planning/tests/it/main.rs", "#[test] fn story() {}"),
        ("web/src/modules/planning/module.ts", ""),
    ];

    #[test]
    fn a_whole_module_is_fine() {
        assert_eq!(complete(&Tree::of(WHOLE)), [""; 0]);
    }

    #[test]
    fn a_module_without_one_of_its_parts_is_found() {
        for missing in ["bursar/src/lib.rs", "src/demo.rs", "tests/it/main.rs"] {
            let files: Vec<_> = WHOLE.iter().filter(|(path, _)| !path.ends_with(missing)).copied().collect();
            assert_eq!(complete(&Tree::of(&files)).len(), 1, "without {missing}");
        }
        let mut files = WHOLE.to_vec();
        files[5].0 = "web/src/modules/identity/module.ts";
        assert_eq!(complete(&Tree::of(&files)).len(), 1, "without a folder in the console");
    }

    #[test]
    fn console_modules_meet_only_in_the_kernel() {
        let from = |text: &str| {
            console_apart(&Tree::of(&[("web/src/modules/planning/pages/budgets.tsx", text)])).len()
        };
        for text in [
            "import { x } from '../../../kernel/table'",
            "import a from \"../module\"",
            "import b from '@/modules/planning/b'",
        ] {
            assert_eq!(from(text), 0, "{text}");
        }
        for text in [
            "import { User } from '../../identity/user'",
            "const x = import(\"@/modules/identity/y\")",
            "export * from '../../identity'",
        ] {
            assert_eq!(from(text), 1, "{text}");
        }
    }
}
