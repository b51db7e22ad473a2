//! India's GST e-invoice, as fields. What GST knows beyond EN 16931 is taken from it directly.
use einvoice::{
    Amount,
    india::{Gst, GstLine, Keys, decode},
};
use taxid::india::state;

use super::{
    bounded,
    data::{self, money, one_tax, say},
    evidence,
};
use crate::invoice::extracted::{Extracted, Line, Tax};

/// What an e-invoice of the portal says.
pub fn extracted(gst: &Gst, keys: &Keys) -> Extracted {
    let mut read = data::of(&gst.invoice());
    read.origin = Some("gst".into());
    for (whose, party) in [("seller", &gst.seller), ("buyer", &gst.buyer)] {
        read.fields.remove(&format!("{whose}_tax_id"));
        // A number with a wrong check digit is shown and judged, not hidden.
        say(&mut read, &format!("{whose}_gstin"), party.gstin.clone().filter(|gstin| gstin != "URP"));
    }
    let place = gst.buyer.place_of_supply.clone().map(|code| match state::by_code(&code) {
        Some(state) => format!("{code}-{}", state.name),
        None => code,
    });
    say(&mut read, "place_of_supply", place);
    say(&mut read, "reverse_charge", Some(gst.document.reverse_charge.to_string()));
    let zone = gst.document.supply.as_deref().is_some_and(|supply| supply.starts_with("SEZ"));
    say(&mut read, "sez", zone.then(|| "true".into()));
    if let Some(branch) = gst.branch.clone().filter(|branch| taxid::ifsc(branch).is_ok()) {
        read.fields.remove("bic");
        say(&mut read, "ifsc", Some(branch));
    }
    if let Some(registration) = &gst.registration {
        say(&mut read, "irn", registration.irn.clone());
        if registration.status.as_deref() == Some("CNL") {
            read.problems.push("This e-invoice was cancelled at the portal. Do not pay it.".into());
        }
        let code = registration.signed_qr.as_deref().and_then(|text| decode(text, keys));
        read.evidence.qr = code.map(|code| evidence::qr(&code));
    }
    read.taxes = taxes(gst);
    read.lines = gst.lines.iter().map(line).collect();
    bounded(&mut read);
    read
}

/// Tax by head and rate: half of the rate is the centre's and half the state's, or all of it is IGST.
fn taxes(gst: &Gst) -> Vec<Tax> {
    let state = gst.seller.state.as_deref().and_then(state::by_code);
    let territory = state.is_some_and(|state| state.is_union_territory);
    let mut sums: Vec<(&str, Amount, Amount, Amount)> = vec![];
    for line in &gst.lines {
        let (rate, base) = (line.rate.unwrap_or_default(), line.taxable.unwrap_or_default());
        let half = rate.checked_div(Amount::TWO).unwrap_or_default();
        let cess = [line.cess.amount, line.cess.fixed, line.state_cess.amount, line.state_cess.fixed];
        let cess = cess.into_iter().flatten().reduce(|sum, amount| sum.saturating_add(amount));
        let heads = [
            ("cgst", half, line.cgst),
            (if territory { "utgst" } else { "sgst" }, half, line.sgst),
            ("igst", rate, line.igst),
            ("cess", line.cess.rate.unwrap_or_default(), cess),
        ];
        for (kind, rate, amount) in heads {
            let Some(amount) = amount.filter(|amount| !amount.is_zero()) else { continue };
            let rate = rate.normalize();
            match sums.iter_mut().find(|known| (known.0, known.1) == (kind, rate)) {
                Some(known) => {
                    (known.2, known.3) = (known.2.saturating_add(base), known.3.saturating_add(amount));
                }
                None => sums.push((kind, rate, base, amount)),
            }
        }
    }
    sums.into_iter()
        .map(|(kind, rate, base, amount)| one_tax(kind, Some(rate), Some(base), Some(amount)))
        .collect()
}

fn line(line: &GstLine) -> Line {
    let none_of_zero = |amount: Option<Amount>| amount.filter(|amount| !amount.is_zero()).and_then(money);
    Line {
        description: line.description.clone(),
        code: line.barcode.clone(),
        hsn_code: line.hsn.clone(),
        quantity: line.quantity.and_then(money),
        unit: line.unit.clone(),
        unit_price: line.unit_price.and_then(money),
        discount: none_of_zero(line.discount),
        gst_rate: line.rate.and_then(money),
        gst_amount: money(line.tax()),
        taxable_value: line.taxable.and_then(money),
        total: line.total.and_then(money),
        confidence: 1.0,
        ..Line::default()
    }
}
