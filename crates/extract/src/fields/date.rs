//! The day of issue, and the day by which to pay.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::{
    context::{Context, Relation},
    pick::Candidate,
};
use crate::{
    found::{Due, Found},
    labels::{Class, Label},
    values::{Day, Order, date::Written},
};

/// The order of day and month in this document, and whether it is a guess.
pub fn order(context: &Context<'_>, currency: Option<&str>, language: Option<&str>) -> (Order, bool) {
    let (mut day_first, mut month_first, mut open) = (0, 0, 0);
    for day in &context.values.days {
        let text = context.sheet.text(day.tokens.clone());
        let slashed = day.tokens.len() == 1 && text.matches(['/', '-']).count() == 2;
        match day.written {
            Written::Open { .. } => open += 1,
            Written::Clear(_) if slashed && !text.contains(|c: char| c.is_alphabetic()) => {
                let first: u32 =
                    text.split(['/', '-']).next().and_then(|t| t.trim_matches('(').parse().ok()).unwrap_or(0);
                let second: u32 = text.split(['/', '-']).nth(1).and_then(|t| t.parse().ok()).unwrap_or(0);
                day_first += usize::from((13..=31).contains(&first));
                month_first += usize::from((13..=31).contains(&second) && first <= 12);
            }
            Written::Clear(_) => {}
        }
    }
    if open == 0 || day_first != month_first {
        let order = if month_first > day_first { Order::MonthFirst } else { Order::DayFirst };
        return (order, false);
    }
    let american = currency == Some("USD") && language.is_none_or(|l| l == "en");
    (if american { Order::MonthFirst } else { Order::DayFirst }, currency.is_none() || american)
}

/// The day of issue.
pub fn issued(context: &Context<'_>, order: (Order, bool)) -> Option<Found<NaiveDate>> {
    let mut candidates = Vec::new();
    let taken = claims(context);
    for (at, day) in context.values.days.iter().enumerate() {
        let Some(value) = day.written.day(order.0) else { continue };
        let mut score = match taken[at] {
            Some((Class::InvoiceDate, relation)) => 1.0 + relation,
            Some((Class::PlainDate, relation)) => 0.78 + relation,
            Some((Class::DueDate, _)) => -0.1,
            Some((Class::OtherDate, _)) => 0.05,
            _ => 0.3,
        };
        score += behind_number(context, day);
        let token = &context.sheet.tokens[day.tokens.start];
        let height = token.area.y0 / context.sheet.pages[token.page as usize].1.max(1.0);
        score -= 0.1 * height + 0.12 * (token.page as f32).min(3.0);
        if in_range(context, at) {
            score -= 0.35;
        }
        if matches!(day.written, Written::Open { .. }) && order.1 {
            score -= 0.05;
        }
        candidates.push(Candidate { value, tokens: day.tokens.clone(), score });
    }
    super::pick::best(context, candidates, |day| day.to_string())
}

/// Whether the printed day could be read the other way round.
pub fn is_open(context: &Context<'_>, found: &Found<NaiveDate>) -> bool {
    let same = |day: &&Day| {
        let token = &context.sheet.tokens[day.tokens.start];
        token.page == found.page
            && token.area.x0 == found.area.x0
            && token.area.y0 >= found.area.y0 - 0.1
            && token.area.y1 <= found.area.y1 + 0.1
    };
    context.values.days.iter().find(same).is_some_and(|day| matches!(day.written, Written::Open { .. }))
}

/// "Rechnung Nr. 4711 vom 5.3.2018": a day behind the number of the document.
fn behind_number(context: &Context<'_>, day: &Day) -> f32 {
    let row = context.sheet.row_of(day.tokens.start);
    let title = context.labels.iter().any(|l| {
        let class = l.class.is_title() || l.class == Class::InvoiceNumber;
        l.row == context.sheet.tokens[day.tokens.start].row && class && l.tokens.end <= day.tokens.start
    });
    let link = day.tokens.start > row.tokens.start
        && [
            "vom", "du", "dated", "del", "of", "van", "from", "le", "von", "dd", "z", "dnia", "fran", "den",
            "on", "issued",
        ]
        .contains(&context.sheet.tokens[day.tokens.start - 1].key.as_str());
    match (title, link) {
        (true, true) => 0.45,
        (true, false) => 0.2,
        _ => 0.0,
    }
}

/// "1.5.2014 - 31.5.2014": a part of a period.
fn in_range(context: &Context<'_>, at: usize) -> bool {
    let days = &context.values.days;
    let linked = |a: &Day, b: &Day| {
        let between = a.tokens.end..b.tokens.start;
        context.sheet.tokens[a.tokens.start].row == context.sheet.tokens[b.tokens.start].row
            && between.len() == 1
            && matches!(
                context.sheet.tokens[between.start].key.as_str(),
                "" | "to"
                    | "bis"
                    | "au"
                    | "tot"
                    | "a"
                    | "al"
                    | "till"
                    | "do"
                    | "til"
                    | "until"
                    | "tm"
                    | "ate"
                    | "through"
            )
    };
    at > 0 && linked(&days[at - 1], &days[at]) || days.get(at + 1).is_some_and(|next| linked(&days[at], next))
}

/// The label that each day belongs to, and what its place adds.
fn claims(context: &Context<'_>) -> Vec<Option<(Class, f32)>> {
    let days = &context.values.days;
    let mut claims: Vec<Option<(Class, f32)>> = vec![None; days.len()];
    let mut claim = |range: Range<usize>, class: Class, add: f32, first_only: bool| {
        let from = days.partition_point(|day| day.tokens.start < range.start);
        for (at, day) in
            days.iter().enumerate().skip(from).take_while(|(_, day)| day.tokens.start < range.end)
        {
            let near = add - 0.03 * (day.tokens.start - range.start).min(12) as f32;
            let better = claims[at].is_none_or(|(old, value)| rank(class, near) > rank(old, value));
            if better {
                claims[at] = Some((class, near));
            }
            if first_only && at > from {
                break;
            }
        }
    };
    for label in context.labels.iter().filter(|l| l.class.is_date() || l.class == Class::Terms) {
        let class = if label.class == Class::Terms { Class::DueDate } else { label.class };
        let targets = context.targets(label);
        for target in &targets {
            let add = match target.relation {
                Relation::Same => 0.1,
                Relation::Right => 0.06 - (target.distance * 0.004).min(0.2),
                Relation::Below => 0.0 - target.distance * 0.03,
            };
            let add = add - if label.class == Class::Terms { 0.3 } else { 0.0 };
            claim(target.tokens.clone(), class, add, label.class == Class::OtherDate);
        }
    }
    claims
}

/// Which of two labels has the better right to a day.
fn rank(class: Class, near: f32) -> f32 {
    near + match class {
        Class::InvoiceDate => 0.5,
        Class::DueDate => 0.45,
        Class::OtherDate => 0.4,
        _ => 0.1,
    }
}

/// The day by which to pay: printed, or reckoned from the terms.
pub fn due(
    context: &Context<'_>,
    order: (Order, bool),
    issued: Option<&Found<NaiveDate>>,
) -> Option<Found<Due>> {
    let taken = claims(context);
    let mut candidates = Vec::new();
    for (at, day) in context.values.days.iter().enumerate() {
        let Some(value) = day.written.day(order.0) else { continue };
        let Some((Class::DueDate, relation)) = taken[at] else { continue };
        let early = issued.is_some_and(|i| value < i.value);
        let far = issued.is_some_and(|i| value > i.value + Days::new(400));
        let score = 0.95 + relation - if early { 0.25 } else { 0.0 } - if far { 0.5 } else { 0.0 };
        let discount = with_discount(context, day);

        candidates.push(Candidate {
            value: Due { date: value, derived: false },
            tokens: day.tokens.clone(),
            score: score - if discount { 0.4 } else { 0.0 },
        });
    }
    let printed = super::pick::best(context, candidates, |due| due.date.to_string());
    printed.or_else(|| derived(context, issued?))
}

/// A day that only stands for a discount ("2% Skonto bis 14.11.").
fn with_discount(context: &Context<'_>, day: &Day) -> bool {
    let start = context.sheet.row_of(day.tokens.start).tokens.start.max(day.tokens.start.saturating_sub(6));
    context.sheet.tokens[start..day.tokens.start].iter().any(|t| {
        matches!(
            t.key.as_str(),
            "skonto" | "escompte" | "discount" | "korting" | "descuento" | "sconto" | "abzug"
        )
    }) && !context.sheet.tokens[start..day.tokens.start]
        .iter()
        .any(|t| matches!(t.key.as_str(), "ohne" | "netto" | "sans"))
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
    const SIGNS: [&str; 34] = [
        "net",
        "netto",
        "within",
        "innerhalb",
        "zahlbar",
        "terms",
        "term",
        "payment",
        "payable",
        "due",
        "binnen",
        "paiement",
        "sous",
        "betaling",
        "betalen",
        "betaaltermijn",
        "pago",
        "vencimiento",
        "pagamento",
        "termin",
        "prazo",
        "inom",
        "betalningsvillkor",
        "zahlungsziel",
        "echeance",
        "reglement",
        "zahlung",
        "platnosci",
        "credit",
        "maksuehto",
        "entro",
        "betalingsbetingelser",
        "betalingstermijn",
        "pay",
    ];
    let tokens = &context.sheet.tokens;
    let days: u64 = tokens[at].key.parse().ok().filter(|d| (1..=180).contains(d))?;
    let row = context.sheet.rows[tokens[at].row].tokens.clone();
    let unit = tokens.get(at + 1).filter(|t| row.contains(&(at + 1)) && is_days(&t.key));
    let from = at.saturating_sub(7).max(row.start);
    let around = from..(at + 5).min(row.end);
    let said = tokens[around].iter().any(|t| SIGNS.contains(&t.key.as_str()));
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
