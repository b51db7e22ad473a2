//! One row of a table becomes an entry, a problem, or a line that is none of both: a title, a sum.
use base::money::Money;
use chrono::NaiveDate;

use super::words::normal;
use crate::{
    Entry, Mapping, Problem, Role, Status, amount,
    currency::{self, Word},
    date,
    text::{account, some, tidy},
};

/// Reads rows as a mapping says.
pub(crate) struct RowReader {
    mapping: Mapping,
    header: Vec<String>,
    /// How many rows were left out, and the line of the first.
    titles: (usize, usize),
    failed: (usize, usize),
}

impl RowReader {
    pub fn new(mapping: Mapping) -> Self {
        Self { mapping, header: vec![], titles: (0, 0), failed: (0, 0) }
    }

    /// The names of the columns, for messages.
    pub fn name_columns(&mut self, header: Vec<String>) {
        // A mapping that was made by hand may end with the last column that it needs.
        let width = self.mapping.columns.len().max(header.len());
        self.mapping.columns.resize(width, Role::Ignored);
        self.header = header;
    }

    /// What was left out, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let mut say = |(count, line): (usize, usize), what: &str| {
            if count > 0 {
                notes
                    .push(format!("{count} lines were left out that {what}, the first of them line {line}."));
            }
        };
        say(self.titles, "are titles, sums or balances");
        say(self.failed, "say that the payment failed or was cancelled");
        notes
    }

    /// The fields with a meaning, from the left.
    fn all<'a>(&self, fields: &'a [String], role: Role) -> impl Iterator<Item = (usize, &'a str)> {
        let roles = self.mapping.columns.iter().zip(fields).enumerate();
        roles
            .filter(move |(_, (r, _))| **r == role)
            .map(|(at, (_, field))| (at, field.trim()))
            .filter(|(_, f)| !f.is_empty())
    }

    fn first<'a>(&self, fields: &'a [String], role: Role) -> Option<&'a str> {
        self.all(fields, role).next().map(|(_, field)| field)
    }

    fn name(&self, at: usize) -> String {
        let name = self.header.get(at).map(|name| tidy(name)).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| format!("column {}", at + 1))
    }

    /// The entry of a row; nothing for a row that is none.
    pub fn entry(&mut self, line: usize, fields: &[String]) -> Option<Result<Entry, Problem>> {
        if fields.iter().all(|field| field.trim().is_empty()) {
            return None;
        }
        let mended = match self.mend(line, fields) {
            Ok(mended) => mended,
            Err(problem) => return Some(Err(problem)),
        };
        let fields = mended.as_deref().unwrap_or(fields);
        let days = [Role::Date, Role::OtherDate, Role::ValueDate];
        let given = days.into_iter().find_map(|role| self.all(fields, role).next());
        let date = given.and_then(|(_, text)| date::parse(text, self.mapping.dates));
        let amount = self.amount(line, fields);
        let result = match (date, given, amount) {
            (Some(date), _, Ok(Some((money, code)))) => {
                if self.has_failed(fields) {
                    Self::count(&mut self.failed, line);
                    return None;
                }
                Ok(self.build(line, date, money, code, fields))
            }
            (Some(_), _, Err(problem)) => Err(problem),
            (Some(_), _, Ok(None)) if !is_title(fields) => {
                Err(Problem::new(line, "This row has no amount. Add it, or enter the booking by hand."))
            }
            (None, Some((at, text)), Ok(Some(_))) if text.chars().any(|c| c.is_ascii_digit()) => {
                Err(Problem::at(
                    line,
                    &self.name(at),
                    text,
                    "This is not a date as the others of this column are.",
                ))
            }
            (None, Some((at, text)), Err(_)) if date::shape(text).is_some() => Err(Problem::at(
                line,
                &self.name(at),
                text,
                "Neither date nor amount of this row can be read.",
            )),
            (None, None, Ok(Some(_))) if !is_title(fields) => {
                Err(Problem::new(line, "This row has no date. Add it, or enter the booking by hand."))
            }
            _ => {
                Self::count(&mut self.titles, line);
                return None;
            }
        };
        Some(result)
    }

    /// A row with more fields than columns holds the separator in a text or an amount without quotes. An amount can be put
    /// together again, `(1` and `234.56)`; of a text nobody knows where it ends.
    fn mend(&self, line: usize, fields: &[String]) -> Result<Option<Vec<String>>, Problem> {
        let width = self.mapping.columns.len();
        let filled = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |at| at + 1);
        if filled <= width {
            return Ok(None);
        }
        let mut fields = fields[..filled].to_vec();
        let money = [Role::Amount, Role::Debit, Role::Credit, Role::Balance];
        for at in (0..width).filter(|at| money.contains(&self.mapping.columns[*at])) {
            while self.mapping.separator == ',' && fields.len() > width {
                let Some(next) = fields.get(at + 1) else { break };
                let whole = format!("{},{next}", fields[at]);
                if !next.starts_with(|c: char| c.is_ascii_digit())
                    || amount::parse(&whole, self.mapping.decimal).is_err()
                {
                    break;
                }
                fields[at] = whole;
                fields.remove(at + 1);
            }
        }
        if fields.len() == width {
            return Ok(Some(fields));
        }
        let reason = "This row has more fields than the table has columns. Put quotes around the text that holds the separator.";
        Err(Problem::at(line, "row", &fields.join(&self.mapping.separator.to_string()), reason))
    }

    fn count(counter: &mut (usize, usize), line: usize) {
        *counter = (counter.0 + 1, if counter.0 == 0 { line } else { counter.1 });
    }

    /// The signed amount, and the currency beside it.
    fn amount(&self, line: usize, fields: &[String]) -> Result<Option<(Money, Option<String>)>, Problem> {
        let read = |role: Role| -> Result<Option<(Money, Option<String>)>, Problem> {
            let Some((at, text)) = self.all(fields, role).next() else { return Ok(None) };
            match amount::parse(text, self.mapping.decimal) {
                Ok(amount) => Ok(Some((amount.money, amount.currency))),
                // A dash stands for nothing.
                Err(_) if role != Role::Amount && text.chars().all(|c| "-–—/ ".contains(c)) => Ok(None),
                Err(fault) => Err(Problem::at(line, &self.name(at), text, fault.reason())),
            }
        };
        let large =
            |_| Problem::new(line, "The amount of this row is too large. Check it against the bank's paper.");
        let turned =
            |money: Money, turn: bool| if turn { money.checked_neg().map_err(large) } else { Ok(money) };
        if let Some((money, code)) = read(Role::Amount)? {
            let negate = self.mapping.negate;
            let direction = self.first(fields, Role::Direction).and_then(currency::direction);
            let money = match direction {
                Some(word) => {
                    let plus = turned(money, money < Money::ZERO)?;
                    turned(plus, word == Word::Out)?
                }
                None => money,
            };
            return Ok(Some((turned(money, negate)?, code)));
        }
        let (debit, credit) = (read(Role::Debit)?, read(Role::Credit)?);
        let code = credit.iter().chain(&debit).find_map(|(_, code)| code.clone());
        let turn = self.mapping.signed_debits == self.mapping.negate;
        let out = match &debit {
            Some((money, _)) => turned(*money, turn)?,
            None => Money::ZERO,
        };
        match credit {
            None if debit.is_none() => Ok(None),
            None => Ok(Some((out, code))),
            Some((money, _)) => Ok(Some((money.checked_add(out).map_err(large)?, code))),
        }
    }

    fn has_failed(&self, fields: &[String]) -> bool {
        let words = [
            "failed",
            "declined",
            "reverted",
            "cancelled",
            "canceled",
            "rejected",
            "denied",
            "refuse",
            "abgelehnt",
            "storniert",
            "fehlgeschlagen",
            "geweigerd",
            "rifiutato",
            "rechazado",
        ];
        self.first(fields, Role::Status).is_some_and(|status| words.contains(&normal(status).as_str()))
    }

    fn build(
        &self,
        line: usize,
        date: NaiveDate,
        money: Money,
        code: Option<String>,
        fields: &[String],
    ) -> Entry {
        let text = |role: Role| self.first(fields, role).and_then(some);
        let mut entry = Entry::new(line, date, money);
        entry.value_date =
            self.first(fields, Role::ValueDate).and_then(|text| date::parse(text, self.mapping.dates));
        let column = self.first(fields, Role::Currency).and_then(currency::named).map(String::from);
        entry.currency = column.or(code).or_else(|| self.mapping.currency.clone());
        entry.account = self.first(fields, Role::Account).and_then(account);
        let (payee, payer) = (text(Role::Payee), text(Role::Payer));
        entry.payee = if money > Money::ZERO { payer.or(payee) } else { payee.or(payer) };
        entry.counterparty = self.first(fields, Role::Counterparty).and_then(account);
        entry.memo = memo(self.all(fields, Role::Memo).map(|(_, text)| text));
        entry.reference = text(Role::Reference);
        entry.end_to_end = text(Role::EndToEnd);
        entry.number = text(Role::Number);
        entry.code = text(Role::Code);
        entry.category = text(Role::Category);
        entry.status = if self.first(fields, Role::Status).is_some_and(is_pending) {
            Status::Pending
        } else {
            Status::Booked
        };
        let balance = self.first(fields, Role::Balance);
        let balance = balance.and_then(|text| amount::parse(text, self.mapping.decimal).ok());
        entry.balance_after = balance.map(|amount| amount.money);
        entry
    }
}

/// Texts one after the other, each once.
fn memo<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut memo = String::new();
    for text in texts.map(tidy) {
        if !memo.contains(&text) {
            memo = if memo.is_empty() { text } else { format!("{memo} {text}") };
        }
    }
    memo
}

fn is_pending(status: &str) -> bool {
    let status = normal(status);
    [
        "pending",
        "vorgemerkt",
        "offen",
        "en attente",
        "pendiente",
        "in sospeso",
        "reserv",
        "authori",
        "nicht gebucht",
        "pendente",
        "oczekuj",
        "処理中",
        "待处理",
        "처리중",
        "unposted",
    ]
    .iter()
    .any(|word| status.starts_with(word))
}

/// Does a field say that this row is a sum or a balance?
fn is_title(fields: &[String]) -> bool {
    let words = [
        "total",
        "sum",
        "summe",
        "gesamt",
        "saldo",
        "balance",
        "opening",
        "closing",
        "anfangssaldo",
        "endsaldo",
        "kontostand",
        "solde",
        "totale",
        "totaal",
        "suma",
        "summa",
        "alter",
        "neuer",
        "beginning",
        "ending",
        "合計",
        "合计",
        "小計",
        "合计金额",
        "합계",
        "계",
        "残高",
        "前期繰越",
        "totals",
        "subtotal",
        "brought",
        "carried",
        "übertrag",
    ];
    fields.iter().any(|field| {
        let name = normal(field.get(..field.len().min(80)).unwrap_or_default());
        name.split(' ').next().is_some_and(|first| words.contains(&first))
    })
}
