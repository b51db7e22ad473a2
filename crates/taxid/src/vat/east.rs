//! Bulgaria, Croatia, Czechia, Hungary, Poland, Romania, Slovakia, Slovenia.
use crate::{Fault, sum};

pub(super) fn bulgaria(number: &str) -> Result<(), Fault> {
    let digits = sum::digits(number)?;
    if digits.len() == 9 {
        let round = |shift: u32| -> u32 { (0..8).map(|i| (i as u32 + shift) * digits[i]).sum::<u32>() % 11 };
        let first = round(1);
        return sum::holds((if first == 10 { round(3) } else { first }) % 10 == digits[8]);
    }
    let check = digits[9];
    let citizen = sum::weighted(&digits, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let foreigner = sum::weighted(&digits, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
    let other = (11 - sum::weighted(&digits, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    sum::holds((citizen == check && bulgarian_birthday(&digits)) || foreigner == check || other == check)
}

/// Months of the 19th century are 20 more, of the 21st 40 more.
fn bulgarian_birthday(digits: &[u32]) -> bool {
    let (year, month, day) =
        (sum::number(&digits[..2]), sum::number(&digits[2..4]), sum::number(&digits[4..6]));
    let (century, month) = match month {
        41.. => (2000, month - 40),
        21..=40 => (1800, month - 20),
        _ => (1900, month),
    };
    sum::day(century + year, month, day).is_ok()
}

pub(super) fn croatia(number: &str) -> Result<(), Fault> {
    sum::holds(sum::mod_11_10(&sum::exactly(number, 11)?))
}

pub(super) fn czechia(number: &str) -> Result<(), Fault> {
    let digits = sum::digits(number)?;
    let sum = |digits: &[u32]| sum::weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) % 11;
    match digits.len() {
        8 => {
            sum::means(digits[0] != 9)?;
            let check = match (11 - sum(&digits[..7])) % 11 {
                0 => 1,
                check => check % 10,
            };
            sum::holds(check == digits[7])
        }
        9 if digits[0] == 6 => {
            let ten_less = (21 - sum(&digits[1..8])) % 11;
            sum::holds((18 - ten_less) % 10 == digits[8])
        }
        _ => birth_number(&digits),
    }
}

/// The number that Czechs and Slovaks get at birth.
fn birth_number(digits: &[u32]) -> Result<(), Fault> {
    let (year, month, day) =
        (1900 + sum::number(&digits[..2]), sum::number(&digits[2..4]), sum::number(&digits[4..6]));
    let year = match digits.len() {
        9 if year >= 1980 => year - 100,
        9 if year > 1953 => return Err(Fault::Length),
        10 if year < 1954 => year + 100,
        _ => year,
    };
    sum::day(year, month % 50 % 20, day)?;
    sum::holds(digits.len() == 9 || sum::rest(&digits[..9], 11) % 10 == digits[9])
}

pub(super) fn hungary(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::holds(sum::weighted(&digits, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))
}

pub(super) fn poland(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 10)?;
    sum::holds(sum::weighted(&digits[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9])
}

pub(super) fn romania(number: &str) -> Result<(), Fault> {
    let digits = sum::digits(number)?;
    if digits.len() == 13 {
        return romanian_person(&digits);
    }
    sum::formed(digits[0] != 0)?;
    let mut padded = vec![0; 10 - digits.len()];
    padded.extend(&digits);
    let check = 10 * sum::weighted(&padded[..9], &[7, 5, 3, 2, 1, 7, 5, 3, 2]) % 11 % 10;
    sum::holds(check == padded[9])
}

fn romanian_person(digits: &[u32]) -> Result<(), Fault> {
    let century = match digits[0] {
        0 => return Err(Fault::Component),
        3 | 4 => 1800,
        5 | 6 => 2000,
        _ => 1900,
    };
    let year = century + sum::number(&digits[1..3]);
    sum::day(year, sum::number(&digits[3..5]), sum::number(&digits[5..7]))?;
    let county = sum::number(&digits[7..9]);
    sum::means(
        (1..=48).contains(&county) || (51..=52).contains(&county) || [70, 80, 81, 82, 83].contains(&county),
    )?;
    let check = match sum::weighted(&digits[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 {
        10 => 1,
        check => check,
    };
    sum::holds(check == digits[12])
}

pub(super) fn slovenia(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::formed(digits[0] != 0)?;
    let check = 11 - sum::weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    sum::holds((if check == 10 { 0 } else { check }) == digits[7])
}

pub(super) fn slovakia(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 10)?;
    if birth_number(&digits).is_ok() {
        return Ok(());
    }
    sum::formed(digits[0] != 0 && [2, 3, 4, 7, 8, 9].contains(&digits[2]))?;
    sum::holds(sum::rest(&digits, 11) == 0)
}
