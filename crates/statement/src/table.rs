//! Tables as a whole: text or spreadsheet, into statements.
use std::{collections::HashMap, io::Cursor};

use crate::{
    Entry, Format, Mapping, Problem, Reading, Statement, Understanding, Unreadable,
    csv::{self, Record, RowReader, Rows, Survey},
};

/// Reads a table as text.
pub(crate) fn text(bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    let known = csv::survey(Cursor::new(bytes)).unwrap_or_default();
    let (mapping, known) = agree(known, mapping)?;
    let mut gathered = Gathered::new(Format::Csv, known);
    let mut rows = Rows::new(Cursor::new(bytes), &mapping);
    rows.by_ref().for_each(|result| gathered.take(result));
    gathered.finish(rows.notes(), &mapping)
}

/// Reads the rows of a spreadsheet.
pub(crate) fn sheet(mut rows: Vec<Record>, mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    let (shape, _) = csv::shape_of(&rows[..rows.len().min(200)], '\t');
    let mut survey = Survey::new(&shape);
    rows.iter().for_each(|row| survey.see(row));
    let known = survey.finish("utf-8".into(), '\t');
    let (mapping, known) = agree(known, mapping)?;
    let mut gathered = Gathered::new(Format::Xlsx, known);
    let mut reader = RowReader::new(mapping.clone());
    if let Some(header) = csv::below_header(&mut rows, &mapping) {
        reader.name_columns(header.fields);
    }
    for row in &rows {
        reader.entry(row.line, &row.fields).into_iter().for_each(|result| gathered.take(result));
    }
    gathered.finish(reader.notes(), &mapping)
}

/// The mapping that is used: the given one, else the found one if it says enough.
fn agree(mut known: Understanding, given: Option<&Mapping>) -> Result<(Mapping, Understanding), Unreadable> {
    if let Some(given) = given.filter(|given| given.is_complete()) {
        if known.mapping.as_ref().is_some_and(|found| found.fingerprint != given.fingerprint) {
            known.notes.push(
                "The header of this table is not the one that the mapping was made for: check it.".into(),
            );
            known.ambiguous = true;
        } else {
            // A person has decided.
            (known.ambiguous, known.alternatives) = (false, vec![]);
            known.notes.clear();
        }
        known.mapping = Some(given.clone());
        (known.decimal, known.dates) = (Some(given.decimal), Some(given.dates));
        return Ok((given.clone(), known));
    }
    match known.mapping.clone() {
        Some(found) if found.is_complete() => Ok((found, known)),
        Some(_) => Err(Unreadable {
            reason: "This looks like a table, but which columns hold date and amount can't be told. Choose the columns."
                .into(),
            understanding: Some(Box::new(known)),
        }),
        None => Err(Unreadable::because(crate::UNKNOWN)),
    }
}

/// Entries by account, in the order in which the accounts come.
struct Gathered {
    reading: Reading,
    places: HashMap<Option<String>, usize>,
}

impl Gathered {
    fn new(format: Format, understanding: Understanding) -> Self {
        Self { reading: Reading { understanding, ..Reading::new(format) }, places: HashMap::new() }
    }

    fn take(&mut self, result: Result<Entry, Problem>) {
        match result {
            Ok(entry) => {
                let next = self.reading.statements.len();
                let at = *self.places.entry(entry.account.clone()).or_insert(next);
                if at == next {
                    let account = entry.account.clone();
                    self.reading.statements.push(Statement { account, ..Statement::default() });
                }
                self.reading.statements[at].entries.push(entry);
            }
            Err(problem) => self.reading.problems.push(problem),
        }
    }

    fn finish(mut self, notes: Vec<String>, mapping: &Mapping) -> Result<Reading, Unreadable> {
        let nothing = self.reading.statements.is_empty();
        if nothing && self.reading.understanding.header_line.is_none() {
            let understanding = Some(Box::new(self.reading.understanding));
            return Err(Unreadable { reason: crate::UNKNOWN.into(), understanding });
        }
        self.reading.understanding.notes.extend(notes);
        for statement in &mut self.reading.statements {
            let first = statement.entries.first().and_then(|entry| entry.currency.clone());
            let one = statement.entries.iter().all(|entry| entry.currency == first);
            statement.currency = if one { first } else { mapping.currency.clone() };
        }
        if let [statement] = self.reading.statements.as_mut_slice() {
            statement.account = statement.account.take().or(self.reading.understanding.account.take());
        }
        Ok(self.reading)
    }
}
