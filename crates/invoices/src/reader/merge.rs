//! Data and page of one invoice, made one: the data count, the page gives the places and what the data leave out.
use reading::Document;

use super::place::{Finder, compact};
use crate::invoice::extracted::{Extracted, Field, Form, Line, form, number_key};

/// What decides about money: here data and page must agree before anybody may accept without a look.
const DECISIVE: &[&str] =
    &["invoice_number", "invoice_date", "total_amount", "tax_amount", "iban", "currency"];
/// Without these nobody can decide.
const NEEDED: &[&str] = &["invoice_number", "invoice_date", "total_amount"];
/// From this confidence on the page may contradict.
const SURE: f64 = 0.7;
const CENT: i64 = 100;

/// Both, with the data's word before the page's.
pub fn merged(known: &Extracted, read: Extracted, document: &Document) -> Extracted {
    let finder = Finder::new(document);
    let mut whole = Extracted { evidence: read.evidence, ..known.clone() };
    whole.language = known.language.clone().or(read.language);
    whole.origin = known.origin.clone();
    let mut agrees = true;
    for (name, field) in &mut whole.fields {
        let form = form(name).unwrap_or(Form::Text);
        let page = read.fields.get(name);
        let same = page.is_some_and(|page| is_same(name, form, &field.value, &page.value));
        match page.filter(|_| same) {
            Some(page) => (field.text, field.page, field.area) = (page.text.clone(), page.page, page.area),
            None => put_in_place(field, form, &finder),
        }
        if let Some(page) = page.filter(|_| !same) {
            whole.evidence.page.insert(name.clone(), page.clone());
            agrees &= !(DECISIVE.contains(&name.as_str()) && page.confidence >= SURE && field.page.is_none());
        }
        agrees &= !NEEDED.contains(&name.as_str()) || same || field.page.is_some();
    }
    supplement(&mut whole, read.fields);
    whole.suggestions = read.suggestions;
    whole.suggestions.retain(|name, _| !whole.fields.contains_key(name));
    if whole.taxes.is_empty() {
        whole.taxes = read.taxes;
    }
    lines(&mut whole.lines, read.lines, &finder);
    whole.accept = agrees && is_sound(&whole);
    whole
}

/// What the page alone says. Amounts are never mixed: sums of the data must stay those of the data.
fn supplement(whole: &mut Extracted, page: std::collections::BTreeMap<String, Field>) {
    let has_total = whole.fields.contains_key("total_amount");
    for (name, field) in page {
        let amount = form(&name) == Some(Form::Amount);
        // An account is one thing: half of it from here and half from there would be nobody's.
        let account = ["iban", "bic", "account_number", "ifsc"];
        let other =
            account.contains(&name.as_str()) && account.iter().any(|known| whole.fields.contains_key(*known));
        if !(amount && has_total || other) {
            whole.fields.entry(name).or_insert(field);
        }
    }
}

fn put_in_place(field: &mut Field, form: Form, finder: &Finder) {
    if let Some(place) = finder.find(form, &field.value) {
        (field.text, field.page, field.area) = (Some(place.text), Some(place.page), Some(place.area));
    }
}

/// Whether both say the same. An amount may have another sign on the page of a credit note.
fn is_same(name: &str, form: Form, a: &str, b: &str) -> bool {
    let amount = |text: &str| text.parse::<kernel::Money>().map(|amount| amount.units().abs()).ok();
    match form {
        Form::Amount => amount(a).zip(amount(b)).is_some_and(|(a, b)| (a - b).abs() <= CENT),
        _ if name == "invoice_number" => number_key(a) == number_key(b),
        _ => compact(a) == compact(b),
    }
}

/// Lines of the data where there are any, each at the place where the page has the same.
fn lines(known: &mut Vec<Line>, read: Vec<Line>, finder: &Finder) {
    if known.is_empty() {
        *known = read;
        return;
    }
    let mut left = read;
    for line in known.iter_mut().take(500) {
        let twin = left.iter().position(|page| {
            let amount = |line: &Line| line.taxable_value.or(line.total);
            amount(page).is_some() && amount(page) == amount(line)
        });
        if let Some(at) = twin {
            let page = left.remove(at);
            (line.page, line.area) = (page.page, page.area);
        } else if let Some(place) = line.description.as_deref().and_then(|text| finder.find(Form::Text, text))
        {
            (line.page, line.area) = (Some(place.page), Some(place.area));
        }
    }
}

/// Whether data are whole, valid by their own rules, and add up.
pub fn is_sound(read: &Extracted) -> bool {
    let whole = NEEDED.iter().all(|name| read.text(name).is_some());
    let valid = !read.evidence.broken.iter().any(|one| one.is_error);
    let adds_up = match ["taxable_amount", "tax_amount", "total_amount"].map(|name| read.amount(name)) {
        [Some(net), Some(tax), Some(gross)] => {
            let off = read.amount("round_off").unwrap_or_default();
            let gap = |off: i64| (net.units() + tax.units() + off - gross.units()).abs() <= CENT;
            gap(0) || gap(off.units())
        }
        _ => true,
    };
    whole && valid && adds_up && read.problems.is_empty()
}
