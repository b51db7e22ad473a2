//! Scans and photos. These need Tesseract; where it is absent they say so and pass.

use crate::made::{at, drawn, file, letter, pdf, pictured, with, words};
use image::imageops::{resize, rotate90, rotate180, rotate270};
use image::{GrayImage, ImageFormat};
use reading::{Limits, Page, Source};

fn absent() -> bool {
    let absent = std::process::Command::new("tesseract").arg("--version").output().is_err();
    if absent {
        eprintln!("skipped: tesseract is not installed");
    }
    absent
}

fn scan(dots: u32) -> GrayImage {
    drawn(&pdf(&[&letter()]), 595 * dots / 72)
}

fn read(bytes: &[u8]) -> Page {
    reading::read(bytes, &Limits::default()).expect("a document").pages.remove(0)
}

/// How many of the words of the letter are there.
fn recall(page: &Page) -> f32 {
    let wanted = reading::text_of(&pdf(&[&letter()]), &Limits::default()).expect("a document");
    let seen = words(page);
    let wanted = &wanted.pages[0].words;
    wanted.iter().filter(|word| seen.contains(&word.text.as_str())).count() as f32 / wanted.len() as f32
}

#[test]
fn a_clean_scan_is_read_word_by_word_with_places() {
    if absent() {
        return;
    }
    let page = read(&file(&scan(200), ImageFormat::Png));
    assert_eq!(page.source, Source::Ocr);
    assert!(recall(&page) > 0.97, "{:?}", words(&page));
    let number = page.words.iter().find(|word| word.text == "INV-2025-0042").expect("the number");
    assert!(number.confidence > 0.5 && number.confidence <= 1.0);
    // Places are parts of the page, whatever its size in points.
    assert!((number.area.x0 / page.width - 155.0 / 595.0).abs() < 0.03, "{:?} {}", number.area, page.width);
    assert!((number.area.y0 / page.height - 132.0 / 842.0).abs() < 0.02, "{:?} {}", number.area, page.height);
}

#[test]
fn a_page_of_a_pdf_that_is_one_scan_is_read_as_it_was_scanned() {
    if absent() {
        return;
    }
    let scan = scan(200);
    let page = read(&pictured("q 595 0 0 842 0 0 cm /P Do Q", &scan));
    assert_eq!(page.source, Source::Ocr);
    assert!(
        (page.width - 595.0).abs() < 0.2 && (page.height - 842.0).abs() < 0.2,
        "{} {}",
        page.width,
        page.height
    );
    assert!(recall(&page) > 0.97, "{:?}", words(&page));
    let number = page.words.iter().find(|word| word.text == "INV-2025-0042").expect("the number");
    assert!(
        (number.area.x0 - 155.0).abs() < 15.0 && (number.area.y0 - 130.0).abs() < 8.0,
        "{:?}",
        number.area
    );
    // Something else on the page, and it is drawn.
    let stamped = read(&pictured("q 595 0 0 842 0 0 cm /P Do Q 0 g 60 300 200 40 re f", &scan));
    assert!(recall(&stamped) > 0.9, "{:?}", words(&stamped));
}

#[test]
fn a_sender_who_stands_in_a_picture_is_read() {
    if absent() {
        return;
    }
    let sender = ["Example Trading Limited, 4 High Street", "VAT GB123456789  IBAN GB33BUKB20201555555555"];
    let lines = sender.iter().enumerate().map(|(row, line)| at(20.0, 800.0 - row as f32 * 22.0, 13.0, line));
    let head = drawn(&pdf(&[&lines.collect::<String>()]), 1240);
    let head = image::imageops::crop_imm(&head, 0, 0, 1240, 180).to_image();
    let print = |text: &str| {
        pictured(&format!("{} q 500 0 0 72 40 740 cm /P Do Q", at(60.0, 600.0, 12.0, text)), &head)
    };
    let found = read(&print("Invoice 4711"));
    assert_eq!(found.source, Source::Mixed);
    assert!(
        ["Invoice", "4711", "Trading", "GB123456789"].iter().all(|word| words(&found).contains(word)),
        "{:?}",
        words(&found)
    );
    // Where the text says how to reach the sender, a picture is a picture.
    let known = read(&print("Invoice 4711 of mail@example.com"));
    assert_eq!(known.source, Source::Text);
}

#[test]
fn scans_lie_as_they_like() {
    if absent() {
        return;
    }
    let upright = scan(150);
    for (name, turned) in
        [("right", rotate90(&upright)), ("over", rotate180(&upright)), ("left", rotate270(&upright))]
    {
        let bytes = file(&turned, ImageFormat::Png);
        let page = read(&bytes);
        assert!(recall(&page) > 0.9, "{name}: {:?}", words(&page));
        assert!(page.height > page.width, "{name}");
        // What people see lies as the words do.
        let shown = drawn(&bytes, 400);
        assert!(shown.height() > shown.width(), "{name}");
    }
}

#[test]
fn skewed_dim_and_small_scans_are_read() {
    if absent() {
        return;
    }
    let skewed = skew(&scan(150), 3.5);
    assert!(recall(&read(&file(&skewed, ImageFormat::Png))) > 0.9);
    let mut dim = scan(150);
    let width = dim.width();
    for (x, _, pixel) in dim.enumerate_pixels_mut() {
        let light = 0.35 + 0.6 * x as f32 / width as f32;
        pixel.0[0] = (f32::from(pixel.0[0]) * light + 10.0 * (1.0 - light)) as u8;
    }
    assert!(recall(&read(&file(&dim, ImageFormat::Jpeg))) > 0.9);
    let small = scan(90);
    assert!(recall(&read(&file(&small, ImageFormat::Jpeg))) > 0.85);
}

/// Turned clockwise by a few degrees, on white.
fn skew(image: &GrayImage, degrees: f32) -> GrayImage {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (x0, y0) = (image.width() as f32 / 2.0, image.height() as f32 / 2.0);
    GrayImage::from_fn(image.width(), image.height(), |x, y| {
        let (x, y) = (x as f32 - x0, y as f32 - y0);
        let (from_x, from_y) = (x * cos + y * sin + x0, y * cos - x * sin + y0);
        image::imageops::sample_bilinear(
            image,
            (from_x / image.width() as f32).clamp(0.0, 1.0),
            (from_y / image.height() as f32).clamp(0.0, 1.0),
        )
        .unwrap_or(image::Luma([255]))
    })
}

#[test]
fn a_tiff_has_all_of_its_pages() {
    if absent() {
        return;
    }
    let limits = Limits { pages: 1, ..Limits::default() };
    let both = two_pages(&resize(&scan(150), 900, 1274, image::imageops::FilterType::Triangle));
    let document = reading::read(&both, &Limits::default()).expect("a document");
    assert_eq!(document.pages.len(), 2);
    assert!(document.pages.iter().all(|page| recall(page) > 0.9));
    let reason = reading::read(&both, &limits).expect_err("a refusal").reason;
    assert!(reason.contains("2 pages"), "{reason}");
}

/// An uncompressed TIFF with the same page twice.
fn two_pages(image: &GrayImage) -> Vec<u8> {
    let mut bytes = b"II*\0".to_vec();
    let data = 8u32;
    let directory = data + image.as_raw().len() as u32;
    bytes.extend((directory + directory % 2).to_le_bytes());
    bytes.extend(image.as_raw());
    bytes.resize((directory + directory % 2) as usize, 0);
    for page in 0..2 {
        let entries: [(u16, u16, u32); 8] = [
            (256, 4, image.width()),
            (257, 4, image.height()),
            (258, 3, 8),
            (259, 3, 1),
            (262, 3, 1),
            (273, 4, data),
            (278, 4, image.height()),
            (279, 4, image.as_raw().len() as u32),
        ];
        bytes.extend((entries.len() as u16).to_le_bytes());
        for (tag, kind, value) in entries {
            bytes.extend(tag.to_le_bytes());
            bytes.extend(kind.to_le_bytes());
            bytes.extend(1u32.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        let next = if page == 0 { bytes.len() as u32 + 4 } else { 0 };
        bytes.extend(next.to_le_bytes());
    }
    bytes
}

#[test]
fn a_text_layer_of_nonsense_is_read_from_the_picture() {
    if absent() {
        return;
    }
    // The font says that every letter is another one.
    let map = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange \
               1 beginbfrange <20> <7e> <E020> endbfrange endcmap end";
    let bytes = with(&[&letter()], |_| ());
    let mut document = lopdf::Document::load_mem(&bytes).expect("a file");
    let map = document.add_object(lopdf::Stream::new(lopdf::dictionary! {}, map.as_bytes().to_vec()));
    for object in document.objects.values_mut() {
        let fonts = object
            .as_dict_mut()
            .ok()
            .and_then(|page| page.get_mut(b"Resources").ok())
            .and_then(|resources| resources.as_dict_mut().ok())
            .and_then(|resources| resources.get_mut(b"Font").ok())
            .and_then(|fonts| fonts.as_dict_mut().ok());
        for (_, font) in fonts.into_iter().flat_map(lopdf::Dictionary::iter_mut) {
            font.as_dict_mut().expect("a font").set("ToUnicode", map);
        }
    }
    let mut garbled = Vec::new();
    document.save_to(&mut garbled).expect("a file");
    let page = read(&garbled);
    assert_eq!(page.source, Source::Ocr);
    assert!(recall(&page) > 0.9, "{:?}", words(&page));
    assert!((page.width - 595.0).abs() < 1.0);
}
