//! The bytes of an invoice over HTTP.
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
use kernel::{Can, Error, Path, Result, Routes};

use crate::{invoice::commands, permissions::View};

/// The file as it came.
pub struct OriginalFile(Response);

impl IntoResponse for OriginalFile {
    fn into_response(self) -> Response {
        self.0
    }
}

impl OperationOutput for OriginalFile {
    type Inner = Vec<u8>;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let kinds =
            ["application/pdf", "image/jpeg", "image/png", "image/tiff", "text/xml", "application/json"];
        let content = kinds.map(|kind| (kind.to_owned(), MediaType::default())).into_iter().collect();
        let doc = Doc { description: "The file as it came.".into(), content, ..Default::default() };
        vec![(Some(Code::Code(200)), doc)]
    }
}

async fn get_invoice_file(can: Can<View>, id: Path<i64>) -> Result<OriginalFile> {
    let row = commands::seen(&can, id.0).await?;
    let (size, stream) = can.app().storage.get_stream(&row.file_path).await?;
    // Only what a browser shows without running it is shown; the rest is saved.
    let shown = ["application/pdf", "image/jpeg", "image/png"].contains(&row.file_type.as_str());
    let name: String =
        row.filename.chars().filter(|c| c.is_ascii_graphic() && *c != '"' && *c != '\\').collect();
    let how = format!("{}; filename=\"{name}\"", if shown { "inline" } else { "attachment" });
    let mut response = Response::new(Body::from_stream(stream));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(size));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&row.file_type).map_err(Error::internal)?);
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_str(&how).map_err(Error::internal)?);
    headers.insert(
        header::ETAG,
        HeaderValue::from_str(&format!("\"{}\"", row.sha256)).map_err(Error::internal)?,
    );
    Ok(OriginalFile(response))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().get("/api/invoices/{id}/file", get_invoice_file, "Get the file of an invoice")
}
