//! What a file is, by its content and never by its name.

/// A kind of file that may be an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A document, perhaps with a structured invoice in it.
    Pdf,
    /// A photograph.
    Jpeg,
    /// A picture.
    Png,
    /// A scan of one or more pages.
    Tiff,
    /// A structured invoice: UBL, CII, XRechnung, Peppol.
    Xml,
    /// A structured invoice of India's GST.
    Json,
}

impl Kind {
    /// As the settings name it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Tiff => "tiff",
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }

    /// As the web names it.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Xml => "text/xml",
            Self::Json => "application/json",
        }
    }

    /// The endings that such files have.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Tiff => &[".tif", ".tiff"],
            Self::Xml => &[".xml"],
            Self::Json => &[".json"],
        }
    }
}

/// Every kind.
pub const ALL: [Kind; 6] = [Kind::Pdf, Kind::Jpeg, Kind::Png, Kind::Tiff, Kind::Xml, Kind::Json];

/// What these bytes are; else the name of what they are instead.
pub fn of(bytes: &[u8]) -> Result<Kind, &'static str> {
    // Some programs write a few bytes before the head of a PDF; readers look for it in the first kilobyte.
    let head = &bytes[..bytes.len().min(1_024)];
    if head.windows(5).any(|five| five == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return Ok(Kind::Tiff);
    }
    let found = infer::get(bytes).map_or("", |found| found.mime_type());
    match found {
        "image/jpeg" => return Ok(Kind::Jpeg),
        "image/png" => return Ok(Kind::Png),
        "image/tiff" => return Ok(Kind::Tiff),
        "" | "text/xml" => {}
        "text/html" => return Err("text/html"),
        other => return Err(other),
    }
    let start = text_start(bytes);
    match start.first() {
        Some(b'<') if starts(start, b"<!doctype html") || starts(start, b"<html") => Err("text/html"),
        Some(b'<') => Ok(Kind::Xml),
        Some(b'{' | b'[') if serde_json::from_slice::<serde::de::IgnoredAny>(start).is_ok() => Ok(Kind::Json),
        _ if bytes.contains(&0) => Err("application/octet-stream"),
        _ => Err("text/plain"),
    }
}

/// The bytes behind the mark of their encoding and blanks; of UTF-16 only the first letters, as ASCII.
fn text_start(bytes: &[u8]) -> &[u8] {
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if matches!(bytes, [0xff, 0xfe, b'<', 0, ..] | [0xfe, 0xff, 0, b'<', ..]) {
        return b"<";
    }
    rest.trim_ascii_start()
}

fn starts(bytes: &[u8], with: &[u8]) -> bool {
    bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// The ending of a name, with its dot and in small letters; nothing where it has none.
pub fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 10 => {
            format!(".{}", ending.to_lowercase())
        }
        _ => String::new(),
    }
}

/// A name that is safe to show and to send back: letters, digits, dots, dashes, underlines and blanks.
pub fn safe_name(name: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || "._- ".contains(c);
    let safe: String = name.chars().filter(|c| kept(*c)).take(255).collect();
    if safe.trim_matches(['.', ' ']).is_empty() { "file".into() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn content_decides() {
        assert_eq!(of(b"%PDF-1.7\n"), Ok(Kind::Pdf));
        assert_eq!(of(b"\n\n%PDF-1.7\n"), Ok(Kind::Pdf));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Ok(Kind::Png));
        assert_eq!(of(b"\xff\xd8\xff\xe0\0\x10JFIF"), Ok(Kind::Jpeg));
        assert_eq!(of(b"II*\0\x08\0\0\0"), Ok(Kind::Tiff));
        assert_eq!(of("\u{feff}<?xml version=\"1.0\"?><Invoice/>".as_bytes()), Ok(Kind::Xml));
        assert_eq!(of(b" {\"Version\": \"1.1\"}"), Ok(Kind::Json));
        assert_eq!(of(b"just words"), Err("text/plain"));
        assert_eq!(of(b"<!DOCTYPE html><html></html>"), Err("text/html"));
        assert_eq!(of(b"{not json"), Err("text/plain"));
        assert!(of(b"MZ\x90\0\x03").is_err() && of(b"PK\x03\x04").is_err());
    }

    #[test]
    fn names_are_made_safe() {
        assert_eq!(safe_name("in<voice>\"7\".pdf"), "invoice7.pdf");
        assert_eq!(safe_name("…"), "file");
        assert_eq!(
            (ending("a.PDF"), ending("a"), ending(".pdf")),
            (".pdf".into(), String::new(), String::new())
        );
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), name in ".{0,80}") {
            of(&bytes).ok();
            prop_assert!(safe_name(&name).chars().count() <= 255);
        }
    }
}
