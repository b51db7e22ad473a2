//! Templates in the YAML of invoice2data: of vendors, and of the house's folder.
use kernel::{
    Role,
    testing::{House, On},
};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, odd_invoice, person, read, traces, with_real_reader};

const BRANDT: &str = "DE232446240";
const YAML: &str = "issuer: Holzhof Brandt\nkeywords:\n  - Holzhof Brandt\nfields:\n  invoice_number: (K-\\d+-\\d+)\n  date: 'Rechnungsdatum: (\\d+\\.\\d+\\.\\d+)'\n  amount: Gesamtbetrag\\s+([\\d,]+)\noptions:\n  decimal_separator: ','\n  date_formats: ['%d.%m.%Y']\n";

fn number(invoice: &Value) -> (&Value, &Value) {
    (&invoice["invoice_number"], &invoice["extracted_data"]["fields"]["invoice_number"]["origin"])
}

kernel::stories! { MODULES;
    async fn the_template_of_a_vendor_fixes_a_field(house) {
        with_real_reader(house);
        let (ann, root) = (person(house, "ann", Role::User).await, person(house, "root", Role::Admin).await);
        let id = batch(&ann).await;
        read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        let path = "/api/vendors/1/template";
        root.get(path).await.refused(404);
        let made = root.put(path, json!({"template": YAML})).await.expect(200);
        assert_eq!((&made["vendor_id"], &made["template"]), (&json!(1), &json!(YAML)));
        assert_eq!(ann.get(path).await.expect(200), made);
        let second = read(house, &ann, id, &odd_invoice(BRANDT, "K-7002-26", "V-91", "02.05.2026")).await;
        assert_eq!(number(&second), (&json!("K-7002-26"), &json!("template")));
        let field = &second["extracted_data"]["fields"]["invoice_number"];
        assert_eq!((&field["note"], &field["page"]), (&json!("Template of vendor 1."), &json!(0)));
        assert_eq!((&second["total_amount"], &second["invoice_date"]), (&json!(119.0), &json!("2026-04-15")));
        house.app.clock.advance(chrono::Duration::seconds(1));
        root.put(path, json!({"template": YAML.replace("Holzhof Brandt", "Somebody else")})).await.expect(200);
        let third = read(house, &ann, id, &odd_invoice(BRANDT, "K-7003-26", "V-95", "02.05.2026")).await;
        assert_eq!(number(&third), (&json!("5521"), &json!("read")), "a template that does not match changes nothing");
        root.delete(path).await.expect(204);
        root.delete(path).await.refused(404);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action LIKE '%vendor_template'").await, 3);
    }

    async fn what_is_no_template_is_refused_with_its_line(house) {
        with_real_reader(house);
        let (ann, root) = (person(house, "ann", Role::User).await, person(house, "root", Role::Admin).await);
        let id = batch(&ann).await;
        read(house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
        let before = traces(house).await;
        let path = "/api/vendors/1/template";
        let refused = root.put(path, json!({"template": "keywords: [A]\nfields:\n  amount: Total (\\d+\n"})).await.refused(422);
        assert!(refused.contains("line 3"), "{refused}");
        root.put(path, json!({"template": "keywords: [A\n"})).await.refused(422);
        root.put(path, json!({"template": ""})).await.refused(422);
        root.put(path, json!({"template": "a".repeat(70_000)})).await.refused(422);
        root.put("/api/vendors/9/template", json!({"template": YAML})).await.refused(404);
        ann.put(path, json!({"template": YAML})).await.refused(403);
        assert_eq!(traces(house).await, before);
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_vendor_templates").await, 0);
    }
}

#[tokio::test]
async fn templates_of_the_folder_are_used() {
    let folder = std::env::temp_dir().join(format!("templates-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("brandt.yml"), YAML).expect("a template");
    std::fs::write(folder.join("broken.yml"), "keywords: [A").expect("no template");
    let path = folder.to_string_lossy().into_owned();
    let house = House::with(On::Sqlite, MODULES, &[("invoices.templates", path.as_str())]).await;
    with_real_reader(&house);
    let ann = person(&house, "ann", Role::User).await;
    let id = batch(&ann).await;
    let one = read(&house, &ann, id, &odd_invoice(BRANDT, "K-7001-26", "V-88", "30.04.2026")).await;
    assert_eq!(number(&one), (&json!("K-7001-26"), &json!("template")));
    assert_eq!(one["extracted_data"]["fields"]["invoice_number"]["note"], "Template brandt.");
    std::fs::remove_dir_all(&folder).expect("an end");
}
