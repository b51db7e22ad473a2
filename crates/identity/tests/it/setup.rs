//! The first account of an empty house.
use kernel::testing::House;
use serde_json::{Value, json};

use crate::people::*;

const SETUP: &str = "/api/setup";
const OVER: &str = "This link is not valid, or the first account exists already.";

async fn token(house: &House) -> String {
    let link = identity::setup::commands::link(&house.app).await.expect("a link").expect("an empty house");
    link.strip_prefix("http://localhost:8000/setup?token=").expect("a link to the console").to_owned()
}

fn first(token: &str) -> Value {
    json!({
        "token": token, "email": "root@example.com", "name": "Root", "user_id": "root", "password": PASSWORD,
    })
}

kernel::stories! { MODULES;
    async fn the_link_opens_one_super_admin(house) {
        assert_eq!(house.client().get(SETUP).await.expect(200)["needed"], true);
        let token = token(house).await;
        let answer = house.client().post(SETUP, first(&token)).await;
        assert!(answer.status < 300, "{}", answer.text());
        let root = answer.json();
        assert_eq!((&root["role"], &root["is_admin"]), (&json!("super_admin"), &json!(true)));
        bearer(house, &root).get("/api/admin/users").await.expect(200);
        assert_eq!(house.client().get(SETUP).await.expect(200)["needed"], false);
        assert_eq!(identity::setup::commands::link(&house.app).await.expect("an answer"), None);
        let before = traces(house).await;
        let mut second = first(&token);
        (second["user_id"], second["email"]) = (json!("eve"), json!("eve@example.com"));
        assert_eq!(house.client().post(SETUP, second).await.refused(403), OVER);
        assert_eq!(traces(house).await, before);
        assert_eq!(
            logged(house, "action = 'create_user' AND admin_id = 'root' AND target = 'root'").await,
            1
        );
        assert_eq!(told(house, "identity.user.created").await, 1);
    }

    async fn without_the_link_nothing_opens(house) {
        let token = token(house).await;
        let before = traces(house).await;
        let longer = format!("{token}0");
        for wrong in ["nonsense", &token[1..], &longer, &token.to_uppercase().replace('A', "B")] {
            assert_eq!(house.client().post(SETUP, first(wrong)).await.refused(403), OVER);
        }
        assert_eq!(fault(&house.client().post(SETUP, first("")).await), json!(["body", "token"]));
        let mut weak = first(&token);
        weak["password"] = json!("password");
        assert_eq!(fault(&house.client().post(SETUP, weak).await), json!(["body", "password"]));
        assert_eq!(traces(house).await, before);
        assert_eq!(house.client().get(SETUP).await.expect(200)["needed"], true);
    }

    async fn a_stranger_who_registers_first_does_not_shut_out_the_owner(house) {
        let token = token(house).await;
        register(house, "ann").await;
        assert_eq!(house.client().get(SETUP).await.expect(200)["needed"], true);
        assert!(house.client().post(SETUP, first(&token)).await.status < 300);
        assert_eq!(house.client().get(SETUP).await.expect(200)["needed"], false);
    }
}
