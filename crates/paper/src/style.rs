//! How papers look: sizes, the type scale, and the few colours.

/// The size of the sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 210 × 297 mm: nearly everywhere.
    #[default]
    A4,
    /// 8.5 × 11 inches: North America.
    Letter,
}

impl Size {
    /// Width and height, in points.
    pub(crate) fn points(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// Left and right of the text.
pub(crate) const SIDE: f32 = 58.0;
/// Above the text.
pub(crate) const TOP: f32 = 60.0;
/// From the footer to the edge of the sheet.
pub(crate) const BOTTOM: f32 = 36.0;

/// A colour: red, green, blue.
pub(crate) type Colour = [u8; 3];
pub(crate) const INK: Colour = [0x1b, 0x1f, 0x24];
pub(crate) const MUTED: Colour = [0x5f, 0x68, 0x72];
pub(crate) const HAIRLINE: Colour = [0xdc, 0xe0, 0xe4];
pub(crate) const ZEBRA: Colour = [0xf5, 0xf7, 0xf8];
pub(crate) const TRACK: Colour = [0xe9, 0xec, 0xef];
pub(crate) const ACCENT: Colour = [0x2f, 0x5d, 0x8a];
pub(crate) const WARNING: Colour = [0xb4, 0x4a, 0x2c];

/// A size of type: how large, how far apart the lines are, how heavy, in which colour.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub size: f32,
    pub leading: f32,
    pub bold: bool,
    /// All digits equally wide, so that figures stand in columns.
    pub tabular: bool,
    pub colour: Colour,
}

impl Type {
    const fn new(size: f32, leading: f32) -> Self {
        Self { size, leading, bold: false, tabular: false, colour: INK }
    }

    pub const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub const fn muted(self) -> Self {
        Self { colour: MUTED, ..self }
    }

    pub const fn tabular(self) -> Self {
        Self { tabular: true, ..self }
    }

    /// From the top of a line to its baseline: the capitals stand in the middle of the line.
    pub fn baseline(self) -> f32 {
        const CAPITALS: f32 = 0.727;
        (self.leading + CAPITALS * self.size) / 2.0
    }
}

pub(crate) const TITLE: Type = Type::new(20.0, 25.0).bold();
pub(crate) const SUBTITLE: Type = Type::new(10.5, 15.0).muted();
pub(crate) const ADDRESS: Type = Type::new(8.5, 12.5);
pub(crate) const HEADING: Type = Type::new(12.0, 16.0).bold();
pub(crate) const SUBHEADING: Type = Type::new(9.5, 13.0).bold();
pub(crate) const BODY: Type = Type::new(9.5, 14.0);
pub(crate) const NOTE: Type = Type::new(8.0, 11.5).muted();
pub(crate) const FACT: Type = Type::new(9.0, 13.0).tabular();
pub(crate) const FIGURE: Type = Type::new(14.0, 18.0).bold();
pub(crate) const CELL: Type = Type::new(8.5, 11.5).tabular();
pub(crate) const COLUMN_HEAD: Type = Type::new(7.5, 10.5).bold().muted();
pub(crate) const FOOTER: Type = Type::new(7.5, 10.5).muted();
