//! What kind of invoice it is, as far as the rules care.
use chrono::NaiveDate;
use kernel::Money;
use taxid::india::state::{self, State};

use super::Facts;
use crate::invoice::extracted::Tax;

/// Currencies of the countries in which VAT follows the directive of the European Union, or did.
const EUROPE: &[&str] = &["EUR", "BGN", "CZK", "DKK", "HUF", "PLN", "RON", "SEK", "GBP"];

impl Facts {
    /// Whether it corrects another: a credit or debit note.
    pub fn is_note(&self) -> bool {
        matches!(self.read.kind.as_deref(), Some("credit_note" | "debit_note"))
    }

    /// Whether it gives money back.
    pub fn is_credit(&self) -> bool {
        self.read.kind.as_deref() == Some("credit_note")
    }

    /// The currency: the invoice's own, else the house's.
    pub fn currency(&self) -> &str {
        self.columns.currency.as_deref().unwrap_or(&self.house_currency)
    }

    /// Whether the GST of India rules it: its seller or its taxes say so.
    pub fn is_indian(&self) -> bool {
        self.seller_gstin().is_some() || self.has_head(&["cgst", "sgst", "utgst", "igst"])
    }

    /// Whether the VAT of Europe rules it.
    pub fn is_european(&self) -> bool {
        let seller = self.read.text("seller_tax_id").and_then(|id| taxid::vat(id).ok());
        !self.is_indian() && (seller.is_some() || EUROPE.contains(&self.currency()))
    }

    /// The GSTIN of the seller as it was read, right or wrong.
    pub fn seller_gstin(&self) -> Option<String> {
        self.read.text("seller_gstin").map(compact)
    }

    /// The GSTIN of the buyer as it was read, right or wrong.
    pub fn buyer_gstin(&self) -> Option<String> {
        self.read.text("buyer_gstin").map(compact)
    }

    /// The taxes of these kinds that come to something.
    pub fn heads<'a>(&'a self, kinds: &'a [&str]) -> impl Iterator<Item = &'a Tax> {
        let counts = |tax: &&Tax| tax.amount.or(tax.rate).is_some_and(|amount| amount != Money::ZERO);
        self.read.taxes.iter().filter(|tax| kinds.contains(&tax.kind.as_str())).filter(counts)
    }

    /// Whether there is tax of one of these kinds.
    pub fn has_head(&self, kinds: &[&str]) -> bool {
        self.heads(kinds).next().is_some()
    }

    /// The sum of the taxes of these kinds, in units.
    pub fn head_sum(&self, kinds: &[&str]) -> i128 {
        super::reckon::sum(self.heads(kinds).filter_map(|tax| tax.amount))
    }

    /// Whether the buyer pays the tax himself.
    pub fn is_reverse_charge(&self) -> bool {
        self.read.text("reverse_charge") == Some("true")
    }

    /// Whether GST is the integrated one though both sides may sit in one state: export, or a special economic zone.
    pub fn is_zero_rated(&self) -> bool {
        let abroad = self.place_code().is_some_and(|code| code == "96");
        let flagged = self.read.text("sez") == Some("true");
        let text = self.text.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| contains_word(&text, word));
        abroad
            || flagged
            || has(&[
                "sez",
                "special economic zone",
                "deemed export",
                "supply meant for export",
                "igst on intra",
                "export invoice",
            ])
    }

    /// The code of the place of supply: `27` of `27-Maharashtra`, `Maharashtra (27)` or `Maharashtra`.
    pub fn place_code(&self) -> Option<String> {
        place(self.read.text("place_of_supply")?)
    }

    /// Whether it came as data of EN 16931, whose own rules judge its sums.
    pub fn has_standard(&self) -> bool {
        const FORMS: &[&str] = &["factur", "zugferd", "ubl", "cii", "xrechnung", "peppol", "en16931"];
        self.read.origin.as_deref().is_some_and(|origin| FORMS.iter().any(|form| origin.starts_with(form)))
    }

    /// The day of the invoice.
    pub fn date(&self) -> Option<NaiveDate> {
        self.columns.invoice_date
    }
}

/// Without spaces and punctuation, in capitals.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Whether a text holds a word that no letter touches.
pub fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let after = text[at + word.len()..].chars().next().is_some_and(char::is_alphanumeric);
        !before && !after
    })
}

/// The code of a place of supply in words or digits; abroad is `96`.
fn place(text: &str) -> Option<String> {
    let digits = text.split(|c: char| !c.is_ascii_digit()).find(|run| (1..=2).contains(&run.len()));
    if let Some(code) = digits.map(|run| format!("{run:0>2}")).filter(|code| state::is_code(code)) {
        return Some(code);
    }
    let words = text.split(|c: char| !c.is_alphabetic() && !matches!(c, ' ' | '&')).map(str::trim);
    let named = words.clone().filter(|word| !word.is_empty()).find_map(state::by_name);
    let whole = state::by_name(text);
    let abroad = ["outside india", "other country", "foreign", "overseas"];
    let lower = text.to_lowercase();
    let away = abroad.iter().any(|word| lower.contains(word)).then(|| "96".to_owned());
    named.or(whole).map(|state: &State| state.code.to_owned()).or(away)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_in_any_spelling() {
        for text in ["27-Maharashtra", "Maharashtra (27)", "Maharashtra", "MH", "State: Maharashtra", "27"] {
            assert_eq!(place(text).as_deref(), Some("27"), "{text}");
        }
        assert_eq!(place("6 - Haryana").as_deref(), Some("06"));
        assert_eq!(place("Other Country").as_deref(), Some("96"));
        assert_eq!(place("Atlantis"), None);
        assert_eq!(place("Dadra & Nagar Haveli").as_deref(), Some("26"));
    }

    #[test]
    fn words_stand_alone() {
        assert!(contains_word("unit in the sez, pune", "sez") && !contains_word("szeged sezione", "sez"));
    }
}
