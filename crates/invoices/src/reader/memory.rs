//! What is known of a vendor from what people said of his invoices: where fields stand, and what is always the same.
use extract::{
    Reading,
    anchor::{self, Anchor},
};
use reading::Document;
use serde::{Deserialize, Serialize};

use super::{
    learn::CONSTANT,
    place::{Finder, compact},
    put, sure,
};
use crate::invoice::extracted::{Extracted, Field, Form, Origin, form};

/// All that is known of a vendor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Whether he writes the day before the month.
    pub day_first: Option<bool>,
    /// His country, ISO 3166.
    pub country: Option<String>,
    /// Where fields stand.
    pub places: Vec<Place>,
    /// What is the same on all of his invoices.
    pub constants: Vec<Constant>,
}

impl Memory {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.day_first.is_none() && self.places.is_empty() && self.constants.is_empty()
    }
}

/// Where a field stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The place.
    pub anchor: Anchor,
    /// The invoice that it was learned from.
    pub invoice_id: i64,
    /// What stood there.
    pub example: String,
}

/// A value that is the same on all invoices of a vendor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constant {
    /// Of which field.
    pub field: String,
    /// The value.
    pub value: String,
    /// What was read in its place, and was wrong.
    pub instead_of: Vec<String>,
    /// On how many invoices people said so.
    pub right: u32,
    /// On how many they said anything of the field.
    pub seen: u32,
    /// The newest of those invoices.
    pub invoice_id: i64,
}

impl Constant {
    /// Whether people said so often enough to rely on it.
    pub fn is_confirmed(&self) -> bool {
        self.right >= anchor::CONFIRMED && self.right * 10 >= self.seen * 9
    }

    fn confidence(&self) -> f32 {
        let often = 1.0 - 0.39 * 0.5_f32.powi(self.right.clamp(1, 12) as i32 - 1);
        (often * self.right as f32 / self.seen.max(1) as f32).min(0.97)
    }
}

/// The name of a field whose place was learned.
pub fn name(field: anchor::Field) -> &'static str {
    use anchor::Field::{CustomerNumber, Date, Due, DueDate, Gross, Net, Number, PurchaseOrder, Tax};
    match field {
        Number => "invoice_number",
        Date => "invoice_date",
        DueDate => "due_date",
        Net => "taxable_amount",
        Tax => "tax_amount",
        Gross => "total_amount",
        Due => "amount_due",
        PurchaseOrder => "purchase_order",
        CustomerNumber => "customer_number",
    }
}

fn note(invoice: i64, right: u32, seen: u32) -> Option<String> {
    Some(format!("Learned from invoice {invoice}: right {right} of {seen} times."))
}

/// Marks what came from learned places, and puts in what is always the same.
pub fn apply(read: &mut Extracted, reading: &Reading, memory: &Memory, document: &Document) {
    for learned in &reading.learned {
        let Some(place) = memory.places.get(learned.anchor) else { continue };
        if let Some(field) = read.fields.get_mut(name(learned.field)) {
            field.origin = Origin::Learned;
            field.note = note(place.invoice_id, place.anchor.right, place.anchor.seen);
        }
    }
    if memory.constants.is_empty() {
        return;
    }
    let finder = Finder::new(document);
    for constant in memory.constants.iter().filter(|one| CONSTANT.contains(&one.field.as_str())) {
        constantly(read, constant, &finder);
    }
}

/// A constant stands in for what was misread, and fills what was not read where the page has it. What the page does not
/// have is a suggestion, and no field; but for the currency, which few print.
fn constantly(read: &mut Extracted, constant: &Constant, finder: &Finder) {
    let Constant { field: name, value, instead_of, right, seen, invoice_id } = constant;
    let known = read.fields.get(name).map(|field| compact(&field.value));
    let misread = known.as_ref().is_some_and(|known| instead_of.iter().any(|one| compact(one) == *known));
    if known.is_some() && !misread {
        return;
    }
    let place = finder.find(form(name).unwrap_or(Form::Text), value);
    let field = Field {
        value: value.clone(),
        confidence: sure(constant.confidence()),
        text: place.as_ref().map(|place| place.text.clone()),
        page: place.as_ref().map(|place| place.page),
        area: place.as_ref().map(|place| place.area),
        origin: Origin::Learned,
        note: note(*invoice_id, *right, *seen),
    };
    if place.is_none() && !misread && name != "currency" {
        read.suggestions.insert(name.clone(), field);
        return;
    }
    put(read, name, field);
    if !constant.is_confirmed() {
        read.accept = false;
        let title = name.replace('_', " ");
        read.problems
            .push(format!("The {title} is what people said of {right} earlier invoices of this vendor."));
    }
}
