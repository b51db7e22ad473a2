//! Accounts that a machine read from a picture, with letters for figures and figures for letters.

use crate::bank::{self, Iban};

/// What a letter stands for where only a figure can stand.
fn figure(c: char) -> Option<char> {
    Some(match c {
        'O' | 'D' | 'Q' => '0',
        'I' | 'L' | '|' | '!' => '1',
        'Z' => '2',
        'S' | '$' => '5',
        'G' => '6',
        'B' => '8',
        c if c.is_ascii_digit() => c,
        _ => return None,
    })
}

/// What a figure stands for where only a letter can stand, the likelier first.
fn letters(c: char) -> &'static [char] {
    match c {
        '0' => &['O', 'D'],
        '1' => &['I', 'L'],
        '2' => &['Z'],
        '5' => &['S'],
        '6' => &['G'],
        '8' => &['B'],
        _ => &[],
    }
}

/// Letters and figures alone, and strokes that may be either.
fn compact(text: &str) -> Vec<char> {
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '|' | '!' | '$');
    text.chars().map(|c| c.to_ascii_uppercase()).filter(kept).collect()
}

/// The one account with right check digits and the length of its country that a text can mean; None where there is
/// none, or more than one.
///
/// ```
/// assert_eq!(taxid::mended("0E89 37O4 OO44 O532 O13O OO").unwrap().text, "DE89370400440532013000");
/// assert_eq!(taxid::mended("NL5O 1NGB 0683 2513 09").unwrap().text, "NL50INGB0683251309");
/// assert_eq!(taxid::mended("DE89 3704 0044 0532 0130 01"), None);
/// ```
pub fn mended(text: &str) -> Option<Iban> {
    let text = compact(text);
    let only = |texts: &[Vec<char>]| {
        let mut found: Vec<Iban> = Vec::new();
        for way in texts.iter().flat_map(|text| formed(text)) {
            let account = bank::iban(&way).ok().filter(|account| !found.contains(account));
            found.extend(account);
        }
        found
    };
    // What the form alone says counts most, then one sign less, then another sign where either may stand.
    let levels = [vec![text.clone()], strokes(&text), others(&text)];
    let mut found = levels.iter().map(|texts| only(texts)).find(|found| !found.is_empty())?;
    if found.len() == 1 { found.pop() } else { None }
}

/// A text without one of two strokes that may be one: "I1".
fn strokes(text: &[char]) -> Vec<Vec<char>> {
    let stroke = |c: char| matches!(c, 'I' | 'L' | '|' | '!');
    let twice = |at: &usize| {
        let near = |other: Option<&char>| other == Some(&'1');
        stroke(text[*at]) && (near(text.get(at + 1)) || at.checked_sub(1).is_some_and(|b| near(text.get(b))))
    };
    let without = |at: usize| text[..at].iter().chain(&text[at + 1..]).copied().collect();
    (2..text.len()).filter(twice).map(without).collect()
}

/// A text with one sign changed for the one that it looks like.
fn others(text: &[char]) -> Vec<Vec<char>> {
    let other = |c: char| if c.is_ascii_digit() { letters(c).first().copied() } else { figure(c) };
    let changed = |at: usize| {
        let mut changed = text.to_vec();
        changed[at] = other(text[at])?;
        Some(changed)
    };
    (4..text.len()).filter_map(changed).collect()
}

/// A text in the form of each country that it may name: figures and letters where nothing else can stand.
fn formed(text: &[char]) -> Vec<String> {
    let formed = |country: String| {
        let kinds = bank::kinds(&country).filter(|kinds| kinds.len() + 4 == text.len())?;
        let signs = text[2..].iter().zip("nn".chars().chain(kinds.chars()));
        let rest: Option<String> = signs
            .map(|(c, kind)| match kind {
                'n' => figure(*c),
                'a' if !c.is_ascii_alphabetic() => letters(*c).first().copied(),
                _ => Some(*c),
            })
            .collect();
        Some(country + &rest?)
    };
    countries(text).into_iter().filter_map(formed).collect()
}

/// The countries that the first two signs may name.
fn countries(text: &[char]) -> Vec<String> {
    let [first, second, ..] = text else { return Vec::new() };
    let choices = |c: char| if c.is_ascii_alphabetic() { vec![c] } else { letters(c).to_vec() };
    let second = choices(*second);
    let pairs = choices(*first).into_iter().flat_map(|a| second.iter().map(move |b| format!("{a}{b}")));
    pairs.filter(|code| bank::iban_length(code).is_some()).collect()
}

/// A text with figures where the accounts of its country have nothing else, whether its check digits are right or not:
/// what is printed may be wrong. None where letters can stand there too, or where something else is in it.
///
/// ```
/// assert_eq!(taxid::spelled("DEI2 1234 4321 9876 OO").as_deref(), Some("DE1212344321987600"));
/// assert_eq!(taxid::spelled("GB82 WEST 1234 5698 7654 32"), None);
/// ```
pub fn spelled(text: &str) -> Option<String> {
    let text = compact(text);
    let country = countries(&text)
        .into_iter()
        .find(|code| bank::kinds(code).is_some_and(|kinds| kinds.chars().all(|kind| kind == 'n')))?;
    let rest: Option<String> = text.get(2..)?.iter().map(|c| figure(*c)).collect();
    Some(country + &rest?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_mended_where_one_reading_is_right() {
        for (read, meant) in [
            ("DE89370400440532013000", "DE89370400440532013000"),
            ("0E8937O4OO44O532O13OOO", "DE89370400440532013000"),
            ("DE89370400440532O13O00", "DE89370400440532013000"),
            ("FROG11554521583800846214349", "FR0611554521583800846214349"),
            ("6B82 WE5T 1234 5698 7654 32", "GB82WEST12345698765432"),
            ("DE02I120300000000202051", "DE02120300000000202051"),
            ("DE89370400440532013001", ""),
            ("DE8937040044053201300", ""),
        ] {
            let mended = mended(read).map(|account| account.text).unwrap_or_default();
            assert_eq!(mended, meant, "{read}");
        }
    }

    #[test]
    fn figures_are_spelled_where_nothing_else_can_stand() {
        assert_eq!(spelled("0E121234567812345678%0"), Some("DE1212345678123456780".into()));
        assert_eq!(spelled("DE12 1234 S678 9012 3456 78").as_deref(), Some("DE12123456789012345678"));
        assert_eq!(spelled("DEPSNI2ICMODL 45326190"), None);
    }
}
