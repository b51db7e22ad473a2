//! The heart: a module as one plain value.
use std::{pin::Pin, time::Duration};

use serde_json::value::RawValue;

use crate::{
    App, Caller, Credentials, Demo, Event, Principal, Result, Role, Routes,
    notice::NoticeKind,
    people::{People, Welcome},
};

/// A boxed future: what a plain `fn` pointer needs to be asynchronous.
pub type Later<'a, T = ()> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// Everything that the house knows about a module. Start from [`Module::EMPTY`].
pub struct Module {
    /// Crate name, permission prefix, settings section and folder in the console.
    pub name: &'static str,
    /// What a person reads in the console and in the API reference.
    pub title: &'static str,
    /// One sentence: whom it is for and what it does.
    pub description: &'static str,
    /// Applied in this order, each once.
    pub migrations: &'static [Migration],
    /// Its rights, and the roles that hold them.
    pub permissions: &'static [Permission],
    /// Its operations.
    pub routes: fn() -> Routes,
    /// Its work in the background.
    pub jobs: &'static [Job],
    /// What it wants to hear from other modules.
    pub subscriptions: &'static [Subscription],
    /// Loads a small, realistic world through the module's own commands.
    pub demo: for<'a> fn(&'a Demo) -> Later<'a>,
    /// Default settings with comments, as TOML: the manual of its section.
    pub settings: &'static str,
    /// The kinds of notices that it gives to people.
    pub notices: &'static [NoticeKind],
    /// Its part of a person's dashboard: an object whose fields stand beside those of other modules.
    pub summary: Option<Summary>,
    /// Set by the one module that knows who people are.
    pub authenticate: Option<Authenticate>,
    /// Set by the same.
    pub people: Option<People>,
    /// Set by a module that keeps profiles beside accounts.
    pub welcome: Option<Welcome>,
}

/// Turns credentials into a person, or into nobody.
pub type Authenticate = for<'a> fn(&'a App, &'a Credentials) -> Later<'a, Option<Principal>>;

/// What a module shows on the dashboard of a caller.
pub type Summary = for<'a> fn(&'a Caller) -> Later<'a, Fields>;
/// Named values, ready to be sent.
pub type Fields = Vec<(&'static str, Box<RawValue>)>;

impl Module {
    /// A module that does nothing yet.
    pub const EMPTY: Self = Self {
        name: "",
        title: "",
        description: "",
        migrations: &[],
        permissions: &[],
        routes: Routes::new,
        jobs: &[],
        subscriptions: &[],
        demo: |_| Box::pin(async { Ok(()) }),
        settings: "",
        notices: &[],
        summary: None,
        authenticate: None,
        people: None,
        welcome: None,
    };
}

/// A step of a module's schema. Words in braces name what databases spell differently; see [`base::ddl`].
pub struct Migration {
    /// The file's name without its ending: `0001_users`.
    pub name: &'static str,
    /// Statements separated by `;` at a line's end.
    pub sql: &'static str,
}

/// Lists migrations by file name: `migrations!["0001_users"]` reads `migrations/0001_users.sql`.
#[macro_export]
macro_rules! migrations {
    ($($name:literal),* $(,)?) => {
        &[$($crate::Migration { name: $name, sql: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/", $name, ".sql")) }),*]
    };
}

/// A right, and who holds it.
pub struct Permission {
    /// `module:verb`, as programs see it.
    pub key: &'static str,
    /// As a person reads it: "See accounts and analytics".
    pub title: &'static str,
    /// The roles that hold it.
    pub roles: &'static [Role],
}

impl Permission {
    /// Whether a role holds this right.
    pub fn granted_to(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// A permission known at compile time, so that a signature can demand it; see [`crate::Can`].
pub trait Grant: Send + Sync + 'static {
    /// The right itself.
    const PERMISSION: Permission;
}

/// Declares a module's permissions: a type for each, and the list `ALL`.
#[macro_export]
macro_rules! permissions {
    ($($name:ident = $key:literal, $title:literal, $roles:expr;)*) => {
        $(#[doc = $title]
        pub struct $name;
        impl $crate::Grant for $name {
            const PERMISSION: $crate::Permission =
                $crate::Permission { key: $key, title: $title, roles: $roles };
        })*
        /// Every permission of this module.
        pub const ALL: &[$crate::Permission] = &[$(<$name as $crate::Grant>::PERMISSION),*];
    };
}

/// Work that outlives the request that asked for it; see [`crate::job`].
pub struct Job {
    /// `module.verb_noun`; the name under which it is stored.
    pub kind: &'static str,
    /// Does the work. Runs at least once per enqueued job; must bear being run again.
    pub run: for<'a> fn(&'a App, &'a RawValue) -> Later<'a>,
    /// How often it is tried before it counts as failed.
    pub attempts: u32,
    /// How long one try may take.
    pub timeout: Duration,
    /// Set for work that comes round by itself.
    pub every: Option<Duration>,
    /// Whether this house has such work at all; asked before it comes round.
    pub wanted: fn(&App) -> bool,
}

impl Job {
    /// Work done when asked for: five tries of a minute each.
    pub const fn new(kind: &'static str, run: for<'a> fn(&'a App, &'a RawValue) -> Later<'a>) -> Self {
        Self { kind, run, attempts: 5, timeout: Duration::from_secs(60), every: None, wanted: |_| true }
    }

    /// Work that comes round by itself.
    pub const fn every(mut self, period: Duration) -> Self {
        self.every = Some(period);
        self
    }
}

/// Reacts to an event of any module, in the background, at least once.
pub struct Subscription {
    /// The event's topic, exactly.
    pub topic: &'static str,
    /// Names the reaction; stored with the job that runs it.
    pub name: &'static str,
    /// Does it.
    pub handle: for<'a> fn(&'a App, &'a Event) -> Later<'a>,
}

/// What a module shows of itself to a caller.
#[derive(serde::Serialize, schemars::JsonSchema)]
pub struct ModuleView {
    /// Its name.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it does.
    pub description: &'static str,
}

/// The modules that this server runs.
pub async fn list(caller: Caller) -> Result<axum::Json<Vec<ModuleView>>> {
    let view = |m: &&Module| ModuleView { name: m.name, title: m.title, description: m.description };
    Ok(axum::Json(caller.app().modules.iter().map(view).collect()))
}
