//! QIF: Quicken's lines of one letter and a value. The order of day and month, and the decimal mark, are
//! nowhere said; all dates and all amounts of the file are asked.
mod invested;

use std::collections::HashMap;

use base::money::Money;
use chrono::NaiveDate;

use crate::{
    AccountKind, Balance, DateOrder, DecimalMark, Entry, Format, Mapping, Problem, Reading, Split, Statement,
    amount::{self, MarkVote},
    date::{self, OrderVote},
    text::some,
};

/// Does the file look like QIF?
pub(crate) fn is(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let header = first.to_ascii_lowercase();
    if ["!type", "!account", "!option", "!clear"].iter().any(|start| header.starts_with(start)) {
        return true;
    }
    // Without a header: records of letters with a date and an amount, ended by a caret.
    let letters: Vec<char> =
        std::iter::once(first).chain(lines).take(40).filter_map(|l| l.chars().next()).collect();
    let has = |letter| letters.contains(&letter);
    has('^')
        && has('D')
        && (has('T') || has('U') || has('$'))
        && letters.iter().all(|c| "DTUPMNLCASE$%^!".contains(*c))
}

/// What the records below a header are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Account,
    Register(AccountKind),
    Invested,
    /// Categories, securities, prices: no bookings.
    List,
}

struct Record<'a> {
    section: Section,
    line: usize,
    fields: Vec<(char, &'a str)>,
}

impl Record<'_> {
    fn get(&self, letter: char) -> Option<&str> {
        self.fields.iter().find(|(l, v)| *l == letter && !v.is_empty()).map(|(_, v)| *v)
    }
}

/// What holds for the whole file.
struct Style {
    dates: DateOrder,
    decimal: DecimalMark,
}

impl Style {
    fn date(&self, line: usize, letter: &str, value: Option<&str>) -> Result<NaiveDate, Problem> {
        let value = value
            .ok_or_else(|| Problem::new(line, "This record has no date (D). Add it, and read again."))?;
        date::parse(value, self.dates).ok_or_else(|| {
            Problem::at(line, letter, value, "This is not a date as the others of this file are.")
        })
    }

    fn amount(&self, line: usize, letter: &str, value: &str) -> Result<Money, Problem> {
        amount::parse(value, self.decimal)
            .map(|amount| amount.money)
            .map_err(|fault| Problem::at(line, letter, value, fault.reason()))
    }
}

pub(crate) fn read(text: &str, encoding: String, mapping: Option<&Mapping>) -> Reading {
    let mut reading = Reading::new(Format::Qif);
    let mut file = File { records: vec![], lists: 0, said: None, unknown: vec![] };
    file.collect(text);
    let style = understand(&mut reading, &file, encoding, mapping);
    let mut accounts = Accounts::default();
    for record in &file.records {
        match record.section {
            Section::List => {}
            Section::Account => accounts.name(record, &style),
            Section::Invested => match invested::entry(record, &style) {
                Ok(Some(entry)) => accounts.statement(AccountKind::Investment).entries.push(entry),
                Ok(None) => accounts.without_cash += 1,
                Err(problem) => reading.problems.push(problem),
            },
            Section::Register(kind) => match register(record, &style) {
                Ok(entry) => accounts.statement(kind).entries.push(entry),
                Err(problem) => reading.problems.push(problem),
            },
        }
    }
    if accounts.without_cash > 0 {
        let count = accounts.without_cash;
        reading.note(format!("{count} records move securities but no cash, and were left out."));
    }
    let uneven = |entry: &&Entry| {
        let parts = Money::try_sum(entry.splits.iter().map(|split| split.amount));
        !entry.splits.is_empty() && parts != Ok(entry.amount)
    };
    let uneven: Vec<usize> = accounts.entries().filter(uneven).map(|entry| entry.line).collect();
    if let Some(first) = uneven.first() {
        let count = uneven.len();
        reading.note(format!(
            "The parts of {count} records don't add up to their amount, the first of them on line {first}."
        ));
    }
    if file.lists > 0 {
        reading.note(format!("{} records of lists (categories, prices, …) were left out.", file.lists));
    }
    if let Some(first) = file.unknown.first() {
        let count = file.unknown.len();
        reading.note(format!(
            "{count} lines have no meaning in QIF and were left out, the first of them line {first}."
        ));
    }
    reading.statements = accounts.finish();
    reading
}

struct File<'a> {
    records: Vec<Record<'a>>,
    lists: usize,
    said: Option<DateOrder>,
    unknown: Vec<usize>,
}

impl<'a> File<'a> {
    fn collect(&mut self, text: &'a str) {
        let mut section = Section::Register(AccountKind::Checking);
        let mut record = Record { section, line: 0, fields: vec![] };
        for (at, line) in text.lines().enumerate() {
            let line = line.trim_matches([' ', '\t', '\r', '\u{feff}']);
            let Some(letter) = line.chars().next() else { continue };
            let value = line[letter.len_utf8()..].trim();
            match letter {
                '!' => {
                    self.end(&mut record, section);
                    section = self.header(value, at + 1, section);
                }
                '^' => self.end(&mut record, section),
                _ => {
                    if record.fields.is_empty() {
                        record.line = at + 1;
                    }
                    if section != Section::List && !(letter.is_ascii_uppercase() || "$%/".contains(letter)) {
                        self.unknown.push(at + 1);
                    }
                    record.fields.push((letter, value));
                }
            }
        }
        self.end(&mut record, section);
    }

    fn end(&mut self, record: &mut Record<'a>, section: Section) {
        let fields = std::mem::take(&mut record.fields);
        if section == Section::List {
            self.lists += usize::from(!fields.is_empty());
        } else if fields.iter().any(|(_, value)| !value.is_empty()) {
            self.records.push(Record { section, line: record.line, fields });
        }
    }

    fn header(&mut self, value: &str, line: usize, section: Section) -> Section {
        let lower = value.to_ascii_lowercase();
        let Some((what, kind)) = lower.split_once(':').or(Some((lower.as_str(), ""))) else { return section };
        let squeezed: String = kind.split_whitespace().collect();
        match what.trim() {
            "account" => Section::Account,
            "option" | "clear" => {
                match squeezed.as_str() {
                    "mdy" => self.said = Some(DateOrder::MonthDayYear),
                    "dmy" => self.said = Some(DateOrder::DayMonthYear),
                    _ => {}
                }
                section
            }
            "type" => match squeezed.as_str() {
                "invst" | "port" | "mutual" | "401(k)/403(b)" => Section::Invested,
                "cat" | "class" | "tag" | "security" | "prices" | "budget" | "memorized" | "template"
                | "invitem" | "bill" | "invoice" | "tax" | "payee" | "vat" => Section::List,
                kind => Section::Register(kind_of(kind)),
            },
            _ => {
                self.unknown.push(line);
                section
            }
        }
    }
}

fn kind_of(name: &str) -> AccountKind {
    match name.to_ascii_lowercase().split_whitespace().collect::<String>().as_str() {
        "ccard" => AccountKind::CreditCard,
        "cash" => AccountKind::Cash,
        "otha" => AccountKind::Asset,
        "othl" => AccountKind::Liability,
        "invst" | "port" | "mutual" | "401(k)/403(b)" => AccountKind::Investment,
        _ => AccountKind::Checking,
    }
}

/// Finds order and mark, and says what is a guess.
fn understand(reading: &mut Reading, file: &File<'_>, encoding: String, mapping: Option<&Mapping>) -> Style {
    let (mut orders, mut marks) = (OrderVote::default(), MarkVote::default());
    for record in file.records.iter().filter(|record| record.section != Section::Account) {
        for (letter, value) in &record.fields {
            match letter {
                'D' => date::shape(value).into_iter().for_each(|shape| orders.see(shape)),
                'T' | 'U' | '$' => marks.see(value),
                _ => {}
            }
        }
    }
    let (mut dates, unsure_date) = orders.decide(DateOrder::MonthDayYear);
    let (mut decimal, unsure_mark) = marks.decide();
    // A comma before three digits is Quicken's own way to write thousands.
    let mut unsure = unsure_date && file.said.is_none();
    (dates, decimal) = (file.said.unwrap_or(dates), if unsure_mark { DecimalMark::Point } else { decimal });
    if let Some(mapping) = mapping {
        (dates, decimal, unsure) = (mapping.dates, mapping.decimal, false);
    }
    let this = |dates| Mapping {
        fingerprint: "qif".into(),
        encoding: encoding.clone(),
        separator: '\n',
        header_line: None,
        decimal,
        dates,
        columns: vec![],
        negate: false,
        signed_debits: false,
        currency: None,
    };
    let known = &mut reading.understanding;
    (known.dates, known.decimal, known.mapping) = (Some(dates), Some(decimal), Some(this(dates)));
    if unsure {
        let (other, says) = match dates {
            DateOrder::MonthDayYear => (DateOrder::DayMonthYear, "month first"),
            _ => (DateOrder::MonthDayYear, "day first"),
        };
        known.ambiguous = true;
        known.alternatives = vec![this(other)];
        known.notes.push(format!(
            "No date of this file tells whether the day or the month comes first. They were read {says}: check one."
        ));
    }
    reading.understanding.encoding = Some(encoding);
    Style { dates, decimal }
}

/// A record of a bank's, a card's or a cash register.
fn register(record: &Record<'_>, style: &Style) -> Result<Entry, Problem> {
    let line = record.line;
    let date = style.date(line, "D", record.get('D'))?;
    let mut splits: Vec<Split> = vec![];
    let mut percents: Vec<Option<Money>> = vec![];
    let mut amounts: Vec<bool> = vec![];
    for (letter, value) in &record.fields {
        match (letter, splits.last_mut()) {
            ('S', _) => {
                let (category, transfer_to) = category(value);
                splits.push(Split { category, transfer_to, ..Split::default() });
                percents.push(None);
                amounts.push(false);
            }
            ('E', Some(split)) => split.memo = some(value),
            ('$', Some(split)) => {
                split.amount = style.amount(line, "$", value.trim_start_matches('='))?;
                amounts.last_mut().into_iter().for_each(|has| *has = true);
            }
            ('%', Some(_)) => {
                let percent = style.amount(line, "%", value.trim_end_matches('%')).ok();
                percents.last_mut().into_iter().for_each(|known| *known = percent);
            }
            _ => {}
        }
    }
    let total = match record.get('T').or_else(|| record.get('U')) {
        Some(value) => style.amount(line, "T", value)?,
        None if amounts.contains(&true) => Money::try_sum(splits.iter().map(|split| split.amount))
            .map_err(|_| Problem::new(line, "The parts of this record are too large to add up."))?,
        None => return Err(Problem::new(line, "This record has no amount (T). Add it, and read again.")),
    };
    for (at, split) in splits.iter_mut().enumerate().filter(|(at, _)| !amounts[*at]) {
        if let Some(percent) = percents[at] {
            let share = total.mul_ratio(percent.units(), 100 * Money::SCALE, base::money::Rounding::HalfEven);
            split.amount = share.unwrap_or_default();
        }
    }
    let mut entry = Entry::new(line, date, total);
    entry.payee = record.get('P').and_then(some);
    entry.memo = record.get('M').and_then(some).unwrap_or_default();
    entry.number = record.get('N').and_then(some);
    (entry.category, entry.transfer_to) = record.get('L').map(category).unwrap_or_default();
    entry.splits = splits;
    Ok(entry)
}

/// `Food:Groceries` is a category, `[Savings]` an account.
fn category(value: &str) -> (Option<String>, Option<String>) {
    match value.trim().strip_prefix('[') {
        Some(account) => (None, some(account.split(']').next().unwrap_or_default())),
        None => (some(value), None),
    }
}

/// The accounts of a file: one statement each, also when the file comes back to it.
#[derive(Default)]
struct Accounts {
    name: Option<String>,
    balances: HashMap<String, Balance>,
    places: HashMap<(Option<String>, AccountKind), usize>,
    statements: Vec<Statement>,
    without_cash: usize,
}

impl Accounts {
    fn name(&mut self, record: &Record<'_>, style: &Style) {
        self.name = record.get('N').and_then(some);
        let date = record.get('/').and_then(|value| date::parse(value, style.dates));
        let amount = record.get('$').and_then(|value| amount::parse(value, style.decimal).ok());
        if let (Some(name), Some(date), Some(amount)) = (&self.name, date, amount) {
            self.balances.insert(name.clone(), Balance { date, amount: amount.money });
        }
    }

    fn statement(&mut self, kind: AccountKind) -> &mut Statement {
        let next = self.statements.len();
        let at = *self.places.entry((self.name.clone(), kind)).or_insert(next);
        if at == next {
            let account = self.name.clone();
            self.statements.push(Statement { account, kind: Some(kind), ..Statement::default() });
        }
        &mut self.statements[at]
    }

    fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.statements.iter().flat_map(|statement| &statement.entries)
    }

    fn finish(mut self) -> Vec<Statement> {
        for statement in &mut self.statements {
            statement.closing = statement.account.as_ref().and_then(|name| self.balances.get(name)).copied();
            // Quicken names an account that has no other header by a transfer from itself.
            let opening = |entry: &&mut Entry| {
                entry.payee.as_deref().is_some_and(|payee| payee.eq_ignore_ascii_case("opening balance"))
            };
            if let Some(entry) = statement.entries.first_mut().filter(opening)
                && let Some(own) = entry.transfer_to.take()
            {
                statement.account.get_or_insert(own);
            }
        }
        self.statements
    }
}
