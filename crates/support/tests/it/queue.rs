//! The queue of those who answer, and its figures.
use chrono::Duration;
use kernel::Role;
use serde_json::json;

use crate::people::*;

kernel::stories! { MODULES;
    async fn each_role_reaches_what_its_rights_open(house) {
        let ann = asker(house, "ann").await;
        let ticket = open(&ann, "help").await;
        for role in Role::ALL {
            let client = somebody(house, *role).await;
            let (answers, decides) = (*role == Role::Manager || role.is_admin(), role.is_admin());
            let before = traces(house).await;
            for (path, allowed) in [
                (format!("{DESK}/queue"), answers), (ticket.clone(), answers), (format!("{ticket}/messages"), answers),
                (format!("{DESK}/admin/all"), decides), (format!("{DESK}/admin/figures"), decides),
                (format!("{DESK}/admin/answerers"), decides), (format!("{DESK}/admin/export"), decides),
            ] {
                assert_eq!(client.get(&path).await.status, if allowed { 200 } else { 403 }, "{role}: {path}");
            }
            if decides {
                client.put(&ticket, json!({"priority": "high"})).await.expect(200);
                continue;
            }
            assert_eq!(client.put(&ticket, json!({"priority": "low"})).await.refused(403), "Admin privileges required");
            assert_eq!(client.delete(&ticket).await.refused(403), "Admin privileges required");
            if !answers {
                assert_eq!(say(&client, &ticket, "x").await.refused(403), "Access denied");
            }
            assert_eq!(traces(house).await, before, "{role}");
        }
    }

    async fn filters_narrow_the_queue(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let mut paths = vec![];
        for (subject, priority) in [("Card lost", "urgent"), ("Hours", "low"), ("Card 50% off", "normal"), ("Address", "high")] {
            house.app.clock.advance(Duration::minutes(1));
            let made = ann.post(DESK, json!({"subject": subject, "message": "Please help.", "priority": priority})).await;
            made.expect(201);
            paths.push(made.header("location").to_owned());
        }
        let stranger = json!({"subject": "Branch", "message": "m", "email": "maria@example.org", "name": "Maria"});
        house.client().post(DESK, stranger).await.expect(201);
        let me = number_of(&root).await;
        root.put(&paths[1], json!({"status": "resolved"})).await.expect(200);
        root.put(&paths[3], json!({"assignee_id": me})).await.expect(200);
        for list in ["/admin/all", "/queue"] {
            for (query, expected) in [
                ("", vec!["Branch", "Address", "Card 50% off", "Hours", "Card lost"]),
                ("?skip=1&limit=2", vec!["Address", "Card 50% off"]),
                ("?status=resolved", vec!["Hours"]),
                ("?status_filter=resolved", vec!["Hours"]),
                ("?status=open&status_filter=resolved", vec!["Branch", "Address", "Card 50% off", "Card lost"]),
                ("?priority=urgent", vec!["Card lost"]),
                ("?search=card", vec!["Card 50% off", "Card lost"]),
                ("?search=50%25", vec!["Card 50% off"]),
                ("?search=MARIA", vec!["Branch"]),
                ("?search=help&status=resolved", vec!["Hours"]),
                ("?assignee=me", vec!["Address"]),
                ("?assignee=none&priority=low", vec!["Hours"]),
                ("?assignee=99", vec![]),
                ("?sort=created_at&limit=2", vec!["Card lost", "Hours"]),
                ("?sort=-priority&limit=2", vec!["Card lost", "Address"]),
                ("?sort=priority&limit=1", vec!["Hours"]),
                ("?sort=-updated_at&limit=1&status=resolved", vec!["Hours"]),
            ] {
                assert_eq!(subjects(&root, &format!("{list}{query}")).await, expected, "{list}{query}");
            }
        }
        let number = root.get(&paths[0]).await.expect(200)["ticket_number"].as_str().expect("a number").to_owned();
        assert_eq!(subjects(&root, &format!("/admin/all?search={}", number.to_lowercase())).await, ["Card lost"]);
        let all = root.get(&format!("{DESK}/admin/all?limit=2")).await;
        assert_eq!(all.header("x-total-count"), "5");
        let branch = &all.expect(200)[0];
        assert_eq!((&branch["name"], &branch["email"], &branch["user_id"]), (&json!("Maria"), &json!("maria@example.org"), &json!(null)));
    }

    async fn wrong_questions_name_the_parameter(house) {
        let root = somebody(house, Role::Admin).await;
        for (query, name) in [
            ("status=done", "status"), ("status_filter=done", "status_filter"), ("priority=asap", "priority"),
            ("assignee=you", "assignee"), ("assignee=", "assignee"), ("assignee=-1", "assignee"), ("sort=name", "sort"),
            ("limit=0", "limit"), ("limit=501", "limit"), ("skip=-1", "skip"),
        ] {
            assert_eq!(fault(&root.get(&format!("{DESK}/admin/all?{query}")).await), json!(["query", name]), "{query}");
        }
        assert_eq!(fault(&root.get(&format!("{DESK}/admin/figures?days=0")).await), json!(["query", "days"]));
        assert_eq!(fault(&root.get(&format!("{DESK}/admin/export?format=pdf")).await), json!(["query", "format"]));
    }

    async fn the_queue_leaves_as_a_table_without_formulas(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        open(&ann, "=HYPERLINK(\"https://evil.example\")").await;
        open(&ann, "Hours").await;
        let csv = root.get(&format!("{DESK}/admin/export?sort=created_at")).await;
        assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
        let text = csv.text();
        let lines = text.lines().collect::<Vec<_>>();
        assert_eq!(lines.len(), 3, "{text}");
        assert!(lines[0].ends_with("ticket_number,status,priority,subject,name,email,assignee,created_at,first_answered_at,resolved_at,message"));
        assert!(lines[1].contains(",open,normal,\"'=HYPERLINK(") && lines[1].contains(",ann,ann@example.com,,"), "{}", lines[1]);
        let one = root.get(&format!("{DESK}/admin/export?search=hours")).await.text();
        assert_eq!(one.lines().count(), 2);
        let book = root.get(&format!("{DESK}/admin/export?format=xlsx")).await;
        assert!(book.header("content-disposition").contains("tickets.xlsx") && book.body.starts_with(b"PK"));
    }

    async fn figures_tell_how_the_queue_does(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let empty = root.get(&format!("{DESK}/admin/figures")).await.expect(200);
        assert_eq!((&empty["created"], &empty["first_answer"]["median_seconds"]), (&json!(0), &json!(null)));
        let old = open(&ann, "long ago").await;
        root.put(&old, json!({"status": "closed"})).await.expect(200);
        house.app.clock.advance(Duration::days(40));
        let body = json!({"user_id": "ann", "password": "violet tram 42 anchor"});
        let again = async |who: &str| {
            let mut body = body.clone();
            body["user_id"] = json!(who);
            let answer = house.client().post("/api/auth/login", body).await.expect(200);
            house.client().token(answer["access_token"].as_str().expect("a token"))
        };
        let (ann, root) = (again("ann").await, again("admin").await);
        // Answered after 10, 20 … 100 seconds; half of them resolved ten seconds later.
        for n in 1..=10 {
            let ticket = open(&ann, &n.to_string()).await;
            house.app.clock.advance(Duration::seconds(n * 10));
            say(&root, &ticket, "answer").await.expect(201);
            if n % 2 == 0 {
                house.app.clock.advance(Duration::seconds(10));
                root.put(&ticket, json!({"status": "resolved", "priority": "high"})).await.expect(200);
            }
        }
        ann.post(DESK, json!({"subject": "waits", "message": "m", "priority": "urgent"})).await.expect(201);
        house.app.clock.advance(Duration::hours(24) + Duration::seconds(1));
        let (ann, root) = (again("ann").await, again("admin").await);
        ann.post(DESK, help("new")).await.expect(201);
        let figures = root.get(&format!("{DESK}/admin/figures?days=30")).await.expect(200);
        assert_eq!(figures["by_status"], json!({"open": 2, "in_progress": 5, "resolved": 5, "closed": 1}));
        assert_eq!(figures["open_by_priority"], json!({"low": 0, "normal": 6, "high": 0, "urgent": 1}));
        assert_eq!(figures["first_answer"], json!({"count": 10, "median_seconds": 50, "p90_seconds": 90}));
        assert_eq!(figures["resolution"], json!({"count": 5, "median_seconds": 70, "p90_seconds": 110}));
        assert_eq!((&figures["created"], &figures["unanswered_over_24h"], &figures["days"]), (&json!(12), &json!(1), &json!(30)));
        let all = root.get(&format!("{DESK}/admin/figures?days=366")).await.expect(200);
        assert_eq!(all["created"], 13);
    }
}
