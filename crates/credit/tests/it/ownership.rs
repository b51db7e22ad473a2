//! Managers keep their own portfolios, administrators all of them, and everybody else none.
use kernel::Role;
use serde_json::json;

use crate::people::{MODULES, PORTFOLIOS, RATES, lent, loan, manager, opened, person, traces};

const ANOTHERS: &str = "Not authorized to access this portfolio";

kernel::stories! { MODULES;
    async fn a_stranger_is_refused_everywhere(house) {
        let before = traces(house).await;
        let nobody = house.client();
        let (one, loan) = (format!("{PORTFOLIOS}/1"), format!("{PORTFOLIOS}/1/loans/1"));
        for path in [PORTFOLIOS, "/api/v1/portfolios/", &one, &format!("{one}/loans"), &loan, &format!("{loan}/ratings"), RATES, &format!("{RATES}/history")] {
            assert_eq!(nobody.get(path).await.refused(401), "Could not validate credentials", "{path}");
        }
        for path in [PORTFOLIOS, &format!("{one}/loans"), &format!("{loan}/ratings")] {
            nobody.post(path, json!({})).await.refused(401);
        }
        for path in [&one, &loan] {
            nobody.patch(path, json!({})).await.refused(401);
            nobody.put(path, json!({})).await.refused(401);
            nobody.delete(path).await.refused(401);
        }
        nobody.put(RATES, json!({})).await.refused(401);
        assert_eq!(traces(house).await, before);
    }

    async fn other_roles_have_no_portfolios(house) {
        for role in [Role::User, Role::Customer, Role::Builder, Role::Manager] {
            let other = person(house, &role.to_string(), role).await;
            let before = traces(house).await;
            other.get(PORTFOLIOS).await.refused(403);
            other.post(PORTFOLIOS, json!({"name": "Mine"})).await.refused(403);
            other.get(RATES).await.refused(403);
            assert_eq!(traces(house).await, before, "{role}");
        }
    }

    async fn what_is_anothers_is_forbidden_and_what_is_nowhere_is_not_found(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let book = opened(&ann, "Book").await;
        lent(&ann, &book, "L1", json!({})).await;
        let before = traces(house).await;
        for (portfolio, status, detail) in [(book.as_str(), 403, ANOTHERS), ("/api/v1/portfolios/99", 404, "Portfolio not found")] {
            for path in ["", "/loans", "/loans/1", "/loans/1/ratings", "/loans/99"] {
                assert_eq!(bob.get(&format!("{portfolio}{path}")).await.refused(status), detail, "{path}");
            }
            assert_eq!(bob.patch(portfolio, json!({"name": "Mine"})).await.refused(status), detail);
            assert_eq!(bob.put(portfolio, json!({"owner_id": 2})).await.refused(status), detail);
            assert_eq!(bob.delete(portfolio).await.refused(status), detail);
            assert_eq!(bob.post(&format!("{portfolio}/loans"), loan("L2", json!({}))).await.refused(status), detail);
            let one = format!("{portfolio}/loans/1");
            assert_eq!(bob.patch(&one, json!({"amount": 1})).await.refused(status), detail);
            assert_eq!(bob.delete(&one).await.refused(status), detail);
            let rating = json!({"snapshot_date": "2026-01-01", "credit_rating": "A"});
            assert_eq!(bob.post(&format!("{one}/ratings"), rating).await.refused(status), detail);
            assert_eq!(bob.delete(&format!("{one}/ratings/2026-01-01")).await.refused(status), detail);
        }
        assert_eq!(bob.get(PORTFOLIOS).await.expect(200), json!([]));
        assert_eq!(bob.get(&format!("{PORTFOLIOS}?owner_id=1")).await.expect(200), json!([]));
        bob.get(&format!("{PORTFOLIOS}/nonsense")).await.refused(422);
        assert_eq!(traces(house).await, before);
    }

    async fn a_loan_of_another_portfolio_is_not_found(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let (hers, his) = (opened(&ann, "Hers").await, opened(&bob, "His").await);
        lent(&ann, &hers, "L1", json!({})).await;
        let before = traces(house).await;
        let through_his = format!("{his}/loans/1");
        assert_eq!(bob.get(&through_his).await.refused(404), "Loan not found");
        assert_eq!(bob.patch(&through_his, json!({"amount": 1})).await.refused(404), "Loan not found");
        assert_eq!(bob.delete(&through_his).await.refused(404), "Loan not found");
        assert_eq!(bob.get(&format!("{through_his}/ratings")).await.refused(404), "Loan not found");
        assert_eq!(traces(house).await, before);
    }

    async fn administrators_see_and_keep_all(house) {
        let (ann, root) = (manager(house, "ann").await, person(house, "root", Role::SuperAdmin).await);
        let (hers, roots) = (opened(&ann, "Hers").await, opened(&root, "Roots").await);
        lent(&root, &hers, "L1", json!({})).await;
        assert_eq!(root.get(PORTFOLIOS).await.header("x-total-count"), "2");
        assert_eq!(root.get(&format!("{PORTFOLIOS}?owner_id=1")).await.expect(200)[0]["name"], "Hers");
        assert_eq!(root.patch(&hers, json!({"description": "Looked at"})).await.expect(200)["owner_id"], 1);
        assert_eq!(ann.get(&hers).await.expect(200)["loan_count"], 1);
        assert_eq!(ann.get(&roots).await.refused(403), ANOTHERS);
    }

    async fn owner_id_and_times_never_come_from_a_body(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let forged = json!({"name": "Book", "id": 77, "owner_id": 2, "created_at": "2000-01-01", "loan_count": 9, "revision": 5});
        let made = ann.post(PORTFOLIOS, forged).await.expect(201);
        assert_eq!((&made["id"], &made["owner_id"], &made["revision"]), (&json!(1), &json!(1), &json!(0)));
        assert_eq!((&made["created_at"], &made["updated_at"]), (&json!("2026-03-15T10:00:00Z"), &json!("2026-03-15T10:00:00Z")));
        let path = lent(&ann, "/api/v1/portfolios/1", "L1", json!({"id": 9, "portfolio_id": 2, "created_at": "2000-01-01"})).await;
        assert_eq!(path, "/api/v1/portfolios/1/loans/1");
        assert_eq!(ann.patch(&path, json!({"loan_id": "X", "portfolio_id": 2})).await.expect(200)["loan_id"], "L1");
        assert_eq!(bob.get(PORTFOLIOS).await.expect(200), json!([]));
    }
}
