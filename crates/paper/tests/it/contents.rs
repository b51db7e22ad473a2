//! What was told appears on paper.

use paper::{Bar, Column, Paper, Size, Table};

use crate::{load, plain, read, words};

#[test]
fn every_block_is_written() {
    let table = Table::new([Column::text("Date", 1), Column::figure("Amount", 1)]);
    let paper = Paper::new("The title")
        .subtitle("The subtitle")
        .sender(&["Sender Ltd", "Sender street"])
        .recipient(&["Recipient Ann", "Recipient street"])
        .footer("The foot")
        .heading("First part")
        .subheading("Smaller part")
        .paragraph("Running text\nin two lines.")
        .note("Small print.")
        .facts(&[("Owner", "Ann")])
        .facts_in_two(&[("One", "1st"), ("Two", "2nd"), ("Three", "3rd")])
        .figures(&[("Opening", "12.00"), ("Closing", "13.00")])
        .table(table.row(["3 May", "4.20"]).total(["Sum", "4.21"]))
        .bars([Bar::new("Food", "3 of 4", 0.75), Bar::new("Fun", "9 of 4", 2.25)])
        .rule()
        .space(20);
    let text = words(&paper);
    for wanted in [
        "The title",
        "The subtitle",
        "Sender Ltd",
        "Sender street",
        "Recipient Ann",
        "Recipient street",
        "The foot",
        "Page 1 of 1",
        "First part",
        "Smaller part",
        "Running text",
        "in two lines.",
        "Small print.",
        "Owner",
        "Ann",
        "One",
        "1st",
        "Two",
        "2nd",
        "Three",
        "3rd",
        "Opening",
        "12.00",
        "Closing",
        "13.00",
        "Date",
        "Amount",
        "3 May",
        "4.20",
        "Sum",
        "4.21",
        "Food",
        "3 of 4",
        "Fun",
        "9 of 4",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing in {text}");
    }
}

#[test]
fn the_scripts_of_europe_are_written() {
    let texts = ["Łódź Þórður çğış ẞ", "Ελληνικά ώ", "Українська Ґанок", "₴ € £ ¥ ₹ ₺ − – “x”", "10 ½ §"];
    let paper = texts.iter().fold(Paper::new("Scripts"), |paper, text| paper.paragraph(*text));
    let text = words(&paper);
    texts.iter().for_each(|wanted| assert!(text.contains(wanted), "{wanted} is missing in {text}"));
}

#[test]
fn a_missing_cell_is_empty_and_one_too_many_is_kept() {
    let table = Table::new([Column::text("A", 1), Column::text("B", 1)]);
    let text = words(&Paper::new("T").table(table.row(["one"]).row(["two", "three", "four"])));
    assert!(text.contains("one") && text.contains("three four"));
}

#[test]
fn a_table_without_rows_shows_its_columns() {
    assert!(words(&Paper::new("T").table(Table::new([Column::text("Nothing", 1)]))).contains("Nothing"));
    assert_eq!(read(&Paper::new("T").table(Table::new([]))).len(), 1);
}

#[test]
fn the_size_is_that_of_the_sheet() {
    for (size, width) in [(Size::A4, 595.28), (Size::Letter, 612.0)] {
        let file = load(&Paper::new("T").size(size));
        let page = file.get_dictionary(file.get_pages()[&1]).unwrap();
        let found = page.get(b"MediaBox").and_then(|found| found.as_array()).unwrap()[2].as_float().unwrap();
        assert!((found - width).abs() < 0.01, "{size:?} {found}");
    }
}

#[test]
fn long_text_is_wrapped_and_complete() {
    let text = "All the words of a long paragraph, in their order, without a gap. ".repeat(200);
    assert!(
        words(&Paper::new("T").paragraph(&text)).replace(" Page 1 of 3", "").contains(&plain(&text[..3000]))
    );
    let counted = words(&Paper::new("T").paragraph(&text)).matches("without a gap.").count();
    assert_eq!(counted, 200);
}
