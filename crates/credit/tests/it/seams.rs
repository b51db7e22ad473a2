//! What uploads and snapshots build on: many loans at once, and what changed since a revision.
use credit::{
    loan::store::{self, ActiveModel},
    portfolio,
};
use kernel::testing::House;
use sea_orm::ActiveValue::{NotSet, Set};
use serde_json::json;

use crate::people::{MODULES, lent, manager, opened};

fn row(house: &House, number: usize, revision: i64) -> ActiveModel {
    let now = house.app.clock.now();
    ActiveModel {
        id: NotSet,
        portfolio_id: Set(1),
        loan_id: Set(format!("B{number:05}")),
        borrower: Set("Bulk plc".into()),
        amount: Set(10_000),
        rate: Set(0),
        sector: Set("Energy".into()),
        maturity_date: Set(now.date_naive()),
        credit_rating: Set(21),
        status: Set("Defaulted".into()),
        country: Set(None),
        debt_to_equity: Set(None),
        interest_coverage: Set(Some(10_000)),
        leverage_ratio: Set(None),
        revision: Set(revision),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

kernel::stories! { MODULES;
    async fn many_loans_go_in_at_once(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let tx = house.app.db.begin().await.expect("a transaction");
        let mut held = portfolio::store::by_id(&*tx, 1, true).await.expect("a query").expect("a portfolio");
        assert_eq!(portfolio::store::next_revision(&*tx, &mut held).await.expect("a revision"), 1);
        let rows = (0..5_000).map(|number| row(house, number, 1)).collect();
        store::insert_all(&*tx, rows).await.expect("rows");
        tx.commit().await.expect("a commit");
        assert_eq!(ann.get(&format!("{book}/loans?limit=1&skip=4999")).await.expect(200)["loans"][0]["loan_id"], "B04999");
        let asked = (4_000..12_000).map(|number| format!("B{number:05}")).collect::<Vec<_>>();
        assert_eq!(store::known(house.app.db.read(), 1, &asked).await.expect("ids").len(), 1_000);
        assert!(store::known(house.app.db.read(), 2, &asked).await.expect("ids").is_empty());
    }

    async fn what_changed_since_a_revision_is_told(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({})).await;
        let two = lent(&ann, &book, "L2", json!({})).await;
        ann.patch(&one, json!({"amount": 5})).await.expect(200);
        ann.delete(&two).await.expect(204);
        let db = house.app.db.read();
        let since = async |revision| {
            let changed = store::changed_since(db, 1, revision, 100).await.expect("loans");
            let gone = store::gone_since(db, 1, revision).await.expect("numbers");
            (changed.iter().map(|loan| loan.id).collect::<Vec<_>>(), gone)
        };
        assert_eq!(since(0).await, (vec![1], vec![2]));
        assert_eq!(since(2).await, (vec![1], vec![2]));
        assert_eq!(since(3).await, (vec![], vec![2]));
        assert_eq!(since(4).await, (vec![], vec![]));
    }
}
