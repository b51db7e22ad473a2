//! What a refusal must not leave, of what builders and customers arrange with each other.
use kernel::testing::House;

/// How many rows there are of all of it.
pub async fn marks(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in [
        "realty_appointments",
        "realty_calendars",
        "realty_phases",
        "realty_updates",
        "realty_change_requests",
        "realty_messages",
        "realty_settings",
        "realty_bookings",
        "realty_dues",
        "outbox",
        "jobs",
        "audit_logs",
    ] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}
