//! The rules of a history of ratings. Pure.
use chrono::NaiveDate;
use kernel::{Error, Result};
use risk::scale::Rating;

/// A history holds what has happened.
pub fn has_come(day: NaiveDate, today: NaiveDate) -> Result<()> {
    if day > today { Err(Error::invalid("snapshot_date", "must not lie in the future")) } else { Ok(()) }
}

/// What a change of rating puts into the history: the new rating under today, and before it, where the history is
/// empty, the old one under the day on which the loan was entered. Without that, the first change of a loan would not
/// show where it came from.
pub fn entries(
    is_empty: bool,
    entered: NaiveDate,
    (old, new): (Rating, Rating),
    today: NaiveDate,
) -> Vec<(NaiveDate, Rating)> {
    let first = (is_empty && entered < today).then_some((entered, old));
    first.into_iter().chain([(today, new)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_future_has_no_history() {
        assert!(has_come(day("2026-03-15"), day("2026-03-15")).is_ok());
        assert!(has_come(day("2026-03-16"), day("2026-03-15")).is_err());
    }

    #[test]
    fn the_first_change_tells_where_it_came_from() {
        let (old, new) = (Rating(5), Rating(8));
        let (entered, today) = (day("2026-01-01"), day("2026-03-15"));
        assert_eq!(entries(true, entered, (old, new), today), [(entered, old), (today, new)]);
        assert_eq!(entries(false, entered, (old, new), today), [(today, new)]);
        assert_eq!(entries(true, today, (old, new), today), [(today, new)]);
    }
}
