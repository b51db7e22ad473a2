//! Makes any text fit for paper.

/// One line of clean text: for titles and properties.
pub(crate) fn line(text: &str) -> String {
    lines(text).join(" ")
}

/// The lines of a text, without what would reorder or hide it. Control characters become U+FFFD, which is drawn as □.
pub(crate) fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n");
    let ends = |c| matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    text.split(ends).map(|line| line.chars().filter_map(fit).collect()).collect()
}

fn fit(c: char) -> Option<char> {
    match c {
        '\t' => Some(' '),
        c if is_hidden(c) => None,
        c if c.is_control() || is_no_character(c) => Some('\u{fffd}'),
        c => Some(c),
    }
}

/// Invisible, and able to make a text read as another: bidirectional overrides, zero-width spaces, tags.
fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
    ) || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Belongs to the character before it: a combining mark, a joiner, a variation selector.
pub(crate) fn is_attached(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}')
        || matches!(c, '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}')
        || matches!(c, '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
        || matches!(c, '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}')
        || is_invisible(c)
}

/// Changes its neighbours and has no shape of its own.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{34f}' | '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}')
}

/// A line may end after any of these: the writing has no spaces between words, or needs none.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Written from right to left.
pub(crate) fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
        || matches!(c, '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_stay_visible_and_overrides_go() {
        assert_eq!(lines("a\tb\u{0}\u{202e}c"), ["a b\u{fffd}c"]);
        assert_eq!(lines("one\r\ntwo\u{2028}three"), ["one", "two", "three"]);
        assert_eq!(line("one\ntwo"), "one two");
    }
}
