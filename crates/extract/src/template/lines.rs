//! Rows between a start and an end, by patterns with named groups.

use std::collections::BTreeMap;

use super::node::Node;
use super::parse::{kind_of, kinds, pairs, pattern, patterns, refuse};
use super::pattern::{Match, Pattern};
use super::{Kind, Options, Refusal, Value};

/// One set of rules: where rows stand and how they look.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    start: Pattern,
    end: Pattern,
    /// The end is the last place where its pattern matches, not the first.
    to_last: bool,
    separator: Pattern,
    first: Vec<Pattern>,
    line: Vec<Pattern>,
    last: Vec<Pattern>,
    skip: Vec<Pattern>,
    kinds: Vec<(String, Kind)>,
    replace: Vec<(String, Vec<(Pattern, String)>)>,
}

type Row = BTreeMap<String, String>;

impl Rules {
    /// The rules of a field, or of the `lines` of a template.
    pub(super) fn all(node: &Node) -> Result<Vec<Self>, Refusal> {
        match node.get("rules") {
            Some(Node::List(list)) => list.iter().map(Self::new).collect(),
            _ => Ok(vec![Self::new(node)?]),
        }
    }

    fn new(node: &Node) -> Result<Self, Refusal> {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let (Some(start), Some(end)) = (text("start"), text("end")) else {
            return refuse("Rules for lines need a `start` and an `end`");
        };
        let line = patterns(node.get("line"))?;
        let mut first = patterns(node.get("first_line"))?;
        let last = patterns(node.get("last_line"))?;
        if line.is_empty() && first.is_empty() {
            return refuse("Rules for lines need a `line`");
        }
        if first.is_empty() && last.is_empty() {
            first.clone_from(&line);
        }
        let mut replace = Vec::new();
        let entries: Vec<&Node> = match node.get("replace") {
            Some(Node::List(list)) => list.iter().collect(),
            Some(map) => vec![map],
            None => Vec::new(),
        };
        for (key, entry) in entries.iter().flat_map(|entry| entry.pairs()) {
            replace.push((key.clone(), pairs(Some(entry))?));
        }
        Ok(Self {
            start: pattern(start)?,
            end: pattern(end)?,
            to_last: text("end_match") == Some("last"),
            separator: pattern(text("line_separator").unwrap_or(r"\n"))?,
            first,
            line,
            last,
            skip: patterns(node.get("skip_line"))?,
            kinds: kinds(node.get("types"))?,
            replace,
        })
    }

    /// All rows of all blocks.
    pub(super) fn read(&self, text: &str, options: &Options) -> Vec<BTreeMap<String, Value>> {
        let mut rows = Vec::new();
        let mut rest = text;
        while let Some(start) = self.start.find(rest, 0) {
            rest = &rest[start.end..];
            let end = if self.to_last { self.end.all(rest).pop() } else { self.end.find(rest, 0) };
            let Some(end) = end else { break };
            rows.extend(self.block(&rest[..end.start]));
            if end.end == 0 && start.end == 0 {
                break;
            }
            rest = &rest[end.end..];
        }
        rows.into_iter().map(|row| self.typed(row, options)).collect()
    }

    fn block(&self, text: &str) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let mut current: Option<Row> = None;
        // A row is open between its first line and its last.
        let mut open = false;
        for line in split(&self.separator, text) {
            if line.trim_matches(['\r', '\n']).is_empty() || hit(&self.skip, line).is_some() {
                continue;
            }
            if let Some((pattern, found)) = hit(&self.first, line) {
                rows.extend(current.take());
                current = Some(pattern.named(&found).into_iter().collect());
                open = true;
                continue;
            }
            if !open {
                continue;
            }
            if let Some((pattern, found)) = hit(&self.last, line) {
                extend(current.get_or_insert_default(), pattern.named(&found));
                rows.extend(current.take());
                open = false;
                continue;
            }
            if let Some((pattern, found)) = hit(&self.line, line) {
                extend(current.get_or_insert_default(), pattern.named(&found));
            }
        }
        rows.extend(current);
        rows
    }

    fn typed(&self, row: Row, options: &Options) -> BTreeMap<String, Value> {
        let mut typed = BTreeMap::new();
        for (name, mut text) in row {
            for (_, pairs) in self.replace.iter().filter(|(key, _)| *key == name) {
                for (pattern, with) in pairs {
                    text = pattern.replace(&text, with);
                }
            }
            let kind = kind_of(&name, &self.kinds);
            let value = match super::read::converted(&text, kind, options) {
                Some(value) => value,
                // What was not printed counts as nothing of it.
                None if text.is_empty() && matches!(kind, Kind::Number | Kind::Whole) => Value::Number(0),
                None => Value::Text(text),
            };
            typed.insert(name, value);
        }
        typed
    }
}

fn hit<'a>(patterns: &'a [Pattern], line: &str) -> Option<(&'a Pattern, Match)> {
    patterns.iter().find_map(|pattern| pattern.find(line, 0).map(|found| (pattern, found)))
}

/// Texts of a further line go below those of the first.
fn extend(row: &mut Row, more: Vec<(String, String)>) {
    for (name, text) in more {
        let before = row.entry(name).or_default();
        if !before.is_empty() {
            before.push('\n');
        }
        before.push_str(&text);
    }
}

/// The pieces between the matches of a separator.
pub(super) fn split<'a>(separator: &Pattern, text: &'a str) -> Vec<&'a str> {
    let mut pieces = Vec::new();
    let mut last = 0;
    for found in separator.all(text) {
        if found.end > found.start && found.start >= last {
            pieces.push(&text[last..found.start]);
            last = found.end;
        }
    }
    pieces.push(&text[last..]);
    pieces
}
