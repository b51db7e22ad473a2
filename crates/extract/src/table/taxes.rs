//! Tables of taxes: rate, base, tax; no items, but evidence for the arithmetic.

use super::columns;
use super::figure::{Number, Style};
use super::fold::fold;
use super::grid::Row;
use super::header::{Header, Sort};
use super::heads::Head;
use crate::arithmetic::{share, within};
use crate::found::{TaxKind, TaxLine};

/// The lines of the tables of taxes.
pub(super) fn read(rows: &[Row], headers: &[Header], style: Style) -> Vec<TaxLine> {
    let mut found: Vec<TaxLine> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        if header.sort != Sort::Taxes {
            continue;
        }
        let end = headers.get(at + 1).map_or(rows.len(), |next| next.first).min(header.last + 16);
        let lines = table(rows, header, end, style);
        // The same table printed on two pages is one.
        if !lines.is_empty() && !lines.iter().all(|line| found.iter().any(|old| same(old, line))) {
            found.extend(lines);
        }
    }
    found
}

fn same(one: &TaxLine, other: &TaxLine) -> bool {
    (one.kind, one.rate, one.base, one.amount) == (other.kind, other.rate, other.base, other.amount)
}

fn table(rows: &[Row], header: &Header, end: usize, style: Style) -> Vec<TaxLine> {
    let mut found: Vec<TaxLine> = Vec::new();
    let mut empty = 0;
    for row in &rows[header.last + 1..end] {
        if row.page != rows[header.first].page || empty > 2 {
            break;
        }
        let numbers = columns::numbers(&row.words, style);
        if numbers.len() < 2 {
            empty += 1;
            continue;
        }
        let text = fold(&row.text());
        let lines = levies(row, header, &numbers, &text);
        if lines.is_empty() {
            empty += 1;
        } else {
            empty = 0;
            found.extend(lines);
        }
    }
    found
}

/// The taxes of one line. Columns lie where their heads are only roughly, so the equation tax = base × rate helps to tell.
fn levies(row: &Row, header: &Header, numbers: &[(Number, usize)], text: &str) -> Vec<TaxLine> {
    let column = |word: usize| {
        let area = row.words[word].area;
        let distance = |x0: f32, x1: f32| (area.x0 - x1).max(x0 - area.x1);
        (0..header.columns.len()).min_by(|a, b| {
            let (a, b) = (&header.columns[*a], &header.columns[*b]);
            distance(a.x0, a.x1).total_cmp(&distance(b.x0, b.x1))
        })
    };
    let at: Vec<(Number, Option<Head>, bool)> = numbers
        .iter()
        .map(|(number, word)| {
            let column = column(*word).map(|column| &header.columns[column]);
            (*number, column.map(|column| column.head), column.is_some_and(|column| column.percent))
        })
        .collect();
    let halves: Vec<TaxLine> = halves(row, &at);
    if !halves.is_empty() {
        return halves;
    }
    let amounts: Vec<i64> =
        at.iter().filter(|(number, ..)| number.amount()).map(|(number, ..)| number.value).collect();
    let rates = at
        .iter()
        .filter(|(number, head, _)| number.percent || *head == Some(Head::Rate))
        .map(|(number, ..)| number.value);
    let rate = rates.into_iter().find(|rate| (0..=1_000_000).contains(rate));
    let proved = rate.and_then(|rate| pair(&amounts, rate));
    let of = |wanted: &[Head]| {
        at.iter()
            .find(|(number, head, _)| !number.percent && head.is_some_and(|head| wanted.contains(&head)))
            .map(|(number, ..)| number.value)
    };
    let (base, amount) = match proved {
        Some((base, amount)) => (Some(base), Some(amount)),
        // A rate without its equation is no line of taxes; without a rate it is a total.
        None if rate == Some(0) => (of(&[Head::Base, Head::Net]).or(amounts.first().copied()), Some(0)),
        None => return Vec::new(),
    };
    vec![TaxLine { kind: kind(text), rate, base, amount, page: page(row), area: row.area }]
}

/// Base and tax among the amounts of a line: the pair for which the rate holds.
fn pair(amounts: &[i64], rate: i64) -> Option<(i64, i64)> {
    for base in amounts {
        for tax in amounts {
            let fits = within(share(*base, rate, 1), *tax, 100);
            if *base != 0 && fits && (rate != 0 || *tax == 0) && (base != tax || rate == 1_000_000) {
                return Some((*base, *tax));
            }
        }
    }
    None
}

/// Columns of CGST, SGST, IGST beside a taxable value.
fn halves(row: &Row, at: &[(Number, Option<Head>, bool)]) -> Vec<TaxLine> {
    let base = at
        .iter()
        .find(|(_, head, _)| matches!(head, Some(Head::Base | Head::Net)))
        .map(|(number, ..)| number.value);
    let kinds = [
        (Head::Cgst, TaxKind::Cgst),
        (Head::Sgst, TaxKind::Sgst),
        (Head::Igst, TaxKind::Igst),
        (Head::Cess, TaxKind::Cess),
    ];
    let mut found = Vec::new();
    for (head, kind) in kinds {
        let mine = || at.iter().filter(|(_, of, _)| *of == Some(head));
        let rate = mine()
            .find(|(number, _, percent)| number.percent || *percent && !number.money)
            .map(|(number, ..)| number.value);
        let amount = mine()
            .rfind(|(number, ..)| number.amount() && Some(number.value) != rate)
            .map(|(number, ..)| number.value);
        let holds = match (base, rate, amount) {
            (Some(base), Some(rate), Some(amount)) => within(share(base, rate, 1), amount, 200),
            _ => false,
        };
        if holds {
            found.push(TaxLine { kind, rate, base, amount, page: page(row), area: row.area });
        }
    }
    found
}

fn page(row: &Row) -> u32 {
    u32::try_from(row.page).unwrap_or(u32::MAX)
}

/// The tax by the words of its line.
fn kind(text: &str) -> TaxKind {
    let has = |wanted: &str| text.split(' ').any(|word| word == wanted);
    match () {
        () if has("cgst") => TaxKind::Cgst,
        () if has("sgst") => TaxKind::Sgst,
        () if has("utgst") => TaxKind::Utgst,
        () if has("igst") => TaxKind::Igst,
        () if has("cess") => TaxKind::Cess,
        () if has("irpf") || has("retencion") || has("ritenuta") => TaxKind::Other,
        () => TaxKind::Vat,
    }
}
