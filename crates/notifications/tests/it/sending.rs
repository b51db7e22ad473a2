//! The administration writes into an inbox.
use kernel::Role;
use serde_json::json;

use crate::people::*;

const SEND: &str = "/api/v1/notifications/send";

fn letter(user_id: i64) -> serde_json::Value {
    json!({"user_id": user_id, "title": "Your papers", "message": "They were accepted.", "notification_type": "kyc", "link": "/profile"})
}

kernel::stories! { MODULES;
    async fn what_an_administrator_writes_arrives_in_the_inbox_and_by_mail(house) {
        let (ann, admin) = (reader(house, "ann").await, somebody(house, Role::Admin).await);
        let to = number_of(&ann).await;
        let sent = admin.post(SEND, letter(to)).await;
        let sent_body = sent.expect(201);
        assert_eq!((&sent_body["user_id"], &sent_body["kind"]), (&json!(to), &json!("notifications.message")));
        let got = ann.get(sent.header("location")).await;
        assert_eq!((got.expect(200), unread(&ann).await), (sent_body, 1));
        assert_eq!(told(house, "notifications.notification.created").await, 1);
        assert_eq!(logged(house, "action = 'send_notification' AND admin_id = 'admin' AND target = 'ann'").await, 1);
        house.settle().await;
        let mails = house.app.mailer.captured();
        assert_eq!((mails.len(), mails[0].to.as_str(), mails[0].subject.as_str()), (1, "ann@example.com", "Your papers"));
        assert!(mails[0].text.contains("They were accepted.") && mails[0].text.contains("/profile\n"), "{}", mails[0].text);
    }

    async fn only_administrators_write_into_other_inboxes(house) {
        let ann = reader(house, "ann").await;
        let to = number_of(&ann).await;
        for role in Role::ALL {
            let client = somebody(house, *role).await;
            let before = traces(house).await;
            if role.is_admin() {
                client.post(SEND, letter(to)).await.expect(201);
                continue;
            }
            assert_eq!(client.post(SEND, letter(to)).await.refused(403), "Admin privileges required");
            assert_eq!(client.post(SEND, json!({"nonsense": 1})).await.refused(403), "Admin privileges required");
            assert_eq!(traces(house).await, before, "{role}");
        }
        assert_eq!(unread(&ann).await, 2);
    }

    async fn nobody_is_not_written_to(house) {
        let admin = somebody(house, Role::Admin).await;
        let before = traces(house).await;
        for id in [99, 0, -1] {
            assert_eq!(admin.post(SEND, letter(id)).await.refused(404), "User not found");
        }
        let mut bad = letter(1);
        bad["title"] = json!("Hi\nBcc: eve@example.com");
        assert_eq!(fault(&admin.post(SEND, bad).await), json!(["body", "title"]));
        let mut bad = letter(1);
        bad["link"] = json!("https://evil.example/");
        assert_eq!(fault(&admin.post(SEND, bad).await), json!(["body", "link"]));
        assert_eq!(traces(house).await, before);
    }

    async fn tags_stay_text_and_mails_are_plain(house) {
        let (ann, admin) = (reader(house, "ann").await, somebody(house, Role::Admin).await);
        let mut body = letter(number_of(&ann).await);
        body["message"] = json!("<img src=x onerror=alert(1)> & \"more\"");
        let sent = admin.post(SEND, body).await.expect(201);
        assert_eq!(sent["message"], "<img src=x onerror=alert(1)> & \"more\"");
        house.settle().await;
        assert!(house.app.mailer.captured()[0].text.contains("<img src=x onerror=alert(1)>"));
    }

    async fn mail_goes_to_those_who_take_it(house) {
        let (ann, admin) = (reader(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        ann.put("/api/v1/settings", json!({"email_notifications": false})).await.expect(200);
        admin.post(SEND, letter(number_of(&ann).await)).await.expect(201);
        let bob = number_of(&reader(house, "bob").await).await;
        admin.post("/api/admin/users/bob/deactivate", json!({})).await.expect(200);
        admin.post(SEND, letter(bob)).await.expect(201);
        house.settle().await;
        assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (1, 0));
        ann.put("/api/v1/settings", json!({"email_notifications": true})).await.expect(200);
        ann.put("/api/v1/notifications/channels/notifications.message", json!({"mail": false})).await.expect(200);
        admin.post(SEND, letter(number_of(&ann).await)).await.expect(201);
        house.settle().await;
        assert!(house.app.mailer.captured().is_empty());
    }
}
