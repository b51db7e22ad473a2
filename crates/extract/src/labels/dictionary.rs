//! The dictionary, read once from its files.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::OnceLock,
};

use super::{Class, LANGUAGES};
use crate::layout::key;

const FILES: [&str; 3] =
    [include_str!("labels.toml"), include_str!("amounts.toml"), include_str!("parties.toml")];

/// What a label may mean, and in which languages.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The meanings, the first one the most usual; seldom more than one.
    pub classes: Vec<Class>,
    /// Bits of [`LANGUAGES`].
    pub languages: u32,
}

/// All labels by their key.
#[derive(Debug, Default)]
pub struct Dictionary {
    entries: HashMap<Box<str>, Entry>,
    /// Beginnings of three letters, to give up early.
    starts: HashSet<[u8; 3]>,
    /// The longest key in bytes.
    pub longest: usize,
    /// Words of labels with six letters or more, for words that were recognised with a slip.
    words: Vec<Box<str>>,
    /// Words of labels with five letters or more by what is left where letters that look alike are one; none where
    /// that is left of two of them.
    blurred: HashMap<String, Option<Box<str>>>,
}

type File = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// The dictionary.
pub fn dictionary() -> &'static Dictionary {
    static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
    DICTIONARY.get_or_init(Dictionary::load)
}

impl Dictionary {
    fn load() -> Self {
        let mut dictionary = Self::default();
        let mut words: HashSet<Box<str>> = HashSet::new();
        for text in FILES {
            let Ok(mut file) = toml::from_str::<Mixed>(text) else { continue };
            let forms = file.words;
            for (name, languages) in std::mem::take(&mut file.classes) {
                let Some(class) = class(&name) else { continue };
                for (language, phrases) in languages {
                    let bit = LANGUAGES.iter().position(|l| *l == language).map_or(0, |at| 1 << at);
                    for phrase in phrases.iter().flat_map(|phrase| expand(phrase, &forms)) {
                        phrase.split(' ').map(key).filter(|w| w.len() >= 5).for_each(|word| {
                            words.insert(word.into());
                        });
                        dictionary.add(&key(&phrase), class, bit);
                    }
                }
            }
        }
        for word in &words {
            let same = dictionary.blurred.entry(blurred(word));
            same.and_modify(|known| *known = None).or_insert_with(|| Some(word.clone()));
        }
        dictionary.words = words.into_iter().filter(|word| word.len() >= 6).collect();
        dictionary.words.sort();
        dictionary
    }

    fn add(&mut self, key: &str, class: Class, bit: u32) {
        if key.is_empty() {
            return;
        }
        let entry = self.entries.entry(key.into()).or_insert(Entry { classes: vec![class], languages: 0 });
        entry.languages |= bit;
        if !entry.classes.contains(&class) {
            let place = if class == Class::Subtotal { 0 } else { entry.classes.len() };
            entry.classes.insert(place, class);
        }
        self.longest = self.longest.max(key.len());
        self.starts.insert(start(key));
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Whether any label begins like this.
    pub fn may_start(&self, key: &str) -> bool {
        key.len() < 3 || self.starts.contains(&start(key))
    }

    /// The word of a label that differs from this one in a single letter.
    pub fn near(&self, word: &str) -> Option<&str> {
        if word.len() < 6 || self.words.binary_search_by(|w| (**w).cmp(word)).is_ok() {
            return None;
        }
        let close = |w: &&str| w.len().abs_diff(word.len()) <= 1 && one_apart(w.as_bytes(), word.as_bytes());
        let mut found = self.words.iter().map(|w| &**w).filter(close);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// The word of a label that an unsure word stands for: with letters that look alike, or two slips in a long one.
    pub fn meant(&self, word: &str) -> Option<&str> {
        if let Some(known) = self.blurred.get(&blurred(word)).filter(|_| word.len() >= 5) {
            return known.as_deref().filter(|known| *known != word);
        }
        if word.len() < LONG {
            return None;
        }
        let close = |w: &&str| w.len().abs_diff(word.len()) <= 1 && two_apart(w.as_bytes(), word.as_bytes());
        let mut found = self.words.iter().map(|w| &**w).filter(close);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// How many labels there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is empty: never.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[derive(serde::Deserialize)]
struct Mixed {
    #[serde(default)]
    words: BTreeMap<String, Vec<String>>,
    #[serde(flatten)]
    classes: File,
}

fn start(key: &str) -> [u8; 3] {
    let mut start = [0; 3];
    key.bytes().take(3).enumerate().for_each(|(at, byte)| start[at] = byte);
    start
}

fn class(name: &str) -> Option<Class> {
    use serde::{Deserialize, de::IntoDeserializer, de::value::Error};
    let name: serde::de::value::StrDeserializer<'_, Error> = name.into_deserializer();
    Class::deserialize(name).ok()
}

/// A phrase with each form of its words in braces.
fn expand(phrase: &str, forms: &BTreeMap<String, Vec<String>>) -> Vec<String> {
    let Some((before, rest)) = phrase.split_once('{') else { return vec![phrase.to_owned()] };
    let Some((name, behind)) = rest.split_once('}') else { return vec![phrase.to_owned()] };
    let Some(forms_of) = forms.get(name) else { return Vec::new() };
    let tails = expand(behind, forms);
    forms_of.iter().flat_map(|form| tails.iter().map(move |tail| format!("{before}{form}{tail}"))).collect()
}

/// A word of so many letters is known with two slips.
const LONG: usize = 9;

/// A word with one letter for all that look alike.
fn blurred(word: &str) -> String {
    let one = |c: char| match c {
        'l' | '1' | 'j' | 't' | 'f' => 'i',
        '0' | 'e' | 'c' => 'o',
        'v' | 'n' => 'u',
        '5' => 's',
        '8' | 'h' => 'b',
        '9' | 'q' => 'g',
        '2' => 'z',
        c => c,
    };
    word.replace("rn", "m").chars().map(one).collect()
}

/// Whether two letters changed, or one changed and one put in or left out, make one of the other.
fn two_apart(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = |a: usize, b: usize| match (short.get(a..), long.get(b..)) {
        (Some(a), Some(b)) if a.len() == b.len() => a.iter().zip(b).filter(|(x, y)| x != y).count() <= 1,
        (Some(a), Some(b)) => a.len().abs_diff(b.len()) == 1 && one_apart(a, b),
        _ => false,
    };
    rest(same + 1, same + 1) || short.len() < long.len() && rest(same, same + 1)
}

/// Whether one letter put in, left out or changed makes one of the other.
fn one_apart(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = usize::from(short.len() == long.len());
    short.get(same + rest..) == long.get(same + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_read_and_the_longest_label_decides() {
        let dictionary = dictionary();
        assert!(dictionary.len() > 5_000);
        let first = |text: &str| dictionary.get(&key(text)).map(|e| e.classes[0]);
        assert_eq!(first("Rechnungs-Nr.:"), Some(Class::InvoiceNumber));
        assert_eq!(first("Invoice No."), Some(Class::InvoiceNumber));
        assert_eq!(first("Delivery date"), Some(Class::OtherDate));
        assert_eq!(first("N° de facture"), Some(Class::InvoiceNumber));
        assert_eq!(first("Total excl. VAT"), Some(Class::Net));
        assert_eq!(first("Total TTC"), Some(Class::Gross));
        assert_eq!(first("Importe total"), Some(Class::Gross));
    }

    #[test]
    fn letters_that_look_alike_are_one() {
        assert_eq!(dictionary().meant("vst1dnr"), Some("ustidnr"));
        assert_eq!(dictionary().meant("rechnunqsnunmer"), Some("rechnungsnummer"));
        assert_eq!(dictionary().meant("rechnung"), None);
        assert!(two_apart(b"rechnungsdatum", b"rechnunqsdalum"));
        assert!(!two_apart(b"rechnungsdatum", b"lieferdatum"));
    }

    #[test]
    fn a_slip_of_one_letter_is_mended() {
        assert_eq!(dictionary().near("lnvoice"), Some("invoice"));
        assert!(one_apart(b"rechnung", b"rechnng"));
        assert!(!one_apart(b"rechnung", b"rechgung2"));
    }
}
