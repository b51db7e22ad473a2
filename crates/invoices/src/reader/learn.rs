//! From what people said of the invoices of one vendor to what is known of him. Pure: runs where files are read, since
//! the pages come from strangers.
use std::collections::BTreeMap;

use extract::anchor::{self, Paper, Value};
use kernel::Money;
use reading::Document;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    memory::{Constant, Memory, Place, name},
    place::compact,
};

/// What people said of one invoice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Which.
    pub invoice_id: i64,
    /// By the name of the field.
    pub said: BTreeMap<String, Word>,
}

/// What was read of a field, and what is right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// What was read.
    pub read: Option<String>,
    /// What is right.
    pub right: Option<String>,
}

impl Word {
    fn is_wrong(&self) -> bool {
        self.read != self.right
    }
}

/// Fields that are the same on all invoices of a vendor.
pub const CONSTANT: &[&str] = &[
    "seller_name",
    "seller_legal_name",
    "seller_gstin",
    "seller_tax_id",
    "seller_email",
    "seller_phone",
    "iban",
    "bic",
    "account_number",
    "ifsc",
    "currency",
];

const PLACED: &[anchor::Field] = &[
    anchor::Field::Number,
    anchor::Field::Date,
    anchor::Field::DueDate,
    anchor::Field::Net,
    anchor::Field::Tax,
    anchor::Field::Gross,
    anchor::Field::Due,
    anchor::Field::PurchaseOrder,
    anchor::Field::CustomerNumber,
];

/// Learns from these lessons, the newest invoice first; `pages` is a JSON list of their pages in the same order. Only
/// fields are learned of which something was misread: the general reading needs no help with the others.
pub fn learn(lessons: &[Lesson], pages: &[u8]) -> Memory {
    let pages = serde_json::from_slice::<Vec<Box<RawValue>>>(pages).unwrap_or_default();
    let paper = |raw: &RawValue| {
        let document = serde_json::from_str::<Document>(raw.get()).ok()?;
        Some(Paper::new(&document))
    };
    let papers: Vec<Option<Paper>> = pages.iter().map(|raw| paper(raw)).collect();
    let mut memory = Memory {
        constants: CONSTANT.iter().filter_map(|field| constant(field, lessons)).collect(),
        ..Memory::default()
    };
    for field in PLACED {
        let name = name(*field);
        let told = told(name, lessons, &papers);
        if matches!(field, anchor::Field::Date | anchor::Field::DueDate) && memory.day_first.is_none() {
            memory.day_first = anchor::order(&plain(&told)).map(|(day_first, _)| day_first);
        }
        if !lessons.iter().any(|lesson| lesson.said.get(name).is_some_and(Word::is_wrong)) {
            continue;
        }
        if let Some((anchor, from)) = anchor::learn(*field, &plain(&told)) {
            let (invoice_id, example, ..) = told[from].clone();
            memory.places.push(Place { anchor, invoice_id, example });
        }
    }
    memory
}

type Told<'a> = (i64, String, &'a Paper, Option<Value>);

/// What was said of a field, where there are pages.
fn told<'a>(name: &str, lessons: &[Lesson], papers: &'a [Option<Paper>]) -> Vec<Told<'a>> {
    let one = |(lesson, paper): (&Lesson, &'a Option<Paper>)| {
        let (word, paper) = (lesson.said.get(name)?, paper.as_ref()?);
        let right = word.right.as_deref();
        let value = right.and_then(|right| value(name, right));
        // What can't be understood says nothing.
        (right.is_none() || value.is_some())
            .then(|| (lesson.invoice_id, right.unwrap_or_default().to_owned(), paper, value))
    };
    lessons.iter().zip(papers).filter_map(one).collect()
}

fn plain<'a>(told: &[Told<'a>]) -> Vec<anchor::Lesson<'a>> {
    told.iter().map(|(_, _, paper, right)| anchor::Lesson { paper, right: right.clone() }).collect()
}

fn value(name: &str, right: &str) -> Option<Value> {
    use crate::invoice::extracted::{Form, form};
    match form(name)? {
        Form::Date => right.parse().ok().map(Value::Day),
        Form::Amount => right.parse::<Money>().ok().map(|amount| Value::Amount(amount.units())),
        _ => Some(Value::Text(right.to_owned())).filter(|_| !compact(right).is_empty()),
    }
}

/// What the newest word says of a field, where no other word outweighs it and something was misread.
fn constant(field: &str, lessons: &[Lesson]) -> Option<Constant> {
    let words = lessons.iter().filter_map(|lesson| Some((lesson.invoice_id, lesson.said.get(field)?)));
    let words: Vec<(i64, &Word)> = words.collect();
    if !words.iter().any(|(_, word)| word.is_wrong()) {
        return None;
    }
    let (invoice_id, value) = words.iter().find_map(|(id, word)| Some((*id, word.right.clone()?)))?;
    let same = |word: &&(i64, &Word)| word.1.right.as_deref().is_some_and(|w| compact(w) == compact(&value));
    let mine: Vec<_> = words.iter().filter(same).collect();
    let mut instead_of: Vec<String> = vec![];
    for wrong in mine.iter().filter(|(_, word)| word.is_wrong()).filter_map(|(_, word)| word.read.clone()) {
        if compact(&wrong) != compact(&value) && !instead_of.contains(&wrong) && instead_of.len() < 5 {
            instead_of.push(wrong);
        }
    }
    let (right, seen) = (mine.len() as u32, words.len() as u32);
    // The newest word against one other is enough; against more it must be said again.
    (right * 2 >= seen).then(|| Constant {
        field: field.to_owned(),
        value,
        instead_of,
        right,
        seen,
        invoice_id,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(invoice_id: i64, said: &[(&str, Option<&str>, Option<&str>)]) -> Lesson {
        let own = |text: &Option<&str>| text.map(str::to_owned);
        let said = said
            .iter()
            .map(|(name, read, right)| ((*name).to_owned(), Word { read: own(read), right: own(right) }));
        Lesson { invoice_id, said: said.collect() }
    }

    #[test]
    fn what_is_always_the_same_is_known_from_one_correction() {
        let memory = learn(
            &[lesson(
                7,
                &[("seller_name", Some("Page 1"), Some("Acme GmbH")), ("currency", Some("EUR"), Some("EUR"))],
            )],
            b"[]",
        );
        assert_eq!(memory.constants.len(), 1, "the currency was read well");
        let name = &memory.constants[0];
        assert_eq!((name.value.as_str(), name.invoice_id, name.right, name.seen), ("Acme GmbH", 7, 1, 1));
        assert_eq!(name.instead_of, ["Page 1"]);
    }

    #[test]
    fn a_second_word_outweighs_a_wrong_first_one() {
        let wrong = lesson(1, &[("iban", None, Some("DE02120300000000202051"))]);
        let right = |id| lesson(id, &[("iban", None, Some("DE89370400440532013000"))]);
        let value = |lessons: &[Lesson]| learn(lessons, b"[]").constants.first().map(|one| one.value.clone());
        assert_eq!(value(&[right(2), wrong.clone()]).as_deref(), Some("DE89370400440532013000"));
        assert_eq!(value(&[wrong.clone(), right(3), right(2)]), None, "two against one");
        assert_eq!(learn(&[wrong], b"no pages").places, []);
    }
}
