//! Tells people when a budget is nearly spent, and when it is overspent.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{
    Change, Currency, Error, Money, Month, Notice, Result,
    notice::{Class, NoticeKind},
};

use super::store::{self, Scope};
use crate::{
    budget::Model,
    rollover::{Booked, Envelope, Figures, Line, Mark, figures, percent, shown},
};

/// A budget passed 80 %.
pub const NEARLY: NoticeKind = NoticeKind {
    key: "planning.budget_nearly_spent",
    title: "A budget of yours is nearly spent",
    right: None,
};
/// A budget passed 100 %.
pub const OVER: NoticeKind =
    NoticeKind { key: "planning.budget_overspent", title: "A budget of yours is overspent", right: None };

/// By how much what is booked to a category in a month moved; spending is positive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The category.
    pub category_id: i64,
    /// The month.
    pub month: Month,
    /// The currency.
    pub currency: Currency,
    /// How much.
    pub amount: Money,
}

/// What is known of some categories before and after a change.
struct Turn {
    before: Vec<Line>,
    after: Vec<Model>,
    booked_before: Booked,
    booked_after: Booked,
}

/// Tells a person of the budgets that pass a mark by what was just booked, within the same change. Of months that
/// have long been over nothing is told.
pub async fn watch(change: &mut Change, user_id: i64, moved: &[Moved]) -> Result<()> {
    if moved.is_empty() {
        return Ok(());
    }
    let mut ids = moved.iter().map(|moved| moved.category_id).collect::<Vec<_>>();
    ids.sort_unstable();
    ids.dedup();
    let keys = store::keys(change.db(), user_id, &ids).await?;
    let scope = Scope { keys: Some(keys.values().cloned().collect()), ..Default::default() };
    let after = store::budgets(change.db(), user_id, &scope).await?;
    let since = since(change.now())?;
    if after.iter().all(|row| row.month < since) {
        return Ok(());
    }
    let booked_after = store::booked(&store::flows(change.db(), user_id, &scope).await?);
    let mut booked_before = booked_after.clone();
    for moved in moved {
        let Some(key) = keys.get(&moved.category_id) else { continue };
        let envelope = Envelope { key: key.clone(), currency: moved.currency.clone() };
        let months = booked_before.entry(envelope).or_default();
        *months.entry(moved.month).or_default() -= i128::from(moved.amount.units());
    }
    let before = after.iter().map(Line::from).collect();
    tell(change, user_id, &Turn { before, after, booked_before, booked_after })
}

/// The same for budgets that were just made or changed; `before` is what those that changed were.
pub async fn replanned(change: &mut Change, before: &[Model], after: &[Model]) -> Result<()> {
    let Some(user_id) = after.first().map(|row| row.user_id) else { return Ok(()) };
    let mut keys = before.iter().chain(after).map(|row| row.category_key.clone()).collect::<Vec<_>>();
    keys.sort();
    keys.dedup();
    let scope = Scope { keys: Some(keys), ..Default::default() };
    let all = store::budgets(change.db(), user_id, &scope).await?;
    let since = since(change.now())?;
    if all.iter().all(|row| row.month < since) {
        return Ok(());
    }
    let booked = store::booked(&store::flows(change.db(), user_id, &scope).await?);
    let changed = after.iter().map(|row| row.id).collect::<HashSet<_>>();
    let untouched = all.iter().filter(|row| !changed.contains(&row.id));
    let was = untouched.chain(before).map(Line::from).collect();
    tell(
        change,
        user_id,
        &Turn { before: was, after: all, booked_before: booked.clone(), booked_after: booked },
    )
}

/// The month before the present one: what came before it is no news.
fn since(now: DateTime<Utc>) -> Result<Month> {
    let month = Month::of(now.date_naive()).map_err(Error::internal)?;
    Ok(month.prev().unwrap_or(month))
}

fn tell(change: &mut Change, user_id: i64, turn: &Turn) -> Result<()> {
    let since = since(change.now())?;
    let lines = turn.after.iter().map(Line::from).collect::<Vec<_>>();
    let before = figures(&turn.before, &turn.booked_before);
    let after = figures(&lines, &turn.booked_after);
    for row in turn.after.iter().filter(|row| row.month >= since) {
        let Some(now) = after.get(&row.id) else { continue };
        if let Some(mark) = passed(before.get(&row.id), now) {
            change.notify(&notice(user_id, row, now, mark))?;
        }
    }
    Ok(())
}

/// The mark that a budget has just passed.
fn passed(before: Option<&Figures>, after: &Figures) -> Option<Mark> {
    let (was, is) = (before.map_or(Mark::Fine, Figures::mark), after.mark());
    (is > was).then_some(is)
}

fn notice(user_id: i64, row: &Model, figures: &Figures, mark: Mark) -> Notice {
    let (category, currency, month) = (&row.category, &row.currency, spoken(row.month));
    let [available, spent, left] = [figures.available, figures.spent, figures.left].map(shown);
    let (kind, title, message, at) = if mark == Mark::Over {
        let over = shown(-figures.left);
        let message = format!(
            "You have spent {spent} {currency} on {category} in {month}. That is {over} {currency} more than the \
             {available} {currency} that were available."
        );
        (OVER, format!("{category}: the budget is overspent"), message, 100)
    } else {
        let share = percent(figures.spent, figures.available).unwrap_or_default().floor();
        let message = format!(
            "You have spent {spent} {currency} on {category} in {month}: {share} % of the {available} {currency} \
             that are available. {left} {currency} are left."
        );
        (NEARLY, format!("{category}: {share} % of the budget is spent"), message, 80)
    };
    Notice {
        user_id,
        kind: kind.key.into(),
        class: Class::Alert,
        title,
        message,
        link: Some(format!("/budgets?month={}", row.month)),
        once: Some(format!("budget/{}/{at}", row.id)),
    }
}

/// A month as people say it: November 2026.
pub fn spoken(month: Month) -> String {
    month.first_day().format("%B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(available: i128, spent: i128) -> Figures {
        Figures { available, spent, left: available - spent, ..Default::default() }
    }

    #[test]
    fn a_mark_is_told_when_it_is_passed_and_not_again() {
        let passed = |before: Option<i128>, after| {
            passed(before.map(|spent| figures(100, spent)).as_ref(), &figures(100, after))
        };
        assert_eq!((passed(Some(79), 80), passed(Some(80), 100)), (Some(Mark::Nearly), None));
        assert_eq!((passed(Some(100), 101), passed(Some(10), 900)), (Some(Mark::Over), Some(Mark::Over)));
        assert_eq!(
            (passed(Some(120), 130), passed(Some(120), 90), passed(None, 85)),
            (None, None, Some(Mark::Nearly))
        );
    }
}
