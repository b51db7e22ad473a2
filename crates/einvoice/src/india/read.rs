//! From JSON to the model: lenient in what is a number and what a text, exact in amounts.
use chrono::NaiveDate;
use serde_json::Value;

use super::{
    model::{Cess, Charges, Details, Gst, GstLine, GstParty, Registration, Values},
    qr,
};
use crate::{Amount, Unreadable, xml::MOST_BYTES};

/// Whether bytes look like a GST e-invoice in JSON.
pub fn is_json(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256 * 1024)]).into_owned();
    head.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
        && ["\"DocDtls\"", "\"SellerDtls\"", "\"SignedInvoice\"", "\"SignedQRCode\""]
            .iter()
            .any(|mark| head.contains(mark))
}

/// Reads an e-invoice: what a seller sends to the portal, or what the portal answers. An answer that holds only the
/// signed invoice is read from that; whether the signature is right, [`super::decode`] tells.
pub fn read(bytes: &[u8]) -> Result<Gst, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let text = String::from_utf8_lossy(bytes);
    let value: Value =
        serde_json::from_str(&quoted(text.trim_start_matches('\u{feff}'))).map_err(|_| Unreadable::Broken)?;
    from(&value, 0)
}

fn from(value: &Value, depth: usize) -> Result<Gst, Unreadable> {
    if depth > 6 {
        return Err(Unreadable::NoInvoice);
    }
    if let Value::Array(list) = value {
        return from(list.first().ok_or(Unreadable::NoInvoice)?, depth + 1);
    }
    if value.get("DocDtls").is_some() || value.get("SellerDtls").is_some() {
        return Ok(invoice(value));
    }
    if let Some(token) = text(value, "SignedInvoice") {
        let inner = qr::payload(&token).ok_or(Unreadable::Broken)?;
        let data = inner.get("data").cloned().unwrap_or(inner);
        let mut found = from(&parsed(data), depth + 1)?;
        let outer = registration(value);
        let inner = found.registration.take().unwrap_or_default();
        found.registration = Some(Registration {
            irn: outer.irn.or(inner.irn),
            acknowledgement: outer.acknowledgement.or(inner.acknowledgement),
            acknowledged: outer.acknowledged.or(inner.acknowledged),
            ..outer
        });
        return Ok(found);
    }
    // Providers of access wrap the invoice: once, or in a list.
    for name in ["transaction", "data", "Data", "result", "Result", "govt_response", "invoice", "body"] {
        if let Some(inner) = value.get(name)
            && let Ok(found) = from(&parsed(inner.clone()), depth + 1)
        {
            return Ok(found);
        }
    }
    Err(Unreadable::NoInvoice)
}

/// JSON that comes as a text within JSON.
fn parsed(value: Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(&quoted(&text)).unwrap_or(Value::Null),
        value => value,
    }
}

/// JSON with its numbers in quotes: so they stay as they are written, and an amount never passes through a float.
pub(super) fn quoted(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 8);
    let (mut in_text, mut in_number, mut is_escaped) = (false, false, false);
    for c in json.chars() {
        let is_numeric =
            c.is_ascii_digit() || (in_number && matches!(c, '.' | 'e' | 'E' | '+' | '-')) || c == '-';
        if !in_text && is_numeric != in_number {
            out.push('"');
            in_number = is_numeric;
        }
        if in_text {
            (in_text, is_escaped) = (c != '"' || is_escaped, c == '\\' && !is_escaped);
        } else {
            in_text = c == '"';
        }
        out.push(c);
    }
    if in_number {
        out.push('"');
    }
    out
}

pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn flag(value: &Value, key: &str) -> bool {
    match value.get(key) {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::String(text)) => text.eq_ignore_ascii_case("y"),
        _ => false,
    }
}

pub(super) fn amount(value: &Value, key: &str) -> Option<Amount> {
    crate::model::amount(&text(value, key)?.replace(',', ""))
}

pub(super) fn date(value: &Value, key: &str) -> Option<NaiveDate> {
    let text = text(value, key)?;
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"].iter().find_map(|form| NaiveDate::parse_from_str(day, form).ok())
}

fn registration(value: &Value) -> Registration {
    Registration {
        irn: text(value, "Irn"),
        acknowledgement: text(value, "AckNo"),
        acknowledged: text(value, "AckDt"),
        signed_invoice: text(value, "SignedInvoice"),
        signed_qr: text(value, "SignedQRCode"),
        status: text(value, "Status"),
        eway_bill: text(value, "EwbNo"),
    }
}

fn invoice(value: &Value) -> Gst {
    let part = |key: &str| value.get(key).unwrap_or(&Value::Null);
    let (deal, document) = (part("TranDtls"), part("DocDtls"));
    let (pay, references) = (part("PayDtls"), part("RefDtls"));
    let list =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let contracts = list(references, "ContrDtls");
    let contract = |key: &str| contracts.iter().find_map(|found| text(found, key));
    let answer = registration(value);
    Gst {
        version: text(value, "Version"),
        registration: (answer != Registration::default()).then_some(answer),
        document: Details {
            supply: text(deal, "SupTyp"),
            reverse_charge: flag(deal, "RegRev"),
            igst_on_intra: flag(deal, "IgstOnIntra"),
            market_place: text(deal, "EcmGstin"),
            kind: text(document, "Typ"),
            number: text(document, "No"),
            date: date(document, "Dt"),
        },
        seller: party(part("SellerDtls")),
        buyer: party(part("BuyerDtls")),
        dispatch: value.get("DispDtls").filter(|found| found.is_object()).map(party),
        ship_to: value.get("ShipDtls").filter(|found| found.is_object()).map(party),
        lines: list(value, "ItemList").iter().map(line).collect(),
        values: values(part("ValDtls"), part("ExpDtls")),
        payee: text(pay, "Nm"),
        account: text(pay, "AccDet"),
        branch: text(pay, "FinInsBr"),
        terms: text(pay, "PayTerm"),
        credit_days: text(pay, "CrDay").and_then(|days| days.parse().ok()),
        paid: amount(pay, "PaidAmt"),
        due: amount(pay, "PaymtDue"),
        remarks: text(references, "InvRm"),
        preceding: list(references, "PrecDocDtls")
            .iter()
            .map(|found| (text(found, "InvNo"), date(found, "InvDt")))
            .collect(),
        purchase_order: contract("PORefr"),
        contract: contract("ContrRefr"),
    }
}

fn party(value: &Value) -> GstParty {
    GstParty {
        gstin: text(value, "Gstin"),
        legal_name: text(value, "LglNm").or_else(|| text(value, "Nm")),
        trade_name: text(value, "TrdNm"),
        place_of_supply: text(value, "Pos").map(|code| format!("{code:0>2}")),
        line1: text(value, "Addr1"),
        line2: text(value, "Addr2"),
        city: text(value, "Loc"),
        pin: text(value, "Pin"),
        state: text(value, "Stcd").map(|code| format!("{code:0>2}")),
        phone: text(value, "Ph"),
        email: text(value, "Em"),
    }
}

fn line(value: &Value) -> GstLine {
    let number = |key: &str| amount(value, key);
    GstLine {
        id: text(value, "SlNo"),
        description: text(value, "PrdDesc"),
        is_service: flag(value, "IsServc"),
        hsn: text(value, "HsnCd"),
        barcode: text(value, "Barcde"),
        quantity: number("Qty"),
        free_quantity: number("FreeQty"),
        unit: text(value, "Unit"),
        unit_price: number("UnitPrice"),
        gross: number("TotAmt"),
        discount: number("Discount"),
        taxable: number("AssAmt"),
        rate: number("GstRt"),
        igst: number("IgstAmt"),
        cgst: number("CgstAmt"),
        sgst: number("SgstAmt"),
        cess: Cess { rate: number("CesRt"), amount: number("CesAmt"), fixed: number("CesNonAdvlAmt") },
        state_cess: Cess {
            rate: number("StateCesRt"),
            amount: number("StateCesAmt"),
            fixed: number("StateCesNonAdvlAmt"),
        },
        other: number("OthChrg"),
        total: number("TotItemVal"),
        order_line: text(value, "OrdLineRef"),
        origin: text(value, "OrgCntry"),
        serial: text(value, "PrdSlNo"),
    }
}

fn values(value: &Value, export: &Value) -> Values {
    let number = |key: &str| amount(value, key);
    Values {
        taxable: number("AssVal"),
        cgst: number("CgstVal"),
        sgst: number("SgstVal"),
        igst: number("IgstVal"),
        cess: number("CesVal"),
        state_cess: number("StCesVal"),
        charges: Charges { discount: number("Discount"), other: number("OthChrg") },
        round_off: number("RndOffAmt"),
        total: number("TotInvVal"),
        total_foreign: number("TotInvValFc"),
        foreign_currency: text(export, "ForCur"),
    }
}
