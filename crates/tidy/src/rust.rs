//! As much of Rust's grammar as the rules need: which text is code, which is comment, and where functions end.

/// The text with comments and the insides of literals blanked out. Offsets and lines stay where they were.
pub fn code(text: &str) -> String {
    mask(text, false)
}

/// The text with comments blanked out, and its literals kept.
pub fn without_comments(text: &str) -> String {
    mask(text, true)
}

/// [`code`] without the modules that are compiled for tests only.
pub fn shipped(text: &str) -> String {
    let code = code(text);
    blank_tests(&code, code.clone())
}

/// [`without_comments`], and without the modules that are compiled for tests only.
pub fn shipped_with_literals(text: &str) -> String {
    blank_tests(&code(text), without_comments(text))
}

fn blank_tests(code: &str, target: String) -> String {
    let mut bytes = target.into_bytes();
    let mut from = 0;
    while let Some(start) = code[from..].find("#[cfg(test)]").map(|at| at + from) {
        let end = match code[start..].find(['{', ';']).map(|at| at + start) {
            Some(open) if code.as_bytes()[open] == b'{' => closing(code, open),
            Some(semicolon) => semicolon,
            None => code.len() - 1,
        };
        blank(&mut bytes, start, end + 1);
        from = end + 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How many lines hold code: not blank, not comment, not in a `#[cfg(test)]` module.
pub fn lines_of_code(text: &str) -> usize {
    let (shipped, kept) = (shipped(text), shipped_with_literals(text));
    shipped
        .lines()
        .zip(kept.lines())
        .filter(|(code, kept)| !(code.trim().is_empty() && kept.trim().is_empty()))
        .count()
}

/// Name, offset and number of lines of every function with a body, from its `fn` to its closing brace.
pub fn functions(text: &str) -> Vec<(String, usize, usize)> {
    let code = code(text);
    let mut found = Vec::new();
    for start in crate::re(r"\bfn\s+(\w+)").captures_iter(&code) {
        let (Some(all), Some(name)) = (start.get(0), start.get(1)) else { continue };
        let mut depth = 0_i32;
        let body = code[all.end()..].char_indices().find(|(_, c)| {
            depth += i32::from(matches!(c, '(' | '[')) - i32::from(matches!(c, ')' | ']'));
            depth == 0 && matches!(c, '{' | ';')
        });
        if let Some((at, '{')) = body {
            let end = closing(&code, all.end() + at);
            found.push((name.as_str().into(), all.start(), code[all.start()..end].matches('\n').count() + 1));
        }
    }
    found
}

/// Where the brace that opens at `open` closes; the end of the text when it never does.
fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len().saturating_sub(1)
}

fn blank(bytes: &mut [u8], from: usize, to: usize) {
    let end = to.min(bytes.len());
    bytes[from.min(end)..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

fn mask(text: &str, keep_literals: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let (end, literal) = token(bytes, at);
        if end == at {
            at += 1;
            continue;
        }
        if !literal {
            blank(&mut out, at, end);
        } else if !keep_literals {
            blank(&mut out, at + 1, end - 1);
        }
        at = end;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The end of the comment (false) or literal (true) that starts here; `at` itself when none does.
fn token(bytes: &[u8], at: usize) -> (usize, bool) {
    let rest = &bytes[at..];
    let word_before = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    match rest {
        [b'/', b'/', ..] => (at + rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()), false),
        [b'/', b'*', ..] => (at + block_comment(rest), false),
        [b'"', ..] => (at + string(rest), true),
        [b'r', b'"' | b'#', ..] if !word_before => (at + raw_string(rest, 1), true),
        [b'b', b'r', b'"' | b'#', ..] if !word_before => (at + raw_string(rest, 2), true),
        [b'\'', b'\\', ..] => {
            let close = rest.iter().skip(3).position(|b| *b == b'\'').map_or(rest.len(), |p| p + 4);
            (at + close, true)
        }
        // A char literal, and not a lifetime: a quote closes after one character, of up to four bytes.
        [b'\'', first, ..] => {
            let width = first.leading_ones().max(1) as usize;
            let is_char = rest.get(1 + width) == Some(&b'\'');
            (if is_char { at + width + 2 } else { at }, true)
        }
        _ => (at, true),
    }
}

fn block_comment(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at + 1 < rest.len() {
        match (rest[at], rest[at + 1]) {
            (b'/', b'*') => (depth, at) = (depth + 1, at + 2),
            (b'*', b'/') if depth == 1 => return at + 2,
            (b'*', b'/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
    }
    rest.len()
}

fn string(rest: &[u8]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

/// `prefix` letters, hashes, a quote, text, a quote and as many hashes; 0 when it is not that (`r#type`).
fn raw_string(rest: &[u8], prefix: usize) -> usize {
    let hashes = rest[prefix..].iter().take_while(|b| **b == b'#').count();
    let open = prefix + hashes;
    if rest.get(open) != Some(&b'"') {
        return 0;
    }
    let close = |at: &usize| {
        rest[*at] == b'"' && rest[at + 1..].iter().take(hashes).filter(|b| **b == b'#').count() == hashes
    };
    (open + 1..rest.len()).find(close).map_or(rest.len(), |at| at + 1 + hashes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_not_code() {
        let text =
            "a(); // b()\n/* c /* d */ e */ f(\"g // h\\\" i\", r#\"j \" k\"#, 'l', '\\'', b\"m\"); // n";
        let code = code(text);
        assert_eq!(code.len(), text.len());
        for seen in ["a();", "f("] {
            assert!(code.contains(seen), "{code}");
        }
        for gone in
            ["b()", "c", "d", "e", "g", "h", "i", "j", "k", "l", "m", "n"].iter().filter(|w| **w != "b()")
        {
            assert!(!code.replace("b\"", "").contains(gone), "{gone} in {code}");
        }
        assert!(without_comments(text).contains("g // h") && !without_comments(text).contains("// n"));
    }

    #[test]
    fn lifetimes_and_raw_names_are_code() {
        let text = "fn f<'a>(x: &'a str, r#type: char) -> char { 'é' }";
        assert_eq!(code(text), "fn f<'a>(x: &'a str, r#type: char) -> char { '  ' }");
    }

    #[test]
    fn tests_are_not_shipped() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\"; }\n}\nfn c() {}\n";
        let shipped = shipped(text);
        assert!(shipped.contains("fn a") && shipped.contains("fn c") && !shipped.contains("fn b"));
        assert_eq!(lines_of_code(text), 2);
    }

    #[test]
    fn only_code_counts() {
        assert_eq!(lines_of_code("//! doc\n\nfn a() {\n    // why\n    let s = \"x\n    y\";\n}\n"), 4);
    }

    #[test]
    fn functions_have_lengths() {
        let text =
            "trait T { fn no_body(&self, a: [u8; 2]); }\nfn one() { two(\"{\") }\nfn four(\n) {\n    1;\n}\n";
        let found: Vec<_> = functions(text).into_iter().map(|(name, _, lines)| (name, lines)).collect();
        assert_eq!(found, [("one".into(), 1), ("four".into(), 4)]);
    }
}
