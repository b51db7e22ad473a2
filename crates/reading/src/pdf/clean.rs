//! Characters of text layers, as people mean them.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What a character is for a reader of words.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// It belongs to a word, perhaps as another character.
    Letter(char),
    /// It divides words.
    Space,
    /// It cannot be seen.
    Nothing,
    /// It says that the font's table is wrong.
    Garbage(char),
}

/// What a character is.
pub fn kind(c: char) -> Kind {
    match c {
        '\u{21}'..='\u{7e}' => Kind::Letter(c),
        // Writers of PDF that lose their hyphens lose them to NUL.
        '\0' | '\u{ad}' | '\u{2010}' | '\u{2011}' => Kind::Letter('-'),
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' => Kind::Space,
        '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Kind::Space,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            Kind::Nothing
        }
        // Fonts of symbols keep their codes in this part of the private use area.
        '\u{f021}'..='\u{f07e}' | '\u{f0a1}'..='\u{f0ff}' => {
            char::from_u32(u32::from(c) - 0xf000).map_or(Kind::Nothing, Kind::Letter)
        }
        '\u{f020}' => Kind::Space,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. | char::REPLACEMENT_CHARACTER => {
            Kind::Garbage(char::REPLACEMENT_CHARACTER)
        }
        _ if c.is_control() => Kind::Garbage(char::REPLACEMENT_CHARACTER),
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Letter(c),
    }
}

/// The composed form of a word, with ligatures as their letters.
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            // The full-width forms of East Asian fonts.
            '\u{ff01}'..='\u{ff5e}' => plain.push(char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)),
            // Accents that were drawn by themselves, after their letter.
            '\u{b4}' if after_letter(&plain) => plain.push('\u{301}'),
            '\u{a8}' if after_letter(&plain) => plain.push('\u{308}'),
            _ => plain.push(c),
        }
    }
    let plain = if is_nfc(&plain) { plain } else { plain.nfc().collect() };
    if plain.contains(leftward) { spoken(&plain) } else { plain }
}

/// Letters of Hebrew and Arabic, which are read to the left.
fn leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}') && !c.is_numeric()
}

/// A word in the order in which it is spoken. Its letters come as they stand, from left to right.
fn spoken(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let (first, last) =
        (letters.iter().position(|c| leftward(*c)), letters.iter().rposition(|c| leftward(*c)));
    let (Some(first), Some(last)) = (first, last) else { return text.to_owned() };
    let (before, turned, behind) = (&letters[..first], &letters[first..=last], &letters[last + 1..]);
    let mut word: String = before.iter().collect();
    // Numbers stay as they are.
    for run in turned
        .chunk_by(|a, b| a.is_alphanumeric() && !leftward(*a) && b.is_alphanumeric() && !leftward(*b))
        .rev()
    {
        word.extend(run);
    }
    word.extend(behind);
    word
}

fn after_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| "aeiouyAEIOUY".contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_read_to_the_left_are_turned() {
        let seen = |spoken: &str| spoken.chars().rev().collect::<String>();
        assert_eq!(composed(&seen("العربية")), "العربية");
        assert_eq!(composed(&format!("825.00{}", seen("ر.س"))), "825.00ر.س");
        assert_eq!(composed("Müller"), "Müller");
    }
}
