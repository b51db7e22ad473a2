//! The monthly statement on paper.
use kernel::testing::{Client, Reply};
use serde_json::json;

use crate::{
    books::{account, book},
    ledger::marks,
    people::{MODULES, saver},
    uploads::TRANSACTIONS,
};

const STATEMENTS: &str = "/api/v1/financial/statements";

/// All that stands on the paper, page after page.
fn words(paper: &Reply) -> String {
    assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"), "{}", paper.text());
    assert!(paper.body.starts_with(b"%PDF"));
    let document = lopdf::Document::load_mem(&paper.body).expect("a document");
    let pages = document.get_pages().into_keys().collect::<Vec<_>>();
    let text = document.extract_text(&pages).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn paper(client: &Client<'_>, about: &str) -> String {
    words(&client.get(&format!("{STATEMENTS}/{about}")).await)
}

#[track_caller]
fn says(text: &str, all: &[&str]) {
    for part in all {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
}

kernel::stories! { MODULES;
    async fn a_month_on_paper_tells_what_came_and_went(house) {
        let ann = saver(house, "ann").await;
        let (here, there, abroad) = (account(&ann, "EUR").await, account(&ann, "EUR").await, account(&ann, "USD").await);
        ann.patch(&format!("/api/v1/financial/accounts/{there}"), json!({"name": "Savings", "number": "DE12 3456"})).await.expect(200);
        for (account, date, amount, category) in [
            (here, "2026-01-31", "1500", "Salary"), (here, "2026-02-01", "-1234.50", "Rent"), (here, "2026-02-28", "20", "Gifts"),
            (here, "2026-03-01", "-9", "Later"), (abroad, "2026-02-10", "-77", "Abroad"),
        ] {
            book(&ann, account, date, amount, category).await;
        }
        ann.post(TRANSACTIONS, json!({"account_id": here, "to_account_id": there, "date": "2026-02-15", "amount": 100, "payee": "Put by"})).await.expect(201);
        ann.post(TRANSACTIONS, json!({"account_id": abroad, "to_account_id": there, "date": "2026-02-16", "amount": 11, "to_amount": 10})).await.expect(201);
        ann.post("/api/v1/financial/budgets", json!({"category": "Rent", "limit": 1300, "month": "2026-02"})).await.expect(201);
        let answer = ann.get(&format!("{STATEMENTS}/2026-02")).await;
        assert_eq!(answer.header("content-disposition"), "inline; filename=\"statement-2026-02.pdf\"");
        let text = words(&answer);
        says(&text, &["Statement for February 2026", "All amounts in EUR", "ann@example.com", "Everyday EUR", "Savings", "DE12 3456"]);
        // In, out and saved; the accounts; the category; the budget.
        says(&text, &["20.00", "1,234.50", "\u{2212}1,214.50", "1,500.00", "110.00", "Rent", "1,300.00", "65.50", "Put by", "2026-02-15"]);
        // What arrives from another currency stands there with what arrived.
        says(&text, &["2026-02-16", "10.00"]);
        for other in ["Later", "Abroad", "77.00", "2026-03-01", "2026-01-31"] {
            assert!(!text.contains(other), "{other} in: {text}");
        }
        says(&paper(&ann, "2026-02?currency=USD").await, &["All amounts in USD", "Abroad", "77.00", "\u{2212}11.00"]);
        says(&paper(&ann, "2031-02").await, &["Nothing was booked in this month."]);
    }

    async fn one_account_on_paper_is_seen_from_its_own_side(house) {
        let ann = saver(house, "ann").await;
        let (here, there) = (account(&ann, "EUR").await, account(&ann, "EUR").await);
        ann.patch(&format!("/api/v1/financial/accounts/{there}"), json!({"name": "Savings"})).await.expect(200);
        book(&ann, here, "2026-02-01", "-1234.50", "Rent").await;
        book(&ann, there, "2026-02-02", "3.25", "Interest").await;
        ann.post(TRANSACTIONS, json!({"account_id": here, "to_account_id": there, "date": "2026-02-15", "amount": 100})).await.expect(201);
        let text = paper(&ann, &format!("2026-02?account_id={there}")).await;
        says(&text, &["Savings", "Interest", "3.25", "103.25", "2026-02-15", "100.00"]);
        for other in ["Rent", "1,234.50", "\u{2212}100.00"] {
            assert!(!text.contains(other), "{other} in: {text}");
        }
    }

    async fn long_months_and_strange_words_fit_on_paper(house) {
        let ann = saver(house, "ann").await;
        let here = account(&ann, "EUR").await;
        let mut table = String::from("Date,Payee,Memo,Amount\n");
        for n in 0..400 {
            table.push_str(&format!("2026-02-{:02},Zażółć €{n} 漢字 \u{202e}مرحبا,\"=x\",-1.00\n", n % 28 + 1));
        }
        crate::uploads::bring(&ann, "a.csv", &table, here).await;
        let answer = ann.get(&format!("{STATEMENTS}/2026-02")).await;
        says(&words(&answer), &["400.00"]);
        let pages = lopdf::Document::load_mem(&answer.body).expect("a document").get_pages().len();
        assert!(pages > 5, "{pages}");
    }

    async fn a_statement_is_refused_for_what_is_not_yours_or_no_month(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let here = account(&ann, "EUR").await;
        let before = marks(house).await;
        assert_eq!(bob.get(&format!("{STATEMENTS}/2026-02?account_id={here}")).await.refused(403), "Access denied");
        assert_eq!(bob.get(&format!("{STATEMENTS}/2026-02?account_id=99")).await.refused(404), "Account not found");
        for wrong in ["2026-13", "2026-00", "2026-2", "february", "2026-02-01", "99999-01"] {
            ann.get(&format!("{STATEMENTS}/{wrong}")).await.refused(422);
        }
        ann.get(&format!("{STATEMENTS}/2026-02?currency=nuts")).await.refused(422);
        house.client().get(&format!("{STATEMENTS}/2026-02")).await.refused(401);
        assert_eq!(marks(house).await, before);
        says(&paper(&bob, "2026-02").await, &["Nothing was booked in this month."]);
    }
}
