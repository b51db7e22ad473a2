//! The day by which to pay: printed with a label, in a sentence, or reckoned from the terms.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::{
    clause::{Clause, among},
    context::Context,
    date::claims,
    pick::Candidate,
};
use crate::{
    found::{Due, Found, Kind},
    labels::{Class, Label},
    values::{Day, Order},
};

/// The day by which to pay: printed, or reckoned from the terms.
pub fn due(
    context: &Context<'_>,
    order: (Order, bool),
    kind: Kind,
    issued: Option<&Found<NaiveDate>>,
) -> Option<Found<Due>> {
    let taken = claims(context, kind);
    let mut candidates = Vec::new();
    for (at, day) in context.values.days.iter().enumerate() {
        let Some(value) = day.written.day(order.0) else { continue };
        let early = issued.is_some_and(|i| value < i.value);
        let far = issued.is_some_and(|i| value > i.value + Days::new(400));
        let clause = Clause::around(context, day);
        // A day in a cell of its own stands by its label.
        let own = taken[at].is_some() && context.sheet.cell_of(day.tokens.start).tokens == day.tokens;
        let score = match taken[at] {
            Some((Class::DueDate, relation)) => {
                0.95 + relation - if early { 0.25 } else { 0.0 } + if own { 0.2 } else { 0.0 }
            }
            Some((Class::InvoiceDate | Class::PlainDate, _)) => continue,
            _ if early || far || date_of_other(context, day) => continue,
            _ => match clause.asks() {
                Some(score) => score,
                None => continue,
            },
        };
        let score = score
            - if far { 0.5 } else { 0.0 }
            - if clause.discounted() && !own { 0.4 } else { 0.0 }
            - if clause.later() { 0.6 } else { 0.0 };
        candidates.push(Candidate {
            value: Due { date: value, derived: false },
            tokens: day.tokens.clone(),
            score,
        });
    }
    let printed = super::pick::best(context, candidates, |due| due.date.to_string());
    printed.or_else(|| derived(context, issued?))
}

/// Whether a long label right before the day says that it is another one: "Lieferdatum 3.4.2024".
fn date_of_other(context: &Context<'_>, day: &Day) -> bool {
    let near = context.labels.iter().rfind(|l| l.tokens.end <= day.tokens.start);
    near.is_some_and(|l| l.class == Class::OtherDate && l.letters > 5 && day.tokens.start - l.tokens.end <= 1)
}

/// "30 days net", "zahlbar innerhalb von 14 Tagen": the day is reckoned from the day of issue.
fn derived(context: &Context<'_>, issued: &Found<NaiveDate>) -> Option<Found<Due>> {
    let tokens = &context.sheet.tokens;
    let mut best: Option<(u64, Range<usize>)> = None;
    for at in 0..tokens.len() {
        let Some((days, range)) = term(context, at) else { continue };
        let row = context.sheet.rows[tokens[at].row].tokens.clone();
        let discounted = tokens[row.start..range.end].iter().any(|t| {
            matches!(t.key.as_str(), "skonto" | "discount" | "escompte" | "sconto" | "korting" | "descuento")
        }) && tokens[row].iter().filter(|t| is_days(&t.key)).count() < 2;
        if !discounted && best.as_ref().is_none_or(|(most, _)| days > *most) {
            best = Some((days, range));
        }
    }
    let (days, range) = best?;
    let date = issued.value.checked_add_days(Days::new(days))?;
    let candidate = Candidate { value: Due { date, derived: true }, tokens: range, score: 0.6 };
    Some(super::pick::found(context, &candidate, (0.6 * issued.confidence).min(0.6)))
}

fn is_days(key: &str) -> bool {
    matches!(
        key,
        "days"
            | "day"
            | "tage"
            | "tagen"
            | "tag"
            | "jours"
            | "dagen"
            | "dias"
            | "giorni"
            | "gg"
            | "dni"
            | "dagar"
            | "dage"
            | "dager"
            | "pv"
            | "jour"
            | "dnu"
            | "zile"
            | "nap"
            | "t"
            | "kalendertage"
            | "kalendertagen"
    )
}

/// A term of payment that begins here, with its days.
fn term(context: &Context<'_>, at: usize) -> Option<(u64, Range<usize>)> {
    const SIGNS: &str = "net netto within innerhalb zahlbar terms term payment payable due binnen paiement sous \
            betaling betalen betaaltermijn pago vencimiento pagamento termin prazo inom \
            betalningsvillkor zahlungsziel echeance reglement zahlung platnosci credit maksuehto \
            entro betalingsbetingelser betalingstermijn pay";
    let tokens = &context.sheet.tokens;
    let days: u64 = tokens[at].key.parse().ok().filter(|d| (1..=180).contains(d))?;
    let row = context.sheet.rows[tokens[at].row].tokens.clone();
    let unit = tokens.get(at + 1).filter(|t| row.contains(&(at + 1)) && is_days(&t.key));
    let from = at.saturating_sub(7).max(row.start);
    let around = from..(at + 5).min(row.end);
    let said = tokens[around].iter().any(|t| among(SIGNS, &t.key));
    let net = at > row.start && matches!(tokens[at - 1].key.as_str(), "net" | "netto");
    (said && (unit.is_some() || net)).then(|| (days, at..at + if unit.is_some() { 2 } else { 1 }))
}

/// The label of terms and what stands behind it.
pub fn terms(context: &Context<'_>) -> Option<Found<String>> {
    let label: &Label = context.of(Class::Terms).next()?;
    let target = context.targets(label).into_iter().next()?;
    let value = context.sheet.text(target.tokens.clone());
    Some(super::pick::found(context, &Candidate { value, tokens: target.tokens, score: 0.8 }, 0.7))
}
