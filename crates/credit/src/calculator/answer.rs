//! An answer that a client may have as JSON, or as a table to keep.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response as ApiResponse, StatusCode},
};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use garde::Validate;
use kernel::{
    Result,
    sheet::{Download, Kind, Sheet},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form in which the answer goes out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Form {
    #[default]
    Json,
    Csv,
    Xlsx,
}

/// In which form to answer.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Formed {
    /// `json` by default; `csv` and `xlsx` are the table alone, as a download.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) format: Form,
}

/// The answer itself, or its table.
pub enum Answer<T> {
    /// As JSON.
    Whole(T),
    /// As a file.
    Table(Download),
}

impl<T> Answer<T> {
    /// In this form; `table` makes the table of it.
    pub async fn of(whole: T, form: Form, table: impl FnOnce(&T) -> Sheet) -> Result<Self> {
        let kind = match form {
            Form::Json => return Ok(Self::Whole(whole)),
            Form::Csv => Kind::Csv,
            Form::Xlsx => Kind::Xlsx,
        };
        Ok(Self::Table(Download(table(&whole).download(kind).await?)))
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Whole(whole) => Json(whole).into_response(),
            Self::Table(file) => file.into_response(),
        }
    }
}

impl<T: JsonSchema> OperationOutput for Answer<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<ApiResponse> {
        let mut response = Json::<T>::operation_response(ctx, operation)?;
        for (_, file) in Download::inferred_responses(ctx, operation) {
            response.content.extend(file.content);
        }
        Some(response)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<StatusCode>, ApiResponse)> {
        let response = Self::operation_response(ctx, operation);
        response.map(|response| (Some(StatusCode::Code(200)), response)).into_iter().collect()
    }
}
