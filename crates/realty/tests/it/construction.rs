//! How a development grows: its phases, what is demanded when one is completed, and its news.
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, builder, customer},
    sale::{Sale, missed, told},
    site::{development, entered, events, home, run},
};

fn phase(name: &str) -> Value {
    json!({"phase_name": name})
}

kernel::stories! { MODULES;
    async fn a_builder_adds_phases_and_everybody_reads_them(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/projects/{}/progress", sale.project);
        let body = json!({
            "phase_name": "Foundation", "start_date": "2026-01-15", "expected_end_date": "2026-04-30",
            "progress_percentage": 40, "milestone_images": ["https://example.com/1.jpg"], "unknown": 1,
        });
        let reply = sale.builder.post(&path, body).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/progress/1");
        assert_eq!((&made["status"], &made["progress_percentage"]), (&json!("in_progress"), &json!(40.0)));
        assert_eq!((&made["customer_visible"], &made["weight"]), (&json!(true), &json!(10)));
        assert_eq!((&made["actual_end_date"], &made["project_id"]), (&Value::Null, &json!(sale.project)));
        sale.builder.post(&path, phase("No day yet")).await.expect(201);
        sale.builder.post(&path, json!({"phase_name": "Clearing", "start_date": "2025-12-01"})).await.expect(201);
        let all = house.client().get(&path).await;
        let names = all.expect(200).as_array().expect("a list").iter().map(|one| one["phase_name"].clone()).collect::<Vec<_>>();
        assert_eq!(names, [json!("Clearing"), json!("Foundation"), json!("No day yet")]);
        assert_eq!(all.header("x-total-count"), "3");
        assert_eq!(house.client().get("/api/projects/99/progress").await.expect(200), json!([]));
        assert_eq!(house.client().get("/api/progress/1").await.expect(200), made);
    }

    async fn hidden_phases_are_their_builders_business(house) {
        let sale = Sale::new(house).await;
        let (max, _) = builder(house, "max").await;
        let path = format!("/api/projects/{}/progress", sale.project);
        sale.builder.post(&path, phase("Foundation")).await.expect(201);
        let hidden = json!({"phase_name": "Permits", "customer_visible": false, "progress_percentage": 80});
        sale.builder.post(&path, hidden).await.expect(201);
        for (client, count) in [(&sale.builder, 2), (&max, 1), (&sale.customer, 1), (&house.client(), 1)] {
            assert_eq!(client.get(&path).await.expect(200).as_array().expect("a list").len(), count);
            let summary = client.get(&format!("{path}/summary")).await.expect(200);
            assert_eq!(summary["overall"], json!(if count == 2 { 40.0 } else { 0.0 }));
        }
        sale.builder.get("/api/progress/2").await.expect(200);
        assert_eq!(max.get("/api/progress/2").await.refused(404), "Construction phase not found");
        assert_eq!(events(house, "realty.phase.created").await.len(), 2, "nobody has booked yet");
    }

    async fn completed_is_a_hundred_percent_and_ends_today(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/projects/{}/progress", sale.project);
        sale.builder.post(&path, phase("Foundation")).await.expect(201);
        let set = async |body: Value| sale.builder.patch("/api/progress/1", body).await;
        let done = set(json!({"status": "completed", "progress_percentage": 3})).await.expect(200);
        assert_eq!((&done["progress_percentage"], &done["actual_end_date"]), (&json!(100.0), &json!("2026-03-15")));
        let before = marks(house).await;
        assert!(set(json!({"status": "in_progress"})).await.refused(422).contains("progress_percentage"));
        assert!(set(json!({"status": "delayed", "progress_percentage": 100})).await.refused(422).contains("status"));
        set(json!({"progress_percentage": 100.5})).await.expect(422);
        set(json!({"progress_percentage": -1})).await.expect(422);
        set(json!({"phase_name": null})).await.expect(422);
        set(json!({"status": "sleeping"})).await.expect(422);
        assert!(set(json!({"start_date": "2026-05-01", "expected_end_date": "2026-04-01"})).await.refused(422).contains("expected_end_date"));
        assert_eq!(set(json!({})).await.expect(200), done);
        assert_eq!(marks(house).await, before);
        let reopened = set(json!({"progress_percentage": 90})).await.expect(200);
        assert_eq!((&reopened["status"], &reopened["actual_end_date"]), (&json!("in_progress"), &Value::Null));
        let full = set(json!({"progress_percentage": 100, "actual_end_date": "2026-03-10"})).await.expect(200);
        assert_eq!((&full["status"], &full["actual_end_date"]), (&json!("completed"), &json!("2026-03-10")));
    }

    async fn only_the_builder_of_a_development_keeps_its_phases(house) {
        let sale = Sale::new(house).await;
        let (max, _) = builder(house, "max").await;
        let path = format!("/api/projects/{}/progress", sale.project);
        sale.builder.post(&path, phase("Foundation")).await.expect(201);
        let before = marks(house).await;
        assert_eq!(max.post(&path, phase("Roof")).await.refused(403), "Not authorized");
        assert_eq!(max.post("/api/projects/99/progress", phase("Roof")).await.refused(404), "Project not found");
        assert_eq!(max.patch("/api/progress/1", json!({"weight": 5})).await.refused(403), "Not authorized");
        assert_eq!(max.delete("/api/progress/1").await.refused(403), "Not authorized");
        assert_eq!(max.delete("/api/progress/99").await.refused(404), "Construction phase not found");
        assert_eq!(sale.customer.post(&path, phase("Roof")).await.refused(403), "Builder access required");
        house.client().post(&path, phase("Roof")).await.expect(401);
        sale.builder.header("if-match", "\"old\"").patch("/api/progress/1", json!({"weight": 5})).await.expect(412);
        assert_eq!(marks(house).await, before);
        sale.builder.delete("/api/progress/1").await.expect(204);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_phases").await, 0);
    }

    async fn the_whole_follows_from_the_phases_by_their_weights(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/projects/{}/progress", sale.project);
        for (name, weight, percent, end) in
            [("Foundation", 20, 100, "2026-02-01"), ("Frame", 50, 40, "2026-03-10"), ("Roof", 30, 0, "2026-09-30")]
        {
            let body = json!({"phase_name": name, "weight": weight, "progress_percentage": percent, "expected_end_date": end});
            sale.builder.post(&path, body).await.expect(201);
        }
        let seen = house.client().get(&format!("{path}/summary")).await.expect(200);
        assert_eq!((&seen["overall"], &seen["expected_end"]), (&json!(40.0), &json!("2026-09-30")));
        assert_eq!((&seen["delayed"], &seen["delayed_days"]), (&json!(true), &json!(5)));
        let shares = seen["phases"].as_array().expect("a list").iter().map(|one| one["share"].clone()).collect::<Vec<_>>();
        assert_eq!(shares, [json!(20.0), json!(50.0), json!(30.0)]);
        assert_eq!(house.client().get("/api/projects/99/progress/summary").await.refused(404), "Project not found");
        sale.builder.patch("/api/progress/2", json!({"progress_percentage": 100})).await.expect(200);
        let seen = house.client().get(&format!("{path}/summary")).await.expect(200);
        assert_eq!((&seen["overall"], &seen["delayed"]), (&json!(70.0), &json!(false)));
    }

    async fn a_completed_phase_demands_what_waited_for_it(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/projects/{}/progress", sale.project);
        sale.builder.post(&path, json!({"phase_name": "Foundation", "weight": 50})).await.expect(201);
        sale.builder.post(&path, json!({"phase_name": "Roof", "weight": 50})).await.expect(201);
        sale.booked(json!({"payment_plan": "installments"})).await;
        let waiting = "SELECT COUNT(*) FROM realty_dues WHERE phase = 'Foundation' AND due_date IS NULL";
        let demanded = "SELECT COUNT(*) FROM realty_dues WHERE phase = 'Foundation' AND due_date IS NOT NULL";
        assert_eq!((house.number(waiting).await, house.number(demanded).await), (1, 0));
        let refused = sale.builder.delete("/api/progress/1").await.refused(409);
        assert!(refused.contains("1 payments of customers wait for the phase \"Foundation\""), "{refused}");
        sale.builder.patch("/api/progress/1", json!({"phase_name": "Base"})).await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE phase = 'Base'").await, 1, "they follow the name");
        sale.builder.patch("/api/progress/1", json!({"status": "completed"})).await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE phase = 'Base' AND due_date IS NOT NULL").await, 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE phase = 'Roof' AND due_date IS NOT NULL").await, 0);
        let words = told(house, sale.customer_user).await;
        assert!(words.iter().any(|word| word.contains("is due until")), "{words:?}");
        assert!(words.contains(&"Green Valley: the phase \"Base\" is completed.".to_owned()), "{words:?}");
        assert_eq!(events(house, "realty.phase.updated").await.len(), 4, "twice for builder and buyer");
        let demands = events(house, "realty.due.demanded").await.len();
        sale.builder.patch("/api/progress/1", json!({"contractor_notes": "Fine"})).await.expect(200);
        assert_eq!(events(house, "realty.due.demanded").await.len(), demands, "asked for once");
        assert_eq!(missed(house).await, 0);
    }

    async fn a_hidden_phase_tells_customers_nothing(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let path = format!("/api/projects/{}/progress", sale.project);
        let count = told(house, sale.customer_user).await.len();
        let body = json!({"phase_name": "Permits", "customer_visible": false});
        sale.builder.post(&path, body).await.expect(201);
        sale.builder.patch("/api/progress/1", json!({"status": "completed"})).await.expect(200);
        assert_eq!(told(house, sale.customer_user).await.len(), count);
        assert_eq!(events(house, "realty.phase.updated").await.len(), 1, "the builder's own screens only");
    }

    async fn news_reaches_everybody_and_its_buyers_are_told_once(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        sale.booked(json!({})).await;
        let second = home(&sale.builder, sale.project, "A-102", 1).await;
        sale.booked(json!({"unit_id": second})).await;
        let path = format!("/api/projects/{}/updates", sale.project);
        let body = json!({
            "update_title": "Rain", "update_content": "The pit is full.", "update_type": "delay", "priority": "high",
            "images": ["https://example.com/pit.jpg"], "weather_impact": true, "estimated_delay_days": 6, "tags": ["rain"],
        });
        let reply = sale.builder.post(&path, body).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/updates/1");
        assert_eq!((&made["is_published"], &made["posted_by"]), (&json!(true), &json!(1)));
        assert_eq!((&made["images"], &made["videos"]), (&json!(["https://example.com/pit.jpg"]), &Value::Null));
        let news = |words: Vec<String>| words.into_iter().filter(|word| word.contains("Rain")).collect::<Vec<_>>();
        let words = news(told(house, sale.customer_user).await);
        assert_eq!(words, ["Green Valley: Rain. It may take 6 days longer."], "once, although he has two homes");
        assert_eq!(events(house, "realty.update.published").await.len(), 2, "his screens and the builder's");
        assert_eq!(house.client().get(&path).await.expect(200), json!([made]));
        assert_eq!(eve.get("/api/updates/1").await.expect(200), made);
    }

    async fn drafts_wait_until_they_are_published(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let path = format!("/api/projects/{}/updates", sale.project);
        let count = told(house, sale.customer_user).await.len();
        let draft = json!({"update_title": "Roof", "update_content": "Is on.", "is_published": false});
        sale.builder.post(&path, draft).await.expect(201);
        assert_eq!(house.client().get(&path).await.expect(200), json!([]));
        assert_eq!(sale.customer.get("/api/updates/1").await.refused(404), "Construction update not found");
        assert_eq!(sale.builder.get(&path).await.expect(200).as_array().expect("a list").len(), 1);
        assert_eq!(told(house, sale.customer_user).await.len(), count);
        assert_eq!(events(house, "realty.update.published").await.len(), 0);
        sale.builder.patch("/api/updates/1", json!({"is_published": true})).await.expect(200);
        assert_eq!(told(house, sale.customer_user).await.len(), count + 1);
        sale.builder.patch("/api/updates/1", json!({"update_title": "The roof"})).await.expect(200);
        assert_eq!(told(house, sale.customer_user).await.len(), count + 1, "published once");
        sale.builder.patch("/api/updates/1", json!({"images": null, "update_type": null})).await.expect(422);
        sale.builder.delete("/api/updates/1").await.expect(204);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_updates").await, 0);
    }

    async fn news_come_newest_first_and_in_pages(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/projects/{}/updates", sale.project);
        for n in 0..12 {
            let body = json!({"update_title": format!("News {n}"), "update_content": "x"});
            sale.builder.post(&path, body).await.expect(201);
        }
        let page = house.client().get(&path).await;
        let titles = |all: Value| all.as_array().expect("a list").iter().map(|one| one["update_title"].clone()).collect::<Vec<_>>();
        let all = titles(page.expect(200));
        assert_eq!((all.len(), &all[0], page.header("x-total-count")), (10, &json!("News 11"), "12"));
        let last = titles(house.client().get(&format!("{path}?limit=5&skip=10")).await.expect(200));
        assert_eq!(last, [json!("News 1"), json!("News 0")]);
        house.client().get(&format!("{path}?limit=101")).await.expect(422);
        assert_eq!(house.client().get("/api/projects/99/updates").await.expect(200), json!([]));
    }

    async fn only_the_builder_tells_news_and_with_his_own_pictures(house) {
        let sale = Sale::new(house).await;
        let (max, _) = builder(house, "max").await;
        let elsewhere = entered(&max, development("Blue Hill", "Pune")).await;
        let path = format!("/api/projects/{}/updates", sale.project);
        let news = |files: Value| json!({"update_title": "Roof", "update_content": "Is on.", "file_ids": files});
        for (owner, project) in [(1, sale.project), (1, elsewhere), (3, elsewhere)] {
            run(
                house,
                &format!(
                    "INSERT INTO realty_files (development_id, owner_id, purpose, name, content_type, size, sha256, storage_key, \
                     access_level, created_at) VALUES ({project}, {owner}, 'update', 'a.png', 'image/png', 1, 'x', 'k{owner}{project}', \
                     'public', '2026-03-15T10:00:00+00:00')"
                ),
            )
            .await;
        }
        let before = marks(house).await;
        assert_eq!(max.post(&path, news(json!([]))).await.refused(403), "Not authorized");
        assert_eq!(sale.customer.post(&path, news(json!([]))).await.refused(403), "Builder access required");
        for others in [2, 3, 99] {
            assert!(sale.builder.post(&path, news(json!([1, others]))).await.refused(422).contains(&format!("{others} is no upload of yours")));
        }
        sale.builder.post(&path, json!({"update_title": "", "update_content": "x"})).await.expect(422);
        sale.builder.post(&path, json!({"update_title": "x", "update_content": "x", "estimated_delay_days": -1})).await.expect(422);
        assert_eq!(marks(house).await, before);
        let made = sale.builder.post(&path, news(json!([1]))).await.expect(201);
        assert_eq!(made["images"], json!(["/api/files/1"]));
        let before = marks(house).await;
        assert_eq!(max.patch("/api/updates/1", json!({"priority": "low"})).await.refused(403), "Not authorized");
        assert_eq!(max.delete("/api/updates/1").await.refused(403), "Not authorized");
        assert_eq!(max.delete("/api/updates/99").await.refused(404), "Construction update not found");
        sale.builder.header("if-match", "\"old\"").delete("/api/updates/1").await.expect(412);
        assert_eq!(marks(house).await, before);
    }
}
