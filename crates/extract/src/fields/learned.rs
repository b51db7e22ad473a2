//! What stands where people found it on earlier documents of the same issuer.

use super::{
    context::Context,
    pick::{Candidate, found},
};
use crate::{
    Hints,
    anchor::{self, Anchor, Field, Says, Sight, compact},
    arithmetic::Proof,
    found::{Due, Found, Learned, Reading},
    values::Order,
};

use super::totals::Totals;

/// Puts in what stands at the learned places, where it differs from what was read. Amounts that are proven by each
/// other are left alone, unless the learned ones prove each other as well.
pub fn apply(context: &Context<'_>, hints: &Hints, order: Order, totals: &Totals, reading: &mut Reading) {
    let mut amounts = vec![];
    for (at, place) in hints.anchors.iter().enumerate() {
        let Some(sight) = anchor::at(context.sheet, context.values, place) else { continue };
        let changed = match &sight.says {
            Says::Amount(value) => {
                amounts.push((at, found_there(context, *value, &sight, place)));
                continue;
            }
            Says::Day(written) => match written.day(order) {
                Some(day) => days(reading, place, found_there(context, day, &sight, place)),
                None => false,
            },
            Says::Text(text) => texts(reading, place, found_there(context, text.clone(), &sight, place)),
        };
        if changed {
            reading.learned.push(Learned { field: place.field, anchor: at });
        }
    }
    sums(hints, totals, reading, amounts);
}

fn found_there<T: Clone>(context: &Context<'_>, value: T, sight: &Sight, place: &Anchor) -> Found<T> {
    let candidate = Candidate { value, tokens: sight.tokens.clone(), score: 1.0 };
    found(context, &candidate, place.confidence())
}

/// Takes the new one unless it is the old one; then a place that people confirmed adds to its confidence.
fn settle<T>(
    old: &mut Option<Found<T>>,
    new: Found<T>,
    place: &Anchor,
    same: impl Fn(&T, &T) -> bool,
) -> bool {
    match old {
        Some(old) if same(&old.value, &new.value) => {
            if place.is_confirmed() {
                old.confidence = old.confidence.max(new.confidence);
            }
            false
        }
        _ => {
            *old = Some(new);
            true
        }
    }
}

fn texts(reading: &mut Reading, place: &Anchor, new: Found<String>) -> bool {
    let old = match place.field {
        Field::Number => &mut reading.number,
        Field::PurchaseOrder => &mut reading.purchase_order,
        Field::CustomerNumber => &mut reading.customer_number,
        _ => return false,
    };
    settle(old, new, place, |one, other| compact(one) == compact(other))
}

fn days(reading: &mut Reading, place: &Anchor, new: Found<chrono::NaiveDate>) -> bool {
    if place.field == Field::Date {
        return settle(&mut reading.date, new, place, |one, other| one == other);
    }
    // Nobody asks to be paid before he writes.
    if reading.date.as_ref().is_some_and(|date| new.value < date.value) {
        return false;
    }
    let due = Found {
        value: Due { date: new.value, derived: false },
        text: new.text,
        confidence: new.confidence,
        page: new.page,
        area: new.area,
    };
    settle(&mut reading.due_date, due, place, |one, other| one.date == other.date && !one.derived)
}

fn sums(hints: &Hints, totals: &Totals, reading: &mut Reading, amounts: Vec<(usize, Found<i64>)>) {
    let mut next = [reading.net.clone(), reading.tax.clone(), reading.gross.clone(), reading.due.clone()];
    let mut changed = vec![];
    for (at, new) in amounts {
        let place = &hints.anchors[at];
        let slot = match place.field {
            Field::Net => 0,
            Field::Tax => 1,
            Field::Gross => 2,
            _ => 3,
        };
        if settle(&mut next[slot], new, place, |one, other| one.abs() == other.abs()) {
            changed.push((slot, Learned { field: place.field, anchor: at }));
        }
    }
    let value = |slot: usize| next[slot].as_ref().map(|found| found.value);
    let proven = adds_up(value(0), value(1), value(2), reading.round_off.as_ref().map(|found| found.value));
    let total = changed.iter().any(|(slot, _)| *slot < 3);
    if total && totals.settled.proves(Proof::Sum) && !proven {
        changed.retain(|(slot, _)| *slot == 3);
        [next[0], next[1], next[2]] = [reading.net.clone(), reading.tax.clone(), reading.gross.clone()];
    }
    [reading.net, reading.tax, reading.gross, reading.due] = next;
    reading.learned.extend(changed.into_iter().map(|(_, learned)| learned));
}

/// Whether net and tax sum to the gross.
fn adds_up(net: Option<i64>, tax: Option<i64>, gross: Option<i64>, round_off: Option<i64>) -> bool {
    let (Some(net), Some(tax), Some(gross)) = (net, tax, gross) else { return false };
    let gap = net.saturating_add(tax).saturating_sub(gross);
    gap.abs() <= 100 || gap.saturating_add(round_off.unwrap_or(0)).abs() <= 100
}

/// What was learned and is not confirmed yet, or changes a total that nothing proves, is looked at by a person.
pub fn judge(hints: &Hints, reading: &mut Reading) {
    let value = |found: &Option<Found<i64>>| found.as_ref().map(|found| found.value);
    let whole =
        adds_up(value(&reading.net), value(&reading.tax), value(&reading.gross), value(&reading.round_off));
    let mut doubts = vec![];
    for learned in &reading.learned {
        let Some(place) = hints.anchors.get(learned.anchor) else { continue };
        let title = learned.field.title();
        if !place.is_confirmed() {
            doubts.push(format!(
                "The {title} was read where people found it on earlier invoices of this vendor; that was right {} of {} times.",
                place.right, place.seen
            ));
        }
        if matches!(learned.field, Field::Net | Field::Tax | Field::Gross) && !whole {
            doubts.push(format!("The {title} was learned, and the totals are not proven by each other."));
        }
    }
    reading.accept &= doubts.is_empty();
    reading.problems.extend(doubts);
}
