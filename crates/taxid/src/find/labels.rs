//! Numbers that only the words before them give away.
use std::sync::LazyLock;

use regex::Regex;

use super::{Id, Kind, registered};
use crate::{bank, company};

/// What a label looks like, and which number follows it. A VAT label takes the number without its prefix.
const LABELS: &[(&str, Kind, &str, &str)] = &[
    (r"(?:St(?:euer)?\.?[ -]?(?:Nr|Nummer)\.?|Steuernummer|Tax number)", Kind::Tax, "DE", "steuernummer"),
    (
        r"(?:HR-?Nr\.?|Handelsregister(?:nummer)?|HRB?\b)[ -/:-~]{0,30}?",
        Kind::Company,
        "DE",
        "handelsregister",
    ),
    (r"SIRET", Kind::Company, "FR", "siret"),
    (r"(?:SIREN|RCS)[ -/:-~]{0,24}?", Kind::Company, "FR", "siren"),
    (r"(?:N\.?I\.?F\.?|C\.?I\.?F\.?|NIF/CIF|CIF/NIF|D\.?N\.?I\.?)", Kind::Tax, "ES", "nif"),
    (r"(?:N\.?I\.?F\.?|NIPC|N\.?º? ?[Cc]ontribuinte|Contribuinte)", Kind::Tax, "PT", "nif"),
    (r"(?:P(?:art(?:ita)?)?\.? ?I\.?V\.?A\.?)", Kind::Tax, "IT", "partita_iva"),
    (r"(?:C(?:od(?:ice)?)?\.? ?F(?:isc(?:ale)?)?\.?)", Kind::Tax, "IT", "codice_fiscale"),
    (
        r"(?:KvK|KVK|K\.v\.K\.?|Kamer van Koophandel)(?:[ -]?(?:nr|nummer|number)\.?)?",
        Kind::Company,
        "NL",
        "kvk",
    ),
    (r"(?:BTW|btw)(?:[ -]?(?:nr|nummer|id|number))?\.?", Kind::Tax, "NL", "btw"),
    (
        r"(?:BTW|TVA|RPR|RPM|Ondernemingsnummer|KBO|BCE)(?:[ -]?(?:nr|nummer))?\.?",
        Kind::Tax,
        "BE",
        "ondernemingsnummer",
    ),
    (r"NIP", Kind::Tax, "PL", "nip"),
    (r"REGON", Kind::Company, "PL", "regon"),
    (r"(?:Org(?:anisations?)?\.?[ -]?(?:nr|nummer)\.?)", Kind::Company, "NO", "orgnr"),
    (r"(?:Org(?:anisations?)?\.?[ -]?(?:nr|nummer)\.?)", Kind::Company, "SE", "orgnr"),
    (r"(?:CVR|SE)(?:[ -]?(?:nr|nummer))?\.?", Kind::Company, "DK", "cvr"),
    (r"(?:Y-tunnus|FO-nummer|ALV-?nro)", Kind::Company, "FI", "ytunnus"),
    (r"(?:IČO?|ICO)", Kind::Company, "CZ", "ico"),
    (r"DIČ", Kind::Tax, "CZ", "dic"),
    (r"(?:Adószám)", Kind::Tax, "HU", "adoszam"),
    (r"OIB", Kind::Tax, "HR", "oib"),
    (r"(?:CUI|C\.?I\.?F\.?|Cod fiscal)", Kind::Tax, "RO", "cui"),
    (r"(?:ΑΦΜ|Α\.Φ\.Μ\.|AFM)", Kind::Tax, "GR", "afm"),
    (
        r"(?:Compan(?:y|ies House)|Reg(?:istered|istration)?|Registered in England(?: and Wales)?)\.? ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|Nr|#)\.?",
        Kind::Company,
        "GB",
        "company_number",
    ),
    (r"(?:ABN|A\.B\.N\.?)", Kind::Tax, "AU", "abn"),
    (r"(?:ACN|A\.C\.N\.?)", Kind::Company, "AU", "acn"),
    (
        r"(?:EIN|FEIN|Fed(?:eral)?\.? Tax I\.?D\.?|Tax I\.?D\.?|Employer Identification)(?: ?(?:No|Number|#))?\.?",
        Kind::Tax,
        "US",
        "ein",
    ),
    (
        r"(?:GST/HST|GST|HST|BN|Business Number)(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#))?\.?",
        Kind::Tax,
        "CA",
        "bn",
    ),
    (r"GST(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#|ID))?\.?", Kind::Tax, "NZ", "ird"),
    (r"(?:UEN|GST Reg\.? No\.?|Co\.? Reg\.? No\.?)", Kind::Tax, "SG", "uen"),
    (r"GST(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#|ID))?\.?", Kind::Tax, "MY", "gst"),
    (r"(?:SST|Service Tax)(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#|ID))?\.?", Kind::Tax, "MY", "sst"),
    (
        r"(?:ROC|Co(?:mpany)?\.?(?: Reg(?:istration)?\.?)? ?No|Reg(?:istration)?\.? No)\.?",
        Kind::Company,
        "MY",
        "roc",
    ),
    (r"CUIT", Kind::Tax, "AR", "cuit"),
    (r"NIT", Kind::Tax, "CO", "nit"),
    (r"CNPJ", Kind::Tax, "BR", "cnpj"),
    (r"R\.?F\.?C\.?", Kind::Tax, "MX", "rfc"),
    (r"(?:TRN|Tax Registration Number)", Kind::Tax, "AE", "trn"),
    (r"(?:VAT)(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#))?\.?", Kind::Tax, "ZA", "vat"),
    (r"(?:VAT)(?: ?(?:Reg(?:istration)?\.? ?)?(?:No|Number|#))?\.?", Kind::Tax, "GB", "vat"),
    (r"(?:UID|MWST)(?:[ -]?(?:Nr|Nummer|No))?\.?", Kind::Tax, "CH", "uid"),
];

struct Label {
    form: Regex,
    kind: Kind,
    register: &'static company::Register,
}

static FORMS: LazyLock<Vec<Label>> = LazyLock::new(|| {
    let label = |(words, kind, country, name): &(&str, Kind, &str, &str)| {
        let form = Regex::new(&pattern(words)).ok()?;
        Some(Label { form, kind: *kind, register: company::register(country, name)? })
    };
    LABELS.iter().filter_map(label).collect()
});

/// Letters of ASCII are compared as such, which is many times faster; what stands before a label is looked at by hand
/// for the same reason.
fn pattern(words: &str) -> String {
    let mode = if words.is_ascii() { "i-u" } else { "i" };
    format!(r"(?{mode}:{words})[ \t\u{{a0}}]{{0,3}}[:.#=]{{0,2}}[ \t\u{{a0}}(]{{0,60}}(?:[A-Z]{{2}}\) ?)?")
}

static BIC: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i:BIC|SWIFT)(?i:[ /-]*(?:BIC|SWIFT|Code|No|Nr))*[^\p{L}\p{N}]{0,5}").ok()
});

/// Finds the numbers behind labels. Where several registers share a label, one whose check digit fits wins.
pub(super) fn find(text: &str, found: &mut Vec<Id>) {
    let mut here: Vec<Id> = Vec::new();
    for label in FORMS.iter() {
        let begins = |at: usize| !text[..at].ends_with(char::is_alphabetic);
        for hit in label.form.find_iter(text).filter(|hit| begins(hit.start())) {
            here.extend(registered(text, hit.end(), label.register, label.kind));
        }
    }
    if let Some(bic) = BIC.as_ref() {
        for hit in bic.find_iter(text) {
            here.extend([11, 8].iter().find_map(|length| {
                let (value, end) = super::run(text, hit.end(), *length)?;
                let value = bank::bic(&value).ok()?;
                let country = crate::country::known(&value[4..6]).unwrap_or("");
                Some(super::id(Kind::Bic, country, value, true, hit.end()..end))
            }));
        }
    }
    // A check digit that fits proves more than a form, and a longer number more than a shorter one.
    here.sort_by_key(|id| (!(id.valid && id.checked), !id.valid, std::cmp::Reverse(id.span.len())));
    for id in here {
        if !found.iter().any(|other| other.span.start < id.span.end && id.span.start < other.span.end) {
            found.push(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_compiles_and_has_a_register() {
        assert_eq!(FORMS.len(), LABELS.len());
        assert!(BIC.is_some());
    }
}
