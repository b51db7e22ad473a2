//! The console, embedded: built by `make web`, absent where nobody built it.
use axum::{
    Router,
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Uri, header},
    response::{Html, IntoResponse, Response},
};
use kernel::{App, Error, server::wants_page};
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../web/dist"]
#[allow_missing = true]
struct Files;

const NOT_BUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Bursar</title>\
    <style>body{font:16px/1.6 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem}</style>\
    <h1>Bursar is running</h1><p>The console is not built into this program yet. Run <code>make web</code>, then start it \
    again. The API is documented at <a href=/docs>/docs</a>.</p></html>";

/// Whether the console is in this program.
pub fn is_built() -> bool {
    Files::get("index.html").is_some()
}

/// Answers what no operation does.
pub fn router() -> Router<App> {
    Router::new().fallback(answer)
}

async fn answer(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let reads = method == Method::GET || method == Method::HEAD;
    if !reads || path.starts_with("api/") {
        return Error::not_found("Not Found").into_response();
    }
    if let Some(answer) = file(path, &headers) {
        return answer;
    }
    // A deep link into the console: its own router knows the page.
    if path == "index.html" || (wants_page(&headers) && !path.starts_with("assets/")) {
        return file("index.html", &headers).unwrap_or_else(|| Html(NOT_BUILT).into_response());
    }
    Error::not_found("Not Found").into_response()
}

/// A file of the console, in the smallest form that the client takes.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Files::get(path)?;
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let packed = |coding: &'static str, ending: &str| {
        let file = accepted.contains(coding).then(|| Files::get(&format!("{path}.{ending}")))??;
        Some((coding, file))
    };
    let (coding, file) = packed("br", "br")
        .or_else(|| packed("gzip", "gz"))
        .map_or((None, plain), |(coding, file)| (Some(coding), file));
    Some(send(path, file, coding))
}

fn send(path: &str, file: EmbeddedFile, coding: Option<&'static str>) -> Response {
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    // The names of assets hold a hash of their content, so they never change.
    let cache = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = Body::from(file.data).into_response();
    let headers = response.headers_mut();
    if let Ok(mime) = HeaderValue::from_str(mime.as_ref()) {
        headers.insert(header::CONTENT_TYPE, mime);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}
