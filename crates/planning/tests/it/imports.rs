//! Files of banks: what would happen, what does, and what never happens twice.
use std::collections::HashMap;

use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book as by_hand},
    ledger::{marks, sound},
    people::{MODULES, saver},
    uploads::{IMPORTS, TRANSACTIONS, book, bring, files, lines, look, tally, transactions, upload},
};

const JANUARY: &str = "Date,Payee,Memo,Amount\n2026-01-02,Employer,salary,2000.00\n2026-01-05,Coffee,,-3.50\n\
    2026-01-05,Coffee,,-3.50\n2026-01-20,Landlord,rent,-800.00\n2026-01-32,Nobody,,1.00\n";

/// An OFX file of bookings as (day, amount, reference, name).
pub fn ofx(account: &str, rows: &[(&str, &str, &str, &str)]) -> String {
    let row = |(day, amount, reference, name): &(&str, &str, &str, &str)| {
        format!(
            "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{reference}<NAME>{name}</STMTTRN>\n"
        )
    };
    format!(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR\n<BANKACCTFROM><BANKID>1\
         <ACCTID>{account}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\n{}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        rows.iter().map(row).collect::<String>()
    )
}

/// What is there, by number, to be compared with what is there later.
async fn rows(client: &Client<'_>) -> HashMap<i64, Value> {
    let id = |row: Value| (row["id"].as_i64().expect("an id"), row);
    transactions(client).await.into_iter().map(id).collect()
}

/// Nothing that was there is changed, moved or gone; tells how many rows came.
async fn only_added(client: &Client<'_>, before: &HashMap<i64, Value>) -> usize {
    let after = rows(client).await;
    for (id, row) in before {
        assert_eq!(after.get(id), Some(row));
    }
    after.len() - before.len()
}

async fn decide(client: &Client<'_>, import: &Value, body: Value) -> Value {
    client.put(&format!("{IMPORTS}/{}/lines", import["id"]), body).await.expect(200)
}

kernel::stories! { MODULES;
    async fn a_look_shows_what_would_happen_and_books_nothing(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        bring(&ann, "old.csv", "Date,Payee,Memo,Amount\n2026-01-02,Employer,salary,2000.00\n", here).await;
        by_hand(&ann, here, "2026-01-18", "-800", "Rent").await;
        let before = rows(&ann).await;
        let account = here.to_string();
        let made = upload(&ann, "C:\\bank\\january.csv", JANUARY, &[("account_id", &account), ("dry_run", "true"), ("book", "true")]).await;
        let import = made.expect(201);
        assert_eq!((made.header("location"), made.header("etag").is_empty()), ("/api/v1/financial/imports/2", false));
        let keys = ["status", "format", "file_name", "lines", "booked", "account_id", "failure", "file_size"];
        assert_eq!(
            keys.map(|key| import[key].clone()),
            [json!("ready"), json!("csv"), json!("january.csv"), json!(5), json!(0), json!(here), Value::Null, json!(JANUARY.len())]
        );
        assert_eq!(tally(&import), [2, 1, 1, 1]);
        assert_eq!(import["new"], json!({"lines": 2, "undecided": 0, "money_in": 0.0, "money_out": -7.0}));
        assert_eq!(import["near"], json!({"lines": 1, "undecided": 1, "money_in": 0.0, "money_out": -800.0}));
        assert_eq!((only_added(&ann, &before).await, files(house).await), (0, 1));
        let all = lines(&ann, &import).await;
        let keys = ["line", "verdict", "date", "amount", "payee", "decision", "settled"];
        assert_eq!(keys.map(|key| all[3][key].clone()), [json!(5), json!("near"), json!("2026-01-20"), json!(-800.0), json!("Landlord"), Value::Null, json!(false)]);
        assert_eq!((&all[3]["candidate"]["date"], &all[3]["candidate"]["payee"]), (&json!("2026-01-18"), &json!("Shop")));
        let unreadable = all.iter().find(|line| line["verdict"] == "unreadable").expect("one");
        assert!(unreadable["reason"].as_str().expect("a reason").contains("2026-01-32"), "{unreadable}");
        let near = ann.get(&format!("{IMPORTS}/2/lines?verdict=near&limit=1")).await;
        assert_eq!((near.expect(200).as_array().map(Vec::len), near.header("x-total-count")), (Some(1), "1"));
        ann.get(&format!("{IMPORTS}/2/lines?verdict=odd")).await.refused(422);
        sound(house).await;
    }

    async fn booking_adds_what_is_new_and_the_same_file_again_adds_nothing(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let done = bring(&ann, "january.csv", JANUARY, here).await;
        assert_eq!((&done["status"], &done["booked"], tally(&done)), (&json!("done"), &json!(4), [4, 0, 0, 1]));
        // Two equal lines on a day stay two.
        let listed = transactions(&ann).await;
        assert_eq!(listed.iter().filter(|row| row["payee"] == "Coffee").count(), 2);
        assert!(listed.iter().all(|row| row["import_id"] == 1 && row["status"] == "completed" && row["category"].is_null()));
        assert_eq!((&listed[0]["memo"], &listed[0]["type"], &listed[3]["type"]), (&json!("rent"), &json!("withdrawal"), &json!("deposit")));
        assert_eq!(ann.get(&format!("{TRANSACTIONS}?import_id=1")).await.header("x-total-count"), "4");
        assert_eq!(files(house).await, 0);
        sound(house).await;
        let before = rows(&ann).await;
        for name in ["january.csv", "other.txt"] {
            let again = look(&ann, name, JANUARY, here).await;
            assert_eq!(tally(&again), [0, 4, 0, 1]);
            assert_eq!(book(&ann, &again, json!("import")).await["booked"], 0);
        }
        assert_eq!(only_added(&ann, &before).await, 0);
        // An overlapping file adds the rest: one more coffee on the same day, and what came later.
        let february = "Date,Payee,Memo,Amount\n2026-01-20,Landlord,rent,-800.00\n2026-01-05,Coffee,,-3.50\n2026-01-05,COFFEE,,-3.50\n\
            2026-01-05, coffee ,,-3.50\n2026-02-20,Landlord,rent,-800.00\n";
        let import = look(&ann, "february.csv", february, here).await;
        assert_eq!(tally(&import), [2, 3, 0, 0]);
        book(&ann, &import, Value::Null).await;
        assert_eq!(only_added(&ann, &before).await, 2);
        sound(house).await;
    }

    async fn the_banks_reference_knows_a_line_whatever_its_words(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let first = ofx("1", &[("20260105", "-5.00", "A1", "SHOP 24"), ("20260106", "-5.00", "A2", "SHOP 24"), ("20260106", "-7.00", "A3", "Kiosk")]);
        assert_eq!(bring(&ann, "a.ofx", &first, here).await["booked"], 3);
        let before = rows(&ann).await;
        let second = ofx("1", &[("20260106", "-7.00", "A3", "Kiosk Station"), ("20260105", "-5.00", "A1", "Shop Ltd"), ("20260106", "-5.00", "A2", "Other")]);
        let again = look(&ann, "b.ofx", &second, here).await;
        assert_eq!((tally(&again), &again["format"]), ([0, 3, 0, 0], &json!("ofx")));
        book(&ann, &again, json!("import")).await;
        assert_eq!(only_added(&ann, &before).await, 0);
        sound(house).await;
    }

    async fn a_file_looked_at_twice_is_booked_once(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let (first, second) = (look(&ann, "a.csv", JANUARY, here).await, look(&ann, "a.csv", JANUARY, here).await);
        let third = look(&ann, "a.ofx", &ofx("1", &[("20260105", "-3.50", "X", "Coffee"), ("20260131", "9.00", "Y", "Gift")]), here).await;
        // Both looked before anything was booked, so both saw everything as new.
        assert_eq!((tally(&first), tally(&second), tally(&third)), ([4, 0, 0, 1], [4, 0, 0, 1], [2, 0, 0, 0]));
        book(&ann, &first, Value::Null).await;
        let before = rows(&ann).await;
        let again = book(&ann, &second, json!("import")).await;
        assert_eq!((&again["booked"], tally(&again)), (&json!(0), [0, 4, 0, 1]));
        assert_eq!(only_added(&ann, &before).await, 0);
        // What has come meanwhile and looks the same waits for a word.
        let other = book(&ann, &third, Value::Null).await;
        assert_eq!((&other["booked"], tally(&other)), (&json!(1), [1, 0, 1, 0]));
        sound(house).await;
    }

    async fn what_looks_like_a_transaction_that_is_there_waits_for_a_decision(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        by_hand(&ann, here, "2026-01-18", "-800", "Rent").await;
        by_hand(&ann, here, "2026-01-01", "-3.50", "Fun").await;
        let before = rows(&ann).await;
        let import = look(&ann, "january.csv", JANUARY, here).await;
        // The rent was entered two days before; the coffees are four days off.
        assert_eq!(tally(&import), [3, 0, 1, 1]);
        let done = book(&ann, &import, Value::Null).await;
        assert_eq!((&done["booked"], &done["near"]["undecided"], only_added(&ann, &before).await), (&json!(3), &json!(1), 3));
        // It still waits, here and in the same file brought again.
        let again = look(&ann, "again.csv", JANUARY, here).await;
        assert_eq!(tally(&again), [0, 3, 1, 1]);
        let near = lines(&ann, &again).await.into_iter().find(|line| line["verdict"] == "near").expect("one");
        decide(&ann, &again, json!({"lines": [near["id"]], "decision": "import", "category": "Housing"})).await;
        assert_eq!(book(&ann, &again, Value::Null).await["booked"], 1);
        let added = transactions(&ann).await;
        let rent = added.iter().filter(|row| row["amount"] == -800.0).map(|row| row["category"].clone()).collect::<Vec<_>>();
        assert_eq!((rent, only_added(&ann, &before).await), (vec![json!("Housing"), json!("Rent")], 4));
        // Now it is known, and the first file can't bring it a second time.
        let late = book(&ann, &import, json!("import")).await;
        assert_eq!((&late["booked"], only_added(&ann, &before).await), (&json!(3), 4));
        sound(house).await;
    }

    async fn what_was_left_out_is_not_offered_again(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        by_hand(&ann, here, "2026-01-18", "-800", "Rent").await;
        let import = look(&ann, "january.csv", JANUARY, here).await;
        let salary = lines(&ann, &import).await[0]["id"].clone();
        let said = decide(&ann, &import, json!({"lines": [salary], "decision": "skip"})).await;
        assert_eq!(said["new"]["undecided"], 0);
        let done = book(&ann, &import, json!("skip")).await;
        assert_eq!((&done["booked"], &done["near"]["undecided"]), (&json!(2), &json!(0)));
        let before = rows(&ann).await;
        let again = look(&ann, "january.csv", JANUARY, here).await;
        assert_eq!(tally(&again), [0, 4, 0, 1]);
        book(&ann, &again, json!("import")).await;
        assert_eq!(only_added(&ann, &before).await, 0);
        sound(house).await;
    }

    async fn a_decision_can_be_taken_back_and_names_only_lines_of_its_import(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let (import, other) = (look(&ann, "a.csv", JANUARY, here).await, look(&ann, "b.csv", JANUARY, here).await);
        let foreign = lines(&ann, &other).await[0]["id"].clone();
        decide(&ann, &import, json!({"decision": "skip"})).await;
        decide(&ann, &import, json!({"lines": [foreign], "decision": "skip"})).await;
        assert!(lines(&ann, &other).await.iter().all(|line| line["decision"].is_null()));
        decide(&ann, &import, json!({"verdict": "new", "decision": null, "category": " Trip "})).await;
        let all = lines(&ann, &import).await;
        assert!(all[..4].iter().all(|line| line["decision"].is_null() && line["category"] == "Trip"));
        decide(&ann, &import, json!({"lines": [all[1]["id"]], "category": null})).await;
        let before = marks(house).await;
        for wrong in [json!({}), json!({"decision": "maybe"}), json!({"verdict": "odd", "decision": "skip"}), json!({"lines": vec![1; 501], "decision": "skip"})] {
            assert_eq!(ann.put(&format!("{IMPORTS}/1/lines"), wrong.clone()).await.status, 422, "{wrong}");
        }
        assert_eq!(marks(house).await, before);
        book(&ann, &import, Value::Null).await;
        let categories = transactions(&ann).await.iter().map(|row| row["category"].clone()).collect::<Vec<_>>();
        assert_eq!(categories.iter().filter(|name| **name == "Trip").count(), 3);
        sound(house).await;
    }

    async fn a_csv_after_an_ofx_waits_and_adds_only_the_rest(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let file = ofx("1", &[("20260102", "2000.00", "R1", "EMPLOYER INC"), ("20260105", "-3.50", "R2", "COFFEE"), ("20260121", "-800.00", "R4", "LANDLORD")]);
        bring(&ann, "a.ofx", &file, here).await;
        let before = rows(&ann).await;
        let import = look(&ann, "january.csv", JANUARY, here).await;
        assert_eq!(tally(&import), [0, 0, 4, 1]);
        book(&ann, &import, Value::Null).await;
        assert_eq!(only_added(&ann, &before).await, 0);
        let coffees = lines(&ann, &import).await.into_iter().filter(|line| line["payee"] == "Coffee").collect::<Vec<_>>();
        decide(&ann, &import, json!({"lines": [coffees[1]["id"]], "decision": "import"})).await;
        let done = book(&ann, &import, json!("skip")).await;
        assert_eq!((&done["booked"], only_added(&ann, &before).await), (&json!(1), 1));
        // The same two banks again: all of it is known.
        for (name, content) in [("a.ofx", file.as_str()), ("january.csv", JANUARY)] {
            let again = look(&ann, name, content, here).await;
            assert_eq!(tally(&again)[0] + tally(&again)[2], 0, "{name}: {again}");
        }
        sound(house).await;
    }

    async fn a_deleted_import_does_not_come_back_and_a_changed_one_stays_changed(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        bring(&ann, "january.csv", JANUARY, here).await;
        let all = transactions(&ann).await;
        let one = |at: usize| format!("{TRANSACTIONS}/{}", all[at]["id"]);
        ann.delete(&one(0)).await.expect(204);
        ann.patch(&one(1), json!({"amount": -4, "date": "2026-01-07", "payee": "Café", "category": "Fun"})).await.expect(200);
        let before = rows(&ann).await;
        let again = look(&ann, "january.csv", JANUARY, here).await;
        assert_eq!(tally(&again), [0, 4, 0, 1]);
        book(&ann, &again, json!("import")).await;
        assert_eq!((only_added(&ann, &before).await, before.len()), (0, 3));
        sound(house).await;
    }

    async fn other_peoples_imports_are_refused(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let (here, his) = (account(&ann, "EUR").await, account(&bob, "EUR").await);
        look(&ann, "january.csv", JANUARY, here).await;
        let before = marks(house).await;
        let one = format!("{IMPORTS}/1");
        for answer in [
            bob.get(&one).await, bob.put(&one, json!({"account_id": his})).await, bob.delete(&one).await, bob.get(&format!("{one}/lines")).await,
            bob.put(&format!("{one}/lines"), json!({"decision": "skip"})).await, bob.post(&format!("{one}/book"), json!({})).await,
            upload(&bob, "a.csv", JANUARY, &[("account_id", &here.to_string())]).await, ann.put(&one, json!({"account_id": his})).await,
            ann.put(&one, json!({"accounts": {"": his}})).await,
        ] {
            assert_eq!(answer.refused(403), "Access denied");
        }
        for answer in [ann.get(&format!("{IMPORTS}/9")).await, ann.post(&format!("{IMPORTS}/9/book"), json!({})).await, ann.delete(&format!("{IMPORTS}/9")).await] {
            assert_eq!(answer.refused(404), "Import not found");
        }
        assert_eq!(upload(&ann, "a.csv", JANUARY, &[("account_id", "99")]).await.refused(404), "Account not found");
        upload(&house.client(), "a.csv", JANUARY, &[]).await.refused(401);
        assert_eq!((marks(house).await, files(house).await), (before, 1));
        // The same file is new to another person.
        assert_eq!(bring(&bob, "january.csv", JANUARY, his).await["booked"], 4);
        assert_eq!(bob.get(IMPORTS).await.header("x-total-count"), "1");
        sound(house).await;
    }
}
