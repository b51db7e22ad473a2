//! Files with ratings over time.
use kernel::testing::{Client, House};
use serde_json::{Value, json};

use crate::{
    files::{counts, csv, faults, form, posted, row, sent},
    people::{MODULES, manager, opened, traces},
};

async fn rated(client: &Client<'_>, book: &str, content: &str, mode: &str) -> Value {
    let path = format!("{book}/ratings/bulk?mode={mode}");
    posted(client, &path, form("ratings.csv", content.as_bytes(), &[])).await.expect(200)
}

async fn ratings(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM credit_ratings").await
}

kernel::stories! { MODULES;
    async fn a_history_goes_in_and_replaces_what_stands_under_its_day(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        sent(&ann, &book, csv(&(0..4).map(|n| row(&format!("L{n}"))).collect::<Vec<_>>()), "").await;
        let file = "Loan ID;Date;Rating\nL0;2025-12-31;a-\nL1;31.12.2025;NR\nL0;2026-01-31;BBB\nL9;2025-12-31;A\n\
                    L0;2025-12-31;AA\nL2;2026-03-16;A\nL2;2026-03-15;X\n";
        let dry = rated(&ann, &book, file, "dry_run").await;
        assert_eq!((counts(&dry), ratings(house).await), ([7, 3, 4], 0));
        let answer = rated(&ann, &book, file, "accept_valid").await;
        assert_eq!(counts(&answer), [7, 3, 4]);
        let told = faults(&answer);
        assert_eq!(told[0], (5, "Loan not found in portfolio".into()));
        assert_eq!(told[1], (6, "A rating of this loan and day already exists in the file".into()));
        assert_eq!(told[2], (7, "Snapshot date must not lie in the future".into()));
        assert!(told[3].0 == 8 && told[3].1.ends_with("C, D, NR"));
        let of = async |loan: i64| {
            let all = ann.get(&format!("{book}/loans/{loan}/ratings")).await.expect(200);
            let all = all.as_array().expect("ratings").clone();
            all.iter().map(|one| format!("{} {}", one["snapshot_date"].as_str().expect("a day"), one["credit_rating"].as_str().expect("a rating"))).collect::<Vec<_>>()
        };
        assert_eq!((of(1).await, of(2).await), (vec!["2025-12-31 A-".to_owned(), "2026-01-31 BBB".into()], vec!["2025-12-31 NR".to_owned()]));
        // Loans with a new history are told to whoever follows revisions; the others are not.
        let since = credit::loan::store::changed_since(house.app.db.read(), 1, 1, 10).await.expect("loans");
        let told = since.iter().map(|loan| (loan.id, loan.revision)).collect::<Vec<_>>();
        assert!(told == [(1, 2), (2, 2)], "{told:?}");
        // The second file replaces, and adds.
        let next = "loan_id,snapshot_date,credit_rating\nL0,2026-01-31,BB+\nL3,2026-01-31,D\n";
        assert_eq!(counts(&rated(&ann, &book, next, "all_or_nothing").await), [2, 2, 0]);
        assert_eq!((of(1).await, of(4).await), (vec!["2025-12-31 A-".to_owned(), "2026-01-31 BB+".into()], vec!["2026-01-31 D".to_owned()]));
        assert_eq!(ratings(house).await, 4);
        let loads = ann.get(&format!("{book}/loads?limit=1")).await;
        assert_eq!((loads.header("x-total-count"), &loads.json()[0]["kind"]), ("4", &json!("ratings")));
    }

    async fn a_history_that_has_a_bad_row_is_kept_whole_or_not_at_all(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        sent(&ann, &book, csv(&[row("L0")]), "").await;
        let file = "loan_id,snapshot_date,credit_rating\nL0,2026-01-31,BB+\nL1,2026-01-31,A\n";
        let answer = rated(&ann, &book, file, "all_or_nothing").await;
        assert_eq!((counts(&answer), &answer["written"], ratings(house).await), ([2, 0, 1], &json!(false), 0));
        assert_eq!(ann.get(&book).await.expect(200)["revision"], 1);
        assert_eq!(rated(&ann, &book, file, "all_or_nothing").await["repeated"], json!(true));
        // Its loan comes, and the file is another question.
        sent(&ann, &book, csv(&[row("L1")]), "").await;
        assert_eq!(counts(&rated(&ann, &book, file, "all_or_nothing").await), [2, 2, 0]);
        assert_eq!(rated(&ann, &book, file, "all_or_nothing").await["repeated"], json!(true));
    }

    async fn a_history_goes_to_ones_own_portfolio_only(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let book = opened(&ann, "Book").await;
        sent(&ann, &book, csv(&[row("L0")]), "").await;
        let before = traces(house).await;
        let body = || form("a.csv", b"loan_id,snapshot_date,credit_rating\nL0,2026-01-31,BB+\n", &[]);
        posted(&bob, &format!("{book}/ratings/bulk"), body()).await.refused(403);
        posted(&bob, "/api/v1/portfolios/99/ratings/bulk", body()).await.refused(404);
        posted(&house.client(), &format!("{book}/ratings/bulk"), body()).await.refused(401);
        assert!(posted(&ann, &format!("{book}/ratings/bulk"), form("a.csv", b"loan_id,rating\n", &[])).await.refused(422).contains("no column snapshot_date"));
        assert_eq!(traces(house).await, before);
    }
}
