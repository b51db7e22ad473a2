//! Whole tapes against figures worked out elsewhere.
mod fractions;
