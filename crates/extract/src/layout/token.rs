//! Words cut where a label is glued to its value, and their keys for matching.

use reading::{Area, Word};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A word, or a part of one.
#[derive(Debug, Clone, Default)]
pub struct Token {
    /// As printed.
    pub text: String,
    /// Small letters, digits and few signs, without accents: what labels are matched by.
    pub key: String,
    /// Where it stands.
    pub area: Area,
    /// Height of the font.
    pub size: f32,
    /// Printed bold.
    pub bold: bool,
    /// How sure the recognition is.
    pub confidence: f32,
    /// The page, from 0.
    pub page: u32,
    /// Its row.
    pub row: usize,
    /// Its cell.
    pub cell: usize,
    /// No space before it: the part of a word behind its first part.
    pub glued: bool,
}

impl Token {
    /// Whether it ends a label.
    pub fn colon(&self) -> bool {
        self.text.ends_with([':', '：'])
    }
}

/// The form of a word that labels are matched by.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    if text.is_ascii() {
        let kept = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'#' | b'%');
        key.extend(text.bytes().filter(|b| kept(b)).map(|b| b.to_ascii_lowercase() as char));
        return key;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'ø' => key.push('o'),
            'ł' => key.push('l'),
            'đ' => key.push('d'),
            'ı' => key.push('i'),
            'ς' => key.push('σ'),
            '№' => key.push_str("no"),
            c if c.is_alphanumeric() || matches!(c, '#' | '%') => key.push(c),
            _ => {}
        }
    }
    key
}

/// Cuts a word into tokens.
pub fn cut(word: &Word, page: u32, into: &mut Vec<Token>) {
    let text = word.text.as_str();
    let mut from = 0;
    let whole = into.len();
    while let Some(at) = seam(&text[from..]) {
        push(word, from, from + at, page, into);
        from += at;
    }
    push(word, from, text.len(), page, into);
    into.iter_mut().skip(whole + 1).for_each(|token| token.glued = true);
}

/// Where a label ends inside a word: "Date:12.3.", "n°5620", "#123", "No.4711".
fn seam(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let (next, _) = chars.peek().copied()?;
        let behind = &text[next..];
        let before = &text[..at];
        let letters = before.chars().filter(|c| c.is_alphabetic()).count();
        let fits = match c {
            ':' | '：' => letters >= 2 && !behind.starts_with("//") && !before.contains('@') || at == 0,
            '(' if at > 0 => {
                if letters >= 3 && before.chars().all(char::is_alphabetic) && behind.len() > 3 {
                    return Some(at);
                }
                false
            }
            '°' | 'º' => behind.starts_with(|c: char| c.is_ascii_digit()) && letters > 0,
            '#' => at == 0 && behind.starts_with(|c: char| c.is_alphanumeric()),
            '.' => {
                letters >= 2
                    && before.chars().all(char::is_alphabetic)
                    && bytes.get(next).is_some_and(u8::is_ascii_digit)
                    && letters <= 14
            }
            _ => false,
        };
        if fits {
            return Some(next);
        }
    }
    None
}

fn push(word: &Word, from: usize, to: usize, page: u32, into: &mut Vec<Token>) {
    if from >= to {
        return;
    }
    let text = &word.text[from..to];
    let all = word.text.chars().count().max(1) as f32;
    let start = word.text[..from].chars().count() as f32 / all;
    let end = word.text[..to].chars().count() as f32 / all;
    let width = word.area.width();
    let area = Area { x0: word.area.x0 + width * start, x1: word.area.x0 + width * end, ..word.area };
    into.push(Token {
        text: text.chars().filter(|c| !directs(*c)).collect(),
        key: key(text),
        area,
        size: if word.size > 0.5 { word.size } else { word.area.height() },
        bold: word.bold,
        confidence: word.confidence,
        page,
        ..Token::default()
    });
}

/// Marks of the direction of writing, which print nothing.
fn directs(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let area = Area { x0: 0.0, y0: 0.0, x1: 100.0, y1: 10.0 };
        let word = Word { text: text.into(), area, size: 10.0, bold: false, confidence: 1.0 };
        let mut tokens = Vec::new();
        cut(&word, 0, &mut tokens);
        tokens.into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn a_label_is_cut_from_its_value() {
        assert_eq!(parts("Datum:12.03.2020"), ["Datum:", "12.03.2020"]);
        assert_eq!(parts("n°562044387"), ["n°", "562044387"]);
        assert_eq!(parts("#1234"), ["#", "1234"]);
        assert_eq!(parts("No.4711"), ["No.", "4711"]);
        assert_eq!(parts("http://www.example.org"), ["http://www.example.org"]);
        assert_eq!(parts("12:30"), ["12:30"]);
        assert_eq!(parts("19.12."), ["19.12."]);
    }

    #[test]
    fn keys_have_neither_case_nor_accents() {
        assert_eq!(key("Fälligkeits-Datum:"), "falligkeitsdatum");
        assert_eq!((key("N°"), key("Nº")), ("n".into(), "no".into()));
        assert_eq!(key("Straße"), "strasse");
        assert_eq!(key("ΗΜΕΡΟΜΗΝΊΑ"), "ημερομηνια");
    }
}
