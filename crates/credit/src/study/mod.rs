//! Studies over time and of capital: how ratings moved, who defaulted, what may be lost.
mod past;
mod span;
