//! The files that the rules look at.
use std::{collections::BTreeMap, fs, path::Path};

/// A text file of the repository.
#[derive(Clone, Debug)]
pub struct File {
    /// From the root, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl File {
    /// The last step of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name without what follows its first dot; all of it when it begins with one.
    pub fn stem(&self) -> &str {
        self.name().split('.').find(|part| !part.is_empty()).unwrap_or_default()
    }

    /// What follows the last dot of the name, if anything.
    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    /// Is it Rust?
    pub fn is_rust(&self) -> bool {
        self.extension() == "rs"
    }

    /// The crate that the file belongs to: its folder in `crates/`.
    pub fn owner(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(owner, _)| owner)
    }

    /// Where something was found, for a message.
    pub fn at(&self, offset: usize) -> String {
        let line = self.text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1;
        format!("{}:{line}", self.path)
    }
}

/// The files of a repository, or of a made-up one.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    files: BTreeMap<String, File>,
    ignored: Vec<String>,
}

impl Tree {
    /// All text files under `root`, except what its .gitignore leaves out.
    pub fn read(root: &Path) -> Self {
        let mut tree = Self::default();
        let ignore = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
        tree.ignored = ignore
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
            .map(String::from)
            .collect();
        tree.ignored.push("/.git/".into());
        tree.walk(root, "");
        tree
    }

    /// A made-up tree, for testing the rules.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut tree = Self { files: BTreeMap::new(), ignored: vec!["web/dist/".into(), "/target/".into()] };
        for (path, text) in files {
            tree.add((*path).into(), (*text).into());
        }
        tree
    }

    fn add(&mut self, path: String, text: String) {
        self.files.insert(path.clone(), File { path, text });
    }

    fn walk(&mut self, folder: &Path, prefix: &str) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.flatten() {
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let Ok(kind) = entry.file_type() else { continue };
            if self.is_ignored(&path) {
            } else if kind.is_dir() {
                self.walk(&entry.path(), &format!("{path}/"));
            } else if let Ok(text) = fs::read_to_string(entry.path()) {
                self.add(path, text);
            } else {
                self.add(path, String::new());
            }
        }
    }

    /// Does .gitignore leave the path out? Knows names, `/names`, `folders/` and `*.endings`; no more is needed.
    pub fn is_ignored(&self, path: &str) -> bool {
        self.ignored.iter().any(|line| {
            let pattern = line.trim_end_matches('/');
            if let Some(ending) = pattern.strip_prefix('*') {
                path.ends_with(ending)
            } else if pattern.trim_start_matches('/').contains('/') || pattern.starts_with('/') {
                let rooted = pattern.trim_start_matches('/');
                path == rooted || path.strip_prefix(rooted).is_some_and(|rest| rest.starts_with('/'))
            } else {
                path.split('/').any(|step| step == pattern)
            }
        })
    }

    /// All files, by path.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.values()
    }

    /// All files whose path starts so.
    pub fn under<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a File> {
        self.files().filter(move |file| file.path.starts_with(prefix))
    }

    /// All Rust files, but for the rules' own: they must be able to name what they forbid.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files().filter(|file| file.is_rust() && file.owner() != Some("tidy"))
    }

    /// The file at exactly this path.
    pub fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    /// Is there a file or a folder at this path?
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.contains_key(path) || self.under(&format!("{path}/")).next().is_some()
    }

    /// The names of all crates.
    pub fn crates(&self) -> Vec<&str> {
        let manifests = self.under("crates/").filter(|file| file.path.matches('/').count() == 2);
        manifests.filter(|file| file.name() == "Cargo.toml").filter_map(File::owner).collect()
    }

    /// The names of the crates that are modules: those whose lib.rs declares one.
    pub fn modules(&self) -> Vec<&str> {
        let declaration = crate::re(r"\bpub static MODULE\b");
        let declares = |name: &&str| {
            let lib = self.get(&format!("crates/{name}/src/lib.rs"));
            lib.is_some_and(|file| declaration.is_match(&crate::rust::code(&file.text)))
        };
        self.crates().into_iter().filter(declares).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_knows_its_folders_crates_and_modules() {
        let tree = Tree::of(&[
            ("crates/kernel/Cargo.toml", ""),
            ("crates/kernel/src/lib.rs", "// no `pub static MODULE` here"),
            ("crates/bursar/Cargo.toml", ""),
            ("crates/bursar/src/lib.rs", "pub static MODULES: &[&Module] = &[];"),
            ("crates/planning/Cargo.toml", ""),
            ("crates/planning/src/lib.rs", "pub static MODULE: Module = Module {};"),
        ]);
        assert_eq!(tree.crates(), ["bursar", "kernel", "planning"]);
        assert_eq!(tree.modules(), ["planning"]);
        assert!(tree.has("crates/planning") && tree.has("crates/planning/src/") && !tree.has("crates/plan"));
    }

    #[test]
    fn what_git_ignores_is_ignored() {
        let mut tree = Tree::of(&[]);
        tree.ignored = ["/target/", "node_modules/", "web/dist/", "*.log"].map(String::from).to_vec();
        for path in ["target", "target/debug/x", "web/node_modules/a", "web/dist/index.html", "a/b.log"] {
            assert!(tree.is_ignored(path), "{path}");
        }
        for path in ["targets", "crates/x/target", "web/distance", "web/src/dist.ts"] {
            assert!(!tree.is_ignored(path), "{path}");
        }
    }

    #[test]
    fn a_place_has_its_line() {
        let tree = Tree::of(&[("a.rs", "one\ntwo\nthree")]);
        assert_eq!(tree.get("a.rs").map(|file| file.at(4)), Some("a.rs:2".into()));
    }
}
