//! Renewal: reminders once each, expiry by the house, and further terms.
use chrono::Duration;
use insurance::renewal::commands::round;
use kernel::{Role, testing::House};
use serde_json::{Value, json};

use crate::people::{
    MODULES, back, claimed, fault, holder, insured, logged, loss, notices, policy, policy_with, raw,
    somebody, texts, traces,
};

const FIRST: &str = "/api/v1/insurance/policies/1";

/// A day later, the round is made, twice: the second does nothing.
async fn days_later(house: &House, days: i64) {
    house.app.clock.advance(Duration::days(days));
    round(&house.app).await.expect("a round");
    let before = traces(house).await;
    round(&house.app).await.expect("a round");
    assert_eq!(traces(house).await, before);
}

async fn reminders(house: &House) -> Vec<String> {
    let told = notices(house, "insurance.policy_renewal").await;
    told.iter().map(|notice| notice["message"].as_str().expect("words").to_owned()).collect()
}

kernel::stories! { MODULES;
    async fn a_holder_is_reminded_thirty_fourteen_and_three_days_before_and_once_each(house) {
        let ann = holder(house, "ann").await;
        // 32 days from 15 March.
        insured(&ann, policy_with("POL-1", json!({"renewal_date": "2026-04-16T18:00:00Z"}))).await;
        days_later(house, 1).await;
        assert_eq!(reminders(house).await, Vec::<String>::new());
        days_later(house, 1).await;
        assert_eq!(
            reminders(house).await,
            ["Your home policy POL-1 ends in 30 days, on 2026-04-16. Renewing it for a further term costs 365.00 USD \
              and keeps your cover of 10000.00 USD."]
        );
        for _ in 0..15 {
            days_later(house, 1).await;
        }
        assert_eq!(reminders(house).await.len(), 1);
        days_later(house, 1).await;
        assert!(reminders(house).await[1].contains("in 14 days"));
        days_later(house, 11).await;
        assert!(reminders(house).await[2].contains("in 3 days"));
        days_later(house, 2).await;
        assert_eq!(reminders(house).await.len(), 3);
        let links = notices(house, "insurance.policy_renewal").await;
        assert!(links.iter().all(|n| n["link"] == "/policies/1" && n["user_id"] == 1 && n["class"] == "reminder"), "{links:?}");
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'remind_of_renewal' AND admin_id = 'system'").await, 3);
    }

    async fn after_an_outage_only_the_nearest_reminder_is_given(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"renewal_date": "2026-05-15"}))).await;
        days_later(house, 51).await;
        let told = reminders(house).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("in 10 days"), "{told:?}");
        days_later(house, 9).await;
        assert!(reminders(house).await[1].contains("ends tomorrow"), "{:?}", reminders(house).await);
    }

    async fn a_policy_that_is_not_renewed_expires_by_the_house(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"renewal_date": "2026-03-17T15:00:00Z"}))).await;
        insured(&ann, policy_with("POL-2", json!({"renewal_date": "2026-03-18"}))).await;
        insured(&ann, policy_with("POL-3", json!({"renewal_date": "2026-03-17"}))).await;
        ann.post("/api/v1/insurance/policies/3/cancel", json!({})).await.expect(200);
        days_later(house, 1).await;
        assert_eq!(logged(house, "expire_policy", "policy:1").await, 0);
        days_later(house, 1).await;
        let statuses = texts(house, "SELECT status FROM policies ORDER BY id").await;
        assert_eq!(statuses, ["expired", "active", "cancelled"]);
        let by = texts(house, "SELECT admin_id FROM audit_logs WHERE action = 'expire_policy' AND target = 'policy:1'").await;
        assert_eq!(by, ["system"]);
        assert_eq!(texts(house, "SELECT audience FROM outbox WHERE topic = 'insurance.policy.expired'").await, ["{\"User\":1}"]);
        let told = notices(house, "insurance.policy_ended").await;
        let words = told.iter().filter_map(|n| n["message"].as_str()).collect::<Vec<_>>();
        assert!(words[1].contains("came to its renewal date, 2026-03-17, and was not renewed"), "{words:?}");
        let policy = back(house, "ann").await.get(FIRST).await;
        assert_eq!((policy.expect(200)["status"].clone(), raw(&policy, "unearned_premium")), (json!("expired"), "0.00".into()));
    }

    async fn the_round_is_a_job_of_every_day(house) {
        let round = insurance::MODULE.jobs.iter().find(|job| job.kind == "insurance.review_policies").expect("the job");
        assert_eq!(round.every.map(|period| period.as_secs()), Some(86_400));
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"renewal_date": "2026-03-16"}))).await;
        house.app.clock.advance(Duration::days(1));
        let mut change = kernel::Change::begin(&house.app, kernel::Actor::system()).await.expect("a change");
        change.enqueue(kernel::Order::new("insurance.review_policies", &()).expect("an order"));
        change.commit(kernel::Act::new("test")).await.expect("committed");
        house.settle().await;
        assert_eq!(house.number("SELECT COUNT(*) FROM policies WHERE status = 'expired'").await, 1);
    }

    async fn renewing_adds_a_term_of_the_same_length(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"start_date": "2025-04-01T09:00:00Z", "renewal_date": "2026-04-01T09:00:00Z"}))).await;
        let renewed = ann.post(&format!("{FIRST}/renew"), json!({"premium": "730.00"})).await;
        let policy = renewed.expect(200);
        assert_eq!((&policy["renewal_date"], &policy["start_date"]), (&json!("2027-04-01T09:00:00Z"), &json!("2025-04-01T09:00:00Z")));
        assert_eq!((&policy["status"], raw(&renewed, "premium")), (&json!("active"), "730.00".into()));
        // The new term has not begun: nothing of it is written yet.
        assert_eq!((raw(&renewed, "written_premium"), raw(&renewed, "unearned_premium")), ("365.00".into(), "17.00".into()));
        assert_eq!((policy["days_to_renewal"].as_i64(), &policy["term_start"]), (Some(382), &json!("2025-04-01")));
        let line = texts(house, "SELECT details FROM audit_logs WHERE action = 'renew_policy'").await;
        assert_eq!(line, ["Renewed from 2026-04-01 to 2027-04-01 for 730.00 USD"]);
        assert_eq!(texts(house, "SELECT topic FROM outbox WHERE topic LIKE '%.policy.renewed'").await.len(), 1);
        house.app.clock.advance(Duration::days(18));
        let later = back(house, "ann").await.get(FIRST).await;
        assert_eq!((raw(&later, "written_premium"), raw(&later, "unearned_premium")), ("1095.00".into(), "728.00".into()));
        assert_eq!(later.json()["term_start"], "2026-04-01");
    }

    async fn an_end_may_be_named_and_must_lie_ahead(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        for end in [json!("2027-01-01"), json!("2026-06-01"), json!("never")] {
            assert_eq!(fault(&ann.post(&format!("{FIRST}/renew"), json!({"renewal_date": end})).await).0, json!(["body", "renewal_date"]));
        }
        assert_eq!(fault(&ann.post(&format!("{FIRST}/renew"), json!({"premium": -1})).await).0, json!(["body", "premium"]));
        assert_eq!(traces(house).await, before);
        let renewed = ann.post(&format!("{FIRST}/renew"), json!({"renewal_date": "2027-07-01"})).await.expect(200);
        assert_eq!(renewed["renewal_date"], "2027-07-01T00:00:00Z");
    }

    async fn a_new_term_has_its_own_cover_and_a_gap_has_none(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        insured(&ann, policy_with("POL-1", json!({"start_date": "2025-03-20", "renewal_date": "2026-03-20"}))).await;
        let old = claimed(&ann, FIRST, loss("C1", 9_000)).await;
        manager.post(&format!("{old}/approve"), json!({})).await.expect(200);
        days_later(house, 10).await;
        let ann = back(house, "ann").await;
        assert_eq!(ann.get(FIRST).await.expect(200)["status"], "expired");
        let renewed = ann.post(&format!("{FIRST}/renew"), json!({})).await;
        assert_eq!(renewed.expect(200)["renewal_date"], "2027-03-25T00:00:00Z");
        assert_eq!((raw(&renewed, "cover_left"), renewed.json()["status"].clone()), ("10000.00".into(), json!("active")));
        let on = |number: &str, day: &str, amount: i64| {
            let mut body = loss(number, amount);
            body["incident_date"] = day.into();
            body
        };
        let gap = ann.post(&format!("{FIRST}/claims"), on("C2", "2026-03-22", 1)).await;
        assert_eq!(fault(&gap).0, json!(["body", "incident_date"]));
        let much = ann.post(&format!("{FIRST}/claims"), on("C3", "2026-03-19", 1_001)).await;
        assert_eq!(fault(&much).0, json!(["body", "amount"]));
        claimed(&ann, FIRST, on("C4", "2026-03-19", 1_000)).await;
        claimed(&ann, FIRST, on("C5", "2026-03-25", 10_000)).await;
    }

    async fn a_renewed_policy_is_reminded_of_its_next_renewal(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"start_date": "2026-03-05", "renewal_date": "2026-04-05"}))).await;
        days_later(house, 0).await;
        assert_eq!(reminders(house).await.len(), 1);
        ann.post(&format!("{FIRST}/renew"), json!({})).await.expect(200);
        days_later(house, 7).await;
        assert_eq!(reminders(house).await.len(), 1);
        days_later(house, 14).await;
        let told = reminders(house).await;
        assert!(told.len() == 2 && told[1].contains("in 30 days, on 2026-05-05"), "{told:?}");
    }

    async fn a_holders_new_name_goes_onto_his_policies(house) {
        let (ann, root) = (holder(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        insured(&ann, policy("POL-1")).await;
        root.put("/api/admin/users/ann", json!({"name": "Ann Lee"})).await.expect(200);
        house.settle().await;
        assert_eq!(ann.get(FIRST).await.expect(200)["holder"], "Ann Lee");
        let _: Value = root.get("/api/v1/insurance/admin/policies?search=ann%20LEE").await.expect(200)[0].clone();
    }
}
