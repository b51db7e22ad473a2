//! Showing pages.
use kernel::{Can, Error, Result};
use reading::Document;

use super::http::{DocumentPage, PageWord, WordsOfPage};
use crate::{
    invoice::{commands::seen, store::Model},
    permissions::View,
    pipeline::{
        document::store as documents,
        reader::{File, Reader},
    },
};

/// The pages that were read; none where the file is data only, or not read yet.
pub async fn pages(can: &Can<View>, id: i64) -> Result<Vec<DocumentPage>> {
    let pages = document(can, id).await?.pages;
    Ok((0..).zip(&pages).map(|(number, page)| DocumentPage::of(number, page)).collect())
}

/// A page with its words.
pub async fn words(can: &Can<View>, id: i64, number: u32) -> Result<WordsOfPage> {
    let pages = document(can, id).await?.pages;
    let page = pages.get(number as usize).ok_or_else(missing)?;
    let words = page.words.iter().map(PageWord::of).collect();
    Ok(WordsOfPage { page: DocumentPage::of(number, page), words })
}

async fn document(can: &Can<View>, id: i64) -> Result<Document> {
    let row = seen(can, id).await?;
    let kept = documents::of(can.db(), row.id).await?.and_then(|kept| kept.pages);
    Ok(kept.and_then(|pages| serde_json::from_str(&pages).ok()).unwrap_or_default())
}

/// Draws a page.
pub async fn picture(can: &Can<View>, row: &Model, number: u32, width: u32) -> Result<Vec<u8>> {
    if ["text/xml", "application/json"].contains(&row.file_type.as_str()) {
        return Err(Error::not_found("This invoice has no pages: its file is data only."));
    }
    let app = can.app();
    let bytes = app.storage.get(&row.file_path).await?;
    let file = File { bytes, content_type: row.file_type.clone(), name: row.filename.clone() };
    let drawn = (Reader::of(app).picture)(app, file, number as usize, width).await;
    drawn.map_err(|why| if why.again { Error::busy(why.says, 5) } else { Error::not_found(why.says) })
}

/// Said of a page that is not there.
pub fn missing() -> Error {
    Error::not_found("Page not found")
}
