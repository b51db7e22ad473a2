//! Appointments in people's own calendars.
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, customer},
    sale::{Sale, texts},
};

fn visit(project: i64, hour: u32, agenda: &str) -> Value {
    json!({
        "project_id": project, "appointment_type": "site_visit", "agenda": agenda,
        "appointment_date": format!("2026-04-05T{hour:02}:00:00Z"), "created_by": "customer",
    })
}

/// The lines of a calendar, put together again where they were folded.
fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

kernel::stories! { MODULES;
    async fn an_invitation_asks_then_moves_then_calls_off(house) {
        let sale = Sale::new(house).await;
        sale.customer.post("/api/appointments", visit(sale.project, 10, "Look;\nthen talk")).await.expect(201);
        let read = async || {
            let reply = sale.customer.get("/api/appointments/1/invitation").await;
            assert_eq!(reply.status, 200);
            (reply.header("content-type").to_owned(), unfolded(&reply.text()))
        };
        let (kind, text) = read().await;
        assert_eq!(kind, "text/calendar; charset=utf-8; method=REQUEST");
        for line in [
            "METHOD:REQUEST", "SEQUENCE:0", "DTSTART:20260405T100000Z", "DTEND:20260405T110000Z", "STATUS:TENTATIVE",
            "ORGANIZER;CN=ABC Construction Co.:mailto:ann@example.com", "DTSTAMP:20260315T100000Z",
            "DESCRIPTION:site visit with ABC Construction Co. and bob Doe\\nLook\\;\\nthen talk",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} is missing in {text}");
        }
        assert!(text.contains("mailto:bob@example.com"));
        let uid = |text: &str| text.lines().find(|line| line.starts_with("UID:")).expect("an id").to_owned();
        let first = uid(&text);
        let moved = json!({"appointment_date": "2026-04-06T10:00:00Z"});
        sale.builder.patch("/api/appointments/1/reschedule", moved).await.expect(200);
        let (_, text) = read().await;
        assert!(text.contains("SEQUENCE:1\r\n") && text.contains("DTSTART:20260406T100000Z"));
        assert_eq!(uid(&text), first, "the same appointment");
        sale.builder.delete("/api/appointments/1").await.expect(200);
        let (kind, text) = read().await;
        assert!(kind.ends_with("method=CANCEL") && text.contains("METHOD:CANCEL\r\n"));
        assert!(text.contains("SEQUENCE:2\r\n") && text.contains("STATUS:CANCELLED\r\n"));
    }

    async fn a_feed_is_read_by_whoever_knows_its_address(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        assert_eq!(sale.customer.get("/api/realty/calendar").await.expect(200), json!({"active": false, "created_at": null}));
        let reply = sale.customer.post("/api/realty/calendar", json!({})).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/realty/calendar");
        let url = made["url"].as_str().expect("an address");
        let path = url[url.find("/api/").expect("a path")..].to_owned();
        assert!(path.ends_with(".ics") && made["webcal_url"].as_str().expect("an address").starts_with("webcal://"));
        sale.customer.post("/api/appointments", visit(sale.project, 10, "A")).await.expect(201);
        eve.post("/api/appointments", visit(sale.project, 12, "B")).await.expect(201);
        let feed = house.client().get(&path).await;
        assert_eq!((feed.status, feed.header("content-type")), (200, "text/calendar; charset=utf-8; method=PUBLISH"));
        let text = unfolded(&feed.text());
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "only his own: {text}");
        assert!(text.contains("X-WR-CALNAME:Appointments of bob"), "{text}");
        let builders = sale.builder.post("/api/realty/calendar", json!({})).await.expect(201);
        let builders = builders["url"].as_str().expect("an address").trim_end_matches(".ics").to_owned();
        let all = house.client().get(&builders[builders.find("/api/").expect("a path")..]).await;
        assert_eq!(all.text().matches("BEGIN:VEVENT").count(), 2, "with or without an ending");
    }

    async fn only_the_hash_of_an_address_is_kept_and_a_new_one_ends_the_old(house) {
        let sale = Sale::new(house).await;
        let path = async || {
            let made = sale.customer.post("/api/realty/calendar", json!({})).await.expect(201);
            let url = made["url"].as_str().expect("an address").to_owned();
            url[url.find("/api/").expect("a path")..].to_owned()
        };
        let first = path().await;
        let token = first.rsplit('/').next().expect("a token").trim_end_matches(".ics").to_owned();
        for sql in [
            "SELECT token_hash FROM realty_calendars",
            "SELECT COALESCE(details, '') || COALESCE(after, '') || COALESCE(target, '') FROM audit_logs",
            "SELECT body FROM outbox",
        ] {
            assert!(texts(house, sql).await.iter().all(|text| !text.contains(&token)), "{sql}");
        }
        let second = path().await;
        assert_eq!(house.client().get(&first).await.refused(404), "Calendar not found");
        assert_eq!(house.client().get(&second).await.status, 200);
        sale.customer.delete("/api/realty/calendar").await.expect(204);
        house.client().get(&second).await.expect(404);
        let before = marks(house).await;
        sale.customer.delete("/api/realty/calendar").await.expect(204);
        house.client().post("/api/realty/calendar", json!({})).await.expect(401);
        assert_eq!(marks(house).await, before, "nothing to take away, nothing said");
    }

    async fn a_feed_ends_with_the_account(house) {
        let sale = Sale::new(house).await;
        let made = sale.customer.post("/api/realty/calendar", json!({})).await.expect(201);
        let url = made["url"].as_str().expect("an address");
        let path = &url[url.find("/api/").expect("a path")..];
        assert_eq!(house.client().get(path).await.status, 200);
        crate::site::run(house, &format!("UPDATE users SET is_active = FALSE WHERE id = {}", sale.customer_user)).await;
        house.client().get(path).await.expect(404);
    }
}
