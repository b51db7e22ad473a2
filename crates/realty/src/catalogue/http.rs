//! Public answers with their ETag, and 304 for whoever has them.
use std::{marker::PhantomData, sync::Arc};

use aide::{
    OperationInput, OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use kernel::{App, Error, One, Result};
use schemars::JsonSchema;

use super::Page;

/// `If-None-Match`: the copies that the caller has.
pub struct IfNoneMatch(Option<String>);

impl IfNoneMatch {
    /// Whether the caller has this state.
    pub fn has(&self, etag: &str) -> bool {
        let tags = self.0.as_deref().unwrap_or_default();
        tags == "*" || tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
    }

    /// The page, or 304 where the caller has it.
    pub fn answer<T>(&self, page: Arc<Page>) -> Public<T> {
        Public { fresh: self.has(&page.etag), page, private: false, of: PhantomData }
    }

    /// The same of a page that is meant for the caller alone.
    pub fn private<T>(&self, page: Arc<Page>) -> Public<T> {
        Public { private: true, ..self.answer(page) }
    }
}

impl FromRequestParts<App> for IfNoneMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let value = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        Ok(Self(value.map(str::to_owned)))
    }
}

impl OperationInput for IfNoneMatch {}

/// 200 with a page that anybody may keep and must ask about, or 304 where he has it.
pub struct Public<T> {
    page: Arc<Page>,
    fresh: bool,
    private: bool,
    of: PhantomData<fn() -> T>,
}

impl<T> IntoResponse for Public<T> {
    fn into_response(self) -> Response {
        let page = self.page;
        let status = if self.fresh { StatusCode::NOT_MODIFIED } else { StatusCode::OK };
        let body = if self.fresh { Body::empty() } else { Body::from(page.body.clone()) };
        let mut answer = (status, body).into_response();
        let headers = answer.headers_mut();
        let keep = if self.private { "private, no-cache" } else { "public, max-age=0, must-revalidate" };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if self.private {
            headers.insert(header::VARY, HeaderValue::from_static("authorization, cookie"));
        }
        if let Ok(etag) = HeaderValue::from_str(&page.etag) {
            headers.insert(header::ETAG, etag);
        }
        if !self.fresh {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(total) = page.total {
            headers.insert(HeaderName::from_static("x-total-count"), HeaderValue::from(total));
        }
        answer
    }
}

impl<T: JsonSchema> OperationOutput for Public<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Doc> {
        One::<T>::operation_response(ctx, operation)
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let mut answers = One::<T>::inferred_responses(ctx, operation);
        answers.push((Some(Code::Code(304)), unchanged()));
        answers
    }
}

/// Documents 304.
pub fn unchanged() -> Doc {
    Doc { description: "The caller's copy (If-None-Match) is still right.".into(), ..Default::default() }
}
