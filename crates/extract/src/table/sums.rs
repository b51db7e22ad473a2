//! Lines that are no items: totals, sums carried forward, discounts of the item above.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::labels::{Class, dictionary};

/// What a line is, by how it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Total,
    Carried,
    Adjustment,
}

#[derive(Deserialize, Default)]
struct Book {
    totals: HashSet<String>,
    carried: HashSet<String>,
    adjustments: HashSet<String>,
}

fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    // The file is part of the program and a test reads it.
    BOOK.get_or_init(|| toml::from_str(include_str!("sums.toml")).unwrap_or_default())
}

/// Reads the beginning of a folded line; numbers, signs and ordinals before the first word do not count.
pub(super) fn sort(folded: &str) -> Option<Sort> {
    let book = book();
    let words: Vec<&str> =
        folded.split(' ').skip_while(|word| !word.chars().any(char::is_alphabetic)).take(4).collect();
    let mut best = None;
    let mut phrase = String::new();
    for word in &words {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(word);
        let longer = if book.carried.contains(&phrase) {
            Some(Sort::Carried)
        } else if book.adjustments.contains(&phrase) {
            Some(Sort::Adjustment)
        } else if book.totals.contains(&phrase) {
            Some(Sort::Total)
        } else {
            None
        };
        best = longer.or(best);
    }
    best.or_else(|| labelled(&words).then_some(Sort::Total))
}

/// Whether words begin with a label of a total that is longer than a word: "Varav moms", "Belopp exkl moms".
fn labelled(words: &[&str]) -> bool {
    let total = |class: &Class| matches!(class, Class::Net | Class::Tax | Class::Gross | Class::Due);
    (2..=words.len()).any(|count| {
        dictionary().get(&words[..count].concat()).is_some_and(|entry| entry.classes.iter().all(total))
    })
}

/// Whether a folded line is the head of totals that stand side by side: "Net · VAT · Total".
pub(super) fn heads(folded: &str) -> bool {
    let book = book();
    let words: Vec<&str> = folded.split(' ').collect();
    let single = words.iter().filter(|word| book.totals.contains(**word)).collect::<HashSet<_>>().len();
    let pairs = words.windows(2).filter(|pair| book.totals.contains(&pair.join(" "))).count();
    words.len() <= 12 && single + pairs >= 2
}

/// Whether a folded line speaks of a total anywhere.
pub(super) fn mentions(folded: &str) -> bool {
    let book = book();
    let words: Vec<&str> = folded.split(' ').collect();
    words.iter().any(|word| word.len() > 2 && book.totals.contains(*word))
        || words.windows(2).any(|pair| book.totals.contains(&pair.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::fold::fold;

    #[test]
    fn the_beginnings_are_read_and_folded() {
        let book = book();
        assert!(book.totals.len() > 150 && book.carried.len() > 20);
        assert_eq!(sort(&fold("Zwischensumme netto: 12,00")), Some(Sort::Total));
        assert_eq!(sort(&fold("Übertrag von Seite 1")), Some(Sort::Carried));
        assert_eq!(sort(&fold("Rabatt 10 %")), Some(Sort::Adjustment));
        assert_eq!(sort(&fold("Totally new thing")), None);
        assert_eq!(sort(&fold("Kopierpapier A4")), None);
    }
}
