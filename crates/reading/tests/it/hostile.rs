use crate::made::{at, pdf, with};
use proptest::prelude::*;
use reading::{Limits, Unreadable};

fn refused(bytes: &[u8]) -> String {
    let Unreadable { reason } = reading::read(bytes, &Limits::default()).expect_err("a refusal");
    assert!(reason.ends_with('.') && reason.len() > 30, "{reason}");
    reason
}

#[test]
fn what_is_no_document_is_refused_in_words() {
    assert!(refused(b"").contains("empty"));
    assert!(refused(b"hello, this is a letter").contains("no PDF and no image"));
    assert!(
        refused(b"%PDF-1.7\nnothing follows").contains("damaged") || refused(b"%PDF-1.7").contains("pages")
    );
    assert!(refused(b"\x89PNG\r\n\x1a\nand then nothing").contains("damaged"));
    assert!(refused(b"II*\0\xff\xff\xff\xff").contains("damaged"));
}

#[test]
fn too_many_pages_are_refused() {
    let line = at(50.0, 700.0, 10.0, "x");
    let bytes = pdf(&[line.as_str(); 5]);
    let limits = Limits { pages: 4, ..Limits::default() };
    let reason = reading::read(&bytes, &limits).expect_err("a refusal").reason;
    assert!(reason.contains("5 pages") && reason.contains("at most 4"), "{reason}");
}

#[test]
fn a_huge_page_is_drawn_in_bounds() {
    let content = at(50.0, 700.0, 10.0, "x");
    let bytes = with(&[&content], |page| {
        page.set("MediaBox", vec![0.into(), 0.into(), 2_000_000.into(), 3_000_000.into()]);
    });
    let png = reading::picture(&bytes, 0, 4000).expect("a picture");
    let image = image::load_from_memory(&png).expect("a PNG");
    assert!(u64::from(image.width()) * u64::from(image.height()) <= 12_100_000);
}

#[test]
fn a_page_that_does_not_exist_has_no_picture() {
    let reason = reading::picture(&pdf(&[""]), 7, 100).expect_err("a refusal").reason;
    assert!(reason.contains("no such page"));
}

#[test]
fn a_tiff_whose_pages_lead_in_a_circle_ends() {
    // One directory without entries that names itself as the next.
    refused(b"II*\0\x08\0\0\0\0\0\x08\0\0\0");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn broken_pdfs_break_nothing(place in 0usize..1500, junk in prop::collection::vec(any::<u8>(), 0..40), cut in any::<bool>()) {
        let mut bytes = pdf(&[&(at(50.0, 700.0, 10.0, "Invoice 12") + "50 700 m 300 700 l S")]);
        let place = place.min(bytes.len());
        if cut {
            bytes.truncate(place);
        }
        let end = (place + junk.len()).min(bytes.len());
        let start = place.min(end);
        bytes.splice(start..end, junk);
        let _ = reading::text_of(&bytes, &Limits::default());
    }

    #[test]
    fn broken_contents_break_nothing(content in "[ -~]{0,300}") {
        let _ = reading::text_of(&pdf(&[&content]), &Limits::default());
    }

    #[test]
    fn areas_lie_right_way_round(x in 0f32..500.0, y in 20f32..800.0, size in 4f32..60.0, text in "[A-Za-z0-9 ]{1,20}") {
        let read = reading::text_of(&pdf(&[&at(x, y, size, &text)]), &Limits::default()).expect("a document");
        for word in &read.pages[0].words {
            prop_assert!(word.area.x0 < word.area.x1 && word.area.y0 < word.area.y1);
            prop_assert!(!word.text.contains(char::is_whitespace));
        }
    }
}
