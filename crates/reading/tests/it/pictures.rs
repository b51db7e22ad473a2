use crate::made::{at, drawn, letter, pdf, with};

/// How dark the quarters of a picture are, row by row: shade below white, summed.
fn ink(image: &image::GrayImage) -> [u64; 4] {
    let (width, height) = image.dimensions();
    let mut ink = [0; 4];
    for (x, y, pixel) in image.enumerate_pixels() {
        ink[usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2)] += u64::from(255 - pixel.0[0]);
    }
    ink
}

#[test]
fn a_page_is_drawn_at_the_width_that_is_asked() {
    let image = drawn(&pdf(&[&letter()]), 800);
    assert_eq!(image.width(), 800);
    assert!((1130..1134).contains(&image.height()));
    let [upper_left, _, _, lower_right] = ink(&image);
    assert!(upper_left > 10_000 && lower_right < upper_left / 10);
}

#[test]
fn a_rotated_page_is_drawn_as_it_is_shown() {
    let content = at(30.0, 30.0, 30.0, "corner");
    let image = drawn(&with(&[&content], |page| page.set("Rotate", 90)), 842);
    assert_eq!(image.dimensions(), (842, 595));
    // The lower left corner comes to the upper left.
    let [upper_left, upper_right, lower_left, lower_right] = ink(&image);
    assert!(upper_left > 5_000 && upper_right + lower_left + lower_right == 0);
}

#[test]
fn a_page_whose_text_runs_sideways_is_drawn_as_it_is_read() {
    let content = "BT /F1 30 Tf 0 1 -1 0 40 40 Tm (Sideways and long enough) Tj ET";
    let image = drawn(&pdf(&[content]), 842);
    assert_eq!(image.dimensions(), (842, 595));
    let [upper_left, _, lower_left, lower_right] = ink(&image);
    assert!(upper_left > 5_000 && lower_left + lower_right == 0);
}
