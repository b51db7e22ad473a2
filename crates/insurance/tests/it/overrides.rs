//! Past a rule: who may, with what reason, and how the log tells it.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{
    MODULES, claimed, fault, holder, insured, loss, policy, policy_with, raw, somebody, texts, traces,
};

const FIRST: &str = "/api/v1/insurance/claims/1";

kernel::stories! { MODULES;
    async fn an_administrator_files_for_a_client_past_a_rule_and_says_why(house) {
        let (ann, admin) = (holder(house, "ann").await, somebody(house, Role::Admin).await);
        let old = insured(&ann, policy_with("OLD", json!({"status": "expired", "renewal_date": "2026-03-01"}))).await;
        let before = traces(house).await;
        let refused = admin.post(&format!("{old}/claims"), loss("C1", 20_000)).await;
        let problem = refused.expect(422);
        let kinds = problem["errors"].as_array().expect("errors").iter().map(|e| e["type"].clone());
        assert_eq!(kinds.collect::<Vec<_>>(), ["policy", "dates", "cover"]);
        assert!(refused.refused(422).ends_with("An administrator may let it through with an override_reason."));
        assert_eq!(traces(house).await, before);
        let mut body = loss("C1", 20_000);
        body["override_reason"] = "Goodwill, board of 12 March".into();
        let claim = admin.post(&format!("{old}/claims"), body).await.expect(201);
        assert_eq!((&claim["user_id"], &claim["override_reason"]), (&json!(1), &json!("Goodwill, board of 12 March")));
        let told = texts(house, "SELECT details FROM audit_logs WHERE action = 'file_claim'").await;
        assert_eq!(told, ["Filed for the holder, past a rule: Goodwill, board of 12 March"]);
        assert_eq!(ann.get(FIRST).await.expect(200), claim);
    }

    async fn what_breaks_no_rule_needs_no_override(house) {
        let (ann, admin) = (holder(house, "ann").await, somebody(house, Role::Admin).await);
        let home = insured(&ann, policy("POL-1")).await;
        let mut body = loss("C1", 10);
        body["override_reason"] = "Just in case".into();
        let claim = admin.post(&format!("{home}/claims"), body).await.expect(201);
        assert_eq!(claim["override_reason"], Value::Null);
        let approved = admin.post(&format!("{FIRST}/approve"), json!({"override_reason": "Just in case"})).await;
        assert_eq!(approved.expect(200)["override_reason"], Value::Null);
    }

    async fn nobody_else_files_for_a_client(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let manager = somebody(house, Role::Manager).await;
        let home = insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        assert_eq!(bob.post(&format!("{home}/claims"), loss("C1", 1)).await.refused(403), "Access denied");
        assert!(manager.post(&format!("{home}/claims"), loss("C1", 1)).await.refused(403).contains("an administrator for him"));
        assert_eq!(traces(house).await, before);
    }

    async fn nobody_overrides_on_his_own_policy(house) {
        let root = somebody(house, Role::SuperAdmin).await;
        let home = insured(&root, policy("POL-1")).await;
        let before = traces(house).await;
        let mut body = loss("C1", 20_000);
        body["override_reason"] = "Because I can".into();
        assert!(root.post(&format!("{home}/claims"), body).await.refused(403).contains("on his own policy"));
        assert_eq!(fault(&root.post(&format!("{home}/claims"), loss("C1", 20_000)).await).0, json!(["body", "amount"]));
        assert_eq!(traces(house).await, before);
    }

    async fn an_approval_above_the_cover_left_takes_an_override(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&ann, policy("POL-1")).await;
        let (one, two) = (claimed(&ann, &home, loss("C1", 7_000)).await, claimed(&ann, &home, loss("C2", 6_000)).await);
        manager.post(&format!("{one}/approve"), json!({})).await.expect(200);
        let before = traces(house).await;
        let (loc, msg) = fault(&manager.post(&format!("{two}/approve"), json!({})).await);
        assert_eq!(loc, json!(["body", "amount"]));
        assert!(msg.starts_with("6000.00 USD is above the cover left: 3000.00 of 10000.00 USD"), "{msg}");
        let refused = manager.post(&format!("{two}/approve"), json!({"override_reason": "Please"})).await;
        assert_eq!(refused.refused(403), "Admin privileges required");
        fault(&admin.put(&two, json!({"status": "approved"})).await);
        assert_eq!(traces(house).await, before);
        let passed = admin.post(&format!("{two}/approve"), json!({"override_reason": "Storm fund", "reason": "OK"})).await;
        assert_eq!(passed.expect(200)["override_reason"], "Storm fund");
        assert_eq!(raw(&ann.get(&home).await, "cover_left"), "0.00");
        let history = ann.get(&format!("{two}/decisions")).await.expect(200);
        assert_eq!((&history[0]["override_reason"], &history[0]["reason"]), (&json!("Storm fund"), &json!("OK")));
        let told = texts(house, "SELECT details FROM audit_logs WHERE action = 'approve_claim' AND target = 'claim:2'").await;
        assert!(told[0].ends_with("Past a rule: Storm fund"), "{told:?}");
    }

    async fn a_part_that_fits_needs_none(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        let (one, two) = (claimed(&ann, &home, loss("C1", 7_000)).await, claimed(&ann, &home, loss("C2", 6_000)).await);
        manager.post(&format!("{one}/approve"), json!({})).await.expect(200);
        manager.post(&format!("{two}/approve"), json!({"approved_amount": "3000.01"})).await.refused(422);
        manager.post(&format!("{two}/approve"), json!({"approved_amount": 3_000})).await.expect(200);
        assert_eq!(raw(&ann.get(&home).await, "cover_left"), "0.00");
    }

    async fn dates_that_moved_after_the_filing_are_looked_at_again(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&ann, policy("POL-1")).await;
        let claim = claimed(&ann, &home, loss("C1", 10)).await;
        ann.put(&home, json!({"start_date": "2026-03-16"})).await.expect(200);
        let before = traces(house).await;
        assert_eq!(fault(&manager.post(&format!("{claim}/approve"), json!({})).await).0, json!(["body", "incident_date"]));
        assert_eq!(traces(house).await, before);
        admin.put(&claim, json!({"status": "approved", "override_reason": "Entered wrongly"})).await.expect(200);
    }

    async fn what_was_let_through_at_the_filing_is_not_asked_again_but_for_the_cover(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&ann, policy_with("POL-1", json!({"start_date": "2026-03-01"}))).await;
        let late = |number: &str, amount: i64| {
            let mut body = loss(number, amount);
            body["incident_date"] = "2026-02-01".into();
            body["override_reason"] = "Cover note of January".into();
            body
        };
        let one = claimed(&admin, &home, late("C1", 500)).await;
        let two = claimed(&admin, &home, late("C2", 20_000)).await;
        manager.post(&format!("{one}/approve"), json!({})).await.expect(200);
        assert_eq!(fault(&manager.post(&format!("{two}/approve"), json!({})).await).0, json!(["body", "amount"]));
    }
}
