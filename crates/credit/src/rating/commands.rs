//! Entering ratings in the history of a loan.
use chrono::NaiveDate;
use kernel::{Act, Can, Change, Error, Result};
use risk::scale::Rating;

use super::{
    http::{LoanRating, NewRating},
    model, store,
};
use crate::{
    events,
    loan::{
        commands::locked,
        store::{self as loans, Model as LoanRow},
    },
    permissions::Write,
    portfolio::store as portfolios,
    word,
};

/// A new rating of a loan goes into its history under today.
pub async fn follow(change: &Change, loan: &LoanRow, new: Rating) -> Result<()> {
    let today = change.now().date_naive();
    let is_empty = store::is_empty(change.db(), loan.id).await?;
    let moved = (word::rating(loan.credit_rating), new);
    let entries = model::entries(is_empty, loan.created_at.date_naive(), moved, today);
    store::put(change.db(), loan.id, entries, change.now()).await
}

/// Enters a rating under its day; one that stands there is replaced. The loan's present rating stays as it is. The loan
/// takes a revision, so that whoever follows revisions hears of its history, too.
pub async fn record(can: &Can<Write>, portfolio: i64, loan: i64, new: NewRating) -> Result<LoanRating> {
    let change = can.change().await?;
    let (portfolio, loan) = locked(can, &change, portfolio, loan).await?;
    let day = new.snapshot_date.0;
    model::has_come(day, change.now().date_naive())?;
    let before = store::on(change.db(), loan.id, day).await?.map(LoanRating::from);
    store::put(change.db(), loan.id, vec![(day, new.credit_rating.0)], change.now()).await?;
    let after = store::on(change.db(), loan.id, day).await?.map(LoanRating::from);
    let after = after.ok_or_else(|| Error::internal("a rating was not kept"))?;
    let act = match before {
        Some(before) => Act::new("update_rating").before(&before).after(&after),
        None => Act::new("create_rating").after(&after),
    };
    finish(change, portfolio, loan, &after, act).await?;
    Ok(after)
}

/// Removes the rating under a day, where it was entered by mistake.
pub async fn delete(can: &Can<Write>, portfolio: i64, loan: i64, day: NaiveDate) -> Result<()> {
    let change = can.change().await?;
    let (portfolio, loan) = locked(can, &change, portfolio, loan).await?;
    let before = store::on(change.db(), loan.id, day).await?.map(LoanRating::from);
    let before = before.ok_or_else(|| Error::not_found("Rating not found"))?;
    store::delete(change.db(), loan.id, day).await?;
    let act = Act::new("delete_rating").before(&before);
    finish(change, portfolio, loan, &before, act).await
}

async fn finish(
    mut change: Change,
    mut portfolio: portfolios::Model,
    mut loan: LoanRow,
    rating: &LoanRating,
    act: Act,
) -> Result<()> {
    let target = format!("rating:{}/{}", loan.id, rating.snapshot_date);
    loan.revision = portfolios::next_revision(change.db(), &mut portfolio).await?;
    loans::save(change.db(), loan).await?;
    events::tell(&mut change, events::RATING_RECORDED, portfolio.owner_id, rating)?;
    change.commit(act.on(target)).await
}
