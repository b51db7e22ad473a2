//! Writes a statement to the path given: `cargo run -p paper --example statement -- /tmp/statement.pdf`.

use std::error::Error;

use chrono::{TimeZone, Utc};
use paper::{Bar, Column, Paper, Table};

const PAYEES: [(&str, &str, &str); 8] = [
    ("Corner bakery", "Groceries", "−4.20"),
    ("Städtische Verkehrsbetriebe Köln, monthly ticket for October", "Transport", "−63.90"),
    ("Кофейня «Утро»", "Eating out", "−12.75"),
    ("Αθηναϊκή Βιβλιοθήκη", "Culture", "−28.00"),
    ("Employer Ltd, salary", "Income", "3,480.00"),
    ("Łódź Energia", "Housing", "−118.64"),
    ("김철수", "Friends", "−50.00"),
    ("Rent, transfer to Maple Street Housing Cooperative, reference 2026-10/4471", "Housing", "−1,240.00"),
];

fn bookings() -> Table {
    let table = Table::new([
        Column::text("Date", 1).fit(),
        Column::text("Payee", 5),
        Column::text("Category", 2),
        Column::figure("Amount", 1),
        Column::figure("Balance", 1),
    ]);
    let rows = (0..44_usize).map(|at| {
        let (payee, category, amount) = PAYEES[at * 5 % PAYEES.len()];
        let balance = format!("{},{:03}.{:02}", 2 + at % 7, (at * 377) % 1000, (at * 41) % 100);
        [format!("{:02} Oct", 1 + at * 2 / 3), payee.into(), category.into(), amount.into(), balance]
    });
    table.rows(rows).total(["", "Balance on 31 October", "", "", "6,771.63"])
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "statement.pdf".into());
    let pdf = Paper::new("Statement for October 2026")
        .subtitle("Everyday account · 1 to 31 October 2026 · EUR")
        .sender(&["Bursar Savings Bank", "1 Main Street", "10115 Berlin", "help@bursar.example"])
        .recipient(&["Ann Müller-Østergård", "Kastanienallee 12", "10435 Berlin", "Germany"])
        .author("Bursar Savings Bank")
        .lang("en")
        .made(Utc.with_ymd_and_hms(2026, 11, 1, 6, 0, 0).single().ok_or("no such date")?)
        .footer("Bursar Savings Bank · 1 Main Street · 10115 Berlin\nQuestions? help@bursar.example")
        .figures(&[
            ("Opening balance", "4,182.09"),
            ("Money in", "6,960.00"),
            ("Money out", "−4,370.46"),
            ("Closing balance", "6,771.63"),
        ])
        .heading("Account")
        .facts_in_two(&[
            ("Owner", "Ann Müller-Østergård"),
            ("IBAN", "DE02 1203 0000 0000 2020 51"),
            ("Account", "Everyday"),
            ("Statement", "10 of 2026"),
            ("Opened", "4 March 2019"),
            ("Currency", "Euro (EUR)"),
        ])
        .heading("Where the money went")
        .bars([
            Bar::new("Housing", "1,358.64 of 1,400.00", 0.97),
            Bar::new("Groceries", "312.40 of 450.00", 0.69),
            Bar::new("Eating out", "181.25 of 150.00", 1.21),
            Bar::new("Transport", "63.90 of 120.00", 0.53),
            Bar::new("Culture", "28.00 of 100.00", 0.28),
        ])
        .heading("Bookings")
        .table(bookings())
        .heading("What to mind")
        .paragraph(
            "Please check this statement, and tell us within thirty days if something is wrong. Payments by card \
             appear on the day on which the shop claims them; this can be some days after you paid.",
        )
        .note("Deposits are protected up to 100,000 EUR for each person and bank.")
        .write()?;
    std::fs::write(path, pdf)?;
    Ok(())
}
