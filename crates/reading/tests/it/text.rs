use crate::made::{at, page, pdf, with, words};
use reading::{Limits, Source};

#[test]
fn words_stand_where_they_are_printed() {
    let page = page(&pdf(&[&at(100.0, 700.0, 12.0, "Invoice 4711")]));
    assert_eq!(words(&page), ["Invoice", "4711"]);
    let area = page.words[0].area;
    assert!((area.x0 - 100.0).abs() < 0.5 && (area.x1 - 139.0).abs() < 2.0, "{area:?}");
    // The baseline is 142 points from the top.
    assert!(area.y0 < 134.0 && area.y1 > 142.0 && area.y1 < 146.0, "{area:?}");
    assert_eq!((page.width, page.height, page.source), (595.0, 842.0, Source::Text));
    assert!((page.words[0].size - 12.0).abs() < 0.01);
}

#[test]
fn what_wrote_the_file_is_told() {
    let document = reading::text_of(&pdf(&[""]), &Limits::default()).expect("a document");
    assert_eq!(document.producer.as_deref(), Some("Hand"));
    assert_eq!(document.created.map(|at| at.to_string()).as_deref(), Some("2025-01-31 11:00:00"));
}

#[test]
fn lines_are_read_from_top_to_bottom_and_left_to_right() {
    let content = [
        at(300.0, 600.0, 10.0, "right"),
        at(50.0, 500.0, 10.0, "below"),
        at(50.0, 601.0, 10.0, "left"),
        at(50.0, 700.0, 18.0, "Heading"),
    ];
    assert_eq!(words(&page(&pdf(&[&content.concat()]))), ["Heading", "left", "right", "below"]);
}

#[test]
fn gaps_divide_words_and_kerning_does_not() {
    let content = "BT /F1 10 Tf 50 700 Td [(In) 60 (vo) -40 (ice) -400 (Total) -900 (12.00)] TJ ET";
    assert_eq!(words(&page(&pdf(&[content]))), ["Invoice", "Total", "12.00"]);
}

#[test]
fn a_word_drawn_in_pieces_is_one() {
    let content = at(50.0, 700.0, 10.0, "Rech") + &at(73.9, 700.0, 10.0, "nung");
    assert_eq!(words(&page(&pdf(&[&content]))), ["Rechnung"]);
}

#[test]
fn spaced_headings_are_joined() {
    let typed = at(50.0, 700.0, 14.0, "R E C H N U N G") + &at(50.0, 650.0, 10.0, "A B");
    assert_eq!(words(&page(&pdf(&[&typed]))), ["RECHNUNG", "A", "B"]);
    let tracked = "BT /F1 14 Tf 5 Tc 50 700 Td (FACTURE PROFORMA) Tj ET";
    assert_eq!(words(&page(&pdf(&[tracked]))), ["FACTURE", "PROFORMA"]);
}

#[test]
fn text_drawn_twice_is_bold_and_stands_once() {
    let content =
        at(50.0, 700.0, 12.0, "Total") + &at(50.3, 700.0, 12.0, "Total") + &at(50.0, 680.0, 12.0, "llll");
    let page = page(&pdf(&[&content]));
    assert_eq!(words(&page), ["Total", "llll"]);
    assert!(page.words[0].bold && !page.words[1].bold);
}

#[test]
fn bold_fonts_are_told_from_others() {
    let content = "BT /F1 10 Tf 50 700 Td (Thin hint) Tj /F2 10 Tf 0 -20 Td (Thick hint) Tj ET";
    let bold: Vec<bool> = page(&pdf(&[content])).words.iter().map(|word| word.bold).collect();
    assert_eq!(bold, [false, false, true, true]);
}

#[test]
fn dotted_leaders_do_not_swallow_numbers() {
    let content =
        at(50.0, 700.0, 10.0, "Total.................................") + &at(190.0, 700.0, 10.0, "99.50");
    assert_eq!(words(&page(&pdf(&[&content]))), ["Total", "99.50"]);
}

#[test]
fn dashes_become_rules() {
    let page =
        page(&pdf(&[&(at(50.0, 700.0, 10.0, "Sum") + &at(50.0, 690.0, 10.0, "--------------------"))]));
    assert_eq!(words(&page), ["Sum"]);
    assert_eq!(page.rules.len(), 1);
}

#[test]
fn soft_hyphens_and_fixed_spaces_are_what_people_see() {
    let page = page(&pdf(&[&at(50.0, 700.0, 10.0, "INV\u{ad}7\u{a0}M\u{fc}ller")]));
    assert_eq!(words(&page), ["INV-7", "Müller"]);
}

#[test]
fn superscripts_stay_apart() {
    let content = "BT /F1 12 Tf 50 700 Td (12) Tj /F1 7 Tf 5 Ts (50) Tj ET";
    assert_eq!(words(&page(&pdf(&[content]))), ["12", "50"]);
}

#[test]
fn drawn_lines_and_thin_boxes_are_rules() {
    let page = page(&pdf(&["50 700 m 300 700 l S 50 600 250 0.8 re f 50 400 200 100 re S"]));
    assert_eq!(page.rules.len(), 6);
    assert!(page.rules.iter().any(|rule| (rule.area.y0 - 142.0).abs() < 0.1 && rule.area.width() > 249.0));
}

#[test]
fn a_rotated_page_is_read_as_it_is_shown() {
    let content = "BT /F1 12 Tf 0 1 -1 0 100 50 Tm (Sideways invoice) Tj ET";
    let page = page(&with(&[content], |page| page.set("Rotate", 90)));
    assert_eq!(words(&page), ["Sideways", "invoice"]);
    assert_eq!((page.width, page.height), (842.0, 595.0));
    assert!(page.words[0].area.width() > page.words[0].area.height());
}

#[test]
fn a_page_whose_text_runs_sideways_is_turned() {
    let line = |x: i32, text: &str| format!("BT /F1 12 Tf 0 1 -1 0 {x} 50 Tm ({text}) Tj ET\n");
    let content = line(100, "Invoice number 4711") + &line(130, "Total amount 12.00");
    let page = page(&pdf(&[&content]));
    assert_eq!(words(&page), ["Invoice", "number", "4711", "Total", "amount", "12.00"]);
    assert_eq!((page.width, page.height), (842.0, 595.0));
}

#[test]
fn a_crop_box_is_the_page() {
    let content = at(100.0, 700.0, 12.0, "inside") + &at(400.0, 100.0, 12.0, "outside");
    let page = page(&with(&[&content], |page| {
        page.set("CropBox", vec![50.into(), 600.into(), 350.into(), 800.into()]);
    }));
    assert_eq!(words(&page), ["inside"]);
    assert_eq!((page.width, page.height), (300.0, 200.0));
    assert!((page.words[0].area.x0 - 50.0).abs() < 0.5);
}

#[test]
fn text_that_is_clipped_away_is_not_read() {
    let content = format!(
        "q 0 600 595 200 re W n {} Q {}",
        at(50.0, 300.0, 10.0, "hidden"),
        at(50.0, 200.0, 10.0, "seen")
    );
    assert_eq!(words(&page(&pdf(&[&content]))), ["seen"]);
}

#[test]
fn invisible_text_without_a_scan_under_it_is_no_text() {
    let content =
        format!("{}BT 3 Tr /F1 10 Tf 50 600 Td (ghost) Tj ET", at(50.0, 700.0, 10.0, "seen by people"));
    assert_eq!(words(&page(&pdf(&[&content]))), ["seen", "by", "people"]);
}

#[test]
fn pages_are_kept_apart() {
    let document = reading::read(
        &pdf(&[&at(50.0, 700.0, 10.0, "one"), "", &at(50.0, 700.0, 10.0, "three")]),
        &Limits::default(),
    );
    let document = document.expect("a document");
    let counts: Vec<usize> = document.pages.iter().map(|page| page.words.len()).collect();
    assert_eq!(counts, [1, 0, 1]);
    assert_eq!(document.text(), "one\n\x0c\n\x0cthree");
}
