//! The day by which to pay: printed with a label, in a sentence, or reckoned from the terms.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::{context::Context, date::claims, pick::Candidate};
use crate::{
    found::{Due, Found, Kind},
    labels::{Class, Label},
    values::{Day, Form, Order},
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

/// The words around a day in its sentence.
struct Clause {
    /// The sentence before the day, the nearest word first.
    before: Vec<String>,
    /// The same up to a comma.
    close: Vec<String>,
    /// What follows, up to a comma.
    after: Vec<String>,
}

impl Clause {
    fn around(context: &Context<'_>, day: &Day) -> Self {
        let sheet = context.sheet;
        let mut clause = Self { before: Vec::new(), close: Vec::new(), after: Vec::new() };
        let mut open = true;
        let cell = sheet.tokens[day.tokens.start].cell;
        let start = sheet.cells[cell].tokens.start;
        let above = lines_of(context, cell, -1).filter(|_| start + 8 > day.tokens.start);
        let before = (start..day.tokens.start).rev().chain(above.into_iter().flat_map(Iterator::rev));
        for at in before.take(18) {
            let token = &sheet.tokens[at];
            let ends =
                token.text.ends_with('.') && token.key.len() > 3 && context.values.form[at] == Form::Word;
            if ends && !token.key.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            open &= !token.text.ends_with([',', ';']) && context.values.form[at] != Form::Day;
            if open {
                clause.close.push(token.key.clone());
            }
            clause.before.push(token.key.clone());
        }
        let last = &sheet.tokens[day.tokens.end - 1];
        let below = lines_of(context, cell, 1);
        let after = (day.tokens.end..sheet.cells[cell].tokens.end).chain(below.into_iter().flatten());
        for at in after.take(if last.text.ends_with([',', ';']) { 0 } else { 9 }) {
            let token = &sheet.tokens[at];
            if context.values.form[at] == Form::Day || matches!(token.key.as_str(), "bis" | "by" | "avant") {
                break;
            }
            clause.after.push(token.key.clone());
            if token.text.ends_with([',', ';', '.']) {
                break;
            }
        }
        clause
    }

    /// How clearly the sentence asks to pay by this day, or says that money is fetched then.
    fn asks(&self) -> Option<f32> {
        const BY: [&str; 44] = [
            "bis",
            "zum",
            "am",
            "by",
            "on",
            "before",
            "until",
            "avant",
            "le",
            "jusquau",
            "au",
            "voor",
            "op",
            "uiterlijk",
            "antes",
            "el",
            "hasta",
            "entro",
            "il",
            "ate",
            "em",
            "do",
            "dnia",
            "senast",
            "den",
            "till",
            "inden",
            "innan",
            "til",
            "viimeistaan",
            "dne",
            "ig",
            "spatestens",
            "del",
            "per",
            "around",
            "omstreeks",
            "about",
            "rond",
            "vers",
            "innen",
            "a",
            "dia",
            "than",
        ];
        const PAY: [&str; 44] = [
            "zahl",
            "uberweis",
            "begleich",
            "fallig",
            "buch",
            "einzieh",
            "einzug",
            "eingezogen",
            "einzuz",
            "lastschrift",
            "belast",
            "pay",
            "due",
            "remit",
            "settle",
            "debit",
            "charg",
            "collect",
            "paiement",
            "regl",
            "echeance",
            "prelev",
            "virement",
            "betal",
            "voldoen",
            "voldaan",
            "overma",
            "overschrijv",
            "incass",
            "afgeschreven",
            "pag",
            "abon",
            "venc",
            "domicili",
            "adeud",
            "scad",
            "bonific",
            "addebit",
            "plat",
            "zaplat",
            "forfall",
            "maks",
            "splat",
            "uhrad",
        ];
        const DONE: [&str; 33] = [
            "paid",
            "received",
            "bezahlt",
            "erhalten",
            "eingegangen",
            "recu",
            "ontvangen",
            "betaald",
            "pagado",
            "paye",
            "dankend",
            "erfolgt",
            "erfolgte",
            "thank",
            "dank",
            "regle",
            "pagata",
            "pagato",
            "betalt",
            "zaplacono",
            "maksettu",
            "beglichen",
            "voldaan",
            "gezahlt",
            "gezahlten",
            "geleistete",
            "vorschusszahlung",
            "anzahlung",
            "deposit",
            "acompte",
            "anticipo",
            "acconto",
            "abschlagszahlung",
        ];
        let by = self.before.iter().take(3).any(|w| BY.contains(&w.as_str()));
        let words = || self.before.iter().chain(&self.after);
        let pay =
            words().any(|w| PAY.iter().any(|stem| w.starts_with(stem) || w.len() > 9 && w.contains(stem)));
        let done = self.close.iter().take(8).any(|w| DONE.contains(&w.as_str()));
        (by && pay && !done).then_some(0.72)
    }

    /// A day that only stands for a discount ("2% Skonto bis 14.11.").
    fn discounted(&self) -> bool {
        const LESS: [&str; 15] = [
            "skonto",
            "escompte",
            "discount",
            "korting",
            "descuento",
            "sconto",
            "kassarabatt",
            "kontantrabat",
            "betalingskorting",
            "abzug",
            "rabatt",
            "skonta",
            "rabat",
            "kassakorting",
            "desconto",
        ];
        const FULL: [&str; 12] = [
            "ohne", "netto", "sans", "without", "zonder", "sin", "senza", "net", "utan", "uden", "sem", "bez",
        ];
        let words = || self.close.iter().take(9).chain(&self.after);
        words().any(|w| LESS.contains(&w.as_str())) && !words().any(|w| FULL.contains(&w.as_str()))
    }

    /// A day of another payment: the next instalment.
    fn later(&self) -> bool {
        const NEXT: [&str; 16] = [
            "erstmals",
            "kunftig",
            "kunftige",
            "nachste",
            "nachster",
            "neuer",
            "next",
            "future",
            "prochain",
            "prochaine",
            "volgende",
            "proximo",
            "prossimo",
            "nasta",
            "naeste",
            "rate",
        ];
        self.close.iter().take(7).any(|w| NEXT.contains(&w.as_str()))
    }
}

/// The tokens of the line above (-1) or below (1) in the same paragraph.
fn lines_of(context: &Context<'_>, cell: usize, step: isize) -> Option<Range<usize>> {
    let block = &context.sheet.blocks[context.sheet.cells[cell].block];
    let place = block.cells.iter().position(|c| *c == cell)?.checked_add_signed(step)?;
    let other = context.sheet.cells[*block.cells.get(place)?].tokens.clone();
    (other.len() >= 4).then_some(other)
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
