//! Rules: written by hand, learned from corrections, used by the next import.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book},
    ledger::marks,
    people::{MODULES, fault, saver},
    uploads::{TRANSACTIONS, lines, look},
};

const RULES: &str = "/api/v1/financial/rules";

async fn category(client: &Client<'_>, name: &str) -> i64 {
    let made = client.post("/api/v1/financial/categories", json!({"name": name})).await.expect(201);
    made["id"].as_i64().expect("an id")
}

/// The rules as pattern, whether it is whole, the category and whether it was learned.
async fn rules(client: &Client<'_>) -> Vec<(String, bool, i64, bool)> {
    let answer = client.get(RULES).await.expect(200);
    let yes = |value: &Value| value.as_bool().expect("yes or no");
    let rule = |r: &Value| {
        let pattern = r["pattern"].as_str().expect("a text").to_owned();
        (pattern, yes(&r["whole"]), r["category_id"].as_i64().expect("an id"), yes(&r["learned"]))
    };
    answer.as_array().expect("rules").iter().map(rule).collect()
}

/// The categories that these payees would get.
async fn sorted(client: &Client<'_>, account: i64, payees: &[&str]) -> Vec<Value> {
    let rows = payees.iter().map(|payee| format!("2026-02-01,\"{payee}\",-1.00\n")).collect::<String>();
    let import = look(client, "a.csv", &format!("Date,Payee,Amount\n{rows}"), account).await;
    let categories = lines(client, &import).await.into_iter().map(|line| line["category"].clone()).collect();
    client.delete(&format!("/api/v1/financial/imports/{}", import["id"])).await.expect(204);
    categories
}

kernel::stories! { MODULES;
    async fn a_whole_payee_comes_before_a_text_within_it(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let (shopping, food, fees) = (category(&ann, "Shopping").await, category(&ann, "Food").await, category(&ann, "Fees").await);
        for (pattern, whole, id) in [("shop", false, shopping), ("Corner Shop", true, food), ("FEE", false, fees), ("fee shop", false, food)] {
            ann.post(RULES, json!({"pattern": pattern, "whole": whole, "category_id": id})).await.expect(201);
        }
        assert_eq!(
            sorted(&ann, here, &["CORNER  shop", "corner shop 2", "Coffee", "bank fee", "Tea"]).await,
            [json!("Food"), json!("Shopping"), json!("Fees"), json!("Fees"), Value::Null]
        );
        ann.patch(&format!("{RULES}/1"), json!({"pattern": "tea", "whole": true})).await.expect(200);
        assert_eq!(sorted(&ann, here, &["Tea", "tea shop"]).await, [json!("Shopping"), Value::Null]);
        ann.delete(&format!("{RULES}/1")).await.expect(204);
        assert_eq!(sorted(&ann, here, &["Tea"]).await, [Value::Null]);
    }

    async fn a_correction_is_remembered_for_the_next_import(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let id = book(&ann, here, "2026-03-01", "-5", "").await;
        let one = format!("{TRANSACTIONS}/{id}");
        ann.patch(&one, json!({"memo": "x", "amount": -6})).await.expect(200);
        assert_eq!(rules(&ann).await, []);
        ann.patch(&one, json!({"category": "Food"})).await.expect(200);
        assert_eq!(rules(&ann).await, [("Shop".into(), true, 1, true)]);
        assert_eq!(sorted(&ann, here, &[" SHOP ", "Shop 2"]).await, [json!("Food"), Value::Null]);
        // The newest correction counts; taking a category away teaches nothing.
        ann.patch(&one, json!({"category": "Fun"})).await.expect(200);
        assert_eq!(rules(&ann).await, [("Shop".into(), true, 2, true)]);
        ann.patch(&one, json!({"category": null})).await.expect(200);
        assert_eq!(sorted(&ann, here, &["shop"]).await, [json!("Fun")]);
        // Of nobody in particular nothing is learned.
        for payee in ["", " ", "x"] {
            ann.patch(&one, json!({"payee": payee, "category": "Gifts"})).await.expect(200);
            ann.patch(&one, json!({"category": null})).await.expect(200);
        }
        assert_eq!(rules(&ann).await.len(), 1);
        // Another person has learned nothing.
        let bob = saver(house, "bob").await;
        let his = account(&bob, "EUR").await;
        assert_eq!(sorted(&bob, his, &["shop"]).await, [Value::Null]);
    }

    async fn what_was_written_by_hand_is_not_overwritten_by_learning(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let food = category(&ann, "Food").await;
        ann.post(RULES, json!({"pattern": "SHOP", "whole": true, "category_id": food})).await.expect(201);
        let id = book(&ann, here, "2026-03-01", "-5", "").await;
        ann.patch(&format!("{TRANSACTIONS}/{id}"), json!({"category": "Fun"})).await.expect(200);
        ann.post(&format!("{TRANSACTIONS}/categorise"), json!({"ids": [id], "category": "Gifts"})).await.expect(200);
        assert_eq!(rules(&ann).await, [("SHOP".into(), true, food, false)]);
        assert_eq!(sorted(&ann, here, &["Shop"]).await, [json!("Food")]);
        // Whoever changes what was learned makes it his own.
        ann.patch(&format!("{TRANSACTIONS}/{id}"), json!({"payee": "Kiosk", "category": "Fun"})).await.expect(200);
        let learned = rules(&ann).await.into_iter().position(|r| r.0 == "Kiosk").expect("it is learned");
        let kiosk = ann.get(RULES).await.expect(200)[learned]["id"].clone();
        let own = ann.put(&format!("{RULES}/{kiosk}"), json!({"category_id": food})).await.expect(200);
        assert_eq!((&own["learned"], &own["category_id"]), (&json!(false), &json!(food)));
        ann.patch(&format!("{TRANSACTIONS}/{id}"), json!({"category": "Gifts"})).await.expect(200);
        assert_eq!(sorted(&ann, here, &["kiosk"]).await, [json!("Food")]);
    }

    async fn what_a_rule_can_not_be_is_refused(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let (mine, his) = (category(&ann, "Food").await, category(&bob, "Food").await);
        let rule = |pattern: &str, id: i64| json!({"pattern": pattern, "category_id": id});
        let one = ann.post(RULES, rule("shop", mine)).await.header("location").to_owned();
        let before = marks(house).await;
        assert_eq!(ann.post(RULES, rule("kiosk", his)).await.refused(403), "Access denied");
        assert_eq!(ann.post(RULES, rule("kiosk", 99)).await.refused(404), "Category not found");
        assert_eq!(ann.patch(&one, json!({"category_id": his})).await.refused(403), "Access denied");
        // A text of blanks would mean everything.
        for wrong in ["", "x", "  ", " x ", "\t\n", &"p".repeat(201)] {
            assert_eq!(fault(&ann.post(RULES, rule(wrong, mine)).await).0, json!(["body", "pattern"]), "{wrong:?}");
            assert_eq!(fault(&ann.patch(&one, json!({"pattern": wrong})).await).0, json!(["body", "pattern"]), "{wrong:?}");
        }
        for field in ["pattern", "whole", "category_id"] {
            assert_eq!(fault(&ann.patch(&one, json!({field: null})).await).0, json!(["body", field]));
        }
        assert!(ann.post(RULES, rule(" SHOP ", mine)).await.refused(409).contains("rule"));
        assert_eq!(marks(house).await, before);
        for answer in [bob.get(&one).await, bob.put(&one, json!({"whole": true})).await, bob.delete(&one).await] {
            assert_eq!(answer.refused(403), "Access denied");
        }
        let listed = ann.get(&format!("{RULES}?category_id={mine}")).await;
        assert_eq!((listed.expect(200).as_array().map(Vec::len), listed.header("x-total-count")), (Some(1), "1"));
        assert_eq!(ann.get(&format!("{RULES}?category_id={his}")).await.expect(200), json!([]));
    }
}
