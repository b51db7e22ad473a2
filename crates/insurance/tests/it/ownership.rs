//! Everyone keeps his own policies and claims; strangers get nowhere.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{CLAIMS, MODULES, POLICIES, claimed, holder, insured, loss, policy, somebody, traces};

kernel::stories! { MODULES;
    async fn a_stranger_is_refused_everywhere(house) {
        let nobody = house.client();
        let before = traces(house).await;
        for path in [
            POLICIES.to_owned(),
            format!("{POLICIES}/1"),
            format!("{POLICIES}/1/claims"),
            format!("{POLICIES}/1/cancellation"),
            CLAIMS.to_owned(),
            format!("{CLAIMS}/1"),
            format!("{CLAIMS}/1/decisions"),
            format!("{CLAIMS}/1/documents"),
            "/api/v1/insurance/summary".to_owned(),
            "/api/v1/insurance/exports/policies".to_owned(),
        ] {
            assert_eq!(nobody.get(&path).await.refused(401), "Could not validate credentials", "{path}");
        }
        for path in ["", "/1/claims", "/1/cancel", "/1/renew"] {
            nobody.post(&format!("{POLICIES}{path}"), json!({})).await.refused(401);
        }
        for path in ["approve", "reject", "pay", "documents"] {
            nobody.post(&format!("{CLAIMS}/1/{path}"), json!({})).await.refused(401);
        }
        nobody.put(&format!("{CLAIMS}/1"), json!({})).await.refused(401);
        nobody.delete(&format!("{POLICIES}/1")).await.refused(401);
        assert_eq!(traces(house).await, before);
    }

    async fn what_is_anothers_is_forbidden_and_what_is_nowhere_is_not_found(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let home = insured(&ann, policy("POL-1")).await;
        claimed(&ann, &home, loss("C1", 10)).await;
        let before = traces(house).await;
        for (path, missing) in [(POLICIES, "Policy not found"), (CLAIMS, "Claim not found")] {
            for (id, status, detail) in [(1, 403, "Access denied"), (99, 404, missing)] {
                let one = format!("{path}/{id}");
                assert_eq!(bob.get(&one).await.refused(status), detail);
                assert_eq!(bob.put(&one, json!({"amount": 9, "premium": 9})).await.refused(status), detail);
                assert_eq!(bob.patch(&one, json!({"user_id": 2})).await.refused(status), detail);
            }
            bob.get(&format!("{path}/nonsense")).await.refused(422);
        }
        assert_eq!(bob.delete(&format!("{POLICIES}/1")).await.refused(403), "Access denied");
        assert_eq!(bob.get(&format!("{CLAIMS}/1/decisions")).await.refused(403), "Access denied");
        assert_eq!(bob.get(POLICIES).await.expect(200), json!([]));
        assert_eq!(traces(house).await, before);
    }

    async fn a_reviewer_reads_and_does_not_keep_the_policies_of_others(house) {
        let (ann, root) = (holder(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        let home = insured(&ann, policy("POL-1")).await;
        let before = traces(house).await;
        assert_eq!(root.get(&home).await.expect(200), ann.get(&home).await.expect(200));
        assert_eq!(root.put(&home, json!({"premium": 1})).await.refused(403), "Access denied");
        assert_eq!(root.delete(&home).await.refused(403), "Access denied");
        assert_eq!(root.get(POLICIES).await.expect(200), json!([]));
        assert_eq!(traces(house).await, before);
    }

    async fn every_role_keeps_policies_and_files_claims(house) {
        for role in Role::ALL {
            let person = somebody(house, *role).await;
            let home = insured(&person, policy(&format!("P-{role}"))).await;
            let claim = claimed(&person, &home, loss(&format!("C-{role}"), 1)).await;
            assert_eq!(person.get(&claim).await.expect(200)["status"], "pending", "{role}");
            assert_eq!(person.get(POLICIES).await.header("x-total-count"), "1");
        }
    }

    async fn owner_id_and_times_never_come_from_a_body(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let mut body = policy("POL-1");
        let forged = json!({
            "id": 77, "user_id": 2, "holder": "bob", "created_at": "2000-01-01", "refund": 5, "cover_left": 9,
            "cancelled_on": "2026-01-01", "made_up": {"deeply": ["nested"]},
        });
        forged.as_object().expect("keys").iter().for_each(|(key, value)| body[key] = value.clone());
        let made = ann.post(POLICIES, body).await.expect(201);
        assert_eq!((&made["id"], &made["user_id"], &made["holder"]), (&json!(1), &json!(1), &json!("ann")));
        assert_eq!((&made["refund"], &made["cancelled_on"]), (&Value::Null, &Value::Null));
        let mut claim = loss("C1", 10);
        let forged = json!({"reviewed_at": "2026-01-01", "approved_amount": 5, "paid_at": "2026-01-01", "submitted_at": "2000-01-01", "policy_id": 9});
        forged.as_object().expect("keys").iter().for_each(|(key, value)| claim[key] = value.clone());
        let filed = ann.post(&format!("{POLICIES}/1/claims"), claim).await.expect(201);
        assert_eq!((&filed["reviewed_at"], &filed["approved_amount"], &filed["policy_id"]), (&Value::Null, &Value::Null, &json!(1)));
        assert_eq!(filed["submitted_at"], "2026-03-15T10:00:00Z");
        assert_eq!(bob.get(POLICIES).await.expect(200), json!([]));
    }
}
