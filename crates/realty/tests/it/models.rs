//! 3D models: looked into when they come, shown to those for whom they are.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    site::{booking, development, entered, home, send, traces},
};

const GLTF: &str = r#"{"asset":{"version":"2.0"},"nodes":[{"name":"A-101"},{},{"name":"A-102"}]}"#;

fn glb(json: &str) -> Vec<u8> {
    let mut padded = json.as_bytes().to_vec();
    padded.resize(padded.len().next_multiple_of(4), b' ');
    let mut content = b"glTF\x02\0\0\0".to_vec();
    content.extend((20 + padded.len() as u32).to_le_bytes());
    content.extend((padded.len() as u32).to_le_bytes());
    content.extend(b"JSON");
    content.extend(padded);
    content
}

fn elsewhere(project: i64, level: &str) -> Value {
    json!({
        "model_name": level, "model_type": "amenities", "file_url": "https://example.com/pool.glb", "file_format": "glb",
        "access_level": level, "project_id": project, "viewer_config": {"camera": [1, 2, 3]},
    })
}

async fn seen(client: &Client<'_>, query: &str) -> Vec<String> {
    let models = client.get(&format!("/api/projects/1/models{query}")).await.expect(200);
    let name = |model: &Value| model["model_name"].as_str().expect("a name").to_owned();
    models.as_array().expect("a list").iter().map(name).collect()
}

kernel::stories! { MODULES;
    async fn a_glb_is_kept_and_tells_its_nodes(house) {
        let (ann, _) = builder(house, "ann").await;
        entered(&ann, development("Alpha", "Pune")).await;
        let content = glb(GLTF);
        let fields = [
            ("model_name", "The tower"), ("model_type", "project_overview"), ("project_id", "1"), ("is_interactive", "true"),
            ("viewer_config", "{\"exposure\": 1.5}"), ("whatever", "x"),
        ];
        let made = send(&ann, "/api/models", &fields, Some(("tower.glb", &content))).await;
        let model = made.expect(201);
        assert_eq!((made.header("location"), &model["nodes"]), ("/api/models/1", &json!(["A-101", "A-102"])));
        assert_eq!((&model["file_format"], &model["file_size"]), (&json!("glb"), &json!(content.len())));
        assert_eq!((&model["version"], &model["access_level"]), (&json!("1.0"), &json!("public")));
        assert_eq!((&model["is_interactive"], &model["viewer_config"]), (&json!(true), &json!({"exposure": 1.5})));
        let file = house.client().get(model["file_url"].as_str().expect("a url")).await;
        assert_eq!((&file.body[..], file.header("content-type")), (&content[..], "model/gltf-binary"));
        let read = house.client().get("/api/models/1").await;
        assert_eq!((read.expect(200), read.header("etag")), (model, made.header("etag")));
        assert!(ann.delete("/api/files/1").await.refused(409).contains("model 1"));
        let fields = [("model_name", "A room"), ("model_type", "unit_interior"), ("unit_id", "1")];
        home(&ann, 1, "101", 1).await;
        let obj = b"o Sofa\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";
        let model = send(&ann, "/api/models", &fields, Some(("room.obj", obj))).await.expect(201);
        assert_eq!((&model["project_id"], &model["unit_id"], &model["nodes"]), (&json!(1), &json!(1), &json!(["Sofa"])));
        assert_eq!(seen(&ann, "").await, ["The tower", "A room"]);
        assert_eq!(seen(&ann, "?unit_id=1").await, ["A room"]);
        assert_eq!(seen(&ann, "?model_type=project_overview").await, ["The tower"]);
        assert_eq!(ann.delete("/api/models/1").await.status, 204);
        house.settle().await;
        assert_eq!(house.app.storage.list("realty/files", 9).await.expect("a list").len(), 1);
        house.client().get("/api/files/1").await.refused(404);
    }

    async fn what_is_no_model_is_refused(house) {
        let ((ann, _), (ben, _), (carl, _)) =
            (builder(house, "ann").await, builder(house, "ben").await, customer(house, "carl").await);
        entered(&ann, development("Alpha", "Pune")).await;
        let other = entered(&ann, development("Beta", "Pune")).await;
        let unit = home(&ann, other, "101", 1).await.to_string();
        let fields = [("model_name", "The tower"), ("model_type", "project_overview"), ("project_id", "1")];
        let before = traces(house).await;
        for (content, why) in [
            (&b"glTF\x01\0\0\0"[..], "version 2"), (b"hello", "no OBJ knows"), (b"\x89PNG\r\n\x1a\n\xff", "none of"),
            (br#"{"asset":{"version":"2.0"},"buffers":[{"uri":"far.bin"}]}"#, "far.bin"),
        ] {
            let said = send(&ann, "/api/models", &fields, Some(("a.glb", content))).await.refused(422);
            assert!(said.contains("a.glb") && said.contains(why), "{said}");
        }
        let good = glb(GLTF);
        let file = Some(("a.glb", &good[..]));
        let with = |name: &'static str, value: &'static str| {
            let others = fields.into_iter().filter(move |(field, _)| *field != name);
            others.chain([(name, value)]).collect::<Vec<_>>()
        };
        for (name, value) in [
            ("model_name", ""), ("model_type", "castle"), ("project_id", "x"), ("file_format", "obj"), ("viewer_config", "["),
            ("is_interactive", "perhaps"), ("access_level", "private"), ("project_id", ""), ("thumbnail_url", "javascript:x"),
        ] {
            send(&ann, "/api/models", &with(name, value), file).await.refused(422);
        }
        let elsewhere_of = [fields[0], fields[1], fields[2], ("unit_id", unit.as_str())];
        assert!(send(&ann, "/api/models", &elsewhere_of, file).await.refused(422).contains("another development"));
        send(&ann, "/api/models", &fields, None).await.refused(422);
        send(&ann, "/api/models", &with("project_id", "77"), file).await.refused(404);
        send(&ben, "/api/models", &fields, file).await.refused(403);
        send(&carl, "/api/models", &fields, file).await.refused(403);
        for (field, wrong) in [
            ("file_url", json!("javascript:alert(1)")), ("file_format", json!("stl")), ("project_id", Value::Null),
            ("file_size", json!(-1)), ("viewer_config", json!([1])), ("version", json!("")),
        ] {
            let mut body = elsewhere(1, "public");
            body[field] = wrong;
            ann.post("/api/models", body).await.refused(422);
        }
        ben.post("/api/models", elsewhere(1, "public")).await.refused(403);
        assert_eq!(traces(house).await, before);
        assert!(house.app.storage.list("realty/files", 9).await.expect("a list").is_empty());
    }

    async fn a_model_opens_to_those_for_whom_it_is(house) {
        let ((ann, _), (ben, _)) = (builder(house, "ann").await, builder(house, "ben").await);
        let ((carl, registered), (dora, _)) = (customer(house, "carl").await, customer(house, "dora").await);
        entered(&ann, development("Alpha", "Pune")).await;
        let unit = home(&ann, 1, "101", 1).await;
        booking(house, registered["customer_id"].as_i64().expect("a customer"), unit, "inquiry").await;
        let levels = ["public", "customers_only", "booked_customers"];
        for level in levels {
            ann.post("/api/models", elsewhere(1, level)).await.expect(201);
        }
        let nobody = house.client();
        assert_eq!(seen(&nobody, "").await, levels[..1]);
        assert_eq!(seen(&ben, "").await, levels[..1]);
        assert_eq!(seen(&dora, "").await, levels[..2]);
        assert_eq!(seen(&carl, "").await, levels);
        assert_eq!(seen(&ann, "?limit=2&skip=1").await, levels[1..]);
        nobody.get("/api/models/2").await.refused(401);
        dora.get("/api/models/3").await.refused(403);
        carl.get("/api/models/3").await.expect(200);
        nobody.get("/api/models/9").await.refused(404);
        nobody.get("/api/projects/9/models").await.refused(404);
    }

    async fn a_model_can_be_changed_and_its_file_follows(house) {
        let ((ann, _), (ben, _)) = (builder(house, "ann").await, builder(house, "ben").await);
        entered(&ann, development("Alpha", "Pune")).await;
        let fields = [("model_name", "The tower"), ("model_type", "project_overview"), ("project_id", "1")];
        let made = send(&ann, "/api/models", &fields, Some(("a.gltf", GLTF.as_bytes()))).await;
        assert_eq!(made.expect(201)["file_format"], "gltf");
        let nobody = house.client();
        assert_eq!(nobody.get("/api/files/1").await.status, 200);
        let patch = json!({"access_level": "customers_only", "model_name": "Tower", "viewer_config": null, "id": 9});
        let seen = ann.header("if-match", made.header("etag")).patch("/api/models/1", patch).await.expect(200);
        assert_eq!((&seen["model_name"], &seen["viewer_config"], &seen["id"]), (&json!("Tower"), &Value::Null, &json!(1)));
        assert_eq!((nobody.get("/api/files/1").await.status, nobody.get("/api/models/1").await.status), (401, 401));
        let before = traces(house).await;
        ann.header("if-match", made.header("etag")).patch("/api/models/1", json!({})).await.refused(412);
        ann.patch("/api/models/1", json!({"model_name": null})).await.refused(422);
        ann.patch("/api/models/1", json!({"unit_id": 77})).await.refused(404);
        assert_eq!(ben.patch("/api/models/1", json!({})).await.refused(403), "Not authorized");
        assert_eq!(ben.delete("/api/models/1").await.refused(403), "Not authorized");
        ann.delete("/api/models/7").await.refused(404);
        assert_eq!(traces(house).await, before);
    }
}
