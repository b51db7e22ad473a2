//! Times as people name them: this month, last week, in March, since the 5th, between two days.
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::token::{Kind, Token};

/// From a day to a day, both included; an open end is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// How it was named.
    pub name: String,
}

impl Period {
    /// With a name.
    pub fn of(from: NaiveDate, until: NaiveDate, name: impl Into<String>) -> Self {
        Self { from: Some(from), until: Some(until), name: name.into() }
    }

    /// After "dated" or "due".
    pub fn words(&self) -> String {
        let named = |days: String| match self.name.as_str() {
            "" => days,
            name => format!("{name} ({days})"),
        };
        match (self.from, self.until) {
            (Some(from), Some(until)) if from == until => named(format!("on {from}")),
            (Some(from), Some(until)) => named(format!("from {from} to {until}")),
            (Some(from), None) => named(format!("on {from} or later")),
            (None, Some(until)) => named(format!("on {until} or earlier")),
            (None, None) => "at any time".into(),
        }
    }

    /// The time of the same length before it: the month before a month, the year before a year.
    pub fn before(&self) -> Option<Self> {
        let (from, until) = (self.from?, self.until?);
        let next = until.succ_opt()?;
        let months = (next.year() - from.year()) * 12 + next.month() as i32 - from.month() as i32;
        if from.day() == 1 && next.day() == 1 && months > 0 {
            let start = from.checked_sub_months(Months::new(months as u32))?;
            return Some(Self::of(start, from.pred_opt()?, ""));
        }
        let days = (next - from).num_days().max(1);
        Some(Self::of(from.checked_sub_days(Days::new(days as u64))?, from.pred_opt()?, ""))
    }
}

/// The month of a day.
pub fn month_of(day: NaiveDate, back: i32) -> Option<(NaiveDate, NaiveDate)> {
    months(day.with_day(1)?, back, 1)
}

/// `long` months from `back` months after `first`.
fn months(first: NaiveDate, back: i32, long: u32) -> Option<(NaiveDate, NaiveDate)> {
    let start = if back < 0 {
        first.checked_sub_months(Months::new(back.unsigned_abs()))?
    } else {
        first.checked_add_months(Months::new(back as u32))?
    };
    Some((start, start.checked_add_months(Months::new(long))?.pred_opt()?))
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    FinancialYear,
}

fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "day" | "days" | "tag" | "tage" | "tagen" | "din" => Unit::Day,
        "week" | "weeks" | "woche" | "wochen" | "hafte" | "hafta" | "weekly" => Unit::Week,
        "month" | "months" | "monat" | "monate" | "monaten" | "mahine" | "mahina" | "monts" | "mnth" => {
            Unit::Month
        }
        "quarter" | "quarters" | "quartal" => Unit::Quarter,
        "year" | "years" | "jahr" | "jahre" | "jahren" | "saal" | "sal" => Unit::Year,
        "fy" => Unit::FinancialYear,
        _ => return None,
    })
}

/// How far from now: `this` is 0, `last` −1, `next` 1.
fn shift(word: &str) -> Option<i32> {
    Some(match word {
        "this" | "current" | "diese" | "diesen" | "dieser" | "dieses" | "diesem" | "aktuellen" | "is"
        | "iss" => 0,
        "last" | "previous" | "past" | "prior" | "preceding" | "letzte" | "letzten" | "letzter"
        | "letztes" | "vorige" | "vorigen" | "pichle" | "pichhle" | "pichla" => -1,
        "next" | "coming" | "following" | "upcoming" | "nachste" | "nachsten" | "nachstes" | "kommende"
        | "kommenden" | "agle" | "agla" => 1,
        _ => return None,
    })
}

/// The month that a word names.
pub fn month(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["january", "jan", "januar"],
        &["february", "feb", "februar"],
        &["march", "mar", "marz", "maerz"],
        &["april", "apr"],
        &["may", "mai"],
        &["june", "jun", "juni"],
        &["july", "jul", "juli"],
        &["august", "aug"],
        &["september", "sep", "sept"],
        &["october", "oct", "oktober", "okt"],
        &["november", "nov"],
        &["december", "dec", "dezember", "dez"],
    ];
    NAMES.iter().position(|names| names.contains(&word)).map(|n| n as u32 + 1)
}

fn around(unit: Unit, shift: i32, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let days = |n: i64| today.checked_add_signed(chrono::TimeDelta::days(n));
    match unit {
        Unit::Day => days(i64::from(shift)).map(|day| (day, day)),
        Unit::Week => {
            let monday = i64::from(today.weekday().days_since(Weekday::Mon));
            let start = days(7 * i64::from(shift) - monday)?;
            Some((start, start.checked_add_days(Days::new(6))?))
        }
        Unit::Month => month_of(today, shift),
        Unit::Quarter => {
            let first = today.with_day(1)?.with_month((today.month() - 1) / 3 * 3 + 1)?;
            months(first, 3 * shift, 3)
        }
        Unit::Year => months(NaiveDate::from_ymd_opt(today.year(), 1, 1)?, 12 * shift, 12),
        Unit::FinancialYear => {
            let year = if today.month() < 4 { today.year() - 1 } else { today.year() };
            months(NaiveDate::from_ymd_opt(year, 4, 1)?, 12 * shift, 12)
        }
    }
}

/// The last or next `n` units, today included.
fn rolling(n: i64, unit: Unit, shift: i32, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let n = u32::try_from(n).ok().filter(|n| (1..=1200).contains(n))?;
    let count = match unit {
        Unit::Day => None,
        Unit::Week => return rolling(i64::from(n) * 7, Unit::Day, shift, today),
        Unit::Month => Some(n),
        Unit::Quarter => Some(n * 3),
        Unit::Year | Unit::FinancialYear => Some(n * 12),
    };
    let ahead = shift > 0;
    let other = match (count, ahead) {
        (None, true) => today.checked_add_days(Days::new(u64::from(n)))?,
        (None, false) => today.checked_sub_days(Days::new(u64::from(n) - 1))?,
        (Some(months), true) => today.checked_add_months(Months::new(months))?,
        (Some(months), false) => today.checked_sub_months(Months::new(months))?.succ_opt()?,
    };
    Some(if ahead { (today, other) } else { (other, today) })
}

/// A time that begins at a token: the time, and how many tokens it took.
pub fn period(tokens: &[Token], today: NaiveDate) -> Option<(Period, usize)> {
    let word = |n: usize| tokens.get(n).and_then(Token::word).unwrap_or_default();
    let bounded =
        |skip: usize| day(&tokens[skip.min(tokens.len())..], today).map(|(day, used)| (day, skip + used));
    match word(0) {
        "between" | "from" | "zwischen" | "von" | "vom" => {
            let (from, used) = bounded(1)?;
            let joined = ["and", "to", "until", "till", "und", "bis", "through"].contains(&word(used));
            let end = if joined { bounded(used + 1) } else { None };
            return match end {
                Some((until, used)) => Some((Period::of(from.0, until.1, ""), used)),
                None if word(0) == "between" => None,
                None => Some((Period { from: Some(from.0), until: None, name: String::new() }, used)),
            };
        }
        "since" | "after" | "seit" | "ab" | "nach" => {
            let ((first, last), used) = bounded(1)?;
            let from = if ["after", "nach"].contains(&word(0)) { last.succ_opt()? } else { first };
            return Some((Period { from: Some(from), until: None, name: String::new() }, used));
        }
        "before" | "until" | "till" | "by" | "bis" | "vor" | "upto" => {
            let skip = if word(1) == "zum" { 2 } else { 1 };
            let ((first, last), used) = bounded(skip)?;
            let until = if ["before", "vor"].contains(&word(0)) { first.pred_opt()? } else { last };
            return Some((Period { from: None, until: Some(until), name: String::new() }, used));
        }
        "older" | "earlier" | "newer" | "later" if word(1) == "than" => {
            let ago = match (tokens.get(2).map(|token| &token.kind), unit(word(3))) {
                (Some(Kind::Number(n)), Some(unit)) => Some((rolling(*n, unit, -1, today)?, 4)),
                _ => None,
            };
            let ((first, last), used) = ago.or_else(|| bounded(2))?;
            let old = ["older", "earlier"].contains(&word(0));
            let (from, until) = if old {
                (None, first.pred_opt())
            } else {
                (last.succ_opt().filter(|_| ago.is_none()).or(Some(first)), None)
            };
            return Some((Period { from, until, name: String::new() }, used));
        }
        "in" | "on" | "during" | "im" | "am" | "for" | "of" | "within" | "der" | "den" | "the" | "fur" => {
            let (period, used) = period(&tokens[1..], today)?;
            return Some((period, used + 1));
        }
        _ => {}
    }
    let ((from, until), used) = day(tokens, today)?;
    let name = tokens[..used].iter().map(|token| token.text.to_lowercase()).collect::<Vec<_>>().join(" ");
    let named = ["this", "last", "next", "previous", "current", "past"].contains(&word(0));
    let name = if named { name } else { String::new() };
    Some((Period::of(from, until, name), used))
}

type Span = (NaiveDate, NaiveDate);

/// Days that are named: one, a week, a month, a year. And how many tokens name them.
fn day(tokens: &[Token], today: NaiveDate) -> Option<(Span, usize)> {
    let word = |n: usize| tokens.get(n).and_then(Token::word).unwrap_or_default();
    let number = |n: usize| match tokens.get(n)?.kind {
        Kind::Number(number) => Some(number),
        _ => None,
    };
    if let Kind::Day(day) = tokens.first()?.kind {
        return Some(((day, day), 1));
    }
    let at = |n: i64| today.checked_add_signed(chrono::TimeDelta::days(n)).map(|day| (day, day));
    let near = match word(0) {
        "today" | "heute" | "aaj" => at(0),
        "yesterday" | "gestern" => at(-1),
        "tomorrow" | "morgen" => at(1),
        _ => None,
    };
    if let Some(near) = near {
        return Some((near, 1));
    }
    if let Some(shift) = shift(word(0)) {
        if let (Some(n), Some(unit)) = (number(1), unit(word(2))) {
            return Some((rolling(n, unit, shift, today)?, 3));
        }
        if ["financial", "fiscal"].contains(&word(1)) && word(2) == "year" {
            return Some((around(Unit::FinancialYear, shift, today)?, 3));
        }
        return Some((around(unit(word(1))?, shift, today)?, 2));
    }
    if let Some(month) = month(word(0)) {
        return named_month(tokens, month, today);
    }
    let n = number(0)?;
    // `30 days` after "within" or "in"; `5 March`, `5th of March`.
    if let Some(unit) = unit(word(1)) {
        return Some((rolling(n, unit, 1, today)?, 2));
    }
    let of = usize::from(word(1) == "of");
    if let Some(month) = month(word(1 + of)) {
        let year = number(2 + of).filter(|year| (1990..2100).contains(year));
        let used = 2 + of + usize::from(year.is_some());
        let day = NaiveDate::from_ymd_opt(year_of(year, month, today)?, month, u32::try_from(n).ok()?)?;
        return Some(((day, day), used));
    }
    let year = i32::try_from(n).ok().filter(|year| (1990..2100).contains(year))?;
    Some((months(NaiveDate::from_ymd_opt(year, 1, 1)?, 0, 12)?, 1))
}

/// The year that is meant where none is said: the one that makes the month the last that was.
fn year_of(year: Option<i64>, month: u32, today: NaiveDate) -> Option<i32> {
    match year {
        Some(year) => i32::try_from(year).ok(),
        None => Some(if month > today.month() + 1 { today.year() - 1 } else { today.year() }),
    }
}

fn named_month(tokens: &[Token], month: u32, today: NaiveDate) -> Option<(Span, usize)> {
    let number = |n: usize| match tokens.get(n)?.kind {
        Kind::Number(number) => Some(number),
        _ => None,
    };
    // `March 5, 2026`, `March 2026`, `March`.
    let day = number(1).filter(|day| (1..=31).contains(day));
    let year = number(if day.is_some() { 2 } else { 1 }).filter(|year| (1990..2100).contains(year));
    let used = 1 + usize::from(day.is_some()) + usize::from(year.is_some());
    let y = year_of(year, month, today)?;
    let span = match day {
        Some(day) => NaiveDate::from_ymd_opt(y, month, u32::try_from(day).ok()?).map(|day| (day, day))?,
        None => months(NaiveDate::from_ymd_opt(y, month, 1)?, 0, 1)?,
    };
    Some((span, used))
}

#[cfg(test)]
mod tests {
    use super::{super::token::tokens, *};
    use proptest::prelude::*;

    fn read(text: &str) -> Option<(String, String, usize)> {
        let today = NaiveDate::from_ymd_opt(2026, 3, 15).expect("a day"); // a Sunday
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "-".into(), |day| day.to_string());
        period(&tokens(text), today).map(|(period, used)| (day(period.from), day(period.until), used))
    }

    #[test]
    fn times_as_people_name_them() {
        for (text, from, until) in [
            ("this month", "2026-03-01", "2026-03-31"),
            ("last month", "2026-02-01", "2026-02-28"),
            ("is mahine", "2026-03-01", "2026-03-31"),
            ("letzten Monat", "2026-02-01", "2026-02-28"),
            ("this week", "2026-03-09", "2026-03-15"),
            ("next week", "2026-03-16", "2026-03-22"),
            ("next 7 days", "2026-03-15", "2026-03-22"),
            ("last 30 days", "2026-02-14", "2026-03-15"),
            ("last quarter", "2025-10-01", "2025-12-31"),
            ("last year", "2025-01-01", "2025-12-31"),
            ("this fy", "2025-04-01", "2026-03-31"),
            ("last financial year", "2024-04-01", "2025-03-31"),
            ("in March", "2026-03-01", "2026-03-31"),
            ("in December", "2025-12-01", "2025-12-31"),
            ("January 2024", "2024-01-01", "2024-01-31"),
            ("2025", "2025-01-01", "2025-12-31"),
            ("5 March", "2026-03-05", "2026-03-05"),
            ("March 5, 2026", "2026-03-05", "2026-03-05"),
            ("between 1 March and 15 March 2026", "2026-03-01", "2026-03-15"),
            ("from 2026-01-01 to 2026-01-31", "2026-01-01", "2026-01-31"),
            ("since January", "2026-01-01", "-"),
            ("after 2026-01-31", "2026-02-01", "-"),
            ("before 15.03.2026", "-", "2026-03-14"),
            ("by 2026-03-31", "-", "2026-03-31"),
            ("older than 2026-01-01", "-", "2025-12-31"),
            ("older than 30 days", "-", "2026-02-13"),
            ("newer than 30 days", "2026-02-14", "-"),
            ("today", "2026-03-15", "2026-03-15"),
            ("yesterday", "2026-03-14", "2026-03-14"),
        ] {
            let (a, b, used) = read(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((a.as_str(), b.as_str(), used), (from, until, tokens(text).len()), "{text}");
        }
        assert_eq!(read("between 100 and 500"), None, "amounts are no days");
        assert_eq!((read("by vendor"), read("flagged"), read("500")), (None, None, None));
    }

    #[test]
    fn the_time_before() {
        let day = |m, d| NaiveDate::from_ymd_opt(2026, m, d).expect("a day");
        let month = Period::of(day(3, 1), day(3, 31), "").before().expect("a month");
        assert_eq!((month.from, month.until), (Some(day(2, 1)), Some(day(2, 28))));
        let week = Period::of(day(3, 9), day(3, 15), "").before().expect("a week");
        assert_eq!((week.from, week.until), (Some(day(3, 2)), Some(day(3, 8))));
    }

    proptest! {
        #[test]
        fn no_time_is_too_strange(text in "(last|next|this|between|since|in|by)? ?[0-9]{0,6} ?(days|month|year|march|fy)? ?.{0,12}") {
            let cut = tokens(&text);
            if let Some((_, used)) = period(&cut, NaiveDate::from_ymd_opt(2026, 3, 15).expect("a day")) {
                prop_assert!(used <= cut.len() && used > 0);
            }
        }
    }
}
