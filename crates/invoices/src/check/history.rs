//! What is usual of a vendor, by his earlier invoices.
use chrono::{Datelike, NaiveDate};
use kernel::Money;

use super::{
    Facts,
    model::Other,
    nature::compact,
    reckon::{self, wide},
};
use crate::invoice::{extracted::Line, store::InvoiceStatus};

/// Earlier invoices of the same vendor that were not refused.
pub fn his(facts: &Facts) -> impl Iterator<Item = &Other> {
    let vendor = facts.vendor.as_ref().map(|vendor| vendor.id);
    let stands = |other: &&Other| !matches!(other.status, InvoiceStatus::Rejected | InvoiceStatus::Failed);
    facts.others.iter().filter(move |other| vendor.is_some() && other.vendor_id == vendor).filter(stands)
}

/// The middle of a list; none of nothing.
pub fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (half, count) = (values.len() / 2, values.len());
    match count {
        0 => None,
        _ if count % 2 == 1 => values.get(half).copied(),
        _ => Some((values[half - 1] + values[half]) / 2.0),
    }
}

/// How far a value lies from the others, robustly: 0.6745 × (value − median) / MAD. A spread of almost nothing
/// counts as `least`.
pub fn z_score(value: f64, others: &[f64], least: f64) -> Option<f64> {
    let middle = median(others.to_vec())?;
    let spread = median(others.iter().map(|one| (one - middle).abs()).collect())?.max(least);
    (spread > 0.0).then(|| 0.6745 * (value - middle) / spread)
}

/// What a line sells, so that it is found again: the seller's number of it, else its words.
pub fn item_key(line: &Line) -> Option<String> {
    let code = line.code.as_deref().map(compact).filter(|code| code.len() >= 3);
    let words = line.description.as_deref().map(compact).filter(|words| words.chars().count() >= 4);
    let key = code.or(words)?;
    let unit = line.unit.as_deref().map(compact).unwrap_or_default();
    Some(format!("{key}/{unit}"))
}

/// What the vendor took for one of these before, in units of 10⁻⁴.
pub fn prices(facts: &Facts, line: &Line) -> Vec<f64> {
    let Some(key) = item_key(line) else { return vec![] };
    let same = |other: &&Other| other.currency == facts.currency();
    let lines = his(facts).filter(same).flat_map(|other| &other.lines);
    let prices =
        lines.filter(|line| item_key(line).as_ref() == Some(&key)).filter_map(|line| line.unit_price);
    prices.filter(|price| *price > Money::ZERO).map(|price| price.units() as f64).collect()
}

/// The rate that the vendor always billed for a code: none where there are fewer than three lines, or several rates.
pub fn usual_rate(facts: &Facts, code: &str) -> Option<Money> {
    let lines = his(facts).flat_map(|other| &other.lines);
    let rates = lines.filter(|line| line.hsn_code.as_deref() == Some(code)).filter_map(|line| line.gst_rate);
    let rates = rates.collect::<Vec<_>>();
    let first = *rates.first()?;
    (rates.len() >= 3 && rates.iter().all(|rate| *rate == first)).then_some(first)
}

/// Whether two days look like two terms of one contract: a month, a quarter or a year apart on about the same day.
pub fn is_recurring(a: NaiveDate, b: NaiveDate) -> bool {
    let months = (a.year() - b.year()) * 12 + a.month() as i32 - b.month() as i32;
    let ends = |day: NaiveDate| day.succ_opt().is_some_and(|next| next.month() != day.month());
    let days = (a.day() as i32 - b.day() as i32).abs();
    months != 0 && (days <= 3 || (ends(a) && ends(b))) && (a - b).num_days().abs() >= 25
}

/// A number in pieces: what stands before its last run of digits, and that run.
pub fn split_number(key: &str) -> Option<(&str, u64)> {
    let start = key
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + key[at..].chars().next().map_or(1, char::len_utf8));
    let run = key.get(start..)?.parse().ok()?;
    Some((&key[..start], run))
}

/// Whether two amounts are equal to 1 %.
pub fn within_one_percent(a: Money, b: Money) -> bool {
    let (a, b) = (wide(a).abs(), wide(b).abs());
    (a - b).abs() * 100 <= a.max(b)
}

/// Whether two amounts are equal to a hundredth.
pub fn equal(a: Money, b: Money) -> bool {
    reckon::near(wide(a), wide(b), reckon::CENT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Iglewicz and Hoaglin (1993): the modified z-score, 0.6745 (x − median) / MAD; above 3.5 is an outlier.
    #[test]
    fn outliers_stand_out() {
        let usual = [10.0, 12.0, 11.0, 9.0, 10.5, 11.5, 10.0, 9.5];
        assert!(z_score(11.0, &usual, 0.1).is_some_and(|z| z.abs() < 1.0));
        assert!(z_score(30.0, &usual, 0.1).is_some_and(|z| z > 3.5));
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![]), None);
    }

    #[test]
    fn terms_of_a_contract_recur() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(is_recurring(day("2026-03-01"), day("2026-02-01")));
        assert!(is_recurring(day("2026-02-28"), day("2026-01-31")));
        assert!(!is_recurring(day("2026-02-02"), day("2026-01-30")), "three days");
        assert!(!is_recurring(day("2026-02-12"), day("2026-01-30")));
    }

    #[test]
    fn numbers_have_a_run_of_digits_at_the_end() {
        assert_eq!(split_number("INV2025007"), Some(("INV", 2_025_007)));
        assert_eq!(split_number("A1B"), None);
        assert_eq!(split_number("12"), Some(("", 12)));
        assert_eq!(split_number("№5"), Some(("№", 5)));
    }

    proptest! {
        #[test]
        fn the_middle_lies_within(values in prop::collection::vec(-1e6..1e6f64, 1..50)) {
            let middle = median(values.clone()).unwrap();
            let below = values.iter().filter(|one| **one <= middle).count();
            prop_assert!(below * 2 >= values.len());
        }

        #[test]
        fn any_number_splits_or_not(text in "\\PC{0,12}") {
            split_number(&text);
        }
    }
}
