//! Business documents as PDF: statements, receipts, agreements, reports.
//!
//! A [`Paper`] is told like a story, from the title to the last line, and [`Paper::write`] lays it out and gives the
//! bytes. Nothing here asks for the time, reads a file or waits: the same paper gives the same bytes, always.
//!
//! ```
//! use paper::{Column, Paper, Table};
//!
//! let bookings = Table::new([Column::text("Date", 2), Column::text("Payee", 5), Column::figure("Amount", 2)])
//!     .row(["3 October", "Corner bakery", "−4.20"])
//!     .total(["", "Spent", "−4.20"]);
//! let pdf = Paper::new("Statement for October 2026")
//!     .lang("en")
//!     .footer("Bursar, 1 Main Street")
//!     .heading("Account")
//!     .facts(&[("Owner", "Ann"), ("Account", "Everyday")])
//!     .table(bookings)
//!     .paragraph("Please tell us within thirty days if something is wrong.")
//!     .write()?;
//! assert!(pdf.starts_with(b"%PDF"));
//! # Ok::<(), paper::Unwritten>(())
//! ```
//!
//! What a caller should know:
//! - Texts are drawn as they come: amounts, dates and words are formatted before they get here.
//! - The fonts in `fonts/` know Latin, Greek and Cyrillic. Any other character is drawn as □ unless
//!   [`Paper::fallback`] brings a font that has it; searching and copying still finds the character itself.
//! - A line feed in a text starts a new line. Other control characters are drawn as □, and those that would reorder
//!   or hide text are taken out, so that nobody can make an amount read differently than it is.
//! - With a title and a date the file conforms to PDF/A-2a and PDF/UA-1: it can be archived, and read aloud.

mod bar;
mod draw;
mod flow;
mod layout;
mod paper;
mod sheet;
mod style;
mod table;
mod text;
mod write;

pub use bar::Bar;
pub use paper::Paper;
pub use style::Size;
pub use table::{Column, Table};
pub use text::fonts::is_font;
pub use write::Unwritten;
