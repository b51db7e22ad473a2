//! One fault for each rule: where it is put in, and how.
use chrono::{NaiveDate, NaiveDateTime};
use invoices::{
    check::{
        Facts, Severity,
        evidence::{Broken, Qr, Signature},
        model::{Named, Other, VendorFacts},
    },
    invoice::extracted::{Columns, Field, Line, Tax},
};
use kernel::Money;
use taxid::{FinancialYear, india::irn};

use super::clean;

/// A fault.
pub struct Seed {
    /// The rule that must find it, and no other.
    pub rule: &'static str,
    /// How bad it must be.
    pub severity: Severity,
    /// In which clean invoice it is put.
    pub into: &'static str,
    /// How.
    pub sow: fn(&mut Facts),
}

const fn warning(rule: &'static str, into: &'static str, sow: fn(&mut Facts)) -> Seed {
    Seed { rule, severity: Severity::Warning, into, sow }
}

const fn error(rule: &'static str, into: &'static str, sow: fn(&mut Facts)) -> Seed {
    Seed { rule, severity: Severity::Error, into, sow }
}

const fn info(rule: &'static str, into: &'static str, sow: fn(&mut Facts)) -> Seed {
    Seed { rule, severity: Severity::Info, into, sow }
}

const INTRA: &str = "India, within a state";
const INTER: &str = "India, between states";
const EUROPE: &str = "Europe";

fn put(facts: &mut Facts, name: &str, value: &str) {
    facts.read.put(name, value, 0.98);
    facts.columns = Columns::of(&facts.read);
}

fn cut(facts: &mut Facts, names: &[&str]) {
    names.iter().for_each(|name| drop(facts.read.fields.remove(*name)));
    facts.columns = Columns::of(&facts.read);
}

/// More, in hundredths, in a field.
fn more(facts: &mut Facts, name: &str, by: i64) {
    let amount = facts.read.amount(name).unwrap_or_default().units() + by * 100;
    put(facts, name, &Money::from_units(amount).to_string());
}

fn line(facts: &mut Facts) -> &mut Line {
    &mut facts.read.lines[0]
}

fn tax(facts: &mut Facts) -> &mut Tax {
    &mut facts.read.taxes[0]
}

fn sum(a: Option<Money>, by: i64) -> Option<Money> {
    a.map(|amount| Money::from_units(amount.units() + by * 100))
}

/// The IRN that belongs to the number of the facts.
fn registered(facts: &Facts, number: &str) -> String {
    let seller = facts.columns.vendor_gstin.clone().unwrap_or_default();
    irn::irn(&seller, FinancialYear(2026), irn::Kind::Invoice, number)
}

fn qr(facts: &Facts) -> Qr {
    Qr {
        signature: Signature::Valid,
        seller_gstin: facts.columns.vendor_gstin.clone(),
        number: facts.columns.invoice_number.clone(),
        date: facts.columns.invoice_date,
        total: facts.columns.total_amount,
        ..Qr::default()
    }
}

/// An earlier invoice of the known vendor, like this one.
fn twin(facts: &mut Facts, change: fn(&mut Other)) {
    clean::known(facts);
    let mut other = facts.others[0].clone();
    other.number = facts.columns.invoice_number.clone();
    other.number_key = facts.columns.number_key.clone();
    other.date = facts.columns.invoice_date;
    other.total = facts.columns.total_amount;
    other.id = 950;
    other.sha256 = "another file".into();
    change(&mut other);
    facts.others.insert(0, other);
}

fn at(day: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(2026, 6, day).and_then(|day| day.and_hms_opt(9, 0, 0))
}

/// All of them.
pub const ALL: &[&[Seed]] = &[FIELDS, INDIA, ELSEWHERE, SUMS, TWINS, HABITS];

const FIELDS: &[Seed] = &[
    error("required.number", INTRA, |f| cut(f, &["invoice_number"])),
    error("required.supplier", "Small business without tax", |f| cut(f, &["seller_name"])),
    error("required.taxable_value", EUROPE, |f| {
        cut(f, &["taxable_amount", "tax_amount", "total_amount", "amount_due"]);
        f.read.taxes.clear();
    }),
    warning("required.date", INTRA, |f| cut(f, &["invoice_date", "due_date"])),
    info("required.currency", INTRA, |f| cut(f, &["currency"])),
    info("required.lines", EUROPE, |f| f.read.lines.clear()),
    error("dates.impossible", EUROPE, |f| put(f, "due_date", "2026-06-31")),
    error("dates.future", INTRA, |f| {
        put(f, "invoice_date", "2026-09-01");
        put(f, "due_date", "2026-10-01");
    }),
    warning("dates.stale", EUROPE, |f| put(f, "invoice_date", "2021-06-01")),
    warning("dates.due_before", INTRA, |f| put(f, "due_date", "2026-05-01")),
    info("dates.due_far", INTRA, |f| put(f, "due_date", "2028-05-01")),
    info("dates.terms", EUROPE, |f| put(f, "due_date", "2026-06-03")),
    error("reading.structured_differs", EUROPE, |f| {
        let page = Field { value: "9999.00".into(), confidence: 0.9, ..Field::default() };
        f.evidence.page.insert("total_amount".into(), page);
    }),
    warning("reading.low_confidence", INTRA, |f| {
        f.read.origin = Some("ocr".into());
        f.read.put("invoice_number", "INV/2026-27/0042", 0.31);
    }),
    warning("reading.pdf_changed", INTRA, |f| {
        (f.evidence.created, f.evidence.modified, f.evidence.revisions) = (at(1), at(9), 1);
    }),
    error("en16931.br-03", EUROPE, |f| f.evidence.broken = vec![broken("BR-03")]),
    error("en16931.br-co-10", EUROPE, |f| f.evidence.broken = vec![broken("BR-CO-10")]),
];

fn broken(id: &str) -> Broken {
    Broken { id: id.into(), says: "must hold".into(), is_error: true, field: None }
}

const INDIA: &[Seed] = &[
    error("gst.gstin_form", INTRA, |f| put(f, "buyer_gstin", "27AAPFU0939F1Z")),
    error("gst.gstin_check_digit", INTRA, |f| put(f, "seller_gstin", "27AAACL1838J1ZX")),
    error("gst.gstin_state", INTRA, |f| put(f, "buyer_gstin", "47AAACI1681G1Z0")),
    error("gst.pan_inside", INTRA, |f| put(f, "buyer_gstin", "27AAAKL1838J1ZZ")),
    error("gst.pan_differs", INTRA, |f| put(f, "seller_pan", "AAACL1833J")),
    warning("gst.pin_state", INTRA, |f| put(f, "seller_address", "5 Park Street, Kolkata 700016")),
    warning("gst.hsn_form", INTRA, |f| line(f).hsn_code = Some("170002715".into())),
    warning("gst.hsn_digits", INTRA, |f| line(f).hsn_code = Some("73".into())),
    warning("gst.hsn_missing", INTRA, |f| f.read.lines.iter_mut().for_each(|line| line.hsn_code = None)),
    error("gst.rate", INTRA, |f| rates(f, 17)),
    warning("gst.rate_unusual", INTER, |f| {
        clean::known(f);
        for line in f.others.iter_mut().flat_map(|other| &mut other.lines) {
            line.gst_rate = Some(Money::from_units(5 * Money::SCALE));
        }
    }),
    warning("gst.cess", INTER, |f| {
        f.read.taxes.push(Tax { kind: "cess".into(), amount: Some(clean::cents(5_000)), ..Tax::default() });
        ["tax_amount", "total_amount", "amount_due"].iter().for_each(|name| more(f, name, 5_000));
    }),
    error("gst.both_heads", INTRA, |f| {
        f.read.taxes.push(Tax { kind: "igst".into(), amount: Some(clean::cents(5_000)), ..Tax::default() });
        ["tax_amount", "total_amount", "amount_due"].iter().for_each(|name| more(f, name, 5_000));
    }),
    error("gst.place_of_supply", INTRA, |f| put(f, "place_of_supply", "29-Karnataka")),
    error("gst.place_of_supply", INTER, |f| put(f, "place_of_supply", "29-Karnataka")),
    error("gst.heads_equal", INTRA, |f| {
        f.read.taxes.truncate(1);
        let half = f.read.taxes[0].amount.unwrap_or_default().units() / 100;
        ["tax_amount", "total_amount", "amount_due"].iter().for_each(|name| more(f, name, -half));
    }),
    warning("gst.place_unknown", INTRA, |f| put(f, "place_of_supply", "Atlantis")),
    info("gst.place_missing", INTER, |f| cut(f, &["place_of_supply"])),
    warning("gst.unregistered", INTRA, |f| cut(f, &["seller_gstin"])),
    warning("gst.number_length", INTRA, |f| put(f, "invoice_number", "INV/2026-27/000042")),
    warning("gst.number_characters", INTRA, |f| put(f, "invoice_number", "INV#42")),
    info("gst.supplier_address", INTRA, |f| cut(f, &["seller_address"])),
    info("gst.recipient", INTRA, |f| cut(f, &["buyer_name"])),
    info("gst.description", INTRA, |f| line(f).description = None),
    warning("gst.reverse_charge", INTRA, |f| put(f, "reverse_charge", "true")),
    error("gst.irn_form", INTRA, |f| put(f, "irn", "35f1c0")),
    error("gst.irn_hash", INTRA, |f| {
        let irn = registered(f, "INV/2026-27/0043");
        put(f, "irn", &irn);
    }),
    error("gst.qr_signature", INTRA, |f| f.evidence.qr = Some(Qr { signature: Signature::Forged, ..qr(f) })),
    error("gst.qr_differs", INTRA, |f| f.evidence.qr = Some(Qr { total: Some(clean::cents(1_00)), ..qr(f) })),
    error("gst.qr_differs", INTRA, |f| f.evidence.qr = Some(Qr { number: Some("INV/9".into()), ..qr(f) })),
    warning("gst.irn_missing", INTRA, |f| {
        clean::known(f);
        f.others[3].irn = Some("ab".repeat(32));
    }),
    info("gst.irn_late", INTRA, |f| {
        f.evidence.qr = Some(Qr { registered: NaiveDate::from_ymd_opt(2026, 7, 30), ..qr(f) });
    }),
];

/// Every rate of the invoice is this one, and all sums follow.
fn rates(facts: &mut Facts, rate: i64) {
    let net = facts.read.amount("taxable_amount").unwrap_or_default();
    let half = Money::from_units(net.units() / 10_000 * rate / 2 * 100);
    for line in &mut facts.read.lines {
        line.gst_rate = Some(Money::from_units(rate * Money::SCALE));
    }
    for tax in &mut facts.read.taxes {
        tax.rate = Some(Money::from_units(rate * Money::SCALE / 2));
        tax.amount = Some(half);
        tax.base = None;
    }
    facts.read.lines.iter_mut().for_each(|line| line.taxable_value = None);
    let tax = Money::from_units(half.units() * 2);
    let total = Money::from_units(net.units() + tax.units());
    put(facts, "tax_amount", &tax.to_string());
    ["total_amount", "amount_due"].iter().for_each(|name| put(facts, name, &total.to_string()));
    facts.read.taxes.iter_mut().for_each(|tax| tax.base = Some(Money::ZERO));
    facts.read.taxes.iter_mut().for_each(|tax| tax.base = tax.rate.and_then(|rate| base(half, rate)));
}

/// The base of which `amount` is the share.
fn base(amount: Money, rate: Money) -> Option<Money> {
    amount.mul_ratio(100 * Money::SCALE, rate.units(), kernel::money::Rounding::HalfUp).ok()
}

const ELSEWHERE: &[Seed] = &[
    error("vat.id_form", EUROPE, |f| put(f, "buyer_tax_id", "DE23244624")),
    error("vat.id_check_digit", EUROPE, |f| put(f, "seller_tax_id", "NL810433942B01")),
    error("vat.id_check_digit", "United Kingdom", |f| put(f, "seller_tax_id", "GB123456789")),
    warning("vat.id_missing", EUROPE, |f| cut(f, &["seller_tax_id"])),
    error("vat.reverse_charge", EUROPE, |f| put(f, "reverse_charge", "true")),
    warning("vat.reverse_charge_buyer", "Europe, reverse charge", |f| cut(f, &["buyer_tax_id"])),
    error("bank.iban_form", EUROPE, |f| put(f, "iban", "NL50INGB068325130")),
    error("bank.iban_check_digits", EUROPE, |f| put(f, "iban", "NL50INGB0683251308")),
    warning("bank.bic", EUROPE, |f| put(f, "bic", "INGBNL2")),
    warning("bank.ifsc", INTER, |f| put(f, "ifsc", "HDFC9000123")),
    info("bank.other_country", EUROPE, |f| put(f, "bic", "DEUTDEFF")),
    error("bank.changed", EUROPE, |f| {
        clean::known(f);
        put(f, "iban", "DE89370400440532013000");
        put(f, "bic", "");
    }),
    error("bank.changed", INTER, |f| {
        clean::known(f);
        put(f, "account_number", "918273645500");
    }),
    error("bank.shared", EUROPE, |f| {
        f.sharers = vec![Named { id: 9, name: "Nordwind AG".into(), tax_id: None }]
    }),
];

const SUMS: &[Seed] = &[
    warning("arithmetic.line", INTRA, |f| {
        let line = line(f);
        line.unit_price = sum(line.unit_price, 1);
    }),
    error("arithmetic.line", EUROPE, |f| line(f).quantity = Some(Money::from_units(7 * Money::SCALE))),
    error("arithmetic.line_tax", INTRA, |f| line(f).gst_amount = Some(clean::cents(12_345))),
    error("arithmetic.line_total", INTRA, |f| {
        let line = line(f);
        line.gst_amount = Some(clean::cents(31_428));
        line.total = sum(line.taxable_value, 20_000);
    }),
    error("arithmetic.lines_sum", EUROPE, |f| drop(f.read.lines.pop())),
    error("arithmetic.tax_sum", EUROPE, |f| {
        ["tax_amount", "total_amount", "amount_due"].iter().for_each(|name| more(f, name, 3_000));
        f.read.taxes[0].base = None;
        f.read.lines[0].gst_rate = None;
    }),
    warning("arithmetic.tax_rate", EUROPE, |f| {
        let tax = tax(f);
        tax.amount = sum(tax.amount, 3);
        ["tax_amount", "total_amount", "amount_due"].iter().for_each(|name| more(f, name, 3));
    }),
    error("arithmetic.total", EUROPE, |f| {
        ["total_amount", "amount_due"].iter().for_each(|name| more(f, name, 9_900))
    }),
    warning("arithmetic.total", EUROPE, |f| {
        ["total_amount", "amount_due"].iter().for_each(|name| more(f, name, 3))
    }),
    warning("arithmetic.due", EUROPE, |f| more(f, "amount_due", 7_777)),
    warning("arithmetic.round_off", INTRA, |f| {
        put(f, "round_off", "5.00");
        ["total_amount", "amount_due"].iter().for_each(|name| more(f, name, 500));
    }),
    warning("arithmetic.sign", "Europe, credit note below nothing", |f| f.read.kind = Some("invoice".into())),
];

const TWINS: &[Seed] = &[
    error("duplicates.same_file", INTRA, |f| twin(f, |other| other.sha256 = "this file".into())),
    error("duplicates.same_irn", INTRA, |f| {
        twin(f, |other| other.irn = Some("x".into()));
        let irn = registered(f, "INV/2026-27/0042");
        put(f, "irn", &irn);
        f.others[0].irn = Some(irn);
    }),
    error("duplicates.same_number", INTRA, |f| twin(f, |other| other.total = Some(clean::cents(77)))),
    error("duplicates.same_number", EUROPE, |f| {
        twin(f, |other| other.date = NaiveDate::from_ymd_opt(2025, 6, 1))
    }),
    error("duplicates.near_number", INTRA, |f| {
        twin(f, |other| other.number_key = Some("INV202627O042".into()))
    }),
    error("duplicates.same_items", INTRA, |f| {
        twin(f, |other| {
            other.number_key = Some("PQ7".into());
            other.date = NaiveDate::from_ymd_opt(2026, 5, 20);
        });
    }),
    error("duplicates.same_amount", INTRA, |f| {
        twin(f, |other| {
            other.number_key = Some("PQ7".into());
            other.lines.clear();
        });
    }),
    error("duplicates.other_vendor", INTRA, |f| {
        twin(f, |other| (other.vendor_id, other.vendor_name) = (Some(6), Some("SAHYADRI COMPONENTS".into())));
    }),
];

const HABITS: &[Seed] = &[
    warning("anomalies.amount", EUROPE, |f| {
        clean::known(f);
        for other in &mut f.others {
            other.total = other.total.map(|total| Money::from_units(total.units() / 100_000 * 100));
        }
    }),
    warning("anomalies.price", EUROPE, |f| {
        clean::known(f);
        for line in f.others.iter_mut().flat_map(|other| &mut other.lines) {
            line.unit_price = line.unit_price.map(|price| Money::from_units(price.units() / 2));
        }
    }),
    warning("anomalies.currency", EUROPE, |f| {
        clean::known(f);
        f.others.iter_mut().for_each(|other| other.currency = "USD".into());
    }),
    warning("anomalies.sequence", INTRA, |f| {
        clean::known(f);
        put(f, "invoice_number", "INV/2026-27/0024");
        f.others.retain(|other| other.number_key.as_deref() != Some("INV2026270024"));
    }),
    warning("anomalies.under_limit", INTRA, |f| {
        let total = f.columns.total_amount.unwrap_or_default();
        f.approval_limit = Money::from_units(total.units() + total.units() / 100);
    }),
    warning("anomalies.split", INTRA, |f| {
        twin(f, |other| {
            other.number_key = Some("PQ7".into());
            other.total = Some(clean::cents(500_000));
            other.lines.clear();
        });
        f.approval_limit =
            Money::from_units(f.columns.total_amount.unwrap_or_default().units() + 100 * Money::SCALE);
        f.approval_limit = Money::from_units(f.approval_limit.units() * 13 / 10);
    }),
    error("vendor.blacklisted", INTRA, |f| {
        clean::known(f);
        f.vendor =
            f.vendor.take().map(|vendor| VendorFacts { blacklisted: Some("fake bills".into()), ..vendor });
    }),
    info("vendor.new", INTRA, |_| {}),
    warning("vendor.new_high", INTRA, |f| f.approval_limit = f.columns.total_amount.unwrap_or_default()),
    warning("vendor.name_differs", INTRA, |f| {
        clean::known(f);
        put(f, "seller_name", "Quick Cash Trading Corp");
    }),
    warning("vendor.tax_id_changed", INTRA, |f| {
        f.namesakes =
            vec![Named { id: 4, name: "Sahyadri Components".into(), tax_id: Some("27AAPFU0939F1ZV".into()) }];
    }),
    warning("buyer.not_us", EUROPE, |f| {
        put(f, "buyer_name", "Somebody Else Oy");
        put(f, "buyer_tax_id", "FI20774740");
    }),
    warning("buyer.own_invoice", EUROPE, |f| put(f, "seller_tax_id", "DE232446240")),
];
