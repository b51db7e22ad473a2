//! The first stage: what does the file say?
use kernel::App;

use crate::pipeline::{
    reader::{File, Reader},
    work::{Failure, Work},
};

/// Opens the file.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    let file = File {
        bytes: work.bytes(app).await?,
        content_type: work.row.file_type.clone(),
        name: work.row.filename.clone(),
    };
    let opened = (Reader::of(app).open)(app, file).await?;
    // No database keeps a NUL in a text.
    work.text = Some(opened.text.replace('\0', " "));
    work.pages = opened.pages.map(|pages| pages.replace("\\u0000", " "));
    work.fresh = true;
    work.read = opened.structured.unwrap_or_default();
    work.foreseen = opened.extracted;
    Ok(())
}
