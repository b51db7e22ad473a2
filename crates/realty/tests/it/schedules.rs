//! What a home costs, part by part: the parts sum to the price under any change.
use chrono::Duration;
use kernel::{Act, Actor, Change, Money, testing::House};
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder},
    sale::{Sale, again, missed, phase, raw, told, traces},
    site::{development, entered},
};

async fn parts(sale: &Sale<'_>, booking: i64) -> Vec<(String, f64, Value, String)> {
    let seen = sale.customer.get(&format!("/api/bookings/{booking}/payments")).await.expect(200);
    told_parts(&seen["payment_schedule"])
}

fn told_parts(schedule: &Value) -> Vec<(String, f64, Value, String)> {
    let text = |part: &Value, key: &str| part[key].as_str().unwrap_or_default().to_owned();
    let parts = schedule.as_array().expect("parts").iter();
    let told = |part: &Value| {
        (
            text(part, "title"),
            part["amount"].as_f64().expect("an amount"),
            part["due_date"].clone(),
            text(part, "status"),
        )
    };
    parts.map(told).collect()
}

fn part(title: &str, amount: f64, due: Option<&str>, status: &str) -> (String, f64, Value, String) {
    (title.into(), amount, json!(due), status.into())
}

async fn demand(house: &House, project: i64, phase: &str) {
    let mut change = Change::begin(&house.app, Actor::system()).await.expect("a change");
    realty::due::commands::demand(&house.app, &mut change, project, phase).await.expect("asked");
    change.commit(Act::new("complete")).await.expect("a commit");
}

async fn changed(house: &House, booking: i64, amount: &str) -> Result<(), kernel::Error> {
    let mut change = Change::begin(&house.app, Actor::system()).await.expect("a change");
    let amount: Money = amount.parse().expect("an amount");
    realty::due::commands::add_change(&house.app, &mut change, booking, "A bath", amount, 7).await?;
    change.commit(Act::new("accept")).await
}

kernel::stories! { MODULES;
    async fn instalments_wait_for_the_phases_and_are_asked_for_when_they_are_done(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 1, true).await;
        phase(house, sale.project, "Secret", 5, false).await;
        phase(house, sale.project, "Structure", 3, true).await;
        sale.booked(json!({"payment_plan": "installments"})).await;
        assert_eq!(parts(&sale, 1).await, [
            part("Token", 200_000.0, Some("2026-03-15"), "due"),
            part("With the booking", 550_000.0, Some("2026-03-15"), "due"),
            part("On completion of Foundation", 1_500_000.0, None, "waiting"),
            part("On completion of Structure", 4_500_000.0, None, "waiting"),
            part("At the keys", 750_000.0, None, "waiting"),
        ]);
        demand(house, sale.project, " FOUNDATION ").await;
        assert_eq!(parts(&sale, 1).await[2], part("On completion of Foundation", 1_500_000.0, Some("2026-03-29"), "due"));
        assert_eq!(
            told(house, sale.customer_user).await,
            ["FOUNDATION is completed. For A-101 in Green Valley, On completion of Foundation (1500000.00 INR) is due until 2026-03-29."]
        );
        let before = traces(house).await;
        demand(house, sale.project, "Foundation").await;
        demand(house, sale.project, "Roof").await;
        assert_eq!(traces(house).await[..6], before[..6], "asked for once");
        assert_eq!(missed(house).await, 0);
    }

    async fn who_has_paid_ahead_is_not_asked(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 1, true).await;
        sale.booked(json!({"payment_plan": "installments"})).await;
        sale.paid(1, "installment", 7_500_000).await;
        let before = told(house, sale.customer_user).await.len();
        demand(house, sale.project, "Foundation").await;
        assert_eq!(told(house, sale.customer_user).await.len(), before);
        assert!(parts(&sale, 1).await.iter().all(|part| part.3 == "paid"));
    }

    async fn cancelled_bookings_are_not_asked(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 1, true).await;
        sale.booked(json!({"payment_plan": "installments"})).await;
        sale.builder.post("/api/bookings/1/cancel", json!({})).await.expect(200);
        demand(house, sale.project, "Foundation").await;
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE demanded_at IS NOT NULL").await, 0);
    }

    async fn a_builder_asks_for_the_keys_by_hand(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        sale.booked(json!({"payment_plan": "installments"})).await;
        let due = house.number("SELECT id FROM realty_dues WHERE kind = 'handover'").await;
        let path = format!("/api/dues/{due}/demand");
        let before = traces(house).await;
        assert_eq!(cleo.post(&path, json!({})).await.refused(403), "Not authorized");
        assert_eq!(sale.customer.post(&path, json!({})).await.refused(403), "Builder access required");
        assert_eq!(sale.builder.post("/api/dues/99/demand", json!({})).await.refused(404), "Due not found");
        assert_eq!(sale.builder.get(&path).await.refused(409), "This part waits: it was not asked for yet.");
        assert_eq!(traces(house).await, before);
        let schedule = sale.builder.post(&path, json!({})).await.expect(200);
        let keys = told_parts(&schedule).into_iter().find(|part| part.0 == "At the keys").expect("the keys");
        assert_eq!(keys, part("At the keys", 750_000.0, Some("2026-03-29"), "due"));
        let refused = sale.builder.post(&path, json!({})).await.refused(409);
        assert_eq!(refused, "This part has its day already: 2026-03-29.");
    }

    async fn a_builder_writes_the_steps_of_a_development(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        let path = format!("/api/projects/{}/payment-steps", sale.project);
        let steps = json!({"steps": [
            {"title": "Start", "share_basis_points": 3_333, "when": "booking"},
            {"title": "Roof", "share_basis_points": 3_333, "when": {"phase": "Roof"}},
            {"title": "Quarter", "share_basis_points": 1_667, "when": {"days_after": 90}},
            {"title": "Keys", "share_basis_points": 1_667, "when": "handover"},
        ]});
        assert_eq!(house.client().get(&path).await.expect(200)["steps"], json!([]));
        let before = traces(house).await;
        let mut short = steps.clone();
        short["steps"][0]["share_basis_points"] = json!(1);
        let refused = sale.builder.put(&path, short).await.refused(422);
        assert!(refused.contains("make 6668 together: they must make 10000"), "{refused}");
        for (pointer, wrong) in [
            ("/steps/0/share_basis_points", json!(0)), ("/steps/0/title", json!("")), ("/steps/0/when", json!("never")),
            ("/steps/1/when", json!({"phase": ""})), ("/steps/2/when", json!({"days_after": -1})),
        ] {
            let mut body = steps.clone();
            *body.pointer_mut(pointer).expect("a place") = wrong;
            sale.builder.put(&path, body).await.expect(422);
        }
        assert_eq!(cleo.put(&path, steps.clone()).await.refused(403), "Not authorized");
        sale.builder.put("/api/projects/99/payment-steps", steps.clone()).await.expect(404);
        sale.customer.put(&path, steps.clone()).await.expect(403);
        assert_eq!(traces(house).await, before);
        assert_eq!(sale.builder.put(&path, steps.clone()).await.expect(200)["steps"], steps["steps"]);
        assert_eq!(house.client().get(&path).await.expect(200)["steps"], steps["steps"]);
        let asked = format!("/api/units/{}/payment-schedule?token_amount=200000&total_amount=100000.01", sale.unit);
        let reply = house.client().get(&asked).await;
        let seen = reply.expect(200);
        assert_eq!((raw(&reply, "total_amount"), seen["payment_schedule"].as_array().map(Vec::len)), ("100000.01".into(), Some(1)));
        sale.booked(json!({"payment_plan": "installments", "token_amount": null, "total_amount": "100.01"})).await;
        assert_eq!(parts(&sale, 1).await, [
            part("Start", 33.34, Some("2026-03-15"), "due"),
            part("Quarter", 16.67, Some("2026-06-13"), "upcoming"),
            part("Roof", 33.33, None, "waiting"),
            part("Keys", 16.67, None, "waiting"),
        ]);
        assert_eq!(missed(house).await, 0);
        sale.builder.put(&path, json!({"steps": []})).await.expect(200);
        assert_eq!(house.client().get(&path).await.expect(200)["steps"], json!([]));
        assert_eq!(parts(&sale, 1).await.len(), 4, "what is agreed stays");
    }

    async fn what_a_home_would_cost_is_what_it_costs(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 1, true).await;
        for plan in ["full_payment", "installments", "loan"] {
            let path = format!("/api/units/{}/payment-schedule?payment_plan={plan}&token_amount=200000", sale.unit);
            let seen = house.client().get(&path).await.expect(200);
            let first = sale.booked(json!({"payment_plan": plan})).await;
            let written = sale.customer.get(&format!("/api/bookings/{first}/payments")).await.expect(200);
            let short = |list: &Value| {
                let mut all = list.as_array().expect("parts").iter().map(|part| (part["title"].to_string(), part["amount"].to_string())).collect::<Vec<_>>();
                all.sort();
                all
            };
            assert_eq!(short(&seen["payment_schedule"]), short(&written["payment_schedule"]), "{plan}");
            sale.customer.post(&format!("/api/bookings/{first}/cancel"), json!({})).await.expect(200);
        }
        house.client().get("/api/units/99/payment-schedule").await.expect(404);
        house.client().get(&format!("/api/units/{}/payment-schedule?payment_plan=gift", sale.unit)).await.expect(422);
    }

    async fn an_accepted_change_is_a_part_of_its_own(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        changed(house, 1, "12345.67").await.expect("accepted");
        let reply = sale.customer.get("/api/bookings/1").await;
        assert_eq!(raw(&reply, "total_amount"), "7512345.67");
        let parts = parts(&sale, 1).await;
        assert_eq!(parts[1], part("A bath", 12_345.67, Some("2026-03-29"), "due"));
        assert_eq!((parts.len(), missed(house).await), (3, 0));
        changed(house, 1, "-2345.67").await.expect("a credit");
        assert_eq!(raw(&sale.customer.get("/api/bookings/1").await, "total_amount"), "7510000.00");
        changed(house, 1, "0").await.expect("for nothing");
        let before = traces(house).await;
        assert_eq!(changed(house, 1, "99999999999").await.expect_err("too much").status, 409);
        assert_eq!(changed(house, 1, "-7510000").await.expect_err("for nothing").status, 409);
        sale.builder.post("/api/bookings/1/cancel", json!({})).await.expect(200);
        assert_eq!(changed(house, 1, "5").await.expect_err("cancelled").detail, "This booking is cancelled.");
        assert_eq!((traces(house).await[3], missed(house).await), (before[3], 0));
    }

    async fn another_price_keeps_what_is_paid(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"payment_plan": "installments"})).await;
        sale.paid(1, "token", 200_000).await;
        sale.paid(1, "installment", 300_000).await;
        let patch = async |body: Value| sale.builder.patch("/api/bookings/1", body).await;
        let reply = patch(json!({"total_amount": "9000000.01"})).await;
        assert_eq!((reply.status, raw(&reply, "total_amount")), (200, "9000000.01".into()));
        assert_eq!(missed(house).await, 0);
        assert!(told(house, 2).await.last().expect("a word").contains("is 9000000.01 INR now; it was 7500000.00."));
        let before = traces(house).await;
        let refused = patch(json!({"total_amount": 499_999})).await.refused(409);
        assert_eq!(refused, "500000.00 is paid already: the price can't be less than that.");
        let refused = patch(json!({"payment_plan": "loan"})).await.refused(409);
        assert!(refused.starts_with("Something is paid already"), "{refused}");
        patch(json!({"loan_amount": 1e10, "total_amount": 600_000})).await.expect(422);
        assert_eq!(traces(house).await, before);
        patch(json!({"total_amount": 500_000})).await.expect(200);
        assert!(parts(&sale, 1).await.iter().all(|part| part.3 == "paid"));
        patch(json!({"total_amount": 500_001})).await.expect(200);
        assert_eq!(parts(&sale, 1).await.last().expect("a part").0, "Balance");
        assert_eq!(missed(house).await, 0);
    }

    async fn another_plan_makes_the_schedule_anew_while_nothing_is_paid(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        changed(house, 1, "500").await.expect("accepted");
        let patch = async |body: Value| sale.builder.patch("/api/bookings/1", body).await.expect(200);
        patch(json!({"payment_plan": "loan", "loan_amount": 7_000_000})).await;
        let titles = parts(&sale, 1).await.into_iter().map(|part| part.0).collect::<Vec<_>>();
        assert_eq!(titles, ["Token", "A bath", "Your own share", "Loan"]);
        assert_eq!(missed(house).await, 0);
        patch(json!({"payment_plan": "installments", "total_amount": 8_000_000})).await;
        assert_eq!((parts(&sale, 1).await.len(), missed(house).await), (8, 0));
    }

    async fn customers_are_reminded_once_a_step(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"token_amount": null})).await; // 7,500,000 until 14 April
        let round = async |days: i64| {
            house.app.clock.advance(Duration::days(days));
            realty::due::reminder::round(&house.app).await.expect("a round");
            let before = traces(house).await;
            realty::due::reminder::round(&house.app).await.expect("a round");
            assert_eq!(traces(house).await, before, "the second does nothing");
            told(house, sale.customer_user).await
        };
        assert_eq!(round(29).await.len(), 0);
        assert_eq!(round(1).await, ["For A-101 in Green Valley, Payment in full is due today: 7500000.00 is open.".replace("00 is", "00 INR is")]);
        assert_eq!(round(6).await.len(), 1);
        assert!(round(1).await[1].contains("was due on 2026-04-14, 7 days ago: 7500000.00 INR is open."));
        assert_eq!(round(22).await.len(), 2);
        assert!(round(1).await[2].contains("30 days ago"));
        assert_eq!(round(100).await.len(), 3);
    }

    async fn who_has_paid_is_not_reminded_until_it_goes_back(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"token_amount": null})).await;
        let payment = sale.paid(1, "final", 7_500_000).await;
        let before = told(house, sale.customer_user).await.len();
        house.app.clock.advance(Duration::days(40));
        realty::due::reminder::round(&house.app).await.expect("a round");
        assert_eq!(told(house, sale.customer_user).await.len(), before);
        let ann = again(house, "ann").await;
        ann.patch(&format!("/api/payments/{payment}"), json!({"payment_status": "refunded"})).await.expect(200);
        realty::due::reminder::round(&house.app).await.expect("a round");
        let told = told(house, sale.customer_user).await;
        assert_eq!(told.len(), before + 2);
        assert!(told[before + 1].contains("10 days ago"), "{told:?}");
    }

    async fn other_developments_keep_their_own_steps(house) {
        let sale = Sale::new(house).await;
        let other = entered(&sale.builder, development("Hill", "Pune")).await;
        let steps = json!({"steps": [{"title": "All", "share_basis_points": 10_000, "when": "booking"}]});
        sale.builder.put(&format!("/api/projects/{other}/payment-steps"), steps).await.expect(200);
        let seen = house.client().get(&format!("/api/projects/{}/payment-steps", sale.project)).await.expect(200);
        assert_eq!(seen, json!({"project_id": sale.project, "steps": []}));
        house.client().get("/api/projects/99/payment-steps").await.expect(404);
    }
}
