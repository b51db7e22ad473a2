//! The figures of a book and of a person.
use chrono::Duration;
use kernel::{Caller, Credentials, Origin, Role, testing::House};
use serde_json::{Value, json};

use crate::people::{ADMIN, MODULES, back, claimed, fault, holder, insured, loss, policy_with, somebody};

const OWN: &str = "/api/v1/insurance/summary";

/// The figures of all kinds together in the first currency.
fn total(answer: &Value) -> Value {
    answer["currencies"][0]["total"].clone()
}

kernel::stories! { MODULES;
    async fn premiums_and_claims_add_up_by_kind_and_currency(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let (manager, admin) = (somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        let home = insured(&ann, policy_with("A", json!({"deductible": 50}))).await;
        insured(&ann, policy_with("B", json!({"policy_type": "auto", "premium": 730}))).await;
        insured(&ann, policy_with("C", json!({"currency": "EUR"}))).await;
        let bobs = insured(&bob, policy_with("D", json!({"start_date": "2024-01-01", "renewal_date": "2025-01-01"}))).await;
        insured(&bob, policy_with("E", json!({"start_date": "2026-04-01"}))).await;
        let claims = [100, 200, 400, 800].map(|amount| loss(&format!("C{amount}"), amount));
        let mut paths = vec![];
        for claim in claims {
            paths.push(claimed(&ann, &home, claim).await);
        }
        for path in &paths[..2] {
            manager.post(&format!("{path}/approve"), json!({})).await.expect(200);
        }
        admin.post(&format!("{}/pay", paths[0]), json!({})).await.expect(200);
        manager.post(&format!("{}/reject", paths[2]), json!({"reason": "No"})).await.expect(200);
        let own = ann.get(OWN).await.expect(200);
        assert_eq!(own["as_of"], "2026-03-15");
        let currencies = own["currencies"].as_array().expect("a list").iter().map(|c| c["currency"].clone());
        assert_eq!(currencies.collect::<Vec<_>>(), ["EUR", "USD"]);
        assert_eq!(ann.get("/api/v1/insurance/figures").await.expect(200), own);
        let usd = &own["currencies"][1];
        assert_eq!(
            usd["total"],
            json!({
                "policies_in_force": 2, "written_premium": 1095.0, "earned_premium": 219.0, "unearned_premium": 876.0,
                "paid_claims": 50.0, "approved_claims": 150.0, "open_claims": 1, "open_claims_amount": 800.0,
                "incurred_claims": 1000.0, "loss_ratio": 4.5662,
            })
        );
        let kinds = usd["by_type"].as_array().expect("a list");
        assert_eq!((kinds.len(), &kinds[0]["policy_type"], &kinds[1]["policy_type"]), (2, &json!("auto"), &json!("home")));
        assert_eq!((&kinds[0]["loss_ratio"], &kinds[0]["earned_premium"]), (&json!(0.0), &json!(146.0)));
        let book = manager.get(&format!("{ADMIN}/figures?currency=USD")).await.expect(200);
        assert_eq!(book["currencies"].as_array().map(Vec::len), Some(1));
        let whole = total(&book);
        assert_eq!((&whole["written_premium"], &whole["earned_premium"]), (&json!(1460.0), &json!(584.0)));
        assert_eq!(whole["policies_in_force"], 2);
        assert_eq!(bob.get(OWN).await.expect(200)["currencies"][0]["total"]["written_premium"], 365.0);
        assert_eq!(bob.get(&format!("{bobs}/claims")).await.expect(200), json!([]));
    }

    async fn the_past_is_told_as_it_was(house) {
        let ann = holder(house, "ann").await;
        somebody(house, Role::Manager).await;
        let home = insured(&ann, policy_with("A", json!({}))).await;
        let claim = claimed(&ann, &home, loss("C1", 500)).await;
        house.app.clock.advance(Duration::days(10));
        back(house, "manager").await.post(&format!("{claim}/approve"), json!({"approved_amount": 300})).await.expect(200);
        house.app.clock.advance(Duration::days(10));
        somebody(house, Role::Admin).await.post(&format!("{claim}/pay"), json!({})).await.expect(200);
        back(house, "ann").await.post(&format!("{home}/cancel"), json!({})).await.expect(200);
        let manager_now = back(house, "manager").await;
        let at = async |day: &str| total(&manager_now.get(&format!("{ADMIN}/figures?as_of={day}")).await.expect(200));
        for (day, open, approved, paid, written, earned) in [
            ("2025-12-31", None, 0.0, 0.0, 0.0, 0.0),
            ("2026-01-01", Some(0), 0.0, 0.0, 365.0, 0.0),
            ("2026-03-14", Some(0), 0.0, 0.0, 365.0, 72.0),
            ("2026-03-15", Some(1), 0.0, 0.0, 365.0, 73.0),
            ("2026-03-24", Some(1), 0.0, 0.0, 365.0, 82.0),
            ("2026-03-25", Some(0), 300.0, 0.0, 365.0, 83.0),
            ("2026-04-03", Some(0), 300.0, 0.0, 365.0, 92.0),
            ("2026-04-04", Some(0), 0.0, 300.0, 93.0, 93.0),
            ("2030-01-01", Some(0), 0.0, 300.0, 93.0, 93.0),
        ] {
            let then = at(day).await;
            let Some(open) = open else {
                assert_eq!(then, Value::Null, "{day}");
                continue;
            };
            assert_eq!(then["open_claims"], open, "{day}");
            assert_eq!((&then["approved_claims"], &then["paid_claims"]), (&json!(approved), &json!(paid)), "{day}");
            assert_eq!((&then["written_premium"], &then["earned_premium"]), (&json!(written), &json!(earned)), "{day}");
            let unearned = then["unearned_premium"].as_f64().expect("a number");
            assert!((written - earned - unearned).abs() < 1e-9, "{day}");
        }
        assert_eq!(at("2026-01-01").await["loss_ratio"], Value::Null);
        assert_eq!(at("2026-04-04").await["loss_ratio"], 3.2258);
    }

    async fn the_book_is_for_reviewers(house) {
        for role in Role::ALL {
            let person = somebody(house, *role).await;
            let desk = [Role::Manager, Role::Admin, Role::SuperAdmin].contains(role);
            assert_eq!(person.get(&format!("{ADMIN}/figures")).await.status, if desk { 200 } else { 403 }, "{role}");
            assert_eq!(person.get(OWN).await.expect(200)["currencies"], json!([]));
        }
        let manager = back(house, "manager").await;
        assert_eq!(fault(&manager.get(&format!("{ADMIN}/figures?as_of=soon")).await).0, json!(["query", "as_of"]));
        assert_eq!(fault(&manager.get(&format!("{ADMIN}/figures?currency=usd")).await).0, json!(["query", "currency"]));
    }

    async fn the_dashboard_shows_cover_open_claims_and_renewals(house) {
        let ann = holder(house, "ann").await;
        let soon = insured(&ann, policy_with("SOON", json!({"renewal_date": "2026-05-01"}))).await;
        insured(&ann, policy_with("LATE", json!({}))).await;
        insured(&ann, policy_with("EURO", json!({"currency": "EUR", "coverage_amount": 77}))).await;
        insured(&ann, policy_with("OVER", json!({"status": "expired"}))).await;
        claimed(&ann, &soon, loss("C1", "12.5")).await;
        let fields = dashboard(house, "ann").await;
        assert_eq!((&fields["coverage"], &fields["open_claims"]), (&json!(20000.0), &json!(1)));
        assert_eq!(fields["open_claims_amount"], 12.5);
        assert_eq!(
            fields["coverages"],
            json!([{"currency": "EUR", "amount": 77.0, "policies": 1}, {"currency": "USD", "amount": 20000.0, "policies": 2}])
        );
        assert_eq!((&fields["next_renewal"]["policy_number"], &fields["next_renewal"]["policy_id"]), (&json!("SOON"), &json!(1)));
        assert_eq!(fields["renewals"].as_array().map(Vec::len), Some(1));
        holder(house, "bob").await;
        let none = dashboard(house, "bob").await;
        assert_eq!((&none["coverage"], &none["next_renewal"], &none["renewals"]), (&json!(0.0), &Value::Null, &json!([])));
    }
}

/// What the module adds to a person's dashboard.
async fn dashboard(house: &House, handle: &str) -> Value {
    let body = json!({"username": handle, "password": "violet tram 42 anchor"});
    let token = house.client().post("/api/auth/login", body).await.expect(200)["access_token"].clone();
    let token = token.as_str().expect("a token").to_owned();
    let principal =
        house.app.authenticate(&Credentials { token }).await.expect("an answer").expect("a person");
    let caller = Caller::new(&house.app, principal, Origin::default());
    let summary = insurance::MODULE.summary.expect("a summary");
    let fields = summary(&caller).await.expect("fields");
    fields
        .into_iter()
        .map(|(key, value)| (key.to_owned(), serde_json::from_str::<Value>(value.get()).expect("JSON")))
        .collect()
}
