//! Cancelling: pro rata by the day, never backwards, for good.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::{
    MODULES, POLICIES, back, fault, holder, insured, logged, notices, policy, policy_with, raw, texts, traces,
};

const FIRST: &str = "/api/v1/insurance/policies/1";

kernel::stories! { MODULES;
    async fn what_is_not_used_comes_back_by_the_day(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"premium": 1_000}))).await;
        let before = traces(house).await;
        let preview = ann.get(&format!("{FIRST}/cancellation")).await;
        let quote = preview.expect(200);
        assert_eq!(traces(house).await, before);
        // 1000 × 292 / 365 = 800: 15 March is the 74th day, and the first without cover.
        assert_eq!((raw(&preview, "refund"), raw(&preview, "earned")), ("800.00".into(), "200.00".into()));
        assert_eq!((&quote["unexpired_days"], &quote["term_days"]), (&json!(292), &json!(365)));
        assert_eq!((&quote["effective_date"], &quote["currency"]), (&json!("2026-03-15"), &json!("USD")));
        let cancelled = ann.post(&format!("{FIRST}/cancel"), json!({"reason": "Sold the house"})).await;
        let answer = cancelled.expect(200);
        assert_eq!((raw(&cancelled, "refund"), raw(&cancelled, "earned")), ("800.00".into(), "200.00".into()));
        assert_eq!((&answer["status"], &answer["policy"]["status"]), (&json!("cancelled"), &json!("cancelled")));
        let read = ann.get(FIRST).await;
        let policy = read.expect(200);
        assert_eq!((&policy["cancelled_on"], &policy["cancel_reason"]), (&json!("2026-03-15"), &json!("Sold the house")));
        let shown = ["refund", "written_premium", "earned_premium", "unearned_premium"].map(|key| raw(&read, key));
        assert_eq!(shown, ["800.00", "200.00", "200.00", "0.00"]);
        let said = texts(house, "SELECT details FROM audit_logs WHERE action = 'cancel_policy'").await;
        assert_eq!(said, ["Cancelled as of 2026-03-15: 800.00 of 1000.00 USD go back, for 292 of 365 days"]);
        assert_eq!(texts(house, "SELECT topic FROM outbox WHERE topic LIKE '%.policy.cancelled'").await.len(), 1);
        let told = notices(house, "insurance.policy_ended").await;
        assert_eq!((told.len(), &told[0]["user_id"]), (1, &json!(1)));
        assert!(told[0]["message"].as_str().expect("words").contains("800.00 USD of the premium come back"), "{told:?}");
    }

    async fn a_cent_is_rounded_half_to_even_once(house) {
        let ann = holder(house, "ann").await;
        for (n, premium, days_left, refund) in [(1, "0.50", 1, "0.12"), (2, "1.50", 1, "0.38"), (3, "0.3001", 3, "0.23")] {
            let dates = json!({"start_date": format!("2026-03-{}", 15 - (4 - days_left)), "renewal_date": format!("2026-03-{}", 15 + days_left)});
            let path = insured(&ann, policy_with(&format!("P{n}"), dates)).await;
            ann.put(&path, json!({"premium": premium})).await.expect(200);
            let preview = ann.get(&format!("{path}/cancellation")).await;
            assert_eq!(raw(&preview, "refund"), refund, "{premium}: {}", preview.text());
        }
    }

    async fn a_date_ahead_is_fine_and_one_behind_is_not(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        for date in ["2026-03-14", "2025-01-01", "2027-01-02"] {
            let (loc, msg) = fault(&ann.post(&format!("{FIRST}/cancel"), json!({"effective_date": date})).await);
            assert_eq!((loc, msg.as_str()), (json!(["body", "effective_date"]), "must be between 2026-03-15 and 2027-01-01, the renewal date"));
            ann.get(&format!("{FIRST}/cancellation?date={date}")).await.refused(422);
        }
        assert_eq!(fault(&ann.get(&format!("{FIRST}/cancellation?date=soon")).await).0, json!(["query", "date"]));
        assert_eq!(traces(house).await, before);
        let preview = ann.get(&format!("{FIRST}/cancellation?date=2026-12-31")).await;
        assert_eq!((preview.status, raw(&preview, "refund").as_str()), (200, "1.00"));
        ann.post(&format!("{FIRST}/cancel"), json!({"effective_date": "2026-12-31"})).await.expect(200);
        let now = ann.get(FIRST).await;
        assert_eq!((raw(&now, "written_premium"), raw(&now, "earned_premium")), ("365.00".into(), "73.00".into()));
        house.app.clock.advance(Duration::days(291));
        let then = back(house, "ann").await.get(FIRST).await;
        assert_eq!((raw(&then, "written_premium"), raw(&then, "unearned_premium")), ("364.00".into(), "0.00".into()));
    }

    async fn a_policy_that_has_not_begun_is_paid_back_whole(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy_with("POL-1", json!({"start_date": "2026-06-01", "premium": "99.9999"}))).await;
        let answer = ann.post(&format!("{FIRST}/cancel"), json!({})).await;
        assert_eq!((answer.expect(200)["effective_date"].clone(), raw(&answer, "refund")), (json!("2026-06-01"), "99.9999".into()));
    }

    async fn cancelled_is_cancelled(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        ann.post(&format!("{FIRST}/cancel"), json!({})).await.expect(200);
        let before = traces(house).await;
        let said = "This policy is cancelled already as of 2026-03-15.";
        assert_eq!(ann.post(&format!("{FIRST}/cancel"), json!({})).await.refused(409), said);
        assert_eq!(ann.get(&format!("{FIRST}/cancellation")).await.refused(409), said);
        assert!(ann.post(&format!("{FIRST}/renew"), json!({})).await.refused(409).contains("for good"));
        assert_eq!(traces(house).await, before);
    }

    async fn the_status_in_a_put_cancels_from_today(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        let put = ann.put(FIRST, json!({"status": "cancelled"})).await;
        let policy = put.expect(200);
        assert_eq!((&policy["cancelled_on"], raw(&put, "refund")), (&json!("2026-03-15"), "292.00".into()));
        assert_eq!(texts(house, "SELECT topic FROM outbox WHERE topic LIKE '%.policy.cancelled'").await.len(), 1);
        assert_eq!(notices(house, "insurance.policy_ended").await.len(), 1);
        assert_eq!(logged(house, "update_policy", "policy:1").await, 1);
        let entered = insured(&ann, policy_with("POL-2", json!({"status": "cancelled"}))).await;
        assert_eq!(raw(&ann.get(&entered).await, "refund"), "292.00");
        let over = insured(&ann, policy_with("POL-3", json!({"start_date": "2024-01-01", "renewal_date": "2025-01-01"}))).await;
        let put = ann.put(&over, json!({"status": "cancelled"})).await;
        assert_eq!((put.expect(200)["cancelled_on"].clone(), raw(&put, "refund")), (json!("2025-01-01"), "0.00".into()));
    }

    async fn a_further_term_that_has_not_begun_comes_back_whole(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        ann.post(&format!("{FIRST}/renew"), json!({"premium": 500})).await.expect(200);
        let answer = ann.post(&format!("{FIRST}/cancel"), json!({})).await;
        assert_eq!((answer.status, raw(&answer, "refund"), raw(&answer, "premium")), (200, "792.00".into(), "865.00".into()));
        assert_eq!(raw(&ann.get(FIRST).await, "written_premium"), "73.00");
    }

    async fn only_the_holder_cancels_and_renews(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        let (bob, root) = (holder(house, "bob").await, crate::people::somebody(house, kernel::Role::SuperAdmin).await);
        let before = traces(house).await;
        for other in [&bob, &root] {
            for action in ["cancel", "renew"] {
                assert_eq!(other.post(&format!("{FIRST}/{action}"), json!({})).await.refused(403), "Access denied");
            }
        }
        assert_eq!(bob.get(&format!("{FIRST}/cancellation")).await.refused(403), "Access denied");
        assert_eq!(ann.post(&format!("{POLICIES}/9/cancel"), json!({})).await.refused(404), "Policy not found");
        assert_eq!(ann.post(&format!("{POLICIES}/9/renew"), json!({})).await.refused(404), "Policy not found");
        assert_eq!(traces(house).await, before);
        let _: Value = root.get(&format!("{FIRST}/cancellation")).await.expect(200);
    }
}
