//! The rules of documents. Pure.
use kernel::{Error, Result};

/// What a document may be, by its content.
pub const KINDS: &[&str] =
    &["application/pdf", "image/jpeg", "image/png", "image/tiff", "image/webp", "image/heif"];

/// The type of a document, by its first bytes; 422 where it is none of [`KINDS`].
pub fn kind(name: &str, content: &[u8]) -> Result<&'static str> {
    let found = infer::get(content).map(|found| found.mime_type());
    let known = found.and_then(|mime| KINDS.iter().find(|kind| **kind == mime));
    known.copied().ok_or_else(|| {
        let what = found.map(|mime| format!(" (it holds {mime})")).unwrap_or_default();
        Error::invalid(
            "file",
            format!("{name} must be a PDF or a picture: JPEG, PNG, TIFF, WebP or HEIC{what}"),
        )
    })
}

/// `Content-Disposition` for a download under this name, which may hold anything (RFC 6266, RFC 8187).
pub fn disposition(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' };
    let ascii = name.chars().map(plain).collect::<String>();
    let encoded = name.bytes().map(|b| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    });
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", encoded.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_what_its_bytes_say() {
        assert_eq!(kind("a.txt", b"%PDF-1.7\n").expect("a PDF"), "application/pdf");
        assert_eq!(kind("a", b"\x89PNG\r\n\x1a\n____").expect("a PNG"), "image/png");
        assert_eq!(kind("a", b"\xff\xd8\xff\xe0____").expect("a JPEG"), "image/jpeg");
        assert_eq!(kind("a", b"II*\0________").expect("a TIFF"), "image/tiff");
        assert_eq!(kind("a", b"RIFF\x04\0\0\0WEBPVP8 ").expect("a WebP"), "image/webp");
        assert_eq!(kind("a", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").expect("a HEIC"), "image/heif");
        for wrong in [&b"<html><script>"[..], b"plain text", b"PK\x03\x04", b"MZ\x90\0", b"GIF89a______", b""]
        {
            assert!(kind("scan.pdf", wrong).expect_err("refused").detail.contains("scan.pdf"));
        }
    }

    #[test]
    fn no_name_breaks_out_of_the_header() {
        assert_eq!(
            disposition("Ré\"chnung;\r\n 1.pdf"),
            "attachment; filename=\"R__chnung___ 1.pdf\"; filename*=UTF-8''R%C3%A9%22chnung%3B%0D%0A%201.pdf"
        );
    }
}
