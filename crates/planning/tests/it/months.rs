//! Months of budgets: read, copied, and money moved within them.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book, notices},
    people::{MODULES, fault, raw, saver, traces},
};

const BUDGETS: &str = "/api/v1/financial/budgets";
const MARCH: &str = "/api/v1/financial/budget-months/2026-03";
const APRIL: &str = "/api/v1/financial/budget-months/2026-04";

async fn budget(client: &Client<'_>, category: &str, limit: i64, month: &str, more: Value) -> i64 {
    let mut body = json!({"category": category, "limit": limit, "month": month});
    more.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
    client.post(BUDGETS, body).await.expect(201)["id"].as_i64().expect("an id")
}

/// Income, salary and spending of two months.
async fn two_months(ann: &Client<'_>) -> i64 {
    let here = account(ann, "EUR").await;
    for (date, amount, category) in [
        ("2026-03-01", "2000", "Salary"),
        ("2026-03-05", "-250", "Groceries"),
        ("2026-03-06", "30", "Groceries"),
        ("2026-03-07", "-80.50", "Fun"),
        ("2026-03-08", "-5", ""),
        ("2026-03-09", "7", ""),
        ("2026-04-01", "1000", "Salary"),
        ("2026-04-02", "-420", "groceries"),
    ] {
        book(ann, here, date, amount, category).await;
    }
    budget(ann, "Groceries", 300, "2026-03", json!({"spent": 20})).await;
    budget(ann, "Rent", 900, "2026-03", json!({})).await;
    budget(ann, "Groceries", 300, "2026-04", json!({"rollover": "surplus_and_deficit"})).await;
    here
}

fn amount(month: &Value, key: &str) -> f64 {
    month[key].as_f64().unwrap_or_else(|| panic!("{key} in {month}"))
}

kernel::stories! { MODULES;
    async fn a_month_shows_what_came_in_what_is_planned_and_what_is_left(house) {
        let ann = saver(house, "ann").await;
        two_months(&ann).await;
        let answer = ann.get(MARCH).await;
        assert!(!answer.header("etag").is_empty());
        let march = answer.expect(200);
        assert_eq!((&march["month"], &march["currency"], &march["currencies"]), (&json!("2026-03"), &json!("EUR"), &json!(["EUR"])));
        let figures = ["income", "spending", "limits", "carried", "available", "spent", "left", "unbudgeted_spending", "unassigned"];
        let expected = [2007.0, 325.5, 1200.0, 0.0, 1200.0, 240.0, 960.0, 85.5, 721.5];
        assert_eq!(figures.map(|key| amount(&march, key)), expected);
        assert_eq!(
            march["categories"][0],
            json!({
                "category": "Groceries", "budget_ids": [1], "limit": 300.0, "carried": null, "available": 300.0,
                "spent_entered": 20.0, "spent_booked": 220.0, "spent": 240.0, "left": 60.0, "used_percent": 80.0,
                "rollover": "none",
            })
        );
        assert_eq!(march["categories"][1]["category"], "Rent");
        assert_eq!(march["unbudgeted"], json!([{"category": "Fun", "spent": 80.5}, {"category": null, "spent": 5.0}]));
        // The clock stands on the 15th; 960 for 17 days.
        assert_eq!((&march["days_left"], raw(&answer, "safe_to_spend_per_day").as_str()), (&json!(17), "56.47"));
        assert_eq!(amount(&march["previous"], "unassigned"), 0.0);

        let april = ann.get(APRIL).await.expect(200);
        let expected = [1000.0, 420.0, 300.0, 60.0, 360.0, 420.0, -60.0, 0.0, 2321.5];
        assert_eq!(figures.map(|key| amount(&april, key)), expected);
        assert_eq!(figures.map(|key| amount(&april["previous"], key)), figures.map(|key| amount(&march, key)));
        assert_eq!((amount(&april, "safe_to_spend_per_day"), &april["days_left"]), (0.0, &json!(30)));
        let february = ann.get("/api/v1/financial/budget-months/2026-02").await.expect(200);
        assert_eq!((&february["days_left"], &february["safe_to_spend_per_day"]), (&json!(0), &Value::Null));
    }

    async fn what_is_left_and_unassigned_is_income_less_spending_at_every_month(house) {
        let ann = saver(house, "ann").await;
        two_months(&ann).await;
        budget(&ann, "Fun", 50, "2026-06", json!({"rollover": "surplus_and_deficit", "spent": 70.25})).await;
        budget(&ann, "Groceries", 10, "2026-06", json!({"rollover": "surplus"})).await;
        let mut ever = 0.0;
        for month in ["2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07"] {
            let shown = ann.get(&format!("/api/v1/financial/budget-months/{month}")).await.expect(200);
            ever += amount(&shown, "income") - amount(&shown, "spending");
            assert!((amount(&shown, "left") + amount(&shown, "unassigned") - ever).abs() < 0.001, "{shown}");
        }
    }

    async fn currencies_never_meet(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        book(&ann, here, "2026-03-01", "-10", "Fun").await;
        book(&ann, there, "2026-03-01", "-99", "Fun").await;
        budget(&ann, "Fun", 20, "2026-03", json!({})).await;
        budget(&ann, "Fun", 100, "2026-03", json!({"currency": "USD"})).await;
        let (euro, dollar) = (ann.get(MARCH).await.expect(200), ann.get(&format!("{MARCH}?currency=USD")).await.expect(200));
        assert_eq!((amount(&euro, "left"), amount(&dollar, "left")), (10.0, 1.0));
        assert_eq!(dollar["currencies"], json!(["EUR", "USD"]));
        assert_eq!(ann.get(&format!("{MARCH}?currency=CHF")).await.expect(200)["categories"], json!([]));
        assert_eq!(fault(&ann.get(&format!("{MARCH}?currency=usd")).await).0, json!(["query", "currency"]));
        for month in ["2026-13", "march", "2026-3"] {
            let refused = ann.get(&format!("/api/v1/financial/budget-months/{month}")).await;
            assert_eq!(fault(&refused).0, json!(["path", "month"]), "{month}");
        }
    }

    async fn a_month_is_copied_once(house) {
        let ann = saver(house, "ann").await;
        budget(&ann, "Rent", 900, "2026-03", json!({"spent": 900, "rollover": "surplus"})).await;
        budget(&ann, "Fun", 50, "2026-03", json!({"currency": "EUR"})).await;
        budget(&ann, "Food", 300, "2026-03", json!({})).await;
        budget(&ann, " FOOD", 333, "2026-04", json!({"spent": 7})).await;
        let audit = "SELECT COUNT(*) FROM audit_logs WHERE action = 'copy_budgets' AND target = 'budget_month:2026-04'";
        let copied = ann.post(&format!("{APRIL}/copy"), json!({})).await.expect(200);
        assert_eq!((&copied["created"], &copied["changed"]), (&json!(2), &json!(0)));
        assert_eq!((house.number(audit).await, &copied["month"]["month"]), (1, &json!("2026-04")));
        let listed = ann.get(&format!("{BUDGETS}?month=2026-04")).await.expect(200);
        let rows = listed.as_array().expect("a list").iter();
        let rows = rows.map(|b| [&b["category"], &b["limit"], &b["currency"], &b["rollover"], &b["spent_entered"]].map(Value::to_string).join(" "));
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                r#"" FOOD" 333.0 "USD" "none" 7.0"#,
                r#""Rent" 900.0 "USD" "surplus" 0.0"#,
                r#""Fun" 50.0 "EUR" "none" 0.0"#,
            ]
        );
        let before = traces(house).await;
        let again = ann.post(&format!("{APRIL}/copy"), json!({"from": "2026-03"})).await.expect(200);
        assert_eq!((&again["created"], &again["changed"]), (&json!(0), &json!(0)));
        assert_eq!(traces(house).await, before);

        let over = ann.post(&format!("{APRIL}/copy"), json!({"overwrite": true, "currency": "USD"})).await.expect(200);
        assert_eq!((&over["created"], &over["changed"]), (&json!(0), &json!(1)));
        let food = ann.get(&format!("{BUDGETS}?month=2026-04&category=food")).await.expect(200);
        assert_eq!((&food[0]["limit"], &food[0]["spent_entered"], &food[0]["category"]), (&json!(300.0), &json!(7.0), &json!(" FOOD")));
        let june = ann.post("/api/v1/financial/budget-months/2026-06/copy", json!({"from": "2026-03", "currency": "EUR"})).await;
        assert_eq!((&june.expect(200)["created"], &june.json()["month"]["currency"]), (&json!(1), &json!("EUR")));
        let first = ann.post("/api/v1/financial/budget-months/1900-01/copy", json!({})).await;
        assert!(first.refused(400).starts_with("There is no month before"));
    }

    async fn two_copies_at_once_make_one(house) {
        let ann = saver(house, "ann").await;
        for month in ["2026-01", "2026-02", "2026-03"] {
            for category in ["Rent", "Food", "Fun"] {
                budget(&ann, category, 10, month, json!({})).await;
            }
        }
        let path = format!("{APRIL}/copy");
        let copy = |month: &str| {
            let (ann, path, body) = (ann.clone(), path.clone(), json!({"from": month}));
            async move { ann.post(&path, body).await }
        };
        let (a, b, c) = tokio::join!(copy("2026-01"), copy("2026-02"), copy("2026-03"));
        let created = [a, b, c].map(|copied| copied.expect(200)["created"].as_i64().expect("a number"));
        assert_eq!(created.iter().sum::<i64>(), 3, "{created:?}");
        assert_eq!(house.number("SELECT COUNT(*) FROM budgets WHERE month = '2026-04'").await, 3);
    }

    async fn money_is_moved_between_two_budgets(house) {
        let ann = saver(house, "ann").await;
        let rent = budget(&ann, "Rent", 900, "2026-03", json!({})).await;
        let fun = budget(&ann, "Fun", 50, "2026-03", json!({})).await;
        let shift = format!("{MARCH}/move");
        house.app.clock.advance(chrono::Duration::minutes(1));
        let moved = ann.post(&shift, json!({"from": "rent", "to": "FUN ", "amount": "100.25"})).await.expect(200);
        assert_eq!((amount(&moved, "limits"), amount(&moved["categories"][0], "limit")), (950.0, 150.25));
        let shown = ann.get(&format!("{BUDGETS}/{rent}")).await;
        assert_eq!((raw(&shown, "limit"), &shown.expect(200)["updated_at"]), ("799.75".into(), &json!("2026-03-15T10:01:00Z")));
        let made = ann.post(&shift, json!({"from": "Rent", "to": " Gifts ", "amount": 99.75})).await.expect(200);
        assert_eq!((amount(&made, "limits"), &made["categories"][1]["category"]), (950.0, &json!("Gifts")));
        let acts = "SELECT COUNT(*) FROM audit_logs WHERE action = 'move_budget' AND target = 'budget_month:2026-03'";
        let told = "SELECT COUNT(*) FROM outbox WHERE topic = 'planning.budget_month.moved'";
        assert_eq!((house.number(acts).await, house.number(told).await), (2, 2));
        let says = "SELECT COUNT(*) FROM audit_logs WHERE details = 'Moved 100.25 USD from rent to FUN in 2026-03'";
        assert_eq!(house.number(says).await, 1);
        assert_eq!(raw(&ann.get(&format!("{BUDGETS}/{fun}")).await, "limit"), "150.25");
    }

    async fn what_can_not_be_moved_stays(house) {
        let ann = saver(house, "ann").await;
        budget(&ann, "Rent", 900, "2026-03", json!({})).await;
        budget(&ann, "Fun", 50, "2026-03", json!({})).await;
        budget(&ann, "Full", 922_337_203_685_477, "2026-03", json!({})).await;
        let (shift, before) = (format!("{MARCH}/move"), traces(house).await);
        for (body, field, words) in [
            (json!({"from": "Fun", "to": "Rent", "amount": 50.01}), "amount", "Fun has 50.00 USD planned in March 2026, so 50.01 USD can't be moved out of it"),
            (json!({"from": "Fun", "to": "fun ", "amount": 1}), "to", "must be another category"),
            (json!({"from": "Fun", "to": "Rent", "amount": 0}), "amount", "must be at least 0.0001"),
            (json!({"from": "", "to": "Rent", "amount": 1}), "from", "must have at least 1 characters"),
        ] {
            let (loc, msg) = fault(&ann.post(&shift, body.clone()).await);
            assert_eq!((loc, msg.as_str()), (json!(["body", field]), words), "{body}");
        }
        for (body, words) in [
            (json!({"from": " Gifts", "to": "Rent", "amount": 1}), "You have no budget for Gifts in March 2026 in USD"),
            (json!({"from": "Fun", "to": "Rent", "amount": 1, "currency": "EUR"}), "You have no budget for Fun in March 2026 in EUR"),
        ] {
            assert_eq!(ann.post(&shift, body).await.refused(404), words);
        }
        let over = ann.post(&shift, json!({"from": "Fun", "to": "Full", "amount": 1})).await;
        assert!(over.refused(400).starts_with("The amount is too large"));
        assert_eq!(traces(house).await, before);
        assert_eq!(house.number("SELECT COUNT(*) FROM budgets WHERE month = '2026-03'").await, 3);
    }

    async fn a_key_makes_a_move_happen_once(house) {
        let ann = saver(house, "ann").await;
        budget(&ann, "Rent", 900, "2026-03", json!({})).await;
        let (shift, body) = (format!("{MARCH}/move"), json!({"from": "Rent", "to": "Fun", "amount": 100}));
        let keyed = ann.header("idempotency-key", "move-1");
        let first = keyed.post(&shift, body.clone()).await;
        let again = keyed.post(&shift, body).await;
        assert_eq!((again.text(), again.header("idempotent-replayed")), (first.text(), "true"));
        assert_eq!(amount(&ann.get(MARCH).await.expect(200)["categories"][0], "limit"), 100.0);
    }

    async fn taking_money_from_a_budget_may_overspend_it(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        budget(&ann, "Rent", 900, "2026-03", json!({})).await;
        book(&ann, here, "2026-03-02", "-600", "Rent").await;
        assert_eq!(notices(house, "planning.budget").await, 0);
        ann.post(&format!("{MARCH}/move"), json!({"from": "Rent", "to": "Fun", "amount": 301})).await.expect(200);
        assert_eq!((notices(house, "budget/1/100").await, notices(house, "planning.budget").await), (1, 1));
    }
}
