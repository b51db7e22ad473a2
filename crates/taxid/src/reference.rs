//! Structured references of payments: what a payer must copy without a slip, and what therefore carries a check.
use crate::{Fault, sum};

/// Reads a creditor reference of ISO 11649: `RF18 5390 0754 7034`.
pub fn rf(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if !(5..=25).contains(&text.len()) {
        return Err(Fault::Length);
    }
    sum::formed(text.starts_with("RF") && text.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    sum::digits(&text[2..4])?;
    sum::holds(sum::mod_97(&format!("{}{}", &text[4..], &text[..4])) == Some(1))?;
    Ok(text)
}

/// Reads a Belgian structured communication: `+++010/8068/17183+++`.
pub fn ogm(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text).replace(['+', '*'], "");
    let digits = sum::exactly(&text, 12)?;
    sum::formed(digits.iter().any(|digit| *digit > 0))?;
    let rest = match sum::rest(&digits[..10], 97) {
        0 => 97,
        rest => rest,
    };
    sum::holds(rest == sum::number(&digits[10..]))?;
    Ok(text)
}

/// Reads a Swiss QR reference of 27 digits; also the 16 digits of an older payment slip and what lies between.
pub fn qrr(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if !(16..=27).contains(&digits.len()) {
        return Err(Fault::Length);
    }
    let table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let carry = digits[..digits.len() - 1].iter().fold(0, |carry, d| table[((d + carry) % 10) as usize]);
    sum::holds((10 - carry) % 10 == digits[digits.len() - 1])?;
    Ok(text)
}

/// Reads a Finnish reference of 4 to 20 digits.
pub fn viite(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if !(4..=20).contains(&digits.len()) {
        return Err(Fault::Length);
    }
    let (check, rest) = (digits[digits.len() - 1], &digits[..digits.len() - 1]);
    let sum: u32 =
        rest.iter().rev().zip([7, 3, 1].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    sum::holds((10 - sum % 10) % 10 == check)?;
    Ok(text)
}

/// Reads a Norwegian KID of 2 to 25 digits, whose check is of modulus 10 or 11 (where 10 is printed as a dash).
pub fn kid(text: &str) -> Result<String, Fault> {
    let dashed = text.trim().ends_with('-');
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if !(2..=25).contains(&(digits.len() + usize::from(dashed))) {
        return Err(Fault::Length);
    }
    let eleven = |digits: &[u32]| -> u32 {
        let weights = [2, 3, 4, 5, 6, 7];
        (11 - digits.iter().rev().zip(weights.iter().cycle()).map(|(d, w)| d * w).sum::<u32>() % 11) % 11
    };
    if dashed {
        return sum::holds(eleven(&digits) == 10).map(|()| format!("{text}-"));
    }
    let (last, rest) = (digits[digits.len() - 1], &digits[..digits.len() - 1]);
    sum::holds(sum::luhn(&digits) == 0 || eleven(rest) == last)?;
    Ok(text)
}

/// Reads a Swedish OCR number of 2 to 25 digits, whose check is Luhn's.
pub fn ocr(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if !(2..=25).contains(&digits.len()) {
        return Err(Fault::Length);
    }
    sum::holds(sum::luhn(&digits) == 0)?;
    Ok(text)
}
