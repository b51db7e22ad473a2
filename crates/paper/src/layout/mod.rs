//! Lays out a paper: every block of its story, then what stands on all pages.

mod grid;
mod pairs;
mod row;

use crate::flow::Flow;
use crate::paper::{Block, Paper};
use crate::sheet::{Anchor, Mark, Meaning, Role};
use crate::style;
use crate::text::fonts::Fonts;
use crate::text::{clean, wrap};

/// Lines that a footer may take.
const FOOTER_LINES: usize = 3;
/// Letters that the number of a page may take, with its words.
const NUMBER_LETTERS: usize = 60;
/// Between the text and the line above the footer.
const ABOVE_FOOTER: f32 = 26.0;

/// The laid-out paper.
pub(crate) fn lay_out(paper: &Paper) -> Flow<'_> {
    let mut fonts = Fonts::new(paper.fallback.as_ref());
    let footer = footer(&mut fonts, paper);
    let height = footer.len().max(1) as f32 * style::FOOTER.leading;
    let mut flow = Flow::new(fonts, paper.size, height + ABOVE_FOOTER);
    top(&mut flow, paper);
    for block in &paper.blocks {
        put(&mut flow, block);
    }
    flow.finish();
    feet(&mut flow, paper, &footer);
    flow
}

fn put(flow: &mut Flow, block: &Block) {
    match block {
        Block::Heading(text) => flow.hold(text, style::HEADING, 2, [26.0, 6.0]),
        Block::Subheading(text) => flow.hold(text, style::SUBHEADING, 3, [16.0, 3.0]),
        Block::Paragraph(text) => running(flow, text, style::BODY),
        Block::Note(text) => running(flow, text, style::NOTE),
        Block::Facts(facts, columns) => pairs::facts(flow, facts, *columns),
        Block::Figures(figures) => pairs::figures(flow, figures),
        Block::Table(table) => grid::table(flow, table),
        Block::Bars(bars) => pairs::bars(flow, bars),
        Block::Rule => {
            flow.gap(12.0);
            let top = flow.take(1.0);
            flow.line(top + 0.5, 0.6, style::HAIRLINE);
            flow.gap(12.0);
        }
        Block::Space(points) => {
            let height = points.min(flow.page());
            flow.take(height);
        }
        Block::PageBreak => {
            flow.finish();
            flow.next_page();
        }
    }
}

fn running(flow: &mut Flow, text: &str, kind: style::Type) {
    let node = flow.tree.root(Role::Paragraph);
    flow.gap(8.0);
    flow.text(text, kind, node);
    flow.gap(8.0);
}

/// Sender and recipient side by side, and the title below.
fn top(flow: &mut Flow, paper: &Paper) {
    if !(paper.sender.is_empty() && paper.recipient.is_empty()) {
        let half = flow.width * 0.56;
        let sides = [(&paper.sender, 0.0, half - 20.0), (&paper.recipient, half, flow.width - half)];
        let sides = sides.map(|(lines, left, width)| (address(flow, lines, width), left));
        let tallest = sides.iter().map(|(lines, _)| lines.len()).max().unwrap_or_default();
        let top = flow.take((tallest as f32 * style::ADDRESS.leading).min(flow.page()));
        for (lines, left) in sides {
            let node = flow.tree.root(Role::Paragraph);
            for (at, (line, bold)) in lines.into_iter().enumerate() {
                let kind = if bold { style::ADDRESS.bold() } else { style::ADDRESS };
                let top = top + at as f32 * kind.leading;
                flow.lines(&[line], kind, Anchor::Left(flow.left + left), top, Meaning::Part(node));
            }
        }
        flow.gap(44.0);
    }
    if !paper.title.trim().is_empty() {
        flow.hold(&paper.title, style::TITLE, 1, [0.0, 2.0]);
    }
    if let Some(subtitle) = &paper.subtitle {
        let node = flow.tree.root(Role::Paragraph);
        flow.text(subtitle, style::SUBTITLE, node);
    }
    flow.gap(18.0);
}

/// The lines of an address with whether each is bold: the name is. A page is enough for any address.
fn address(flow: &mut Flow, lines: &[String], width: f32) -> Vec<(String, bool)> {
    let most = (flow.page() / style::ADDRESS.leading) as usize;
    let mut set = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let kind = if at == 0 { style::ADDRESS.bold() } else { style::ADDRESS };
        let wrapped = wrap::wrap(&mut flow.fonts, line, kind, width);
        set.extend(wrapped.into_iter().map(|line| (line, at == 0)));
    }
    set.truncate(most);
    set
}

fn footer(fonts: &mut Fonts, paper: &Paper) -> Vec<String> {
    if paper.footer.trim().is_empty() {
        return Vec::new();
    }
    let width = (paper.size.points().0 - 2.0 * style::SIDE) * 0.78;
    let mut lines = wrap::wrap(fonts, &paper.footer, style::FOOTER, width);
    if lines.len() > FOOTER_LINES {
        lines.truncate(FOOTER_LINES);
        lines.iter_mut().skip(FOOTER_LINES - 1).for_each(|line| line.push('…'));
    }
    lines
}

/// The foot of every page, now that their number is known.
fn feet(flow: &mut Flow, paper: &Paper, footer: &[String]) {
    let kind = style::FOOTER;
    let (left, right) = (flow.left, flow.right());
    let height = footer.len().max(1) as f32 * kind.leading;
    let top = paper.size.points().1 - style::BOTTOM - height;
    let words = clean::line(&paper.numbered);
    let pages = flow.sheets.len();
    for (page, sheet) in flow.sheets.iter_mut().enumerate() {
        let number = words.replace("{n}", &(page + 1).to_string()).replace("{m}", &pages.to_string());
        let number = number.chars().take(NUMBER_LETTERS).collect();
        let texts = footer.iter().enumerate().map(|(at, line)| (Anchor::Left(left), at, line));
        let texts = texts.chain(std::iter::once((Anchor::Right(right), 0, &number)));
        sheet.marks.push(Mark::Box {
            left,
            top: top - 8.0,
            width: right - left,
            height: 0.5,
            colour: style::HAIRLINE,
        });
        sheet.marks.extend(texts.map(|(anchor, at, text)| Mark::Text {
            anchor,
            baseline: top + at as f32 * kind.leading + kind.baseline(),
            kind,
            text: text.clone(),
            meaning: Meaning::Furniture,
        }));
    }
}
