//! What an analysis looks at: some loans of a portfolio, as they stand, on a day.
use std::sync::Arc;

use garde::Validate;
use kernel::{Can, Error, Money, Result, sheet::MOST_ROWS};
use risk::{
    filter::Filter,
    history::History,
    rates::{Gap, Rates},
    sums::Group,
    tape::{Rows, Tape},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Form, Table};
use crate::{
    day::{self, Day},
    figure::Sum,
    loan::{
        asked::{Moved, Params, nothing, params},
        filter::LoanFilter,
    },
    permissions::Read,
    portfolio::commands::seen,
    rate,
    snapshot::{self, Chosen, Snapshot},
};

/// When one looks, and in which form the answer comes.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct AsOf {
    /// The day on which one stands: what has matured, how far maturities are, which default rates hold. Today by
    /// default.
    #[garde(skip)]
    pub as_of: Option<Day>,
    /// JSON, or the main table of the analysis as a file.
    #[garde(skip)]
    pub format: Form,
}

/// How many of the greatest to tell.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct Most {
    /// How many of the greatest to tell; a file holds all of them.
    #[garde(range(min = 1, max = 500))]
    pub top: u32,
}

impl Default for Most {
    fn default() -> Self {
        Self { top: 10 }
    }
}

impl AsOf {
    /// So many in an answer as JSON; a file holds as many as an export may.
    pub fn most(self, most: usize) -> usize {
        if self.format == Form::Json { most } else { MOST_ROWS as usize }
    }
}

impl Most {
    /// The same for a form.
    pub fn of(self, at: AsOf) -> usize {
        at.most(self.top as usize)
    }
}

/// Some loans of a portfolio on a day, and the rates that hold on it.
pub struct Look {
    /// Their portfolio.
    pub snapshot: Arc<Snapshot>,
    /// Which of its loans.
    chosen: Chosen,
    filter: Filter,
    part: Option<String>,
    moved: Option<Moved>,
    /// The day, in days since 1970-01-01.
    pub as_of: i32,
    /// Default rates, recoveries and risk weights of that day.
    pub rates: Rates,
    /// The ratings over time, where they were asked for.
    pub history: Arc<History>,
}

/// What every analysis says of itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct About {
    /// The day on which one stands.
    pub as_of: chrono::NaiveDate,
    /// How many loans were looked at.
    pub loans: u64,
    /// What they come to.
    pub exposure: Sum,
    /// What the figures mean: formulas and conventions.
    pub definition: &'static str,
    /// The revision of the portfolio that was looked at.
    pub revision: i64,
}

/// Some of the loans looked at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LoanGroup {
    /// What they have in common; `null` for loans without a word, such as a country.
    pub key: Option<String>,
    /// How many.
    pub loans: u64,
    /// What they come to.
    pub exposure: Sum,
    /// Their share of the exposure, 0–1.
    pub share: f64,
    /// Their mean rate, weighted by exposure, percent a year.
    pub weighted_rate: Option<f64>,
    /// The parameters of `GET …/loans` that list them; `null` where they are too many for an address.
    pub filter: Option<Params>,
}

impl LoanGroup {
    /// As cells of a table: key, loans, exposure, share, weighted rate.
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.key.clone().unwrap_or_default(),
            self.loans.to_string(),
            self.exposure.to_string(),
            self.share.to_string(),
            number(self.weighted_rate),
        ]
    }
}

/// A number of a table that may be missing.
pub fn number(number: Option<f64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A percentage in ten-thousandths.
pub fn share(percent: Money) -> u32 {
    u32::try_from(percent.units() / 100).unwrap_or(0)
}

impl Look {
    /// The loans as columns.
    pub fn tape(&self) -> &Tape {
        self.snapshot.tape()
    }

    /// Those that are looked at.
    pub fn rows(&self) -> Rows<'_> {
        self.chosen.rows()
    }

    /// The parameters that list the loans of a filter, among those looked at.
    pub fn params(&self, filter: &Filter) -> Option<Params> {
        params(&self.filter.and(filter), self.part.as_deref(), self.moved)
    }

    /// The parameters that list the loans that moved so, among those looked at.
    pub fn moved(&self, moved: Moved) -> Option<Params> {
        match moved.and(self.moved) {
            Some(moved) => params(&self.filter, self.part.as_deref(), Some(moved)),
            None => Some(nothing()),
        }
    }

    /// A group of the loans looked at.
    pub fn group(&self, group: &Group) -> LoanGroup {
        LoanGroup {
            key: group.key.as_deref().map(str::to_owned),
            loans: group.count,
            exposure: Sum(group.exposure),
            share: group.share,
            weighted_rate: group.weighted_rate,
            filter: self.params(&group.filter),
        }
    }

    /// Many groups.
    pub fn groups<'a>(&self, groups: impl IntoIterator<Item = &'a Group>) -> Vec<LoanGroup> {
        groups.into_iter().map(|group| self.group(group)).collect()
    }

    /// What an analysis says of itself.
    pub fn about(&self, definition: &'static str) -> About {
        About {
            as_of: day::of(self.as_of),
            loans: self.rows().len() as u64,
            exposure: Sum(self.tape().total(self.rows())),
            definition,
            revision: self.snapshot.revision(),
        }
    }

    /// The names of the loan at a row: its number, its business id, its borrower.
    pub fn names(&self, row: u32) -> (i64, String, String) {
        let tape = self.tape();
        let borrower = tape.borrower.word(tape.borrower.codes[row as usize]).unwrap_or_default();
        (tape.ids[row as usize], self.snapshot.name(row).to_owned(), borrower.to_owned())
    }
}

/// What is asked of a portfolio.
pub struct Asked {
    /// Whose loans.
    pub portfolio: i64,
    /// Which of them.
    pub which: LoanFilter,
    /// When, and in which form.
    pub at: AsOf,
    /// Whether ratings over time are looked at.
    pub over_time: bool,
}

impl Asked {
    /// Without ratings over time.
    pub fn of(portfolio: i64, which: LoanFilter, at: AsOf) -> Self {
        Self { portfolio, which, at, over_time: false }
    }
}

/// The loans asked for, if the caller may see their portfolio.
pub async fn look(can: &Can<Read>, asked: Asked) -> Result<Look> {
    let app = can.app();
    let portfolio = seen(can, asked.portfolio).await?;
    let snapshot = snapshot::of(app, &portfolio).await?;
    let today = asked.at.as_of.map_or_else(|| app.clock.now().date_naive(), |day| day.0);
    let rates = rate::commands::on(app, today, Gap::Worse).await?;
    let history = if asked.over_time { snapshot.history(app).await? } else { Arc::default() };
    let (filter, part) = (asked.which.asked(), asked.which.part().map(str::to_owned));
    let moved = asked.which.moved();
    let chosen = snapshot::choose(app, &snapshot, asked.which).await?;
    Ok(Look { snapshot, chosen, filter, part, moved, as_of: day::number(today), rates, history })
}

/// Makes the figures of an analysis, off the threads that serve.
pub async fn answer<T: Table + Send + 'static>(
    can: &Can<Read>,
    asked: Asked,
    figures: impl FnOnce(&Look) -> T + Send + 'static,
) -> Result<Answer<T>> {
    let form = asked.at.format;
    let look = look(can, asked).await?;
    let made = tokio::task::spawn_blocking(move || figures(&look)).await.map_err(Error::internal)?;
    Answer::of(made, form).await
}
