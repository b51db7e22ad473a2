//! Seeded faults: clean invoices of many kinds raise no doubt, and one fault raises its rule and no other.
mod clean;
mod seeds;

use std::collections::BTreeSet;

use invoices::check::{self, Facts, Finding, Severity};
use proptest::prelude::*;

use clean::{Plan, Regime};

/// What flags the invoice.
fn doubts(facts: &Facts) -> Vec<Finding> {
    check::all(facts).into_iter().filter(|one| one.severity >= Severity::Warning).collect()
}

fn rules(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().map(|one| one.rule.as_str()).collect()
}

#[test]
fn clean_invoices_raise_no_doubt() {
    for (name, facts) in clean::all() {
        assert_eq!(doubts(&facts), vec![], "{name}, from a new vendor");
        let mut facts = facts;
        clean::known(&mut facts);
        assert_eq!(doubts(&facts), vec![], "{name}, from a known vendor");
    }
}

fn original(name: &str) -> Facts {
    clean::all().into_iter().find(|(known, _)| *known == name).map(|(_, facts)| facts).expect("a known name")
}

#[test]
fn a_fault_raises_its_rule_and_no_other() {
    let mut wrong = vec![];
    for seed in seeds::ALL.iter().copied().flatten() {
        let mut facts = original(seed.into);
        (seed.sow)(&mut facts);
        let all = check::all(&facts);
        let worst = all.iter().filter(|one| one.rule == seed.rule).map(|one| one.severity).max();
        let others = doubts(&facts).into_iter().filter(|one| one.rule != seed.rule).collect::<Vec<_>>();
        if worst != Some(seed.severity) || !others.is_empty() {
            let says = others.iter().map(|one| format!("{}: {}", one.rule, one.message)).collect::<Vec<_>>();
            wrong.push(format!(
                "{} in {}: {worst:?} instead of {:?}, beside {says:?}",
                seed.rule, seed.into, seed.severity
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_seed() {
    let seeded: BTreeSet<&str> = seeds::ALL.iter().copied().flatten().map(|seed| seed.rule).collect();
    // The rules of a standard have the standard's names; likeness of lines alone is only a hint.
    let exempt = ["en16931.rule", "en16931.sum", "duplicates.same_lines"];
    let bare = check::rules().map(|rule| rule.id).filter(|id| !seeded.contains(id) && !exempt.contains(id));
    assert_eq!(bare.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn rules_are_named_and_sourced() {
    let mut ids = BTreeSet::new();
    for rule in check::rules() {
        assert!(ids.insert(rule.id), "{} stands twice", rule.id);
        assert!(!rule.title.is_empty() && !rule.source.is_empty(), "{}", rule.id);
        let formed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
        assert!(rule.id.chars().all(formed) && rule.id.contains('.'), "{}", rule.id);
    }
}

#[test]
fn findings_say_what_to_do_in_a_sentence() {
    for seed in seeds::ALL.iter().copied().flatten() {
        let mut facts = original(seed.into);
        (seed.sow)(&mut facts);
        for one in check::all(&facts) {
            let plain = one.message.chars().all(|c| !c.is_control()) && one.message.chars().count() < 500;
            assert!(
                plain && one.message.chars().next().is_some_and(|c| !c.is_lowercase()),
                "{}",
                one.message
            );
            assert!(one.source.is_some_and(|source| !source.is_empty()), "{}", one.rule);
        }
    }
}

/// Facts that nobody meant: every rule must stand it.
fn odd() -> impl Strategy<Value = Facts> {
    let name = prop::sample::select(
        invoices::invoice::extracted::FIELDS.iter().map(|one| one.0).collect::<Vec<_>>(),
    );
    let value = prop_oneof![
        "\\PC{0,20}",
        "-?[0-9]{1,14}(\\.[0-9]{1,4})?",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[0-9A-Z]{15}"
    ];
    let amount = prop::option::of(any::<i64>().prop_map(kernel::Money::from_units));
    let line = (amount.clone(), amount.clone(), amount.clone(), amount, prop::option::of("\\PC{0,9}"));
    (prop::collection::vec((name, value), 0..20), prop::collection::vec(line, 0..4), "\\PC{0,60}").prop_map(
        |(fields, lines, text)| {
            let mut read = invoices::invoice::extracted::Extracted::default();
            fields.into_iter().for_each(|(name, value)| read.put(name, value, 0.5));
            for (quantity, unit_price, taxable_value, gst_rate, hsn_code) in lines {
                let gst_amount = taxable_value;
                read.lines.push(invoices::invoice::extracted::Line {
                    quantity,
                    unit_price,
                    taxable_value,
                    gst_rate,
                    gst_amount,
                    hsn_code,
                    ..Default::default()
                });
                read.taxes.push(invoices::invoice::extracted::Tax {
                    kind: "igst".into(),
                    rate: gst_rate,
                    base: unit_price,
                    amount: gst_amount,
                    ..Default::default()
                });
            }
            clean::facts(read, &text)
        },
    )
}

proptest! {
    #[test]
    fn a_valid_invoice_has_no_finding(
        lines in prop::collection::vec((1i64..200, 1i64..500_000, prop::sample::select(vec![0i64, 5, 18, 40])), 1..12),
        regime in prop::sample::select(vec![Regime::Intra, Regime::Inter]),
        round_off: bool,
        known: bool,
        number in 1u32..9_999,
        day in 1u32..15,
    ) {
        let items = lines.iter().map(|(quantity, price, rate)| ("Bracket", "73269099", *quantity, *price, *rate));
        let (seller, place) = match regime {
            Regime::Intra => ("27AAACL1838J1ZG", "27-Maharashtra"),
            _ => ("29AAACL1838J1ZC", "27-Maharashtra"),
        };
        let seller = clean::with_check_digit(seller);
        let fields = [
            ("seller_name", "Sahyadri Components"), ("seller_gstin", seller.as_str()), ("buyer_gstin", "27AAPFU0939F1ZV"),
            ("buyer_name", "Kaveri Retail Pvt Ltd"), ("place_of_supply", place),
        ];
        let mut plan = Plan::new(regime, "INR", &fields, &items.collect::<Vec<_>>());
        plan.round_off = round_off;
        plan.fields.push(("invoice_number", format!("SC/26-27/{number}")));
        plan.fields.push(("invoice_date", format!("2026-06-{day:02}")));
        let mut facts = plan.facts();
        facts.approval_limit = kernel::Money::ZERO;
        if known {
            clean::known(&mut facts);
        }
        let found = doubts(&facts);
        prop_assert!(found.is_empty(), "{:?}", rules(&found));
    }

    #[test]
    fn a_slip_in_a_sum_is_found(at in 0usize..18, by in 2i64..900_000, down: bool) {
        let (name, mut facts) = clean::all().swap_remove(at);
        prop_assume!(facts.read.amount("tax_amount").is_some() || !facts.read.taxes.is_empty());
        let slip = if down { -by } else { by } * 100;
        let total = kernel::Money::from_units(facts.read.amount("total_amount").unwrap().units() + slip);
        // Rounding to whole coins is usual, and told mildly.
        prop_assume!(total.units() % kernel::Money::SCALE != 0 && total.units().abs() != slip.abs() / 2);
        ["total_amount", "amount_due"].iter().for_each(|field| facts.read.put(field, total.to_string(), 0.98));
        facts.read.fields.remove("paid_amount");
        facts.columns = invoices::invoice::extracted::Columns::of(&facts.read);
        let found = doubts(&facts);
        let minor = check::reckon::minor_unit(facts.currency());
        prop_assert!(slip.abs() <= minor || rules(&found).contains("arithmetic.total"), "{name} {:?}", rules(&found));
    }

    #[test]
    fn a_slip_in_a_number_is_found(at in 0usize..15, by in 1u32..36) {
        let mut facts = original("India, within a state");
        let mut id: Vec<char> = facts.seller_gstin().unwrap().chars().collect();
        let digit = (id[at].to_digit(36).unwrap() + by) % 36;
        id[at] = char::from_digit(digit, 36).unwrap().to_ascii_uppercase();
        let id: String = id.into_iter().collect();
        prop_assume!(Some(&id) != facts.seller_gstin().as_ref());
        facts.read.put("seller_gstin", id, 0.9);
        facts.columns = invoices::invoice::extracted::Columns::of(&facts.read);
        let found = doubts(&facts);
        prop_assert!(found.iter().any(|one| one.rule.starts_with("gst.gstin")), "{:?}", rules(&found));
    }

    #[test]
    fn a_slip_in_an_account_is_found(at in 0usize..18, by in 1u32..10) {
        let mut facts = original("Europe");
        let mut iban: Vec<char> = facts.read.text("iban").unwrap().chars().collect();
        let Some(digit) = iban[at].to_digit(10) else { return Ok(()) };
        iban[at] = char::from_digit((digit + by) % 10, 10).unwrap();
        facts.read.put("iban", iban.into_iter().collect::<String>(), 0.9);
        facts.columns = invoices::invoice::extracted::Columns::of(&facts.read);
        let found = doubts(&facts);
        let names = rules(&found);
        prop_assert!(names.contains("bank.iban_check_digits"), "{names:?}");
    }

    #[test]
    fn no_rule_breaks_on_odd_facts(facts in odd(), known: bool) {
        let mut facts = facts;
        if known {
            clean::known(&mut facts);
        }
        for one in check::all(&facts) {
            prop_assert!(one.confidence.is_none_or(|sure| (0.0..=1.0).contains(&sure)));
        }
    }
}
