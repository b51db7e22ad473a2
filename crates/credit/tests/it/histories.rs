//! A small book with a past, of which every figure can be counted by hand.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::people::{lent, opened};

/// Id, amount, rating now, status, and ratings over time.
type Lent = (&'static str, i64, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// Today is 2026-03-15.
const LOANS: [Lent; 6] = [
    ("L1", 100, "BBB", "Performing", &[("2024-03-01", "A"), ("2024-09-01", "BBB")]),
    ("L2", 200, "BB", "Performing", &[("2024-03-01", "A"), ("2025-06-01", "BB")]),
    ("L3", 300, "BBB", "Performing", &[("2024-03-01", "BB"), ("2024-12-01", "BBB")]),
    ("L4", 400, "D", "Performing", &[("2024-03-01", "BB"), ("2025-01-10", "D")]),
    ("L5", 500, "BB", "Watch List", &[("2024-03-01", "BB"), ("2025-10-01", "NR")]),
    ("L6", 1_000_000, "BBB", "Performing", &[]),
];

/// Opens the book; tells its path.
pub async fn past(ann: &Client<'_>) -> String {
    let book = opened(ann, "Past").await;
    for (id, amount, rating, status, ratings) in LOANS {
        let sector = if id < "L3" { "Energy" } else { "Retail" };
        let loan = json!({
            "amount": amount, "credit_rating": rating, "status": status, "sector": sector, "rate": 5,
            "maturity_date": if id == "L6" { "2028-03-14" } else { "2030-06-30" }, "borrower": format!("{id} plc"),
        });
        let one = lent(ann, &book, id, loan).await;
        for (day, rating) in ratings {
            let entry = json!({"snapshot_date": day, "credit_rating": rating});
            ann.post(&format!("{one}/ratings"), entry).await.expect(201);
        }
    }
    book
}

/// The business ids in a list of loans, or of what they did.
pub fn names(list: &Value) -> Vec<&str> {
    let lines = ["steps", "listed", "loans"].iter().find_map(|key| list[key].as_array()).expect("lines");
    lines.iter().filter_map(|line| line["loan_id"].as_str()).collect()
}

/// A number that is nearly this.
#[track_caller]
pub fn near(found: &Value, expected: f64, within: f64) {
    let number = found.as_f64().unwrap_or_else(|| panic!("{found} is no number"));
    assert!((number - expected).abs() <= within, "{number} is not {expected}");
}
