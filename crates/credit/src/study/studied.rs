//! What a study is asked, and the ratings that it looks at.
use chrono::NaiveDate;
use kernel::App;
use risk::{history::History, tape::Rows};

use super::past;
use crate::{
    analysis::look::{AsOf, Asked, Look},
    day,
    loan::filter::LoanFilter,
};

/// A study of ratings over time.
pub fn over_time(portfolio: i64, which: LoanFilter, at: AsOf) -> Asked {
    Asked { over_time: true, ..Asked::of(portfolio, which, at) }
}

/// The day on which one stands.
pub fn today(app: &App, at: &AsOf) -> NaiveDate {
    at.as_of.map_or_else(|| app.clock.now().date_naive(), |day| day.0)
}

/// The ratings of the loans looked at, by row of the tape; see [`past::SOURCE`].
pub fn ratings(look: &Look) -> History {
    ratings_in(look, look.rows())
}

/// The same of all loans of the portfolio, whatever the filter.
pub fn ratings_of_all(look: &Look) -> History {
    ratings_in(look, look.tape().all())
}

fn ratings_in(look: &Look, rows: Rows<'_>) -> History {
    let entered = |row: u32| day::number(look.snapshot.times(row)[0].date_naive());
    past::of(look.tape(), rows, &look.history, entered, look.as_of)
}

/// An amount that was worked out with ratios, in ten-thousandths, to the nearest hundredth.
pub fn rounded(units: f64) -> crate::figure::Sum {
    crate::figure::Sum((units / 100.0).round() as i128 * 100)
}
