//! What other modules have to say reaches its reader, once, by the ways that he chose.
use kernel::{Notice, event, job, notice::Class};
use serde_json::json;

use crate::people::*;

const PAID: &str = "/api/v1/notifications/channels/bank.paid";

kernel::stories! { MODULES;
    async fn a_notice_arrives_in_the_inbox_and_by_mail(house) {
        let ann = reader(house, "ann").await;
        let me = number_of(&ann).await;
        give(house, &notice(me, "bank.paid")).await;
        let got = ann.get(&format!("{INBOX}/1")).await.expect(200);
        assert_eq!((&got["title"], &got["kind"]), (&json!("Rent paid"), &json!("bank.paid")));
        assert_eq!((&got["notification_type"], &got["link"]), (&json!("transaction"), &json!("/payments/7")));
        let mails = house.app.mailer.captured();
        assert_eq!((mails.len(), mails[0].to.as_str(), mails[0].subject.as_str()), (1, "ann@example.com", "Rent paid"));
        let link = format!("{}/payments/7\n", house.app.settings.server.public_url);
        assert!(mails[0].text.contains("1,200.00 were paid to your landlord.") && mails[0].text.contains(&link), "{}", mails[0].text);
        assert_eq!(logged(house, "action = 'deliver_notice' AND target = 'ann' AND admin_id = 'system'").await, 1);
    }

    async fn its_screens_hear_of_it_with_the_new_count(house) {
        let ann = reader(house, "ann").await;
        let me = number_of(&ann).await;
        ann.post(INBOX, note("before")).await.expect(201);
        house.settle().await;
        lay(house, &notice(me, "bank.paid")).await;
        event::dispatch(&house.app).await.expect("dispatched");
        job::work(&house.app, 100).await.expect("worked");
        let told = format!(
            "SELECT COUNT(*) FROM outbox WHERE topic = 'notifications.notification.created' \
             AND audience = '{{\"User\":{me}}}' AND body LIKE '%\"title\":\"Rent paid\"%' AND body LIKE '%\"unread_count\":2}}'"
        );
        assert_eq!(house.number(&told).await, 1);
    }

    async fn a_notice_with_a_key_is_given_once(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        let once = |user_id| Notice { once: Some("budget 7 past 80 %".into()), ..notice(user_id, "bank.paid") };
        let me = number_of(&ann).await;
        give(house, &once(me)).await;
        give(house, &once(me)).await;
        lay(house, &once(me)).await;
        give(house, &once(me)).await;
        assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (1, 1));
        // Not even when it is gone from the inbox.
        ann.delete(&format!("{INBOX}/1")).await.expect(204);
        let lines = logged(house, "action = 'deliver_notice'").await;
        give(house, &once(me)).await;
        assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (0, 1));
        assert_eq!(logged(house, "action = 'deliver_notice'").await, lines);
        give(house, &once(number_of(&bob).await)).await;
        assert_eq!(unread(&bob).await, 1);
    }

    async fn two_at_once_with_one_key_are_one(house) {
        let ann = reader(house, "ann").await;
        let twice = Notice { once: Some("k".into()), ..notice(number_of(&ann).await, "bank.paid") };
        let event = kernel::Event::new(kernel::notice::TOPIC, &twice, kernel::Audience::Modules).expect("an event");
        let deliver = || notifications::inbox::commands::deliver(&house.app, &event);
        let (a, b, c) = tokio::join!(deliver(), deliver(), deliver());
        for done in [a, b, c] {
            done.expect("delivered");
        }
        assert_eq!(unread(&ann).await, 1);
    }

    async fn a_notice_without_a_key_is_given_each_time(house) {
        let ann = reader(house, "ann").await;
        for class in [Class::Transaction, Class::Alert, Class::Reminder, Class::Kyc] {
            give(house, &Notice { class, ..notice(number_of(&ann).await, "bank.paid") }).await;
        }
        assert_eq!(unread(&ann).await, 4);
        for class in ["transaction", "alert", "reminder", "kyc"] {
            assert_eq!(titles(&ann, &format!("?notification_type={class}")).await.len(), 1, "{class}");
        }
    }

    async fn a_notice_to_nobody_is_let_go(house) {
        give(house, &notice(99, "bank.paid")).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM notifications").await, 0);
        assert_eq!(house.number("SELECT COUNT(*) FROM jobs WHERE state <> 'done'").await, 0);
    }

    async fn a_kind_takes_the_ways_that_were_chosen(house) {
        let ann = reader(house, "ann").await;
        let me = number_of(&ann).await;
        for (chosen, rows, mails) in [
            (json!({"in_app": false, "mail": true}), 0, 1),
            (json!({"in_app": true, "mail": false}), 1, 1),
            (json!({"in_app": false, "mail": false}), 1, 1),
        ] {
            ann.put(PAID, chosen.clone()).await.expect(200);
            give(house, &notice(me, "bank.paid")).await;
            assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (rows, mails), "{chosen}");
        }
        // Another kind goes as before, and so does the same kind to others.
        give(house, &notice(me, "bank.payment_due")).await;
        let bob = reader(house, "bob").await;
        give(house, &notice(number_of(&bob).await, "bank.paid")).await;
        assert_eq!((unread(&ann).await, unread(&bob).await, house.app.mailer.captured().len()), (2, 1, 3));
    }

    async fn a_key_holds_for_mail_without_an_inbox_too(house) {
        let ann = reader(house, "ann").await;
        ann.put(PAID, json!({"in_app": false})).await.expect(200);
        let once = Notice { once: Some("k".into()), ..notice(number_of(&ann).await, "bank.paid") };
        give(house, &once).await;
        give(house, &once).await;
        assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (0, 1));
    }

    async fn who_takes_no_mail_gets_none(house) {
        let ann = reader(house, "ann").await;
        ann.put("/api/v1/settings", json!({"email_notifications": false})).await.expect(200);
        give(house, &notice(number_of(&ann).await, "bank.paid")).await;
        assert_eq!((unread(&ann).await, house.app.mailer.captured().len()), (1, 0));
    }

    async fn the_house_may_keep_a_kind_out_of_the_mail(house) {
        let quiet = another(house, &[("notifications.inbox_only", "bank.paid, a.b")]).await;
        let ann = reader(&quiet, "ann").await;
        let me = number_of(&ann).await;
        give(&quiet, &notice(me, "bank.paid")).await;
        give(&quiet, &notice(me, "bank.payment_due")).await;
        assert_eq!((unread(&ann).await, quiet.app.mailer.captured().len()), (2, 1));
        ann.put(PAID, json!({"mail": true})).await.expect(200);
        give(&quiet, &notice(me, "bank.paid")).await;
        assert_eq!(quiet.app.mailer.captured().len(), 2);
    }

    async fn words_of_others_smuggle_nothing_into_a_mail(house) {
        let ann = reader(house, "ann").await;
        let evil = Notice {
            title: "Claim of\r\nBcc: eve@example.com".into(),
            message: "Hi\n.\nBcc: eve".into(),
            link: Some("https://evil.example".into()),
            ..notice(number_of(&ann).await, "bank.paid")
        };
        give(house, &evil).await;
        let mails = house.app.mailer.captured();
        assert_eq!(mails.len(), 1);
        assert!(!mails[0].subject.contains(['\r', '\n']) && !mails[0].text.contains("evil.example"), "{:?}", mails[0]);
    }
}
