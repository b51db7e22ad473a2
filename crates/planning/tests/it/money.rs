//! Money on the wire: exact, or refused.
use kernel::testing::{Client, House, On};
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::json;

use crate::people::{MODULES, fault, raw, saver, traces};

const BUDGETS: &str = "/api/v1/financial/budgets";

kernel::stories! { MODULES;
    async fn amounts_are_numbers_with_two_to_four_decimals(house) {
        let ann = saver(house, "ann").await;
        for (given, kept) in [
            ("500", "500.00"),
            ("500.0", "500.00"),
            ("5e2", "500.00"),
            ("0.1", "0.10"),
            ("0.125", "0.125"),
            ("1234.5678", "1234.5678"),
            ("\"50\"", "50.00"),
            ("\"0.10\"", "0.10"),
            ("\"0.1000000\"", "0.10"),
            ("\"922337203685477.5807\"", "922337203685477.5807"),
            ("922337203685477", "922337203685477.00"),
            ("0", "0.00"),
        ] {
            let made = post(&ann, given).await;
            assert_eq!((made.status, raw(&made, "limit").as_str()), (201, kept), "{given}: {}", made.text());
            let read = ann.get(made.header("location")).await;
            assert_eq!(raw(&read, "limit"), kept, "{given}");
        }
        let listed = ann.get(&format!("{BUDGETS}?skip=5&limit=1")).await.text();
        assert!(listed.contains("\"limit\":1234.5678,"), "{listed}");
    }

    async fn what_is_no_exact_amount_is_refused(house) {
        let ann = saver(house, "ann").await;
        let before = traces(house).await;
        for (given, why) in [
            ("0.12345", "at most 4 decimals"),
            ("\"0.12345\"", "at most 4 decimals"),
            ("0.30000000000000004", "at most 4 decimals"),
            ("1e-5", "at most 4 decimals"),
            ("\"NaN\"", "not an amount"),
            ("\"Infinity\"", "not an amount"),
            ("\"1e3\"", "not an amount"),
            ("\"1,50\"", "not an amount"),
            ("\"1 000\"", "not an amount"),
            ("\"0x10\"", "not an amount"),
            ("\"\"", "not an amount"),
            ("922337203685478", "too large"),
            ("\"922337203685477.5808\"", "too large"),
            ("\"99999999999999999999999999\"", "too large"),
            ("99999999999999999999", "too large"),
            ("1e300", "too large"),
            ("500000000000.00001", "at most 4 decimals"),
            ("-1", "at least 0.00"),
            ("\"-0.0001\"", "at least 0.00"),
            ("true", "a number or a numeric string"),
            ("null", "a number or a numeric string"),
            ("[1]", "a number or a numeric string"),
            ("{\"amount\": 1}", "a number or a numeric string"),
        ] {
            let (loc, msg) = fault(&post(&ann, given).await);
            assert_eq!(loc, json!(["body", "limit"]), "{given}");
            assert!(msg.contains(why), "{given}: {msg}");
        }
        for literal in ["NaN", "Infinity", "1e999", ".5", "1.", "+1", "007"] {
            assert_eq!(fault(&post(&ann, literal).await).0[0], "body", "{literal}");
        }
        assert_eq!(traces(house).await, before);
    }
}

async fn post(client: &Client<'_>, limit: &str) -> kernel::testing::Reply {
    let body = format!(r#"{{"category": "Rent", "month": "2026-11", "limit": {limit}}}"#);
    let json = client.header("content-type", "application/json");
    json.send("POST".parse().expect("a method"), BUDGETS, body).await
}

/// The amount of a plain decimal text in units of 10⁻⁴; `None` where it has more decimals than that.
fn units(text: &str) -> Option<i128> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let decimals = decimals.trim_end_matches('0');
    let number = format!("{whole}{decimals:0<4}").parse::<i128>().ok()?;
    (decimals.len() <= 4).then_some(sign * number)
}

/// Amounts as JSON: texts of any precision, and numbers as a client writes them.
fn amounts() -> impl Strategy<Value = (String, bool)> {
    prop_oneof![
        "-?[0-9]{1,17}(\\.[0-9]{1,7})?".prop_map(|text| (text, true)),
        "[0-9]{1,15}\\.[0-9]{1,4}".prop_map(|text| (text, true)),
        "-?(0|[1-9][0-9]{0,16})".prop_map(|text| (text, false)),
        "(0|[1-9][0-9]{0,12})\\.[0-9]{1,4}".prop_map(|text| (text, false)),
        "(0|[1-9][0-9]{0,12})\\.[0-9]{5,7}".prop_map(|text| (text, false)),
    ]
}

/// Whatever is accepted comes back as it was sent, digit for digit; whatever is refused could not be kept.
fn any_amount_comes_back_exactly_or_is_refused(on: On) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let house = runtime.block_on(House::new(on, MODULES));
    let ann = runtime.block_on(saver(&house, "ann"));
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 150, failure_persistence: None, ..Default::default() });
    let outcome = runner.run(&amounts(), |(text, quoted)| {
        let given = if quoted { format!("\"{text}\"") } else { text.clone() };
        let made = runtime.block_on(post(&ann, &given));
        let expected = units(&text).filter(|n| (0..=i128::from(i64::MAX)).contains(n));
        let Some(expected) = expected else {
            prop_assert_eq!(made.status, 422, "{}", given);
            return Ok(());
        };
        prop_assert_eq!(made.status, 201, "{}: {}", given, made.text());
        let read = runtime.block_on(ann.get(made.header("location")));
        for shown in [raw(&made, "limit"), raw(&read, "limit")] {
            prop_assert_eq!(units(&shown), Some(expected), "{} became {}", given, shown);
            let decimals = shown.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            prop_assert!((2..=4).contains(&decimals), "{}", shown);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
}

#[test]
fn any_amount_comes_back_exactly_on_sqlite() {
    any_amount_comes_back_exactly_or_is_refused(On::Sqlite);
}

#[test]
fn any_amount_comes_back_exactly_on_postgres() {
    any_amount_comes_back_exactly_or_is_refused(On::Postgres);
}
