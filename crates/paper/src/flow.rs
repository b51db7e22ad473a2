//! Fills sheets from top to bottom.

use crate::sheet::{Anchor, Entry, Mark, Meaning, NodeId, Role, Sheet, Tree};
use crate::style::{self, Colour, Size, Type};
use crate::text::fonts::Fonts;
use crate::text::wrap;

/// Where the next thing goes, and all that was put so far.
pub(crate) struct Flow<'a> {
    pub fonts: Fonts<'a>,
    pub sheets: Vec<Sheet>,
    pub tree: Tree,
    pub outline: Vec<Entry>,
    pub left: f32,
    pub width: f32,
    bottom: f32,
    y: f32,
    /// Room wanted above what comes next; none at the top of a page.
    gap: f32,
    /// Headings that wait for what they stand above.
    held: Vec<Held>,
}

struct Held {
    lines: Vec<String>,
    kind: Type,
    level: u16,
    gap: f32,
    after: f32,
}

impl Held {
    fn height(&self) -> f32 {
        self.lines.len() as f32 * self.kind.leading + self.after
    }
}

impl<'a> Flow<'a> {
    /// One empty sheet, with `foot` points kept free above the lower margin.
    pub fn new(fonts: Fonts<'a>, size: Size, foot: f32) -> Self {
        let (width, height) = size.points();
        Self {
            fonts,
            sheets: vec![Sheet::default()],
            tree: Tree::default(),
            outline: Vec::new(),
            left: style::SIDE,
            width: width - 2.0 * style::SIDE,
            bottom: height - style::BOTTOM - foot,
            y: style::TOP,
            gap: 0.0,
            held: Vec::new(),
        }
    }

    pub fn right(&self) -> f32 {
        self.left + self.width
    }

    /// The height that a page has for text.
    pub fn page(&self) -> f32 {
        self.bottom - style::TOP
    }

    /// What is left of this page.
    pub fn room(&self) -> f32 {
        (self.bottom - self.y - self.gap).max(0.0)
    }

    /// At least so much room above what comes next.
    pub fn gap(&mut self, points: f32) {
        self.gap = self.gap.max(points);
    }

    /// A heading; it is put together with what comes next.
    pub fn hold(&mut self, text: &str, kind: Type, level: u16, [gap, after]: [f32; 2]) {
        let lines = wrap::wrap(&mut self.fonts, text, kind, self.width);
        self.held.push(Held { lines, kind, level, gap, after });
    }

    /// Takes so much height in one piece, on a new page if need be; gives its top.
    pub fn take(&mut self, height: f32) -> f32 {
        let held = std::mem::take(&mut self.held);
        let above: f32 =
            held.iter().enumerate().map(|(at, one)| one.height() + f32::from(at > 0) * one.gap).sum();
        self.gap(held.first().map_or(0.0, |first| first.gap));
        if self.y + self.gap + above + height > self.bottom + 0.01 {
            self.next_page();
        }
        for one in held {
            self.gap(one.gap);
            self.put_heading(one);
        }
        if self.y + self.gap + height > self.bottom + 0.01 {
            self.next_page();
        }
        self.advance(height)
    }

    /// Goes to the top of a new page, unless this one is empty.
    pub fn next_page(&mut self) {
        if self.y > style::TOP {
            self.sheets.push(Sheet::default());
            self.y = style::TOP;
        }
        self.gap = 0.0;
    }

    /// Puts what still waits, and lets go of the sheets.
    pub fn finish(&mut self) {
        if !self.held.is_empty() {
            self.take(0.0);
        }
    }

    /// Text from the margin on, line for line over as many pages as it takes.
    pub fn text(&mut self, text: &str, kind: Type, node: NodeId) {
        let lines = wrap::wrap(&mut self.fonts, text, kind, self.width);
        let alone = if lines.len() < 4 { lines.len() } else { 2 };
        let (first, rest) = lines.split_at(alone.min(lines.len()));
        let top = self.take(first.len() as f32 * kind.leading);
        self.lines(first, kind, Anchor::Left(self.left), top, Meaning::Part(node));
        for line in rest {
            let top = self.take(kind.leading);
            self.lines(std::slice::from_ref(line), kind, Anchor::Left(self.left), top, Meaning::Part(node));
        }
    }

    /// Draws lines under each other on this page.
    pub fn lines(&mut self, lines: &[String], kind: Type, anchor: Anchor, top: f32, meaning: Meaning) {
        for (at, text) in lines.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let baseline = top + at as f32 * kind.leading + kind.baseline();
            self.mark(Mark::Text { anchor, baseline, kind, text: text.clone(), meaning });
        }
    }

    /// Draws a filled box on this page.
    pub fn fill(&mut self, [left, top, width, height]: [f32; 4], colour: Colour) {
        self.mark(Mark::Box { left, top, width, height, colour });
    }

    /// Draws a line from margin to margin.
    pub fn line(&mut self, top: f32, thickness: f32, colour: Colour) {
        self.fill([self.left, top - thickness / 2.0, self.width, thickness], colour);
    }

    /// Puts a heading; one longer than a page goes on over pages.
    fn put_heading(&mut self, heading: Held) {
        let text = heading.lines.join(" ");
        let node = self.tree.root(Role::Heading(heading.level, text.clone()));
        for (at, line) in heading.lines.iter().enumerate() {
            if self.y + heading.kind.leading > self.bottom {
                self.next_page();
            }
            let top = self.advance(heading.kind.leading);
            if at == 0 {
                self.outline.push(Entry { text: text.clone(), page: self.sheets.len() - 1, top });
            }
            let anchor = Anchor::Left(self.left);
            self.lines(std::slice::from_ref(line), heading.kind, anchor, top, Meaning::Part(node));
        }
        self.y += heading.after;
    }

    fn advance(&mut self, height: f32) -> f32 {
        if self.y > style::TOP {
            self.y += self.gap;
        }
        self.gap = 0.0;
        let top = self.y;
        self.y += height;
        top
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.push(mark);
        }
    }
}
