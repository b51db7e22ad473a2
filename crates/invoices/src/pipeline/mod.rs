//! The pipeline: from the bytes of a file to a checked record, stage by stage.
//!
//! [`run`] is the durable job: it begins invoices, takes each through its stages ([`stage`]) and hands what came of
//! it to the [`desk`], which writes the results of several in one change. What ended stays ended: after a restart an
//! invoice goes on behind the last stage that is written.
pub mod desk;
pub mod document;
pub mod ended;
pub mod line;
pub mod model;
pub mod outcome;
pub mod progress;
pub mod reader;
pub mod run;
pub mod stage;
pub mod store;
pub mod teaching;
pub mod twin;
pub mod work;
