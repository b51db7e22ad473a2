//! How long the matrix of 10,000,000 ratings takes beside plain passes over the same arrays, on one thread:
//! `cargo run --release -p risk --example matrix [rows]`.
#![expect(clippy::print_stdout, reason = "printing the measured times is what this example is for")]

use risk::{
    history::History,
    migration::{
        cohort::{Withdrawn, count, matrix},
        duration::duration,
        moves::latest,
        walk::Defaults,
    },
    scale::{Rating, SLOTS},
};
use std::{hint::black_box, time::Instant};

fn main() {
    let rows = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(10_000_000);
    let history = made_up(rows, 4);
    println!("{} ratings of {} loans", history.len(), history.loan.last().map_or(0, |last| last + 1));
    let years: Vec<i32> = (0..=10).map(|year| year * 365).collect();
    let months: Vec<i32> = (0..=120).map(|month| month * 30).collect();
    let work: [(&str, &dyn Fn() -> f64); 8] = [
        ("plain pass: sum of all columns", &|| plain_read(&history) as f64),
        ("plain pass: changes from row to row", &|| plain_moves(&history).into()),
        ("plain pass: matrix of one year", &|| plain_year(&history, 3_000, 3_365).into()),
        ("cohort, one year", &|| cohort(&history, &[3_000, 3_365])),
        ("cohort, ten years", &|| cohort(&history, &years)),
        ("cohort, 120 months", &|| cohort(&history, &months)),
        ("duration, ten years", &|| duration(&history, 0, 3_650).map_or(0.0, |d| d.probabilities.0[5][21])),
        ("latest moves", &|| latest(&history, 3_650).moves.len() as f64),
    ];
    let times = best(&work);
    for ((name, _), time) in work.iter().zip(times) {
        let (changes, year) = (time / times[1], time / times[2]);
        println!("{name:37} {time:7.1} ms   {changes:.2} x changes   {year:.2} x plain matrix of one year");
    }
}

/// Least time of each in milliseconds. All take turns, so that a busy machine slows them alike.
fn best<const N: usize>(work: &[(&str, &dyn Fn() -> f64); N]) -> [f64; N] {
    let mut least = [f64::INFINITY; N];
    for _ in 0..9 {
        for (least, (_, work)) in least.iter_mut().zip(work) {
            let start = Instant::now();
            black_box(work());
            *least = least.min(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    least
}

fn cohort(history: &History, days: &[i32]) -> f64 {
    let counts = count(history, days, Defaults::InPeriod).expect("few days");
    matrix(&counts, Withdrawn::Removed, 0.95).lines[5].shares[5]
}

/// The least that any pass does: reads each column once.
fn plain_read(history: &History) -> u64 {
    let loans: u64 = history.loan.iter().map(|loan| u64::from(*loan)).sum();
    let days: i64 = history.day.iter().map(|day| i64::from(*day)).sum();
    let ratings: u64 = history.rating.iter().map(|rating| u64::from(rating.0)).sum();
    loans ^ days.unsigned_abs() ^ ratings
}

/// Counts changes between neighbouring rows of one loan, whatever their days.
fn plain_moves(history: &History) -> u32 {
    let mut cells = vec![0_u32; SLOTS * SLOTS];
    for row in 1..history.len() {
        if history.loan[row] == history.loan[row - 1] {
            cells[history.rating[row - 1].index() * SLOTS + history.rating[row].index()] += 1;
        }
    }
    cells.iter().fold(0, |sum, cell| sum ^ cell)
}

/// The matrix of one period as one would first write it.
fn plain_year(history: &History, from: i32, to: i32) -> u32 {
    let mut cells = vec![0_u32; SLOTS * SLOTS];
    let (mut start, mut end) = (None, None);
    for row in 0..history.len() {
        if row > 0 && history.loan[row] != history.loan[row - 1] {
            tally(&mut cells, start, end);
            (start, end) = (None, None);
        }
        if history.day[row] <= from {
            start = Some(history.rating[row]);
        }
        if history.day[row] <= to {
            end = Some(history.rating[row]);
        }
    }
    tally(&mut cells, start, end);
    cells.iter().fold(0, |sum, cell| sum ^ cell)
}

fn tally(cells: &mut [u32], start: Option<Rating>, end: Option<Rating>) {
    if let (Some(start), Some(end)) = (start, end) {
        cells[start.index() * SLOTS + end.index()] += 1;
    }
}

/// Loans with five to fifteen ratings over ten years, drifting by a notch or two; some default, some are withdrawn.
fn made_up(rows: usize, seed: u64) -> History {
    let mut state = seed;
    let mut dice = move |sides: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    };
    let mut history = History::default();
    let mut loan = 0;
    while history.len() < rows {
        let mut notch = 3 + dice(14) as i32;
        let mut day = dice(700) as i32;
        for _ in 0..5 + dice(11) {
            let rating = match dice(200) {
                0 => Rating::D,
                1 => Rating::WITHDRAWN,
                _ => Rating(notch as u8),
            };
            history.loan.push(loan);
            history.day.push(day);
            history.rating.push(rating);
            day += 1 + dice(600) as i32;
            notch = (notch + [-2, -1, 0, 0, 0, 0, 1, 1, 2][dice(9) as usize]).clamp(0, 20);
        }
        loan += 1;
    }
    history
}
