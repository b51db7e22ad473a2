//! Projects: made, read, changed, removed, and refused.
use serde_json::{Value, json};

use crate::people::{MODULES, fault, raw, saver, traces};

const PROJECTS: &str = "/api/v1/projects";
const FIRST: &str = "/api/v1/projects/1";

fn kitchen() -> Value {
    json!({"project_name": "Kitchen", "description": "Cabinets and floor"})
}

kernel::stories! { MODULES;
    async fn a_new_project_is_in_planning_and_open(house) {
        let ann = saver(house, "ann").await;
        let made = ann.post(PROJECTS, kitchen()).await;
        let project = made.expect(201);
        assert_eq!(made.header("location"), FIRST);
        assert_eq!(
            project,
            json!({
                "id": 1, "user_id": project["user_id"], "project_name": "Kitchen",
                "description": "Cabinets and floor", "status": "planning", "budget": null, "start_date": null,
                "end_date": null, "created_at": "2026-03-15T10:00:00Z", "updated_at": null,
            })
        );
        let read = ann.get(FIRST).await;
        assert_eq!((read.expect(200), read.header("etag")), (project, made.header("etag")));
        let whole = json!({
            "project_name": "Roof", "description": "", "status": "in_progress", "budget": "12000.5",
            "start_date": "2026-04-01", "end_date": "2026-04-01T00:00:00+00:00",
        });
        let made = ann.post(PROJECTS, whole).await;
        assert_eq!(raw(&made, "budget"), "12000.50");
        assert_eq!(made.expect(201)["end_date"], "2026-04-01T00:00:00Z");
    }

    async fn null_clears_what_may_be_empty_and_nothing_else(house) {
        let ann = saver(house, "ann").await;
        let mut body = kitchen();
        for (key, value) in [("budget", json!(5)), ("start_date", json!("2026-04-01")), ("end_date", json!("2026-05-01"))] {
            body[key] = value;
        }
        ann.post(PROJECTS, body).await.expect(201);
        let kept = ann.put(FIRST, json!({"status": "completed"})).await;
        assert_eq!((raw(&kept, "budget"), &kept.expect(200)["start_date"]), ("5.00".into(), &json!("2026-04-01T00:00:00Z")));
        let cleared = ann.patch(FIRST, json!({"budget": null, "start_date": null, "end_date": null})).await.expect(200);
        assert_eq!((&cleared["budget"], &cleared["start_date"], &cleared["end_date"]), (&Value::Null, &Value::Null, &Value::Null));
        let before = traces(house).await;
        for field in ["project_name", "description", "status"] {
            assert_eq!(fault(&ann.put(FIRST, json!({field: null})).await).0, json!(["body", field]));
        }
        assert_eq!(traces(house).await, before);
    }

    async fn an_end_is_not_before_its_start(house) {
        let ann = saver(house, "ann").await;
        let mut body = kitchen();
        (body["start_date"], body["end_date"]) = (json!("2026-04-02"), json!("2026-04-01"));
        let before = traces(house).await;
        let (loc, msg) = fault(&ann.post(PROJECTS, body.clone()).await);
        assert_eq!((loc, msg.as_str()), (json!(["body", "end_date"]), "must not be before the start on 2026-04-02"));
        assert_eq!(traces(house).await, before);
        body["end_date"] = json!("2026-04-30");
        let made = ann.post(PROJECTS, body).await;
        made.expect(201);
        let (one, before) = (made.header("location"), traces(house).await);
        // Each of them alone may break the rule.
        for wrong in [json!({"start_date": "2026-05-01"}), json!({"end_date": "2026-04-01"})] {
            assert_eq!(fault(&ann.patch(one, wrong).await).0, json!(["body", "end_date"]));
        }
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.get(one).await.expect(200)["end_date"], "2026-04-30T00:00:00Z");
    }

    async fn what_is_wrong_is_named(house) {
        let ann = saver(house, "ann").await;
        let before = traces(house).await;
        for (field, wrong) in [
            ("project_name", json!("")),
            ("project_name", json!("x".repeat(201))),
            ("description", json!("x".repeat(5001))),
            ("status", json!("done")),
            ("budget", json!(-1)),
            ("start_date", json!("soon")),
            ("end_date", json!(5)),
        ] {
            let mut body = kitchen();
            body[field] = wrong.clone();
            assert_eq!(fault(&ann.post(PROJECTS, body).await).0, json!(["body", field]), "{wrong}");
        }
        let missing = ann.post(PROJECTS, json!({})).await.expect(422);
        assert_eq!(missing["detail"], "project_name: Field required; description: Field required");
        let (_, msg) = fault(&ann.get(&format!("{PROJECTS}?status=done")).await);
        assert_eq!(msg, "must be one of: planning, in_progress, completed");
        assert_eq!(traces(house).await, before);
        assert_eq!(house.number("SELECT COUNT(*) FROM projects").await, 0);
    }

    async fn the_list_can_be_narrowed_by_status(house) {
        let ann = saver(house, "ann").await;
        for status in ["planning", "completed", "planning"] {
            let mut body = kitchen();
            body["status"] = json!(status);
            ann.post(PROJECTS, body).await.expect(201);
        }
        let listed = ann.get(&format!("{PROJECTS}?status=planning&skip=1")).await;
        assert_eq!((listed.header("x-total-count"), listed.expect(200)[0]["id"].as_i64()), ("2", Some(3)));
    }

    async fn a_project_is_removed_with_its_trace_in_the_log(house) {
        let ann = saver(house, "ann").await;
        let old = ann.post(PROJECTS, kitchen()).await.header("etag").to_owned();
        ann.put(FIRST, json!({"description": "All of it"})).await.expect(200);
        ann.header("if-match", &old).delete(FIRST).await.refused(412);
        ann.delete(FIRST).await.expect(204);
        assert_eq!(ann.get(FIRST).await.refused(404), "Project not found");
        let logged = "SELECT COUNT(*) FROM audit_logs WHERE target = 'project:1' AND admin_id = 'ann'";
        let told = "SELECT COUNT(*) FROM outbox WHERE topic LIKE 'planning.project.%'";
        assert_eq!((house.number(logged).await, house.number(told).await), (3, 3));
    }
}
