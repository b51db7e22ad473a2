//! How ratings moved: matrices by cohort and by duration, and the loans behind them.
use serde_json::{Value, json};

use crate::{
    histories::{names, near, past},
    people::{MODULES, fault, manager, person, traces},
};

const TWO_YEARS: &str = "from=2024-03-15&to=2026-03-15";

fn line<'a>(study: &'a Value, from: &str) -> &'a Value {
    let lines = study["lines"].as_array().expect("lines");
    lines.iter().find(|line| line["from"] == from).expect("a line")
}

fn cell<'a>(study: &'a Value, from: &str, to: &str) -> &'a Value {
    let cells = line(study, from)["cells"].as_array().expect("cells");
    cells.iter().find(|cell| cell["to"] == to).unwrap_or(&Value::Null)
}

kernel::stories! { MODULES;
    // Counted by hand. First year: A→BBB, A→A, BB→BBB, BB→D, BB→BB. Second: BBB→BBB twice, A→BB, BB→NR.
    async fn cohorts_are_those_counted_by_hand(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/migration", past(&ann).await);
        let study = ann.get(&format!("{all}?{TWO_YEARS}")).await.expect(200);
        assert_eq!((&study["periods"], &study["as_of"], &study["loans"]), (&json!(2), &json!("2026-03-15"), &json!(6)));
        let counts = [("A", "A"), ("A", "BBB"), ("A", "BB"), ("BBB", "BBB"), ("BB", "BBB"), ("BB", "BB"), ("BB", "D"), ("BB", "A")];
        assert_eq!(counts.map(|(from, to)| cell(&study, from, to)["count"].as_u64().unwrap_or(0)), [1, 1, 1, 2, 1, 1, 1, 0]);
        let bb = line(&study, "BB");
        assert_eq!((&bb["loans"], &bb["withdrawn"], &bb["base"]), (&json!(4), &json!(1), &json!(3)));
        near(&cell(&study, "BB", "D")["share"], 1.0 / 3.0, 1e-15);
        // Wilson for 1 of 3 at 95 %, from the formula with z = 1.959964: 0.061492 to 0.792340.
        near(&cell(&study, "BB", "D")["low"], 0.061_492, 1e-6);
        near(&cell(&study, "BB", "D")["high"], 0.792_340, 1e-6);
        let moves = &study["moves"];
        let told = ["steps", "unchanged", "upgrades", "downgrades", "fallen_angels", "rising_stars", "defaults", "withdrawn"];
        assert_eq!(told.map(|key| moves[key].get("count").unwrap_or(&moves[key]).as_u64()), [9, 4, 1, 3, 1, 1, 1, 1].map(Some));
        // 3 + 6 + 10 notches down, 3 up, 8 loans still rated.
        assert_eq!((&moves["downgrades"]["notches"], &moves["drift"]), (&json!(19), &json!(2.0)));
        let periods: Vec<_> = study["timeline"].as_array().expect("periods").iter().map(|one| (one["loans"].as_u64(), one["defaults"].as_u64())).collect();
        assert_eq!(periods, [(Some(5), Some(1)), (Some(4), Some(0))]);
        // From BB: D after one year 1/3; after two 1/3 + 1/3·1/3.
        let pd = study["cumulative_pd"].as_array().expect("lines").iter().find(|line| line["from"] == "BB").expect("BB");
        near(&pd["after"][0], 1.0 / 3.0, 1e-15);
        near(&pd["after"][1], 4.0 / 9.0, 1e-15);
        assert!(pd["after"].as_array().expect("years").is_sorted_by_key(|one| one.as_f64().map(f64::to_bits)));
        for line in study["lines"].as_array().expect("lines") {
            let sum: f64 = line["cells"].as_array().expect("cells").iter().filter_map(|cell| cell["share"].as_f64()).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{line}");
        }
        assert!(study["definition"].as_str().expect("words").contains("Cohort method"));
    }

    async fn withdrawals_may_have_a_column_of_their_own(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/migration", past(&ann).await);
        let study = ann.get(&format!("{all}?{TWO_YEARS}&withdrawals=own_column")).await.expect(200);
        assert_eq!((&line(&study, "BB")["base"], &line(&study, "BB")["withdrawn_share"]), (&json!(4), &json!(0.25)));
        near(&cell(&study, "BB", "D")["share"], 0.25, 0.0);
        // A filter leaves the loans of one sector, a shorter horizon more steps.
        let energy = ann.get(&format!("{all}?{TWO_YEARS}&sector=Energy&horizon=half_year")).await.expect(200);
        assert_eq!((&energy["loans"], &energy["periods"], &energy["moves"]["steps"]), (&json!(2), &json!(4), &json!(8)));
        let file = ann.get(&format!("{all}?{TWO_YEARS}&format=csv")).await;
        assert!(file.text().contains("from,loans,withdrawn,AAA,") && file.text().contains("\nBB,4,1,0,0,0,0,0,0,0,0,0.3333333333333333,"), "{}", file.text());
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"migration.csv\"");
        assert!(ann.get(&format!("{all}?{TWO_YEARS}&format=xlsx")).await.body.starts_with(b"PK"));
    }

    // By hand: A→BBB with 2 at risk, BB→BBB with 3, BB→D with 2, A→BB with 1; the withdrawal only leaves the risk set.
    async fn durations_are_the_product_limit(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/migration", past(&ann).await);
        let study = ann.get(&format!("{all}?{TWO_YEARS}&method=duration")).await.expect(200);
        for (from, to, share) in [("A", "BBB", 0.5), ("A", "BB", 0.5), ("BB", "BBB", 1.0 / 3.0), ("BB", "BB", 1.0 / 3.0), ("BB", "D", 1.0 / 3.0)] {
            near(&cell(&study, from, to)["share"], share, 1e-15);
        }
        assert_eq!((&cell(&study, "BB", "D")["count"], &line(&study, "BB")["withdrawn"]), (&json!(1), &json!(1)));
        assert_eq!((&study["moves"]["steps"], &study["periods"], &study["confidence"]), (&json!(5), &Value::Null, &Value::Null));
        // Two loans at A for 170 days, then one for 273: from 2024-03-15 to 2024-09-01, and on to 2025-06-01.
        near(&line(&study, "A")["years"], (2.0 * 170.0 + 273.0) / 365.0, 1e-12);
        for line in study["lines"].as_array().expect("lines") {
            let sum: f64 = line["cells"].as_array().expect("cells").iter().filter_map(|cell| cell["share"].as_f64()).sum();
            assert!((sum - 1.0).abs() < 1e-12, "{line}");
        }
        assert!(study["definition"].as_str().expect("words").contains("Aalen–Johansen"));
    }

    async fn every_figure_is_opened_down_to_its_loans(house) {
        let ann = manager(house, "ann").await;
        let book = past(&ann).await;
        let all = format!("{book}/analytics/migration");
        for method in ["cohort", "duration"] {
            let at = format!("{TWO_YEARS}&method={method}");
            let study = ann.get(&format!("{all}?{at}")).await.expect(200);
            for line in study["lines"].as_array().expect("lines") {
                for cell in line["cells"].as_array().expect("cells") {
                    let (from, to) = (line["from"].as_str().expect("from"), cell["to"].as_str().expect("to"));
                    if method == "duration" && from == to { continue; }
                    let query = format!("{at}&from_rating={from}&to_rating={}", to.replace('+', "%2B"));
                    let list = ann.get(&format!("{all}/loans?{query}")).await.expect(200);
                    assert_eq!(list["total"], cell["count"], "{query}");
                }
            }
            for (kind, moves) in study["moves"].as_object().expect("kinds").iter().filter(|(_, one)| one.is_object()) {
                if method == "duration" && kind == "unchanged" { continue; }
                let list = ann.get(&format!("{all}/loans?{at}&kind={kind}")).await.expect(200);
                assert_eq!(list["total"], moves["count"], "{method} {kind}");
            }
        }
        let list = ann.get(&format!("{all}/loans?{TWO_YEARS}&from_rating=BB&to_rating=NR")).await.expect(200);
        let step = &list["steps"][0];
        assert_eq!((names(&list), &step["from"], &step["to"], &step["credit_rating"]), (vec!["L5"], &json!("2025-03-15"), &json!("2026-03-15"), &json!("BB")));
        // The filter of a list lists its loans.
        assert_eq!(list["filter"]["ids"], step["id"].to_string());
        let found = ann.get(&format!("{book}/loans?ids={}", step["id"])).await.expect(200);
        assert_eq!(names(&found), ["L5"]);
        let second = ann.get(&format!("{all}/loans?{TWO_YEARS}&period=1&skip=1&limit=2")).await.expect(200);
        assert_eq!((&second["total"], names(&second)), (&json!(4), vec!["L2", "L3"]));
        let file = ann.get(&format!("{all}/loans?{TWO_YEARS}&kind=defaults&format=csv")).await.text();
        assert!(file.contains(",L4,L4 plc,Retail,400.00,D,Performing,BB,D,2024-03-15,2025-03-15"), "{file}");
    }

    async fn a_change_is_seen_at_once_and_matured_loans_have_left(house) {
        let ann = manager(house, "ann").await;
        let book = past(&ann).await;
        let all = format!("{book}/analytics/migration?from=2024-03-15&to=2025-03-15");
        let first = ann.get(&all).await.expect(200);
        assert_eq!(ann.get(&all).await.expect(200), first);
        ann.post(&format!("{book}/loans/2/ratings"), json!({"snapshot_date": "2025-01-01", "credit_rating": "AA"})).await.expect(201);
        let second = ann.get(&all).await.expect(200);
        assert_eq!((&first["moves"]["upgrades"]["count"], &second["moves"]["upgrades"]["count"]), (&json!(1), &json!(2)));
        assert_ne!(first["revision"], second["revision"]);
        // L6 matures in the second of four years; L4 is in default and L5 no longer rated.
        let later = ann.get(&format!("{book}/analytics/migration?as_of=2030-07-02&from=2026-03-16")).await.expect(200);
        assert_eq!((&later["moves"]["steps"], &later["moves"]["withdrawn"]["count"]), (&json!(14), &json!(1)));
    }

    async fn bad_terms_and_strangers_are_refused(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let book = past(&ann).await;
        let all = format!("{book}/analytics/migration");
        for (query, field, part) in [
            ("from=2026-03-15", "from", "before 2026-03-15"),
            ("to=2026-03-16", "to", "not be after 2026-03-15"),
            ("from=1900-01-01&horizon=month", "horizon", "more than 1201 days"),
            ("from=1800-01-01", "from", "two centuries"),
            ("from=2026-01-01", "horizon", "longer than the time"),
            ("confidence=0.4", "confidence", "at least"),
            ("confidence=NaN", "confidence", "number"),
            ("method=guess", "method", "duration"),
            ("horizon=week", "horizon", "quarter"),
            ("as_of=1960-01-01", "as_of", "first version"),
        ] {
            let (loc, says) = fault(&ann.get(&format!("{all}?{query}")).await.expect(422));
            assert_eq!(loc, json!(["query", field]), "{query}: {says}");
            assert!(says.contains(part), "{query}: {says}");
        }
        for (query, field) in [("period=1", "period"), ("from_rating=E", "from_rating"), ("kind=sideways", "kind"), ("method=duration&period=0", "period"), ("limit=0", "limit")] {
            let (loc, says) = fault(&ann.get(&format!("{all}/loans?{query}")).await.expect(422));
            assert_eq!(loc, json!(["query", field]), "{says}");
        }
        let before = traces(house).await;
        for path in ["migration", "migration/loans", "default-rates", "default-rates/loans", "vintages", "vintages/loans?first=2024-01-01",
            "static-pools", "static-pools/loans?from_rating=BB", "ifrs9", "ifrs9/loans", "capital", "loss-distribution"] {
            assert_eq!(bob.get(&format!("{book}/analytics/{path}")).await.refused(403), "Not authorized to access this portfolio");
            assert_eq!(ann.get(&format!("/api/v1/portfolios/99/analytics/{path}")).await.refused(404), "Portfolio not found");
            house.client().get(&format!("{book}/analytics/{path}")).await.refused(401);
            ann.get(&format!("{book}/analytics/{path}")).await.expect(200);
        }
        let root = person(house, "root", kernel::Role::Admin).await;
        root.get(&all).await.expect(200);
        assert_eq!(traces(house).await[..6], before[..6], "a look changes nothing");
    }
}
