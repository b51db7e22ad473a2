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
    if is_nfc(&plain) { plain } else { plain.nfc().collect() }
}

fn after_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(|last| "aeiouyAEIOUY".contains(last))
}
