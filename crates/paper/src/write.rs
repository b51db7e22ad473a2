//! From sheets to the bytes of a PDF.

use std::fmt;
use std::num::NonZeroU16;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};
use krilla::{Document, SerializeSettings};

use crate::draw;
use crate::flow::Flow;
use crate::paper::Paper;
use crate::sheet::{Entry, NodeId, Role, Tree};
use crate::text::clean;

/// A paper that no PDF could be made of: a fallback font that can't be embedded, or more than a PDF can hold.
#[derive(Debug)]
pub struct Unwritten(KrillaError);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the document could not be written: {}", self.0)
    }
}

impl std::error::Error for Unwritten {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// Writes the file by the strictest standards that it meets: a paper without a date is no less a paper.
pub(crate) fn write(paper: &Paper, mut flow: Flow) -> Result<Vec<u8>, Unwritten> {
    for standards in standards(paper) {
        match document(paper, &mut flow, standards).finish() {
            Err(KrillaError::Validation(_)) => {}
            written => return written.map_err(Unwritten),
        }
    }
    document(paper, &mut flow, Configuration::default()).finish().map_err(Unwritten)
}

/// For archives and screen readers; then for screen readers alone. What is sure to fail is not tried.
fn standards(paper: &Paper) -> impl Iterator<Item = Configuration> {
    let titled = !clean::line(&paper.title).trim().is_empty();
    let readable = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let archived = readable.with_archival_validator(Archival::A2_A);
    let tried = [(archived, titled && paper.made.is_some()), (readable, titled)];
    tried.into_iter().filter(|(_, sensible)| *sensible).filter_map(|(builder, _)| builder.finish().ok())
}

fn document(paper: &Paper, flow: &mut Flow, configuration: Configuration) -> Document {
    let mut document = Document::new_with(SerializeSettings { configuration, ..Default::default() });
    document.set_metadata(metadata(paper));
    let (width, height) = paper.size.points();
    let mut found: Vec<Vec<Identifier>> = vec![Vec::new(); flow.tree.nodes.len()];
    for sheet in &flow.sheets {
        let Some(settings) = PageSettings::from_wh(width, height) else { continue };
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        draw::draw(&mut surface, sheet, &mut flow.fonts, |node, id| found[node].push(id));
        surface.finish();
        page.finish();
    }
    let lang = Some(lang(paper));
    let mut story = TagTree::new().with_lang(lang);
    flow.tree.roots.iter().for_each(|root| story.push(group(&flow.tree, *root, &mut found)));
    document.set_tag_tree(story);
    document.set_outline(outline(&flow.outline));
    document
}

fn metadata(paper: &Paper) -> Metadata {
    let mut metadata = Metadata::new()
        .title(clean::line(&paper.title))
        .language(lang(paper))
        .producer("Bursar".into())
        .authors(paper.author.iter().map(|author| clean::line(author)).collect());
    if let Some(subtitle) = &paper.subtitle {
        metadata = metadata.description(clean::line(subtitle));
    }
    match paper.made {
        Some(made) => metadata.creation_date(date(made)),
        None => metadata,
    }
}

/// What is no language tag says nothing of the language.
fn lang(paper: &Paper) -> String {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if paper.lang.len() <= 35 && paper.lang.split('-').all(part) { paper.lang.clone() } else { "und".into() }
}

fn date(made: DateTime<Utc>) -> krilla::metadata::DateTime {
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    krilla::metadata::DateTime::new(u16::try_from(made.year()).unwrap_or_default())
        .month(small(made.month()))
        .day(small(made.day()))
        .hour(small(made.hour()))
        .minute(small(made.minute()))
        .second(small(made.second()))
        .utc_offset_hour(0)
}

fn outline(entries: &[Entry]) -> Outline {
    let mut outline = Outline::new();
    for entry in entries {
        let place = XyzDestination::new(entry.page, Point::from_xy(0.0, entry.top));
        outline.push_child(OutlineNode::new(entry.text.clone(), place));
    }
    outline
}

fn group(tree: &Tree, id: NodeId, found: &mut [Vec<Identifier>]) -> TagGroup {
    let node = &tree.nodes[id];
    let texts = std::mem::take(&mut found[id]).into_iter().map(Node::Leaf);
    let mut group = TagGroup::with_children(kind(&node.role), texts.collect());
    node.parts.iter().for_each(|part| group.push(self::group(tree, *part, found)));
    group
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, title) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(title.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::None).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::Head => Tag::THead.into(),
        Role::Rows => Tag::TBody.into(),
        Role::Foot => Tag::TFoot.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::Cell => Tag::TD.into(),
    }
}
