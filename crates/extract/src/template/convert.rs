//! Captured text as numbers and days.

use chrono::NaiveDate;

/// Exact, in 10⁻⁴; None where the text is no number.
pub(super) fn number(text: &str, separator: char) -> Option<i64> {
    let thousands = if separator == '.' { ',' } else { '.' };
    let mut plain = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            _ if letter == thousands || letter.is_whitespace() || matches!(letter, '\'' | '’') => {}
            _ if letter == separator => plain.push('.'),
            '−' => plain.push('-'),
            _ => plain.push(letter),
        }
    }
    let (plain, negative) = match plain.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (plain.strip_prefix('+').unwrap_or(&plain), false),
    };
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && decimals.is_empty()) || !digits(whole) || !digits(decimals) || whole.len() > 14 {
        return None;
    }
    let mut value = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()?.checked_mul(10_000)? };
    let mut unit = 1_000;
    for digit in decimals.bytes().take(4) {
        value += i64::from(digit - b'0') * unit;
        unit /= 10;
    }
    if decimals.as_bytes().get(4).is_some_and(|digit| *digit >= b'5') {
        value += 1;
    }
    Some(if negative { -value } else { value })
}

/// A day: by the formats of the template first, then in any usual way of writing it.
pub(super) fn day(text: &str, formats: &[String], languages: &[String]) -> Option<NaiveDate> {
    let text = text.trim();
    for format in formats {
        let english = with_english_months(text);
        for candidate in [text, english.as_str()] {
            if let Ok(day) = NaiveDate::parse_from_str(candidate, format) {
                return Some(day);
            }
        }
    }
    any_day(text, languages)
}

/// Names of months in any language as English ones, for formats with `%B` and `%b`.
fn with_english_months(text: &str) -> String {
    const ENGLISH: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words = text.split_inclusive(|letter: char| !letter.is_alphabetic());
    words
        .map(|word| {
            let cut = word.trim_end_matches(|letter: char| !letter.is_alphabetic());
            match month(cut) {
                Some(month) => format!("{}{}", ENGLISH[month as usize - 1], &word[cut.len()..]),
                None => word.to_owned(),
            }
        })
        .collect()
}

fn month(word: &str) -> Option<u32> {
    if word.chars().count() < 3 {
        return None;
    }
    crate::values::month::month(&crate::table::fold::fold(word)).filter(|month| (1..=12).contains(month))
}

fn any_day(text: &str, languages: &[String]) -> Option<NaiveDate> {
    let mut numbers: Vec<(u32, usize)> = Vec::new();
    let mut named = None;
    for part in text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() && digits.len() <= 8 {
            numbers.push((digits.parse().ok()?, digits.len()));
        } else if named.is_none() {
            named = month(part).map(|month| (month, numbers.len()));
        }
    }
    if let [(whole, 8), ..] = numbers.as_slice() {
        return NaiveDate::from_ymd_opt((whole / 10_000) as i32, whole / 100 % 100, whole % 100);
    }
    if let Some((month, _)) = named {
        let (first, second) = (numbers.first()?, numbers.get(1)?);
        let (day, year) = if first.1 == 4 { (second, first) } else { (first, second) };
        return NaiveDate::from_ymd_opt(year_of(*year), month, day.0);
    }
    let [a, b, c, ..] = numbers.as_slice() else { return None };
    if a.1 == 4 {
        return NaiveDate::from_ymd_opt(a.0 as i32, b.0, c.0);
    }
    let year = year_of(*c);
    // Slashes without another language are American; the other way where that is no day.
    let dotted =
        text.contains('.') || languages.iter().any(|language| language != "en") || text.contains('-');
    let orders = if dotted { [(a.0, b.0), (b.0, a.0)] } else { [(b.0, a.0), (a.0, b.0)] };
    orders.into_iter().find_map(|(day, month)| NaiveDate::from_ymd_opt(year, month, day))
}

fn year_of((year, digits): (u32, usize)) -> i32 {
    let year = year as i32;
    if digits > 2 { year } else { year + if year < 70 { 2_000 } else { 1_900 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_by_the_separator_of_the_template() {
        assert_eq!(number("1.234,56", ','), Some(12_345_600));
        assert_eq!(number("1 234.5", '.'), Some(12_345_000));
        assert_eq!(number("-3", '.'), Some(-30_000));
        assert_eq!(number("x", '.'), None);
    }

    #[test]
    fn days_by_format_and_without() {
        let day = |text: &str, formats: &[&str], languages: &[&str]| {
            let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
            super::day(text, &owned(formats), &owned(languages)).map(|day| day.to_string())
        };
        assert_eq!(day("05/07/2015", &["%d/%m/%Y"], &[]).as_deref(), Some("2015-07-05"));
        assert_eq!(day("7. Mai 2014", &[], &["de"]).as_deref(), Some("2014-05-07"));
        assert_eq!(day("03/20/2023", &[], &["en"]).as_deref(), Some("2023-03-20"));
        assert_eq!(day("8-9-2022", &[], &["nl"]).as_deref(), Some("2022-09-08"));
        assert_eq!(day("August 3 , 2014", &[], &[]).as_deref(), Some("2014-08-03"));
        assert_eq!(day("20231231", &[], &[]).as_deref(), Some("2023-12-31"));
        assert_eq!(day("never", &[], &[]), None);
    }
}
