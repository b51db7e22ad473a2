//! Accounts on a picture that were read with letters for figures, or with figures for letters.

use taxid::Kind;

use super::{Form, Identifier, Values};
use crate::layout::{Row, Sheet};

/// Words further apart than so many heights belong to different things.
const APART: f32 = 1.6;
/// The shortest and the longest account, in signs.
const LENGTHS: std::ops::RangeInclusive<usize> = 15..=35;

/// Finds those of a row of which exactly one reading has right check digits.
pub fn find(sheet: &Sheet, row: &Row, values: &mut Values) {
    let mut at = row.tokens.start;
    while at < row.tokens.end {
        let known = values.ids.iter().any(|id| id.valid && id.tokens.contains(&at));
        match run(sheet, row, at).filter(|_| !known) {
            Some((id, end)) => {
                values.ids.retain(|old| old.tokens.end <= at || old.tokens.start >= end);
                values.mark(id.tokens.clone(), Form::Id);
                values.ids.push(id);
                at = end;
            }
            None => at += 1,
        }
    }
}

/// The account that begins with this word, and the word behind it.
fn run(sheet: &Sheet, row: &Row, first: usize) -> Option<(Identifier, usize)> {
    let mut text = String::new();
    for at in first..row.tokens.end {
        let token = &sheet.tokens[at];
        let before = &sheet.tokens[at.saturating_sub(1).max(first)];
        let apart = at > first && token.area.x0 - before.area.x1 > token.size.max(before.size) * APART;
        let small = token.text.bytes().filter(u8::is_ascii_lowercase).count();
        if apart || small > 1 {
            return None;
        }
        text.extend(token.text.chars().filter(|c| c.is_ascii_alphanumeric() || "|!$".contains(*c)));
        let figures = text.bytes().filter(u8::is_ascii_digit).count();
        if text.len() > *LENGTHS.end() {
            return None;
        }
        if LENGTHS.contains(&text.len())
            && figures * 2 > text.len()
            && let Some(account) = taxid::mended(&text)
        {
            let country = taxid::country::known(account.country())?;
            let id = Identifier {
                tokens: first..at + 1,
                kind: Kind::Iban,
                country,
                value: account.text,
                valid: true,
                checked: true,
            };
            return Some((id, at + 1));
        }
    }
    None
}
