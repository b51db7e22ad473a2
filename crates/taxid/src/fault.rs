//! Why a text is not the identifier that it was taken for.
use std::fmt;

/// What is wrong with an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It has too many or too few characters.
    Length,
    /// A character stands where it may not.
    Form,
    /// Form and length are right, and the check digit is not: usually a slip of the pen, or of the reader.
    CheckDigit,
    /// A part of it means nothing: a state, a country, a month that does not exist.
    Component,
    /// No rule for this country or kind is known.
    Unknown,
}

impl Fault {
    /// A short, stable name: `length`, `form`, `check_digit`, `component`, `unknown`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Form => "form",
            Self::CheckDigit => "check_digit",
            Self::Component => "component",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "it has the wrong number of characters",
            Self::Form => "it is not written in the form of such a number",
            Self::CheckDigit => "its check digit does not fit the rest",
            Self::Component => "a part of it stands for nothing",
            Self::Unknown => "no rule for such a number is known",
        })
    }
}

impl std::error::Error for Fault {}
