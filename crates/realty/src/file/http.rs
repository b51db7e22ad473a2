//! Files over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{App, Can, Created, Error, Gone, Path, Query, Result, Routes, Upload, Visitor, upload::File};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands::{self, NewFile},
    model,
    store::{FileAccess, FilePurpose, Model},
};
use crate::{
    catalogue::{IfNoneMatch, unchanged},
    permissions::{Build, TakePart},
};

/// A file that is kept.
#[derive(Serialize, JsonSchema)]
pub struct StoredFile {
    /// Its id.
    pub id: i64,
    /// Where to fetch it: what to put into lists of pictures, plans and attachments.
    pub url: String,
    /// What its sender called it.
    pub name: String,
    /// Its type, by its content.
    pub content_type: String,
    /// Its length, bytes.
    pub size: i64,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
    /// What it is for.
    pub purpose: FilePurpose,
    /// Who may fetch it.
    pub access_level: FileAccess,
    /// Of which development.
    pub project_id: Option<i64>,
    /// When it came.
    pub created_at: DateTime<Utc>,
}

impl From<Model> for StoredFile {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            url: model::url(row.id),
            name: row.name,
            content_type: row.content_type,
            size: row.size,
            sha256: row.sha256,
            purpose: row.purpose,
            access_level: row.access_level,
            project_id: row.development_id,
            created_at: row.created_at,
        }
    }
}

/// What a file of a development is for.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadPurpose {
    /// A picture of the development; it is added to its images.
    Image,
    /// A plan, as a picture or a PDF; it is added to its floor plans.
    FloorPlan,
    /// The brochure, a PDF; it replaces the one before.
    Brochure,
    /// A small picture of a model.
    Thumbnail,
    /// A picture for the news of the construction.
    Update,
}

impl From<UploadPurpose> for FilePurpose {
    fn from(purpose: UploadPurpose) -> Self {
        match purpose {
            UploadPurpose::Image => Self::Image,
            UploadPurpose::FloorPlan => Self::FloorPlan,
            UploadPurpose::Brochure => Self::Brochure,
            UploadPurpose::Thumbnail => Self::Thumbnail,
            UploadPurpose::Update => Self::Update,
        }
    }
}

/// Who may fetch a file of a development.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadAccess {
    /// Everybody.
    #[default]
    Public,
    /// Customers who are signed in.
    CustomersOnly,
    /// Customers with a booking in the development.
    BookedCustomers,
}

impl From<UploadAccess> for FileAccess {
    fn from(access: UploadAccess) -> Self {
        match access {
            UploadAccess::Public => Self::Public,
            UploadAccess::CustomersOnly => Self::CustomersOnly,
            UploadAccess::BookedCustomers => Self::BookedCustomers,
        }
    }
}

/// What an upload is.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct UploadQuery {
    /// What it is for.
    #[garde(skip)]
    purpose: UploadPurpose,
    /// Who may fetch it; everybody by default.
    #[serde(default)]
    #[garde(skip)]
    access_level: UploadAccess,
    /// The plan of this home of the development alone; with the purpose `floor_plan` only.
    #[garde(skip)]
    unit_id: Option<i64>,
}

/// A file as a form.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct FileForm {
    /// The file; 20 MB at most unless the house sets it otherwise.
    file: File,
}

/// The bytes of a file.
pub struct Content(Response);

impl IntoResponse for Content {
    fn into_response(self) -> Response {
        self.0
    }
}

impl OperationOutput for Content {
    type Inner = Vec<u8>;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let content = [("*/*".to_owned(), MediaType::default())].into_iter().collect();
        let file = Doc { description: "The file.".into(), content, ..Default::default() };
        vec![(Some(Code::Code(200)), file), (Some(Code::Code(304)), unchanged())]
    }
}

/// The only file of a form.
pub async fn only<T>(
    app: &App,
    form: &mut Upload<T>,
    purpose: FilePurpose,
) -> Result<(String, bytes::Bytes)> {
    let file = form.wanted().await?;
    let name = file.name.clone();
    let content = file.bytes(commands::most(app, purpose)?).await?;
    if form.file().await?.is_some() {
        return Err(Error::invalid("file", "send one file at a time"));
    }
    Ok((name, content))
}

async fn upload_development_file(
    can: Can<Build>,
    id: Path<i64>,
    query: Query<UploadQuery>,
    mut form: Upload<FileForm>,
) -> Result<Created<StoredFile>> {
    commands::check(&can, id.0).await?;
    let (purpose, unit_id) = (query.0.purpose.into(), query.0.unit_id);
    if unit_id.is_some() && purpose != FilePurpose::FloorPlan {
        return Err(Error::bad_request("Only a floor plan belongs to one home."));
    }
    let (name, content) = only(can.app(), &mut form, purpose).await?;
    let content_type = model::kind(purpose, &name, &content)?;
    let access = query.0.access_level.into();
    let new = NewFile { purpose, access, development_id: Some(id.0), content_type, name, content };
    let body = StoredFile::from(commands::add(&can, id.0, unit_id, new).await?);
    Ok(Created { location: body.url.clone(), body })
}

async fn upload_attachment(can: Can<TakePart>, mut form: Upload<FileForm>) -> Result<Created<StoredFile>> {
    let purpose = FilePurpose::Attachment;
    let (name, content) = only(can.app(), &mut form, purpose).await?;
    let content_type = model::kind(purpose, &name, &content)?;
    let access = FileAccess::Private;
    let new = NewFile { purpose, access, development_id: None, content_type, name, content };
    let body = StoredFile::from(commands::attach(&can, new).await?);
    Ok(Created { location: body.url.clone(), body })
}

async fn get_file(visitor: Visitor, known: IfNoneMatch, id: Path<i64>) -> Result<Content> {
    let row = commands::seen(&visitor, id.0).await?;
    let value = |text: &str| HeaderValue::from_str(text).map_err(Error::internal);
    let keep =
        if row.access_level == FileAccess::Public { "public, max-age=3600" } else { "private, no-cache" };
    let etag = format!("\"{}\"", row.sha256);
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::ETAG, value(&etag)?);
    if known.has(&etag) {
        return Ok(Content((StatusCode::NOT_MODIFIED, headers).into_response()));
    }
    let (size, stream) = visitor.app().storage.get_stream(&row.storage_key).await?;
    headers.insert(header::CONTENT_TYPE, value(&row.content_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&model::disposition(&row.name, &row.content_type))?);
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    Ok(Content((headers, Body::from_stream(stream)).into_response()))
}

async fn delete_file(can: Can<TakePart>, id: Path<i64>) -> Result<Gone> {
    commands::remove(&can, id.0).await?;
    Ok(Gone)
}

/// The operations on files.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/projects/{id}/files", upload_development_file, "Add a picture, a plan or a brochure")
        .post("/api/files", upload_attachment, "Upload an attachment of a message or a change request")
        .get("/api/files/{id}", get_file, "Fetch a file")
        .delete("/api/files/{id}", delete_file, "Delete a file")
}
