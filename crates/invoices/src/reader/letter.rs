//! Mails: who sent one, about what, and which of the files in it may be invoices. A mail comes from a stranger, so
//! this runs where documents are read: in a process of its own.
use std::collections::VecDeque;

use mail_parser::{
    Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
    decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode},
};
use serde::{Deserialize, Serialize};

use crate::intake::kinds::{self, Kind};

/// Most files that are taken from one mail.
const MOST_FILES: usize = 100;
/// Most files that are named as not taken.
const MOST_OTHERS: usize = 20;
/// Longest line of a head that is kept, characters.
const LONGEST: usize = 200;
/// What programs put into mails beside files.
const BESIDE: [&str; 8] = [
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "message/delivery-status",
    "text/rfc822-headers",
];

/// What is in a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The sender: `Name <address>`.
    pub from: String,
    /// The subject.
    pub subject: String,
    /// Files that may be invoices: the name, and how many bytes.
    pub files: Vec<(String, usize)>,
    /// Files that can't be: the name, and why.
    pub others: Vec<(String, String)>,
}

/// A file in it that may be an invoice.
struct Enclosed {
    name: String,
    bytes: Vec<u8>,
    /// A picture that stands in the text, such as the banner of a signature.
    is_in_text: bool,
}

/// Takes a mail apart, with the mails that are enclosed in it. The bytes of its files come beside it, one after the
/// other. Pictures of fewer than `smallest` bytes are decoration; so are those within the text where the mail has
/// another file that may be an invoice. None where it is no mail.
pub fn open(bytes: &[u8], smallest: usize) -> Option<(Letter, Vec<u8>)> {
    let message = MessageParser::default().parse(bytes)?;
    let mut letter = Letter { from: sender(&message), subject: line(message.subject()), ..Letter::default() };
    let mut found = vec![];
    // Level by level, and not by recursion: mails can be nested deeper than any stack.
    let mut unopened = VecDeque::from([message]);
    while let Some(Message { parts, raw_message, .. }) = unopened.pop_front() {
        for mut part in parts {
            match std::mem::take(&mut part.body) {
                PartType::Message(inner) => unopened.push_back(inner),
                PartType::Multipart(_) | PartType::Html(_) => {}
                body if found.len() < MOST_FILES => {
                    part.body = body;
                    look(&part, &raw_message, smallest, &mut found, &mut letter.others);
                }
                _ => {}
            }
        }
    }
    if found.iter().any(|one| !one.is_in_text) {
        found.retain(|one| !one.is_in_text);
    }
    letter.files = found.iter().map(|one| (one.name.clone(), one.bytes.len())).collect();
    Some((letter, found.into_iter().flat_map(|one| one.bytes).collect()))
}

fn look(
    part: &MessagePart,
    raw: &[u8],
    smallest: usize,
    found: &mut Vec<Enclosed>,
    others: &mut Vec<(String, String)>,
) {
    let disposition = part.content_disposition();
    let is_attached = disposition.is_some_and(|it| it.is_attachment());
    let given = part.attachment_name();
    let mime = part.content_type().map_or_else(String::new, |it| {
        format!("{}/{}", it.ctype(), it.subtype().unwrap_or_default()).to_lowercase()
    });
    let is_data = ["text/xml", "text/json"].contains(&mime.as_str());
    // A file whose end is missing also comes as text.
    let is_text = mime.is_empty() || mime.starts_with("text/");
    if (is_text && !is_attached && given.is_none() && !is_data) || BESIDE.contains(&mime.as_str()) {
        return;
    }
    let bytes = content(part, raw);
    match kinds::of(&bytes) {
        Ok(kind) => {
            let is_picture = matches!(kind, Kind::Jpeg | Kind::Png | Kind::Tiff);
            if is_picture && bytes.len() < smallest {
                return;
            }
            let is_in_text = is_picture && !is_attached && part.content_id().is_some();
            found.push(Enclosed { name: named(given, kind), bytes, is_in_text });
        }
        Err(mime) if others.len() < MOST_OTHERS => {
            let name = kinds::safe_name(base(given.unwrap_or("attachment")));
            others.push((name, format!("File type {mime} not allowed")));
        }
        Err(_) => {}
    }
}

/// The bytes as they were sent. Of texts the library gives letters, but data tell their encoding themselves.
fn content(part: &MessagePart, raw: &[u8]) -> Vec<u8> {
    if !matches!(part.body, PartType::Text(_)) {
        return part.contents().to_vec();
    }
    let sent = raw.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::None => Some(sent.to_vec()),
        Encoding::Base64 => base64_decode(sent),
        Encoding::QuotedPrintable => quoted_printable_decode(sent),
    };
    decoded.filter(|bytes| !bytes.is_empty()).unwrap_or_else(|| part.contents().to_vec())
}

/// The name without the folders before it, and with an ending that its content has.
fn named(given: Option<&str>, kind: Kind) -> String {
    let name = kinds::safe_name(base(given.unwrap_or("attachment")));
    let ending = kind.endings()[0];
    if kind.endings().contains(&kinds::ending(&name).as_str()) { name } else { format!("{name}{ending}") }
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name).trim()
}

fn sender(message: &Message) -> String {
    let Some(from) = message.from().and_then(|from| from.first()) else { return String::new() };
    match (from.name(), from.address()) {
        (Some(name), Some(address)) => line(Some(&format!("{name} <{address}>"))),
        (name, address) => line(address.or(name)),
    }
}

/// One line of a head without what is not for eyes.
fn line(text: Option<&str>) -> String {
    let text = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PDF: &str = "%PDF-1.4\nx\n%%EOF";

    fn mail(parts: &[(&str, &str)]) -> String {
        let mut text = "From: =?UTF-8?Q?J=C3=BCrgen?= <j@acme.example>\r\nSubject: Invoice\r\n 7\r\n\
                        Content-Type: multipart/mixed; boundary=b\r\n\r\n"
            .to_owned();
        for (head, body) in parts {
            text.push_str(&format!("--b\r\n{head}\r\n\r\n{body}\r\n"));
        }
        text + "--b--\r\n"
    }

    fn names(letter: &Letter) -> Vec<&str> {
        letter.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn what_is_an_invoice_is_taken_and_the_rest_is_named() {
        let picture = format!("\u{89}PNG{}", "x".repeat(50)).replace('\u{89}', "=89");
        let text = mail(&[
            ("Content-Type: text/plain", "See the invoice. {\"a\": 1}"),
            (
                "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"../../etc/Rechnung\"",
                PDF,
            ),
            (
                "Content-Type: image/png\r\nContent-ID: <logo>\r\nContent-Transfer-Encoding: quoted-printable",
                &picture,
            ),
            (
                "Content-Type: application/zip\r\nContent-Disposition: attachment; filename=all.zip",
                "PK\x03\x04zip",
            ),
            (
                "Content-Type: text/xml; name=\"C:/out/7.xml\"; charset=iso-8859-1",
                "<?xml version=\"1.0\"?><Invoice/>",
            ),
            ("Content-Type: text/calendar; name=x.ics", "BEGIN:VCALENDAR"),
        ]);
        let (letter, bytes) = open(text.as_bytes(), 10).expect("a mail");
        assert_eq!((letter.from.as_str(), letter.subject.as_str()), ("Jürgen <j@acme.example>", "Invoice 7"));
        assert_eq!(names(&letter), ["Rechnung.pdf", "7.xml"]);
        assert_eq!(letter.others, [("all.zip".into(), "File type application/zip not allowed".into())]);
        let whole = format!("{PDF}<?xml version=\"1.0\"?><Invoice/>");
        assert_eq!(String::from_utf8(bytes).expect("text"), whole);
    }

    #[test]
    fn bytes_are_those_that_were_sent() {
        let text = "From: a@b.c\r\nContent-Type: text/xml; charset=iso-8859-1; name=a.xml\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                    PEJpbGw+/DwvQmlsbD4=\r\n";
        let (letter, bytes) = open(text.as_bytes(), 0).expect("a mail");
        assert_eq!((names(&letter), bytes.as_slice()), (vec!["a.xml"], b"<Bill>\xfc</Bill>".as_slice()));
    }

    #[test]
    fn mails_in_mails_are_opened_however_deep() {
        let nested = |levels: usize| {
            let inner = format!("From: x@y.z\r\nContent-Type: application/pdf; name=in.pdf\r\n\r\n{PDF}");
            "From: a@b.c\r\nContent-Type: message/rfc822\r\n\r\n".repeat(levels) + &inner
        };
        let (letter, _) = open(nested(3).as_bytes(), 0).expect("a mail");
        assert_eq!((names(&letter), letter.from.as_str()), (vec!["in.pdf"], "a@b.c"));
        open(nested(1_000).as_bytes(), 0);
        let boxes = |levels: usize| -> String {
            let one = |n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n");
            let start = (0..levels).map(one).collect::<String>();
            format!("From: a@b.c\r\n{start}Content-Type: application/pdf\r\n\r\n{PDF}\r\n")
        };
        assert_eq!(names(&open(boxes(1_000).as_bytes(), 0).expect("a mail").0), ["attachment.pdf"]);
    }

    #[test]
    fn what_is_empty_or_broken_holds_nothing() {
        assert!(open(b"", 0).is_none_or(|(letter, _)| letter.files.is_empty()));
        assert!(open(b"\0\xff\n\n--", 0).is_none_or(|(letter, _)| letter.files.is_empty()));
        let cut = mail(&[("Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64", "!!!")]);
        let (letter, _) = open(cut.as_bytes(), 0).expect("a mail");
        assert!(letter.files.is_empty());
        let small = mail(&[("Content-Type: image/jpeg; name=logo.jpg", "no picture")]);
        assert_eq!(open(small.as_bytes(), 0).expect("a mail").0.others.len(), 1);
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "(From: a@b\r\n)?(Content-Type: (multipart/mixed; boundary=b|message/rfc822|text/xml)\r\n){0,2}\r\n(--b(--)?\r\n|[ -~]{0,9}\r\n|\r\n){0,9}") {
            if let Some((letter, bytes)) = open(text.as_bytes(), 0) {
                prop_assert_eq!(letter.files.iter().map(|(_, size)| size).sum::<usize>(), bytes.len());
            }
        }
    }
}
