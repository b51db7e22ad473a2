//! QR codes: drawn by the `qrcode` crate in sizes, turns and noise as scanners bring them.

use crate::made::{at, file, pdf};
use image::imageops::{overlay, resize, rotate90, rotate180, rotate270};
use image::{GrayImage, ImageFormat, Luma};
use qrcode::{Color, EcLevel, QrCode};

/// As long as a signed e-invoice code is.
fn signed() -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let long: String = (0..960).map(|i| char::from(letters.as_bytes()[(i * 37 + i / 7) % 64])).collect();
    format!("eyJhbGciOiJSUzI1NiJ9.{long}")
}

fn drawn(text: &str, dot: u32) -> GrayImage {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).expect("a code");
    let side = code.width() as u32;
    let dots = code.to_colors();
    GrayImage::from_fn((side + 8) * dot, (side + 8) * dot, |x, y| {
        let (x, y) = ((x / dot).wrapping_sub(4), (y / dot).wrapping_sub(4));
        let dark = x < side && y < side && dots[(y * side + x) as usize] == Color::Dark;
        Luma([if dark { 0 } else { 255 }])
    })
}

/// On a sheet, as a scanner sees it: grey paper and grain.
fn on_paper(code: &GrayImage, grain: u32) -> GrayImage {
    let mut paper = GrayImage::from_pixel(1240, 1400, Luma([255]));
    overlay(&mut paper, code, 200, 120);
    let mut seed = 0x2545_f491u32;
    for pixel in paper.pixels_mut() {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (seed >> 16) % (grain + 1);
        let shade = u32::from(pixel.0[0]) * 7 / 8 + 10;
        pixel.0[0] = (shade + noise).saturating_sub(grain / 2).min(255) as u8;
    }
    paper
}

#[test]
fn nine_of_nine_codes_are_read() {
    let short = "upi://pay?pa=seller@bank&am=1620.60";
    let swiss = "SPC\n0200\n1\nCH4431999123000889012\nS\nMuster AG\nWeg\n1\n8000\nBern\nCH\n".repeat(2);
    let jwt = signed();
    let smooth = |image: &GrayImage, share: f32| {
        let side = (image.width() as f32 * share) as u32;
        resize(image, side, side, image::imageops::FilterType::Triangle)
    };
    let cases: [(&str, &str, GrayImage, u32); 9] = [
        ("small", short, drawn(short, 3), 0),
        ("large", short, drawn(short, 16), 20),
        ("turned right", short, rotate90(&drawn(short, 5)), 10),
        ("upside down", &swiss, rotate180(&drawn(&swiss, 5)), 10),
        ("turned left", &jwt, rotate270(&drawn(&jwt, 6)), 0),
        ("signed", &jwt, drawn(&jwt, 4), 0),
        ("signed, grainy", &jwt, drawn(&jwt, 6), 40),
        ("between pixels", &swiss, smooth(&drawn(&swiss, 8), 0.53), 10),
        ("signed, between pixels", &jwt, smooth(&drawn(&jwt, 8), 0.57), 10),
    ];
    let missed: Vec<&str> = cases
        .iter()
        .filter(|(_, text, code, grain)| {
            let found = reading::codes(&file(&on_paper(code, *grain), ImageFormat::Png)).expect("an image");
            !found.iter().any(|found| found.text == *text)
        })
        .map(|(name, ..)| *name)
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_code_drawn_by_lines_stands_where_it_is_printed() {
    let text = "https://example.com/invoice/4711";
    let code = QrCode::new(text).expect("a code");
    let side = code.width();
    let mut content = at(50.0, 780.0, 12.0, "Scan to pay");
    for (index, color) in code.to_colors().iter().enumerate() {
        if *color == Color::Dark {
            let (x, y) = (400.0 + (index % side) as f32 * 2.5, 700.0 - (index / side) as f32 * 2.5);
            content.push_str(&format!("{x} {y} 2.5 2.5 re f\n"));
        }
    }
    let page = crate::made::page(&pdf(&[&content]));
    assert_eq!(page.codes.len(), 1);
    let (code, width) = (&page.codes[0], side as f32 * 2.5);
    assert_eq!(code.text, text);
    assert!(
        (code.area.x0 - 400.0).abs() < 12.0 && (code.area.x1 - 400.0 - width).abs() < 12.0,
        "{:?}",
        code.area
    );
    assert!((code.area.y0 - 139.5).abs() < 12.0, "{:?}", code.area);
    // Its dots are no lines of a table.
    assert!(page.rules.len() < 40, "{}", page.rules.len());
}

#[test]
fn a_page_of_text_has_no_codes() {
    let page = crate::made::page(&pdf(&[&crate::made::letter()]));
    assert!(page.codes.is_empty());
}
