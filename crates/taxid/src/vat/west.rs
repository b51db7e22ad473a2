//! Belgium, Britain, France, Ireland, Luxembourg, the Netherlands.
use crate::{Fault, company, sum};

pub(super) fn belgium(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 10)?;
    sum::formed(sum::number(&digits) > 0)?;
    sum::means(digits[0] < 2)?;
    sum::holds((sum::rest(&digits[..8], 97) + sum::number(&digits[8..])).is_multiple_of(97))
}

pub(super) fn britain(number: &str) -> Result<(), Fault> {
    if let Some(office) = number.strip_prefix("GD").or_else(|| number.strip_prefix("HA")) {
        let office = sum::number(&sum::exactly(office, 3)?);
        return sum::means((office < 500) == number.starts_with("GD"));
    }
    let digits = sum::digits(number)?;
    if digits.len() < 9 {
        return Err(Fault::Length);
    }
    let rest = sum::weighted(&digits[..9], &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    let is_newer = sum::number(&digits[..3]) >= 100;
    sum::holds(rest == 0 || (is_newer && [42, 55].contains(&rest)))
}

/// Letters and digits of a French key: without I and O.
const KEY: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

pub(super) fn france(number: &str) -> Result<(), Fault> {
    let key: Vec<usize> =
        number[..2].chars().map(|c| KEY.find(c).ok_or(Fault::Form)).collect::<Result<_, _>>()?;
    let (first, second) = (key[0], key[1]);
    let siren = &number[2..];
    let digits = sum::exactly(siren, 9)?;
    if !siren.starts_with("000") {
        company::siren(siren)?;
    }
    let value = u64::from(sum::number(&digits));
    if first < 10 && second < 10 {
        return sum::holds((first * 10 + second) as u64 == (value * 100 + 12) % 97);
    }
    let check = if first < 10 { first * 24 + second } else { first * 34 + second };
    let check = check.checked_sub(if first < 10 { 10 } else { 100 }).ok_or(Fault::CheckDigit)? as u64;
    sum::holds((value + 1 + check / 11) % 11 == check % 11)
}

/// Letters of an Irish number by their value.
const IRISH: &str = "WABCDEFGHIJKLMNOPQRSTUV";

pub(super) fn ireland(number: &str) -> Result<(), Fault> {
    let tail: Vec<usize> =
        number[7..].chars().map(|c| IRISH.find(c).ok_or(Fault::Form)).collect::<Result<_, _>>()?;
    let middle = sum::exactly(&number[2..7], 5)?;
    let first = sum::digits(&number[..1])?[0];
    let second = number[1..2].chars().next().unwrap_or_default();
    let sum = if let Some(second) = second.to_digit(10) {
        let mut digits = vec![first, second];
        digits.extend(&middle);
        sum::weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * tail.get(1).copied().unwrap_or(0) as u32
    } else if second.is_ascii_uppercase() || matches!(second, '+' | '*') {
        sum::weighted(&middle, &[7, 6, 5, 4, 3]) + 2 * first
    } else {
        return Err(Fault::Form);
    };
    sum::holds(sum % 23 == tail[0] as u32)
}

pub(super) fn luxembourg(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(number, 8)?;
    sum::holds(sum::rest(&digits[..6], 89) == sum::number(&digits[6..]))
}

pub(super) fn netherlands(number: &str) -> Result<(), Fault> {
    let digits = sum::exactly(&number[..9], 9)?;
    let branch = sum::exactly(&number[10..], 2)?;
    sum::formed(sum::number(&digits) > 0 && sum::number(&branch) > 0 && &number[9..10] == "B")?;
    let is_of_a_person_or_company = sum::weighted(&digits, &[9, 8, 7, 6, 5, 4, 3, 2, 10]).is_multiple_of(11);
    sum::holds(is_of_a_person_or_company || sum::mod_97(&format!("NL{number}")) == Some(1))
}
