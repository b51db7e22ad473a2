//! Papers, written and read back.

mod contents;
mod hostile;
mod pages;
mod standards;

use paper::{Column, Paper, Table};

/// The file, read back.
pub fn load(paper: &Paper) -> lopdf::Document {
    let pdf = paper.write().expect("a paper can be written");
    lopdf::Document::load_mem(&pdf).expect("a file can be read")
}

/// The text of every page, in the order in which it was drawn.
pub fn read(paper: &Paper) -> Vec<String> {
    let file = load(paper);
    let pages = file.get_pages();
    pages.keys().map(|number| file.extract_text(&[*number]).expect("text can be read")).collect()
}

/// All text, with every run of white space as one space.
pub fn words(paper: &Paper) -> String {
    plain(&read(paper).join(" "))
}

/// A text with every run of white space as one space.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table with so many numbered rows.
pub fn numbered(rows: usize) -> Table {
    let columns = [Column::text("Day", 1).fit(), Column::text("Payee", 3), Column::figure("Amount", 1)];
    Table::new(columns)
        .rows((0..rows).map(|at| [format!("D{at}x"), format!("Payee {at}"), format!("{at}.00")]))
}
