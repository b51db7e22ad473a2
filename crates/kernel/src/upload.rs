//! Files that come in: streamed, limited, known by their content and never by their name.
use std::{collections::HashMap, marker::PhantomData};

use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, Response, StatusCode as Code},
};
use axum::{
    RequestExt,
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::header,
};
use base::{parse::malformed, storage::plain_name};
use bytes::Bytes;
use futures::TryStreamExt;
use multer::{Field, Multipart};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{App, Error, Result, routes};

/// A form with files (`multipart/form-data`), read part by part. `T` describes it; its files are [`File`]s.
pub struct Upload<T> {
    form: Multipart<'static>,
    app: App,
    /// The fields of text that came before the file.
    pub fields: HashMap<String, String>,
    describes: PhantomData<T>,
}

/// A file, in the description of a form.
pub struct File;

/// A file on its way in.
pub struct Arriving {
    /// What its sender calls it, without folders and control characters; never a path to write to.
    pub name: String,
    /// In which field of the form it came.
    pub field: String,
    part: Field<'static>,
    app: App,
}

impl<T> Upload<T> {
    /// The next file, or `None` after the last. Text fields that come first are in [`Upload::fields`] by then.
    pub async fn file(&mut self) -> Result<Option<Arriving>> {
        while let Some(part) = self.form.next_field().await.map_err(broken)? {
            let field = part.name().unwrap_or_default().to_owned();
            let Some(name) = part.file_name().map(plain_name) else {
                if self.fields.len() >= 50 {
                    return Err(Error::invalid("", "has too many fields"));
                }
                self.fields.insert(field, part.text().await.map_err(broken)?);
                continue;
            };
            return Ok(Some(Arriving { name, field, part, app: self.app.clone() }));
        }
        Ok(None)
    }

    /// The next file; 422 where none is left.
    pub async fn wanted(&mut self) -> Result<Arriving> {
        self.file().await?.ok_or_else(|| Error::invalid("file", "Field required: choose a file"))
    }
}

impl Arriving {
    /// The whole file, if it has no more than `most` bytes and the virus scanner lets it pass.
    pub async fn bytes(mut self, most: usize) -> Result<Bytes> {
        let mut whole = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if whole.len() + chunk.len() > most {
                return Err(Error::too_large(format!(
                    "{} is larger than {} MB.",
                    self.name,
                    most / 1_000_000
                )));
            }
            whole.extend_from_slice(&chunk);
        }
        if whole.is_empty() {
            return Err(Error::invalid("file", format!("{} is empty", self.name)));
        }
        self.app.scanner.check(&self.name, &whole).await?;
        Ok(whole.into())
    }

    /// The next part of the file as it comes, not scanned; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        self.part.chunk().await.map_err(broken)
    }

    /// Streams the file into the storage under `key`: constant memory. Tells its length in bytes.
    pub async fn store(self, key: &str, most: u64) -> Result<u64> {
        let (name, mut size) = (self.name, 0u64);
        let too_large = format!("{name} is larger than {} MB.", most / 1_000_000);
        let stream = self.part.map_err(broken).and_then(|chunk| {
            size += chunk.len() as u64;
            let fits = if size > most { Err(Error::too_large(too_large.clone())) } else { Ok(chunk) };
            std::future::ready(fits)
        });
        self.app.storage.put_stream(key, stream).await?;
        Ok(size)
    }
}

fn broken(e: multer::Error) -> Error {
    let limit = std::error::Error::source(&e).is_some_and(|cause| cause.to_string().contains("length limit"));
    if limit {
        return Error::too_large("The upload is larger than this server takes.");
    }
    malformed(&e)
}

impl<T: Send> FromRequest<App> for Upload<T> {
    type Rejection = Error;

    async fn from_request(mut request: Request, app: &App) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
        let boundary = multer::parse_boundary(kind);
        let boundary = boundary.map_err(|_| malformed(&"send the file as multipart/form-data"))?;
        DefaultBodyLimit::max(app.settings.uploads.max_bytes).apply(&mut request);
        let form = Multipart::new(request.into_limited_body().into_data_stream(), boundary);
        Ok(Self { form, app: app.clone(), fields: HashMap::new(), describes: PhantomData })
    }
}

impl<T: JsonSchema> OperationInput for Upload<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        routes::body::<T>(ctx, operation, &["multipart/form-data"]);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[413, 422])
    }
}

impl JsonSchema for File {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "File".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" })
    }
}
