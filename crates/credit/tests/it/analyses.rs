//! The analyses of a portfolio as it stands, against figures that were worked out by hand.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::people::{MODULES, fault, lent, manager, opened};

/// All pages, with what they need.
pub const PAGES: [&str; 17] = [
    "summary",
    "mix",
    "default-probability",
    "concentration",
    "covenant-compliance",
    "rating-migration",
    "maturity",
    "borrowers",
    "cash-flow",
    "stress",
    "health",
    "watch-list",
    "geography",
    "what-if/rate?points=100",
    "what-if/default?rating=BB&share=50",
    "what-if/borrower?name=B%20Oy&exposure=50",
    "what-if/scenario?shift=200&defaults=5&recovery=80",
];

/// Four loans of three borrowers; today is 2026-03-15.
pub async fn book(ann: &Client<'_>) -> String {
    let book = opened(ann, "Book").await;
    for (id, rest) in [
        (
            "L1",
            json!({"borrower": "A plc", "amount": 1_000_000, "rate": 4, "credit_rating": "A", "sector": "Energy", "country": "Spain", "maturity_date": "2027-03-15", "debt_to_equity": 3.6, "interest_coverage": 2, "leverage_ratio": 5}),
        ),
        (
            "L2",
            json!({"borrower": "B Oy", "amount": 2_000_000, "rate": 6, "credit_rating": "BB", "sector": "Energy", "status": "Watch List", "maturity_date": "2026-06-15", "debt_to_equity": 3.5, "interest_coverage": 2.5, "leverage_ratio": 4}),
        ),
        (
            "L3",
            json!({"borrower": "C SA", "amount": 500_000, "rate": 12, "credit_rating": "CCC", "sector": "Retail", "country": "Spain", "status": "Defaulted", "maturity_date": "2030-03-15"}),
        ),
        (
            "L4",
            json!({"borrower": "A plc", "amount": 500_000, "rate": 2, "credit_rating": "AA", "sector": "Retail", "country": "France", "maturity_date": "2026-03-15", "debt_to_equity": 1, "interest_coverage": 9, "leverage_ratio": 1}),
        ),
    ] {
        lent(ann, &book, id, rest).await;
    }
    book
}

/// The path of a page of analyses.
pub fn page(book: &str, page: &str) -> String {
    format!("{book}/analytics/{page}")
}

async fn shown(ann: &Client<'_>, book: &str, name: &str) -> Value {
    ann.get(&page(book, name)).await.expect(200)
}

fn near(found: &Value, wanted: f64) {
    let found = found.as_f64().expect("a number");
    assert!((found - wanted).abs() < 1e-9 * wanted.abs().max(1.0), "{found} is not {wanted}");
}

fn keys(groups: &Value) -> Vec<(&str, u64)> {
    let group = |group: &'_ Value| (group["key"].clone(), group["loans"].as_u64().expect("a count"));
    let groups = groups.as_array().expect("groups");
    groups.iter().map(|one| (one["key"].as_str().unwrap_or("-"), group(one).1)).collect()
}

kernel::stories! { MODULES;
    async fn the_five_of_the_contract_agree_with_exact_fractions(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let summary = shown(&ann, &book, "summary").await;
        assert_eq!((&summary["total_loans"], &summary["total_exposure"]), (&json!(4), &json!(4_000_000.0)));
        // (1·4 + 2·6 + 0.5·12 + 0.5·2) / 4 = 23/4
        assert_eq!(summary["average_rate"], 5.75);
        // (1·5 + 2·11 + 0.5·17 + 0.5·2) / 4 = 9.125: BBB-
        assert_eq!(summary["average_rating"], "BBB-");
        // (1·365 + 2·92 + 0.5·1,461 + 0.5·0) / 4 = 319.875 days
        near(&summary["weighted_average_maturity_months"], 319.875 / 365.25 * 12.0);
        for (key, count) in [("performing", 2), ("watch_list", 1), ("non_performing", 0), ("defaulted", 1)] {
            assert_eq!(summary[format!("{key}_count")], count, "{key}");
        }
        assert_eq!(summary["sector_breakdown"], json!({"Energy": 2, "Retail": 2}));
        assert_eq!((&summary["as_of"], &summary["loans"], &summary["revision"]), (&json!("2026-03-15"), &json!(4), &json!(4)));

        let losses = shown(&ann, &book, "default-probability").await;
        // AA takes A's line: 1,500,000·0.001 + 2,000,000·0.018 + 500,000·0.32 = 197,500 of 4,000,000
        assert_eq!(losses["portfolio_pd"], 0.049_375);
        // 150 + 10,800 + 120,000; 300,000 + 2,300,000 + 1,500,000
        assert_eq!((&losses["expected_loss"], &losses["risk_weighted_assets"]), (&json!(130_950.0), &json!(4_100_000.0)));
        let first = &losses["top_risky_loans"][0];
        assert_eq!((&first["loan_id"], &first["borrower"], &first["exposure"]), (&json!("L3"), &json!("C SA"), &json!(500_000.0)));
        assert_eq!((&first["pd"], &first["expected_loss"]), (&json!(0.32), &json!(120_000.0)));
        assert_eq!(losses["filled"], json!([{"rating": "AA", "taken_from": "A"}]));

        let found = shown(&ann, &book, "concentration").await;
        // names 3/8, 4/8, 1/8: 26/64; sectors 3/4, 1/4: 10/16; countries 3/8, none 4/8, 1/8: 26/64
        assert_eq!([&found["single_name_hhi"], &found["sector_hhi"], &found["country_hhi"]], [0.406_25, 0.625, 0.406_25]);
        let top = &found["top_exposures"];
        assert_eq!((&top[0]["borrower"], &top[0]["exposure"], &top[0]["share"]), (&json!("B Oy"), &json!(2_000_000.0), &json!(0.5)));
        assert_eq!((&top[0]["light"], &top[0]["excess"]), (&json!("breach"), &json!(1_600_000.0)));

        let covenants = shown(&ann, &book, "covenant-compliance").await;
        let counts = ["total", "debt_to_equity", "interest_coverage", "leverage"].map(|one| covenants[format!("{one}_breaches")].clone());
        assert_eq!(counts, [3, 1, 1, 1]);
        let worst = &covenants["breached_loans"];
        assert_eq!((worst.as_array().map(Vec::len), &worst[0]["loan_id"], &worst[0]["leverage_ratio"]), (Some(1), &json!("L1"), &json!(5.0)));
        let stricter = shown(&ann, &book, "covenant-compliance?max_debt_to_equity=0.5&min_interest_coverage=9.5&max_leverage=0.99").await;
        assert_eq!((&stricter["total_breaches"], &stricter["loans_by_breaches"]), (&json!(9), &json!([1, 0, 0, 3])));
    }

    async fn the_other_pages_agree_with_figures_by_hand(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let maturity = shown(&ann, &book, "maturity").await;
        assert_eq!(keys(&maturity["quarters"]), [("2026-Q1", 1), ("2026-Q2", 1), ("2027-Q1", 1), ("2030-Q1", 1)]);
        assert_eq!((&maturity["six_months"]["exposure"], &maturity["refinancing_risk"]), (&json!(2_500_000.0), &json!("high")));
        assert_eq!((&maturity["twelve_months"]["loans"], &maturity["wall"]), (&json!(3), &json!("2026-Q2")));

        let mix = shown(&ann, &book, "mix").await;
        assert_eq!(keys(&mix["ratings"]), [("AA", 1), ("A", 1), ("BB", 1), ("CCC", 1)]);
        assert_eq!(mix["sectors"][0]["statuses"][1]["exposure"], 2_000_000.0);

        let borrowers = shown(&ann, &book, "borrowers?sort=name&limit=2&skip=1").await;
        assert_eq!(keys(&borrowers["borrowers"]), [("B Oy", 1), ("C SA", 1)]);
        assert_eq!((&borrowers["found"], &borrowers["skip"]), (&json!(3), &json!(1)));
        assert_eq!(keys(&shown(&ann, &book, "borrowers?name=PLC").await["borrowers"]), [("A plc", 2)]);

        let flow = shown(&ann, &book, "cash-flow?months=4").await;
        // 230,000 / 12 of interest a month; L4 on day 0, L2 on day 92: in the fourth month [90, 120].
        assert_eq!(flow["months"][0]["interest"], 19_166.666_7);
        assert_eq!((&flow["months"][0]["principal"], &flow["months"][3]["principal"]), (&json!(500_000.0), &json!(2_000_000.0)));
        assert_eq!((&flow["peak_month"], &flow["total_principal"]), (&json!(4), &json!(2_500_000.0)));

        let stress = shown(&ann, &book, "stress").await;
        let combined = &stress["scenarios"][10];
        // 4,000,000 · 5 % · 20 % lost; 5.75 % + 2 %
        assert_eq!((&combined["loss"], &combined["rate_after"]), (&json!(40_000.0), &json!(7.75)));
        assert_eq!((stress["scenarios"].as_array().map(Vec::len), stress["downgrades"].as_array().map(Vec::len)), (Some(11), Some(3)));

        let health = shown(&ann, &book, "health").await;
        // 30 %·37.5 + 30 %·(100·1 + 60·2 + 5·0.5 + 100·0.5)/4 + 25 %·60 + 15 %·(100 − 50·3.5/4)
        near(&health["score"], 11.25 + 20.437_5 + 15.0 + 8.437_5);
        assert_eq!(health["verdict"], "monitor");

        let watch = shown(&ann, &book, "watch-list").await;
        assert_eq!((&watch["whole"]["exposure"], &watch["whole"]["share"]), (&json!(2_000_000.0), &json!(0.5)));
        assert_eq!((&watch["top"][0]["loan_id"], &watch["top"][0]["days_to_maturity"]), (&json!("L2"), &json!(92)));
        assert_eq!(shown(&ann, &book, "watch-list?watched=defaulted,watch_list").await["whole"]["loans"], 2);

        let geography = shown(&ann, &book, "geography").await;
        assert_eq!(keys(&geography["countries"]), [("-", 1), ("Spain", 2), ("France", 1)]);
    }

    async fn what_would_be_is_shown_before_and_after(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let rate = shown(&ann, &book, "what-if/rate?points=-50").await;
        assert_eq!((&rate["before"]["weighted_rate"], &rate["after"]["weighted_rate"]), (&json!(5.75), &json!(5.25)));
        assert_eq!(rate["interest_change"], -20_000.0);
        let default = shown(&ann, &book, "what-if/default?rating=bb&recovery=70").await;
        assert_eq!((&default["defaults"], &default["defaulted"], &default["loss"]), (&json!(1), &json!(2_000_000.0), &json!(600_000.0)));
        assert_eq!((&default["loans"], &default["filter"]), (&json!(4), &json!({"rating": "BB"})));
        let gone = shown(&ann, &book, "what-if/borrower?name=B%20Oy&exposure=-100").await;
        assert_eq!((&gone["after"]["exposure"], &gone["share_after"]), (&json!(2_000_000.0), &json!(0.0)));
        let own = shown(&ann, &book, "what-if/scenario?defaults=10&recovery=25").await;
        assert_eq!((&own["loss"], &own["value_after"]), (&json!(300_000.0), &json!(3_700_000.0)));
        for (wrong, field) in [
            ("what-if/rate", "points"), ("what-if/rate?points=x", "points"), ("what-if/default?rating=E", "rating"), ("what-if/default", "rating"), ("what-if/default?rating=A,BB", "rating"),
            ("what-if/default?rating=B&share=101", "share"), ("what-if/borrower", "name"), ("what-if/scenario?recovery=-1", "recovery"),
            ("cash-flow?months=0", "months"), ("concentration?max_share=101", "max_share"), ("summary?top=0", "top"),
            ("summary?as_of=soon", "as_of"), ("summary?format=pdf", "format"), ("health?min_breaches=4", "min_breaches"),
            ("geography?ids=1,x", "ids"), ("covenant-compliance?max_leverage=-1", "max_leverage"),
        ] {
            let problem = ann.get(&page(&book, wrong)).await.expect(422);
            assert!(problem.to_string().contains(field), "{wrong}: {problem}");
            assert!(!fault(&problem).1.is_empty());
        }
    }

    async fn a_day_may_be_named(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        let later = shown(&ann, &book, "maturity?as_of=2026-06-16").await;
        assert_eq!((&later["as_of"], &later["matured"]["loans"], &later["matured"]["exposure"]), (&json!("2026-06-16"), &json!(2), &json!(2_500_000.0)));
        let before = shown(&ann, &book, "maturity?as_of=2020-01-01").await;
        assert_eq!((&before["matured"]["loans"], &before["twelve_months"]["loans"]), (&json!(0), &json!(0)));
        assert_eq!(shown(&ann, &book, "cash-flow?months=1&as_of=2026-06-01").await["months"][0]["principal"], 2_000_000.0);
    }

    async fn the_latest_moves_of_ratings_are_shown(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        for (id, steps) in [
            ("L1", &["A", "BB"][..]), ("L2", &["BB", "BBB"]), ("L3", &["B", "NR"]), ("L4", &["AAA"]),
            ("L5", &["BBB", "A", "A"]), ("L6", &["A", "D"]), ("L7", &["A", "BB"]), ("L8", &["A", "A-"]),
        ] {
            let loan = lent(&ann, &book, id, json!({"amount": 100})).await;
            for (month, rating) in steps.iter().enumerate() {
                let body = json!({"snapshot_date": format!("2026-0{}-01", month + 1), "credit_rating": rating});
                ann.post(&format!("{loan}/ratings"), body).await.expect(201);
            }
        }
        let found = shown(&ann, &book, "rating-migration").await;
        // Of A: BB twice, D, A and A- once each.
        assert_eq!(found["transition_matrix"]["A"], json!({"A": 0.2, "A-": 0.2, "BB": 0.4, "D": 0.2}));
        assert_eq!(found["transition_matrix"]["B"], json!({"NR": 1.0}));
        let counts = ["upgrades", "downgrades", "fallen_angels", "rising_stars", "defaults", "withdrawn", "unchanged", "compared", "single"];
        assert_eq!(counts.map(|one| found[one].as_u64().expect("a count")), [1, 4, 3, 1, 1, 1, 1, 7, 1]);
        for one in found["moves"].as_array().expect("moves").iter().chain(found["cells"].as_array().expect("cells")) {
            let list = ann.get(&listing(&book, &one["filter"])).await.expect(200);
            assert_eq!(list["total"], one["loans"], "{one}");
        }
        let some = shown(&ann, &book, "rating-migration?search=L7&moved=downgrade").await;
        assert_eq!((&some["downgrades"], &some["compared"], &some["loans"]), (&json!(1), &json!(1), &json!(1)));
        // On that day nobody had two ratings but L5, whose second was not yet there.
        assert_eq!(shown(&ann, &book, "rating-migration?as_of=2026-01-31").await["compared"], 0);
        // A rating that goes, and one that comes, show at once.
        ann.delete(&format!("{book}/loans/1/ratings/2026-02-01")).await.expect(204);
        ann.post(&format!("{book}/loans/4/ratings"), json!({"snapshot_date": "2026-03-01", "credit_rating": "AA"})).await.expect(201);
        let now = shown(&ann, &book, "rating-migration").await;
        assert_eq!((&now["fallen_angels"], &now["downgrades"], &now["single"]), (&json!(2), &json!(4), &json!(1)));
    }

    async fn every_group_lists_the_loans_that_make_it(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        lent(&ann, &book, "L5", json!({"borrower": "D|E \\ Co", "amount": "0.5", "sector": "Oil | Gas", "country": "A|B", "leverage_ratio": 4.01})).await;
        lent(&ann, &book, "L6", json!({"borrower": "a PLC", "amount": 77.77, "credit_rating": "D", "status": "Non-Performing", "interest_coverage": 0.1})).await;
        let mut opened = 0;
        for base in ["", "sector=Energy", "search=l&max_amount=1000000", "credit_rating=A,BB,CCC&country=Spain", "min_breaches=1"] {
            for name in PAGES {
                let joint = if name.contains('?') { '&' } else { '?' };
                let path = page(&book, &format!("{name}{joint}{base}&watched=watch_list,defaulted"));
                let answer = ann.get(&path).await.expect(200);
                let mut groups = vec![];
                collect(&answer, &mut groups);
                for group in groups {
                    let list = ann.get(&listing(&book, &group["filter"])).await.expect(200);
                    let sum = list["loans"].as_array().expect("loans").iter().map(|loan| units(&loan["amount"])).sum::<i64>();
                    let (count, exposure) = match group.get("loans_due") {
                        Some(due) => (due.as_u64(), &group["principal"]),
                        None => (group.get("loans").map_or(Some(1), Value::as_u64), &group["exposure"]),
                    };
                    assert_eq!(list["total"].as_u64(), count, "{path}: {group}");
                    assert_eq!(sum, units(exposure), "{path}: {group}");
                    opened += 1;
                }
            }
        }
        assert!(opened > 500, "{opened}");
    }

    async fn a_page_comes_as_a_file(house) {
        let ann = manager(house, "ann").await;
        let book = book(&ann).await;
        for name in PAGES {
            let joint = if name.contains('?') { '&' } else { '?' };
            let csv = ann.get(&page(&book, &format!("{name}{joint}format=csv"))).await;
            assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"), "{name}");
            let text = csv.text();
            let widths = text.lines().map(|line| line.split(',').count()).collect::<Vec<_>>();
            assert!(widths.iter().all(|width| *width == widths[0] && *width > 2), "{name}: {text}");
            assert!(widths.len() > 1 || name == "rating-migration", "{name}");
            let xlsx = ann.get(&page(&book, &format!("{name}{joint}format=xlsx"))).await;
            assert!(xlsx.status == 200 && xlsx.body.starts_with(b"PK"), "{name}");
        }
        let text = ann.get(&page(&book, "maturity?format=csv")).await.text();
        let line = text.lines().nth(2).expect("a line");
        assert_eq!(line, "2026-Q2,1,2000000.00,0.5,6,0.625");
        let all = ann.get(&page(&book, "borrowers?format=csv&limit=1&skip=2")).await.text();
        assert_eq!(all.lines().count(), 4, "a file holds all of them");
    }

    async fn an_empty_portfolio_has_no_figures_and_no_faults(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Empty").await;
        for name in PAGES {
            let answer = shown(&ann, &book, name).await;
            assert_eq!((&answer["exposure"], &answer["revision"]), (&json!(0.0), &json!(0)), "{name}");
        }
        let summary = shown(&ann, &book, "summary").await;
        assert_eq!((&summary["average_rate"], &summary["average_rating"]), (&Value::Null, &Value::Null));
    }

    async fn pages_are_for_those_who_may_see_the_portfolio(house) {
        let (ann, ben) = (manager(house, "ann").await, manager(house, "ben").await);
        let book = book(&ann).await;
        for name in PAGES {
            house.client().get(&page(&book, name)).await.refused(401);
            assert_eq!(ben.get(&page(&book, name)).await.refused(403), "Not authorized to access this portfolio");
            assert_eq!(ann.get(&page("/api/v1/portfolios/99", name)).await.refused(404), "Portfolio not found");
        }
        let boss = crate::people::person(house, "boss", kernel::Role::Admin).await;
        assert_eq!(shown(&boss, &book, "summary").await["total_loans"], 4);
    }
}

/// The list of loans that a filter of an answer leads to.
fn listing(book: &str, filter: &Value) -> String {
    let encoded = |text: &str| {
        text.bytes()
            .map(|byte| {
                if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") }
            })
            .collect::<String>()
    };
    let filter = filter.as_object().expect("a filter");
    let all = filter.iter().map(|(key, value)| format!("{key}={}", encoded(value.as_str().expect("a text"))));
    format!("{book}/loans?limit=500&{}", all.collect::<Vec<_>>().join("&"))
}

/// Everything in an answer that has loans, an exposure and a filter.
fn collect<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            let sums = fields.contains_key("loans_due")
                || (fields.contains_key("exposure") && !fields.contains_key("definition"));
            if fields.contains_key("filter") && sums {
                into.push(value);
            }
            fields.values().for_each(|field| collect(field, into));
        }
        Value::Array(all) => all.iter().for_each(|one| collect(one, into)),
        _ => {}
    }
}

fn units(amount: &Value) -> i64 {
    let text = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
    text.parse::<kernel::Money>().expect("an amount").units()
}

#[test]
fn no_parameter_stands_twice_in_the_document() {
    let (_, api) = kernel::server::describe(MODULES);
    let api = serde_json::to_value(&api).expect("a document");
    let mut seen = 0;
    for (path, verbs) in api["paths"].as_object().expect("paths") {
        for operation in verbs.as_object().into_iter().flat_map(|verbs| verbs.values()) {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut names =
                parameters.map(|one| format!("{} {}", one["in"], one["name"])).collect::<Vec<_>>();
            let all = names.len();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), all, "{path}");
            seen += usize::from(path.starts_with("/api/v1/portfolios/{id}/analytics/"));
        }
    }
    assert!(seen >= PAGES.len(), "{seen}");
}
