//! The second stage: which fields stand there?
use kernel::App;

use crate::{
    invoice::extracted::{Extracted, Origin},
    pipeline::{
        reader::{Opened, Reader},
        teaching,
        work::{Failure, Work},
    },
    reader::memory::Memory,
};

/// Finds the fields; where the file was opened in the same run, its reader found them already. Then the vendor is
/// known, and pages of one of whom something was learned are read again with that.
pub async fn run(app: &App, work: &mut Work) -> Result<(), Failure> {
    let mut known = std::mem::take(&mut work.read);
    known.fields.retain(|_, field| field.origin == Origin::Structured);
    let first = match work.foreseen.take() {
        Some(read) => read,
        None => read(app, work, &known, None).await?,
    };
    let lost = |e: kernel::Error| {
        tracing::warn!(%e, "what was learned of a vendor");
        Failure::of_house("The database does not answer.")
    };
    work.read = match teaching::memory(app, &first).await.map_err(lost)? {
        Some(memory) if work.pages.is_some() => read(app, work, &known, Some(memory)).await?,
        _ => first,
    };
    work.read.fields.extend(work.said.clone());
    Ok(())
}

async fn read(
    app: &App,
    work: &Work,
    known: &Extracted,
    memory: Option<Memory>,
) -> Result<Extracted, Failure> {
    let (text, pages) = (work.text.clone().unwrap_or_default(), work.pages.clone());
    let opened = Opened { text, pages, structured: Some(known.clone()), extracted: None, memory };
    (Reader::of(app).extract)(app, &opened).await
}
