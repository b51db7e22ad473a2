//! The report of a portfolio on paper: five types, nine sections.
pub mod http;
mod overview;
mod risks;
mod sheet;
mod shown;
mod watched;

#[cfg(test)]
mod tests;
