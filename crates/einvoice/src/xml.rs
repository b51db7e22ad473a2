//! A small tree of an XML file, made for strangers' files: bounded in size, depth and number of elements, without
//! document types and therefore without entities of its own.
use quick_xml::{
    NsReader,
    events::{BytesStart, Event},
    name::ResolveResult,
};

use crate::Unreadable;

/// Largest file that is read.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
const MOST_ELEMENTS: usize = 1_000_000;
const DEEPEST: usize = 64;

/// An element.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Name without its prefix.
    pub name: String,
    /// Its name space; empty where it has none.
    pub space: String,
    /// Its text, without the texts of elements within it.
    text: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

impl Node {
    /// The text, without blanks around it.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// The first element of a name that lies directly within. A name with strokes is a path.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |node, name| node.children.iter().find(|child| child.is(name)))
    }

    /// The first of several elements that the file may call differently.
    pub fn any(&self, paths: &[&str]) -> Option<&Self> {
        paths.iter().find_map(|path| self.at(path))
    }

    /// Every element of a name that lies directly within; the start of a path may be taken once only.
    pub fn all<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a Self> {
        let (start, name) = path.rsplit_once('/').map_or((None, path), |(start, name)| (Some(start), name));
        let from = match start {
            None => Some(self),
            Some(start) => self.at(start),
        };
        from.into_iter().flat_map(move |node| node.children.iter().filter(move |child| child.is(name)))
    }

    /// Text of an element within, where there is one.
    pub fn get(&self, path: &str) -> Option<String> {
        self.at(path).map(|node| node.text().to_owned())
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim().to_owned())
    }

    /// Extensions of others (in a name space that is no invoice's) are not looked at.
    fn is(&self, name: &str) -> bool {
        self.name == name && (self.space.is_empty() || ours(&self.space))
    }
}

fn ours(space: &str) -> bool {
    space.starts_with("urn:oasis:names:specification:ubl:")
        || space.starts_with("urn:un:unece:uncefact:")
        || space.starts_with("urn:ferd:")
}

/// The text of a file in the encoding that it says, UTF-8 where it says nothing.
fn decode(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let label = head.split_once("encoding=").and_then(|(_, rest)| {
        rest.trim_start_matches(['"', '\'']).split(['"', '\'', '?', ' ']).next().map(str::to_owned)
    });
    let named = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    // A file of UTF-16 cannot be so called in its own first line of bytes: only its mark counts.
    let named = named.filter(|named| *named != encoding_rs::UTF_16LE && *named != encoding_rs::UTF_16BE);
    named.unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

/// Reads a file into a tree.
pub(crate) fn parse(bytes: &[u8]) -> Result<Node, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let text = decode(bytes);
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    let mut stack = vec![Node::default()];
    let mut count = 0;
    loop {
        match reader.read_resolved_event() {
            Ok((space, Event::Start(tag))) => {
                count += 1;
                if count > MOST_ELEMENTS || stack.len() > DEEPEST {
                    return Err(Unreadable::TooLarge);
                }
                let node = element(&space, &tag)?;
                stack.push(node);
            }
            Ok((space, Event::Empty(tag))) => {
                count += 1;
                if count > MOST_ELEMENTS {
                    return Err(Unreadable::TooLarge);
                }
                let node = element(&space, &tag)?;
                push(&mut stack, node)?;
            }
            Ok((_, Event::End(_))) => {
                let node = stack.pop().ok_or(Unreadable::Broken)?;
                push(&mut stack, node)?;
            }
            Ok((_, Event::Text(text))) => add(&mut stack, &text.xml10_content()),
            Ok((_, Event::CData(text))) => add(&mut stack, &text.xml10_content()),
            Ok((_, Event::GeneralRef(name))) => {
                let number = name.resolve_char_ref().map_err(|_| Unreadable::Broken)?;
                let known = number
                    .map(String::from)
                    .or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned));
                add(&mut stack, &known.ok_or(Unreadable::Broken)?);
            }
            Ok((_, Event::DocType(_))) => return Err(Unreadable::DocumentType),
            Ok((_, Event::Eof)) => break,
            Ok(_) => {}
            Err(_) => return Err(Unreadable::Broken),
        }
    }
    let top = stack.pop().filter(|_| stack.is_empty()).ok_or(Unreadable::Broken)?;
    top.children.into_iter().next().ok_or(Unreadable::Broken)
}

fn element(space: &ResolveResult<'_>, tag: &BytesStart<'_>) -> Result<Node, Unreadable> {
    let space = match space {
        ResolveResult::Bound(space) => space.as_ref().to_owned(),
        ResolveResult::Unbound | ResolveResult::Unknown(_) => String::new(),
    };
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Unreadable::Broken)?;
        let value =
            quick_xml::escape::unescape(&attribute.value).map_err(|_| Unreadable::Broken)?.into_owned();
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Ok(Node { name: tag.local_name().as_ref().to_owned(), space, attributes, ..Node::default() })
}

fn push(stack: &mut [Node], node: Node) -> Result<(), Unreadable> {
    stack.last_mut().ok_or(Unreadable::Broken)?.children.push(node);
    Ok(())
}

fn add(stack: &mut [Node], text: &str) {
    if let Some(node) = stack.last_mut() {
        node.text.push_str(text);
    }
}
