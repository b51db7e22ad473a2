//! The parts of a message, each as a small tree, so that a large message needs little memory.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{Problem, text::Lines};

/// An element with what is inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    pub name: String,
    pub line: usize,
    /// The attribute `Ccy`.
    pub currency: Option<String>,
    pub text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of this name, if it has one.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.trim()).filter(|text| !text.is_empty())
    }
}

/// What a message is made of.
pub(super) enum Part {
    /// A statement, report or notification begins.
    Begins,
    /// The header of the message, or a child of the statement.
    Node(Node),
    /// It ends.
    Ends,
}

/// Elements deeper than this are no message of a bank's.
const DEEPEST: usize = 64;

/// Reads a message part by part.
pub(super) struct Parts<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    lines: Lines<'a>,
    /// Open elements of the part that is being read.
    open: Vec<Node>,
    inside: bool,
    depth: usize,
    done: bool,
}

impl<'a> Parts<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        // Broken ends and ampersands do not hide what can be read.
        (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) =
            (false, true, true);
        (config.expand_empty_elements, config.check_comments) = (true, false);
        Self { reader, text, lines: Lines::new(text), open: vec![], inside: false, depth: 0, done: false }
    }

    fn line(&mut self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(self.text.len());
        self.lines.at(at)
    }

    fn start(&mut self, name: &str, currency: Option<String>) -> Option<Part> {
        self.depth += 1;
        let line = self.line();
        if self.open.is_empty() && matches!(name, "Stmt" | "Rpt" | "Ntfctn") {
            self.inside = true;
            return Some(Part::Begins);
        }
        if self.inside || !self.open.is_empty() || name == "GrpHdr" {
            self.open.push(Node { name: name.to_string(), line, currency, ..Node::default() });
        }
        None
    }

    fn end(&mut self, name: &str) -> Option<Part> {
        self.depth = self.depth.saturating_sub(1);
        // What was not closed ends with what holds it; an end of nothing is nothing.
        let Some(at) = self.open.iter().rposition(|node| node.name == name) else {
            if matches!(name, "Stmt" | "Rpt" | "Ntfctn") && self.inside {
                self.inside = false;
                self.fold(0);
                return Some(self.open.pop().map_or(Part::Ends, Part::Node));
            }
            return None;
        };
        self.fold(at);
        let node = self.open.pop()?;
        match self.open.last_mut() {
            Some(parent) => {
                parent.children.push(node);
                None
            }
            None => Some(Part::Node(node)),
        }
    }

    /// Puts the open elements above this one into those that hold them.
    fn fold(&mut self, at: usize) {
        while self.open.len() > at + 1 {
            let Some(node) = self.open.pop() else { return };
            if let Some(parent) = self.open.last_mut() {
                parent.children.push(node);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(node) = self.open.last_mut() {
            node.text.push_str(text);
        }
    }

    fn broken(&mut self, reason: &str) -> Problem {
        self.done = true;
        let reason =
            format!("From here on {reason}; what came before was read. Ask the bank for the file again.");
        Problem::new(self.line(), reason)
    }
}

impl Iterator for Parts<'_> {
    type Item = Result<Part, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let part = match self.reader.read_event() {
                Ok(Event::Start(tag)) => {
                    let (name, currency) = named(&tag);
                    self.start(&name, currency)
                }
                Ok(Event::End(tag)) => {
                    let name = local(tag.name().as_ref()).to_string();
                    self.end(&name)
                }
                Ok(Event::Text(text)) => {
                    self.text(&text.xml10_content());
                    None
                }
                Ok(Event::CData(text)) => {
                    self.text(&text.xml10_content());
                    None
                }
                Ok(Event::GeneralRef(name)) => {
                    let resolved = entity(&name);
                    self.text(&resolved);
                    None
                }
                Ok(Event::Eof) => {
                    let whole = self.depth == 0 && self.open.is_empty();
                    return if whole {
                        self.done = true;
                        None
                    } else {
                        self.fold(0);
                        Some(Err(self.broken("the file is cut off")))
                    };
                }
                Ok(_) => None,
                Err(_) => return Some(Err(self.broken("the file is broken"))),
            };
            if self.open.len() > DEEPEST {
                return Some(Err(self.broken("elements are nested too deeply")));
            }
            if let Some(part) = part {
                return Some(Ok(part));
            }
        }
        None
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn named(tag: &BytesStart<'_>) -> (String, Option<String>) {
    let name = local(tag.name().as_ref()).to_string();
    let currency = (name == "Amt" || name.ends_with("Amt"))
        .then(|| tag.attributes().flatten().find(|attribute| local(attribute.key.as_ref()) == "Ccy"))
        .flatten()
        .map(|attribute| attribute.value.to_string());
    (name, currency)
}

fn entity(name: &str) -> String {
    let number = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    match name {
        "amp" => "&".into(),
        "lt" => "<".into(),
        "gt" => ">".into(),
        "quot" => "\"".into(),
        "apos" => "'".into(),
        _ => number.and_then(char::from_u32).map_or_else(|| format!("&{name};"), String::from),
    }
}
