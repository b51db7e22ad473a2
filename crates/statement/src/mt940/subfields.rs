//! Subfields of two digits: `?20…?32…` in `:86:`, and the lines of `:NS:`.
use super::booking::is_nothing;
use crate::{
    Entry,
    text::{account, is_iban, some, tidy},
};

/// The character between subfields, if the text is made of them: `166?00`, `000>10`.
pub(super) fn separator(text: &str) -> Option<char> {
    let text = text.trim_start();
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let mut rest = text.get(digits..)?.chars();
    let mark = rest.next()?;
    let numbered =
        rest.next().is_some_and(|c| c.is_ascii_digit()) && rest.next().is_some_and(|c| c.is_ascii_digit());
    let marks = "?>~^|<+§@#*";
    (matches!(digits, 0 | 3) && marks.contains(mark) && numbered && (digits == 3 || mark == '?'))
        .then_some(mark)
}

/// Number and text of each subfield. Lines were cut at a fixed width, so that ends of lines are nothing.
fn split(text: &str, mark: char) -> Vec<(u8, String)> {
    let whole: String = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    let mut found: Vec<(u8, String)> = vec![];
    for part in whole.split(mark).skip(1) {
        match part
            .get(..2)
            .filter(|two| two.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|two| two.parse().ok())
        {
            Some(number) => found.push((number, part[2..].to_string())),
            // A question mark in the text itself.
            None => {
                if let Some((_, last)) = found.last_mut() {
                    last.push(mark);
                    last.push_str(part);
                }
            }
        }
    }
    found
}

/// Marks of SEPA in the purpose.
const MARKS: &[&str] = &[
    "EREF+", "KREF+", "MREF+", "BREF+", "RREF+", "CREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+",
    "ABWA+", "ABWE+", "SQTP+", "ORCR+", "ORMR+", "DDAT+", "PURP+", "IBAN+", "BIC+", "MTLG:",
];

pub(super) fn numbered(entry: &mut Entry, text: &str) {
    let Some(mark) = separator(text) else { return };
    let fields = split(text, mark);
    let joined = |wanted: &dyn Fn(u8) -> bool| -> String {
        fields.iter().filter(|(number, _)| wanted(*number)).map(|(_, text)| text.as_str()).collect()
    };
    let purpose = joined(&|number| matches!(number, 20..=29 | 60..=69));
    let sepa = marks(&purpose);
    let get = |mark: &str| sepa.iter().find(|(name, _)| *name == mark).and_then(|(_, text)| some(text));
    let memo = get("SVWZ+")
        .or_else(|| get("MTLG:"))
        .or_else(|| some(&purpose))
        .or_else(|| some(&joined(&|number| number == 0)));
    let own = some(&entry.memo);
    entry.memo = memo.or(own).unwrap_or_default();
    entry.payee =
        get("ABWA+").or_else(|| get("ABWE+")).filter(|_| joined(&|n| matches!(n, 32 | 33)).is_empty());
    entry.payee = some(&joined(&|number| matches!(number, 32 | 33))).or(entry.payee.take());
    let other = [38, 31].into_iter().map(|wanted| joined(&|number| number == wanted));
    let mut other = other.filter_map(|text| account(&text)).chain(get("IBAN+").as_deref().and_then(account));
    entry.counterparty = other.next().filter(|number| number.chars().any(|c| c != '0'));
    entry.end_to_end = get("EREF+").filter(|text| !is_nothing(text)).or(entry.end_to_end.take());
}

/// Texts behind the marks of SEPA. A mark must begin the purpose or stand after a blank, or after another's text.
fn marks(purpose: &str) -> Vec<(&'static str, &str)> {
    let mut found: Vec<(&'static str, usize)> = vec![];
    for (at, _) in purpose.match_indices(['+', ':']) {
        let mark = MARKS.iter().find(|mark| purpose[..=at].ends_with(**mark));
        found.extend(mark.map(|mark| (*mark, at + 1)));
    }
    let ends = found.iter().skip(1).map(|(mark, start)| start - mark.len()).chain([purpose.len()]);
    found
        .iter()
        .zip(ends)
        .map(|((mark, start), end)| (*mark, purpose.get(*start..end).unwrap_or_default()))
        .collect()
}

/// A line of `:NS:`: its number and text.
fn line(text: &str) -> Option<(u8, &str)> {
    let text = text.trim_end();
    Some((text.get(..2)?.parse().ok()?, text.get(2..)?))
}

/// `:NS:` behind a booking: purpose in 01 to 14, the other name in 15 and 16, kind of booking in 17.
pub(super) fn describe(entry: &mut Entry, lines: &[&str]) {
    let joined = |wanted: &dyn Fn(u8) -> bool, glue: &str| {
        let parts = lines.iter().filter_map(|text| line(text)).filter(|(number, _)| wanted(*number));
        some(&parts.map(|(_, text)| text).collect::<Vec<_>>().join(glue))
    };
    let memo = joined(&|number| (1..=14).contains(&number), " ");
    let own = some(&entry.memo);
    entry.memo = own.into_iter().chain(memo).collect::<Vec<_>>().join(" ");
    entry.payee = joined(&|number| matches!(number, 15 | 16), "").or(entry.payee.take());
    let kind = joined(&|number| number == 17, "");
    let number = kind.as_deref().map(|text| text.trim_start_matches('G')).filter(|text| text.len() >= 8);
    entry.counterparty =
        number.filter(|text| text.bytes().all(|b| b.is_ascii_digit()) || is_iban(text)).map(String::from);
    if entry.memo.is_empty() {
        entry.memo = kind.unwrap_or_default();
    }
}

/// `:NS:` before the bookings: who owns the account.
pub(super) fn owner(lines: &[&str]) -> Option<String> {
    lines
        .iter()
        .filter_map(|text| line(text))
        .find(|(number, _)| *number == 22)
        .map(|(_, text)| tidy(text))
        .filter(|text| text.chars().any(char::is_alphabetic))
}
