//! Identifiers that give themselves away by their form or their check digit.

use std::ops::Range;

use taxid::Kind;

use super::{Form, Values};
use crate::{
    labels::{Class, Label},
    layout::{Row, Sheet, Token},
};

/// An identifier as printed.
#[derive(Debug, Clone)]
pub struct Identifier {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Its country, or nothing.
    pub country: &'static str,
    /// Without spaces and punctuation.
    pub value: String,
    /// Its form, and its check digit where there is one, are right.
    pub valid: bool,
    /// Its check digit proves something.
    pub checked: bool,
}

/// Finds them in all rows that may have one.
pub fn find(sheet: &Sheet, labels: &[Label], values: &mut Values) {
    let mut named = vec![false; sheet.rows.len()];
    let tells = |class: Class| class.is_identifier() || matches!(class, Class::Tax | Class::Irn);
    labels.iter().filter(|l| tells(l.class) && l.letters > 1).for_each(|l| named[l.row] = true);
    for (at, row) in sheet.rows.iter().enumerate() {
        let tokens = &sheet.tokens[row.tokens.clone()];
        let begun = || tokens.windows(2).any(|pair| starts(&pair[0], &pair[1]));
        if named[at] || tokens.iter().any(solid) || begun() {
            let announced = named[at] || at > 0 && named[at - 1];
            let before = |first: usize| {
                let mut own = labels.iter().filter(|l| l.row == at && l.letters > 1 && l.tokens.end <= first);
                own.next_back().is_some_and(|label| tells(label.class))
            };
            in_row(sheet, row, values, |id, first| match id.kind {
                Kind::Vat if numbered(&sheet.tokens[first].text) => before(first),
                Kind::Vat if id.checked && !id.valid => announced,
                _ => true,
            });
        }
    }
}

/// A word of letters and digits that is long enough.
fn solid(token: &Token) -> bool {
    let text = token.text.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 5 && text.len() >= 8 && !text.contains([',', ':']) && text.matches('.').count() != 1
}

/// The first group of a number that is printed in groups: "DE12 1234", "DE 232 446 240".
fn starts(first: &Token, next: &Token) -> bool {
    let text = first.text.as_bytes();
    let digits = next.text.bytes().next().is_some_and(|b| b.is_ascii_digit());
    let letters = text.len() >= 2 && text[..2].iter().all(u8::is_ascii_uppercase);
    letters && text.len() <= 5 && (digits || text.len() == 4 && text[2..].iter().all(u8::is_ascii_digit))
}

/// A number of a document that has the letters and digits of a VAT number: "GR-2026-00019", whose last digit even is
/// right for a Greek one. It and a wrong check digit need a word for tax beside them.
fn numbered(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    parts.len() >= 3 && parts[1..].iter().any(year) && parts[0].bytes().all(|b| b.is_ascii_alphabetic())
}

/// Identifiers of a row that are `meant`, by their first token.
fn in_row(sheet: &Sheet, row: &Row, values: &mut Values, meant: impl Fn(&taxid::Id, usize) -> bool) {
    let mut text = String::new();
    let mut starts = Vec::with_capacity(row.tokens.len());
    for at in row.tokens.clone() {
        let token = &sheet.tokens[at];
        if !text.is_empty() && !token.glued {
            // A wide gap is no part of a number.
            let apart = token.cell != sheet.tokens[at - 1].cell;
            text.push_str(if apart { "     " } else { " " });
        }
        starts.push(text.len());
        let next = row.tokens.contains(&(at + 1)).then(|| &sheet.tokens[at + 1]);
        match figured(token, next).filter(|_| sheet.recognised) {
            Some(meant) => text.push_str(&meant),
            None => text.push_str(&token.text),
        }
    }
    for id in taxid::find(&text) {
        let first = starts.partition_point(|start| *start <= id.span.start).saturating_sub(1);
        let end = starts.partition_point(|start| *start < id.span.end).max(first + 1);
        let tokens = row.tokens.start + first..row.tokens.start + end;
        if !meant(&id, tokens.start) {
            continue;
        }
        let sure = matches!(id.kind, Kind::Iban | Kind::Gstin | Kind::Irn | Kind::Cin)
            || id.kind == Kind::Vat && id.value.starts_with(|c: char| c.is_ascii_alphabetic());
        if sure && tokens.clone().all(|t| values.form[t] != Form::Day) {
            values.mark(tokens.clone(), Form::Id);
        }
        values.ids.push(Identifier {
            tokens,
            kind: id.kind,
            country: id.country,
            value: id.value,
            valid: id.valid,
            checked: id.checked,
        });
    }
}

/// The country that a word begins with, where its letters are right or were taken for figures: "0E136695976".
fn country(text: &str) -> Option<&str> {
    let two = text.get(..2)?;
    if two.bytes().all(|b| b.is_ascii_uppercase()) && two != "OE" && two != "OK" {
        return Some(two);
    }
    // A prefix of figures is told from a number by its letter, by the length, and by the check digit of what it means.
    let meant = match two {
        "0E" | "OE" | "D6" => "DE",
        "0K" | "OK" | "DX" => "DK",
        "1T" | "lT" | "|T" => "IT",
        "8E" => "BE",
        "5E" => "SE",
        "P1" => "PL",
        _ => return None,
    };
    let rest = &text[2..];
    let fits = vat_length(meant) == Some(rest.len()) && rest.bytes().all(|b| b.is_ascii_digit());
    (fits && taxid::vat(&format!("{meant}{rest}")).is_ok()).then_some(meant)
}

/// How many figures the VAT numbers of a country have that have nothing else.
fn vat_length(country: &str) -> Option<usize> {
    Some(match country {
        "DK" | "FI" | "LU" | "HU" | "SI" => 8,
        "DE" | "PT" | "EL" | "EE" => 9,
        "PL" | "BE" | "SK" => 10,
        "IT" => 11,
        "SE" => 12,
        _ => return None,
    })
}

/// The signs of a GSTIN, which has letters and figures at known places and a check digit.
const GSTIN: usize = 15;

/// "DEI23456789" and "DE8O 1234" as what they mean: letters that look like figures, where only figures can stand.
fn figured(token: &Token, next: Option<&Token>) -> Option<String> {
    /// Countries whose VAT numbers have no letters but those of the country.
    const PLAIN: [&str; 15] =
        ["DE", "PL", "PT", "EL", "IT", "BE", "DK", "FI", "SE", "LU", "HU", "SI", "SK", "CZ", "EE"];
    let text = token.text.trim_start_matches([':', ';', '.', ',']);
    if text.len() == GSTIN
        && let Some(meant) = taxid::repair(text)
    {
        return Some(meant.text);
    }
    let country = country(text)?;
    let mut rest = text.as_bytes()[2..].to_vec();
    let stroke = |b: u8| matches!(b, b'I' | b'l' | b'|' | b'!');
    // One stroke read as two: "DEI123456789".
    if Some(rest.len()) == vat_length(country).map(|length| length + 1)
        && let Some(at) = (0..rest.len()).find(|at| {
            stroke(rest[*at])
                && (at.checked_sub(1).is_some_and(|b| rest[b] == b'1') || rest.get(at + 1) == Some(&b'1'))
        })
    {
        rest.remove(at);
    }
    let figures = rest.iter().filter(|b| b.is_ascii_digit()).count();
    let group = |token: &Token| token.text.len() == 4 && token.text.bytes().all(|b| b.is_ascii_digit());
    let number = rest.len() >= 8 && figures + 3 >= rest.len() && PLAIN.contains(&country);
    let account = rest.len() == 2 && figures == 1 && next.is_some_and(group);
    let whole = text.get(..2) == Some(country) && rest.len() + 2 == text.len();
    if figures == rest.len() && whole || !number && !account {
        return None;
    }
    let figure = |b: &u8| {
        Some(match b {
            b'O' | b'o' | b'D' | b'Q' => '0',
            b'I' | b'l' | b'i' | b'|' | b'!' => '1',
            b'Z' | b'z' => '2',
            b'S' | b's' => '5',
            b'B' => '8',
            b'G' => '6',
            b if b.is_ascii_digit() => char::from(*b),
            _ => return None,
        })
    };
    let meant: String = rest.iter().map(figure).collect::<Option<_>>()?;
    Some(format!("{country}{meant}"))
}

#[cfg(test)]
mod tests {
    use reading::{Area, Document, Page, Source, Word};

    use super::*;

    /// The identifiers of rows of words.
    fn ids(rows: &[&str]) -> Vec<String> {
        let mut words = vec![];
        for (row, text) in rows.iter().enumerate() {
            let y = 100.0 + 14.0 * row as f32;
            let mut x = 50.0;
            for text in text.split(' ') {
                let width = text.len() as f32 * 5.5;
                let area = Area { x0: x, y0: y, x1: x + width, y1: y + 10.0 };
                words.push(Word { text: text.into(), area, size: 10.0, bold: false, confidence: 1.0 });
                x += width + 3.0;
            }
        }
        let page =
            Page { width: 595.0, height: 842.0, words, rules: vec![], codes: vec![], source: Source::Text };
        let sheet = Sheet::new(&Document { pages: vec![page], ..Document::default() });
        let values = Values::new(&sheet, &crate::labels::find(&sheet));
        values.ids.into_iter().map(|id| id.value).collect()
    }

    #[test]
    fn letters_among_figures_are_figures() {
        let token = |text: &str| Token { text: text.into(), ..Token::default() };
        assert_eq!(figured(&token("DEI23456789"), None).as_deref(), Some("DE123456789"));
        assert_eq!(figured(&token("DE8O"), Some(&token("1234"))).as_deref(), Some("DE80"));
        assert_eq!(figured(&token("DE8O"), None), None);
        assert_eq!(figured(&token("FRA1234567890"), None), None);
        assert_eq!(figured(&token("DE123456789"), None), None);
        assert_eq!(figured(&token("DEI123456789"), None).as_deref(), Some("DE123456789"));
        assert_eq!(figured(&token("0E136695976"), None).as_deref(), Some("DE136695976"));
        assert_eq!(figured(&token("0E136695979"), None), None, "its check digit does not fit");
        assert_eq!(figured(&token(":DEI2"), Some(&token("1234"))).as_deref(), Some("DE12"));
    }

    #[test]
    fn a_wrong_check_digit_needs_a_word_beside_it() {
        assert_eq!(ids(&["Lieferschein GR-2026-00019"]), [""; 0], "the number of a document");
        assert_eq!(ids(&["Rechnung Nr: GR-2026-00019"]), [""; 0]);
        assert_eq!(ids(&["Ref DE123456789"]), [""; 0]);
        assert_eq!(ids(&["VAT No: EL123456789"]), ["EL123456789"]);
        assert_eq!(ids(&["USt-IdNr.", "DE123456789"]), ["DE123456789"]);
        assert_eq!(ids(&["DE232446240"]), ["DE232446240"], "a right one needs none");
    }
}
