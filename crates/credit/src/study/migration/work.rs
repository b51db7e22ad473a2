//! From ratings to matrices. Pure.
use chrono::NaiveDate;
use kernel::{Error, Result};
use risk::{
    history::History,
    migration::{
        cohort::{self, Counts, Withdrawn},
        duration::{self, Duration},
        matrix::Square,
        walk::Defaults,
    },
    scale::{NOTCHES, Rating},
};

use super::{
    answer::{CumulativePd, MigrationCell, MigrationLine, MigrationPeriod, MigrationStudy},
    http::Method,
    moves,
};
use crate::{
    analysis::look::Look,
    day,
    study::{past::SOURCE, span::Span},
    word::Entry,
};

/// How many periods the cumulative probabilities look ahead.
const AHEAD: u32 = 10;

const BY_COHORT: &str =
    "Powers of the matrix with withdrawn loans removed and default absorbing: the chain goes on as it did.";
const BY_DURATION: &str =
    "exp(t·Λ) with the intensities Λ = changes over years spent (365 days a year), default absorbing.";

/// How the shares of cohorts are worked out.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// What becomes of withdrawn loans.
    pub withdrawn: Withdrawn,
    /// What counts as a default.
    pub defaults: Defaults,
    /// Level of the intervals.
    pub confidence: f64,
}

/// All steps between ratings of these counts.
fn all_steps(
    counts: impl Fn(Rating, Rating) -> u64 + Clone,
) -> impl Iterator<Item = (Rating, Rating, u64)> + Clone {
    let from = Rating::ALL.into_iter().filter(|from| *from != Rating::D);
    from.flat_map(move |from| {
        let counts = counts.clone();
        let to = Rating::ALL.into_iter().chain([Rating::WITHDRAWN]);
        to.map(move |to| (from, to, counts(from, to))).filter(|(_, _, count)| *count > 0)
    })
}

/// The matrix of cohorts between these days.
///
/// # Errors
/// 500 when there are more days than [`Span::days`] gives.
pub fn cohort(look: &Look, history: &History, days: &[NaiveDate], terms: Terms) -> Result<MigrationStudy> {
    let numbers: Vec<i32> = days.iter().map(|day| day::number(*day)).collect();
    let counts = cohort::count(history, &numbers, terms.defaults)
        .ok_or_else(|| Error::internal("more days of observation than were let in"))?;
    let matrix = cohort::matrix(&counts, terms.withdrawn, terms.confidence);
    let square = matrix.square();
    let own = terms.withdrawn == Withdrawn::OwnColumn;
    let lines: Vec<MigrationLine> =
        matrix.lines.iter().filter(|line| line.loans > 0).map(|line| line_of(line, own)).collect();
    let cumulative_pd = cumulative(&lines, &square.cumulative_defaults(AHEAD));
    Ok(MigrationStudy {
        about: look.about(matrix.definition),
        ratings_source: SOURCE,
        method: Method::Cohort,
        from: days.first().copied().unwrap_or_default(),
        to: days.last().copied().unwrap_or_default(),
        periods: Some(counts.periods()),
        confidence: Some(terms.confidence),
        moves: moves::kinds(all_steps(|from, to| counts.sum(from, to)).collect::<Vec<_>>().into_iter()),
        timeline: timeline(&counts, days),
        lines,
        cumulative_pd,
        cumulative_definition: BY_COHORT,
    })
}

fn line_of(line: &cohort::Line, own: bool) -> MigrationLine {
    let cell = |to: Rating| {
        let at = to.index();
        MigrationCell {
            to: Entry(to),
            count: line.counts[at],
            share: line.shares[at],
            low: Some(line.low[at]),
            high: Some(line.high[at]),
        }
    };
    let reached = Rating::ALL.into_iter().filter(|to| line.counts[to.index()] > 0);
    MigrationLine {
        from: Entry(line.from),
        loans: line.loans,
        withdrawn: line.withdrawn,
        base: Some(line.base),
        withdrawn_share: own.then_some(line.withdrawn_share),
        years: None,
        cells: reached.map(cell).collect(),
    }
}

fn timeline(counts: &Counts, days: &[NaiveDate]) -> Vec<MigrationPeriod> {
    let period = |(period, ends): (usize, &[NaiveDate])| {
        let steps: Vec<_> = all_steps(|from, to| counts.cell(period, from, to)).collect();
        let found = moves::kinds(steps.into_iter());
        MigrationPeriod {
            period,
            from: ends[0],
            to: ends[1],
            loans: found.steps,
            upgrades: found.upgrades.count,
            downgrades: found.downgrades.count,
            defaults: found.defaults.count,
            withdrawn: found.withdrawn.count,
        }
    };
    days.windows(2).enumerate().map(period).collect()
}

fn cumulative(lines: &[MigrationLine], columns: &[[f64; NOTCHES]]) -> Vec<CumulativePd> {
    let after = |from: Rating| columns.iter().map(|column| column[from.index()]).collect();
    lines.iter().map(|line| CumulativePd { from: line.from, after: after(line.from.0) }).collect()
}

/// The matrix by duration from one day to another.
///
/// # Errors
/// 500 when the span is one that [`Span::of`] refuses.
pub fn duration(look: &Look, history: &History, span: Span) -> Result<MigrationStudy> {
    let found = duration::duration(history, day::number(span.from), day::number(span.to))
        .ok_or_else(|| Error::internal("a span that was not let in"))?;
    let generator = found.generator();
    let year = generator.over(1.0);
    let lines: Vec<MigrationLine> =
        Rating::ALL.iter().filter_map(|from| line_by_duration(&found, *from)).collect();
    let changes = |from: Rating, to: Rating| match to {
        Rating::WITHDRAWN => found.withdrawn[from.index()],
        to => found.changes[from.index()][to.index()],
    };
    let cumulative_pd = cumulative(&lines, &year.cumulative_defaults(AHEAD));
    Ok(MigrationStudy {
        about: look.about(found.definition),
        ratings_source: SOURCE,
        method: Method::Duration,
        from: span.from,
        to: span.to,
        periods: None,
        confidence: None,
        moves: moves::kinds(all_steps(changes).collect::<Vec<_>>().into_iter()),
        timeline: vec![],
        lines,
        cumulative_pd,
        cumulative_definition: BY_DURATION,
    })
}

/// A rating that some loan had; D keeps nobody to look at.
fn line_by_duration(found: &Duration, from: Rating) -> Option<MigrationLine> {
    let at = from.index();
    let Square(rows) = &found.probabilities;
    if from == Rating::D || (found.start[at] == 0 && found.loan_days[at] == 0) {
        return None;
    }
    let cell = |to: Rating| MigrationCell {
        to: Entry(to),
        count: found.changes[at][to.index()],
        share: rows[at][to.index()],
        low: None,
        high: None,
    };
    let cells = Rating::ALL.into_iter().map(cell).filter(|cell| cell.count > 0 || cell.share > 0.0);
    Some(MigrationLine {
        from: Entry(from),
        loans: found.start[at],
        withdrawn: found.withdrawn[at],
        base: None,
        withdrawn_share: None,
        years: Some(found.loan_days[at] as f64 / 365.0),
        cells: cells.collect(),
    })
}
