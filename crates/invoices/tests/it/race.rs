//! Many at once: counts never drift, and nothing is made twice.
use futures::future::join_all;
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, drift, invoice, person, upload};

kernel::stories! { MODULES;
    async fn the_same_file_sent_by_many_at_once_is_one_invoice(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let file = invoice("1", "Acme", "10");
        let files = [("a.pdf", file.as_slice())];
        let sent = join_all((0..12).map(|_| upload(&ann, id, &files))).await;
        assert!(sent.iter().all(|reply| reply.status == 201), "{:?}", sent.iter().map(|r| r.status).collect::<Vec<_>>());
        let new = sent.iter().filter(|reply| reply.json()[0]["repeated"] == false).count();
        assert_eq!((new, house.number("SELECT COUNT(*) FROM invoices").await), (1, 1));
        house.settle().await;
        assert_eq!(house.app.storage.list("invoices/files", 99).await.expect("a list").len(), 1);
        assert_eq!(drift(house).await, 0);
    }

    async fn decisions_and_stage_ends_at_once_leave_the_counts_right(house) {
        let (ann, max) = (person(house, "ann", Role::User).await, person(house, "max", Role::Manager).await);
        let (one, two) = (batch(&ann).await, batch(&ann).await);
        for (batch, from) in [(one, 0), (two, 20)] {
            let files = (from..from + 20).map(|n| (format!("{n}.pdf"), invoice(&format!("N{n}"), &format!("V{}", n % 3), "10"))).collect::<Vec<_>>();
            let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>();
            upload(&ann, batch, &files).await.expect(201);
        }
        let decide = (1..=40).map(|n| {
            let (client, verb) = (if n % 2 == 0 { &ann } else { &max }, if n % 3 == 0 { "reject" } else { "approve" });
            let path = format!("/api/invoices/{n}/{verb}");
            async move { client.post(&path, json!({})).await.status }
        });
        let (statuses, ()) = tokio::join!(join_all(decide), house.settle());
        assert!(statuses.iter().all(|status| [200, 409, 503].contains(status)), "{statuses:?}");
        house.settle().await;
        assert_eq!(drift(house).await, 0);
        let open = "SELECT COUNT(*) FROM invoices WHERE processed_at IS NULL";
        house.app.clock.advance(chrono::Duration::minutes(1));
        house.settle().await;
        assert_eq!(house.number(open).await, 0, "what was decided early is read all the same");
        let wrong = "SELECT COUNT(*) FROM invoice_vendors v WHERE v.approved_count <> \
                     (SELECT COUNT(*) FROM invoices i WHERE i.vendor_id = v.id AND i.status = 'approved')";
        assert_eq!((house.number(wrong).await, drift(house).await), (0, 0));
    }
}
