//! Files for these tests, made by hand so that each says exactly what it is about.

use image::{GrayImage, ImageFormat};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use reading::{Limits, Page};
use std::io::Cursor;

/// A PDF of A4 pages with these contents, in Helvetica (F1), bold (F2) and Times (F3).
pub fn pdf(contents: &[&str]) -> Vec<u8> {
    with(contents, |_| ())
}

/// The same, with something more in the dictionary of each page.
pub fn with(contents: &[&str], more: impl Fn(&mut Dictionary)) -> Vec<u8> {
    assembled(contents, None, more)
}

/// A page with this content, which may draw the picture as `/P Do`.
pub fn pictured(content: &str, picture: &GrayImage) -> Vec<u8> {
    assembled(&[content], Some(picture), |_| ())
}

fn assembled(contents: &[&str], picture: Option<&GrayImage>, more: impl Fn(&mut Dictionary)) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pictures = picture.map_or_else(Dictionary::new, |picture| {
        let (width, height) = picture.dimensions();
        let about = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            "Width" => i64::from(width), "Height" => i64::from(height),
        };
        dictionary! { "P" => document.add_object(Stream::new(about, picture.as_raw().clone())) }
    });
    let pages = document.new_object_id();
    let font = |name: &str| {
        dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name, "Encoding" => "WinAnsiEncoding" }
    };
    let fonts = dictionary! { "F1" => font("Helvetica"), "F2" => font("Helvetica-Bold"), "F3" => font("Times-Roman") };
    let mut kids: Vec<Object> = Vec::new();
    for content in contents {
        let latin: Vec<u8> = content.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin 1")).collect();
        let content = document.add_object(Stream::new(dictionary! {}, latin));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => fonts.clone(), "XObject" => pictures.clone() },
        };
        more(&mut page);
        kids.push(document.add_object(page).into());
    }
    let count = i64::try_from(kids.len()).expect("few");
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let info = dictionary! {
        "Producer" => Object::string_literal("Hand"),
        "CreationDate" => Object::string_literal("D:20250131120000+01'00'"),
    };
    let info = document.add_object(info);
    document.trailer.set("Info", info);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}

/// Text at a place: points from the lower left.
pub fn at(x: f32, y: f32, size: f32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

/// A page of plain text, about an invoice.
pub fn letter() -> String {
    let lines = [
        "Northwind Traders Limited",
        "14 Harbour Street, Bristol BS1 5UH",
        "Invoice number INV-2025-0042",
        "Invoice date 31 January 2025",
        "Payment due within thirty days of the invoice date",
        "Description Quantity Price Amount",
        "Consulting services for January 12 95.00 1140.00",
        "Travel expenses to the customer 1 210.50 210.50",
        "Subtotal 1350.50",
        "Value added tax at twenty percent 270.10",
        "Total amount due 1620.60",
        "Please transfer the total amount to our account",
    ];
    let rows = lines.iter().enumerate().map(|(row, line)| at(60.0, 760.0 - row as f32 * 30.0, 13.0, line));
    rows.collect()
}

/// The only page of what is read.
pub fn page(bytes: &[u8]) -> Page {
    let mut document = reading::read(bytes, &Limits::default()).expect("a document");
    assert_eq!(document.pages.len(), 1);
    document.pages.remove(0)
}

/// The words of a page.
pub fn words(page: &Page) -> Vec<&str> {
    page.words.iter().map(|word| word.text.as_str()).collect()
}

/// As the bytes of an image file.
pub fn file(image: &GrayImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("a file");
    bytes.into_inner()
}

/// A page as a picture in shades of grey.
pub fn drawn(pdf: &[u8], width: u32) -> GrayImage {
    let png = reading::picture(pdf, 0, width).expect("a picture");
    image::load_from_memory(&png).expect("a PNG").into_luma8()
}
