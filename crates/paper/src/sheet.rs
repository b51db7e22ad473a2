//! What is drawn where, and what it means to a reader who can't see it.

use crate::style::{Colour, Type};

/// A laid-out page.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    pub marks: Vec<Mark>,
}

/// One thing on a page. Places are in points from the top left.
#[derive(Debug)]
pub(crate) enum Mark {
    Text {
        anchor: Anchor,
        baseline: f32,
        kind: Type,
        text: String,
        meaning: Meaning,
    },
    /// A filled box; it never means anything by itself.
    Box {
        left: f32,
        top: f32,
        width: f32,
        height: f32,
        colour: Colour,
    },
}

/// Where a line of text begins or ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Anchor {
    Left(f32),
    Right(f32),
}

/// Whether a text belongs to the story, or is furniture of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meaning {
    Part(NodeId),
    /// Repeated or decorative: a footer, the header of a continued table.
    Furniture,
}

/// The place of a node in its [`Tree`].
pub(crate) type NodeId = usize;

/// What a part of the story is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    Heading(u16, String),
    Paragraph,
    List,
    Item,
    Label,
    Body,
    Table,
    Head,
    Rows,
    Foot,
    Row,
    ColumnHead,
    Cell,
}

/// The story as a tree, in reading order.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub nodes: Vec<Node>,
    pub roots: Vec<NodeId>,
}

/// A part of the story; it has parts, or texts on pages.
#[derive(Debug)]
pub(crate) struct Node {
    pub role: Role,
    pub parts: Vec<NodeId>,
}

impl Tree {
    /// A new part at the end of the story.
    pub fn root(&mut self, role: Role) -> NodeId {
        let id = self.make(role);
        self.roots.push(id);
        id
    }

    /// A new part at the end of another.
    pub fn under(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = self.make(role);
        self.nodes[parent].parts.push(id);
        id
    }

    fn make(&mut self, role: Role) -> NodeId {
        self.nodes.push(Node { role, parts: Vec::new() });
        self.nodes.len() - 1
    }
}

/// A line of the outline that viewers show beside the pages.
#[derive(Debug)]
pub(crate) struct Entry {
    pub text: String,
    pub page: usize,
    pub top: f32,
}
