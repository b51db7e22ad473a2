//! Rules of batches: numbers, progress, who may what.
use chrono::{DateTime, TimeDelta, Utc};

/// The number for people: `BATCH-000001`.
pub fn number(id: i64) -> String {
    format!("BATCH-{id:06}")
}

/// The id in a number as people write it: `BATCH-000001`, `batch 1`, `#1`.
pub fn id_in(number: &str) -> Option<i64> {
    let digits = number.trim().trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok()
}

/// A share in percent; 0 of nothing.
pub fn percent(part: i64, whole: i64) -> f64 {
    if whole > 0 { part as f64 / whole as f64 * 100.0 } else { 0.0 }
}

/// Rounded to two decimals, as figures are shown.
pub fn two(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// How long a batch was or is under way, seconds.
pub fn processing_time(
    started: Option<DateTime<Utc>>,
    completed: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> f64 {
    let Some(started) = started else { return 0.0 };
    let took = completed.unwrap_or(now) - started;
    (took.num_milliseconds().max(0) as f64) / 1000.0
}

/// When the rest will be done, if it goes on as it went; `None` before anything is done, and after everything is.
pub fn estimated_completion(
    started: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    done: i64,
    total: i64,
) -> Option<DateTime<Utc>> {
    let started = started?;
    if done <= 0 || done >= total {
        return None;
    }
    let passed = (now - started).num_milliseconds().max(0);
    let rest = passed.checked_mul(total - done)? / done;
    now.checked_add_signed(TimeDelta::try_milliseconds(rest)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_padded_and_read_back() {
        assert_eq!((number(7), number(1_234_567)), ("BATCH-000007".into(), "BATCH-1234567".into()));
        assert_eq!((id_in("BATCH-000007"), id_in("batch 12"), id_in("none")), (Some(7), Some(12), None));
    }

    #[test]
    fn the_rest_takes_as_long_as_what_is_done() {
        let start = DateTime::UNIX_EPOCH;
        let now = start + TimeDelta::seconds(30);
        assert_eq!(estimated_completion(Some(start), now, 3, 4), Some(now + TimeDelta::seconds(10)));
        assert_eq!(estimated_completion(Some(start), now, 0, 4), None);
        assert_eq!(estimated_completion(Some(start), now, 4, 4), None);
        assert_eq!(processing_time(Some(start), None, now), 30.0);
    }

    proptest! {
        #[test]
        fn a_share_lies_between_nothing_and_all(part in 0i64..1_000_000, more in 0i64..1_000_000) {
            let share = percent(part, part + more);
            prop_assert!((0.0..=100.0).contains(&share));
            prop_assert_eq!(id_in(&number(part)), Some(part));
        }
    }
}
