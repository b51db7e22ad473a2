//! The export of the dashboard, as the contract spells it.
use chrono::{DateTime, SecondsFormat, Utc};

use crate::invoice::store::Model;

/// What stands above the columns.
pub const HEADER: &str =
    "Invoice ID,Invoice Number,Vendor Name,GSTIN,Total Amount,Status,Is Flagged,Created At,Processed At\r\n";

/// A row.
pub fn row(invoice: &Model) -> String {
    let time = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let cells = [
        invoice.id.to_string(),
        invoice.invoice_number.clone().unwrap_or_default(),
        invoice.vendor_name.clone().unwrap_or_default(),
        invoice.vendor_gstin.clone().unwrap_or_default(),
        invoice.total_amount.map_or_else(|| "0".to_owned(), |total| total.to_string()),
        invoice.status.to_string(),
        if invoice.is_flagged { "Yes" } else { "No" }.to_owned(),
        time(invoice.created_at),
        invoice.processed_at.map(time).unwrap_or_default(),
    ];
    format!("{}\r\n", cells.map(|cell| safe(&cell)).join(","))
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection), quoted where it has to be.
fn safe(cell: &str) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
    let cell = if risky { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_harmless() {
        assert_eq!(safe("Acme, \"Ltd\""), "\"Acme, \"\"Ltd\"\"\"");
        assert_eq!((safe("=1+1"), safe("-12.50")), ("'=1+1".into(), "-12.50".into()));
    }
}
