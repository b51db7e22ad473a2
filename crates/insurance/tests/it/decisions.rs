//! Decisions: by whom, along which ways, and with which trace.
use chrono::Duration;
use kernel::Role;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::people::{
    CLAIMS, MODULES, claimed, fault, holder, insured, logged, loss, notices, policy, policy_with, raw,
    somebody, texts, traces,
};

const FIRST: &str = "/api/v1/insurance/claims/1";

kernel::stories! { MODULES;
    async fn a_claim_is_approved_and_paid_with_a_trace_of_each_step(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&ann, policy_with("POL-1", json!({"deductible": 100}))).await;
        claimed(&ann, &home, loss("C1", 1_000)).await;
        house.app.clock.advance(Duration::minutes(10));
        let verdict = json!({"reason": "Receipts are in order", "approved_amount": "800.00"});
        let approved = manager.post(&format!("{FIRST}/approve"), verdict).await;
        let claim = approved.expect(200);
        assert_eq!((&claim["status"], &claim["reason"]), (&json!("approved"), &json!("Receipts are in order")));
        assert_eq!((raw(&approved, "approved_amount"), raw(&approved, "payable_amount")), ("800.00".into(), "700.00".into()));
        assert_eq!((&claim["reviewed_at"], &claim["reviewer_name"]), (&json!("2026-03-15T10:10:00Z"), &json!("manager")));
        assert_eq!(raw(&ann.get(&home).await, "cover_left"), "9300.00");
        house.app.clock.advance(Duration::minutes(10));
        let paid = admin.post(&format!("{FIRST}/pay"), json!({"reference": "SEPA 77"})).await.expect(200);
        assert_eq!((&paid["status"], &paid["payment_reference"]), (&json!("paid"), &json!("SEPA 77")));
        assert_eq!((&paid["reviewed_at"], &paid["paid_at"]), (&claim["reviewed_at"], &json!("2026-03-15T10:20:00Z")));
        assert_eq!(paid["reviewer_name"], "manager");
        let listed = ann.get(&format!("{FIRST}/decisions")).await;
        let history = listed.expect(200);
        assert_eq!(listed.header("x-total-count"), "2");
        assert_eq!((&history[0]["decision"], &history[0]["reviewer_name"]), (&json!("approved"), &json!("manager")));
        assert_eq!((&history[1]["decision"], &history[1]["reviewer_name"]), (&json!("paid"), &json!("admin")));
        assert_eq!((&history[1]["reference"], &history[1]["decided_at"]), (&json!("SEPA 77"), &json!("2026-03-15T10:20:00Z")));
        for (action, topic) in [("approve_claim", "approved"), ("pay_claim", "paid")] {
            assert_eq!(logged(house, action, "claim:1").await, 1);
            let told = format!("SELECT audience FROM outbox WHERE topic = 'insurance.claim.{topic}'");
            assert_eq!(texts(house, &told).await, ["{\"User\":1}"]);
        }
        let told = notices(house, "insurance.claim_decided").await;
        assert_eq!(told.iter().map(|n| (&n["user_id"], &n["link"])).collect::<Vec<_>>(), [(&json!(1), &json!("/claims/1")); 2]);
        assert_eq!(
            told[0]["message"],
            "On your home policy POL-1: 800.00 of the 1000.00 USD claimed were approved, less your deductible of \
             100.00: 700.00 USD will be paid. Reason: Receipts are in order"
        );
        assert_eq!(told[1]["message"], "On your home policy POL-1: 700.00 USD were paid. Reference: SEPA 77.");
    }

    async fn a_rejection_says_why_and_takes_no_cover(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 1_000)).await;
        let before = traces(house).await;
        for body in [json!({}), json!({"reason": ""}), json!({"reason": null})] {
            assert_eq!(fault(&manager.post(&format!("{FIRST}/reject"), body).await).0, json!(["body", "reason"]));
        }
        assert_eq!(traces(house).await, before);
        let rejected = manager.post(&format!("{FIRST}/reject"), json!({"reason": "Wear and tear"})).await.expect(200);
        assert_eq!((&rejected["status"], &rejected["reason"]), (&json!("rejected"), &json!("Wear and tear")));
        assert_eq!((&rejected["approved_amount"], &rejected["reviewed_at"]), (&Value::Null, &json!("2026-03-15T10:00:00Z")));
        assert_eq!(raw(&ann.get(&home).await, "cover_left"), "10000.00");
        let told = notices(house, "insurance.claim_decided").await;
        assert_eq!(told[0]["message"], "On your home policy POL-1: Your claim for 1000.00 USD was rejected. Reason: Wear and tear");
    }

    async fn the_status_in_a_put_decides_too(house) {
        let (ann, admin) = (holder(house, "ann").await, somebody(house, Role::Admin).await);
        let home = insured(&ann, policy("POL-1")).await;
        for number in ["C1", "C2"] {
            claimed(&ann, &home, loss(number, 500)).await;
        }
        let claim = admin.put(FIRST, json!({"status": "approved", "reason": "Fine", "approved_amount": 400})).await;
        assert_eq!((claim.expect(200)["status"].clone(), raw(&claim, "payable_amount")), (json!("approved"), "400.00".into()));
        assert_eq!(admin.patch(FIRST, json!({"status": "paid", "reference": "R"})).await.expect(200)["payment_reference"], "R");
        let rejected = admin.put(&format!("{CLAIMS}/2"), json!({"status": "rejected"})).await.expect(200);
        assert_eq!((&rejected["status"], &rejected["reason"]), (&json!("rejected"), &Value::Null));
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_decisions").await, 3);
    }

    async fn there_is_no_way_but_the_ways_of_a_claim(house) {
        let (ann, admin) = (holder(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        let home = insured(&ann, policy("POL-1")).await;
        for number in ["C1", "C2", "C3"] {
            claimed(&ann, &home, loss(number, 10)).await;
        }
        let path = |id: i64| format!("{CLAIMS}/{id}");
        assert!(admin.put(&path(1), json!({"status": "paid"})).await.refused(409).contains("It can become approved or rejected."));
        admin.post(&format!("{}/reject", path(1)), json!({"reason": "No"})).await.expect(200);
        admin.post(&format!("{}/approve", path(2)), json!({})).await.expect(200);
        admin.post(&format!("{}/approve", path(3)), json!({})).await.expect(200);
        admin.post(&format!("{}/pay", path(3)), json!({})).await.expect(200);
        let before = traces(house).await;
        for (id, to, says) in [
            (1, "approved", "This claim is rejected and can't become approved. That is final."),
            (1, "pending", "This claim is rejected and can't become pending. That is final."),
            (1, "paid", "This claim is rejected and can't become paid. That is final."),
            (2, "rejected", "This claim is approved and can't become rejected. It can become paid."),
            (2, "pending", "This claim is approved and can't become pending. It can become paid."),
            (3, "approved", "This claim is paid and can't become approved. That is final."),
            (3, "rejected", "This claim is paid and can't become rejected. That is final."),
        ] {
            assert_eq!(admin.put(&path(id), json!({"status": to})).await.refused(409), says);
        }
        admin.post(&format!("{}/approve", path(2)), json!({})).await.refused(409);
        admin.post(&format!("{}/pay", path(1)), json!({})).await.refused(409);
        admin.post(&format!("{}/reject", path(3)), json!({"reason": "x"})).await.refused(409);
        assert_eq!(traces(house).await, before);
    }

    async fn only_those_with_the_right_decide(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 10)).await;
        let before_all = house.number("SELECT COUNT(*) FROM claim_decisions").await;
        for role in Role::ALL {
            let person = somebody(house, *role).await;
            let before = traces(house).await;
            let desk = [Role::Manager, Role::Admin, Role::SuperAdmin].contains(role);
            if !desk {
                assert!(person.post(&format!("{FIRST}/approve"), json!({})).await.refused(403).contains("insurance:decide"));
                person.post(&format!("{FIRST}/reject"), json!({"reason": "x"})).await.refused(403);
                assert_eq!(person.get(FIRST).await.refused(403), "Access denied");
                assert_eq!(person.put(FIRST, json!({"status": "approved"})).await.refused(403), "Access denied");
            }
            if !role.is_admin() {
                assert_eq!(person.post(&format!("{FIRST}/pay"), json!({})).await.refused(403), "Admin privileges required");
            }
            assert_eq!(traces(house).await, before, "{role}");
            if desk {
                let own = claimed(&ann, &home, loss(&format!("{role}"), 10)).await;
                person.post(&format!("{own}/approve"), json!({})).await.expect(200);
            }
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_decisions").await, before_all + 3);
    }

    async fn a_manager_approves_but_does_not_pay(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 10)).await;
        manager.post(&format!("{FIRST}/approve"), json!({})).await.expect(200);
        let before = traces(house).await;
        assert_eq!(manager.put(FIRST, json!({"status": "paid"})).await.refused(403), "Admin privileges required");
        assert_eq!(traces(house).await, before);
    }

    async fn nobody_decides_on_his_own_policy_whatever_he_holds(house) {
        let said = "This claim is on your own policy: somebody else decides on it.";
        for role in [Role::User, Role::Manager, Role::Admin, Role::SuperAdmin] {
            let person = somebody(house, role).await;
            let home = insured(&person, policy(&format!("P-{role}"))).await;
            let claim = claimed(&person, &home, loss(&format!("C-{role}"), 10)).await;
            let before = traces(house).await;
            for status in ["approved", "rejected", "paid"] {
                assert_eq!(person.put(&claim, json!({"status": status})).await.refused(403), said, "{role}");
            }
            if role != Role::User {
                assert_eq!(person.post(&format!("{claim}/approve"), json!({"override_reason": "me"})).await.refused(403), said);
                assert_eq!(person.post(&format!("{claim}/reject"), json!({"reason": "x"})).await.refused(403), said);
            }
            if role.is_admin() {
                assert_eq!(person.post(&format!("{claim}/pay"), json!({})).await.refused(403), said);
            }
            assert_eq!(traces(house).await, before);
            assert_eq!(person.put(&claim, json!({"status": "pending"})).await.expect(200)["status"], "pending");
        }
    }

    async fn an_approval_is_for_no_more_than_was_claimed_and_for_something(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy_with("POL-1", json!({"deductible": 100}))).await;
        claimed(&ann, &home, loss("C1", 1_000)).await;
        let before = traces(house).await;
        for (amount, says) in [
            (json!("1000.01"), "can't be above the 1000.00 that are claimed"),
            (json!(100), "leaves nothing to pay: the deductible is 100.00 USD. Reject the claim"),
        ] {
            let (loc, msg) = fault(&manager.post(&format!("{FIRST}/approve"), json!({"approved_amount": amount})).await);
            assert_eq!((loc, msg.as_str()), (json!(["body", "approved_amount"]), says));
        }
        assert_eq!(fault(&manager.post(&format!("{FIRST}/approve"), json!({"approved_amount": 0})).await).0, json!(["body", "approved_amount"]));
        assert_eq!(traces(house).await, before);
        let least = manager.post(&format!("{FIRST}/approve"), json!({"amount_approved": "100.01"})).await;
        assert_eq!((least.status, raw(&least, "payable_amount").as_str()), (200, "0.01"));
    }

    async fn a_reviewer_decides_and_does_not_rewrite_the_claim(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        let made = ann.post(&format!("{home}/claims"), loss("C1", 1_000)).await;
        let before = traces(house).await;
        for body in [json!({"amount": 1}), json!({"description": "x", "status": "approved"})] {
            assert!(manager.put(FIRST, body).await.refused(403).contains("You may decide on it"));
        }
        assert_eq!(manager.put(FIRST, json!({})).await.expect(200)["status"], "pending");
        let stale = manager.header("if-match", "\"old\"");
        stale.post(&format!("{FIRST}/approve"), json!({})).await.refused(412);
        stale.put(FIRST, json!({"status": "approved"})).await.refused(412);
        assert_eq!(traces(house).await, before);
        let whole = json!({"claim_number": "C1", "amount": 1_000, "description": "Loss C1", "status": "approved"});
        manager.header("if-match", made.header("etag")).put(FIRST, whole).await.expect(200);
    }

    async fn the_database_keeps_decisions_for_good(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 1_000)).await;
        manager.post(&format!("{FIRST}/approve"), json!({})).await.expect(200);
        for statement in [
            "UPDATE claim_decisions SET reason = 'other'",
            "DELETE FROM claim_decisions",
            "UPDATE claims SET status = 'open'",
            "UPDATE claims SET status = 'paid'",
            "UPDATE claims SET approved_amount = amount + 1",
            "DELETE FROM policies",
        ] {
            let tx = house.app.db.begin().await.expect("a change");
            assert!(tx.execute_unprepared(statement).await.is_err(), "{statement}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_decisions WHERE reason IS NULL").await, 1);
    }

    async fn the_record_stays_when_the_holders_account_goes(house) {
        let (ann, root) = (holder(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 1_000)).await;
        root.delete("/api/admin/users/ann").await.expect(200);
        let claim = root.post(&format!("{FIRST}/approve"), json!({"reason": "Due all the same"})).await.expect(200);
        assert_eq!((&claim["status"], &claim["user_id"]), (&json!("approved"), &Value::Null));
        let policy = root.get(&home).await.expect(200);
        assert_eq!((&policy["user_id"], &policy["holder"]), (&Value::Null, &json!("ann")));
        assert_eq!(notices(house, "insurance.claim_decided").await, Vec::<Value>::new());
    }
}
