//! Files with loans: loaded, refused, reported, and answered once.
use kernel::{
    Role,
    testing::{House, On},
};
use serde_json::{Value, json};

use crate::{
    files::{HEADER, counts, csv, faults, form, posted, row, sent},
    people::{MODULES, PORTFOLIOS, lent, manager, opened, person, traces},
};

async fn loans(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM credit_loans").await
}

kernel::stories! { MODULES;
    async fn good_rows_are_loaded_and_bad_ones_reported(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        lent(&ann, &book, "L0", json!({})).await;
        let rows = [
            row("L1"),
            row("L2").replace("1000000.00", "0"),
            row("L1"),
            row("L0"),
            "L3,\"Smith, Sons & \"\"Co\"\"\",5,0,Retail,2026-03-15,aaa,watch_list,,,,".to_owned(),
            row("L4").replace("2030-06-30", "2026-03-14").replace("BBB", "E"),
            "L5".to_owned(),
        ];
        let answer = sent(&ann, &book, csv(&rows), "").await;
        assert_eq!(counts(&answer), [7, 2, 5]);
        let told = faults(&answer);
        assert_eq!(told[0], (3, "Amount must be at least 0.0001".into()));
        assert_eq!(told[1], (4, "Loan ID already exists in the file".into()));
        assert_eq!(told[2], (5, "Loan ID already exists in portfolio".into()));
        assert!(told[3].0 == 7 && told[3].1.starts_with("Maturity date must be in the future; Credit rating must be one of: AAA"));
        assert!(told[4].0 == 8 && told[4].1.starts_with("Borrower is missing; Amount is missing; Rate is missing;"));
        assert_eq!(answer["errors"][0], json!({"row": 3, "loan_id": "L2", "error": told[0].1, "column": "amount", "value": "0"}));
        assert_eq!((&answer["mode"], &answer["written"], &answer["repeated"]), (&json!("accept_valid"), &json!(true), &json!(false)));
        assert_eq!((&answer["encoding"], &answer["separator"]), (&json!("UTF-8"), &json!("comma")));
        let all = ann.get(&format!("{book}/loans")).await.expect(200);
        let ids = all["loans"].as_array().expect("loans").iter().map(|loan| loan["loan_id"].clone()).collect::<Vec<_>>();
        assert_eq!(ids, ["L0", "L1", "L3"]);
        let odd = &all["loans"][2];
        assert_eq!((&odd["borrower"], &odd["country"], &odd["leverage_ratio"]), (&json!("Smith, Sons & \"Co\""), &Value::Null, &Value::Null));
        assert_eq!((&odd["status"], &odd["credit_rating"], &odd["maturity_date"]), (&json!("Watch List"), &json!("AAA"), &json!("2026-03-15")));
        assert_eq!(all["loans"][1]["interest_coverage"], "4.00");
        // One revision for the load, on top of the one for the loan by hand.
        let view = ann.get(&book).await.expect(200);
        assert_eq!((&view["revision"], &view["loan_count"]), (&json!(2), &json!(3)));
        let errors = ann.get(answer["errors_url"].as_str().expect("a file")).await;
        assert!(errors.header("content-disposition").contains("upload-1-errors.csv"));
        let text = errors.text();
        assert!(text.starts_with("\u{feff}row,column,value,reason,text\r\n3,amount,0,Amount must be at least 0.0001,\"L2,Northern Steel plc,0,"), "{text}");
        assert_eq!(text.lines().count(), 6);
    }

    async fn each_mode_keeps_what_it_says(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let bad = csv(&[row("L1"), row("L2").replace("5.50", "101"), row("L3")]);
        for (mode, expected) in [("dry_run", [3, 2, 1]), ("all_or_nothing", [3, 0, 1])] {
            let answer = sent(&ann, &book, &bad, mode).await;
            assert_eq!((counts(&answer), &answer["written"]), (expected, &json!(false)), "{mode}");
            assert_eq!(faults(&answer), [(3, "Rate must be at most 100.00".to_owned())]);
            assert_eq!((loans(house).await, house.number("SELECT revision FROM credit_portfolios").await), (0, 0));
        }
        let good = csv(&[row("L1"), row("L3")]);
        assert_eq!(counts(&sent(&ann, &book, &good, "dry_run").await), [2, 2, 0]);
        assert_eq!(loans(house).await, 0);
        let path = format!("{book}/loans/bulk?mode=dry_run");
        // The form says it louder than the address.
        let answer = posted(&ann, &path, form("T.CSV", good.as_bytes(), &[("mode", "all_or_nothing")])).await.expect(200);
        assert_eq!((counts(&answer), &answer["errors_url"]), ([2, 2, 0], &Value::Null));
        assert_eq!(loans(house).await, 2);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'load_loans'").await, 4);
    }

    async fn the_same_file_is_answered_by_its_earlier_run(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let file = csv(&[row("L1"), row("L2")]);
        let first = sent(&ann, &book, &file, "accept_valid").await;
        let before = traces(house).await;
        let again = sent(&ann, &book, &file, "accept_valid").await;
        assert_eq!((&again["repeated"], &again["load_id"], counts(&again)), (&json!(true), &first["load_id"], [2, 2, 0]));
        assert_eq!(traces(house).await, before, "nothing is done twice");
        // Another loan changes nothing about these.
        lent(&ann, &book, "L9", json!({})).await;
        assert_eq!(sent(&ann, &book, &file, "accept_valid").await["repeated"], json!(true));
        // Another mode is another question.
        assert_eq!(sent(&ann, &book, &file, "dry_run").await["repeated"], json!(false));
        assert_eq!(sent(&ann, &book, &file, "dry_run").await["repeated"], json!(true));
        // What was deleted can be loaded again.
        ann.delete(&format!("{book}/loans/1")).await.expect(204);
        let anew = sent(&ann, &book, &file, "accept_valid").await;
        assert_eq!((&anew["repeated"], counts(&anew)), (&json!(false), [2, 1, 1]));
        // With a bad row, only an unchanged portfolio gives the same answer.
        assert_eq!(sent(&ann, &book, &file, "accept_valid").await["repeated"], json!(true));
        ann.patch(&format!("{book}/loans/2"), json!({"amount": 7})).await.expect(200);
        assert_eq!(counts(&sent(&ann, &book, &file, "accept_valid").await), [2, 0, 2]);
        assert_eq!(sent(&ann, &opened(&ann, "Other").await, &file, "accept_valid").await["repeated"], json!(false));
    }

    async fn any_writing_and_separator_is_read(house) {
        let ann = manager(house, "ann").await;
        let german = "Loan ID;Borrower;Amount;RATE;Sector;Maturity Date;Credit Rating;Status\r\n\
                      L1;Müller & Söhne;1.250.000,50;5,125;Stahl;30.06.2030;BBB+;Performing\r\n\
                      L2;Öl AG;1.250;7,5;Öl;2030-06-30;BB;Watch List\r\n";
        let utf16 = |text: &str, big: bool| {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
        };
        let old = german.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect::<Vec<u8>>();
        let tabs = german.replace(';', "\t");
        let mut number = 0;
        for (file, encoding, separator) in [
            (german.as_bytes().to_vec(), "UTF-8", "semicolon"),
            (format!("\u{feff}{tabs}").into_bytes(), "UTF-8", "tab"),
            (utf16(&format!("\u{feff}{german}"), false), "UTF-16LE", "semicolon"),
            (utf16(&tabs, true), "UTF-16BE", "tab"),
            (old, "windows-1252", "semicolon"),
        ] {
            number += 1;
            let book = opened(&ann, &format!("Book {number}")).await;
            let answer = sent(&ann, &book, file, "accept_valid").await;
            assert_eq!((counts(&answer), &answer["encoding"], &answer["separator"]), ([2, 2, 0], &json!(encoding), &json!(separator)), "{answer}");
            let loans = ann.get(&format!("{book}/loans")).await.expect(200);
            let (one, two) = (&loans["loans"][0], &loans["loans"][1]);
            assert_eq!((&one["borrower"], &one["amount"], &one["rate"]), (&json!("Müller & Söhne"), &json!("1250000.50"), &json!("5.125")));
            // The other numbers of the file say that a point groups.
            assert_eq!((&two["amount"], &two["maturity_date"]), (&json!("1250.00"), &json!("2030-06-30")));
        }
    }

    async fn a_file_that_makes_no_sense_is_refused_and_leaves_nothing(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let before = traces(house).await;
        let bulk = format!("{book}/loans/bulk");
        let refused = async |name: &str, content: &str, status| {
            posted(&ann, &bulk, form(name, content.as_bytes(), &[])).await.refused(status)
        };
        assert_eq!(refused("tape.txt", "x", 400).await, "File must be a CSV");
        assert!(refused("tape.csv", "", 422).await.contains("is empty"));
        assert!(refused("tape.csv", "a,b\n1,2\n", 422).await.contains("has no column loan_id, borrower, amount"));
        assert!(refused("tape.csv", "loan_id,Loan ID\n", 422).await.contains("has the column loan_id twice"));
        let field = "--x\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\ndry_run\r\n--x--\r\n";
        assert!(posted(&ann, &bulk, field.into()).await.refused(422).contains("choose a file"));
        assert!(posted(&ann, &format!("{bulk}?mode=all"), form("a.csv", b"x", &[])).await.refused(422).contains("mode"));
        let wrong = form("a.csv", csv(&[]).as_bytes(), &[("mode", "some")]);
        assert!(posted(&ann, &bulk, wrong).await.refused(422).contains("must be one of: accept_valid"));
        ann.post(&bulk, json!({})).await.refused(422);
        assert_eq!(traces(house).await, before);
    }

    async fn a_row_without_an_end_breaks_the_run_off_and_keeps_nothing(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let rows = (0..5_000).map(|n| row(&format!("L{n}"))).collect::<Vec<_>>();
        let file = format!("{}\"{}", csv(&rows), "x\n".repeat(1_000_000));
        let answer = posted(&ann, &format!("{book}/loans/bulk"), form("a.csv", file.as_bytes(), &[])).await;
        assert!(answer.refused(422).contains("can't be read from row 5002 on"));
        assert_eq!((loans(house).await, house.number("SELECT revision FROM credit_portfolios").await), (0, 0));
        let runs = ann.get(&format!("{book}/loads")).await.expect(200);
        assert_eq!((&runs[0]["state"], &runs[0]["written"]), (&json!("failed"), &json!(false)));
        assert!(runs[0]["message"].as_str().expect("words").contains("row 5002"));
        // The portfolio is free again.
        assert_eq!(counts(&sent(&ann, &book, csv(&rows), "").await), [5_000, 5_000, 0]);
    }

    async fn uploads_are_for_those_who_may_write_there(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let root = person(house, "root", Role::Admin).await;
        let book = opened(&ann, "Book").await;
        let file = csv(&[row("L1").replace("5.50", "x"), row("L2")]);
        let before = traces(house).await;
        for (client, path, status) in [(&bob, book.as_str(), 403), (&bob, "/api/v1/portfolios/99", 404), (&house.client(), &book, 401)] {
            posted(client, &format!("{path}/loans/bulk"), form("a.csv", file.as_bytes(), &[])).await.refused(status);
            for what in ["", "/1", "/1/errors"] {
                client.get(&format!("{path}/loads{what}")).await.refused(status);
            }
        }
        let user = person(house, "customer", Role::Customer).await;
        let before = if traces(house).await == before { before } else { traces(house).await };
        posted(&user, &format!("{book}/loans/bulk"), form("a.csv", file.as_bytes(), &[])).await.refused(403);
        assert_eq!(traces(house).await, before);
        let answer = sent(&root, &book, &file, "").await;
        assert_eq!(counts(&answer), [2, 1, 1]);
        let own = ann.get(&format!("{book}/loads/1")).await.expect(200);
        assert_eq!((&own["state"], &own["kind"], &own["progress"]), (&json!("done"), &json!("loans"), &Value::Null));
        assert_eq!(own["errors"], answer["errors"]);
        assert_eq!(ann.get(&format!("{book}/loads/1/errors")).await.status, 200);
        let other = opened(&bob, "His").await;
        assert_eq!(bob.get(&format!("{other}/loads/1")).await.refused(404), "Upload not found");
        assert_eq!(bob.get(PORTFOLIOS).await.header("x-total-count"), "1");
    }

    async fn a_file_with_its_header_only_is_an_empty_load(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let answer = sent(&ann, &book, HEADER, "all_or_nothing").await;
        assert_eq!((counts(&answer), &answer["written"]), ([0, 0, 0], &json!(false)));
        assert_eq!(house.number("SELECT revision FROM credit_portfolios").await, 0);
    }
}

#[tokio::test]
async fn looks_beforehand_do_not_use_up_the_loads_of_an_hour() {
    let house = House::with(On::Sqlite, MODULES, &[("limits.bulk", "1")]).await;
    let ann = manager(&house, "ann").await;
    let book = opened(&ann, "Book").await;
    for _ in 0..2 {
        sent(&ann, &book, csv(&[row("L1")]), "dry_run").await;
    }
    sent(&ann, &book, csv(&[row("L1")]), "").await;
    let again =
        posted(&ann, &format!("{book}/loans/bulk"), form("tape.csv", csv(&[row("L2")]).as_bytes(), &[]))
            .await;
    assert_eq!((again.status, loans(&house).await), (429, 1));
    sent(&ann, &book, csv(&[row("L2")]), "dry_run").await;
}
