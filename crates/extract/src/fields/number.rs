//! The number of the invoice, and other numbers that are labelled like it.

use std::ops::Range;

use super::{
    context::{Context, Relation, Target},
    pick::Candidate,
};
use crate::{
    found::{Found, Kind},
    labels::{Class, Label},
    values::{Form, number},
};

/// The number of the document.
pub fn invoice(context: &Context<'_>, kind: Kind) -> Option<Found<String>> {
    let mut candidates: Vec<Candidate<String>> = Vec::new();
    for label in context.labels {
        let Some(base) = base(context, label) else { continue };
        let base = base - if kind == Kind::CreditNote && of_invoice(context, label) { 0.3 } else { 0.0 };
        let mut targets = context.targets(label);
        if label.class.is_title() && label.leads && targets.iter().all(|target| at(context, target).is_none())
        {
            let below = context.below(label).map(|(tokens, gap)| Target {
                tokens,
                relation: Relation::Below,
                distance: gap / 10.0,
            });
            targets = below.into_iter().collect();
        }
        for target in targets {
            let Some(tokens) = at(context, &target) else { continue };
            let mut score = base + relation(&target, label);
            let text = number::clean(&context.sheet.text(tokens.clone()));
            score += form(context, &text, &tokens);
            let page = context.sheet.tokens[tokens.start].page;
            score -= 0.15 * (page as f32).min(4.0) + 0.05 * height(context, &tokens);
            candidates.push(Candidate { value: text, tokens, score });
        }
    }
    candidates.extend(unlabelled(context));
    let found = super::pick::best(context, candidates, |text| crate::layout::key(text))?;
    Some(if context.sheet.recognised { slashed(capital(found)) } else { found })
}

/// How sure a number is, a sign of which was told from the others.
const TOLD: f32 = 0.6;

/// "Fl/22-23/79844": a capital among capitals, read as a small letter.
fn capital(mut found: Found<String>) -> Found<String> {
    let series: String = found.value.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    if series.contains('l') && series.len() > 1 && series.chars().all(|c| c == 'l' || c.is_ascii_uppercase())
    {
        found.value.replace_range(..series.len(), &series.replace('l', "I"));
    }
    found
}

/// "KAI26-27/38002", "KAI26-27138002": the strokes around a fiscal year, read as a letter and a figure.
fn slashed(mut found: Found<String>) -> Found<String> {
    let text = &found.value;
    let series = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let year = |at: usize| text.get(at..at + 2).and_then(|year| year.parse::<u32>().ok());
    let behind = text.get(series + 5..series + 6).filter(|_| text.get(series + 2..series + 3) == Some("-"));
    let follow = |first: u32| year(series + 3) == Some((first + 1) % 100);
    let fiscal = series >= 3 && text.as_bytes()[series - 1] == b'I' && year(series).is_some_and(follow);
    if fiscal && matches!(behind, Some("/" | "1" | "I")) {
        found.value.replace_range(series + 5..series + 6, "/");
        found.value.replace_range(series - 1..series, "/");
        found.confidence = found.confidence.min(TOLD);
    }
    found
}

/// A number that stands alone near the top of the first page, as a heading does.
fn unlabelled(context: &Context<'_>) -> Vec<Candidate<String>> {
    let (_, height) = context.sheet.pages.first().copied().unwrap_or((0.0, 1.0));
    let top =
        context.sheet.cells.iter().take_while(|c| c.page == 0 && (c.area.y0 < height * 0.3 || c.row < 12));
    let single = top.filter(|cell| {
        let tokens = cell.tokens.clone();
        let text = context.sheet.text(tokens.clone());
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let telling = text.contains(['-', '/'])
            || text.chars().any(char::is_alphabetic) && text.chars().all(|c| !c.is_lowercase());
        let plain =
            tokens.clone().all(|t| context.values.form[t] == Form::Word && context.label_at[t].is_none());
        let lonely = cell.size > 11.0 || context.sheet.blocks[cell.block].cells.len() <= 4;
        let row = context.sheet.rows[cell.row].cells.clone();
        let labelled =
            row.clone().any(|c| context.lead[c].is_some_and(|l| !context.labels[l].class.is_title()));
        let page =
            text.split_once('/').is_some_and(|(page, all)| page.trim().len() <= 2 && all.trim().len() <= 2);
        !labelled
            && !page
            && tokens.len() <= 3
            && digits >= 2
            && telling
            && plain
            && lonely
            && !text.starts_with('+')
    });
    let candidates = single.filter_map(|cell| {
        let tokens = number::number(context.sheet, context.values, cell.tokens.clone())?;
        let whole = tokens.len() == cell.tokens.len();
        let text = number::clean(&context.sheet.text(tokens.clone()));
        let score = 0.38 + form(context, &text, &tokens) - 0.1 * height_of(cell.area.y0, height)
            + ((cell.size - 9.0) * 0.02).clamp(0.0, 0.1);
        whole.then_some(Candidate { value: text, tokens, score })
    });
    candidates.collect()
}

fn height_of(y: f32, height: f32) -> f32 {
    y / height.max(1.0)
}

/// The first good value behind labels of one sort.
pub fn labelled(context: &Context<'_>, class: Class) -> Option<Found<String>> {
    let mut candidates = Vec::new();
    for label in context.of(class) {
        for target in context.targets(label) {
            let Some(tokens) = at(context, &target) else { continue };
            let text = number::clean(&context.sheet.text(tokens.clone()));
            let score = 0.8 + relation(&target, label) + if label.letters >= 5 { 0.1 } else { -0.2 };
            candidates.push(Candidate { value: text, tokens, score });
        }
    }
    candidates.retain(|c| c.score > 0.5);
    super::pick::best(context, candidates, |text| crate::layout::key(text))
}

/// How well a label announces the invoice's number.
fn base(context: &Context<'_>, label: &Label) -> Option<f32> {
    Some(match label.class {
        Class::InvoiceNumber if foreign(context, label) => 0.3,
        Class::InvoiceNumber if !label.leads && within_other(context, label) => 0.6,
        Class::InvoiceNumber if label.letters <= 2 => 0.55,
        Class::InvoiceNumber => 1.0,
        Class::DocumentNumber => 0.7,
        Class::PlainNumber if context.heads[label.row] => return None,
        Class::PlainNumber => match title_before(context, label) {
            true => 0.95,
            false if label.leads && label.colon => 0.5,
            false if label.leads => 0.4,
            false => return None,
        },
        Class::InvoiceTitle
        | Class::CreditTitle
        | Class::DebitTitle
        | Class::ReceiptTitle
        | Class::ProformaTitle
            if begins(context, label) =>
        {
            if foreign(context, label) {
                0.2
            } else {
                0.62
            }
        }
        Class::InvoiceTitle | Class::CreditTitle if label.colon => 0.5,
        _ => return None,
    })
}

/// On a credit note, "Rechnung Nr." and "Invoice no" may speak of the invoice that it corrects.
pub fn of_invoice(context: &Context<'_>, label: &Label) -> bool {
    const INVOICES: [&str; 10] = [
        "rechnung", "invoice", "facture", "factuur", "fattura", "factura", "faktura", "fatura", "lasku",
        "bill",
    ];
    let key = &context.sheet.tokens[label.tokens.start].key;
    matches!(label.class, Class::InvoiceNumber | Class::InvoiceTitle | Class::InvoiceDate)
        && INVOICES.iter().any(|word| key.starts_with(word))
}

/// Whether a title begins its cell, or follows another title ("Rechnung / Invoice").
fn begins(context: &Context<'_>, label: &Label) -> bool {
    label.leads
        || context
            .before(label, 2)
            .any(|at| context.label_at[at].is_some_and(|l| context.labels[l].class.is_title()))
}

/// A label that speaks of another invoice: "Original invoice no", "zu Rechnung Nr".
pub fn foreign(context: &Context<'_>, label: &Label) -> bool {
    const OTHERS: [&str; 42] = [
        "prochaine",
        "prochain",
        "next",
        "nachste",
        "volgende",
        "proxima",
        "prossima",
        "que",
        "abzgl",
        "abzuglich",
        "zurrechnung",
        "betreffend",
        "concernant",
        "relative",
        "betreft",
        "inzake",
        "avser",
        "vedr",
        "relatif",
        "sur",
        "sobre",
        "corrected",
        "corrige",
        "rectifie",
        "betr",
        "original",
        "ursprungs",
        "zu",
        "zur",
        "origine",
        "rectificada",
        "against",
        "ref",
        "preceding",
        "previous",
        "bezug",
        "storno",
        "originale",
        "rectifiee",
        "rif",
        "for",
        "dotyczy",
    ];
    context.before(label, 2).any(|at| OTHERS.contains(&context.sheet.tokens[at].key.as_str()))
}

/// A number inside the value of another label: "Payment reference: invoice number 4711".
fn within_other(context: &Context<'_>, label: &Label) -> bool {
    let row = &context.sheet.rows[label.row];
    context.labels.iter().any(|l| {
        let before =
            l.row == label.row && l.tokens.start == row.tokens.start && l.tokens.end <= label.tokens.start;
        before
            && l.colon
            && matches!(l.class, Class::OtherNumber | Class::CustomerNumber | Class::OrderNumber)
    }) || row.cells.start < label.cell
        && context.lead[label.cell].is_some_and(|l| {
            let lead = &context.labels[l];
            lead.colon
                && lead.class == Class::CustomerNumber
                && context.label_at[context.sheet.rows[label.row].tokens.start].is_some()
        })
}

/// Whether the title stands in front of "No." in its row, or right above.
fn title_before(context: &Context<'_>, label: &Label) -> bool {
    let close = |other: &Label| {
        let same_row = other.row == label.row && other.tokens.end <= label.tokens.start;
        let above = other.row + 1 == label.row
            && context.sheet.cells[other.cell].page == context.sheet.cells[label.cell].page
            && other.area.x1 > label.area.x0 - 60.0;
        let between = label.tokens.start.saturating_sub(other.tokens.end);
        other.class.is_title() && (same_row && between <= 4 || above && label.leads)
    };
    context.labels.iter().any(close)
}

/// The number at a target.
fn at(context: &Context<'_>, target: &Target) -> Option<Range<usize>> {
    let mut start = target.tokens.start;
    // "Rechnung (380) Nr. 4711": what stands in brackets is no number.
    while start < target.tokens.end
        && (context.sheet.tokens[start].text.starts_with('(')
            && context.sheet.tokens[start].text.ends_with(')')
            || context.label_at[start].is_some_and(|l| context.labels[l].class == Class::PlainNumber))
    {
        start += 1;
    }
    let labelled = context.label_at.get(start).copied().flatten().map(|l| &context.labels[l]);
    if labelled.is_some_and(|l| l.letters > 3 && l.tokens.start == start && !has_digit(context, start)) {
        return None;
    }
    let tokens = number::number(context.sheet, context.values, start..target.tokens.end)?;
    Some(with_words(context, tokens, target.tokens.end))
}

/// "Nr. 210111 mit LV vom 30.05.2026": words between the number and the day of the document belong to the number.
fn with_words(context: &Context<'_>, tokens: Range<usize>, end: usize) -> Range<usize> {
    let rest = tokens.end..end.min(tokens.end + 4);
    let links = ["vom", "du", "dated", "del", "van", "z", "fran"];
    let link = rest.clone().find(|at| links.contains(&context.sheet.tokens[*at].key.as_str()));
    match link {
        // "9 del 2024": the year is a part of it.
        Some(at) if at == tokens.end && at + 1 < end && is_year(context, at + 1) => tokens.start..at + 2,
        Some(at) if at > tokens.end && context.values.form.get(at + 1) == Some(&Form::Day) => {
            tokens.start..at
        }
        _ => tokens,
    }
}

fn is_year(context: &Context<'_>, at: usize) -> bool {
    let text = &context.sheet.tokens[at].text;
    context.values.form[at] != Form::Day
        && text.len() == 4
        && text.parse::<u32>().is_ok_and(|year| (2000..2060).contains(&year))
}

fn has_digit(context: &Context<'_>, at: usize) -> bool {
    context.sheet.tokens[at].text.bytes().any(|b| b.is_ascii_digit())
}

fn relation(target: &Target, label: &Label) -> f32 {
    match target.relation {
        Relation::Same => 0.1,
        Relation::Right => 0.05 - (target.distance * 0.004).min(0.25) + if label.colon { 0.05 } else { 0.0 },
        Relation::Below => -0.02 - target.distance * 0.03 - if label.colon { 0.1 } else { 0.0 },
    }
}

/// What the form says: a number of an invoice has some digits, and is no amount, no year, no telephone.
fn form(context: &Context<'_>, text: &str, tokens: &Range<usize>) -> f32 {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let mut score = match digits {
        0 => -1.0,
        1 => -0.25,
        2 => -0.1,
        3..=14 => 0.05,
        _ => -0.1,
    };
    let first = tokens.start;
    match context.values.form[first] {
        Form::Amount => score -= 0.5,
        Form::Id => score -= 0.3,
        _ => {}
    }
    if let Some(label) = context.label_at[first].map(|l| &context.labels[l])
        && label.tokens.start == first
        && label.letters > 3
    {
        score -= 0.4;
    }
    if text.starts_with('+') || text.contains('(') {
        score -= 0.3;
    }
    score
}

/// How far down the page, 0 to 1.
fn height(context: &Context<'_>, tokens: &Range<usize>) -> f32 {
    let token = &context.sheet.tokens[tokens.start];
    token.area.y0 / context.sheet.pages.get(token.page as usize).map_or(842.0, |p| p.1.max(1.0))
}
