//! The desk: what many runs hand in at once is written together, and one that can't be written takes no other with it.
use futures::future::join_all;
use invoices::{
    check::{Finding, Severity},
    invoice::{extracted::Extracted, store::Stage},
    pipeline::{
        desk,
        outcome::{Ending, Outcome},
        store,
    },
};
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, drift, invoice, person, upload};

/// What came of reading an invoice for the first time.
fn outcome(invoice_id: i64, batch_id: i64, findings: Vec<Finding>) -> Outcome {
    let mut read = Extracted::default();
    read.put("invoice_number", format!("N{invoice_id}"), 0.9);
    Outcome {
        invoice_id,
        batch_id,
        attempt: 1,
        ends: vec![],
        document: Some(("text".into(), None)),
        read: Some(read),
        result: Some(Ending::Done {
            findings,
            is_flagged: false,
            flag_reasons: vec![],
            confidence: Some(1.0),
        }),
    }
}

/// A finding about an invoice that is nowhere: no database takes it.
fn impossible() -> Finding {
    Finding {
        rule: "duplicates.same_number".into(),
        stage: Stage::Duplication,
        severity: Severity::Error,
        title: "Same number".into(),
        message: "Duplicate detected".into(),
        source: None,
        field: None,
        page: None,
        area: None,
        confidence: Some(0.95),
        other_invoice_id: Some(4_711),
        recommendation: None,
        action: None,
    }
}

kernel::stories! { MODULES;
    async fn a_result_that_cannot_be_written_takes_no_other_with_it(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let files = (1..=6).map(|n| (format!("{n}.pdf"), invoice(&format!("N{n}"), "Acme", "10"))).collect::<Vec<_>>();
        let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>();
        upload(&ann, id, &files).await.expect(201);
        store::begin(&house.app, &[1, 2, 3, 4, 5, 6]).await.expect("a beginning");
        // The first is written alone; the others wait meanwhile and are written together.
        let bad = 3;
        let handed = (1..=6).map(|n| {
            let findings = if n == bad { vec![impossible()] } else { vec![] };
            desk::hand_in(&house.app, outcome(n, id, findings))
        });
        let handed = join_all(handed).await;
        let refused = (1..=6).zip(&handed).filter(|(_, result)| result.is_err()).map(|(n, _)| n).collect::<Vec<_>>();
        assert_eq!(refused, [bad], "{handed:?}");
        assert_eq!(handed[2].as_ref().expect_err("a refusal").status, 503, "it is to be tried again");
        for n in 1..=6 {
            let one = ann.get(&format!("/api/invoices/{n}")).await.expect(200);
            let (status, number) = if n == bad { ("processing", json!(null)) } else { ("completed", json!(format!("N{n}"))) };
            assert_eq!((&one["status"], &one["invoice_number"]), (&json!(status), &number), "{n}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'read_invoice'").await, 5);
        assert_eq!((house.number("SELECT COUNT(*) FROM invoice_findings").await, drift(house).await), (0, 0));
        // Its job takes it up again.
        house.settle().await;
        let one = ann.get(&format!("/api/invoices/{bad}")).await.expect(200);
        assert_eq!((&one["status"], &one["attempts"]), (&json!("completed"), &json!(2)));
        assert_eq!(drift(house).await, 0);
    }

    async fn what_an_older_run_brings_is_thrown_away(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10"))]).await.expect(201);
        for _ in 0..2 {
            store::begin(&house.app, &[1]).await.expect("a beginning");
        }
        desk::hand_in(&house.app, outcome(1, id, vec![])).await.expect("nothing to write");
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["status"], "processing");
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'read_invoice'").await, 0);
    }
}
