use std::collections::HashMap;

use chrono::NaiveDate;
use risk::{
    concentration::Caps,
    covenants::Limits,
    rates::Rates,
    report::{Kind, Terms, report},
    scale::Rating,
    status::Status,
    tape::{Loan, Tape, Writer},
};

use super::sheet::{Named, Sheet};

/// Two loans: 600,000.00 at 5 % rated BBB to Amber, and 400,000.00 at 10 % rated B on the watch list to Birch.
fn tape() -> Tape {
    let mut writer = Writer::default();
    let one = Loan {
        id: 1,
        exposure: 6_000_000_000,
        rate: 50_000,
        maturity: 20_819 + 365,
        rating: Rating::parse("BBB").unwrap(),
        borrower: "Amber & Söhne",
        sector: "Energy",
        ..Loan::default()
    };
    let two = Loan {
        id: 2,
        exposure: 4_000_000_000,
        rate: 100_000,
        rating: Rating::parse("B").unwrap(),
        status: Status::WatchList,
        borrower: "Birch Oy",
        sector: "Retail",
        country: "Finland",
        debt_to_equity: Some(400),
        ..one
    };
    assert!(writer.push(&one) && writer.push(&two));
    writer.finish()
}

fn sheet(kind: Kind, tape: &Tape) -> Sheet {
    let rates = Rates::default();
    let limits = Limits::default();
    let terms = Terms { as_of: 20_819, rates: &rates, caps: Caps::default(), limits, top: 10 };
    let name = |at: u32, loan_id: &str, borrower: &str| {
        (at, Named { loan_id: loan_id.into(), borrower: borrower.into() })
    };
    Sheet {
        kind,
        portfolio: "Book".into(),
        reader: "Ann".into(),
        currency: "GBP".parse().unwrap(),
        as_of: NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
        made: chrono::DateTime::UNIX_EPOCH,
        revision: 7,
        loans: tape.len() as u64,
        exposure: tape.total(tape.all()),
        chosen: vec![("sector".into(), "Energy, Retail".into())],
        figures: report(tape, tape.all(), kind.sections(), terms),
        named: HashMap::from([name(0, "L-1", "Amber & Söhne"), name(1, "L-2", "Birch Oy")]),
    }
}

fn words(paper: &[u8]) -> String {
    let document = lopdf::Document::load_mem(paper).expect("a document");
    let pages = document.get_pages().into_keys().collect::<Vec<_>>();
    document.extract_text(&pages).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(text: &str, all: &[&str]) {
    for part in all {
        assert!(text.contains(part), "{part} is not in: {text}");
    }
}

// By hand: (600·5 + 400·10)/1000 = 7 %; PD (600·0.004 + 400·0.078)/1000 = 3.36 %; EL 600,000·0.004·0.18 +
// 400,000·0.078·0.5 = 432 + 15,600; RWA 300,000 + 700,000; index 0.36 + 0.16 = 0.52; recovery 40 % of a tenth loses
// 60,000.
#[test]
fn the_comprehensive_report_tells_all_figures() {
    let paper = sheet(Kind::Comprehensive, &tape()).write().unwrap();
    let text = words(&paper);
    says(
        &text,
        &[
            "Comprehensive",
            "Book · 1 January 2027",
            "Page 1 of",
            "Prepared for",
            "Ann",
            "Only sector",
            "Energy, Retail",
        ],
    );
    says(
        &text,
        &["1,000,000.00", "7.00 %", "70,000.00", "Amber & Söhne", "600,000.00", "60.00 %", "Not stated"],
    );
    says(&text, &["3.36 %", "16,032.00", "L-2", "15,600.00", "5,200", "0.5200", "over by 500,000.00"]);
    says(
        &text,
        &[
            "Recovery 40 %",
            "60,000.00",
            "940,000.00",
            "4.00 !",
            "1 of 1 · 100.00 %",
            "Rated B or worse: 1 loan, with 400,000.00",
            "Health",
            "2028-Q1",
        ],
    );
    says(&text, &["The Herfindahl", "Risk-weighted assets"]);
}

#[test]
fn each_type_has_its_sections_and_no_others() {
    let tape = tape();
    let text = |kind: Kind| words(&sheet(kind, &tape).write().unwrap());
    let executive = text(Kind::Executive);
    says(&executive, &["Executive Summary", "Score out of 100", "Greatest borrowers", "Watch list"]);
    let risks = text(Kind::Risk);
    says(&risks, &["Risk Analysis", "Default and loss", "Stress", "Concentration", "Covenants"]);
    for (text, others) in [
        (&executive, &["Stress", "Default and loss", "Concentration of"][..]),
        (&risks, &["Score out of 10 ", "Watch list 1", "Maturities"]),
        (&text(Kind::WatchList), &["Stress", "Health", "Maturities"]),
        (&text(Kind::Overview), &["Stress", "Watch list", "Covenants"]),
    ] {
        for other in others {
            assert!(!text.contains(other), "{other} in: {text}");
        }
    }
}

#[test]
fn an_empty_portfolio_and_strange_names_are_no_trouble() {
    let text = words(&sheet(Kind::Comprehensive, &Tape::default()).write().unwrap());
    says(&text, &["There is no loan to report on."]);
    let mut strange = sheet(Kind::WatchList, &tape());
    strange.portfolio = "Zażółć 漢字 \u{202e}evil".into();
    strange.named.clear();
    says(&words(&strange.write().unwrap()), &["Watch List", "400,000.00"]);
}
