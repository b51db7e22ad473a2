//! One booking of an OFX file: at a bank, or what a deal in securities does to the cash.
use chrono::NaiveDate;

use super::is_zero;
use crate::{
    Entry, Problem, Status, amount, currency, date,
    text::{account, some},
};

/// Aggregates of deals in securities.
pub(super) fn is_invested(name: &str) -> bool {
    matches!(
        name,
        "BUYDEBT"
            | "BUYMF"
            | "BUYOPT"
            | "BUYOTHER"
            | "BUYSTOCK"
            | "CLOSUREOPT"
            | "INCOME"
            | "INVEXPENSE"
            | "JRNLFUND"
            | "JRNLSEC"
            | "MARGININTEREST"
            | "REINVEST"
            | "RETOFCAP"
            | "SELLDEBT"
            | "SELLMF"
            | "SELLOPT"
            | "SELLOTHER"
            | "SELLSTOCK"
            | "SPLIT"
            | "TRANSFER"
    )
}

/// The values of a booking, as they come.
#[derive(Default)]
pub(super) struct Booking {
    kind: &'static str,
    line: usize,
    code: Option<String>,
    posted: Option<String>,
    user: Option<String>,
    value_date: Option<String>,
    amount: Option<String>,
    balance: Option<String>,
    currency: Option<String>,
    id: Option<String>,
    reference: Option<String>,
    number: Option<String>,
    name: Option<String>,
    memo: Option<String>,
    category: Option<String>,
    counterparty: Option<String>,
    security: Option<String>,
}

impl Booking {
    pub fn new(kind: &'static str, line: usize) -> Self {
        Self { kind, line, ..Self::default() }
    }

    /// Takes a value that stands in the aggregate `place`.
    pub fn value(&mut self, place: &str, name: &str, text: &str) {
        let slot = match (place, name) {
            ("CURRENCY", "CURSYM") | ("", "CURRENCY") => &mut self.currency,
            ("ORIGCURRENCY" | "IMAGEDATA", _) => return,
            ("BANKACCTTO" | "CCACCTTO", "ACCTID") => &mut self.counterparty,
            ("BANKACCTTO" | "CCACCTTO", _) => return,
            ("", "PAYEE") | (_, "NAME") => &mut self.name,
            ("PAYEE", _) => return,
            (_, "TRNTYPE" | "INCOMETYPE") => &mut self.code,
            (_, "DTPOSTED" | "DTTRADE" | "DTTRAN") => &mut self.posted,
            (_, "DTUSER") => &mut self.user,
            (_, "DTAVAIL" | "DTSETTLE" | "VALUEDATE") => &mut self.value_date,
            (_, "TRNAMT" | "TOTAL") => &mut self.amount,
            (_, "ACCTBAL") => &mut self.balance,
            (_, "FITID") => &mut self.id,
            (_, "REFNUM") => &mut self.reference,
            (_, "CHECKNUM") => &mut self.number,
            (_, "EXTDNAME") if self.name.is_none() => &mut self.name,
            (_, "MEMO" | "MEMO2") => &mut self.memo,
            (_, "CATEGORY") => &mut self.category,
            (_, "UNIQUEID") => &mut self.security,
            _ => return,
        };
        // MEMO may come twice; of everything else, the first counts.
        if slot.is_none() {
            *slot = some(text);
        } else if name.starts_with("MEMO") {
            let more = format!("{} {text}", slot.take().unwrap_or_default());
            *slot = some(&more);
        }
    }

    /// The entry; none when no cash moves.
    pub fn entry(self) -> Result<Option<Entry>, Problem> {
        let invested = is_invested(self.kind);
        // What is earned and spent at once leaves the cash as it was.
        let still = matches!(self.kind, "REINVEST" | "TRANSFER" | "SPLIT" | "JRNLSEC" | "CLOSUREOPT");
        if still || (invested && self.amount.as_deref().is_none_or(is_zero)) {
            return Ok(None);
        }
        let date = self.date()?;
        let Some(value) = &self.amount else {
            return Err(Problem::new(self.line, "This booking has no amount (TRNAMT). Enter it by hand."));
        };
        let money = amount::parse_any(value)
            .map_err(|fault| Problem::at(self.line, "TRNAMT", value, fault.reason()))?;
        let mut entry = Entry::new(self.line, date, money);
        entry.value_date = self.value_date.as_deref().and_then(date::parse_iso);
        entry.currency = self.currency.as_deref().and_then(currency::code).map(String::from);
        entry.payee = self.name.or(self.security.filter(|_| invested));
        entry.counterparty = self.counterparty.as_deref().and_then(account);
        entry.memo = self.memo.unwrap_or_default();
        entry.reference = self.id.or(self.reference);
        entry.number = self.number.filter(|number| number.chars().any(|c| c != '0'));
        entry.code = if invested { Some(self.kind.to_string()) } else { self.code };
        entry.category = self.category;
        entry.status = if self.kind == "STMTTRNP" { Status::Pending } else { Status::Booked };
        entry.balance_after = self.balance.as_deref().and_then(|value| amount::parse_any(value).ok());
        Ok(Some(entry))
    }

    /// The first of its dates that is one.
    fn date(&self) -> Result<NaiveDate, Problem> {
        let given = [&self.posted, &self.user, &self.value_date];
        if let Some(date) = given.into_iter().flatten().find_map(|value| date::parse_iso(value)) {
            return Ok(date);
        }
        Err(match given.into_iter().flatten().next() {
            Some(value) => {
                Problem::at(self.line, "DTPOSTED", value, "This is not a date. Enter the booking by hand.")
            }
            None => Problem::new(self.line, "This booking has no date (DTPOSTED). Enter it by hand."),
        })
    }
}
