//! The letter that asks for a part of the price.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Error, Money, Result};
use paper::{Column, Paper, Table};

use super::words::{day, priced, recipient, sender, shown};
use crate::{
    booking::model::number,
    dealings::store::Deal,
    due::{
        balance::{DueStatus, Line},
        store::{DueKind, Model as Due},
    },
    profile::store::{builder, customer},
};

/// All that it says.
pub struct Demand {
    /// The part.
    pub due: Due,
    /// Its day.
    pub until: NaiveDate,
    /// What became of it.
    pub line: Line,
    /// What else is late.
    pub late: Vec<(Due, Line)>,
    /// What it is for.
    pub deal: Deal,
    /// Who asks.
    pub builder: builder::Model,
    /// Who is asked.
    pub customer: customer::Model,
    /// In which currency.
    pub currency: Currency,
    /// Percent a year on what is late, and after how many days.
    pub lateness: (f64, i64),
    /// When it was written.
    pub made: DateTime<Utc>,
}

impl Demand {
    /// As a PDF.
    pub fn write(&self) -> Result<Vec<u8>> {
        let (due, currency) = (&self.due, &self.currency);
        let name = format!("{}/{}", number(due.booking_id), due.position);
        let figures = [
            ("To be paid", priced(self.line.open, currency)),
            ("Until", day(self.until)),
            ("Paid of it", priced(self.line.paid, currency)),
        ];
        let mut paper = Paper::new("Demand for payment")
            .subtitle(format!("{name} · {}", day(self.made.date_naive())))
            .sender(&sender(&self.builder))
            .recipient(&recipient(&self.customer))
            .lang("en")
            .author(self.builder.company_name.clone())
            .made(self.made)
            .footer(format!("{} · {name}", self.builder.company_name))
            .figures(&figures)
            .paragraph(format!("Dear {},", self.customer.name()))
            .paragraph(self.asked());
        if !self.late.is_empty() {
            paper = paper.heading("Also late").table(self.table()?);
        }
        let (percent, grace) = self.lateness;
        paper
            .note(format!(
                "What is paid more than {grace} days late bears simple interest of {percent} percent a year, counted by \
                 the day (actual/365)."
            ))
            .write()
            .map_err(Error::internal)
    }

    fn asked(&self) -> String {
        let (home, open) = (self.deal.home(), priced(self.line.open, &self.currency));
        let why = match (&self.due.phase, self.due.kind) {
            (Some(phase), _) => format!("the phase \"{phase}\" of the construction is completed"),
            (None, DueKind::Handover) => "the keys are ready".to_owned(),
            (None, DueKind::Change) => "you accepted a change of your home".to_owned(),
            (None, _) => "it was agreed so".to_owned(),
        };
        match self.line.status {
            DueStatus::Paid => format!("For {home}, {} is paid in full. Thank you.", self.due.title),
            DueStatus::Overdue => format!(
                "For {home}, {} was due on {}, because {why}. Of it {open} is open. Please pay it at once.",
                self.due.title,
                day(self.until)
            ),
            _ => format!(
                "For {home}, {} is due on {}, because {why}. Please pay {open} until then.",
                self.due.title,
                day(self.until)
            ),
        }
    }

    fn table(&self) -> Result<Table> {
        let columns = [
            Column::text("Part", 5),
            Column::text("Due", 2),
            Column::figure("Open", 2),
            Column::figure("Interest so far", 2),
        ];
        let row = |(due, line): &(Due, Line)| {
            let date = due.due_date.map(day).unwrap_or_default();
            [due.title.clone(), date, shown(line.open), shown(line.interest)]
        };
        let open = Money::try_sum(self.late.iter().map(|(_, line)| line.open))?;
        let interest = Money::try_sum(self.late.iter().map(|(_, line)| line.interest))?;
        let table = Table::new(columns).rows(self.late.iter().map(row));
        Ok(table.total(["Together", "", &shown(open), &shown(interest)]))
    }
}
