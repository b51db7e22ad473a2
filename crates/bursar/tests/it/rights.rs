//! Who may do what: the matrix as a golden file, and every operation tried in every role.
use std::fmt::Write;

use kernel::{
    Role,
    testing::{Client, House, On},
};
use serde_json::{Value, json};

use crate::document::operations;

async fn sign_in<'a>(house: &'a House, role: Role) -> Client<'a> {
    let email = format!("{role}@rights.example");
    let chosen = Some("Korn-Speicher-7".to_owned());
    identity::operator::create(&house.app, &email, None, None, role, chosen).await.expect("an account");
    let body = json!({ "email": email, "password": "Korn-Speicher-7" });
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    let client = house.client().token(answer["access_token"].as_str().expect("a token"));
    // Without a profile these two may do little, whatever their role.
    let profile = match role {
        Role::Builder => json!({ "company_name": "B", "license_number": "1", "phone": "1", "address": "B" }),
        Role::Customer => json!({ "first_name": "C", "last_name": "C", "phone": "1" }),
        _ => return client,
    };
    client.put(&format!("/api/realty/profile/{role}"), profile).await.expect(200);
    client
}

fn filled(path: &str) -> String {
    path.replace("{id}", "999999").replace("{user_id}", "nobody-here")
}

async fn try_it(client: &Client<'_>, verb: &str, path: &str) -> u16 {
    let method = verb.parse().expect("a method");
    let client = client.header("content-type", "application/json");
    client.send(method, &filled(path), "{}").await.status
}

fn document(house: &House) -> Value {
    serde_json::to_value(house.app.api.get()).expect("a document")
}

#[tokio::test]
async fn the_matrix_is_the_one_that_was_agreed() {
    let house = House::new(On::Sqlite, bursar::MODULES).await;
    let admin = sign_in(&house, Role::SuperAdmin).await;
    let rights = admin.get("/api/admin/rights").await.expect(200);
    let mut matrix = String::new();
    for operation in rights["operations"].as_array().expect("operations") {
        let roles = operation["roles"].as_array().expect("roles");
        let who = match operation["public"] == true {
            true => "everyone".to_owned(),
            false if roles.len() == Role::ALL.len() => "signed in".to_owned(),
            false => roles.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        };
        let text = |key: &str| operation[key].as_str().unwrap_or("-").to_owned();
        writeln!(matrix, "{:<7} {:<48} {:<18} {who}", text("method"), text("path"), text("permission"))
            .expect("a line");
    }
    insta::assert_snapshot!(matrix);
}

#[tokio::test]
async fn every_operation_refuses_a_stranger_and_a_bad_token() {
    let house = House::new(On::Sqlite, bursar::MODULES).await;
    let rows = house.number("SELECT COUNT(*) FROM audit_logs").await;
    let (stranger, forger) = (house.client(), house.client().token("eyJhbGciOiJub25lIn0.e30."));
    for (verb, path, operation) in operations(&document(&house)) {
        if operation["security"].is_array() {
            for client in [&stranger, &forger] {
                assert_eq!(try_it(client, &verb, &path).await, 401, "{verb} {path}");
            }
        }
    }
    assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs").await, rows);
}

#[tokio::test]
async fn every_operation_lets_in_its_roles_and_no_other() {
    let house = House::new(On::Sqlite, bursar::MODULES).await;
    let document = document(&house);
    for role in Role::ALL {
        let client = sign_in(&house, *role).await;
        for (verb, path, operation) in operations(&document) {
            let Some(key) = operation["x-permission"].as_str() else { continue };
            let mut all = bursar::MODULES.iter().flat_map(|module| module.permissions);
            let right = all.find(|right| right.key == key).expect("a declared permission");
            let status = try_it(&client, &verb, &path).await;
            // Refused for who one is, in the words of the clients' contract: a number that is somebody else's, or
            // a customer who would answer his own request.
            let foreign = ["/customer/{id}", "/change-requests/{id}"].iter().any(|end| path.ends_with(end));
            let foreign = foreign && right.granted_to(*role);
            assert_eq!(
                status == 403 && !foreign,
                !right.granted_to(*role),
                "{role}: {verb} {path} gave {status}"
            );
            assert!(status < 500, "{role}: {verb} {path} gave {status}");
        }
    }
}

#[tokio::test]
async fn a_path_written_otherwise_opens_no_other_door() {
    let house = House::new(On::Sqlite, bursar::MODULES).await;
    let user = sign_in(&house, Role::User).await;
    for path in [
        "//api/admin/users",
        "/api/./admin/users",
        "/api/%61dmin/users",
        "/api/admin/users;x=1",
        "/API/ADMIN/USERS",
        "/api/admin/users//",
    ] {
        let status = user.get(path).await.status;
        assert!([403, 404].contains(&status), "{path} gave {status}");
    }
}
