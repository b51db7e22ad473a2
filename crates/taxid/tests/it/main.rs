//! Vectors of taxid, each with where it comes from.
mod europe;
mod found;
mod india;
