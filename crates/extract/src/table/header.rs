//! Heads of tables: one line or several, of items or of taxes.

use super::figure::{self, Style};
use super::grid::Row;
use super::heads::{Head, Token, tokens};

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub head: Head,
    /// The head's place from left to right.
    pub x0: f32,
    pub x1: f32,
    /// From where to where its cells stand.
    pub from: f32,
    pub to: f32,
    /// Below CGST, SGST, IGST: the column of the rate.
    pub percent: bool,
}

/// What sort of table it heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Items,
    Taxes,
}

/// The head of a table.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub sort: Sort,
    pub columns: Vec<Column>,
    /// The first and last of its lines.
    pub first: usize,
    pub last: usize,
    pub score: f32,
}

impl Header {
    pub(super) fn has(&self, head: Head) -> bool {
        self.columns.iter().any(|column| column.head == head)
    }
}

/// All heads of tables in the document, from top to bottom.
pub(super) fn find(rows: &[Row], style: Style) -> Vec<Header> {
    let heads: Vec<Vec<Token>> =
        rows.iter().map(|row| if busy(row, style) { Vec::new() } else { tokens(&row.words) }).collect();
    let scores: Vec<f32> = heads.iter().map(|tokens| line_score(tokens)).collect();
    let mut found: Vec<Header> = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        if scores[at] < 2.0 {
            at += 1;
            continue;
        }
        let header = grow(rows, &heads, at);
        at = header.last + 1;
        if let Some(header) = judged(header) {
            found.push(header);
        }
    }
    found
}

/// Whether a line holds amounts, and so is no head.
fn busy(row: &Row, style: Style) -> bool {
    row.words.len() > 40
        || row.words.iter().any(|word| {
            figure::parse(&word.text, style)
                .is_some_and(|number| number.amount() || number.value.abs() > 1_000_000)
        })
}

fn line_score(tokens: &[Token]) -> f32 {
    let mut seen: Vec<Head> = Vec::new();
    let mut score = 0.0;
    let mut others = 0.0;
    for token in tokens {
        if token.head == Head::Other {
            others += 1.0;
        } else if !seen.contains(&token.head) {
            seen.push(token.head);
            score += match token.head {
                Head::Text | Head::Quantity | Head::Price | Head::Total | Head::Net => 1.0,
                Head::Hsn
                | Head::Rate
                | Head::Base
                | Head::Cgst
                | Head::Sgst
                | Head::Igst
                | Head::Discount => 0.8,
                _ => 0.5,
            };
        }
    }
    let anchor = seen.iter().any(|head| {
        matches!(
            head,
            Head::Quantity | Head::Price | Head::Total | Head::Net | Head::Base | Head::Tax | Head::Rate
        )
    });
    if anchor && seen.len() >= 2 { score - 0.35 * others } else { 0.0 }
}

/// Takes in the lines above and below that belong to the same head.
fn grow(rows: &[Row], heads: &[Vec<Token>], at: usize) -> Header {
    let (mut first, mut last) = (at, at);
    let mut parts: Vec<Token> = heads[at].clone();
    for up in (at.saturating_sub(3)..at).rev() {
        if !joins(rows, heads, up, first, &parts) {
            break;
        }
        first = up;
        merge(&mut parts, &heads[up], true);
    }
    for down in at + 1..(at + 4).min(rows.len()) {
        if !joins(rows, heads, down, last, &parts) {
            break;
        }
        last = down;
        merge(&mut parts, &heads[down], false);
    }
    parts.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
    Header { sort: Sort::Items, columns: columns(&parts), first, last, score: 0.0 }
}

/// Whether a line beside the head is a part of it: near, without amounts, and mostly of words that heads have.
fn joins(rows: &[Row], heads: &[Vec<Token>], line: usize, edge: usize, parts: &[Token]) -> bool {
    let (row, neighbour) = (&rows[line], &rows[edge]);
    if row.page != neighbour.page || heads[line].is_empty() {
        return false;
    }
    let (upper, lower) = if line < edge { (row, neighbour) } else { (neighbour, row) };
    if lower.area.y0 - upper.area.y1 > 0.9 * upper.height().min(lower.height()) {
        return false;
    }
    let covered = |token: &Token| {
        parts.iter().any(|part| token.area.x0 < part.area.x1 + 2.0 && part.area.x0 < token.area.x1 + 2.0)
    };
    let known = heads[line].iter().filter(|token| token.head != Head::Other).count();
    let small = heads[line].iter().all(|token| {
        token.head != Head::Other
            || figure::is_currency(&token.text)
            || (covered(token) && token.text.chars().count() <= 12)
    });
    let letters = row.words.iter().any(|word| word.text.chars().any(char::is_alphabetic));
    let digits = row.words.iter().any(|word| word.text.chars().any(|letter| letter.is_ascii_digit()));
    // A long word below a head is the first item, not a part of the head.
    let only_text = line > edge && heads[line].len() == 1 && heads[line][0].head == Head::Other;
    small && !digits && !only_text && (known > 0 || !letters || heads[line].iter().all(covered))
}

/// Joins a second line to the head: what stands above or below a part belongs to it, the rest are columns of their own.
fn merge(parts: &mut Vec<Token>, line: &[Token], above: bool) {
    for token in line {
        let under: Vec<usize> = (0..parts.len())
            .filter(|at| {
                let part = &parts[*at].area;
                let shared = token.area.x1.min(part.x1) - token.area.x0.max(part.x0);
                shared > 0.3 * token.area.width().min(part.width())
            })
            .collect();
        match under.as_slice() {
            [] => parts.push(token.clone()),
            [one] => join(&mut parts[*one], token, above),
            // A head over several columns, like CGST over rate and amount.
            several => {
                for at in several {
                    over(&mut parts[*at], token);
                }
            }
        }
    }
}

fn is_levy(head: Head) -> bool {
    matches!(head, Head::Cgst | Head::Sgst | Head::Igst | Head::Cess)
}

fn over(part: &mut Token, token: &Token) {
    if is_levy(token.head) {
        part.head = token.head;
        part.text = format!("{} {}", token.text, part.text);
    }
}

fn join(part: &mut Token, token: &Token, above: bool) {
    let (upper, lower) = if above { (&token.text, &part.text) } else { (&part.text, &token.text) };
    let whole = super::heads::meaning(&super::fold::fold(&format!("{upper} {lower}")));
    part.head = match whole {
        Some(head) => head,
        None if is_levy(token.head) => token.head,
        None if is_levy(part.head) => part.head,
        None if rank(token.head) > rank(part.head) => token.head,
        None => part.head,
    };
    part.text = format!("{upper} {lower}");
    part.area = part.area.union(&token.area);
}

/// Of two heads over one column, which is kept.
fn rank(head: Head) -> u8 {
    match head {
        Head::Other => 0,
        Head::Date | Head::Position | Head::Unit => 1,
        Head::Code => 2,
        Head::Tax | Head::Rate => 3,
        Head::Hsn | Head::Discount => 4,
        _ => 5,
    }
}

fn columns(parts: &[Token]) -> Vec<Column> {
    let mut found: Vec<Column> = parts
        .iter()
        .map(|part| Column {
            head: part.head,
            x0: part.area.x0,
            x1: part.area.x1,
            from: part.area.x0,
            to: part.area.x1,
            percent: part.text.contains('%') || super::fold::fold(&part.text).contains("rate"),
        })
        .collect();
    // One column of names: the first.
    let descriptions: Vec<usize> = (0..found.len()).filter(|at| found[*at].head == Head::Text).collect();
    for extra in descriptions.iter().skip(1) {
        found[*extra].head = Head::Other;
    }
    // "Article" heads the names where nothing else does.
    if descriptions.is_empty() {
        let named = found.iter().position(|column| column.head == Head::Code);
        let first = named.or_else(|| found.iter().position(|column| column.head == Head::Other));
        if let Some(first) = first {
            found[first].head = Head::Text;
        }
    }
    let over = levies(&mut found, parts);
    prices(&mut found, parts);
    for at in over.into_iter().rev() {
        found.remove(at);
    }
    found
}

/// CGST stands over a rate and an amount, but often touches only one of them, or none. What stands over both is told.
fn levies(found: &mut [Column], parts: &[Token]) -> Vec<usize> {
    let named = |at: usize| parts.get(at).map(|part| super::fold::fold(&part.text)).unwrap_or_default();
    let amount = |at: usize| matches!(named(at).as_str(), "amt" | "amount" | "tax" | "value");
    let mut over = Vec::new();
    for at in 0..found.len() {
        let head = found[at].head;
        if !is_levy(head) {
            continue;
        }
        let left = !found[at].percent && at > 0 && matches!(named(at - 1).as_str(), "rate" | "%" | "rate %");
        let right = at + 2 < found.len() && amount(at + 1);
        if left {
            found[at - 1].head = head;
            found[at - 1].percent = true;
        }
        if right {
            found[at + 1].head = head;
        }
        if left && right {
            over.push(at);
        }
    }
    over
}

/// Of several prices one is that of a piece: "rate" beside a price is the tax's, the last one may be the total.
fn prices(found: &mut [Column], parts: &[Token]) {
    let all: Vec<usize> = (0..found.len()).filter(|at| found[*at].head == Head::Price).collect();
    let [_, .., last] = all.as_slice() else { return };
    let rate = all.iter().find(|at| super::fold::fold(&parts[**at].text) == "rate");
    if let Some(rate) = rate {
        found[*rate].head = Head::Rate;
        return;
    }
    let total = found.iter().any(|column| column.head.sum());
    found[*last].head = if total { Head::Other } else { Head::Total };
}

/// Which sort of table it is; None where it is neither.
fn judged(mut header: Header) -> Option<Header> {
    (header.sort, header.score) = verdict(&header)?;
    Some(header)
}

fn verdict(header: &Header) -> Option<(Sort, f32)> {
    let has = |head: Head| header.has(head);
    let levies = header.columns.iter().any(|column| is_levy(column.head));
    let sum = has(Head::Net) || has(Head::Total);
    let taxed = has(Head::Tax) || has(Head::Rate) || levies;
    let priced = has(Head::Quantity) || has(Head::Price);
    let plain = !priced && !has(Head::Text);
    let taxes = has(Head::Base) && (taxed || sum)
        || plain && (has(Head::Net) && taxed || levies || has(Head::Tax) && has(Head::Rate));
    if taxes && !priced {
        return Some((Sort::Taxes, 3.0));
    }
    let weights = [
        (Head::Text, 2.0),
        (Head::Quantity, 2.0),
        (Head::Price, 2.0),
        (Head::Position, 0.7),
        (Head::Code, 0.5),
        (Head::Unit, 0.5),
        (Head::Discount, 0.5),
    ];
    let heads: f32 = weights.iter().filter(|(head, _)| has(*head)).map(|(_, weight)| weight).sum();
    let score = heads + if sum { 1.5 } else { 0.0 };
    let first = header.columns.first().is_some_and(|column| column.head == Head::Other);
    let named = has(Head::Text) || has(Head::Code) || has(Head::Position) || first;
    let enough = score >= 3.5 && named && (sum || has(Head::Price))
        || (has(Head::Quantity) && has(Head::Price) && sum);
    enough.then_some((Sort::Items, score))
}
