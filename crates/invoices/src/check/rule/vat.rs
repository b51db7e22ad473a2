//! VAT in Europe: numbers, and who pays the tax.
use kernel::Money;
use taxid::{Fault as Why, find};

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, nature::compact},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "vat.id_form",
        "VAT number is none",
        "Art. 215 Directive 2006/112/EC; structures published with VIES; EN 16931 BR-CO-09",
        |facts| each(facts, |why| why != Why::CheckDigit),
    ),
    rule(
        Validation,
        Severity::Error,
        "vat.id_check_digit",
        "Check digit of a VAT number is wrong",
        "Check digits of the member states' tax offices",
        |facts| each(facts, |why| why == Why::CheckDigit),
    ),
    rule(
        Validation,
        Severity::Warning,
        "vat.id_missing",
        "VAT from somebody without a tax number",
        "Art. 226(3) Directive 2006/112/EC; EN 16931 BR-S-02",
        missing,
    ),
    rule(
        Validation,
        Severity::Error,
        "vat.reverse_charge",
        "Tax is billed under reverse charge",
        "Art. 196 and 226(11a) Directive 2006/112/EC; EN 16931 BR-AE-09",
        reverse_charge,
    ),
    rule(
        Validation,
        Severity::Warning,
        "vat.reverse_charge_buyer",
        "Reverse charge without the buyer's VAT number",
        "Art. 226(4) Directive 2006/112/EC; EN 16931 BR-AE-02",
        buyer,
    ),
];

/// The prefix of a text that is meant as a VAT number of Europe: not of a person's code that begins with the same
/// letters.
fn prefix(text: &str) -> Option<&'static str> {
    let start = match text.get(..2)? {
        "GR" => "EL",
        start => start,
    };
    let rest = text.get(2..)?;
    let letters = rest.chars().filter(char::is_ascii_alphabetic).count();
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    taxid::vat::countries().find(|known| *known == start).filter(|_| digits >= 5 && letters <= 5)
}

fn each(facts: &Facts, of_kind: fn(Why) -> bool) -> Vec<Fault> {
    let judge = |(whose, field): (&str, &str)| {
        let text = facts.read.text(field)?;
        let plain = compact(text);
        let country = prefix(&plain)?;
        let why = taxid::vat(&plain).err().filter(|why| *why != Why::Unknown && of_kind(*why))?;
        let says = format!(
            "{whose} VAT number {text} is not valid in {country}: {why}. Check it with VIES, or ask for the right one."
        );
        Some(Fault::of(facts, field, says))
    };
    [("The vendor's", "seller_tax_id"), ("The buyer's", "buyer_tax_id")]
        .into_iter()
        .filter_map(judge)
        .collect()
}

fn tax(facts: &Facts) -> Money {
    facts.columns.tax_amount.unwrap_or(Money::ZERO)
}

/// Small invoices need none (Art. 220a and 226b: up to 100 €, and 400 € where a country says so).
const SMALL: Money = Money::from_units(400 * Money::SCALE);

fn missing(facts: &Facts) -> Vec<Fault> {
    let large = facts.columns.total_amount.is_some_and(|total| total > SMALL);
    let invoice = facts.read.kind.as_deref().is_none_or(|kind| kind == "invoice");
    let named = ["seller_tax_id", "seller_gstin"].iter().any(|field| facts.read.text(field).is_some());
    let wanted = facts.is_european() && invoice && large && tax(facts) > Money::ZERO && !named;
    // A number that stands there and was not taken for the vendor's is not a missing one.
    when(wanted && !says_number(facts), || {
        let says = format!(
            "VAT of {} is billed and the vendor shows no tax number, so it can't be deducted. Ask for a full invoice.",
            tax(facts)
        );
        Fault { field: Some("seller_tax_id".into()), ..Fault::says(says) }
    })
}

fn says_number(facts: &Facts) -> bool {
    use taxid::Kind::{Company, Gstin, Tax, Vat};
    let buyer = facts.read.text("buyer_tax_id").map(compact);
    let numbers = find(&facts.text).into_iter().filter(|id| matches!(id.kind, Vat | Tax | Gstin | Company));
    let mut others = numbers.filter(|id| Some(compact(&id.value)) != buyer);
    others.next().is_some()
}

fn reverse_charge(facts: &Facts) -> Vec<Fault> {
    let billed = facts.is_european() && facts.is_reverse_charge() && tax(facts) != Money::ZERO;
    when(billed, || {
        let says = format!(
            "Reverse charge applies, so no VAT may be billed, and {} is. Pay without it, and ask for a corrected invoice.",
            tax(facts)
        );
        Fault::of(facts, "tax_amount", says)
    })
}

fn buyer(facts: &Facts) -> Vec<Fault> {
    let absent = facts.read.text("buyer_tax_id").is_none();
    let wanted = facts.is_european() && facts.is_reverse_charge() && absent;
    let vats = || find(&facts.text).iter().filter(|id| id.kind == taxid::Kind::Vat).count();
    when(wanted && vats() < 2, || {
        let says = "Reverse charge needs your VAT number on the invoice, and none was found. Ask for a corrected one.";
        Fault { field: Some("buyer_tax_id".into()), ..Fault::says(says) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(fields: &[(&str, &str)]) -> Vec<String> {
        let mut read = Extracted::default();
        fields.iter().for_each(|(name, value)| read.put(name, *value, 0.9));
        let facts = Facts { columns: Columns::of(&read), read, ..Default::default() };
        all(&facts).into_iter().map(|one| one.rule).filter(|id| id.starts_with("vat.")).collect()
    }

    // The valid and invalid examples of python-stdnum, per country.
    #[test]
    fn numbers_are_judged_by_their_country() {
        for id in [
            "NL810433941B01",
            "FR60421938861",
            "DE232446240",
            "IE9825613N",
            "PL7740001454",
            "ATU13585627",
            "BE0403019261",
            "LU26375245",
        ] {
            assert_eq!(rules(&[("seller_tax_id", id)]), Vec::<String>::new(), "{id}");
        }
        for id in ["DE123456789", "GB123456789", "NL123456789B01", "ATU13585626"] {
            assert_eq!(rules(&[("seller_tax_id", id)]), ["vat.id_check_digit"], "{id}");
        }
        assert_eq!(rules(&[("buyer_tax_id", "DE12345678")]), ["vat.id_form"]);
        assert_eq!(
            rules(&[("seller_tax_id", "12-3456789")]),
            Vec::<String>::new(),
            "a number of the United States"
        );
        assert_eq!(
            rules(&[("seller_tax_id", "ROSMRA85T10A562S")]),
            Vec::<String>::new(),
            "a person's code in Italy"
        );
    }

    // Art. 196 Directive 2006/112/EC.
    #[test]
    fn reverse_charge_bears_no_tax() {
        let fields = [
            ("currency", "EUR"),
            ("reverse_charge", "true"),
            ("buyer_tax_id", "DE232446240"),
            ("tax_amount", "19.00"),
        ];
        assert_eq!(rules(&fields), ["vat.reverse_charge"]);
        assert_eq!(rules(&fields[..3]), Vec::<String>::new());
        assert_eq!(rules(&fields[..2]), ["vat.reverse_charge_buyer"]);
    }

    #[test]
    fn who_bills_tax_shows_a_number() {
        let fields = [("currency", "EUR"), ("tax_amount", "190.00"), ("total_amount", "1190.00")];
        assert_eq!(rules(&fields), ["vat.id_missing"]);
        assert_eq!(
            rules(&[("currency", "USD"), ("tax_amount", "190.00"), ("total_amount", "1190.00")]),
            Vec::<String>::new()
        );
    }
}
