//! Figures about accounts.
use chrono::Duration;
use kernel::Role;
use serde_json::json;

use crate::people::*;

const FIGURES: &str = "/api/admin/analytics/users";

kernel::stories! { MODULES;
    async fn they_count_what_there_is(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        let ann = person(house, "ann").await;
        for handle in ["bob", "eve"] {
            account(house, handle, Role::User).await;
        }
        two_factor_on(house, &ann).await;
        root.post("/api/admin/users/bob/deactivate", json!({})).await.expect(200);
        house.app.clock.advance(Duration::days(5));
        account(house, "mgr", Role::Manager).await;
        house.app.clock.advance(Duration::days(2) + Duration::seconds(1));
        account(house, "mia", Role::Admin).await;
        let root = bearer(house, &login(house, "root", PASSWORD).await.expect(200));
        let figures = root.get(FIGURES).await.expect(200);
        for (key, value) in [
            ("total_users", json!(6)),
            ("active_users", json!(5)),
            ("inactive_users", json!(1)),
            ("activity_rate", json!(83.33)),
            ("recent_registrations_7days", json!(2)),
            ("two_factor_users", json!(1)),
            ("role_distribution", json!({"super_admin": 1, "admin": 1, "manager": 1, "user": 3})),
        ] {
            assert_eq!(figures[key], value, "{key}");
        }
        let days = figures["registrations_per_day"].as_array().expect("days");
        assert_eq!(
            (days.len(), &days[0]["date"], &days[29]["date"]),
            (30, &json!("2026-02-21"), &json!("2026-03-22"))
        );
        assert_eq!(
            (&days[22]["count"], &days[27]["count"], &days[29]["count"]),
            (&json!(4), &json!(1), &json!(1))
        );
        let hours = figures["sign_ins_per_hour"].as_array().expect("hours");
        assert_eq!((hours.len(), &hours[10]), (24, &json!({"hour": 10, "count": 2})));
        assert_eq!(figures["sign_ins_per_day"][29]["count"], 1);
    }

    async fn the_range_can_be_chosen(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        for days in [1, 366] {
            let figures = root.get(&format!("{FIGURES}?days={days}")).await.expect(200);
            assert_eq!(figures["sign_ins_per_day"].as_array().map(Vec::len), Some(days));
            assert_eq!(figures["sign_ins_per_day"][days - 1], json!({"date": "2026-03-15", "count": 1}));
        }
        for wrong in ["0", "367", "-1", "x"] {
            assert_eq!(
                fault(&root.get(&format!("{FIGURES}?days={wrong}")).await),
                json!(["query", "days"]),
                "{wrong}"
            );
        }
    }
}
