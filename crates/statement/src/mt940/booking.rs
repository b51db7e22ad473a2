//! `:61:`, the line of a booking: `1105240524D9,49N426NONREF//bank's reference`, and a line of more.
use chrono::{Datelike, NaiveDate};

use crate::{
    Entry, Problem, Status, amount, date,
    text::{is_iban, some, tidy},
};

/// `110524`, a day of the years 1970 to 2069.
pub(super) fn date(six: &str) -> Option<NaiveDate> {
    let part = |from: usize| six.get(from..from + 2)?.parse::<u32>().ok();
    (six.len() == 6 && six.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
    NaiveDate::from_ymd_opt(date::full_year(part(0)?), part(2)?, part(4)?)
}

/// Digits at the beginning, at most so many.
fn digits(text: &str, most: usize) -> &str {
    &text[..text.bytes().take(most).take_while(u8::is_ascii_digit).count()]
}

/// The entry without its details.
pub(super) fn read(line: usize, lines: &[&str]) -> Result<Entry, Problem> {
    let text = lines.first().map_or("", |text| text.trim());
    let wrong = |reason: &str| Problem::at(line, ":61:", text, reason);
    let (value_date, booked, rest) = dates(text);
    let Some(day) = booked.or(value_date) else {
        return Err(wrong("This booking has no date that exists. Enter it by hand."));
    };
    let (out, status, rest) =
        mark(rest).ok_or_else(|| wrong("This booking says neither C nor D. Enter it by hand."))?;
    let length =
        rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | '.' | '\''))).unwrap_or(rest.len());
    let (number, rest) = rest.split_at(length);
    let money = amount::parse_any(number).map_err(|fault| wrong(fault.reason()))?;
    let money =
        if out { money.checked_neg().map_err(|e| wrong(amount::Fault::from(e).reason()))? } else { money };
    let mut entry = Entry::new(line, day, money);
    (entry.value_date, entry.status) = (value_date, status);
    references(&mut entry, rest);
    // Rabobank writes the other account on a line of its own.
    let account = lines.get(1).map(|more| more.trim()).filter(|more| is_iban(more));
    entry.counterparty = entry.counterparty.take().or(account.map(String::from));
    entry.memo = lines.iter().skip(1).map(|more| tidy(more)).collect::<Vec<_>>().join(" ").trim().to_string();
    Ok(entry)
}

/// Value date with its year, booking date without one: it is the nearest such day.
fn dates(text: &str) -> (Option<NaiveDate>, Option<NaiveDate>, &str) {
    let run = digits(text, 14);
    // Some write the century.
    let width = if matches!(run.len(), 8 | 12) && run.starts_with("20") && date(&run[2..8]).is_some() {
        8
    } else {
        6
    };
    let Some(first) = run.get(..width) else { return (None, None, text) };
    let value = date(&first[width - 6..]);
    let rest = text[width..].trim_start();
    let second = digits(rest, 4);
    if second.len() < 4 {
        return (value, None, rest);
    }
    let day = |year: i32| {
        NaiveDate::from_ymd_opt(
            year,
            second[..2].parse().unwrap_or_default(),
            second[2..].parse().unwrap_or_default(),
        )
    };
    let booked = match value {
        Some(value) => (-1..=1)
            .filter_map(|step| day(value.year() + step))
            .min_by_key(|day| (*day - value).num_days().abs()),
        // German banks know a 30th of February for interest; the booking date still is one.
        None => first
            .get(width - 6..width - 4)
            .and_then(|two| two.parse().ok())
            .and_then(|two| day(date::full_year(two))),
    };
    (value, booked, rest[4..].trim_start())
}

/// C, D, their reversals RC and RD, announced EC and ED, and the third letter of the currency behind them.
/// A reversed credit takes money out.
fn mark(text: &str) -> Option<(bool, Status, &str)> {
    let upper: String = text.chars().take(2).collect::<String>().to_ascii_uppercase();
    let (out, length) = match upper.as_str() {
        "RC" => (true, 2),
        "RD" => (false, 2),
        "EC" => (false, 2),
        "ED" => (true, 2),
        other if other.starts_with('C') => (false, 1),
        other if other.starts_with('D') => (true, 1),
        _ => return None,
    };
    let rest = text[length..].trim_start();
    let funds = rest.starts_with(|c: char| c.is_ascii_alphabetic());
    let status = if upper.starts_with('E') { Status::Pending } else { Status::Booked };
    Some((out, status, if funds { rest[1..].trim_start() } else { rest }))
}

/// Type of the booking, the payer's reference, the bank's reference.
fn references(entry: &mut Entry, rest: &str) {
    let rest = rest.trim_start();
    let typed = rest.is_char_boundary(4.min(rest.len()))
        && rest.len() >= 4
        && rest.starts_with(|c: char| c.is_ascii_uppercase())
        && rest.bytes().take(4).all(|b| b.is_ascii_alphanumeric() || b == b' ');
    let (code, rest) = if typed { rest.split_at(4) } else { ("", rest) };
    entry.code = some(code);
    let (own, bank) = rest.split_once("//").unwrap_or((rest, ""));
    // The field has 16 places; the old Rabobank wrote the other account in them, and its name behind.
    let cut = own.char_indices().nth(16).map_or(own.len(), |(at, _)| at);
    let (own, name) = own.split_at(cut);
    let own = some(own).filter(|text| !is_nothing(text));
    if name.starts_with(' ') || own.as_deref().is_some_and(|own| own.len() < 16) {
        entry.payee = some(name);
    }
    let is_account = |text: &String| text.len() >= 9 && text.bytes().skip(1).all(|b| b.is_ascii_digit());
    match own {
        Some(own) if entry.payee.is_some() && is_account(&own) => {
            entry.counterparty = Some(own.trim_start_matches(['0', 'P']).to_string());
        }
        Some(own) => {
            let whole = if entry.payee.is_none() { some(&format!("{own}{name}")) } else { None };
            match whole.filter(|text| is_iban(text)) {
                Some(iban) => entry.counterparty = Some(iban),
                None => {
                    entry.end_to_end =
                        some(&format!("{own}{}", if entry.payee.is_none() { name } else { "" }))
                }
            }
        }
        None => entry.payee = entry.payee.take().or(some(name)),
    }
    entry.reference = some(bank).filter(|text| !is_nothing(text));
}

/// What banks write where there is no reference.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_uppercase().as_str(),
        "" | "NONREF" | "NOREF" | "KREF+" | "EREF" | "NOTPROVIDED" | "NOT PROVIDED"
    )
}
