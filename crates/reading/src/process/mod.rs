//! The border for hostile files: they are read in a child process that may be slow, greedy or broken.
//!
//! The child runs [`serve`], the parent keeps a [`Pool`] of them. Both speak over the child's standard input and
//! output: a message is a head (JSON) and a body (bytes), each with its length before it.

mod limits;
mod pool;
mod serve;

pub use limits::Caps;
pub use pool::{Failure, Pool, Worker};
pub use serve::serve;

use crate::{Document, Limits, Unreadable};
use serde::{Deserialize, Serialize};

/// No head or body is longer.
const LONGEST: u32 = 512 << 20;
/// First byte of an answer: the work was done.
const DONE: u8 = 1;
/// First byte of an answer: the work panicked.
const PANICKED: u8 = 2;

/// What the plain reader can be asked; the bytes of the file are the body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Task {
    /// Read the words and codes.
    Read(Limits),
    /// Draw a page at this width in pixels.
    Picture {
        /// The page, the first at 0.
        page: usize,
        /// In pixels.
        width: u32,
    },
}

/// What the plain reader answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Done {
    /// The document.
    Document(Document),
    /// The PNG is the body.
    Picture,
    /// Why not.
    Unreadable(Unreadable),
}

/// Does what the plain reader is asked.
pub fn work(task: Task, bytes: &[u8]) -> (Done, Vec<u8>) {
    let done = match task {
        Task::Read(limits) => {
            crate::read(bytes, &limits).map(|document| (Done::Document(document), Vec::new()))
        }
        Task::Picture { page, width } => crate::picture(bytes, page, width).map(|png| (Done::Picture, png)),
    };
    done.unwrap_or_else(|why| (Done::Unreadable(why), Vec::new()))
}
