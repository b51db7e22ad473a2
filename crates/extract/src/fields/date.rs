//! The day of issue.

use std::ops::Range;

use chrono::NaiveDate;

use super::{
    context::{Context, Relation},
    pick::Candidate,
};
use crate::{
    found::{Found, Kind},
    labels::{Class, Label},
    values::{Day, Order, date::Written},
};

/// The order of day and month in this document, and whether it is a guess.
pub fn order(context: &Context<'_>, currency: Option<&str>, language: Option<&str>) -> (Order, bool) {
    let (mut day_first, mut month_first, mut open) = (0, 0, 0);
    for day in &context.values.days {
        let text = context.sheet.text(day.tokens.clone());
        let slashed = day.tokens.len() == 1 && text.matches(['/', '-']).count() == 2;
        match day.written {
            Written::Open { .. } => open += 1,
            Written::Clear(_) if slashed && !text.contains(|c: char| c.is_alphabetic()) => {
                let first: u32 =
                    text.split(['/', '-']).next().and_then(|t| t.trim_matches('(').parse().ok()).unwrap_or(0);
                let second: u32 = text.split(['/', '-']).nth(1).and_then(|t| t.parse().ok()).unwrap_or(0);
                day_first += usize::from((13..=31).contains(&first));
                month_first += usize::from((13..=31).contains(&second) && first <= 12);
            }
            Written::Clear(_) => {}
        }
    }
    if let Some(order) = said(context) {
        return (order, false);
    }
    if open == 0 || day_first != month_first {
        let order = if month_first > day_first { Order::MonthFirst } else { Order::DayFirst };
        return (order, false);
    }
    let english = language.is_none_or(|l| l == "en");
    let american = currency == Some("USD") && english;
    // Canada and the Philippines write both.
    let both = matches!(currency, Some("CAD" | "PHP")) && english;
    (if american { Order::MonthFirst } else { Order::DayFirst }, currency.is_none() || american || both)
}

/// "(mm/dd/yyyy)": the document says how it writes its days.
fn said(context: &Context<'_>) -> Option<Order> {
    context.sheet.tokens.iter().filter(|t| t.text.len() >= 8).find_map(|token| {
        let text = token.text.to_lowercase();
        let parts: Vec<&str> =
            text.split(['/', '-', '.']).map(|part| part.trim_matches(|c: char| !c.is_alphabetic())).collect();
        match parts.as_slice() {
            ["mm", "dd", "yyyy" | "yy"] => Some(Order::MonthFirst),
            ["dd", "mm", "yyyy" | "yy"] => Some(Order::DayFirst),
            _ => None,
        }
    })
}

/// The day of issue.
pub fn issued(context: &Context<'_>, order: (Order, bool), kind: Kind) -> Option<Found<NaiveDate>> {
    let mut candidates = Vec::new();
    let taken = claims(context, kind);
    for (at, day) in context.values.days.iter().enumerate() {
        let Some(value) = day.written.day(order.0) else { continue };
        let mut score = match taken[at] {
            Some((Class::InvoiceDate, relation)) => 1.0 + relation,
            Some((Class::PlainDate, relation)) => 0.78 + relation,
            Some((Class::DueDate, _)) => -0.1,
            Some((Class::OtherDate, _)) => 0.05,
            _ => 0.3,
        };
        score += owned(context, day, taken[at], kind) + headline(context, day);
        let token = &context.sheet.tokens[day.tokens.start];
        let height = token.area.y0 / context.sheet.pages[token.page as usize].1.max(1.0);
        score -= 0.1 * height + 0.12 * (token.page as f32).min(3.0);
        if in_range(context, at) {
            score -= 0.35;
        }
        if matches!(day.written, Written::Open { .. }) && order.1 {
            score -= 0.05;
        }
        candidates.push(Candidate { value, tokens: day.tokens.clone(), score });
    }
    super::pick::best(context, candidates, |day| day.to_string())
}

/// Whether the printed day could be read the other way round.
pub fn is_open(context: &Context<'_>, found: &Found<NaiveDate>) -> bool {
    let same = |day: &&Day| {
        let token = &context.sheet.tokens[day.tokens.start];
        token.page == found.page
            && token.area.x0 == found.area.x0
            && token.area.y0 >= found.area.y0 - 0.1
            && token.area.y1 <= found.area.y1 + 0.1
    };
    context.values.days.iter().find(same).is_some_and(|day| matches!(day.written, Written::Open { .. }))
}

/// Words between a number and its day: "Rechnung 4711 vom 5.3.2018". They announce no day of their own.
pub const LINKS: [&str; 24] = [
    "vom", "v", "du", "dated", "del", "of", "van", "from", "le", "von", "dd", "z", "dnia", "fran", "den",
    "on", "issued", "af", "de", "zo", "dne", "fra", "od", "от",
];

/// Whose day it is by the words before it: of this document ("Rechnung 4711 vom 5.3.2018"), or of another paper
/// ("Ihre Bestellung 88 vom 1.3.2018").
fn owned(context: &Context<'_>, day: &Day, claim: Option<(Class, f32)>, kind: Kind) -> f32 {
    let row = context.sheet.row_of(day.tokens.start);
    let link = day.tokens.start > row.tokens.start
        && LINKS.contains(&context.sheet.tokens[day.tokens.start - 1].key.as_str());
    let cell = context.sheet.cell_of(day.tokens.start);
    let from = if link { row.tokens.start } else { cell.tokens.start };
    let from = from.max(day.tokens.start.saturating_sub(9));
    for at in (from..day.tokens.start).rev() {
        let token = &context.sheet.tokens[at];
        let ends = matches!(token.text.as_str(), "|" | "·" | ";" | "•") || token.text.ends_with(';');
        if ends || matches!(context.values.form[at], crate::values::Form::Day) {
            return 0.0;
        }
        let Some(label) = context.label_at[at].map(|l| &context.labels[l]) else { continue };
        if kind == Kind::CreditNote && super::number::of_invoice(context, label) {
            return 0.0;
        }
        if label.class.is_own() && !super::number::foreign(context, label) {
            return if link { 0.55 } else { 0.2 };
        }
        if label.class.is_own() || label.class.is_other_paper() {
            let clear = matches!(claim, Some((Class::InvoiceDate | Class::PlainDate, _)));
            return if clear { 0.0 } else { -0.35 };
        }
    }
    // "Facture n° 4711" over "du 7 mai 2024".
    let begins = link && cell.tokens.start + 1 == day.tokens.start;
    if begins && below_own(context, context.sheet.tokens[day.tokens.start].cell) { 0.5 } else { 0.0 }
}

/// Whether the cell right above names this document.
fn below_own(context: &Context<'_>, cell: usize) -> bool {
    let area = &context.sheet.cells[cell].area;
    let row = context.sheet.cells[cell].row;
    context.labels.iter().any(|l| {
        let above = &context.sheet.cells[l.cell];
        let near = above.page == context.sheet.cells[cell].page
            && l.row < row
            && area.y0 - above.area.y1 < above.size * 1.6
            && (above.area.x0 - area.x0).abs() < above.size;
        near && l.class.is_own() && !super::number::foreign(context, l)
    })
}

/// "Kiel, 3. März 2024": a day behind a place, or alone in its line, as letters have it.
fn headline(context: &Context<'_>, day: &Day) -> f32 {
    let cell = context.sheet.cell_of(day.tokens.start);
    let height = context.sheet.pages[cell.page as usize].1.max(1.0);
    if cell.page > 0 || cell.area.y0 > height * 0.55 || day.tokens.end != cell.tokens.end {
        return 0.0;
    }
    let before = &context.sheet.tokens[cell.tokens.start..day.tokens.start];
    let place = before.iter().any(|t| t.text.ends_with(','))
        && before.len() <= 5
        && before[0].text.starts_with(char::is_uppercase)
        && before.iter().all(|t| !t.text.bytes().any(|b| b.is_ascii_digit()));
    let bare = before.iter().all(|t| LINKS.contains(&t.key.as_str()) || crate::values::date::weekday(&t.key));
    match (place, bare) {
        (true, _) => 0.55,
        (_, true) => 0.08,
        _ => 0.0,
    }
}

/// "1.5.2014 - 31.5.2014": a part of a period.
fn in_range(context: &Context<'_>, at: usize) -> bool {
    let days = &context.values.days;
    let linked = |a: &Day, b: &Day| {
        let between = a.tokens.end..b.tokens.start;
        context.sheet.tokens[a.tokens.start].row == context.sheet.tokens[b.tokens.start].row
            && between.len() == 1
            && matches!(
                context.sheet.tokens[between.start].key.as_str(),
                "" | "to"
                    | "bis"
                    | "au"
                    | "tot"
                    | "a"
                    | "al"
                    | "till"
                    | "do"
                    | "til"
                    | "until"
                    | "tm"
                    | "ate"
                    | "through"
            )
    };
    at > 0 && linked(&days[at - 1], &days[at]) || days.get(at + 1).is_some_and(|next| linked(&days[at], next))
}

/// Whether a label of the day is a word that stands in any sentence.
fn is_link(context: &Context<'_>, label: &Label) -> bool {
    label.class == Class::PlainDate
        && label.tokens.len() == 1
        && !label.alone
        && !(label.leads && label.colon)
        && LINKS.contains(&context.sheet.tokens[label.tokens.start].key.as_str())
}

/// "HIP DATE": right behind a word of a picture that nobody knows, it is the day of something else.
fn qualified(context: &Context<'_>, label: &Label) -> bool {
    let Some(at) = label.tokens.start.checked_sub(1).filter(|at| context.label_at[*at].is_none()) else {
        return false;
    };
    let (before, own) = (&context.sheet.tokens[at], &context.sheet.tokens[label.tokens.start]);
    let close = before.row == own.row && own.area.x0 - before.area.x1 < own.size * 1.6;
    let word = before.key.chars().count() >= 3 && before.key.chars().all(char::is_alphabetic);
    context.sheet.recognised && close && word
}

/// The label that each day belongs to, and what its place adds.
pub fn claims(context: &Context<'_>, kind: Kind) -> Vec<Option<(Class, f32)>> {
    let days = &context.values.days;
    let mut claims: Vec<Option<(Class, f32)>> = vec![None; days.len()];
    let mut claim = |range: Range<usize>, class: Class, add: f32, first_only: bool| {
        let from = days.partition_point(|day| day.tokens.start < range.start);
        for (at, day) in
            days.iter().enumerate().skip(from).take_while(|(_, day)| day.tokens.start < range.end)
        {
            let near = add - 0.03 * (day.tokens.start - range.start).min(12) as f32;
            let better = claims[at].is_none_or(|(old, value)| rank(class, near) > rank(old, value));
            if better {
                claims[at] = Some((class, near));
            }
            if first_only && at > from {
                break;
            }
        }
    };
    for label in context.labels.iter().filter(|l| l.class.is_date() || l.class == Class::Terms) {
        if is_link(context, label) {
            continue;
        }
        let about_invoice = label.class == Class::InvoiceDate
            && (super::number::foreign(context, label)
                || kind == Kind::CreditNote && super::number::of_invoice(context, label));
        let class = match label.class {
            Class::Terms => Class::DueDate,
            // The head of a column of items.
            Class::PlainDate if context.heads[label.row] => Class::OtherDate,
            Class::PlainDate if qualified(context, label) => Class::OtherDate,
            Class::InvoiceDate if about_invoice && super::number::foreign(context, label) => Class::OtherDate,
            class => class,
        };
        let targets = context.targets(label);
        for target in &targets {
            let add = match target.relation {
                Relation::Same => 0.1,
                Relation::Right => 0.06 - (target.distance * 0.004).min(0.2),
                Relation::Below => 0.0 - target.distance * 0.03,
            };
            let add = add - if label.class == Class::Terms { 0.3 } else { 0.0 };
            let add = add - if about_invoice { 0.4 } else { 0.0 };
            claim(target.tokens.clone(), class, add, label.class == Class::OtherDate);
        }
    }
    claims
}

/// Which of two labels has the better right to a day.
fn rank(class: Class, near: f32) -> f32 {
    near + match class {
        Class::InvoiceDate => 0.5,
        Class::DueDate => 0.45,
        Class::OtherDate => 0.4,
        _ => 0.1,
    }
}
