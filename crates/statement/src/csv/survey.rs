//! Puts together what a table tells about itself.
use sha2::{Digest, Sha256};

use super::{
    columns::{self, Column},
    lines::Record,
    shape::Shape,
    words::normal,
};
use crate::{
    DateOrder, DecimalMark, Mapping, Role, Understanding,
    amount::MarkVote,
    currency,
    text::{is_iban, tidy},
};

/// Rows of the preview.
const PREVIEW: usize = 8;
/// No bank's table has more columns.
const WIDEST: usize = 200;

/// Names a table: by its header row, or by the number of its columns.
pub(crate) fn fingerprint(header: Option<&[String]>, width: usize) -> String {
    let Some(header) = header else { return format!("columns:{width}") };
    let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let digest = Sha256::digest(names.join("\n").as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Looks at every row once.
pub(crate) struct Survey {
    header: Option<Record>,
    width: usize,
    columns: Vec<Column>,
    preview: Vec<Vec<String>>,
    rows: u64,
    iban: Option<String>,
}

impl Survey {
    pub fn new(shape: &Shape) -> Self {
        let width = shape.width.min(WIDEST);
        Self {
            header: shape.header.clone(),
            width,
            columns: vec![Column::default(); width],
            preview: vec![],
            rows: 0,
            iban: None,
        }
    }

    pub fn see(&mut self, record: &Record) {
        if self.header.as_ref().is_some_and(|header| record.line <= header.line) {
            // Above the header, banks tell the account.
            let iban = record
                .fields
                .iter()
                .flat_map(|field| field.split([':', ',', ';']))
                .find(|word| is_iban(word));
            self.iban = self.iban.take().or(iban.map(|iban| iban.split_whitespace().collect()));
            return;
        }
        if record.is_blank() || record.fields.len() * 2 < self.width {
            return;
        }
        self.rows += 1;
        if self.preview.len() < PREVIEW {
            self.preview.push(
                record.fields.iter().take(WIDEST).map(|field| field.chars().take(200).collect()).collect(),
            );
        }
        self.columns.iter_mut().zip(&record.fields).for_each(|(column, field)| column.see(field));
    }

    pub fn finish(self, encoding: String, separator: char) -> Understanding {
        let header: &[String] = self.header.as_ref().map_or(&[], |header| &header.fields);
        let found = columns::roles(header, &self.columns);
        let of = |wanted: &[Role]| {
            let pairs = found.roles.iter().zip(&self.columns);
            pairs.filter(|(role, _)| wanted.contains(role)).map(|(_, column)| column).collect::<Vec<_>>()
        };
        let money = of(&[Role::Amount, Role::Debit, Role::Credit, Role::Balance]);
        let (decimal, unsure_mark) =
            money.iter().map(|column| column.marks).fold(MarkVote::default(), MarkVote::and).decide();
        let american = money.iter().any(|column| column.dollars > 0) || self.says_dollar(&found.roles);
        let hint = if american && decimal == DecimalMark::Point && !found.foreign {
            DateOrder::MonthDayYear
        } else {
            DateOrder::DayMonthYear
        };
        let days = of(&[Role::Date]).first().map(|column| column.dates.decide(hint));
        let (dates, unsure_date) = days.unwrap_or((DateOrder::YearMonthDay, false));
        let debits = of(&[Role::Debit]);
        let mapping = Mapping {
            fingerprint: fingerprint(self.header.as_ref().map(|header| header.fields.as_slice()), self.width),
            encoding: encoding.clone(),
            separator,
            header_line: self.header.as_ref().map(|header| header.line),
            decimal,
            dates,
            negate: false,
            signed_debits: debits.iter().any(|column| column.negative * 2 > column.amounts),
            currency: currency_of(header, &found.roles),
            columns: found.roles.clone(),
        };
        let amounts = of(&[Role::Amount]);
        let signless = !found.roles.contains(&Role::Direction)
            && amounts.iter().any(|column| column.negative == 0 && column.amounts >= 5);
        let mut known = Understanding {
            encoding: Some(encoding),
            separator: Some(separator),
            decimal: Some(decimal),
            dates: Some(dates),
            header_line: mapping.header_line,
            header: header.iter().map(|name| tidy(name)).collect(),
            preview: self.preview,
            account: self.iban,
            ..Understanding::default()
        };
        doubt(&mut known, &mapping, [unsure_date, unsure_mark, signless, found.guessed]);
        known.mapping = (self.width > 1 && self.rows > 0).then_some(mapping);
        known
    }

    fn says_dollar(&self, roles: &[Role]) -> bool {
        let fields = self.preview.iter().flat_map(|row| row.iter().zip(roles));
        fields.filter(|(_, role)| **role == Role::Currency).any(|(field, _)| field.trim() == "USD")
    }
}

/// The currency that the name of a column of amounts holds: `Betrag (EUR)`.
fn currency_of(header: &[String], roles: &[Role]) -> Option<String> {
    let money = [Role::Amount, Role::Debit, Role::Credit];
    let mut names = header.iter().zip(roles).filter(|(_, role)| money.contains(role)).map(|(name, _)| name);
    names.find_map(|name| {
        let words = name.split(|c: char| !c.is_alphanumeric() && !"€£$".contains(c));
        words
            .filter(|word| word.chars().all(|c| !c.is_lowercase()))
            .find_map(currency::named)
            .map(String::from)
    })
}

/// Says what is a guess, and what else it could be.
fn doubt(known: &mut Understanding, mapping: &Mapping, doubts: [bool; 4]) {
    let [dates, decimal, signs, columns] = doubts;
    known.ambiguous = doubts.contains(&true);
    if dates {
        let (says, other) = match mapping.dates {
            DateOrder::MonthDayYear => ("month first", DateOrder::DayMonthYear),
            _ => ("day first", DateOrder::MonthDayYear),
        };
        known.notes.push(format!(
            "No date of this file tells whether the day or the month comes first. They were read {says}: check one."
        ));
        known.alternatives.push(Mapping { dates: other, ..mapping.clone() });
    }
    if decimal {
        let (says, other) = match mapping.decimal {
            DecimalMark::Point => ("a comma between thousands", DecimalMark::Comma),
            DecimalMark::Comma => ("a point between thousands", DecimalMark::Point),
        };
        known
            .notes
            .push(format!("The amounts were read with {says}. If it marks the decimals, say so: check one."));
        known.alternatives.push(Mapping { decimal: other, ..mapping.clone() });
    }
    if signs {
        known
            .notes
            .push("No amount is below zero. If these are payments by card, turn the signs around.".into());
        known.alternatives.push(Mapping { negate: true, ..mapping.clone() });
    }
    if columns {
        known.notes.push(
            "The meaning of columns was told by what they hold, and not by their names: check it.".into(),
        );
    }
}
