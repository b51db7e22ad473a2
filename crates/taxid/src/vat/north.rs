//! Denmark, Estonia, Finland, Latvia, Lithuania, Norway, Sweden.
use crate::{Fault, sum};

pub(super) fn denmark(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::formed(digits[0] != 0)?;
    sum::holds(sum::weighted(&digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

pub(super) fn estonia(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 9)?;
    sum::holds(sum::weighted(&digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10))
}

pub(super) fn finland(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::holds(sum::weighted(&digits, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11))
}

pub(super) fn latvia(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 11)?;
    if digits[0] > 3 {
        return sum::holds(sum::weighted(&digits, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3);
    }
    // A person: born on a day, or since 2017 a number that begins with 32 and tells no birthday.
    if !number.starts_with("32") {
        let (day, month, year) =
            (sum::number(&digits[..2]), sum::number(&digits[2..4]), sum::number(&digits[4..6]));
        sum::day(1800 + digits[6] * 100 + year, month, day)?;
    }
    let check = (1 + sum::weighted(&digits[..10], &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10;
    sum::holds(check == digits[10])
}

pub(super) fn lithuania(number: &str) -> Result<(), Fault> {
    let digits = sum::digits(number)?;
    let (last, before) = (digits.len() - 1, digits.len() - 2);
    sum::means(digits[before] == 1)?;
    let round = |shift: usize| -> u32 {
        let weights: Vec<u32> = (0..last).map(|i| 1 + ((i + shift) % 9) as u32).collect();
        sum::weighted(&digits[..last], &weights) % 11
    };
    let first = round(0);
    sum::holds((if first == 10 { round(2) } else { first }) % 10 == digits[last])
}

pub(super) fn norway(number: &str) -> Result<(), Fault> {
    sum::formed(["", "MVA"].contains(&&number[9..]))?;
    let digits = sum::exactly(&number[..9], 9)?;
    sum::holds(sum::weighted(&digits, &[3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

pub(super) fn sweden(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 12)?;
    sum::formed(number.ends_with("01"))?;
    sum::holds(sum::luhn(&digits[..10]) == 0)
}
