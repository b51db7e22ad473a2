//! Claims that may be one and the same: flagged for reviewers, never refused.
use chrono::Duration;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{ADMIN, CLAIMS, MODULES, back, claimed, holder, insured, policy, somebody};

fn claim(number: &str, amount: i64, incident: &str, words: &str) -> Value {
    json!({"claim_number": number, "amount": amount, "incident_date": incident, "description": words})
}

async fn flags(reviewer: &kernel::testing::Client<'_>, id: i64) -> Value {
    reviewer.get(&format!("{ADMIN}/claims/{id}")).await.expect(200)["possible_duplicates"].clone()
}

kernel::stories! { MODULES;
    async fn the_same_amount_within_days_is_flagged_on_both_claims(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let (home, auto) = (insured(&ann, policy("A")).await, insured(&ann, policy("B")).await);
        claimed(&ann, &home, claim("C1", 500, "2026-01-10", "Window of the kitchen broken")).await;
        claimed(&ann, &home, claim("C2", 501, "2026-01-10", "Hail on the roof")).await;
        claimed(&ann, &auto, claim("C3", 500, "2026-01-10", "Bumper")).await;
        assert_eq!(flags(&manager, 1).await, json!([]));
        house.app.clock.advance(Duration::days(15));
        let (ann, manager) = (back(house, "ann").await, back(house, "manager").await);
        claimed(&ann, &home, claim("C4", 500, "2026-01-25", "Something else entirely here")).await;
        claimed(&ann, &home, claim("C5", 500, "2026-01-20", "No words in common")).await;
        assert_eq!(flags(&manager, 1).await, json!([5]));
        assert_eq!(flags(&manager, 4).await, json!([5]));
        assert_eq!(flags(&manager, 5).await, json!([1, 4]));
        assert_eq!((flags(&manager, 2).await, flags(&manager, 3).await), (json!([]), json!([])));
        let flagged = manager.get(&format!("{ADMIN}/claims?flagged=true")).await;
        assert_eq!(flagged.header("x-total-count"), "3");
        assert_eq!(manager.get(&format!("{ADMIN}/claims?flagged=false")).await.header("x-total-count"), "5");
    }

    async fn nearly_the_same_words_are_flagged_whatever_the_amount(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("A")).await;
        claimed(&ann, &home, claim("C1", 10, "2026-01-10", "Water damage in the kitchen, pipe burst")).await;
        claimed(&ann, &home, claim("C2", 9_000, "2026-03-10", "WATER damage - kitchen; the pipe burst in")).await;
        assert_eq!((flags(&manager, 1).await, flags(&manager, 2).await), (json!([2]), json!([1])));
    }

    async fn a_change_of_a_claim_is_compared_anew(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let home = insured(&ann, policy("A")).await;
        claimed(&ann, &home, claim("C1", 10, "2026-01-10", "One")).await;
        claimed(&ann, &home, claim("C2", 10, "2026-03-10", "Two")).await;
        assert_eq!(flags(&manager, 1).await, json!([2]));
        ann.put(&format!("{CLAIMS}/2"), json!({"amount": 11})).await.expect(200);
        assert_eq!((flags(&manager, 1).await, flags(&manager, 2).await), (json!([]), json!([])));
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_duplicates").await, 0);
        assert!(ann.get(&format!("{CLAIMS}/2")).await.expect(200).get("possible_duplicates").is_none());
    }
}
