//! Templates in the YAML of invoice2data: what one finds beats what was read, field by field.
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

use extract::template::{Template, Value, likeliest};
use kernel::Money;
use reading::Document;
use serde::{Deserialize, Serialize};

use super::{
    place::{Finder, compact},
    put,
};
use crate::invoice::extracted::{Extracted, FIELDS, Field, Form, Origin, canonical, form};

/// A template as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its YAML.
    pub yaml: String,
}

/// How sure a value is that a template found.
const SURE: f64 = 0.95;
/// So many templates stay compiled.
const MOST: usize = 2_000;

/// Templates that were compiled before: a reader reads many files with the same ones.
static COMPILED: LazyLock<Mutex<HashMap<Sheet, Option<Arc<Template>>>>> = LazyLock::new(Mutex::default);

fn compiled(sheets: &[Sheet]) -> Vec<Arc<Template>> {
    let mut known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() > MOST {
        known.clear();
    }
    let one = |sheet: &Sheet| match known.get(sheet) {
        Some(template) => template.clone(),
        None => {
            let template = Template::parse(&sheet.name, &sheet.yaml).ok().map(Arc::new);
            known.insert(sheet.clone(), template.clone());
            template
        }
    };
    sheets.iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect()
}

/// The field that a template means.
fn meant(name: &str) -> Option<&'static str> {
    let name = match name {
        "amount" | "amount_total" => "total_amount",
        "amount_untaxed" | "amount_net" => "taxable_amount",
        "amount_tax" | "vat_amount" => "tax_amount",
        "date" | "date_invoice" => "invoice_date",
        "date_due" => "due_date",
        "issuer" | "partner_name" => "seller_name",
        "vat" | "vat_number" | "partner_vat" | "tax_id" => "seller_tax_id",
        "gstin" => "seller_gstin",
        "partner_email" => "seller_email",
        "partner_phone" | "telephone" => "seller_phone",
        "order_number" | "po_number" => "purchase_order",
        "customer_id" => "customer_number",
        "currency_code" => "currency",
        other => other,
    };
    FIELDS.iter().find(|(known, _)| *known == name).map(|(known, _)| *known)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Number(units) => Some(Money::from_units(*units).to_string()),
        Value::Day(day) => Some(day.to_string()),
        Value::List(values) => values.first().and_then(text),
        Value::Rows(_) => None,
    }
}

/// Puts in what the likeliest template finds; where none matches, nothing changes.
pub fn apply(read: &mut Extracted, sheets: &[Sheet], document: &Document) {
    if sheets.is_empty() {
        return;
    }
    let templates = compiled(sheets);
    let Some((template, findings)) = likeliest(templates.iter().map(Arc::as_ref), document) else { return };
    let finder = Finder::new(document);
    let before = sum(read);
    for (name, found) in &findings.fields {
        let Some(name) = meant(name) else { continue };
        let guessed = name == "seller_name" && !template.names_issuer() && read.fields.contains_key(name);
        if let Some(value) = text(found).filter(|_| !guessed) {
            take(read, name, &value, template.name(), &finder);
        }
    }
    // Totals that were proven are no longer, unless the new ones prove each other, too.
    if sum(read) != before && !adds_up(read) {
        read.accept = false;
        read.problems.push("The totals that the template found do not add up.".into());
    }
}

fn take(read: &mut Extracted, name: &str, value: &str, template: &str, finder: &Finder) {
    let form = form(name).unwrap_or(Form::Text);
    let Ok(value) = canonical(form, value) else { return };
    let same = |field: &&mut Field| compact(&field.value) == compact(&value);
    let note = Some(format!("Template {template}."));
    if let Some(field) = read.fields.get_mut(name).filter(same) {
        (field.origin, field.note, field.confidence) = (Origin::Template, note, field.confidence.max(SURE));
        return;
    }
    let place = finder.find(form, &value);
    let field = Field {
        text: place.as_ref().map(|place| place.text.clone()),
        page: place.as_ref().map(|place| place.page),
        area: place.map(|place| place.area),
        value,
        confidence: SURE,
        origin: Origin::Template,
        note,
    };
    put(read, name, field);
}

fn sum(read: &Extracted) -> [Option<Money>; 3] {
    ["taxable_amount", "tax_amount", "total_amount"].map(|name| read.amount(name))
}

fn adds_up(read: &Extracted) -> bool {
    let [Some(net), Some(tax), Some(gross)] = sum(read) else { return false };
    (net.units() + tax.units() - gross.units()).abs() <= 100
}
