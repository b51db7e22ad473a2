//! Reads an uploaded file into lines that tell what would happen. Nothing is booked here.
use std::io::Read;

use bytes::Bytes;
use kernel::{Act, Actor, App, Audience, Change, Error, Event, Result};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::{Deserialize, Serialize};
use statement::{Entry, Format, Mapping, Problem, Understanding, Unreadable};
use tokio::{sync::mpsc, task::JoinSet};

use super::{
    booking,
    model::{Prints, Sorter},
    sorting::{Accounts, Sorting, Source},
    store::{self, ImportStatus, Model},
};
use crate::{account, category, rule, settings::Settings};

/// A file below this many bytes is read as a whole; a table above it row by row.
const SMALL: i64 = 2_000_000;
const SAMPLE: u64 = 256 * 1024;
const BATCH: usize = 3_000;

/// What the owner said of the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The account of what names none.
    pub account_id: Option<i64>,
    /// The accounts of those that the file names.
    pub accounts: std::collections::HashMap<String, i64>,
    /// How its table is to be read.
    pub mapping: Option<Mapping>,
    /// Book at once what is new.
    pub book: bool,
}

/// What was understood.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Understood {
    /// How the file was read.
    pub understanding: Understanding,
    /// The accounts in it.
    pub sources: Vec<Source>,
    /// Which state of the books its lines were compared with.
    pub books: String,
}

/// What the reading thread says.
enum Said {
    Found(Format, Box<Understanding>),
    Rows(Source, Vec<Result<Entry, Problem>>),
    Noted(Vec<String>),
    Unreadable(Unreadable),
}

/// Reads the file of an import; does nothing when that was done before.
pub async fn run(app: &App, import_id: i64) -> Result<()> {
    let Some(import) = store::by_id(app.db.read(), import_id).await? else { return Ok(()) };
    if import.status != ImportStatus::Reading {
        return Ok(());
    }
    let tx = app.db.begin().await?;
    store::unstage(&*tx, import_id).await?;
    tx.commit().await?;
    let options: Options = serde_json::from_str(&import.options)?;
    let mut sorting = sorting(app, &import, &options).await?;
    let said = read(app, &import, &options, &mut sorting).await?;
    finish(app, import, &options, sorting, said).await
}

async fn sorting(app: &App, import: &Model, options: &Options) -> Result<Sorting> {
    let db = app.db.read();
    let accounts = account::store::all(db, import.user_id).await?;
    let mut accounts = Accounts::of(accounts);
    accounts.named = options.accounts.clone();
    accounts.fallback = options.account_id;
    let categories = category::all(db, import.user_id).await?;
    let rules = rule::all(db, import.user_id)
        .await?
        .into_iter()
        .filter_map(|rule| Some((rule.key, rule.whole, categories.get(&rule.category_id)?.name.clone())));
    let (prints, sources) = (Prints::default(), vec![]);
    Ok(Sorting { import_id: import.id, accounts, sorter: Sorter::of(rules), prints, sources, lines: 0 })
}

/// What came of a reading.
struct Outcome {
    format: Option<Format>,
    understanding: Understanding,
    failure: Option<String>,
}

/// Reads in a thread of its own and stages what comes, batch by batch.
async fn read(app: &App, import: &Model, options: &Options, sorting: &mut Sorting) -> Result<Outcome> {
    let (sender, mut receiver) = mpsc::channel(4);
    let storage = app.storage.clone();
    let sample_length = SAMPLE.min(import.file_size.unsigned_abs());
    let (sample, _) = storage.get_range(&import.file_key, 0..sample_length).await?;
    // A small spreadsheet may unpack to a large one, so not even the first look is on a worker of the server.
    let name = import.file_name.clone();
    let probe = tokio::task::spawn_blocking(move || statement::read(&name, &sample, None)).await;
    // Whatever goes wrong here goes wrong again when all of it is read, and is told then.
    let probe = probe.ok().and_then(Result::ok);
    let table = probe.as_ref().is_some_and(|reading| reading.format == Format::Csv);
    let layout = probe.and_then(|reading| reading.understanding.mapping);
    let mapping = chosen(app, import, options, layout, sorting).await?;
    let name = import.file_name.clone();
    if table && import.file_size > SMALL {
        let (first, second) =
            (storage.reader(&import.file_key).await?, storage.reader(&import.file_key).await?);
        tokio::task::spawn_blocking(move || stream(first, second, mapping, &sender));
    } else {
        let whole = storage.get(&import.file_key).await?;
        tokio::task::spawn_blocking(move || at_once(&name, &whole, mapping.as_ref(), &sender));
    }
    let most = Settings::of(app)?.import_max_lines;
    let mut outcome = Outcome { format: None, understanding: Understanding::default(), failure: None };
    // One batch is stored while the next is read. Whoever stops reading stops storing.
    let mut storing = JoinSet::<Result<()>>::new();
    while let Some(said) = receiver.recv().await {
        match said {
            Said::Found(format, understanding) => {
                (outcome.format, outcome.understanding) = (Some(format), *understanding);
            }
            Said::Noted(notes) => outcome.understanding.notes.extend(notes),
            Said::Unreadable(unreadable) => {
                outcome.failure = Some(unreadable.reason);
                outcome.understanding = unreadable.understanding.map(|u| *u).unwrap_or_default();
            }
            Said::Rows(source, rows) => {
                let lines = sorting.lines(&source, rows);
                if sorting.lines > most {
                    outcome.failure = Some(format!("The file has more than {most} lines. Split it by year."));
                    break;
                }
                stored(&mut storing).await?;
                let db = app.db.clone();
                storing.spawn(async move { db.load(lines).await });
                progress(app, import, "reading", sorting.lines).await?;
            }
        }
    }
    stored(&mut storing).await?;
    Ok(outcome)
}

/// Waits for the batch before.
async fn stored(storing: &mut JoinSet<Result<()>>) -> Result<()> {
    match storing.join_next().await {
        Some(done) => done.map_err(Error::internal)?,
        None => Ok(()),
    }
}

/// The mapping to read a table with: what its owner says now, else what he said of this layout before.
async fn chosen(
    app: &App,
    import: &Model,
    options: &Options,
    layout: Option<Mapping>,
    sorting: &mut Sorting,
) -> Result<Option<Mapping>> {
    if options.mapping.is_some() {
        return Ok(options.mapping.clone());
    }
    let Some(layout) = layout else { return Ok(None) };
    let known = store::remembered(app.db.read(), import.user_id, &layout.fingerprint).await?;
    let Some(known) = known else { return Ok(None) };
    sorting.accounts.remembered = known.account_id;
    Ok(serde_json::from_str(&known.mapping).ok())
}

fn at_once(name: &str, whole: &Bytes, mapping: Option<&Mapping>, to: &mpsc::Sender<Said>) {
    let reading = match statement::read(name, whole, mapping) {
        Ok(reading) => reading,
        Err(unreadable) => {
            to.blocking_send(Said::Unreadable(unreadable)).ok();
            return;
        }
    };
    if to.blocking_send(Said::Found(reading.format, Box::new(reading.understanding))).is_err() {
        return;
    }
    let mut problems = reading.problems;
    problems.sort_by_key(|problem| problem.line);
    let mut problems = problems.into_iter().peekable();
    let mut batches = vec![];
    for mut found in reading.statements {
        let entries = std::mem::take(&mut found.entries);
        let source = source_of(found);
        // What could not be read stands where it stands in the file.
        let mut rows = vec![];
        for entry in entries {
            while let Some(problem) = problems.next_if(|problem| problem.line < entry.line) {
                rows.push(Err(problem));
            }
            rows.push(Ok(entry));
            if rows.len() >= BATCH {
                batches.push((source.clone(), std::mem::take(&mut rows)));
            }
        }
        batches.push((source, rows));
    }
    batches.push((Source::default(), problems.map(Err).collect()));
    for (source, rows) in batches.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        if to.blocking_send(Said::Rows(source, rows)).is_err() {
            return;
        }
    }
}

fn source_of(found: statement::Statement) -> Source {
    Source {
        account: found.account.unwrap_or_default(),
        bank: found.bank,
        owner: found.owner,
        currency: found.currency,
        kind: found.kind,
        opening: found.opening,
        closing: found.closing,
        ..Source::default()
    }
}

/// Reads a long table twice: once to understand it, once for its rows. Memory does not grow with its length.
fn stream(first: impl Read, second: impl Read, mapping: Option<Mapping>, to: &mpsc::Sender<Said>) {
    let mut understanding = match statement::csv::survey(first) {
        Ok(understanding) => understanding,
        Err(e) => {
            let reason = format!("The file could not be read to its end: {e}");
            to.blocking_send(Said::Unreadable(Unreadable { reason, understanding: None })).ok();
            return;
        }
    };
    let fits = |mapping: &Mapping| {
        Some(&mapping.fingerprint) == understanding.mapping.as_ref().map(|m| &m.fingerprint)
    };
    if let Some(mapping) = mapping.filter(fits) {
        understanding.mapping = Some(mapping);
        understanding.ambiguous = false;
    }
    let Some(mapping) = understanding.mapping.clone().filter(Mapping::is_complete) else {
        let reason =
            "We could not tell which columns hold the date and the amount. Say so, and read it again.";
        let understanding = Some(Box::new(understanding));
        to.blocking_send(Said::Unreadable(Unreadable { reason: reason.into(), understanding })).ok();
        return;
    };
    let source = Source { currency: mapping.currency.clone(), ..Source::default() };
    if to.blocking_send(Said::Found(Format::Csv, Box::new(understanding))).is_err() {
        return;
    }
    let mut rows = statement::csv::Rows::new(second, &mapping);
    loop {
        let batch = rows.by_ref().take(BATCH).collect::<Vec<_>>();
        if batch.is_empty() || to.blocking_send(Said::Rows(source.clone(), batch)).is_err() {
            break;
        }
    }
    to.blocking_send(Said::Noted(rows.notes())).ok();
}

/// Shows the owner's screens how far a file is. Nothing depends on it, so it skips the outbox.
pub async fn progress(app: &App, import: &Model, step: &str, lines: i64) -> Result<()> {
    let body = serde_json::json!({ "id": import.id, "step": step, "lines": lines, "of": import.lines });
    let event = Event::new("planning.import.progress", &body, Audience::User(import.user_id))?;
    app.hub.publish(&event).await;
    Ok(())
}

async fn finish(
    app: &App,
    import: Model,
    options: &Options,
    sorting: Sorting,
    outcome: Outcome,
) -> Result<()> {
    let mut change = Change::begin(app, Actor::system()).await?;
    // A reader that stopped without a word has found nothing.
    let broken = || "This file could not be read. Export it again, or as CSV, OFX, CAMT or MT940.".to_owned();
    let failure = outcome.failure.or_else(|| outcome.format.is_none().then(broken));
    let mut books = String::new();
    if failure.is_none() {
        booking::store::judge(change.db(), &import).await?;
        books = booking::store::state(change.db(), import.user_id).await?;
    }
    let status = if failure.is_some() { ImportStatus::Failed } else { ImportStatus::Ready };
    let understood = Understood { understanding: outcome.understanding, sources: sorting.sources, books };
    let only = match understood.sources.as_slice() {
        [only] => only.account_id,
        _ => None,
    };
    let (id, user_id) = (import.id, import.user_id);
    let format =
        outcome.format.map(|format| serde_json::to_value(format).map_err(Error::internal)).transpose()?;
    let mut row: store::ActiveModel = import.into();
    row.status = Set(status);
    row.format = Set(format.and_then(|format| format.as_str().map(str::to_owned)));
    row.understanding = Set(Some(serde_json::to_string(&understood)?));
    row.failure = Set(failure);
    row.tallies = Set(Some(serde_json::to_string(&store::counts(change.db(), id).await?)?));
    row.lines = Set(sorting.lines);
    row.account_id = Set(options.account_id.or(only));
    row.updated_at = Set(Some(change.now()));
    let row = row.update(change.db()).await?;
    let body = serde_json::json!({ "id": id, "status": status });
    change.emit(Event::new("planning.import.read", &body, Audience::User(user_id))?);
    let says = format!("{}: {} lines", row.file_name, row.lines);
    change.commit(Act::new("read_import").on(format!("import:{id}")).saying(says)).await
}
