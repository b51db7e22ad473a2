//! The sums that check digits are made of.

use crate::Fault;

/// Capital letters and digits of a printed number: no spaces, dots, dashes or strokes.
pub(crate) fn compact(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/' | ',' | ':' | '\u{2010}'..='\u{2015}'))
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

/// The digits of a text that is nothing else.
pub(crate) fn digits(text: &str) -> Result<Vec<u32>, Fault> {
    text.chars().map(|c| c.to_digit(10).ok_or(Fault::Form)).collect()
}

/// The digits of a text that is nothing else, when there are so many.
pub(crate) fn exactly(text: &str, length: usize) -> Result<Vec<u32>, Fault> {
    let found = digits(text)?;
    if found.len() == length { Ok(found) } else { Err(Fault::Length) }
}

/// Σ weight × digit.
pub(crate) fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The sum of Luhn, over all digits with the check digit: right when it is a multiple of ten.
pub(crate) fn luhn(digits: &[u32]) -> u32 {
    let doubled = |d: u32| if d > 4 { d * 2 - 9 } else { d * 2 };
    digits.iter().rev().enumerate().map(|(i, &d)| if i % 2 == 0 { d } else { doubled(d) }).sum::<u32>() % 10
}

/// ISO 7064 MOD 11,10 over all digits with the check digit: right when it is one.
pub(crate) fn mod_11_10(digits: &[u32]) -> bool {
    let product = digits.iter().take(digits.len().saturating_sub(1)).fold(10, |product, digit| {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        (2 * sum) % 11
    });
    digits.last().is_some_and(|check| (product + check) % 10 == 1)
}

/// The number that a text stands for when letters count from ten, modulo 97.
pub(crate) fn mod_97(text: &str) -> Option<u32> {
    text.chars().try_fold(0, |rest, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value < 10 { 10 } else { 100 } + value) % 97)
    })
}

/// The number that digits stand for, modulo something small.
pub(crate) fn rest(digits: &[u32], modulus: u32) -> u32 {
    digits.iter().fold(0, |rest, digit| (rest * 10 + digit) % modulus)
}

/// Whether a check holds, as the fault that says so.
pub(crate) fn holds(is_right: bool) -> Result<(), Fault> {
    if is_right { Ok(()) } else { Err(Fault::CheckDigit) }
}

/// Whether a part has a meaning, as the fault that says so.
pub(crate) fn means(is_known: bool) -> Result<(), Fault> {
    if is_known { Ok(()) } else { Err(Fault::Component) }
}

/// Whether the form is kept, as the fault that says so.
pub(crate) fn formed(is_formed: bool) -> Result<(), Fault> {
    if is_formed { Ok(()) } else { Err(Fault::Form) }
}

/// Whether there is such a day.
pub(crate) fn day(year: u32, month: u32, day: u32) -> Result<(), Fault> {
    let year = i32::try_from(year).map_err(|_| Fault::Component)?;
    means(chrono::NaiveDate::from_ymd_opt(year, month, day).is_some())
}

/// A number of some digits.
pub(crate) fn number(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |number, digit| number.wrapping_mul(10).wrapping_add(*digit))
}
