//! What a language model says, sentence by sentence: each is checked before anybody hears it.
use std::collections::BTreeSet;

use super::{Grounds, figure, safe::safe};
use crate::chat::voice::Voice;

/// One turn of the model, as far as it came.
#[derive(Debug, Default)]
pub struct Spoken {
    raw: String,
    /// Up to here it was checked.
    checked: usize,
    /// What of it may be shown.
    shown: String,
    fault: Option<String>,
}

impl Spoken {
    /// Takes more of it; says the sentences that are whole and have no fault.
    pub fn hear(&mut self, text: &str, grounds: &Grounds, voice: &mut Voice) {
        self.raw.push_str(text);
        if self.shown.is_empty() {
            self.checked = self.raw.len() - self.raw.trim_start().len();
        }
        // Without having looked it has nothing to say; and what follows an invented figure is not worth hearing.
        while self.fault.is_none()
            && !grounds.results.is_empty()
            && let Some(length) = sentences(&self.raw[self.checked..])
        {
            self.pass(self.checked + length, grounds);
            voice.say(&self.shown[voice.said().len().min(self.shown.len())..]);
        }
    }

    /// All of it, if it may be shown; else why not.
    pub fn end(mut self, grounds: &Grounds) -> Result<String, String> {
        if self.raw.trim().is_empty() {
            return Err("The language model said nothing".into());
        }
        if grounds.results.is_empty() {
            return Err("The language model did not look at the invoices".into());
        }
        self.pass(self.raw.trim_end().len().max(self.checked), grounds);
        // A figure might stand across the seam of two sentences.
        let whole = self.raw.clone();
        self.look_at(&whole, grounds);
        self.fault.map_or(Ok(self.shown), Err)
    }

    fn pass(&mut self, to: usize, grounds: &Grounds) {
        let piece = self.raw[self.checked..to].to_owned();
        self.look_at(&piece, grounds);
        if self.fault.is_none() {
            let ids = grounds.links.iter().map(|link| link.invoice_id).collect::<BTreeSet<_>>();
            self.shown.push_str(&safe(&piece, &ids));
            self.checked = to;
        }
    }

    fn look_at(&mut self, text: &str, grounds: &Grounds) {
        let sources = grounds.results.iter().chain(&grounds.told).map(String::as_str);
        let invented = figure::invented(text, &sources.collect::<Vec<_>>());
        if let Some(first) = invented.first().filter(|_| self.fault.is_none()) {
            // The figure itself is for the log only: nobody is to remember it.
            tracing::warn!(figure = first, "the language model of the chat named a figure that no tool gave");
            self.fault = Some("The language model named a figure that no tool gave".into());
        }
    }
}

/// How long the sentences and lines are that are whole: up to where another begins, and never within a link.
fn sentences(text: &str) -> Option<usize> {
    let mut mark = None;
    let mut gap = false;
    let mut whole = None;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            gap = true;
            mark = if c == '\n' { Some(c) } else { mark };
            continue;
        }
        let ends = match mark {
            Some('\n') => true,
            Some('.' | '!' | '?' | ':' | ';') => !c.is_ascii_digit(),
            _ => false,
        };
        if gap && ends && text[..at].rfind('[').is_none_or(|open| text[open..at].contains(']')) {
            whole = Some(at);
        }
        (mark, gap) = (Some(c), false);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_whole_when_the_next_begins() {
        for (text, length) in [
            ("One. Two", Some(5)),
            ("One. ", None),
            ("One.", None),
            ("One\n2", Some(4)),
            ("EUR 1. 250", None),
            ("See [Inv. A](/invoices/1). More", Some(27)),
            ("See [Inv. A", None),
            ("A. B. C", Some(6)),
            ("", None),
        ] {
            assert_eq!(sentences(text), length, "{text}");
        }
    }

    fn grounds() -> Grounds {
        Grounds { results: vec!["{\"count\": 3}".into()], ..Grounds::default() }
    }

    #[test]
    fn an_invented_figure_is_never_said() {
        let (grounds, text) = (grounds(), "There are 3 invoices. They come to 99 euros. That is all.");
        for step in [1, 4, 100] {
            let (mut spoken, mut voice) = (Spoken::default(), Voice::silent());
            for part in text.as_bytes().chunks(step) {
                spoken.hear(&String::from_utf8_lossy(part), &grounds, &mut voice);
            }
            assert!(!voice.said().contains("99"), "{}", voice.said());
            let why = spoken.end(&grounds).expect_err("refused");
            assert!(why.contains("no tool gave") && !why.contains("99"), "{why}");
        }
    }

    #[test]
    fn what_is_said_is_the_beginning_of_what_is_answered() {
        let (grounds, text) =
            (grounds(), "\n There are 3. <b>Look</b> at [x](http://evil).\n\nNothing else! ");
        for step in [1, 7, 100] {
            let (mut spoken, mut voice) = (Spoken::default(), Voice::silent());
            for part in text.as_bytes().chunks(step) {
                spoken.hear(&String::from_utf8_lossy(part), &grounds, &mut voice);
            }
            assert_eq!(voice.said(), "There are 3. &lt;b>Look&lt;/b> at x.\n\n");
            let all = spoken.end(&grounds).expect("fine");
            assert_eq!(all, "There are 3. &lt;b>Look&lt;/b> at x.\n\nNothing else!");
        }
    }

    #[test]
    fn who_did_not_look_says_nothing() {
        let (mut spoken, mut voice) = (Spoken::default(), Voice::silent());
        spoken.hear("There are invoices. Many. Really", &Grounds::default(), &mut voice);
        assert_eq!(voice.said(), "");
        assert!(spoken.end(&Grounds::default()).is_err());
    }
}
