//! Places from which invoices come by themselves: a watched folder, a mail folder, a mailbox on a mail server. A job
//! looks at each of them in turn.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;

mod bring;
mod folder;
mod imap;
mod letter;
mod maildir;
