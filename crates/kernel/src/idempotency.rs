//! `Idempotency-Key`: a POST that is sent again is answered again, and done once.
//!
//! The key is claimed in the transaction of the change itself, so that two at once, or a crash between the
//! change and its answer, can't make two of it. The answer is kept beside the key for a day.
use std::sync::atomic::{AtomicBool, Ordering};

use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ExprTrait, entity::prelude::*, sea_query::Expr};
use sha2::{Digest, Sha256};

use crate::{App, Error, FieldError, Result, caller::credentials, db::hex};

const HEADER: &str = "idempotency-key";
const KEPT: chrono::Duration = chrono::Duration::hours(24);

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_keys")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub key: String,
        pub request: String,
        pub status: Option<i32>,
        pub headers: Option<String>,
        pub answer: Option<String>,
        pub created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

tokio::task_local! { static CLAIM: Claim; }

/// The key that the present request wants to use up.
struct Claim {
    user_id: i64,
    key: String,
    request: String,
    made: AtomicBool,
}

/// Uses up the key of the present request, if it has one, within the transaction `db`.
pub(crate) async fn claim(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<()> {
    let wanted = CLAIM.try_with(|claim| {
        let first = !claim.made.swap(true, Ordering::SeqCst);
        first.then(|| (claim.user_id, claim.key.clone(), claim.request.clone()))
    });
    let Ok(Some((user_id, key, request))) = wanted else { return Ok(()) };
    let row = row::ActiveModel {
        user_id: Set(user_id),
        key: Set(key),
        request: Set(request),
        created_at: Set(now),
        ..Default::default()
    };
    match row::Entity::insert(row).exec_without_returning(db).await {
        Ok(_) => Ok(()),
        Err(e) if matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => Err(under_way()),
        Err(e) => Err(e.into()),
    }
}

fn under_way() -> Error {
    Error::conflict("A request with this Idempotency-Key is being carried out. Repeat it in a moment.")
}

/// Answers a repeated POST from memory, and lets a new one through with its key.
pub(crate) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(HEADER) {
        return next.run(request).await;
    }
    remembered(&app, request, next).await.unwrap_or_else(Error::into_response)
}

async fn remembered(app: &App, request: Request, next: Next) -> Result<Response> {
    let (parts, body) = request.into_parts();
    let caller = match credentials(&parts, app)? {
        Some(credentials) => app.authenticate(&credentials).await?,
        None => None,
    };
    // A stranger has no memory here: the operation itself answers him.
    let Some(caller) = caller else { return Ok(next.run(Request::from_parts(parts, body)).await) };
    let key = key(&parts.headers)?;
    let kind = parts.headers.get(header::CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
    let mut hash = Sha256::new_with_prefix(parts.uri.to_string());
    // Of files the key alone decides: their boundaries differ each time, and their content is streamed.
    let body = if kind.starts_with(b"multipart/") {
        body
    } else {
        let most = app.settings.server.body_limit;
        let too_large = |_| Error::too_large(format!("The body is larger than {most} bytes."));
        let whole = to_bytes(body, most).await.map_err(too_large)?;
        hash.update(&whole);
        Body::from(whole)
    };
    let print = hex(&hash.finalize());
    if let Some(known) = find(app, caller.user_id, &key).await? {
        return again(known, &print);
    }
    let claim = Claim {
        user_id: caller.user_id,
        key: key.clone(),
        request: print.clone(),
        made: AtomicBool::new(false),
    };
    let response = CLAIM.scope(claim, next.run(Request::from_parts(parts, body))).await;
    if response.status() == StatusCode::CONFLICT
        && let Some(known) = find(app, caller.user_id, &key).await?
    {
        return again(known, &print);
    }
    if response.status().is_success() {
        keep(app, caller.user_id, &key, response).await
    } else {
        Ok(response)
    }
}

fn key(headers: &HeaderMap) -> Result<String> {
    let key = headers.get(HEADER).and_then(|key| key.to_str().ok()).unwrap_or_default().trim();
    if key.is_empty() || key.len() > 255 {
        let says = "must have 1 to 255 characters, such as a UUID";
        return Err(Error::fields(vec![FieldError::new("header", "Idempotency-Key", says, "invalid")]));
    }
    Ok(key.to_owned())
}

async fn find(app: &App, user_id: i64, key: &str) -> Result<Option<row::Model>> {
    let mine = row::Column::UserId.eq(user_id).and(row::Column::Key.eq(key));
    Ok(row::Entity::find().filter(mine).one(app.db.read()).await?)
}

fn again(known: row::Model, print: &str) -> Result<Response> {
    if known.request != print {
        let says = "was used for another request; make a new key for a new request";
        return Err(Error::fields(vec![FieldError::new("header", "Idempotency-Key", says, "invalid")]));
    }
    let (Some(status), Some(answer)) = (known.status, known.answer) else { return Err(under_way()) };
    let status = u16::try_from(status).ok().and_then(|s| StatusCode::from_u16(s).ok()).unwrap_or_default();
    let mut response = (status, answer).into_response();
    let headers: Vec<(String, String)> = serde_json::from_str(known.headers.as_deref().unwrap_or("[]"))?;
    let seen = ("idempotent-replayed".to_owned(), "true".to_owned());
    for (name, value) in headers.into_iter().chain([seen]) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    Ok(response)
}

/// Keeps the answer beside its key. Where no change claimed the key there is nothing to keep.
async fn keep(app: &App, user_id: i64, key: &str, response: Response) -> Result<Response> {
    let (parts, body) = response.into_parts();
    let body: Bytes = to_bytes(body, usize::MAX).await.map_err(Error::internal)?;
    let told = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];
    let text = |name: &HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let headers = told.iter().filter_map(|name| Some((name.as_str(), text(name)?))).collect::<Vec<_>>();
    let mine = row::Column::UserId.eq(user_id).and(row::Column::Key.eq(key));
    let tx = app.db.begin().await?;
    row::Entity::update_many()
        .col_expr(row::Column::Status, Expr::value(i32::from(parts.status.as_u16())))
        .col_expr(row::Column::Headers, Expr::value(serde_json::to_string(&headers)?))
        .col_expr(row::Column::Answer, Expr::value(String::from_utf8_lossy(&body).into_owned()))
        .filter(mine)
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

/// Forgets keys of yesterday.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    let tx = app.db.begin().await?;
    let old = row::Column::CreatedAt.lt(app.clock.now() - KEPT);
    row::Entity::delete_many().filter(old).exec(&*tx).await?;
    tx.commit().await
}
