use proptest::prelude::*;

use super::*;
use crate::tape::{Loan, Writer};

fn tape() -> Tape {
    let mut writer = Writer::default();
    let loans = [
        (1, 100, 50_000, 10, "A", Status::Performing, "Shell Energy", "Energy", "UK", Some(360)),
        (2, 200, 60_000, 20, "BB", Status::WatchList, "Ärzte AG", "Health", "", Some(350)),
        (3, 300, 70_000, 30, "D", Status::Defaulted, "shell retail", "Retail", "UK", None),
    ];
    for (id, exposure, rate, maturity, rating, status, borrower, sector, country, debt_to_equity) in loans {
        let rating = Rating::parse(rating).unwrap();
        let loan = Loan {
            id,
            exposure,
            rate,
            maturity,
            rating,
            status,
            borrower,
            sector,
            country,
            ..Loan::default()
        };
        assert!(writer.push(&Loan { debt_to_equity, ..loan }));
    }
    writer.finish()
}

fn words(words: &[&str]) -> Option<Vec<Box<str>>> {
    Some(words.iter().map(|word| (*word).into()).collect())
}

#[test]
fn each_condition_chooses_its_loans() {
    let tape = tape();
    let rows = |filter: Filter| filter.rows(&tape);
    let base = Filter::default;
    assert_eq!(rows(base()), [0, 1, 2]);
    assert_eq!(rows(Filter { ids: Some(vec![3, 1]), ..base() }), [0, 2]);
    assert_eq!(rows(Filter { sectors: words(&["Retail", "Energy"]), ..base() }), [0, 2]);
    assert_eq!(rows(Filter::rating(Rating::D)), [2]);
    assert_eq!(rows(Filter::status(Status::WatchList)), [1]);
    assert_eq!(rows(Filter::country(None)), [1]);
    assert_eq!(rows(Filter::country(Some("UK"))), [0, 2]);
    assert_eq!(rows(Filter::borrower(Some("shell retail"))), [2]);
    assert_eq!(rows(Filter { borrower_contains: words(&["SHELL"]).unwrap(), ..base() }), [0, 2]);
    assert_eq!(rows(Filter { borrower_contains: words(&["ärz"]).unwrap(), ..base() }), [1]);
    assert_eq!(rows(Filter { exposure: Band::between(100, 200), ..base() }), [0, 1]);
    assert_eq!(rows(Filter::maturity(Band::at_least(20))), [1, 2]);
    assert_eq!(rows(Filter { rate: Band::at_most(60_000), ..base() }), [0, 1]);
    assert_eq!(rows(Filter::ratio(Ratio::DebtToEquity, Band::at_most(360))), [0, 1]);
    assert_eq!(rows(Filter { unknown: vec![Ratio::DebtToEquity], ..base() }), [2]);
    assert_eq!(
        rows(Filter {
            breaks: vec![Breaks { limits: Limits::default(), at_least: 1, urgent: false }],
            ..base()
        }),
        [0]
    );
    assert_eq!(rows(Filter { ratings: Some(vec![]), ..base() }), [] as [u32; 0]);
}

#[test]
fn what_is_not_tested_is_not_broken() {
    let mut writer = Writer::default();
    let loan = Loan {
        debt_to_equity: Some(9_999),
        interest_coverage: Some(0),
        leverage: Some(9_999),
        ..Loan::default()
    };
    assert!(writer.push(&loan) && writer.push(&Loan::default()));
    let tape = writer.finish();
    let none = Limits { max_debt_to_equity: None, min_interest_coverage: None, max_leverage: None };
    assert_eq!((Limits::default().breaches(&tape, 0), none.breaches(&tape, 0)), (3, 0));
    assert_eq!(Limits::default().breaches(&tape, 1), 0);
}

fn filters() -> impl Strategy<Value = Filter> {
    let sectors = prop::option::of(prop::collection::vec(
        prop::sample::select(vec!["Energy", "Health", "Retail"]),
        0..3,
    ));
    let ratings = prop::option::of(prop::collection::vec((0_u8..22).prop_map(Rating), 0..9));
    let days = (prop::option::of(0..40), prop::option::of(0..40));
    let ids = prop::option::of(prop::collection::vec(1_i64..5, 0..4));
    (sectors, ratings, days, ids).prop_map(|(sectors, ratings, (from, to), ids)| Filter {
        sectors: sectors.map(|some| some.into_iter().map(Into::into).collect()),
        ratings,
        maturity: Band { from, to },
        ids,
        ..Filter::default()
    })
}

proptest! {
    #[test]
    fn both_filters_are_one_after_the_other(one in filters(), other in filters()) {
        let tape = tape();
        let first = one.rows(&tape);
        prop_assert_eq!(one.and(&other).rows(&tape), other.among(&tape, Rows::These(&first)));
    }

    #[test]
    fn bands_part_the_loans(border in 0..40) {
        let tape = tape();
        let mut rows = Filter::maturity(Band::at_most(border)).rows(&tape);
        rows.extend(Filter::maturity(Band::at_least(border + 1)).rows(&tape));
        prop_assert_eq!(rows, vec![0, 1, 2]);
    }
}
