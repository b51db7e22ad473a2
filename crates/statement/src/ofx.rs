//! OFX 1 and 2, and QFX. Values are taken from the tag they follow; an aggregate lasts until it is closed, or until
//! one begins that can't be inside it, since many banks forget the end tags.
mod booking;
mod tokens;

use std::collections::HashMap;

use base::money::Money;

use crate::{
    AccountKind, Balance, Entry, Format, Problem, Reading, Statement, amount, date,
    text::{Lines, account, some},
};
use booking::Booking;
use tokens::{Tag, Tags};

/// Does the file look like OFX?
pub(crate) fn is(text: &str) -> bool {
    let mut end = text.len().min(64 * 1024);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_uppercase();
    head.trim_start().starts_with("OFXHEADER")
        || head.contains("<?OFX")
        || ["<OFX>", "<OFX ", "<STMTTRN>", "<BANKTRANLIST>", "<SIGNONMSGSRSV1>"]
            .iter()
            .any(|tag| head.contains(tag))
}

/// The character set that the header names: `CHARSET:1252`, `ENCODING:UTF-8`, `<?xml encoding="…"?>`.
pub(crate) fn label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_uppercase();
    let head = head.split("<OFX>").next().unwrap_or_default();
    let word = |key: &str| -> Option<String> {
        let after = head.split_once(key)?.1.trim_start_matches([' ', '"', '\'', '=']);
        let word: String =
            after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
        // On a single line the next key follows at once.
        let keys = ["COMPRESSION", "CHARSET", "OLDFILEUID", "NEWFILEUID", "SECURITY"];
        Some(
            keys.iter()
                .find_map(|key| word.split_once(key))
                .map_or(word.clone(), |(word, _)| word.to_string()),
        )
    };
    let charset = word("CHARSET:").filter(|word| !word.is_empty() && word != "NONE");
    let named = match charset.as_deref() {
        Some(number) if number.starts_with("125") => Some(format!("windows-{number}")),
        Some(other) => Some(other.replace("8859-1", "iso-8859-1").replace("iso-iso", "iso")),
        None => word("ENCODING:").filter(|word| word.starts_with("UTF")),
    };
    named.or_else(|| word("ENCODING="))
}

pub(crate) fn read(text: &str, encoding: String) -> Reading {
    let mut reader = Reader {
        reading: Reading::new(Format::Ofx),
        stack: vec![],
        statement: None,
        organisation: None,
        booking: None,
        balance: (0, None, None),
        securities: HashMap::new(),
        security: None,
        unclassed: 0,
        without_cash: 0,
        positions: 0,
        status: (0, None, None),
    };
    reader.reading.understanding.encoding = Some(encoding);
    let mut lines = Lines::new(text);
    for tag in Tags::new(text) {
        let line = lines.at(tag.at);
        reader.take(&tag, line);
    }
    reader.close_from(0);
    reader.finish()
}

/// The aggregates that matter, and how deep they are. One of a depth ends all of this depth and deeper.
fn depth(name: &str) -> Option<u8> {
    Some(match name {
        "STMTTRNRS" | "CCSTMTTRNRS" | "INVSTMTTRNRS" | "SECLIST" | "SONRS" | "ACCTINFORS"
        | "SIGNUPMSGSRSV1" | "BANKMSGSRSV1" | "CREDITCARDMSGSRSV1" | "INVSTMTMSGSRSV1"
        | "SECLISTMSGSRSV1" | "SIGNONMSGSRSV1" => 1,
        "STMTRS" | "CCSTMTRS" | "INVSTMTRS" | "SECINFO" | "STATUS" | "FI" | "ACCTINFO" => 2,
        "BANKTRANLIST" | "BANKTRANLISTP" | "INVTRANLIST" | "INVPOSLIST" | "INVOOLIST" | "LEDGERBAL"
        | "AVAILBAL" | "INVBAL" | "BALLIST" | "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" | "INV401K"
        | "INV401KBAL" => 3,
        name if booking::is_invested(name) => 4,
        "INVBANKTRAN" | "POSSTOCK" | "POSMF" | "POSDEBT" | "POSOPT" | "POSOTHER" => 4,
        "STMTTRN" | "STMTTRNP" | "INVBUY" | "INVSELL" => 5,
        "INVTRAN" | "SECID" | "PAYEE" | "CURRENCY" | "ORIGCURRENCY" | "BANKACCTTO" | "CCACCTTO"
        | "IMAGEDATA" => 6,
        _ => return None,
    })
}

struct Reader {
    reading: Reading,
    /// The open aggregates that matter.
    stack: Vec<&'static str>,
    statement: Option<Statement>,
    organisation: Option<String>,
    booking: Option<Booking>,
    /// Line, amount and date of a balance.
    balance: (usize, Option<String>, Option<String>),
    /// Names of securities by their id; they come at the end of the file.
    securities: HashMap<String, String>,
    security: Option<String>,
    unclassed: usize,
    without_cash: usize,
    positions: usize,
    /// Line, code and message of what the server says.
    status: (usize, Option<String>, Option<String>),
}

impl Reader {
    fn take(&mut self, tag: &Tag<'_>, line: usize) {
        let upper = tag.name.to_ascii_uppercase();
        if let Some(name) = NAMES.iter().copied().find(|name| *name == upper)
            && let Some(depth) = depth(name)
        {
            if tag.closes {
                if let Some(at) = self.stack.iter().rposition(|open| *open == name) {
                    self.close_from(at);
                }
                return;
            }
            let at = self.stack.iter().position(|open| self::depth(open).is_some_and(|other| other >= depth));
            self.close_from(at.unwrap_or(self.stack.len()));
            // <PAYEE> and <CURRENCY> hold tags, but some banks write the text at once.
            match &mut self.booking {
                Some(booking) if depth == 6 && !tag.text.is_empty() => booking.value("", name, &tag.text),
                _ => self.open(name, line),
            }
        } else if !tag.closes && !tag.text.is_empty() {
            self.value(&upper, &tag.text, line);
        }
    }

    fn open(&mut self, name: &'static str, line: usize) {
        match name {
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => {
                let kind = match name {
                    "CCSTMTRS" => Some(AccountKind::CreditCard),
                    "INVSTMTRS" => Some(AccountKind::Investment),
                    _ => None,
                };
                self.statement = Some(Statement { kind, ..Statement::default() });
            }
            "STMTTRN" | "STMTTRNP" => self.booking = Some(Booking::new(name, line)),
            name if booking::is_invested(name) => self.booking = Some(Booking::new(name, line)),
            "LEDGERBAL" => self.balance = (line, None, None),
            "STATUS" => self.status = (line, None, None),
            "POSSTOCK" | "POSMF" | "POSDEBT" | "POSOPT" | "POSOTHER" => self.positions += 1,
            _ => {}
        }
        self.stack.push(name);
    }

    /// Closes all aggregates from this place of the stack on, the innermost first.
    fn close_from(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(name) = self.stack.pop() else { return };
            match name {
                "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => self.reading.statements.extend(self.statement.take()),
                "LEDGERBAL" => self.close_balance(),
                "STATUS" => self.close_status(),
                "SECINFO" => self.security = None,
                _ if name == "STMTTRN" || name == "STMTTRNP" || booking::is_invested(name) => {
                    self.close_booking()
                }
                _ => {}
            }
        }
    }

    fn close_booking(&mut self) {
        let Some(booking) = self.booking.take() else { return };
        match booking.entry() {
            Ok(Some(entry)) => {
                // Bookings without a statement around them are kept, in one of their own.
                let statement = self.statement.get_or_insert_default();
                if !self.stack.iter().any(|name| name.ends_with("STMTRS")) {
                    self.unclassed += 1;
                }
                statement.entries.push(entry);
            }
            Ok(None) => self.without_cash += 1,
            Err(problem) => self.reading.problems.push(problem),
        }
    }

    fn close_balance(&mut self) {
        let (line, Some(value), as_of) = std::mem::take(&mut self.balance) else { return };
        let date = as_of.as_deref().and_then(date::parse_iso);
        match (amount::parse_any(&value), date, &mut self.statement) {
            (Ok(amount), Some(date), Some(statement)) => statement.closing = Some(Balance { date, amount }),
            (Err(fault), _, _) => {
                self.reading.problems.push(Problem::at(line, "BALAMT", &value, fault.reason()));
            }
            _ => self.reading.note(format!("The balance on line {line} has no date and was left out.")),
        }
    }

    fn close_status(&mut self) {
        let (line, Some(code), message) = std::mem::take(&mut self.status) else { return };
        if code.chars().any(|c| matches!(c, '1'..='9')) && code != "1" {
            let said = message.map_or_else(String::new, |message| format!(": “{message}”"));
            let reason = format!(
                "The bank answered with an error instead of a statement{said}. Ask it for the file again."
            );
            self.reading.problems.push(Problem::at(line, "STATUS", &code, reason));
        }
    }

    fn inside(&self, name: &str) -> bool {
        self.stack.contains(&name)
    }

    fn value(&mut self, name: &str, text: &str, line: usize) {
        let place = self.stack.last().copied().unwrap_or_default();
        match place {
            "STATUS" => match name {
                "CODE" => self.status.1 = some(text),
                "MESSAGE" => self.status.2 = some(text),
                _ => {}
            },
            "FI" if name == "ORG" => self.organisation = some(text),
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => self.account(name, text),
            "LEDGERBAL" => match name {
                "BALAMT" => self.balance = (line, some(text), self.balance.2.take()),
                "DTASOF" => self.balance.2 = some(text),
                _ => {}
            },
            "SECID" | "SECINFO" if self.inside("SECINFO") => match name {
                "UNIQUEID" => self.security = some(text),
                "SECNAME" => {
                    let id = self.security.take();
                    self.securities.extend(id.zip(some(text)));
                }
                _ => {}
            },
            _ if self.booking.is_some() => {
                if let Some(booking) = &mut self.booking {
                    booking.value(place, name, text);
                }
            }
            _ if name == "CURDEF" => {
                self.statement.get_or_insert_default().currency =
                    crate::currency::code(text).map(String::from);
            }
            _ => {}
        }
    }

    fn account(&mut self, name: &str, text: &str) {
        // The same aggregate stands in lists of accounts, where no statement is.
        let Some(statement) = &mut self.statement else { return };
        match name {
            "ACCTID" => statement.account = account(text),
            "BANKID" | "BROKERID" => statement.bank = some(text),
            "ACCTTYPE" => {
                statement.kind = match text.to_ascii_uppercase().as_str() {
                    "CHECKING" => Some(AccountKind::Checking),
                    "SAVINGS" | "MONEYMRKT" | "CD" => Some(AccountKind::Savings),
                    "CREDITLINE" | "LOAN" => Some(AccountKind::Credit),
                    "CREDITCARD" => Some(AccountKind::CreditCard),
                    _ => statement.kind,
                }
            }
            _ => {}
        }
    }

    fn finish(mut self) -> Reading {
        self.reading.statements.extend(self.statement.take().filter(|rest| !rest.entries.is_empty()));
        for statement in &mut self.reading.statements {
            statement.bank = statement.bank.take().or_else(|| self.organisation.clone());
            for entry in &mut statement.entries {
                name_security(entry, &self.securities);
            }
        }
        let notes = [
            (self.without_cash, "records move securities but no cash"),
            (self.positions, "positions say what is held"),
        ];
        for (count, what) in notes.into_iter().filter(|(count, _)| *count > 0) {
            self.reading.note(format!("{count} {what}, and were left out."));
        }
        if self.unclassed > 0 {
            self.reading.note("Some bookings belong to no account. Check which account they are of.");
        }
        self.reading
    }
}

/// A booking of a security knows its id at first, and its name at the end.
fn name_security(entry: &mut Entry, names: &HashMap<String, String>) {
    if entry.code.as_deref().is_some_and(booking::is_invested)
        && let Some(name) = entry.payee.as_ref().and_then(|id| names.get(id))
    {
        entry.payee = Some(name.clone());
    }
}

/// Zero, where that is what the text says.
fn is_zero(text: &str) -> bool {
    amount::parse_any(text) == Ok(Money::ZERO)
}

/// Every name that [`depth`] knows.
const NAMES: &[&str] = &[
    "STMTTRNRS",
    "CCSTMTTRNRS",
    "INVSTMTTRNRS",
    "SECLIST",
    "SONRS",
    "ACCTINFORS",
    "SIGNUPMSGSRSV1",
    "BANKMSGSRSV1",
    "CREDITCARDMSGSRSV1",
    "INVSTMTMSGSRSV1",
    "SECLISTMSGSRSV1",
    "SIGNONMSGSRSV1",
    "STMTRS",
    "CCSTMTRS",
    "INVSTMTRS",
    "SECINFO",
    "STATUS",
    "FI",
    "ACCTINFO",
    "BANKTRANLIST",
    "BANKTRANLISTP",
    "INVTRANLIST",
    "INVPOSLIST",
    "INVOOLIST",
    "LEDGERBAL",
    "AVAILBAL",
    "INVBAL",
    "BALLIST",
    "BANKACCTFROM",
    "CCACCTFROM",
    "INVACCTFROM",
    "INV401K",
    "INV401KBAL",
    "INVBANKTRAN",
    "POSSTOCK",
    "POSMF",
    "POSDEBT",
    "POSOPT",
    "POSOTHER",
    "STMTTRN",
    "STMTTRNP",
    "INVBUY",
    "INVSELL",
    "INVTRAN",
    "SECID",
    "PAYEE",
    "CURRENCY",
    "ORIGCURRENCY",
    "BANKACCTTO",
    "CCACCTTO",
    "IMAGEDATA",
    "BUYDEBT",
    "BUYMF",
    "BUYOPT",
    "BUYOTHER",
    "BUYSTOCK",
    "CLOSUREOPT",
    "INCOME",
    "INVEXPENSE",
    "JRNLFUND",
    "JRNLSEC",
    "MARGININTEREST",
    "REINVEST",
    "RETOFCAP",
    "SELLDEBT",
    "SELLMF",
    "SELLOPT",
    "SELLOTHER",
    "SELLSTOCK",
    "SPLIT",
    "TRANSFER",
];
