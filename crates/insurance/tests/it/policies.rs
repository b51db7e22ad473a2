//! Policies: entered, read, changed, removed, and refused.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::{
    MODULES, POLICIES, claimed, fault, holder, insured, logged, loss, policy, policy_with, raw, somebody,
    texts, traces,
};

const FIRST: &str = "/api/v1/insurance/policies/1";

kernel::stories! { MODULES;
    async fn a_new_policy_answers_as_the_contract_says_and_more(house) {
        let ann = holder(house, "ann").await;
        let made = ann.post(POLICIES, policy("POL-1")).await;
        let body = made.expect(201);
        assert_eq!(made.header("location"), FIRST);
        assert_eq!(
            (&body["policy_number"], &body["policy_type"], &body["type"], &body["status"]),
            (&json!("POL-1"), &json!("home"), &json!("home"), &json!("active"))
        );
        assert_eq!((&body["currency"], &body["holder"]), (&json!("USD"), &json!("ann")));
        assert_eq!(
            (&body["start_date"], &body["renewal_date"]),
            (&json!("2026-01-01T00:00:00Z"), &json!("2027-01-01T00:00:00Z"))
        );
        assert_eq!(body["created_at"], "2026-03-15T10:00:00Z");
        assert_eq!((raw(&made, "coverage_amount"), raw(&made, "premium")), ("10000.00".into(), "365.00".into()));
        // 73 of 365 days have passed at a unit a day.
        let figures = ["cover_left", "claims_open_amount", "written_premium", "earned_premium", "unearned_premium"];
        let shown = figures.map(|key| raw(&made, key));
        assert_eq!(shown, ["10000.00", "0.00", "365.00", "73.00", "292.00"]);
        assert_eq!((&body["claims_open"], &body["days_to_renewal"]), (&json!(0), &json!(292)));
        let read = ann.get(FIRST).await;
        assert_eq!((read.expect(200), read.header("etag")), (body, made.header("etag")));
        assert_eq!(logged(house, "create_policy", "policy:1").await, 1);
        let topics = texts(house, "SELECT topic FROM outbox WHERE topic LIKE 'insurance.%' ORDER BY id").await;
        assert_eq!(topics, ["insurance.policy.created", "insurance.queue.changed"]);
    }

    async fn a_policy_may_have_a_currency_and_a_deductible(house) {
        let ann = holder(house, "ann").await;
        let made = ann.post(POLICIES, policy_with("P", json!({"currency": "EUR", "deductible": "250.5"}))).await;
        assert_eq!((made.expect(201)["currency"].clone(), raw(&made, "deductible")), (json!("EUR"), "250.50".into()));
        let cleared = ann.patch(FIRST, json!({"deductible": null})).await.expect(200);
        assert_eq!(cleared["deductible"], Value::Null);
        let before = traces(house).await;
        for currency in [json!("eur"), json!("EURO"), json!(""), json!(5)] {
            let refused = ann.post(POLICIES, policy_with("Q", json!({"currency": currency}))).await;
            assert_eq!(fault(&refused).0, json!(["body", "currency"]), "{currency}");
        }
        assert_eq!(fault(&ann.patch(FIRST, json!({"currency": null})).await).0, json!(["body", "currency"]));
        assert_eq!(traces(house).await, before);
    }

    async fn a_number_is_given_once(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        insured(&ann, policy("POL-1")).await;
        insured(&bob, policy("POL-2")).await;
        let before = traces(house).await;
        let said = "Policy number 'POL-1' exists already. Choose another one.";
        assert_eq!(bob.post(POLICIES, policy("POL-1")).await.refused(400), said);
        assert_eq!(bob.put(&format!("{POLICIES}/2"), json!({"policy_number": "POL-1"})).await.refused(400), said);
        assert_eq!(traces(house).await, before);
        ann.put(FIRST, json!({"policy_number": "POL-1"})).await.expect(200);
    }

    async fn wrong_fields_are_named_and_nothing_is_written(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        for (changed, field, says) in [
            (json!({"policy_type": "boat"}), "policy_type", "must be one of: health, auto, home, life"),
            (json!({"status": "sold"}), "status", "must be one of: active, expired, cancelled"),
            (json!({"coverage_amount": 0}), "coverage_amount", "must be at least 0.0001"),
            (json!({"coverage_amount": 100_000_000_000_i64}), "coverage_amount", "at most 99999999999.9999"),
            (json!({"premium": -1}), "premium", "must be at least 0.00"),
            (json!({"deductible": "-0.01"}), "deductible", "must be at least 0.00"),
            (json!({"policy_number": ""}), "policy_number", "at least 1 characters"),
            (json!({"policy_number": "x".repeat(101)}), "policy_number", "at most 100 characters"),
            (json!({"start_date": "soon"}), "start_date", "must be a time such as"),
            (json!({"renewal_date": "2026-01-01"}), "renewal_date", "at least a day after the start date, 2026-01-01"),
            (json!({"renewal_date": "2025-12-31"}), "renewal_date", "at least a day after"),
        ] {
            let (loc, msg) = fault(&ann.post(POLICIES, policy_with("X", changed.clone())).await);
            assert_eq!(loc, json!(["body", field]), "{changed}");
            assert!(msg.contains(says), "{changed}: {msg}");
            let (loc, _) = fault(&ann.put(FIRST, changed.clone()).await);
            assert_eq!(loc, json!(["body", field]), "{changed}");
        }
        let missing = ann.post(POLICIES, json!({})).await.expect(422);
        assert_eq!(missing["errors"].as_array().map(Vec::len), Some(6));
        assert_eq!(traces(house).await, before);
    }

    async fn put_and_patch_change_what_is_sent(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        house.app.clock.advance(Duration::minutes(5));
        let put = ann.put(FIRST, json!({"premium": "730.00", "policy_type": "auto", "id": 9, "user_id": 9})).await;
        let body = put.expect(200);
        assert_eq!((raw(&put, "premium"), raw(&put, "earned_premium")), ("730.00".into(), "146.00".into()));
        assert_eq!((&body["type"], &body["id"], &body["updated_at"]), (&json!("auto"), &json!(1), &json!("2026-03-15T10:05:00Z")));
        let dates = json!({"start_date": "2026-03-14T22:00:00+02:00", "renewal_date": "2026-03-24"});
        let patched = ann.patch(FIRST, dates).await;
        patched.expect(200);
        assert_eq!((raw(&patched, "earned_premium"), raw(&patched, "unearned_premium")), ("73.00".into(), "657.00".into()));
        assert_eq!(logged(house, "update_policy", "policy:1").await, 2);
        let said = "SELECT COUNT(*) FROM audit_logs WHERE details = 'Updated policy: policy_type, premium'";
        assert_eq!(house.number(said).await, 1);
    }

    async fn a_stale_copy_changes_nothing(house) {
        let ann = holder(house, "ann").await;
        let old = ann.post(POLICIES, policy("POL-1")).await.header("etag").to_owned();
        let fresh = ann.header("if-match", &old).put(FIRST, json!({"premium": 400})).await;
        fresh.expect(200);
        let before = traces(house).await;
        let stale = ann.header("if-match", &old);
        stale.put(FIRST, json!({"premium": 500})).await.refused(412);
        stale.patch(FIRST, json!({"premium": 500})).await.refused(412);
        stale.delete(FIRST).await.refused(412);
        assert_eq!(traces(house).await, before);
        ann.header("if-match", fresh.header("etag")).delete(FIRST).await.expect(204);
    }

    async fn the_list_can_be_narrowed_and_sliced(house) {
        let ann = holder(house, "ann").await;
        for (number, changed) in [
            ("1", json!({"policy_type": "health"})),
            ("2", json!({"policy_type": "life", "status": "expired"})),
            ("3", json!({"policy_type": "health", "status": "expired"})),
            ("4", json!({"policy_type": "auto"})),
        ] {
            insured(&ann, policy_with(number, changed)).await;
        }
        for (query, ids) in [
            ("", vec![1, 2, 3, 4]),
            ("?status=active", vec![1, 4]),
            ("?policy_type=health", vec![1, 3]),
            ("?policy_type=health&status=expired", vec![3]),
            ("?status=cancelled", vec![]),
            ("?skip=1&limit=2", vec![2, 3]),
        ] {
            let listed = ann.get(&format!("{POLICIES}{query}")).await;
            let found = listed.expect(200);
            let found = found.as_array().expect("a bare array").iter().map(|p| p["id"].as_i64().expect("an id"));
            assert_eq!(found.collect::<Vec<_>>(), ids, "{query}");
            let total = if query.contains("skip") { 4 } else { ids.len() };
            assert_eq!(listed.header("x-total-count"), total.to_string(), "{query}");
        }
        for (query, field) in [("status=open", "status"), ("policy_type=boat", "policy_type"), ("limit=501", "limit")] {
            assert_eq!(fault(&ann.get(&format!("{POLICIES}?{query}")).await).0, json!(["query", field]));
        }
    }

    async fn a_policy_without_claims_can_be_deleted(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        ann.delete(FIRST).await.expect(204);
        assert_eq!(ann.get(FIRST).await.refused(404), "Policy not found");
        assert_eq!(ann.delete(FIRST).await.refused(404), "Policy not found");
        assert_eq!(house.number("SELECT COUNT(*) FROM policy_terms").await, 0);
        assert_eq!(logged(house, "delete_policy", "policy:1").await, 1);
    }

    async fn a_policy_with_claims_stays(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 100)).await;
        let before = traces(house).await;
        let said = ann.delete(&home).await.refused(409);
        assert!(said.contains("record of claims must stay") && said.contains("Cancel"), "{said}");
        assert_eq!(traces(house).await, before);
    }

    async fn statuses_move_along_their_ways_only(house) {
        let ann = holder(house, "ann").await;
        insured(&ann, policy("POL-1")).await;
        assert_eq!(ann.put(FIRST, json!({"status": "expired"})).await.expect(200)["status"], "expired");
        assert!(ann.put(FIRST, json!({"status": "active"})).await.refused(409).contains("Renew it"));
        assert!(ann.put(FIRST, json!({"status": "cancelled"})).await.refused(409).contains("nothing left"));
        insured(&ann, policy_with("POL-2", json!({"status": "cancelled"}))).await;
        let second = format!("{POLICIES}/2");
        for status in ["active", "expired"] {
            assert!(ann.put(&second, json!({"status": status})).await.refused(409).contains("for good"));
        }
        assert!(ann.put(&second, json!({"premium": 1})).await.refused(409).contains("can't change any more"));
        ann.put(&second, json!({"policy_number": "POL-2b"})).await.expect(200);
    }

    async fn cover_never_falls_below_what_was_approved(house) {
        let ann = holder(house, "ann").await;
        let manager = somebody(house, kernel::Role::Manager).await;
        let home = insured(&ann, policy("POL-1")).await;
        let claim = claimed(&ann, &home, loss("C1", 6_000)).await;
        manager.post(&format!("{claim}/approve"), json!({})).await.expect(200);
        let before = traces(house).await;
        let (loc, msg) = fault(&ann.put(&home, json!({"coverage_amount": 5_999})).await);
        assert_eq!(loc, json!(["body", "coverage_amount"]));
        assert!(msg.contains("6000.00 USD"), "{msg}");
        assert!(ann.put(&home, json!({"currency": "EUR"})).await.refused(409).contains("currency"));
        assert_eq!(traces(house).await, before);
        let lower = ann.put(&home, json!({"coverage_amount": 6_000})).await;
        assert_eq!((lower.status, raw(&lower, "cover_left").as_str()), (200, "0.00"));
    }
}
