//! Who asks, and with which right.
use std::{collections::HashSet, marker::PhantomData, ops::Deref, sync::Arc};

use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, Response, StatusCode},
};
use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};

pub use crate::origin::{Origin, cookie};
use crate::{App, Change, Error, Grant, Result, Role, origin::text, routes::refusals};

/// What a request brought to prove who sends it.
pub struct Credentials {
    /// The access token.
    pub token: String,
}

/// A person who proved who he is.
#[derive(Clone, Debug)]
pub struct Principal {
    /// `users.id`.
    pub user_id: i64,
    /// The text handle, `users.user_id`.
    pub handle: String,
    /// The name for people.
    pub name: String,
    /// His role now, not when the token was made.
    pub role: Role,
    /// The session that the token belongs to.
    pub session: String,
    /// He may do nothing but choose a new password.
    pub must_change_password: bool,
}

/// Anybody, signed in or not: the argument of a public operation.
#[derive(Clone)]
pub struct Visitor {
    app: App,
    /// Where he comes from.
    pub origin: Origin,
    credentials: Option<Arc<Credentials>>,
}

impl Visitor {
    /// The house.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Who he is, if he is signed in all the same.
    pub async fn caller(&self) -> Result<Option<Caller>> {
        let Some(credentials) = &self.credentials else { return Ok(None) };
        let principal = self.app.authenticate(credentials).await?;
        Ok(principal.map(|principal| Caller::new(&self.app, principal, self.origin.clone())))
    }

    /// Begins a change made by nobody in particular.
    pub async fn change(&self) -> Result<Change> {
        Change::begin(&self.app, Actor::of("anonymous", "Anonymous", &self.origin)).await
    }
}

/// A person who is signed in. Use it where every account may act for itself; else use [`Can`].
#[derive(Clone)]
pub struct Caller {
    app: App,
    principal: Arc<Principal>,
    /// Where he comes from.
    pub origin: Origin,
}

impl Deref for Caller {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.principal
    }
}

impl Caller {
    /// A caller who came by another way than HTTP: demo data, a socket.
    pub fn new(app: &App, principal: Arc<Principal>, origin: Origin) -> Self {
        Self { app: app.clone(), principal, origin }
    }

    /// The house.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database, for reading.
    pub fn db(&self) -> &sea_orm::DatabaseConnection {
        self.app.db.read()
    }

    /// The keys of all rights that he holds.
    pub fn permissions(&self) -> HashSet<&'static str> {
        let all = self.app.modules.iter().flat_map(|module| module.permissions);
        all.filter(|p| p.granted_to(self.role)).map(|p| p.key).collect()
    }

    /// Begins a change in his name.
    pub async fn change(&self) -> Result<Change> {
        let actor =
            Actor { user_id: Some(self.user_id), ..Actor::of(&self.handle, &self.name, &self.origin) };
        Change::begin(&self.app, actor).await
    }
}

/// The caller, proven to hold the right `P`. The type is the check, and its documentation.
pub struct Can<P>(Caller, PhantomData<P>);

impl<P> Deref for Can<P> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}

impl<P: Grant> Can<P> {
    /// The same proof where no request is at hand.
    pub fn new(caller: Caller) -> Result<Self> {
        let needed = P::PERMISSION;
        if caller.must_change_password {
            return Err(Error::forbidden(
                "Choose a new password first: PUT /api/auth/me with old_password and new_password.",
            ));
        }
        if needed.granted_to(caller.role) {
            return Ok(Self(caller, PhantomData));
        }
        Err(if needed.roles.iter().all(|role| role.is_admin()) {
            Error::forbidden("Admin privileges required")
        } else if let [only] = needed.roles {
            let mut name = only.to_string();
            name[..1].make_ascii_uppercase();
            Error::forbidden(format!("{name} access required"))
        } else {
            let who = needed.roles.iter().map(Role::to_string).collect::<Vec<_>>().join(", ");
            Error::forbidden(format!(
                "Your role may not do this. \"{}\" ({}) is held by: {who}.",
                needed.title, needed.key
            ))
        })
    }
}

/// In whose name the audit log records a change.
#[derive(Clone, Debug)]
pub struct Actor {
    /// `users.id`, where it is a person.
    pub user_id: Option<i64>,
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// From where.
    pub origin: Origin,
}

impl Actor {
    /// Somebody known by a handle only.
    pub fn of(handle: &str, name: &str, origin: &Origin) -> Self {
        Self { user_id: None, handle: handle.into(), name: name.into(), origin: origin.clone() }
    }

    /// The house itself: jobs and the command line.
    pub fn system() -> Self {
        Self::of("system", "Bursar", &Origin::default())
    }
}

/// Refuses what another site's page makes a browser send along with our cookie.
pub fn same_origin(parts: &Parts, app: &App) -> Result<()> {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(&parts.method);
    let ours = |origin: &str| {
        let host = text(&parts.headers, "host");
        origin.split_once("://").is_some_and(|(_, authority)| Some(authority) == host)
            || app.settings.server.public_url.trim_end_matches('/') == origin
            || app.settings.server.cors_origins.iter().any(|allowed| allowed == origin)
    };
    let ok = match (text(&parts.headers, "origin"), text(&parts.headers, "sec-fetch-site")) {
        (Some(origin), _) => ours(origin),
        (None, site) => site == Some("same-origin"),
    };
    if safe || ok {
        return Ok(());
    }
    Err(Error::forbidden(
        "A request with the cookie must come from this site. Send the token as Authorization: Bearer instead.",
    ))
}

/// The access token of a request: `Authorization: Bearer`, else the cookie.
pub fn credentials(parts: &Parts, app: &App) -> Result<Option<Credentials>> {
    if let Some(value) = text(&parts.headers, "authorization") {
        let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
        let bearer = scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned());
        return Ok(bearer.map(|token| Credentials { token }));
    }
    let Some(token) = cookie(&parts.headers, "access_token") else { return Ok(None) };
    same_origin(parts, app)?;
    Ok(Some(Credentials { token: token.to_owned() }))
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let origin = Origin::of(parts, app);
        app.limit("anonymous", &origin.network()).await?;
        let credentials = credentials(parts, app).ok().flatten().map(Arc::new);
        Ok(Self { app: app.clone(), origin, credentials })
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let origin = Origin::of(parts, app);
        let principal = match credentials(parts, app)? {
            Some(credentials) => app.authenticate(&credentials).await?,
            None => None,
        };
        let Some(principal) = principal else {
            app.limit("anonymous", &origin.network()).await?;
            return Err(Error::unauthenticated("Could not validate credentials"));
        };
        app.limit("user", &principal.user_id.to_string()).await?;
        Ok(Self { app: app.clone(), principal, origin })
    }
}

impl<P: Grant> FromRequestParts<App> for Can<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        Self::new(Caller::from_request_parts(parts, app).await?)
    }
}

impl OperationInput for Visitor {}

impl OperationInput for Caller {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        for scheme in ["bearer", "cookie"] {
            operation.security.push([(scheme.to_owned(), vec![])].into_iter().collect());
        }
    }

    fn inferred_early_responses(
        ctx: &mut GenContext,
        _: &mut Operation,
    ) -> Vec<(Option<StatusCode>, Response)> {
        refusals(ctx, &[401, 403])
    }
}

impl<P: Grant> OperationInput for Can<P> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Caller::operation_input(ctx, operation);
        operation.extensions.insert("x-permission".into(), P::PERMISSION.key.into());
        let roles = P::PERMISSION.roles.iter().map(Role::to_string).collect::<Vec<_>>();
        operation.extensions.insert("x-roles".into(), roles.into());
    }

    fn inferred_early_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<StatusCode>, Response)> {
        Caller::inferred_early_responses(ctx, operation)
    }
}
