//! Dates as banks write them, and the order of day and month from all dates of a column.
use chrono::{Datelike, NaiveDate};

use crate::DateOrder;

/// A date as far as it can be told without knowing the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// It says by itself which part is which.
    Clear(NaiveDate),
    /// Two small numbers, then the year.
    Open { a: u32, b: u32, year: i32, dotted: bool },
    /// Three small numbers.
    Short { a: u32, b: u32, c: u32, dotted: bool },
    /// Eight digits that don't begin with a year.
    Compact { a: u32, b: u32, year: i32 },
}

impl Shape {
    /// The date, if there is one in this order.
    pub fn resolve(self, order: DateOrder) -> Option<NaiveDate> {
        let pick = |a, b, year| match order {
            DateOrder::MonthDayYear => NaiveDate::from_ymd_opt(year, a, b),
            DateOrder::DayMonthYear => NaiveDate::from_ymd_opt(year, b, a),
            DateOrder::YearMonthDay => None,
        };
        match self {
            Self::Clear(date) => Some(date),
            Self::Open { a, b, year, .. } | Self::Compact { a, b, year } => pick(a, b, year),
            Self::Short { a, b, c, .. } if order == DateOrder::YearMonthDay => {
                NaiveDate::from_ymd_opt(full_year(a), b, c)
            }
            Self::Short { a, b, c, .. } => pick(a, b, full_year(c)),
        }
    }
}

/// Reads a date in this order; what comes after it may be a time, which is dropped, and not converted.
pub(crate) fn parse(text: &str, order: DateOrder) -> Option<NaiveDate> {
    shape(text)?.resolve(order)
}

/// Reads `20240131`, with or without a time behind it; also with separators.
pub(crate) fn parse_iso(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 8 { ymd(text.get(..8)?) } else { parse(text, DateOrder::YearMonthDay) }
}

fn ymd(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
}

/// Two digits are a year from 1970 to 2069.
pub(crate) fn full_year(two: u32) -> i32 {
    let two = i32::try_from(two.min(9999)).unwrap_or_default();
    match two {
        0..70 => 2000 + two,
        70..100 => 1900 + two,
        _ => two,
    }
}

const LONGEST: usize = 60;
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2299;

/// Takes a text apart that begins with a date.
pub(crate) fn shape(text: &str) -> Option<Shape> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mut parts = Parts {
        rest: text,
        count: 0,
        values: [0; 3],
        widths: [0; 3],
        named: None,
        era: 0,
        quoted: false,
        dotted: true,
    };
    parts.collect()?;
    if parts.count == 1 && parts.named.is_none() {
        return is_time(parts.rest).then(|| compact(text))?;
    }
    let given = parts.count + u8::from(parts.named.is_some());
    (given == 3 && is_time(parts.rest)).then(|| parts.shape())?
}

struct Parts<'a> {
    rest: &'a str,
    count: u8,
    values: [u32; 3],
    widths: [usize; 3],
    /// The month by name, and how many numbers came before it.
    named: Option<(u32, u8)>,
    /// What to add to a year of a Japanese era.
    era: i32,
    /// An apostrophe before the year: Quicken's way to say 20xx.
    quoted: bool,
    dotted: bool,
}

impl Parts<'_> {
    fn collect(&mut self) -> Option<()> {
        while let Some(c) = self.rest.chars().next() {
            if self.count + u8::from(self.named.is_some()) == 3 {
                break;
            }
            if c.is_ascii_digit() {
                self.number()?;
                if self.count == 1 && self.widths[0] >= 6 {
                    break;
                }
            } else if c.is_alphabetic() {
                self.word()?;
            } else {
                self.quoted |= matches!(c, '\'' | '’') && self.count + u8::from(self.named.is_some()) == 2;
                self.dotted &= matches!(c, '.' | ' ');
                matches!(c, '-' | '/' | '.' | ' ' | ',' | '\'' | '’' | '\u{a0}' | '‑' | '–' | '\\')
                    .then_some(())?;
                self.rest = &self.rest[c.len_utf8()..];
            }
        }
        Some(())
    }

    fn number(&mut self) -> Option<()> {
        let width = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let at = usize::from(self.count);
        // A time stamp of 14 digits is one number, of which the first eight are the date.
        let digits = self.rest.get(..width.min(8))?;
        (*self.values.get_mut(at)?, *self.widths.get_mut(at)?) = (digits.parse().ok()?, width);
        self.count += 1;
        self.rest = &self.rest[width..];
        Some(())
    }

    fn word(&mut self) -> Option<()> {
        let length = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let word = self.rest[..length].to_lowercase();
        self.rest = &self.rest[length..];
        match word.as_str() {
            "年" | "月" | "년" | "월" | "de" | "del" | "of" | "th" | "st" | "nd" | "rd" | "er" | "den" => {
            }
            "令和" | "平成" | "r" if self.count == 0 => {
                self.era = if word == "平成" { 1988 } else { 2018 }
            }
            _ => match month(&word) {
                Some(month) if self.named.is_none() => self.named = Some((month, self.count)),
                // The name of a day may stand in front.
                _ => (self.count == 0 && self.named.is_none()).then_some(())?,
            },
        }
        Some(())
    }

    fn shape(&self) -> Option<Shape> {
        let [a, b, c] = self.values;
        let year = |value: u32, width: usize| {
            let year = match width {
                _ if self.era > 0 => self.era + i32::try_from(value).ok()?,
                4 => i32::try_from(value).ok()?,
                1 | 2 if self.quoted => 2000 + i32::try_from(value).ok()?,
                2 => full_year(value),
                _ => return None,
            };
            YEARS.contains(&year).then_some(year)
        };
        if let Some((month, before)) = self.named {
            // 31 Jan 2024, Jan 31 2024, 2024 Jan 31.
            let first_is_year = before == 1 && self.widths[0] == 4;
            let (day, y) = if first_is_year { (b, (a, 4)) } else { (a, (b, self.widths[1])) };
            return NaiveDate::from_ymd_opt(year(y.0, y.1)?, month, day).map(Shape::Clear);
        }
        if self.widths[0] == 4 || self.era > 0 {
            return NaiveDate::from_ymd_opt(year(a, self.widths[0])?, b, c).map(Shape::Clear);
        }
        (self.widths[0] <= 2 && self.widths[1] <= 2).then_some(())?;
        let dotted = self.dotted;
        if self.widths[2] == 4 || self.quoted {
            return Some(Shape::Open { a, b, year: year(c, self.widths[2])?, dotted });
        }
        (self.widths[2] == 2 && self.widths[0] + self.widths[1] >= 2).then_some(Shape::Short {
            a,
            b,
            c,
            dotted,
        })
    }
}

/// Digits only: year first if that makes a date, else year last.
fn compact(text: &str) -> Option<Shape> {
    let width = text.bytes().take_while(u8::is_ascii_digit).count();
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<u32>().ok();
    match width {
        8 | 12 | 14 => {
            if let Some(date) = ymd(text).filter(|date| YEARS.contains(&date.year())) {
                return Some(Shape::Clear(date));
            }
            let year = i32::try_from(part(4, 8)?).ok()?;
            (width == 8 && YEARS.contains(&year)).then_some(Shape::Compact {
                a: part(0, 2)?,
                b: part(2, 4)?,
                year,
            })
        }
        6 => Some(Shape::Short { a: part(0, 2)?, b: part(2, 4)?, c: part(4, 6)?, dotted: false }),
        _ => None,
    }
}

/// Is this what may come after a date: nothing, a time, a zone?
fn is_time(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if !matches!(
        first,
        ' ' | 'T' | 't' | ',' | ':' | 'Z' | '+' | '-' | '.' | '日' | '일' | '\u{a0}' | '\u{202f}' | '(' | '['
    ) {
        return false;
    }
    let rest = rest.trim_start_matches(['日', '일', '.', ' ']);
    !rest.starts_with('/')
        && rest.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_ascii_alphabetic()
                || " :.,+-()[]/_'\u{a0}\u{202f}時分秒月火水木金土日".contains(c)
        })
        && rest.chars().filter(|c| c.is_ascii_alphabetic()).count() <= 8
}

/// Beginnings of the names of months, as far as they differ, without accents.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen", "sty", "ocak", "led", "tam"],
    &["feb", "fev", "fév", "lut", "hel", "feu", "şub", "úno"],
    &["mar", "mär", "maer", "mrt", "mrz", "maa", "bře"],
    &["apr", "avr", "abr", "kwi", "huh", "nis", "dub"],
    &["may", "mai", "maj", "mag", "mei", "tou", "máj", "kvě", "maio"],
    &["jun", "juin", "giu", "cze", "kes", "haz"],
    &["jul", "juil", "lug", "lip", "hei", "tem"],
    &["aug", "aoû", "aou", "ago", "sie", "elo", "ağu", "srp"],
    &["sep", "set", "wrz", "syy", "eyl", "zář"],
    &["oct", "okt", "out", "ott", "paź", "paz", "lok", "eki"],
    &["nov", "lis", "kas"],
    &["dec", "dez", "dic", "déc", "gru", "jou", "ara", "pro", "des"],
];

fn month(word: &str) -> Option<u32> {
    (word.chars().count() >= 3).then_some(())?;
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    u32::try_from(at + 1).ok()
}

/// Finds the order of a column by looking at all of its dates.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct OrderVote {
    pub seen: u32,
    /// Dates that say the order by themselves.
    clear: u32,
    open: u32,
    dotted: u32,
    /// Dates that differ between the orders.
    differ: u32,
    fits: [u32; 3],
    steps: [Steps; 3],
}

#[derive(Clone, Copy, Debug, Default)]
struct Steps {
    last: Option<NaiveDate>,
    up: u32,
    down: u32,
}

const ORDERS: [DateOrder; 3] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

impl OrderVote {
    pub fn see(&mut self, shape: Shape) {
        self.seen += 1;
        match shape {
            Shape::Clear(_) => self.clear += 1,
            Shape::Open { dotted, .. } | Shape::Short { dotted, .. } => {
                self.open += 1;
                self.dotted += u32::from(dotted);
            }
            Shape::Compact { .. } => self.open += 1,
        }
        if matches!(shape, Shape::Clear(_)) {
            return;
        }
        let dates = ORDERS.map(|order| shape.resolve(order));
        self.differ += u32::from(dates[0] != dates[1]);
        for (at, date) in dates.into_iter().enumerate() {
            let Some(date) = date else { continue };
            self.fits[at] += 1;
            let steps = &mut self.steps[at];
            if let Some(last) = steps.last {
                steps.up += u32::from(date > last);
                steps.down += u32::from(date < last);
            }
            steps.last = Some(date);
        }
    }

    /// The order, and whether it is a guess. The hint is used where the dates themselves leave it open.
    pub fn decide(&self, hint: DateOrder) -> (DateOrder, bool) {
        if self.open == 0 {
            return (DateOrder::YearMonthDay, false);
        }
        let most = self.fits[0].max(self.fits[1]);
        // Three small numbers with the year in front are rare: only if nothing else fits them all.
        if self.fits[2] > most {
            return (DateOrder::YearMonthDay, false);
        }
        if self.fits[0] != self.fits[1] {
            let day_first = self.fits[0] > self.fits[1];
            return (if day_first { DateOrder::DayMonthYear } else { DateOrder::MonthDayYear }, false);
        }
        if self.differ == 0 {
            return (hint, false);
        }
        // Nobody writes the month first with dots.
        if self.dotted == self.open {
            return (DateOrder::DayMonthYear, false);
        }
        let disorder = |at: usize| self.steps[at].up.min(self.steps[at].down);
        match disorder(0).cmp(&disorder(1)) {
            std::cmp::Ordering::Less => (DateOrder::DayMonthYear, true),
            std::cmp::Ordering::Greater => (DateOrder::MonthDayYear, true),
            std::cmp::Ordering::Equal => {
                (if hint == DateOrder::YearMonthDay { DateOrder::DayMonthYear } else { hint }, true)
            }
        }
    }
}
