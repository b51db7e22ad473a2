//! Files of banks as they come: formats, accounts, columns, and what can't be taken.
use kernel::testing::{Client, House, On};
use serde_json::{Value, json};

use crate::{
    books::account,
    imports::ofx,
    ledger::{acts, events, marks, sound},
    people::{MODULES, fault, saver},
    uploads::{
        IMPORTS, book, bring, file_part, files, lines, look, send, tally, text_part, transactions, upload,
    },
};

const QIF: &str = "!Type:Bank\nD31/01/2026\nT-12.00\nPShop\nMbread\nLFood\n^\nD30/01/2026\nT-30.00\nPStore\nLFood\nSFood\n$-10.00\nSFun\nEtoys\n$-20.00\n^\n";
const MT940: &str = ":20:X\r\n:25:10020030/1234567\r\n:28C:5/1\r\n:60F:C251231EUR100,\r\n:61:2601020102D9,50NMSCNONREF//B1\r\n\
    :86:177?00SEPA?20SVWZ+Rent?32Landlord\r\n:62F:C260102EUR90,5\r\n-";
const CAMT: &str = "<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt><GrpHdr>\
    <CreDtTm>2026-03-01T10:00:00</CreDtTm></GrpHdr>\n<Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>\n\
    <Ntry><Amt Ccy=\"EUR\">8.85</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-30</Dt></BookgDt>\
    <AcctSvcrRef>R1</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Payer</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry>\n\
    <Ntry><Amt Ccy=\"EUR\">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>PDNG</Cd></Sts><BookgDt><Dt>2026-01-31</Dt></BookgDt></Ntry>\n\
    </Stmt></BkToCstmrStmt></Document>";

async fn numbered(client: &Client<'_>, currency: &str, number: &str) -> i64 {
    let body = json!({"name": format!("No {number}"), "currency": currency, "number": number});
    client.post("/api/v1/financial/accounts", body).await.expect(201)["id"].as_i64().expect("an id")
}

kernel::stories! { MODULES;
    async fn each_format_is_read_and_booked(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let german = "Buchungstag;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung\n31.01.2026;Müller;Miete;-1.234,56;EUR\n01.02.2026;Lohn AG;Gehalt;2.000,00;EUR\n";
        let one = ofx("77", &[("20260201", "-5", "A", "Kiosk")]);
        for (name, content, format, booked) in
            [("a.csv", german, "csv", 2), ("b.ofx", one.as_str(), "ofx", 1), ("c.qif", QIF, "qif", 2), ("d.sta", MT940, "mt940", 1), ("e.xml", CAMT, "camt", 2)]
        {
            let done = bring(&ann, name, content, here).await;
            assert_eq!((&done["format"], &done["booked"], &done["unreadable"]["lines"]), (&json!(format), &json!(booked), &json!(0)), "{done}");
            sound(house).await;
            assert_eq!(tally(&look(&ann, name, content, here).await), [0, booked, 0, 0], "{name} again");
        }
        let all = transactions(&ann).await;
        let find = |payee: &str| all.iter().find(|row| row["payee"] == payee).unwrap_or_else(|| panic!("{payee} in {all:?}"));
        assert_eq!((&find("Müller")["amount"], &find("Müller")["date"]), (&json!(-1234.56), &json!("2026-01-31")));
        assert_eq!((&find("Shop")["category"], &find("Landlord")["amount"], &find("Payer")["amount"]), (&json!("Food"), &json!(-9.5), &json!(8.85)));
        let parts = find("Store")["splits"].as_array().expect("parts").iter().map(|part| (part["category"].clone(), part["amount"].clone())).collect::<Vec<_>>();
        assert_eq!(parts, [(json!("Food"), json!(-10.0)), (json!("Fun"), json!(-20.0))]);
        assert_eq!(all.iter().filter(|row| row["status"] == "pending").count(), 1);
    }

    async fn fields_after_the_file_count_too(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let file = file_part("a.csv", b"Date,Payee,Amount\n2026-01-02,A,-1.00\n");
        let body = [file, text_part("account_id", &here.to_string()), text_part("book", "true"), b"--cut--\r\n".to_vec()].concat();
        let done = send(&ann, body).await.expect(201);
        assert_eq!((&done["status"], &done["booked"], &done["account_id"]), (&json!("done"), &json!(1), &json!(here)));
        sound(house).await;
    }

    async fn accounts_are_known_by_their_numbers(house) {
        let ann = saver(house, "ann").await;
        let giro = numbered(&ann, "EUR", "DE89 3704 0044 0532 0130 00").await;
        let old = numbered(&ann, "EUR", "00 42").await;
        ann.patch(&format!("/api/v1/financial/accounts/{old}"), json!({"closed_on": "2026-01-01"})).await.expect(200);
        let card = numbered(&ann, "EUR", "0042").await;
        let import = upload(&ann, "camt.xml", CAMT, &[]).await.expect(201);
        assert_eq!((&import["account_id"], &import["sources"][0]["account_id"]), (&json!(giro), &json!(giro)));
        // Of two with one number the open one is meant.
        let import = upload(&ann, "a.ofx", &ofx("0042", &[("20260201", "-5", "A", "Kiosk")]), &[]).await.expect(201);
        assert_eq!((&import["account_id"], tally(&import)), (&json!(card), [1, 0, 0, 0]));
        // A number that the file has wins over the account that was chosen for the rest.
        let import = upload(&ann, "camt.xml", CAMT, &[("account_id", &card.to_string())]).await.expect(201);
        assert_eq!(import["sources"][0]["account_id"], giro);
    }

    async fn several_accounts_in_one_file_go_to_their_own(house) {
        let ann = saver(house, "ann").await;
        let (first, second) = (numbered(&ann, "EUR", "111").await, account(&ann, "EUR").await);
        let table = "Account,Date,Payee,Amount\n111,2026-01-02,A,-1.00\n222,2026-01-02,A,-1.00\n111,2026-01-03,B,-2.00\n222,2026-01-04,C,5.00\n";
        let import = upload(&ann, "both.csv", table, &[]).await.expect(201);
        let known = |import: &Value| {
            let source = |s: &Value| (s["account"].clone(), s["entries"].clone(), s["account_id"].clone());
            import["sources"].as_array().expect("sources").iter().map(source).collect::<Vec<_>>()
        };
        assert_eq!(known(&import), [(json!("111"), json!(2), json!(first)), (json!("222"), json!(2), Value::Null)]);
        assert_eq!((&import["new"]["undecided"], &import["account_id"]), (&json!(2), &Value::Null));
        let path = format!("{IMPORTS}/{}/book", import["id"]);
        assert_eq!(ann.post(&path, json!({})).await.refused(409), "Choose the account that the file belongs to first.");
        assert_eq!(transactions(&ann).await.len(), 0);
        let again = ann.put(&format!("{IMPORTS}/{}", import["id"]), json!({"accounts": {"222": second}})).await.expect(200);
        assert_eq!((known(&again)[1].2.clone(), &again["status"]), (json!(second), &json!("ready")));
        assert_eq!(book(&ann, &again, Value::Null).await["booked"], 4);
        let accounts = ann.get("/api/v1/financial/accounts").await.expect(200);
        assert_eq!((&accounts[0]["balance"], &accounts[1]["balance"]), (&json!(-3.0), &json!(4.0)));
        sound(house).await;
    }

    async fn without_an_account_nothing_is_booked_until_one_is_chosen(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let import = upload(&ann, "a.csv", "Date,Payee,Amount\n2026-01-02,A,-1.00\n", &[("book", "true")]).await.expect(201);
        assert_eq!((&import["status"], &import["account_id"], &import["new"]["undecided"]), (&json!("ready"), &Value::Null, &json!(1)));
        let (one, path) = (format!("{IMPORTS}/1"), format!("{IMPORTS}/1/book"));
        let before = marks(house).await;
        assert_eq!(ann.post(&path, json!({})).await.refused(409), "Choose the account that the file belongs to first.");
        assert_eq!(ann.put(&one, json!({"account_id": 99})).await.refused(404), "Account not found");
        assert_eq!(marks(house).await, before);
        ann.put(&one, json!({"account_id": here})).await.expect(200);
        // It was uploaded to be booked; what was missing was the account.
        let now = ann.get(&one).await.expect(200);
        if now["status"] == "ready" {
            ann.post(&path, json!({})).await.expect(200);
        }
        assert_eq!(transactions(&ann).await.len(), 1);
        // The next file of the same layout goes to the same account.
        let next = upload(&ann, "b.csv", "Date,Payee,Amount\n2026-01-09,B,-2.00\n", &[]).await.expect(201);
        assert_eq!((&next["account_id"], &next["new"]["undecided"]), (&json!(here), &json!(0)));
        sound(house).await;
    }

    async fn a_remembered_account_is_never_given_what_names_another(house) {
        let ann = saver(house, "ann").await;
        let here = numbered(&ann, "EUR", "111").await;
        let table = |account: &str| format!("Account,Date,Payee,Amount\n{account},2026-01-02,A,-1.00\n");
        let first = upload(&ann, "a.csv", &table("111"), &[("book", "true")]).await.expect(201);
        assert_eq!((&first["status"], &first["account_id"], &first["booked"]), (&json!("done"), &json!(here), &json!(1)));
        let other = upload(&ann, "b.csv", &table("222"), &[("book", "true")]).await.expect(201);
        assert_eq!((&other["status"], &other["account_id"], &other["new"]["undecided"]), (&json!("ready"), &Value::Null, &json!(1)));
        // What was learned of one bank's QIF file says nothing about another's.
        bring(&ann, "a.qif", QIF, here).await;
        let qif = upload(&ann, "b.qif", "!Type:Bank\nD1/2/26\nT-1.00\nPX\n^\n", &[]).await.expect(201);
        assert_eq!(qif["account_id"], Value::Null);
        sound(house).await;
    }

    async fn an_export_as_a_spreadsheet_can_be_imported(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        bring(&ann, "a.csv", "Date,Payee,Memo,Amount\n2026-01-02,Zoë,bread,-1234.5\n2026-01-03,B,,0.01\n", here).await;
        let sheet = ann.get("/api/v1/financial/transactions/export?format=xlsx").await.body;
        let form = crate::uploads::form("export.xlsx", &sheet, &[("account_id", &there.to_string())]);
        let import = send(&ann, form).await.expect(201);
        assert_eq!((&import["format"], tally(&import)), (&json!("xlsx"), [2, 0, 0, 0]), "{import}");
        book(&ann, &import, Value::Null).await;
        let accounts = ann.get("/api/v1/financial/accounts").await.expect(200);
        assert_eq!((&accounts[0]["balance"], &accounts[1]["balance"]), (&json!(-1234.49), &json!(-1234.49)));
        sound(house).await;
    }

    async fn several_files_in_one_form_are_refused(house) {
        let ann = saver(house, "ann").await;
        let before = marks(house).await;
        let file = |name: &str| file_part(name, b"Date,Amount\n2026-01-02,1.00\n");
        let body = [file("a.csv"), file("b.csv"), b"--cut--\r\n".to_vec()].concat();
        assert!(fault(&send(&ann, body).await).1.contains("one after the other"));
        assert_eq!((marks(house).await, files(house).await), (before, 0));
    }

    async fn an_account_that_closed_or_went_meanwhile_gets_nothing(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        let content = "Date,Payee,Amount\n2026-01-02,A,-1.00\n";
        let (first, second) = (look(&ann, "a.csv", content, here).await, look(&ann, "a.csv", content, there).await);
        ann.patch(&format!("/api/v1/financial/accounts/{here}"), json!({"closed_on": "2026-01-31"})).await.expect(200);
        ann.delete(&format!("/api/v1/financial/accounts/{there}")).await.expect(204);
        for import in [&first, &second] {
            let words = ann.post(&format!("{IMPORTS}/{}/book", import["id"]), json!({})).await.refused(409);
            assert!(words.contains("Choose another account"), "{words}");
        }
        let closed = look(&ann, "b.csv", content, here).await;
        assert_eq!(tally(&closed), [0, 0, 0, 1]);
        assert_eq!(lines(&ann, &closed).await[0]["reason"], "Everyday EUR is closed since 2026-01-31");
        assert_eq!(transactions(&ann).await.len(), 0);
        sound(house).await;
    }

    async fn another_currency_is_unreadable_and_says_so(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "USD").await);
        let mixed = "Date,Payee,Amount,Currency\n2026-01-02,A,-1.00,EUR\n2026-01-03,B,-2.00,USD\n";
        let import = look(&ann, "a.csv", mixed, here).await;
        assert_eq!(tally(&import), [1, 0, 0, 1]);
        let wrong = lines(&ann, &import).await.into_iter().find(|line| line["verdict"] == "unreadable").expect("one");
        assert_eq!(wrong["reason"], "this is in USD, but Everyday EUR holds EUR; choose an account in USD");
        let other = ann.put(&format!("{IMPORTS}/1"), json!({"account_id": there})).await.expect(200);
        assert_eq!((tally(&other), &other["new"]["money_out"]), ([1, 0, 0, 1], &json!(-2.0)));
        book(&ann, &other, Value::Null).await;
        assert_eq!(transactions(&ann).await[0]["currency"], "USD");
        sound(house).await;
    }

    async fn columns_that_a_person_corrects_are_remembered_for_the_bank(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let table = |rows: &str| format!("Date,Who,What,Amount\n{rows}");
        let import = look(&ann, "a.csv", &table("2026-01-02,A,bread,1.00\n2026-01-03,B,milk,2.00\n"), here).await;
        assert_eq!(import["new"]["money_in"], 3.0);
        // This card writes purchases above zero, and its second column is no payee.
        let mut mapping = import["understanding"]["mapping"].clone();
        mapping["negate"] = json!(true);
        mapping["columns"] = json!(["date", "memo", "payee", "amount"]);
        let again = ann.put(&format!("{IMPORTS}/1"), json!({"mapping": mapping})).await.expect(200);
        assert_eq!((&again["new"]["money_out"], &again["understanding"]["mapping"]), (&json!(-3.0), &mapping));
        book(&ann, &again, Value::Null).await;
        let next = look(&ann, "b.csv", &table("2026-02-02,C,tea,4.00\n2026-02-09,D,jam,5.00\n"), here).await;
        assert_eq!((&next["new"]["money_out"], &lines(&ann, &next).await[0]["payee"]), (&json!(-9.0), &json!("tea")));
        // Another layout, and another person, start anew.
        let other = look(&ann, "c.csv", "Date,Payee,Amount\n2026-04-02,C,4.00\n", here).await;
        assert_eq!(other["new"]["money_in"], 4.0);
        let bob = saver(house, "bob").await;
        let his = account(&bob, "EUR").await;
        assert_eq!(look(&bob, "b.csv", &table("2026-02-02,C,tea,4.00\n"), his).await["new"]["money_in"], 4.0);
    }

    async fn strange_mappings_are_refused_or_read_and_never_crash(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let import = look(&ann, "a.csv", "Date,Payee,Amount\n2026-01-02,A,-1.00\n2026-01-03,B,2.00\n", here).await;
        let good = import["understanding"]["mapping"].clone();
        for (key, value) in [
            ("columns", json!([])), ("columns", json!(["ignored", "ignored", "ignored"])), ("columns", json!(["amount", "date", "payee"])),
            ("encoding", json!("klingon")), ("encoding", json!("utf-16le")), ("separator", json!("\"")), ("separator", json!("\n")),
            ("separator", json!("\u{1f4b6}")), ("header_line", json!(0)), ("header_line", json!(999)), ("fingerprint", json!("")), ("currency", json!("bananas")),
            ("currency", json!("USD")), ("decimal", json!("comma")), ("dates", json!("day_month_year")), ("separator", json!("ab")), ("header_line", json!(-1)),
        ] {
            let mut mapping = good.clone();
            mapping[key] = value.clone();
            let answer = ann.put(&format!("{IMPORTS}/1"), json!({"mapping": mapping})).await;
            assert!([200, 422].contains(&answer.status), "{key} {value}: {}", answer.text());
            let status = ann.get(&format!("{IMPORTS}/1")).await.expect(200)["status"].clone();
            assert!(status == "ready" || status == "failed", "{key} {value}: {status}");
        }
        let whole = ann.put(&format!("{IMPORTS}/1"), json!({"mapping": good})).await.expect(200);
        assert_eq!(tally(&whole), [2, 0, 0, 0]);
    }

    async fn a_file_that_can_not_be_read_says_what_to_do(house) {
        let ann = saver(house, "ann").await;
        account(&ann, "EUR").await;
        for (name, content, words) in [
            ("a.pdf", "%PDF-1.7 nothing", "Export the account as CSV"), ("b.json", "{\"a\": 1}", "Export the account as CSV, XLSX, OFX"),
            ("c.csv", "   \n\n", "empty"), ("d.csv", "just words and nothing else\nin two lines\n", "."), ("e.xlsx", "PK\u{3}\u{4}broken", "."),
        ] {
            let import = upload(&ann, name, content, &[("account_id", "1"), ("book", "true")]).await.expect(201);
            let failure = import["failure"].as_str().unwrap_or_else(|| panic!("{name}: {import}"));
            assert_eq!(import["status"], "failed", "{name}");
            assert!(failure.contains(words) && failure.len() > 20, "{name}: {failure}");
            let refused = ann.post(&format!("{IMPORTS}/{}/book", import["id"]), json!({})).await.refused(409);
            assert!(refused.starts_with("The file could not be read"), "{refused}");
        }
        // Of a table without names it shows what it saw, so that its owner can say which column is which.
        let odd = "aaa;bbb;ccc\nx;y;z\nu;v;w\n";
        let import = upload(&ann, "odd.csv", odd, &[("account_id", "1")]).await.expect(201);
        if import["status"] == "failed" && import["understanding"]["mapping"].is_object() {
            assert!(import["understanding"]["preview"].as_array().is_some_and(|rows| !rows.is_empty()), "{import}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM transactions").await, 0);
    }

    async fn what_is_no_file_is_refused_and_leaves_nothing(house) {
        let ann = saver(house, "ann").await;
        let before = marks(house).await;
        assert_eq!(fault(&upload(&ann, "a.csv", "", &[]).await), (json!(["body", "file"]), "is empty".into()));
        assert!(fault(&ann.post(IMPORTS, json!({"file": "x"})).await).1.contains("multipart/form-data"));
        assert!(fault(&send(&ann, [text_part("account_id", "1"), b"--cut--\r\n".to_vec()].concat()).await).1.contains("choose a file"));
        assert_eq!(fault(&upload(&ann, "a.csv", "Date,Amount\n", &[("account_id", "one")]).await).0, json!(["body", "account_id"]));
        assert_eq!(send(&ann, b"--cut\r\nbroken".to_vec()).await.status, 422);
        assert_eq!((marks(house).await, files(house).await), (before, 0));
    }

    async fn an_import_can_be_dropped_until_it_is_booked(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let content = "Date,Payee,Amount\n2026-01-02,A,-1.00\n";
        let import = look(&ann, "a.csv", content, here).await;
        let one = format!("{IMPORTS}/{}", import["id"]);
        ann.delete(&one).await.expect(204);
        let gone = ann.get(&one).await.expect(200);
        assert_eq!((&gone["status"], tally(&gone), files(house).await), (&json!("cancelled"), [0; 4], 0));
        assert_eq!(acts(house, "cancel_import").await, 1);
        for answer in [ann.delete(&one).await, ann.put(&one, json!({"account_id": here})).await, ann.post(&format!("{one}/book"), json!({})).await, ann.put(&format!("{one}/lines"), json!({"decision": "skip"})).await] {
            assert!(answer.refused(409).starts_with("This import is over."));
        }
        // What was dropped was never brought.
        let done = bring(&ann, "a.csv", content, here).await;
        assert_eq!(done["booked"], 1);
        let before = marks(house).await;
        assert!(ann.delete(&format!("{IMPORTS}/{}", done["id"])).await.refused(409).starts_with("This import is over."));
        assert_eq!(marks(house).await, before);
        assert_eq!((acts(house, "upload_import").await, acts(house, "read_import").await, acts(house, "confirm_import").await), (2, 2, 1));
        assert_eq!((acts(house, "book_import").await, acts(house, "finish_import").await, events(house, "planning.import.done").await), (1, 1, 1));
    }
}

#[tokio::test]
async fn a_file_beyond_the_limits_is_refused() {
    for on in [On::Sqlite, On::Postgres] {
        let house = House::with(
            on,
            MODULES,
            &[("planning.import_max_bytes", "100"), ("planning.import_max_lines", "3")],
        )
        .await;
        let ann = saver(&house, "ann").await;
        let here = account(&ann, "EUR").await;
        let before = marks(&house).await;
        let rows = |count: usize| format!("Date,Payee,Amount\n{}", "2026-01-02,A,-1.00\n".repeat(count));
        assert!(upload(&ann, "a.csv", &rows(5), &[]).await.refused(413).starts_with("a.csv is larger than"));
        assert_eq!((marks(&house).await, files(&house).await), (before, 0));
        let import = upload(&ann, "a.csv", &rows(4), &[("account_id", &here.to_string()), ("book", "true")])
            .await
            .expect(201);
        assert_eq!(
            (&import["status"], &import["failure"]),
            (&json!("failed"), &json!("The file has more than 3 lines. Split it by year."))
        );
        assert_eq!(bring(&ann, "a.csv", &rows(3), here).await["booked"], 3);
        sound(&house).await;
    }
}
