//! Tables that leave the house as CSV or XLSX.
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_xlsxwriter::{Format, Workbook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Error, Result};

/// Most rows of an export; more than a person reads, less than what would hurt the server.
pub const MOST_ROWS: u64 = 100_000;

/// The form of an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    #[default]
    Csv,
    Xlsx,
}

/// A table with a name, titles and rows of text.
pub struct Sheet {
    /// The file's name without its ending.
    pub name: &'static str,
    /// What stands above each column.
    pub titles: &'static [&'static str],
    /// The cells.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The table as a download.
    pub async fn download(self, kind: Kind) -> Result<Response> {
        let (name, titles) = (self.name, self.titles);
        let write = move || match kind {
            Kind::Csv => csv(titles, &self.rows),
            Kind::Xlsx => xlsx(titles, &self.rows),
        };
        let bytes = tokio::task::spawn_blocking(write).await.map_err(Error::internal)??;
        let (ending, mime) = match kind {
            Kind::Csv => ("csv", "text/csv; charset=utf-8"),
            Kind::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        };
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{ending}\""));
        let disposition = disposition.map_err(Error::internal)?;
        Ok((
            [
                (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
                (header::CONTENT_DISPOSITION, disposition),
            ],
            bytes,
        )
            .into_response())
    }
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn harmless(cell: &str) -> String {
    let risky = cell
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

/// The titles as the first line of a CSV. The mark at the start tells spreadsheets that this is UTF-8.
pub fn head(titles: &[&str]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(titles).map_err(Error::internal)?;
    writer.into_inner().map_err(Error::internal)
}

/// Rows as lines of a CSV.
pub fn lines(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(vec![]);
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

fn csv(titles: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    Ok([head(titles)?, lines(rows)?].concat())
}

/// A number of which a spreadsheet loses nothing: plain digits, up to 15 of them, or a fraction that is a binary one.
fn exact(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(part) || (whole != "0" && whole.starts_with('0')) {
        return None;
    }
    let number = cell.parse::<f64>().ok()?;
    let fits = digits.len() <= 15 || (digits.contains('.') && number.to_string() == cell);
    fits.then_some(number)
}

/// Whether all cells of a column that hold something are such numbers.
fn is_number(rows: &[Vec<String>], column: usize) -> bool {
    let cells = || rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
    cells().next().is_some() && cells().all(|cell| exact(cell).is_some())
}

fn xlsx(titles: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, title) in (0u16..).zip(titles) {
        sheet.write_with_format(0, column, *title, &bold).map_err(Error::internal)?;
    }
    let numbers = (0..titles.len()).map(|column| is_number(rows, column)).collect::<Vec<_>>();
    for (line, row) in (1u32..).zip(rows) {
        for ((column, cell), number) in (0u16..).zip(row).zip(&numbers) {
            match exact(cell).filter(|_| *number) {
                Some(number) => sheet.write_number(line, column, number),
                // As text: a spreadsheet runs no formula in a cell of text.
                None => sheet.write_string(line, column, cell),
            }
            .map_err(Error::internal)?;
        }
    }
    sheet.set_freeze_panes(1, 0).map_err(Error::internal)?;
    sheet.autofit();
    book.save_to_buffer().map_err(Error::internal)
}

/// An export's answer in the document.
pub struct Download(pub Response);

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        self.0
    }
}

impl aide::OperationOutput for Download {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let media = || aide::openapi::MediaType::default();
        let kinds = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
        let response = aide::openapi::Response {
            description: "The file.".into(),
            content: kinds.map(|kind| (kind.to_owned(), media())).into_iter().collect(),
            ..Default::default()
        };
        vec![(Some(aide::openapi::StatusCode::Code(200)), response)]
    }
}

/// A file that goes out under a name.
pub struct Served {
    /// What to call it; of ours, so without quotes.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A document to read or to print, as PDF.
pub struct Paper(pub Served);

impl IntoResponse for Paper {
    fn into_response(self) -> Response {
        let Served { name, bytes } = self.0;
        let kind = (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf"));
        match HeaderValue::from_str(&format!("inline; filename=\"{name}\"")) {
            Ok(name) => ([kind, (header::CONTENT_DISPOSITION, name)], bytes).into_response(),
            Err(e) => Error::internal(e).into_response(),
        }
    }
}

impl aide::OperationOutput for Paper {
    type Inner = Vec<u8>;

    fn inferred_responses(
        _: &mut aide::generate::GenContext,
        _: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let media = aide::openapi::MediaType::default();
        let response = aide::openapi::Response {
            description: "The document.".into(),
            content: [("application/pdf".to_owned(), media)].into_iter().collect(),
            ..Default::default()
        };
        vec![(Some(aide::openapi::StatusCode::Code(200)), response)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!((harmless("-12.50"), harmless("a=b")), ("-12.50".into(), "a=b".into()));
        let text = String::from_utf8(csv(&["a", "b"], &[vec!["x,y".into(), "=1".into()]]).expect("csv"))
            .expect("UTF-8");
        assert_eq!(text, "\u{feff}a,b\n\"x,y\",'=1\n");
    }

    #[test]
    fn a_column_of_numbers_is_one_where_nothing_is_lost() {
        for (cell, number) in [
            ("12.50", 12.5),
            ("-3", -3.0),
            ("0.0001", 0.0001),
            ("0.12345678901234568", 0.123_456_789_012_345_68),
            ("999999999999999", 999_999_999_999_999.0),
        ] {
            assert!((exact(cell).unwrap() - number).abs() < f64::EPSILON, "{cell}");
        }
        for text in [
            "",
            "-",
            "007",
            "1e5",
            "1,5",
            ".5",
            "5.",
            "2027-06-30",
            "1234567890123456",
            "12345678901234.5678",
            "+1",
            "NaN",
        ] {
            assert_eq!(exact(text), None, "{text}");
        }
        let rows = [["1", "1", ""], ["x", "", ""]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!([0, 1, 2].map(|column| is_number(&rows, column)), [false, true, false]);
    }
}
