//! Accounts and the log as files.
use kernel::Role;
use serde_json::json;

use crate::people::*;

const USERS: &str = "/api/admin/exports/users";
const LOG: &str = "/api/admin/exports/audit-logs";

kernel::stories! { MODULES;
    async fn accounts_leave_as_csv(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "ann", Role::User).await;
        root.put("/api/admin/users/ann", json!({"name": "Lee, \"Ann\"", "is_active": false}))
            .await
            .expect(200);
        let file = root.get(&format!("{USERS}?sort=user_id")).await;
        assert_eq!((file.status, file.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"users.csv\"");
        let lines = "\u{feff}user_id,email,name,role,status,created_at,last_login\n\
            ann,ann@example.com,\"Lee, \"\"Ann\"\"\",user,inactive,2026-03-15T10:00:00+00:00,\n\
            root,root@example.com,root,super_admin,active,2026-03-15T10:00:00+00:00,\
            2026-03-15T10:00:00+00:00\n";
        assert_eq!(file.text(), lines);
        let narrowed = root.get(&format!("{USERS}?format=csv&is_active=true")).await.text();
        assert_eq!((narrowed.lines().count(), narrowed.contains("ann@")), (2, false));
    }

    async fn no_cell_is_a_formula(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        for (handle, name) in [
            ("ann", "=1+1"),
            ("bob", "@SUM(A1)"),
            ("eve", "+cmd|' /C calc'!A0"),
            ("mia", "-2+3"),
            ("zoe", "\tx"),
        ] {
            account(house, handle, Role::User).await;
            root.put(&format!("/api/admin/users/{handle}"), json!({"name": name})).await.expect(200);
        }
        let (users, log) = (root.get(USERS).await.text(), root.get(LOG).await.text());
        for cell in [",'=1+1,", ",'@SUM(A1),", ",'+cmd|' /C calc'!A0,", ",'-2+3,", ",'\tx,"] {
            assert!(users.contains(cell), "{cell} in {users}");
        }
        for cell in [",=1", ",@SUM", ",+cmd", ",-2", ",\tx"] {
            assert!(!users.contains(cell) && !log.contains(cell), "{cell}");
        }
    }

    async fn a_formula_in_the_callers_name_stays_out_of_the_log_too(house) {
        let agent = house.client().header("user-agent", "=HYPERLINK(\"http://evil.example\")");
        let body = json!({"user_id": "@nobody", "password": "x"});
        agent.post("/api/auth/login", body).await.refused(401);
        let root = officer(house, "root", Role::SuperAdmin).await;
        let log = root.get(&format!("{LOG}?action=login_failed")).await.text();
        assert!(log.contains(",'@nobody,") && log.contains("\"'=HYPERLINK(\"\"http"), "{log}");
    }

    async fn both_leave_as_workbooks(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        for (path, name) in [(USERS, "users"), (LOG, "audit-logs")] {
            let file = root.get(&format!("{path}?format=xlsx")).await;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            assert_eq!((file.status, file.header("content-type")), (200, kind));
            assert_eq!(file.header("content-disposition"), format!("attachment; filename=\"{name}.xlsx\""));
            assert!(file.body.starts_with(b"PK\x03\x04") && file.body.len() > 1_000);
            let refused = root.get(&format!("{path}?format=pdf")).await;
            assert_eq!(fault(&refused), json!(["query", "format"]));
            assert!(refused.refused(422).contains("csv"), "{}", refused.text());
        }
    }

    async fn the_log_leaves_as_it_is_narrowed(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "ann", Role::User).await;
        let log = root.get(&format!("{LOG}?target=ann")).await.text();
        let mut lines = log.lines();
        let titles =
            "\u{feff}id,timestamp,admin_id,admin_name,action,target,details,ip_address,user_agent,request_id";
        assert_eq!(lines.next(), Some(titles));
        let line =
            "3,2026-03-15T10:00:00+00:00,system,Bursar,create_user,ann,Created from the command line,,,";
        assert_eq!((lines.next(), lines.next()), (Some(line), None));
    }

    async fn nobody_else_gets_them(house) {
        let mgr = officer(house, "mgr", Role::Manager).await;
        for path in [USERS, LOG] {
            assert_eq!(mgr.get(path).await.refused(403), "Admin privileges required");
            assert_eq!(house.client().get(path).await.header("www-authenticate"), "Bearer");
        }
    }
}
