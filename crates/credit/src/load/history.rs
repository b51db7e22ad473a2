//! Ratings over time on their way into a portfolio. One that stands under its day is replaced, as by hand.
use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::NaiveDate;
use kernel::{
    App, Change, Result,
    db::{Batch, Pour, Target},
};

use super::{
    judge::Judged,
    layout::Layout,
    ratings::{self, Rated, Ratings},
    run::Sort,
    store::{self, Stamp},
};

/// Ratings for the loans of a portfolio.
pub struct History {
    portfolio: i64,
    layout: Layout,
    today: NaiveDate,
    /// The loans that were given a rating.
    rated: Mutex<HashSet<i64>>,
    /// Whether rows lie beside the table until the end.
    aside: Mutex<bool>,
}

impl History {
    /// Of a file with this layout, on this day.
    pub fn new(portfolio: i64, layout: Layout, today: NaiveDate) -> Self {
        Self { portfolio, layout, today, rated: Mutex::default(), aside: Mutex::default() }
    }
}

impl Sort for History {
    type Judge = Ratings;

    async fn judge(&self, app: &App) -> Result<Ratings> {
        let roll = store::roll(app.db.read(), self.portfolio).await?;
        Ok(Ratings::new(self.layout.clone(), self.today, Arc::new(roll)))
    }

    async fn sift(&self, _: &App, _: &mut Judged<Rated>) -> Result<()> {
        Ok(())
    }

    async fn begin(&self, app: &App, pour: &Pour) -> Result<Target> {
        // What is copied can't replace: so beside the table, unless nothing stands in it.
        let aside = app.db.is_shared() && store::has_ratings(&pour.db()?, self.portfolio).await?;
        *self.aside.lock().unwrap_or_else(PoisonError::into_inner) = aside;
        if aside { store::set_aside(&pour.db()?).await } else { Ok(store::ratings_table()) }
    }

    fn batch(&self, served: bool, judged: &Judged<Rated>, stamp: &Stamp) -> Result<Batch> {
        let mut last = Batch::new(served);
        last.value(stamp.now.into())?;
        let mut batch = Batch::new(served);
        let mut rated = self.rated.lock().unwrap_or_else(PoisonError::into_inner);
        for (_, row) in &judged.good {
            ratings::put(&mut batch, row, &last);
            rated.insert(row.loan);
        }
        Ok(batch)
    }

    async fn end(&self, change: &Change, stamp: &Stamp) -> Result<()> {
        if *self.aside.lock().unwrap_or_else(PoisonError::into_inner) {
            store::move_in(change.db()).await?;
        }
        let rated = std::mem::take(&mut *self.rated.lock().unwrap_or_else(PoisonError::into_inner));
        // The loans take the revision, so that whoever follows revisions hears of their history.
        store::touch(change.db(), stamp, rated).await
    }
}
