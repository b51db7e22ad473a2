//! A tape of loans on its way into a portfolio.
use std::sync::{Mutex, PoisonError};

use chrono::NaiveDate;
use kernel::{
    App, Change, Result,
    db::{Batch, Pour, Target},
};

use super::{
    judge::Judged,
    layout::Layout,
    loans::{self, COLUMNS, Lent, Loans},
    run::Sort,
    store::{self, Stamp},
};
use crate::loan::store::known;

/// Loans for a portfolio.
pub struct Tape {
    portfolio: i64,
    layout: Layout,
    today: NaiveDate,
    /// Whether the portfolio has any loan that a row could bring again.
    filled: Mutex<Option<bool>>,
}

impl Tape {
    /// Of a file with this layout, on this day.
    pub fn new(portfolio: i64, layout: Layout, today: NaiveDate) -> Self {
        Self { portfolio, layout, today, filled: Mutex::default() }
    }

    fn filled(&self) -> Option<bool> {
        *self.filled.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, filled: Option<bool>) {
        *self.filled.lock().unwrap_or_else(PoisonError::into_inner) = filled;
    }
}

impl Sort for Tape {
    type Judge = Loans;

    async fn judge(&self, _: &App) -> Result<Loans> {
        Ok(Loans::new(self.layout.clone(), self.today))
    }

    async fn sift(&self, app: &App, judged: &mut Judged<Lent>) -> Result<()> {
        let filled = match self.filled() {
            Some(filled) => filled,
            None => store::has_loans(app.db.read(), self.portfolio).await?,
        };
        self.note(Some(filled));
        if !filled || judged.good.is_empty() {
            return Ok(());
        }
        let id = |row: usize| loans::id(&self.layout, &judged.page, row);
        let ids = judged.good.iter().map(|(row, _)| id(*row).to_owned()).collect::<Vec<_>>();
        // Committed rows only: those of this load came once, as its judge has seen.
        let known = known(app.db.read(), self.portfolio, &ids).await?;
        if known.is_empty() {
            return Ok(());
        }
        let (mut good, mut bad) = (vec![], vec![]);
        for (row, lent) in judged.good.drain(..) {
            let again = known.contains(loans::id(&self.layout, &judged.page, row));
            match again.then(|| loans::known(COLUMNS, &self.layout, &judged.page, row)).flatten() {
                Some(fault) => bad.push((row, fault)),
                None => good.push((row, lent)),
            }
        }
        judged.good = good;
        judged.bad.append(&mut bad);
        Ok(())
    }

    async fn begin(&self, _: &App, _: &Pour) -> Result<Target> {
        // The portfolio is locked by now: what it holds stays as it is.
        self.note(None);
        Ok(store::loans_table())
    }

    fn batch(&self, served: bool, judged: &Judged<Lent>, stamp: &Stamp) -> Result<Batch> {
        let last = stamp.loan_cells(served)?;
        let mut batch = Batch::new(served);
        for (row, lent) in &judged.good {
            loans::put(&mut batch, (&self.layout, &judged.page, *row), lent, &last);
        }
        Ok(batch)
    }

    async fn end(&self, _: &Change, _: &Stamp) -> Result<()> {
        Ok(())
    }
}
