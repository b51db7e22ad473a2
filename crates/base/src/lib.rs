//! What knows neither modules nor the house: exact values, the error of the edge, and small types in front of
//! the outside world (clock, files, mail, Redis, limits, exports, logs). Modules see all of it through `kernel`.

pub mod amount;
pub mod archive;
pub mod clock;
pub mod copy;
pub mod currency;
pub mod ddl;
pub mod error;
pub mod given;
pub mod limit;
pub mod mail;
pub mod mailbox;
pub mod moment;
pub mod money;
pub mod month;
pub mod parse;
pub mod pour;
pub mod role;
pub mod scan;
pub mod schema;
pub mod shared;
pub mod sheet;
pub mod spool;
pub mod sql;
pub mod storage;
pub mod telemetry;
pub mod texts;
pub mod tray;

pub use clock::{Clock, Dice};
pub use currency::Currency;
pub use error::{Error, FieldError, Result};
pub use given::Given;
pub use money::Money;
pub use month::Month;
pub use role::Role;
