//! Numbers of companies and taxpayers that are no VAT number, as they stand on invoices.
mod overseas;

use crate::{Fault, sum, vat};

pub use overseas::{
    abn, acn, british, canadian, cnpj, cuit, ein, ird, malaysian_gst, nit, rfc, roc, saudi, south_african,
    sst, trn, uen,
};

type Read = fn(&str) -> Result<String, Fault>;

/// A number that a country gives to companies or taxpayers.
pub struct Register {
    /// A short name: `steuernummer`, `siret`, `kvk`.
    pub name: &'static str,
    /// ISO code of the country.
    pub country: &'static str,
    /// Reads one in any spelling, into the spelling without punctuation.
    pub read: Read,
    /// Whether the number carries a check, so that a wrong one is found out.
    pub is_checked: bool,
}

/// Every register that is known.
pub const REGISTERS: &[Register] = &[
    Register { name: "steuernummer", country: "DE", read: steuernummer, is_checked: false },
    Register { name: "handelsregister", country: "DE", read: handelsregister, is_checked: false },
    Register { name: "siren", country: "FR", read: siren, is_checked: true },
    Register { name: "siret", country: "FR", read: siret, is_checked: true },
    Register { name: "nif", country: "ES", read: |text| national("ES", text), is_checked: true },
    Register { name: "partita_iva", country: "IT", read: |text| national("IT", text), is_checked: true },
    Register { name: "codice_fiscale", country: "IT", read: codice_fiscale, is_checked: true },
    Register { name: "kvk", country: "NL", read: kvk, is_checked: false },
    Register { name: "btw", country: "NL", read: |text| national("NL", text), is_checked: true },
    Register {
        name: "ondernemingsnummer",
        country: "BE",
        read: |text| national("BE", text),
        is_checked: true,
    },
    Register { name: "nip", country: "PL", read: |text| national("PL", text), is_checked: true },
    Register { name: "regon", country: "PL", read: regon, is_checked: true },
    Register { name: "nif", country: "PT", read: |text| national("PT", text), is_checked: true },
    Register { name: "uid", country: "CH", read: |text| national("CH", text), is_checked: true },
    Register { name: "orgnr", country: "SE", read: swedish, is_checked: true },
    Register { name: "orgnr", country: "NO", read: |text| national("NO", text), is_checked: true },
    Register { name: "cvr", country: "DK", read: |text| national("DK", text), is_checked: true },
    Register { name: "ytunnus", country: "FI", read: |text| national("FI", text), is_checked: true },
    Register { name: "ico", country: "CZ", read: ico, is_checked: true },
    Register { name: "dic", country: "CZ", read: |text| national("CZ", text), is_checked: true },
    Register { name: "ico", country: "SK", read: ico, is_checked: true },
    Register { name: "adoszam", country: "HU", read: adoszam, is_checked: true },
    Register { name: "oib", country: "HR", read: |text| national("HR", text), is_checked: true },
    Register { name: "cui", country: "RO", read: |text| national("RO", text), is_checked: true },
    Register { name: "afm", country: "GR", read: |text| national("EL", text), is_checked: true },
    Register { name: "company_number", country: "GB", read: british, is_checked: false },
    Register { name: "vat", country: "GB", read: |text| national("GB", text), is_checked: true },
    Register { name: "ein", country: "US", read: ein, is_checked: false },
    Register { name: "abn", country: "AU", read: abn, is_checked: true },
    Register { name: "acn", country: "AU", read: acn, is_checked: true },
    Register { name: "bn", country: "CA", read: canadian, is_checked: true },
    Register { name: "ird", country: "NZ", read: ird, is_checked: true },
    Register { name: "uen", country: "SG", read: uen, is_checked: true },
    Register { name: "gst", country: "MY", read: malaysian_gst, is_checked: false },
    Register { name: "sst", country: "MY", read: sst, is_checked: false },
    Register { name: "roc", country: "MY", read: roc, is_checked: false },
    Register { name: "cuit", country: "AR", read: cuit, is_checked: true },
    Register { name: "nit", country: "CO", read: nit, is_checked: true },
    Register { name: "vat", country: "SA", read: saudi, is_checked: false },
    Register { name: "cnpj", country: "BR", read: cnpj, is_checked: true },
    Register { name: "rfc", country: "MX", read: rfc, is_checked: false },
    Register { name: "trn", country: "AE", read: trn, is_checked: false },
    Register { name: "vat", country: "ZA", read: south_african, is_checked: true },
];

/// The register of that name and country.
pub fn register(country: &str, name: &str) -> Option<&'static Register> {
    REGISTERS.iter().find(|register| register.country == country && register.name == name)
}

fn national(country: &str, text: &str) -> Result<String, Fault> {
    vat::of(country, text).map(|vat| vat.number)
}

fn digits_of(text: &str, lengths: &[usize]) -> Result<(String, Vec<u32>), Fault> {
    let text = sum::compact(text);
    let digits = sum::digits(&text)?;
    if lengths.contains(&digits.len()) { Ok((text, digits)) } else { Err(Fault::Length) }
}

/// First digits of a German tax number in the form of all Länder, and how many digits its office has.
const LAENDER: &[&str] =
    &["10", "11", "21", "22", "23", "24", "26", "27", "28", "30", "31", "32", "40", "41", "5", "9"];

/// A German Steuernummer: 10 or 11 digits as the Land writes it, or 13 of the whole country.
pub fn steuernummer(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[10, 11, 13])?;
    if digits.len() == 13 {
        sum::means(LAENDER.iter().any(|land| text.starts_with(land)) && digits[4] == 0)?;
    }
    Ok(text)
}

/// A number of the German Handelsregister: `HRB 12345`, perhaps with a letter after it.
pub fn handelsregister(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    let number = text.strip_prefix("HRA").or_else(|| text.strip_prefix("HRB")).ok_or(Fault::Form)?;
    let number = number.trim_end_matches(|c: char| c.is_ascii_uppercase());
    if !(1..=6).contains(&number.len()) {
        return Err(Fault::Length);
    }
    sum::digits(number)?;
    Ok(text)
}

/// A French SIREN: nine digits that keep Luhn's sum.
pub fn siren(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[9])?;
    sum::holds(sum::luhn(&digits) == 0)?;
    Ok(text)
}

/// A French SIRET: a SIREN and five digits of the establishment.
pub fn siret(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[14])?;
    let is_a_post_office = text.starts_with("356000000") && text != "35600000000048";
    sum::holds(if is_a_post_office { digits.iter().sum::<u32>() % 5 == 0 } else { sum::luhn(&digits) == 0 })?;
    sum::holds(sum::luhn(&digits[..9]) == 0)?;
    Ok(text)
}

/// An Italian codice fiscale: sixteen characters of a person, or the eleven digits of a company.
pub fn codice_fiscale(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if text.len() == 11 {
        return national("IT", &text);
    }
    if text.len() != 16 || !text.is_ascii() {
        return Err(Fault::Length);
    }
    // Where two people would share a code, digits are written as these letters.
    let digit = |b: u8| {
        if b.is_ascii_digit() {
            Some(b - b'0')
        } else {
            b"LMNPQRSTUV".iter().position(|l| *l == b).map(|p| p as u8)
        }
    };
    let bytes = text.as_bytes();
    let numbers: Option<Vec<u8>> = [6, 7, 9, 10, 12, 13, 14].iter().map(|&at| digit(bytes[at])).collect();
    let numbers = numbers.ok_or(Fault::Form)?;
    let month = "ABCDEHLMPRST".find(&text[8..9]).ok_or(Fault::Form)? as u32;
    let letters = [0, 1, 2, 3, 4, 5, 11, 15].iter().all(|&at: &usize| bytes[at].is_ascii_uppercase());
    sum::formed(letters)?;
    let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let value = |b: u8| usize::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' });
    let total: usize = bytes[..15]
        .iter()
        .enumerate()
        .map(|(at, &b)| if at % 2 == 0 { odd[value(b)] } else { value(b) })
        .sum();
    sum::holds(bytes[15] == b'A' + (total % 26) as u8)?;
    let (year, day) = (u32::from(numbers[0] * 10 + numbers[1]), u32::from(numbers[2] * 10 + numbers[3]) % 40);
    sum::day(if year < 20 { 2000 + year } else { 1900 + year }, month + 1, day)?;
    Ok(text)
}

/// A number of the Dutch Kamer van Koophandel: eight digits.
pub fn kvk(text: &str) -> Result<String, Fault> {
    digits_of(text, &[8]).map(|(text, _)| text)
}

/// A Polish REGON of 9 or 14 digits.
pub fn regon(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[9, 14])?;
    sum::holds(sum::weighted(&digits[..8], &[8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == digits[8])?;
    let long = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];
    sum::holds(digits.len() == 9 || sum::weighted(&digits[..13], &long) % 11 % 10 == digits[13])?;
    Ok(text)
}

/// A Swedish organisationsnummer: ten digits that keep Luhn's sum.
pub fn swedish(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[10])?;
    sum::holds(sum::luhn(&digits) == 0)?;
    Ok(text)
}

/// A Czech or Slovak IČO: eight digits.
pub fn ico(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[8])?;
    let sum = sum::weighted(&digits[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    sum::holds((11 - sum) % 10 == digits[7])?;
    Ok(text)
}

/// A Hungarian adószám: eight digits with a check, the kind of the tax, the county.
pub fn adoszam(text: &str) -> Result<String, Fault> {
    let (text, digits) = digits_of(text, &[8, 11])?;
    sum::holds(sum::weighted(&digits[..8], &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))?;
    sum::means(digits.len() == 8 || (1..=5).contains(&digits[8]))?;
    Ok(text)
}
