//! From YAML to a template.

use super::layout::Region;
use super::lines::Rules;
use super::node::Node;
use super::pattern::Pattern;
use super::tables::Table;
use super::{Field, Group, Keyword, Kind, Options, Refusal, Search, Template, Value, convert};

/// A template is written by hand: what is larger is none.
const LARGEST: usize = 256 * 1024;

pub(super) fn refuse<T>(message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { message: message.into(), line: None })
}

pub(super) fn pattern(source: &str) -> Result<Pattern, Refusal> {
    Pattern::new(source)
        .map_err(|why| Refusal { message: format!("The pattern {source} can't be read: {why}"), line: None })
}

pub(super) fn patterns(node: Option<&Node>) -> Result<Vec<Pattern>, Refusal> {
    node.map(Node::texts).unwrap_or_default().iter().map(|source| pattern(source)).collect()
}

pub(super) fn template(name: &str, yaml: &str) -> Result<Template, Refusal> {
    read(name, yaml).map_err(|refusal| Refusal { line: refusal.line.or(line_of(yaml, &refusal)), ..refusal })
}

/// The line on which the text stands that a refusal names.
fn line_of(yaml: &str, refusal: &Refusal) -> Option<u64> {
    let named = |line: &&str| {
        let value =
            line.split_once(':').map_or(*line, |(_, value)| value).trim().trim_matches(['-', ' ', '\'', '"']);
        value.len() > 2 && refusal.message.contains(value)
    };
    yaml.lines().position(|line| named(&line)).map(|at| at as u64 + 1)
}

fn read(name: &str, yaml: &str) -> Result<Template, Refusal> {
    if yaml.len() > LARGEST {
        return refuse("The template is larger than 256 KiB");
    }
    // `y` is a key of areas, and no truth.
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        strict_booleans: true,
    };
    let root: Node = match serde_saphyr::from_str_with_options(yaml, options) {
        Ok(root) => root,
        Err(error) => {
            let line = error.location().map(|at| at.line());
            return Err(Refusal {
                message: format!("The template is no YAML: {}", first_line(&error)),
                line,
            });
        }
    };
    let keywords = keywords(root.get("keywords"));
    let Some(first) = keywords.first() else { return refuse("The template has no keywords") };
    let options = self::options(root.get("options"))?;
    let mut fields = Vec::new();
    for (key, node) in root.get("fields").map(Node::pairs).unwrap_or_default() {
        if let Some((key, field)) = field(key, node, &options)? {
            fields.push((key, field));
        }
    }
    let tables = match root.get("tables") {
        Some(Node::List(list)) => list.iter().map(Table::new).collect::<Result<_, _>>()?,
        Some(table) => vec![Table::new(table)?],
        None => Vec::new(),
    };
    let required = root.get("required_fields").map(Node::texts);
    let usual = || ["date", "amount", "invoice_number", "issuer"].map(str::to_owned).to_vec();
    Ok(Template {
        name: name.to_owned(),
        names_issuer: root.get("issuer").and_then(Node::text).is_some(),
        issuer: root.get("issuer").and_then(Node::text).map_or_else(|| first.text.clone(), str::to_owned),
        priority: root.get("priority").and_then(Node::text).and_then(|text| text.parse().ok()).unwrap_or(5),
        required: required.unwrap_or_else(usual),
        excluded: self::keywords(root.get("exclude_keywords")),
        keywords,
        options,
        fields,
        rows: root.get("lines").map(Rules::all).transpose()?.unwrap_or_default(),
        tables,
    })
}

/// The reason without the excerpt that comes after it.
fn first_line(error: &serde_saphyr::Error) -> String {
    error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

fn keywords(node: Option<&Node>) -> Vec<Keyword> {
    let words = node.map(Node::texts).unwrap_or_default();
    words.into_iter().map(|text| Keyword { pattern: Pattern::new(&text).ok(), text }).collect()
}

fn options(node: Option<&Node>) -> Result<Options, Refusal> {
    let text = |key: &str| node.and_then(|node| node.get(key)).and_then(Node::text);
    let texts = |key: &str| node.and_then(|node| node.get(key)).map(Node::texts).unwrap_or_default();
    let truth = |key: &str| node.and_then(|node| node.get(key)).is_some_and(Node::truth);
    Ok(Options {
        currency: text("currency").map(str::to_owned),
        formats: texts("date_formats"),
        languages: texts("languages"),
        separator: text("decimal_separator").and_then(|text| text.chars().next()).unwrap_or('.'),
        remove_whitespace: truth("remove_whitespace"),
        remove_accents: truth("remove_accents"),
        lowercase: truth("lowercase"),
        replace: pairs(node.and_then(|node| node.get("replace")))?,
    })
}

/// `[pattern, text]`, or a list of such pairs.
pub(super) fn pairs(node: Option<&Node>) -> Result<Vec<(Pattern, String)>, Refusal> {
    let Some(Node::List(list)) = node else { return Ok(Vec::new()) };
    let pair = |texts: Vec<String>| match texts.as_slice() {
        [source, with] => Ok((pattern(source)?, with.clone())),
        _ => refuse("An entry of `replace` must be a pattern and a text"),
    };
    if list.len() == 2 && list.iter().all(|node| node.text().is_some()) {
        return Ok(vec![pair(list.iter().filter_map(Node::text).map(str::to_owned).collect())?]);
    }
    let nothing =
        |node: &Node| if *node == Node::Null { String::new() } else { node.text().unwrap_or("").to_owned() };
    list.iter()
        .map(|entry| match entry {
            Node::List(parts) => pair(parts.iter().map(nothing).collect()),
            _ => pair(Vec::new()),
        })
        .collect()
}

fn is_day(key: &str) -> bool {
    key.starts_with("date") || key.ends_with("date")
}

fn field(key: &str, node: &Node, options: &Options) -> Result<Option<(String, Field)>, Refusal> {
    if let Some(rest) = key.strip_prefix("static_") {
        if let Node::Map(_) = node {
            return parsed(rest, node, options);
        }
        return Ok(Some((rest.to_owned(), Field::Static(fixed(node, None, options)))));
    }
    if let Node::Map(_) = node {
        return parsed(key, node, options);
    }
    let sum = key.starts_with("sum_amount") && matches!(node, Node::List(_));
    let name = if sum { &key[4..] } else { key };
    let kind = if is_day(name) {
        Kind::Day
    } else if name.starts_with("amount") {
        Kind::Number
    } else {
        Kind::Text
    };
    let search = Search {
        patterns: patterns(Some(node))?,
        kind,
        group: sum.then_some(Group::Sum),
        replace: Vec::new(),
        number_only: false,
        region: None,
    };
    Ok(Some((name.to_owned(), Field::Patterns(search))))
}

fn parsed(key: &str, node: &Node, options: &Options) -> Result<Option<(String, Field)>, Refusal> {
    let kind = kind(node.get("type").and_then(Node::text))?;
    let field = match node.get("parser").and_then(Node::text) {
        Some("regex") => Field::Patterns(Search {
            patterns: patterns(node.get("regex"))?,
            kind: kind.unwrap_or(Kind::Text),
            group: group(node.get("group").and_then(Node::text)),
            replace: pairs(node.get("replace"))?,
            number_only: node.get("extract_number").is_some_and(Node::truth),
            region: node.get("area").and_then(region),
        }),
        Some("static") => Field::Static(fixed(node.get("value").unwrap_or(&Node::Null), kind, options)),
        Some("lines") => Field::Rows(Rules::all(node)?),
        Some(other) => return refuse(format!("The field {key} has an unknown parser: {other}")),
        None => return Ok(None),
    };
    Ok(Some((key.to_owned(), field)))
}

fn fixed(node: &Node, kind: Option<Kind>, options: &Options) -> Value {
    match node {
        Node::List(list) => Value::List(list.iter().map(|node| fixed(node, kind, options)).collect()),
        Node::Bool(truth) => Value::Text(truth.to_string()),
        _ => {
            let text = node.text().unwrap_or("");
            super::read::converted(text, kind.unwrap_or(Kind::Text), options)
                .unwrap_or_else(|| Value::Text(text.to_owned()))
        }
    }
}

pub(super) fn kind(name: Option<&str>) -> Result<Option<Kind>, Refusal> {
    match name {
        None => Ok(None),
        Some("float") => Ok(Some(Kind::Number)),
        Some("int") => Ok(Some(Kind::Whole)),
        Some("date" | "datetime") => Ok(Some(Kind::Day)),
        Some("str" | "string" | "text") => Ok(Some(Kind::Text)),
        Some(other) => refuse(format!("The type {other} is unknown: it can be int, float or date")),
    }
}

pub(super) fn group(name: Option<&str>) -> Option<Group> {
    match name? {
        "sum" => Some(Group::Sum),
        "min" => Some(Group::Min),
        "max" => Some(Group::Max),
        "first" => Some(Group::First),
        "last" => Some(Group::Last),
        "join" => Some(Group::Join),
        _ => None,
    }
}

/// `f`, `l`: pages from 1; `x`, `y`, `W`, `H`: dots at `r` dots an inch.
fn region(node: &Node) -> Option<Region> {
    let number = |key: &str| node.get(key).and_then(Node::text).and_then(|text| text.parse::<f32>().ok());
    let page = |key: &str| number(key).map(|page| (page.max(1.0) as usize) - 1);
    let points = |key: &str| {
        number(key).unwrap_or(0.0) * 72.0 / number("r").filter(|dots| *dots > 0.0).unwrap_or(72.0)
    };
    Some(Region {
        first: page("f").unwrap_or(0),
        last: page("l").unwrap_or(usize::MAX),
        x: points("x"),
        y: points("y"),
        width: points("W"),
        height: points("H"),
    })
}

/// Kinds by the names of groups.
pub(super) fn kinds(node: Option<&Node>) -> Result<Vec<(String, Kind)>, Refusal> {
    let mut found = Vec::new();
    for (key, node) in node.map(Node::pairs).unwrap_or_default() {
        if let Some(kind) = kind(node.text())? {
            found.push((key.clone(), kind));
        }
    }
    Ok(found)
}

/// The kind that a name asks for by itself.
pub(super) fn kind_of(name: &str, kinds: &[(String, Kind)]) -> Kind {
    kinds.iter().find(|(key, _)| key == name).map_or(Kind::Text, |(_, kind)| *kind)
}

/// Names that are days or amounts without being told.
pub(super) fn implied(name: &str) -> Option<Kind> {
    if is_day(name) {
        Some(Kind::Day)
    } else if name.starts_with("amount") {
        Some(Kind::Number)
    } else {
        None
    }
}

/// A number or day as text, for whatever can't be turned into its kind.
pub(super) fn number(text: &str, options: &Options) -> Option<i64> {
    convert::number(text, options.separator)
}
