//! The kernel: what every module of Bursar stands on. It knows no module and no business.
//!
//! Start with [`module`], the heart; then [`Resource`] for plain nouns and [`Change`] for commands.

pub mod app;
pub mod audit;
pub mod caller;
pub mod change;
pub mod clock;
pub mod db;
pub mod demo;
pub mod error;
pub mod event;
pub mod extract;
mod health;
pub mod job;
pub mod limit;
pub mod mail;
pub mod module;
pub mod money;
pub mod month;
pub mod page;
pub mod principals;
pub mod realtime;
pub mod resource;
pub mod routes;
pub mod server;
pub mod settings;
pub mod shared;
pub mod sheet;
pub mod storage;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;

pub use app::{App, World};
pub use audit::Act;
pub use caller::{Actor, Caller, Can, Credentials, Origin, Principal, Role, Visitor};
pub use change::Change;
pub use clock::{Clock, Dice};
pub use db::Db;
pub use demo::Demo;
pub use error::{Error, FieldError, Result};
pub use event::{Audience, Event};
pub use extract::{Given, IfMatch, JsonOrForm, Path, Query, Valid};
pub use job::Order;
pub use module::{Grant, Job, Later, Migration, Module, Permission, Subscription};
pub use money::Money;
pub use month::Month;
pub use page::{Created, Gone, Listed, One, Paging, Slice};
pub use resource::Resource;
pub use routes::Routes;
pub use settings::Settings;
