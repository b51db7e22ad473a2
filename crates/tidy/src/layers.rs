//! Rule 2: who may talk to the database, and who may know which one it is. A command may save the row that it
//! changed, so that a change reads in one place; whatever looks for rows is a query, and belongs in a store.
use crate::{File, Tree, re, rust};

/// What a pure model must not mention, and what to do instead.
const IMPURE: &[(&str, &str)] = &[
    (r"\b(sea_orm|sqlx|sea_query)\b|\bkernel::db\b", "queries belong in store.rs"),
    (r"\b(axum|hyper|aide|tower|http)\s*::", "requests and answers belong in http.rs"),
    (r"\bUtc::now\b|\bSystemTime\b|\bInstant::now\b|\bClock\b|\bclock::", "take the time as an argument"),
    (r"\b(std|tokio)::(fs|net|env|process)\b", "a model only computes; do this in commands.rs"),
    (r"\basync\b|\.await\b", "a model only computes; what waits belongs in commands.rs"),
];

pub fn pure_models(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.name() == "model.rs") {
        let code = rust::shipped(&file.text);
        for (pattern, advice) in IMPURE {
            found.extend(re(pattern).find(&code).map(|hit| {
                format!("{}: a model mentions `{}` → {advice}", file.at(hit.start()), hit.as_str())
            }));
        }
    }
    found
}

/// What a command needs to save the row that it changed.
const SAVING: &[&str] = &["ActiveModelTrait", "ActiveValue", "IntoActiveModel", "NotSet", "Set", "Unchanged"];

pub fn queries_in_stores(tree: &Tree) -> Vec<String> {
    let query = re(
        r"\b(?:sea_orm|sqlx)\s*::\s*(?:\{[^}]*\}|\w+)|::(?:find|find_by_id|insert_many|update_many|delete_many|delete_by_id)\s*\(",
    );
    let word = re(r"\w+");
    let modules = tree.modules();
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.owner().is_some_and(|owner| modules.contains(&owner))) {
        let code = rust::shipped(&file.text);
        if !file.path.contains("/src/") || file.name() == "store.rs" || is_plain_noun(&code) {
            continue;
        }
        let may_save = !["http.rs", "model.rs"].contains(&file.name());
        let saves = |hit: &str| word.find_iter(hit).skip(1).all(|word| SAVING.contains(&word.as_str()));
        let hits = query
            .find_iter(&code)
            .filter(|hit| !(may_save && hit.as_str().starts_with("sea_orm") && saves(hit.as_str())));
        found.extend(hits.take(1).map(|hit| {
            let what = hit.as_str().trim_end_matches(['(', ':']).trim_start_matches(':');
            format!(
                "{}: queries the database (`{what}`) → move the query into the noun's store.rs",
                file.at(hit.start())
            )
        }));
    }
    found
}

pub fn modules_ask_the_kernel(tree: &Tree) -> Vec<String> {
    let outside = [
        (
            r"\b(std|tokio)::fs\b",
            "files go through storage, so that they work in a folder and in an object store alike",
        ),
        (r"\bstd::env::|\benv::var", "declare the setting in settings.toml and ask app.settings"),
        (
            r"\bTcp(Stream|Listener)\b|\breqwest::",
            "the kernel reaches outside, with time limits and address checks",
        ),
    ];
    let modules = tree.modules();
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.owner().is_some_and(|owner| modules.contains(&owner))) {
        let code = rust::shipped(&file.text);
        for (pattern, advice) in outside.iter().filter(|_| file.path.contains("/src/")) {
            found.extend(re(pattern).find(&code).map(|hit| {
                let what = hit.as_str().trim_end_matches(':');
                format!("{}: a module touches `{what}` → {advice}", file.at(hit.start()))
            }));
        }
    }
    found
}

/// A plain noun is one file with its entity and its `impl Resource`.
fn is_plain_noun(code: &str) -> bool {
    re(r"\bimpl\s+(\w+::)*Resource\s+for\b").is_match(code)
}

pub fn one_file_names_a_database(tree: &Tree) -> Vec<String> {
    let name = re(r"(?i)sqlite|postgres|\bDbBackend\b|\bDatabaseBackend\b");
    let mut found = Vec::new();
    for file in tree.rust().filter(|file| file.path.contains("/src/") && !may_name_a_database(file)) {
        let code = rust::shipped_with_literals(&file.text);
        found.extend(name.find(&code).map(|hit| {
            let advice = "give crates/kernel/src/db.rs a function that says what you need, and call it";
            format!("{}: names a database (`{}`) → {advice}", file.at(hit.start()), hit.as_str())
        }));
    }
    found
}

fn may_name_a_database(file: &File) -> bool {
    file.path == "crates/kernel/src/db.rs" || file.path.starts_with("crates/kernel/src/testing")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIB: (&str, &str) = ("crates/planning/src/lib.rs", "pub static MODULE: Module = M;");
    const MANIFEST: (&str, &str) = ("crates/planning/Cargo.toml", "");

    fn planning(path: &str, text: &str) -> Tree {
        Tree::of(&[LIB, MANIFEST, (&format!("crates/planning/{path}"), text)])
    }

    #[test]
    fn a_model_that_computes_is_pure() {
        let text = "/// Asks axum::Router nothing.\nfn due(now: DateTime<Utc>) -> bool { true }\n\
                    #[cfg(test)]\nmod tests { fn t() { Utc::now(); } }";
        assert!(pure_models(&planning("src/claim/model.rs", text)).is_empty());
        assert!(pure_models(&planning("src/claim/http.rs", "use axum::Json;")).is_empty());
    }

    #[test]
    fn an_impure_model_is_found() {
        for text in [
            "use sea_orm::Set;",
            "use axum::Json;",
            "Utc::now()",
            "fn f(c: &Clock) {}",
            "std::fs::read(x)",
            "async fn f() {}",
        ] {
            assert_eq!(pure_models(&planning("src/claim/model.rs", text)).len(), 1, "{text}");
        }
    }

    #[test]
    fn stores_plain_nouns_and_tests_may_query() {
        let query = "use sea_orm::EntityTrait;";
        assert!(queries_in_stores(&planning("src/claim/store.rs", query)).is_empty());
        assert!(
            queries_in_stores(&planning("src/budget.rs", &format!("{query} impl Resource for Budget {{}}")))
                .is_empty()
        );
        assert!(queries_in_stores(&planning("tests/it/main.rs", query)).is_empty());
        assert!(
            queries_in_stores(&planning("src/claim/http.rs", "// sea_orm::x\nlet a = list.find(x);"))
                .is_empty()
        );
    }

    #[test]
    fn a_query_elsewhere_is_found() {
        for text in [
            "use sea_orm::EntityTrait;",
            "claim::Entity::find().all(db)",
            "Entity::find_by_id (1)",
            "sqlx::query(q)",
        ] {
            assert_eq!(queries_in_stores(&planning("src/claim/commands.rs", text)).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_module_that_goes_around_the_kernel_is_found() {
        for text in
            ["std::fs::write(p, b)", "use tokio::fs;", "std::env::var(\"X\")", "TcpStream::connect(a)"]
        {
            assert_eq!(modules_ask_the_kernel(&planning("src/demo.rs", text)).len(), 1, "{text}");
        }
        assert!(modules_ask_the_kernel(&planning("tests/it/main.rs", "std::fs::read(p)")).is_empty());
        assert!(
            modules_ask_the_kernel(&Tree::of(&[("crates/kernel/src/storage.rs", "std::fs::read(p)")]))
                .is_empty()
        );
    }

    #[test]
    fn one_file_and_the_test_kit_may_name_a_database() {
        for path in [
            "crates/kernel/src/db.rs",
            "crates/kernel/src/testing.rs",
            "crates/kernel/src/testing/cluster.rs",
        ] {
            assert!(
                one_file_names_a_database(&Tree::of(&[(path, "enum Kind { Sqlite }")])).is_empty(),
                "{path}"
            );
        }
        assert!(
            one_file_names_a_database(&planning("src/lib.rs", "/// On SQLite and PostgreSQL.\nfn f() {}"))
                .is_empty()
        );
    }

    #[test]
    fn another_that_names_one_is_found() {
        for text in
            ["if db.is_postgres() {}", "match backend { DbBackend::X => 1 }", "let url = \"sqlite://x\";"]
        {
            assert_eq!(one_file_names_a_database(&planning("src/budget.rs", text)).len(), 1, "{text}");
        }
    }
}
