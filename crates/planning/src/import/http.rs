//! Imports over HTTP.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Given, Gone, Listed, Money, One, Path, Query, Result, Routes, Slice, Upload, Valid,
    upload::File,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use statement::{Format, Mapping, Understanding};

use super::{
    commands,
    reading::Understood,
    sorting::Source,
    store::{self, Count, Decision, ImportStatus, Verdict, line},
};
use crate::{
    permissions::{Read, Write},
    transaction::{self, store::TransactionStatus, view::TransactionView},
};

/// A file of a bank.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it describes the form; the parts are read one by one")]
pub struct ImportForm {
    /// The account of what names none.
    account_id: Option<String>,
    /// `true`: book what is new at once, instead of waiting for a confirmation.
    book: Option<String>,
    /// `true`: only show what would happen; the default.
    dry_run: Option<String>,
    /// CSV, XLSX, OFX, QFX, QIF, CAMT or MT940; known by its content.
    file: File,
}

/// How many lines of one verdict there are.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct Tally {
    /// How many.
    lines: i64,
    /// Of them, how many wait for a decision or an account.
    undecided: i64,
    /// What comes in with them.
    money_in: Money,
    /// What goes out, negative.
    money_out: Money,
}

/// An import: what was understood of a file, and what would become of it, or has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Import")]
pub struct ImportView {
    pub id: i64,
    pub user_id: i64,
    /// The account of what names none.
    pub account_id: Option<i64>,
    pub file_name: String,
    /// In bytes.
    pub file_size: i64,
    pub format: Option<Format>,
    pub status: ImportStatus,
    /// Why it could not be read, and what to do.
    pub failure: Option<String>,
    /// How many lines the file has.
    pub lines: i64,
    /// How many transactions were made of them.
    pub booked: i64,
    /// Not seen before.
    pub new: Tally,
    /// Brought by an earlier import; left alone.
    pub known: Tally,
    /// Like a transaction that is there; wait for a decision.
    pub near: Tally,
    /// Could not be read; each line says why.
    pub unreadable: Tally,
    /// The accounts that the file names.
    pub sources: Vec<Source>,
    /// How the file was understood.
    pub understanding: Understanding,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

impl ImportView {
    /// Of an import.
    pub fn of(row: store::Model) -> Result<Self> {
        let counts: Vec<Count> = serde_json::from_str(row.tallies.as_deref().unwrap_or("[]"))?;
        let understood: Understood = serde_json::from_str(row.understanding.as_deref().unwrap_or("{}"))?;
        let tally = |verdict| {
            let count = counts.iter().find(|count| count.verdict == verdict);
            count.map_or_else(Tally::default, |count| Tally {
                lines: count.lines,
                undecided: count.undecided,
                money_in: count.money_in,
                money_out: count.money_out,
            })
        };
        Ok(Self {
            new: tally(Verdict::New),
            known: tally(Verdict::Known),
            near: tally(Verdict::Near),
            unreadable: tally(Verdict::Unreadable),
            id: row.id,
            user_id: row.user_id,
            account_id: row.account_id,
            file_name: row.file_name,
            file_size: row.file_size,
            format: row.format.and_then(|name| serde_json::from_value(name.into()).ok()),
            status: row.status,
            failure: row.failure,
            lines: row.lines,
            booked: row.booked,
            sources: understood.sources,
            understanding: understood.understanding,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A line of the file.
#[derive(Serialize, JsonSchema)]
pub struct ImportLine {
    /// Its number, for decisions.
    id: i64,
    /// Where it stands in the file.
    line: i64,
    /// The account that it belongs to.
    account_id: Option<i64>,
    /// The day.
    date: Option<NaiveDate>,
    /// What it changes: money out is negative.
    amount: Money,
    /// Whether the bank has booked it.
    status: TransactionStatus,
    /// Who paid or was paid.
    payee: String,
    /// What it was about.
    memo: String,
    /// The category that it would get.
    category: Option<String>,
    /// What it is.
    verdict: Verdict,
    /// What its owner said.
    decision: Option<Decision>,
    /// Whether it is over: booked, or left out for good.
    settled: bool,
    /// Why it can't be read.
    reason: Option<String>,
    /// The transaction that it looks like.
    candidate: Option<TransactionView>,
}

/// Which lines to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct LineFilter {
    /// Only these.
    #[garde(skip)]
    verdict: Option<Verdict>,
}

/// How to read the file again.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangeImport {
    /// The account of what names none.
    #[garde(skip)]
    pub(crate) account_id: Option<i64>,
    /// The account of each that the file names.
    #[serde(default)]
    #[garde(length(max = 100))]
    pub(crate) accounts: HashMap<String, i64>,
    /// Which column means what.
    #[garde(skip)]
    pub(crate) mapping: Option<Columns>,
}

/// A mapping as it comes in: what has a default may be left out.
#[derive(Deserialize)]
#[serde(transparent)]
pub struct Columns(pub(crate) Mapping);

impl JsonSchema for Columns {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NewMapping".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Mapping::json_schema(generator)
    }
}

/// What to do with lines.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Decisions {
    /// These lines, by number; all of them where it is left out.
    #[garde(length(max = 500))]
    pub(crate) lines: Option<Vec<i64>>,
    /// Only those with this verdict.
    #[garde(skip)]
    pub(crate) verdict: Option<Verdict>,
    /// Import or skip; `null` takes an earlier decision back.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) decision: Given<Option<Decision>>,
    /// The category that they get; `null` for none.
    #[serde(default)]
    #[garde(length(chars, max = 100))]
    pub(crate) category: Given<Option<String>>,
}

/// A confirmation.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Confirm {
    /// What to do with lines that look like transactions that are there and were not decided one by one. Left out:
    /// they wait.
    #[garde(skip)]
    near: Option<Decision>,
}

async fn list_imports(can: Can<Read>, slice: Query<Slice>) -> Result<Listed<ImportView>> {
    let (rows, total) = store::page(can.db(), can.user_id, slice.0.skip, slice.0.limit).await?;
    let items = rows.into_iter().map(ImportView::of).collect::<Result<_>>()?;
    Ok(Listed { items, total })
}

async fn upload_import(can: Can<Write>, form: Upload<ImportForm>) -> Result<Created<ImportView>> {
    let body = commands::upload(&can, form).await?;
    Ok(Created { location: format!("/api/v1/financial/imports/{}", body.id), body })
}

async fn get_import(can: Can<Read>, id: Path<i64>) -> Result<One<ImportView>> {
    commands::view(&can, id.0).await.map(One)
}

async fn reread_import(can: Can<Write>, id: Path<i64>, body: Valid<ChangeImport>) -> Result<One<ImportView>> {
    commands::reread(&can, id.0, body.0).await.map(One)
}

async fn list_import_lines(
    can: Can<Read>,
    id: Path<i64>,
    filter: Query<LineFilter>,
    slice: Query<Slice>,
) -> Result<Listed<ImportLine>> {
    store::mine(can.db(), can.user_id, id.0, false).await?;
    let (rows, total) = store::lines(can.db(), id.0, filter.0.verdict, slice.0.skip, slice.0.limit).await?;
    let ids = rows.iter().filter_map(|row| row.candidate_id).collect::<Vec<_>>();
    let candidates = transaction::store::views(can.db(), can.user_id, &ids).await?;
    let line = |row: line::Model| ImportLine {
        candidate: row.candidate_id.and_then(|id| candidates.get(&id).cloned()),
        id: row.id,
        line: row.line,
        account_id: row.account_id,
        date: row.date,
        amount: row.amount,
        status: row.status,
        payee: row.payee,
        memo: row.memo,
        category: row.category,
        verdict: row.verdict,
        decision: row.decision,
        settled: row.settled,
        reason: row.reason,
    };
    Ok(Listed { items: rows.into_iter().map(line).collect(), total })
}

async fn decide_import_lines(
    can: Can<Write>,
    id: Path<i64>,
    body: Valid<Decisions>,
) -> Result<One<ImportView>> {
    commands::decide(&can, id.0, body.0).await.map(One)
}

async fn book_import(can: Can<Write>, id: Path<i64>, body: Valid<Confirm>) -> Result<One<ImportView>> {
    commands::book(&can, id.0, body.0.near).await.map(One)
}

async fn drop_import(can: Can<Write>, id: Path<i64>) -> Result<Gone> {
    commands::drop(&can, id.0).await.map(|()| Gone)
}

/// The operations on imports.
pub fn routes() -> Routes {
    const ALL: &str = "/api/v1/financial/imports";
    const ONE: &str = "/api/v1/financial/imports/{id}";
    const LINES: &str = "/api/v1/financial/imports/{id}/lines";
    Routes::new()
        .get(ALL, list_imports, "List your imports")
        .post(ALL, upload_import, "Upload a bank's file, and see what would happen")
        .get(ONE, get_import, "Get an import")
        .put(ONE, reread_import, "Read the file again, another way")
        .delete(ONE, drop_import, "Drop an import that nothing was booked of")
        .get(LINES, list_import_lines, "List the lines of an import")
        .put(LINES, decide_import_lines, "Decide on lines of an import")
        .post("/api/v1/financial/imports/{id}/book", book_import, "Book an import")
}
