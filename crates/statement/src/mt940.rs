//! MT940 and MT942: SWIFT's fields `:20:` to `:86:`, with and without the envelope, as banks bend them.
mod booking;
mod details;
mod subfields;

use chrono::NaiveDate;

use crate::{
    Balance, Entry, Format, Problem, Reading, Statement, amount, currency,
    text::{account, is_iban, some},
};
use base::money::Money;

/// Does the file look like MT940 or MT942?
pub(crate) fn is(text: &str) -> bool {
    let mut tags = text.lines().take(400).filter_map(|line| field(strip(line))).map(|(tag, _)| tag);
    let known =
        |tag: &str| matches!(tag, "25" | "25P" | "28" | "28C" | "60F" | "60M" | "61" | "62F" | "62M" | "34F");
    let mut seen = (false, false);
    tags.any(|tag| {
        seen = (seen.0 || tag == "20", seen.1 || known(tag));
        (seen.0 && seen.1) || tag == "61" || tag == "60F"
    })
}

/// A line without SWIFT's envelope, `{1:…}{2:…}{4:`.
fn strip(line: &str) -> &str {
    let line = line.trim_start_matches(['\u{1}', '\u{2}', '\u{3}', '\u{feff}', ' ']);
    match line.rfind("{4:") {
        Some(at) if line.starts_with('{') => line[at + 3..].trim_start(),
        _ => line,
    }
}

/// Tag and value of a line that begins a field.
fn field(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix(':')?.split_once(':')?;
    let numbers = [
        "12", "13", "20", "21", "23", "25", "28", "34", "60", "61", "62", "64", "65", "86", "90", "940",
        "942",
    ];
    // Text may begin with a time, 15:30: only numbers that exist begin a field.
    let known = numbers.contains(&tag.trim_end_matches(|c: char| c.is_ascii_alphabetic())) && tag.len() <= 3;
    (known || tag == "NS").then_some((tag, value))
}

/// A field with all of its lines.
struct Field<'a> {
    line: usize,
    tag: &'a str,
    lines: Vec<&'a str>,
}

impl Field<'_> {
    fn first(&self) -> &str {
        self.lines.first().map_or("", |line| line.trim())
    }

    fn joined(&self) -> String {
        self.lines.join("\n")
    }
}

pub(crate) fn read(text: &str, encoding: String) -> Reading {
    let mut reader = Reader::new();
    reader.reading.understanding.encoding = Some(encoding);
    let mut open: Option<Field<'_>> = None;
    for (at, line) in text.lines().enumerate() {
        let line = strip(line.trim_end_matches(['\r', '\u{3}']));
        if let Some((tag, value)) = field(line) {
            open.take().into_iter().for_each(|done| reader.take(&done));
            open = Some(Field { line: at + 1, tag, lines: vec![value] });
        } else if ends(line) {
            open.take().into_iter().for_each(|done| reader.take(&done));
            reader.end();
        } else if let Some(field) = &mut open {
            field.lines.push(line);
        }
    }
    open.take().into_iter().for_each(|done| reader.take(&done));
    reader.finish()
}

/// `-`, `-}` and what may follow it on its line.
fn ends(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("-}") || line.starts_with("}{5:") || line == "--"
}

struct Reader {
    reading: Reading,
    statement: Statement,
    /// Has the statement said anything yet?
    begun: bool,
    entry: Option<(Entry, Vec<String>)>,
}

impl Reader {
    fn new() -> Self {
        Self {
            reading: Reading::new(Format::Mt940),
            statement: Statement::default(),
            begun: false,
            entry: None,
        }
    }

    fn take(&mut self, field: &Field<'_>) {
        match field.tag {
            "20" => {
                self.end();
                self.begun = true;
            }
            "25" | "25P" if self.entry.is_some() && self.statement.account.is_some() => self.misplaced(field),
            "25" | "25P" => self.account(field.first()),
            "60F" | "60M" => self.balance(field, true),
            "62F" | "62M" => self.balance(field, false),
            "61" => self.booking(field),
            "86" => match &mut self.entry {
                Some((_, details)) => details.push(field.joined()),
                None => self.hint(&field.joined()),
            },
            "NS" => match &mut self.entry {
                Some((entry, _)) => subfields::describe(entry, &field.lines),
                None => self.statement.owner = subfields::owner(&field.lines).or(self.statement.owner.take()),
            },
            "34F" => {
                let code = currency::code(field.first().get(..3).unwrap_or_default());
                self.statement.currency = self.statement.currency.take().or(code.map(String::from));
            }
            // Numbers, times, available balances and sums: nothing of them is booked.
            _ => {}
        }
    }

    /// A second account in the middle of bookings: a mistyped `:86:`, when it looks like one.
    fn misplaced(&mut self, field: &Field<'_>) {
        let text = field.joined();
        if let (true, Some((_, lines))) = (details::is_structured(&text), &mut self.entry) {
            lines.push(text);
            self.reading.note(format!(
                "Line {} says :25: and holds the details of a booking. It was read so.",
                field.line
            ));
            return;
        }
        self.end();
        self.account(field.first());
    }

    fn account(&mut self, text: &str) {
        if self.statement.closing.is_some() || self.statement.account.is_some() {
            self.end();
        }
        self.begun = true;
        let (bank, number) = match text.trim_start_matches('/').split_once('/') {
            Some((bank, number)) if number.chars().any(|c| c.is_ascii_digit()) => (some(bank), number),
            _ => (None, text.trim_start_matches('/')),
        };
        let number = number.trim();
        // Rabobank writes the currency behind the number.
        let cut = number.len().saturating_sub(3);
        let (plain, code) = match number.get(cut..).and_then(currency::code) {
            Some(code)
                if cut > 3
                    && number[..cut].ends_with(|c: char| c.is_ascii_digit() || c == ' ')
                    && !is_iban(number) =>
            {
                (&number[..cut], Some(code))
            }
            _ => (number, None),
        };
        self.statement.bank = bank;
        self.statement.account = account(plain);
        self.statement.currency = code.map(String::from).or(self.statement.currency.take());
    }

    fn balance(&mut self, field: &Field<'_>, opening: bool) {
        self.begun = true;
        self.close_entry();
        match balance(field.first()) {
            Ok((date, code, amount)) => {
                let code = code.or(self.statement.currency.take());
                self.statement.currency = code;
                let balance = date.map(|date| Balance { date, amount });
                // A page in between opens or closes with :60M: or :62M:; the outermost counts.
                if opening {
                    self.statement.opening = self.statement.opening.or(balance);
                } else {
                    self.statement.closing = balance.or(self.statement.closing);
                }
            }
            Err(reason) => {
                let name = format!(":{}:", field.tag);
                self.reading.problems.push(Problem::at(field.line, &name, field.first(), reason));
            }
        }
    }

    fn booking(&mut self, field: &Field<'_>) {
        self.begun = true;
        self.close_entry();
        match booking::read(field.line, &field.lines) {
            Ok(entry) => self.entry = Some((entry, vec![])),
            Err(problem) => self.reading.problems.push(problem),
        }
    }

    /// What is said about the account before its first booking.
    fn hint(&mut self, text: &str) {
        let iban = text.split_whitespace().find(|word| is_iban(word));
        if let (Some(iban), Some(number)) = (iban, &self.statement.account)
            && iban.contains(number.trim_start_matches('0'))
        {
            self.statement.account = Some(iban.to_string());
        }
    }

    fn close_entry(&mut self) {
        if let Some((mut entry, texts)) = self.entry.take() {
            details::describe(&mut entry, &texts);
            self.statement.entries.push(entry);
        }
    }

    fn end(&mut self) {
        self.close_entry();
        let statement = std::mem::take(&mut self.statement);
        let holds =
            statement.account.is_some() || statement.opening.is_some() || !statement.entries.is_empty();
        if std::mem::take(&mut self.begun) && holds {
            self.reading.statements.push(statement);
        }
    }

    fn finish(mut self) -> Reading {
        self.end();
        self.reading
    }
}

/// `C110522EUR3236,28`: mark, date, currency, amount. Date and currency may be missing.
fn balance(text: &str) -> Result<(Option<NaiveDate>, Option<String>, Money), &'static str> {
    let text: String = text.trim_end_matches("-}").chars().filter(|c| !c.is_whitespace()).collect();
    let out = match text.chars().next() {
        Some('C' | 'c') => false,
        Some('D' | 'd') => true,
        _ => return Err("This balance says neither C nor D. Check it against the bank's paper."),
    };
    let rest = &text[1..];
    let (date, rest) = match rest.get(..6).map(|six| (six, booking::date(six))) {
        Some((_, Some(date))) => (Some(date), &rest[6..]),
        // A date of zeros: the bank has none.
        Some((six, None)) if six.bytes().all(|b| b.is_ascii_digit()) => (None, &rest[6..]),
        _ => (None, rest),
    };
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (code, number) = rest.split_at(letters);
    let money = amount::parse_any(number).map_err(amount::Fault::reason)?;
    let money = if out { money.checked_neg().map_err(|_| amount::Fault::TooLarge.reason())? } else { money };
    Ok((date, currency::code(code).map(String::from), money))
}
