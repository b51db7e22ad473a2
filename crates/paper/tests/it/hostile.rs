//! Texts that mean harm, or that nobody thought of.

use std::time::{Duration, Instant};

use chrono::DateTime;
use paper::{Bar, Column, Paper, Table, is_font};
use proptest::prelude::*;

use crate::{load, numbered, read, words};

/// The same text everywhere a text can stand.
fn everywhere(text: &str) -> Paper {
    let columns = [Column::text(text, 0), Column::figure(text, 1), Column::text("", u16::MAX).fit()];
    Paper::new(text)
        .subtitle(text)
        .sender(&[text, text])
        .recipient(&[text])
        .author(text)
        .lang(text)
        .numbered(text)
        .footer(text)
        .made(DateTime::default())
        .heading(text)
        .subheading(text)
        .paragraph(text)
        .note(text)
        .facts(&[(text, text)])
        .facts_in_two(&[(text, text), (text, text), (text, "")])
        .figures(&[(text, text); 5])
        .table(Table::new(columns).zebra().row([text, text, text, text]).total([text]))
        .bars([Bar::new(text, text, f64::NAN), Bar::new(text, "", -1.0), Bar::new("", text, f64::INFINITY)])
        .rule()
        .space(u16::MAX)
        .page_break()
        .heading(text)
}

#[test]
fn characters_without_a_font_are_drawn_and_can_be_copied() {
    let file = load(&Paper::new("T").paragraph("김철수 🙂👩\u{200d}💻"));
    let content = file.get_page_content(file.get_pages()[&1]);
    // All of them are the same □ on paper: the file says which character each one stands for.
    let content = String::from_utf8_lossy(&content);
    for hidden in ['철', '수', '🙂', '👩'] {
        let utf16: String =
            hidden.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
        assert!(content.contains(&format!("/ActualText<FEFF{utf16}")), "{hidden} in {content}");
    }
}

#[test]
fn a_fallback_that_is_no_font_is_passed_over() {
    assert!(!is_font(b"") && !is_font(b"not a font") && !is_font(&[0; 4096]));
    let font = include_bytes!("../../fonts/Inter-Regular.otf");
    assert!(is_font(font) && !is_font(&font[..200]));
    for bytes in [&b"not a font"[..], font] {
        assert!(words(&Paper::new("T").fallback(Some(bytes.into())).paragraph("한 text")).contains("text"));
    }
}

#[test]
fn overrides_of_direction_are_taken_out() {
    assert!(words(&Paper::new("T").paragraph("pay \u{202e}00.01\u{202c} now")).contains("pay 00.01 now"));
}

#[test]
fn odd_texts_are_written() {
    for text in [
        "",
        " ",
        "\n\n\n",
        "\u{0}\u{1}\u{1b}[31m\u{7f}",
        "\u{301}\u{301}",
        "שלום עולם (12.50) abc",
        "مرحبا بالعالم",
        "a\u{200d}\u{200d}\u{fe0f}",
        "\u{fffe}\u{ffff}\u{10ffff}\u{e000}",
        "👨\u{200d}👩\u{200d}👧",
        "ﬁ ﷽ ẛ̣",
        "\u{2028}x\u{2029}",
        "क्षत्रिय ไทย ភាសា",
        "{n}{m}",
        "%PDF <</A>> endobj ]]> </rdf>",
        "\u{5d0}\u{202e}-1/2",
    ] {
        assert!(everywhere(text).write().unwrap().starts_with(b"%PDF"), "{text:?}");
    }
}

#[test]
fn very_long_words_and_piles_of_marks_end() {
    for text in [
        "x".repeat(20_000),
        "e".to_string() + &"\u{301}".repeat(5_000),
        "ש".repeat(5_000),
        "字".repeat(5_000),
    ] {
        let since = Instant::now();
        everywhere(&text).write().unwrap();
        println!("{:?}", since.elapsed());
        assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
    }
}

#[test]
fn many_columns_are_written() {
    let table = Table::new((0..300).map(|at| Column::figure(format!("C{at}"), 1)));
    let table = table.row((0..300).map(|at| at.to_string())).total(["x"]);
    assert!(!read(&Paper::new("T").table(table)).is_empty());
}

#[test]
fn ten_thousand_rows_take_no_seconds() {
    let paper = Paper::new("T").table(numbered(10_000));
    let since = Instant::now();
    let pdf = paper.write().unwrap();
    assert!(since.elapsed() < Duration::from_secs(20), "{:?}", since.elapsed());
    println!("{:?}, {} bytes", since.elapsed(), pdf.len());
    let file = lopdf::Document::load_mem(&pdf).unwrap();
    assert!(file.get_pages().len() > 200);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_written(text in any::<String>(), other in "\\PC{0,200}") {
        prop_assert!(everywhere(&text).write().unwrap().starts_with(b"%PDF"));
        prop_assert!(everywhere(&other).write().unwrap().starts_with(b"%PDF"));
    }

    #[test]
    fn any_characters_of_the_difficult_scripts_are_written(
        text in "[\u{590}-\u{6ff}\u{900}-\u{97f}\u{e00}-\u{e4f}\u{300}-\u{36f}\u{200b}-\u{206f}a-c (.0-9)-]{0,80}"
    ) {
        prop_assert!(everywhere(&text).write().unwrap().starts_with(b"%PDF"));
    }

    #[test]
    fn plain_words_are_all_there(words in proptest::collection::vec("[a-zA-Z]{1,9}", 1..300)) {
        let text = words.join(" ");
        let found: Vec<String> = crate::words(&Paper::new("").numbered("").paragraph(&text))
            .split(' ').map(str::to_string).collect();
        prop_assert_eq!(found, words);
    }
}
