//! How a question goes on from the last one.
use chrono::NaiveDate;

use super::{Day, Figure, Filter, Frame, Key, Measure, Part, Period, Plan, Slots, day};

/// Whether it goes on from the last question.
pub(super) fn follows(slots: &Slots, strong: bool) -> bool {
    let first = slots.keys.iter().find(|key| **key != Key::Stop);
    let joins = first.is_some_and(|key| [Key::And, Key::Only, Key::About, Key::Those, Key::Or].contains(key));
    let points =
        slots.has(&[Key::Those, Key::About]) || slots.has(&[Key::It]) && slots.filter.invoice.is_none();
    let whole = slots.has(&[Key::Invoice, Key::All])
        || slots.keys.iter().filter(|key| ![Key::Stop, Key::From].contains(key)).count() > 2;
    let bare_why =
        slots.keys.iter().all(|key| [Key::Why, Key::Stop, Key::And].contains(key)) && slots.has(&[Key::Why]);
    let bare_period =
        !slots.periods.is_empty() && slots.keys.iter().all(|key| [Key::Stop, Key::From].contains(key));
    let bare_compare = slots.has(&[Key::Compare])
        && !slots.has(&[Key::Invoice, Key::Vendor, Key::All, Key::Sum, Key::HowMuch, Key::Count, Key::It])
        && slots.periods.len() < 2;
    joins
        || points
        || bare_compare
        || bare_why
        || bare_period
        || (!whole && strong && slots.keys.first() == Some(&Key::By))
}

/// What is wanted now.
fn remeasure(plan: &mut Plan, said: Option<Measure>, compares: bool, slots: &Slots) {
    match (said, slots.figure) {
        (Some(Measure::Sum(figure)), Some(_)) if !slots.has(&[Key::Sum, Key::HowMuch]) => {
            plan.measure = match plan.measure {
                Measure::Average(_) => Measure::Average(figure),
                Measure::Largest(_) => Measure::Largest(figure),
                Measure::Smallest(_) => Measure::Smallest(figure),
                _ => Measure::Sum(figure),
            };
        }
        (Some(measure), _) if !compares || slots.has(&[Key::Sum, Key::HowMuch, Key::Count, Key::Average]) => {
            plan.measure = measure;
        }
        (Some(_), _) if !matches!(plan.measure, Measure::Sum(_) | Measure::Count | Measure::Average(_)) => {
            plan.measure =
                if plan.measure == Measure::List { Measure::Count } else { Measure::Sum(Figure::Gross) };
        }
        (None, _) if slots.has(&[Key::Show]) && slots.has(&[Key::Invoice, Key::Those]) => {
            plan.measure = Measure::List
        }
        _ => {}
    }
}

/// The last question with what this one changes of it.
pub(super) fn merge(frame: &Frame, part: Part, slots: &Slots, today: NaiveDate) -> Plan {
    let (mut plan, new) = (frame.plan.clone(), part.plan);
    plan.filter.ids.clear();
    let one = matches!(plan.measure, Measure::Largest(_) | Measure::Smallest(_)) || plan.most == Some(1);
    if slots.has(&[Key::It, Key::Those]) && one && new.filter.invoice.is_none() && !frame.ids.is_empty() {
        (plan.filter, plan.order, plan.most) =
            (Filter { ids: frame.ids.clone(), ..Filter::default() }, None, None);
    }
    let told = matches!(part.measure, Some(Measure::Reasons | Measure::Status) | None);
    if slots.has(&[Key::It]) && plan.filter.invoice.is_some() && told && new.filter.vendors.is_empty() {
        let filter = Filter { invoice: plan.filter.invoice, ..Filter::default() };
        return Plan { measure: part.measure.unwrap_or(Measure::Status), filter, ..Plan::default() };
    }
    if new.filter.invoice.is_some() {
        let measure = match part.measure {
            Some(measure) => measure,
            None if plan.measure == Measure::Reasons => Measure::Reasons,
            None => Measure::Status,
        };
        return Plan {
            measure,
            filter: Filter { invoice: new.filter.invoice, ..Filter::default() },
            ..Plan::default()
        };
    }
    remeasure(&mut plan, part.measure, part.compares, slots);
    if new.group.is_some() {
        plan.group = new.group;
        if !matches!(plan.measure, Measure::Sum(_) | Measure::Count | Measure::Average(_)) {
            plan.measure = new.measure;
        }
    } else if matches!(
        part.measure,
        Some(Measure::Reasons | Measure::Status | Measure::Duplicates | Measure::Risk)
    ) {
        plan.group = None;
    }
    narrow(&mut plan.filter, new.filter, part.compares);
    if new.compare.is_some() {
        if plan.filter.period.is_none() {
            plan.filter.period =
                day::month_of(today, 0).map(|(from, until)| Period::of(from, until, "this month"));
        }
        plan.compare = new.compare;
    } else if part.compares {
        plan.compare = plan.filter.period.as_ref().and_then(Period::before);
    } else if !slots.periods.is_empty() {
        plan.compare = None;
    }
    if plan.measure == Measure::Sum(Figure::Gross) && plan.filter.day == Day::Due && slots.figure.is_none() {
        plan.measure = Measure::Sum(Figure::Due);
    }
    plan.most = new.most.or(plan.most);
    plan.order = new.order.or(plan.order);
    plan
}

/// What this question says wins; what it doesn't say stays.
fn narrow(old: &mut Filter, new: Filter, compares: bool) {
    let said_more =
        !new.vendors.is_empty() || !new.statuses.is_empty() || new.flagged.is_some() || new.period.is_some();
    if old.invoice.is_some() && said_more {
        old.invoice = None;
    }
    if !new.vendors.is_empty() {
        old.vendors = new.vendors;
    }
    if !new.statuses.is_empty() {
        old.statuses = new.statuses;
        if new.day != Day::Dated {
            old.day = new.day;
        }
    }
    if new.period.is_some() && !(compares && old.period.is_some()) {
        old.period = new.period;
        if new.day != Day::Dated {
            old.day = new.day;
        }
    } else if new.day == Day::Due {
        old.day = Day::Due;
    }
    old.flagged = new.flagged.or(old.flagged);
    old.above = new.above.or(old.above);
    old.below = new.below.or(old.below);
    old.currency = new.currency.or(old.currency.take());
    old.rate = new.rate.or(old.rate);
    old.missing = new.missing.or(old.missing);
    old.exported = new.exported.or(old.exported);
    old.unsure |= new.unsure;
    old.duplicates |= new.duplicates;
    old.overdue |= new.overdue;
    old.credit_notes |= new.credit_notes;
}
