//! By which ways notices come.
use serde_json::json;

use crate::people::*;

const CHANNELS: &str = "/api/v1/notifications/channels";

kernel::stories! { MODULES;
    async fn every_kind_of_every_module_is_listed(house) {
        let ann = reader(house, "ann").await;
        let all = ann.get(CHANNELS).await.expect(200);
        assert_eq!(all, json!([
            {"kind": "bank.paid", "title": "Something was paid", "module": "bank", "in_app": true, "mail": true},
            {"kind": "bank.payment_due", "title": "Something is to be paid", "module": "bank", "in_app": true, "mail": true},
            {"kind": "notifications.message", "title": "The administration wrote to you", "module": "notifications", "in_app": true, "mail": true},
        ]));
    }

    async fn a_choice_stays_until_the_next(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        let one = format!("{CHANNELS}/bank.paid");
        let chosen = ann.put(&one, json!({"mail": false})).await.expect(200);
        assert_eq!((&chosen["in_app"], &chosen["mail"]), (&json!(true), &json!(false)));
        let chosen = ann.put(&one, json!({"in_app": false})).await.expect(200);
        assert_eq!((&chosen["in_app"], &chosen["mail"]), (&json!(false), &json!(false)));
        assert_eq!(ann.get(CHANNELS).await.expect(200)[0], chosen);
        assert_eq!(bob.get(CHANNELS).await.expect(200)[0]["mail"], true);
        assert_eq!(house.number("SELECT COUNT(*) FROM channels").await, 1);
        assert_eq!(logged(house, "action = 'choose_channel' AND target = 'channel:bank.paid' AND admin_id = 'ann'").await, 2);
    }

    async fn wrong_choices_change_nothing(house) {
        let ann = reader(house, "ann").await;
        let before = traces(house).await;
        for kind in ["bank.robbed", "bank", "notifications.note", "%00x"] {
            let refused = ann.put(&format!("{CHANNELS}/{kind}"), json!({"mail": false})).await;
            assert!([404, 422].contains(&refused.status), "{kind}: {}", refused.text());
        }
        assert_eq!(ann.put(&format!("{CHANNELS}/bank.robbed"), json!({})).await.refused(404), "Notification kind not found");
        for wrong in [json!("no"), json!(null), json!(0)] {
            assert_eq!(fault(&ann.put(&format!("{CHANNELS}/bank.paid"), json!({"mail": wrong})).await), json!(["body", "mail"]));
        }
        let said = ann.put(&format!("{CHANNELS}/notifications.message"), json!({"in_app": false})).await.refused(400);
        assert_eq!(said, "What the administration writes always reaches your inbox.");
        assert_eq!(traces(house).await, before);
        ann.put(&format!("{CHANNELS}/notifications.message"), json!({"in_app": true, "mail": false})).await.expect(200);
    }

    async fn the_house_decides_for_those_who_have_not_chosen(house) {
        let quiet = another(house, &[("notifications.mail", "false"), ("notifications.in_app", "false")]).await;
        let ann = reader(&quiet, "ann").await;
        let all = ann.get(CHANNELS).await.expect(200);
        assert_eq!((&all[0]["in_app"], &all[0]["mail"]), (&json!(false), &json!(false)));
        assert_eq!((&all[2]["in_app"], &all[2]["mail"]), (&json!(true), &json!(false)));
        give(&quiet, &notice(number_of(&ann).await, "bank.paid")).await;
        assert_eq!((unread(&ann).await, quiet.app.mailer.captured().len()), (0, 0));
    }
}
