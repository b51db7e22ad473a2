//! Stages of impairment, capital, and the distribution of losses.
use kernel::{Role, testing::House};
use serde_json::{Value, json};

use crate::{
    histories::{names, near, past},
    people::{MODULES, RATES, fault, lent, manager, opened, person},
};

/// The table of rates, with a PD of 1 % and an LGD of 45 % for BBB.
async fn one_percent(house: &House) {
    let root = person(house, "root", Role::Admin).await;
    let line =
        json!({"credit_rating": "BBB", "default_probability": 0.01, "recovery_rate": 0.55, "risk_weight": 1});
    root.put(RATES, json!({"valid_from": "2026-01-01", "rates": [line]})).await.expect(200);
}

fn stage(study: &Value, number: usize) -> &Value {
    &study["stages"][number - 1]
}

kernel::stories! { MODULES;
    // L2 lost six notches and is speculative: stage 2. L5 is on the watch list: 2. L4 is rated D: 3. The others: 1.
    async fn loans_stand_in_their_stages(house) {
        let ann = manager(house, "ann").await;
        let book = past(&ann).await;
        let all = format!("{book}/analytics/ifrs9");
        let study = ann.get(&all).await.expect(200);
        let loans = [1, 2, 3].map(|number| stage(&study, number)["loans"].as_u64());
        assert_eq!(loans, [Some(3), Some(2), Some(1)]);
        let reasons: Vec<_> = study["reasons"].as_array().expect("reasons").iter().map(|one| (one["reason"].as_str(), one["stage"].as_str(), one["loans"].as_u64())).collect();
        assert_eq!(reasons, [
            (Some("nothing"), Some("1"), Some(3)), (Some("rated_default"), Some("3"), Some(1)),
            (Some("watch_list"), Some("2"), Some(1)), (Some("downgrade"), Some("2"), Some(1)),
        ]);
        // D loses 90 % of 400.
        assert_eq!((&stage(&study, 3)["allowance"], &stage(&study, 3)["coverage"]), (&json!(360.0), &json!(0.9)));
        let sum: f64 = [1, 2, 3].iter().filter_map(|number| stage(&study, *number)["allowance"].as_f64()).sum();
        near(&study["all"]["allowance"], sum, 1e-6);
        let by_reason: f64 = study["reasons"].as_array().expect("reasons").iter().filter_map(|one| one["allowance"].as_f64()).sum();
        near(&study["all"]["allowance"], by_reason, 1e-6);
        assert_eq!(stage(&study, 1)["allowance"], stage(&study, 1)["twelve_months"]);
        assert_eq!(stage(&study, 2)["allowance"], stage(&study, 2)["lifetime"]);
        for (query, found) in [
            ("", &["L4", "L6", "L5", "L2", "L3", "L1"][..]), ("stage=2", &["L5", "L2"]), ("reason=downgrade", &["L2"]), ("stage=3&reason=watch_list", &[]),
            ("stage=2&watch_list=false&notches=0", &[]), ("stage=2&low_risk=BB&watch_list=no", &[]),
        ] {
            let mut list = names(&ann.get(&format!("{all}/loans?{query}")).await.expect(200)).into_iter().map(str::to_owned).collect::<Vec<_>>();
            let mut found = found.to_vec();
            list.sort_unstable();
            found.sort_unstable();
            assert_eq!(list, found, "{query}");
        }
        let list = ann.get(&format!("{all}/loans")).await.expect(200);
        let allowances: Vec<_> = list["listed"].as_array().expect("loans").iter().filter_map(|loan| loan["allowance"].as_f64()).collect();
        assert!(allowances.is_sorted_by(|a, b| a >= b), "{allowances:?}");
        near(&study["all"]["allowance"], allowances.iter().sum(), 1e-6);
        assert_eq!(list["listed"].as_array().expect("loans").iter().find(|loan| loan["loan_id"] == "L2").expect("L2")["start_rating"], "A");
        let file = ann.get(&format!("{all}?format=csv")).await.text();
        assert!(file.contains("stage,loans,exposure,twelve_months,lifetime,allowance,coverage\n1,3,"), "{file}");
        assert!(ann.get(&format!("{all}/loans?stage=3&format=csv")).await.text().contains(",L4,L4 plc,400.00,D,BB,Performing,3,rated_default,360.00"));
    }

    // L6: 1,000,000 at 5 % for 730 days, PD 0.4 %, LGD 18 %. Twelve months: 720/1.05^0.5 = 702.6481; lifetime: that and
    // 0.996·720/1.05^1.5 = 666.5119. With defaults at the end: 720/1.05 = 685.7143.
    async fn expected_losses_are_those_worked_out_apart(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/ifrs9?search=L6", past(&ann).await);
        let study = ann.get(&all).await.expect(200);
        near(&study["all"]["twelve_months"], 702.648_1, 1e-4);
        near(&study["all"]["lifetime"], 702.648_1 + 666.511_9, 1e-4);
        assert_eq!(study["timing"], "middle");
        assert!(study["definition"].as_str().expect("words").contains("from the middle of the step"));
        let end = ann.get(&format!("{all}&timing=end")).await.expect(200);
        near(&end["all"]["twelve_months"], 685.714_3, 1e-4);
        // Half of the weight on twice the PD: 1.5 times the loss.
        let views = ann.get(&format!("{all}&scenarios=1:1:1,1:2:1")).await.expect(200);
        near(&views["all"]["twelve_months"], 1.5 * 702.648_1, 1e-3);
        // Straight line, a step a year: the second year is owed half, from its beginning.
        let line = ann.get(&format!("{all}&repayment=straight_line")).await.expect(200);
        near(&line["all"]["lifetime"], 702.648_1 + 666.511_9 / 2.0, 1e-3);
        let monthly = ann.get(&format!("{all}&steps=12")).await.expect(200);
        assert!(monthly["all"]["twelve_months"].as_f64() < Some(703.0) && monthly["all"]["twelve_months"].as_f64() > Some(700.0), "{monthly}");
        for (query, field) in [("scenarios=1", "scenarios"), ("timing=start", "timing"), ("steps=3", "steps"), ("notches=22", "notches"), ("low_risk=E", "low_risk"), ("overdue_days=-1", "overdue_days"), ("watch_list=maybe", "watch_list")] {
            assert_eq!(fault(&ann.get(&format!("{all}&{query}")).await.expect(422)).0, json!(["query", field]));
        }
    }

    // L2 is BB, and of three BB one defaulted within a year: 200·30 %·(1/3)/1.05^0.5 = 19.518. L6 is BBB, of which none did.
    async fn probabilities_may_come_from_the_past(house) {
        let ann = manager(house, "ann").await;
        let all = format!("{}/analytics/ifrs9?pd_source=migration&pd_years=2", past(&ann).await);
        let study = ann.get(&format!("{all}&search=L2")).await.expect(200);
        near(&study["all"]["twelve_months"], 20.0 / 1.05_f64.sqrt(), 1e-4);
        assert!(study["probabilities"].as_str().expect("words").contains("own yearly cohort matrix"));
        near(&ann.get(&format!("{all}&search=L6")).await.expect(200)["all"]["lifetime"], 0.0, 0.0);
        let table = ann.get(&format!("{}&search=L6", all.replace("migration", "table"))).await.expect(200);
        near(&table["all"]["twelve_months"], 702.648_1, 1e-4);
        assert_eq!(fault(&ann.get(&all.replace("pd_years=2", "pd_years=0")).await.expect(422)).0, json!(["query", "pd_years"]));
    }

    // Basel Committee, "International Convergence of Capital Measurement" (2006), annex 5, illustrative risk weights: LGD
    // 45 %, M 2.5 years, PD 1 %: corporates 92.32 %, with sales of 5 million 72.40 %, mortgages 56.40 %, other retail 45.77 %.
    // The last digit of the printed table is off by one in places.
    async fn risk_weights_are_the_illustrative_ones(house) {
        one_percent(house).await;
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        // 912 and 913 days are 2.5 years on average.
        for (id, day) in [("L1", "2028-09-12"), ("L2", "2028-09-13")] {
            lent(&ann, &book, id, json!({"amount": 1_000_000, "maturity_date": day})).await;
        }
        let all = format!("{book}/analytics/capital");
        let study = ann.get(&all).await.expect(200);
        near(&study["lines"][0]["maturity"], 2.5, 1e-12);
        for (class, weight) in [("corporate", 0.9232), ("mortgage", 0.5640), ("retail", 0.4577), ("sme&sales=5", 0.7240)] {
            let study = ann.get(&format!("{all}?class={class}")).await.expect(200);
            near(&study["all"]["risk_weight"], weight, 1.1e-4);
            near(&study["all"]["rwa"], weight * 2e6, 220.0);
            near(&study["all"]["capital"], study["all"]["rwa"].as_f64().expect("rwa") / 12.5, 0.01);
        }
        assert_eq!((&study["all"]["ead"], &study["all"]["expected_loss"]), (&json!(2_000_000.0), &json!(9_000.0)));
        let scaled = ann.get(&format!("{all}?scaling=1.06")).await.expect(200);
        near(&scaled["all"]["risk_weight"], 0.9232 * 1.06, 6e-5);
        let file = ann.get(&format!("{all}?format=csv")).await.text();
        assert!(file.contains("\nBBB,2,2000000.00,2.5,0.01,0.45,"), "{file}");
        // Two loans in default: no capital at their best estimate, 45 % of it without one.
        lent(&ann, &book, "L3", json!({"amount": 100, "credit_rating": "D"})).await;
        lent(&ann, &book, "L4", json!({"amount": 100, "status": "Defaulted"})).await;
        let study = ann.get(&format!("{all}?best_estimate=0")).await.expect(200);
        let line = &study["lines"][1];
        assert_eq!((&line["rating"], &line["loans"], &line["capital"]), (&json!("D"), &json!(2), &json!(180.0)));
        let mut listed = 0;
        for filter in line["filters"].as_array().expect("filters") {
            let query: Vec<_> = filter.as_object().expect("parameters").iter().map(|(key, value)| format!("{key}={}", value.as_str().expect("text").replace(' ', "%20"))).collect();
            listed += ann.get(&format!("{book}/loans?{}", query.join("&"))).await.expect(200)["total"].as_u64().expect("total");
        }
        assert_eq!(listed, 2);
        for (query, field) in [("class=bank", "class"), ("scaling=3", "scaling"), ("scaling=NaN", "scaling"), ("best_estimate=2", "best_estimate"), ("transactor=true", "transactor"), ("class=sme&sales=-1", "sales")] {
            assert_eq!(fault(&ann.get(&format!("{all}?{query}")).await.expect(422)).0, json!(["query", field]));
        }
    }

    // Φ((Φ⁻¹(0.01) + √0.2·Φ⁻¹(0.999))/√0.8) = 0.1455252661 (Python's statistics.NormalDist); LGD 45 %.
    async fn losses_have_the_quantile_of_vasicek(house) {
        one_percent(house).await;
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        lent(&ann, &book, "L1", json!({})).await;
        let all = format!("{book}/analytics/loss-distribution");
        let study = ann.get(&format!("{all}?correlation=0.2")).await.expect(200);
        near(&study["quantile_share"], 0.145_525_266_1 * 0.45, 1e-9);
        near(&study["quantile"], 65_486.37, 0.01);
        near(&study["expected_loss"], 4_500.0, 0.0);
        near(&study["unexpected_loss"], 65_486.37 - 4_500.0, 0.01);
        assert!(study["shortfall"].as_f64() > study["quantile"].as_f64());
        let points = study["distribution"].as_array().expect("points");
        assert!(points.is_sorted_by(|a, b| a["loss"].as_f64() < b["loss"].as_f64()), "{points:?}");
        assert_eq!(points[11], json!({"level": 0.999, "loss": study["quantile"], "share": study["quantile_share"]}));
        assert_eq!((&study["class"], &study["correlation"]), (&Value::Null, &json!(0.2)));
        // The correlation of corporates at a PD of 1 %: 0.12·w + 0.24·(1 − w), w = 1 − e^(−0.5): 0.19278.
        let basel = ann.get(&all).await.expect(200);
        assert_eq!((&basel["class"], &basel["correlation"], &basel["level"]), (&json!("corporate"), &Value::Null, &json!(0.999)));
        assert!(basel["quantile"].as_f64() < study["quantile"].as_f64());
        assert!(ann.get(&format!("{all}?format=csv")).await.text().contains("level,loss,share\n0.05,"));
        for (query, field) in [("level=0.4", "level"), ("level=1", "level"), ("level=NaN", "level"), ("correlation=1", "correlation"), ("correlation=NaN", "correlation")] {
            assert_eq!(fault(&ann.get(&format!("{all}?{query}")).await.expect(422)).0, json!(["query", field]));
        }
        let empty = opened(&ann, "Empty").await;
        let none = ann.get(&format!("{empty}/analytics/loss-distribution")).await.expect(200);
        assert_eq!((&none["quantile"], &none["loans"]), (&json!(0.0), &json!(0)));
    }
}
