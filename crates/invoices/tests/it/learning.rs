//! What people correct improves the next invoice of the same vendor, and of nobody else.
use kernel::{
    Role,
    testing::{Client, House},
};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, invoice, odd_invoice, person, read, traces, with_real_reader};

const BRANDT: &str = "DE232446240";
const OTHER: &str = "ATU13585627";

async fn correct(house: &House, client: &Client<'_>, id: &Value, fields: Value) {
    client.put(&format!("/api/invoices/{id}"), json!({ "fields": fields })).await.expect(200);
    house.settle().await;
}

fn field<'a>(invoice: &'a Value, name: &str) -> &'a Value {
    &invoice["extracted_data"]["fields"][name]
}

kernel::stories! { MODULES;
    async fn a_corrected_layout_is_read_right_the_next_time(house) {
        with_real_reader(house);
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let first = read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        assert_eq!(first["invoice_number"], "5521", "nobody reads that right");
        correct(house, &ann, &first["id"], json!({"invoice_number": "K-7001-26", "due_date": "2026-04-30"})).await;
        let second = read(house, &ann, id, &odd_invoice(BRANDT, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_eq!((&second["invoice_number"], &second["due_date"], &second["auto_accept"]), (&json!("K-7002-26"), &json!("2026-05-02"), &json!(false)));
        let number = field(&second, "invoice_number");
        assert_eq!((&number["origin"], &number["confidence"], &number["page"]), (&json!("learned"), &json!(0.61), &json!(0)));
        assert_eq!(number["note"], "Learned from invoice 1: right 1 of 1 times.");
        assert!(number["area"][1].as_f64().is_some_and(|top| (420.0..440.0).contains(&top)), "{number}");
        let hints = ann.get("/api/vendors/1/hints").await.expect(200);
        let hint = hints.as_array().expect("a list").iter().find(|hint| hint["field"] == "invoice_number").expect("a hint");
        assert_eq!((&hint["kind"], &hint["label"], &hint["side"], &hint["example"]), (&json!("place"), &json!("Kennung"), &json!("below"), &json!("K-7001-26")));
        // People approve three; then it is confirmed.
        let third = read(house, &ann, id, &odd_invoice(BRANDT, "K-7003-26", "V-95", "04.05.2026")).await;
        for one in [&first, &second, &third] {
            ann.post(&format!("/api/invoices/{}/approve", one["id"]), json!({})).await.expect(200);
        }
        house.settle().await;
        let hints = ann.get("/api/vendors/1/hints").await.expect(200);
        let hint = hints.as_array().expect("a list").iter().find(|hint| hint["field"] == "invoice_number").expect("a hint");
        assert_eq!((&hint["right"], &hint["seen"], &hint["is_confirmed"]), (&json!(3), &json!(3), &json!(true)));
        let fourth = read(house, &ann, id, &odd_invoice(BRANDT, "K-7004-26", "V-99", "06.05.2026")).await;
        assert!(field(&fourth, "invoice_number")["confidence"].as_f64().is_some_and(|sure| sure >= 0.9));
        let undone = ann.post("/api/invoices/3/undo", json!({})).await;
        undone.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_labels WHERE invoice_id = 3").await, 0, "what was taken back says nothing");
    }

    async fn a_second_word_outweighs_a_wrong_one(house) {
        with_real_reader(house);
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let first = read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        correct(house, &ann, &first["id"], json!({"invoice_number": "V-88"})).await;
        let second = read(house, &ann, id, &odd_invoice(BRANDT, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_eq!(second["invoice_number"], "V-91", "so it was taught");
        correct(house, &ann, &second["id"], json!({"invoice_number": "K-7002-26"})).await;
        let third = read(house, &ann, id, &odd_invoice(BRANDT, "K-7003-26", "V-95", "04.05.2026")).await;
        assert_eq!(third["invoice_number"], "K-7003-26");
        assert!(field(&third, "invoice_number")["confidence"].as_f64().is_some_and(|sure| sure < 0.5), "one of two");
    }

    async fn another_vendors_labels_have_no_effect(house) {
        with_real_reader(house);
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let first = read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        correct(house, &ann, &first["id"], json!({"invoice_number": "K-7001-26"})).await;
        let other = read(house, &ann, id, &odd_invoice(OTHER, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_eq!((&other["vendor_id"], &other["invoice_number"]), (&json!(2), &json!("5521")));
        assert_eq!(ann.get("/api/vendors/2/hints").await.expect(200), json!([]));
    }

    async fn what_is_always_the_same_is_put_in_or_suggested(house) {
        with_real_reader(house);
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let first = read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        let name = first["vendor_name"].as_str().expect("a name").to_owned();
        correct(house, &ann, &first["id"], json!({"seller_name": "Brandt Holzhandel", "iban": "DE89370400440532013000"})).await;
        let second = read(house, &ann, id, &odd_invoice(BRANDT, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_ne!(name, "Brandt Holzhandel");
        let seller = field(&second, "seller_name");
        assert_eq!((&seller["value"], &seller["origin"], &seller["page"]), (&json!("Brandt Holzhandel"), &json!("learned"), &json!(null)));
        assert_eq!(field(&second, "iban"), &json!(null), "what is not on the page is no field");
        let iban = &second["extracted_data"]["suggestions"]["iban"];
        assert_eq!((&iban["value"], &iban["note"], &iban["area"]), (&json!("DE89370400440532013000"), &json!("Learned from invoice 1: right 1 of 1 times."), &json!(null)));
        assert_eq!(second["vendor_id"], 1);
    }

    async fn an_administrator_has_it_forgotten(house) {
        with_real_reader(house);
        let (ann, root) = (person(house, "ann", Role::User).await, person(house, "root", Role::Admin).await);
        let id = batch(&ann).await;
        let first = read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        correct(house, &ann, &first["id"], json!({"invoice_number": "K-7001-26", "due_date": "2026-04-30"})).await;
        let before = traces(house).await;
        ann.delete("/api/vendors/1/hints").await.refused(403);
        root.delete("/api/vendors/1/hints/iban").await.refused(404);
        root.delete("/api/vendors/9/hints").await.refused(404);
        root.get("/api/vendors/9/hints").await.refused(404);
        assert_eq!(traces(house).await, before);
        root.delete("/api/vendors/1/hints/invoice_number").await.expect(204);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'forget_vendor_hints'").await, 1);
        let second = read(house, &ann, id, &odd_invoice(BRANDT, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_eq!((&second["invoice_number"], &second["due_date"]), (&json!("5521"), &json!("2026-05-02")));
        // What is forgotten stays so when other things are learned.
        correct(house, &ann, &second["id"], json!({"due_date": "2026-05-02"})).await;
        let hints = root.get("/api/vendors/1/hints").await.expect(200);
        assert!(hints.as_array().is_some_and(|all| all.iter().all(|hint| hint["field"] != "invoice_number")), "{hints}");
        root.delete("/api/vendors/1/hints").await.expect(204);
        assert_eq!(root.get("/api/vendors/1/hints").await.expect(200), json!([]));
    }

    async fn a_reader_without_pages_learns_nothing_and_breaks_nothing(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        correct(house, &ann, &one["id"], json!({"invoice_number": "2"})).await;
        assert_eq!(ann.get("/api/vendors/1/hints").await.expect(200), json!([]));
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_learnings").await, 1);
        assert_eq!(ann.get("/api/dashboard/model/metrics").await.expect(200)["feedback_queue_length"], 0);
    }
}
