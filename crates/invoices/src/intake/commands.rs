//! Taking files in.
use std::collections::{BTreeSet, HashMap};

use axum::http::StatusCode;
use bytes::Bytes;
use kernel::{Act, App, Caller, Can, Change, Error, FieldError, Order, Result, db::hex, upload::Arriving};
use sea_orm::ActiveValue::Set;
use sha2::{Digest, Sha256};

use super::{
    http::{Taken, UploadedInvoice},
    kinds::{self, Kind},
    store as refusals,
};
use crate::{
    batch::{
        commands::{NOT_YOURS, recount},
        store as batches,
    },
    events,
    invoice::{
        file::commands::{FOLDER, REMOVE_FILES},
        store::{self as invoices, InvoiceStatus, Model, Source, Stage},
    },
    permissions::Bring,
    pipeline::{ended::store as ended, run},
    settings::Settings,
};

/// A file whose bytes are in the storage.
#[derive(Clone, Debug)]
pub struct Stored {
    /// What its sender calls it, made safe.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Its length.
    pub size: i64,
    /// The hash of its bytes.
    pub sha256: String,
    /// Where it is.
    pub key: String,
    /// Of a mail: who sent it, and its subject.
    pub origin: Option<String>,
}

/// A file that is not taken.
#[derive(Debug)]
pub struct Refused {
    /// What its sender calls it, made safe.
    pub name: String,
    /// Why.
    pub error: Error,
}

/// Looks at the bytes of a file and keeps them; 400 and 413 in the words of the contract.
pub async fn store(app: &App, name: &str, bytes: Bytes) -> Result<Stored> {
    let settings = Settings::of(app)?;
    let ending = kinds::ending(name);
    let allowed = allowed(&settings);
    let endings = allowed.iter().flat_map(|kind| kind.endings()).copied().collect::<Vec<_>>();
    if !ending.is_empty() && !endings.contains(&ending.as_str()) {
        let all = endings.join(", ");
        return Err(Error::bad_request(format!("File extension {ending} not allowed. Allowed: {all}")));
    }
    let kind = match kinds::of(&bytes) {
        Ok(kind) if allowed.contains(&kind) => kind,
        Ok(kind) => return Err(Error::bad_request(format!("File type {} not allowed", kind.mime()))),
        Err(mime) => return Err(Error::bad_request(format!("File type {mime} not allowed"))),
    };
    app.scanner.check(name, &bytes).await?;
    let key = format!("{FOLDER}/{}{}", app.dice.uuid(), kind.endings()[0]);
    let (size, sha256) = (bytes.len() as i64, hex(&Sha256::digest(&bytes)));
    app.storage.put(&key, bytes).await?;
    Ok(Stored { name: kinds::safe_name(name), kind, size, sha256, key, origin: None })
}

fn allowed(settings: &Settings) -> Vec<Kind> {
    let named = |kind: &Kind| settings.allowed_kinds.iter().any(|name| name == kind.name());
    kinds::ALL.into_iter().filter(named).collect()
}

/// A file on its way in, up to the limit. What is longer is only counted, so that the refusal can name its length.
async fn arrive(app: &App, mut file: Arriving) -> Result<Stored> {
    let most = Settings::of(app)?.max_upload_size;
    let (mut whole, mut size) = (Vec::new(), 0);
    while let Some(chunk) = file.chunk().await? {
        size += chunk.len();
        if size <= most {
            whole.extend_from_slice(&chunk);
        } else {
            whole = Vec::new();
        }
    }
    if size > most {
        return Err(too_large(size, most));
    }
    keep(app, &file.name, whole.into()).await
}

/// The same with the limits on its length: for bytes that are here already.
pub async fn keep(app: &App, name: &str, bytes: Bytes) -> Result<Stored> {
    let most = Settings::of(app)?.max_upload_size;
    if bytes.len() > most {
        return Err(too_large(bytes.len(), most));
    }
    if bytes.is_empty() {
        return Err(Error::bad_request("The file is empty"));
    }
    store(app, name, bytes).await
}

fn too_large(size: usize, most: usize) -> Error {
    Error::too_large(format!("File size {size} exceeds maximum allowed size {most}"))
}

/// Reads a whole upload: each file is kept or refused for itself.
pub struct Load {
    /// Those that are kept.
    pub files: Vec<Stored>,
    /// Those that are not.
    pub refused: Vec<Refused>,
}

impl Load {
    /// Takes one file.
    pub async fn add(&mut self, app: &App, file: Arriving) -> Result<()> {
        let most = Settings::of(app)?.max_files;
        if self.files.len() + self.refused.len() >= most {
            return Err(Error::too_large(format!("An upload takes {most} files at most.")));
        }
        let name = kinds::safe_name(&file.name);
        match arrive(app, file).await {
            Ok(stored) => self.files.push(stored),
            Err(error) if is_of_file(&error) => self.refused.push(Refused { name, error }),
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Removes what was kept: the upload as a whole failed.
    pub async fn forget(&self, app: &App) {
        for file in &self.files {
            if let Err(e) = app.storage.delete(&file.key).await {
                tracing::warn!(%e, file.key, "a file without an invoice was left behind");
            }
        }
    }
}

/// Whether it is the file's own fault. A form that breaks off, or a house that has no place, stops the upload.
pub fn is_of_file(error: &Error) -> bool {
    let own = [StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNPROCESSABLE_ENTITY];
    own.contains(&error.status)
        && !error.detail.contains("larger than this server takes")
        && error.errors.is_empty()
}

/// Whether the caller may bring files into this batch: asked as early as may be.
pub async fn check(caller: &Caller, batch_id: i64) -> Result<()> {
    let batch = batches::by_id(caller.db(), batch_id).await?.ok_or_else(batches::missing)?;
    if batch.created_by == caller.user_id { Ok(()) } else { Err(Error::forbidden(NOT_YOURS)) }
}

/// Makes invoices of an upload.
pub async fn upload(can: &Can<Bring>, batch_id: i64, mut load: Load) -> Result<Taken> {
    check(can, batch_id).await?;
    if load.files.is_empty() {
        return Err(all_refused(std::mem::take(&mut load.refused)));
    }
    take(can.change().await?, can.user_id, batch_id, Source::Upload, load).await
}

/// Nothing was good: the words of the first, and a line for each.
fn all_refused(refused: Vec<Refused>) -> Error {
    let line = |(n, one): (usize, &Refused)| {
        FieldError::new(
            "body",
            &format!("files.{n}"),
            format!("{}: {}", one.name, one.error.detail),
            "invalid",
        )
    };
    let lines = refused.iter().enumerate().map(line).collect::<Vec<_>>();
    let Some(first) = refused.into_iter().next() else {
        return Error::invalid("files", "Field required: choose at least one file");
    };
    let mut error = first.error;
    error.errors = if lines.len() > 1 { lines } else { vec![] };
    error
}

/// Makes invoices of files, in the name of their owner, and has them read. Bytes that he brought before make no second
/// invoice: the one that they made is named instead.
pub async fn take(
    mut change: Change,
    owner: i64,
    batch_id: i64,
    source: Source,
    load: Load,
) -> Result<Taken> {
    batches::lock(change.db(), batch_id).await?.ok_or_else(batches::missing)?;
    let hashes = load.files.iter().map(|file| file.sha256.clone()).collect::<BTreeSet<_>>();
    let hashes = hashes.into_iter().collect::<Vec<_>>();
    let mut seen = BTreeSet::new();
    let fresh = load.files.iter().filter(|file| seen.insert(file.sha256.clone()));
    let rows = fresh.map(|file| entry(&change, owner, batch_id, source, file)).collect();
    invoices::enter(change.db(), rows).await?;
    let known = invoices::of_hashes(change.db(), owner, &hashes).await?;
    let known: HashMap<&str, &Model> = known.iter().map(|row| (row.sha256.as_str(), row)).collect();
    let made = |file: &&Stored| known.get(file.sha256.as_str()).is_some_and(|row| row.file_path == file.key);
    let new = load.files.iter().filter(made).collect::<Vec<_>>();
    let ids =
        new.iter().filter_map(|file| known.get(file.sha256.as_str()).map(|row| row.id)).collect::<Vec<_>>();
    let superfluous = load.files.iter().filter(|file| !made(file)).map(|file| &file.key).collect::<Vec<_>>();
    ended::note(change.db(), ids.iter().map(|id| uploaded(&change, *id)).collect()).await?;
    refusals::keep(change.db(), load.refused.iter().map(|one| refusal(&change, batch_id, one)).collect())
        .await?;
    let batch = recount(&mut change, &[batch_id]).await?.pop().ok_or_else(batches::missing)?;
    run::enqueue(&mut change, &ids)?;
    if !superfluous.is_empty() {
        change.enqueue(Order::new(REMOVE_FILES, &superfluous)?);
    }
    let items = load.files.iter().filter_map(|file| {
        let row = *known.get(file.sha256.as_str())?;
        Some(UploadedInvoice { repeated: row.file_path != file.key, invoice: row.clone().into() })
    });
    let taken = Taken { items: items.collect(), refused: load.refused };
    let told = serde_json::json!({ "batch_id": batch_id, "invoice_ids": ids });
    events::tell(&mut change, events::INVOICE_CHANGED, owner, &told)?;
    let (act, from) = match source {
        Source::Upload => ("upload_invoices", ""),
        Source::Folder => ("take_in_invoices", " from the watched folder"),
        Source::Maildir => ("take_in_invoices", " from the mail folder"),
        Source::Imap => ("take_in_invoices", " from the mailbox"),
    };
    let says = format!("Brought {} files{from} into {}", ids.len(), batch.batch_number);
    change.commit(Act::new(act).on(&batch.batch_number).saying(says).after(&told)).await?;
    Ok(taken)
}

fn entry(change: &Change, owner: i64, batch_id: i64, source: Source, file: &Stored) -> invoices::ActiveModel {
    invoices::ActiveModel {
        batch_id: Set(batch_id),
        created_by: Set(owner),
        source: Set(source),
        origin: Set(file.origin.clone()),
        filename: Set(file.name.clone()),
        file_path: Set(file.key.clone()),
        file_size: Set(file.size),
        file_type: Set(file.kind.mime().to_owned()),
        sha256: Set(file.sha256.clone()),
        status: Set(InvoiceStatus::Pending),
        current_stage: Set(Stage::Upload),
        progress_percentage: Set(0.0),
        attempts: Set(0),
        currency: Set(String::new()),
        is_flagged: Set(false),
        flag_reasons: Set(kernel::texts::Texts::default()),
        auto_accept: Set(false),
        validation_errors: Set(kernel::texts::Texts::default()),
        created_at: Set(change.now()),
        updated_at: Set(change.now()),
        ..Default::default()
    }
}

fn uploaded(change: &Change, invoice_id: i64) -> ended::ActiveModel {
    ended::ActiveModel {
        invoice_id: Set(invoice_id),
        stage: Set(Stage::Upload),
        outcome: Set(ended::Outcome::Completed),
        attempt: Set(0),
        detail: Set(None),
        milliseconds: Set(0.0),
        finished_at: Set(change.now()),
        ..Default::default()
    }
}

fn refusal(change: &Change, batch_id: i64, one: &Refused) -> refusals::ActiveModel {
    refusals::ActiveModel {
        batch_id: Set(batch_id),
        filename: Set(one.name.clone()),
        status: Set(i64::from(one.error.status.as_u16())),
        reason: Set(one.error.detail.to_string()),
        created_at: Set(change.now()),
        ..Default::default()
    }
}
