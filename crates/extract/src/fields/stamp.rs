//! The day of a till's receipt where its print was misread: a second print of it, or its form, says which was meant.

use chrono::{Datelike, NaiveDate};

use super::{
    context::Context,
    pick::{self, Candidate},
};
use crate::{
    found::Found,
    layout::Sheet,
    values::{Day, Order, date::Written},
};

/// A mended day is never surer than this: people look at it.
const MENDED: f32 = 0.4;
/// Years in which a receipt may have been printed.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2059;

/// The day of a receipt: the one that was found, mended by what else stands there; or one whose form was misread.
pub fn day(context: &Context<'_>, order: Order, found: Option<Found<NaiveDate>>) -> Option<Found<NaiveDate>> {
    match found {
        Some(found) => Some(confirmed(context, order, found)),
        None => formed(context, order),
    }
}

/// Takes another print of the day that differs in one figure that is easily misread, where more speaks for that one.
fn confirmed(context: &Context<'_>, order: Order, mut found: Found<NaiveDate>) -> Found<NaiveDate> {
    let prints = prints(context, order);
    let count = |day: NaiveDate| prints.iter().filter(|print| **print == day).count();
    let own = count(found.value);
    let rivals =
        prints.iter().filter_map(|print| Some((count(*print), closed(found.value, *print)?, *print)));
    let better = rivals.filter(|(times, closed, _)| *times > own || *times == own && *closed).max();
    if let Some(day) = better.map(|(.., day)| day).or_else(|| surer(context, order, found.value)) {
        found.value = day;
        found.confidence = found.confidence.min(MENDED);
    }
    found
}

/// Another day that was read far better than this one.
fn surer(context: &Context<'_>, order: Order, than: NaiveDate) -> Option<NaiveDate> {
    let sure = |day: &Day| {
        context.sheet.tokens[day.tokens.clone()].iter().map(|token| token.confidence).fold(1.0, f32::min)
    };
    let read: Vec<(f32, NaiveDate)> =
        context.values.days.iter().filter_map(|day| Some((sure(day), day.written.day(order)?))).collect();
    let own = read.iter().filter(|(_, day)| *day == than).map(|(sure, _)| *sure).reduce(f32::max)?;
    let best = read.into_iter().filter(|(sure, _)| *sure >= 0.9 && *sure > own + 0.25);
    best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, day)| day)
}

/// Every print of a day: those that were understood, and those at the beginning of a longer number.
fn prints(context: &Context<'_>, order: Order) -> Vec<NaiveDate> {
    let days = &context.values.days;
    let mut prints: Vec<NaiveDate> = days.iter().filter_map(|day| day.written.day(order)).collect();
    let taken = |at: usize| days.iter().any(|day| day.tokens.contains(&at));
    for (at, token) in context.sheet.tokens.iter().enumerate() {
        prints.extend(numbered(&token.text).filter(|_| !taken(at)));
    }
    prints
}

/// A day as year, month and day within a number: "2018030610100930499", "001-2018-03-18".
fn numbered(text: &str) -> Option<NaiveDate> {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    let long =
        runs.iter().filter(|run| run.len() >= 8).find_map(|run| whole(&run[..4], &run[4..6], &run[6..8]));
    let apart = || {
        runs.windows(3).find_map(|three| match three {
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                whole(year, month, day)
            }
            _ => None,
        })
    };
    long.or_else(apart)
}

fn whole(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// Of two days that differ in one figure which is easily misread: whether the second has the one with more strokes.
/// Print loses strokes, it does not gain them: an 8 is read as a 6 more often than a 6 as an 8.
fn closed(one: NaiveDate, two: NaiveDate) -> Option<bool> {
    let figures =
        |day: NaiveDate| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day()).into_bytes();
    let (one, two) = (figures(one), figures(two));
    let mut differing = one.iter().zip(&two).filter(|(a, b)| a != b);
    let (a, b) = differing.next()?;
    let alike = |open: u8, full: u8| {
        matches!((open, full), (b'0' | b'3' | b'5' | b'6' | b'9', b'8') | (b'5', b'6') | (b'1', b'7' | b'4'))
    };
    match (alike(*a, *b), alike(*b, *a), differing.next()) {
        (true, _, None) => Some(true),
        (_, true, None) => Some(false),
        _ => None,
    }
}

/// The one day that comes out where letters in the form of a day are taken for the figures that they look like.
fn formed(context: &Context<'_>, order: Order) -> Option<Found<NaiveDate>> {
    let tokens = &context.sheet.tokens;
    let all = (0..tokens.len()).filter_map(|at| Some((at, meant(context.sheet, at)?.day(order)?)));
    let mut days: Vec<(usize, NaiveDate)> = all.filter(|(_, day)| YEARS.contains(&day.year())).collect();
    days.dedup_by_key(|(_, day)| *day);
    let [(at, value)] = days[..] else { return None };
    let candidate = Candidate { value, tokens: at..at + 1, score: MENDED };
    Some(pick::found(context, &candidate, MENDED))
}

/// "l2/O3/2018" as what it means; none where it is no day even then.
fn meant(sheet: &Sheet, at: usize) -> Option<Written> {
    let text = sheet.tokens[at].text.trim_matches(|c: char| !c.is_alphanumeric());
    let text = text.rsplit(':').next().unwrap_or(text);
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let parts: Vec<String> = text.split(['/', '-', '.']).map(figured).collect::<Option<_>>()?;
    let [a, b, c] = parts.as_slice() else { return None };
    if figures < 4 || a.len() != 2 || b.len() != 2 || c.len() != 4 {
        return None;
    }
    let (a, b, year): (u32, u32, i32) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    Some(if a > 12 || b > 12 {
        let (day, month) = if a > 12 { (a, b) } else { (b, a) };
        Written::Clear(NaiveDate::from_ymd_opt(year, month, day)?)
    } else {
        Written::Open { a, b, year }
    })
}

/// A part of a day with figures for the letters that look like them; none where another letter stands in it.
fn figured(part: &str) -> Option<String> {
    let figure = |c: char| {
        Some(match c {
            'O' | 'o' | 'D' | 'Q' => '0',
            'l' | 'I' | 'i' | '!' | ']' | '[' => '1',
            'Z' | 'z' => '2',
            'S' | 's' => '5',
            'G' => '6',
            '?' => '7',
            'B' => '8',
            'g' | 'q' => '9',
            c if c.is_ascii_digit() => c,
            _ => return None,
        })
    };
    part.chars().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a day")
    }

    #[test]
    fn a_day_within_a_number_is_seen() {
        assert_eq!(numbered("2018030610100930499"), Some(day(2018, 3, 6)));
        assert_eq!(numbered("001-2018-03-18"), Some(day(2018, 3, 18)));
        assert_eq!(numbered("000150511616"), None);
        assert_eq!(numbered("03-6185-5688"), None);
    }

    #[test]
    fn an_eight_is_read_as_a_six_and_not_the_other_way_round() {
        assert_eq!(closed(day(2016, 3, 18), day(2018, 3, 18)), Some(true));
        assert_eq!(closed(day(2018, 3, 18), day(2018, 3, 16)), Some(false));
        assert_eq!(closed(day(2018, 3, 18), day(2018, 4, 16)), None);
        assert_eq!(closed(day(2018, 3, 12), day(2018, 3, 13)), None);
    }

    #[test]
    fn letters_in_the_form_of_a_day_are_figures() {
        assert_eq!(figured("2O18").as_deref(), Some("2018"));
        assert_eq!(figured("l2").as_deref(), Some("12"));
        assert_eq!(figured("A2"), None);
    }
}
