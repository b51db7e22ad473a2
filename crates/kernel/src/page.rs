//! What goes out: single objects with their ETag, lists with their total.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response, StatusCode as Code},
};
use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response as Answer},
};
use garde::Validate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Error, db::hex, routes};

/// `skip` and `limit` of the lists that are bare arrays.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct Slice {
    /// How many to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    pub skip: u64,
    /// How many to give.
    #[serde(default = "hundred")]
    #[garde(range(min = 1, max = 500))]
    pub limit: u64,
}

fn hundred() -> u64 {
    100
}

/// `page` and `page_size` of the lists that come in an envelope.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct Paging {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub page: u64,
    /// How many to a page.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    pub page_size: u64,
}

fn one() -> u64 {
    1
}

fn ten() -> u64 {
    10
}

impl Paging {
    /// How many rows come before this page.
    pub fn skip(&self) -> u64 {
        (self.page - 1) * self.page_size
    }

    /// How many pages `total` rows make.
    pub fn pages(&self, total: u64) -> u64 {
        total.div_ceil(self.page_size)
    }
}

/// The ETag of a thing: a hash of what the caller sees of it.
pub fn etag(thing: &impl Serialize) -> String {
    tag(&serde_json::to_vec(thing).unwrap_or_default())
}

fn tag(body: &[u8]) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(body))[..32])
}

/// 200 with one object and its ETag.
pub struct One<T>(pub T);

/// 201 with the new object, its ETag and where it lives.
pub struct Created<T> {
    /// The object.
    pub body: T,
    /// Its path.
    pub location: String,
}

/// 200 with a bare array, and the number of all in `X-Total-Count`.
pub struct Listed<T> {
    /// This slice of them.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

/// 204.
pub struct Gone;

fn tagged(status: StatusCode, body: &impl Serialize) -> Answer {
    let Ok(bytes) = serde_json::to_vec(body) else {
        return Error::internal("an answer could not be written as JSON").into_response();
    };
    let etag = HeaderValue::from_str(&tag(&bytes)).unwrap_or(HeaderValue::from_static("\"\""));
    let kind = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, kind), (header::ETAG, etag)], bytes).into_response()
}

impl<T: Serialize> IntoResponse for One<T> {
    fn into_response(self) -> Answer {
        tagged(StatusCode::OK, &self.0)
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Answer {
        let mut answer = tagged(StatusCode::CREATED, &self.body);
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            answer.headers_mut().insert(header::LOCATION, location);
        }
        answer
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Answer {
        let total = HeaderValue::from(self.total);
        ([(HeaderName::from_static("x-total-count"), total)], Json(self.items)).into_response()
    }
}

impl IntoResponse for Gone {
    fn into_response(self) -> Answer {
        StatusCode::NO_CONTENT.into_response()
    }
}

macro_rules! documented {
    ($($answer:ident<T> as $inner:ty, $code:literal, [$($header:literal: $says:literal),*];)*) => { $(
        impl<T: JsonSchema> OperationOutput for $answer<T> {
            type Inner = $inner;

            fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Response> {
                let mut response = Json::<$inner>::operation_response(ctx, operation)?;
                $(routes::answer_header(&mut response, $header, $says);)*
                Some(response)
            }

            fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Response)> {
                Self::operation_response(ctx, operation).map(|r| (Some(Code::Code($code)), r)).into_iter().collect()
            }
        } )*
    };
}

documented! {
    One<T> as T, 200, ["ETag": "Names this state of the object, for If-Match."];
    Created<T> as T, 201, ["ETag": "Names this state of the object, for If-Match.", "Location": "The path of the new object."];
    Listed<T> as Vec<T>, 200, ["X-Total-Count": "How many there are in all."];
}

impl OperationOutput for Gone {
    type Inner = ();

    fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Response> {
        Some(Response { description: "Done; there is nothing to say.".into(), ..Default::default() })
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Response)> {
        Self::operation_response(ctx, operation).map(|r| (Some(Code::Code(204)), r)).into_iter().collect()
    }
}
