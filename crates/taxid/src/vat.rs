//! VAT identification numbers of Europe: every member state, Northern Ireland, Great Britain, Switzerland, Norway.
//!
//! The rules follow what the tax offices publish; each is cross-checked against thousands of numbers that another
//! program accepts and refuses.
mod centre;
mod east;
mod north;
mod south;
mod west;

use crate::{Fault, sum};

/// A VAT number that keeps its country's form and check digit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Vat {
    /// Prefix of the number: an ISO country, or `EL` for Greece and `XI` for Northern Ireland.
    pub country: &'static str,
    /// The number without its prefix: `810433941B01`.
    pub number: String,
}

impl Vat {
    /// As it is written on an invoice, without spaces: `NL810433941B01`, `CHE107787577MWST`.
    pub fn text(&self) -> String {
        format!("{}{}", if self.country == "CH" { "" } else { self.country }, self.number)
    }

    /// ISO 3166 code of the country: `GR` where the number says `EL`, `GB` where it says `XI`.
    pub fn iso(&self) -> &'static str {
        match self.country {
            "EL" => "GR",
            "XI" => "GB",
            country => country,
        }
    }
}

type Rule = fn(&str) -> Result<(), Fault>;

/// Each prefix, the lengths that a number without prefix has, and the rule.
const COUNTRIES: &[(&str, &[usize], Rule)] = &[
    ("AT", &[9], centre::austria),
    ("BE", &[10], west::belgium),
    ("BG", &[9, 10], east::bulgaria),
    ("CH", &[12, 14, 15, 16], centre::switzerland),
    ("CY", &[9], south::cyprus),
    ("CZ", &[8, 9, 10], east::czechia),
    ("DE", &[9], centre::germany),
    ("DK", &[8], north::denmark),
    ("EE", &[9], north::estonia),
    ("EL", &[9], south::greece),
    ("ES", &[9], south::spain),
    ("FI", &[8], north::finland),
    ("FR", &[11], west::france),
    ("GB", &[5, 9, 12], west::britain),
    ("HR", &[11], east::croatia),
    ("HU", &[8], east::hungary),
    ("IE", &[8, 9], west::ireland),
    ("IT", &[11], south::italy),
    ("LT", &[9, 12], north::lithuania),
    ("LU", &[8], west::luxembourg),
    ("LV", &[11], north::latvia),
    ("MT", &[8], south::malta),
    ("NL", &[12], west::netherlands),
    ("NO", &[9, 12], north::norway),
    ("PL", &[10], east::poland),
    ("PT", &[9], south::portugal),
    ("RO", &[2, 3, 4, 5, 6, 7, 8, 9, 10, 13], east::romania),
    ("SE", &[12], north::sweden),
    ("SI", &[8], east::slovenia),
    ("SK", &[10], east::slovakia),
    ("XI", &[5, 9, 12], west::britain),
];

/// Every prefix that is known.
pub fn countries() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(country, ..)| *country)
}

/// How long numbers with a prefix are, without it (Switzerland: with it).
pub(crate) fn lengths(prefix: &str) -> Option<&'static [usize]> {
    COUNTRIES.iter().find(|(code, ..)| *code == prefix).map(|(_, lengths, _)| *lengths)
}

/// Reads a VAT number with its prefix, in any spelling: `NL 8104.33.941.B01`, `CHE-107.787.577 MWST`.
pub fn vat(text: &str) -> Result<Vat, Fault> {
    let text = sum::compact(text);
    let prefix = match text.get(..2).ok_or(Fault::Length)? {
        "GR" => "EL",
        prefix => prefix,
    };
    of(prefix, &text)
}

/// Reads a VAT number of a country, whose prefix may be missing. `GR` and `EL` are both Greece.
pub fn of(country: &str, text: &str) -> Result<Vat, Fault> {
    let country = if country == "GR" { "EL" } else { country };
    let (country, lengths, rule) =
        COUNTRIES.iter().find(|(code, ..)| *code == country).ok_or(Fault::Unknown)?;
    let text = sum::compact(text);
    let number = bare(country, &text);
    if !number.is_ascii() {
        return Err(Fault::Form);
    }
    if !lengths.contains(&number.len()) {
        return Err(Fault::Length);
    }
    rule(&number)?;
    Ok(Vat { country, number })
}

/// The number without its prefix, and with what is often left out.
fn bare(country: &str, text: &str) -> String {
    let number = match country {
        "CH" => return if text.starts_with("CH") { text.to_owned() } else { format!("CHE{text}") },
        "EL" => text.strip_prefix("EL").or_else(|| text.strip_prefix("GR")),
        _ => text.strip_prefix(country),
    }
    .unwrap_or(text);
    match (country, number.len()) {
        ("BE", 9) => format!("0{number}"),
        ("BE", 12) if number.starts_with("(0)") => format!("0{}", &number[3..]),
        ("EL", 8) => format!("0{number}"),
        _ => number.to_owned(),
    }
}
