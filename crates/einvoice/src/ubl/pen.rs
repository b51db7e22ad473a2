//! Writes XML, element by element.
use chrono::NaiveDate;

use crate::{Amount, Identifier, Period};

/// A document that is being written.
pub(super) struct Pen {
    out: String,
    currency: Option<String>,
    /// Whether it is a credit note, whose elements are called and ordered otherwise.
    pub is_credit: bool,
}

const SPACE: &str = "urn:oasis:names:specification:ubl:schema:xsd:";

impl Pen {
    pub fn new(currency: Option<String>, is_credit: bool) -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), currency, is_credit }
    }

    pub fn begin(&mut self, kind: &str) {
        self.out.push_str(&format!(
            "<{kind} xmlns=\"{SPACE}{kind}-2\" xmlns:cac=\"{SPACE}CommonAggregateComponents-2\" \
             xmlns:cbc=\"{SPACE}CommonBasicComponents-2\">\n"
        ));
    }

    pub fn end(&mut self, kind: &str) {
        self.out.push_str(&format!("</{kind}>\n"));
    }

    pub fn done(self) -> String {
        self.out
    }

    /// An element around others, when it is wanted.
    pub fn within(&mut self, name: &str, is_wanted: bool, write: impl FnOnce(&mut Self)) {
        if is_wanted {
            self.out.push_str(&format!("<{name}>\n"));
            write(self);
            self.out.push_str(&format!("</{name}>\n"));
        }
    }

    /// An element with attributes, those that there are.
    pub fn element(&mut self, name: &str, attributes: &[(&str, Option<&String>)], text: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            if let Some(value) = value {
                self.out.push_str(&format!(" {key}=\"{}\"", escaped(value)));
            }
        }
        self.out.push_str(&format!(">{}</{name}>\n", escaped(text)));
    }

    pub fn text(&mut self, name: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.element(name, &[], text);
        }
    }

    pub fn identifier(&mut self, name: &str, id: Option<&Identifier>) {
        if let Some(id) = id {
            self.element(name, &[("schemeID", id.scheme.as_ref())], &id.value);
        }
    }

    pub fn date(&mut self, name: &str, date: Option<NaiveDate>) {
        self.text(name, date.map(|date| date.format("%Y-%m-%d").to_string()).as_ref());
    }

    pub fn number(&mut self, name: &str, number: Option<Amount>) {
        self.text(name, number.map(|number| number.to_string()).as_ref());
    }

    /// An amount with the currency of the invoice.
    pub fn amount(&mut self, name: &str, amount: Option<Amount>) {
        if let Some(amount) = amount {
            let currency = self.currency.clone();
            self.element(name, &[("currencyID", currency.as_ref())], &amount.to_string());
        }
    }

    pub fn period(&mut self, period: Option<&Period>) {
        if let Some(period) = period {
            self.date("cbc:StartDate", period.start);
            self.date("cbc:EndDate", period.end);
        }
    }

    pub fn scheme(&mut self, id: &str) {
        self.within("cac:TaxScheme", true, |pen| pen.text("cbc:ID", Some(&id.to_owned())));
    }
}

/// Text for XML: what has a meaning there is written around, what may not stand there is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
    out
}
