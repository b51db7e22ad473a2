//! Schedules: what a home costs, part by part. Whatever happens to a schedule, its parts sum to the price exactly.
use chrono::{Days, NaiveDate};
use garde::Validate;
use kernel::{Money, money::MoneyError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::DueKind;
use crate::booking::store::PaymentPlan;

/// All shares of a list of steps together: a hundred percent.
pub const WHOLE: i64 = 10_000;
/// Days until a home that is paid at once is to be paid, and until one's own share beside a loan is.
const AT_ONCE: i64 = 30;
/// Of a hundred, what a bank lends where nobody says how much.
const USUAL_LOAN: i64 = 80;

/// A step of a payment plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[schemars(rename = "PaymentStep")]
pub struct Step {
    /// As the customer reads it: "On completion of the foundation".
    #[garde(length(chars, min = 1, max = 200))]
    pub title: String,
    /// Of the price, in hundredths of a percent: 2,500 is a quarter. All steps together make 10,000.
    #[garde(range(min = 1, max = 10_000))]
    pub share_basis_points: i64,
    /// When it is due.
    #[garde(dive)]
    pub when: When,
}

/// When a step is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Validate)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PaymentStepWhen")]
pub enum When {
    /// With the booking.
    Booking,
    /// So many days after the booking.
    DaysAfter(#[garde(range(min = 0, max = 3650))] i64),
    /// When the construction phase of this name is completed.
    Phase(#[garde(length(chars, min = 1, max = 255))] String),
    /// When the keys are handed over.
    Handover,
}

/// A construction phase, as far as money goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Its name.
    pub name: String,
    /// How much of the building it is, beside the others.
    pub weight: i64,
    /// Whether it is done.
    pub completed: bool,
}

/// What a schedule is made from.
pub struct Terms<'a> {
    /// The price.
    pub total: Money,
    /// Paid first, where it was agreed.
    pub token: Option<Money>,
    /// How the rest is paid.
    pub plan: PaymentPlan,
    /// What a bank lends.
    pub loan: Option<Money>,
    /// The day of the booking.
    pub booked_on: NaiveDate,
    /// Today: from here on counts what is asked for at once.
    pub today: NaiveDate,
    /// The steps of the development; its phases decide where it has none.
    pub steps: Option<&'a [Step]>,
    /// The phases that a customer sees, in their order.
    pub phases: &'a [Phase],
    /// Whether the keys can be had already.
    pub ready: bool,
    /// Days from a demand until it is due.
    pub due_days: i64,
}

/// A part of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// As the customer reads it.
    pub title: String,
    /// What makes it due.
    pub kind: DueKind,
    /// For which phase it waits.
    pub phase: Option<String>,
    /// How much.
    pub amount: Money,
    /// Until when; none while it waits.
    pub due_date: Option<NaiveDate>,
    /// Whether what it would have waited for has happened.
    pub demanded: bool,
}

/// A slot for a part of an amount, by weight.
struct Slot {
    title: String,
    when: When,
    weight: u64,
}

impl Slot {
    fn new(title: impl Into<String>, when: When, weight: i64) -> Self {
        Self { title: title.into(), when, weight: u64::try_from(weight).unwrap_or_default() }
    }
}

/// The day so many days on.
pub fn days_on(day: NaiveDate, days: i64) -> NaiveDate {
    let days = u64::try_from(days).unwrap_or_default();
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day so many days before.
pub fn days_before(day: NaiveDate, days: i64) -> NaiveDate {
    let days = u64::try_from(days).unwrap_or_default();
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The schedule of a booking: its parts sum to the price, and a token comes first.
///
/// A home paid in full follows no steps. Else the steps of the development hold; where it has none: with instalments
/// a tenth with the booking, eight tenths along the phases by their weight, a tenth at the keys; with a loan one's own
/// share first and the bank's along the phases. The token counts towards what is due first.
pub fn schedule(terms: &Terms<'_>) -> Result<Vec<Part>, MoneyError> {
    let mut parts = vec![];
    for (amount, slots) in blocks(terms)? {
        let weights = slots.iter().map(|slot| slot.weight).collect::<Vec<_>>();
        for (slot, amount) in slots.into_iter().zip(amount.allocate(&weights)?) {
            parts.push(part(terms, slot, amount));
        }
    }
    let token = terms.token.unwrap_or_default().clamp(Money::ZERO, terms.total);
    let mut left = token;
    for part in &mut parts {
        let taken = part.amount.min(left);
        part.amount = part.amount.checked_sub(taken)?;
        left = left.checked_sub(taken)?;
    }
    parts.insert(
        0,
        Part {
            title: "Token".into(),
            kind: DueKind::Token,
            phase: None,
            amount: token,
            due_date: Some(terms.booked_on),
            demanded: false,
        },
    );
    parts.retain(|part| part.amount > Money::ZERO);
    Ok(parts)
}

fn blocks(terms: &Terms<'_>) -> Result<Vec<(Money, Vec<Slot>)>, MoneyError> {
    let total = terms.total;
    if let (Some(steps), false) = (terms.steps, terms.plan == PaymentPlan::FullPayment) {
        let slot = |step: &Step| Slot::new(&step.title, step.when.clone(), step.share_basis_points);
        return Ok(vec![(total, steps.iter().map(slot).collect())]);
    }
    Ok(match terms.plan {
        PaymentPlan::FullPayment => {
            vec![(total, vec![Slot::new("Payment in full", When::DaysAfter(AT_ONCE), 1)])]
        }
        PaymentPlan::Installments => vec![(total, instalments(terms.phases))],
        PaymentPlan::Loan => {
            let usual = total.mul_ratio(USUAL_LOAN, 100, kernel::money::Rounding::Down)?;
            let loan = terms.loan.unwrap_or(usual).clamp(Money::ZERO, total);
            let own = Slot::new("Your own share", When::DaysAfter(AT_ONCE), 1);
            vec![(total.checked_sub(loan)?, vec![own]), (loan, lent(terms.phases))]
        }
    })
}

fn instalments(phases: &[Phase]) -> Vec<Slot> {
    let weight: i64 = phases.iter().map(|phase| phase.weight).sum();
    if weight <= 0 {
        let quarter = |n: i64| Slot::new(format!("Instalment {n}"), When::DaysAfter(n * 90), 20);
        let mut slots = vec![Slot::new("With the booking", When::Booking, 10)];
        slots.extend((1..=4).map(quarter));
        slots.push(Slot::new("At the keys", When::Handover, 10));
        return slots;
    }
    // A tenth of all is an eighth of the phases' share; weights in eighths stay whole.
    let mut slots = vec![Slot::new("With the booking", When::Booking, weight)];
    slots.extend(phases.iter().map(|phase| {
        Slot::new(
            format!("On completion of {}", phase.name),
            When::Phase(phase.name.clone()),
            phase.weight * 8,
        )
    }));
    slots.push(Slot::new("At the keys", When::Handover, weight));
    slots
}

fn lent(phases: &[Phase]) -> Vec<Slot> {
    if phases.iter().all(|phase| phase.weight <= 0) {
        return vec![Slot::new("Loan", When::DaysAfter(2 * AT_ONCE), 1)];
    }
    let slot = |phase: &Phase| {
        let title = format!("Loan on completion of {}", phase.name);
        Slot::new(title, When::Phase(phase.name.clone()), phase.weight)
    };
    phases.iter().map(slot).collect()
}

fn part(terms: &Terms<'_>, slot: Slot, amount: Money) -> Part {
    let on_demand = |happened: bool| happened.then(|| days_on(terms.today, terms.due_days));
    let (kind, phase, due_date) = match slot.when {
        When::Booking => (DueKind::Dated, None, Some(terms.booked_on)),
        When::DaysAfter(days) => (DueKind::Dated, None, Some(days_on(terms.booked_on, days))),
        When::Handover => (DueKind::Handover, None, on_demand(terms.ready)),
        When::Phase(name) => {
            let done = terms.phases.iter().any(|phase| phase.completed && same(&phase.name, &name));
            (DueKind::Milestone, Some(name), on_demand(done))
        }
    };
    let demanded = due_date.is_some() && kind != DueKind::Dated;
    Part { title: slot.title, kind, phase, amount, due_date, demanded }
}

/// Whether two names are those of one phase.
pub fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// A part of a schedule that is being changed: what it asks for, and what of that is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// What it asks for.
    pub amount: Money,
    /// What of it is paid.
    pub paid: Money,
    /// Whether it keeps its amount as long as others can give way: a token, an accepted change.
    pub fixed: bool,
}

/// What each part asks for once the price is another, and what is left over for a new part where none is open. What
/// is paid stays paid, open parts share the difference by their size. `None` where more is paid than the new price.
pub fn reprice(parts: &[Standing], total: Money) -> Result<Option<(Vec<Money>, Money)>, MoneyError> {
    let paid = Money::try_sum(parts.iter().map(|part| part.paid))?;
    if total < paid {
        return Ok(None);
    }
    let open = |part: &Standing| part.amount.checked_sub(part.paid);
    let kept = parts.iter().filter(|part| part.fixed).map(open).collect::<Result<Vec<_>, _>>()?;
    let kept = Money::try_sum(kept)?;
    let others = parts.iter().any(|part| !part.fixed && part.amount > part.paid);
    // Parts that keep their amount do so only if the others can carry the whole difference.
    let keep = others && paid.checked_add(kept)? <= total;
    let mut weights = vec![];
    for part in parts {
        let weight = if keep && part.fixed { 0 } else { open(part)?.units() };
        weights.push(u64::try_from(weight).unwrap_or_default());
    }
    let rest = total.checked_sub(paid)?;
    let rest = if keep { rest.checked_sub(kept)? } else { rest };
    if weights.iter().all(|weight| *weight == 0) {
        return Ok(Some((parts.iter().map(|part| part.amount).collect(), total.checked_sub(paid)?)));
    }
    let mut amounts = vec![];
    for (part, share) in parts.iter().zip(rest.allocate(&weights)?) {
        let open = if keep && part.fixed { open(part)? } else { share };
        amounts.push(part.paid.checked_add(open)?);
    }
    Ok(Some((amounts, Money::ZERO)))
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
