//! Cyprus, Greece, Italy, Malta, Portugal, Spain.
use crate::{Fault, sum};

pub(super) fn cyprus(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(&number[..8], 8)?;
    sum::means(!number.starts_with("12"))?;
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let sum: u32 =
        digits.iter().enumerate().map(|(i, &d)| if i % 2 == 0 { odd[d as usize] } else { d }).sum();
    sum::holds(char::from_digit(10 + sum % 26, 36).map(|c| c.to_ascii_uppercase()) == number.chars().last())
}

pub(super) fn greece(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 9)?;
    let doubled = digits[..8].iter().fold(0, |sum, digit| sum * 2 + digit) * 2;
    sum::holds(doubled % 11 % 10 == digits[8])
}

pub(super) fn italy(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 11)?;
    sum::formed(sum::number(&digits[..7]) > 0)?;
    let office = sum::number(&digits[7..10]);
    sum::means((1..=100).contains(&office) || [120, 121, 888, 999].contains(&office))?;
    sum::holds(sum::luhn(&digits) == 0)
}

pub(super) fn malta(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::formed(digits[0] != 0)?;
    sum::holds(sum::weighted(&digits, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37))
}

pub(super) fn portugal(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 9)?;
    sum::formed(digits[0] != 0)?;
    let sum = sum::weighted(&digits[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    sum::holds((11 - sum) % 11 % 10 == digits[8])
}

/// Letters of a Spanish personal number by its rest.
const LETTERS: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";

pub(super) fn spain(number: &str) -> Result<(), Fault> {
    let (first, middle, last) = (number.as_bytes()[0], &number[1..8], number.as_bytes()[8]);
    let digits = sum::exactly(middle, 7)?;
    let person = |leading: u32| {
        let value = leading * 10_000_000 + sum::number(&digits);
        sum::holds(LETTERS[value as usize % 23] == last)
    };
    match first {
        b'K' | b'L' | b'M' => person(0),
        b'0'..=b'9' => person(u32::from(first - b'0')),
        b'X'..=b'Z' => person(u32::from(first - b'X')),
        b'A'..=b'H' | b'J' | b'N' | b'P'..=b'S' | b'U'..=b'W' => {
            let mut shifted = digits;
            shifted.push(0);
            let check = (10 - sum::luhn(&shifted)) % 10;
            sum::holds(last == b'0' + check as u8 || last == b"JABCDEFGHI"[check as usize])
        }
        _ => Err(Fault::Form),
    }
}
