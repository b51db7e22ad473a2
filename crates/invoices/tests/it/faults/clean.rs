//! Clean invoices of many kinds, built so that every sum and number is right.
use chrono::NaiveDate;
use invoices::{
    check::{
        Facts,
        model::{House, Other, VendorFacts},
    },
    invoice::{
        extracted::{Columns, Extracted, Line, Tax, number_key},
        store::InvoiceStatus,
    },
};
use kernel::Money;

/// The day on which all of them are read.
pub const TODAY: (i32, u32, u32) = (2026, 6, 15);

pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(TODAY.0, TODAY.1, TODAY.2).expect("a day")
}

/// Hundredths as an amount.
pub fn cents(cents: i64) -> Money {
    Money::from_units(cents * 100)
}

/// `rate` percent of hundredths, in hundredths, rounded to the nearest.
fn share(base: i64, rate: i64) -> i64 {
    (base * rate + if base < 0 { -50 } else { 50 }) / 100
}

/// Which taxes an invoice bears.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Regime {
    /// CGST and SGST of half a rate each.
    Intra,
    /// IGST.
    Inter,
    /// VAT, or a sales tax.
    Vat,
    /// None.
    None,
}

/// A line: what, code, quantity, price in hundredths, rate in percent.
pub type Item = (&'static str, &'static str, i64, i64, i64);

/// How an invoice is to be built.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kind: &'static str,
    pub regime: Regime,
    pub currency: &'static str,
    pub fields: Vec<(&'static str, String)>,
    pub items: Vec<Item>,
    pub round_off: bool,
    pub discount: i64,
    pub paid: i64,
    pub text: String,
}

impl Plan {
    pub fn new(
        regime: Regime,
        currency: &'static str,
        fields: &[(&'static str, &str)],
        items: &[Item],
    ) -> Self {
        Self {
            kind: "invoice",
            regime,
            currency,
            fields: fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(),
            items: items.to_vec(),
            round_off: false,
            discount: 0,
            paid: 0,
            text: String::new(),
        }
    }

    /// The facts of it.
    pub fn facts(&self) -> Facts {
        let mut read =
            Extracted { kind: Some(self.kind.into()), origin: Some("pdf".into()), ..Extracted::default() };
        read.put("invoice_date", "2026-06-01", 0.98);
        read.put("due_date", "2026-07-01", 0.98);
        read.put("invoice_number", "INV/2026-27/0042", 0.98);
        read.put("currency", self.currency, 0.98);
        self.fields
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .for_each(|(name, value)| read.put(name, value, 0.98));
        let (net, tax) = self.sums(&mut read);
        let net = net - self.discount;
        let exact = net + tax;
        let total = if self.round_off { (exact + 50) / 100 * 100 } else { exact };
        read.put("taxable_amount", cents(net).to_string(), 0.98);
        read.put("total_amount", cents(total).to_string(), 0.98);
        read.put("amount_due", cents(total - self.paid).to_string(), 0.98);
        if self.regime != Regime::None {
            read.put("tax_amount", cents(tax).to_string(), 0.98);
        }
        let optional =
            [("round_off", total - exact), ("discount_amount", self.discount), ("paid_amount", self.paid)];
        for (name, amount) in optional.into_iter().filter(|(_, amount)| *amount != 0) {
            read.put(name, cents(amount).to_string(), 0.98);
        }
        facts(read, &self.text)
    }

    /// Puts lines and taxes in; tells net and tax.
    fn sums(&self, read: &mut Extracted) -> (i64, i64) {
        let mut by_rate: Vec<(i64, i64)> = vec![];
        for (what, code, quantity, price, rate) in &self.items {
            let net = quantity * price;
            match by_rate.iter_mut().find(|(known, _)| known == rate) {
                Some((_, base)) => *base += net,
                None => by_rate.push((*rate, net)),
            }
            read.lines.push(line(what, code, *quantity, *price, *rate, self.regime));
        }
        // A discount of the whole is taken from the first rate.
        if let Some((_, base)) = by_rate.first_mut() {
            *base -= self.discount;
        }
        let mut tax = 0;
        for (rate, base) in by_rate.iter().filter(|(rate, _)| *rate != 0) {
            let row = |kind: &str, rate: Money, amount: i64| Tax {
                kind: kind.into(),
                rate: Some(rate),
                base: Some(cents(*base)),
                amount: Some(cents(amount)),
                confidence: 0.98,
                ..Tax::default()
            };
            match self.regime {
                Regime::Intra => {
                    let rate = Money::from_units(rate * Money::SCALE / 2);
                    let half = (*base * rate.units() + 500_000) / 1_000_000;
                    read.taxes.extend([row("cgst", rate, half), row("sgst", rate, half)]);
                    tax += half * 2;
                }
                Regime::Inter => {
                    read.taxes.push(row("igst", Money::from_units(rate * Money::SCALE), share(*base, *rate)))
                }
                Regime::Vat => {
                    read.taxes.push(row("vat", Money::from_units(rate * Money::SCALE), share(*base, *rate)))
                }
                Regime::None => {}
            }
            if matches!(self.regime, Regime::Inter | Regime::Vat) {
                tax += share(*base, *rate);
            }
        }
        (self.items.iter().map(|item| item.2 * item.3).sum(), tax)
    }
}

fn line(what: &str, code: &str, quantity: i64, price: i64, rate: i64, regime: Regime) -> Line {
    let taxed = regime != Regime::None;
    Line {
        description: Some(what.into()),
        hsn_code: Some(code.into()).filter(|code: &String| !code.is_empty()),
        quantity: Some(Money::from_units(quantity * Money::SCALE)),
        unit: Some("pcs".into()),
        unit_price: Some(cents(price)),
        gst_rate: taxed.then(|| Money::from_units(rate * Money::SCALE)),
        taxable_value: Some(cents(quantity * price)),
        confidence: 0.95,
        ..Line::default()
    }
}

/// The facts of what was read, in a house of Mumbai that knows nobody yet.
pub fn facts(read: Extracted, text: &str) -> Facts {
    Facts {
        invoice_id: 1_000,
        sha256: "this file".into(),
        columns: Columns::of(&read),
        read,
        today: today(),
        house_currency: "INR".into(),
        approval_limit: Money::from_units(1_000_000 * Money::SCALE),
        text: text.into(),
        house: House {
            names: vec!["Kaveri Retail Private Limited".into()],
            tax_ids: vec!["27AAPFU0939F1ZV".into(), "DE232446240".into()],
        },
        ..Facts::default()
    }
}

/// Makes the vendor known, with a habit: ten invoices of other amounts, each a week after the other.
pub fn known(facts: &mut Facts) {
    let name = facts.columns.vendor_name.clone().unwrap_or_default();
    let accounts = facts.columns.account_key.clone().into_iter().collect();
    facts.vendor =
        Some(VendorFacts { id: 5, name: name.clone(), invoices: 10, accounts, ..VendorFacts::default() });
    let total = facts.columns.total_amount.unwrap_or_default().units();
    let start = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    for at in 0..10i64 {
        let number = format!("INV/2026-27/{:04}", 20 + at);
        let share = 70 + at * 7;
        facts.others.push(Other {
            id: 900 + at,
            batch_id: 3,
            status: InvoiceStatus::Approved,
            vendor_id: Some(5),
            vendor_name: Some(name.clone()),
            number_key: Some(number_key(&number)),
            number: Some(number),
            date: start.checked_add_days(chrono::Days::new(at as u64 * 7)),
            total: Some(Money::from_units(total / 100 * share / 100 * 100)),
            currency: facts.columns.currency.clone().unwrap_or_default(),
            sha256: format!("file {at}"),
            irn: None,
            account_key: facts.columns.account_key.clone(),
            kind: Some("invoice".into()),
            buyer_tax_id: None,
            lines: facts.read.lines.clone(),
        });
    }
    facts.others.reverse();
}

const SELLER_MH: &[(&str, &str)] = &[
    ("seller_name", "Sahyadri Components Pvt Ltd"),
    ("seller_gstin", "27AAACL1838J1ZG"),
    ("seller_address", "Plot 7, MIDC, Pune 411019, Maharashtra"),
];
const SELLER_KA: &[(&str, &str)] = &[
    ("seller_name", "Nandi Instruments Ltd"),
    ("seller_gstin", "29AAACL1838J1ZC"),
    ("seller_address", "14 Residency Road, Bengaluru 560025"),
    ("account_number", "50100012345678"),
    ("ifsc", "HDFC0000123"),
];
const US: &[(&str, &str)] = &[
    ("buyer_name", "Kaveri Retail Pvt. Ltd."),
    ("buyer_gstin", "27AAPFU0939F1ZV"),
    ("buyer_address", "Mumbai 400001"),
];
const SELLER_NL: &[(&str, &str)] = &[
    ("seller_name", "Waterkant Techniek B.V."),
    ("seller_tax_id", "NL810433941B01"),
    ("iban", "NL50INGB0683251309"),
    ("bic", "INGBNL2A"),
    ("payment_terms", "30 dagen netto"),
];
const US_EU: &[(&str, &str)] =
    &[("buyer_name", "Kaveri Retail Private Limited"), ("buyer_tax_id", "DE232446240")];

const GOODS: &[Item] =
    &[("Steel bracket 40 mm", "73269099", 12, 14_550, 18), ("Cable tray 2 m", "73089090", 5, 81_225, 18)];
const MIXED: &[Item] = &[
    ("Notebook A5", "48202000", 40, 3_575, 5),
    ("Wall clock", "91052900", 3, 64_999, 18),
    ("Fresh milk", "04012000", 7, 2_833, 0),
];
const PLAIN: &[Item] = &[("Wartung der Anlage", "", 4, 9_500, 19), ("Ersatzteil X-200", "", 2, 12_345, 19)];

fn with(parts: &[&[(&'static str, &'static str)]]) -> Vec<(&'static str, &'static str)> {
    parts.concat()
}

/// Every kind, with its name.
pub fn all() -> Vec<(&'static str, Facts)> {
    let intra = with(&[SELLER_MH, US, &[("place_of_supply", "27-Maharashtra")]]);
    let inter = with(&[SELLER_KA, US, &[("place_of_supply", "Maharashtra (27)")]]);
    let plan = |regime, currency, fields: &[(&'static str, &'static str)], items: &[Item]| {
        Plan::new(regime, currency, fields, items)
    };
    let eu = with(&[SELLER_NL, US_EU]);
    let export = with(&[
        SELLER_MH,
        &[("buyer_name", "Kaveri Retail Private Limited"), ("place_of_supply", "96-Other Country")],
    ]);
    let sez = with(&[SELLER_MH, US, &[("place_of_supply", "27-Maharashtra"), ("sez", "true")]]);
    let us = [
        ("seller_name", "Prairie Supply Inc."),
        ("buyer_name", "Kaveri Retail Private Limited"),
        ("seller_tax_id", "12-3456789"),
    ];
    let uk = [
        ("seller_name", "Thames Joinery Ltd"),
        ("seller_tax_id", "GB980780684"),
        ("buyer_name", "Kaveri Retail Private Limited"),
    ];
    let small = [("seller_name", "Anna Berger Grafik"), ("buyer_name", "Kaveri Retail Private Limited")];
    let reverse = with(&[&intra, &[("reverse_charge", "true")]]);
    let eu_reverse = with(&[&eu, &[("reverse_charge", "true")]]);
    let untaxed: Vec<Item> = PLAIN.iter().map(|item| (item.0, item.1, item.2, item.3, 0)).collect();
    let credit: Vec<Item> = GOODS.iter().map(|item| (item.0, item.1, -item.2, item.3, item.4)).collect();
    let plans = vec![
        ("India, within a state", plan(Regime::Intra, "INR", &intra, GOODS)),
        ("India, between states", plan(Regime::Inter, "INR", &inter, GOODS)),
        ("India, several rates", plan(Regime::Inter, "INR", &inter, MIXED)),
        ("India, rounded", Plan { round_off: true, ..plan(Regime::Intra, "INR", &intra, MIXED) }),
        ("India, export with IGST", plan(Regime::Inter, "USD", &export, GOODS)),
        ("India, special economic zone", plan(Regime::Inter, "INR", &sez, GOODS)),
        ("India, reverse charge", plan(Regime::None, "INR", &reverse, GOODS)),
        ("India, credit note", Plan { kind: "credit_note", ..plan(Regime::Intra, "INR", &intra, GOODS) }),
        ("India, discount", Plan { discount: 10_000, ..plan(Regime::Intra, "INR", &intra, GOODS) }),
        ("Europe", plan(Regime::Vat, "EUR", &eu, PLAIN)),
        ("Europe, reverse charge", plan(Regime::None, "EUR", &eu_reverse, &untaxed)),
        ("Europe, paid in part", Plan { paid: 20_000, ..plan(Regime::Vat, "EUR", &eu, PLAIN) }),
        (
            "Europe, credit note below nothing",
            Plan { kind: "credit_note", ..plan(Regime::Vat, "EUR", &eu, &credit) },
        ),
        ("Europe, foreign currency", plan(Regime::Vat, "CHF", &eu, PLAIN)),
        ("United States", plan(Regime::Vat, "USD", &us, &[("Pallet rack", "", 3, 44_999, 8)])),
        ("United Kingdom", plan(Regime::Vat, "GBP", &uk, &[("Oak door", "", 2, 31_050, 20)])),
        ("Small business without tax", plan(Regime::None, "EUR", &small, &untaxed)),
        ("Japan, no coins", plan(Regime::Vat, "JPY", &small, &[("Sencha", "", 3, 120_000, 10)])),
    ];
    plans.into_iter().map(|(name, plan)| (name, plan.facts())).collect()
}

/// The same with the check digit that it must have.
pub fn with_check_digit(gstin: &str) -> String {
    let last = taxid::india::gstin::check_digit(gstin).expect("a number");
    format!("{}{last}", &gstin[..14])
}
