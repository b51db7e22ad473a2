//! Numbers as people and programs write them: `1234.50`, `1,234.50`, `1.234,50`, `1 234,5`. Pure.
//!
//! What can mean one number only is that number: where points and commas both stand, the last of them is the decimal mark
//! and the other groups by thousands; a mark that stands twice groups. One mark with three digits after it and one to
//! three before, such as `1,250`, can mean two numbers: it is read by the mark of the file, which is what its other
//! numbers show. Where they show nothing, a point is the decimal mark, a comma groups in a file whose separator is
//! the comma, and elsewhere it is refused rather than guessed.
use kernel::Money;

/// What divides whole and part in the numbers of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// `1.5`; a comma groups.
    Point,
    /// `1,5`; a point groups.
    Comma,
    /// Nothing shows it, or both are used.
    #[default]
    Unknown,
}

/// What a number with marks in it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Digits only.
    Whole,
    /// This byte is the decimal mark.
    Decimal(u8),
    /// This byte groups by thousands, and there is no decimal mark.
    Grouped(u8),
    /// One of this byte: a decimal mark or a group.
    Either(u8),
}

/// What is said of a text that is no number.
pub const NOT_A_NUMBER: &str = "must be a number such as 1234.50";
/// What is said of a number with more decimals than are kept.
pub const TOO_PRECISE: &str = "must have at most 4 decimals";
/// What is said of a number that can mean two.
pub const AMBIGUOUS: &str =
    "can mean two numbers: write it without a mark for thousands, with a point for decimals";

/// The number in units of 10⁻⁴.
pub fn units(text: &str, mark: Mark) -> Result<i64, &'static str> {
    let plain = text.as_bytes();
    if let Some(units) = quick(plain).filter(|_| mark != Mark::Comma) {
        return Ok(units);
    }
    let (negative, digits) = unspaced(text).ok_or(NOT_A_NUMBER)?;
    let decimal = match form(&digits).ok_or(NOT_A_NUMBER)? {
        Form::Whole | Form::Grouped(_) => None,
        Form::Decimal(byte) => Some(byte),
        Form::Either(byte) => match (byte, mark) {
            (b',', Mark::Comma) | (b'.', Mark::Point | Mark::Unknown) => Some(byte),
            (_, Mark::Unknown) => return Err(AMBIGUOUS),
            _ => None,
        },
    };
    let kept = digits.iter().filter_map(|byte| match byte {
        digit if digit.is_ascii_digit() => Some(char::from(*digit)),
        byte if decimal == Some(*byte) => Some('.'),
        _ => None,
    });
    let plain = negative.then_some('-').into_iter().chain(kept).collect::<String>();
    // `,5` and `5,` are written without their zero.
    let plain = plain.trim_end_matches('.').replace("-.", "-0.");
    let plain = if plain.starts_with('.') { format!("0{plain}") } else { plain };
    plain.parse::<Money>().map(Money::units).map_err(|e| match e {
        kernel::money::MoneyError::TooPrecise => TOO_PRECISE,
        kernel::money::MoneyError::Overflow => "is too large",
        _ => NOT_A_NUMBER,
    })
}

/// Digits with at most one point and four decimals: what nearly all numbers are.
fn quick(text: &[u8]) -> Option<i64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let (mut units, mut decimals) = (0_i64, None);
    for byte in text {
        match (byte, decimals) {
            (b'0'..=b'9', None) => units = units * 10 + i64::from(byte - b'0'),
            (b'0'..=b'9', Some(n)) if n < 4 => {
                units = units * 10 + i64::from(byte - b'0');
                decimals = Some(n + 1);
            }
            (b'.', None) if units > 0 || text[0] == b'0' => decimals = Some(0),
            _ => return None,
        }
    }
    match decimals {
        Some(0) => None,
        decimals => Some(units * 10_i64.pow(4 - decimals.unwrap_or(0))),
    }
}

/// Whether it is negative, and its digits and marks: without the spaces and apostrophes that group by thousands.
fn unspaced(text: &str) -> Option<(bool, Vec<u8>)> {
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let groups = ['\u{20}', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '\u{2019}'];
    let mut parts = text.split(groups);
    let mut digits = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let whole = part.split([',', '.']).next()?;
        if whole.len() != 3 || digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        digits.extend(part.bytes());
    }
    (!digits.is_empty() && digits.len() <= 40).then_some((negative, digits))
}

fn form(digits: &[u8]) -> Option<Form> {
    if !digits.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    let count = |mark: u8| digits.iter().filter(|byte| **byte == mark).count();
    let after = |mark: u8| digits.iter().rev().take_while(|byte| **byte != mark).count();
    let (points, commas) = (count(b'.'), count(b','));
    match (points, commas) {
        (0, 0) => Some(Form::Whole),
        (1, 0) | (0, 1) => {
            let mark = if points == 1 { b'.' } else { b',' };
            let (after, before) = (after(mark), digits.len() - 1 - after(mark));
            let could_group = after == 3 && (1..=3).contains(&before) && digits[0] != b'0';
            (before + after > 0).then_some(if could_group { Form::Either(mark) } else { Form::Decimal(mark) })
        }
        (_, 0) => grouped(digits, b'.').then_some(Form::Grouped(b'.')),
        (0, _) => grouped(digits, b',').then_some(Form::Grouped(b',')),
        _ => {
            let (decimal, group) = if after(b'.') < after(b',') { (b'.', b',') } else { (b',', b'.') };
            let whole = &digits[..digits.len() - 1 - after(decimal)];
            (count(decimal) == 1 && grouped(whole, group)).then_some(Form::Decimal(decimal))
        }
    }
}

/// Whether this byte parts the digits into thousands.
fn grouped(digits: &[u8], by: u8) -> bool {
    let mut groups = digits.split(|byte| *byte == by);
    let first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()));
    first && groups.all(|group| group.len() == 3)
}

/// What the numbers of a file show of its mark.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vote {
    point: bool,
    comma: bool,
}

impl Vote {
    /// Looks at a number.
    pub fn see(&mut self, text: &str) {
        let Some((_, digits)) = unspaced(text) else { return };
        match form(&digits) {
            Some(Form::Decimal(b'.') | Form::Grouped(b',')) => self.point = true,
            Some(Form::Decimal(_) | Form::Grouped(_)) => self.comma = true,
            _ => {}
        }
    }

    /// The mark of a file with this separator.
    pub fn mark(self, separator: u8) -> Mark {
        match (self.point, self.comma) {
            (true, false) => Mark::Point,
            (false, true) => Mark::Comma,
            (false, false) if separator == b',' => Mark::Point,
            _ => Mark::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_means_one_number_is_that_number() {
        for mark in [Mark::Point, Mark::Comma, Mark::Unknown] {
            for (text, expected) in [
                ("1234.50", 12_345_000),
                ("1234,50", 12_345_000),
                ("1,234.50", 12_345_000),
                ("1.234,50", 12_345_000),
                ("1,234,567", 12_345_670_000),
                ("1.234.567,8", 12_345_678_000),
                ("1 234 567.8", 12_345_678_000),
                ("1\u{a0}234,5", 12_345_000),
                ("1'234.5", 12_345_000),
                ("0.125", 1_250),
                ("0,125", 1_250),
                ("1234.567", 12_345_670),
                (".5", 5_000),
                ("5.", 50_000),
                ("-3,5", -35_000),
                ("+3", 30_000),
                ("1000000", 10_000_000_000),
            ] {
                assert_eq!(units(text, mark), Ok(expected), "{text} {mark:?}");
            }
            for wrong in
                ["", " ", "x", "1e6", "12 34", "1,23,456", "1.2.3", "1.234,567.8", ",", "--1", "1-", "٣"]
            {
                assert_eq!(units(wrong, mark), Err(NOT_A_NUMBER), "{wrong}");
            }
            assert_eq!(units("1.23456", mark), Err(TOO_PRECISE));
            assert_eq!(units("99999999999999999999", mark), Err("is too large"));
        }
    }

    #[test]
    fn what_can_mean_two_is_read_by_the_mark_of_the_file() {
        assert_eq!(units("1,250", Mark::Point), Ok(12_500_000));
        assert_eq!(units("1,250", Mark::Comma), Ok(12_500));
        assert_eq!(units("1,250", Mark::Unknown), Err(AMBIGUOUS));
        assert_eq!(units("1.250", Mark::Comma), Ok(12_500_000));
        assert_eq!((units("1.250", Mark::Point), units("1.250", Mark::Unknown)), (Ok(12_500), Ok(12_500)));
    }

    #[test]
    fn the_numbers_of_a_file_show_its_mark() {
        let mark = |numbers: &[&str], separator| {
            let mut vote = Vote::default();
            numbers.iter().for_each(|number| vote.see(number));
            vote.mark(separator)
        };
        assert_eq!(mark(&["1,250", "5.5"], b','), Mark::Point);
        assert_eq!(mark(&["1.250", "5,5"], b';'), Mark::Comma);
        assert_eq!(mark(&["1,000,000"], b';'), Mark::Point);
        assert_eq!((mark(&["1,250"], b','), mark(&["1,250"], b';')), (Mark::Point, Mark::Unknown));
        assert_eq!(mark(&["5,5", "5.5"], b';'), Mark::Unknown);
    }

    proptest! {
        #[test]
        fn any_amount_is_read_back(units_ in 0_i64..10_000_000_000_000) {
            let text = Money::from_units(units_).to_string();
            prop_assert_eq!(units(&text, Mark::Point), Ok(units_));
            prop_assert_eq!(units(&text, Mark::Unknown), Ok(units_));
            prop_assert_eq!(units(&text.replace('.', ","), Mark::Comma), Ok(units_));
        }
    }
}
