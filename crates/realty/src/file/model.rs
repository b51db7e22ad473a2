//! The rules of files. Pure.
use kernel::{Error, Result};

use super::store::{FileAccess, FilePurpose};

/// Pictures that every browser shows.
const PICTURES: &[&str] = &["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];
const PLANS: &[&str] =
    &["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "application/pdf"];
const PDF: &[&str] = &["application/pdf"];
const PAPERS: &[&str] = &[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/avif",
    "image/heif",
    "image/tiff",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
];

/// What a file for this purpose may be, and how to say so.
fn allowed(purpose: FilePurpose) -> (&'static [&'static str], &'static str) {
    match purpose {
        FilePurpose::Image | FilePurpose::Thumbnail | FilePurpose::Update => {
            (PICTURES, "a picture: JPEG, PNG, WebP, GIF or AVIF")
        }
        FilePurpose::FloorPlan => (PLANS, "a PDF or a picture: JPEG, PNG, WebP, GIF or AVIF"),
        FilePurpose::Brochure => (PDF, "a PDF"),
        FilePurpose::Attachment | FilePurpose::Model => {
            (PAPERS, "a PDF, a picture, or a Word or Excel document")
        }
    }
}

/// The type of a file, by its first bytes; 422 where its purpose wants another.
pub fn kind(purpose: FilePurpose, name: &str, content: &[u8]) -> Result<&'static str> {
    let (kinds, words) = allowed(purpose);
    let found = infer::get(content).map(|found| found.mime_type());
    let known = found.and_then(|mime| kinds.iter().find(|kind| **kind == mime));
    known.copied().ok_or_else(|| {
        let what = found.map(|mime| format!(" (it holds {mime})")).unwrap_or_default();
        Error::invalid("file", format!("{name} must be {words}{what}"))
    })
}

/// Who asks for a file, and what he is to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asker {
    /// Whether he is signed in.
    pub known: bool,
    /// It is his, or it went to him, or he builds its development.
    pub party: bool,
    /// He is a customer.
    pub customer: bool,
    /// He has an active booking in its development.
    pub booked: bool,
}

/// Whether he may fetch it: 401 for whom nobody knows, 403 for whom it is not meant.
pub fn check_access(level: FileAccess, asker: Asker) -> Result<()> {
    let allowed = match level {
        FileAccess::Public => true,
        FileAccess::CustomersOnly => asker.party || asker.customer,
        FileAccess::BookedCustomers => asker.party || asker.booked,
        FileAccess::Private => asker.party,
    };
    match allowed {
        true => Ok(()),
        false if !asker.known => Err(Error::unauthenticated("Sign in to see this.")),
        false => Err(Error::forbidden(match level {
            FileAccess::CustomersOnly => "This is for customers.",
            FileAccess::BookedCustomers => "This is for customers who booked a home here.",
            _ => "Access denied",
        })),
    }
}

/// The address of a file.
pub fn url(id: i64) -> String {
    format!("/api/files/{id}")
}

/// Which file an address names, if it is one of ours.
pub fn id_in(url: &str) -> Option<i64> {
    url.strip_prefix("/api/files/")?.parse().ok()
}

/// `Content-Disposition` under this name, which may hold anything (RFC 6266, RFC 8187): what a browser shows it
/// shows, the rest it saves.
pub fn disposition(name: &str, content_type: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' };
    let ascii = name.chars().map(plain).collect::<String>();
    let encoded = name.bytes().map(|b| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    });
    let how = if PLANS.contains(&content_type) { "inline" } else { "attachment" };
    format!("{how}; filename=\"{ascii}\"; filename*=UTF-8''{}", encoded.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n____";

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(kind(FilePurpose::Image, "a.txt", PNG).expect("a PNG"), "image/png");
        assert_eq!(kind(FilePurpose::FloorPlan, "a", b"%PDF-1.7\n").expect("a PDF"), "application/pdf");
        for (purpose, wrong) in [
            (FilePurpose::Image, &b"%PDF-1.7\n"[..]),
            (FilePurpose::Image, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            (FilePurpose::Brochure, PNG),
            (FilePurpose::Attachment, b"MZ\x90\0"),
            (FilePurpose::Attachment, b"<html><script>"),
            (FilePurpose::Update, b""),
        ] {
            assert!(kind(purpose, "scan.pdf", wrong).expect_err("refused").detail.contains("scan.pdf"));
        }
    }

    #[test]
    fn each_level_opens_to_its_people() {
        use FileAccess::{BookedCustomers, CustomersOnly, Private, Public};
        let nobody = Asker::default();
        let builder = Asker { known: true, ..nobody };
        let party = Asker { party: true, ..builder };
        let customer = Asker { customer: true, ..builder };
        let booked = Asker { booked: true, ..customer };
        let opens = |level| {
            [nobody, builder, customer, booked, party].map(|asker| check_access(level, asker).is_ok())
        };
        assert_eq!(opens(Public), [true; 5]);
        assert_eq!(opens(CustomersOnly), [false, false, true, true, true]);
        assert_eq!(opens(BookedCustomers), [false, false, false, true, true]);
        assert_eq!(opens(Private), [false, false, false, false, true]);
        assert_eq!(check_access(Private, nobody).expect_err("401").status, 401);
        assert_eq!(check_access(Private, builder).expect_err("403").status, 403);
    }

    #[test]
    fn addresses_and_names() {
        assert_eq!(
            (id_in(&url(7)), id_in("https://x/api/files/7"), id_in("/api/files/x")),
            (Some(7), None, None)
        );
        assert!(disposition("a\"\r\n.png", "image/png").starts_with("inline; filename=\"a___.png\""));
        assert!(disposition("a.docx", PAPERS[8]).starts_with("attachment"));
    }
}
