//! Calculators without a portfolio: schedules, rates of return, days past due.
use kernel::{Role, testing::Client};
use serde_json::{Value, json};

use crate::people::{MODULES, fault, manager, person, traces};

const SCHEDULE: &str = "/api/v1/credit/schedule";
const YIELD: &str = "/api/v1/credit/yield";
const ARREARS: &str = "/api/v1/credit/arrears";

async fn refused(ann: &Client<'_>, path: &str, body: Value, field: &str, part: &str) {
    let (loc, says) = fault(&ann.post(path, body).await.expect(422));
    let steps = loc.as_array().expect("steps").iter().skip(1);
    let at = steps.map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned));
    assert_eq!(at.collect::<Vec<_>>().join("."), field, "{says}");
    assert!(says.contains(part), "{says}");
}

fn close(found: &Value, expected: f64) {
    let found = found.as_f64().expect("a number");
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// 200,000 over 30 years at 6 %: the level payment 1,199.10 is that of every printed mortgage table.
fn mortgage() -> Value {
    json!({"principal": 200_000, "rate": 6, "years": 30, "kind": "annuity"})
}

kernel::stories! { MODULES;
    // Independently: Python's decimal with 60 digits, ROUND_HALF_UP per cent: 19,101.16, Σ interest 146,069.74, the last
    // payment 19,101.30.
    async fn an_annuity_is_right_to_the_cent(house) {
        let ann = manager(house, "ann").await;
        let terms = json!({"principal": "1000000.00", "rate": "5.50", "years": 5, "frequency": 12, "kind": "annuity"});
        let reply = ann.post(SCHEDULE, terms).await;
        let plan = reply.expect(200);
        assert_eq!((&plan["periods"], &plan["currency"]), (&json!(60), &json!("GBP")));
        assert!(reply.text().contains("\"first_payment\":19101.16,\"largest_payment\":19101.30"), "{}", reply.text());
        assert!(reply.text().contains("\"total_payment\":1146069.74,\"total_interest\":146069.74"));
        let payments = plan["payments"].as_array().expect("payments");
        assert_eq!(payments[0], json!({"period": 1, "due_date": null, "payment": 19101.16, "principal": 14517.83, "interest": 4583.33, "balance": 985482.17}));
        assert_eq!((&payments[59]["payment"], &payments[59]["balance"]), (&json!(19101.3), &json!(0.0)));
        assert!(plan["definition"].as_str().expect("words").contains("halves up"));
        let table = ann.post(SCHEDULE, mortgage()).await.expect(200);
        assert_eq!((&table["first_payment"], &table["periods"]), (&json!(1199.1), &json!(360)));
    }

    // By hand: 1,200.00 at 12 % in four quarters pays interest of 36, 27, 18, 9 on 1,200, 900, 600, 300.
    async fn a_straight_line_goes_out_as_a_table(house) {
        let ann = manager(house, "ann").await;
        let terms = |start: Value| json!({"principal": 1200, "rate": 12, "years": "1.0", "frequency": "quarterly", "kind": "straight_line", "start_date": start});
        let file = ann.post(&format!("{SCHEDULE}?format=csv"), terms(Value::Null)).await;
        file.expect(200);
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"schedule.csv\"");
        let lines = "Period,Payment,Principal,Interest,Balance\n1,336.00,300.00,36.00,900.00\n2,327.00,300.00,27.00,600.00\n\
                     3,318.00,300.00,18.00,300.00\n4,309.00,300.00,9.00,0.00\n";
        assert_eq!(file.text().trim_start_matches('\u{feff}'), lines);
        let dated = ann.post(&format!("{SCHEDULE}?format=csv"), terms("2027-11-30".into())).await.text();
        assert!(dated.contains("Balance,Due\n1,336.00,300.00,36.00,900.00,2028-02-29\n"), "{dated}");
        let book = ann.post(&format!("{SCHEDULE}?format=xlsx"), terms(Value::Null)).await;
        book.expect(200);
        assert!(book.body.starts_with(b"PK") && book.header("content-type").contains("spreadsheetml"));
    }

    async fn a_bullet_pays_interest_and_then_everything(house) {
        let ann = manager(house, "ann").await;
        // Periods are cut down: 1.74 years of half years are three.
        let terms = json!({"principal": 1000, "rate": 4, "years": 1.74, "frequency": 2, "kind": "bullet", "start_date": "2027-08-31"});
        let plan = ann.post(SCHEDULE, terms).await.expect(200);
        let rows = plan["payments"].as_array().expect("payments").iter();
        let told: Vec<_> = rows.map(|row| (row["payment"].as_f64(), row["due_date"].as_str())).collect();
        assert_eq!(told, [(Some(20.0), Some("2028-02-29")), (Some(20.0), Some("2028-08-31")), (Some(1020.0), Some("2029-02-28"))]);
    }

    async fn bad_terms_are_named(house) {
        let ann = manager(house, "ann").await;
        let before = traces(house).await;
        let with = |key: &str, value: Value| {
            let mut terms = mortgage();
            terms[key] = value;
            terms
        };
        for (key, value, says) in [
            ("principal", json!(0), "at least"),
            ("principal", json!("1.001"), "whole cents"),
            ("principal", json!(1_000_000_001), "at most"),
            ("rate", json!(-1), "at least"),
            ("rate", json!(101), "at most"),
            ("years", json!(0.08), "no whole period"),
            ("years", json!(101), "at most"),
            ("frequency", json!(3), "1, 2, 4 or 12"),
            ("frequency", json!("weekly"), "quarterly"),
            ("kind", json!("balloon"), "straight_line"),
            ("start_date", json!("9801-01-01"), "9801"),
            ("start_date", json!("soon"), "2027-06-30"),
        ] {
            refused(&ann, SCHEDULE, with(key, value), key, says).await;
        }
        ann.post(&format!("{SCHEDULE}?format=pdf"), mortgage()).await.refused(422);
        house.client().post(SCHEDULE, mortgage()).await.refused(401);
        person(house, "joe", Role::User).await.post(SCHEDULE, mortgage()).await.refused(403);
        assert_eq!(traces(house).await.len(), before.len());
    }

    // Published: Microsoft's page of XIRR (37.3362535 %) and of IRR (8.663 % after five years); the pump of Lorie and
    // Savage (1955) has 25 % and 400 %.
    async fn rates_of_return_are_those_of_published_examples(house) {
        let ann = manager(house, "ann").await;
        let dated = json!({"flows": [
            {"amount": -10_000, "date": "2008-01-01"}, {"amount": 2_750, "date": "2008-03-01"}, {"amount": 4_250, "date": "2008-10-30"},
            {"amount": 3_250, "date": "2009-02-15"}, {"amount": 2_750, "date": "2009-04-01"},
        ]});
        let found = ann.post(YIELD, dated).await.expect(200);
        assert!((found["rate"].as_f64().expect("a rate") - 0.373362535).abs() < 5e-9, "{found}");
        assert_eq!((&found["method"], &found["sign_changes"], &found["complete"]), (&json!("xirr"), &json!(1), &json!(true)));
        let flows = |amounts: &[i64]| amounts.iter().map(|amount| json!({ "amount": amount })).collect::<Vec<_>>();
        let plain = json!({"flows": flows(&[-70_000, 12_000, 15_000, 18_000, 21_000, 26_000])});
        let found = ann.post(YIELD, plain).await.expect(200);
        assert!((found["rate"].as_f64().expect("a rate") - 0.08663).abs() < 1e-5, "{found}");
        assert_eq!((&found["method"], &found["rate"]), (&json!("irr"), &found["rate_a_year"]));
        let pump = flows(&[-1600, 10_000, -10_000]);
        let found = ann.post(YIELD, json!({ "flows": pump })).await.expect(200);
        close(&found["rate"], 0.25);
        close(&found["all_rates"][1], 4.0);
        close(&ann.post(YIELD, json!({ "flows": pump, "guess": 3 })).await.expect(200)["rate"], 4.0);
        // 1 % a month is 1.01^12 − 1 a year.
        let month = ann.post(YIELD, json!({"flows": flows(&[-100, 101]), "periods_a_year": 12})).await.expect(200);
        close(&month["rate"], 0.01);
        close(&month["rate_a_year"], 0.126_825_030_131_969_7);
        // 1 − 2x + 2x² has no zero: no rate makes it worth nothing.
        let none = ann.post(YIELD, json!({"flows": flows(&[100, -200, 200])})).await.expect(200);
        assert_eq!((&none["rate"], &none["all_rates"]), (&Value::Null, &json!([])));
    }

    async fn flows_without_a_rate_are_named(house) {
        let ann = manager(house, "ann").await;
        let one = json!({"amount": -1});
        for (body, field, says) in [
            (json!({"flows": [one, one]}), "flows", "above 0"),
            (json!({"flows": [one]}), "flows", "2 to 1201 flows"),
            (json!({"flows": vec![one.clone(); 1202]}), "flows", "2 to 1201 flows"),
            (json!({"flows": [one, {"amount": 1, "date": "2027-01-01"}]}), "flows", "or none"),
            (json!({"flows": [one, {"amount": "x"}]}), "flows.1.amount", "amount"),
            (json!({"flows": [one, {"amount": 1}], "guess": -1}), "guess", "at least"),
            (json!({"flows": [one, {"amount": 1}], "periods_a_year": 0}), "periods_a_year", "at least"),
        ] {
            refused(&ann, YIELD, body, field, says).await;
        }
        // The worst that is let in comes back, and soon.
        let wild: Vec<_> = (0..1201).map(|k| json!({"amount": if k % 2 == 0 { -1000 - k } else { 1000 + 3 * k }})).collect();
        let found = ann.post(YIELD, json!({ "flows": wild })).await.expect(200);
        assert_eq!((&found["complete"], &found["sign_changes"]), (&json!(false), &json!(1200)));
    }

    // Counted by hand: of four current loans three stay and one falls into 1–30; one of two cures, one falls on.
    async fn loans_roll_as_counted_by_hand(house) {
        let ann = manager(house, "ann").await;
        let loans = |days: &[i64], balance: i64| days.iter().enumerate().filter(|(_, days)| **days >= 0)
            .map(|(at, days)| json!({"loan_id": format!("L{at}"), "balance": balance, "days_past_due": days})).collect::<Vec<_>>();
        let before = json!({"day": "2027-01-31", "loans": loans(&[0, 0, 0, 0, 10, 20, 40, 70, 100], 100)});
        let after = json!({"day": "2027-02-28", "loans": loans(&[0, 0, 0, 25, 0, 50, 70, 100, -1, 0], 90)});
        let body = json!({"limits": [0, 30, 60, 90], "before": before, "after": after});
        let found = ann.post(ARREARS, body.clone()).await.expect(200);
        let cells = found["roll"]["cells"].as_array().expect("cells");
        let told: Vec<_> = cells.iter().map(|cell| (cell["from"].as_str(), cell["to"].as_str(), cell["loans"].as_u64(), cell["rate"].as_f64())).collect();
        assert_eq!(told[..4], [
            (Some("0"), Some("0"), Some(3), Some(0.75)), (Some("0"), Some("1–30"), Some(1), Some(0.25)),
            (Some("1–30"), Some("0"), Some(1), Some(0.5)), (Some("1–30"), Some("31–60"), Some(1), Some(0.5)),
        ]);
        assert_eq!(told.last(), Some(&(Some("91+"), None, Some(1), Some(1.0))));
        assert_eq!(cells[1]["loan_ids"], json!(["L3"]));
        assert_eq!((&found["roll"]["joined"], &found["roll"]["left"]), (&json!(1), &json!(1)));
        let flows = &found["roll"]["flows"];
        assert_eq!((&flows[0]["net_flow"], &flows[1]["net_flow"], &flows[1]["cured"]), (&Value::Null, &json!(0.225), &json!(0.5)));
        close(&flows[0]["flow_to_last"], 0.225 * 0.45 * 0.81);
        assert_eq!((&found["before"]["loans"], &found["before"]["balance"], &found["after"]["loans"]), (&json!(9), &json!(900.0), &json!(9)));
        close(&found["before"]["past_due"], 5.0 / 9.0);
        let file = ann.post(&format!("{ARREARS}?format=csv"), body).await.text();
        assert!(file.contains("From,To,Loans,Balance,Roll rate,Roll rate by balance\n0,0,3,300.00,0.75,0.75\n"), "{file}");
        assert!(file.ends_with("91+,left,1,100.00,1,1\n"), "{file}");
    }

    async fn one_day_alone_is_sorted_into_buckets(house) {
        let ann = manager(house, "ann").await;
        let loans = json!([
            {"loan_id": "A", "balance": "100.50"}, {"loan_id": "B", "balance": 50, "oldest_due": "2027-01-01"},
            {"loan_id": "C", "balance": 50, "oldest_due": "2027-03-01"}, {"loan_id": "D", "balance": 0, "days_past_due": 181},
        ]);
        let found = ann.post(ARREARS, json!({"before": {"day": "2027-01-31", "loans": loans}})).await.expect(200);
        assert_eq!((&found["after"], &found["roll"]), (&Value::Null, &Value::Null));
        let told: Vec<_> = found["before"]["buckets"].as_array().expect("buckets").iter()
            .map(|one| (one["bucket"].as_str().expect("a name"), one["loan_ids"].clone())).collect();
        assert_eq!(told[0], ("0", json!(["A", "C"])));
        assert_eq!(told[1], ("1–30", json!(["B"])));
        assert_eq!(told[5], ("181+", json!(["D"])));
        let file = ann.post(&format!("{ARREARS}?format=csv"), json!({"before": {"day": "2027-01-31", "loans": loans}})).await.text();
        assert!(file.contains("Days past due,Loans,Balance,") && file.contains("\n1–30,1,50.00,0.25,"), "{file}");
        for (body, field, says) in [
            (json!({"before": {"loans": []}}), "before.loans", "1 to 10000 loans"),
            (json!({"before": {"loans": [{"loan_id": "A", "balance": 1}, {"loan_id": "A", "balance": 1}]}}), "before.loans.1.loan_id", "twice"),
            (json!({"before": {"loans": [{"loan_id": "A", "balance": 1, "oldest_due": "2027-01-01"}]}}), "before.loans.0.oldest_due", "day of its snapshot"),
            (json!({"before": {"day": "2027-01-31", "loans": [{"loan_id": "A", "balance": 1, "days_past_due": 1, "oldest_due": "2027-01-01"}]}}), "before.loans.0.oldest_due", "either"),
            (json!({"before": {"loans": [{"loan_id": "A", "balance": -1}]}}), "before.loans[0].balance", "at least"),
            (json!({"limits": [30, 0], "before": {"loans": [{"loan_id": "A", "balance": 1}]}}), "limits", "ascending"),
            (json!({"limits": [], "before": {"loans": [{"loan_id": "A", "balance": 1}]}}), "limits", "ascending"),
            (json!({"limits": [i32::MAX], "before": {"loans": [{"loan_id": "A", "balance": 1}]}}), "limits", "36500"),
        ] {
            refused(&ann, ARREARS, body, field.replace("[0]", ".0").as_str(), says).await;
        }
    }
}
