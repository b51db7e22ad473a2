//! Days in any writing. Which of two numbers is the month stays open until the whole document was seen.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::{Form, Values, month::month};
use crate::layout::{Sheet, Token, key};

/// Day or month first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 31.12.2024.
    DayFirst,
    /// 12/31/2024.
    MonthFirst,
}

/// A day as printed.
#[derive(Debug, Clone)]
pub struct Day {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What they say.
    pub written: Written,
}

/// What a printed day says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// One reading only.
    Clear(NaiveDate),
    /// Two numbers that may be day and month either way.
    Open {
        /// The first number.
        a: u32,
        /// The second number.
        b: u32,
        /// The year.
        year: i32,
    },
}

impl Written {
    /// The day in this order.
    pub fn day(self, order: Order) -> Option<NaiveDate> {
        match (self, order) {
            (Self::Clear(day), _) => Some(day),
            (Self::Open { a, b, year }, Order::DayFirst) => NaiveDate::from_ymd_opt(year, b, a),
            (Self::Open { a, b, year }, Order::MonthFirst) => NaiveDate::from_ymd_opt(year, a, b),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Atom {
    Number { value: u32, width: usize },
    Month(u32),
    Sign(char),
    Other,
}

/// Whether a word is the name of a day of the week, or a usual short form of one.
pub fn weekday(key: &str) -> bool {
    const DAYS: &str = " monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun \
        montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so lundi mardi mercredi jeudi \
        vendredi samedi dimanche lun mar mer jeu ven sam dim maandag dinsdag woensdag donderdag vrijdag zaterdag \
        zondag lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato \
        domenica mandag tirsdag onsdag torsdag fredag lordag sondag mandag tisdag ";
    DAYS.split(' ').any(|day| day == key && !key.is_empty())
}

const YEARS: Range<i32> = 1990..2060;

/// Finds all days.
pub fn find(sheet: &Sheet, values: &mut Values) {
    let mut at = 0;
    while at < sheet.tokens.len() {
        let row = &sheet.rows[sheet.tokens[at].row];
        let limit = row.tokens.end.min(at + 6);
        let stroked = || stroked(&sheet.tokens[at]).filter(|_| sheet.recognised);
        match day_at(&sheet.tokens[at..limit]).or_else(stroked) {
            Some((written, used)) => {
                values.mark(at..at + used, Form::Day);
                values.days.push(Day { tokens: at..at + used, written });
                at += used;
            }
            None => at += 1,
        }
    }
}

/// "24105/2024": a stroke between two figures of a picture, read as a figure.
fn stroked(token: &Token) -> Option<(Written, usize)> {
    let text = token.text.as_bytes();
    let stroke = |at: usize| matches!(text[at], b'/' | b'1' | b'I' | b'l' | b'|');
    let one = text.len() == 10 && stroke(2) && stroke(5) && (text[2] == b'/') != (text[5] == b'/');
    let rest = [0, 1, 3, 4, 6, 7, 8, 9];
    if !one || !rest.iter().all(|at| text[*at].is_ascii_digit()) {
        return None;
    }
    let written = format!("{}/{}/{}", &token.text[..2], &token.text[3..5], &token.text[6..]);
    day_at(&[Token { text: written, ..token.clone() }])
}

/// The day that these tokens begin with, and how many of them it takes.
fn day_at(tokens: &[Token]) -> Option<(Written, usize)> {
    let first = tokens.first()?;
    if !first.text.chars().any(|c| c.is_ascii_digit()) && month(&first.key).is_none() {
        return None;
    }
    let mut atoms: Vec<Atom> = Vec::with_capacity(8);
    let mut best = None;
    for (used, token) in tokens.iter().enumerate() {
        if used > 0 && token.area.x0 - tokens[used - 1].area.x1 > token.size * 1.5 {
            break;
        }
        if !take(&token.text, used > 0, &mut atoms) {
            break;
        }
        let numbers = atoms.iter().filter(|a| !matches!(a, Atom::Sign(_))).count();
        if numbers > 3 {
            break;
        }
        if numbers == 3 {
            best = read(&atoms, used > 0).map(|written| (written, used + 1));
            break;
        }
    }
    best
}

/// Takes a word apart; false where it can be no part of a day.
fn take(text: &str, behind: bool, atoms: &mut Vec<Atom>) -> bool {
    let text =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ';' | ':' | '|' | '"' | '“' | '”'));
    let text = text.split_once('T').filter(|(day, _)| day.len() == 10).map_or(text, |(day, _)| day);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let width = rest.bytes().take_while(u8::is_ascii_digit).count();
            let Ok(value) = rest[..width].parse() else { return false };
            if width > 4 {
                return false;
            }
            atoms.push(Atom::Number { value, width });
            rest = &rest[width..];
        } else if matches!(c, '年' | '月' | '日' | '년' | '월' | '일') {
            atoms.push(Atom::Sign('年'));
            rest = &rest[c.len_utf8()..];
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            let word = key(&rest[..end]);
            rest = &rest[end..];
            let filler = matches!(
                word.as_str(),
                "de" | "del"
                    | "of"
                    | "th"
                    | "st"
                    | "nd"
                    | "rd"
                    | "er"
                    | "den"
                    | "d"
                    | "ta"
                    | "dne"
                    | "r"
                    | "a"
            );
            match month(&word) {
                Some(number) => atoms.push(Atom::Month(number)),
                None if filler && (behind || !atoms.is_empty()) => {}
                // "2024/rb": initials behind a whole day.
                None if whole(atoms) => return true,
                None => {
                    atoms.push(Atom::Other);
                    return false;
                }
            }
        } else if matches!(c, '.' | '/' | '-' | ',' | '–' | '\'' | '’' | ' ' | '‐') {
            atoms.push(Atom::Sign(c));
            rest = &rest[c.len_utf8()..];
        } else {
            return false;
        }
    }
    true
}

/// Whether three parts of a day are there.
fn whole(atoms: &[Atom]) -> bool {
    atoms.iter().filter(|a| !matches!(a, Atom::Sign(_))).count() == 3
}

fn read(atoms: &[Atom], several: bool) -> Option<Written> {
    let parts: Vec<Atom> = atoms.iter().copied().filter(|a| !matches!(a, Atom::Sign(_))).collect();
    let clear = |year, month, day| {
        let day = NaiveDate::from_ymd_opt(year, month, day).filter(|d| YEARS.contains(&d.year()))?;
        Some(Written::Clear(day))
    };
    match *parts.as_slice() {
        [Atom::Number { value: day, width: 1 | 2 }, Atom::Month(month), Atom::Number { value: y, width }] => {
            clear(year(y, width)?, month, day)
        }
        [
            Atom::Month(month),
            Atom::Number { value: day, width: 1 | 2 },
            Atom::Number { value: y, width: 4 },
        ] => clear(year(y, 4)?, month, day),
        [
            Atom::Number { value: y, width: 4 },
            Atom::Month(month),
            Atom::Number { value: day, width: 1 | 2 },
        ] => clear(year(y, 4)?, month, day),
        [
            Atom::Number { value: a, width: wa },
            Atom::Number { value: b, width: wb },
            Atom::Number { value: c, width: wc },
        ] => {
            let signs: Vec<char> = between(atoms);
            let same = signs.len() == 2 && signs[0] == signs[1] && matches!(signs[0], '.' | '/' | '-' | '年');
            if !same || several && signs[0] != '.' && signs[0] != '年' {
                return None;
            }
            if wa == 4 {
                return (wb <= 2 && wc <= 2).then(|| clear(year(a, 4)?, b, c))?;
            }
            if wa > 2 || wb > 2 || !(wc == 4 || wc == 2 && wa + wb >= 3) {
                return None;
            }
            let year = year(c, wc)?;
            if signs[0] == '.' || a > 12 || a == b {
                return clear(year, b, a).or_else(|| clear(year, a, b));
            }
            if b > 12 {
                return clear(year, a, b);
            }
            NaiveDate::from_ymd_opt(year, a, b).map(|_| Written::Open { a, b, year })
        }
        _ => None,
    }
}

/// The first sign between each two numbers.
fn between(atoms: &[Atom]) -> Vec<char> {
    let mut signs = Vec::with_capacity(2);
    let mut open = false;
    for pair in atoms.windows(2) {
        match pair {
            [Atom::Number { .. }, Atom::Sign(c)] => {
                signs.push(if *c == '–' { '-' } else { *c });
                open = true;
            }
            _ => open = false,
        }
    }
    let _ = open;
    if signs.len() == 3 {
        signs.truncate(2); // what stands behind the last number
    }
    signs
}

fn year(value: u32, width: usize) -> Option<i32> {
    let year = i32::try_from(value).ok()? + if width == 2 { 2000 } else { 0 };
    (width == 2 || width == 4).then_some(year).filter(|year| YEARS.contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Written> {
        let tokens: Vec<Token> = text
            .split(' ')
            .map(|t| Token { text: t.into(), key: key(t), size: 10.0, ..Token::default() })
            .collect();
        day_at(&tokens).map(|(written, _)| written)
    }

    fn clear(text: &str, y: i32, m: u32, d: u32) {
        assert_eq!(day(text), NaiveDate::from_ymd_opt(y, m, d).map(Written::Clear), "{text}");
    }

    #[test]
    fn a_stroke_may_be_read_as_a_figure() {
        let stroked = |text: &str| stroked(&Token { text: text.into(), ..Token::default() }).map(|day| day.0);
        let meant = Written::Clear(NaiveDate::from_ymd_opt(2024, 5, 24).unwrap());
        assert_eq!(stroked("24105/2024"), Some(meant));
        assert_eq!(stroked("24/05I2024"), Some(meant));
        assert_eq!(["2410512024", "24/05/2024", "99105/2024", "241052024"].map(stroked), [None; 4]);
    }

    #[test]
    fn many_writings() {
        for text in [
            "05.06.2024",
            "2024-06-05",
            "5. Juni 2024",
            "5th June 2024",
            "June 5, 2024",
            "5 de junio de 2024",
            "05-Jun-24",
            "2024年6月5日",
            "5 Jun 2024",
            "1er",
            "05.06.24",
            "2024/06/05",
            "June 5 , 2024",
            "5. 6. 2024",
        ] {
            if text != "1er" {
                clear(text, 2024, 6, 5);
            }
        }
        clear("4. Oktober 2024/rb", 2024, 10, 4);
        clear("03/20/2023", 2023, 3, 20);
        clear("28/11/2022", 2022, 11, 28);
        clear("2024-01-31T10:00:00", 2024, 1, 31);
        clear("1er juillet 2015", 2015, 7, 1);
        clear("31/12/2017,", 2017, 12, 31);
    }

    #[test]
    fn what_is_open_stays_open_and_what_is_none_is_none() {
        assert_eq!(day("03/04/2023"), Some(Written::Open { a: 3, b: 4, year: 2023 }));
        for text in
            ["12.500,00", "1.2", "10/24", "123-456-7890", "2.0.1", "32.01.2020", "1 2 2020", "192.168.1.20"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
