//! Calendars over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use kernel::{Can, Created, Gone, One, Path, Result, Routes, Visitor, page::etag};
use schemars::JsonSchema;
use serde::Serialize;

use super::{commands, store};
use crate::permissions::TakePart;

/// A calendar as a file.
pub struct Ics {
    /// What the file is called.
    pub name: String,
    /// The calendar.
    pub text: String,
    /// `REQUEST`, `CANCEL` or `PUBLISH`.
    pub method: &'static str,
}

impl IntoResponse for Ics {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, format!("text/calendar; charset=utf-8; method={}", self.method)),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", self.name)),
            (header::CACHE_CONTROL, "private, max-age=60".to_owned()),
            (header::ETAG, etag(&self.text)),
        ];
        (headers, self.text).into_response()
    }
}

impl OperationOutput for Ics {
    type Inner = String;

    fn inferred_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let content = [("text/calendar".to_owned(), MediaType::default())].into_iter().collect();
        let response = Doc { description: "The calendar.".into(), content, ..Default::default() };
        vec![(Some(Code::Code(200)), response)]
    }
}

/// The address of your appointments, for a calendar program. Whoever knows it sees them.
#[derive(Serialize, JsonSchema)]
pub struct CalendarAddress {
    /// To subscribe to. It is shown this once: the house keeps no copy.
    pub url: String,
    /// The same for programs that open `webcal:` addresses.
    pub webcal_url: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Whether there is such an address.
#[derive(Serialize, JsonSchema)]
pub struct CalendarState {
    /// Whether your appointments have an address.
    pub active: bool,
    /// Since when.
    pub created_at: Option<DateTime<Utc>>,
}

async fn get_calendar(can: Can<TakePart>) -> Result<One<CalendarState>> {
    let row = store::of(can.db(), can.user_id).await?;
    Ok(One(CalendarState { active: row.is_some(), created_at: row.map(|row| row.created_at) }))
}

async fn create_calendar(can: Can<TakePart>) -> Result<Created<CalendarAddress>> {
    let body = commands::rotate(&can).await?;
    Ok(Created { body, location: "/api/realty/calendar".into() })
}

async fn delete_calendar(can: Can<TakePart>) -> Result<Gone> {
    commands::revoke(&can).await?;
    Ok(Gone)
}

async fn read_calendar(visitor: Visitor, token: Path<String>) -> Result<Ics> {
    commands::read(visitor.app(), &token.0).await
}

/// The operations.
pub fn routes() -> Routes {
    let own = "/api/realty/calendar";
    Routes::new()
        .get(own, get_calendar, "See whether your appointments have an address")
        .post(own, create_calendar, "Give your appointments a new secret address")
        .delete(own, delete_calendar, "Take the address of your appointments away")
        .get("/api/realty/calendar/{token}", read_calendar, "Subscribe to appointments")
}
