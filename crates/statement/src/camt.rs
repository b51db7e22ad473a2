//! CAMT.052, .053 and .054 of ISO 20022, in all of their versions: names are looked at, not name spaces.
mod booking;
mod tree;

use base::money::Money;
use chrono::NaiveDate;

use crate::{
    Balance, Format, Problem, Reading, Statement, amount, currency, date,
    text::{account, some},
};
use tree::{Node, Part, Parts};

/// Does the file look like CAMT?
pub(crate) fn is(text: &str) -> bool {
    let mut end = text.len().min(16 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    ["BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn", ":camt.05"]
        .iter()
        .any(|word| text[..end].contains(word))
}

/// The encoding that the XML declaration names.
pub(crate) fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let after = head.split_once("encoding=")?.1;
    Some(after.trim_start_matches(['"', '\'']).split(['"', '\'', '?', ' ']).next()?.to_string())
}

/// What the message says about all of its statements.
#[derive(Default)]
struct Message {
    created: Option<NaiveDate>,
}

pub(crate) fn read(text: &str, encoding: String) -> Reading {
    let mut reader = Reader {
        reading: Reading::new(Format::Camt),
        message: Message::default(),
        statement: None,
        dateless: vec![],
        fallback: None,
        interim: None,
    };
    reader.reading.understanding.encoding = Some(encoding);
    for part in Parts::new(text) {
        match part {
            Ok(part) => reader.take(part),
            Err(problem) => reader.reading.problems.push(problem),
        }
    }
    reader.finish()
}

struct Reader {
    reading: Reading,
    message: Message,
    statement: Option<Statement>,
    /// Entries without any date of their own, to be dated when the statement is known.
    dateless: Vec<usize>,
    fallback: Option<NaiveDate>,
    /// The last balance of the day so far.
    interim: Option<Balance>,
}

impl Reader {
    fn take(&mut self, part: Part) {
        match part {
            Part::Begins => {
                self.close();
                self.statement = Some(Statement::default());
            }
            Part::Ends => self.close(),
            Part::Node(node) => self.node(&node),
        }
    }

    fn node(&mut self, node: &Node) {
        let Some(statement) = &mut self.statement else {
            if node.name == "GrpHdr" {
                self.message.created = node.text("CreDtTm").and_then(day).or(self.message.created);
            }
            return;
        };
        match node.name.as_str() {
            "Acct" => describe(statement, node),
            "Bal" => {
                if let Err(problem) = balance(statement, &mut self.interim, node) {
                    self.reading.problems.push(problem);
                }
            }
            "Ntry" => match booking::entry(node, statement.account.as_deref(), &mut self.reading.problems) {
                Ok((entry, dated)) => {
                    if !dated {
                        self.dateless.push(statement.entries.len());
                    }
                    statement.entries.push(entry);
                }
                Err(problem) => self.reading.problems.push(problem),
            },
            "FrToDt" => {
                let to = node.text("ToDtTm").or_else(|| node.text("ToDt"));
                self.fallback = to.and_then(day).or(self.fallback);
            }
            "CreDtTm" => self.fallback = self.fallback.or(day(&node.text)),
            _ => {}
        }
    }

    fn close(&mut self) {
        let Some(mut statement) = self.statement.take() else { return };
        let closed = statement.closing.or(self.interim).map(|balance| balance.date);
        let date = closed.or(self.fallback.take()).or(self.message.created);
        let dateless = std::mem::take(&mut self.dateless);
        if let (Some(date), Some(first)) = (date, dateless.first().and_then(|at| statement.entries.get(*at)))
        {
            let (count, line) = (dateless.len(), first.line);
            self.reading.note(format!(
                "{count} entries have no date, the first of them on line {line}. They got that of their statement, {date}."
            ));
            for at in dateless {
                statement.entries.get_mut(at).into_iter().for_each(|entry| entry.date = date);
            }
        } else {
            let mut places = (0..).zip(std::mem::take(&mut statement.entries)).collect::<Vec<(usize, _)>>();
            let mut wanted = dateless.into_iter().peekable();
            for (at, entry) in places.drain(..) {
                if wanted.next_if_eq(&at).is_none() {
                    statement.entries.push(entry);
                    continue;
                }
                let reason = "Neither this entry nor its statement has a date. Enter it by hand.";
                self.reading.problems.push(Problem::new(entry.line, reason));
            }
        }
        statement.closing = statement.closing.or(self.interim.take());
        let first = statement.entries.iter().find_map(|entry| entry.currency.clone());
        statement.currency = statement.currency.or(first);
        self.reading.statements.push(statement);
    }

    fn finish(mut self) -> Reading {
        self.close();
        self.reading
    }
}

/// The day of a date or time, as written.
fn day(text: &str) -> Option<NaiveDate> {
    date::parse_iso(text)
}

fn describe(statement: &mut Statement, node: &Node) {
    statement.account = number(node);
    statement.currency = node.text("Ccy").and_then(currency::code).map(String::from);
    let owner = node.child("Ownr").and_then(party).or_else(|| node.text("Nm").and_then(some));
    statement.owner = owner;
    let bank = node.child("Svcr").and_then(|servicer| servicer.child("FinInstnId"));
    let name = |tag: &str| bank.and_then(|bank| bank.text(tag)).and_then(some);
    statement.bank = name("BICFI").or_else(|| name("BIC")).or_else(|| name("Nm"));
}

/// IBAN, or whatever number an account has.
fn number(node: &Node) -> Option<String> {
    let id = node.child("Id")?;
    let other = || ["Othr", "PrtryAcct"].into_iter().find_map(|tag| id.child(tag)?.text("Id"));
    id.text("IBAN").or_else(|| id.text("BBAN")).or_else(other).and_then(account)
}

/// The name of a party; since version 8 a level deeper, and perhaps a bank.
fn party(node: &Node) -> Option<String> {
    let bank = || node.child("Agt")?.child("FinInstnId")?.text("Nm");
    node.text("Nm").or_else(|| node.child("Pty")?.text("Nm")).or_else(bank).and_then(some)
}

/// Signed amount of a node with `Amt` and `CdtDbtInd`.
fn signed(node: &Node) -> Result<(Money, Option<String>), Problem> {
    let Some(amt) = node.child("Amt") else {
        return Err(Problem::new(
            node.line,
            "There is no amount (Amt) here. Ask the bank for the file again.",
        ));
    };
    let wrong = |reason: &str| Problem::at(amt.line, "Amt", &amt.text, reason);
    let money = amount::parse_any(&amt.text).map_err(|fault| wrong(fault.reason()))?;
    let money = match node.text("CdtDbtInd").map(str::trim) {
        Some("CRDT" | "CRED" | "C") => money,
        Some("DBIT" | "DEBT" | "D") => {
            money.checked_neg().map_err(|_| wrong(amount::Fault::TooLarge.reason()))?
        }
        _ if money == Money::ZERO => money,
        Some(other) => {
            return Err(Problem::at(
                node.line,
                "CdtDbtInd",
                other,
                "This says neither credit (CRDT) nor debit (DBIT).",
            ));
        }
        None => {
            let reason = "Nothing says whether this is a credit or a debit (CdtDbtInd). Enter it by hand.";
            return Err(Problem::at(node.line, "CdtDbtInd", "", reason));
        }
    };
    Ok((money, amt.currency.as_deref().and_then(currency::code).map(String::from)))
}

fn balance(statement: &mut Statement, interim: &mut Option<Balance>, node: &Node) -> Result<(), Problem> {
    let kind = node
        .child("Tp")
        .and_then(|tp| tp.child("CdOrPrtry"))
        .and_then(|kind| kind.text("Cd").or(kind.text("Prtry")));
    let place = match kind.unwrap_or_default() {
        "OPBD" => &mut statement.opening,
        "PRCD" if statement.opening.is_none() => &mut statement.opening,
        "CLBD" => &mut statement.closing,
        "ITBD" => interim,
        _ => return Ok(()),
    };
    let (amount, code) = signed(node)?;
    let date = node
        .child("Dt")
        .and_then(|date| date.text("Dt").or(date.text("DtTm")))
        .or(node.text("Dt"))
        .and_then(day);
    let Some(date) = date else {
        return Err(Problem::new(node.line, "This balance has no date (Dt), and was left out."));
    };
    *place = Some(Balance { date, amount });
    statement.currency = statement.currency.take().or(code);
    Ok(())
}
