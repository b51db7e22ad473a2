//! What each category of VAT asks for: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG, BR-B.
use super::{
    Place, Rule, Severity, error,
    spots::{allowances, cents, is_near, lines, taxes, when},
};
use crate::{Amount, File, Invoice, Period, Tax};

/// The ten rules that all categories share, with what differs between them.
macro_rules! family {
    ($prefix:literal, $code:literal, $name:literal, $used:expr, $ids:expr, $rate:expr, $base:expr, $tax:expr, $reason:expr) => {
        &[
            family!(@ concat!("BR-", $prefix, "-01"), $code, &["BT-118", "BT-151", "BT-95", "BT-102"],
                concat!("What is ", $name, " on a line, an allowance or a charge is so in the VAT breakdown, and nothing else is."), $used),
            family!(@ concat!("BR-", $prefix, "-02"), $code, &["BT-151", "BT-31", "BT-32", "BT-63", "BT-48"],
                concat!("With a line that is ", $name, ", the parties have the tax identifiers that this needs, and no others."),
                |file, of| when(has_line(&file.invoice, of) && !$ids(&file.invoice))),
            family!(@ concat!("BR-", $prefix, "-03"), $code, &["BT-95", "BT-31", "BT-32", "BT-63", "BT-48"],
                concat!("With an allowance that is ", $name, ", the parties have the tax identifiers that this needs, and no others."),
                |file, of| when(has_allowance(&file.invoice, of, false) && !$ids(&file.invoice))),
            family!(@ concat!("BR-", $prefix, "-04"), $code, &["BT-102", "BT-31", "BT-32", "BT-63", "BT-48"],
                concat!("With a charge that is ", $name, ", the parties have the tax identifiers that this needs, and no others."),
                |file, of| when(has_allowance(&file.invoice, of, true) && !$ids(&file.invoice))),
            family!(@ concat!("BR-", $prefix, "-05"), $code, &["BT-152"],
                concat!("A line that is ", $name, " has a rate of VAT that fits."),
                |file, of| lines(file, |line| line.category.as_deref() == Some(of) && !$rate(line.rate))),
            family!(@ concat!("BR-", $prefix, "-06"), $code, &["BT-96"],
                concat!("An allowance that is ", $name, " has a rate of VAT that fits."),
                |file, of| allowances(file, false, |found| found.category.as_deref() == Some(of) && !$rate(found.rate))),
            family!(@ concat!("BR-", $prefix, "-07"), $code, &["BT-103"],
                concat!("A charge that is ", $name, " has a rate of VAT that fits."),
                |file, of| allowances(file, true, |found| found.category.as_deref() == Some(of) && !$rate(found.rate))),
            family!(@ concat!("BR-", $prefix, "-08"), $code, &["BT-116", "BT-131", "BT-92", "BT-99"],
                concat!("The taxable amount of what is ", $name, " is what lines, allowances and charges of it come to."),
                |file, of| taxes(file, |tax| tax.category.as_deref() == Some(of) && !$base(&file.invoice, tax, of))),
            family!(@ concat!("BR-", $prefix, "-09"), $code, &["BT-117", "BT-116", "BT-119"],
                concat!("The VAT of what is ", $name, " is what its rate makes of the taxable amount."),
                |file, of| taxes(file, |tax| tax.category.as_deref() == Some(of) && !$tax(tax))),
            family!(@ concat!("BR-", $prefix, "-10"), $code, &["BT-120", "BT-121"],
                concat!("What is ", $name, " says why no VAT is charged exactly when none is."),
                |file, of| taxes(file, |tax| tax.category.as_deref() == Some(of) && has_reason(tax) != $reason)),
        ]
    };
    (@ $id:expr, $code:literal, $terms:expr, $text:expr, $check:expr) => {
        Rule { id: $id, text: $text, severity: Severity::Error, terms: $terms, of: $code, check: $check }
    };
}

pub(super) const RULES: &[&[Rule]] = &[
    family!(
        "S",
        "S",
        "taxed at the standard rate",
        used_and_told,
        has_seller,
        is_positive,
        is_rated_base,
        is_rated_tax,
        false
    ),
    family!("Z", "Z", "taxed at zero", told_once, has_seller, is_zero, is_base, is_untaxed, false),
    family!("E", "E", "exempt from VAT", told_once, has_seller, is_zero, is_base, is_untaxed, true),
    family!("AE", "AE", "under reverse charge", told_once, has_reverse, is_zero, is_base, is_untaxed, true),
    family!("IC", "K", "an intra-community supply", told_once, has_both, is_zero, is_base, is_untaxed, true),
    family!("G", "G", "an export outside the EU", told_once, has_vat, is_zero, is_base, is_untaxed, true),
    family!("O", "O", "not subject to VAT", told_once, has_none, is_missing, is_base, is_untaxed, true),
    family!(
        "AF",
        "L",
        "under IGIC",
        used_and_told,
        has_seller,
        is_not_negative,
        is_rated_base,
        is_rated_tax,
        false
    ),
    family!(
        "AG",
        "M",
        "under IPSI",
        used_and_told,
        has_seller,
        is_not_negative,
        is_rated_base,
        is_rated_tax,
        false
    ),
    SINGLE,
];

const SINGLE: &[Rule] = &[
    error(
        "BR-IC-11",
        &["BT-72", "BG-14"],
        "An intra-community supply has a date of delivery or a period.",
        |file, _| {
            let invoice = &file.invoice;
            let date = invoice.delivery.as_ref().and_then(|delivery| delivery.date);
            let has_period = invoice.period.as_ref().is_some_and(|period| *period != Period::default());
            when(has_tax(invoice, "K") && date.is_none() && !has_period)
        },
    ),
    error("BR-IC-12", &["BT-80"], "An intra-community supply names the country of delivery.", |file, _| {
        let address = file.invoice.delivery.as_ref().and_then(|delivery| delivery.address.as_ref());
        let country = address.and_then(|address| address.country.as_ref());
        when(has_tax(&file.invoice, "K") && country.is_none_or(|country| country.len() < 2))
    }),
    error(
        "BR-O-11",
        &["BT-118"],
        "What is not subject to VAT stands alone in the VAT breakdown.",
        |file, _| {
            let other = file.invoice.taxes.iter().any(|tax| is_other(tax.category.as_ref()));
            when(has_tax(&file.invoice, "O") && other)
        },
    ),
    error("BR-O-12", &["BT-151"], "Beside what is not subject to VAT, no line is.", |file, _| {
        if !has_tax(&file.invoice, "O") {
            return Vec::new();
        }
        lines(file, |line| is_other(line.category.as_ref()))
    }),
    error("BR-O-13", &["BT-95"], "Beside what is not subject to VAT, no allowance is.", |file, _| {
        if !has_tax(&file.invoice, "O") {
            return Vec::new();
        }
        allowances(file, false, |found| is_other(found.category.as_ref()))
    }),
    error("BR-O-14", &["BT-102"], "Beside what is not subject to VAT, no charge is.", |file, _| {
        if !has_tax(&file.invoice, "O") {
            return Vec::new();
        }
        allowances(file, true, |found| is_other(found.category.as_ref()))
    }),
    error("BR-B-01", &["BT-40", "BT-55"], "Split payment is for invoices within Italy.", |file, _| {
        let parties = [&file.invoice.seller, &file.invoice.buyer];
        let mut addresses = parties.into_iter().filter_map(|party| party.address.as_ref());
        let abroad = addresses.any(|address| address.country.as_deref().is_some_and(|code| code != "IT"));
        when(is_used(&file.invoice, "B") && abroad)
    }),
    error(
        "BR-B-02",
        &["BT-118"],
        "Split payment and the standard rate are not on one invoice.",
        |file, _| when(is_used(&file.invoice, "B") && is_used(&file.invoice, "S")),
    ),
];

fn is_other(category: Option<&String>) -> bool {
    category.is_some_and(|category| category != "O")
}

fn has_tax(invoice: &Invoice, of: &str) -> bool {
    invoice.taxes.iter().any(|tax| tax.category.as_deref() == Some(of))
}

fn has_line(invoice: &Invoice, of: &str) -> bool {
    invoice.lines.iter().any(|line| line.category.as_deref() == Some(of))
}

fn has_allowance(invoice: &Invoice, of: &str, is_charge: bool) -> bool {
    let mut all = invoice.allowances.iter();
    all.any(|found| found.is_charge == is_charge && found.category.as_deref() == Some(of))
}

fn is_used(invoice: &Invoice, of: &str) -> bool {
    is_charged(invoice, of) || has_tax(invoice, of)
}

fn is_charged(invoice: &Invoice, of: &str) -> bool {
    has_line(invoice, of) || has_allowance(invoice, of, false) || has_allowance(invoice, of, true)
}

fn used_and_told(file: &File, of: &'static str) -> Vec<Place> {
    when(is_charged(&file.invoice, of) != has_tax(&file.invoice, of))
}

fn told_once(file: &File, of: &'static str) -> Vec<Place> {
    let parts = file.invoice.taxes.iter().filter(|tax| tax.category.as_deref() == Some(of)).count();
    when(is_used(&file.invoice, of) && parts != 1)
}

fn has_seller(invoice: &Invoice) -> bool {
    invoice.seller.tax_id.is_some() || has_vat(invoice)
}

fn has_vat(invoice: &Invoice) -> bool {
    let representative = invoice.representative.as_ref();
    invoice.seller.vat_id.is_some() || representative.is_some_and(|found| found.vat_id.is_some())
}

fn has_reverse(invoice: &Invoice) -> bool {
    has_seller(invoice) && (invoice.buyer.vat_id.is_some() || invoice.buyer.legal_id.is_some())
}

fn has_both(invoice: &Invoice) -> bool {
    has_vat(invoice) && invoice.buyer.vat_id.is_some()
}

fn has_none(invoice: &Invoice) -> bool {
    !has_vat(invoice) && invoice.buyer.vat_id.is_none()
}

fn is_positive(rate: Option<Amount>) -> bool {
    rate.is_some_and(|rate| rate > Amount::ZERO)
}

fn is_not_negative(rate: Option<Amount>) -> bool {
    rate.is_some_and(|rate| rate >= Amount::ZERO)
}

fn is_zero(rate: Option<Amount>) -> bool {
    rate == Some(Amount::ZERO)
}

fn is_missing(rate: Option<Amount>) -> bool {
    rate.is_none()
}

/// Σ of the lines, allowances and charges of a category, and of a rate where one is asked for; none when there are none.
fn sum(invoice: &Invoice, of: &str, rate: Option<Amount>) -> Option<Amount> {
    let is_of = |category: Option<&String>, found: Option<Amount>| {
        category.is_some_and(|category| category == of) && (rate.is_none() || found == rate)
    };
    let lines = invoice.lines.iter().filter(|line| is_of(line.category.as_ref(), line.rate));
    let lines = lines.filter(|line| !line.is_informative).map(|line| line.net.unwrap_or_default());
    let others = invoice.allowances.iter().filter(|found| is_of(found.category.as_ref(), found.rate));
    let others = others.map(|found| {
        let amount = found.amount.unwrap_or_default();
        if found.is_charge { amount } else { -amount }
    });
    lines.chain(others).reduce(|sum, amount| sum + amount)
}

fn is_base(invoice: &Invoice, tax: &Tax, of: &str) -> bool {
    tax.base.is_none_or(|base| cents(base) == cents(sum(invoice, of, None).unwrap_or_default()))
}

fn is_rated_base(invoice: &Invoice, tax: &Tax, of: &str) -> bool {
    let (Some(base), Some(rate)) = (tax.base, tax.rate) else { return true };
    sum(invoice, of, Some(rate)).is_some_and(|sum| (base - sum).abs() < Amount::ONE)
}

fn is_untaxed(tax: &Tax) -> bool {
    tax.amount.is_none_or(|amount| amount.is_zero())
}

fn is_rated_tax(tax: &Tax) -> bool {
    match (tax.amount, tax.base, tax.rate) {
        (Some(amount), Some(base), Some(rate)) => is_near(amount, base, rate, true),
        _ => true,
    }
}

fn has_reason(tax: &Tax) -> bool {
    tax.reason.is_some() || tax.reason_code.is_some()
}
