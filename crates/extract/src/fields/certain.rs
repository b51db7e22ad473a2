//! What makes a number and a day certain where their labels alone do not: they stand together, the terms lead from
//! the day to the last day of payment, the number comes again in a reference.

use std::ops::Range;

use chrono::NaiveDate;

use super::{context::Context, date};
use crate::{
    found::{Found, Reading},
    layout::key,
    values::Form,
};

/// What a clear label with a clear lead gives.
const CLEAR: f32 = 0.9;

/// A number with a clear label, or a likely one that something else confirms.
pub fn number(context: &Context<'_>, reading: &Reading) -> bool {
    let Some(number) = &reading.number else { return false };
    let name = key(&number.value);
    let mut text = String::new();
    context.sheet.tokens.iter().for_each(|t| text.push_str(&t.key));
    let times = text.matches(name.as_str()).count();
    number.confidence >= 0.88
        || number.confidence >= 0.7 && name.len() >= 6
        || number.confidence >= 0.45 && (times >= 2 && name.len() >= 4 || referred(context, &name))
        || number.confidence >= 0.45
            && name.len() >= 4
            && reading
                .date
                .as_ref()
                .is_some_and(|day| day.confidence >= CLEAR && joined(context, number, day))
}

/// Whether the counter of the number comes again inside another word: a code on a payment slip.
fn referred(context: &Context<'_>, name: &str) -> bool {
    let run = name.split(|c: char| !c.is_ascii_digit()).max_by_key(|run| run.len()).unwrap_or_default();
    run.len() >= 6 && context.sheet.tokens.iter().filter(|t| t.key.contains(run)).count() >= 2
}

/// A day with a clear label, or a likely one that something else confirms.
pub fn day(context: &Context<'_>, reading: &Reading) -> bool {
    let Some(day) = &reading.date else { return false };
    let beside = || reading.number.as_ref().is_some_and(|n| n.confidence >= 0.85 && joined(context, n, day));
    day.confidence >= CLEAR
        || day.confidence >= 0.2 && beside()
        || day.confidence >= 0.35 && by_terms(context, reading, day.value)
}

/// The words of a value that was found.
pub fn tokens<T>(context: &Context<'_>, found: &Found<T>) -> Option<Range<usize>> {
    let inside = |at: &usize| {
        let token = &context.sheet.tokens[*at];
        token.page == found.page
            && token.area.x0 >= found.area.x0 - 0.1
            && token.area.x1 <= found.area.x1 + 0.1
            && token.area.y0 >= found.area.y0 - 0.1
            && token.area.y1 <= found.area.y1 + 0.1
    };
    let first = (0..context.sheet.tokens.len()).find(inside)?;
    let end =
        (first..context.sheet.tokens.len()).find(|at| !inside(at)).unwrap_or(context.sheet.tokens.len());
    Some(first..end)
}

/// Whether number and day stand together: "4711 / 5.3.2024", "4711 vom 5.3.2024", or the day right below.
fn joined(context: &Context<'_>, number: &Found<String>, day: &Found<NaiveDate>) -> bool {
    let (Some(number), Some(day)) = (tokens(context, number), tokens(context, day)) else { return false };
    let (first, second) = (&context.sheet.tokens[number.start], &context.sheet.tokens[day.start]);
    if first.page != second.page {
        return false;
    }
    if first.row == second.row {
        let behind = day.start >= number.end && links(context, number.end..day.start, 2);
        return behind || day.end == number.start;
    }
    let cell = context.sheet.cell_of(day.start);
    let above = context.sheet.cell_of(number.start);
    let aligned = (cell.area.x0 - above.area.x0).abs() < above.size
        || (cell.area.x1 - above.area.x1).abs() < above.size;
    let below = second.row > first.row && cell.area.y0 - above.area.y1 < above.size * 1.6;
    let alone = cell.tokens.end == day.end;
    let prefix = cell.tokens.start..day.start;
    aligned && below && (alone && links(context, prefix.clone(), 2) || place(context, prefix))
}

/// Nothing but signs and words like "vom", at most so many.
fn links(context: &Context<'_>, tokens: Range<usize>, most: usize) -> bool {
    const MORE: [&str; 3] = ["dt", "am", "il"];
    tokens.len() <= most
        && context.sheet.tokens[tokens].iter().all(|t| {
            t.key.is_empty() || date::LINKS.contains(&t.key.as_str()) || MORE.contains(&t.key.as_str())
        })
}

/// "Gaillac, le": the place in front of the day of a letter.
fn place(context: &Context<'_>, tokens: Range<usize>) -> bool {
    let words = &context.sheet.tokens[tokens];
    (1..=4).contains(&words.len())
        && words[0].text.starts_with(char::is_uppercase)
        && words.iter().any(|t| t.text.ends_with(','))
        && words.iter().all(|t| !t.text.bytes().any(|b| b.is_ascii_digit()))
}

/// Whether the printed last day is as many days behind as the terms say: "Net 30", "30 jours".
fn by_terms(context: &Context<'_>, reading: &Reading, day: NaiveDate) -> bool {
    const DAYS: [&str; 11] =
        ["tage", "day", "jour", "giorni", "dias", "dagen", "dagar", "dage", "dni", "gg", "paiva"];
    let Some(due) = reading.due_date.as_ref().filter(|due| !due.value.derived) else { return false };
    let span = (due.value.date - day).num_days();
    if !(7..=120).contains(&span) {
        return false;
    }
    let span = span.to_string();
    let all = &context.sheet.tokens;
    (0..all.len()).any(|at| {
        let counts = all[at].key == span && context.values.form[at] != Form::Day;
        let before = at > 0 && matches!(all[at - 1].key.as_str(), "net" | "netto");
        let behind = all.get(at + 1).is_some_and(|t| DAYS.iter().any(|word| t.key.starts_with(word)));
        counts && (before || behind)
    })
}
