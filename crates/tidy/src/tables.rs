//! Rule 3: whose table is it, and whom may it point at.
use std::collections::BTreeSet;

use crate::{File, Tree, re, rust};

pub fn check(tree: &Tree) -> Vec<String> {
    tree.crates().into_iter().flat_map(|owner| of_crate(tree, owner)).collect()
}

fn of_crate(tree: &Tree, owner: &str) -> Vec<String> {
    let folder = format!("crates/{owner}/migrations/");
    let files: Vec<(&File, String)> = tree
        .under(&folder)
        .filter(|file| file.extension() == "sql")
        .map(|file| (file, sql(&file.text)))
        .collect();
    let nouns = nouns(tree, owner);
    let create = re(r#"(?i)\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?"#);
    let points = re(r#"(?i)\breferences\s+"?(\w+)"?\s*(?:\(\s*"?(\w+)"?\s*\))?"#);
    let touches = re(
        r#"(?i)\b(?:alter\s+table|insert\s+into|update|delete\s+from|drop\s+table)\s+(?:if\s+exists\s+)?"?(\w+)"?\s"#,
    );
    let mut own = BTreeSet::new();
    let mut found = Vec::new();
    for (file, text) in &files {
        for hit in create.captures_iter(text) {
            let table = hit[1].to_lowercase();
            let noun_of = |noun: &String| {
                table.starts_with(noun)
                    || noun.strip_suffix('y').is_some_and(|n| table.starts_with(&format!("{n}ies")))
            };
            if !nouns.iter().any(noun_of) {
                let advice = format!(
                    "start the name with `{owner}` or with the name of the file or folder in crates/{owner}/src that it belongs to"
                );
                found.push(format!(
                    "{}: table `{table}` is named after nothing here → {advice}",
                    place(file, &hit)
                ));
            }
            own.insert(table);
        }
    }
    for (file, text) in &files {
        for hit in points.captures_iter(text) {
            let (table, column) =
                (hit[1].to_lowercase(), hit.get(2).map(|column| column.as_str().to_lowercase()));
            if !own.contains(&table) && (table.as_str(), column.as_deref()) != ("users", Some("id")) {
                let advice = "foreign keys stay inside the module, except to users(id); keep the id without a constraint and listen to the other module's events";
                found.push(format!("{}: points at `{table}` → {advice}", place(file, &hit)));
            }
        }
        for hit in touches
            .captures_iter(text)
            .filter(|hit| !own.contains(&hit[1].to_lowercase()) && !is_word(&hit[1]))
        {
            found.push(format!(
                "{}: changes `{}`, another module's table → let that module's migration do it",
                place(file, &hit),
                &hit[1]
            ));
        }
    }
    found
}

/// `update of`, `update or`, `update set`, `update on`, …: a trigger's or an upsert's grammar, and no table.
fn is_word(name: &str) -> bool {
    ["of", "or", "set", "on", "for", "and", "before", "after", "only"].contains(&name.to_lowercase().as_str())
}

fn place(file: &File, hit: &regex::Captures<'_>) -> String {
    file.at(hit.get(0).map_or(0, |all| all.start()))
}

/// The text of a migration without its comments; offsets stay where they were.
fn sql(text: &str) -> String {
    let strip = |line: &str| {
        line.split_once("--")
            .map_or_else(|| line.into(), |(code, note)| format!("{code}{}", " ".repeat(note.len() + 2)))
    };
    text.split('\n').map(strip).collect::<Vec<String>>().join("\n")
}

/// What a table of the crate may be named after: the crate, and the files, folders and modules of its source.
fn nouns(tree: &Tree, owner: &str) -> BTreeSet<String> {
    let source = format!("crates/{owner}/src/");
    let inline = re(r"\bmod\s+(\w+)\s*\{");
    let mut names = BTreeSet::from([owner.to_string()]);
    for file in tree.under(&source).filter(|file| file.is_rust()) {
        names.extend(
            file.path[source.len()..].split('/').map(|step| step.trim_end_matches(".rs").to_string()),
        );
        let code = rust::shipped(&file.text);
        names.extend(inline.captures_iter(&code).map(|hit| hit[1].to_string()));
    }
    names.into_iter().filter(|name| !["lib", "main", "mod"].contains(&name.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(sql: &str) -> Vec<String> {
        check(&Tree::of(&[
            ("crates/planning/Cargo.toml", ""),
            ("crates/planning/src/budget.rs", "mod threshold { struct Model; }"),
            ("crates/planning/src/category/model.rs", ""),
            ("crates/planning/migrations/0001_first.sql", sql),
        ]))
    }

    #[test]
    fn tables_named_after_module_or_noun_are_fine() {
        for table in ["budgets", "planning_notes", "categories", "budget_lines", "thresholds"] {
            assert_eq!(findings(&format!("CREATE TABLE {table} (id BIGINT);")), [""; 0], "{table}");
        }
    }

    #[test]
    fn a_table_named_after_something_else_is_found() {
        let found = findings("-- create table rest\ncreate table if not exists things (id BIGINT);");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("crates/planning/migrations/0001_first.sql:2: table `things`"));
    }

    #[test]
    fn foreign_keys_stay_inside() {
        let own = "CREATE TABLE budgets (a BIGINT REFERENCES users(id), b BIGINT REFERENCES categories(id));";
        assert_eq!(findings(&format!("CREATE TABLE categories (id BIGINT); {own}")), [""; 0]);
        assert_eq!(findings("CREATE TABLE budgets (a BIGINT REFERENCES policies(id));").len(), 1);
        assert_eq!(findings("CREATE TABLE budgets (a BIGINT REFERENCES users(email));").len(), 1);
        assert_eq!(
            findings("CREATE TABLE budgets (a BIGINT, FOREIGN KEY (a) REFERENCES \"policies\" (id));").len(),
            1
        );
    }

    #[test]
    fn another_modules_table_is_not_touched() {
        assert_eq!(findings("ALTER TABLE users ADD COLUMN budget BIGINT;").len(), 1);
        assert_eq!(
            findings("CREATE TABLE budgets (id BIGINT); ALTER TABLE budgets ADD COLUMN x BIGINT;"),
            [""; 0]
        );
        let trigger = "CREATE TABLE budgets (id BIGINT); CREATE TRIGGER t BEFORE UPDATE ON budgets BEGIN SELECT 1; END;";
        assert_eq!(findings(trigger), [""; 0]);
    }
}
