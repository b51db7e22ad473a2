//! The reader: from the bytes of a file to what it says. Pure, and the same for the same input.
//!
//! [`open`] takes any file that the intake takes: a PDF with or without data in it, a picture, XML, JSON. What a
//! machine wrote for a machine ([`data`], [`gst`]) beats what is read from the page ([`page`]); where both differ,
//! the page's word is kept as evidence ([`merge`]). What people corrected before ([`memory`], [`learn`]) and templates
//! ([`template`]) come between: they beat the general reading of the page, and data beat them. [`child`] is the process in which all of this happens, since the
//! files come from strangers.
pub mod child;
pub mod data;
pub mod evidence;
pub mod gst;
pub mod learn;
pub mod letter;
pub mod memory;
pub mod merge;
pub mod page;
pub mod place;
pub mod template;

use einvoice::india;
use reading::{Area, Document, Limits, Unreadable};
use serde::{Deserialize, Serialize};

use memory::Memory;
use template::Sheet;

use crate::invoice::extracted::{Extracted, Field, Form, Line, canonical, form};

/// How to read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// What reading may take.
    pub limits: Option<Limits>,
    /// The country of most senders, for what a page leaves open.
    pub country: Option<String>,
    /// Public keys of the portal of GST e-invoices, as PEM.
    pub keys: Vec<String>,
    /// What is known of the vendor, once he is recognised.
    pub memory: Memory,
    /// Templates for some issuers.
    pub templates: Vec<Sheet>,
}

impl Wishes {
    fn hints(&self) -> extract::Hints {
        extract::Hints {
            country: self.memory.country.clone().or_else(|| self.country.clone()),
            day_first: self.memory.day_first,
            anchors: self.memory.places.iter().map(|place| place.anchor.clone()).collect(),
        }
    }

    fn keys(&self) -> india::Keys {
        india::Keys(self.keys.iter().filter_map(|pem| india::Key::pem(None, pem.as_bytes())).collect())
    }
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opened {
    /// Its plain text.
    pub text: String,
    /// What it says of itself without anybody reading its pages: data for machines, and how the file was made.
    pub known: Extracted,
    /// All of it: the fields, from data and pages.
    pub extracted: Extracted,
}

/// Opens a file. The second is its pages with the place of every word, where it has pages.
pub fn open(
    bytes: &[u8],
    content_type: &str,
    wishes: &Wishes,
) -> Result<(Opened, Option<Document>), Unreadable> {
    match content_type {
        "text/xml" | "application/xml" => {
            let file = einvoice::read_xml(bytes).map_err(|why| Unreadable::because(why.to_string()))?;
            Ok((alone(data::extracted(&file), data::text(&file)), None))
        }
        "application/json" => {
            let gst = india::read(bytes).map_err(|why| Unreadable::because(why.to_string()))?;
            Ok((alone(gst::extracted(&gst, &wishes.keys()), String::new()), None))
        }
        _ => paper(bytes, wishes).map(|(opened, document)| (opened, Some(document))),
    }
}

/// Data without pages: what they say is the text as well.
fn alone(mut known: Extracted, notes: String) -> Opened {
    known.accept = merge::is_sound(&known);
    let values = known.fields.iter().filter(|(name, _)| form(name) != Some(Form::Flag));
    let mut text = values.map(|(_, field)| field.value.as_str()).collect::<Vec<_>>();
    text.extend(known.lines.iter().filter_map(|line| line.description.as_deref()));
    text.push(&notes);
    Opened { text: text.join("\n"), extracted: known.clone(), known }
}

fn paper(bytes: &[u8], wishes: &Wishes) -> Result<(Opened, Document), Unreadable> {
    let mut document = reading::read(bytes, &wishes.limits.clone().unwrap_or_default())?;
    round(&mut document);
    let attached = einvoice::embedded(bytes);
    let mut known = match attached.as_ref().map(|file| einvoice::read_xml(&file.content)) {
        Some(Ok(file)) => data::extracted(&file),
        Some(Err(_)) => Extracted {
            problems: vec![
                "The file holds data for machines that are damaged. Only its pages were read.".into(),
            ],
            ..Extracted::default()
        },
        None => Extracted::default(),
    };
    if !known.fields.is_empty() && known.origin.as_deref() != Some("zugferd-1") {
        known.origin = Some("factur-x".into());
    }
    evidence::of_file(&mut known.evidence, bytes);
    let extracted = extract(&document, &known, wishes);
    Ok((Opened { text: document.text(), known, extracted }, document))
}

/// Finds the fields of a document of which this much is known already.
pub fn extract(document: &Document, known: &Extracted, wishes: &Wishes) -> Extracted {
    let reading = extract::read(document, &wishes.hints());
    let mut read = page::extracted(&reading, document);
    memory::apply(&mut read, &reading, &wishes.memory, document);
    template::apply(&mut read, &wishes.templates, document);
    read.evidence = known.evidence.clone();
    evidence::of_document(&mut read.evidence, document, &wishes.keys());
    read.problems.extend(known.problems.iter().cloned());
    if known.fields.is_empty() { read } else { merge::merged(known, read, document) }
}

/// Hundredths of a point are as fine as anybody needs, and much shorter to keep.
fn round(document: &mut Document) {
    let fine = |value: &mut f32| *value = (*value * 100.0).round() / 100.0;
    let area =
        |area: &mut Area| [&mut area.x0, &mut area.y0, &mut area.x1, &mut area.y1].into_iter().for_each(fine);
    for page in &mut document.pages {
        [&mut page.width, &mut page.height].into_iter().for_each(fine);
        page.rules.iter_mut().for_each(|rule| area(&mut rule.area));
        page.codes.iter_mut().for_each(|code| area(&mut code.area));
        for word in &mut page.words {
            area(&mut word.area);
            [&mut word.size, &mut word.confidence].into_iter().for_each(fine);
        }
    }
}

/// Puts a field in, in the one form that it has; what has no such form is left out.
fn put(read: &mut Extracted, name: &str, field: Field) {
    let Some(form) = form(name) else { return };
    let short: String = field.value.trim().chars().take(1_000).collect();
    if let Ok(value) = canonical(form, &short)
        && !value.is_empty()
    {
        read.fields.insert(name.to_owned(), Field { value, ..field });
    }
}

/// A confidence as it is kept.
fn sure(confidence: f32) -> f64 {
    (f64::from(confidence) * 1e3).round() / 1e3
}

/// An area as it is kept.
fn corners(area: &Area) -> [f32; 4] {
    [area.x0, area.y0, area.x1, area.y1].map(|value| (value * 10.0).round() / 10.0)
}

/// No invoice has more lines; what comes behind is left out, and told.
const MOST_LINES: usize = 5_000;

/// Leaves out what is too much.
fn bounded(read: &mut Extracted) {
    let short = |text: &mut Option<String>, most: usize| {
        *text = text
            .take()
            .map(|text| text.trim().chars().take(most).collect::<String>())
            .filter(|text| !text.is_empty());
    };
    if read.lines.len() > MOST_LINES {
        read.problems.push(format!("It has {} lines; the first {MOST_LINES} were taken.", read.lines.len()));
        read.lines.truncate(MOST_LINES);
        read.accept = false;
    }
    for Line { description, code, hsn_code, unit, .. } in &mut read.lines {
        short(description, 1_000);
        [code, hsn_code, unit].into_iter().for_each(|text| short(text, 100));
    }
    read.problems.truncate(100);
    read.evidence.broken.truncate(200);
}

#[cfg(test)]
mod tests;
