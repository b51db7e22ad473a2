//! Loans: entered, read, changed and deleted.
use serde_json::{Value, json};

use crate::people::{MODULES, fault, lent, loan, manager, opened, traces};

kernel::stories! { MODULES;
    async fn a_loan_is_told_in_texts_with_two_decimals(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let body = loan("L1", json!({
            "rate": 5.5, "credit_rating": " bbb+ ", "status": "watch list", "country": " United Kingdom",
            "debt_to_equity": "1.805", "interest_coverage": 4, "leverage_ratio": null,
        }));
        let made = ann.post(&format!("{book}/loans/"), body).await;
        assert_eq!(
            made.expect(201),
            json!({
                "loan_id": "L1", "borrower": "Northern Steel plc", "amount": "1000000.00", "rate": "5.50",
                "sector": "Manufacturing", "maturity_date": "2030-06-30", "credit_rating": "BBB+",
                "status": "Watch List", "country": "United Kingdom", "debt_to_equity": "1.81",
                "interest_coverage": "4.00", "leverage_ratio": null, "id": 1, "portfolio_id": 1,
                "created_at": "2026-03-15T10:00:00Z", "updated_at": "2026-03-15T10:00:00Z",
            })
        );
        assert_eq!(made.header("location"), "/api/v1/portfolios/1/loans/1");
        assert_eq!(ann.get("/api/v1/portfolios/1/loans/1/").await.expect(200), made.json());
        assert_eq!(ann.get("/api/v1/portfolios/1/loans/1").await.header("etag"), made.header("etag"));
    }

    async fn what_breaks_a_rule_is_refused_with_its_field(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        lent(&ann, &book, "L1", json!({})).await;
        let before = traces(house).await;
        let loans = format!("{book}/loans");
        let words = "Loan with ID 'L1' already exists in this portfolio";
        assert_eq!(ann.post(&loans, loan("L1", json!({"amount": 1}))).await.refused(400), words);
        assert_eq!(ann.post(&loans, loan(" L1 ", json!({}))).await.refused(400), words);
        for (field, value, says) in [
            ("loan_id", json!(""), "must have at least 1 characters"),
            ("loan_id", json!("x".repeat(51)), "must have at most 50 characters"),
            ("borrower", json!("  "), "must have at least 1 characters"),
            ("amount", json!(0), "must be at least 0.0001"),
            ("amount", json!(-5), "must be at least 0.0001"),
            ("amount", json!("1000000000.01"), "must be at most 1000000000.00"),
            ("amount", json!(1.00001), "an amount has at most 4 decimals"),
            ("rate", json!(100.01), "must be at most 100.00"),
            ("rate", json!("NaN"), "not an amount; write it like 1234.50, without spaces or separators"),
            ("maturity_date", json!("2026-03-14"), "Maturity date must be in the future"),
            ("maturity_date", json!("30/06/2030"), "must be a day such as 2027-06-30"),
            ("status", json!("late"), "Status must be one of: Performing, Watch List, Non-Performing, Defaulted"),
            ("country", json!("x".repeat(101)), "must have at most 100 characters"),
            ("debt_to_equity", json!(-0.01), "must be at least 0.00"),
        ] {
            let problem = ann.post(&loans, loan("L2", json!({ field: value }))).await.expect(422);
            assert_eq!(fault(&problem), (json!(["body", field]), says.into()), "{problem}");
        }
        let problem = ann.post(&loans, loan("L2", json!({"credit_rating": "BBB++"}))).await.expect(422);
        assert!(fault(&problem).1.contains("AAA, AA+"), "{problem}");
        assert_eq!(traces(house).await, before);
        lent(&ann, &book, "L2", json!({"maturity_date": "2026-03-15", "amount": 1_000_000_000, "rate": 0})).await;
    }

    async fn another_portfolio_may_hold_the_same_business_id(house) {
        let ann = manager(house, "ann").await;
        let (book, other) = (opened(&ann, "Book").await, opened(&ann, "Other").await);
        lent(&ann, &book, "L1", json!({})).await;
        lent(&ann, &other, "L1", json!({})).await;
    }

    async fn any_field_but_the_business_id_may_change(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({"country": "Spain", "debt_to_equity": 2})).await;
        let first = ann.get(&one).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
        let patch = json!({"amount": "2500000.5", "status": "non_performing", "country": null, "debt_to_equity": null, "sector": "Energy"});
        let changed = ann.header("if-match", first.header("etag")).patch(&one, patch).await.expect(200);
        assert_eq!((&changed["amount"], &changed["status"], &changed["sector"]), (&json!("2500000.50"), &json!("Non-Performing"), &json!("Energy")));
        assert_eq!((&changed["country"], &changed["debt_to_equity"], &changed["rate"]), (&Value::Null, &Value::Null, &json!("5.50")));
        assert_eq!(changed["updated_at"], "2026-03-15T10:01:00Z");
        let before = traces(house).await;
        let stale = ann.header("if-match", first.header("etag"));
        stale.patch(&one, json!({"amount": 1})).await.refused(412);
        stale.delete(&one).await.refused(412);
        for field in ["borrower", "amount", "rate", "sector", "maturity_date", "credit_rating", "status"] {
            let problem = ann.patch(&one, json!({ field: null })).await.expect(422);
            assert_eq!(fault(&problem).0, json!(["body", field]));
        }
        assert_eq!(ann.patch(&one, json!({"status": "Non-Performing"})).await.expect(200), changed);
        assert_eq!(traces(house).await, before, "refusals and what changes nothing leave no trace");
    }

    async fn a_matured_loan_stays_readable_and_may_be_mended(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({"maturity_date": "2026-03-20"})).await;
        house.app.clock.advance(chrono::Duration::days(30));
        let ann = crate::people::back(house, "ann").await;
        assert_eq!(ann.get(&one).await.expect(200)["maturity_date"], "2026-03-20");
        assert_eq!(ann.get(&format!("{book}/loans")).await.expect(200)["total"], 1);
        assert_eq!(ann.patch(&one, json!({"maturity_date": "2026-03-19"})).await.expect(200)["maturity_date"], "2026-03-19");
    }

    async fn a_deleted_loan_is_remembered_as_gone(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({})).await;
        ann.delete(&one).await.expect(204);
        assert_eq!(ann.get(&one).await.refused(404), "Loan not found");
        assert_eq!(house.number("SELECT revision FROM credit_gone WHERE portfolio_id = 1 AND id = 1").await, 2);
        assert_eq!(house.number("SELECT revision FROM credit_portfolios").await, 2);
        lent(&ann, &book, "L1", json!({})).await;
    }

    async fn screens_hear_of_loans(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({})).await;
        ann.patch(&one, json!({"amount": 5})).await.expect(200);
        ann.delete(&one).await.expect(204);
        let heard = "SELECT COUNT(*) FROM outbox WHERE topic IN ('credit.portfolio.created', 'credit.loan.created', 'credit.loan.updated', 'credit.loan.deleted') AND audience = '{\"UserAndHolders\":[1,\"credit:admin\"]}'";
        assert_eq!(house.number(heard).await, 4);
    }

    async fn two_at_once_take_two_revisions(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let all = format!("{book}/loans");
        let (a, b, c) = futures::join!(
            ann.post(&all, loan("L1", json!({}))),
            ann.post(&all, loan("L1", json!({}))),
            ann.post(&all, loan("L2", json!({}))),
        );
        let mut answers = [a.status, b.status, c.status];
        answers.sort_unstable();
        assert_eq!(answers, [201, 201, 400]);
        assert_eq!(house.number("SELECT revision FROM credit_portfolios").await, 2);
        assert_eq!(house.number("SELECT COUNT(DISTINCT revision) FROM credit_loans").await, 2);
    }
}
