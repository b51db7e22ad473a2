//! What builders and customers write to each other.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, builder, customer},
    sale::{Sale, told, with},
    site::{development, entered, events, send},
};

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF\n";

async fn wrote(client: &Client<'_>, to: i64, project: Option<i64>, words: &str) -> i64 {
    let body = json!({"recipient_id": to, "project_id": project, "message_content": words});
    client.post("/api/messages", body).await.expect(201)["id"].as_i64().expect("a number")
}

fn contents(page: &Value) -> Vec<&str> {
    let all = page["messages"].as_array().expect("a list").iter();
    all.map(|one| one["message_content"].as_str().expect("words")).collect()
}

kernel::stories! { MODULES;
    async fn a_message_reaches_the_other_side_live_and_in_words(house) {
        let sale = Sale::new(house).await;
        let body = json!({
            "recipient_id": 1, "sender_id": 77, "project_id": sale.project, "content": "When is the roof done?",
            "subject": "Roof", "message_type": "inquiry", "priority": "high",
        });
        let reply = sale.customer.post("/api/messages", body).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/messages/1");
        assert_eq!((&made["sender_id"], &made["recipient_id"]), (&json!(sale.customer_user), &json!(1)), "never from the body");
        assert_eq!((&made["message_content"], &made["is_read"]), (&json!("When is the roof done?"), &json!(false)));
        assert_eq!((&made["message_type"], &made["priority"]), (&json!("inquiry"), &json!("high")));
        assert_eq!((&made["sender_name"], &made["project_id"]), (&json!("bob"), &json!(sale.project)));
        assert_eq!(told(house, 1).await, ["bob Doe writes about Green Valley: When is the roof done?"]);
        let seen = events(house, "realty.message.sent").await;
        assert_eq!((seen.len(), &seen[0]["id"]), (2, &json!(1)), "to both");
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get("/api/messages/1").await.expect(200), made);
        }
        let line = "SELECT COUNT(*) FROM audit_logs WHERE COALESCE(details, '') || COALESCE(after, '') LIKE '%roof%'";
        assert_eq!(house.number(line).await, 0, "what people write is theirs");
    }

    async fn who_may_write_to_whom(house) {
        let sale = Sale::new(house).await;
        let (eve, entry) = customer(house, "eve").await;
        let eves = entry["id"].as_i64().expect("a number");
        let (max, entry) = builder(house, "max").await;
        let maxs = entry["id"].as_i64().expect("a number");
        let before = marks(house).await;
        let post = async |client: &Client<'_>, to: i64, more: Value| {
            client.post("/api/messages", with(json!({"recipient_id": to, "message_content": "Hello"}), more)).await
        };
        assert!(post(&sale.customer, eves, json!({})).await.refused(403).contains("builders of developments"));
        assert!(post(&sale.customer, maxs, json!({})).await.refused(403).contains("builders of developments"), "he builds nothing");
        assert!(post(&sale.builder, eves, json!({})).await.refused(403).contains("dealings"));
        assert!(post(&sale.builder, maxs, json!({})).await.refused(403).contains("dealings"));
        assert_eq!(post(&sale.customer, 99, json!({})).await.refused(404), "Recipient not found");
        assert!(post(&sale.customer, sale.customer_user, json!({})).await.refused(422).contains("recipient_id"));
        assert_eq!(post(&sale.customer, 1, json!({"project_id": 99})).await.refused(404), "Project not found");
        assert_eq!(post(&sale.customer, 1, json!({"booking_id": 99})).await.refused(404), "Booking not found");
        assert_eq!(post(&sale.customer, 1, json!({"parent_message_id": 99})).await.refused(404), "Message not found");
        post(&sale.customer, 1, json!({"message_content": null})).await.expect(422);
        post(&sale.customer, 1, json!({"message_content": ""})).await.expect(422);
        post(&sale.customer, 1, json!({"priority": "urgent"})).await.expect(422);
        house.client().post("/api/messages", json!({"recipient_id": 1, "content": "x"})).await.expect(401);
        assert_eq!(marks(house).await, before);
        wrote(&eve, 1, None, "Hello").await;
        wrote(&sale.builder, eves, None, "Hello Eve").await;
        let elsewhere = entered(&max, development("Blue Hill", "Pune")).await;
        let before = marks(house).await;
        assert!(post(&sale.customer, 1, json!({"project_id": elsewhere})).await.refused(403).contains("another builder's"));
        assert_eq!(marks(house).await, before);
        wrote(&sale.customer, maxs, Some(elsewhere), "Hello Max").await;
        assert_eq!(eve.get("/api/messages/3").await.refused(403), "Not authorized");
        assert_eq!(eve.get("/api/messages/99").await.refused(404), "Message not found");
    }

    async fn answers_and_bookings_bring_their_development_along(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let booking = sale.booked(json!({})).await;
        let about = json!({"recipient_id": 1, "booking_id": booking, "content": "My home"});
        let first = sale.customer.post("/api/messages", about).await.expect(201);
        assert_eq!((&first["project_id"], &first["booking_id"]), (&json!(sale.project), &json!(booking)));
        let answer = json!({"recipient_id": sale.customer_user, "parent_message_id": first["id"], "content": "Yes?"});
        assert_eq!(sale.builder.post("/api/messages", answer).await.expect(201)["project_id"], json!(sale.project));
        let before = marks(house).await;
        let others = json!({"recipient_id": 1, "booking_id": booking, "content": "Whose?"});
        assert_eq!(eve.post("/api/messages", others).await.refused(403), "Not authorized");
        let others = json!({"recipient_id": 1, "parent_message_id": first["id"], "content": "What?"});
        assert_eq!(eve.post("/api/messages", others).await.refused(403), "Not authorized");
        assert_eq!(marks(house).await, before);
    }

    async fn conversations_show_the_last_word_and_what_is_unread(house) {
        let sale = Sale::new(house).await;
        let (eve, entry) = customer(house, "eve").await;
        let eves = entry["id"].as_i64().expect("a number");
        let second = entered(&sale.builder, development("Blue Hill", "Pune")).await;
        wrote(&sale.customer, 1, Some(sale.project), "One").await;
        wrote(&sale.builder, sale.customer_user, Some(sale.project), "Two").await;
        wrote(&sale.customer, 1, Some(sale.project), "Three").await;
        wrote(&eve, 1, Some(sale.project), "Eve one").await;
        wrote(&sale.customer, 1, Some(second), "Hill").await;
        wrote(&sale.customer, 1, None, "About nothing").await;
        let all = sale.builder.get("/api/messages/conversations").await.expect(200);
        assert_eq!((&all["total"], &all["unread"]), (&json!(4), &json!(5)));
        let lines = all["conversations"].as_array().expect("a list").iter().map(|one| {
            json!([one["other_user_id"], one["project_name"], one["last_message"]["message_content"], one["unread_count"], one["message_count"]])
        });
        let bobs = sale.customer_user;
        assert_eq!(lines.collect::<Vec<_>>(), [
            json!([bobs, null, "About nothing", 1, 1]),
            json!([bobs, "Blue Hill", "Hill", 1, 1]),
            json!([eves, "Green Valley", "Eve one", 1, 1]),
            json!([bobs, "Green Valley", "Three", 2, 3]),
        ]);
        assert_eq!(all["conversations"][2]["other_user_name"], "eve");
        let page = sale.builder.get("/api/messages/conversations?limit=1&skip=3").await.expect(200);
        assert_eq!((&page["total"], &page["conversations"][0]["last_message"]["message_content"]), (&json!(4), &json!("Three")));
        assert_eq!(sale.customer.get("/api/messages/conversations").await.expect(200)["conversations"][2]["unread_count"], 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_messages WHERE is_read").await, 0, "looking at the list reads nothing");
    }

    async fn a_conversation_reads_from_its_beginning_and_marks_what_was_written_to_me(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        for n in 1..=5 {
            wrote(&sale.customer, 1, Some(sale.project), &format!("Bob {n}")).await;
        }
        wrote(&sale.builder, sale.customer_user, Some(sale.project), "Ann").await;
        wrote(&sale.customer, 1, None, "Other").await;
        wrote(&eve, 1, Some(sale.project), "Eve").await;
        let path = format!("/api/messages/conversation/{}/{}", sale.customer_user, sale.project);
        let page = sale.builder.get(&format!("{path}?limit=2")).await.expect(200);
        assert_eq!((contents(&page), &page["total"], &page["page"], &page["limit"]), (vec!["Bob 1", "Bob 2"], &json!(6), &json!(1), &json!(2)));
        let latest = sale.builder.get(&format!("{path}?limit=2&latest=true")).await.expect(200);
        assert_eq!(contents(&latest), ["Bob 5", "Ann"]);
        let read = "SELECT COUNT(*) FROM realty_messages WHERE is_read AND read_at IS NOT NULL";
        assert_eq!(house.number(read).await, 5, "all that Bob wrote here, and nothing else");
        assert_eq!(events(house, "realty.message.read").await.len(), 2, "Bob's screens and Ann's, once");
        let none = sale.builder.get(&format!("/api/messages/conversation/{}/0", sale.customer_user)).await.expect(200);
        assert_eq!(contents(&none), ["Other"]);
        let nobodys = sale.customer.get("/api/messages/conversation/3/1").await.expect(200);
        assert_eq!((contents(&nobodys).len(), &nobodys["total"]), (0, &json!(0)), "other people's words stay theirs");
        sale.builder.get(&format!("{path}?limit=0")).await.expect(422);
        sale.builder.get("/api/messages/conversation/x/1").await.expect(422);
    }

    async fn marking_goes_from_one_message_on(house) {
        let sale = Sale::new(house).await;
        for n in 1..=4 {
            wrote(&sale.customer, 1, Some(sale.project), &format!("Bob {n}")).await;
        }
        let path = "/api/messages/conversation/3/read";
        assert_eq!(sale.customer.patch(path, json!({})).await.expect(200), json!({"success": true, "marked_read": 0}), "not his to read");
        assert_eq!(sale.builder.patch(path, json!({})).await.expect(200), json!({"success": true, "marked_read": 2}));
        let before = marks(house).await;
        assert_eq!(sale.builder.patch(path, json!({})).await.expect(200)["marked_read"], 0);
        assert_eq!(marks(house).await, before);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_messages WHERE is_read").await, 2);
    }

    async fn all_messages_come_newest_first_and_only_ones_own(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        wrote(&sale.customer, 1, None, "One").await;
        wrote(&sale.builder, sale.customer_user, None, "Two").await;
        wrote(&eve, 1, None, "Three").await;
        let mine = sale.customer.get("/api/messages").await.expect(200);
        assert_eq!((contents(&mine), &mine["total"], &mine["limit"]), (vec!["Two", "One"], &json!(2), &json!(20)));
        let from = sale.builder.get("/api/messages?conversation_id=2&limit=1").await.expect(200);
        assert_eq!((contents(&from), &from["total"]), (vec!["Three"], &json!(2)));
        sale.builder.get("/api/messages?limit=101").await.expect(422);
    }

    async fn an_attachment_is_readable_for_the_two_alone(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let made = send(&sale.customer, "/api/files", &[], Some(("plan.pdf", PDF))).await.expect(201);
        let url = made["url"].as_str().expect("an address").to_owned();
        assert_eq!(sale.builder.get(&url).await.status, 403);
        let before = marks(house).await;
        let stolen = json!({"recipient_id": 1, "content": "Mine", "attachments": [url]});
        assert!(eve.post("/api/messages", stolen).await.refused(422).contains("attachments"));
        assert_eq!(marks(house).await, before);
        let body = json!({"recipient_id": 1, "content": "See", "attachments": [url, "https://example.com/a.pdf"]});
        assert_eq!(sale.customer.post("/api/messages", body).await.expect(201)["attachments"][0], json!(url));
        assert_eq!(sale.builder.get(&url).await.status, 200);
        assert_eq!(eve.get(&url).await.status, 403);
    }

    async fn messages_survive_their_development(house) {
        let sale = Sale::new(house).await;
        wrote(&sale.customer, 1, Some(sale.project), "One").await;
        sale.builder.delete(&format!("/api/projects/{}", sale.project)).await.expect(200);
        let all = sale.builder.get("/api/messages/conversations").await.expect(200);
        assert_eq!(all["conversations"][0]["project_id"], Value::Null);
        assert_eq!(all["conversations"][0]["last_message"]["message_content"], "One");
    }
}
