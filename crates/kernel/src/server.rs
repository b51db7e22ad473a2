//! From the socket to the handler and back: limits, identity of requests, measures, order at the end.
use std::{
    net::SocketAddr,
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};

use aide::{openapi::OpenApi, redoc::Redoc, swagger::Swagger};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header, uri::PathAndQuery},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::get,
};
use futures::{FutureExt, future::OptionFuture};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto, graceful::GracefulShutdown},
};
use tokio::{net::TcpListener, sync::Semaphore, task::JoinSet};
use tower::ServiceExt;
use tower_http::{
    compression::CompressionLayer,
    cors::{AllowHeaders, AllowMethods, AllowOrigin, CorsLayer},
};
use tracing::Instrument;

use crate::{
    App, Error, Module, Result, error::REQUEST_ID, event, health, idempotency, job, realtime, routes,
    settings::Environment,
};

const CONSOLE_CSP: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     font-src 'self' data:; connect-src 'self' ws: wss:; frame-src 'self' blob:; worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none'; \
     base-uri 'self'; form-action 'self'";
/// The two pages of API documentation start themselves with an inline script.
const DOCS_CSP: &str = "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; \
     img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; object-src 'none'";

/// Below which paths people look for the pages of the document.
const PREFIXES: [&str; 3] = ["", "/api", "/api/v1"];

/// Everything that answers requests.
#[derive(Clone)]
pub struct Door {
    router: Router,
}

impl Door {
    /// The door of this house. `console` answers what no operation does.
    pub fn new(app: &App, console: Router<App>) -> Self {
        let (api, document) = describe(&app.modules);
        app.api.get_or_init(|| Arc::new(document));
        let swagger = || Swagger::new("/openapi.json").with_title("Bursar API").axum_route().into();
        let redoc = || Redoc::new("/openapi.json").with_title("Bursar API").axum_route().into();
        let docs = PREFIXES.iter().fold(Router::<App>::new(), |docs, at| {
            docs.route(&format!("{at}/docs"), swagger()).route(&format!("{at}/redoc"), redoc())
        });
        let docs = docs
            .route("/openapi.json", get(document_json))
            .route("/api/v1/openapi.json", get(document_json))
            .route("/metrics", get(health::metrics))
            .route("/ws", get(realtime::socket))
            .route("/ws/users", get(realtime::socket));
        let router = api
            .merge(docs)
            .merge(console)
            .method_not_allowed_fallback(async || {
                Error::new(
                    StatusCode::METHOD_NOT_ALLOWED,
                    "This path does not take this method; see the Allow header.",
                )
            })
            .layer(DefaultBodyLimit::max(app.settings.server.body_limit))
            .layer(from_fn_with_state(app.clone(), idempotency::once))
            .layer(CompressionLayer::new())
            .layer(from_fn_with_state(Gate::new(app), gate))
            .layer(cors(app))
            .layer(from_fn_with_state(app.clone(), observe))
            .with_state(app.clone());
        Self { router }
    }

    /// Answers one request of `peer`.
    pub async fn answer(&self, mut request: Request, peer: SocketAddr) -> Response {
        trim_slash(request.uri_mut());
        if request.uri().path() == "/" && wants_page(request.headers()) {
            *request.uri_mut() = Uri::from_static("/index.html");
        }
        request.extensions_mut().insert(ConnectInfo(peer));
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

/// The operations of these modules, and the document that describes them.
pub fn describe(modules: &[&'static Module]) -> (Router<App>, OpenApi) {
    routes::build(modules, health::routes)
}

/// Whether a browser asks for a page, rather than a program for data.
pub fn wants_page(headers: &axum::http::HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// `/x/` is `/x`.
fn trim_slash(uri: &mut Uri) {
    let path = uri.path();
    let trimmed = path.trim_end_matches('/');
    if trimmed.is_empty() || trimmed.len() == path.len() {
        return;
    }
    let text = uri.query().map_or_else(|| trimmed.to_owned(), |query| format!("{trimmed}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(text).ok();
    if let Ok(better) = Uri::from_parts(parts) {
        *uri = better;
    }
}

async fn document_json(State(app): State<App>) -> impl IntoResponse {
    axum::Json(app.api.get().cloned())
}

fn cors(app: &App) -> CorsLayer {
    let mut origins = app.settings.server.cors_origins.clone();
    if app.settings.environment == Environment::Demo {
        for port in [3000, 3001, 5173, 8501] {
            origins.extend([format!("http://localhost:{port}"), format!("http://127.0.0.1:{port}")]);
        }
    }
    let exposed = "etag location x-total-count x-request-id retry-after idempotent-replayed x-process-time \
                   x-repeated-files x-refused-files";
    let exposed: Vec<_> = exposed.split(' ').map(HeaderName::from_static).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(
            origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()),
        ))
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .allow_credentials(true)
        .expose_headers(exposed)
        .max_age(Duration::from_secs(600))
}

/// Gives the request its id, the log its line, the metrics their counts, and the answer its headers.
async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let given = request.headers().get("x-request-id").and_then(|id| id.to_str().ok());
    let sane = |id: &&str| {
        id.len() <= 64 && !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let id = given.filter(sane).map_or_else(|| app.dice.uuid(), str::to_owned);
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let secret = route.contains("{token}");
    let span = tracing::info_span!("request", %method, route, request_id = %id);
    let started = Instant::now();
    let answered = REQUEST_ID.scope(id.clone(), async {
        match AssertUnwindSafe(next.run(request)).catch_unwind().await {
            Ok(response) => response,
            Err(panic) => {
                let what = panic
                    .downcast_ref::<&str>()
                    .copied()
                    .map(str::to_owned)
                    .or_else(|| panic.downcast_ref::<String>().cloned());
                Error::internal(format!("panic: {}", what.unwrap_or_default())).into_response()
            }
        }
    });
    let mut response = answered.instrument(span.clone()).await;
    let (took, status) = (started.elapsed(), response.status());
    let labels = [("method", known(&method)), ("route", route), ("status", status.as_u16().to_string())];
    metrics::histogram!("bursar_http_request_seconds", &labels).record(took.as_secs_f64());
    // A secret in the path stays out of the log.
    let shown = if secret { "a secret address" } else { path.as_str() };
    span.in_scope(|| {
        tracing::info!(status = status.as_u16(), ms = took.as_secs_f64() * 1e3, path = shown, "answered")
    });
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    if let Ok(seconds) = HeaderValue::from_str(&format!("{:.6}", took.as_secs_f64())) {
        headers.insert("x-process-time", seconds);
    }
    secure(headers, &path, app.settings.tls());
    response
}

/// The method as a label; what nobody has heard of must not make a new time series.
fn known(method: &Method) -> String {
    let all = "GET HEAD POST PUT PATCH DELETE OPTIONS";
    if all.split(' ').any(|one| one == method.as_str()) { method.to_string() } else { "other".into() }
}

fn secure(headers: &mut axum::http::HeaderMap, path: &str, tls: bool) {
    let docs = PREFIXES.iter().filter_map(|at| path.strip_prefix(at)).any(|p| p == "/docs" || p == "/redoc");
    let fixed = [
        ("content-security-policy", if docs { DOCS_CSP } else { CONSOLE_CSP }),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "strict-origin-when-cross-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if tls {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
    if path.starts_with("/api") && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// How many requests are answered at once, and for how long.
#[derive(Clone)]
struct Gate {
    places: Arc<Semaphore>,
    patience: Duration,
}

impl Gate {
    fn new(app: &App) -> Self {
        let server = &app.settings.server;
        Self {
            places: Arc::new(Semaphore::new(server.max_in_flight)),
            patience: Duration::from_secs(server.request_timeout),
        }
    }
}

/// Turns away at once what can't be served soon: a queue that grows helps nobody.
async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    // Probes must get through when everything else is full.
    if request.uri().path().starts_with("/health/") {
        return next.run(request).await;
    }
    let Ok(_place) = gate.places.try_acquire() else {
        metrics::counter!("bursar_http_shed_total").increment(1);
        return Error::busy("The server is busy. Please try again.", 1).into_response();
    };
    // A file takes the time that the line takes.
    let files = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let patience = gate.patience * if files { 20 } else { 1 };
    match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::busy("This took too long and was stopped.", 5).into_response(),
    }
}

/// Serves until `stop` resolves, then finishes what runs.
pub async fn serve(
    app: App,
    door: Door,
    listener: TcpListener,
    stop: impl Future<Output = ()>,
) -> Result<()> {
    let background = background(&app).await?;
    let server = &app.settings.server;
    let connections = Arc::new(Semaphore::new(server.max_connections));
    let graceful = GracefulShutdown::new();
    let mut http = auto::Builder::new(TokioExecutor::new());
    http.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(5)).max_headers(100);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(30))
        .max_concurrent_streams(100);
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = connections.clone().acquire_owned() => place.map_err(Error::internal)?,
            () = &mut stop => break,
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Out of file handles, or the peer is gone already: breathe, go on.
                Err(e) => { tracing::warn!(%e, "accept"); tokio::time::sleep(Duration::from_millis(50)).await; continue }
            },
            () = &mut stop => break,
        };
        stream.set_nodelay(true).ok();
        let door = door.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let door = door.clone();
            async move { Ok::<_, std::convert::Infallible>(door.answer(request.map(Body::new), peer).await) }
        });
        let connection =
            graceful.watch(http.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned());
        tokio::spawn(async move {
            let _place = place;
            if let Err(e) = connection.await {
                tracing::debug!(%e, "connection");
            }
        });
    }
    tracing::info!("stopping: finishing what runs");
    app.drain();
    drop(listener);
    let grace = Duration::from_secs(server.shutdown_grace);
    let finish = async { tokio::join!(graceful.shutdown(), background.join_all()) };
    if tokio::time::timeout(grace, finish).await.is_err() {
        tracing::warn!("some work did not finish in time; durable jobs go on at the next start");
    }
    app.db.close().await;
    Ok(())
}

/// Starts the work beside requests; it ends when the house drains.
async fn background(app: &App) -> Result<JoinSet<()>> {
    job::recover(app).await?;
    let mut tasks = JoinSet::new();
    // Delivering in batches: under load a pause of 20 ms gathers what many requests left.
    tasks.spawn(round(
        app.clone(),
        Duration::from_millis(20),
        Duration::from_secs(2),
        async |app| event::dispatch(app).await,
        |app| Some(&app.outbox_wake),
    ));
    // Each takes one job after the other, so that a long one never holds up a short one.
    let second = Duration::from_secs(1);
    for _ in 0..std::thread::available_parallelism().map_or(2, |n| n.get().max(2)) {
        let work = async |app: &App| job::work(app, 1).await;
        tasks.spawn(round(app.clone(), Duration::ZERO, second, work, |app| Some(&app.jobs_wake)));
    }
    // And one that takes only short ones: a mail never waits for a pile of files.
    let short = async |app: &App| job::take(app, 1, Duration::from_secs(60)).await;
    tasks.spawn(round(app.clone(), Duration::ZERO, second, short, |_| None));
    tasks.spawn(round(
        app.clone(),
        Duration::from_secs(5),
        Duration::from_secs(30),
        async |app| job::schedule(app).await.map(|()| 0),
        |_| None,
    ));
    let live = app.clone();
    tasks.spawn(async move {
        tokio::select! { () = realtime::listen(live.clone()) => {}, () = live.drained() => {} }
    });
    Ok(tasks)
}

/// Does `work` again and again: at once while there is some, else when woken or after `idle`.
async fn round(
    app: App,
    gather: Duration,
    idle: Duration,
    work: impl AsyncFn(&App) -> Result<usize>,
    bell: fn(&App) -> Option<&tokio::sync::Notify>,
) {
    while !app.is_draining() {
        match work(&app).await {
            Ok(n) if n > 0 => {
                tokio::time::sleep(gather).await;
                continue;
            }
            Ok(_) => {}
            Err(e) => tracing::warn!("background work: {e}"),
        }
        tokio::select! {
            Some(()) = OptionFuture::from(bell(&app).map(|bell| bell.notified())) => tokio::time::sleep(gather).await,
            () = tokio::time::sleep(idle) => {}
            () = app.drained() => {}
        }
    }
}
