//! Many transactions: found, paged, exported, put into a category together.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    books::{account, book, notices},
    ledger::{acts, events, marks, sound},
    people::{MODULES, fault, saver},
    uploads::TRANSACTIONS,
};

async fn found(client: &Client<'_>, query: &str) -> (Vec<i64>, String) {
    let answer = client.get(&format!("{TRANSACTIONS}?{query}")).await;
    let ids = answer
        .expect(200)
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["id"].as_i64().expect("an id"))
        .collect();
    (ids, answer.header("x-total-count").to_owned())
}

/// A register of seven: 1 and 2 on one day, 3 split, 4 a transfer, 5 pending, 6 without a category, 7 an opening.
async fn seven(ann: &Client<'_>) -> (i64, i64) {
    let (here, there) = (account(ann, "EUR").await, account(ann, "USD").await);
    for body in [
        json!({"account_id": here, "date": "2026-02-01", "amount": -1, "payee": "Corner Shop", "category": "Food"}),
        json!({"account_id": here, "date": "2026-02-01", "amount": -2, "payee": "50% off_ltd", "memo": "Corner table", "category": "Fun"}),
        json!({"account_id": here, "date": "2026-02-03", "amount": -3, "splits": [{"category": "Food", "amount": -1}, {"category": "Fun", "amount": -2, "memo": "=1+1"}]}),
        json!({"account_id": here, "date": "2026-02-04", "amount": -4, "to_account_id": there, "to_amount": 5}),
        json!({"account_id": there, "date": "2026-02-05", "amount": 5, "status": "pending", "category": "Salary", "payee": "ÉCOLE"}),
        json!({"account_id": there, "date": "2026-02-06", "amount": -6, "payee": "=cmd|' /C calc'!A0", "memo": "@SUM(1,2)"}),
    ] {
        ann.post(TRANSACTIONS, body).await.expect(201);
    }
    let opened =
        json!({"name": "Old", "currency": "EUR", "opening_balance": 7, "opening_date": "2026-02-07"});
    ann.post("/api/v1/financial/accounts", opened).await.expect(201);
    (here, there)
}

kernel::stories! { MODULES;
    async fn each_filter_finds_what_it_says(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let (here, there) = seven(&ann).await;
        let his = account(&bob, "EUR").await;
        book(&bob, his, "2026-02-01", "-1", "").await;
        for (query, ids) in [
            (String::new(), vec![7, 6, 5, 4, 3, 2, 1]), (format!("account_id={here}"), vec![4, 3, 2, 1]), (format!("account_id={there}"), vec![6, 5, 4]),
            (format!("account_id={his}"), vec![]), ("category_id=1".into(), vec![3, 1]), ("category_id=2".into(), vec![3, 2]),
            ("uncategorised=true".into(), vec![6]), ("uncategorised=false".into(), vec![7, 6, 5, 4, 3, 2, 1]), ("type=transfer".into(), vec![4]),
            ("type=opening".into(), vec![7]), ("type=deposit".into(), vec![5]), ("type=withdrawal".into(), vec![6, 3, 2, 1]), ("status=pending".into(), vec![5]),
            ("from=2026-02-03&to=2026-02-05".into(), vec![5, 4, 3]), ("from=2026-02-07".into(), vec![7]), ("to=2026-02-01".into(), vec![2, 1]),
            ("from=2026-03-01&to=2026-01-01".into(), vec![]), ("search=corner".into(), vec![2, 1]), ("search=%20CORNER%20t".into(), vec![2]),
            ("search=50%25".into(), vec![2]), ("search=%25".into(), vec![2]), ("search=f_l".into(), vec![2]), ("search=off-ltd".into(), vec![]),
            ("search=%5C".into(), vec![]), ("search=".into(), vec![7, 6, 5, 4, 3, 2, 1]), ("import_id=1".into(), vec![]),
            (format!("account_id={here}&category_id=2&search=corner&status=completed"), vec![2]),
        ] {
            let total = ids.len().to_string();
            assert_eq!(found(&ann, &query).await, (ids, total), "{query}");
        }
        for wrong in ["type=gift", "status=no", "from=yesterday", "uncategorised=maybe", "account_id=x", "limit=0", "limit=501", "skip=-1"] {
            ann.get(&format!("{TRANSACTIONS}?{wrong}")).await.refused(422);
        }
        // Days that no database knows are no fault of ours, and no crash either.
        for odd in ["from=-262143-01-01", "to=%2B262142-12-31", "from=0000-01-01", "to=-4800-01-01"] {
            let status = ann.get(&format!("{TRANSACTIONS}?{odd}")).await.status;
            assert!([200, 422].contains(&status), "{odd}: {status}");
        }
    }

    async fn pages_follow_one_another_and_know_the_whole(house) {
        let ann = saver(house, "ann").await;
        seven(&ann).await;
        let mut ids = vec![];
        for skip in [0, 3, 6] {
            let (page, total) = found(&ann, &format!("skip={skip}&limit=3")).await;
            assert_eq!(total, "7");
            ids.extend(page);
        }
        assert_eq!(ids, [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(found(&ann, "skip=7").await, (vec![], "7".into()));
    }

    async fn an_export_has_each_part_and_no_formula(house) {
        let ann = saver(house, "ann").await;
        seven(&ann).await;
        let answer = ann.get(&format!("{TRANSACTIONS}/export")).await;
        answer.expect(200);
        assert_eq!((answer.header("content-type"), answer.header("content-disposition")), ("text/csv; charset=utf-8", "attachment; filename=\"transactions.csv\""));
        let text = answer.text();
        let rows = text.trim_start_matches('\u{feff}').trim_end().split('\n').map(str::trim_end).collect::<Vec<_>>();
        assert_eq!(rows, [
            "Date,Account,Payee,Memo,Type,Status,Category,Amount,Currency,To account,To amount,To currency,Part of",
            "2026-02-07,Old,Opening balances,,opening,completed,Opening balances,7.00,EUR,,,,",
            "2026-02-06,Everyday USD,'=cmd|' /C calc'!A0,\"'@SUM(1,2)\",withdrawal,completed,,-6.00,USD,,,,",
            "2026-02-05,Everyday USD,ÉCOLE,,deposit,pending,Salary,5.00,USD,,,,",
            "2026-02-04,Everyday EUR,,,transfer,completed,,-4.00,EUR,Everyday USD,5.00,USD,",
            "2026-02-03,Everyday EUR,,,withdrawal,completed,Food,-1.00,EUR,,,,3",
            "2026-02-03,Everyday EUR,,'=1+1,withdrawal,completed,Fun,-2.00,EUR,,,,3",
            "2026-02-01,Everyday EUR,50% off_ltd,Corner table,withdrawal,completed,Fun,-2.00,EUR,,,,",
            "2026-02-01,Everyday EUR,Corner Shop,,withdrawal,completed,Food,-1.00,EUR,,,,",
        ]);
        let some = ann.get(&format!("{TRANSACTIONS}/export?type=deposit&format=csv")).await.text();
        assert_eq!(some.lines().count(), 2);
        let sheet = ann.get(&format!("{TRANSACTIONS}/export?format=xlsx")).await;
        assert_eq!((sheet.status, &sheet.body[..2]), (200, &b"PK"[..]));
        ann.get(&format!("{TRANSACTIONS}/export?format=pdf")).await.refused(422);
        house.client().get(&format!("{TRANSACTIONS}/export")).await.refused(401);
        let bob = saver(house, "bob").await;
        assert_eq!(bob.get(&format!("{TRANSACTIONS}/export")).await.text().lines().count(), 1);
    }

    async fn many_go_into_a_category_together(house) {
        let ann = saver(house, "ann").await;
        seven(&ann).await;
        ann.post("/api/v1/financial/budgets", json!({"category": "Trip", "limit": 3, "month": "2026-02"})).await.expect(201);
        let path = format!("{TRANSACTIONS}/categorise");
        let done = ann.post(&path, json!({"ids": [1, 2, 2, 3, 4, 7], "category": " Trip "})).await.expect(200);
        // Transfers and openings have none; the parts of a split become one category.
        assert_eq!(done, json!({"categorised": 3}));
        sound(house).await;
        let trip = ann.get("/api/v1/financial/categories").await.expect(200);
        let trip = trip.as_array().expect("rows").iter().find(|row| row["name"] == "Trip").expect("it is made")["id"].clone();
        assert_eq!(found(&ann, &format!("category_id={trip}")).await.0, [3, 2, 1]);
        assert_eq!(notices(house, "budget_overspent").await, 1);
        assert_eq!((acts(house, "categorise_transactions").await, events(house, "planning.transaction.updated").await), (1, 1));
        let rules = ann.get("/api/v1/financial/rules").await.expect(200);
        let learned = rules.as_array().expect("rules").iter().map(|r| (r["pattern"].clone(), r["whole"].clone(), r["learned"].clone())).collect::<Vec<_>>();
        let yes = json!(true);
        assert_eq!(learned, [(json!("50% off_ltd"), yes.clone(), yes.clone()), (json!("Corner Shop"), yes.clone(), yes)]);
        let none = ann.post(&path, json!({"ids": [1], "category": null, "learn": true})).await.expect(200);
        assert_eq!((none, found(&ann, "uncategorised=true").await.0), (json!({"categorised": 1}), vec![6, 1]));
        ann.post(&path, json!({"ids": [6], "category": "Odd", "learn": false})).await.expect(200);
        assert_eq!(ann.get("/api/v1/financial/rules").await.expect(200).as_array().map(Vec::len), Some(2));
        sound(house).await;
    }

    async fn one_foreign_or_unknown_transaction_keeps_all_as_they_are(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        seven(&ann).await;
        let his = account(&bob, "EUR").await;
        let id = book(&bob, his, "2026-02-01", "-1", "").await;
        let path = format!("{TRANSACTIONS}/categorise");
        let before = marks(house).await;
        assert_eq!(ann.post(&path, json!({"ids": [1, id, 2], "category": "Mine"})).await.refused(403), "Access denied");
        assert_eq!(ann.post(&path, json!({"ids": [1, 999], "category": "Mine"})).await.refused(404), "Transaction not found");
        for (wrong, field) in [(json!({"ids": [], "category": "x"}), "ids"), (json!({"ids": vec![1; 501]}), "ids"), (json!({"ids": [1], "category": "c".repeat(101)}), "category")] {
            assert_eq!(fault(&ann.post(&path, wrong).await).0, json!(["body", field]));
        }
        assert_eq!(marks(house).await, before);
        assert_eq!(bob.get(&format!("{TRANSACTIONS}/{id}")).await.expect(200)["category"], Value::Null);
        sound(house).await;
    }

    async fn the_books_go_with_their_owner(house) {
        let (ann, bob) = (saver(house, "ann").await, saver(house, "bob").await);
        seven(&ann).await;
        seven(&bob).await;
        ann.post(&format!("{TRANSACTIONS}/categorise"), json!({"ids": [1, 2], "category": "Trip"})).await.expect(200);
        let content = "Date,Payee,Amount\n2026-01-02,A,-1.00\n";
        crate::uploads::bring(&ann, "a.csv", content, 1).await;
        let root = crate::people::somebody(house, kernel::Role::SuperAdmin).await;
        root.delete("/api/admin/users/ann").await.expect(200);
        house.settle().await;
        sound(house).await;
        let left = "SELECT (SELECT COUNT(*) FROM transactions) + (SELECT COUNT(*) FROM imports) + (SELECT COUNT(*) FROM rules) \
                    + (SELECT COUNT(*) FROM import_lines) + (SELECT COUNT(*) FROM import_mappings)";
        assert_eq!((house.number(left).await, found(&bob, "").await.0.len()), (7, 7));
        assert_eq!(house.number("SELECT COUNT(DISTINCT user_id) FROM ledger_totals").await, 1);
    }
}
