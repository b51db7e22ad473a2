//! Documents over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use kernel::{Can, Created, Error, Gone, Listed, Path, Result, Routes, Upload, upload::File};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands::{self, NewDocument},
    model::{self, KINDS},
    store::Model,
};
use crate::{
    permissions::{Read, Write},
    settings::Settings,
};

/// A document on a claim.
#[derive(Serialize, JsonSchema)]
pub struct ClaimDocument {
    /// Its id.
    pub id: i64,
    /// On which claim.
    pub claim_id: i64,
    /// What its sender called it.
    pub name: String,
    /// Its type, by its content.
    pub content_type: String,
    /// Its length, bytes.
    pub size: i64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// What its sender said of it.
    pub note: Option<String>,
    /// Who added it.
    pub uploaded_by: i64,
    /// When.
    pub uploaded_at: DateTime<Utc>,
}

impl From<Model> for ClaimDocument {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            claim_id: row.claim_id,
            name: row.name,
            content_type: row.content_type,
            size: row.size,
            sha256: row.sha256,
            note: row.note,
            uploaded_by: row.uploaded_by,
            uploaded_at: row.uploaded_at,
        }
    }
}

/// A document as a form.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct DocumentForm {
    /// A PDF, or a picture as JPEG, PNG, TIFF, WebP or HEIC; 10 MB at most unless the house sets it otherwise.
    file: File,
    /// What it shows.
    #[schemars(length(max = 500))]
    note: Option<String>,
}

/// A document on a claim, by its ids.
#[derive(Deserialize, JsonSchema)]
pub struct Which {
    /// The claim.
    id: i64,
    /// The document.
    document_id: i64,
}

/// The bytes of a document.
pub struct Bytes(Response);

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        self.0
    }
}

impl OperationOutput for Bytes {
    type Inner = Vec<u8>;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let content = KINDS.iter().map(|kind| ((*kind).to_owned(), MediaType::default())).collect();
        let response = Doc { description: "The file.".into(), content, ..Default::default() };
        vec![(Some(Code::Code(200)), response)]
    }
}

async fn add_document(
    can: Can<Write>,
    id: Path<i64>,
    mut form: Upload<DocumentForm>,
) -> Result<Created<ClaimDocument>> {
    commands::check(&can, id.0).await?;
    let new = read(&can, &mut form).await?;
    let body = ClaimDocument::from(commands::add(&can, id.0, new).await?);
    Ok(Created { location: format!("/api/v1/insurance/claims/{}/documents/{}", id.0, body.id), body })
}

/// The one file of the form, and its note, whichever comes first.
async fn read(can: &Can<Write>, form: &mut Upload<DocumentForm>) -> Result<NewDocument> {
    let most = Settings::of(can.app())?.document_max_bytes;
    let file = form.wanted().await?;
    let name = file.name.clone();
    let content = file.bytes(most).await?;
    if form.file().await?.is_some() {
        return Err(Error::invalid("file", "send one document at a time"));
    }
    let note = form.fields.remove("note");
    if note.as_ref().is_some_and(|note| note.chars().count() > 500) {
        return Err(Error::invalid("note", "must have at most 500 characters"));
    }
    if note.as_ref().is_some_and(|note| note.contains('\0')) {
        return Err(Error::invalid("note", "must not contain the character U+0000"));
    }
    Ok(NewDocument { name, note, content })
}

async fn list_documents(can: Can<Read>, id: Path<i64>) -> Result<Listed<ClaimDocument>> {
    let rows = commands::list(&can, id.0).await?;
    Ok(Listed { total: rows.len() as u64, items: rows.into_iter().map(ClaimDocument::from).collect() })
}

async fn get_document(can: Can<Read>, which: Path<Which>) -> Result<Bytes> {
    let row = commands::get(&can, which.0.id, which.0.document_id).await?;
    let (size, stream) = can.app().storage.get_stream(&row.storage_key).await?;
    let value = |text: &str| HeaderValue::from_str(text).map_err(Error::internal);
    let headers = [
        (header::CONTENT_TYPE, value(&row.content_type)?),
        (header::CONTENT_DISPOSITION, value(&model::disposition(&row.name))?),
        (header::CONTENT_LENGTH, HeaderValue::from(size)),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok(Bytes((headers, Body::from_stream(stream)).into_response()))
}

async fn delete_document(can: Can<Write>, which: Path<Which>) -> Result<Gone> {
    commands::remove(&can, which.0.id, which.0.document_id).await?;
    Ok(Gone)
}

/// The operations on documents.
pub fn routes() -> Routes {
    let all = "/api/v1/insurance/claims/{id}/documents";
    let one = "/api/v1/insurance/claims/{id}/documents/{document_id}";
    Routes::new()
        .get(all, list_documents, "List the documents of a claim")
        .post(all, add_document, "Add a document to a claim")
        .get(one, get_document, "Download a document")
        .delete(one, delete_document, "Remove a document from a pending claim")
}
