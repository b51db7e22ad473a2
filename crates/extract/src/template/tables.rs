//! Values between a start and an end, by the named groups of a pattern for each line.

use std::collections::BTreeMap;

use super::lines::split;
use super::node::Node;
use super::parse::{group, implied, kind, kinds, pattern, refuse};
use super::pattern::Pattern;
use super::{Group, Kind, Options, Refusal, Value};

/// A table whose cells become fields.
#[derive(Debug, Clone)]
pub(super) struct Table {
    start: Pattern,
    end: Pattern,
    body: Pattern,
    separator: Pattern,
    kinds: Vec<(String, Kind)>,
    groups: Vec<(String, Group)>,
}

impl Table {
    pub(super) fn new(node: &Node) -> Result<Self, Refusal> {
        let text = |key: &str| node.get(key).and_then(Node::text);
        let (Some(start), Some(end), Some(body)) = (text("start"), text("end"), text("body")) else {
            return refuse("A table needs `start`, `end` and `body`");
        };
        let mut kinds = kinds(node.get("types"))?;
        let mut groups = Vec::new();
        for (name, settings) in node.get("fields").map(Node::pairs).unwrap_or_default() {
            if let Some(kind) = kind(settings.get("type").and_then(Node::text))? {
                kinds.push((name.clone(), kind));
            }
            groups
                .extend(group(settings.get("group").and_then(Node::text)).map(|group| (name.clone(), group)));
        }
        Ok(Self {
            start: pattern(start)?,
            end: pattern(end)?,
            body: pattern(body)?,
            separator: pattern(text("line_separator").unwrap_or(r"\n"))?,
            kinds,
            groups,
        })
    }

    /// The fields of the table; none where a day in it can't be read.
    pub(super) fn read(&self, text: &str, options: &Options) -> Option<BTreeMap<String, Value>> {
        let start = self.start.find(text, 0)?;
        let end = self.end.find(text, 0).filter(|end| end.start >= start.end)?;
        let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in split(&self.separator, &text[start.end..end.start]) {
            let Some(hit) = (!line.trim().is_empty()).then(|| self.body.find(line, 0)).flatten() else {
                continue;
            };
            for (name, text) in self.body.named(&hit) {
                let told = self.kinds.iter().find(|(key, _)| *key == name).map(|(_, kind)| *kind);
                let kind = implied(&name).or(told).unwrap_or(Kind::Text);
                let value = super::read::converted(&text, kind, options);
                if kind == Kind::Day && value.is_none() {
                    return None;
                }
                found.entry(name).or_default().push(value.unwrap_or(Value::Text(text)));
            }
        }
        let one = |(name, values): (String, Vec<Value>)| {
            let group = self.groups.iter().find(|(key, _)| *key == name).map(|(_, group)| *group);
            let value = super::read::grouped(values, group)?;
            Some((name, value))
        };
        Some(found.into_iter().filter_map(one).collect())
    }
}
