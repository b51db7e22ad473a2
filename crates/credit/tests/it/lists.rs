//! Lists of loans: filtered, sorted and sliced.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::people::{MODULES, fault, lent, manager, opened};

async fn tape(ann: &Client<'_>) -> String {
    let book = opened(ann, "Book").await;
    for (id, rest) in [
        (
            "L3",
            json!({"borrower": "Cobalt Ltd", "amount": 300, "credit_rating": "BB+", "status": "Watch List", "sector": "Energy", "country": "Spain", "maturity_date": "2028-01-01"}),
        ),
        ("L1", json!({"borrower": "Amber plc", "amount": 100, "credit_rating": "AAA", "debt_to_equity": 3})),
        (
            "L4",
            json!({"borrower": "Dune 100% SA", "amount": 300, "credit_rating": "D", "status": "Defaulted", "country": "France"}),
        ),
        (
            "L2",
            json!({"borrower": "Birch Oy", "amount": 200, "credit_rating": "BB", "rate": 9, "sector": "Energy", "debt_to_equity": 1}),
        ),
    ] {
        lent(ann, &book, id, rest).await;
    }
    book
}

fn ids(list: &Value) -> Vec<&str> {
    list["loans"].as_array().expect("loans").iter().filter_map(|loan| loan["loan_id"].as_str()).collect()
}

kernel::stories! { MODULES;
    async fn each_filter_has_all_its_names(house) {
        let ann = manager(house, "ann").await;
        let book = tape(&ann).await;
        for (query, found) in [
            ("", &["L1", "L2", "L3", "L4"][..]),
            ("rating=BB", &["L2"]),
            ("credit_rating=bb", &["L2"]),
            ("rating=BB%2B", &["L3"]),
            ("rating=BB+", &["L3"]),
            ("rating=BB%2B,D", &["L3", "L4"]),
            ("rating=BB&credit_rating=D", &[]),
            ("status=watch_list", &["L3"]),
            ("status_filter=Defaulted,WATCHLIST", &["L3", "L4"]),
            ("status=", &["L1", "L2", "L3", "L4"]),
            ("sector=Energy", &["L2", "L3"]),
            ("sector=Energy&rating=BB", &["L2"]),
            ("country=France", &["L4"]),
            ("borrower=Amber%20plc", &["L1"]),
            ("search=100%25", &["L4"]),
            ("search=l3", &["L3"]),
            ("min_amount=200&max_amount=299.9999", &["L2"]),
            ("maturity_to=2028-01-01", &["L3"]),
            ("maturity_from=2028-01-02", &["L1", "L2", "L4"]),
        ] {
            let list = ann.get(&format!("{book}/loans?{query}")).await.expect(200);
            assert_eq!(ids(&list), found, "{query}");
            assert_eq!(list["total"], found.len(), "{query}");
        }
    }

    async fn each_order_is_stable(house) {
        let ann = manager(house, "ann").await;
        let book = tape(&ann).await;
        for (query, found) in [
            ("sort=id", ["L3", "L1", "L4", "L2"]),
            ("sort=loan_id&order=desc", ["L4", "L3", "L2", "L1"]),
            ("sort=amount", ["L1", "L2", "L3", "L4"]),
            ("sort=amount&order=desc", ["L4", "L3", "L2", "L1"]),
            ("sort=borrower&order=desc", ["L4", "L3", "L2", "L1"]),
            ("sort=credit_rating", ["L1", "L3", "L2", "L4"]),
            ("sort=rate&order=desc", ["L2", "L4", "L1", "L3"]),
            ("sort=country", ["L4", "L3", "L1", "L2"]),
            ("sort=country&order=desc", ["L3", "L4", "L2", "L1"]),
            ("sort=debt_to_equity", ["L2", "L1", "L3", "L4"]),
            ("sort=maturity_date", ["L3", "L1", "L4", "L2"]),
        ] {
            assert_eq!(ids(&ann.get(&format!("{book}/loans?{query}")).await.expect(200)), found, "{query}");
        }
    }

    async fn a_slice_tells_what_it_is_of(house) {
        let ann = manager(house, "ann").await;
        let book = tape(&ann).await;
        let list = ann.get(&format!("{book}/loans/?skip=1&limit=2")).await.expect(200);
        assert_eq!((&list["total"], &list["skip"], &list["limit"]), (&json!(4), &json!(1), &json!(2)));
        assert_eq!(ids(&list), ["L2", "L3"]);
        let whole = ann.get(&format!("{book}/loans")).await.expect(200);
        assert_eq!((&whole["skip"], &whole["limit"]), (&json!(0), &json!(100)));
        for wrong in ["limit=0", "limit=501", "skip=-1", "rating=E", "status=late", "sort=owner", "order=up", "min_amount=x", "maturity_to=soon"] {
            let problem = ann.get(&format!("{book}/loans?{wrong}")).await.expect(422);
            let name = wrong.split_once('=').expect("a name").0;
            assert_eq!(fault(&problem).0, json!(["query", name]), "{problem}");
        }
    }
}
