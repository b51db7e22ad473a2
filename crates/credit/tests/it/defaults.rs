//! Who defaulted: rates of a period, vintages, static pools.
use serde_json::{Value, json};

use crate::{
    histories::{names, near, past},
    people::{MODULES, fault, manager},
};

fn of<'a>(study: &'a Value, list: &str, rating: &str) -> &'a Value {
    let lines = study[list].as_array().expect("lines");
    lines.iter().find(|line| line["rating"] == rating).expect("a line")
}

kernel::stories! { MODULES;
    // By hand: five loans on the first day, three of them BB; L4 defaults, L5 is withdrawn in the second year.
    async fn default_rates_are_those_counted_by_hand(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/default-rates", past(&ann).await);
        let study = ann.get(&format!("{all}?from=2024-03-15&to=2026-03-15")).await.expect(200);
        let whole = &study["all"];
        assert_eq!((&whole["loans"], &whole["defaulted"], &whole["withdrawn"]), (&json!(5), &json!(1), &json!(1)));
        assert_eq!((&whole["exposure"], &whole["defaulted_exposure"]), (&json!(1500.0), &json!(400.0)));
        near(&whole["by_count"], 0.2, 1e-15);
        near(&whole["by_volume"], 4.0 / 15.0, 1e-15);
        near(&whole["adjusted_by_count"], 1.0 / 4.5, 1e-15);
        near(&whole["adjusted_by_volume"], 400.0 / 1250.0, 1e-15);
        // 730 days are two years: 1 − √0.8.
        assert_eq!(study["days"], 730);
        near(&whole["by_count_a_year"], 1.0 - 0.8_f64.sqrt(), 1e-12);
        near(&of(&study, "ratings", "BB")["by_count"], 1.0 / 3.0, 1e-15);
        assert_eq!((&study["investment_grade"]["loans"], &study["speculative_grade"]["defaulted"]), (&json!(2), &json!(1)));
        let line = study["timeline"].as_array().expect("periods").iter();
        let told: Vec<_> = line.map(|one| (one["loans"].as_u64(), one["defaulted"].as_u64(), one["by_count"].as_f64())).collect();
        assert_eq!(told, [(Some(5), Some(1), Some(0.2)), (Some(4), Some(0), Some(0.0))]);
        let year = ann.get(&format!("{all}?from=2024-03-15&to=2024-06-15")).await.expect(200);
        assert_eq!((&year["timeline"], &year["all"]["defaulted"]), (&json!([]), &json!(0)));
        let file = ann.get(&format!("{all}?from=2024-03-15&to=2025-03-15&format=csv")).await.text();
        assert!(file.contains("\nBB,3,1,0,1200.00,400.00,0.3333333333333333,") && file.contains("\nAll,5,1,0,"), "{file}");
    }

    async fn the_loans_behind_a_default_rate_are_listed(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/default-rates/loans?from=2024-03-15", past(&ann).await);
        for (query, found) in [
            ("", &["L1", "L2", "L3", "L4", "L5"][..]),
            ("&ended=defaulted", &["L4"]),
            ("&ended=withdrawn", &["L5"]),
            ("&ended=open&from_rating=A", &["L1", "L2"]),
            ("&from_rating=BB", &["L3", "L4", "L5"]),
            ("&sector=Energy", &["L1", "L2"]),
        ] {
            let list = ann.get(&format!("{all}{query}")).await.expect(200);
            assert_eq!((names(&list), &list["total"]), (found.to_vec(), &json!(found.len())), "{query}");
        }
        assert_eq!(fault(&ann.get(&format!("{all}&ended=well")).await.expect(422)).0, json!(["query", "ended"]));
    }

    async fn lists_sum_up_to_the_figures(house) {
        let ann = manager(house, "ann").await;
        let book = past(&ann).await;
        let total = async |path: String| ann.get(&format!("{book}/analytics/{path}")).await.expect(200)["total"].as_u64();
        let at = "from=2024-03-15&to=2026-03-15";
        let rates = ann.get(&format!("{book}/analytics/default-rates?{at}")).await.expect(200);
        for line in rates["ratings"].as_array().expect("lines") {
            let rating = line["rating"].as_str().expect("a rating");
            for (ended, key) in [("defaulted", "defaulted"), ("withdrawn", "withdrawn")] {
                let found = total(format!("default-rates/loans?{at}&from_rating={rating}&ended={ended}")).await;
                assert_eq!(found, line[key].as_u64(), "{rating} {ended}");
            }
        }
        let vintages = ann.get(&format!("{book}/analytics/vintages?age=year")).await.expect(200);
        for vintage in vintages["vintages"].as_array().expect("vintages") {
            let first = vintage["first"].as_str().expect("a day");
            for age in vintage["ages"].as_array().expect("ages") {
                for (ended, key) in [("defaulted", "defaulted"), ("withdrawn", "withdrawn"), ("open", "unfinished")] {
                    let found = total(format!("vintages/loans?age=year&first={first}&at_age={}&ended={ended}", age["age"])).await;
                    assert_eq!(found, age[key].as_u64(), "{first} {age} {ended}");
                }
            }
        }
        let pools = ann.get(&format!("{book}/analytics/static-pools?{at}&age=year")).await.expect(200);
        for pool in pools["pools"].as_array().expect("pools") {
            let rating = pool["rating"].as_str().expect("a rating");
            for age in pool["ages"].as_array().expect("ages") {
                for (ended, key) in [("defaulted", "defaulted"), ("withdrawn", "withdrawn"), ("open", "unfinished")] {
                    let query = format!("{at}&age=year&from_rating={rating}&at_age={}&ended={ended}", age["age"]);
                    assert_eq!(total(format!("static-pools/loans?{query}")).await, age[key].as_u64(), "{query}");
                }
            }
        }
    }

    // Five loans began on 2024-03-01: L4 defaults after 10 whole months (age 3), L5 leaves after 19 (age 6), three are
    // 24 months old (age 8). Survival: one of five at age 3; nobody after it.
    async fn vintages_are_followed_by_age(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/vintages", past(&ann).await);
        let study = ann.get(&all).await.expect(200);
        let vintages = study["vintages"].as_array().expect("vintages");
        let told: Vec<_> = vintages.iter().map(|one| (one["first"].as_str(), one["last"].as_str(), one["loans"].as_u64())).collect();
        assert_eq!(told, [(Some("2024-01-01"), Some("2024-03-31"), Some(5)), (Some("2026-01-01"), Some("2026-03-31"), Some(1))]);
        let ages = vintages[0]["ages"].as_array().expect("ages");
        assert_eq!(ages.len(), 9);
        assert_eq!((&ages[3]["defaulted"], &ages[6]["withdrawn"], &ages[8]["unfinished"]), (&json!(1), &json!(1), &json!(3)));
        assert_eq!((&ages[4]["at_risk"], &ages[7]["at_risk"]), (&json!(4), &json!(3)));
        near(&ages[2]["cumulative"], 0.0, 0.0);
        near(&ages[8]["cumulative"], 0.2, 1e-15);
        near(&ages[8]["survival_adjusted"], 0.2, 1e-12);
        near(&ages[8]["cumulative_by_volume"], 4.0 / 15.0, 1e-15);
        assert!(ages.is_sorted_by_key(|age| age["survival_adjusted"].as_f64().map(f64::to_bits)));
        let years = ann.get(&format!("{all}?grain=year&age=year&as_of=2025-06-01")).await.expect(200);
        // In the second year of age L4 is gone; the vintage of 2026 has not begun.
        assert_eq!(years["vintages"].as_array().map(Vec::len), Some(1), "{years}");
        assert_eq!(years["vintages"][0]["ages"][0]["defaulted"], 1);
        let file = ann.get(&format!("{all}?format=csv")).await.text();
        assert!(file.contains("\n2024-01-01,2024-03-31,5,1500.00,3,5,1,0,0,400.00,0.2,0.2,"), "{file}");
        for (query, found) in [
            ("first=2024-02-10", &["L1", "L2", "L3", "L4", "L5"][..]),
            ("first=2024-01-01&ended=defaulted&at_age=3", &["L4"]),
            ("first=2024-01-01&ended=withdrawn", &["L5"]),
            ("first=2024-01-01&at_age=8", &["L1", "L2", "L3"]),
            ("first=2026-01-01", &["L6"]),
            ("first=2025-01-01", &[]),
        ] {
            let list = ann.get(&format!("{all}/loans?{query}")).await.expect(200);
            assert_eq!(names(&list), found, "{query}");
        }
        let life = &ann.get(&format!("{all}/loans?first=2024-01-01&ended=defaulted")).await.expect(200)["steps"][0];
        assert_eq!((&life["from_rating"], &life["to_rating"], &life["from"], &life["to"]), (&json!("BB"), &json!("D"), &json!("2024-03-01"), &json!("2025-01-10")));
        assert_eq!(fault(&ann.get(&format!("{all}/loans")).await.expect(422)).0, json!(["query", "first"]));
        ann.get(&format!("{all}?grain=week")).await.refused(422);
    }

    // BB begins with L3, L4, L5 in the first pool and L5 in the second: 4. L4 defaults after 9 whole months: age 3.
    async fn static_pools_begin_on_several_days(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/static-pools", past(&ann).await);
        let study = ann.get(&format!("{all}?from=2024-03-15")).await.expect(200);
        assert_eq!(study["starts"], json!(["2024-03-15", "2025-03-15"]));
        let pool = of(&study, "pools", "BB");
        assert_eq!((&pool["loans"], &pool["exposure"]), (&json!(4), &json!(1700.0)));
        assert_eq!(pool["ages"][3]["defaulted"], 1);
        near(&pool["ages"][3]["cumulative"], 0.25, 1e-15);
        assert_eq!(of(&study, "pools", "A")["loans"], 3);
        assert_eq!(of(&study, "pools", "BBB")["loans"], 2);
        for (query, found) in [
            ("from_rating=BB", &["L3", "L4", "L5", "L5"][..]),
            ("from_rating=BB&start=2025-03-15", &["L5"]),
            ("from_rating=BB&ended=defaulted&at_age=3", &["L4"]),
            ("from_rating=BB&ended=withdrawn", &["L5", "L5"]),
            ("from_rating=AAA", &[]),
        ] {
            let list = ann.get(&format!("{all}/loans?from=2024-03-15&{query}")).await.expect(200);
            assert_eq!(names(&list), found, "{query}");
        }
        let file = ann.get(&format!("{all}?from=2024-03-15&format=csv")).await.text();
        assert!(file.contains("\nBB,4,1700.00,3,"), "{file}");
        for (query, field) in [("from=1990-01-01&every=quarter", "every"), ("from=1926-01-01&every=month", "every"), ("from=1900-01-01&every=month", "every")] {
            let (loc, says) = fault(&ann.get(&format!("{all}?{query}")).await.expect(422));
            assert_eq!(loc, json!(["query", field]), "{says}");
        }
        assert_eq!(fault(&ann.get(&format!("{all}/loans")).await.expect(422)).0, json!(["query", "from_rating"]));
    }
}
