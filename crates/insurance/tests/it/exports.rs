//! Policies and claims as files.
use kernel::Role;
use serde_json::json;

use crate::people::{
    ADMIN, CLAIMS, MODULES, claimed, fault, holder, insured, loss, policy, policy_with, somebody,
};

const OWN: &str = "/api/v1/insurance/exports";

kernel::stories! { MODULES;
    async fn a_person_takes_his_own_along(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let manager = somebody(house, Role::Manager).await;
        let home = insured(&ann, policy_with("=1+1", json!({"deductible": 5}))).await;
        insured(&bob, policy("BOBS")).await;
        claimed(&ann, &home, loss("C1", "12.5")).await;
        manager.post(&format!("{CLAIMS}/1/approve"), json!({"reason": "Fine"})).await.expect(200);
        let policies = ann.get(&format!("{OWN}/policies")).await;
        assert_eq!((policies.status, policies.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert_eq!(policies.header("content-disposition"), "attachment; filename=\"policies.csv\"");
        let text = policies.text();
        let lines = text.trim_start_matches('\u{feff}').lines().collect::<Vec<_>>();
        assert_eq!(lines.len(), 2);
        assert_eq!(
            lines[1],
            "1,'=1+1,home,ann,active,USD,10000.00,5.00,365.00,2026-01-01T00:00:00Z,2027-01-01T00:00:00Z,,,2026-03-15T10:00:00Z"
        );
        let claims = ann.get(&format!("{OWN}/claims?status=approved")).await.text();
        let line = claims.lines().nth(1).expect("a line").to_owned();
        assert_eq!(
            line,
            "1,C1,'=1+1,home,ann,approved,USD,12.50,12.50,7.50,Loss C1,2026-03-15,2026-03-15T10:00:00Z,\
             2026-03-15T10:00:00Z,manager,Fine,,"
        );
        assert_eq!(ann.get(&format!("{OWN}/claims?status=paid")).await.text().lines().count(), 1);
        let book = ann.get(&format!("{OWN}/policies?format=xlsx")).await;
        assert_eq!(book.header("content-disposition"), "attachment; filename=\"policies.xlsx\"");
        assert_eq!(&book.body[..2], b"PK");
        assert_eq!(fault(&ann.get(&format!("{OWN}/claims?format=pdf")).await).0, json!(["query", "format"]));
    }

    async fn reviewers_take_the_whole_book(house) {
        let (ann, bob) = (holder(house, "ann").await, holder(house, "bob").await);
        let manager = somebody(house, Role::Manager).await;
        for (person, number) in [(&ann, "A"), (&bob, "B")] {
            let home = insured(person, policy(number)).await;
            claimed(person, &home, loss(&format!("C{number}"), 10)).await;
        }
        assert_eq!(manager.get(&format!("{ADMIN}/exports/policies")).await.text().lines().count(), 3);
        assert_eq!(manager.get(&format!("{ADMIN}/exports/claims?search=bob")).await.text().lines().count(), 2);
        assert_eq!(&manager.get(&format!("{ADMIN}/exports/claims?format=xlsx")).await.body[..2], b"PK");
        assert_eq!(manager.get(&format!("{OWN}/policies")).await.text().lines().count(), 1);
    }
}
