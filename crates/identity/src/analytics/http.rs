//! The figures over HTTP.
use std::collections::BTreeMap;

use axum::Json;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Query, Result, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store;
use crate::permissions::ReadUsers;

/// The range of the series.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Range {
    /// How many days up to today.
    #[serde(default = "month")]
    #[garde(range(min = 1, max = 366))]
    days: u32,
}

fn month() -> u32 {
    30
}

/// A number for a day.
#[derive(Serialize, JsonSchema)]
pub struct OfDay {
    date: NaiveDate,
    count: i64,
}

/// A number for an hour of the day, UTC.
#[derive(Serialize, JsonSchema)]
pub struct OfHour {
    hour: u32,
    count: i64,
}

/// Figures about accounts.
#[derive(Serialize, JsonSchema)]
pub struct UserAnalytics {
    total_users: i64,
    active_users: i64,
    inactive_users: i64,
    /// Accounts by role; only roles that occur.
    role_distribution: BTreeMap<String, i64>,
    recent_registrations_7days: u64,
    /// Active accounts per hundred, rounded half up to two decimals; 0 when there are none.
    activity_rate: f64,
    two_factor_users: i64,
    registrations_per_day: Vec<OfDay>,
    sign_ins_per_hour: Vec<OfHour>,
    sign_ins_per_day: Vec<OfDay>,
}

/// `part` of `whole` per hundred, half up to two decimals.
fn rate(part: i64, whole: i64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    let hundredths = (part * 10_000 * 2 + whole) / (whole * 2);
    hundredths as f64 / 100.0
}

/// Every day from `since` to today, with what was counted, or 0.
fn series(
    counts: impl Iterator<Item = (String, i64)>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Vec<OfDay> {
    let mut by_day = BTreeMap::<String, i64>::new();
    counts.for_each(|(day, n)| *by_day.entry(day).or_default() += n);
    let count = |date: NaiveDate| by_day.get(&date.to_string()).copied().unwrap_or(0);
    let days = since.date_naive().iter_days().take_while(|day| *day <= now.date_naive());
    days.map(|date| OfDay { date, count: count(date) }).collect()
}

async fn user_analytics(can: Can<ReadUsers>, range: Query<Range>) -> Result<Json<UserAnalytics>> {
    let (db, now) = (&can.app().db, can.app().clock.now());
    let first_day = now.date_naive() - Duration::days(i64::from(range.0.days) - 1);
    let since = first_day.and_time(chrono::NaiveTime::MIN).and_utc();
    let (groups, recent, opened, sign_ins) = tokio::try_join!(
        store::groups(db),
        store::opened_since(db, now - Duration::days(7)),
        store::opened_by_day(db, since),
        store::sign_ins(db, since),
    )?;
    let count = |test: fn(&(kernel::Role, bool, bool, i64)) -> bool| -> i64 {
        groups.iter().filter(|group| test(group)).map(|group| group.3).sum()
    };
    let (total, active) = (count(|_| true), count(|group| group.1));
    let mut role_distribution = BTreeMap::new();
    groups.iter().for_each(|(role, _, _, n)| *role_distribution.entry(role.to_string()).or_default() += n);
    let of_hour = |hour: u32| {
        let name = format!("{hour:02}");
        let count = sign_ins.iter().filter(|(_, at, _)| *at == name).map(|(_, _, n)| n).sum();
        OfHour { hour, count }
    };
    Ok(Json(UserAnalytics {
        total_users: total,
        active_users: active,
        inactive_users: total - active,
        role_distribution,
        recent_registrations_7days: recent,
        activity_rate: rate(active, total),
        two_factor_users: count(|group| group.2),
        registrations_per_day: series(opened.into_iter(), since, now),
        sign_ins_per_hour: (0..24).map(of_hour).collect(),
        sign_ins_per_day: series(sign_ins.iter().map(|(day, _, n)| (day.clone(), *n)), since, now),
    }))
}

/// The operations on figures.
pub fn routes() -> Routes {
    Routes::new().get("/api/admin/analytics/users", user_analytics, "Get figures about accounts")
}

#[cfg(test)]
mod tests {
    use super::rate;

    #[test]
    fn a_rate_is_rounded_half_up() {
        assert_eq!((rate(8, 10), rate(1, 3), rate(2, 3), rate(0, 0)), (80.0, 33.33, 66.67, 0.0));
    }
}
