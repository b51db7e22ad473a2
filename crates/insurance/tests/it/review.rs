//! The queue of those who review.
use chrono::Duration;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{
    ADMIN, CLAIMS, MODULES, back, claimed, fault, holder, insured, loss, policy, policy_with, raw, somebody,
};

async fn ids(client: &kernel::testing::Client<'_>, query: &str) -> Vec<i64> {
    let found = client.get(&format!("{ADMIN}/claims{query}")).await.expect(200);
    found.as_array().expect("a bare array").iter().map(|c| c["id"].as_i64().expect("an id")).collect()
}

kernel::stories! { MODULES;
    async fn a_reviewer_sees_what_he_needs_to_decide(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy_with("POL-1", json!({"deductible": 100}))).await;
        let first = claimed(&ann, &home, loss("C1", 2_100)).await;
        claimed(&ann, &home, loss("C2", 300)).await;
        manager.post(&format!("{first}/approve"), json!({})).await.expect(200);
        house.app.clock.advance(Duration::days(6));
        let (ann, manager) = (back(house, "ann").await, back(house, "manager").await);
        ann.put(&home, json!({"coverage_amount": 50_000})).await.expect(200);
        let seen = manager.get(&format!("{ADMIN}/claims/2")).await;
        let claim = seen.expect(200);
        for (key, value) in [
            ("holder", json!("ann")),
            ("policy_number", json!("POL-1")),
            ("policy_status", json!("active")),
            ("claim_number", json!("C2")),
            ("terms_changed_since", json!(true)),
            ("possible_duplicates", json!([])),
            ("documents", json!(0)),
            ("age_days", json!(6)),
            ("own", json!(false)),
            ("may", json!(["approve", "reject"])),
            ("blocked", Value::Null),
        ] {
            assert_eq!(claim[key], value, "{key}");
        }
        let money = ["amount", "coverage_amount", "cover_left", "pending_amount", "deductible"].map(|key| raw(&seen, key));
        assert_eq!(money, ["300.00", "50000.00", "48000.00", "300.00", "100.00"]);
        assert_eq!(manager.get(&format!("{ADMIN}/claims/1")).await.expect(200)["blocked"], "An administrator marks it as paid.");
        assert_eq!(manager.get(&format!("{ADMIN}/claims/9")).await.refused(404), "Claim not found");
    }

    async fn his_own_claims_are_marked(house) {
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&admin, policy("POL-1")).await;
        claimed(&admin, &home, loss("C1", 10)).await;
        let claim = admin.get(&format!("{ADMIN}/claims")).await.expect(200)[0].clone();
        assert_eq!((&claim["own"], &claim["may"]), (&json!(true), &json!([])));
        assert_eq!(claim["blocked"], "This claim is on your own policy: somebody else decides on it.");
        let root = somebody(house, Role::SuperAdmin).await;
        assert_eq!(root.get(&format!("{ADMIN}/claims/1")).await.expect(200)["may"], json!(["approve", "reject", "override"]));
    }

    async fn the_queue_can_be_narrowed_searched_sorted_and_sliced(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let manager = somebody(house, Role::Manager).await;
        let home = insured(&ann, policy("HOME-1")).await;
        let auto = insured(&bob, policy_with("AUTO_2", json!({"policy_type": "auto"}))).await;
        for (client, policy, number, amount) in
            [(&ann, &home, "C-10", 30), (&bob, &auto, "C-20", 10), (&ann, &home, "C-30", 20)]
        {
            claimed(client, policy, loss(number, amount)).await;
            house.app.clock.advance(Duration::minutes(1));
        }
        manager.post(&format!("{CLAIMS}/2/approve"), json!({})).await.expect(200);
        for (query, expected) in [
            ("", vec![1, 2, 3]),
            ("?status=pending", vec![1, 3]),
            ("?status=approved", vec![2]),
            ("?policy_type=auto", vec![2]),
            ("?search=c-3", vec![3]),
            ("?search=auto_", vec![2]),
            ("?search=AUTO%251", vec![]),
            ("?search=BOB", vec![2]),
            ("?search=home&status=pending&sort=-submitted_at", vec![3, 1]),
            ("?sort=submitted_at", vec![1, 2, 3]),
            ("?sort=age", vec![3, 2, 1]),
            ("?sort=-age", vec![1, 2, 3]),
            ("?sort=amount", vec![2, 3, 1]),
            ("?sort=-amount", vec![1, 3, 2]),
            ("?flagged=true", vec![]),
            ("?skip=1&limit=1", vec![2]),
        ] {
            assert_eq!(ids(&manager, query).await, expected, "{query}");
        }
        assert_eq!(manager.get(&format!("{ADMIN}/claims?limit=1")).await.header("x-total-count"), "3");
        for (query, field) in [("status=open", "status"), ("sort=name", "sort"), ("flagged=maybe", "flagged"), ("limit=0", "limit")] {
            assert_eq!(fault(&manager.get(&format!("{ADMIN}/claims?{query}")).await).0, json!(["query", field]));
        }
        let policies = manager.get(&format!("{ADMIN}/policies?search=ann")).await;
        assert_eq!((policies.header("x-total-count"), policies.expect(200)[0]["policy_number"].clone()), ("1", json!("HOME-1")));
        assert_eq!(manager.get(&format!("{ADMIN}/policies?policy_type=auto&holder_id=2")).await.header("x-total-count"), "1");
        assert_eq!(manager.get(&format!("{ADMIN}/policies?status=expired")).await.header("x-total-count"), "0");
    }

    async fn the_desk_is_closed_to_others(house) {
        for role in [Role::User, Role::Customer, Role::Builder, Role::PortfolioManager] {
            let person = somebody(house, role).await;
            for path in ["claims", "claims/1", "policies", "figures", "exports/claims", "exports/policies"] {
                let said = person.get(&format!("{ADMIN}/{path}")).await.refused(403);
                assert!(said.contains("insurance:review"), "{role} {path}: {said}");
            }
        }
        house.client().get(&format!("{ADMIN}/claims")).await.refused(401);
    }
}
