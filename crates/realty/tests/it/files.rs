//! Files: known by their content, given to those for whom they are meant.
use kernel::testing::{House, On};
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    site::{booking, development, entered, home, send, traces},
};

const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

async fn stored(house: &House) -> usize {
    house.app.storage.list("realty/files", 100).await.expect("a list").len()
}

kernel::stories! { MODULES;
    async fn pictures_plans_and_the_brochure_show_on_the_page(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}/files");
        let mut urls = vec![];
        for (purpose, name, content) in [("image", "house.png", PNG), ("floor_plan", "plan.pdf", PDF), ("brochure", "a.pdf", PDF)] {
            let made = send(&ann, &format!("{path}?purpose={purpose}"), &[], Some((name, content))).await;
            let file = made.expect(201);
            assert_eq!((made.header("location"), &file["purpose"]), (file["url"].as_str().expect("a url"), &json!(purpose)));
            assert_eq!((&file["access_level"], &file["size"]), (&json!("public"), &json!(content.len())));
            urls.push(file["url"].clone());
        }
        let seen = house.client().get(&format!("/api/projects/{id}")).await.expect(200);
        assert_eq!((&seen["images"], &seen["floor_plans"]), (&json!([urls[0]]), &json!([urls[1]])));
        assert_eq!(seen["brochure_url"], urls[2]);
        let read = house.client().get(urls[0].as_str().expect("a url")).await;
        assert_eq!((read.status, &read.body[..], read.header("content-type")), (200, PNG, "image/png"));
        assert_eq!((read.header("cache-control"), read.header("x-content-type-options")), ("public, max-age=3600", "nosniff"));
        assert!(read.header("content-disposition").starts_with("inline; filename=\"house.png\""));
        let again = house.client().header("if-none-match", read.header("etag")).get("/api/files/1").await;
        assert_eq!((again.status, again.body.len()), (304, 0));
        send(&ann, &format!("{path}?purpose=image"), &[], Some(("b.png", PNG))).await.expect(201);
        assert_eq!(ann.delete("/api/files/1").await.status, 204);
        assert_eq!(ann.delete("/api/files/3").await.status, 204);
        let seen = house.client().get(&format!("/api/projects/{id}")).await.expect(200);
        assert_eq!((&seen["images"], &seen["brochure_url"]), (&json!(["/api/files/4"]), &Value::Null));
        house.client().get("/api/files/1").await.refused(404);
        assert_eq!(stored(house).await, 4);
        house.settle().await;
        assert_eq!(stored(house).await, 2);
        ann.delete(&format!("/api/projects/{id}")).await.expect(200);
        house.settle().await;
        assert_eq!(stored(house).await, 0);
    }

    async fn the_plan_of_a_home_shows_with_that_home_alone(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let other = entered(&ann, development("Beta", "Pune")).await;
        let (unit, foreign) = (home(&ann, id, "101", 1).await, home(&ann, other, "101", 1).await);
        let path = |purpose: &str, unit: i64| format!("/api/projects/{id}/files?purpose={purpose}&unit_id={unit}");
        let made = send(&ann, &path("floor_plan", unit), &[], Some(("plan.png", PNG))).await.expect(201);
        let seen = ann.get(&format!("/api/units/{unit}")).await.expect(200);
        assert_eq!(seen["floor_plan_url"], made["url"]);
        assert_eq!(ann.get(&format!("/api/projects/{id}")).await.expect(200)["floor_plans"], Value::Null);
        let before = traces(house).await;
        send(&ann, &path("floor_plan", foreign), &[], Some(("plan.png", PNG))).await.refused(404);
        send(&ann, &path("image", unit), &[], Some(("plan.png", PNG))).await.refused(400);
        assert_eq!((traces(house).await, stored(house).await), (before, 1));
        assert_eq!(ann.delete(made["url"].as_str().expect("a url")).await.status, 204);
        assert_eq!(ann.get(&format!("/api/units/{unit}")).await.expect(200)["floor_plan_url"], Value::Null);
    }

    async fn what_is_not_what_it_should_be_is_refused(house) {
        let ((ann, _), (ben, _), (carl, _)) =
            (builder(house, "ann").await, builder(house, "ben").await, customer(house, "carl").await);
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}/files");
        let before = traces(house).await;
        for (purpose, content) in [
            ("image", PDF), ("image", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), ("brochure", PNG),
            ("floor_plan", b"<html><script>alert(1)</script>"), ("update", b"MZ\x90\0"), ("thumbnail", b"words"),
        ] {
            let refused = send(&ann, &format!("{path}?purpose={purpose}"), &[], Some(("a.png", content))).await;
            assert_eq!(refused.expect(422)["errors"][0]["loc"], json!(["body", "file"]), "{purpose}");
        }
        for query in ["", "?purpose=virus", "?purpose=image&access_level=private"] {
            send(&ann, &format!("{path}{query}"), &[], Some(("a.png", PNG))).await.refused(422);
        }
        let image = format!("{path}?purpose=image");
        send(&ann, &image, &[], None).await.refused(422);
        ann.post(&image, json!({"file": "x"})).await.refused(422);
        assert_eq!(send(&ben, &image, &[], Some(("a.png", PNG))).await.refused(403), "Not authorized");
        assert_eq!(send(&carl, &image, &[], Some(("a.png", PNG))).await.refused(403), "Builder access required");
        send(&ann, "/api/projects/77/files?purpose=image", &[], Some(("a.png", PNG))).await.refused(404);
        send(&house.client(), "/api/files", &[], Some(("a.png", PNG))).await.refused(401);
        send(&carl, "/api/files", &[], Some(("a.exe", b"MZ\x90\0"))).await.refused(422);
        assert_eq!((traces(house).await, stored(house).await), (before, 0));
    }

    async fn a_file_opens_to_those_for_whom_it_is(house) {
        let ((ann, _), (ben, _)) = (builder(house, "ann").await, builder(house, "ben").await);
        let ((carl, registered), (dora, _)) = (customer(house, "carl").await, customer(house, "dora").await);
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let unit = home(&ann, id, "101", 1).await;
        booking(house, registered["customer_id"].as_i64().expect("a customer"), unit, "inquiry").await;
        for level in ["public", "customers_only", "booked_customers"] {
            let path = format!("/api/projects/{id}/files?purpose=floor_plan&access_level={level}");
            send(&ann, &path, &[], Some(("a.pdf", PDF))).await.expect(201);
        }
        let nobody = house.client();
        let opens = async |client: &kernel::testing::Client<'_>| {
            let mut all = vec![];
            for id in 1..=3 {
                all.push(client.get(&format!("/api/files/{id}")).await.status);
            }
            all
        };
        assert_eq!(opens(&nobody).await, [200, 401, 401]);
        assert_eq!(opens(&ben).await, [200, 403, 403]);
        assert_eq!(opens(&dora).await, [200, 200, 403]);
        assert_eq!(opens(&carl).await, [200, 200, 200]);
        assert_eq!(opens(&ann).await, [200, 200, 200]);
        assert_eq!(carl.get("/api/files/2").await.header("cache-control"), "private, no-cache");
        for other in [&ben, &carl] {
            assert_eq!(other.delete("/api/files/1").await.refused(403), "Access denied");
        }
        nobody.delete("/api/files/1").await.refused(401);
        ann.delete("/api/files/9").await.refused(404);
    }

    async fn an_attachment_is_its_senders_until_it_is_sent(house) {
        let ((ann, anns), (carl, carls), (dora, _)) =
            (builder(house, "ann").await, customer(house, "carl").await, customer(house, "dora").await);
        let number = |answer: &Value| answer["id"].as_i64().expect("an account");
        let made = send(&carl, "/api/files", &[], Some(("wish.pdf", PDF))).await.expect(201);
        assert_eq!((&made["access_level"], &made["project_id"]), (&json!("private"), &Value::Null));
        let url = made["url"].as_str().expect("a url").to_owned();
        assert_eq!(carl.get(&url).await.status, 200);
        assert_eq!(ann.get(&url).await.refused(403), "Access denied");
        let urls = [url.clone(), "https://example.com/a.png".to_owned()];
        let share = async |from: i64, to: i64| {
            let change = kernel::Change::begin(&house.app, kernel::Actor::system()).await.expect("a change");
            realty::file::commands::share(&change, from, to, &urls).await?;
            change.commit(kernel::Act::new("send")).await
        };
        assert_eq!(share(number(&anns), number(&carls)).await.expect_err("not hers").status, 422);
        share(number(&carls), number(&anns)).await.expect("sent");
        assert_eq!((ann.get(&url).await.status, dora.get(&url).await.status), (200, 403));
        assert!(carl.delete(&url).await.refused(409).contains("was sent"));
        // She may answer with it, and nothing changes for him.
        share(number(&anns), number(&carls)).await.expect("sent back");
        assert_eq!(carl.get(&url).await.status, 200);
        let second = send(&carl, "/api/files", &[], Some(("b.png", PNG))).await.expect(201);
        assert_eq!(carl.delete(second["url"].as_str().expect("a url")).await.status, 204);
        house.settle().await;
        assert_eq!(stored(house).await, 1);
    }

    async fn bytes_without_a_file_are_swept_away_after_a_day(house) {
        let (carl, _) = customer(house, "carl").await;
        send(&carl, "/api/files", &[], Some(("a.png", PNG))).await.expect(201);
        house.app.storage.put("realty/files/lost", PNG.into()).await.expect("stored");
        // What lies there has the machine's time, and the house's stands still.
        realty::file::commands::sweep(&house.app).await.expect("swept");
        assert_eq!(stored(house).await, 2);
        house.app.clock.advance(chrono::TimeDelta::days(36_500));
        realty::file::commands::sweep(&house.app).await.expect("swept");
        assert_eq!(stored(house).await, 1);
        assert!(!house.app.storage.exists("realty/files/lost").await.expect("an answer"));
    }
}

async fn a_file_has_a_size(on: On) {
    let settings = [("realty.image_max_bytes", "1000"), ("realty.attachment_max_bytes", "100")];
    let house = House::with(on, MODULES, &settings).await;
    let (ann, _) = builder(&house, "ann").await;
    let id = entered(&ann, development("Alpha", "Pune")).await;
    let large = [PNG, &[0; 1000]].concat();
    let path = format!("/api/projects/{id}/files?purpose=image");
    send(&ann, &path, &[], Some(("a.png", &large))).await.refused(413);
    send(&ann, &path, &[], Some(("a.png", &large[..900]))).await.expect(201);
    send(&ann, "/api/files", &[], Some(("a.png", &large[..900]))).await.refused(413);
    assert_eq!(stored(&house).await, 1);
}

#[tokio::test]
async fn a_file_has_a_size_on_sqlite() {
    a_file_has_a_size(On::Sqlite).await;
}

#[tokio::test]
async fn a_file_has_a_size_on_postgres() {
    a_file_has_a_size(On::Postgres).await;
}
