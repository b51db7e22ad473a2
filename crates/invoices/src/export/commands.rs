//! Exporting.
use std::collections::HashMap;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use kernel::{
    Act, App, Can, Error, Result, Slice,
    archive::zip,
    sheet::{Kind, MOST_ROWS, Sheet},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    http::{ExportView, NewExport},
    journal::{self, Accounts},
    store::{self, Format, Wanted},
    table, ubl,
};
use crate::{
    invoice::{extracted::Extracted, store::Model},
    permissions::{self, Decide, View},
    pipeline::line::store as lines,
};

/// Exports what is approved: what was not exported yet, or what is named, once more. The file, the marks and the line
/// in the audit log are one change.
pub async fn export(can: &Can<Decide>, new: NewExport) -> Result<Response> {
    let mut change = can.change().await?;
    let wanted = Wanted { owner: permissions::scope(can), again: new.again, filter: new.clone() };
    let rows = store::ready(change.db(), &wanted, MOST_ROWS).await?;
    if rows.is_empty() {
        return Err(Error::conflict(if new.again {
            "There is nothing to export: no such invoice is approved."
        } else {
            "There is nothing to export: no approved invoice that was not exported yet."
        }));
    }
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let parts = if new.lines { store::lines_of(change.db(), &ids).await? } else { vec![] };
    let again = rows.iter().filter(|row| row.exported_at.is_some()).count();
    let entry = store::ActiveModel {
        user_id: Set(can.user_id),
        format: Set(new.format),
        invoices: Set(ids.len() as i64),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let entry = entry.insert(change.db()).await?;
    store::mark(change.db(), entry.id, &ids, change.now()).await?;
    let response = file(can.app(), new.format, new.lines, &rows, &parts).await?;
    let once_more = if again > 0 { format!(", {again} of them once more") } else { String::new() };
    let says = format!("Exported {} invoices as {}{once_more}", ids.len(), new.format);
    let kind = if again > 0 { "export_invoices_again" } else { "export_invoices" };
    change.record(Act::new(kind).on(format!("export:{}", entry.id)).saying(says));
    change.commit_recorded().await?;
    Ok(response)
}

/// What was read of an invoice.
fn read(row: &Model) -> Extracted {
    row.extracted.as_deref().and_then(|read| serde_json::from_str(read).ok()).unwrap_or_default()
}

async fn file(
    app: &App,
    format: Format,
    with_lines: bool,
    rows: &[Model],
    parts: &[lines::Model],
) -> Result<Response> {
    match format {
        Format::Csv | Format::Xlsx => {
            let kind = if format == Format::Csv { Kind::Csv } else { Kind::Xlsx };
            table(with_lines, rows, parts).download(kind).await
        }
        Format::Journal => journal(app, rows)?.download(Kind::Csv).await,
        Format::Ubl => match rows {
            [row] => Ok(download("application/xml; charset=utf-8", &name(row), ubl::write(row, &read(row)))),
            _ => archive(rows.to_vec()).await,
        },
    }
}

fn table(with_lines: bool, rows: &[Model], parts: &[lines::Model]) -> Sheet {
    if !with_lines {
        let cells = rows.iter().map(|row| table::invoice(row, &read(row))).collect();
        return Sheet { name: "invoices", titles: table::TITLES, rows: cells };
    }
    let mut of: HashMap<i64, Vec<&lines::Model>> = HashMap::new();
    parts.iter().for_each(|line| of.entry(line.invoice_id).or_default().push(line));
    let none = vec![];
    let cells =
        rows.iter().flat_map(|row| table::with_lines(row, &read(row), of.get(&row.id).unwrap_or(&none)));
    Sheet { name: "invoices", titles: table::WITH_LINES, rows: cells.collect() }
}

fn journal(app: &App, rows: &[Model]) -> Result<Sheet> {
    let accounts = Accounts::of(app)?;
    let mut cells = vec![];
    for row in rows {
        let Some(postings) = journal::entry(row, &read(row), &accounts) else {
            let name = row.invoice_number.as_deref().unwrap_or(&row.filename);
            return Err(Error::conflict(format!(
                "Invoice {name} has no total that could be booked: correct it first."
            )));
        };
        cells.extend(journal::cells(row, postings));
    }
    Ok(Sheet { name: "journal", titles: journal::TITLES, rows: cells })
}

/// The name of an invoice's file: by its id, which is safe in any folder and stands in every other export.
fn name(row: &Model) -> String {
    format!("invoice-{}.xml", row.id)
}

/// Many invoices as UBL: a file each, in one archive.
async fn archive(rows: Vec<Model>) -> Result<Response> {
    let file = |row: &Model| (name(row), ubl::write(row, &read(row)).into_bytes());
    let zipped = tokio::task::spawn_blocking(move || zip(rows.iter().map(file)));
    Ok(download("application/zip", "invoices.zip", zipped.await.map_err(Error::internal)??))
}

fn download(kind: &'static str, name: &str, bytes: impl IntoResponse) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}

/// The exports that the caller sees.
pub async fn list(can: &Can<View>, slice: Slice) -> Result<(Vec<ExportView>, u64)> {
    let (rows, total) = store::page(can.db(), permissions::scope(can), slice.skip, slice.limit).await?;
    let view = |row: store::Model| ExportView {
        id: row.id,
        user_id: row.user_id,
        format: row.format,
        invoices: row.invoices,
        created_at: row.created_at,
    };
    Ok((rows.into_iter().map(view).collect(), total))
}
