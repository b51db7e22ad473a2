//! Breaks texts into lines.

use super::clean;
use super::fonts::Fonts;
use crate::style::Type;

/// A word longer than this is set in pieces, and may be broken between them.
const LONGEST: usize = 48;
/// Rounding must not push a word that fits onto the next line.
const TOLERANCE: f32 = 0.01;

/// The lines of a text that are at most `width` points wide. A single letter wider than that is a line of its own.
pub(crate) fn wrap(fonts: &mut Fonts, text: &str, kind: Type, width: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for line in clean::lines(text.trim_end()) {
        wrap_line(fonts, &line, kind, width.max(1.0) + TOLERANCE, &mut lines);
    }
    lines
}

/// How wide a text is when only its own line ends break it.
pub(crate) fn natural(fonts: &mut Fonts, text: &str, kind: Type) -> f32 {
    let lines = clean::lines(text.trim_end());
    lines.iter().map(|line| unbroken(fonts, line, kind)).fold(0.0, f32::max)
}

fn wrap_line(fonts: &mut Fonts, text: &str, kind: Type, width: f32, lines: &mut Vec<String>) {
    let (mut line, mut filled) = (String::new(), 0.0);
    let space = fonts.width(" ", kind);
    for (word, apart) in text.split(' ').filter(|word| !word.is_empty()).flat_map(atoms) {
        let gap = if apart && !line.is_empty() { space } else { 0.0 };
        let wide = fonts.width(word, kind);
        if filled + gap + wide <= width {
            line.push_str(if gap > 0.0 { " " } else { "" });
            line.push_str(word);
            filled += gap + wide;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        (line, filled) =
            if wide <= width { (word.to_string(), wide) } else { cut(fonts, word, kind, width, lines) };
    }
    lines.push(line);
}

/// How wide a text is on one line.
fn unbroken(fonts: &mut Fonts, line: &str, kind: Type) -> f32 {
    let space = fonts.width(" ", kind);
    let words = line.split(' ').filter(|word| !word.is_empty()).flat_map(atoms);
    let widths = words.map(|(word, apart)| fonts.width(word, kind) + if apart { space } else { 0.0 });
    (widths.sum::<f32>() - space).max(0.0)
}

/// Cuts a word that no line can hold; gives what is left for the line that follows.
fn cut(fonts: &mut Fonts, word: &str, kind: Type, width: f32, lines: &mut Vec<String>) -> (String, f32) {
    let (mut from, mut to, mut filled) = (0, 0, 0.0);
    for (end, wide) in fonts.clusters(word, kind) {
        if end > to && to > from && filled + wide > width {
            lines.push(word[from..to].to_string());
            (from, filled) = (to, 0.0);
        }
        (to, filled) = (end, filled + wide);
    }
    (word[from..].to_string(), filled)
}

/// The parts of a word between which a line may end, and whether a space stands before each.
fn atoms(word: &str) -> Vec<(&str, bool)> {
    let mut atoms = Vec::new();
    let (mut from, mut letters) = (0, 0);
    let mut before: [Option<char>; 2] = [None, None];
    for (at, c) in word.char_indices() {
        letters += 1;
        let breaks =
            may_break(before, c) || (letters > LONGEST && !clean::is_attached(c)) || letters > 4 * LONGEST;
        if at > from && breaks {
            atoms.push((&word[from..at], from == 0));
            (from, letters) = (at, 1);
        }
        before = [before[1], Some(c)];
    }
    atoms.push((&word[from..], from == 0));
    atoms
}

/// May a line end between these two and the next? After a hyphen or a slash between letters, and beside ideographs.
fn may_break(before: [Option<char>; 2], next: char) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    match before[1] {
        Some('-' | '–' | '—' | '/') => letter(before[0]) && next.is_alphabetic(),
        Some(last) if clean::is_ideograph(last) => {
            !clean::is_attached(next) && !",.;:!?)]}、。」』）".contains(next)
        }
        Some(last) => clean::is_ideograph(next) && last.is_alphanumeric(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::BODY;

    fn joined(text: &str, width: f32) -> (Vec<String>, String) {
        let lines = wrap(&mut Fonts::new(None), text, BODY, width);
        let all = lines.concat();
        (lines, all)
    }

    #[test]
    fn words_go_to_the_next_line_whole() {
        let (lines, _) = joined("one two three four five six", 60.0);
        assert!(lines.len() > 2);
        assert_eq!(lines.join(" "), "one two three four five six");
    }

    #[test]
    fn a_word_too_long_for_a_line_is_cut_and_nothing_is_lost() {
        for word in ["x".repeat(1000), "e\u{301}".repeat(300), "שלום".repeat(60), "한국어".repeat(50)]
        {
            let (lines, all) = joined(&word, 50.0);
            assert!(lines.len() > 5);
            assert_eq!(all, word);
        }
    }

    #[test]
    fn amounts_and_dates_are_not_broken() {
        let (lines, _) = joined("-12.50 2026-10-31 a/b", 1000.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(atoms("2026-10-31").len(), 1);
        assert_eq!(atoms("-12.50").len(), 1);
        assert_eq!(atoms("north-east").len(), 2);
    }

    #[test]
    fn a_width_of_nothing_still_ends() {
        assert_eq!(joined("abc", 0.0).1, "abc");
        assert_eq!(joined("", 10.0).0, [""]);
    }
}
