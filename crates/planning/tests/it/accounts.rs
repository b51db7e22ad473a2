//! Accounts: where money lies, and what it adds up to.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book},
    ledger::{acts, events, marks, sound},
    people::{MODULES, fault, raw, saver},
    uploads::{TRANSACTIONS, transactions},
};

const ACCOUNTS: &str = "/api/v1/financial/accounts";

async fn open(client: &Client<'_>, body: Value) -> Value {
    client.post(ACCOUNTS, body).await.expect(201)
}

async fn balance(client: &Client<'_>, account: i64) -> String {
    raw(&client.get(&format!("{ACCOUNTS}/{account}")).await, "balance")
}

/// Each line of a page of a register: the transaction, what it did, and what was there after it.
async fn register(client: &Client<'_>, account: i64, page: &str) -> (Vec<(i64, f64, f64)>, String) {
    let answer = client.get(&format!("{ACCOUNTS}/{account}/register?{page}")).await;
    let total = answer.header("x-total-count").to_owned();
    let lines = answer.expect(200);
    let number = |value: &Value| value.as_f64().expect("a number");
    let line = |line: &Value| {
        (
            line["transaction"]["id"].as_i64().expect("an id"),
            number(&line["amount"]),
            number(&line["balance"]),
        )
    };
    (lines.as_array().expect("lines").iter().map(line).collect(), total)
}

kernel::stories! { MODULES;
    async fn what_an_account_began_with_is_its_first_transaction(house) {
        let ann = saver(house, "ann").await;
        let body = json!({
            "name": " Everyday ", "kind": "checking", "currency": "EUR", "opening_balance": "1200.5",
            "opening_date": "2026-01-31", "number": "DE89 3704", "bank": "Bank",
        });
        let made = ann.post(ACCOUNTS, body).await;
        let account = made.expect(201);
        assert_eq!((made.header("location"), made.header("etag").len()), ("/api/v1/financial/accounts/1", 34));
        assert_eq!((raw(&made, "balance"), &account["entries"], &account["name"]), ("1200.50".into(), &json!(1), &json!("Everyday")));
        let all = transactions(&ann).await;
        let keys = ["type", "date", "amount", "currency", "category", "payee", "to_account_id", "status"];
        assert_eq!(all.len(), 1);
        assert_eq!(
            keys.map(|key| all[0][key].clone()),
            [json!("opening"), json!("2026-01-31"), json!(1200.5), json!("EUR"), json!("Opening balances"), json!("Opening balances"), Value::Null, json!("completed")]
        );
        assert_eq!((acts(house, "create_account").await, events(house, "planning.account.created").await), (1, 1));
        // What is owed begins below zero; without an amount there is nothing to book, and the day is today.
        let card = open(&ann, json!({"name": "Card", "kind": "credit_card", "currency": "EUR", "opening_balance": -80})).await;
        assert_eq!((&card["balance"], &transactions(&ann).await[0]["date"]), (&json!(-80.0), &json!("2026-03-15")));
        for nothing in [json!({"name": "Cash", "kind": "cash", "currency": "EUR", "opening_balance": 0}), json!({"name": "Pot", "currency": "USD"})] {
            let account = open(&ann, nothing).await;
            assert_eq!((&account["balance"], &account["entries"]), (&json!(0.0), &json!(0)));
        }
        assert_eq!(transactions(&ann).await.len(), 2);
        // Neither income nor spending.
        let board = ann.get("/api/user/dashboard").await.expect(200);
        assert_eq!((&board["income"], &board["spending"], &board["balance"]), (&json!(0.0), &json!(0.0), &json!(1200.5)));
        sound(house).await;
    }

    async fn an_opening_balance_can_be_put_right_and_moved_but_is_no_ordinary_transaction(house) {
        let ann = saver(house, "ann").await;
        open(&ann, json!({"name": "A", "currency": "EUR", "opening_balance": 100, "opening_date": "2026-01-31"})).await;
        let other = account(&ann, "USD").await;
        let one = format!("{TRANSACTIONS}/1");
        let changed = ann.patch(&one, json!({"amount": -20, "date": "2025-12-31", "memo": "statement 12"})).await.expect(200);
        assert_eq!((&changed["type"], &changed["category"], &changed["amount"]), (&json!("opening"), &json!("Opening balances"), &json!(-20.0)));
        assert_eq!(balance(&ann, 1).await, "-20.00");
        let before = marks(house).await;
        for wrong in [json!({"category": "Fun"}), json!({"to_account_id": other}), json!({"account_id": other}), json!({"splits": [{"amount": -20}]})] {
            assert!(ann.patch(&one, wrong.clone()).await.refused(409).contains("began with"), "{wrong}");
        }
        assert_eq!(fault(&ann.patch(&one, json!({"amount": 0})).await).0, json!(["body", "amount"]));
        assert!(ann.post(&format!("{TRANSACTIONS}/categorise"), json!({"ids": [1], "category": "Fun"})).await.refused(409).contains("Transfers"));
        assert_eq!(marks(house).await, before);
        // Sent back whole it stays what it is.
        ann.put(&one, changed).await.expect(200);
        sound(house).await;
        ann.delete(&one).await.expect(204);
        assert_eq!(balance(&ann, 1).await, "0.00");
        sound(house).await;
    }

    async fn a_balance_follows_from_the_books_and_is_never_typed_in(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        book(&ann, here, "2026-03-01", "1000", "Salary").await;
        book(&ann, here, "2026-03-02", "-0.01", "Bank fees").await;
        let seen = ann.get(&format!("{ACCOUNTS}/{here}")).await.expect(200);
        assert_eq!((&seen["balance"], &seen["entries"]), (&json!(999.99), &json!(2)));
        let changed = json!({"balance": 5, "entries": 9, "currency": "USD", "opening_balance": 7, "user_id": 99, "id": 99, "name": "Mine"});
        let after = ann.put(&format!("{ACCOUNTS}/{here}"), changed).await.expect(200);
        let same = ["id", "user_id", "currency", "balance", "entries", "created_at"];
        assert_eq!(same.map(|key| &after[key]), same.map(|key| &seen[key]));
        assert_eq!((&after["name"], after["updated_at"].is_null()), (&json!("Mine"), false));
        // Sent back as it was read it stays what it is.
        let again = ann.put(&format!("{ACCOUNTS}/{here}"), after.clone()).await.expect(200);
        assert_eq!((&again["balance"], &again["name"], &again["number"]), (&after["balance"], &after["name"], &after["number"]));
    }

    async fn a_register_tells_the_balance_after_each_line_over_pages(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        let mut expected = vec![];
        let mut sum = 0.0;
        for (date, amount) in [
            ("2025-12-31", 100.0), ("2026-01-01", -30.0), ("2026-01-01", -30.0), ("2026-02-28", 0.5),
            ("2026-03-15", -200.0), ("2026-03-15", 7.25), ("2099-01-01", 1000.0),
        ] {
            sum += amount;
            expected.push((book(&ann, here, date, &amount.to_string(), "Fun").await, amount, sum));
        }
        // Of a transfer each side sees its own.
        let body = json!({"account_id": here, "to_account_id": there, "date": "2099-01-02", "amount": 50, "to_amount": 55});
        let transfer = ann.post(TRANSACTIONS, body).await.expect(201)["id"].as_i64().expect("an id");
        expected.push((transfer, -50.0, sum - 50.0));
        expected.reverse();
        for limit in [1, 3, 8, 500] {
            let mut pages = vec![];
            while pages.len() < 8 {
                let (lines, total) = register(&ann, here, &format!("skip={}&limit={limit}", pages.len())).await;
                assert_eq!((total.as_str(), lines.is_empty()), ("8", false));
                pages.extend(lines);
            }
            assert_eq!(pages, expected, "{limit} a page");
        }
        assert_eq!(register(&ann, there, "").await, (vec![(transfer, 55.0, 55.0)], "1".into()));
        assert_eq!(register(&ann, here, "skip=8").await, (vec![], "8".into()));
        assert_eq!(register(&ann, here, "skip=1000000000&limit=500").await, (vec![], "8".into()));
        ann.get(&format!("{ACCOUNTS}/{here}/register?limit=501")).await.expect(422);
        // What is booked earlier moves all that comes after it.
        book(&ann, here, "2025-01-01", "-1", "Fun").await;
        let (lines, _) = register(&ann, here, "limit=1").await;
        assert_eq!(lines, [(transfer, -50.0, sum - 51.0)]);
    }

    async fn an_account_is_closed_only_when_it_holds_nothing(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        let one = format!("{ACCOUNTS}/{here}");
        let first = book(&ann, here, "2026-03-01", "10", "Gift").await;
        let close = json!({"closed_on": "2026-03-15"});
        let before = marks(house).await;
        assert_eq!(ann.patch(&one, close.clone()).await.refused(409), "Everyday EUR holds 10.00 EUR. Move it to another account before you close this one.");
        assert_eq!(marks(house).await, before);
        let away = json!({"account_id": here, "to_account_id": there, "date": "2026-03-02", "amount": 10});
        let moved = ann.post(TRANSACTIONS, away.clone()).await.expect(201)["id"].as_i64().expect("an id");
        assert_eq!(ann.patch(&one, close.clone()).await.expect(200)["closed_on"], "2026-03-15");
        let other = book(&ann, there, "2026-03-05", "-3", "Fun").await;
        let before = marks(house).await;
        let closed = "Everyday EUR is closed since 2026-03-15. Open it again first.";
        // Nothing moves its balance any more: not a new transaction, not a changed or deleted one.
        let new = json!({"account_id": here, "date": "2026-03-02", "amount": 5});
        assert_eq!(ann.post(TRANSACTIONS, new).await.refused(409), closed);
        assert_eq!(ann.post(TRANSACTIONS, away).await.refused(409), closed);
        for (id, patch) in [(first, json!({"amount": 11})), (first, json!({"account_id": there})), (moved, json!({"to_account_id": null}))] {
            assert_eq!(ann.patch(&format!("{TRANSACTIONS}/{id}"), patch).await.refused(409), closed);
        }
        assert_eq!(ann.patch(&format!("{TRANSACTIONS}/{other}"), json!({"account_id": here})).await.refused(409), closed);
        assert_eq!(ann.delete(&format!("{TRANSACTIONS}/{first}")).await.refused(409), closed);
        assert_eq!(marks(house).await, before);
        // Words and categories may change.
        ann.patch(&format!("{TRANSACTIONS}/{first}"), json!({"memo": "from Bea", "payee": "Bea"})).await.expect(200);
        sound(house).await;
        assert_eq!(ann.patch(&one, json!({"closed_on": null})).await.expect(200)["closed_on"], Value::Null);
        ann.delete(&format!("{TRANSACTIONS}/{first}")).await.expect(204);
        assert_eq!(balance(&ann, here).await, "-10.00");
        sound(house).await;
    }

    async fn an_account_goes_only_when_nothing_was_booked_to_it(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let one = format!("{ACCOUNTS}/{here}");
        let id = book(&ann, here, "2026-03-01", "10", "Gift").await;
        let before = marks(house).await;
        assert_eq!(ann.delete(&one).await.refused(409), "Everyday EUR holds transactions. Close it instead.");
        assert_eq!(marks(house).await, before);
        ann.delete(&format!("{TRANSACTIONS}/{id}")).await.expect(204);
        ann.delete(&one).await.expect(204);
        assert_eq!(ann.get(&one).await.refused(404), "Account not found");
        assert_eq!((acts(house, "delete_account").await, events(house, "planning.account.deleted").await), (1, 1));
        assert_eq!(ann.get("/api/user/dashboard").await.expect(200)["balance"], 0.0);
        sound(house).await;
    }

    async fn a_stale_copy_of_an_account_changes_nothing(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let one = format!("{ACCOUNTS}/{here}");
        let tag = ann.get(&one).await.header("etag").to_owned();
        // A booking changes what its owner saw of the account.
        book(&ann, here, "2026-03-01", "10", "Gift").await;
        let before = marks(house).await;
        ann.header("if-match", &tag).put(&one, json!({"name": "X"})).await.refused(412);
        ann.header("if-match", &tag).delete(&one).await.refused(412);
        assert_eq!(marks(house).await, before);
        let tag = ann.get(&one).await.header("etag").to_owned();
        let answer = ann.header("if-match", &tag).patch(&one, json!({"name": "X"})).await;
        assert_eq!((&answer.expect(200)["name"], answer.header("etag") == tag), (&json!("X"), false));
        assert_eq!(answer.header("etag"), ann.get(&one).await.header("etag"));
    }

    async fn other_peoples_accounts_are_refused(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let here = account(&ann, "EUR").await;
        let his = account(&bob, "EUR").await;
        let one = format!("{ACCOUNTS}/{here}");
        let before = marks(house).await;
        for answer in [
            bob.get(&one).await, bob.put(&one, json!({"name": "X"})).await, bob.patch(&one, json!({"name": "X"})).await,
            bob.delete(&one).await, bob.get(&format!("{one}/register")).await,
            bob.post(TRANSACTIONS, json!({"account_id": here, "date": "2026-03-01", "amount": 5})).await,
            bob.post(TRANSACTIONS, json!({"account_id": his, "to_account_id": here, "date": "2026-03-01", "amount": 5})).await,
        ] {
            assert_eq!(answer.refused(403), "Access denied");
        }
        for answer in [
            bob.get(&format!("{ACCOUNTS}/99")).await, bob.delete(&format!("{ACCOUNTS}/99")).await,
            bob.get(&format!("{ACCOUNTS}/99/register")).await,
            bob.post(TRANSACTIONS, json!({"account_id": 99, "date": "2026-03-01", "amount": 5})).await,
        ] {
            assert_eq!(answer.refused(404), "Account not found");
        }
        house.client().get(ACCOUNTS).await.refused(401);
        assert_eq!(marks(house).await, before);
        assert_eq!(bob.get(ACCOUNTS).await.expect(200).as_array().map(Vec::len), Some(1));
    }

    async fn accounts_are_listed_by_kind_currency_and_state(house) {
        let ann = saver(house, "ann").await;
        for (kind, currency) in [("checking", "EUR"), ("savings", "EUR"), ("loan", "USD")] {
            open(&ann, json!({"name": kind, "kind": kind, "currency": currency})).await;
        }
        ann.patch(&format!("{ACCOUNTS}/2"), json!({"closed_on": "2026-03-01"})).await.expect(200);
        for (query, ids) in [
            ("", vec![1, 2, 3]), ("kind=loan", vec![3]), ("currency=EUR", vec![1, 2]), ("open=true", vec![1, 3]),
            ("open=false", vec![2]), ("open=true&currency=EUR", vec![1]), ("skip=1&limit=1", vec![2]),
        ] {
            let answer = ann.get(&format!("{ACCOUNTS}?{query}")).await;
            let found = answer.expect(200).as_array().expect("accounts").iter().map(|a| a["id"].as_i64().expect("an id")).collect::<Vec<_>>();
            assert_eq!(found, ids, "{query}");
            let total = if query.contains("limit") { 3 } else { ids.len() };
            assert_eq!(answer.header("x-total-count"), total.to_string(), "{query}");
        }
        for wrong in ["kind=bag", "currency=eur", "open=maybe", "limit=0"] {
            ann.get(&format!("{ACCOUNTS}?{wrong}")).await.refused(422);
        }
    }

    async fn what_an_account_can_not_be_is_refused(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let before = marks(house).await;
        for (field, wrong) in [
            ("name", json!("")), ("name", json!("   ")), ("name", json!("x".repeat(101))), ("name", json!(null)),
            ("kind", json!("purse")), ("number", json!("9".repeat(65))), ("bank", json!("b".repeat(101))),
        ] {
            let mut body = json!({"name": "A", "currency": "EUR"});
            body[field] = wrong.clone();
            assert_eq!(fault(&ann.post(ACCOUNTS, body).await).0, json!(["body", field]), "{field} {wrong}");
            let patch = json!({field: wrong.clone()});
            assert_eq!(fault(&ann.patch(&format!("{ACCOUNTS}/{here}"), patch).await).0, json!(["body", field]), "{field} {wrong}");
        }
        for (field, wrong) in [
            ("currency", json!("eur")), ("currency", json!("EURO")), ("currency", json!(null)), ("opening_balance", json!("1.00001")),
            ("opening_balance", json!(true)), ("opening_date", json!("2026-02-30")), ("opening_date", json!("+12026-01-01")),
            ("opening_date", json!("0000-01-01")), ("opening_date", json!("-0044-03-15")),
        ] {
            let mut body = json!({"name": "A", "currency": "EUR", "opening_balance": 5});
            body[field] = wrong.clone();
            assert_eq!(ann.post(ACCOUNTS, body).await.status, 422, "{field} {wrong}");
        }
        for wrong in ["1800-01-01", "+12026-01-01", "-0044-03-15", "soon"] {
            ann.patch(&format!("{ACCOUNTS}/{here}"), json!({"closed_on": wrong})).await.refused(422);
        }
        assert_eq!(marks(house).await, before);
        ann.patch(&format!("{ACCOUNTS}/{here}"), json!({"number": null, "bank": null})).await.expect(200);
    }
}
