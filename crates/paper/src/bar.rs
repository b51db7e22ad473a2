//! One bar of a chart, or a meter.

/// A bar with a name before it and a figure behind it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    pub(crate) label: String,
    pub(crate) figure: String,
    pub(crate) part: f32,
}

impl Bar {
    /// A bar that fills `part` of its track, from 0 to 1. More than 1 is drawn full, and in the colour of a warning;
    /// what is no number, or below zero, is drawn empty.
    pub fn new(label: impl Into<String>, figure: impl Into<String>, part: f64) -> Self {
        let part = if part.is_nan() { 0.0 } else { part.clamp(0.0, 2.0) };
        Self { label: label.into(), figure: figure.into(), part: part as f32 }
    }
}
