//! Migration by duration: every change counts on the day on which it came.
//!
//! Sources: O. Aalen and S. Johansen (1978) for the product-limit estimator; D. Lando and T. Skødeberg, "Analyzing
//! rating transitions and rating drift with continuous observations" (2002) for ratings.

use super::matrix::Square;
use crate::{history::History, scale::NOTCHES};
use serde::Serialize;

/// What the probabilities mean.
pub const DEFINITION: &str = "Aalen–Johansen: P(s,t) = ∏ (I + ΔA(u)) over the days u in (s, t] on which ratings change, \
     ΔA_ij = changes i→j on u over loans at i just before u. A withdrawn rating leaves the risk set after its day \
     (censored); default is absorbing.";

/// What the intensities mean.
pub const GENERATOR: &str = "Maximum likelihood of a time-homogeneous chain (Lando and Skødeberg 2002): \
     λ_ij = changes i→j over years spent at i (365 days a year); matrix over t years = exp(t·Λ).";

/// Places of a day's table: the 22 notches, and one for "not rated".
const PLACES: usize = NOTCHES + 1;

/// Migration over a period by duration.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Duration {
    /// First day; its state is the start, its changes don't count.
    pub from: i32,
    /// Last day; its changes count.
    pub to: i32,
    /// P(from, to); a rating that no loan had stays as it is.
    pub probabilities: Square,
    /// Loans at each notch on the first day.
    pub start: [u64; NOTCHES],
    /// Changes by notch before (row) and after (column).
    pub changes: Vec<[u64; NOTCHES]>,
    /// Ratings withdrawn, by notch before.
    pub withdrawn: [u64; NOTCHES],
    /// Loan-days spent at each notch, from just after the first day to the end of the last.
    pub loan_days: [u64; NOTCHES],
    /// Days on which a rating changed.
    pub event_days: u32,
    /// What the probabilities mean.
    pub definition: &'static str,
}

/// Migration from the end of day `from` to the end of day `to`. None when `to` isn't after `from` or more than two
/// centuries (73,050 days) after it. One pass over the history, then one product a day with events.
#[must_use]
pub fn duration(history: &History, from: i32, to: i32) -> Option<Duration> {
    let days =
        usize::try_from(i64::from(to) - i64::from(from)).ok().filter(|days| (1..=73_050).contains(days))?;
    let (start, moves) = tables(history, (from, to), days);
    let mut found = Duration {
        from,
        to,
        probabilities: Square::identity(),
        start,
        changes: vec![[0; NOTCHES]; NOTCHES],
        withdrawn: [0; NOTCHES],
        loan_days: [0; NOTCHES],
        event_days: 0,
        definition: DEFINITION,
    };
    let mut at_risk = start.map(|loans| loans as i64);
    for day in moves.chunks_exact(PLACES * PLACES) {
        found.loan_days.iter_mut().zip(at_risk).for_each(|(sum, now)| *sum += now.unsigned_abs());
        if day.iter().all(|moves| *moves == 0) {
            continue;
        }
        found.event_days += u32::from(multiply(&mut found.probabilities, day, &at_risk));
        advance(&mut found, day, &mut at_risk);
    }
    Some(found)
}

/// Loans at each notch at the start, and per day who moved from where to where.
fn tables(history: &History, (from, to): (i32, i32), days: usize) -> ([u64; NOTCHES], Vec<u32>) {
    let mut start = [0; PLACES];
    let mut moves = vec![0_u32; days * PLACES * PLACES];
    let place = |row: usize| usize::from(history.rating[row].0).min(NOTCHES);
    history.each_loan(|_, rows| {
        let first = rows.start + history.day[rows.clone()].iter().take_while(|day| **day <= from).count();
        let mut now = if first > rows.start { place(first - 1) } else { NOTCHES };
        start[now] += 1;
        for row in first..rows.end {
            let (day, next) = (history.day[row], place(row));
            if day > to || now == NOTCHES - 1 {
                break;
            }
            let table = (i64::from(day) - i64::from(from) - 1) as usize;
            moves[table * PLACES * PLACES + now * PLACES + next] += u32::from(now != next);
            now = next;
        }
    });
    let mut notches = [0; NOTCHES];
    notches.copy_from_slice(&start[..NOTCHES]);
    (notches, moves)
}

/// P ← P·(I + ΔA) of one day; false when nobody at risk changed to another notch.
fn multiply(square: &mut Square, day: &[u32], at_risk: &[i64; NOTCHES]) -> bool {
    let mut jumps = Vec::new();
    for (i, base) in at_risk.iter().enumerate().filter(|(_, base)| **base > 0) {
        let moved = day[i * PLACES..i * PLACES + NOTCHES].iter().enumerate().filter(|(_, count)| **count > 0);
        jumps.extend(moved.map(|(j, count)| (i, j, f64::from(*count) / *base as f64)));
    }
    for row in &mut square.0 {
        let before = *row;
        for (i, j, share) in &jumps {
            row[*j] += before[*i] * share;
            row[*i] -= before[*i] * share;
        }
        // What rounding leaves below nothing is nothing.
        row.iter_mut().for_each(|p| *p = p.max(0.0));
    }
    !jumps.is_empty()
}

/// Moves the loans of one day, so that the next day finds its risk set.
fn advance(found: &mut Duration, day: &[u32], at_risk: &mut [i64; NOTCHES]) {
    for (place, count) in day.iter().enumerate().filter(|(_, count)| **count > 0) {
        let (i, j, count) = (place / PLACES, place % PLACES, u64::from(*count));
        if let Some(left) = at_risk.get_mut(i) {
            *left -= count as i64;
        }
        if let Some(joined) = at_risk.get_mut(j) {
            *joined += count as i64;
        }
        match (i < NOTCHES, j < NOTCHES) {
            (true, true) => found.changes[i][j] += count,
            (true, false) => found.withdrawn[i] += count,
            _ => {}
        }
    }
}

/// A chain whose intensities don't change over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Generator {
    /// λ_ij a year; each row sums to 0, the row of D is nothing.
    pub intensities: Vec<[f64; NOTCHES]>,
    /// What they mean.
    pub definition: &'static str,
}

impl Duration {
    /// The generator: changes over years spent, λ_ii = −Σ λ_ij.
    #[must_use]
    pub fn generator(&self) -> Generator {
        let mut intensities = vec![[0.0; NOTCHES]; NOTCHES];
        for (i, row) in intensities.iter_mut().enumerate().take(NOTCHES - 1) {
            let years = self.loan_days[i] as f64 / 365.0;
            for (j, count) in
                self.changes[i].iter().enumerate().filter(|(_, count)| **count > 0 && years > 0.0)
            {
                row[j] += *count as f64 / years;
                row[i] -= *count as f64 / years;
            }
        }
        Generator { intensities, definition: GENERATOR }
    }
}

impl Generator {
    /// exp(t·Λ) by uniformisation: Λ = q·(S − I) with a stochastic S, so that no term is negative and each row sums
    /// to 1; the interval is halved until q·t ≤ ½ and the result squared back. `years` at least 0.
    #[must_use]
    pub fn over(&self, years: f64) -> Square {
        let fastest = self.intensities.iter().enumerate().fold(0.0, |most: f64, (i, row)| most.max(-row[i]));
        let halvings = (2.0 * fastest * years).max(1.0).log2().ceil() as u32;
        let step = fastest * years / f64::from(1_u32 << halvings.min(30));
        let mut jump = Square::identity();
        for (row, rates) in jump.0.iter_mut().zip(&self.intensities) {
            row.iter_mut()
                .zip(rates)
                .for_each(|(p, rate)| *p += if fastest > 0.0 { rate / fastest } else { 0.0 });
        }
        let mut term = Square::identity();
        let mut weight = (-step).exp();
        let mut sum = vec![[0.0; NOTCHES]; NOTCHES];
        for k in 1..=30 {
            for (to, from) in sum.iter_mut().flatten().zip(term.0.iter().flatten()) {
                *to += weight * from;
            }
            term = term.then(&jump);
            weight *= step / f64::from(k);
        }
        Square(sum).power(1 << halvings.min(30))
    }
}

#[cfg(test)]
mod tests;
