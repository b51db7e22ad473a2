//! Categories: named by hand or by their first use.
use serde_json::{Value, json};

use crate::{
    books::{account, book},
    ledger::{marks, sound},
    people::{MODULES, fault, saver},
    uploads::{TRANSACTIONS, transactions},
};

const CATEGORIES: &str = "/api/v1/financial/categories";

fn names(listed: &Value) -> Vec<&str> {
    listed.as_array().expect("rows").iter().filter_map(|row| row["name"].as_str()).collect()
}

kernel::stories! { MODULES;
    async fn a_category_is_made_by_hand_or_by_its_first_use(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let made = ann.post(CATEGORIES, json!({"name": " Rent  and power "})).await;
        let rent = made.expect(201);
        assert_eq!((&rent["name"], &rent["kind"], rent.get("key")), (&json!("Rent  and power"), &json!("expense"), None));
        book(&ann, here, "2026-03-01", "-500", "rent AND power").await;
        book(&ann, here, "2026-03-01", "900", "Salary").await;
        let listed = ann.get(CATEGORIES).await;
        assert_eq!((names(&listed.expect(200)), listed.header("x-total-count")), (vec!["Rent  and power", "Salary"], "2"));
        assert_eq!(listed.json()[1]["kind"], "income");
        assert_eq!(names(&ann.get(&format!("{CATEGORIES}?kind=income")).await.expect(200)), ["Salary"]);
        ann.get(&format!("{CATEGORIES}?kind=other")).await.refused(422);
        // A new name goes with all that is booked to it.
        let changed = ann.put(made.header("location"), json!({"name": "Home"})).await.expect(200);
        assert_eq!((&changed["name"], &transactions(&ann).await[1]["category"]), (&json!("Home"), &json!("Home")));
        book(&ann, here, "2026-03-02", "-1", "home").await;
        assert_eq!(names(&ann.get(CATEGORIES).await.expect(200)).len(), 2);
        sound(house).await;
    }

    async fn names_are_told_apart_without_case_and_blanks(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        ann.post(CATEGORIES, json!({"name": "Fun"})).await.expect(201);
        let food = ann.post(CATEGORIES, json!({"name": "Food"})).await.header("location").to_owned();
        let before = marks(house).await;
        assert_eq!(ann.post(CATEGORIES, json!({"name": " FUN "})).await.refused(409), "You have a category named FUN already.");
        ann.patch(&food, json!({"name": "fun"})).await.refused(409);
        for wrong in [json!(""), json!("   "), json!("c".repeat(101)), json!(null)] {
            assert_eq!(fault(&ann.post(CATEGORIES, json!({"name": wrong})).await).0, json!(["body", "name"]));
            assert_eq!(fault(&ann.patch(&food, json!({"name": wrong})).await).0, json!(["body", "name"]));
        }
        assert_eq!(fault(&ann.post(CATEGORIES, json!({"name": "x", "kind": "debt"})).await).0, json!(["body", "kind"]));
        assert_eq!(marks(house).await, before);
        ann.patch(&food, json!({"name": "FOOD"})).await.expect(200);
        bob.post(CATEGORIES, json!({"name": "Fun"})).await.expect(201);
        for answer in [bob.get(&food).await, bob.patch(&food, json!({"name": "x"})).await, bob.delete(&food).await] {
            assert_eq!(answer.refused(403), "Access denied");
        }
        assert_eq!(ann.get(&format!("{CATEGORIES}/99")).await.refused(404), "Category not found");
    }

    async fn a_category_goes_only_when_nothing_is_booked_to_it(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let id = book(&ann, here, "2026-03-01", "-5", "Fun").await;
        let one = format!("{CATEGORIES}/1");
        ann.post("/api/v1/financial/rules", json!({"pattern": "cinema", "category_id": 1})).await.expect(201);
        let before = marks(house).await;
        assert_eq!(ann.delete(&one).await.refused(409), "Fun holds transactions. Give them another category first.");
        assert_eq!(marks(house).await, before);
        ann.patch(&format!("{TRANSACTIONS}/{id}"), json!({"category": null})).await.expect(200);
        ann.delete(&one).await.expect(204);
        // Its rules go along.
        assert_eq!(ann.get("/api/v1/financial/rules").await.expect(200), json!([]));
        sound(house).await;
    }

    async fn a_category_on_the_other_side_of_life_changes_the_figures(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        book(&ann, here, "2026-03-01", "5", "Back").await;
        let flow = |board: Value| (board["income"].as_f64(), board["spending"].as_f64());
        assert_eq!(flow(ann.get("/api/user/dashboard").await.expect(200)), (Some(5.0), Some(0.0)));
        for (kind, income, spending) in [("expense", 0.0, -5.0), ("equity", 0.0, 0.0), ("income", 5.0, 0.0)] {
            ann.patch(&format!("{CATEGORIES}/1"), json!({"kind": kind})).await.expect(200);
            assert_eq!(flow(ann.get("/api/user/dashboard").await.expect(200)), (Some(income), Some(spending)), "{kind}");
        }
    }
}
