//! What was read from pages, as fields.
use extract::{Found, Kind, Reading, TaxIdKind, TaxKind};
use kernel::Money;
use reading::{Area, Document, Source};

use super::{bounded, corners, put, sure};
use crate::invoice::extracted::{Extracted, Field, Line, Origin, Tax, in_bounds};

/// What a reading found.
pub fn extracted(reading: &Reading, document: &Document) -> Extracted {
    let mut read = Extracted {
        kind: Some(kind(reading.kind).into()),
        language: reading.language.clone(),
        origin: Some(origin(document).into()),
        problems: reading.problems.clone(),
        accept: reading.accept,
        ..Extracted::default()
    };
    header(&mut read, reading);
    party(&mut read, "seller", &reading.seller);
    party(&mut read, "buyer", &reading.buyer);
    read.taxes = reading.taxes.iter().map(tax).collect();
    read.lines = reading.lines.iter().map(line).collect();
    bounded(&mut read);
    read
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Invoice => "invoice",
        Kind::CreditNote => "credit_note",
        Kind::DebitNote => "debit_note",
        Kind::Receipt => "receipt",
        Kind::ProForma => "proforma",
        Kind::Order | Kind::Quotation | Kind::DeliveryNote | Kind::Reminder | Kind::Statement => "other",
    }
}

fn origin(document: &Document) -> &'static str {
    let scanned = document.pages.iter().any(|page| page.source == Source::Ocr && !page.words.is_empty());
    if scanned { "ocr" } else { "pdf" }
}

fn header(read: &mut Extracted, reading: &Reading) {
    let texts = [
        ("invoice_number", &reading.number),
        ("currency", &reading.currency),
        ("place_of_supply", &reading.place_of_supply),
        ("payment_terms", &reading.terms),
        ("purchase_order", &reading.purchase_order),
        ("customer_number", &reading.customer_number),
        ("iban", &reading.iban),
        ("bic", &reading.bic),
        ("account_number", &reading.account),
        ("ifsc", &reading.ifsc),
        ("irn", &reading.irn),
    ];
    for (name, found) in texts {
        say(read, name, found.as_ref(), String::clone);
    }
    let amounts = [
        ("taxable_amount", &reading.net),
        ("tax_amount", &reading.tax),
        ("total_amount", &reading.gross),
        ("amount_due", &reading.due),
        ("round_off", &reading.round_off),
    ];
    for (name, found) in amounts {
        say(read, name, found.as_ref(), |units| Money::from_units(*units).to_string());
    }
    say(read, "invoice_date", reading.date.as_ref(), ToString::to_string);
    say(read, "due_date", reading.due_date.as_ref(), |due| due.date.to_string());
    say(read, "reverse_charge", reading.reverse_charge.as_ref(), ToString::to_string);
    let derived = reading.due_date.as_ref().is_some_and(|due| due.value.derived);
    if let Some(due) = read.fields.get_mut("due_date").filter(|_| derived) {
        due.origin = Origin::Computed;
    }
}

fn party(read: &mut Extracted, whose: &str, party: &extract::Party) {
    let texts = [
        ("name", &party.name),
        ("legal_name", &party.legal_name),
        ("address", &party.address),
        ("email", &party.email),
        ("phone", &party.phone),
    ];
    for (name, found) in texts {
        say(read, &format!("{whose}_{name}"), found.as_ref(), String::clone);
    }
    // One number of each sort: a VAT number before others of the same country.
    for (name, kinds) in [
        ("gstin", &[TaxIdKind::Gstin][..]),
        ("pan", &[TaxIdKind::Pan]),
        ("tax_id", &[TaxIdKind::Vat, TaxIdKind::National]),
    ] {
        let of = |kind: &TaxIdKind| party.tax_ids.iter().find(|id| id.value.kind == *kind);
        say(read, &format!("{whose}_{name}"), kinds.iter().find_map(of), |id| id.value.clone());
    }
}

fn say<T>(read: &mut Extracted, name: &str, found: Option<&Found<T>>, value: impl Fn(&T) -> String) {
    let Some(found) = found else { return };
    let (page, area) = spot(found.page, &found.area);
    let text: String = found.text.chars().take(1_000).collect();
    let field = Field {
        value: value(&found.value),
        text: Some(text).filter(|text| !text.is_empty()),
        confidence: sure(found.confidence),
        page,
        area,
        origin: if area.is_some() { Origin::Read } else { Origin::Computed },
        note: None,
    };
    put(read, name, field);
}

/// Where something stands; nowhere, where it was computed and not read.
fn spot(page: u32, area: &Area) -> (Option<u32>, Option<[f32; 4]>) {
    let stands = area.width() > 0.0 && area.height() > 0.0;
    if stands { (Some(page), Some(corners(area))) } else { (None, None) }
}

fn money(units: Option<i64>) -> Option<Money> {
    units.map(Money::from_units).filter(|amount| in_bounds(*amount))
}

fn tax(tax: &extract::TaxLine) -> Tax {
    let kind = match tax.kind {
        TaxKind::Vat => "vat",
        TaxKind::Cgst => "cgst",
        TaxKind::Sgst => "sgst",
        TaxKind::Igst => "igst",
        TaxKind::Utgst => "utgst",
        TaxKind::Cess => "cess",
        TaxKind::Other => "other",
    };
    let (page, area) = spot(tax.page, &tax.area);
    Tax {
        kind: kind.into(),
        rate: money(tax.rate),
        base: money(tax.base),
        amount: money(tax.amount),
        confidence: 0.9,
        page,
        area,
    }
}

fn line(line: &extract::Line) -> Line {
    let (page, area) = spot(line.page, &line.area);
    Line {
        description: Some(line.description.clone()),
        code: line.code.clone(),
        hsn_code: line.hsn.clone(),
        quantity: money(line.quantity),
        unit: line.unit.clone(),
        unit_price: money(line.unit_price),
        discount: money(line.discount),
        gst_rate: money(line.rate),
        gst_amount: money(line.tax),
        taxable_value: money(line.net),
        total: money(line.total),
        confidence: 0.9,
        page,
        area,
    }
}
