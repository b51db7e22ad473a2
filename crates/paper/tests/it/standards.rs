//! What the file says of itself.

use chrono::{TimeZone, Utc};
use paper::{Bar, Paper};

use crate::{load, numbered};

fn statement() -> Paper {
    Paper::new("Statement <for> October")
        .author("Bursar & Co")
        .lang("de-CH")
        .made(Utc.with_ymd_and_hms(2026, 11, 1, 6, 30, 0).unwrap())
        .heading("Bookings")
        .table(numbered(80).total(["", "Total", "3.00"]))
        .bars([Bar::new("Food", "1 of 2", 0.5)])
        .facts(&[("Name of a Korean", "김철수"), ("empty", "")])
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn it_is_fit_for_archives_and_for_screen_readers() {
    let pdf = statement().write().unwrap();
    assert!(has(&pdf, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(has(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn without_a_date_or_a_title_it_is_still_written() {
    let pdf = Paper::new("Undated").heading("Part").write().unwrap();
    assert!(!has(&pdf, "pdfaid:part>2") && has(&pdf, "<pdfuaid:part>1</pdfuaid:part>"));
    assert!(Paper::new("").write().unwrap().starts_with(b"%PDF"));
}

#[test]
fn the_properties_are_set() {
    let file = load(&statement());
    let info = file.trailer.get(b"Info").and_then(|info| info.as_reference()).unwrap();
    let info = file.get_dictionary(info).unwrap();
    let text = |key: &[u8]| lopdf::decode_text_string(info.get(key).unwrap()).unwrap();
    assert_eq!(text(b"Title"), "Statement <for> October");
    assert_eq!(text(b"Author"), "Bursar & Co");
    assert!(text(b"CreationDate").starts_with("D:20261101063000"));
    let catalog = file.catalog().unwrap();
    assert_eq!(lopdf::decode_text_string(catalog.get(b"Lang").unwrap()).unwrap(), "de-CH");
    assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
}

#[test]
fn the_same_paper_is_the_same_file() {
    assert_eq!(statement().write().unwrap(), statement().write().unwrap());
}

#[test]
fn only_the_letters_in_use_are_in_the_file() {
    let pdf = Paper::new("Small").paragraph("A short receipt over 12.00 EUR.").write().unwrap();
    assert!(pdf.len() < 40_000, "{} bytes", pdf.len());
}

#[test]
fn papers_and_their_errors_may_go_to_another_thread() {
    fn may<T: Send + Sync + 'static>() {}
    may::<Paper>();
    may::<paper::Unwritten>();
}
