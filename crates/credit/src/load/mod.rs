//! Bulk upload: files with loans or ratings go in by the million.
//!
//! A file is first spooled, so that a slow line holds nothing but its own socket; then a thread of its own decodes and
//! judges it page by page, while the task that owns the transaction writes what is good. Memory does not grow with the
//! file, but for 16 bytes a row that know which loans have come already.
pub mod closing;
pub mod commands;
pub mod csv;
pub mod encoding;
pub mod fault;
pub mod files;
pub mod history;
pub mod http;
pub mod judge;
pub mod layout;
pub mod loans;
pub mod number;
pub mod page;
pub mod print;
pub mod progress;
pub mod ratings;
pub mod run;
pub mod sheet;
pub mod store;
pub mod tape;

use std::time::Duration;

use kernel::Job;

/// What is done in the background.
pub const JOBS: &[Job] = &[
    Job::new("credit.close_loads", |app, _| Box::pin(closing::close(app))).every(Duration::from_secs(60)),
    Job::new("credit.sweep_load_files", |app, _| Box::pin(closing::sweep(app)))
        .every(Duration::from_secs(24 * 3600)),
];
