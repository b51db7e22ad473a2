//! The accountant's table: every field of an invoice, and its lines where they are wanted.
use kernel::Money;

use crate::{
    invoice::{extracted::Extracted, store::Model},
    pipeline::line::store::Model as Line,
};

/// Above the columns of an invoice and of a line of it.
pub const WITH_LINES: &[&str] = &[
    "Invoice ID",
    "Batch",
    "Kind",
    "Invoice Number",
    "Invoice Date",
    "Due Date",
    "Vendor",
    "Vendor GSTIN",
    "Vendor Tax ID",
    "Vendor Address",
    "Buyer",
    "Buyer Tax ID",
    "Currency",
    "Taxable Amount",
    "CGST",
    "SGST",
    "UTGST",
    "IGST",
    "Cess",
    "VAT",
    "Other Tax",
    "Tax Amount",
    "Round-off",
    "Total Amount",
    "Amount Due",
    "Place of Supply",
    "Reverse Charge",
    "Purchase Order",
    "Payment Terms",
    "IBAN",
    "BIC",
    "Account Number",
    "IFSC",
    "IRN",
    "Status",
    "Approved At",
    "File",
    "Line",
    "Description",
    "Code",
    "HSN/SAC",
    "Quantity",
    "Unit",
    "Unit Price",
    "Discount",
    "Tax Rate",
    "Line Tax",
    "Line Net",
    "Line Total",
];

/// The same without the columns of a line.
pub const TITLES: &[&str] = WITH_LINES.split_at(37).0;

fn amount(amount: Option<Money>) -> String {
    amount.map(|amount| amount.to_string()).unwrap_or_default()
}

fn head(read: &Extracted, kinds: &[&str]) -> String {
    let parts =
        read.taxes.iter().filter(|tax| kinds.contains(&tax.kind.as_str())).filter_map(|tax| tax.amount);
    let parts = parts.collect::<Vec<_>>();
    if parts.is_empty() { String::new() } else { amount(Money::try_sum(parts).ok()) }
}

/// The cells of an invoice.
pub fn invoice(row: &Model, read: &Extracted) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let field = |name: &str| read.text(name).unwrap_or_default().to_owned();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        row.id.to_string(),
        crate::batch::model::number(row.batch_id),
        text(&row.kind),
        text(&row.invoice_number),
        day(row.invoice_date),
        day(row.due_date),
        text(&row.vendor_name),
        text(&row.vendor_gstin),
        text(&row.vendor_tax_id),
        field("seller_address"),
        text(&row.buyer_name),
        text(&row.buyer_tax_id),
        row.currency.clone(),
        amount(row.taxable_amount),
        head(read, &["cgst"]),
        head(read, &["sgst"]),
        head(read, &["utgst"]),
        head(read, &["igst"]),
        head(read, &["cess"]),
        head(read, &["vat"]),
        head(read, &["other"]),
        amount(row.tax_amount),
        field("round_off"),
        amount(row.total_amount),
        amount(row.amount_due),
        field("place_of_supply"),
        field("reverse_charge"),
        field("purchase_order"),
        field("payment_terms"),
        field("iban"),
        field("bic"),
        field("account_number"),
        field("ifsc"),
        text(&row.irn),
        row.status.to_string(),
        row.approved_at.map(|at| at.to_rfc3339()).unwrap_or_default(),
        row.filename.clone(),
    ]
}

/// The invoice once for each of its lines; one without lines stands once.
pub fn with_lines(row: &Model, read: &Extracted, lines: &[&Line]) -> Vec<Vec<String>> {
    let invoice = invoice(row, read);
    let own = WITH_LINES.len() - TITLES.len();
    if lines.is_empty() {
        return vec![invoice.into_iter().chain(vec![String::new(); own]).collect()];
    }
    lines.iter().map(|of| invoice.iter().cloned().chain(line(of)).collect()).collect()
}

fn line(line: &Line) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        line.position.to_string(),
        text(&line.description),
        text(&line.code),
        text(&line.hsn_code),
        amount(line.quantity),
        text(&line.unit),
        amount(line.unit_price),
        amount(line.discount),
        amount(line.tax_rate),
        amount(line.tax_amount),
        amount(line.net_amount),
        amount(line.total_amount),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_begin_alike() {
        assert_eq!((TITLES.last(), WITH_LINES.get(TITLES.len())), (Some(&"File"), Some(&"Line")));
    }
}
