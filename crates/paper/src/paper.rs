//! The story of a paper, before it is laid out.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::layout;
use crate::write::{self, Unwritten};
use crate::{Bar, Size, Table};

/// A document, told from top to bottom.
#[derive(Debug, Clone)]
pub struct Paper {
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) sender: Vec<String>,
    pub(crate) recipient: Vec<String>,
    pub(crate) footer: String,
    pub(crate) numbered: String,
    pub(crate) size: Size,
    pub(crate) lang: String,
    pub(crate) author: Option<String>,
    pub(crate) made: Option<DateTime<Utc>>,
    pub(crate) fallback: Option<Arc<[u8]>>,
    pub(crate) blocks: Vec<Block>,
}

/// A piece of the story.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    Heading(String),
    Subheading(String),
    Paragraph(String),
    Note(String),
    /// Pairs, in so many columns.
    Facts(Vec<(String, String)>, usize),
    Figures(Vec<(String, String)>),
    Table(Table),
    Bars(Vec<Bar>),
    Rule,
    Space(f32),
    PageBreak,
}

impl Paper {
    /// An empty paper with a title: A4, in English, with "Page 1 of 2" at the foot.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            subtitle: None,
            sender: Vec::new(),
            recipient: Vec::new(),
            footer: String::new(),
            numbered: "Page {n} of {m}".into(),
            size: Size::A4,
            lang: "en".into(),
            author: None,
            made: None,
            fallback: None,
            blocks: Vec::new(),
        }
    }

    /// The language of its texts, as a language tag: "en", "pt-BR". Screen readers pronounce by it.
    pub fn lang(self, lang: impl Into<String>) -> Self {
        Self { lang: lang.into(), ..self }
    }

    /// Who made it, for the properties of the file.
    pub fn author(self, author: impl Into<String>) -> Self {
        Self { author: Some(author.into()), ..self }
    }

    /// When it was made, for the properties of the file. Without it the file is not fit for archives (PDF/A).
    pub fn made(self, made: DateTime<Utc>) -> Self {
        Self { made: Some(made), ..self }
    }

    /// The size of its sheets.
    pub fn size(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// A quieter line under the title: the period, the number of the receipt.
    pub fn subtitle(self, subtitle: impl Into<String>) -> Self {
        Self { subtitle: Some(subtitle.into()), ..self }
    }

    /// Who sends it, top left: the name first, then the lines of the address.
    pub fn sender<S: AsRef<str>>(self, lines: &[S]) -> Self {
        Self { sender: lines.iter().map(|line| line.as_ref().into()).collect(), ..self }
    }

    /// Who gets it, top right: the name first, then the lines of the address.
    pub fn recipient<S: AsRef<str>>(self, lines: &[S]) -> Self {
        Self { recipient: lines.iter().map(|line| line.as_ref().into()).collect(), ..self }
    }

    /// The text at the foot of every page; what takes more than three lines is cut.
    pub fn footer(self, footer: impl Into<String>) -> Self {
        Self { footer: footer.into(), ..self }
    }

    /// How pages are counted, in the language of the paper: "Seite {n} von {m}". At most 60 letters.
    pub fn numbered(self, words: impl Into<String>) -> Self {
        Self { numbered: words.into(), ..self }
    }

    /// A font file for the characters that the built-in fonts lack. Ask [`crate::is_font`] first: what is no font is
    /// passed over.
    pub fn fallback(self, font: Option<Arc<[u8]>>) -> Self {
        Self { fallback: font, ..self }
    }

    /// Begins a part. A heading stays with what follows it, and is listed in the outline of the file.
    pub fn heading(self, text: impl Into<String>) -> Self {
        self.with(Block::Heading(text.into()))
    }

    /// Begins a part of a part.
    pub fn subheading(self, text: impl Into<String>) -> Self {
        self.with(Block::Subheading(text.into()))
    }

    /// Running text.
    pub fn paragraph(self, text: impl Into<String>) -> Self {
        self.with(Block::Paragraph(text.into()))
    }

    /// Small print.
    pub fn note(self, text: impl Into<String>) -> Self {
        self.with(Block::Note(text.into()))
    }

    /// Names and values, one under the other.
    pub fn facts<K: AsRef<str>, V: AsRef<str>>(self, facts: &[(K, V)]) -> Self {
        self.with(Block::Facts(owned(facts), 1))
    }

    /// Names and values in two columns: the first half on the left.
    pub fn facts_in_two<K: AsRef<str>, V: AsRef<str>>(self, facts: &[(K, V)]) -> Self {
        self.with(Block::Facts(owned(facts), 2))
    }

    /// A few large figures side by side, with their names above: what the reader came for.
    pub fn figures<K: AsRef<str>, V: AsRef<str>>(self, figures: &[(K, V)]) -> Self {
        self.with(Block::Figures(owned(figures)))
    }

    /// A table.
    pub fn table(self, table: Table) -> Self {
        self.with(Block::Table(table))
    }

    /// Bars under each other: a small chart. One alone is a meter.
    pub fn bars(self, bars: impl IntoIterator<Item = Bar>) -> Self {
        self.with(Block::Bars(bars.into_iter().collect()))
    }

    /// A thin line from margin to margin.
    pub fn rule(self) -> Self {
        self.with(Block::Rule)
    }

    /// Room of so many points, for a signature or a stamp.
    pub fn space(self, points: u16) -> Self {
        self.with(Block::Space(f32::from(points)))
    }

    /// What follows begins on a new page.
    pub fn page_break(self) -> Self {
        self.with(Block::PageBreak)
    }

    /// Lays it out, and gives the bytes of the PDF.
    pub fn write(&self) -> Result<Vec<u8>, Unwritten> {
        write::write(self, layout::lay_out(self))
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}

fn owned<K: AsRef<str>, V: AsRef<str>>(pairs: &[(K, V)]) -> Vec<(String, String)> {
    pairs.iter().map(|(key, value)| (key.as_ref().into(), value.as_ref().into())).collect()
}
