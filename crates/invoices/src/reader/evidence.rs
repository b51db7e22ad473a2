//! What a file tells beside its fields: how it was made, and the signed code of an e-invoice.
use chrono::NaiveDate;
use einvoice::india::{Keys, Signature as Signed, Signed as Code, decode};
use reading::Document;

use super::{corners, data::money};
use crate::check::evidence::{Evidence, Qr, Signature};

/// What the bytes of a PDF tell: how often it was saved with additions, and whether it is signed.
pub fn of_file(evidence: &mut Evidence, bytes: &[u8]) {
    const MARK: &[u8] = b"startxref";
    let mut at = 0;
    let mut ends = 0;
    while let Some(next) = find(&bytes[at..], MARK) {
        at += next + MARK.len();
        // A file made for the web has a first end that points nowhere.
        let number =
            bytes[at..].iter().skip_while(|b| b.is_ascii_whitespace()).take_while(|b| b.is_ascii_digit());
        ends += u32::from(number.clone().any(|digit| *digit != b'0') && number.count() > 0);
    }
    evidence.revisions = ends.saturating_sub(1);
    let kinds: [&[u8]; 3] = [b"adbe.pkcs7", b"ETSI.CAdES", b"adbe.x509"];
    evidence.is_signed =
        find(bytes, b"/ByteRange").is_some() && kinds.iter().any(|kind| find(bytes, kind).is_some());
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|b| *b == first) {
        if bytes[from + at..].starts_with(wanted) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// What the pages tell.
pub fn of_document(evidence: &mut Evidence, document: &Document, keys: &Keys) {
    let short = |text: &String| text.chars().take(200).collect();
    evidence.producer = document.producer.as_ref().map(short);
    (evidence.created, evidence.modified) = (document.created, document.modified);
    for (number, page) in (0..).zip(&document.pages) {
        for code in &page.codes {
            if let Some(said) = decode(&code.text, keys) {
                evidence.qr = Some(Qr { page: Some(number), area: Some(corners(&code.area)), ..qr(&said) });
                return;
            }
        }
    }
}

/// What a signed code says.
pub fn qr(code: &Code) -> Qr {
    let claims = &code.claims;
    let registered = claims.irn_date.as_deref().and_then(|text| {
        let day: String = text.chars().take(10).collect();
        ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(&day, form).ok())
    });
    Qr {
        signature: match code.signature {
            Signed::Verified => Signature::Valid,
            Signed::Wrong => Signature::Forged,
            Signed::KeyUnknown => Signature::Unverified,
            Signed::Unsigned => Signature::Missing,
        },
        seller_gstin: claims.seller.clone(),
        buyer_gstin: claims.buyer.clone(),
        number: claims.number.clone(),
        kind: claims.kind.clone(),
        date: claims.date,
        total: claims.total.and_then(money),
        lines: claims.items,
        hsn: claims.hsn.clone(),
        irn: claims.irn.clone(),
        registered,
        page: None,
        area: None,
    }
}
