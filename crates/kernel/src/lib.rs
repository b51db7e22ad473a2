//! The kernel: what every module of Bursar stands on. It knows no module and no business.
//!
//! Start with [`module`], the heart; then [`Resource`] for plain nouns and [`Change`] for commands.

pub mod app;
pub mod audit;
pub mod caller;
pub mod change;
pub mod db;
pub mod demo;
pub mod event;
pub mod extract;
mod given;
mod health;
pub mod job;
pub mod module;
mod moment;
pub mod origin;
pub mod page;
mod parse;
pub mod principals;
pub mod realtime;
pub mod resource;
pub mod role;
pub mod routes;
pub mod server;
pub mod settings;
#[cfg(feature = "testing")]
pub mod testing;

pub use base::{
    Clock, Dice, Error, FieldError, Money, Month, Result, clock, error, limit, mail, money, month, shared,
    sheet, storage, telemetry,
};

pub use app::{App, World};
pub use audit::Act;
pub use caller::{Actor, Caller, Can, Credentials, Principal, Visitor};
pub use change::Change;
pub use db::Db;
pub use demo::Demo;
pub use event::{Audience, Event};
pub use extract::{IfMatch, JsonOrForm, Path, Query, Valid};
pub use given::Given;
pub use job::Order;
pub use module::{Grant, Job, Later, Migration, Module, Permission, Subscription};
pub use origin::Origin;
pub use page::{Created, Gone, Listed, One, Paging, Slice};
pub use resource::Resource;
pub use role::Role;
pub use routes::Routes;
pub use settings::Settings;
