//! Transactions: booked, split, transferred, changed, deleted.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book},
    ledger::{acts, events, marks, sound},
    people::{MODULES, fault, saver},
    uploads::TRANSACTIONS,
};

async fn post(client: &Client<'_>, body: Value) -> Value {
    client.post(TRANSACTIONS, body).await.expect(201)
}

async fn patch(client: &Client<'_>, id: i64, body: Value) -> Value {
    client.patch(&format!("{TRANSACTIONS}/{id}"), body).await.expect(200)
}

async fn balances(client: &Client<'_>) -> Vec<f64> {
    let accounts = client.get("/api/v1/financial/accounts").await.expect(200);
    accounts.as_array().expect("accounts").iter().map(|a| a["balance"].as_f64().expect("a number")).collect()
}

/// What a category sums to in a month.
async fn spent(client: &Client<'_>, month: &str, category: &str) -> f64 {
    let month = client.get(&format!("/api/v1/financial/budget-months/{month}")).await.expect(200);
    let rows = month["unbudgeted"].as_array().expect("rows");
    rows.iter()
        .find(|row| row["category"] == category)
        .map_or(0.0, |row| row["spent"].as_f64().expect("a number"))
}

fn splits(parts: &[(&str, f64)]) -> Value {
    parts.iter().map(|(category, amount)| json!({"category": category, "amount": amount})).collect()
}

kernel::stories! { MODULES;
    async fn deposits_and_withdrawals_are_booked(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let body = json!({"account_id": here, "date": "2026-03-10", "amount": -42.5, "payee": "Corner Shop", "memo": "bread", "category": "Groceries"});
        let made = ann.post(TRANSACTIONS, body).await;
        let view = made.expect(201);
        assert_eq!((made.header("location"), made.header("etag").is_empty()), ("/api/v1/financial/transactions/1", false));
        let expected = json!({
            "id": 1, "user_id": view["user_id"], "date": "2026-03-10", "payee": "Corner Shop", "memo": "bread", "status": "completed",
            "type": "withdrawal", "account_id": here, "account": "Everyday EUR", "amount": -42.5, "currency": "EUR", "to_account_id": null,
            "to_account": null, "to_amount": null, "to_currency": null, "category": "Groceries", "category_id": 1,
            "splits": [{"category": "Groceries", "category_id": 1, "amount": -42.5, "memo": ""}], "import_id": null,
            "created_at": "2026-03-15T10:00:00Z", "updated_at": null,
        });
        assert_eq!((&view, ann.get(made.header("location")).await.expect(200)), (&expected, expected.clone()));
        let event = "SELECT COUNT(*) FROM outbox WHERE topic = 'planning.transaction.created' AND body LIKE '%[1]%'";
        assert_eq!((house.number(event).await, acts(house, "create_transaction").await), (1, 1));
        let said = |kind: &str, amount: f64| json!({"account_id": here, "date": "2026-03-10", "amount": amount, "type": kind});
        for (kind, given, amount, named) in [
            ("deposit", 5.0, 5.0, "deposit"), ("withdrawal", 5.0, -5.0, "withdrawal"), ("withdrawal", -5.0, -5.0, "withdrawal"),
        ] {
            let view = post(&ann, said(kind, given)).await;
            assert_eq!((&view["amount"], &view["type"], &view["category"]), (&json!(amount), &json!(named), &Value::Null));
        }
        // What the type says and what the sign says must not contradict each other.
        for kind in ["deposit", "opening"] {
            assert_eq!(fault(&ann.post(TRANSACTIONS, said(kind, -5.0)).await).0, json!(["body", "type"]), "{kind}");
        }
        assert_eq!(balances(&ann).await, [-47.5]);
        sound(house).await;
    }

    async fn splits_sum_to_the_amount_or_are_refused_with_what_is_missing(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let body = |parts: Value| json!({"account_id": here, "date": "2026-03-10", "amount": -100, "splits": parts});
        let made = post(&ann, body(splits(&[("Food", -70.0), ("Fun", -40.0), ("food", 10.0)]))).await;
        assert_eq!((&made["category"], made["splits"].as_array().map(Vec::len)), (&Value::Null, Some(3)));
        assert_eq!((spent(&ann, "2026-03", "Food").await, spent(&ann, "2026-03", "Fun").await), (60.0, 40.0));
        let before = marks(house).await;
        for (parts, missing) in [
            (splits(&[("Food", -70.0), ("Fun", -29.99)]), "-0.01"), (splits(&[("Food", -70.0), ("Fun", -31.0)]), "1.00"),
            (splits(&[("New", 70.0), ("Fun", 30.0)]), "-200.00"),
        ] {
            let (loc, msg) = fault(&ann.post(TRANSACTIONS, body(parts.clone())).await);
            let says = format!("must sum to the amount; {missing} is not given to any part yet");
            assert_eq!((loc, msg), (json!(["body", "splits"]), says.clone()));
            assert_eq!(fault(&ann.patch(&format!("{TRANSACTIONS}/1"), json!({"splits": parts})).await).1, says);
        }
        // The amount of several parts does not change behind their back.
        let (_, msg) = fault(&ann.patch(&format!("{TRANSACTIONS}/1"), json!({"amount": -90})).await);
        assert!(msg.contains("10.00 is not given"), "{msg}");
        let many = (0..101).map(|_| ("Food", -1.0)).collect::<Vec<_>>();
        assert_eq!(ann.post(TRANSACTIONS, body(splits(&many))).await.status, 422);
        assert_eq!(marks(house).await, before);
        let one = patch(&ann, 1, json!({"category": "Food"})).await;
        assert_eq!((&one["category"], one["splits"].as_array().map(Vec::len)), (&json!("Food"), Some(1)));
        assert_eq!(spent(&ann, "2026-03", "Food").await, 100.0);
        sound(house).await;
    }

    async fn transfers_move_money_between_own_accounts(house) {
        let ann = saver(house, "ann").await;
        let (here, there, abroad) = (account(&ann, "EUR").await, account(&ann, "EUR").await, account(&ann, "USD").await);
        let body = |to: i64, more: Value| {
            let mut body = json!({"account_id": here, "to_account_id": to, "date": "2026-03-10", "amount": 100, "category": "Fun"});
            more.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
            body
        };
        let made = post(&ann, body(there, json!({}))).await;
        let keys = ["type", "amount", "to_account_id", "to_amount", "to_currency", "category", "splits"];
        assert_eq!(keys.map(|key| made[key].clone()), [json!("transfer"), json!(-100.0), json!(there), json!(100.0), json!("EUR"), Value::Null, json!([])]);
        post(&ann, body(there, json!({"amount": -1, "to_amount": 1}))).await;
        post(&ann, body(abroad, json!({"to_amount": "108.1234"}))).await;
        assert_eq!(balances(&ann).await, [-201.0, 101.0, 108.1234]);
        let before = marks(house).await;
        for (to, more, field, words) in [
            (abroad, json!({}), "to_amount", "how much arrives in USD; rates are never invented"),
            (abroad, json!({"to_amount": 0}), "to_amount", "must be more than 0.00"),
            (abroad, json!({"to_amount": -5}), "to_amount", "must be more than 0.00"),
            (there, json!({"to_amount": 99}), "to_amount", "one currency"), (here, json!({}), "to_account_id", "another account"),
            (there, json!({"amount": 0}), "amount", "must not be zero"),
        ] {
            let answer = ann.post(TRANSACTIONS, body(to, more.clone())).await;
            let (loc, msg) = fault(&answer);
            assert_eq!(loc, json!(["body", field]), "{to} {more}");
            assert!(msg.contains(words), "{msg}");
        }
        let lone = json!({"account_id": here, "date": "2026-03-10", "amount": 5, "type": "transfer"});
        assert_eq!(fault(&ann.post(TRANSACTIONS, lone).await).0, json!(["body", "to_account_id"]));
        assert_eq!(marks(house).await, before);
        let month = ann.get("/api/v1/financial/budget-months/2026-03").await.expect(200);
        assert_eq!((&month["income"], &month["spending"]), (&json!(0.0), &json!(0.0)));
        sound(house).await;
    }

    async fn a_transaction_becomes_a_transfer_and_back(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        let (abroad, third) = (account(&ann, "USD").await, account(&ann, "USD").await);
        let id = book(&ann, here, "2026-03-10", "-50", "Fun").await;
        let one = format!("{TRANSACTIONS}/{id}");
        let moved = patch(&ann, id, json!({"to_account_id": there})).await;
        assert_eq!((&moved["type"], &moved["category"]), (&json!("transfer"), &Value::Null));
        assert_eq!((balances(&ann).await, spent(&ann, "2026-03", "Fun").await), (vec![-50.0, 50.0, 0.0, 0.0], 0.0));
        sound(house).await;
        // Into another currency only with the amount that arrives; into yet another account it is asked for again.
        let before = marks(house).await;
        assert_eq!(fault(&ann.patch(&one, json!({"to_account_id": abroad})).await).0, json!(["body", "to_amount"]));
        assert_eq!(marks(house).await, before);
        patch(&ann, id, json!({"to_account_id": abroad, "to_amount": 60})).await;
        patch(&ann, id, json!({"amount": 55})).await;
        assert_eq!(balances(&ann).await, [-55.0, 0.0, 60.0, 0.0]);
        sound(house).await;
        assert_eq!(fault(&ann.patch(&one, json!({"to_account_id": third})).await).0, json!(["body", "to_amount"]));
        patch(&ann, id, json!({"to_amount": 61})).await;
        let back = patch(&ann, id, json!({"to_account_id": there})).await;
        assert_eq!((&back["to_amount"], balances(&ann).await), (&json!(55.0), vec![-55.0, 55.0, 0.0, 0.0]));
        let outside = patch(&ann, id, json!({"to_account_id": null, "category": "Gifts"})).await;
        assert_eq!((&outside["type"], &outside["category"], &outside["amount"]), (&json!("withdrawal"), &json!("Gifts"), &json!(-55.0)));
        assert_eq!(balances(&ann).await, [-55.0, 0.0, 0.0, 0.0]);
        sound(house).await;
        // Its direction is in the sign again.
        assert_eq!(patch(&ann, id, json!({"amount": 5})).await["type"], "deposit");
        sound(house).await;
    }

    async fn each_field_can_be_changed_and_the_rest_stays(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        let body = json!({"account_id": here, "date": "2026-03-10", "amount": -10, "payee": "Shop", "memo": "m", "category": "Fun", "status": "pending"});
        let id = post(&ann, body).await["id"].as_i64().expect("an id");
        for (change, differs) in [
            (json!({"date": "2026-04-01"}), vec!["date"]), (json!({"amount": -12.3456}), vec!["amount", "splits"]),
            (json!({"payee": ""}), vec!["payee"]), (json!({"memo": "other"}), vec!["memo"]), (json!({"status": "completed"}), vec!["status"]),
            (json!({"category": "Food"}), vec!["category", "category_id", "splits"]), (json!({"category": null}), vec!["category", "category_id", "splits"]),
            (json!({"splits": splits(&[("Food", -12.3456)])}), vec!["category", "category_id", "splits"]),
            (json!({"account_id": there}), vec!["account_id", "account", "currency"]), (json!({"amount": 3}), vec!["amount", "splits", "type"]),
            (json!({}), vec![]), (json!({"nonsense": 1, "id": 9, "user_id": 9, "created_at": "2000-01-01"}), vec![]),
        ] {
            let one = format!("{TRANSACTIONS}/{id}");
            let before = ann.get(&one).await.expect(200);
            let after = patch(&ann, id, change.clone()).await;
            assert_eq!(after, ann.get(&one).await.expect(200));
            for (key, value) in after.as_object().expect("fields").iter().filter(|(key, _)| *key != "updated_at") {
                assert_eq!(differs.contains(&key.as_str()), *value != before[key], "{change}: {key}");
            }
            // Sent back whole it stays what it is.
            let again = ann.put(&one, after.clone()).await.expect(200);
            assert_eq!(again, after, "{change}");
            sound(house).await;
        }
        assert_eq!(balances(&ann).await, [0.0, 3.0]);
        assert_eq!((acts(house, "update_transaction").await, events(house, "planning.transaction.updated").await), (24, 24));
    }

    async fn a_whole_object_with_one_change_in_it_is_that_change(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let mut whole = post(&ann, json!({"account_id": here, "date": "2026-03-10", "amount": -10, "category": "Fun"})).await;
        whole["category"] = json!("Food");
        let one = format!("{TRANSACTIONS}/{}", whole["id"]);
        assert_eq!(ann.put(&one, whole.clone()).await.expect(200)["category"], "Food");
        whole = ann.get(&one).await.expect(200);
        whole["splits"] = splits(&[("Food", -4.0), ("Fun", -6.0)]);
        let mut parted = ann.put(&one, whole).await.expect(200);
        assert_eq!((&parted["category"], parted["splits"].as_array().map(Vec::len)), (&Value::Null, Some(2)));
        parted["memo"] = json!("kept in parts");
        let parted = ann.put(&one, parted).await.expect(200);
        assert_eq!((&parted["memo"], parted["splits"].as_array().map(Vec::len)), (&json!("kept in parts"), Some(2)));
        assert_eq!(patch(&ann, 1, json!({"category": null})).await["splits"].as_array().map(Vec::len), Some(1));
        sound(house).await;
    }

    async fn a_day_in_another_month_takes_the_totals_along(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let id = book(&ann, here, "2026-01-31", "-50", "Fun").await;
        book(&ann, here, "2026-02-01", "-7", "Fun").await;
        for (date, january, february) in [("2026-02-01", 0.0, 57.0), ("2026-02-28", 0.0, 57.0), ("2026-01-01", 50.0, 7.0), ("2028-02-29", 0.0, 7.0)] {
            patch(&ann, id, json!({"date": date})).await;
            assert_eq!((spent(&ann, "2026-01", "Fun").await, spent(&ann, "2026-02", "Fun").await), (january, february), "{date}");
            sound(house).await;
        }
        let before = marks(house).await;
        for wrong in ["1899-12-31", "+12026-01-01", "-0044-03-15", "2026-02-30", ""] {
            ann.patch(&format!("{TRANSACTIONS}/{id}"), json!({"date": wrong})).await.refused(422);
            ann.post(TRANSACTIONS, json!({"account_id": here, "date": wrong, "amount": 5})).await.refused(422);
        }
        assert_eq!(marks(house).await, before);
        for edge in ["1900-01-01", "9999-12-31"] {
            patch(&ann, id, json!({"date": edge})).await;
            ann.get("/api/user/dashboard").await.expect(200);
        }
        sound(house).await;
    }

    async fn a_deleted_transaction_takes_its_postings_along(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        let id = book(&ann, here, "2026-03-01", "-50", "Fun").await;
        let body = json!({"account_id": here, "to_account_id": there, "date": "2026-03-10", "amount": 100, "to_amount": 110});
        let transfer = post(&ann, body).await["id"].as_i64().expect("an id");
        let one = format!("{TRANSACTIONS}/{id}");
        let stale = ann.get(&one).await.header("etag").to_owned();
        patch(&ann, id, json!({"memo": "x"})).await;
        let before = marks(house).await;
        ann.header("if-match", &stale).delete(&one).await.refused(412);
        ann.header("if-match", &stale).patch(&one, json!({"amount": 1})).await.refused(412);
        assert_eq!(marks(house).await, before);
        let tag = ann.get(&one).await.header("etag").to_owned();
        ann.header("if-match", &tag).delete(&one).await.expect(204);
        sound(house).await;
        ann.delete(&format!("{TRANSACTIONS}/{transfer}")).await.expect(204);
        assert_eq!(ann.get(&one).await.refused(404), "Transaction not found");
        assert_eq!(ann.delete(&one).await.refused(404), "Transaction not found");
        assert_eq!((balances(&ann).await, house.number("SELECT COUNT(*) FROM transaction_postings").await), (vec![0.0, 0.0], 0));
        assert_eq!((acts(house, "delete_transaction").await, events(house, "planning.transaction.deleted").await), (2, 2));
        sound(house).await;
    }

    async fn other_peoples_transactions_are_refused(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let here = account(&ann, "EUR").await;
        let his = account(&bob, "EUR").await;
        let id = book(&ann, here, "2026-03-01", "-50", "Fun").await;
        let own = book(&bob, his, "2026-03-01", "-50", "Fun").await;
        let one = format!("{TRANSACTIONS}/{id}");
        let before = marks(house).await;
        for answer in [
            bob.get(&one).await, bob.put(&one, json!({"memo": "x"})).await, bob.patch(&one, json!({"amount": 1})).await, bob.delete(&one).await,
            bob.patch(&format!("{TRANSACTIONS}/{own}"), json!({"account_id": here})).await,
            bob.patch(&format!("{TRANSACTIONS}/{own}"), json!({"to_account_id": here})).await,
        ] {
            assert_eq!(answer.refused(403), "Access denied");
        }
        assert_eq!(marks(house).await, before);
        assert_eq!(bob.get(TRANSACTIONS).await.header("x-total-count"), "1");
        // Their categories share a name and nothing else.
        assert_eq!(house.number("SELECT COUNT(*) FROM categories WHERE key = 'fun'").await, 2);
        sound(house).await;
    }

    async fn what_a_transaction_can_not_be_is_refused(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let before = marks(house).await;
        for (field, wrong) in [
            ("amount", json!(0)), ("amount", json!("0.00001")), ("amount", json!("-100000000000")), ("amount", json!("922337203685477.5807")),
            ("amount", json!(null)), ("account_id", json!("x")), ("account_id", json!(null)), ("payee", json!("p".repeat(201))),
            ("memo", json!("m".repeat(1001))), ("category", json!("c".repeat(101))), ("status", json!("failed")), ("type", json!("gift")),
        ] {
            let mut body = json!({"account_id": here, "date": "2026-03-10", "amount": -10});
            body[field] = wrong.clone();
            assert_eq!(fault(&ann.post(TRANSACTIONS, body).await).0, json!(["body", field]), "{field} {wrong}");
        }
        let split = json!({"account_id": here, "date": "2026-03-10", "amount": -10, "splits": [{"category": "a", "amount": -10, "memo": "m".repeat(501)}]});
        assert_eq!(fault(&ann.post(TRANSACTIONS, split).await).0, json!(["body", "splits", 0, "memo"]));
        assert_eq!(marks(house).await, before);
    }

    async fn sums_that_no_amount_can_hold_are_refused_before_they_do_harm(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let body = json!({"account_id": here, "date": "2026-03-10", "amount": "99999999999.9999", "category": "A"});
        for _ in 0..100 {
            post(&ann, body.clone()).await;
        }
        let before = marks(house).await;
        let says = ann.post(TRANSACTIONS, body).await.refused(409);
        assert!(says.contains("sums to more than can be kept"), "{says}");
        assert_eq!(marks(house).await, before);
        for path in [TRANSACTIONS, "/api/v1/financial/accounts", "/api/user/dashboard", "/api/v1/financial/accounts/1/register", "/api/v1/financial/budget-months/2026-03", "/api/v1/financial/statements/2026-03"] {
            assert_eq!(ann.get(path).await.status, 200, "{path}");
        }
        sound(house).await;
    }

    async fn many_changes_at_once_leave_the_books_sound(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        let mut ids = vec![];
        for n in 0..12 {
            ids.push(book(&ann, if n % 2 == 0 { here } else { there }, "2026-03-01", "-5", if n % 3 == 0 { "Fun" } else { "Food" }).await);
        }
        for round in 0..4 {
            let change = |(n, id): (usize, &i64)| {
                let (ann, id) = (ann.clone(), *id);
                let odd = (n + round) % 2 == 0;
                let body = match (n + round) % 4 {
                    0 => json!({"category": "Fun", "amount": -7}),
                    1 => json!({"category": "Food", "account_id": if odd { here } else { there }}),
                    2 => json!({"account_id": here, "to_account_id": there}),
                    _ => json!({"to_account_id": null, "category": "Fun", "date": "2026-02-01"}),
                };
                async move { ann.patch(&format!("{TRANSACTIONS}/{id}"), body).await.status }
            };
            let answers = futures::future::join_all(ids.iter().enumerate().map(change)).await;
            assert!(answers.iter().all(|status| [200, 409, 422].contains(status)), "{answers:?}");
            assert!(answers.contains(&200));
            sound(house).await;
        }
    }
}
