//! Everyone keeps his own plans, and nobody sees another's.
use identity::operator;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{MODULES, saver, somebody, traces};

const NOUNS: [(&str, &str); 3] = [
    ("/api/v1/financial/budgets", "Budget not found"),
    ("/api/v1/financial/goals", "Goal not found"),
    ("/api/v1/projects", "Project not found"),
];

/// A body that makes any of them.
fn either() -> Value {
    json!({
        "category": "Rent", "limit": 1, "month": "2026-11",
        "goal_name": "House", "target_amount": 2, "deadline": "2030-06-30",
        "project_name": "Kitchen", "description": "New",
    })
}

kernel::stories! { MODULES;
    async fn a_stranger_is_refused_everywhere(house) {
        saver(house, "ann").await.post(NOUNS[0].0, either()).await.expect(201);
        let before = traces(house).await;
        let nobody = house.client();
        for (path, _) in NOUNS {
            let one = format!("{path}/1");
            for refused in [
                nobody.get(path).await,
                nobody.post(path, either()).await,
                nobody.post(path, json!({"nonsense": 1})).await,
                nobody.get(&one).await,
                nobody.put(&one, json!({})).await,
                nobody.patch(&one, json!({})).await,
                nobody.delete(&one).await,
                nobody.delete(&format!("{path}/nonsense")).await,
            ] {
                assert_eq!(refused.refused(401), "Could not validate credentials");
                assert_eq!(refused.header("www-authenticate"), "Bearer");
            }
        }
        assert_eq!(traces(house).await, before);
    }

    async fn what_is_anothers_is_forbidden_and_what_is_nowhere_is_not_found(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        for (path, missing) in NOUNS {
            ann.post(path, either()).await.expect(201);
            let (anns, before) = (ann.get(&format!("{path}/1")).await.text(), traces(house).await);
            for (id, status, detail) in [("1", 403, "Access denied"), ("99", 404, missing)] {
                let one = format!("{path}/{id}");
                assert_eq!(bob.get(&one).await.refused(status), detail);
                assert_eq!(
                    bob.put(&one, json!({"limit": 9, "target_amount": 9})).await.refused(status),
                    detail
                );
                assert_eq!(bob.patch(&one, json!({"user_id": 2})).await.refused(status), detail);
                assert_eq!(bob.delete(&one).await.refused(status), detail);
            }
            for id in ["nonsense", "1.5", "99999999999999999999", "%00"] {
                let refused = bob.get(&format!("{path}/{id}")).await.expect(422);
                assert_eq!(refused["errors"][0]["loc"], json!(["path", "id"]), "{id}");
            }
            let his = bob.get(path).await;
            assert_eq!((his.expect(200), his.header("x-total-count")), (json!([]), "0"));
            assert_eq!(traces(house).await, before);
            assert_eq!(ann.get(&format!("{path}/1")).await.text(), anns);
        }
    }

    async fn what_goes_beyond_the_five_operations_is_guarded_too(house) {
        let (ann, bob, nobody) = (saver(house, "ann").await, saver(house, "bob").await, house.client());
        ann.post(NOUNS[0].0, either()).await.expect(201);
        ann.post(NOUNS[1].0, either()).await.expect(201);
        let before = traces(house).await;
        let (month, goal) = ("/api/v1/financial/budget-months/2026-11", "/api/v1/financial/goals/1/contributions");
        let (copy, shift) = (format!("{month}/copy"), format!("{month}/move"));
        let (sum, pair) = (json!({"amount": 1}), json!({"from": "Rent", "to": "Fun", "amount": 1}));
        for refused in [
            nobody.get(month).await,
            nobody.post(&copy, json!({})).await,
            nobody.post(&shift, pair.clone()).await,
            nobody.post(goal, sum.clone()).await,
        ] {
            assert_eq!(refused.refused(401), "Could not validate credentials");
        }
        assert_eq!(bob.post(goal, sum.clone()).await.refused(403), "Access denied");
        assert_eq!(bob.post("/api/v1/financial/goals/9/contributions", sum).await.refused(404), "Goal not found");
        // His own month holds nothing of hers.
        assert_eq!(bob.get(month).await.expect(200)["categories"], json!([]));
        assert_eq!(bob.post("/api/v1/financial/budget-months/2026-12/copy", json!({})).await.expect(200)["created"], 0);
        bob.post(&shift, pair).await.refused(404);
        assert_eq!(traces(house).await, before);
    }

    async fn not_even_an_administrator_sees_them(house) {
        let (ann, root) = (saver(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        ann.post(NOUNS[0].0, either()).await.expect(201);
        assert_eq!(root.get(&format!("{}/1", NOUNS[0].0)).await.refused(403), "Access denied");
        assert_eq!(root.get(NOUNS[0].0).await.header("x-total-count"), "0");
    }

    async fn owner_id_and_times_never_come_from_a_body(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let mine = ann.get("/api/auth/me").await.expect(200)["id"].clone();
        let his = bob.get("/api/auth/me").await.expect(200)["id"].clone();
        let forged = json!({
            "id": 77, "user_id": his, "owner": his, "created_at": "2000-01-01", "updated_at": "2000-01-01",
            "made_up": {"deeply": ["nested"]},
        });
        let mut body = either();
        forged.as_object().expect("keys").iter().for_each(|(key, value)| body[key] = value.clone());
        for (path, _) in NOUNS {
            let one = format!("{path}/1");
            for answer in [
                ann.post(path, body.clone()).await.expect(201),
                ann.put(&one, forged.clone()).await.expect(200),
                ann.patch(&one, forged.clone()).await.expect(200),
            ] {
                assert_eq!((&answer["id"], &answer["user_id"]), (&json!(1), &mine));
                assert_eq!(answer["created_at"], "2026-03-15T10:00:00Z");
                assert_ne!(answer["updated_at"], "2000-01-01T00:00:00Z");
                assert!(answer.get("made_up").is_none() && answer.get("owner").is_none());
            }
        }
    }

    async fn every_role_keeps_plans_of_its_own(house) {
        for role in Role::ALL {
            let person = somebody(house, *role).await;
            for (path, _) in NOUNS {
                let made = person.post(path, either()).await;
                made.expect(201);
                assert_eq!(person.get(path).await.header("x-total-count"), "1", "{role}");
                person.delete(made.header("location")).await.expect(204);
            }
        }
    }

    async fn plans_go_with_their_owner_and_the_log_stays(house) {
        let (ann, root) = (saver(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        for (path, _) in NOUNS {
            ann.post(path, either()).await.expect(201);
        }
        root.delete("/api/admin/users/ann").await.expect(200);
        let left = "SELECT (SELECT COUNT(*) FROM budgets) + (SELECT COUNT(*) FROM goals) \
                    + (SELECT COUNT(*) FROM projects)";
        assert_eq!(house.number(left).await, 0);
        assert_eq!(ann.get(NOUNS[0].0).await.refused(401), "Could not validate credentials");
        let logged = "SELECT COUNT(*) FROM audit_logs WHERE admin_id = 'ann' AND action LIKE 'create_%'";
        assert_eq!(house.number(logged).await, 3);
    }

    async fn whoever_must_choose_a_password_does_that_first(house) {
        let ann = saver(house, "ann").await;
        ann.post(NOUNS[0].0, either()).await.expect(201);
        let temporary = operator::reset_password(&house.app, "ann", false).await.expect("a password");
        let body = json!({"user_id": "ann", "password": temporary});
        let token = house.client().post("/api/auth/login", body).await.expect(200)["access_token"].clone();
        let ann = house.client().token(token.as_str().expect("a token"));
        let before = traces(house).await;
        for (path, _) in NOUNS {
            for refused in [ann.get(path).await, ann.post(path, either()).await] {
                assert!(refused.refused(403).starts_with("Choose a new password first"));
            }
        }
        assert_eq!(traces(house).await, before);
    }
}
