//! Data for machines in the terms of EN 16931, as fields.
use einvoice::{Amount, Family, File, Invoice, Line, Severity, Summary, Syntax, rule::Place};
use kernel::Money;

use super::{bounded, put};
use crate::{
    check::evidence::Broken,
    invoice::extracted::{self, Extracted, Field, Origin, Tax},
};

/// What an invoice in XML says.
pub fn extracted(file: &File) -> Extracted {
    let mut read = of(&file.invoice);
    read.origin = Some(origin(file).into());
    read.evidence.broken = einvoice::check(file).iter().map(broken).collect();
    let odd = |problem: &einvoice::Problem| {
        format!("{} in its data can't be understood: {}", problem.element, problem.text)
    };
    read.problems.extend(file.written.problems.iter().take(20).map(odd));
    bounded(&mut read);
    read
}

fn origin(file: &File) -> &'static str {
    match (file.family, file.syntax) {
        (Family::Zugferd1, _) => "zugferd-1",
        (Family::FacturX, _) => "factur-x",
        (Family::Xrechnung, _) => "xrechnung",
        (Family::Peppol, _) => "peppol",
        (_, Syntax::Cii | Syntax::Zugferd1) => "cii",
        _ => "ubl",
    }
}

/// What the notes and words of an invoice say: for searching, and for rules that look for words.
pub fn text(file: &File) -> String {
    let invoice = &file.invoice;
    let reasons = invoice.taxes.iter().filter_map(|tax| tax.reason.clone());
    let notes = invoice.notes.iter().map(|note| note.text.clone());
    notes.chain(reasons).chain(invoice.buyer_reference.clone()).collect::<Vec<_>>().join("\n")
}

/// An invoice of EN 16931 as fields.
pub(super) fn of(invoice: &Invoice) -> Extracted {
    let summary = Summary::of(invoice);
    let mut read = Extracted { kind: Some(kind(invoice, &summary).into()), ..Extracted::default() };
    header(&mut read, invoice, &summary);
    parties(&mut read, invoice, &summary);
    let reverse = invoice.taxes.iter().any(|tax| tax.category.as_deref() == Some("AE"));
    if reverse {
        say(&mut read, "reverse_charge", Some("true".into()));
    }
    read.taxes = summary.taxes.iter().map(|tax| one_tax("vat", tax.rate, tax.base, tax.amount)).collect();
    let lines = invoice.lines.iter().filter(|line| !line.is_informative);
    read.lines = lines.zip(&summary.lines).map(|(line, row)| one_line(line, row)).collect();
    read
}

fn kind(invoice: &Invoice, summary: &Summary) -> &'static str {
    match invoice.type_code.as_deref() {
        _ if summary.is_credit => "credit_note",
        Some("383" | "384" | "84") if invoice.type_code.as_deref() != Some("384") => "debit_note",
        Some("325") => "proforma",
        _ => "invoice",
    }
}

fn header(read: &mut Extracted, invoice: &Invoice, summary: &Summary) {
    let totals = &invoice.totals;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    let sum = |amount: Option<Amount>| amount.and_then(money).map(|amount| amount.to_string());
    let some = |amount: Option<Amount>| sum(amount.filter(|amount| !amount.is_zero()));
    let values = [
        ("invoice_number", summary.number.clone()),
        ("invoice_date", day(summary.date)),
        ("due_date", day(summary.due_date)),
        ("currency", summary.currency.clone()),
        ("taxable_amount", sum(summary.net)),
        ("tax_amount", sum(summary.tax)),
        ("total_amount", sum(summary.gross)),
        ("amount_due", sum(summary.due)),
        ("paid_amount", some(summary.paid)),
        ("round_off", some(summary.round_off)),
        ("discount_amount", some(totals.allowances)),
        ("charges_amount", some(totals.charges)),
        ("payment_terms", summary.terms.clone()),
        ("purchase_order", summary.purchase_order.clone()),
        ("original_number", summary.preceding.first().cloned()),
        ("iban", summary.iban.clone()),
        ("bic", summary.bic.clone()),
        ("account_number", summary.account.clone()),
    ];
    values.into_iter().for_each(|(name, value)| say(read, name, value));
}

fn parties(read: &mut Extracted, invoice: &Invoice, summary: &Summary) {
    let both = [("seller", &summary.seller, &invoice.seller), ("buyer", &summary.buyer, &invoice.buyer)];
    for (whose, side, party) in both {
        let indian = side.vat_id.as_deref().is_some_and(|id| taxid::gstin(id).is_ok());
        let tax_id = side.vat_id.clone().or_else(|| party.tax_id.clone());
        let one_line = |name: &Option<String>| {
            name.as_ref().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let legal = side.legal_name.clone().filter(|legal| side.name.as_ref() != Some(legal));
        let mut address = side.address.clone();
        address.extend(side.country.clone());
        let values = [
            ("name", one_line(&side.name)),
            ("legal_name", one_line(&legal)),
            (if indian { "gstin" } else { "tax_id" }, tax_id),
            ("address", Some(address.join("\n"))),
            ("email", side.email.clone()),
            ("phone", side.phone.clone()),
        ];
        values.into_iter().for_each(|(name, value)| say(read, &format!("{whose}_{name}"), value));
    }
}

/// Puts in what the data say.
pub(super) fn say(read: &mut Extracted, name: &str, value: Option<String>) {
    if let Some(value) = value {
        put(read, name, Field { value, confidence: 1.0, origin: Origin::Structured, ..Field::default() });
    }
}

/// An amount as money: of ten thousandths at most, as it is kept.
pub(super) fn money(amount: Amount) -> Option<Money> {
    let units = einvoice::units(amount.round_dp(4))?;
    Some(Money::from_units(units)).filter(|amount| extracted::in_bounds(*amount))
}

pub(super) fn one_tax(kind: &str, rate: Option<Amount>, base: Option<Amount>, amount: Option<Amount>) -> Tax {
    Tax {
        kind: kind.into(),
        rate: rate.and_then(money),
        base: base.and_then(money),
        amount: amount.and_then(money),
        confidence: 1.0,
        ..Tax::default()
    }
}

fn one_line(line: &Line, row: &einvoice::Row) -> extracted::Line {
    let off = line.allowances.iter().filter(|one| !one.is_charge).filter_map(|one| one.amount);
    let off = off.fold(Amount::ZERO, |sum, amount| sum.saturating_add(amount));
    let tariff = line.item.classes.iter().find(|class| matches!(class.scheme.as_deref(), Some("HS" | "TSP")));
    extracted::Line {
        description: row.description.clone(),
        code: row.code.clone(),
        hsn_code: tariff.map(|class| class.value.clone()),
        quantity: row.quantity.and_then(money),
        unit: row.unit.clone(),
        unit_price: row.unit_price.and_then(money),
        discount: Some(off).filter(|off| !off.is_zero()).and_then(money),
        gst_rate: row.rate.and_then(money),
        taxable_value: row.net.and_then(money),
        confidence: 1.0,
        ..extracted::Line::default()
    }
}

fn broken(found: &einvoice::Finding) -> Broken {
    let at = match found.place {
        Place::Invoice => String::new(),
        Place::Line(n) | Place::LineAllowance(n, _) => format!(" (line {})", n + 1),
        Place::Allowance(n) => format!(" (allowance or charge {})", n + 1),
        Place::Tax(n) => format!(" (tax {})", n + 1),
        Place::Payment(n) => format!(" (payment {})", n + 1),
        Place::Document(n) => format!(" (document {})", n + 1),
        Place::Preceding(n) => format!(" (preceding invoice {})", n + 1),
    };
    Broken {
        id: found.rule.id.into(),
        says: format!("{}{at}", found.rule.text),
        is_error: found.rule.severity == Severity::Error,
        field: found.rule.terms.iter().find_map(|term| field(term)).map(str::to_owned),
    }
}

/// The field that a business term is.
fn field(term: &str) -> Option<&'static str> {
    Some(match term {
        "BT-1" => "invoice_number",
        "BT-2" => "invoice_date",
        "BT-5" => "currency",
        "BT-9" => "due_date",
        "BT-13" => "purchase_order",
        "BT-20" => "payment_terms",
        "BT-25" => "original_number",
        "BT-27" | "BT-28" => "seller_name",
        "BT-31" | "BT-32" => "seller_tax_id",
        "BT-35" | "BT-37" | "BT-40" => "seller_address",
        "BT-44" => "buyer_name",
        "BT-48" => "buyer_tax_id",
        "BT-50" | "BT-52" | "BT-55" => "buyer_address",
        "BT-84" => "iban",
        "BT-86" => "bic",
        "BT-107" => "discount_amount",
        "BT-108" => "charges_amount",
        "BT-106" | "BT-109" => "taxable_amount",
        "BT-110" => "tax_amount",
        "BT-112" => "total_amount",
        "BT-113" => "paid_amount",
        "BT-114" => "round_off",
        "BT-115" => "amount_due",
        _ => return None,
    })
}
