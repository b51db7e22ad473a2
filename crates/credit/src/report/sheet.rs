//! The report on paper: its head, then its sections.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Error, Result};
use paper::{Bar, Column, Paper, Table};
use risk::{
    report::{Kind, Report},
    sums::Group,
};

use super::{overview, risks, shown, watched};

/// How a loan is named on paper.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its business id.
    pub loan_id: String,
    /// Who owes it.
    pub borrower: String,
}

/// All that a report says.
pub struct Sheet {
    /// The type.
    pub kind: Kind,
    /// Of which portfolio.
    pub portfolio: String,
    /// For whom it was made: the one who asked.
    pub reader: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The day on which one stands.
    pub as_of: NaiveDate,
    /// When it was made.
    pub made: DateTime<Utc>,
    /// The revision of the portfolio that it shows.
    pub revision: i64,
    /// How many loans were looked at.
    pub loans: u64,
    /// What they owe, in ten-thousandths of a unit.
    pub exposure: i128,
    /// Which loans were looked at, in words; empty for all.
    pub chosen: Vec<(String, String)>,
    /// The figures; a section without them is not printed.
    pub figures: Report,
    /// The loans that are named, by their rows.
    pub named: HashMap<u32, Named>,
}

impl Sheet {
    /// The report as a PDF.
    pub fn write(&self) -> Result<Vec<u8>> {
        let mut paper = self.head();
        if self.loans == 0 {
            paper = paper.paragraph("There is no loan to report on.");
            return paper.write().map_err(Error::internal);
        }
        let figures = &self.figures;
        if let Some(health) = &figures.health {
            paper = risks::health(paper, health);
        }
        if let Some(summary) = &figures.summary {
            paper = overview::summary(paper, summary, self.kind == Kind::Executive);
        }
        if let Some(mix) = &figures.mix {
            paper = overview::mix(paper, mix);
        }
        if let Some(maturity) = &figures.maturity {
            paper = overview::maturity(paper, maturity);
        }
        if let Some(concentration) = &figures.concentration {
            paper = risks::concentration(paper, concentration);
        }
        if let Some(losses) = &figures.losses {
            paper = risks::losses(paper, losses, self);
        }
        if let Some(stress) = &figures.stress {
            paper = risks::stress(paper, stress);
        }
        if let Some(covenants) = &figures.covenants {
            paper = watched::covenants(paper, covenants, self);
        }
        if let Some(watch) = &figures.watch {
            paper = watched::watch(paper, watch, self);
        }
        paper.write().map_err(Error::internal)
    }

    fn head(&self) -> Paper {
        let day = shown::day(self.as_of);
        let mut facts = vec![
            ("Portfolio".to_owned(), self.portfolio.clone()),
            ("As of".to_owned(), day.clone()),
            ("Loans".to_owned(), shown::count(self.loans)),
            ("Exposure".to_owned(), format!("{} {}", shown::amount(self.exposure), self.currency)),
            ("Prepared for".to_owned(), self.reader.clone()),
            ("Revision of the data".to_owned(), self.revision.to_string()),
        ];
        facts.extend(self.chosen.iter().map(|(what, is)| (format!("Only {what}"), is.clone())));
        Paper::new(self.kind.name())
            .subtitle(format!("{} · {day} · all amounts in {}", self.portfolio, self.currency))
            .lang("en")
            .author("Bursar")
            .made(self.made)
            .footer(format!("{} · {} · {day} · confidential", self.portfolio, self.kind.name()))
            .facts_in_two(&facts)
    }

    /// The id and the borrower of a loan.
    pub fn name(&self, row: u32) -> [String; 2] {
        let named = self.named.get(&row);
        [named.map(|one| one.loan_id.clone()), named.map(|one| one.borrower.clone())]
            .map(|name| name.unwrap_or_else(shown::none))
    }
}

/// A table of groups: what they have in common, loans, exposure, share, and the weighted rate.
pub fn groups<'a>(title: &str, groups: impl IntoIterator<Item = &'a Group>) -> Table {
    let columns = [
        Column::text(title, 4),
        Column::figure("Loans", 1),
        Column::figure("Exposure", 3),
        Column::figure("Share", 1),
        Column::figure("Rate", 1),
    ];
    let row = |group: &Group| {
        let [loans, exposure, share] = shown::cells(group);
        [shown::key(group), loans, exposure, share, shown::rate(group.weighted_rate)]
    };
    Table::new(columns).rows(groups.into_iter().map(row))
}

/// A bar per group, the greatest of them drawn full.
pub fn bars<'a>(groups: impl IntoIterator<Item = &'a Group> + Clone) -> Vec<Bar> {
    let most = groups.clone().into_iter().map(|group| group.exposure).max().unwrap_or_default();
    let bar = |group: &Group| {
        let figure = format!("{} · {}", shown::amount(group.exposure), shown::percent(group.share));
        Bar::new(shown::key(group), figure, risk::sums::ratio(group.exposure, most))
    };
    groups.into_iter().map(bar).collect()
}
