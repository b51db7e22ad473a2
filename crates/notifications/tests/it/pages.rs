//! The second view: the same inbox for the building clients.
use chrono::Duration;
use kernel::{Notice, notice::Class};
use serde_json::{Value, json};

use crate::people::*;

const PAGES: &str = "/api/notifications";

kernel::stories! { MODULES;
    async fn a_page_comes_in_its_envelope(house) {
        let ann = reader(house, "ann").await;
        let empty = ann.get(PAGES).await.expect(200);
        assert_eq!(empty, json!({
            "notifications": [], "unreadCount": 0,
            "pagination": {"currentPage": 1, "totalPages": 0, "totalItems": 0, "hasNext": false, "hasPrev": false},
        }));
        for n in 1..=12 {
            ann.post(INBOX, note(&n.to_string())).await.expect(201);
        }
        let second = ann.get(&format!("{PAGES}?page=2&limit=5&unread_only=true")).await.expect(200);
        assert_eq!(second["pagination"], json!({"currentPage": 2, "totalPages": 3, "totalItems": 12, "hasNext": true, "hasPrev": true}));
        assert_eq!((&second["notifications"][0]["title"], &second["unreadCount"]), (&json!("7"), &json!(12)));
        let past = ann.get(&format!("{PAGES}?page=9")).await.expect(200);
        assert_eq!((&past["notifications"], &past["pagination"]["hasPrev"], &past["pagination"]["hasNext"]), (&json!([]), &json!(true), &json!(false)));
    }

    async fn an_item_has_all_the_keys_of_its_contract(house) {
        let ann = reader(house, "ann").await;
        let policy = Notice { link: Some("/insurance/policies/12".into()), class: Class::Alert, ..notice(number_of(&ann).await, "bank.paid") };
        give(house, &policy).await;
        let item = ann.get(PAGES).await.expect(200)["notifications"][0].clone();
        assert_eq!(item, json!({
            "notification_type": "progress_update", "title": "Rent paid", "message": "1,200.00 were paid to your landlord.",
            "related_entity_type": "policy", "related_entity_id": 12, "priority": "high", "send_via": ["in_app", "email"],
            "action_url": "/insurance/policies/12", "id": 1, "user_id": number_of(&ann).await, "is_read": false,
            "is_sent": true, "scheduled_send_time": null, "sent_at": "2026-03-15T10:00:00Z", "read_at": null,
            "created_at": "2026-03-15T10:00:00Z",
        }));
    }

    async fn notices_are_told_in_the_words_of_building_clients(house) {
        let ann = reader(house, "ann").await;
        let me = number_of(&ann).await;
        for (kind, class) in [
            ("bank.payment_due", Class::Alert), ("estate.booking_update", Class::Alert), ("bank.paid", Class::Reminder),
            ("bank.paid", Class::Kyc), ("support.ticket_answered", Class::Alert), ("bank.paid", Class::Alert),
        ] {
            give(house, &Notice { class, ..notice(me, kind) }).await;
        }
        for (n, word) in [
            "progress_update", "message_received", "change_request_update", "appointment_reminder", "booking_update", "payment_due",
        ].into_iter().enumerate() {
            assert_eq!(ann.get(PAGES).await.expect(200)["notifications"][n]["notification_type"], word);
            let one = ann.get(&format!("{PAGES}?notification_type={word}&is_read=false")).await.expect(200);
            assert_eq!((&one["pagination"]["totalItems"], &one["unreadCount"]), (&json!(1), &json!(6)), "{word}");
        }
    }

    async fn both_views_show_one_inbox(house) {
        let ann = reader(house, "ann").await;
        for title in ["a", "b"] {
            ann.post(INBOX, note(title)).await.expect(201);
        }
        house.app.clock.advance(Duration::minutes(1));
        let read = ann.patch(&format!("{PAGES}/1/read"), json!({})).await;
        let item = read.expect(200);
        assert_eq!((&item["is_read"], &item["read_at"], &item["priority"]), (&json!(true), &json!("2026-03-15T10:01:00Z"), &json!("medium")));
        assert_eq!((&item["related_entity_type"], &item["send_via"]), (&Value::Null, &json!(["in_app"])));
        assert_eq!(ann.get(&format!("{INBOX}/1")).await.expect(200)["is_read"], true);
        assert_eq!((unread(&ann).await, titles(&ann, "?is_read=false").await), (1, vec!["b".to_owned()]));
        let only = ann.get(&format!("{PAGES}?is_read=true")).await.expect(200);
        assert_eq!((&only["pagination"]["totalItems"], &only["unreadCount"]), (&json!(1), &json!(1)));
        ann.put(&format!("{INBOX}/mark-all-as-read"), json!({})).await.expect(204);
        assert_eq!(ann.get(PAGES).await.expect(200)["unreadCount"], 0);
    }
}
