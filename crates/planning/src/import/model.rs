//! What makes a line of a file the same line again, and which category it means. Pure.
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use aho_corasick::{AhoCorasick, MatchKind};
use kernel::Money;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use statement::Entry;

use crate::ledger::model::key;

/// How many days apart two entries of the same amount may be to look like one.
pub const NEAR_DAYS: u64 = 3;

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinePart {
    /// Its category.
    pub category: Option<String>,
    /// Signed as the line is, in units of 10⁻⁴.
    pub units: i64,
    /// A word about it.
    pub memo: String,
}

/// Numbers equal entries of one file, so that two coffees on one day stay two, and the same file twice adds nothing.
#[derive(Default)]
pub struct Prints {
    seen: HashMap<(u64, [u8; 16]), u32>,
}

impl Prints {
    /// The print of an entry: by the bank's own reference where it has one, else by all it says. Entries are
    /// numbered within their account, by whatever name the file has for it.
    pub fn of(&mut self, account: &str, entry: &Entry) -> String {
        let mut hash = Sha256::new();
        let mut say = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        say(&entry.date.to_string());
        say(&entry.amount.units().to_string());
        match &entry.reference {
            Some(reference) => say(reference),
            None => {
                say(&key(entry.payee.as_deref().unwrap_or_default()));
                say(&key(&entry.memo));
                say(entry.number.as_deref().unwrap_or_default());
            }
        }
        let mut print = [0u8; 16];
        print.copy_from_slice(&hash.finalize()[..16]);
        let mut name = DefaultHasher::new();
        account.hash(&mut name);
        let count = self.seen.entry((name.finish(), print)).or_insert(0);
        *count += 1;
        let hex = print.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        format!("{hex}/{count}")
    }
}

/// Who a line is with and what it is about, as a register shows it.
pub fn words(entry: &Entry) -> (String, String) {
    let payee = entry.payee.as_deref().map(str::trim).filter(|payee| !payee.is_empty());
    let memo = entry.memo.trim();
    let shown = payee.or_else(|| memo.split(['\n', '\r']).next()).unwrap_or_default();
    (cut(shown, 200), cut(memo, 1000))
}

fn cut(text: &str, most: usize) -> String {
    let kept = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(most).collect::<String>();
    kept.trim().to_owned()
}

/// The parts of a line that has several.
pub fn parts(entry: &Entry) -> Option<Vec<LinePart>> {
    let sum = Money::try_sum(entry.splits.iter().map(|split| split.amount)).ok()?;
    if entry.splits.len() < 2 || sum != entry.amount {
        return None;
    }
    let part = |split: &statement::Split| LinePart {
        category: split.category.as_deref().map(|name| cut(name, 100)).filter(|name| !name.is_empty()),
        units: split.amount.units(),
        memo: cut(split.memo.as_deref().or(split.payee.as_deref()).unwrap_or_default(), 500),
    };
    Some(entry.splits.iter().map(part).collect())
}

/// Which category a line means, by rules: a payee that is known as a whole first, then the first text found.
pub struct Sorter {
    whole: HashMap<String, String>,
    texts: Option<AhoCorasick>,
    categories: Vec<String>,
}

impl Sorter {
    /// Of rules as (text as it is compared, whole payee, category), the more important first.
    pub fn of(rules: impl IntoIterator<Item = (String, bool, String)>) -> Self {
        let (mut whole, mut texts, mut categories) = (HashMap::new(), vec![], vec![]);
        for (text, is_whole, category) in rules {
            if is_whole {
                whole.entry(text).or_insert(category);
            } else {
                texts.push(text);
                categories.push(category);
            }
        }
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(&texts);
        Self { whole, texts: finder.ok().filter(|_| !categories.is_empty()), categories }
    }

    /// The category of a line.
    pub fn category(&self, payee: &str, memo: &str) -> Option<&str> {
        let payee = key(payee);
        if let Some(category) = self.whole.get(&payee) {
            return Some(category);
        }
        let texts = self.texts.as_ref()?;
        let found = texts.find(&payee).or_else(|| texts.find(&key(memo)));
        found.and_then(|hit| self.categories.get(hit.pattern().as_usize())).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn entry(units: i64, payee: &str, reference: Option<&str>) -> Entry {
        let date = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a date");
        let mut entry = Entry::new(1, date, Money::from_units(units));
        entry.payee = Some(payee.into());
        entry.reference = reference.map(str::to_owned);
        entry
    }

    #[test]
    fn equal_lines_of_a_file_differ_and_the_file_again_is_the_same() {
        let file = [entry(-350, "Coffee", None), entry(-350, " COFFEE ", None), entry(-350, "Tea", None)];
        let prints = |file: &[Entry]| {
            let mut prints = Prints::default();
            file.iter().map(|entry| prints.of("1", entry)).collect::<Vec<_>>()
        };
        let first = prints(&file);
        assert_eq!(first, prints(&file));
        assert_eq!(first.iter().collect::<std::collections::HashSet<_>>().len(), 3);
        assert_eq!(first[0].split('/').next(), first[1].split('/').next());
    }

    #[test]
    fn a_banks_reference_decides_whatever_the_words_become() {
        let mut a = Prints::default();
        let mut b = Prints::default();
        assert_eq!(a.of("1", &entry(5, "Shop", Some("X1"))), b.of("1", &entry(5, "SHOP 24", Some("X1"))));
        assert_ne!(a.of("1", &entry(5, "Shop", Some("X2"))), b.of("1", &entry(5, "Shop", Some("X4"))));
        assert_eq!(a.of("1", &entry(5, "Shop", Some("X5"))), a.of("2", &entry(5, "Shop", Some("X5"))));
        assert_ne!(a.of("1", &entry(6, "Shop", Some("X3"))), b.of("1", &entry(5, "Shop", Some("X3"))));
    }

    #[test]
    fn a_known_payee_comes_before_a_text_that_is_found() {
        let rule = |text: &str, whole, category: &str| (text.to_owned(), whole, category.to_owned());
        let sorter = Sorter::of([rule("shop", false, "Shopping"), rule("corner shop", true, "Groceries")]);
        assert_eq!(sorter.category("Corner  SHOP", ""), Some("Groceries"));
        assert_eq!(sorter.category("Book Shop", ""), Some("Shopping"));
        assert_eq!(sorter.category("Bakery", "gift shop"), Some("Shopping"));
        assert_eq!(sorter.category("Bakery", ""), None);
        assert_eq!(Sorter::of([]).category("Bakery", ""), None);
    }
}
