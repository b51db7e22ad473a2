//! Figures as people read them on paper.
use chrono::NaiveDate;
use risk::sums::{Group, Level};

/// Digits in groups of three: `1,234,567`.
pub fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of loans: `12,345`.
pub fn count(loans: u64) -> String {
    grouped(&loans.to_string())
}

/// `1 loan`, `2 loans`.
pub fn loans(loans: u64) -> String {
    format!("{} {}", count(loans), if loans == 1 { "loan" } else { "loans" })
}

/// An amount of ten-thousandths, to the nearest hundredth: `−1,234.50`.
pub fn amount(units: i128) -> String {
    let cents = risk::sums::rounded(units, 100);
    let (sign, cents) = (if cents < 0 { "\u{2212}" } else { "" }, cents.unsigned_abs());
    format!("{sign}{}.{:02}", grouped(&(cents / 100).to_string()), cents % 100)
}

/// A share from 0 to 1 in percent: `12.34 %`.
pub fn percent(share: f64) -> String {
    format!("{} %", decimal(share * 100.0, 2))
}

/// A rate in percent: `5.50 %`; a dash when there is none.
pub fn rate(percent: Option<f64>) -> String {
    percent.map_or_else(none, |rate| format!("{} %", decimal(rate, 2)))
}

/// A number with so many decimals: `−0.25`.
pub fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match text.strip_prefix('-') {
        Some(digits) if digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) => {
            format!("\u{2212}{digits}")
        }
        Some(digits) => digits.to_owned(),
        None => text,
    }
}

/// A ratio of hundredths: `3.50`; a dash when it is not known.
pub fn ratio(hundredths: Option<i32>) -> String {
    hundredths.map_or_else(none, |ratio| decimal(f64::from(ratio) / 100.0, 2))
}

/// What stands where nothing is known.
pub fn none() -> String {
    "–".to_owned()
}

/// A day: `30 June 2027`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// How far something is from harmless.
pub fn level(level: Level) -> &'static str {
    match level {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
    }
}

/// What the loans of a group have in common.
pub fn key(group: &Group) -> String {
    group.key.as_deref().unwrap_or("Not stated").to_owned()
}

/// Loans, exposure and share of a group.
pub fn cells(group: &Group) -> [String; 3] {
    [count(group.count), amount(group.exposure), percent(group.share)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_grouped_rounded_and_signed() {
        assert_eq!(
            [0, 49, 50, -12_345_678_950].map(amount),
            ["0.00", "0.00", "0.01", "\u{2212}1,234,567.90"]
        );
        assert_eq!(amount(10_000_000_000_000_000_000), "1,000,000,000,000,000.00");
        assert_eq!([0, 999, 1_000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([percent(0.123_456), percent(-0.001)], ["12.35 %", "\u{2212}0.10 %"]);
        assert_eq!([decimal(-0.001, 2), rate(None), ratio(Some(350))], ["0.00", "–", "3.50"]);
    }
}
