//! Default rates: the contract's table, and versions from a day on.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{MODULES, RATES, fault, manager, person, traces};

fn line<'a>(table: &'a Value, rating: &str) -> &'a Value {
    let lines = table["rates"].as_array().expect("lines");
    lines.iter().find(|line| line["credit_rating"] == rating).expect("a line")
}

kernel::stories! { MODULES;
    async fn the_table_of_the_contract_is_there(house) {
        let ann = manager(house, "ann").await;
        let table = ann.get(RATES).await.expect(200);
        assert_eq!(table["as_of"], "2026-03-15");
        let lines = table["rates"].as_array().expect("lines");
        // From risk::rates::TABLE, which is tested against the contract; this only tells that both are one.
        let listed = risk::rates::TABLE.map(|line| {
            json!([line.rating.name(), f64::from(line.pd) / 1e6, f64::from(line.recovery) / 1e4, f64::from(line.weight) / 1e4])
        });
        let shown = lines.iter().map(|line| json!([line["credit_rating"], line["default_probability"], line["recovery_rate"], line["risk_weight"]]));
        assert_eq!(shown.collect::<Vec<_>>(), listed);
        assert_eq!(line(&table, "BBB")["default_probability"], 0.004);
        assert_eq!(ann.get(&format!("{RATES}?as_of=1969-12-31")).await.expect(200)["rates"], json!([]));
        ann.get(&format!("{RATES}?as_of=yesterday")).await.refused(422);
    }

    async fn an_administrator_sets_a_version_from_a_day_on(house) {
        let (ann, root) = (manager(house, "ann").await, person(house, "root", Role::Admin).await);
        let change = |pd: f64| json!({"valid_from": "2027-01-01", "rates": [
            {"credit_rating": "bbb", "default_probability": pd, "recovery_rate": 0.8, "risk_weight": 0.5},
            {"credit_rating": "AAA", "default_probability": 0.0001, "recovery_rate": 0.95, "risk_weight": 0.2},
        ]});
        let before = traces(house).await;
        assert_eq!(ann.put(RATES, change(0.0042)).await.refused(403), "Admin privileges required");
        assert_eq!(traces(house).await, before);
        let first = root.get(&format!("{RATES}?as_of=2027-01-01")).await;
        let table = root.header("if-match", first.header("etag")).put(RATES, change(0.0042)).await.expect(200);
        assert_eq!((line(&table, "BBB")["default_probability"].as_f64(), &line(&table, "BBB")["set_by"]), (Some(0.0042), &json!("root")));
        assert_eq!((&line(&table, "A")["valid_from"], table["rates"].as_array().map(Vec::len)), (&json!("1970-01-01"), Some(15)));
        root.header("if-match", first.header("etag")).put(RATES, change(0.005)).await.refused(412);
        // What was computed as of an earlier day stays as it is.
        let old = ann.get(&format!("{RATES}?as_of=2026-12-31")).await.expect(200);
        assert_eq!((line(&old, "BBB")["default_probability"].as_f64(), old["rates"].as_array().map(Vec::len)), (Some(0.004), Some(14)));
        root.put(RATES, change(0.005)).await.expect(200);
        let history = ann.get(&format!("{RATES}/history?credit_rating=BBB")).await;
        let days = history.expect(200).as_array().expect("lines").iter().map(|line| line["valid_from"].clone()).collect::<Vec<_>>();
        assert_eq!((days, history.header("x-total-count")), (vec![json!("2027-01-01"), json!("1970-01-01")], "2"));
        let logs = root.get("/api/v1/admin/audit-logs?action=UPDATE&limit=1").await.expect(200);
        let change = &logs["logs"][0]["changes"]["BBB"];
        assert_eq!((&change["from"]["default_probability"], &change["to"]["default_probability"]), (&json!(0.0042), &json!(0.005)), "{logs}");
    }

    async fn figures_take_the_rates_of_their_day(house) {
        let root = person(house, "root", Role::SuperAdmin).await;
        let change = json!({"valid_from": "2026-06-01", "rates": [{"credit_rating": "A", "default_probability": 0.002, "recovery_rate": 0.9, "risk_weight": 0.2}]});
        root.put(RATES, change).await.expect(200);
        let day = |text: &str| text.parse().expect("a day");
        let on = |text| credit::rate::commands::on(&house.app, day(text), Default::default());
        let (old, new) = (on("2026-05-31").await.expect("rates"), on("2026-06-01").await.expect("rates"));
        assert_eq!(old, risk::rates::Rates::default());
        assert_ne!(new, old);
        assert!(on("1950-01-01").await.is_err());
    }

    async fn a_line_that_can_not_be_is_refused(house) {
        let root = person(house, "root", Role::SuperAdmin).await;
        let before = traces(house).await;
        let one = |changed: Value| {
            let mut line = json!({"credit_rating": "BBB", "default_probability": 0.004, "recovery_rate": 0.8, "risk_weight": 0.5});
            changed.as_object().expect("fields").iter().for_each(|(key, value)| line[key] = value.clone());
            line
        };
        for (lines, field) in [
            (json!([one(json!({"default_probability": 1.1}))]), "default_probability"),
            (json!([one(json!({"default_probability": 0.000_000_1}))]), "default_probability"),
            (json!([one(json!({"recovery_rate": -0.1}))]), "recovery_rate"),
            (json!([one(json!({"recovery_rate": 0.123_45}))]), "recovery_rate"),
            (json!([one(json!({"risk_weight": 12.6}))]), "risk_weight"),
            (json!([one(json!({"credit_rating": "D"}))]), "default_probability"),
        ] {
            let problem = root.put(RATES, json!({"valid_from": "2027-01-01", "rates": lines})).await.expect(422);
            assert_eq!(fault(&problem).0, json!(["body", "rates", 0, field]), "{problem}");
        }
        let twice = json!({"valid_from": "2027-01-01", "rates": [one(json!({})), one(json!({}))]});
        assert_eq!(fault(&root.put(RATES, twice).await.expect(422)), (json!(["body", "rates", 1, "credit_rating"]), "lists BBB twice".into()));
        root.put(RATES, json!({"valid_from": "2027-01-01", "rates": []})).await.refused(422);
        root.put(RATES, json!({"rates": [one(json!({}))]})).await.refused(422);
        assert_eq!(traces(house).await, before);
    }
}
