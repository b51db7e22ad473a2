//! The second stage: which fields stand there?
use kernel::App;

use crate::{
    invoice::extracted::Origin,
    pipeline::{
        reader::{Opened, Reader},
        work::{Failure, Work},
    },
};

/// Finds the fields; where the file was opened in the same run, its reader found them already.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    let read = match work.foreseen.take() {
        Some(read) => read,
        None => {
            let mut known = std::mem::take(&mut work.read);
            known.fields.retain(|_, field| field.origin == Origin::Structured);
            let (text, pages) = (work.text.clone().unwrap_or_default(), work.pages.clone());
            let opened = Opened { text, pages, structured: Some(known), extracted: None };
            (Reader::of(app).extract)(app, &opened).await?
        }
    };
    work.read = read;
    work.read.fields.extend(work.said.clone());
    Ok(())
}
