//! What clients do with imports: upload, look, decide, book, drop.
use std::time::Duration;

use kernel::limit::Rule;
use kernel::{Act, Actor, App, Audience, Caller, Can, Change, Error, Event, Order, Result, Upload};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    booking,
    http::{ChangeImport, Decisions, ImportForm, ImportView},
    reading::{self, Options, Understood},
    store::{self, Decision, ImportStatus, Model, Said, Verdict},
};
use crate::{account, ledger::model::key, permissions::Write, settings::Settings};

/// Reads an uploaded file.
pub const READ: &str = "planning.read_import";
/// Books an import.
pub const BOOK: &str = "planning.book_import";
/// Up to this many bytes or lines the answer waits for the outcome.
const SOON: i64 = 1_000_000;
const SOON_LINES: i64 = 3_000;

/// Takes a file in. A small one is read by the time the answer goes out.
pub async fn upload(can: &Can<Write>, mut form: Upload<ImportForm>) -> Result<ImportView> {
    let most = Settings::of(can.app())?.import_max_bytes;
    let bulk =
        Rule { name: "bulk", burst: can.app().settings.limits.bulk, period: Duration::from_secs(3600) };
    can.app().spend(&bulk, &can.user_id.to_string()).await?;
    let file_key = format!("imports/{}/{}", can.user_id, can.app().dice.uuid());
    let file = form.wanted().await?;
    let file_name = file.name.clone();
    let file_size = file.store(&file_key, most).await?;
    let kept = match rest(&mut form).await {
        Ok(options) => record(can, options, file_name, file_key.clone(), file_size as i64).await,
        Err(e) => Err(e),
    };
    let import = match kept {
        Ok(import) => import,
        Err(e) => {
            can.app().storage.delete(&file_key).await?;
            return Err(e);
        }
    };
    if import.file_size <= SOON {
        reading::run(can.app(), import.id).await?;
        book_if_asked(can.app(), import.id).await?;
    }
    view(can, import.id).await
}

/// What the form says before the file and after it.
async fn rest(form: &mut Upload<ImportForm>) -> Result<Options> {
    match form.file().await? {
        Some(_) => Err(Error::invalid("file", "must be one file; send several one after the other")),
        None => options(form),
    }
}

/// What the form says beside the file.
fn options(form: &Upload<ImportForm>) -> Result<Options> {
    let field = |name: &str| form.fields.get(name).map(String::as_str).filter(|text| !text.is_empty());
    let number =
        |text: &str| text.parse().map_err(|_| Error::invalid("account_id", "must be a whole number"));
    let account_id: Option<i64> = field("account_id").map(number).transpose()?;
    let flag = |name| field(name).is_some_and(|text| ["true", "1", "yes", "on"].contains(&text));
    Ok(Options { account_id, book: flag("book") && !flag("dry_run"), ..Options::default() })
}

/// Notes a file that lies in the storage, and has it read.
pub async fn record(
    can: &Can<Write>,
    options: Options,
    file_name: String,
    file_key: String,
    file_size: i64,
) -> Result<Model> {
    if file_size == 0 {
        return Err(Error::invalid("file", "is empty"));
    }
    let account_id = options.account_id;
    let mut change = can.change().await?;
    if let Some(id) = account_id {
        account::store::mine(change.db(), can, id, false).await?;
    }
    let row = store::ActiveModel {
        user_id: Set(can.user_id),
        account_id: Set(account_id),
        file_name: Set(file_name),
        file_key: Set(file_key),
        file_size: Set(file_size),
        status: Set(ImportStatus::Reading),
        options: Set(serde_json::to_string(&options)?),
        lines: Set(0),
        booked: Set(0),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    order(&mut change, READ, &row, row.file_size <= SOON)?;
    tell(&mut change, can.user_id, &row)?;
    let says = format!("{} ({} bytes)", row.file_name, row.file_size);
    change.commit(Act::new("upload_import").on(format!("import:{}", row.id)).saying(says)).await?;
    Ok(row)
}

/// The job does what a killed process left undone; where the request does it itself, the job comes later.
fn order(change: &mut Change, kind: &'static str, import: &Model, soon: bool) -> Result<()> {
    let order = Order::new(kind, &import.id)?;
    change.enqueue(if soon { order.after(Duration::from_secs(60)) } else { order });
    Ok(())
}

fn tell(change: &mut Change, user_id: i64, import: &Model) -> Result<()> {
    let body = serde_json::json!({ "id": import.id, "status": import.status });
    change.emit(Event::new("planning.import.updated", &body, Audience::User(user_id))?);
    Ok(())
}

/// An import as its owner sees it.
pub async fn view(caller: &Caller, id: i64) -> Result<ImportView> {
    let row = store::mine(caller.db(), caller.user_id, id, false).await?;
    ImportView::of(row)
}

/// Reads the file again, another way: with another account, or other columns.
pub async fn reread(can: &Can<Write>, id: i64, body: ChangeImport) -> Result<ImportView> {
    let mut change = can.change().await?;
    let import = store::mine(change.db(), can.user_id, id, true).await?;
    open(&import)?;
    let mut options: Options = serde_json::from_str(&import.options)?;
    let wanted = body.account_id.iter().chain(body.accounts.values()).copied().collect::<Vec<_>>();
    let held = account::store::hold(change.db(), can.user_id, &wanted).await?;
    if let Some(other) = wanted.iter().find(|id| !held.contains(id)) {
        account::store::mine(change.db(), can, *other, false).await?;
    }
    options.account_id = body.account_id.or(options.account_id);
    options.accounts.extend(body.accounts);
    options.mapping = body.mapping.map(|columns| columns.0).or(options.mapping);
    let mut row: store::ActiveModel = import.into();
    row.options = Set(serde_json::to_string(&options)?);
    row.account_id = Set(options.account_id);
    row.status = Set(ImportStatus::Reading);
    row.failure = Set(None);
    row.updated_at = Set(Some(change.now()));
    let row = row.update(change.db()).await?;
    order(&mut change, READ, &row, row.file_size <= SOON)?;
    tell(&mut change, can.user_id, &row)?;
    change.commit(Act::new("reread_import").on(format!("import:{id}"))).await?;
    if row.file_size <= SOON {
        reading::run(can.app(), id).await?;
    }
    view(can, id).await
}

fn open(import: &Model) -> Result<()> {
    match import.status {
        ImportStatus::Ready | ImportStatus::Failed if import.booked == 0 => Ok(()),
        ImportStatus::Reading => Err(Error::conflict("The file is being read. Wait until it is ready.")),
        ImportStatus::Booking => Err(Error::conflict("The import is being booked. Wait until it is done.")),
        _ => Err(Error::conflict(
            "This import is over. Upload the file again; what is booked is not booked twice.",
        )),
    }
}

/// Notes what the owner says of lines.
pub async fn decide(can: &Can<Write>, id: i64, body: Decisions) -> Result<ImportView> {
    let mut change = can.change().await?;
    let import = store::mine(change.db(), can.user_id, id, true).await?;
    if ![ImportStatus::Ready, ImportStatus::Done].contains(&import.status) {
        open(&import)?;
    }
    if body.decision.0.is_none() && body.category.0.is_none() {
        return Err(Error::invalid(
            "decision",
            "Field required: say what to do with the lines, or their category",
        ));
    }
    let named = |name: String| {
        let key = key(&name);
        (!key.is_empty()).then(|| (name.trim().to_owned(), key))
    };
    let said = Said {
        ids: body.lines,
        verdict: body.verdict,
        decision: body.decision.0,
        category: body.category.0.map(|name| name.and_then(named)),
        ..Said::default()
    };
    let lines = store::decide(change.db(), id, said).await?;
    let import = counted(&change, import).await?;
    tell(&mut change, can.user_id, &import)?;
    let says = format!("{lines} lines");
    change.commit(Act::new("decide_import").on(format!("import:{id}")).saying(says)).await?;
    view(can, id).await
}

/// The import with its lines counted anew.
async fn counted(change: &Change, import: Model) -> Result<Model> {
    let tallies = serde_json::to_string(&store::counts(change.db(), import.id).await?)?;
    let mut row: store::ActiveModel = import.into();
    row.tallies = Set(Some(tallies));
    row.updated_at = Set(Some(change.now()));
    Ok(row.update(change.db()).await?)
}

/// Books what is new and what its owner wants of the rest.
pub async fn book(can: &Can<Write>, id: i64, near: Option<Decision>) -> Result<ImportView> {
    let change = can.change().await?;
    let import = store::mine(change.db(), can.user_id, id, true).await?;
    let lines = import.lines;
    confirm(change, import, near).await?;
    if lines <= SOON_LINES {
        booking::run(can.app(), id).await?;
    }
    view(can, id).await
}

async fn confirm(mut change: Change, mut import: Model, near: Option<Decision>) -> Result<()> {
    if import.status == ImportStatus::Booking {
        // Asked again: it goes on where it stopped.
        order(&mut change, BOOK, &import, import.lines <= SOON_LINES)?;
        return change.commit(Act::new("confirm_import").on(format!("import:{}", import.id))).await;
    }
    if ![ImportStatus::Ready, ImportStatus::Done].contains(&import.status) {
        open(&import)?;
        return Err(Error::conflict(
            "The file could not be read. Say which columns it has, or upload another.",
        ));
    }
    if !has_accounts(&change, &import).await? {
        return Err(Error::conflict("Choose the account that the file belongs to first."));
    }
    account::store::in_line(change.db(), import.user_id).await?;
    can_be_booked_to(&change, &import).await?;
    if let Some(decision) = near {
        let (verdict, decision) = (Some(Verdict::Near), Some(Some(decision)));
        let said = Said { verdict, undecided: true, decision, ..Said::default() };
        store::decide(change.db(), import.id, said).await?;
    }
    // After the decision, which is about what its owner has seen.
    import = judged_anew(&change, import).await?;
    let mut row: store::ActiveModel = import.into();
    row.status = Set(ImportStatus::Booking);
    row.updated_at = Set(Some(change.now()));
    let row = row.update(change.db()).await?;
    order(&mut change, BOOK, &row, row.lines <= SOON_LINES)?;
    tell(&mut change, row.user_id, &row)?;
    let act = Act::new("confirm_import").on(format!("import:{}", row.id)).saying(row.file_name.clone());
    change.commit(act).await
}

/// Whether the accounts of all lines are still there, and open.
async fn can_be_booked_to(change: &Change, import: &Model) -> Result<()> {
    let wanted = booking::store::accounts(change.db(), booking::store::whole(import.id)).await?;
    let all = account::store::all(change.db(), import.user_id).await?;
    let open = |id: &i64| all.iter().any(|account| account.id == *id && account.closed_on.is_none());
    match wanted.iter().all(open) {
        true => Ok(()),
        false => Err(Error::conflict("The account was closed or removed meanwhile. Choose another account.")),
    }
}

/// What was booked since the file was read may be what the file brings.
async fn judged_anew(change: &Change, import: Model) -> Result<Model> {
    let mut understood: Understood = serde_json::from_str(import.understanding.as_deref().unwrap_or("{}"))?;
    let books = booking::store::state(change.db(), import.user_id).await?;
    if books == understood.books {
        return Ok(import);
    }
    booking::store::judge(change.db(), &import).await?;
    understood.books = books;
    let mut row: store::ActiveModel = import.into();
    row.understanding = Set(Some(serde_json::to_string(&understood)?));
    Ok(row.update(change.db()).await?)
}

/// Whether every line that may be booked knows its account.
async fn has_accounts(change: &Change, import: &Model) -> Result<bool> {
    let counts = store::counts(change.db(), import.id).await?;
    Ok(!counts.iter().any(|count| count.verdict == Verdict::New && count.undecided > 0))
}

/// Books what was uploaded to be booked at once, if nothing is open.
async fn book_if_asked(app: &App, id: i64) -> Result<()> {
    let change = Change::begin(app, Actor::system()).await?;
    let Some(import) = store::by_id(change.db(), id).await? else { return Ok(()) };
    let options: Options = serde_json::from_str(&import.options)?;
    let understood: reading::Understood =
        serde_json::from_str(import.understanding.as_deref().unwrap_or("{}"))?;
    // What could mean something else is for a person to look at.
    let guessed = understood.understanding.ambiguous && options.mapping.is_none();
    if !options.book
        || guessed
        || import.status != ImportStatus::Ready
        || !has_accounts(&change, &import).await?
    {
        return Ok(());
    }
    confirm(change, import, None).await?;
    booking::run(app, id).await
}

/// Drops an import that nothing was booked of.
pub async fn drop(can: &Can<Write>, id: i64) -> Result<()> {
    let mut change = can.change().await?;
    let import = store::mine(change.db(), can.user_id, id, true).await?;
    if import.status != ImportStatus::Reading {
        open(&import)?;
    }
    store::unstage(change.db(), id).await?;
    let key = import.file_key.clone();
    let mut row: store::ActiveModel = import.into();
    row.status = Set(ImportStatus::Cancelled);
    row.tallies = Set(None);
    row.updated_at = Set(Some(change.now()));
    let row = row.update(change.db()).await?;
    tell(&mut change, can.user_id, &row)?;
    change.commit(Act::new("cancel_import").on(format!("import:{id}"))).await?;
    can.app().storage.delete(&key).await
}

/// The job behind [`READ`].
pub async fn read_job(app: &App, payload: &serde_json::value::RawValue) -> Result<()> {
    let id = serde_json::from_str(payload.get())?;
    reading::run(app, id).await?;
    book_if_asked(app, id).await
}

/// The job behind [`BOOK`].
pub async fn book_job(app: &App, payload: &serde_json::value::RawValue) -> Result<()> {
    booking::run(app, serde_json::from_str(payload.get())?).await
}
