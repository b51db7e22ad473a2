//! What a document holds once it is read: pages of words with their places.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// A rectangle in points (1/72 inch), origin at the page's top left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The left edge.
    pub x0: f32,
    /// The upper edge.
    pub y0: f32,
    /// The right edge.
    pub x1: f32,
    /// The lower edge.
    pub y1: f32,
}

/// A word: no spaces inside, in Unicode's composed form (NFC).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Word {
    /// The word as it is printed.
    pub text: String,
    /// Where it stands.
    pub area: Area,
    /// Height of the font in points.
    pub size: f32,
    /// Whether it is printed bold.
    pub bold: bool,
    /// 1.0 for a text layer, what the OCR says of itself else; 0 to 1.
    pub confidence: f32,
}

/// A drawn line or thin box, as tables have them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Where it is drawn; one of its sides is next to nothing.
    pub area: Area,
}

/// A QR or other code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    /// What the code says.
    pub text: String,
    /// Where it stands.
    pub area: Area,
}

/// Where the words of a page come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// The text layer of a PDF.
    Text,
    /// Optical character recognition.
    Ocr,
    /// Both: a text layer beside scanned parts.
    Mixed,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// The words in reading order: by line from top to bottom, in a line from left to right.
    pub words: Vec<Word>,
    /// The drawn lines.
    pub rules: Vec<Rule>,
    /// The codes.
    pub codes: Vec<Code>,
    /// Where the words come from.
    pub source: Source,
}

/// A document that has been read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its pages, the first at 0.
    pub pages: Vec<Page>,
    /// The program that wrote the file, as the file says.
    pub producer: Option<String>,
    /// When the file was written first, as the file says; in UTC where it tells its zone.
    pub created: Option<NaiveDateTime>,
    /// When the file was changed last, as the file says.
    pub modified: Option<NaiveDateTime>,
}

impl Area {
    /// How wide it is.
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// How high it is.
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// The middle from left to right.
    pub fn middle_x(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// The middle from top to bottom.
    pub fn middle_y(&self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    /// The smallest rectangle that holds both.
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The surface that both share, in square points.
    pub fn shared(&self, other: &Self) -> f32 {
        let width = self.x1.min(other.x1) - self.x0.max(other.x0);
        let height = self.y1.min(other.y1) - self.y0.max(other.y0);
        width.max(0.0) * height.max(0.0)
    }
}

impl Page {
    /// The words as plain text, a line for every line of the page: for searching, and for eyes.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.words.len() * 7);
        let mut last: Option<&Area> = None;
        for word in &self.words {
            if let Some(last) = last {
                text.push(if follows(last, &word.area) { ' ' } else { '\n' });
            }
            text.push_str(&word.text);
            last = Some(&word.area);
        }
        text
    }
}

impl Document {
    /// The text of all pages, with a form feed between them.
    pub fn text(&self) -> String {
        self.pages.iter().map(Page::text).collect::<Vec<_>>().join("\n\x0c")
    }
}

/// Whether a word goes on in the line of the one before it.
fn follows(last: &Area, next: &Area) -> bool {
    let shared = last.y1.min(next.y1) - last.y0.max(next.y0);
    let lower = last.height().min(next.height()).max(0.1);
    shared > lower * 0.4 && next.x0 > last.x0 - 1.0
}
