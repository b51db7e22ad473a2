//! Long imports: read and booked behind the request, told as they go, and alive after a crash.
use kernel::testing::{Client, House};
use serde_json::{Value, json};

use crate::{
    books::{account, notices},
    ledger::{acts, events, sound},
    people::{MODULES, saver},
    uploads::{IMPORTS, book, bring, form, look, meddle, send, tally, transactions, upload},
};

/// A table of so many lines, above 2 MB from 60,000 on; every second is money out, and no two are equal.
fn long(lines: u32) -> String {
    let mut text = String::from("Date,Payee,Memo,Amount\n");
    for n in 0..lines {
        let (day, month, year) = (n % 28 + 1, n / 28 % 12 + 1, 2000 + n / 4000);
        let sign = if n % 2 == 0 { "-" } else { "" };
        text.push_str(&format!(
            "{year}-{month:02}-{day:02},Payee {},order {n},{sign}{}.{:02}\n",
            n % 50,
            n % 90 + 1,
            n % 100
        ));
    }
    text
}

async fn get(client: &Client<'_>, import: &Value) -> Value {
    client.get(&format!("{IMPORTS}/{}", import["id"])).await.expect(200)
}

async fn count(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM transactions").await
}

kernel::stories! { MODULES;
    async fn a_long_table_is_read_and_booked_in_the_background(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let content = long(60_000);
        assert!(content.len() > 2_000_000);
        let fields = [("account_id", here.to_string())];
        let import = upload(&ann, "long.csv", &content, &[("account_id", &fields[0].1)]).await.expect(201);
        assert_eq!((&import["status"], &import["lines"]), (&json!("reading"), &json!(0)));
        for refused in [ann.post(&format!("{IMPORTS}/1/book"), json!({})).await, ann.put(&format!("{IMPORTS}/1"), json!({"account_id": here})).await] {
            assert_eq!(refused.refused(409), "The file is being read. Wait until it is ready.");
        }
        house.settle().await;
        let ready = get(&ann, &import).await;
        assert_eq!((&ready["status"], &ready["lines"], tally(&ready)), (&json!("ready"), &json!(60_000), [60_000, 0, 0, 0]));
        let booking = book(&ann, &ready, Value::Null).await;
        assert_eq!((&booking["status"], count(house).await), (&json!("booking"), 0));
        house.settle().await;
        let done = get(&ann, &import).await;
        assert_eq!((&done["status"], &done["booked"], count(house).await), (&json!("done"), &json!(60_000), 60_000));
        assert!(acts(house, "book_import").await > 1);
        sound(house).await;
        // The same again, booked unseen, adds nothing.
        upload(&ann, "again.csv", &content, &[("account_id", &fields[0].1), ("book", "true")]).await.expect(201);
        house.settle().await;
        let again = ann.get(&format!("{IMPORTS}/2")).await.expect(200);
        assert_eq!((&again["status"], &again["booked"], tally(&again)), (&json!("done"), &json!(0), [0, 60_000, 0, 0]));
        assert_eq!(count(house).await, 60_000);
    }

    async fn a_booking_that_was_killed_goes_on_where_it_stopped(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let content = long(4_000);
        let import = look(&ann, "long.csv", &content, here).await;
        meddle(house, "UPDATE import_lines SET decision = 'skip' WHERE id > 2000").await;
        book(&ann, &import, Value::Null).await;
        house.settle().await;
        assert_eq!(count(house).await, 2_000);
        // As if the process had died after a portion: the other half is not booked yet.
        meddle(house, "UPDATE import_lines SET decision = NULL, settled = FALSE WHERE id > 2000").await;
        meddle(house, "UPDATE imports SET status = 'booking'").await;
        meddle(house, "UPDATE jobs SET state = 'queued', finished_at = NULL WHERE kind = 'planning.book_import'").await;
        house.settle().await;
        let done = get(&ann, &import).await;
        assert_eq!((&done["status"], &done["booked"], count(house).await), (&json!("done"), &json!(4_000), 4_000));
        sound(house).await;
        // Once more changes nothing.
        meddle(house, "UPDATE jobs SET state = 'queued', finished_at = NULL WHERE kind IN ('planning.book_import', 'planning.read_import')").await;
        house.settle().await;
        assert_eq!((get(&ann, &import).await, count(house).await), (done, 4_000));
        sound(house).await;
    }

    async fn a_booking_that_stands_still_goes_on_when_asked_again_and_keeps_its_account(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let import = look(&ann, "a.csv", &long(5), here).await;
        meddle(house, "UPDATE imports SET status = 'booking'").await;
        let one = format!("/api/v1/financial/accounts/{here}");
        let busy = "An import is being booked to Everyday EUR. Wait until it is done.";
        assert_eq!(ann.delete(&one).await.refused(409), busy);
        assert_eq!(ann.patch(&one, json!({"closed_on": "2026-03-01"})).await.refused(409), busy);
        // Another file with the same lines knows that they are on their way.
        let other = look(&ann, "b.csv", &long(6), here).await;
        assert_eq!(tally(&other), [1, 5, 0, 0]);
        let done = book(&ann, &import, Value::Null).await;
        assert_eq!((&done["status"], &done["booked"]), (&json!("done"), &json!(5)));
        book(&ann, &other, Value::Null).await;
        assert_eq!(count(house).await, 6);
        sound(house).await;
    }

    async fn a_reading_that_was_killed_begins_anew(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let import = look(&ann, "a.csv", &long(500), here).await;
        meddle(house, "UPDATE imports SET status = 'reading'").await;
        meddle(house, "DELETE FROM import_lines WHERE id > 200").await;
        house.app.clock.advance(chrono::Duration::minutes(2));
        house.settle().await;
        let again = get(&ann, &import).await;
        assert_eq!((&again["status"], tally(&again)), (&json!("ready"), [500, 0, 0, 0]));
        assert_eq!(house.number("SELECT COUNT(*) FROM import_lines").await, 500);
        assert_eq!(book(&ann, &again, Value::Null).await["booked"], 500);
        sound(house).await;
    }

    async fn two_imports_of_one_file_at_once_add_it_once(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let content = long(300);
        let (first, second) = (look(&ann, "a.csv", &content, here).await, look(&ann, "a.csv", &content, here).await);
        let path = |import: &Value| format!("{IMPORTS}/{}/book", import["id"]);
        let (one, two) = (path(&first), path(&second));
        let answers = tokio::join!(ann.post(&one, json!({})), ann.post(&two, json!({})), ann.post(&one, json!({})));
        for answer in [&answers.0, &answers.1, &answers.2] {
            assert!([200, 409].contains(&answer.status), "{}", answer.text());
        }
        for import in [&first, &second] {
            let now = get(&ann, import).await;
            if now["status"] != "done" {
                book(&ann, &now, Value::Null).await;
            }
        }
        assert_eq!(count(house).await, 300);
        sound(house).await;
    }

    async fn a_key_makes_one_import_of_two_requests(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await.to_string();
        let body = form("a.csv", b"Date,Payee,Amount\n2026-01-02,A,-1.00\n", &[("account_id", &here), ("book", "true")]);
        let keyed = ann.header("idempotency-key", "upload-1");
        let (first, second) = (send(&keyed, body.clone()).await, send(&keyed, body).await);
        assert_eq!((first.expect(201), second.header("idempotent-replayed")), (second.expect(201), "true"));
        assert_eq!((house.number("SELECT COUNT(*) FROM imports").await, count(house).await), (1, 1));
        let book = json!({"account_id": 1, "date": "2026-03-01", "amount": -5});
        let keyed = ann.header("idempotency-key", "booking-1");
        let path = "/api/v1/financial/transactions";
        let (first, second) = (keyed.post(path, book.clone()).await, keyed.post(path, book).await);
        assert_eq!((first.expect(201), count(house).await), (second.expect(201), 2));
        keyed.post(path, json!({"account_id": 1, "date": "2026-03-01", "amount": -6})).await.expect(422);
        sound(house).await;
    }

    async fn each_step_is_told_and_written_down(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let done = bring(&ann, "a.csv", &long(10), here).await;
        assert_eq!(done["booked"], 10);
        for (topic, times) in [("planning.import.updated", 2), ("planning.import.read", 1), ("planning.import.done", 1)] {
            assert_eq!(events(house, topic).await, times, "{topic}");
        }
        for action in ["upload_import", "read_import", "confirm_import", "book_import", "finish_import"] {
            assert_eq!(acts(house, action).await, 1, "{action}");
        }
        let said = "SELECT COUNT(*) FROM audit_logs WHERE action = 'confirm_import' AND admin_id = 'ann'";
        assert_eq!(house.number(said).await, 1);
    }

    async fn an_import_that_overspends_a_budget_tells_once(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        for (month, limit) in [("2026-03", 100), ("2025-12", 10)] {
            ann.post("/api/v1/financial/budgets", json!({"category": "Fun", "limit": limit, "month": month})).await.expect(201);
        }
        let fun = house.number("SELECT COUNT(*) FROM categories").await;
        assert_eq!(fun, 0);
        let category = ann.post("/api/v1/financial/categories", json!({"name": "Fun"})).await.expect(201)["id"].clone();
        ann.post("/api/v1/financial/rules", json!({"pattern": "cinema", "category_id": category})).await.expect(201);
        let table = |rows: &str| format!("Date,Payee,Amount\n2025-12-02,Cinema,-70.00\n{rows}");
        bring(&ann, "a.csv", &table("2026-03-02,Cinema A,-60.00\n2026-03-05,Cinema B,-70.00\n"), here).await;
        assert_eq!((notices(house, "budget_overspent").await, notices(house, "budget_nearly_spent").await), (1, 0));
        bring(&ann, "b.csv", &table("2026-03-09,Cinema C,-60.00\n"), here).await;
        bring(&ann, "b.csv", &table("2026-03-09,Cinema C,-60.00\n"), here).await;
        assert_eq!(notices(house, "budget_overspent").await, 1);
        assert_eq!(ann.get("/api/v1/financial/budgets?month=2026-03").await.expect(200)[0]["spent"], 190.0);
        sound(house).await;
    }

    async fn amounts_that_can_not_be_summed_make_no_import_unreadable_for_ever(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let most = "900000000000000.00";
        let table = format!("Date,Payee,Amount\n2026-01-02,A,{most}\n2026-01-03,B,{most}\n2026-01-04,C,-{most}\n2026-01-05,D,-1.00\n");
        let import = upload(&ann, "a.csv", &table, &[("account_id", &here.to_string()), ("book", "true")]).await.expect(201);
        let one = get(&ann, &import).await;
        assert_eq!((&one["unreadable"]["lines"], &one["booked"]), (&json!(3), &json!(1)), "{one}");
        ann.get(IMPORTS).await.expect(200);
        ann.get("/api/user/dashboard").await.expect(200);
        assert_eq!(transactions(&ann).await.len(), 1);
        sound(house).await;
    }
}
