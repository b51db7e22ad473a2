//! The morning's look: every figure by hand.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book},
    ledger::sound,
    people::{MODULES, saver},
    uploads::TRANSACTIONS,
};

const BOARD: &str = "/api/user/dashboard";

async fn board(client: &Client<'_>, query: &str) -> Value {
    client.get(&format!("{BOARD}?{query}")).await.expect(200)
}

async fn open(client: &Client<'_>, kind: &str, currency: &str, opening: i64, since: &str) -> i64 {
    let body = json!({
        "name": kind, "kind": kind, "currency": currency, "opening_balance": opening, "opening_date": since, "number": format!("{kind}-1"),
    });
    client.post("/api/v1/financial/accounts", body).await.expect(201)["id"].as_i64().expect("an id")
}

/// A year of two currencies: everyday money, a card, a loan, shares; an account that was closed.
async fn year(ann: &Client<'_>) {
    let here = open(ann, "checking", "EUR", 1000, "2025-03-20").await;
    let card = open(ann, "credit_card", "EUR", -50, "2026-01-10").await;
    open(ann, "loan", "EUR", -400, "2026-01-10").await;
    let shares = open(ann, "investment", "USD", 300, "2026-02-01").await;
    let closed = open(ann, "savings", "EUR", 0, "2026-02-01").await;
    ann.patch(&format!("/api/v1/financial/accounts/{closed}"), json!({"closed_on": "2026-02-02"}))
        .await
        .expect(200);
    for (account, date, amount, category) in [
        (here, "2026-02-01", "2000", "Salary"),
        (here, "2026-02-10", "-300", "Food"),
        (card, "2026-02-11", "-20", "Fun"),
        (here, "2026-03-01", "2100", "Salary"),
        (here, "2026-03-02", "-250.50", "Food"),
        (here, "2026-03-03", "10.50", "Food"),
        (card, "2026-03-04", "-80", "Fun"),
        (here, "2026-03-05", "-7", ""),
        (here, "2026-03-06", "9", ""),
        (shares, "2026-03-07", "40", "Dividends"),
        (shares, "2026-03-08", "-5", "Fun"),
    ] {
        book(ann, account, date, amount, category).await;
    }
    for body in [
        json!({"account_id": here, "to_account_id": card, "date": "2026-03-09", "amount": 100}),
        json!({"account_id": here, "to_account_id": shares, "date": "2026-03-10", "amount": 200, "to_amount": 220}),
    ] {
        ann.post(TRANSACTIONS, body).await.expect(201);
    }
}

fn series(value: &Value, keys: &[&str]) -> Vec<Vec<Value>> {
    let row = |row: &Value| keys.iter().map(|key| row[key].clone()).collect();
    value.as_array().expect("a series").iter().map(row).collect()
}

kernel::stories! { MODULES;
    async fn a_new_client_sees_zeros(house) {
        let ann = saver(house, "ann").await;
        let board = board(&ann, "").await;
        let user = json!({"id": board["user"]["id"], "email": "ann@example.com", "full_name": board["user"]["full_name"], "account_number": null});
        assert_eq!((&board["user"], &board["currency"], &board["month"]), (&user, &json!("USD"), &json!("2026-03")));
        for key in ["balance", "income", "spending"] {
            assert_eq!(board[key], 0.0, "{key}");
        }
        for key in ["active_investments", "active_loans"] {
            assert_eq!(board[key], 0, "{key}");
        }
        for key in ["recent_transactions", "balances", "spending_by_category", "budgets", "goals"] {
            assert_eq!(board[key], json!([]), "{key}");
        }
        for key in ["growth_rate", "market_share"] {
            assert!(board.as_object().is_some_and(|fields| fields.contains_key(key)) && board[key].is_null(), "{key}");
        }
        assert_eq!(board["budget_use"], json!({"available": 0.0, "spent": 0.0, "percent": null}));
        let months = |key: &str| board[key].as_array().map(Vec::len);
        assert_eq!((months("net_worth"), months("cash_flow")), (Some(13), Some(12)));
        house.client().get(BOARD).await.refused(401);
    }

    async fn every_figure_is_what_the_books_add_up_to(house) {
        let ann = saver(house, "ann").await;
        year(&ann).await;
        let seen = board(&ann, "").await;
        assert_eq!((&seen["currency"], &seen["user"]["account_number"]), (&json!("EUR"), &json!("checking-1")));
        // 1000 + 2000 - 300 + 2100 - 250.50 + 10.50 - 7 + 9 - 100 - 200; the card: -50 - 20 - 80 + 100; the loan: -400.
        let worth = |currency: &str, assets: f64, owed: f64| json!({"currency": currency, "assets": assets, "liabilities": owed, "net": assets + owed});
        assert_eq!(seen["balances"], json!([worth("EUR", 4262.0, -450.0), worth("USD", 555.0, 0.0)]));
        assert_eq!((&seen["balance"], &seen["active_investments"], &seen["active_loans"]), (&json!(4262.0), &json!(1), &json!(1)));
        // Income: 2100 and the 9 that nobody sorted. Spending: 240 + 80 + 7. Transfers are neither.
        assert_eq!((&seen["income"], &seen["spending"]), (&json!(2109.0), &json!(327.0)));
        let flow = series(&seen["cash_flow"], &["month", "income", "spending"]);
        assert_eq!(flow[0], [json!("2025-04"), json!(0.0), json!(0.0)]);
        assert_eq!(flow[10..], [vec![json!("2026-02"), json!(2000.0), json!(320.0)], vec![json!("2026-03"), json!(2109.0), json!(327.0)]]);
        let net = series(&seen["net_worth"], &["month", "amount"]);
        assert_eq!((net[0].clone(), net[10].clone()), (vec![json!("2025-03"), json!(1000.0)], vec![json!("2026-01"), json!(550.0)]));
        assert_eq!(net[11..], [vec![json!("2026-02"), json!(2230.0)], vec![json!("2026-03"), json!(3812.0)]]);
        assert_eq!(seen["growth_rate"], 281.2);
        let spent = series(&seen["spending_by_category"], &["category", "amount", "previous"]);
        assert_eq!(spent, [
            vec![json!("Food"), json!(240.0), json!(300.0)], vec![json!("Fun"), json!(80.0), json!(20.0)], vec![Value::Null, json!(7.0), json!(0.0)],
        ]);
        sound(house).await;
        let dollars = board(&ann, "currency=USD").await;
        assert_eq!((&dollars["balance"], &dollars["income"], &dollars["spending"]), (&json!(555.0), &json!(40.0), &json!(5.0)));
        // It began with 300 in February.
        assert_eq!((&dollars["growth_rate"], &dollars["currency"]), (&json!(85.0), &json!("USD")));
        assert_eq!(board(&ann, "currency=CHF").await["balance"], 0.0);
        ann.get(&format!("{BOARD}?currency=francs")).await.refused(422);
        // Another person's figures are his own.
        let bob = saver(house, "bob").await;
        assert_eq!(board(&bob, "").await["balances"], json!([]));
    }

    async fn the_newest_five_are_shown_with_what_a_row_needs(house) {
        let ann = saver(house, "ann").await;
        year(&ann).await;
        let seen = board(&ann, "").await;
        let rows = series(&seen["recent_transactions"], &["id", "date", "amount", "currency", "type", "status", "account", "category"]);
        assert_eq!(rows.len(), 5);
        let (transfer, dollars) = (json!("transfer"), json!("USD"));
        assert_eq!(rows[0][1..6], [json!("2026-03-10"), json!(-200.0), json!("EUR"), transfer, json!("completed")]);
        assert_eq!(rows[2][1..], [json!("2026-03-08"), json!(-5.0), dollars, json!("withdrawal"), json!("completed"), json!("investment"), json!("Fun")]);
        let first = &seen["recent_transactions"][0];
        assert_eq!((&first["created_at"], &first["payee"]), (&json!("2026-03-15T10:00:00Z"), &json!("")));
    }

    async fn budgets_and_goals_stand_with_their_use(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        book(&ann, here, "2026-03-02", "-90", "Fun").await;
        for (category, limit, month, currency) in [("Food", 300, "2026-03", "EUR"), ("Fun", 100, "2026-03", "EUR"), ("Fun", 9, "2026-04", "EUR"), ("Fun", 9, "2026-03", "USD")] {
            ann.post("/api/v1/financial/budgets", json!({"category": category, "limit": limit, "month": month, "currency": currency})).await.expect(201);
        }
        for (name, deadline) in [("Later", "2028-01-01"), ("Sooner", "2027-01-01")] {
            let goal = json!({"goal_name": name, "target_amount": 100, "deadline": deadline});
            ann.post("/api/v1/financial/goals", goal).await.expect(201);
        }
        ann.put("/api/v1/financial/goals/1", json!({"status": "active"})).await.expect(200);
        let seen = board(&ann, "").await;
        assert_eq!(seen["budget_use"], json!({"available": 400.0, "spent": 90.0, "percent": 22.5}));
        assert_eq!(series(&seen["budgets"], &["category", "left"]), [vec![json!("Fun"), json!(10.0)], vec![json!("Food"), json!(300.0)]]);
        assert_eq!(series(&seen["goals"], &["goal_name"]), [[json!("Sooner")], [json!("Later")]]);
        ann.put("/api/v1/financial/goals/2", json!({"status": "abandoned"})).await.expect(200);
        assert_eq!(series(&board(&ann, "").await["goals"], &["goal_name"]), [[json!("Later")]]);
    }
}
