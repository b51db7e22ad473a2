//! Accounts: IBAN, BIC, and India's IFSC.
use crate::{Fault, sum};

/// An IBAN that keeps its country's form and the check digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Iban {
    /// Without spaces: `NL50INGB0683251309`.
    pub text: String,
}

impl Iban {
    /// ISO code of the country of the account.
    pub fn country(&self) -> &str {
        &self.text[..2]
    }

    /// In groups of four, as it is printed.
    pub fn printed(&self) -> String {
        let groups: Vec<&str> =
            self.text.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(" ")
    }
}

/// What stands after the check digits, per country: how many digits (`n`), letters (`a`) or either (`c`).
/// Source: the IBAN registry of SWIFT, release 101.
const ACCOUNTS: &[(&str, &str)] = &[
    ("AD", "8n12c"),
    ("AE", "19n"),
    ("AL", "8n16c"),
    ("AT", "16n"),
    ("AZ", "4a20c"),
    ("BA", "16n"),
    ("BE", "12n"),
    ("BG", "4a6n8c"),
    ("BH", "4a14c"),
    ("BI", "23n"),
    ("BR", "23n1a1c"),
    ("BY", "4c4n16c"),
    ("CH", "5n12c"),
    ("CR", "18n"),
    ("CY", "8n16c"),
    ("CZ", "20n"),
    ("DE", "18n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c20n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("ES", "20n"),
    ("FI", "14n"),
    ("FK", "2a12n"),
    ("FO", "14n"),
    ("FR", "10n11c2n"),
    ("GB", "4a14n"),
    ("GE", "2a16n"),
    ("GI", "4a15c"),
    ("GL", "14n"),
    ("GR", "7n16c"),
    ("GT", "24c"),
    ("HN", "4a20n"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a14n"),
    ("IL", "19n"),
    ("IQ", "4a15n"),
    ("IS", "22n"),
    ("IT", "1a10n12c"),
    ("JO", "4a4n18c"),
    ("KW", "4a22c"),
    ("KZ", "3n13c"),
    ("LB", "4n20c"),
    ("LC", "4a24c"),
    ("LI", "5n12c"),
    ("LT", "16n"),
    ("LU", "3n13c"),
    ("LV", "4a13c"),
    ("LY", "21n"),
    ("MC", "10n11c2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MK", "3n10c2n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a5n18c"),
    ("MU", "4a19n3a"),
    ("NI", "4a20n"),
    ("NL", "4a10n"),
    ("NO", "11n"),
    ("OM", "3n16c"),
    ("PK", "4a16c"),
    ("PL", "24n"),
    ("PS", "4a21c"),
    ("PT", "21n"),
    ("QA", "4a21c"),
    ("RO", "4a16c"),
    ("RS", "18n"),
    ("RU", "14n15c"),
    ("SA", "2n18c"),
    ("SC", "4a20n3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a10n12c"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a20n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "6n16c"),
    ("UA", "6n19c"),
    ("VA", "18n"),
    ("VG", "4a16n"),
    ("XK", "16n"),
    ("YE", "4a4n18c"),
];

/// How many characters an IBAN of the country has.
pub fn iban_length(country: &str) -> Option<usize> {
    form(country).map(|form| 4 + pieces(form).map(|(count, _)| count).sum::<usize>())
}

/// What may stand behind the check digits of the country's accounts, sign by sign: `n` figure, `a` letter, `c` either.
pub(crate) fn kinds(country: &str) -> Option<String> {
    form(country).map(|form| pieces(form).map(|(count, kind)| kind.to_string().repeat(count)).collect())
}

fn form(country: &str) -> Option<&'static str> {
    ACCOUNTS.iter().find(|(code, _)| *code == country).map(|(_, form)| *form)
}

fn pieces(form: &str) -> impl Iterator<Item = (usize, char)> {
    form.split_inclusive(|c: char| c.is_ascii_alphabetic())
        .filter_map(|piece| Some((piece[..piece.len() - 1].parse().ok()?, piece.chars().last()?)))
}

/// Reads an IBAN in any spelling. [`Fault::CheckDigit`] means that all is right but the check digits.
pub fn iban(text: &str) -> Result<Iban, Fault> {
    let text = sum::compact(text);
    if !text.is_ascii() || text.len() < 5 {
        return Err(Fault::Form);
    }
    let form = form(&text[..2]).ok_or(Fault::Component)?;
    if Some(text.len()) != iban_length(&text[..2]) {
        return Err(Fault::Length);
    }
    sum::digits(&text[2..4])?;
    let mut rest = &text[4..];
    for (count, kind) in pieces(form) {
        let (piece, tail) = rest.split_at(count);
        sum::formed(piece.bytes().all(|b| match kind {
            'n' => b.is_ascii_digit(),
            'a' => b.is_ascii_uppercase(),
            _ => b.is_ascii_alphanumeric(),
        }))?;
        rest = tail;
    }
    sum::holds(sum::mod_97(&format!("{}{}", &text[4..], &text[..4])) == Some(1))?;
    Ok(Iban { text })
}

/// Reads a BIC: four characters of the bank, a country, a place, perhaps a branch.
pub fn bic(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if ![8, 11].contains(&text.len()) {
        return Err(Fault::Length);
    }
    let is_formed = text.is_ascii()
        && text[..6].bytes().all(|b| b.is_ascii_uppercase())
        && text[6..].bytes().all(|b| b.is_ascii_alphanumeric());
    sum::formed(is_formed)?;
    sum::means(crate::country::is_country(&text[4..6]))?;
    Ok(text)
}

/// Reads an Indian Financial System Code: four letters of the bank, a zero, six characters of the branch.
pub fn ifsc(text: &str) -> Result<String, Fault> {
    let text = sum::compact(text);
    if text.len() != 11 {
        return Err(Fault::Length);
    }
    let is_formed = text.is_ascii()
        && text[..4].bytes().all(|b| b.is_ascii_uppercase())
        && text[4..].bytes().all(|b| b.is_ascii_alphanumeric())
        && &text[4..5] == "0";
    sum::formed(is_formed)?;
    Ok(text)
}
