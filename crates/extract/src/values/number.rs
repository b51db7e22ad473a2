//! What may be the number of a document.

use std::ops::Range;

use super::{Form, Values};
use crate::layout::Sheet;

/// The tokens of a number that begins here and ends before `end`.
pub fn number(sheet: &Sheet, values: &Values, range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end && sheet.tokens[start].text.chars().all(|c| !c.is_alphanumeric()) {
        start += 1;
        if start > range.start + 2 {
            return None;
        }
    }
    let mut end = start;
    let mut digits = 0;
    while end < range.end {
        let token = &sheet.tokens[end];
        let same_cell = end == start || token.cell == sheet.tokens[end - 1].cell;
        if !same_cell || !part(&token.text) || !allowed(values, end, end > start) {
            break;
        }
        digits += token.text.bytes().filter(u8::is_ascii_digit).count();
        end += 1;
        let ends = token.text.ends_with([',', ';']) || end - start >= 5;
        if ends {
            break;
        }
    }
    // A word in capitals at the end is no part of it.
    while end > start && !sheet.tokens[end - 1].text.bytes().any(|b| b.is_ascii_digit()) {
        end -= 1;
    }
    let letters: usize =
        sheet.tokens[start..end].iter().map(|t| t.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    (end > start && digits > 0 && (1..=40).contains(&letters)).then_some(start..end)
}

fn allowed(values: &Values, at: usize, behind: bool) -> bool {
    match values.form[at] {
        Form::Word => true,
        // "2024.0012" looks like an amount, "12-05-2024" like a day.
        Form::Amount | Form::Id => !behind,
        _ => false,
    }
}

/// Whether a word can be a part of a number: digits, or a few capitals, or signs.
fn part(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | '"'));
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if text.contains(['@', '€', '$', '%']) || text.contains("://") || text.starts_with("www.") {
        return false;
    }
    if digits == 0 {
        let short = letters <= 5 && text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        return short && (letters > 0 || matches!(text, "-" | "/" | "–"));
    }
    let signs = text.chars().filter(|c| !c.is_alphanumeric()).count();
    signs <= digits + letters && letters <= 24
}

/// A number as it is kept: without what stands around it.
pub fn clean(text: &str) -> String {
    let text = text.trim_matches(|c: char| matches!(c, ',' | ';' | '.' | ':' | '"' | ' ' | '|' | '*'));
    let text = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text);
    text.strip_prefix('#').unwrap_or(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::{clean, part};

    #[test]
    fn parts_of_numbers() {
        for text in ["INV/2023/03/0008", "FT", "IXTEST-01/27", "4711", "R-12", "/", "RE2024-1"] {
            assert!(part(text), "{text}");
        }
        for text in ["Seite", "www.x1.de", "a@b1.de", "INVOICE", "vom"] {
            assert!(!part(text), "{text}");
        }
        assert_eq!(clean("#4711."), "4711");
    }
}
