//! What others hear of portfolios and loans.
use kernel::{Audience, Change, Event, Grant, Result};
use serde::Serialize;

use crate::permissions::Administer;

/// A portfolio was opened; body: the portfolio.
pub const PORTFOLIO_CREATED: &str = "credit.portfolio.created";
/// A portfolio was changed; body: the portfolio.
pub const PORTFOLIO_UPDATED: &str = "credit.portfolio.updated";
/// A portfolio was deleted with its loans; body: the portfolio.
pub const PORTFOLIO_DELETED: &str = "credit.portfolio.deleted";
/// A loan was entered; body: the loan.
pub const LOAN_CREATED: &str = "credit.loan.created";
/// A loan was changed; body: the loan.
pub const LOAN_UPDATED: &str = "credit.loan.updated";
/// A loan was deleted; body: the loan.
pub const LOAN_DELETED: &str = "credit.loan.deleted";
/// A rating was entered in the history of a loan; body: the rating.
pub const RATING_RECORDED: &str = "credit.rating.recorded";
/// There is a new version of the default rates; body: the day from which it holds.
pub const RATES_CHANGED: &str = "credit.rates.changed";
/// An upload goes on or is over; body: how far it is. For the screens of its sender only.
pub const LOAD: &str = "credit.load";
/// An upload is done; body: the upload.
pub const LOADED: &str = "credit.load.done";

/// Tells the screens of a portfolio's owner and of administrators, and all modules.
pub fn tell(change: &mut Change, topic: &'static str, owner: i64, body: &impl Serialize) -> Result<()> {
    let who = Audience::UserAndHolders(owner, Administer::PERMISSION.key.into());
    change.emit(Event::new(topic, body, who)?);
    Ok(())
}
