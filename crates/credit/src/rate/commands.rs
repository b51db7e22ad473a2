//! Reading and setting default rates.
use chrono::NaiveDate;
use kernel::{Act, App, Audience, Can, Error, Event, FieldError, Grant, IfMatch, Result, page::etag};
use risk::rates::{Gap, Rates, Wrong};

use super::{
    http::{NewRates, RateTable},
    model, store,
};
use crate::{
    events,
    permissions::{Administer, Read},
};

/// The rates that hold on a day, for every notch: what figures are made with.
///
/// # Errors
/// 422 for a day before the first version.
pub async fn on(app: &App, day: NaiveDate, gap: Gap) -> Result<Rates> {
    let lines = store::on(app.db.read(), day).await?;
    let table = lines.iter().map(Into::into).collect::<Vec<_>>();
    Rates::new(&table, gap).map_err(|wrong| match wrong {
        Wrong::Empty => {
            let says = "must not be before the first version of the default rates";
            Error::fields(vec![FieldError::new("query", "as_of", says, "invalid")])
        }
        Wrong::Twice(_) | Wrong::Range(_) => Error::internal("the table of default rates is not usable"),
    })
}

/// The lines that hold on a day.
pub async fn table(can: &Can<Read>, day: NaiveDate) -> Result<RateTable> {
    Ok(RateTable::of(day, store::on(can.db(), day).await?))
}

/// Sets lines from a day on. Notches that are not listed keep the lines they have.
pub async fn set(can: &Can<Administer>, if_match: &IfMatch, new: NewRates) -> Result<RateTable> {
    let day = new.valid_from.0;
    let lines = new.lines()?;
    model::check(&lines)?;
    let mut change = can.change().await?;
    // Two versions of one day at once would each be checked against what the other replaces.
    change.alone().await?;
    let before = RateTable::of(day, store::on(change.db(), day).await?);
    if_match.check(&etag(&before))?;
    let replaced = !store::beginning(change.db(), day).await?.is_empty();
    store::put(change.db(), day, &lines, &can.handle, change.now()).await?;
    let after = RateTable::of(day, store::on(change.db(), day).await?);
    change.emit(Event::new(events::RATES_CHANGED, &after, Audience::Holders(Read::PERMISSION.key.into()))?);
    let how = if replaced { "in place of the version of that day" } else { "as a new version" };
    let says = format!("Set {} default rates from {day} on, {how}", lines.len());
    let act = Act::new("update_default_rates").on(format!("default_rates:{day}")).saying(says);
    change.commit(act.before(&before.by_notch()).after(&after.by_notch())).await?;
    Ok(after)
}
