//! Templates in the YAML of invoice2data: for those who have them, and for issuers that insist on being misread.
//!
//! A template knows its issuer by keywords and finds fields by patterns in the text of the document, laid out with its
//! columns kept. Honoured are `issuer`, `keywords`, `exclude_keywords`, `priority`, `fields` (patterns, lists, `static_…`,
//! `sum_…`, parsers `regex`, `lines`, `static`), `lines`, `tables`, `required_fields` and the options `currency`,
//! `date_formats`, `languages`, `decimal_separator`, `remove_whitespace`, `remove_accents`, `lowercase`, `replace`.

mod convert;
pub mod folder;
mod layout;
mod lines;
mod node;
mod parse;
mod pattern;
mod read;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use reading::Document;

use pattern::Pattern;

/// A value that a template found.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// As it is printed.
    Text(String),
    /// An amount, a quantity or a rate, in 10⁻⁴.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// Several values.
    List(Vec<Value>),
    /// Rows of a table.
    Rows(Vec<BTreeMap<String, Value>>),
}

impl Value {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is one.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The day, where it is one.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }
}

/// What a template found in a document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings {
    /// The name of the template.
    pub template: String,
    /// Fields by the names that the template gives them (`invoice_number`, `amount`, `date` …).
    pub fields: BTreeMap<String, Value>,
    /// Required fields that were not found.
    pub missing: Vec<String>,
}

/// Why a file is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// A sentence for whoever wrote it.
    pub message: String,
    /// On which line, the first is 1; where that is known.
    pub line: Option<u64>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// A template, its patterns compiled.
#[derive(Debug, Clone)]
pub struct Template {
    name: String,
    issuer: String,
    names_issuer: bool,
    keywords: Vec<Keyword>,
    excluded: Vec<Keyword>,
    priority: i64,
    required: Vec<String>,
    options: Options,
    fields: Vec<(String, Field)>,
    rows: Vec<lines::Rules>,
    tables: Vec<tables::Table>,
}

/// A word that must stand in the document: as it is, or as a pattern.
#[derive(Debug, Clone)]
struct Keyword {
    text: String,
    pattern: Option<Pattern>,
}

impl Keyword {
    fn stands_in(&self, text: &str) -> bool {
        text.contains(&self.text)
            || self.pattern.as_ref().is_some_and(|pattern| pattern.find(text, 0).is_some())
    }
}

#[derive(Debug, Clone)]
struct Options {
    currency: Option<String>,
    formats: Vec<String>,
    languages: Vec<String>,
    separator: char,
    remove_whitespace: bool,
    remove_accents: bool,
    lowercase: bool,
    replace: Vec<(Pattern, String)>,
}

#[derive(Debug, Clone)]
enum Field {
    Patterns(Search),
    Static(Value),
    Rows(Vec<lines::Rules>),
}

#[derive(Debug, Clone)]
struct Search {
    patterns: Vec<Pattern>,
    kind: Kind,
    group: Option<Group>,
    replace: Vec<(Pattern, String)>,
    number_only: bool,
    region: Option<layout::Region>,
}

/// What a captured text is turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Whole,
    Day,
}

/// What becomes of several matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Sum,
    Min,
    Max,
    First,
    Last,
    Join,
}

impl Template {
    /// Reads a template; `name` is that of its file.
    pub fn parse(name: &str, yaml: &str) -> Result<Self, Refusal> {
        parse::template(name, yaml)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether it says whose it is; else its first keyword stands for the name.
    pub fn names_issuer(&self) -> bool {
        self.names_issuer
    }

    /// Those with a higher priority are tried first; 5 where the file gives none.
    pub fn priority(&self) -> i64 {
        self.priority
    }

    /// Whether its keywords stand in the text, and none that exclude it.
    pub fn matches(&self, text: &str) -> bool {
        let text = self.prepared(text);
        self.fits(&text)
    }

    /// Reads a document that it matches.
    pub fn read(&self, document: &Document) -> Option<Findings> {
        read::findings(self, &text(document), Some(document))
    }

    /// Reads plain text; fields of a part of the page are then sought in all of it.
    pub fn read_text(&self, text: &str) -> Option<Findings> {
        read::findings(self, text, None)
    }

    fn fits(&self, prepared: &str) -> bool {
        self.keywords.iter().all(|keyword| keyword.stands_in(prepared))
            && !self.excluded.iter().any(|keyword| keyword.stands_in(prepared))
    }
}

/// The text of a document as patterns see it.
pub fn text(document: &Document) -> String {
    layout::text(document, None)
}

/// The findings of the first template, by priority, that matches a document and finds all that it requires.
pub fn first(templates: &[Template], document: &Document) -> Option<Findings> {
    let text = text(document);
    let mut order: Vec<&Template> = templates.iter().collect();
    order.sort_by_key(|template| std::cmp::Reverse(template.priority));
    let mut findings =
        order.into_iter().filter_map(|template| read::findings(template, &text, Some(document)));
    findings.find(|findings| findings.missing.is_empty())
}

/// The template, by priority, that matches a document and finds all that it requires; where none does, the first that
/// matches at all. With what it found.
pub fn likeliest<'a>(
    templates: impl Iterator<Item = &'a Template>,
    document: &Document,
) -> Option<(&'a Template, Findings)> {
    let text = text(document);
    let mut order: Vec<&Template> = templates.collect();
    order.sort_by_key(|template| std::cmp::Reverse(template.priority));
    let mut partial = None;
    for template in order {
        let Some(findings) = read::findings(template, &text, Some(document)) else { continue };
        if findings.missing.is_empty() {
            return Some((template, findings));
        }
        partial.get_or_insert((template, findings));
    }
    partial
}
