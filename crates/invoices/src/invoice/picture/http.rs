//! Pages over HTTP.
use aide::{
    OperationInput, OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    Json,
    body::Body,
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use garde::Validate;
use kernel::{App, Can, Error, Path, Query, Result, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::{invoice::commands::seen, permissions::View};

/// Which page of which invoice.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct PageOfInvoice {
    /// The invoice.
    id: i64,
    /// The page; the first is 0.
    page: i64,
}

impl PageOfInvoice {
    /// The page, if there can be one with this number.
    fn number(&self) -> Result<u32> {
        u32::try_from(self.page).map_err(|_| commands::missing())
    }
}

/// A page.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DocumentPage {
    /// Its number; the first is 0.
    pub page: u32,
    /// Its width in points (1/72 inch), in which the areas of fields are.
    pub width: f32,
    /// Its height in points.
    pub height: f32,
    /// Where its words come from: `text`, `ocr`, or `mixed`.
    pub source: String,
}

/// A page with its words.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct WordsOfPage {
    /// The page.
    #[serde(flatten)]
    pub page: DocumentPage,
    /// Its words by line, from top to bottom and left to right.
    pub words: Vec<PageWord>,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PageWord {
    /// As it is printed.
    pub text: String,
    /// Left, top, right and bottom in points from the page's top left.
    pub area: [f32; 4],
    /// How sure this is, from 0 to 1.
    pub confidence: f32,
}

impl DocumentPage {
    /// Of what was read.
    pub(super) fn of(number: u32, page: &reading::Page) -> Self {
        let source = match page.source {
            reading::Source::Text => "text",
            reading::Source::Ocr => "ocr",
            reading::Source::Mixed => "mixed",
        };
        Self { page: number, width: page.width, height: page.height, source: source.into() }
    }
}

impl PageWord {
    /// Of what was read.
    pub(super) fn of(word: &reading::Word) -> Self {
        let area = word.area;
        Self {
            text: word.text.clone(),
            area: [area.x0, area.y0, area.x1, area.y1],
            confidence: word.confidence,
        }
    }
}

/// How large.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct PictureQuery {
    /// Width in pixels.
    #[serde(default = "usual_width")]
    #[garde(range(min = 50, max = 3000))]
    width: u32,
}

fn usual_width() -> u32 {
    1_000
}

/// `If-None-Match`: the picture that the caller has.
pub struct IfNoneMatch(Option<String>);

impl FromRequestParts<App> for IfNoneMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let value = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        Ok(Self(value.map(str::to_owned)))
    }
}

impl OperationInput for IfNoneMatch {}

/// A page as PNG, or 304 where the caller has it.
pub struct Picture {
    etag: String,
    png: Option<Vec<u8>>,
}

impl IntoResponse for Picture {
    fn into_response(self) -> Response {
        let status = if self.png.is_some() { StatusCode::OK } else { StatusCode::NOT_MODIFIED };
        let mut response = (status, self.png.map_or_else(Body::empty, Body::from)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
        // The bytes of an invoice never change; whether the caller may still see it is asked each time.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
        if let Ok(etag) = HeaderValue::from_str(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}

impl OperationOutput for Picture {
    type Inner = Vec<u8>;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let content = [("image/png".to_owned(), MediaType::default())].into_iter().collect();
        let drawn = Doc { description: "The page.".into(), content, ..Default::default() };
        let known = Doc {
            description: "The caller's copy (If-None-Match) is still right.".into(),
            ..Default::default()
        };
        vec![(Some(Code::Code(200)), drawn), (Some(Code::Code(304)), known)]
    }
}

async fn list_invoice_pages(can: Can<View>, id: Path<i64>) -> Result<Json<Vec<DocumentPage>>> {
    commands::pages(&can, id.0).await.map(Json)
}

async fn get_invoice_page(can: Can<View>, at: Path<PageOfInvoice>) -> Result<Json<WordsOfPage>> {
    commands::words(&can, at.0.id, at.0.number()?).await.map(Json)
}

async fn get_invoice_page_picture(
    can: Can<View>,
    at: Path<PageOfInvoice>,
    query: Query<PictureQuery>,
    copy: IfNoneMatch,
) -> Result<Picture> {
    let row = seen(&can, at.0.id).await?;
    let etag = format!("\"{}-{}-{}\"", row.sha256.get(..16).unwrap_or_default(), at.0.page, query.0.width);
    let has =
        copy.0.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    if has {
        return Ok(Picture { etag, png: None });
    }
    let png = commands::picture(&can, &row, at.0.number()?, query.0.width).await?;
    Ok(Picture { etag, png: Some(png) })
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/invoices/{id}/pages", list_invoice_pages, "List the pages of an invoice")
        .get("/api/invoices/{id}/pages/{page}", get_invoice_page, "Get a page of an invoice with its words")
        .get(
            "/api/invoices/{id}/pages/{page}/picture",
            get_invoice_page_picture,
            "Get a page of an invoice as a picture",
        )
}
