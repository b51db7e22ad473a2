//! Where to pay: the bank's account, its codes, and India's number of a registered invoice.

use taxid::Kind;

use super::{
    context::Context,
    ids::label_before,
    party::{Region, Side, region_of},
    pick::{Candidate, found},
};
use crate::{
    found::Found,
    labels::{Class, Label},
    layout::key,
    values::Identifier,
};

/// Where to pay.
#[derive(Default)]
pub struct Bank {
    pub iban: Option<Found<String>>,
    pub bic: Option<Found<String>>,
    pub account: Option<Found<String>>,
    pub ifsc: Option<Found<String>>,
    pub irn: Option<Found<String>>,
}

/// Accounts and codes of banks.
pub fn bank(context: &Context<'_>, regions: &[Region]) -> Bank {
    let of = |kind: Kind| {
        let mine = |id: &&Identifier| {
            id.kind == kind
                && !matches!(region_of(context, regions, id.tokens.start), Some(r) if r.side == Side::Buyer)
        };
        let mut all: Vec<&Identifier> = context.values.ids.iter().filter(mine).collect();
        all.sort_by_cached_key(|id| (!id.valid, !near_payment(context, id.tokens.start), id.tokens.start));
        let id = all.first()?;
        let labelled = label_before(context, id.tokens.start).is_some();
        if kind == Kind::Bic && !labelled {
            return None;
        }
        let confidence = if id.valid { 0.97 } else { 0.6 };
        Some(found(
            context,
            &Candidate { value: id.value.clone(), tokens: id.tokens.clone(), score: 1.0 },
            confidence,
        ))
    };
    let mut bank = Bank {
        iban: of(Kind::Iban),
        bic: of(Kind::Bic).or_else(|| run(context, Class::Bic, 8..=11, 0)),
        account: run(context, Class::Account, 6..=24, 6),
        ifsc: of(Kind::Ifsc),
        irn: of(Kind::Irn),
    };
    if bank.iban.as_ref().is_none_or(|iban| iban.confidence < 0.9) {
        let printed = run(context, Class::Iban, 10..=34, 8)
            .map(|found| spelled(context, found))
            .filter(|f| f.value.starts_with(|c: char| c.is_ascii_uppercase()));
        bank.iban = wrapped(context).or(printed).or(bank.iban);
    }
    if bank.iban.is_none() {
        let like =
            |f: &Found<String>| f.value.get(..2).is_some_and(|c| c.bytes().all(|b| b.is_ascii_uppercase()));
        bank.iban = bank.account.clone().filter(like).map(|mut f| {
            f.confidence = f.confidence.min(0.6);
            f
        });
    }
    bank
}

/// What was recognised from a picture: the one right account that it can mean, else with figures where an account of its
/// country has no letters.
fn spelled(context: &Context<'_>, found: Found<String>) -> Found<String> {
    if !context.sheet.recognised {
        return found;
    }
    let mut text = found.value.clone();
    // One stroke read as two in front of groups of four: "DEI12 1234".
    let mut words = found.text.trim_start_matches(|c: char| !c.is_alphanumeric()).split(' ');
    let (first, next) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let grouped = first.len() == 5 && next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit());
    if grouped && text.get(2..4).is_some_and(|two| matches!(two, "I1" | "l1" | "1I")) {
        text.remove(2);
    }
    let meant = taxid::mended(&text).map(|account| account.text).or_else(|| taxid::spelled(&text));
    Found { value: meant.unwrap_or(found.value), ..found }
}

/// Whether words of paying stand in the rows before: where a letter names several accounts, that one is meant.
fn near_payment(context: &Context<'_>, token: usize) -> bool {
    const WORDS: [&str; 13] = [
        "zahlungsart",
        "zahlungsmittel",
        "uberweisung",
        "uberweisen",
        "sepa",
        "transfer",
        "paymentmeans",
        "virement",
        "transferencia",
        "bonifico",
        "overboeking",
        "overmaken",
        "przelew",
    ];
    let row = context.sheet.tokens[token].row;
    let first = &context.sheet.rows[row.saturating_sub(4)..=row];
    let page = context.sheet.rows[row].page;
    let mut near = first.iter().filter(|r| r.page == page).flat_map(|r| r.tokens.clone());
    near.any(|at| WORDS.contains(&context.sheet.tokens[at].key.as_str()))
}

/// An IBAN that a narrow column broke into lines: its parts stand under each other.
fn wrapped(context: &Context<'_>) -> Option<Found<String>> {
    for (at, token) in context.sheet.tokens.iter().enumerate() {
        let text = token.text.as_bytes();
        let begins = text.len() >= 4
            && text[..2].iter().all(u8::is_ascii_uppercase)
            && text[2..4].iter().all(u8::is_ascii_digit)
            && text.iter().all(u8::is_ascii_alphanumeric);
        if !begins {
            continue;
        }
        let cell = context.sheet.cell_of(at);
        let block = &context.sheet.blocks[cell.block];
        let place = block.cells.iter().position(|c| *c == token.cell)?;
        let below =
            block.cells[place + 1..].iter().take(3).flat_map(|c| context.sheet.cells[*c].tokens.clone());
        let mut value = String::new();
        for next in (at..cell.tokens.end).chain(below) {
            let text = &context.sheet.tokens[next].text;
            if !text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
                || value.len() + text.len() > 34
            {
                break;
            }
            value.push_str(text);
            if value.len() >= 15 && taxid::iban(&value).is_ok() {
                let candidate = Candidate { value, tokens: at..at + 1, score: 0.9 };
                return Some(found(context, &candidate, 0.93));
            }
        }
    }
    None
}

/// Letters and digits behind a label, over as many words as belong together; those of paying first.
fn run(
    context: &Context<'_>,
    class: Class,
    length: std::ops::RangeInclusive<usize>,
    least_digits: usize,
) -> Option<Found<String>> {
    let mut labels: Vec<&Label> = context.of(class).collect();
    labels.sort_by_cached_key(|label| !near_payment(context, label.tokens.start));
    for label in labels {
        for target in context.targets(label) {
            let mut value = String::new();
            let mut end = target.tokens.start;
            while end < target.tokens.end {
                let token = &context.sheet.tokens[end];
                let sign = token.key.is_empty();
                let plain = token
                    .text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ',' | ':' | '/'));
                let more = value.len() + key(&token.text).len() <= *length.end();
                let capitals = !token.text.bytes().any(|b| b.is_ascii_lowercase());
                if !(sign || plain && more && capitals) {
                    break;
                }
                value.extend(token.text.chars().filter(char::is_ascii_alphanumeric));
                end += 1;
            }
            let count = value.bytes().filter(u8::is_ascii_digit).count();
            if length.contains(&value.len()) && count >= least_digits {
                let candidate = Candidate { value, tokens: target.tokens.start..end, score: 0.8 };
                return Some(found(context, &candidate, 0.75));
            }
        }
    }
    None
}
