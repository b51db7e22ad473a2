//! Loans as a file: the filter and the order of the list, with the columns of an upload.
use serde_json::{Value, json};

use crate::{
    files::{HEADER, counts, csv, form, posted, row, sent},
    people::{MODULES, fault, manager, opened},
};

kernel::stories! { MODULES;
    async fn a_list_leaves_as_a_file_and_comes_back(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let odd = "L2,\"Müller, Söhne & Co\",99.9901,0.125,Steel,2031-01-31,D,Watch List,,,,";
        sent(&ann, &book, csv(&[row("L3"), odd.into(), row("0001")]), "").await;

        let file = ann.get(&format!("{book}/loans?format=csv&sort=amount&order=desc&limit=1&skip=1")).await;
        assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"loans.csv\"");
        let text = file.text();
        let lines = text.trim_start_matches('\u{feff}').lines().collect::<Vec<_>>();
        assert_eq!(lines, [HEADER, &row("0001"), &row("L3"), odd], "all of them, whatever the page");
        let some = ann.get(&format!("{book}/loans?format=csv&status=watch_list")).await.text();
        assert_eq!(some.lines().count(), 2);

        let sheet = ann.get(&format!("{book}/loans?format=xlsx")).await;
        assert_eq!(sheet.header("content-disposition"), "attachment; filename=\"loans.xlsx\"");
        for (name, content) in [("loans.csv", text.as_bytes()), ("loans.xlsx", &sheet.body[..])] {
            let other = opened(&ann, name).await;
            let answer = posted(&ann, &format!("{other}/loans/bulk"), form(name, content, &[])).await.expect(200);
            assert_eq!(counts(&answer), [3, 3, 0], "{answer}");
            let plain = |list: Value| list["loans"].as_array().expect("loans").iter().map(|loan| {
                let mut loan = loan.clone();
                for own in ["id", "portfolio_id", "created_at", "updated_at"] {
                    loan[own] = Value::Null;
                }
                loan
            }).collect::<Vec<_>>();
            let (one, two) = (ann.get(&format!("{book}/loans")).await, ann.get(&format!("{other}/loans")).await);
            assert_eq!(plain(one.expect(200)), plain(two.expect(200)), "{name}");
        }
    }

    async fn a_file_is_refused_to_others_and_in_other_forms(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let problem = ann.get(&format!("{book}/loans?format=pdf")).await.expect(422);
        assert_eq!(fault(&problem).0, json!(["query", "format"]));
        let bob = manager(house, "bob").await;
        bob.get(&format!("{book}/loans?format=csv")).await.expect(403);
        let empty = ann.get(&format!("{book}/loans?format=csv")).await.text();
        assert_eq!(empty.trim_start_matches('\u{feff}').trim_end(), HEADER);
    }
}
