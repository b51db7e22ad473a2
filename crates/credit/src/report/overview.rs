//! What there is: the portfolio at a glance, its mix, its maturities.
use paper::{Column, Paper, Table};
use risk::{
    maturity::Profile,
    status::Status,
    summary::{Line, Mix, Summary, Time},
};

use super::{
    sheet::{bars, groups},
    shown,
};

/// How many lines a table by sector has at most; the others are told in one line.
const LINES: usize = 25;
/// How many quarters are drawn.
const QUARTERS: usize = 24;

fn months(time: Option<Time>) -> String {
    let told = |time: Time| {
        format!("{} months ({} years)", shown::decimal(time.months, 1), shown::decimal(time.years, 2))
    };
    time.map_or_else(shown::none, told)
}

/// The portfolio at a glance.
pub fn summary(paper: Paper, summary: &Summary, short: bool) -> Paper {
    let rating = summary.rating.map_or("–", |rating| rating.name());
    let figures = [
        ("Exposure", shown::amount(summary.exposure)),
        ("Weighted rate", shown::rate(summary.weighted_rate)),
        ("Average rating", rating.to_owned()),
        ("Loans", shown::count(summary.count)),
    ];
    let facts = [
        ("Average loan", summary.average.map_or_else(shown::none, shown::amount)),
        ("A year's interest", shown::amount(summary.interest)),
        ("Risk by yield", summary.yield_risk.map_or("–", shown::level).to_owned()),
        ("Investment grade", shown::percent(summary.investment_grade.share)),
        ("Average maturity", months(summary.maturity)),
        ("Without matured loans", months(summary.live_maturity)),
        (
            "Matured",
            format!("{}, {}", shown::loans(summary.matured.count), shown::amount(summary.matured.exposure)),
        ),
        ("Mean notch", summary.mean_notch.map_or_else(shown::none, |notch| shown::decimal(notch, 2))),
    ];
    let paper = paper.heading("Summary").figures(&figures).facts_in_two(&facts);
    let paper = paper.table(groups("Status", &summary.by_status));
    let paper = match short {
        true => paper,
        false => paper.subheading("Ratings").bars(bars(&summary.by_rating)),
    };
    paper
        .subheading("Sectors")
        .bars(bars(summary.by_sector.iter().take(if short { 5 } else { 12 })))
        .subheading("Greatest borrowers")
        .table(groups("Borrower", &summary.top))
        .note(summary.definition)
}

/// Sector and rating by status.
pub fn mix(paper: Paper, mix: &Mix) -> Paper {
    let paper = paper
        .heading("Mix of risk")
        .bars(bars(&mix.statuses))
        .subheading("Sectors by status")
        .table(by_status("Sector", &mix.sectors));
    let paper = match mix.sectors.len().checked_sub(LINES).filter(|more| *more > 0) {
        Some(more) => paper.note(format!("{more} smaller sectors are not listed.")),
        None => paper,
    };
    paper.subheading("Ratings by status").table(by_status("Rating", &mix.ratings)).note(mix.definition)
}

fn by_status(title: &str, lines: &[Line]) -> Table {
    let columns = [Column::text(title, 3), Column::figure("Loans", 1), Column::figure("Exposure", 3)];
    let shares = Status::ALL.map(|status| Column::figure(status.name(), 2));
    let row = |line: &Line| {
        let whole = &line.whole;
        let cells = [shown::key(whole), shown::count(whole.count), shown::amount(whole.exposure)];
        cells
            .into_iter()
            .chain(line.statuses.iter().map(|group| shown::percent(group.share)))
            .collect::<Vec<_>>()
    };
    Table::new(columns.into_iter().chain(shares)).rows(lines.iter().take(LINES).map(row))
}

/// When the loans fall due.
pub fn maturity(paper: Paper, profile: &Profile) -> Paper {
    let facts = [
        ("Average maturity", months(profile.average)),
        ("Without matured loans", months(profile.live_average)),
        ("Risk of refinancing", shown::level(profile.refinancing).to_owned()),
        ("Most falls due in", wall(profile)),
    ];
    let soon = [&profile.matured, &profile.six_months, &profile.twelve_months];
    let quarters = profile.quarters.iter().take(QUARTERS).map(|quarter| &quarter.due);
    let paper = paper
        .heading("Maturities")
        .facts_in_two(&facts)
        .table(groups("Due", soon))
        .subheading("By quarter")
        .bars(bars(quarters));
    let later = profile.quarters.iter().skip(QUARTERS);
    let (more, rest) = later.fold((0_u64, 0), |(n, sum), one| (n + 1, sum + one.due.exposure));
    let paper = match more {
        0 => paper,
        _ => paper.note(format!("{more} later quarters with {} are not drawn.", shown::amount(rest))),
    };
    paper.note(profile.definition)
}

fn wall(profile: &Profile) -> String {
    let quarter = profile.wall.and_then(|at| profile.quarters.get(at));
    quarter.map_or_else(shown::none, |one| {
        format!("{} ({})", shown::key(&one.due), shown::percent(one.due.share))
    })
}
