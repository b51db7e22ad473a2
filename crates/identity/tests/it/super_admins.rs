//! There is always somebody who can manage everyone.
use kernel::Role;
use serde_json::json;

use crate::people::*;

const LAST: &str = "This is the last active super_admin. Make another one first.";

kernel::stories! { MODULES;
    async fn the_last_one_cannot_step_down(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        let before = traces(house).await;
        for role in ["admin", "user"] {
            assert_eq!(root.put("/api/admin/users/root", json!({"role": role})).await.refused(400), LAST);
        }
        assert_eq!(traces(house).await, before);
        account(house, "roy", Role::SuperAdmin).await;
        sql(house, "UPDATE users SET is_active = FALSE WHERE user_id = 'roy'").await.expect("updated");
        assert_eq!(root.put("/api/admin/users/root", json!({"role": "user"})).await.refused(400), LAST);
        root.post("/api/admin/users/roy/activate", json!({})).await.expect(200);
        root.put("/api/admin/users/root", json!({"role": "user"})).await.expect(200);
        root.get("/api/admin/users").await.refused(403);
    }

    async fn the_command_line_keeps_him_too(house) {
        account(house, "root", Role::SuperAdmin).await;
        let before = traces(house).await;
        let refused = identity::operator::promote(&house.app, "root", Role::User).await.expect_err("refused");
        assert_eq!((refused.status.as_u16(), refused.detail.as_ref()), (400, LAST));
        assert_eq!(traces(house).await, before);
    }

    async fn a_super_admin_manages_his_equals(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "roy", Role::SuperAdmin).await;
        root.put("/api/admin/users/roy", json!({"name": "Roy"})).await.expect(200);
        root.post("/api/admin/users/roy/deactivate", json!({})).await.expect(200);
        root.delete("/api/admin/users/roy").await.expect(200);
    }

    async fn two_who_remove_each_other_at_once_leave_one(house) {
        for round in 0..4 {
            let names = [format!("rex{round}"), format!("roy{round}")];
            let rex = officer(house, &names[0], Role::SuperAdmin).await;
            let roy = officer(house, &names[1], Role::SuperAdmin).await;
            let others = format!(
                "UPDATE users SET role = 'user' WHERE user_id NOT IN ('{}', '{}')",
                names[0], names[1]
            );
            sql(house, &others).await.expect("updated");
            let path = |name: &str| format!("/api/admin/users/{name}");
            let (at_roy, at_rex) = (path(&names[1]), path(&names[0]));
            let (one, two) = if round % 2 == 0 {
                let demote = json!({"role": "user"});
                tokio::join!(rex.put(&at_roy, demote.clone()), roy.put(&at_rex, demote))
            } else {
                tokio::join!(rex.delete(&at_roy), roy.delete(&at_rex))
            };
            let left = "SELECT COUNT(*) FROM users WHERE role = 'super_admin' AND is_active";
            assert_eq!(house.number(left).await, 1, "{}\n{}", one.text(), two.text());
        }
    }
}
