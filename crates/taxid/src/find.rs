//! Finds identifiers in printed text, however they are spaced.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::{Fault, bank, company, india, reference, vat};

mod fallback;
mod labels;

/// What kind of identifier was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// India's GSTIN.
    Gstin,
    /// India's PAN.
    Pan,
    /// The number of an Indian company.
    Cin,
    /// The reference number of an Indian e-invoice.
    Irn,
    /// A VAT number of a country of Europe, with its prefix.
    Vat,
    /// A national tax number: Steuernummer, NIF, codice fiscale, EIN, ABN, SST.
    Tax,
    /// A number of a register of companies: SIRET, KVK, HRB, ROC.
    Company,
    /// An IBAN.
    Iban,
    /// A BIC.
    Bic,
    /// India's IFSC.
    Ifsc,
    /// A structured reference of a payment.
    Reference,
}

/// An identifier that stands in a text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Id {
    /// What it is.
    pub kind: Kind,
    /// ISO code of its country, or nothing where it has none.
    pub country: &'static str,
    /// Its name within its kind: `steuernummer`, `siret`; else nothing.
    pub name: &'static str,
    /// Without spaces and punctuation.
    pub value: String,
    /// Whether its check digit fits; true as well where a number has none and the form is kept.
    pub valid: bool,
    /// Whether the number carries a check digit at all, so that `valid` proves something.
    pub checked: bool,
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
}

/// Finds every identifier in a text, in order. Numbers that nothing gives away are found only behind their label
/// ("KVK 12345678"); what keeps a form but not its check digit is found too, and `valid` says no; so is what stands behind a word for a tax
/// number or an IBAN and keeps no form at all, with `checked` saying no as well.
pub fn find(text: &str) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    labels::find(text, &mut found);

    for start in starts(text) {
        if found.iter().any(|id| id.span.contains(&start)) {
            continue;
        }
        if let Some(id) = PLAIN.iter().find_map(|read| read(text, start)) {
            found.retain(|other| other.span.start >= id.span.end || other.span.end <= id.span.start);
            found.push(id);
        }
    }
    fallback::find(text, &mut found);
    found.sort_by_key(|id| id.span.start);
    found
}

type At = fn(&str, usize) -> Option<Id>;

/// What is recognised without a label, the most telling first.
const PLAIN: &[At] = &[irn, gstin, iban, european, cin, pan, ifsc, rf, ogm];

/// Where a run of letters and digits begins.
fn starts(text: &str) -> Vec<usize> {
    let mut inside = false;
    let mut starts = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() && !inside {
            starts.push(at);
        }
        inside = c.is_alphanumeric();
    }
    starts
}

/// The next `length` letters and digits from a place, with at most two separators between any two of them, when
/// the text does not go on in the same word. Letters come as capitals.
fn run(text: &str, from: usize, length: usize) -> Option<(String, usize)> {
    let mut value = String::with_capacity(length);
    let mut gap = 0;
    for (at, c) in text[from..].char_indices() {
        if c.is_ascii_alphanumeric() || matches!(c, '*' | '+') && value.len() == 3 {
            if value.len() == length {
                return (gap > 0).then_some((value, from + at - gap));
            }
            value.push(c.to_ascii_uppercase());
            gap = 0;
        } else if c.is_alphanumeric() || value.is_empty() {
            return None;
        } else if value.len() == length {
            return Some((value, from + at));
        } else {
            gap += c.len_utf8();
            if !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '\u{2010}'..='\u{2013}')
                || gap > 3
            {
                return None;
            }
        }
    }
    (value.len() == length).then_some((value, text.len()))
}

fn id(kind: Kind, country: &'static str, value: String, valid: bool, span: Range<usize>) -> Id {
    let checked = !matches!(kind, Kind::Pan | Kind::Cin | Kind::Irn | Kind::Bic | Kind::Ifsc);
    Id { kind, country, name: "", value, valid, checked, span }
}

fn irn(text: &str, from: usize) -> Option<Id> {
    let (value, end) = run(text, from, 64)?;
    let value = india::irn::form(&value).ok()?;
    Some(id(Kind::Irn, "IN", value, true, from..end))
}

fn gstin(text: &str, from: usize) -> Option<Id> {
    let (value, end) = run(text, from, 15)?;
    let read = india::gstin::form(&value).ok()?;
    Some(id(Kind::Gstin, "IN", read.text, read.is_checked, from..end))
}

fn pan(text: &str, from: usize) -> Option<Id> {
    let (value, end) = run(text, from, 10)?;
    let value = india::pan::pan(&value).ok()?.text;
    let solid = text[from..end].len() == 10 && text[from..end].bytes().all(|b| !b.is_ascii_lowercase());
    solid.then(|| id(Kind::Pan, "IN", value, true, from..end))
}

static CIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[LU]\d{5}[A-Z]{2}(?:18|19|20)\d{2}[A-Z]{3}\d{6}$").ok());

fn cin(text: &str, from: usize) -> Option<Id> {
    let (value, end) = run(text, from, 21)?;
    let is_cin = CIN.as_ref().is_some_and(|form| form.is_match(&value));
    is_cin.then(|| id(Kind::Cin, "IN", value, true, from..end))
}

fn ifsc(text: &str, from: usize) -> Option<Id> {
    let (value, end) = run(text, from, 11)?;
    let is_solid = end - from == 11 && value.bytes().filter(u8::is_ascii_digit).count() > 2;
    let value = bank::ifsc(text.get(from..end)?).ok().filter(|_| is_solid)?;
    Some(id(Kind::Ifsc, "IN", value, true, from..end))
}

fn iban(text: &str, from: usize) -> Option<Id> {
    let prefix = text.get(from..from + 2)?;
    if !prefix.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let (value, end) = run(text, from, bank::iban_length(prefix)?)?;
    let valid = match bank::iban(&value) {
        Ok(_) => true,
        Err(Fault::CheckDigit) => false,
        Err(_) => return None,
    };
    let country = country(prefix)?;
    Some(id(Kind::Iban, country, value, valid, from..end))
}

fn country(code: &str) -> Option<&'static str> {
    crate::country::known(code)
}

/// A VAT number with its prefix. A prefix that is also a word of a language must be followed by a number that is
/// right, or by one that has the right form with digits only where they belong.
fn european(text: &str, from: usize) -> Option<Id> {
    let prefix = text.get(from..from + 2)?;
    let prefix = if prefix == "GR" { "EL" } else { prefix };
    let mut slip = None;
    for length in vat::lengths(prefix)?.iter().rev() {
        let length = if prefix == "CH" { *length } else { length + 2 };
        let Some((value, end)) = run(text, from, length) else { continue };
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        let is_bare_norwegian = prefix == "NO" && !value.ends_with("MVA");
        if digits < 7.min(length - 2) || is_bare_norwegian || (prefix == "RO" && digits < 6) {
            continue;
        }
        match vat::vat(&value) {
            Ok(read) => return Some(id(Kind::Vat, read.iso(), read.text(), true, from..end)),
            Err(Fault::CheckDigit) if slip.is_none() && !matches!(prefix, "RO" | "NO") => {
                let iso = if prefix == "EL" { "GR" } else { prefix };
                slip = Some(id(Kind::Vat, country(iso).unwrap_or(""), value, false, from..end));
            }
            Err(_) => {}
        }
    }
    slip
}

fn rf(text: &str, from: usize) -> Option<Id> {
    text[from..].starts_with("RF").then_some(())?;
    (7..=25).rev().find_map(|length| {
        let (value, end) = run(text, from, length)?;
        let value = reference::rf(&value).ok()?;
        Some(id(Kind::Reference, "", value, true, from..end))
    })
}

/// A Belgian communication within its crosses or stars: `+++010/8068/17183+++`.
fn ogm(text: &str, from: usize) -> Option<Id> {
    let before = text[..from].trim_end();
    let (value, end) = run(text, from, 12)?;
    let is_framed = (before.ends_with("+++") && text[end..].trim_start().starts_with("+++"))
        || (before.ends_with("***") && text[end..].trim_start().starts_with("***"));
    let valid = match reference::ogm(&value).map_err(|fault| fault == Fault::CheckDigit) {
        Ok(_) => true,
        Err(true) => false,
        Err(false) => return None,
    };
    is_framed.then(|| id(Kind::Reference, "BE", value, valid, from..end))
}

/// The number of a register that begins at a place: the longest that it reads.
fn registered(text: &str, from: usize, register: &'static company::Register, kind: Kind) -> Option<Id> {
    let make = |value, valid, end| Id {
        kind,
        country: register.country,
        name: register.name,
        value,
        valid,
        checked: register.is_checked,
        span: from..end,
    };
    let mut slip = None;
    for length in (4..=18).rev() {
        let Some((value, end)) = run(text, from, length) else { continue };
        match (register.read)(&value) {
            Ok(read) => return Some(make(read, true, end)),
            Err(Fault::CheckDigit) => slip = slip.or(Some(make(value, false, end))),
            Err(_) => {}
        }
    }
    slip
}
