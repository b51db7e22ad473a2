//! Exports in every form.
use kernel::{
    Role,
    testing::{Client, House},
};
use serde_json::json;

use crate::kit::{MODULES, batch, invoice, person, read, traces};

async fn approved(house: &House, client: &Client<'_>, numbers: &[&str]) -> i64 {
    let id = batch(client).await;
    for number in numbers {
        let read = read(house, client, id, &invoice(number, "=Acme()", "10")).await;
        client.post(&format!("/api/invoices/{}/approve", read["id"]), json!({})).await.expect(200);
    }
    id
}

/// The sum of a column of a CSV without quotes, in cents.
fn cents(csv: &str, column: usize) -> i64 {
    let cell = |line: &str| line.split(',').nth(column).unwrap_or_default().replace('.', "");
    csv.lines().skip(1).map(|line| cell(line).parse::<i64>().unwrap_or(0)).sum()
}

kernel::stories! { MODULES;
    async fn the_journal_is_balanced(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = approved(house, &ann, &["J1", "J2"]).await;
        let journal = ann.post("/api/invoices/exports", json!({"format": "journal", "batch_id": id})).await;
        assert_eq!(journal.status, 200, "{}", journal.text());
        let text = journal.text();
        assert!(text.contains("Accounts payable") && text.contains("'=Acme()"), "{text}");
        assert_eq!((cents(&text, 6), cents(&text, 7)), (2_000, 2_000), "{text}");
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices WHERE exported_at IS NOT NULL").await, 2);
        ann.post("/api/invoices/1/undo", json!({})).await.refused(409);
    }

    async fn what_left_may_leave_again_by_name_of_it(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = approved(house, &ann, &["R1"]).await;
        assert_eq!(ann.post("/api/invoices/exports", json!({"batch_id": id, "lines": true})).await.status, 200);
        let before = traces(house).await;
        ann.post("/api/invoices/exports", json!({"batch_id": id})).await.refused(409);
        assert_eq!(traces(house).await, before);
        let again = ann.post("/api/invoices/exports", json!({"batch_id": id, "format": "xlsx", "again": true})).await;
        assert_eq!(again.status, 200);
        assert!(again.body.starts_with(b"PK"), "a workbook");
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'export_invoices_again'").await, 1);
    }

    async fn invoices_leave_as_ubl(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = approved(house, &ann, &["U1", "U2"]).await;
        let both = ann.post("/api/invoices/exports", json!({"batch_id": id, "format": "ubl"})).await;
        assert_eq!(both.status, 200);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&both.body)).expect("an archive");
        let found = archive.file_names().map(|name| name.expect("a name").into_owned()).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(found, ["invoice-1.xml", "invoice-2.xml"].map(str::to_owned).into());
        let second = std::io::read_to_string(archive.by_name("invoice-2.xml").expect("a file")).expect("text");
        assert!(second.contains("<cbc:ID>U2</cbc:ID>"), "{second}");
        let ubl = ann.post("/api/invoices/exports", json!({"invoice_ids": [1], "format": "ubl", "again": true})).await;
        assert_eq!(ubl.status, 200);
        let text = ubl.text();
        assert!(text.contains("<cbc:ID>U1</cbc:ID>") && text.contains(">10.00<"), "{text}");
        ann.post("/api/invoices/exports", json!({"format": "pdf"})).await.refused(422);
    }
}
