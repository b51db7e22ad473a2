//! Budgets against what is really spent: booked, carried over, and told.
use serde_json::{Value, json};

use crate::{
    books::{account, book, notices},
    people::{MODULES, fault, raw, saver, traces},
};

const BUDGETS: &str = "/api/v1/financial/budgets";
const FIRST: &str = "/api/v1/financial/budgets/1";

fn groceries() -> Value {
    json!({"category": "Groceries", "limit": 500, "month": "2026-11"})
}

kernel::stories! { MODULES;
    async fn what_is_entered_and_what_is_booked_make_what_is_spent(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        for (account, date, amount, category) in [
            (here, "2026-11-02", "-120.50", " groceries"),
            (here, "2026-11-30", "20", "Groceries"),
            (here, "2026-12-01", "-9", "Groceries"),
            (here, "2026-11-02", "-9", "Other"),
            (there, "2026-11-02", "-9", "Groceries"),
        ] {
            book(&ann, account, date, amount, category).await;
        }
        let mut body = groceries();
        body["spent"] = json!(10);
        let made = ann.post(BUDGETS, body).await;
        let budget = made.expect(201);
        assert_eq!((&budget["currency"], &budget["rollover"], &budget["carried"]), (&json!("EUR"), &json!("none"), &Value::Null));
        let keys = ["spent", "spent_entered", "spent_booked", "available", "left"];
        assert_eq!(keys.map(|key| raw(&made, key)), ["110.50", "10.00", "100.50", "500.00", "389.50"]);
        assert_eq!(budget["used_percent"], 22.1);
        // Sent back whole, it stays what it is.
        let same = ann.put(FIRST, budget.clone()).await;
        assert_eq!(keys.map(|key| raw(&same, key)), keys.map(|key| raw(&made, key)));
        let entered = ann.patch(FIRST, json!({"spent": 30})).await;
        assert_eq!(["spent", "spent_entered"].map(|key| raw(&entered, key)), ["130.50", "30.00"]);
        let wins = ann.patch(FIRST, json!({"spent": 99, "spent_entered": 5})).await;
        assert_eq!(["spent", "spent_entered"].map(|key| raw(&wins, key)), ["105.50", "5.00"]);
        let listed = ann.get(&format!("{BUDGETS}?month=2026-11")).await;
        assert_eq!((listed.expect(200)[0].clone(), raw(&listed, "left")), (wins.expect(200), "394.50".into()));
        // More came back than was spent.
        book(&ann, here, "2026-11-15", "300", "Groceries").await;
        let back = ann.get(FIRST).await;
        assert_eq!(["spent", "spent_booked", "left"].map(|key| raw(&back, key)), ["-194.50", "-199.50", "694.50"]);
    }

    async fn the_oldest_of_several_budgets_of_a_category_bears_what_is_booked(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        for limit in [100, 200] {
            ann.post(BUDGETS, json!({"category": "Fun", "limit": limit, "month": "2026-03"})).await.expect(201);
        }
        book(&ann, here, "2026-03-02", "-30", "Fun").await;
        let booked = |listed: Value| [0, 1].map(|n| listed[n]["spent_booked"].as_f64());
        assert_eq!(booked(ann.get(BUDGETS).await.expect(200)), [Some(30.0), Some(0.0)]);
        ann.post(BUDGETS, json!({"category": "fun", "limit": 1, "month": "2026-04", "rollover": "surplus"})).await.expect(201);
        assert_eq!(raw(&ann.get(&format!("{BUDGETS}/3")).await, "carried"), "270.00");
        ann.delete(FIRST).await.expect(204);
        assert_eq!(raw(&ann.get(&format!("{BUDGETS}/2")).await, "spent_booked"), "30.00");
    }

    async fn a_remainder_comes_over_as_its_budget_wants(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let new = |category: &str, month: &str, rollover: &str| {
            json!({"category": category, "limit": 100, "month": month, "rollover": rollover})
        };
        for (category, spent) in [("Under", 60), ("Even", 100), ("Over", 130)] {
            book(&ann, here, "2026-03-02", &format!("-{spent}"), category).await;
            ann.post(BUDGETS, new(category, "2026-03", "surplus_and_deficit")).await.expect(201);
            for (rollover, carried) in [
                ("none", [None, None, None]),
                ("surplus", [Some("40.00"), Some("0.00"), Some("0.00")]),
                ("surplus_and_deficit", [Some("40.00"), Some("0.00"), Some("-30.00")]),
            ] {
                let made = ann.post(BUDGETS, new(category, "2026-04", rollover)).await;
                let expected = carried[["Under", "Even", "Over"].iter().position(|c| *c == category).expect("one")];
                assert_eq!(raw(&made, "carried"), expected.unwrap_or("null"), "{category} {rollover}");
                let expected: f64 = 100.0 + expected.map_or(0.0, |text| text.parse().expect("a number"));
                assert_eq!(made.expect(201)["available"].as_f64(), Some(expected), "{category} {rollover}");
                ann.delete(made.header("location")).await.expect(204);
            }
        }
        // In the first month nothing was before; a month without a budget passes on what it got.
        assert_eq!(ann.get(FIRST).await.expect(200)["carried"], Value::Null);
        book(&ann, here, "2026-04-20", "-15", "Over").await;
        let june = ann.post(BUDGETS, new("over", "2026-06", "surplus_and_deficit")).await;
        assert_eq!((raw(&june, "carried"), raw(&june, "left")), ("-45.00".into(), "55.00".into()));
        // What changes in March changes June.
        ann.put(june.header("location"), json!({"rollover": "surplus"})).await.expect(200);
        let march = ann.get(&format!("{BUDGETS}?month=2026-03&category=over")).await.expect(200)[0]["id"].clone();
        ann.put(&format!("{BUDGETS}/{march}"), json!({"limit": 200})).await.expect(200);
        assert_eq!(raw(&ann.get(june.header("location")).await, "carried"), "55.00");
    }

    async fn whoever_nears_or_passes_a_limit_is_told_once(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        ann.post(BUDGETS, json!({"category": "Fun", "limit": 100, "month": "2026-03"})).await.expect(201);
        for (amount, nearly, over) in
            [("-79.99", 0, 0), ("-0.01", 1, 0), ("-20", 1, 0), ("-0.01", 1, 1), ("-50", 1, 1), ("1000", 1, 1)]
        {
            book(&ann, here, "2026-03-10", amount, "Fun").await;
            let told = [notices(house, "budget_nearly_spent").await, notices(house, "budget_overspent").await];
            assert_eq!(told, [nearly, over], "{amount}");
        }
        assert_eq!(notices(house, "budget/1/80").await, 1);
        assert_eq!(notices(house, "/budgets?month=2026-03").await, 2);
        let words = "You have spent 80.00 EUR on Fun in March 2026: 80 % of the 100.00 EUR that are available. 20.00 EUR are left.";
        assert_eq!(notices(house, words).await, 1);
        let words = "You have spent 100.01 EUR on Fun in March 2026. That is 0.01 EUR more than the 100.00 EUR that were available.";
        assert_eq!(notices(house, words).await, 1);
    }

    async fn a_changed_budget_may_tell_too_and_the_distant_past_does_not(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let fun = |month: &str, more: Value| {
            let mut body = json!({"category": "Fun", "limit": 100, "month": month, "rollover": "surplus_and_deficit"});
            more.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
            body
        };
        ann.post(BUDGETS, fun("2026-03", json!({"spent": 50}))).await.expect(201);
        ann.post(BUDGETS, fun("2026-04", json!({}))).await.expect(201);
        assert_eq!(notices(house, "planning.budget").await, 0);
        ann.put(FIRST, json!({"limit": 60})).await.expect(200);
        assert_eq!(notices(house, "budget/1/80").await, 1);
        ann.put(FIRST, json!({"limit": 55, "category": "Fun "})).await.expect(200);
        assert_eq!(notices(house, "planning.budget").await, 1);
        // 500 more than March has: April begins with more than it can bear.
        book(&ann, here, "2026-03-11", "-505", "Fun").await;
        assert_eq!((notices(house, "budget/1/100").await, notices(house, "budget/2/100").await), (1, 1));
        let before = notices(house, "planning.budget").await;
        ann.post(BUDGETS, fun("2026-01", json!({"category": "Old", "spent": 900}))).await.expect(201);
        book(&ann, here, "2026-01-11", "-505", "Old").await;
        assert_eq!(notices(house, "planning.budget").await, before);
    }

    async fn what_a_budget_can_not_be_is_refused(house) {
        let ann = saver(house, "ann").await;
        let before = traces(house).await;
        for (field, wrong, words) in [
            ("rollover", json!("all"), "must be one of: none, surplus, surplus_and_deficit"),
            ("currency", json!("eur"), "must be a currency as three capital letters (ISO 4217), such as EUR"),
            ("currency", json!(null), ""),
            ("spent_entered", json!(-1), "must be at least 0.00"),
            ("spent", json!(null), ""),
        ] {
            let mut body = groceries();
            body[field] = wrong;
            let (loc, msg) = fault(&ann.post(BUDGETS, body).await);
            assert_eq!(loc, json!(["body", field]));
            assert!(msg.contains(words), "{field}: {msg}");
        }
        assert_eq!(traces(house).await, before);
        let most = json!({"category": "Rent", "limit": "922337203685477.5807", "month": "2026-03", "rollover": "surplus"});
        ann.post(BUDGETS, most.clone()).await.expect(201);
        let mut next = most;
        next["month"] = json!("2026-04");
        // More than an amount can be is shown as the most that it can be.
        assert_eq!(raw(&ann.post(BUDGETS, next).await, "available"), "922337203685477.5807");
        ann.get("/api/v1/financial/budget-months/2026-04").await.expect(200);
        ann.delete(FIRST).await.expect(204);
    }
}
