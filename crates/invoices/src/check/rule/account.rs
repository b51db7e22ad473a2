//! Accounts to be paid to: are they real, and are they still the vendor's?
use taxid::Fault as Why;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, nature::compact},
    invoice::store::Stage::{Flagging, Validation},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "bank.iban_form",
        "IBAN is none",
        "ISO 13616; IBAN registry of SWIFT",
        |facts| iban(facts, |why| why != Why::CheckDigit),
    ),
    rule(
        Validation,
        Severity::Error,
        "bank.iban_check_digits",
        "Check digits of the IBAN are wrong",
        "ISO 13616; ISO 7064 MOD 97-10",
        |facts| iban(facts, |why| why == Why::CheckDigit),
    ),
    rule(Validation, Severity::Warning, "bank.bic", "BIC is none", "ISO 9362", bic),
    rule(
        Validation,
        Severity::Warning,
        "bank.ifsc",
        "IFSC is none",
        "Reserve Bank of India: four letters, a zero, six characters",
        ifsc,
    ),
    rule(
        Validation,
        Severity::Info,
        "bank.other_country",
        "IBAN and BIC are of different countries",
        "ISO 9362, ISO 13616",
        country,
    ),
    rule(
        Flagging,
        Severity::Error,
        "bank.changed",
        "Bank details changed",
        "The vendor's earlier invoices; payment diversion fraud",
        changed,
    ),
    rule(
        Flagging,
        Severity::Error,
        "bank.shared",
        "Account of another vendor",
        "Accounts of all vendors",
        shared,
    ),
];

fn iban(facts: &Facts, of_kind: fn(Why) -> bool) -> Vec<Fault> {
    let Some(text) = facts.read.text("iban") else { return vec![] };
    let Some(why) = taxid::iban(text).err().filter(|why| of_kind(*why)) else { return vec![] };
    let plain = compact(text);
    let length = plain.get(..2).and_then(taxid::iban_length).filter(|_| why == Why::Length);
    let count = length.map(|must| format!(" ({} instead of {must})", plain.len())).unwrap_or_default();
    let says = format!(
        "The IBAN {text} is not valid: {why}{count}. A transfer would come back; ask for the right one."
    );
    vec![Fault::of(facts, "iban", says)]
}

fn bic(facts: &Facts) -> Vec<Fault> {
    let Some(text) = facts.read.text("bic") else { return vec![] };
    let why = taxid::bic(text).err();
    when(why.is_some(), || {
        let why = why.map(|why| why.to_string()).unwrap_or_default();
        Fault::of(facts, "bic", format!("The BIC {text} is not valid: {why}."))
    })
}

fn ifsc(facts: &Facts) -> Vec<Fault> {
    let Some(text) = facts.read.text("ifsc") else { return vec![] };
    let why = taxid::ifsc(text).err();
    when(why.is_some(), || {
        let why = why.map(|why| why.to_string()).unwrap_or_default();
        Fault::of(
            facts,
            "ifsc",
            format!("The IFSC {text} is not valid: {why}. The fifth character is a zero."),
        )
    })
}

fn country(facts: &Facts) -> Vec<Fault> {
    let iban = facts.read.text("iban").and_then(|text| taxid::iban(text).ok());
    let bic = facts.read.text("bic").and_then(|text| taxid::bic(text).ok());
    let (Some(iban), Some(bic)) = (iban, bic) else { return vec![] };
    when(iban.country() != &bic[4..6], || {
        let says = format!("The IBAN is of {}, the bank {bic} is not.", iban.country());
        Fault::of(facts, "bic", says)
    })
}

/// Only the end of an account: the rest is nobody's business.
fn end(account: &str) -> String {
    let count = account.chars().count();
    account.chars().skip(count.saturating_sub(4)).collect()
}

/// Whether two spellings may be one account: the same number, with or without its bank.
fn same(a: &str, b: &str) -> bool {
    let number = |key: &str| key.rsplit(':').next().unwrap_or(key).trim_start_matches('0').to_owned();
    a == b || (number(a).len() >= 6 && number(a) == number(b)) || holds(a, b) || holds(b, a)
}

/// Whether an IBAN holds the number of a national account.
fn holds(iban: &str, national: &str) -> bool {
    let Some((_, number)) = national.rsplit_once(':') else { return false };
    !iban.contains(':') && number.len() >= 6 && iban.ends_with(number)
}

fn changed(facts: &Facts) -> Vec<Fault> {
    let (Some(account), Some(vendor)) = (facts.columns.account_key.as_deref(), &facts.vendor) else {
        return vec![];
    };
    let Some(last) = vendor.accounts.last() else { return vec![] };
    let known = vendor.accounts.iter().any(|known| same(known, account));
    when(!known, || {
        let field = if facts.read.text("iban").is_some() { "iban" } else { "account_number" };
        let says = format!(
            "Bank details changed since the last invoice: …{} instead of …{}. Call {} on a number that you know, \
             not on the one of this invoice, before you pay.",
            end(account),
            end(last),
            vendor.name
        );
        Fault::of(facts, field, says)
    })
}

fn shared(facts: &Facts) -> Vec<Fault> {
    let Some(account) = facts.columns.account_key.as_deref() else { return vec![] };
    when(!facts.sharers.is_empty(), || {
        let names = facts.sharers.iter().take(3).map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ");
        let field = if facts.read.text("iban").is_some() { "iban" } else { "account_number" };
        let says = format!(
            "The account …{} belongs to another vendor too: {names}. Find out whether they are one, or who is cheating.",
            end(account)
        );
        Fault::of(facts, field, says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{all, model::VendorFacts},
        invoice::extracted::{Columns, Extracted},
    };

    fn facts(fields: &[(&str, &str)]) -> Facts {
        let mut read = Extracted::default();
        fields.iter().for_each(|(name, value)| read.put(name, *value, 0.9));
        Facts { columns: Columns::of(&read), read, ..Default::default() }
    }

    fn rules(facts: &Facts) -> Vec<String> {
        all(facts).into_iter().map(|one| one.rule).filter(|id| id.starts_with("bank.")).collect()
    }

    // The examples of the IBAN registry; DE12123456781234567890 is the sample of many templates, and none.
    #[test]
    fn ibans_keep_the_registry() {
        for iban in ["NL50INGB0683251309", "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000"] {
            assert_eq!(rules(&facts(&[("iban", iban)])), Vec::<String>::new(), "{iban}");
        }
        assert_eq!(rules(&facts(&[("iban", "DE12123456781234567890")])), ["bank.iban_check_digits"]);
        assert_eq!(rules(&facts(&[("iban", "DE8937040044053201300")])), ["bank.iban_form"]);
        assert_eq!(rules(&facts(&[("ifsc", "HDFC1000123")])), ["bank.ifsc"]);
        assert_eq!(rules(&facts(&[("ifsc", "HDFC0000123"), ("bic", "HDFCINBB")])), Vec::<String>::new());
        assert_eq!(rules(&facts(&[("bic", "DEUTDEF")])), ["bank.bic"]);
    }

    #[test]
    fn a_new_account_of_a_known_vendor_is_told() {
        let mut facts = facts(&[("iban", "NL50INGB0683251309")]);
        assert_eq!(rules(&facts), Vec::<String>::new(), "a new vendor");
        let known =
            |key: &str| Some(VendorFacts { accounts: vec![key.into()], invoices: 3, ..Default::default() });
        facts.vendor = known("NL50INGB0683251309");
        assert_eq!(rules(&facts), Vec::<String>::new());
        facts.vendor = known("INGB:0683251309");
        assert_eq!(rules(&facts), Vec::<String>::new(), "the same account in its old form");
        facts.vendor = known("DE89370400440532013000");
        assert_eq!(rules(&facts), ["bank.changed"]);
    }
}
