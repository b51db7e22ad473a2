//! Texts: cleaned, broken into lines, and turned into glyphs.

pub(crate) mod clean;
pub(crate) mod fonts;
pub(crate) mod shape;
pub(crate) mod wrap;
