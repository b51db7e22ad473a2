//! Registers of Britain and of countries outside Europe.
use super::digits_of;
use crate::{Fault, sum};

/// A company number of the United Kingdom: eight digits, or two letters and six digits.
pub fn british(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let text = if text.len() == 7 { format!("0{text}") } else { text };
    if text.len() != 8 || !text.is_ascii() {
        return Err(Fault::Length);
    }
    let prefixes = [
        "SC", "NI", "OC", "SO", "NC", "FC", "SF", "NF", "LP", "SL", "NL", "GE", "IP", "SP", "RC", "CE", "CS",
        "R0",
    ];
    let tail = if prefixes.contains(&&text[..2]) { &text[2..] } else { &text };
    sum::digits(tail)?;
    Ok(text)
}

/// First two digits that the tax office of the United States never gave out.
const NO_CAMPUS: &[&str] =
    &["00", "07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"];

/// An employer identification number of the United States: `12-3456789`.
pub fn ein(text: &str) -> Result<String, Fault> {
    let (text, _) = digits_of(text, &[9])?;
    sum::means(!NO_CAMPUS.contains(&&text[..2]))?;
    Ok(text)
}

/// An Australian business number: eleven digits.
pub fn abn(text: &str) -> Result<String, Fault> {
    let (text, mut digits) = digits_of(text, &[11])?;
    digits[0] = digits[0].checked_sub(1).ok_or(Fault::CheckDigit)?;
    sum::holds(sum::weighted(&digits, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).is_multiple_of(89))?;
    Ok(text)
}

/// An Australian company number: nine digits.
pub fn acn(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[9])?;
    let sum = sum::weighted(&digits[..8], &[8, 7, 6, 5, 4, 3, 2, 1]);
    sum::holds((10 - sum % 10) % 10 == digits[8])?;
    Ok(text)
}

/// A Canadian business number: nine digits, perhaps with the account: `RT0001`.
pub fn canadian(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if ![9, 15].contains(&text.len()) || !text.is_ascii() {
        return Err(Fault::Length);
    }
    let digits = sum::exactly(&text[..9], 9)?;
    sum::holds(sum::luhn(&digits) == 0)?;
    if text.len() == 15 {
        sum::means(["RC", "RM", "RP", "RT"].contains(&&text[9..11]))?;
        sum::digits(&text[11..])?;
    }
    Ok(text)
}

/// A number of New Zealand's Inland Revenue: eight or nine digits.
pub fn ird(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[8, 9])?;
    sum::means((10_000_001..150_000_000).contains(&sum::number(&digits)))?;
    let mut padded = vec![0; 9 - digits.len()];
    padded.extend(digits);
    let round = |weights: &[u32]| (11 - sum::weighted(&padded[..8], weights) % 11) % 11;
    let check = match round(&[3, 2, 7, 6, 5, 4, 3, 2]) {
        10 => round(&[7, 4, 3, 2, 5, 2, 7, 6]),
        check => check,
    };
    sum::holds(check == padded[8])?;
    Ok(text)
}

/// A unique entity number of Singapore, or a GST number that was made of one: `200312345K`, `53012345D`, `M2-0012345-6`.
pub fn uen(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let bytes = text.as_bytes();
    if ![9, 10].contains(&text.len()) || !text.is_ascii() {
        return Err(Fault::Length);
    }
    let last = bytes[bytes.len() - 1];
    if text.len() == 9 && bytes[0].is_ascii_digit() {
        let digits = sum::digits(&text[..8])?;
        let sum = sum::weighted(&digits, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11;
        sum::holds(b"XMKECAWLJDB"[sum as usize] == last)?;
    } else if bytes[0].is_ascii_digit() {
        let digits = sum::digits(&text[..9])?;
        let sum = sum::weighted(&digits, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11;
        sum::holds(b"ZKCMDNERGWH"[sum as usize] == last)?;
    } else {
        sum::formed(matches!(bytes[0], b'M' | b'R' | b'S' | b'T') && last.is_ascii_alphanumeric())?;
        sum::digits(&text[5..text.len() - 1])?;
    }
    Ok(text)
}

/// A Malaysian GST number of 2015 to 2018: twelve digits that begin with a zero.
pub fn malaysian_gst(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[12])?;
    sum::formed(digits[0] == 0)?;
    Ok(text)
}

/// A Malaysian SST number: `W10-1808-32000123`.
pub fn sst(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if text.len() != 15 || !text.is_ascii() {
        return Err(Fault::Length);
    }
    sum::formed(text.as_bytes()[0].is_ascii_uppercase())?;
    sum::digits(&text[1..])?;
    let month = sum::number(&sum::digits(&text[5..7])?);
    sum::means((1..=12).contains(&month))?;
    Ok(text)
}

/// A Malaysian company number: up to seven digits and a letter, or the twelve digits in use since 2019.
pub fn roc(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if text.len() == 12 {
        let digits = sum::digits(&text)?;
        sum::means(
            (1900..2100).contains(&sum::number(&digits[..4]))
                && (1..=6).contains(&sum::number(&digits[4..6])),
        )?;
        return Ok(text);
    }
    if !(5..=8).contains(&text.len()) || !text.is_ascii() {
        return Err(Fault::Length);
    }
    sum::formed(text.as_bytes()[text.len() - 1].is_ascii_uppercase())?;
    sum::digits(&text[..text.len() - 1])?;
    Ok(text)
}

/// A Brazilian CNPJ: twelve characters and two check digits.
pub fn cnpj(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if text.len() != 14 {
        return Err(Fault::Length);
    }
    sum::formed(text.bytes().all(|b| b.is_ascii_alphanumeric()) && !text.starts_with("000000000000"))?;
    let check = sum::exactly(&text[12..], 2)?;
    let mut values: Vec<u32> = text.bytes().take(12).map(|b| u32::from(b) - 48).collect();
    for (at, expected) in check.iter().enumerate() {
        let weights = (0..12 + at).map(|i| 2 + ((11 + at - i) % 8) as u32);
        let sum: u32 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        sum::holds((11 - sum % 11) % 11 % 10 == *expected)?;
        values.push(*expected);
    }
    Ok(text)
}

/// A Mexican RFC: three letters of a company or four of a person, a date, three characters.
pub fn rfc(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let count = text.chars().count();
    if ![12, 13].contains(&count) {
        return Err(Fault::Length);
    }
    let (letters, rest) = text.split_at(text.char_indices().nth(count - 9).map_or(0, |(at, _)| at));
    sum::formed(
        letters.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '&' | 'Ñ')) && rest.is_ascii(),
    )?;
    let date = sum::exactly(&rest[..6], 6)?;
    sum::day(2000 + sum::number(&date[..2]), sum::number(&date[2..4]), sum::number(&date[4..]))?;
    sum::formed(rest[6..].bytes().all(|b| b.is_ascii_alphanumeric()))?;
    Ok(text)
}

/// A tax registration number of the United Arab Emirates: fifteen digits from 100.
pub fn trn(text: &str) -> Result<String, Fault> {
    let (text, _) = digits_of(text, &[15])?;
    sum::formed(text.starts_with("100"))?;
    Ok(text)
}

/// A South African VAT number: ten digits from 4 that keep Luhn's sum.
pub fn south_african(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[10])?;
    sum::formed(digits[0] == 4)?;
    sum::holds(sum::luhn(&digits) == 0)?;
    Ok(text)
}

/// An Argentine CUIT: eleven digits.
pub fn cuit(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[11])?;
    let check = (11 - sum::weighted(&digits[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
    // Where the sum asks for ten, nine is given.
    sum::holds(check.min(9) == digits[10])?;
    Ok(text)
}

/// A Colombian NIT: up to fifteen digits and a check digit.
pub fn nit(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if !(8..=16).contains(&digits.len()) {
        return Err(Fault::Length);
    }
    let weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];
    let (check, rest) = (digits[digits.len() - 1], &digits[..digits.len() - 1]);
    let sum = rest.iter().rev().zip(weights).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    sum::holds(if sum < 2 { sum } else { 11 - sum } == check)?;
    Ok(text)
}

/// A VAT number of Saudi Arabia: fifteen digits that begin and end with a three.
pub fn saudi(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[15])?;
    sum::formed(digits[0] == 3 && digits[14] == 3)?;
    Ok(text)
}
