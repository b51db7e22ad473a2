//! What a template finds.

use unicode_normalization::UnicodeNormalization;

use reading::Document;

use super::pattern::Pattern;
use super::{Field, Findings, Group, Kind, Options, Search, Template, Value, convert, layout, parse};

/// None where the template does not match.
pub(super) fn findings(template: &Template, text: &str, document: Option<&Document>) -> Option<Findings> {
    let prepared = template.prepared(text);
    // Keywords of templates that take the spaces away may still have theirs.
    let fits = template.fits(&prepared) || template.options.remove_whitespace && template.fits(text);
    if !fits {
        return None;
    }
    let mut found = Findings { template: template.name.clone(), ..Findings::default() };
    found.fields.insert("issuer".to_owned(), Value::Text(template.issuer.clone()));
    for (name, field) in &template.fields {
        let value = match field {
            Field::Static(value) => Some(value.clone()),
            Field::Rows(rules) => rows(rules, &prepared, &template.options),
            Field::Patterns(search) => match (search.region, document) {
                (Some(region), Some(document)) => {
                    let part = template.prepared(&layout::text(document, Some(&region)));
                    searched(search, &part, &template.options)
                }
                _ => searched(search, &prepared, &template.options),
            },
        };
        if let Some(value) = value {
            found.fields.insert(name.clone(), value);
        }
    }
    if !found.fields.contains_key("currency") {
        let currency = template.options.currency.clone();
        found.fields.extend(currency.map(|currency| ("currency".to_owned(), Value::Text(currency))));
    }
    if !template.rows.is_empty() {
        found.fields.extend(
            rows(&template.rows, &prepared, &template.options).map(|rows| ("lines".to_owned(), rows)),
        );
    }
    for table in &template.tables {
        found.fields.extend(table.read(&prepared, &template.options).unwrap_or_default());
    }
    found.missing =
        template.required.iter().filter(|name| !found.fields.contains_key(*name)).cloned().collect();
    Some(found)
}

fn rows(rules: &[super::lines::Rules], text: &str, options: &Options) -> Option<Value> {
    let mut rows: Vec<_> = rules.iter().flat_map(|rules| rules.read(text, options)).collect();
    rows.iter_mut().for_each(name_unit);
    (!rows.is_empty()).then_some(Value::Rows(rows))
}

/// Adds the code of UN/ECE recommendation 20 for a unit that is printed.
fn name_unit(row: &mut std::collections::BTreeMap<String, Value>) {
    let known = row.get("unece_code").and_then(Value::text).is_some_and(|code| !code.is_empty());
    let Some(unit) = row.get("uom").and_then(Value::text).filter(|_| !known) else { return };
    let code = match unit.to_lowercase().trim_end_matches('.') {
        "kg" | "kgs" | "kilo" => "KGM",
        "g" | "gr" => "GRM",
        "t" | "ton" => "TNE",
        "l" | "ltr" | "liter" | "litre" => "LTR",
        "m" | "mtr" | "meter" | "metre" => "MTR",
        "m2" | "m²" => "MTK",
        "m3" | "m³" => "MTQ",
        "h" | "hr" | "hrs" | "hour" | "hours" | "std" | "uur" => "HUR",
        "day" | "days" | "tag" | "tage" | "jour" | "jours" | "dag" | "dagen" => "DAY",
        "month" | "months" | "monat" | "monate" | "mois" => "MON",
        "kwh" => "KWH",
        "unit" | "units" | "pc" | "pcs" | "piece" | "pieces" | "stk" | "st" | "stuk" | "stuks" | "ea" => {
            "H87"
        }
        _ => return,
    };
    row.insert("unece_code".to_owned(), Value::Text(code.to_owned()));
}

fn searched(search: &Search, text: &str, options: &Options) -> Option<Value> {
    let mut values: Vec<Value> = Vec::new();
    for pattern in &search.patterns {
        for mut captured in captures(pattern, text) {
            for (pattern, with) in &search.replace {
                captured = pattern.replace(&captured, with);
            }
            if search.number_only {
                captured = number_in(&captured);
            }
            // What can't be read as what it should be is not found.
            values.extend(converted(&captured, search.kind, options));
        }
    }
    grouped(values, search.group)
}

/// The one group of each match, or the whole of it.
fn captures(pattern: &Pattern, text: &str) -> Vec<String> {
    let group = match pattern.groups() {
        0 => 0,
        1 => 1,
        // Which of several groups is meant can't be told.
        _ => return Vec::new(),
    };
    pattern
        .all(text)
        .into_iter()
        .map(|found| found.groups.get(group).cloned().flatten().unwrap_or_default())
        .collect()
}

/// The first number in a text.
fn number_in(text: &str) -> String {
    let Some(start) = text.find(|letter: char| letter.is_ascii_digit()) else { return text.to_owned() };
    let sign = text[..start].ends_with(['-', '+']);
    let rest = &text[start - usize::from(sign)..];
    let part = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\'' | ' ' | '-' | '+');
    let end = rest.find(|letter: char| !part(letter)).unwrap_or(rest.len());
    rest[..end].trim_end_matches(|letter: char| !letter.is_ascii_digit()).to_owned()
}

/// Text as what it should be.
pub(super) fn converted(text: &str, kind: Kind, options: &Options) -> Option<Value> {
    match kind {
        Kind::Text => Some(Value::Text(text.to_owned())),
        Kind::Number => parse::number(text, options).map(Value::Number),
        Kind::Whole => parse::number(text, options).map(|number| Value::Number(number / 10_000 * 10_000)),
        Kind::Day => convert::day(text, &options.formats, &options.languages).map(Value::Day),
    }
}

/// Several matches as one value: the same ones once, else grouped as the template says.
pub(super) fn grouped(values: Vec<Value>, group: Option<Group>) -> Option<Value> {
    let filled = |value: &Value| !matches!(value, Value::Text(text) if text.is_empty());
    let Some(group) = group else {
        let mut once: Vec<Value> = Vec::new();
        for value in values.into_iter().filter(filled) {
            if !once.contains(&value) {
                once.push(value);
            }
        }
        return if once.len() > 1 { Some(Value::List(once)) } else { once.pop() };
    };
    let values: Vec<Value> = values.into_iter().filter(filled).collect();
    match group {
        Group::Sum => {
            let numbers = || values.iter().filter_map(Value::number);
            numbers().next().map(|_| Value::Number(numbers().fold(0, i64::saturating_add)))
        }
        Group::First => values.into_iter().next(),
        Group::Last => values.into_iter().next_back(),
        Group::Min => values.into_iter().min_by(order),
        Group::Max => values.into_iter().max_by(order),
        Group::Join => {
            let texts: Vec<String> = values.iter().filter_map(Value::text).map(str::to_owned).collect();
            (!texts.is_empty()).then(|| Value::Text(texts.join(" ")))
        }
    }
}

fn order(one: &Value, other: &Value) -> std::cmp::Ordering {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.cmp(other),
        (Value::Day(one), Value::Day(other)) => one.cmp(other),
        (Value::Text(one), Value::Text(other)) => one.cmp(other),
        _ => std::cmp::Ordering::Equal,
    }
}

impl Template {
    /// The text as the options of the template want it.
    pub(super) fn prepared(&self, text: &str) -> String {
        let options = &self.options;
        let mut text = if options.remove_whitespace { text.replace(' ', "") } else { text.to_owned() };
        if options.remove_accents {
            text = text.nfkd().filter(|letter| !matches!(letter, '\u{300}'..='\u{362}')).collect();
        }
        if options.lowercase {
            text = text.to_lowercase();
        }
        for (pattern, with) in &options.replace {
            text = pattern.replace(&text, with);
        }
        text
    }
}
