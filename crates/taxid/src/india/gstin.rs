//! GSTIN: fifteen characters of a state, a PAN, an entity, and a check digit.
//!
//! Forms of taxpayers that are no ordinary business follow the portal; a test that demands a `Z` refuses real ones.
use std::collections::BTreeSet;

use super::{pan, state};
use crate::{Fault, sum};

/// Who holds a GSTIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A business of the ordinary kind, also composition and SEZ.
    Business,
    /// An office of the government, registered by its TAN.
    Government,
    /// A taxpayer who does not live in India.
    NonResident,
    /// A supplier of online services from abroad.
    Online,
    /// A body of the United Nations or an embassy.
    Embassy,
    /// Deducts tax at source.
    Deductor,
    /// Collects tax at source: a market place.
    Collector,
}

/// A GSTIN and its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gstin {
    /// All fifteen characters.
    pub text: String,
    /// Who holds it.
    pub kind: Kind,
    /// Whether the check digit fits. [`gstin`] answers only those that do.
    pub is_checked: bool,
}

impl Gstin {
    /// The two digits of the state.
    pub fn state_code(&self) -> &str {
        &self.text[..2]
    }

    /// The state; none for the codes that stand for no state.
    pub fn state(&self) -> Option<&'static state::State> {
        state::by_code(self.state_code())
    }

    /// The PAN of the holder, where the number holds one.
    pub fn pan(&self) -> Option<&str> {
        pan::pan(&self.text[2..12]).is_ok().then(|| &self.text[2..12])
    }

    /// Counts the registrations of one PAN in one state.
    pub fn entity(&self) -> &str {
        &self.text[12..13]
    }
}

const ALPHABET: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The check digit for the first fourteen characters.
pub fn check_digit(first: &str) -> Option<char> {
    let sum = first.chars().take(14).enumerate().try_fold(0, |sum, (at, c)| {
        let product = c.to_digit(36)? * if at % 2 == 0 { 1 } else { 2 };
        Some(sum + product / 36 + product % 36)
    })?;
    Some(char::from(ALPHABET[((36 - sum % 36) % 36) as usize]))
}

/// Which of the portal's forms the text keeps. `9` is a digit, `A` a letter, `#` either.
fn kind(text: &str) -> Option<Kind> {
    let is = |form: &str| {
        form.bytes().zip(text.bytes()).all(|(form, b)| match form {
            b'9' => b.is_ascii_digit(),
            b'A' => b.is_ascii_uppercase(),
            b'#' => b.is_ascii_digit() || b.is_ascii_uppercase(),
            b'_' => b != b'0' && (b.is_ascii_digit() || b.is_ascii_uppercase()),
            b'@' => matches!(b, b'Z' | b'1'..=b'9' | b'A' | b'B' | b'D'..=b'J'),
            b'?' => matches!(b, b'U' | b'O'),
            other => other.to_ascii_uppercase() == b,
        })
    };
    let forms = [
        ("99AAAAA9999A_d#", Kind::Deductor),
        ("99AAAAA9999A_c#", Kind::Collector),
        ("99AAAAA9999A_@#", Kind::Business),
        ("99AAAA99999A9z9", Kind::Government),
        ("9999AAA99999nr#", Kind::NonResident),
        ("9999AAA99999?n#", Kind::Embassy),
        ("9999AAA99999os#", Kind::Online),
    ];
    forms.iter().find(|(form, _)| is(form)).map(|(_, kind)| *kind)
}

/// Takes a GSTIN apart without asking for the check digit, which [`Gstin::is_checked`] then tells.
pub fn form(text: &str) -> Result<Gstin, Fault> {
    let text = sum::compact(text);
    if text.chars().count() != 15 {
        return Err(Fault::Length);
    }
    sum::formed(text.bytes().all(|b| b.is_ascii_alphanumeric()))?;
    let kind = kind(&text).ok_or(Fault::Form)?;
    // Numbers of those who live abroad begin with the state of their agent or with 99; all others with a state.
    sum::means(state::is_code(&text[..2]))?;
    let is_checked = check_digit(&text) == text.chars().last();
    Ok(Gstin { text, kind, is_checked })
}

/// Reads a GSTIN: its form, its state and its check digit.
pub fn gstin(text: &str) -> Result<Gstin, Fault> {
    let read = form(text)?;
    sum::holds(read.is_checked)?;
    Ok(read)
}

/// What a letter is taken for where a digit must stand, and the other way round. The likeliest comes first.
fn mistaken(c: char, wants_digit: bool) -> &'static str {
    match (c, wants_digit) {
        ('O' | 'D' | 'Q' | 'U', true) => "0",
        ('I' | 'L' | 'T', true) => "1",
        ('J', true) => "1",
        ('Z', true) => "2",
        ('A', true) => "4",
        ('S', true) => "5",
        ('G', true) => "6",
        ('B', true) => "8",
        ('0', false) => "ODQ",
        ('1', false) => "IL",
        ('2', false) => "Z",
        ('4', false) => "A",
        ('5', false) => "S",
        ('6', false) => "G",
        ('7', false) => "T",
        ('8', false) => "B",
        _ => "",
    }
}

/// Repairs a business's GSTIN that was misread: characters that look alike are exchanged where the form asks for it,
/// and the result counts only when it is the one that keeps the check digit.
pub fn repair(text: &str) -> Option<Gstin> {
    let text = sum::compact(text);
    if let Ok(fine) = gstin(&text) {
        return Some(fine);
    }
    if text.chars().count() != 15 || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let mut candidates = vec![String::new()];
    for (at, c) in text.chars().enumerate() {
        let choices = choices(at, c);
        if choices.is_empty() || candidates.len() * choices.chars().count() > 512 {
            return None;
        }
        candidates = candidates
            .iter()
            .flat_map(|start| choices.chars().map(move |choice| format!("{start}{choice}")))
            .collect();
    }
    let mut passes: BTreeSet<String> = candidates.into_iter().filter(|text| gstin(text).is_ok()).collect();
    let only = passes.pop_first()?;
    if passes.is_empty() { gstin(&only).ok() } else { None }
}

/// What may have stood at a place of the form `99AAAAA9999A#Z#` where this was read.
fn choices(at: usize, c: char) -> String {
    match at {
        13 if c == 'Z' || c == '2' || c == '7' => "Z".to_owned(),
        13 => c.to_string(),
        12 | 14 => format!("{c}{}", mistaken(c, c.is_ascii_alphabetic())),
        0 | 1 | 7..=10 if c.is_ascii_digit() => c.to_string(),
        2..=6 | 11 if c.is_ascii_alphabetic() => c.to_string(),
        0 | 1 | 7..=10 => mistaken(c, true).to_owned(),
        _ => mistaken(c, false).to_owned(),
    }
}
