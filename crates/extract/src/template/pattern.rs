//! Regular expressions as Python writes them.

use fancy_regex::{Captures, Regex, RegexBuilder};

/// How often a pattern with look-around may go back before it is given up: no pattern of a template may hang the reader.
const STEPS: usize = 200_000;

/// A pattern.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    regex: Regex,
    names: Vec<String>,
}

/// What a pattern captured: the whole match, then its groups.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub start: usize,
    pub end: usize,
    /// Group 0 is the whole.
    pub groups: Vec<Option<String>>,
}

impl Pattern {
    pub(super) fn new(source: &str) -> Result<Self, String> {
        let regex = RegexBuilder::new(&translated(source))
            .backtrack_limit(STEPS)
            .build()
            .map_err(|error| error.to_string())?;
        let names = regex.capture_names().map(|name| name.unwrap_or("").to_owned()).collect();
        Ok(Self { regex, names })
    }

    /// The first match from a place on. A pattern that takes too long matches nothing.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<Match> {
        let captures = self.regex.captures_from_pos(text, from).ok().flatten()?;
        whole(&captures)
    }

    /// All matches, one after the other.
    pub(super) fn all(&self, text: &str) -> Vec<Match> {
        self.regex.captures_iter(text).map_while(Result::ok).filter_map(|captures| whole(&captures)).collect()
    }

    /// How many groups there are, without the whole.
    pub(super) fn groups(&self) -> usize {
        self.names.len().saturating_sub(1)
    }

    /// The named groups of a match.
    pub(super) fn named(&self, found: &Match) -> Vec<(String, String)> {
        let named = self.names.iter().zip(&found.groups).filter(|(name, _)| !name.is_empty());
        named.map(|(name, group)| (name.clone(), group.as_deref().unwrap_or("").trim().to_owned())).collect()
    }

    /// Replaces every match; `\1` and `\g<name>` in the replacement stand for groups.
    pub(super) fn replace(&self, text: &str, with: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut last = 0;
        for found in self.all(text) {
            if found.start < last {
                continue;
            }
            out.push_str(&text[last..found.start]);
            self.expand(with, &found, &mut out);
            last = found.end;
        }
        out.push_str(&text[last..]);
        out
    }

    fn expand(&self, with: &str, found: &Match, out: &mut String) {
        let group = |at: usize| found.groups.get(at).cloned().flatten().unwrap_or_default();
        let mut rest = with;
        while let Some(at) = rest.find('\\') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let Some(letter) = rest.chars().next() else {
                out.push('\\');
                return;
            };
            let after = &rest[letter.len_utf8()..];
            if let Some(name) =
                after.strip_prefix('<').filter(|_| letter == 'g').and_then(|name| name.split('>').next())
            {
                let by_name = self.names.iter().position(|known| known == name);
                out.push_str(&by_name.or_else(|| name.parse().ok()).map_or_else(String::new, group));
                rest = &after[(name.len() + 2).min(after.len())..];
                continue;
            }
            match letter {
                '0'..='9' => out.push_str(&group(letter as usize - '0' as usize)),
                'n' => out.push('\n'),
                't' => out.push('\t'),
                other => out.push(other),
            }
            rest = after;
        }
        out.push_str(rest);
    }
}

fn whole(captures: &Captures) -> Option<Match> {
    let all = captures.get(0)?;
    let groups =
        (0..captures.len()).map(|at| captures.get(at).map(|group| group.as_str().to_owned())).collect();
    Some(Match { start: all.start(), end: all.end(), groups })
}

/// Python's spelling in Rust's: `{,3}`, `\Z`, escaped letters that mean themselves, brackets inside of classes.
fn translated(source: &str) -> String {
    let letters: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len() + 8);
    let mut class = false;
    let mut at = 0;
    while at < letters.len() {
        let letter = letters[at];
        let next = letters.get(at + 1).copied();
        match letter {
            '\\' => {
                escape(next, &mut out);
                at += 1;
            }
            '[' if class => out.push_str("\\["),
            '[' => {
                class = true;
                out.push('[');
                // A bracket right at the start means itself.
                if next == Some('^') {
                    out.push('^');
                    at += 1;
                }
                if letters.get(at + 1) == Some(&']') {
                    out.push_str("\\]");
                    at += 1;
                }
            }
            ']' if class => {
                class = false;
                out.push(']');
            }
            '&' | '~' if class => {
                out.push('\\');
                out.push(letter);
            }
            '-' if class && next == Some('-') => out.push_str("\\-"),
            '{' if !class && next == Some(',') => out.push_str("{0"),
            '{' if !class && !counts(&letters[at + 1..]) => out.push_str("\\{"),
            '}' if !class && !closes(&letters[..at]) => out.push_str("\\}"),
            _ => out.push(letter),
        }
        at += 1;
    }
    out
}

fn escape(next: Option<char>, out: &mut String) {
    match next {
        Some('Z') => out.push_str("\\z"),
        Some(letter) if "dDwWsSbBAntrfvxuU0123456789.+*?()|[]{}^$#&-~/\\".contains(letter) => {
            out.push('\\');
            out.push(letter);
        }
        Some(letter) => out.push(letter),
        None => out.push_str("\\\\"),
    }
}

/// Whether what follows an opening brace is a count.
fn counts(rest: &[char]) -> bool {
    let end = rest.iter().position(|letter| *letter == '}');
    end.is_some_and(|end| {
        end > 0 && rest[..end].iter().all(|letter| letter.is_ascii_digit() || *letter == ',')
    })
}

fn closes(before: &[char]) -> bool {
    let start = before.iter().rposition(|letter| *letter == '{');
    start.is_some_and(|start| {
        before[start + 1..].iter().all(|letter| letter.is_ascii_digit() || *letter == ',')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_of_python_is_understood() {
        assert_eq!(translated(r"a{,3}"), r"a{0,3}");
        assert_eq!(translated(r"[[$]\€\Z"), r"[\[$]€\z");
        assert_eq!(translated("{x}"), r"\{x\}");
        let pattern = Pattern::new(r"(?P<qty>\d{2}\s)L").expect("a pattern");
        assert_eq!(pattern.replace("12 L, 13 L", r"\g<qty>LTR"), "12 LTR, 13 LTR");
        let pattern = Pattern::new(r"(\s)([0-9]+)\.([0-9]{2})(\s)").expect("a pattern");
        assert_eq!(pattern.replace(" 1.25 ", r"\1\2,\3\4"), " 1,25 ");
        assert!(Pattern::new(r"^\s+(\S+(?:(?!\s{2}).)+)$").is_ok());
    }

    #[test]
    fn a_pattern_that_never_ends_matches_nothing() {
        let pattern = Pattern::new(r"(?=(a+)+$)b").expect("a pattern");
        assert!(pattern.find(&"a".repeat(40), 0).is_none());
    }
}
