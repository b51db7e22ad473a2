//! The process that reads: it sees one file after the other, may be ended at any moment, and knows nothing of the
//! house: no settings, no database, no network.
use reading::{
    Document, Unreadable,
    process::{Caps, serve},
};
use serde::{Deserialize, Serialize};

use super::{
    Opened, Wishes, extract,
    learn::{Lesson, learn},
    letter::{self, Letter},
    memory::Memory,
    open,
};
use crate::invoice::extracted::Extracted;

/// What it can be asked. The bytes of the file, or its pages as JSON, come beside it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Open a file, and find its fields at once.
    Open {
        /// Its type, by its content.
        content_type: String,
        /// How.
        wishes: Wishes,
    },
    /// Find the fields in pages that were kept.
    Extract {
        /// What the file says without its pages.
        known: Box<Extracted>,
        /// How.
        wishes: Wishes,
    },
    /// Learn from what people said of invoices of a vendor, whose pages come beside it as a list.
    Learn {
        /// What they said, the newest invoice first.
        lessons: Vec<Lesson>,
    },
    /// Draw a page.
    Picture {
        /// Which; the first is 0.
        page: usize,
        /// Its width in pixels.
        width: u32,
    },
    /// Take a mail apart.
    Letter {
        /// Smaller pictures are decoration, bytes.
        smallest: usize,
    },
}

/// What it answers. Pages as JSON, or the PNG, go beside it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// The file is open.
    Opened(Box<Opened>),
    /// The fields.
    Extracted(Box<Extracted>),
    /// What was learned.
    Learned(Box<Memory>),
    /// The page is drawn.
    Picture,
    /// What is in the mail; the bytes of its files go beside it, one after the other.
    Letter(Letter),
    /// It can't be done.
    Unreadable(Unreadable),
}

/// Does what is asked.
pub fn work(task: Task, body: &[u8]) -> (Done, Vec<u8>) {
    let done = match task {
        Task::Open { content_type, wishes } => opened(body, &content_type, &wishes),
        Task::Extract { known, wishes } => {
            let pages = serde_json::from_slice::<Document>(body);
            let pages = pages
                .map_err(|_| Unreadable::because("What was read of this file is lost. Have it read again."));
            pages.map(|pages| (Done::Extracted(Box::new(extract(&pages, &known, &wishes))), vec![]))
        }
        Task::Letter { smallest } => letter::open(body, smallest)
            .map(|(letter, files)| (Done::Letter(letter), files))
            .ok_or_else(|| Unreadable::because("This is no mail, or it is damaged.")),
        Task::Learn { lessons } => Ok((Done::Learned(Box::new(learn(&lessons, body))), vec![])),
        Task::Picture { page, width } => reading::picture(body, page, width).map(|png| (Done::Picture, png)),
    };
    done.unwrap_or_else(|why| (Done::Unreadable(why), vec![]))
}

fn opened(body: &[u8], content_type: &str, wishes: &Wishes) -> Result<(Done, Vec<u8>), Unreadable> {
    let (opened, document) = open(body, content_type, wishes)?;
    let lost = |_| {
        Unreadable::because("What this file says can't be kept. Save it as a plain PDF, and upload that.")
    };
    let pages = document.map(|document| serde_json::to_vec(&document)).transpose().map_err(lost)?;
    Ok((Done::Opened(Box::new(opened)), pages.unwrap_or_default()))
}

/// The whole life of the process: answers until nobody asks any more.
pub fn child(megabytes: u64, seconds: u64) -> std::io::Result<()> {
    serve(&Caps { memory: megabytes << 20, seconds }, work)
}
