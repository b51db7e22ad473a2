//! Numbers behind a word for a tax number or an account that keep no form we know: they are printed, so they are
//! found, and said to be wrong.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Id, Kind};
use crate::{bank, company, country, vat};

/// Words for a tax number, in the languages of Europe and America. What is a word for the tax as well must go on
/// with a word for a number.
const TAX: &str = r"(?:(?:VAT|Tax|TVA|I\.?V\.?A\.?|MwSt|USt|Umsatzsteuer|BTW|Moms|ALV|MVA|GST|HST|Sales Tax|PVM|PDV|DDV|DPH|ÁFA|KM|ΦΠΑ)[-. ]{0,3}(?:(?:Reg(?:istration)?|Ident(?:ification|ifikations)?|ID|Intra(?:com(?:munautaire)?)?|Payer|Code)[-. ]{0,3})?(?:No|Nr|N[º°o]|Num(?:ber|mer|ero|éro)?|ID|IdNr|Code|Reg|#)?|Intracom\w*|NIF|N\.I\.F|CIF|C\.I\.F|NIT|CUIT|CNPJ|RFC|RUC|RUT|TIN|TRN|NIP|DIČ|UID|ATU|ΑΦΜ|OIB|CVR|P\.? ?IVA|Partita IVA|Tax code|Fiscal code|Cod(?:ice)? Fisc(?:ale)?|Steuernummer|St\.? ?-?Nr|UTR)";

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let rest = r"[ \t\u{a0}]{0,3}[.:#=]{0,2}[ \t\u{a0}]{0,60}(?:\((?P<country>[A-Z]{2})\)[ \t]{0,3})?(?P<id>[A-Z]{0,4}[ -]?[0-9A-Z]+(?:[./-][0-9A-Z]+|[ \u{a0}][0-9]{2,}[0-9A-Z]*)*)";
    Regex::new(&format!(r"(?:^|[^\p{{L}}])(?i:{TAX}){rest}")).ok()
});

static ACCOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"IBAN[^\p{L}\p{N}\n]{0,8}(?P<id>[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{2,4}){2,8})").ok()
});

/// Finds what the other ways did not.
pub(super) fn find(text: &str, found: &mut Vec<Id>) {
    for hit in LABEL.iter().flat_map(|label| label.captures_iter(text)) {
        let Some(id) = hit.name("id") else { continue };
        let named = hit.name("country").map(|code| if code.as_str() == "EL" { "GR" } else { code.as_str() });
        let named = named.and_then(country::known);
        push(found, tax(id.as_str(), named, id.range()));
    }
    for hit in ACCOUNT.iter().flat_map(|label| label.captures_iter(text)) {
        let Some(id) = hit.name("id") else { continue };
        let value: String = id.as_str().split(' ').collect();
        let country = country::known(&value[..2]).unwrap_or("");
        let valid = bank::iban(&value).is_ok();
        push(
            found,
            Some(Id { kind: Kind::Iban, country, name: "", value, valid, checked: true, span: id.range() }),
        );
    }
}

/// A number that another way found already, or a part of it, is not found again.
fn push(found: &mut Vec<Id>, id: Option<Id>) {
    let Some(id) = id else { return };
    if !found.iter().any(|other| other.span.start < id.span.end && id.span.start < other.span.end) {
        found.push(id);
    }
}

fn tax(text: &str, named: Option<&'static str>, span: Range<usize>) -> Option<Id> {
    let value = crate::sum::compact(text);
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    // A tax number is neither an amount nor a date.
    let is_amount = text.rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2);
    if digits < 6 || value.len() > 20 || is_amount {
        return None;
    }
    let make = |kind, country, name, value, valid, checked| {
        Some(Id { kind, country, name, value, valid, checked, span: span.clone() })
    };
    let Some(country) = named else {
        let prefix = value.get(..2).filter(|prefix| prefix.bytes().all(|b| b.is_ascii_uppercase()));
        let country = prefix.and_then(|prefix| country::known(if prefix == "EL" { "GR" } else { prefix }));
        let kind = if country.is_some() { Kind::Vat } else { Kind::Tax };
        return make(kind, country.unwrap_or(""), "", value, false, false);
    };
    if let Ok(read) = vat::of(country, &value) {
        return make(Kind::Vat, country, "", read.text(), true, true);
    }
    for register in company::REGISTERS.iter().filter(|register| register.country == country) {
        if let Ok(read) = (register.read)(&value) {
            return make(Kind::Tax, country, register.name, read, true, register.is_checked);
        }
    }
    make(Kind::Tax, country, "", value, false, false)
}
