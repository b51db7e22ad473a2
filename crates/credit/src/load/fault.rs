//! What is wrong with a row, for a person who has to mend it.
use std::io::Result as IoResult;

use kernel::spool::Spool;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// So many bad rows stand in the answer itself; all of them are in the file.
pub const INLINE: usize = 1_000;
/// A value is shown up to so many characters.
const SHOWN: usize = 200;

/// A bad row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "LoadFault")]
pub struct Fault {
    /// Its number in the file; the header is row 1.
    pub row: u64,
    /// Its loan, as far as the row tells.
    pub loan_id: String,
    /// Everything that is wrong with it.
    pub error: String,
    /// The column of the first thing that is wrong.
    pub column: String,
    /// What stands there.
    pub value: String,
}

/// One thing that is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// In which column.
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    /// A full sentence.
    pub says: String,
}

impl Fault {
    /// Of a row with these reasons, of which there is one at least.
    pub fn of(row: u64, loan_id: &str, reasons: Vec<Reason>) -> Self {
        let error = reasons.iter().map(|reason| reason.says.as_str()).collect::<Vec<_>>().join("; ");
        let first = reasons.into_iter().next();
        let (column, value) = first.map_or_else(Default::default, |first| (first.column, first.value));
        Self { row, loan_id: shown(loan_id), error, column: column.to_owned(), value: shown(&value) }
    }
}

fn shown(text: &str) -> String {
    let mut kept = text.chars().take(SHOWN).filter(|c| !c.is_control()).collect::<String>();
    if text.chars().nth(SHOWN).is_some() {
        kept.push('…');
    }
    kept
}

/// Fields as a line of a file with commas.
pub fn own_text<'a>(fields: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::new();
    for (n, field) in fields.enumerate() {
        if n > 0 {
            line.push(',');
        }
        quoted(&mut line, field);
    }
    line
}

fn quoted(line: &mut String, field: &str) {
    if field.contains([',', '"', '\n', '\r']) {
        line.push('"');
        line.push_str(&field.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(field);
    }
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn harmless(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if risky { format!("'{text}") } else { text.to_owned() }
}

/// All bad rows on their way into a file, and the first of them.
pub struct Faults {
    spool: Spool,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub first: Vec<Fault>,
}

impl Faults {
    /// None yet; the file begins with its titles.
    pub fn new(mut spool: Spool) -> IoResult<Self> {
        // The mark at the start tells spreadsheets that this is UTF-8.
        spool.write("\u{feff}row,column,value,reason,text\r\n".as_bytes())?;
        Ok(Self { spool, count: 0, first: vec![] })
    }

    /// Adds a row with its own text.
    pub fn add(&mut self, fault: Fault, text: &str) -> IoResult<()> {
        let row = fault.row.to_string();
        let fields =
            [row, harmless(&fault.column), harmless(&fault.value), fault.error.clone(), harmless(text)];
        let line = own_text(fields.iter().map(String::as_str));
        self.spool.write(line.as_bytes())?;
        self.spool.write(b"\r\n")?;
        self.count += 1;
        if self.first.len() < INLINE {
            self.first.push(fault);
        }
        Ok(())
    }

    /// The file.
    pub fn into_spool(self) -> Spool {
        self.spool
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_all_that_is_wrong_and_shows_the_first_value() {
        let reason = |column, says: &str| Reason { column, value: "x".repeat(300), says: says.into() };
        let fault = Fault::of(7, "L\t1", vec![reason("amount", "One"), reason("rate", "Two")]);
        assert_eq!((fault.row, fault.loan_id.as_str(), fault.error.as_str()), (7, "L1", "One; Two"));
        assert_eq!((fault.column.as_str(), fault.value.chars().count()), ("amount", 201));
    }

    #[test]
    fn texts_are_quoted_and_run_no_formula() {
        assert_eq!(own_text(["a", "b,c", "d\"e", ""].into_iter()), "a,\"b,c\",\"d\"\"e\",");
        assert_eq!(
            (harmless("=1+1"), harmless("-5.2"), harmless("a")),
            ("'=1+1".into(), "-5.2".into(), "a".into())
        );
    }
}
