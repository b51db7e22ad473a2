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
mod health;
pub mod idempotency;
pub mod job;
pub mod module;
pub mod notice;
pub mod origin;
pub mod page;
pub mod people;
pub mod principals;
pub mod realtime;
pub mod resource;
pub mod routes;
pub mod server;
pub mod settings;
#[cfg(feature = "testing")]
pub mod testing;
pub mod upload;

pub use base::{
    Clock, Currency, Dice, Error, FieldError, Given, Money, Month, Result, Role, amount, archive, clock,
    error, limit, mail, mailbox, money, month, role, scan, shared, sheet, spool, storage, telemetry, texts,
    tray,
};

pub use app::{App, World};
pub use audit::Act;
pub use caller::{Actor, Caller, Can, Credentials, Principal, Visitor};
pub use change::Change;
pub use db::Db;
pub use demo::Demo;
pub use event::{Audience, Event};
pub use extract::{IfMatch, JsonOrForm, Path, Query, Valid};
pub use job::Order;
pub use module::{Grant, Job, Later, Migration, Module, Permission, Subscription};
pub use notice::Notice;
pub use origin::Origin;
pub use page::{Created, Gone, Listed, One, Paging, Slice};
pub use people::{Person, Who};
pub use resource::Resource;
pub use routes::Routes;
pub use settings::Settings;
pub use upload::Upload;
