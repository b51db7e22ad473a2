//! An analysis as it goes out: as JSON, or its main table as a file.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Documented, StatusCode},
};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use kernel::{
    Result,
    sheet::{Kind, Sheet},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In which form an analysis comes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum Form {
    #[default]
    Json,
    Csv,
    Xlsx,
}

impl Form {
    /// The kind of file; none for JSON.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::Json => None,
            Self::Csv => Some(Kind::Csv),
            Self::Xlsx => Some(Kind::Xlsx),
        }
    }
}

/// An analysis with a main table.
pub trait Table: Serialize + JsonSchema {
    /// The name of a file that holds the table.
    const NAME: &'static str;
    /// What stands above each column.
    const TITLES: &'static [&'static str];

    /// The cells.
    fn rows(&self) -> Vec<Vec<String>>;
}

/// An analysis on its way out.
pub enum Answer<T> {
    /// Whole.
    Whole(T),
    /// Its main table as a file.
    File(Response),
}

impl<T: Table> Answer<T> {
    /// In this form.
    pub async fn of(made: T, form: Form) -> Result<Self> {
        let Some(kind) = form.kind() else { return Ok(Self::Whole(made)) };
        let sheet = Sheet { name: T::NAME, titles: T::TITLES, rows: made.rows() };
        Ok(Self::File(sheet.download(kind).await?))
    }
}

impl<T: Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        match self {
            Self::Whole(made) => Json(made).into_response(),
            Self::File(file) => file,
        }
    }
}

impl<T: JsonSchema> OperationOutput for Answer<T> {
    type Inner = T;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Documented> {
        let mut response = Json::<T>::operation_response(ctx, operation)?;
        for kind in ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] {
            response.content.insert(kind.to_owned(), MediaType::default());
        }
        Some(response)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<StatusCode>, Documented)> {
        let response = Self::operation_response(ctx, operation);
        response.map(|response| (Some(StatusCode::Code(200)), response)).into_iter().collect()
    }
}
