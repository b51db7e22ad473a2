//! The API document: fresh, complete, and without a word said twice.
use std::collections::HashSet;

use kernel::{
    routes, server,
    testing::{House, On},
};
use serde_json::Value;

fn document() -> Value {
    let (_, api) = server::describe(bursar::MODULES);
    serde_json::to_value(api).expect("a document")
}

/// Every operation: method, path, and what is said of it.
pub fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, item)| {
        let verbs = item.as_object().expect("operations").iter();
        verbs.map(move |(verb, operation)| (verb.to_uppercase(), path.clone(), operation.clone()))
    });
    all.collect()
}

#[test]
fn the_document_in_the_repository_is_fresh() {
    let kept = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json"))
        .expect("openapi.json");
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    assert!(kept == document(), "openapi.json is stale: run `make generate`");
}

#[test]
fn every_operation_has_its_own_id_a_summary_and_its_refusals() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = HashSet::new();
    for (verb, path, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{verb} {path} has no id"));
        assert!(ids.insert(id.to_owned()), "{id} occurs twice");
        assert!(operation["summary"].as_str().is_some_and(|s| s.len() > 5), "{id} has no summary");
        assert!(operation["responses"]["429"].is_object(), "{id} does not say 429");
        let secured = operation["security"].as_array().is_some_and(|all| !all.is_empty());
        assert_eq!(secured, operation["responses"]["401"].is_object(), "{id}: a token and a 401 go together");
        if operation["requestBody"].is_object() {
            assert!(operation["responses"]["422"].is_object(), "{id} takes a body but never refuses it");
        }
    }
    assert!(ids.len() > 50, "{}", ids.len());
}

#[test]
fn every_path_names_its_parameters() {
    for (verb, path, operation) in operations(&document()) {
        for name in path.split('{').skip(1).filter_map(|part| part.split('}').next()) {
            let named = operation["parameters"].as_array().into_iter().flatten();
            assert!(
                named.into_iter().any(|p| p["in"] == "path" && p["name"] == name),
                "{verb} {path}: {name}"
            );
        }
    }
}

#[test]
fn building_twice_gives_the_same_document() {
    let again =
        serde_json::to_value(routes::build(bursar::MODULES, kernel::Routes::new).1).expect("a document");
    assert_eq!(again["components"]["schemas"]["Budget"], document()["components"]["schemas"]["Budget"]);
}

#[tokio::test]
async fn its_pages_are_found_where_people_look() {
    let house = House::new(On::Sqlite, bursar::MODULES).await;
    for at in ["", "/api", "/api/v1"] {
        for (page, script) in [("docs", "swagger-ui"), ("redoc", "redoc")] {
            let reply = house.client().get(&format!("{at}/{page}")).await;
            assert_eq!(reply.status, 200, "{at}/{page}");
            assert!(reply.text().contains(script) && reply.text().contains("/openapi.json"), "{at}/{page}");
            // The console's rule would not let the page start.
            assert!(reply.header("content-security-policy").contains("script-src 'self' 'unsafe-inline'"));
        }
    }
}
