use reading::{Area, Document, Page, Source, Word};

use super::*;
use crate::{Hints, read};

/// A page of words at places.
fn page(words: &[(f32, f32, &str)]) -> Document {
    let word = |(x, y, text): &(f32, f32, &str)| {
        let mut left = *x;
        let words = text.split(' ').map(move |text| {
            let width = text.chars().count() as f32 * 5.5;
            let area = Area { x0: left, y0: *y, x1: left + width, y1: *y + 10.0 };
            left += width + 3.0;
            Word { text: text.into(), area, size: 10.0, bold: false, confidence: 1.0 }
        });
        words.collect::<Vec<_>>()
    };
    let words = words.iter().flat_map(word).collect();
    Document {
        pages: vec![Page {
            width: 595.0,
            height: 842.0,
            words,
            rules: vec![],
            codes: vec![],
            source: Source::Text,
        }],
        ..Document::default()
    }
}

fn odd(number: &str, other: &str, due: &str) -> Document {
    page(&[
        (60.0, 60.0, "Holzhof Brandt"),
        (60.0, 200.0, "Rechnung Nr. 5521"),
        (60.0, 420.0, "Kennung"),
        (160.0, 420.0, "Vorgang"),
        (60.0, 434.0, number),
        (160.0, 434.0, other),
        (60.0, 470.0, "Valuta"),
        (160.0, 470.0, due),
        (60.0, 500.0, "Summe"),
        (300.0, 500.0, "119,00 EUR"),
    ])
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn number_of(papers: &[(Document, &str)]) -> Option<(Anchor, usize)> {
    let papers: Vec<_> = papers.iter().map(|(doc, right)| (Paper::new(doc), *right)).collect();
    let lessons: Vec<_> = papers
        .iter()
        .map(|(paper, right)| Lesson { paper, right: Some(Value::Text((*right).into())) })
        .collect();
    learn(Field::Number, &lessons)
}

#[test]
fn a_place_is_learned_from_one_document_and_read_in_the_next() {
    let (anchor, from) = number_of(&[(odd("K-7001", "V-1", "3.4.2026"), "K-7001")]).expect("a place");
    assert_eq!((anchor.label.as_str(), anchor.side, from), ("kennung", Side::Below, 0));
    assert!((anchor.right, anchor.seen) == (1, 1) && !anchor.is_confirmed());
    let next = Paper::new(&odd("K-7002", "V-9", "8.4.2026"));
    assert_eq!(next.at(&anchor).expect("a sight").says, Says::Text("K-7002".into()));
    let reading =
        read(&odd("K-7002", "V-9", "8.4.2026"), &Hints { anchors: vec![anchor], ..Hints::default() });
    let number = reading.number.expect("a number");
    assert_eq!((number.value.as_str(), number.page), ("K-7002", 0));
    assert!(!reading.learned.is_empty(), "{number:?}");
    assert!((number.confidence - 0.61).abs() < 1e-6 && number.area.y0 > 430.0);
    assert_eq!(reading.learned.first().map(|one| one.field), Some(Field::Number));
    assert!(!reading.accept, "one confirmation is not enough");
    assert!(
        reading.problems.iter().any(|says| says.contains("right 1 of 1 times")),
        "{:?}",
        reading.problems
    );
}

#[test]
fn a_second_word_outweighs_a_wrong_first_one() {
    let first = odd("K-7001", "V-1", "3.4.2026");
    let (wrong, _) = number_of(&[(first.clone(), "V-1")]).expect("a place");
    assert_eq!(wrong.label, "vorgang");
    let second = odd("K-7002", "V-2", "3.4.2026");
    let (better, from) = number_of(&[(second, "K-7002"), (first, "V-1")]).expect("a place");
    assert_eq!((better.label.as_str(), better.right, better.seen, from), ("kennung", 1, 2, 0));
    assert!(better.confidence() < wrong.confidence());
}

#[test]
fn what_is_nowhere_on_the_page_teaches_no_place() {
    assert_eq!(number_of(&[(odd("K-7001", "V-1", "3.4.2026"), "X-99")]), None);
}

#[test]
fn a_due_date_before_the_date_is_none() {
    let paper = Paper::new(&odd("K-1", "V-1", "30.4.2026"));
    let lesson = Lesson { paper: &paper, right: Some(Value::Day(day("2026-04-30"))) };
    let (anchor, _) = learn(Field::DueDate, &[lesson]).expect("a place");
    assert_eq!((anchor.label.as_str(), anchor.side), ("valuta", Side::Behind));
    let with = |due: &str| {
        let mut document = odd("K-2", "V-2", due);
        document.pages[0]
            .words
            .extend(page(&[(300.0, 60.0, "Rechnungsdatum: 15.4.2026")]).pages[0].words.clone());
        document.pages[0].words.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
        read(&document, &Hints { anchors: vec![anchor.clone()], ..Hints::default() })
    };
    assert_eq!(with("15.5.2026").due_date.map(|due| due.value.date), Some(day("2026-05-15")));
    assert_ne!(with("1.4.2026").due_date.map(|due| due.value.date), Some(day("2026-04-01")));
}

#[test]
fn proven_totals_are_left_alone() {
    let document = page(&[
        (60.0, 300.0, "Net amount"),
        (300.0, 300.0, "100.00"),
        (60.0, 315.0, "VAT 19%"),
        (300.0, 315.0, "19.00"),
        (60.0, 330.0, "Total amount"),
        (300.0, 330.0, "119.00"),
        (60.0, 345.0, "Ballast"),
        (300.0, 345.0, "77.00"),
    ]);
    let paper = Paper::new(&document);
    let lesson = Lesson { paper: &paper, right: Some(Value::Amount(770_000)) };
    let (anchor, _) = learn(Field::Gross, &[lesson]).expect("a place");
    let reading = read(&document, &Hints { anchors: vec![anchor], ..Hints::default() });
    assert_eq!(reading.gross.map(|gross| gross.value), Some(1_190_000));
    assert!(reading.learned.is_empty());
}

#[test]
fn the_order_of_day_and_month_is_learned_where_days_tell() {
    let paper = Paper::new(&odd("K-1", "V-1", "03/04/2026"));
    let told = |right: &str| order(&[Lesson { paper: &paper, right: Some(Value::Day(day(right))) }]);
    assert_eq!(told("2026-04-03"), Some((true, 1)));
    assert_eq!(told("2026-03-04"), Some((false, 1)));
    assert_eq!(told("2026-05-05"), None);
}

#[test]
fn confidence_grows_with_confirmations_and_falls_with_errors() {
    let (mut anchor, _) = number_of(&[(odd("K-7001", "V-1", "3.4.2026"), "K-7001")]).expect("a place");
    let mut sure = |right, seen| {
        (anchor.right, anchor.seen) = (right, seen);
        (anchor.confidence(), anchor.is_confirmed())
    };
    assert!(sure(1, 1).0 < sure(2, 2).0 && sure(3, 3).0 >= 0.9 && sure(9, 9).0 < 1.0);
    assert!(sure(3, 3).1 && !sure(2, 2).1 && !sure(3, 4).1 && sure(1, 2).0 < 0.4);
    assert_eq!(sure(0, 4).0, 0.0);
}
