//! The tags of OFX, which is SGML without end tags in version 1 and XML in version 2, and neither in practice.
use crate::text::tidy;

/// A tag with the text behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Where it begins.
    pub at: usize,
    /// `</NAME>`.
    pub closes: bool,
    /// As written, without a namespace.
    pub name: &'a str,
    /// What follows up to the next tag, with entities resolved.
    pub text: String,
}

/// The tags of a text, one after the other. What is no tag is text.
pub(super) struct Tags<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tags<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next tag begins, at or after `from`.
    fn next_tag(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let is_tag = |at: usize| match bytes.get(at + 1) {
            Some(b'/') => bytes.get(at + 2).is_some_and(u8::is_ascii_alphabetic),
            Some(b'!' | b'?') => true,
            Some(next) => next.is_ascii_alphabetic(),
            None => false,
        };
        let mut from = from;
        loop {
            let at = from + self.text.get(from..)?.find('<')?;
            if is_tag(at) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// The text up to the next tag. CDATA is text, a comment is nothing.
    fn content(&mut self) -> String {
        let mut out = String::new();
        loop {
            let end = self.next_tag(self.at).unwrap_or(self.text.len());
            resolve(&self.text[self.at..end], &mut out);
            self.at = end;
            let rest = &self.text[end..];
            if let Some(inside) = rest.strip_prefix("<![CDATA[") {
                let length = inside.find("]]>").unwrap_or(inside.len());
                out.push_str(&inside[..length]);
                self.at = (end + 9 + length + 3).min(self.text.len());
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                let close = if rest.starts_with("<!--") { "-->" } else { ">" };
                self.at = rest.find(close).map_or(self.text.len(), |length| end + length + close.len());
            } else {
                return tidy(&out);
            }
        }
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        if self.at == 0 {
            self.content(); // the header, and what stands before the first tag
        }
        let at = self.next_tag(self.at)?;
        let closes = self.text[at..].starts_with("</");
        let start = at + 1 + usize::from(closes);
        let rest = &self.text[start..];
        let length =
            rest.find(|c: char| !(c.is_ascii_alphanumeric() || "._:-".contains(c))).unwrap_or(rest.len());
        let name = &rest[..length];
        // A tag that is never closed ends with its name; attributes are skipped.
        let after = &rest[length..];
        let close = after.find(['>', '<', '\n']);
        self.at = match close {
            Some(close) if after.as_bytes()[close] == b'>' => start + length + close + 1,
            _ => start + length,
        };
        let empty = after.get(..close.unwrap_or(0)).is_some_and(|inside| inside.ends_with('/'));
        let text = self.content();
        let name = name.rsplit(':').next().unwrap_or(name);
        Some(Tag { at, closes, name, text: if empty { String::new() } else { text } })
    }
}

/// Entities become characters; an ampersand that begins none stays.
fn resolve(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((character, end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "euro" => '€',
        "pound" => '£',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "agrave" => 'à',
        "ccedil" => 'ç',
        _ => return None,
    })
}
