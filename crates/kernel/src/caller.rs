//! Who asks, from where, and with which right.
use std::{
    collections::HashSet,
    marker::PhantomData,
    net::{IpAddr, SocketAddr},
    ops::Deref,
    str::FromStr,
    sync::Arc,
};

use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, Response, StatusCode},
};
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, Method, header, request::Parts},
};
use schemars::JsonSchema;
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};

use crate::{App, Change, Error, Grant, Result, routes::refusals};

/// What a person is in this house. Modules grant their permissions to roles.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    User,
    Customer,
    Builder,
    PortfolioManager,
    Manager,
    Admin,
    SuperAdmin,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[
        Self::User,
        Self::Customer,
        Self::Builder,
        Self::PortfolioManager,
        Self::Manager,
        Self::Admin,
        Self::SuperAdmin,
    ];
    /// The two roles that administer accounts.
    pub const ADMINS: &[Self] = &[Self::Admin, Self::SuperAdmin];

    /// Whether this role administers accounts.
    pub fn is_admin(self) -> bool {
        Self::ADMINS.contains(&self)
    }

    /// Whether this role may manage accounts of `other`: a super_admin everyone, an admin everyone below.
    pub fn manages(self, other: Self) -> bool {
        self == Self::SuperAdmin || (self == Self::Admin && !other.is_admin())
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&sea_orm::ActiveEnum::to_value(self))
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let known = || Self::iter().map(|role| role.to_string()).collect::<Vec<_>>().join(", ");
        Self::iter()
            .find(|role| role.to_string() == s)
            .ok_or_else(|| format!("no role `{s}`: use one of {}", known()))
    }
}

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

/// Where a request came from.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The client's address; that of the peer, unless the peer is a trusted proxy.
    pub ip: Option<IpAddr>,
    /// What the client calls itself, cut at 400 characters.
    pub user_agent: Option<String>,
}

impl Origin {
    fn of(parts: &Parts, app: &App) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_canonical());
        let trusted = |ip: &IpAddr| app.settings.server.trusted_proxies.iter().any(|net| within(ip, net));
        let forwarded = text(&parts.headers, "x-forwarded-for").unwrap_or_default();
        // From the right: the first address that no proxy of ours wrote.
        let hops = forwarded.rsplit(',').filter_map(|hop| hop.trim().parse::<IpAddr>().ok());
        let ip = match peer {
            Some(peer) if trusted(&peer) => hops.chain([peer]).find(|hop| !trusted(hop)).or(Some(peer)),
            peer => peer,
        };
        let user_agent = text(&parts.headers, "user-agent").map(|agent| agent.chars().take(400).collect());
        Self { ip, user_agent }
    }

    /// The address for limits: whole for IPv4, the /64 for IPv6.
    pub fn network(&self) -> String {
        match self.ip {
            Some(IpAddr::V6(ip)) => {
                ip.segments()[..4].iter().map(|s| format!("{s:x}")).collect::<Vec<_>>().join(":")
            }
            Some(ip) => ip.to_string(),
            None => "local".into(),
        }
    }
}

/// Whether `ip` is the address, or lies in the network (`10.0.0.0/8`), that `net` names.
pub fn within(ip: &IpAddr, net: &str) -> bool {
    let (base, bits) = net.split_once('/').unwrap_or((net, "128"));
    let bits: u32 = bits.parse().unwrap_or(0);
    match (ip, base.parse::<IpAddr>()) {
        (IpAddr::V4(ip), Ok(IpAddr::V4(base))) => {
            let mask = u32::MAX.checked_shl(32 - bits.min(32)).unwrap_or(0);
            ip.to_bits() & mask == base.to_bits() & mask
        }
        (IpAddr::V6(ip), Ok(IpAddr::V6(base))) => {
            let mask = u128::MAX.checked_shl(128 - bits.min(128)).unwrap_or(0);
            ip.to_bits() & mask == base.to_bits() & mask
        }
        _ => false,
    }
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

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
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
    }

    fn inferred_early_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<StatusCode>, Response)> {
        Caller::inferred_early_responses(ctx, operation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses() {
        let ip = |s: &str| s.parse::<IpAddr>().expect("address");
        assert!(within(&ip("10.1.2.3"), "10.0.0.0/8") && !within(&ip("11.1.2.3"), "10.0.0.0/8"));
        assert!(within(&ip("127.0.0.1"), "127.0.0.1") && !within(&ip("127.0.0.2"), "127.0.0.1"));
        assert!(within(&ip("fd00::1"), "fd00::/8") && !within(&ip("fe80::1"), "fd00::/8"));
        assert!(within(&ip("1.2.3.4"), "0.0.0.0/0"));
    }

    #[test]
    fn an_admin_manages_everyone_below() {
        assert!(Role::Admin.manages(Role::Manager) && !Role::Admin.manages(Role::Admin));
        assert!(Role::SuperAdmin.manages(Role::SuperAdmin) && !Role::Manager.manages(Role::User));
    }
}
