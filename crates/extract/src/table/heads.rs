//! What the head of a column says: the dictionary of `heads.toml`.

use std::collections::HashMap;
use std::sync::OnceLock;

use reading::{Area, Word};
use serde::Deserialize;

use super::figure;
use super::fold::fold;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Head {
    Position,
    Code,
    Hsn,
    Text,
    Quantity,
    Unit,
    Price,
    Discount,
    Rate,
    Tax,
    Cgst,
    Sgst,
    Igst,
    Cess,
    Net,
    Total,
    Base,
    Date,
    #[serde(skip)]
    Other,
}

impl Head {
    /// Whether sums of money stand below it.
    pub(super) fn sum(self) -> bool {
        matches!(self, Head::Net | Head::Total)
    }

    /// Whether numbers stand below it.
    pub(super) fn numeric(self) -> bool {
        !matches!(self, Head::Text | Head::Code | Head::Other | Head::Date | Head::Unit)
    }
}

/// A head, or a part of it, on the page.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub head: Head,
    pub area: Area,
    pub text: String,
}

#[derive(Deserialize)]
struct Book {
    #[serde(flatten)]
    phrases: HashMap<Head, Vec<String>>,
    #[serde(default)]
    endings: Vec<(String, Head)>,
}

struct Dictionary {
    phrases: HashMap<String, Head>,
    endings: Vec<(String, Head)>,
}

fn dictionary() -> &'static Dictionary {
    static BOOK: OnceLock<Dictionary> = OnceLock::new();
    BOOK.get_or_init(|| {
        // The file is part of the program and a test reads it: what does not parse is an empty dictionary.
        let book: Book = toml::from_str(include_str!("heads.toml"))
            .unwrap_or_else(|_| Book { phrases: HashMap::new(), endings: Vec::new() });
        let mut phrases = HashMap::new();
        for head in ORDER {
            for phrase in book.phrases.get(&head).into_iter().flatten() {
                phrases.entry(phrase.clone()).or_insert(head);
            }
        }
        Dictionary { phrases, endings: book.endings }
    })
}

/// Where two lists hold one phrase, the earlier list here wins.
const ORDER: [Head; 18] = [
    Head::Quantity,
    Head::Price,
    Head::Hsn,
    Head::Cgst,
    Head::Sgst,
    Head::Igst,
    Head::Cess,
    Head::Net,
    Head::Total,
    Head::Discount,
    Head::Rate,
    Head::Tax,
    Head::Text,
    Head::Code,
    Head::Unit,
    Head::Base,
    Head::Position,
    Head::Date,
];

/// What a folded phrase says.
pub(super) fn meaning(phrase: &str) -> Option<Head> {
    let book = dictionary();
    if let Some(head) = book.phrases.get(phrase) {
        return Some(*head);
    }
    if phrase.contains(' ') || phrase.len() < 8 {
        return None;
    }
    book.endings.iter().find(|(ending, _)| phrase.ends_with(ending.as_str())).map(|(_, head)| *head)
}

/// At most so many words make a phrase.
const WORDS: usize = 5;

/// The heads in a line of words; what is in no dictionary becomes [`Head::Other`], so that its column is known.
pub(super) fn tokens(words: &[&Word]) -> Vec<Token> {
    let folded: Vec<String> = words.iter().map(|word| fold(&word.text)).collect();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let wide =
            |last: usize| words[last].area.x0 - words[last - 1].area.x1 > 1.1 * words[last].size.max(4.0);
        let mut end = at + 1;
        while end < words.len() && end - at < WORDS && !wide(end) {
            end += 1;
        }
        let best = (at + 1..=end).rev().find_map(|end| {
            let phrase =
                folded[at..end].iter().filter(|word| !word.is_empty()).cloned().collect::<Vec<_>>().join(" ");
            meaning(&phrase).or_else(|| meaning(phrase.trim_end_matches(" %"))).map(|head| (end, head))
        });
        let (end, head) = best.unwrap_or((at + 1, Head::Other));
        push(&mut found, &words[at..end], head);
        at = end;
    }
    found
}

fn push(found: &mut Vec<Token>, words: &[&Word], head: Head) {
    let area = super::grid::area_of(words);
    let text = super::grid::joined(words);
    if head == Head::Other {
        // "(EUR)" and the second half of an unknown name belong to what stands before them.
        if let Some(last) = found.last_mut() {
            let near = area.x0 - last.area.x1 < 0.75 * words[0].size.max(4.0);
            if near
                && (last.head == Head::Other
                    || figure::is_currency(&text)
                    || fold(&text).len() < 2
                    || text.starts_with('('))
            {
                last.area = last.area.union(&area);
                last.text.push(' ');
                last.text.push_str(&text);
                return;
            }
        }
    }
    found.push(Token { head, area, text });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dictionary_is_read_and_folded() {
        let book = dictionary();
        assert!(book.phrases.len() > 800, "{}", book.phrases.len());
        for phrase in book.phrases.keys() {
            assert_eq!(*phrase, fold(phrase), "heads.toml");
        }
        assert_eq!(meaning("zeilenbetrag"), Some(Head::Total));
        assert_eq!(meaning("unit price"), Some(Head::Price));
        assert_eq!(meaning("artikelbezeichnung"), Some(Head::Text));
    }
}
