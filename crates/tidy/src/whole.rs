//! Rule 6: what holds for the repository as a whole.
use crate::{Tree, re, rust};

/// Lines of code that the kernel may have: not blank, not comment, and not inline test modules.
const KERNEL: usize = 4_000;

pub fn small_kernel(tree: &Tree) -> Vec<String> {
    let files = tree.under("crates/kernel/src/").filter(|file| file.is_rust());
    let lines: usize = files.map(|file| rust::lines_of_code(&file.text)).sum();
    let advice = "move what knows a business into its module, or say it shorter";
    (lines > KERNEL)
        .then(|| format!("crates/kernel: {lines} lines of code, {KERNEL} are allowed → {advice}"))
        .into_iter()
        .collect()
}

pub fn safe(tree: &Tree) -> Vec<String> {
    let word = re(r"\bunsafe\b");
    let hits = tree.rust().filter_map(|file| Some(file.at(word.find(&rust::code(&file.text))?.start())));
    hits.map(|place| format!("{place}: unsafe code → find a safe way, or a crate that proved its own"))
        .collect()
}

pub fn speaks_of_the_product(tree: &Tree) -> Vec<String> {
    let machine = re(
        r#"(?m)(?:^|[\s"'`(=:,\[])(/(?:work|root)/[\w./-]*|/Users/\w+|/home/\w+/[\w./-]+|[A-Z]:\\Users\\)"#,
    );
    let origin = re(
        r"(?i)\bco-authored-by\b|\bai-(?:generated|written|assisted)\b|\b(?:generated|written|made) by (?:an? )?(?:ai|llm|language model|model|assistant|agent)\b|\bas an ai\b|\b(?:my|our|this) brief\b|\bthe (?:brief|prompt) (?:says|asks|wants)\b|\.\./shared/",
    );
    let locks = ["Cargo.lock", "package-lock.json"];
    let mut found = Vec::new();
    for file in tree.files().filter(|file| file.owner() != Some("tidy") && !locks.contains(&file.name())) {
        found.extend(machine.captures(&file.text).and_then(|hit| hit.get(1)).map(|hit| {
            let advice = "use a path from the repository's root, or a setting";
            format!("{}: `{}` is a path of one machine → {advice}", file.at(hit.start()), hit.as_str())
        }));
        found.extend(origin.find(&file.text).map(|hit| {
            let advice = "say what the product does, not how it came to be";
            format!("{}: `{}` → {advice}", file.at(hit.start()), hit.as_str())
        }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kernel_that_grew_too_large_is_found() {
        let size = |lines: usize| Tree::of(&[("crates/kernel/src/a.rs", &"x();\n// no\n\n".repeat(lines))]);
        assert!(small_kernel(&size(4_000)).is_empty());
        assert_eq!(small_kernel(&size(4_001)).len(), 1);
    }

    #[test]
    fn unsafe_code_is_found() {
        let with = |text| safe(&Tree::of(&[("crates/a/src/a.rs", text)])).len();
        assert_eq!(with("unsafe { x() }"), 1);
        assert_eq!(with("#![forbid(unsafe_code)] // unsafe"), 0);
    }

    #[test]
    fn machines_and_origins_are_found() {
        let with = |text| speaks_of_the_product(&Tree::of(&[("docs/A.md", text)])).len();
        for text in [
            "see /root/x",
            "\"/work/main\"",
            "`/home/me/x`",
            "Co-Authored-By: x",
            "written by an AI",
            "in ../shared/x",
        ] {
            assert_eq!(with(text), 1, "{text}");
        }
        for text in [
            "https://x.y/work/item",
            "$HOME/.cache",
            "the working root / of it",
            "an email",
            "/homework",
            "sessions",
        ] {
            assert_eq!(with(text), 0, "{text}");
        }
    }
}
