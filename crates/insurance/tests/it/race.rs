//! Many at once: the cover is never given twice, nor a claim decided twice.
use futures::future::join_all;
use kernel::Role;
use serde_json::json;

use crate::people::{MODULES, claimed, holder, insured, loss, policy, raw, somebody};

kernel::stories! { MODULES;
    async fn approvals_at_once_never_take_more_than_the_cover(house) {
        let (ann, manager) = (holder(house, "ann").await, somebody(house, Role::Manager).await);
        let admin = somebody(house, Role::Admin).await;
        let home = insured(&ann, policy("POL-1")).await;
        let mut claims = vec![];
        for n in 0..8 {
            claims.push(claimed(&ann, &home, loss(&format!("C{n}"), 3_000)).await);
        }
        let approve = claims.iter().enumerate().map(|(n, claim)| {
            let reviewer = if n % 2 == 0 { manager.clone() } else { admin.clone() };
            async move { reviewer.post(&format!("{claim}/approve"), json!({})).await.status }
        });
        let mut statuses = join_all(approve).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 422, 422, 422, 422, 422]);
        let taken = "SELECT CAST(SUM(payable_amount) AS BIGINT) FROM claims WHERE status = 'approved'";
        assert_eq!(house.number(taken).await, 90_000_000);
        assert_eq!(raw(&ann.get(&home).await, "cover_left"), "1000.00");
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_decisions").await, 3);
    }

    async fn of_two_decisions_at_once_one_counts(house) {
        let (ann, admin) = (holder(house, "ann").await, somebody(house, Role::Admin).await);
        let home = insured(&ann, policy("POL-1")).await;
        let claim = claimed(&ann, &home, loss("C1", 3_000)).await;
        let decide = (0..6).map(|n| {
            let (admin, claim) = (admin.clone(), claim.clone());
            async move {
                let (verb, body) = if n % 2 == 0 { ("approve", json!({})) } else { ("reject", json!({"reason": "No"})) };
                admin.post(&format!("{claim}/{verb}"), body).await.status
            }
        });
        let mut statuses = join_all(decide).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409, 409, 409]);
        assert_eq!(house.number("SELECT COUNT(*) FROM claim_decisions").await, 1);
        let payments = join_all((0..4).map(|_| admin.post("/api/v1/insurance/claims/1/pay", json!({})))).await;
        let paid = payments.iter().filter(|answer| answer.status == 200).count() as i64;
        let approved = "SELECT COUNT(*) FROM claim_decisions WHERE decision = 'approved'";
        assert_eq!(paid, house.number(approved).await);
    }

    async fn one_number_given_to_many_at_once_is_taken_once(house) {
        let ann = holder(house, "ann").await;
        let home = insured(&ann, policy("POL-1")).await;
        let path = format!("{home}/claims");
        let filed = join_all((0..5).map(|_| ann.post(&path, loss("SAME", 10)))).await;
        let mut statuses = filed.iter().map(|answer| answer.status).collect::<Vec<_>>();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400, 400, 400, 400]);
        let entered = join_all((0..5).map(|_| ann.post(crate::people::POLICIES, policy("TWIN")))).await;
        let mut statuses = entered.iter().map(|answer| answer.status).collect::<Vec<_>>();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 400, 400, 400, 400]);
    }
}
