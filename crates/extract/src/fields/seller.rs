//! Who sells and who buys.

use std::{collections::HashMap, ops::Range};

use super::{
    accents,
    context::Context,
    legal, name,
    party::{Region, Side, region_of},
    pick::{Candidate, best, found},
    sender, till, whole, window,
};
use crate::{found::Found, labels::Class, values::Form};

/// A line that may name the seller.
struct Line {
    tokens: Range<usize>,
    score: f32,
}

/// The seller's name.
pub fn seller(
    context: &Context<'_>,
    regions: &[Region],
    buyer: Option<&Found<String>>,
) -> Option<Found<String>> {
    let not = buyer.map(|b| name::core(&b.value)).unwrap_or_default();
    let domains = sender::domains(context, regions);
    let mut lines: Vec<Line> = Vec::new();
    for region in regions.iter().filter(|r| r.side == Side::Seller) {
        if let Some(tokens) = region.name.clone() {
            let score = 5.5 * region.weight + name::weight(context, tokens.clone()).clamp(-1.5, 1.5);
            lines.push(Line { tokens, score: score - region.page as f32 * 0.5 });
        }
    }
    for label in context.of(Class::Contact).filter(|l| holder(context, l.tokens.clone())) {
        for target in context.targets(label).into_iter().take(1) {
            if let Some(tokens) = name::name(context, target.tokens) {
                let score = 2.0 + name::weight(context, tokens.clone());
                lines.push(Line { tokens, score });
            }
        }
    }
    let body = body_size(context);
    for at in 0..context.sheet.cells.len() {
        if let Some(line) = free(context, regions, at, body) {
            lines.push(line);
        }
    }
    lines.extend(till::heads(context).into_iter().map(|(tokens, score)| Line { tokens, score }));
    let mut count: HashMap<String, usize> = HashMap::new();
    let cores: Vec<String> =
        lines.iter().map(|l| name::core(&context.sheet.text(l.tokens.clone()))).collect();
    cores.iter().for_each(|core| *count.entry(core.clone()).or_default() += 1);
    let candidates =
        lines.into_iter().zip(cores).filter(|(_, core)| core.chars().count() >= 2).map(|(line, core)| {
            let mut score = line.score + 0.5 * (count[&core].min(4) - 1) as f32;
            if domains.iter().any(|domain| sender::agrees(domain, &core)) {
                score += 2.2;
            }
            if !not.is_empty()
                && (core == not || core.contains(&not) || not.contains(&core) && core.len() > 4)
            {
                score -= 6.0;
            }
            Candidate {
                value: name::clean(&context.sheet.text(line.tokens.clone())),
                tokens: line.tokens,
                score: 0.2 + score / 7.0,
            }
        });
    let mut candidates: Vec<Candidate<String>> = candidates.collect();
    sender::prefer_legal(&mut candidates, &not);
    let mentions =
        if context.sheet.recognised { Vec::new() } else { legal::mentions(context, regions, &not) };
    legal::behind_brand(context, &mut candidates, &mentions, &domains);
    let mut found = best(context, candidates, |text| name::core(text))?;
    // Who stands at two places with a legal form is no chance.
    if name::legal(&found.value) && legal::places(&mentions, &name::core(&found.value)) >= 2 {
        found.confidence = found.confidence.max(0.92);
    }
    Some(accents::restored(context, till::mended(context, whole::completed(context, found))))
}

/// Whether a label names the holder of an account.
fn holder(context: &Context<'_>, tokens: Range<usize>) -> bool {
    let key: String = context.sheet.tokens[tokens].iter().map(|t| t.key.as_str()).collect();
    matches!(
        key.as_str(),
        "kontoinhaber"
            | "kontoname"
            | "titulaireducompte"
            | "tennamevan"
            | "tnv"
            | "titulardelacuenta"
            | "beneficiario"
            | "intestatoa"
            | "titulardaconta"
            | "inhaber"
            | "inh"
    )
}

/// The usual size of the font.
fn body_size(context: &Context<'_>) -> f32 {
    let mut sizes: Vec<f32> = context.sheet.tokens.iter().take(4_000).map(|t| t.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0).max(3.0)
}

/// A cell outside of regions that may name the seller.
fn free(context: &Context<'_>, regions: &[Region], at: usize, body: f32) -> Option<Line> {
    let cell = &context.sheet.cells[at];
    let (width, height) = context.sheet.pages[cell.page as usize];
    let last = cell.page as usize + 1 == context.sheet.pages.len();
    if cell.page > 1 && !last || cell.tokens.len() > 60 {
        return None;
    }
    let tokens = name::name(context, cell.tokens.clone())?;
    let mut score = name::weight(context, tokens.clone());
    let form = score > 1.8;
    let sender = sender::is_one(context, cell.tokens.clone(), tokens.end);
    let lead = context.lead[at].map(|l| &context.labels[l]);
    if let Some(lead) = lead {
        let other = lead.class.is_title()
            || lead.class.is_number()
            || lead.class.is_date()
            || lead.class == Class::Column;
        if lead.tokens.start >= tokens.start && (other || lead.class.is_amount()) {
            score -= 2.0;
        }
        if matches!(lead.class, Class::BankName | Class::Contact | Class::Terms | Class::Phone | Class::Email)
        {
            score -= 1.5;
        }
    }
    match region_of(context, regions, tokens.start).map(|r| r.side) {
        Some(Side::Buyer | Side::Other) => score -= 3.5,
        Some(Side::Seller) => score += 0.8,
        None => {}
    }
    let (y, x) = (cell.area.y0 / height.max(1.0), cell.area.x0 / width.max(1.0));
    if cell.page == 0 {
        score += match y {
            y if y < 0.12 => 1.5,
            y if y < 0.25 => 0.7,
            y if y < 0.4 => 0.0,
            y if y > 0.86 && form => 1.0,
            _ => -0.8,
        };
    } else {
        score -= 0.7;
    }
    let first_row = cell.row == 0
        || context.sheet.rows[..cell.row]
            .iter()
            .all(|r| r.page != cell.page || r.tokens.len() < 3 && y < 0.1);
    score += if first_row && cell.page == 0 { 0.5 } else { 0.0 };
    score += ((cell.size / body - 1.0) * 1.6).clamp(-0.6, 1.8);
    score += if context.sheet.tokens[tokens.start].bold { 0.25 } else { 0.0 };
    score += if context.sheet.recognised { on_receipt(context, &tokens, cell.row) } else { 0.0 };
    score += if sender { 1.3 } else { surroundings(context, at) };
    score += if sender && cell.page == 0 && (0.1..0.4).contains(&y) { 1.5 } else { 0.0 };
    score -= if x > 0.85 { 0.3 } else { 0.0 };
    score -= if in_items(context, at) { 2.5 } else { 0.0 };
    let long = tokens.end < cell.tokens.end;
    score -= if long && !form && !sender { 1.0 } else { 0.0 };
    score += signature(context, cell.tokens.clone());
    score -= prose(context, cell.tokens.clone());
    // A legal form alone in its line belongs to the line above.
    let tokens = match sender::joined(context, at, &tokens, body) {
        Some(joined) if form || tokens.len() == 1 => joined,
        _ => tokens,
    };
    (score > 0.4).then_some(Line { tokens, score })
}

/// A receipt begins with the seller's name, mostly in capitals; what was hard to read is no name.
fn on_receipt(context: &Context<'_>, tokens: &Range<usize>, row: usize) -> f32 {
    let words = &context.sheet.tokens[tokens.clone()];
    let letters = words.iter().flat_map(|t| t.text.chars()).filter(|c| c.is_alphabetic());
    let (all, capitals) = (letters.clone().count(), letters.filter(|c| c.is_uppercase()).count());
    let sure = words.iter().map(|t| t.confidence).sum::<f32>() / words.len().max(1) as f32;
    let early = if row < 4 && all >= 6 && capitals * 10 >= all * 7 { 1.4 - 0.25 * row as f32 } else { 0.0 };
    let small = if all > 0 && capitals == 0 { 1.5 } else { 0.0 };
    let bracket = if words.first().is_some_and(|t| t.text.starts_with('(')) { 2.0 } else { 0.0 };
    let street = if till::begins_address(&words[0].key) { 2.5 } else { 0.0 };
    early - small - bracket - street - if sure < 0.5 { 1.2 } else { 0.0 } - if all < 5 { 1.0 } else { 0.0 }
}

/// What stands in the same block: a seller's block has ids, telephones, mail.
fn surroundings(context: &Context<'_>, at: usize) -> f32 {
    let block = &context.sheet.blocks[context.sheet.cells[at].block];
    if block.cells.len() > 14 {
        return 0.0;
    }
    let place = block.cells.iter().position(|c| *c == at).unwrap_or(0);
    let mut score = if place == 0 { 0.3 } else { -0.25 * place.min(4) as f32 };
    let (mut ids, mut ways, mut address) = (false, false, false);
    for cell in &block.cells {
        let tokens = context.sheet.cells[*cell].tokens.clone();
        for label in tokens.clone().filter_map(|t| context.label_at[t]).map(|l| &context.labels[l]) {
            ids |= matches!(
                label.class,
                Class::VatId | Class::Gstin | Class::TaxNumber | Class::Iban | Class::Bic
            );
            ways |= matches!(label.class, Class::Phone | Class::Email | Class::Web) && label.letters > 1;
        }
        ways |= context.sheet.tokens[tokens.clone()]
            .iter()
            .any(|t| t.text.contains('@') || t.text.starts_with("www."));
        address |= *cell != at && name::address_like(context, tokens);
    }
    score += if ids { 1.3 } else { 0.0 } + if ways { 0.8 } else { 0.0 } + if address { 0.3 } else { 0.0 };
    // An address with nothing else is more often the buyer's.
    if address && !ids && !ways && block.cells.len() >= 3 { score - 1.1 } else { score }
}

/// "For Example Ltd", above "Authorised signatory".
fn signature(context: &Context<'_>, tokens: Range<usize>) -> f32 {
    let first = &context.sheet.tokens[tokens.start].key;
    if matches!(first.as_str(), "for") && tokens.len() <= 8 { 1.5 } else { 0.0 }
}

/// Sentences name many.
fn prose(context: &Context<'_>, tokens: Range<usize>) -> f32 {
    let small = context.sheet.tokens[tokens.clone()]
        .iter()
        .filter(|t| t.text.starts_with(char::is_lowercase))
        .count();
    if tokens.len() > 9 && small * 2 > tokens.len() { 2.0 } else { 0.0 }
}

/// Between the head of the items and the totals.
fn in_items(context: &Context<'_>, at: usize) -> bool {
    let cell = &context.sheet.cells[at];
    let head = context.sheet.rows[..cell.row]
        .iter()
        .enumerate()
        .rev()
        .find(|(row, r)| r.page == cell.page && context.heads[*row]);
    let Some((head, _)) = head else { return false };
    let amounts = context.values.amounts.iter().filter(|a| {
        let row = context.sheet.tokens[a.number].row;
        row > head && row <= cell.row + 3 && row + 6 > cell.row && a.decimals >= 2
    });
    amounts.count() >= 1
}

/// The buyer's name: under its head, or the first line of the address that is not the seller's.
pub fn buyer(context: &Context<'_>, regions: &[Region]) -> Option<Found<String>> {
    let mut candidates: Vec<Candidate<String>> = Vec::new();
    for region in regions.iter().filter(|r| r.side == Side::Buyer) {
        if let Some(tokens) = region.name.clone() {
            let value = name::clean(&context.sheet.text(tokens.clone()));
            let score = 0.95 * region.weight
                - 0.1 * region.page as f32
                - if name::address_like(context, tokens.clone()) { 0.3 } else { 0.0 };
            candidates.push(Candidate { value, tokens, score });
        }
    }
    // The address at the top of a till's receipt is the seller's.
    if candidates.is_empty() && !till::is_till(context) {
        candidates.extend(window::windows(context, regions));
    }
    let found = best(context, candidates, |text| name::core(text))?;
    Some(accents::restored(context, whole::completed(context, found)))
}

/// A party's address: the lines under its name.
pub fn address(context: &Context<'_>, name: &Found<String>) -> Option<Found<String>> {
    let at = context.sheet.tokens.iter().position(|t| {
        t.page == name.page
            && t.area.x0 >= name.area.x0 - 0.5
            && t.area.y0 >= name.area.y0 - 0.5
            && t.area.x0 <= name.area.x0 + 1.0
            && t.area.y0 <= name.area.y1
    })?;
    let cell = context.sheet.tokens[at].cell;
    let block = &context.sheet.blocks[context.sheet.cells[cell].block];
    let place = block.cells.iter().position(|c| *c == cell)?;
    let mut lines: Vec<Range<usize>> = Vec::new();
    for below in block.cells[place + 1..].iter().take(6) {
        let tokens = context.sheet.cells[*below].tokens.clone();
        let label = context.lead[*below].is_some_and(|l| {
            let label = &context.labels[l];
            label.class != Class::Address
                && (label.colon || label.class.is_identifier() || label.class.is_number())
        });
        let other = context.sheet.text(tokens.clone()).contains(['@', '€']);
        if label || other || tokens.clone().any(|t| context.values.form[t] != Form::Word) {
            break;
        }
        lines.push(tokens);
    }
    let (first, last) = (lines.first()?.start, lines.last()?.end);
    if !lines.iter().any(|l| name::address_like(context, l.clone())) {
        return None;
    }
    let value = lines.iter().map(|l| context.sheet.text(l.clone())).collect::<Vec<_>>().join("\n");
    let mut address =
        found(context, &Candidate { value, tokens: first..first + 1, score: 1.0 }, name.confidence);
    address.area =
        lines.iter().map(|l| context.sheet.area(l.clone())).fold(address.area, |sum, a| sum.union(&a));
    let _ = last;
    Some(address)
}
