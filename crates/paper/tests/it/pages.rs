//! Page breaks: what is repeated, what stays together, and that nothing is lost.

use paper::{Column, Paper, Table};

use crate::{numbered, plain, read, words};

#[test]
fn the_header_is_repeated_and_no_row_is_lost() {
    let pages = read(&Paper::new("T").table(numbered(200).total(["", "Total of all", "19900.00"])));
    assert!(pages.len() > 3);
    for (at, page) in pages.iter().enumerate() {
        let page = plain(page);
        assert_eq!(page.matches("Payee Amount").count(), 1, "page {at}: {page}");
        assert!(page.contains(&format!("Page {} of {}", at + 1, pages.len())), "page {at}: {page}");
    }
    let all = plain(&pages.join(" "));
    for row in 0..200 {
        assert!(all.contains(&format!("D{row}x Payee {row} {row}.00")), "row {row}");
    }
    assert!(all.contains("Total of all 19900.00"));
}

#[test]
fn a_total_is_never_alone_on_a_page() {
    for rows in 20..80 {
        let pages = read(&Paper::new("T").table(numbered(rows).total(["", "Total of all", "1"])));
        let last = pages.last().unwrap();
        assert!(last.contains("Total of all") && last.contains(&format!("D{}x", rows - 1)), "{rows} rows");
    }
}

#[test]
fn a_row_is_never_split() {
    let tall = "first\nsecond\nthird\nfourth\nlast";
    let table = Table::new([Column::text("A", 1)]).rows((0..60).map(|_| [tall]));
    let pages = read(&Paper::new("T").table(table));
    assert!(pages.len() > 4);
    for page in &pages {
        assert_eq!(page.matches("first").count(), page.matches("last").count());
    }
    assert_eq!(pages.join(" ").matches("third").count(), 60);
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let tall = (0..300).map(|line| format!("line{line}.")).collect::<Vec<_>>().join("\n");
    let pages = read(&Paper::new("T").table(Table::new([Column::text("A", 1)]).row([tall]).row(["after"])));
    let all = pages.join(" ");
    assert!(pages.len() > 4 && all.contains("after"));
    (0..300).for_each(|line| assert_eq!(all.matches(&format!("line{line}.")).count(), 1, "line {line}"));
}

#[test]
fn a_heading_stays_with_what_follows() {
    for lines in 1..60 {
        let paper = Paper::new("T").paragraph("filled\n".repeat(lines) + "end").heading("Heading here");
        let pages = read(&paper.table(numbered(2)));
        let page = pages.iter().find(|page| page.contains("Heading here")).unwrap();
        assert!(page.contains("D0x"), "after {lines} lines");
    }
}

#[test]
fn a_heading_longer_than_a_page_is_complete() {
    let long = (0..150).map(|line| format!("line{line}.")).collect::<Vec<_>>().join("\n");
    let all = words(&Paper::new("T").heading(&long).paragraph("after"));
    assert!(all.contains("after"));
    (0..150).for_each(|line| assert_eq!(all.matches(&format!("line{line}.")).count(), 1, "line {line}"));
}

#[test]
fn a_page_break_begins_a_page() {
    let pages = read(&Paper::new("T").paragraph("before").page_break().page_break().paragraph("after"));
    assert_eq!(pages.len(), 2);
    assert!(pages[0].contains("before") && pages[1].contains("after"));
}

#[test]
fn pages_are_counted_in_the_words_of_the_paper() {
    let text =
        words(&Paper::new("T").numbered("Seite {n} von {m}").footer("Foot").page_break().paragraph("x"));
    assert!(text.contains("Seite 1 von 2") && text.contains("Seite 2 von 2"));
    assert_eq!(text.matches("Foot").count(), 2);
}
