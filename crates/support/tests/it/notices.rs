//! Who hears of what: screens, inboxes, and mail to strangers.
use kernel::{Module, Role};
use serde_json::json;

use crate::people::*;

async fn stranger(house: &kernel::testing::House, subject: &str) -> String {
    let body =
        json!({"subject": subject, "message": "m", "email": "maria@example.org", "name": "Maria Keller"});
    let made = house.client().post(DESK, body).await;
    made.expect(201);
    made.header("location").to_owned()
}

kernel::stories! { MODULES;
    async fn those_who_answer_hear_of_a_new_ticket(house) {
        let (ann, boss, root) = (asker(house, "ann").await, somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        somebody(house, Role::Builder).await;
        open(&ann, "Card lost").await;
        for client in [&boss, &root] {
            assert_eq!(noticed(house, "support.ticket_new", number_of(client).await).await, 1);
        }
        assert_eq!(told(house, "topic = 'house.notice'").await, 2);
        assert_eq!(told(house, "topic = 'house.notice' AND body LIKE '%\"once\":\"support.ticket_new/1\"%' AND body LIKE '%\"link\":\"/tickets/1\"%'").await, 2);
        // Who opens one himself needs not be told.
        open(&root, "Mine").await;
        assert_eq!(noticed(house, "support.ticket_new", number_of(&root).await).await, 1);
        assert_eq!(noticed(house, "support.ticket_new", number_of(&boss).await).await, 2);
    }

    async fn each_step_reaches_the_screens_of_both_sides(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let me = number_of(&ann).await;
        let ticket = open(&ann, "help").await;
        say(&root, &ticket, "secret words").await.expect(201);
        say(&ann, &ticket, "thanks").await.expect(201);
        root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        for step in ["created", "answered", "replied", "updated"] {
            let topic = format!("topic = 'support.ticket.{step}'");
            assert_eq!(told(house, &format!("{topic} AND audience = '{{\"User\":{me}}}'")).await, 1, "{step}");
            assert_eq!(told(house, &format!("{topic} AND audience = '{{\"Holders\":\"support:answer\"}}'")).await, 1, "{step}");
        }
        assert_eq!(told(house, "topic LIKE 'support.%' AND body LIKE '%secret words%'").await, 0);
        house.client().post(DESK, help("stranger")).await.expect(201);
        assert_eq!(told(house, "topic = 'support.ticket.created'").await, 3);
    }

    async fn an_owner_is_told_of_answers_and_of_the_end(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let me = number_of(&ann).await;
        let ticket = open(&ann, "Card lost").await;
        say(&root, &ticket, "It is blocked.").await.expect(201);
        assert_eq!(noticed(house, "support.ticket_answered", me).await, 1);
        assert_eq!(told(house, "body LIKE '%answered your ticket “Card lost”: It is blocked.%'").await, 1);
        for status in ["resolved", "resolved", "closed"] {
            root.put(&ticket, json!({"status": status})).await.expect(200);
        }
        assert_eq!(noticed(house, "support.ticket_resolved", me).await, 1);
        root.put(&ticket, json!({"status": "open"})).await.expect(200);
        root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        assert_eq!(noticed(house, "support.ticket_resolved", me).await, 2);
        assert_eq!(house.app.mailer.captured().len(), 0);
    }

    async fn an_assignee_is_told_of_his_ticket_and_of_replies(house) {
        let (ann, boss, root) = (asker(house, "ann").await, somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        let (him, me) = (number_of(&boss).await, number_of(&root).await);
        let ticket = open(&ann, "help").await;
        say(&ann, &ticket, "hello?").await.expect(201);
        assert_eq!(told(house, "body LIKE '%support.ticket_replied%'").await, 0);
        for _ in 0..2 {
            root.put(&ticket, json!({"assignee_id": him})).await.expect(200);
        }
        assert_eq!(noticed(house, "support.ticket_assigned", him).await, 1);
        say(&ann, &ticket, "hello!").await.expect(201);
        assert_eq!(noticed(house, "support.ticket_replied", him).await, 1);
        // Who takes it himself knows.
        root.put(&ticket, json!({"assignee_id": me})).await.expect(200);
        assert_eq!(noticed(house, "support.ticket_assigned", me).await, 0);
    }

    async fn a_stranger_gets_his_answers_by_mail(house) {
        let root = somebody(house, Role::Admin).await;
        let ticket = stranger(house, "Where are you?").await;
        house.settle().await;
        assert!(house.app.mailer.captured().is_empty(), "nobody is mailed for having asked");
        root.post(&format!("{ticket}/messages"), json!({"message": "A note.", "internal": true})).await.expect(201);
        say(&root, &ticket, "In Mill Road.\nOpen till six.").await.expect(201);
        root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        house.settle().await;
        let mails = house.app.mailer.captured();
        let number = root.get(&ticket).await.expect(200)["ticket_number"].as_str().expect("a number").to_owned();
        assert_eq!((mails.len(), mails[0].to.as_str()), (2, "maria@example.org"));
        assert_eq!(mails[0].subject, format!("[{number}] Where are you?"));
        assert!(mails[0].text.starts_with("Hello Maria Keller,\n\nIn Mill Road.\nOpen till six.\n"), "{}", mails[0].text);
        assert!(mails[1].text.contains("is resolved") && !mails[1].text.contains("A note."), "{}", mails[1].text);
    }

    async fn who_left_no_address_or_has_an_account_gets_no_mail_from_here(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        house.client().post(DESK, help("no address")).await.expect(201);
        open(&ann, "with an account").await;
        for ticket in ["/api/v1/support/1", "/api/v1/support/2"] {
            say(&root, ticket, "answer").await.expect(201);
            root.put(ticket, json!({"status": "resolved"})).await.expect(200);
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM jobs WHERE kind = 'support.send_mail'").await, 0);
    }

    async fn a_mail_that_can_not_be_delivered_is_let_go(house) {
        let root = somebody(house, Role::Admin).await;
        let ticket = stranger(house, "Where are you?").await;
        say(&root, &ticket, "Here.").await.expect(201);
        let tx = house.app.db.begin().await.expect("a transaction");
        use sea_orm::ConnectionTrait;
        let broken = "UPDATE jobs SET payload = '{\"to\":\"a@b.c\\r\\nBcc: x@y.z\",\"subject\":\"s\",\"text\":\"t\"}'";
        tx.execute_unprepared(broken).await.expect("updated");
        tx.commit().await.expect("committed");
        house.settle().await;
        assert_eq!((house.app.mailer.captured().len(), house.number("SELECT COUNT(*) FROM jobs WHERE state = 'done'").await), (0, 1));
    }

    async fn every_notice_has_a_kind_that_can_be_chosen(house) {
        let module: &Module = &support::MODULE;
        let kinds = module.notices.iter().map(|kind| kind.key).collect::<Vec<_>>();
        assert_eq!(kinds, [
            "support.ticket_answered", "support.ticket_resolved", "support.ticket_new", "support.ticket_assigned",
            "support.ticket_replied",
        ]);
        assert!(house.app.modules.iter().any(|one| one.name == "support"));
    }
}
