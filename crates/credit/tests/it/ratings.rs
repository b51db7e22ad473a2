//! Ratings over time.
use serde_json::{Value, json};

use crate::people::{MODULES, back, fault, lent, manager, opened, traces};

fn told(list: &Value) -> Vec<(&str, &str)> {
    let lines = list.as_array().expect("ratings").iter();
    lines
        .map(|line| {
            (
                line["snapshot_date"].as_str().expect("a day"),
                line["credit_rating"].as_str().expect("a rating"),
            )
        })
        .collect()
}

kernel::stories! { MODULES;
    async fn a_change_of_rating_goes_into_the_history(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({"credit_rating": "A"})).await;
        let ratings = format!("{one}/ratings");
        assert_eq!(ann.get(&ratings).await.expect(200), json!([]));
        house.app.clock.advance(chrono::Duration::days(10));
        let ann = back(house, "ann").await;
        ann.patch(&one, json!({"credit_rating": "BBB"})).await.expect(200);
        // Where it came from is told with the day on which it was entered.
        assert_eq!(told(&ann.get(&ratings).await.expect(200)), [("2026-03-15", "A"), ("2026-03-25", "BBB")]);
        ann.patch(&one, json!({"credit_rating": "BB", "amount": 7})).await.expect(200);
        assert_eq!(told(&ann.get(&ratings).await.expect(200)), [("2026-03-15", "A"), ("2026-03-25", "BB")]);
        ann.patch(&one, json!({"amount": 8, "credit_rating": "BB"})).await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM credit_ratings").await, 2);
    }

    async fn a_rating_is_entered_under_its_day(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({"credit_rating": "A"})).await;
        let ratings = format!("{one}/ratings");
        let entry = |day: &str, rating: &str| json!({"snapshot_date": day, "credit_rating": rating});
        let made = ann.post(&ratings, entry("2025-06-30", "aa-")).await;
        assert_eq!(made.expect(201), json!({"loan_id": 1, "snapshot_date": "2025-06-30", "credit_rating": "AA-", "created_at": "2026-03-15T10:00:00Z"}));
        ann.post(&ratings, entry("2024-06-30", "nr")).await.expect(201);
        ann.post(&ratings, entry("2025-06-30", "A+")).await.expect(201);
        let list = ann.get(&ratings).await;
        assert_eq!(told(&list.expect(200)), [("2024-06-30", "NR"), ("2025-06-30", "A+")]);
        assert_eq!(list.header("x-total-count"), "2");
        assert_eq!(told(&ann.get(&format!("{ratings}?skip=1&limit=1")).await.expect(200)), [("2025-06-30", "A+")]);
        // The loan keeps its present rating, and takes a revision.
        assert_eq!(ann.get(&one).await.expect(200)["credit_rating"], "A");
        assert_eq!(house.number("SELECT revision FROM credit_loans").await, 4);
        ann.delete(&format!("{ratings}/2024-06-30")).await.expect(204);
        assert_eq!(ann.delete(&format!("{ratings}/2024-06-30")).await.refused(404), "Rating not found");
        assert_eq!(told(&ann.get(&ratings).await.expect(200)), [("2025-06-30", "A+")]);
    }

    async fn the_future_and_no_notch_are_refused(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({})).await;
        let before = traces(house).await;
        let ratings = format!("{one}/ratings");
        let problem = ann.post(&ratings, json!({"snapshot_date": "2026-03-16", "credit_rating": "A"})).await.expect(422);
        assert_eq!(fault(&problem), (json!(["body", "snapshot_date"]), "must not lie in the future".into()));
        ann.post(&ratings, json!({"snapshot_date": "2026-03-15", "credit_rating": "E"})).await.refused(422);
        ann.post(&ratings, json!({"snapshot_date": "2026-03-15"})).await.refused(422);
        assert_eq!(traces(house).await, before);
    }
}
