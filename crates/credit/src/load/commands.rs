//! Taking files in, and showing what became of them.
use std::time::{Duration, Instant};

use kernel::{
    Act, App, Can, Error, Result, Upload,
    db::hex,
    limit::Rule,
    spool::{Reel, Spool},
    upload::Arriving,
};
use sea_orm::ActiveValue::Set;
use tokio::task::spawn_blocking;

use super::{
    encoding::{Witness, Writing},
    files::Document,
    history::History,
    http::{LoadForm, LoadResult},
    layout::Column,
    loans,
    progress::{Watch, Works},
    ratings,
    run::{ALIVE, Sort, Task},
    store::{self, Kind, Mode, Model, Separator},
    tape::Tape,
};
use crate::{
    permissions::Write,
    portfolio::{commands::seen, store as portfolios},
    settings::Settings,
};

/// How the audit log calls what a load of this kind does.
pub fn act(kind: Kind) -> &'static str {
    match kind {
        Kind::Loans => "load_loans",
        Kind::Ratings => "load_ratings",
    }
}

/// What a request says beside the file.
#[derive(Clone, Debug, Default)]
pub struct How {
    /// In the address; the form may say it, too.
    pub mode: Option<Mode>,
    /// `X-Load-Key`.
    pub key: Option<String>,
}

/// A file that has come whole.
struct Come {
    name: String,
    reel: Reel,
    /// None of a spreadsheet.
    writing: Option<Writing>,
    mode: Mode,
    began: Instant,
}

impl Come {
    /// The file, understood.
    async fn open(&self, app: &App, columns: &'static [Column]) -> Result<Document> {
        let (reel, writing) = (self.reel.clone(), self.writing);
        let most = Settings::of(app)?.sheet_unpacked_megabytes * 1_000_000;
        let folder = app.settings.data_dir.clone();
        let open = move || match writing {
            Some(writing) => Document::text(reel, writing, columns),
            None => Document::sheet(&reel, most, &folder, columns),
        };
        spawn_blocking(open).await.map_err(Error::internal)?
    }
}

/// Takes a file in.
pub async fn upload(
    can: &Can<Write>,
    portfolio: i64,
    kind: Kind,
    how: How,
    form: Upload<LoadForm>,
) -> Result<LoadResult> {
    let portfolio = seen(can, portfolio).await?;
    let app = can.app();
    app.spend(&rule(app, &how), &can.user_id.to_string()).await?;
    let come = come(app, &how, form).await?;
    let _turn = Works::of(app)?.turn(portfolio.id).await?;
    if let Some(earlier) = earlier(app, portfolio.id, kind, &come).await? {
        return LoadResult::of(earlier, true);
    }
    let columns = match kind {
        Kind::Loans => loans::COLUMNS,
        Kind::Ratings => ratings::COLUMNS,
    };
    let document = come.open(app, columns).await?;
    let (layout, today) = (document.layout.clone(), app.clock.now().date_naive());
    let (id, what) = (portfolio.id, (kind, how.key));
    match kind {
        Kind::Loans => begin(can, portfolio, what, come, document, Tape::new(id, layout, today)).await,
        Kind::Ratings => begin(can, portfolio, what, come, document, History::new(id, layout, today)).await,
    }
}

/// How often somebody may load. A look beforehand, said so in the address, writes nothing and has a limit of its own: six
/// times as many.
fn rule(app: &App, how: &How) -> Rule {
    let (most, period) = (app.settings.limits.bulk, Duration::from_secs(3600));
    match how.mode {
        Some(Mode::DryRun) => Rule { name: "bulk look", burst: most.saturating_mul(6), period },
        _ => Rule { name: "bulk", burst: most, period },
    }
}

/// Notes the run and does it, in a task of its own: it goes on when the client goes away.
async fn begin<S: Sort>(
    can: &Can<Write>,
    portfolio: portfolios::Model,
    (kind, key): (Kind, Option<String>),
    come: Come,
    document: Document,
    sort: S,
) -> Result<LoadResult> {
    let change = can.change().await?;
    // Locked, so that it is not deleted between here and the row.
    store::locked(change.db(), portfolio.id).await?;
    let row = store::ActiveModel {
        file_name: Set(come.name.clone()),
        bytes: Set(i64::try_from(come.reel.length()).map_err(Error::internal)?),
        sha256: Set(hex(&come.reel.hash())),
        encoding: Set(document.encoding().to_owned()),
        separator: Set(document.separator().map(separator_of)),
        alive_until: Set(change.now() + ALIVE),
        ..store::started((portfolio.id, can.user_id), (kind, come.mode), change.now())
    };
    let load = store::insert(change.db(), row).await?;
    let (app, actor) = (can.app().clone(), change.actor().clone());
    let says = format!("{} ({} bytes)", load.file_name, load.bytes);
    change.commit(Act::new("begin_load").on(format!("load:{}", load.id)).saying(says)).await?;
    let watch = Watch::begin(&app, &load, document.length(), (can.user_id, key))?;
    let (owner, began) = (portfolio.owner_id, come.began);
    let task = Task { app, actor, load, owner, document, sort, watch, began };
    let done = tokio::spawn(task.run()).await.map_err(Error::internal)??;
    LoadResult::of(done, false)
}

fn separator_of(byte: u8) -> Separator {
    match byte {
        b';' => Separator::Semicolon,
        b'\t' => Separator::Tab,
        _ => Separator::Comma,
    }
}

/// The earlier run that answers this file: the same file in the same mode, where it would come to the same. What was
/// loaded must still be there, untouched; where rows were bad, or nothing was loaded, nothing at all may have changed,
/// nor the day by which maturities are judged.
async fn earlier(app: &App, portfolio: i64, kind: Kind, come: &Come) -> Result<Option<Model>> {
    let db = app.db.read();
    let found = store::same(db, (portfolio, kind, come.mode), &hex(&come.reel.hash())).await?;
    let Some(run) = found else { return Ok(None) };
    let Some(revision) = run.revision else { return Ok(None) };
    let now = portfolios::by_id(db, portfolio, false).await?.map(|portfolio| portfolio.revision);
    let same = if now == Some(revision) {
        run.written && run.failed == 0 || run.judged_on == app.clock.now().date_naive()
    } else {
        let whole = run.written && run.failed == 0 && kind == Kind::Loans;
        whole && store::untouched(db, portfolio, revision).await? == run.successful.unsigned_abs()
    };
    Ok(same.then_some(run))
}

/// Takes the file of a form to this machine, and looks at how it is written.
async fn come(app: &App, how: &How, mut form: Upload<LoadForm>) -> Result<Come> {
    let began = Instant::now();
    let file = form.wanted().await?;
    let name = file.name.clone();
    let (settings, small) = (Settings::of(app)?, name.to_lowercase());
    let most = match () {
        () if small.ends_with(".csv") => settings.upload_megabytes,
        () if small.ends_with(".xlsx") => settings.sheet_megabytes,
        () => return Err(Error::bad_request("File must be a CSV")),
    };
    let (reel, writing) = spooled(app, file, most * 1_000_000).await?;
    let writing = Some(writing).filter(|_| small.ends_with(".csv"));
    if form.file().await?.is_some() {
        return Err(Error::invalid("file", "must be one file; send several one after the other"));
    }
    let mode = match form.fields.get("mode").map(|mode| mode.trim()).filter(|mode| !mode.is_empty()) {
        Some(named) => serde_json::from_value(named.into())
            .map_err(|_| Error::invalid("mode", "must be one of: accept_valid, all_or_nothing, dry_run"))?,
        None => how.mode.unwrap_or_default(),
    };
    Ok(Come { name, reel, writing, mode, began })
}

async fn spooled(app: &App, mut file: Arriving, most: u64) -> Result<(Reel, Writing)> {
    let (mut spool, mut witness) = (Spool::new(&app.settings.data_dir)?, Witness::default());
    while let Some(chunk) = file.chunk().await? {
        if spool.length() + chunk.len() as u64 > most {
            let says = format!("{} is larger than {} MB.", file.name, most / 1_000_000);
            return Err(Error::too_large(says));
        }
        witness.see(&chunk);
        spool = spool.take(&chunk).await?;
    }
    if spool.length() == 0 {
        return Err(Error::invalid("file", "is empty: its first row must name the columns"));
    }
    let reel = spawn_blocking(move || spool.finish()).await.map_err(Error::internal)??;
    Ok((reel, witness.writing()))
}
