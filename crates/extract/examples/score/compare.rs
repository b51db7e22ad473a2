//! When two values are the same: amounts to 0.01, days as ISO, identifiers without punctuation, names without case,
//! punctuation and legal form.

use extract::{Reading, TaxIdKind};
use serde_json::Value;

/// The fields that are compared.
pub const FIELDS: [&str; 12] = [
    "number",
    "date",
    "due_date",
    "currency",
    "seller",
    "buyer",
    "seller_vat",
    "iban",
    "net",
    "tax",
    "gross",
    "due",
];

/// What the reading says of a field, as text.
pub fn said(reading: &Reading, field: &str) -> Option<String> {
    let money = |found: &Option<extract::Found<i64>>| found.as_ref().map(|f| decimal(f.value));
    match field {
        "number" => reading.number.as_ref().map(|f| f.value.clone()),
        "date" => reading.date.as_ref().map(|f| f.value.to_string()),
        "due_date" => reading.due_date.as_ref().map(|f| f.value.date.to_string()),
        "currency" => reading.currency.as_ref().map(|f| f.value.clone()),
        "seller" => reading.seller.name.as_ref().map(|f| f.value.clone()),
        "buyer" => reading.buyer.name.as_ref().map(|f| f.value.clone()),
        "seller_vat" => reading.seller.tax_ids.first().map(|f| f.value.value.clone()),
        "iban" => reading.iban.as_ref().map(|f| f.value.clone()),
        "net" => money(&reading.net),
        "tax" => money(&reading.tax),
        "gross" => money(&reading.gross),
        "due" => money(&reading.due),
        _ => None,
    }
}

/// How sure the reading is of a field.
pub fn confidence(reading: &Reading, field: &str) -> f32 {
    let found = match field {
        "number" => reading.number.as_ref().map(|f| f.confidence),
        "date" => reading.date.as_ref().map(|f| f.confidence),
        "due_date" => reading.due_date.as_ref().map(|f| f.confidence),
        "currency" => reading.currency.as_ref().map(|f| f.confidence),
        "seller" => reading.seller.name.as_ref().map(|f| f.confidence),
        "buyer" => reading.buyer.name.as_ref().map(|f| f.confidence),
        "seller_vat" => reading.seller.tax_ids.first().map(|f| f.confidence),
        "iban" => reading.iban.as_ref().map(|f| f.confidence),
        "net" => reading.net.as_ref().map(|f| f.confidence),
        "tax" => reading.tax.as_ref().map(|f| f.confidence),
        "gross" => reading.gross.as_ref().map(|f| f.confidence),
        "due" => reading.due.as_ref().map(|f| f.confidence),
        _ => None,
    };
    found.unwrap_or(0.0)
}

/// The truth of a field as text, if it is known.
pub fn truth(fields: &Value, field: &str) -> Option<String> {
    let text = match &fields[field] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Whether what was read is the truth.
pub fn same(field: &str, said: &str, truth: &str, reading: &Reading) -> bool {
    match field {
        "net" | "tax" | "gross" | "due" => {
            matches!((units(said), units(truth)), (Some(a), Some(b)) if (a - b).abs() <= 100)
        }
        "seller" | "buyer" => name(said) == name(truth),
        "seller_vat" => {
            let truth = plain(truth);
            let fits = |value: &str| {
                let value = plain(value);
                value == truth
                    || truth.get(2..) == Some(value.as_str())
                    || value.get(2..) == Some(truth.as_str())
            };
            let vat = |kind| matches!(kind, TaxIdKind::Vat | TaxIdKind::Gstin | TaxIdKind::National);
            fits(said)
                || reading.seller.tax_ids.iter().take(2).any(|id| vat(id.value.kind) && fits(&id.value.value))
        }
        _ => plain(said) == plain(truth),
    }
}

/// Letters and digits only.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// A name without its legal form.
fn name(text: &str) -> String {
    const FORMS: [&str; 42] = [
        "GMBH",
        "AG",
        "KG",
        "UG",
        "SE",
        "OHG",
        "LTD",
        "LIMITED",
        "LLC",
        "LLP",
        "INC",
        "CORP",
        "PLC",
        "BV",
        "NV",
        "SA",
        "SAS",
        "SARL",
        "SRL",
        "SPA",
        "SL",
        "SLU",
        "LDA",
        "PTE",
        "PVT",
        "PRIVATE",
        "SDN",
        "BHD",
        "AB",
        "AS",
        "OY",
        "APS",
        "CO",
        "EK",
        "EV",
        "GBR",
        "UNIPESSOAL",
        "EURL",
        "SP",
        "ZOO",
        "ΑΕ",
        "COMPANY",
    ];
    let words = text.split_whitespace().map(plain).filter(|w| !w.is_empty() && !FORMS.contains(&w.as_str()));
    let name: String = words.collect();
    if name.is_empty() { plain(text) } else { name }
}

fn units(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, body) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = body.split_once('.').unwrap_or((body, ""));
    let part: String = format!("{part:0<4}").chars().take(4).collect();
    Some(sign * (whole.parse::<i64>().ok()? * 10_000 + part.parse::<i64>().ok()?))
}

/// Units of 10⁻⁴ as a decimal.
pub fn decimal(units: i64) -> String {
    let sign = if units < 0 { "-" } else { "" };
    let units = units.unsigned_abs();
    format!("{sign}{}.{:04}", units / 10_000, units % 10_000)
}
