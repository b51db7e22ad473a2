//! What is watched: broken covenants and the watch list.
use paper::{Bar, Column, Paper, Table};
use risk::{
    covenants::{Broken, Covenant, Covenants, Sector},
    tape::Ratio,
    watch::{Watch, Watched},
};

use super::{
    sheet::{Sheet, bars, groups},
    shown,
};

/// How many sectors with broken covenants are listed.
const SECTORS: usize = 12;

fn name(ratio: Ratio) -> &'static str {
    match ratio {
        Ratio::DebtToEquity => "Debt to equity at most",
        Ratio::InterestCoverage => "Interest coverage at least",
        Ratio::Leverage => "Leverage at most",
    }
}

/// Broken covenants.
pub fn covenants(paper: Paper, found: &Covenants, sheet: &Sheet) -> Paper {
    let columns = [
        Column::text("Covenant", 4),
        Column::figure("Limit", 1),
        Column::figure("Broken by", 1),
        Column::figure("Exposure", 3),
        Column::figure("Share", 1),
        Column::figure("Not known", 1),
    ];
    let row = |one: &Covenant| {
        let [loans, exposure, share] = shown::cells(&one.broken);
        let unknown = shown::count(one.unknown.count);
        [name(one.ratio).to_owned(), shown::ratio(one.limit), loans, exposure, share, unknown]
    };
    let figures = [
        ("Broken covenants", shown::count(found.total)),
        ("Loans that break one", shown::count(found.broken.count)),
        ("Urgent", shown::count(found.urgent.count)),
    ];
    let paper = paper
        .heading("Covenants")
        .figures(&figures)
        .table(Table::new(columns).rows(found.each.iter().map(row)));
    let paper = match found.sectors.is_empty() {
        true => paper,
        false => paper.subheading("Sectors").bars(found.sectors.iter().take(SECTORS).map(sector)),
    };
    let paper = match found.worst.is_empty() {
        true => paper.paragraph("No covenant is broken."),
        false => paper.subheading("Worst loans").table(worst(&found.worst, sheet)),
    };
    paper.note(found.definition)
}

fn sector(sector: &Sector) -> Bar {
    let (broken, loans) = (shown::count(sector.broken.count), shown::count(sector.loans));
    let figure = format!("{broken} of {loans} · {}", shown::percent(sector.rate));
    Bar::new(shown::key(&sector.broken), figure, sector.rate)
}

fn worst(loans: &[Broken], sheet: &Sheet) -> Table {
    let columns = [
        Column::text("Loan", 2),
        Column::text("Borrower", 4),
        Column::figure("Exposure", 3),
        Column::figure("Debt to equity", 2),
        Column::figure("Coverage", 2),
        Column::figure("Leverage", 2),
        Column::text("", 1),
    ];
    let row = |loan: &Broken| {
        let [id, borrower] = sheet.name(loan.row);
        let ratio = |at: usize| {
            let mark = if loan.broken[at] { " !" } else { "" };
            format!("{}{mark}", shown::ratio(loan.ratios[at]))
        };
        let urgent = if loan.urgent { "urgent" } else { "" }.to_owned();
        [id, borrower, shown::amount(loan.exposure.into()), ratio(0), ratio(1), ratio(2), urgent]
    };
    Table::new(columns).rows(loans.iter().map(row))
}

/// The watch list.
pub fn watch(paper: Paper, watch: &Watch, sheet: &Sheet) -> Paper {
    let paper = paper.heading("Watch list");
    if watch.whole.count == 0 {
        return paper.paragraph("No loan is on the watch list.");
    }
    let [loans, exposure, share] = shown::cells(&watch.whole);
    let low = &watch.low_rated;
    let figures = [
        ("Loans", loans),
        ("Exposure", exposure),
        ("Share of all", share),
        ("Expected loss", shown::amount(watch.expected_loss)),
    ];
    let due = watch.buckets.iter().filter(|bucket| bucket.count > 0);
    let rated =
        format!("Rated B or worse: {}, with {}.", shown::loans(low.count), shown::amount(low.exposure));
    let columns = [
        Column::text("Loan", 2),
        Column::text("Borrower", 4),
        Column::figure("Exposure", 3),
        Column::text("Rating", 1),
        Column::figure("Days to maturity", 2),
    ];
    let row = |loan: &Watched| {
        let [id, borrower] = sheet.name(loan.row);
        let days = shown::decimal(loan.days as f64, 0);
        [id, borrower, shown::amount(loan.exposure.into()), loan.rating.name().to_owned(), days]
    };
    paper
        .figures(&figures)
        .paragraph(rated)
        .subheading("By days to maturity")
        .table(groups("Days", due))
        .subheading("By rating")
        .bars(bars(&watch.by_rating))
        .subheading("Greatest loans")
        .table(Table::new(columns).rows(watch.top.iter().map(row)))
        .note(watch.definition)
}
