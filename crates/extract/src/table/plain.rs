//! Items without a head: receipts and short invoices. Rows that repeat are taken for a table, if their sum is printed.

use reading::{Document, Word};

use super::columns;
use super::figure::{Number, Style};
use super::fold::fold;
use super::grid::{Row, area_of, joined};
use super::item::Item;
use super::sums::{self, Sort};
use crate::found::Line;

/// A line that may be an item.
struct Candidate {
    at: usize,
    amount: Number,
    x: f32,
}

/// At most so many lines are looked at.
const LINES: usize = 400;

/// The items above the first total.
pub(super) fn items(document: &Document, rows: &[Row], style: Style) -> Vec<Item> {
    if document.pages.is_empty() {
        return Vec::new();
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut totals: Vec<i64> = Vec::new();
    for (at, row) in rows.iter().enumerate().take(LINES) {
        let sort = sums::sort(&fold(&row.text()));
        let numbers = columns::numbers(&row.words, style);
        let last = numbers.last().filter(|(number, word)| number.amount() && tail(row, *word));
        if sort == Some(Sort::Total) {
            totals.extend(last.map(|(number, _)| number.value));
            continue;
        }
        if totals.is_empty() && sort != Some(Sort::Carried) {
            candidates.extend(last.map(|(number, word)| Candidate {
                at,
                amount: *number,
                x: row.words[*word].area.x1,
            }));
        }
    }
    let aligned = aligned(candidates);
    let run = fitting(&aligned, &totals);
    if run.is_empty() {
        return summed(rows, style);
    }
    run.iter().map(|candidate| item(rows, candidate, style)).collect()
}

/// So many lines below a run its sum may stand.
const BELOW: usize = 8;

/// Lines of a letter whose amounts stand in one column and add up to an amount below them, whatever its label says.
fn summed(rows: &[Row], style: Style) -> Vec<Item> {
    let amounts: Vec<Vec<(Number, usize)>> = rows
        .iter()
        .take(LINES)
        .map(|row| {
            let numbers = columns::numbers(&row.words, style);
            numbers.into_iter().filter(|(number, _)| number.amount() && number.value != 0).collect()
        })
        .collect();
    let candidate = |(at, found): (usize, &Vec<(Number, usize)>)| {
        let (amount, word) = found.last().filter(|(_, word)| tail(&rows[at], *word))?;
        Some(Candidate { at, amount: *amount, x: rows[at].words[*word].area.x1 })
    };
    let aligned = aligned(amounts.iter().enumerate().filter_map(candidate).collect());
    let total = |candidate: &Candidate| {
        let row = &rows[candidate.at];
        sums::sort(&fold(&row.text())) == Some(Sort::Total) && !service(row)
    };
    let mut best: &[Candidate] = &[];
    for start in (0..aligned.len()).filter(|at| !total(&aligned[*at])) {
        let mut sum = aligned[start].amount.value;
        for end in start + 1..aligned.len() {
            if aligned[end].at - aligned[end - 1].at > BELOW {
                break;
            }
            sum = sum.saturating_add(aligned[end].amount.value);
            let from = aligned[end].at + 1;
            let below =
                amounts.iter().skip(from).take(BELOW).flatten().any(|(number, _)| number.value == sum);
            let run = &aligned[start..=end];
            let items = run.iter().filter(|candidate| !total(candidate)).count();
            if below && items >= 2 && items * 2 > run.len() && run.len() > best.len() {
                best = run;
            }
        }
    }
    best.iter().filter(|candidate| !total(candidate)).map(|candidate| item(rows, candidate, style)).collect()
}

/// "MWST-Abrechnung": a word that only begins like a total names a service.
fn service(row: &Row) -> bool {
    let parts = row.words.first().and_then(|word| word.text.split_once('-'));
    parts.is_some_and(|(_, rest)| rest.len() >= 5 && sums::sort(&fold(rest)).is_none())
}

/// Whether nothing but a tax letter or a currency stands behind the last amount.
fn tail(row: &Row, word: usize) -> bool {
    row.words[word + 1..].iter().all(|after| after.text.chars().count() <= 3)
}

/// Those whose amounts stand in the same column.
fn aligned(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let near = |one: &Candidate, other: &Candidate| (one.x - other.x).abs() < 6.0;
    let best = candidates
        .iter()
        .max_by_key(|one| candidates.iter().filter(|other| near(one, other)).count())
        .map(|best| best.x);
    let Some(x) = best else { return Vec::new() };
    candidates.into_iter().filter(|candidate| (candidate.x - x).abs() < 6.0).collect()
}

/// The run of rows right above the totals whose sum is one of them.
fn fitting<'a>(aligned: &'a [Candidate], totals: &[i64]) -> &'a [Candidate] {
    let mut sum = 0_i64;
    let mut best: &[Candidate] = &[];
    for start in (0..aligned.len()).rev() {
        sum = sum.saturating_add(aligned[start].amount.value);
        if sum != 0 && totals.contains(&sum) {
            best = &aligned[start..];
        }
    }
    best
}

fn item(rows: &[Row], candidate: &Candidate, style: Style) -> Item {
    let row = &rows[candidate.at];
    let numbers = columns::numbers(&row.words, style);
    let text = |row: &Row| -> String {
        let words: Vec<&Word> = row
            .words
            .iter()
            .copied()
            .take_while(|word| !super::figure::parse(&word.text, style).is_some_and(|n| n.amount()))
            .collect();
        joined(&words)
    };
    let mut line = Line {
        description: text(row),
        total: Some(candidate.amount.value),
        page: u32::try_from(row.page).unwrap_or(u32::MAX),
        area: area_of(&row.words),
        ..Line::default()
    };
    // The name may stand on the line above, "2 x 3.50" before the amount.
    let letters = line.description.chars().filter(|letter| letter.is_alphabetic()).count();
    if letters < 3 && candidate.at > 0 {
        let above = &rows[candidate.at - 1];
        let numbers = columns::numbers(&above.words, style);
        if above.page == row.page && !numbers.iter().any(|(number, _)| number.amount()) {
            line.description = text(above);
            line.area = line.area.union(&above.area);
        }
    }
    let proved = pair(&mut line, &numbers, candidate.amount.value);
    Item { line, sum: candidate.amount.value, proved, numbered: false }
}

/// Quantity and price before the amount.
fn pair(line: &mut Line, numbers: &[(Number, usize)], sum: i64) -> bool {
    let before = &numbers[..numbers.len().saturating_sub(1)];
    for (place, (quantity, _)) in before.iter().enumerate() {
        for (price, _) in &before[place + 1..] {
            let whole = i128::from(quantity.value) * i128::from(price.value) / 10_000;
            if quantity.value != 0 && sum != 0 && (whole - i128::from(sum)).abs() <= 100 {
                line.quantity = Some(quantity.value);
                line.unit_price = Some(price.value);
                return true;
            }
        }
    }
    false
}
