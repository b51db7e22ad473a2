//! What may go wrong: the score, concentration, losses, stress.
use paper::{Bar, Column, Paper, Table};
use risk::{
    concentration::{Concentration, Dimension, Index, Light, Ranked},
    health::{Health, Part, Verdict},
    losses::{Line, Losses, Risky},
    stress::Outcome,
};

use super::{sheet::Sheet, shown};

/// The score.
pub fn health(paper: Paper, health: &Health) -> Paper {
    let verdict = health.verdict.map_or("–", |verdict| match verdict {
        Verdict::Healthy => "Healthy",
        Verdict::Monitor => "Monitor",
        Verdict::AtRisk => "At risk",
    });
    let score = health.score.map_or_else(shown::none, |score| shown::decimal(score, 1));
    let bar = |part: &Part| {
        let figure = format!("{} × {} %", shown::decimal(part.points, 1), part.weight);
        Bar::new(part.name, figure, part.points / 100.0)
    };
    paper
        .heading("Health")
        .figures(&[("Score out of 100", score.as_str()), ("Verdict", verdict)])
        .bars(health.parts.iter().map(bar))
        .note(health.definition)
}

/// How much hangs on few.
pub fn concentration(paper: Paper, found: &Concentration) -> Paper {
    let columns = [
        Column::text("By", 3),
        Column::figure("Index of 10,000", 2),
        Column::figure("Index of 1", 2),
        Column::text("Level", 2),
        Column::figure("Groups", 1),
        Column::figure("As if equal", 2),
        Column::figure("Greatest three", 2),
        Column::figure("Over the limit", 2),
    ];
    let row = |name: &str, index: &Index, rest: Option<&Dimension>| {
        [
            name.to_owned(),
            shown::grouped(&shown::decimal(index.points, 0)),
            shown::decimal(index.fraction, 4),
            shown::level(index.level).to_owned(),
            shown::count(index.groups),
            shown::decimal(index.effective, 1),
            rest.map_or_else(shown::none, |one| shown::percent(one.top_three)),
            rest.map_or_else(shown::none, |one| shown::count(one.breaches)),
        ]
    };
    let with = |name, dimension: &Dimension| row(name, &dimension.index, Some(dimension));
    let indices = Table::new(columns)
        .row(with("Borrower", &found.names))
        .row(with("Sector", &found.sectors))
        .row(with("Country", &found.countries))
        .row(row("Rating", &found.ratings, None));
    paper
        .heading("Concentration")
        .table(indices)
        .subheading("Greatest borrowers")
        .table(ranked("Borrower", &found.names))
        .subheading("Greatest sectors")
        .table(ranked("Sector", &found.sectors))
        .subheading("Greatest countries")
        .table(ranked("Country", &found.countries))
        .note(found.definition)
}

fn ranked(title: &str, dimension: &Dimension) -> Table {
    let columns = [
        Column::text(title, 4),
        Column::figure("Loans", 1),
        Column::figure("Exposure", 3),
        Column::figure("Share", 1),
        Column::figure("Together", 1),
        Column::text("Limit", 3),
    ];
    let row = |one: &Ranked| {
        let [loans, exposure, share] = shown::cells(&one.group);
        let limit = match one.light {
            Light::Green => "kept".to_owned(),
            Light::Amber => "near".to_owned(),
            Light::Breach => format!("over by {}", shown::amount(one.excess)),
        };
        [shown::key(&one.group), loans, exposure, share, shown::percent(one.cumulative), limit]
    };
    Table::new(columns).rows(dimension.top.iter().map(row))
}

/// Default probability, expected loss, risk-weighted assets.
pub fn losses(paper: Paper, losses: &Losses, sheet: &Sheet) -> Paper {
    let figures = [
        ("Default probability", losses.pd.map_or_else(shown::none, shown::percent)),
        ("Expected loss of a year", shown::amount(losses.expected_loss)),
        ("Risk-weighted assets", shown::amount(losses.risk_weighted)),
    ];
    let [_, exposure, share] = shown::cells(&losses.high_risk);
    let risky = shown::loans(losses.high_risk.count);
    let facts = [
        ("Expected loss rate", shown::percent(losses.loss_rate)),
        ("Density of risk", shown::percent(losses.density)),
        ("Mean recovery", losses.recovery.map_or_else(shown::none, shown::percent)),
        ("High risk", format!("{risky}, {exposure} ({share})")),
    ];
    let paper = paper
        .heading("Default and loss")
        .figures(&figures)
        .facts_in_two(&facts)
        .table(by_rating(&losses.ratings))
        .subheading("Loans with the greatest expected loss")
        .table(riskiest(&losses.top, sheet))
        .note(losses.definition);
    match losses.filled.is_empty() {
        true => paper,
        false => paper.note(losses.gap),
    }
}

fn by_rating(lines: &[Line]) -> Table {
    let columns = [
        Column::text("Rating", 1),
        Column::figure("Loans", 1),
        Column::figure("Exposure", 3),
        Column::figure("PD", 1),
        Column::figure("Recovery", 1),
        Column::figure("Expected loss", 3),
        Column::figure("Risk-weighted", 3),
    ];
    let row = |line: &Line| {
        [
            shown::key(&line.group),
            shown::count(line.group.count),
            shown::amount(line.group.exposure),
            shown::percent(line.pd),
            shown::percent(line.recovery),
            shown::amount(line.expected_loss),
            shown::amount(line.risk_weighted),
        ]
    };
    Table::new(columns).rows(lines.iter().map(row))
}

fn riskiest(loans: &[Risky], sheet: &Sheet) -> Table {
    let columns = [
        Column::text("Loan", 2),
        Column::text("Borrower", 4),
        Column::figure("Exposure", 3),
        Column::figure("PD", 1),
        Column::figure("Expected loss", 3),
    ];
    let row = |loan: &Risky| {
        let [id, borrower] = sheet.name(loan.row);
        let exposure = shown::amount(loan.exposure.into());
        [id, borrower, exposure, shown::percent(loan.pd), shown::amount(loan.expected_loss)]
    };
    Table::new(columns).rows(loans.iter().map(row))
}

/// The scenarios.
pub fn stress(paper: Paper, outcomes: &[Outcome]) -> Paper {
    let columns = [
        Column::text("Scenario", 3),
        Column::figure("Rate after", 1),
        Column::figure("Interest a year", 3),
        Column::figure("Defaulted", 3),
        Column::figure("Loss", 3),
        Column::figure("Loss rate", 1),
        Column::figure("Value after", 3),
    ];
    let row = |outcome: &Outcome| {
        [
            outcome.scenario.name.to_owned(),
            shown::rate(outcome.rate_after),
            shown::amount(outcome.interest_change),
            shown::amount(outcome.defaulted),
            shown::amount(outcome.loss),
            shown::percent(outcome.loss_rate),
            shown::amount(outcome.value),
        ]
    };
    let worst = outcomes.iter().map(|outcome| outcome.loss).max().unwrap_or_default();
    let lossy = outcomes.iter().filter(|outcome| outcome.loss > 0);
    let bar = |outcome: &Outcome| {
        Bar::new(outcome.scenario.name, shown::amount(outcome.loss), risk::sums::ratio(outcome.loss, worst))
    };
    let paper = paper.heading("Stress").table(Table::new(columns).rows(outcomes.iter().map(row)));
    let paper = match worst {
        0 => paper,
        _ => paper.subheading("Loss by scenario").bars(lossy.map(bar)),
    };
    paper.note(outcomes.first().map_or("", |outcome| outcome.definition))
}
