//! Rule 5, documents: they name only paths that exist.
use crate::{File, Tree, re};

/// A code span that starts so is a path of the repository.
const ROOTS: &[&str] = &["crates/", "web/", "docs/", "bench/", "scripts/", ".ci/"];

pub fn check(tree: &Tree) -> Vec<String> {
    tree.files().filter(|file| file.extension() == "md").flat_map(|file| dead_ends(tree, file)).collect()
}

fn dead_ends(tree: &Tree, file: &File) -> Vec<String> {
    let link = re(r"\]\(([^)\s]+)[^)]*\)");
    let span = re(r"`([^`\n]+)`");
    let links =
        link.captures_iter(&file.text).filter_map(|hit| Some((hit.get(1)?.start(), from(file, &hit[1])?)));
    let spans =
        span.captures_iter(&file.text).filter_map(|hit| Some((hit.get(1)?.start(), path_in(&hit[1])?)));
    let missing =
        links.chain(spans).filter(|(_, path)| !tree.has(path) && !tree.is_ignored(path) && !path.is_empty());
    missing
        .map(|(at, path)| {
            format!(
                "{}: names `{path}`, which does not exist → mend the name, or drop the sentence",
                file.at(at)
            )
        })
        .collect()
}

/// The path from the root that a link of the document leads to; none for addresses and for places in the same document.
fn from(file: &File, link: &str) -> Option<String> {
    if link.contains(':') || link.starts_with('#') || link.starts_with("//") {
        return None;
    }
    let link = link.split('#').next().unwrap_or(link);
    let folder =
        if link.starts_with('/') { "" } else { file.path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in link.split('/').filter(|step| !step.is_empty() && *step != ".") {
        if step == ".." {
            steps.pop();
        } else {
            steps.push(step);
        }
    }
    Some(steps.join("/"))
}

/// The path that a code span names, if it names one: its first word, without a line number, and no pattern.
fn path_in(span: &str) -> Option<String> {
    let word = span.split_whitespace().next()?.trim_end_matches([',', ';', '.']);
    let pattern = word.contains(['<', '>', '*', '{', '}', '…', '$', '|']);
    let path = word.split([':', '#']).next()?;
    (!pattern && ROOTS.iter().any(|root| path.starts_with(root))).then(|| path.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        check(&Tree::of(&[
            ("docs/API.md", text),
            ("docs/STYLE.md", ""),
            ("crates/kernel/src/db.rs", ""),
            ("README.md", ""),
        ]))
    }

    #[test]
    fn what_exists_may_be_named() {
        for text in [
            "see [style](STYLE.md#names), [home](../README.md), [root](/README.md), [web](https://x.y/z), [up](#top)",
            "`crates/kernel/src/db.rs`, `crates/kernel`, `crates/kernel/src/db.rs:12`, `docs/STYLE.md`.",
            "`crates/<module>/src`, `web/dist/index.html`, `cargo test`, `/api/v1/budgets`, `docs/*.md`",
        ] {
            assert_eq!(findings(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_does_not_exist_is_found() {
        for text in [
            "[gone](GONE.md)",
            "[gone](../docs/GONE.md#x)",
            "`crates/kernel/src/gone.rs`",
            "`bench/http --fast`",
        ] {
            assert_eq!(findings(text).len(), 1, "{text}");
        }
    }
}
