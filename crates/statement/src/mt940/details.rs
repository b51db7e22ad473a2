//! `:86:`, what a booking is for: free text, numbered subfields (`166?00…?20…?32…`) or words between slashes
//! (`/TRTP/…/IBAN/…/NAME/…/REMI/…`).
use super::{booking::is_nothing, subfields};
use crate::{
    Entry,
    text::{account, some, tidy},
};

/// Puts the texts of an entry's `:86:` fields where they belong.
pub(super) fn describe(entry: &mut Entry, texts: &[String]) {
    let Some(first) = texts.first() else { return };
    if texts.len() == 1 && is_structured(first) {
        subfields::numbered(entry, first);
        return;
    }
    let text = join(texts);
    if slashed(entry, &text) {
        return;
    }
    dutch(entry, &text);
    let memo = tidy(&text);
    // The supplementary line of :61: often says the same.
    if entry.memo.is_empty() || memo.contains(&entry.memo) {
        entry.memo = memo;
    } else if !memo.is_empty() {
        entry.memo = format!("{} {memo}", entry.memo);
    }
}

/// Three digits, a separator, and a subfield's number.
pub(super) fn is_structured(text: &str) -> bool {
    subfields::separator(text).is_some()
}

/// Lines of full width go on without a blank where words stand between slashes: a line break may cut a word.
fn join(texts: &[String]) -> String {
    const FULL: usize = 64;
    let mut out = String::new();
    for text in texts {
        let coded = text.starts_with('/') || text.contains("/IBAN/") || text.contains("/REMI/");
        for line in text.lines() {
            if !out.is_empty() && !out.ends_with('\u{0}') {
                out.push(' ');
            }
            while out.ends_with('\u{0}') {
                out.pop();
            }
            out.push_str(line.trim_end_matches(['\r', '\n']));
            if coded && line.chars().count() >= FULL {
                out.push('\u{0}');
            }
        }
    }
    out.replace('\u{0}', "")
}

/// Words between slashes that banks write.
const CODES: &[&str] = &[
    "TRTP",
    "IBAN",
    "BIC",
    "NAME",
    "REMI",
    "EREF",
    "MARF",
    "CSID",
    "CNTP",
    "ORDP",
    "BENM",
    "ISDT",
    "RTRN",
    "ADDR",
    "ID",
    "PREF",
    "PURP",
    "ULTB",
    "ULTC",
    "ULTD",
    "SVCL",
    "OCMT",
    "CHGS",
    "TRCD",
    "INFO",
    "RCMT",
    "BUSP",
    "SWOC",
    "EXCH",
    "CHG1",
    "ORDR",
    "REFE",
    "ULTI",
    "NRTX",
    "MSID",
    "PY",
    "CDTRREFTP",
    "CDTRREF",
    "NAM",
    "TXT",
    "REFERENCE",
];

/// Reads `/CODE/value/CODE/value`; false if the text is not of that kind.
fn slashed(entry: &mut Entry, text: &str) -> bool {
    let parts = parts(text);
    let has = |code: &str| parts.iter().any(|(name, _)| *name == code);
    if !(has("REMI") || has("NAME") || has("IBAN") || has("CNTP") || has("EREF") || has("TRTP")) {
        return false;
    }
    let get = |code: &str| parts.iter().filter(|(name, _)| *name == code).find_map(|(_, value)| some(value));
    if let Some(other) = get("CNTP") {
        // ING: account, BIC, name and town.
        let mut steps = other.split('/');
        entry.counterparty = steps.next().and_then(account);
        entry.payee = steps.nth(1).and_then(some);
    }
    entry.counterparty = get("IBAN").as_deref().and_then(account).or(entry.counterparty.take());
    let party = get("NAME").or_else(|| get("NAM")).or_else(|| get("BENM")).or_else(|| get("ORDP"));
    entry.payee = party.or(entry.payee.take());
    entry.end_to_end = get("EREF").filter(|text| !is_nothing(text)).or(entry.end_to_end.take());
    let purpose = get("REMI").map(|text| purpose(&text)).or_else(|| get("INFO")).or_else(|| get("TXT"));
    let before = text.split('/').next().and_then(some);
    let memo = purpose.or_else(|| get("CDTRREF")).or(before).or_else(|| get("TRTP"));
    entry.memo = memo.or_else(|| some(&entry.memo)).unwrap_or_default();
    true
}

/// Codes with their values, in order. What stands between slashes and is no code belongs to the value.
fn parts(text: &str) -> Vec<(&'static str, &str)> {
    let mut found: Vec<(&'static str, usize, usize)> = vec![];
    let mut from = 0;
    while let Some(at) = text[from..].find('/').map(|at| at + from) {
        let rest = &text[at + 1..];
        let length = rest.bytes().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let code =
            CODES.iter().find(|code| **code == &rest[..length]).filter(|_| rest[length..].starts_with('/'));
        match code {
            Some(code) => {
                found.push((code, at, at + length + 2));
                // The slash that ends this code may begin the next.
                from = at + length + 1;
            }
            None => from = at + 1,
        }
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|(_, at, _)| *at).chain([text.len()]).collect();
    found
        .iter()
        .zip(ends)
        .map(|((code, _, start), end)| (*code, text.get(*start..end).unwrap_or_default()))
        .collect()
}

/// ING's `USTD//text/` and `STRD/CUR/number/`.
fn purpose(text: &str) -> String {
    let text = text.trim_matches('/');
    match text.strip_prefix("USTD/").or_else(|| text.strip_prefix("STRD/")) {
        Some(rest) => rest.trim_start_matches("CUR/").trim_matches('/').to_string(),
        None => text.to_string(),
    }
}

/// Knab and others: `REK: NL65INGB0123456789/NAAM: PICQER`; ING's older `NAAM: … IBAN: …`.
fn dutch(entry: &mut Entry, text: &str) {
    let after = |key: &str| text.split_once(key).map(|(_, rest)| rest.trim_start());
    if entry.counterparty.is_none()
        && let Some(rest) = after("REK:").or_else(|| after("IBAN:"))
    {
        let word = rest.split([' ', '/', '\n']).next().unwrap_or_default();
        let country = word.bytes().take(2).all(|b| b.is_ascii_uppercase());
        let checked = word.bytes().skip(2).take(2).all(|b| b.is_ascii_digit());
        entry.counterparty = (word.len() >= 15 && country && checked).then(|| word.to_string());
    }
    if entry.payee.is_none()
        && let Some(rest) = after("/NAAM:")
    {
        entry.payee = some(rest);
    }
}
