//! Claims: filed within the rules, changed while they wait.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::{
    CLAIMS, MODULES, back, claimed, fault, holder, insured, logged, loss, notices, policy, policy_with, raw,
    somebody, texts, traces,
};

const FIRST: &str = "/api/v1/insurance/claims/1";

kernel::stories! { MODULES;
    async fn a_new_claim_is_pending_and_tells_where_it_lives(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, kernel::Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        let made = ann.post(&format!("{home}/claims"), loss("CLM-1", 1_250.5)).await;
        let claim = made.expect(201);
        assert_eq!((made.header("location"), raw(&made, "amount")), (FIRST, "1250.50".into()));
        for (key, value) in [
            ("claim_number", json!("CLM-1")),
            ("status", json!("pending")),
            ("description", json!("Loss CLM-1")),
            ("policy_id", json!(1)),
            ("submitted_at", json!("2026-03-15T10:00:00Z")),
            ("reviewed_at", Value::Null),
            ("incident_date", json!("2026-03-15")),
            ("policy_number", json!("POL-1")),
            ("currency", json!("USD")),
        ] {
            assert_eq!(claim[key], value, "{key}");
        }
        let read = ann.get(FIRST).await;
        assert_eq!((read.expect(200), read.header("etag")), (claim.clone(), made.header("etag")));
        assert_eq!(manager.get(FIRST).await.expect(200), claim);
        let policy = ann.get(&home).await;
        assert_eq!(policy.expect(200)["claims_open"], 1);
        assert_eq!((raw(&policy, "claims_open_amount"), raw(&policy, "cover_left")), ("1250.50".into(), "10000.00".into()));
        assert_eq!(logged(house, "file_claim", "claim:1").await, 1);
        let told = texts(house, "SELECT audience FROM outbox WHERE topic = 'insurance.claim.submitted'").await;
        assert_eq!(told, ["{\"User\":1}"]);
        let queue = texts(house, "SELECT audience FROM outbox WHERE topic = 'insurance.queue.changed' ORDER BY id").await;
        assert_eq!(queue, ["{\"Holders\":\"insurance:review\"}"; 2]);
        let received = notices(house, "insurance.claim_received").await;
        assert_eq!((received.len(), &received[0]["user_id"]), (1, &json!(2)));
        assert_eq!(received[0]["message"], "ann claims 1250.50 USD on the home policy POL-1.");
        assert_eq!(received[0]["link"], "/claims/1");
    }

    async fn a_claim_begins_as_pending_or_not_at_all(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        for status in ["approved", "rejected", "paid", "open"] {
            let mut body = loss("C1", 1);
            body["status"] = status.into();
            let (loc, msg) = fault(&ann.post(&format!("{home}/claims"), body).await);
            assert_eq!((loc, msg.as_str()), (json!(["body", "status"]), "must be one of: pending"), "{status}");
        }
        assert_eq!(traces(house).await, before);
        let mut body = loss("C1", 1);
        body["status"] = "pending".into();
        claimed(&ann, &home, body).await;
    }

    async fn a_claim_number_is_given_once(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let (anns, bobs) = (insured(&ann, policy("A")).await, insured(&bob, policy("B")).await);
        claimed(&ann, &anns, loss("C1", 1)).await;
        let second = claimed(&bob, &bobs, loss("C2", 1)).await;
        let before = traces(house).await;
        let said = "Claim number 'C1' exists already. Choose another one.";
        assert_eq!(bob.post(&format!("{bobs}/claims"), loss("C1", 1)).await.refused(400), said);
        assert_eq!(bob.put(&second, json!({"claim_number": "C1"})).await.refused(400), said);
        assert_eq!(traces(house).await, before);
    }

    async fn wrong_fields_are_named(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 1)).await;
        let before = traces(house).await;
        for (field, value) in [
            ("amount", json!(0)),
            ("amount", json!(-5)),
            ("amount", json!("100000000000")),
            ("amount", json!("a lot")),
            ("description", json!("")),
            ("description", json!("x".repeat(5001))),
            ("claim_number", json!("")),
            ("incident_date", json!("2026-02-30")),
            ("incident_date", json!("2026-03-16")),
        ] {
            let mut body = loss("C2", 1);
            body[field] = value.clone();
            assert_eq!(fault(&ann.post(&format!("{home}/claims"), body).await).0, json!(["body", field]), "{value}");
            assert_eq!(fault(&ann.put(FIRST, json!({field: value})).await).0, json!(["body", field]), "{value}");
        }
        assert_eq!(traces(house).await, before);
    }

    async fn a_loss_outside_of_the_policys_dates_is_refused_with_the_dates(house) {
        let ann = holder(house, "ann").await;
        let past = insured(&ann, policy_with("OLD", json!({"start_date": "2025-01-01", "renewal_date": "2026-03-15"}))).await;
        let next = insured(&ann, policy_with("NEW", json!({"start_date": "2026-04-01"}))).await;
        let now = insured(&ann, policy_with("NOW", json!({"start_date": "2026-03-01"}))).await;
        let before = traces(house).await;
        for (policy, incident, says) in [
            (&past, Value::Null, "2026-03-15 is outside of the cover of policy OLD, which runs from 2025-01-01 up to, but not including, 2026-03-15"),
            (&next, Value::Null, "from 2026-04-01"),
            (&now, json!("2026-02-28"), "2026-02-28 is outside"),
        ] {
            let mut body = loss("C1", 1);
            body["incident_date"] = incident;
            let (loc, msg) = fault(&ann.post(&format!("{policy}/claims"), body).await);
            assert_eq!(loc, json!(["body", "incident_date"]));
            assert!(msg.contains(says), "{msg}");
        }
        assert_eq!(traces(house).await, before);
        for (n, (policy, incident)) in [(&past, "2026-03-14"), (&past, "2025-01-01"), (&now, "2026-03-01")].into_iter().enumerate() {
            let mut body = loss(&format!("C{n}"), 1);
            body["incident_date"] = incident.into();
            claimed(&ann, policy, body).await;
        }
    }

    async fn a_loss_above_the_cover_left_is_refused_with_the_figures(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, kernel::Role::Manager).await);
        let home = insured(&ann, policy_with("POL-1", json!({"deductible": 100}))).await;
        let first = claimed(&ann, &home, loss("C1", 8_100)).await;
        manager.post(&format!("{first}/approve"), json!({})).await.expect(200);
        claimed(&ann, &home, loss("C2", 700)).await;
        let before = traces(house).await;
        let (loc, msg) = fault(&ann.post(&format!("{home}/claims"), loss("C3", "2100.01")).await);
        assert_eq!(loc, json!(["body", "amount"]));
        assert_eq!(
            msg,
            "2000.01 USD after the deductible of 100.00 is above the cover left: 2000.00 of 10000.00 USD, of which \
             8000.00 is taken by approved claims; pending ones ask for 700.00"
        );
        assert_eq!(fault(&ann.put(&format!("{CLAIMS}/2"), json!({"amount": 3_000})).await).0, json!(["body", "amount"]));
        assert_eq!(traces(house).await, before);
        claimed(&ann, &home, loss("C3", 2_100)).await;
    }

    async fn a_policy_that_is_not_active_takes_no_claims(house) {
        let ann = holder(house, "ann").await;
        let expired = insured(&ann, policy_with("E", json!({"status": "expired"}))).await;
        let cancelled = insured(&ann, policy("K")).await;
        ann.post(&format!("{cancelled}/cancel"), json!({})).await.expect(200);
        let leaving = insured(&ann, policy("L")).await;
        ann.post(&format!("{leaving}/cancel"), json!({"effective_date": "2026-03-20"})).await.expect(200);
        let before = traces(house).await;
        for (policy, word) in [(&expired, "E is expired"), (&cancelled, "K is cancelled since 2026-03-15")] {
            let mut body = loss("C1", 1);
            body["incident_date"] = "2026-02-01".into();
            let (loc, msg) = fault(&ann.post(&format!("{policy}/claims"), body).await);
            assert_eq!(loc, json!(["body"]));
            assert!(msg.contains(word), "{msg}");
        }
        assert_eq!(traces(house).await, before);
        claimed(&ann, &leaving, loss("C1", 1)).await;
        house.app.clock.advance(Duration::days(5));
        let ann = back(house, "ann").await;
        ann.post(&format!("{leaving}/claims"), loss("C2", 1)).await.refused(422);
    }

    async fn a_key_makes_one_claim_of_two_requests(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        let keyed = ann.header("idempotency-key", "8d0c6c1e");
        let path = format!("{home}/claims");
        let first = keyed.post(&path, loss("C1", 10)).await;
        let again = keyed.post(&path, loss("C1", 10)).await;
        assert_eq!((first.expect(201), first.header("etag")), (again.expect(201), again.header("etag")));
        assert_eq!(again.header("location"), FIRST);
        assert_eq!(house.number("SELECT COUNT(*) FROM claims").await, 1);
        keyed.post(&path, loss("C2", 10)).await.refused(422);
        assert_eq!(house.number("SELECT COUNT(*) FROM claims").await, 1);
        assert_eq!(logged(house, "file_claim", "claim:1").await, 1);
    }

    async fn its_holder_changes_a_claim_while_it_waits(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, kernel::Role::Manager).await);
        let home = insured(&ann, policy("POL-1")).await;
        let made = ann.post(&format!("{home}/claims"), loss("C1", 10)).await;
        house.app.clock.advance(Duration::minutes(5));
        let whole = json!({"claim_number": "C1b", "amount": "20.50", "description": "More", "status": "pending"});
        let put = ann.header("if-match", made.header("etag")).put(FIRST, whole).await;
        let claim = put.expect(200);
        assert_eq!((&claim["claim_number"], &claim["description"], raw(&put, "amount")), (&json!("C1b"), &json!("More"), "20.50".into()));
        assert_eq!(claim["updated_at"], "2026-03-15T10:05:00Z");
        ann.header("if-match", made.header("etag")).put(FIRST, json!({"amount": 5})).await.refused(412);
        assert_eq!(ann.patch(FIRST, json!({"incident_date": "2026-03-01"})).await.expect(200)["incident_date"], "2026-03-01");
        assert_eq!(logged(house, "update_claim", "claim:1").await, 2);
        manager.post(&format!("{FIRST}/reject"), json!({"reason": "Not covered"})).await.expect(200);
        let before = traces(house).await;
        assert!(ann.put(FIRST, json!({"amount": 5})).await.refused(409).contains("rejected"));
        assert_eq!(traces(house).await, before);
    }

    async fn claims_are_listed_by_policy_and_by_person(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let manager = somebody(house, kernel::Role::Manager).await;
        let (one, two) = (insured(&ann, policy("A")).await, insured(&ann, policy("B")).await);
        for (policy, number) in [(&one, "C1"), (&two, "C2"), (&one, "C3")] {
            claimed(&ann, policy, loss(number, 1)).await;
        }
        manager.post(&format!("{CLAIMS}/3/approve"), json!({})).await.expect(200);
        for (path, ids) in [
            (format!("{one}/claims"), vec![1, 3]),
            (format!("{one}/claims?status=pending"), vec![1]),
            (format!("{two}/claims"), vec![2]),
            (CLAIMS.to_owned(), vec![1, 2, 3]),
            (format!("{CLAIMS}?status=approved"), vec![3]),
            (format!("{CLAIMS}?skip=1&limit=1"), vec![2]),
        ] {
            let listed = ann.get(&path).await;
            let found = listed.expect(200);
            let found = found.as_array().expect("a bare array").iter().map(|c| c["id"].as_i64().expect("an id"));
            assert_eq!(found.collect::<Vec<_>>(), ids, "{path}");
        }
        assert_eq!(ann.get(&format!("{CLAIMS}?limit=1")).await.header("x-total-count"), "3");
        assert_eq!(bob.get(CLAIMS).await.expect(200), json!([]));
        assert_eq!(bob.get(&format!("{one}/claims")).await.refused(403), "Access denied");
        assert_eq!(ann.get("/api/v1/insurance/policies/99/claims").await.refused(404), "Policy not found");
        assert_eq!(ann.post("/api/v1/insurance/policies/99/claims", loss("C9", 1)).await.refused(404), "Policy not found");
    }
}
