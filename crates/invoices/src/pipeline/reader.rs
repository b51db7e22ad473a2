//! The seam between the pipeline and the trades that read: what opens a file, and what finds the fields in it.
//!
//! A house has one [`Reader`]; whoever puts another one into the house first (`app.own`) replaces it. The usual one
//! reads on a thread beside the server's own, or, once [`apart`] was called, in processes of their own: files come
//! from strangers, and may be made to hang or break whoever opens them.
use std::{ffi::OsString, path::PathBuf, sync::Arc, time::Duration};

use bytes::Bytes;
use kernel::{App, Result as House};
use reading::{
    Limits,
    process::{self, Pool, Worker},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::work::Failure;
use crate::{
    invoice::{extracted::Extracted, store::Stage},
    reader::{
        Wishes,
        child::{self, Done, Task},
        learn::Lesson,
        letter::Letter,
        memory::Memory,
    },
    settings::Settings,
    vendor::template::shelf,
};

/// A file to be opened.
#[derive(Clone)]
pub struct File {
    /// Its bytes.
    pub bytes: Bytes,
    /// Its type, by its content.
    pub content_type: String,
    /// What its sender calls it.
    pub name: String,
}

/// What a file says.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// Its plain text.
    pub text: String,
    /// Its pages with the place of every word, as JSON.
    pub pages: Option<String>,
    /// What it says of itself without anybody reading its pages: data for machines, and how the file was made.
    pub structured: Option<Extracted>,
    /// All that it says, where the reader found it at once.
    pub extracted: Option<Extracted>,
    /// What is known of its vendor, once he is recognised.
    pub memory: Option<Memory>,
}

type Later<'a, T> = std::pin::Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// The pages of several invoices, each as JSON; `None` where there are none.
pub type Pages = Vec<Option<String>>;

/// Opens files, finds fields and draws pages.
#[derive(Clone, Copy)]
pub struct Reader {
    /// Opens a file: its text layer, or what the eyes of a machine see.
    pub open: for<'a> fn(&'a App, File) -> Later<'a, Opened>,
    /// Finds the fields in what was opened; quick, and the same for the same input.
    pub extract: for<'a> fn(&'a App, &'a Opened) -> Later<'a, Extracted>,
    /// Learns from what people said of invoices of one vendor; the pages of each as JSON, in the same order.
    pub learn: for<'a> fn(&'a App, Vec<Lesson>, Pages) -> Later<'a, Memory>,
    /// Draws a page (the first is 0) at this width in pixels, as PNG.
    pub picture: fn(&App, File, usize, u32) -> Later<'_, Vec<u8>>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            open: |app, file| Box::pin(open(app, file)),
            extract: |app, opened| Box::pin(extract(app, opened)),
            learn: |app, lessons, pages| Box::pin(learn(app, lessons, pages)),
            picture: |app, file, page, width| Box::pin(picture(app, file, page, width)),
        }
    }
}

impl Reader {
    /// The house's.
    pub fn of(app: &App) -> Arc<Self> {
        app.own(Self::default)
    }
}

/// From now on files are opened in processes of their own: this program, with these arguments.
pub fn apart(app: &App, program: PathBuf, environment: Vec<(OsString, OsString)>) {
    app.own(|| Program(Some((program, environment))));
}

/// The program that reads; none where this process does it.
struct Program(Option<(PathBuf, Vec<(OsString, OsString)>)>);

/// Those that read files, and those that draw pages for people who wait for them.
struct Pools {
    files: Pool,
    pictures: Pool,
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from)
}

/// The processes that read, started when they are needed; none where this process does it.
fn pools(app: &App) -> House<Option<Arc<Pools>>> {
    let program = app.own(|| Program(None));
    let Some((program, environment)) = &program.0 else { return Ok(None) };
    let pools = app.try_own(|| {
        let settings = Settings::of(app)?;
        let arguments =
            ["read-documents", "--megabytes", &settings.reader_megabytes.to_string(), "--seconds"];
        let seconds = settings.stage_seconds.to_string();
        let arguments = arguments.into_iter().chain([seconds.as_str()]).map(OsString::from).collect();
        let worker = Worker { program: program.clone(), arguments, environment: environment.clone() };
        // A little less than a stage has, so that the words are those of the reader.
        let patience = Duration::from_millis(settings.stage_seconds * 950);
        let pictures = Pool::new(worker.clone(), 2, Duration::from_secs(20));
        Ok(Pools { files: Pool::new(worker, cores(), patience), pictures })
    });
    pools.map(Some)
}

/// Places for files that are being read: as many as cores.
struct Seats(Arc<Semaphore>);

/// A place for a stage that reads; waiting for it is no time of the file's own. Other stages need none.
pub async fn seat(app: &App, stage: Stage) -> Option<OwnedSemaphorePermit> {
    let seats = app.own(|| Seats(Arc::new(Semaphore::new(cores())))).0.clone();
    if stage <= Stage::Extraction { seats.acquire_owned().await.ok() } else { None }
}

/// Whether it is for people who wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    File,
    Picture,
}

/// How often a broken reader is asked anew: somebody may end these processes from outside, one after the other. A file
/// that breaks its reader does so each time.
const TRIES: u32 = 5;

/// Has a task done, apart or on a thread of this process.
async fn ask(app: &App, what: For, task: Task, body: Bytes) -> Result<(Done, Vec<u8>), Failure> {
    let pools = pools(app).map_err(|_| Failure::of_house("The settings of the reader are wrong."))?;
    let answer = match pools {
        None => tokio::task::spawn_blocking(move || child::work(task, &body))
            .await
            .map_err(|_| Failure::of_file(process::Failure::Broken.to_string()))?,
        Some(pools) => {
            let pool = if what == For::Picture { &pools.pictures } else { &pools.files };
            let mut answer = pool.ask(&task, &body).await;
            for _ in 1..TRIES {
                if answer.as_ref().err() != Some(&process::Failure::Broken) {
                    break;
                }
                answer = pool.ask(&task, &body).await;
            }
            answer.map_err(|failure| match failure {
                process::Failure::Absent => Failure::of_house(failure.to_string()),
                _ => Failure::of_file(failure.to_string()),
            })?
        }
    };
    match answer {
        (Done::Unreadable(why), _) => Err(Failure::of_file(why.reason)),
        answer => Ok(answer),
    }
}

fn odd() -> Failure {
    Failure::of_house("The reader gave an answer to another question.")
}

async fn wishes(app: &App, memory: Option<Memory>) -> Result<Wishes, Failure> {
    let settings =
        Settings::of(app).map_err(|_| Failure::of_house("The settings of the reader are wrong."))?;
    // The page must be read before the stage is over.
    let seconds = settings.ocr_seconds.min((settings.stage_seconds * 4 / 5).max(1));
    let limits = Limits {
        pages: settings.max_pages,
        languages: settings.languages.clone(),
        seconds,
        ..Limits::default()
    };
    let country = Some(settings.country.to_uppercase()).filter(|country| !country.is_empty());
    let templates = shelf::templates(app).await.map_err(|e| {
        tracing::warn!(%e, "the templates of vendors");
        Failure::of_house("The database does not answer.")
    })?;
    Ok(Wishes {
        limits: Some(limits),
        country,
        keys: settings.gst_keys.clone(),
        memory: memory.unwrap_or_default(),
        templates: templates.to_vec(),
    })
}

async fn open(app: &App, file: File) -> Result<Opened, Failure> {
    let task = Task::Open { content_type: file.content_type, wishes: wishes(app, None).await? };
    let (Done::Opened(opened), pages) = ask(app, For::File, task, file.bytes).await? else {
        return Err(odd());
    };
    let pages = String::from_utf8(pages).map_err(|_| odd())?;
    Ok(Opened {
        text: opened.text,
        pages: Some(pages).filter(|pages| !pages.is_empty()),
        structured: Some(opened.known),
        extracted: Some(opened.extracted),
        memory: None,
    })
}

async fn extract(app: &App, opened: &Opened) -> Result<Extracted, Failure> {
    let known = opened.structured.clone().unwrap_or_default();
    // Without pages the data are all.
    let Some(pages) = opened.pages.clone() else { return Ok(known) };
    let task = Task::Extract { known: Box::new(known), wishes: wishes(app, opened.memory.clone()).await? };
    let (Done::Extracted(read), _) = ask(app, For::File, task, pages.into()).await? else {
        return Err(odd());
    };
    Ok(*read)
}

/// Takes a mail apart: what is in it, and the bytes of its files, one after the other. Pictures of fewer bytes than
/// `smallest` are left out.
pub async fn letter(app: &App, bytes: Bytes, smallest: usize) -> Result<(Letter, Vec<u8>), Failure> {
    match ask(app, For::File, Task::Letter { smallest }, bytes).await? {
        (Done::Letter(letter), files) => Ok((letter, files)),
        _ => Err(odd()),
    }
}

async fn learn(app: &App, lessons: Vec<Lesson>, pages: Pages) -> Result<Memory, Failure> {
    let pages = pages.iter().map(|pages| pages.as_deref().unwrap_or("null")).collect::<Vec<_>>().join(",");
    let body = format!("[{pages}]").into_bytes();
    match ask(app, For::File, Task::Learn { lessons }, body.into()).await? {
        (Done::Learned(memory), _) => Ok(*memory),
        _ => Err(odd()),
    }
}

async fn picture(app: &App, file: File, page: usize, width: u32) -> Result<Vec<u8>, Failure> {
    match ask(app, For::Picture, Task::Picture { page, width }, file.bytes).await? {
        (Done::Picture, png) => Ok(png),
        _ => Err(odd()),
    }
}
