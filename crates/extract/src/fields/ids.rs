//! Tax numbers of each party.

use std::ops::Range;

use taxid::Kind;

use super::{
    context::{Context, Relation},
    party::{Region, Side, region_of},
    pick::{Candidate, found},
};
use crate::{
    found::{Found, TaxId, TaxIdKind},
    labels::{Class, Label},
};

/// A tax number, and whose it is.
struct Owned {
    side: Side,
    rank: u32,
    confidence: f32,
    tokens: Range<usize>,
    id: TaxId,
}

/// The tax numbers of seller and buyer, the most important first.
pub fn tax_ids(context: &Context<'_>, regions: &[Region]) -> (Vec<Found<TaxId>>, Vec<Found<TaxId>>) {
    let mut all: Vec<Owned> = Vec::new();
    for id in &context.values.ids {
        let Some((kind, rank)) = sort(id.kind) else { continue };
        let label = label_before(context, id.tokens.start);
        let confidence = if id.valid && id.checked {
            0.97
        } else if label.is_some() {
            0.8
        } else {
            0.5
        };
        let bare = id.kind == Kind::Pan && all.iter().any(|o| o.id.value.contains(&id.value));
        if bare || id.kind == Kind::Vat && !id.valid && label.is_none() {
            continue;
        }
        let rank = rank + if id.valid { 0 } else { 4 };
        let country = (!id.country.is_empty()).then(|| id.country.to_owned());
        let value = TaxId { kind, country, value: id.value.clone(), valid: id.valid };
        let owned = Owned {
            side: side(context, regions, id.tokens.start),
            rank,
            confidence,
            tokens: id.tokens.clone(),
            id: value,
        };
        all.extend(swiss(&owned));
        all.push(owned);
    }
    for label in context
        .labels
        .iter()
        .filter(|l| matches!(l.class, Class::VatId | Class::Gstin | Class::TaxNumber | Class::Tax))
    {
        if let Some(owned) = labelled(context, regions, label, &all) {
            all.push(owned);
        }
    }
    all.sort_by_key(|o| (o.rank, o.tokens.start));
    let of = |side: Side| {
        let mut seen: Vec<&str> = Vec::new();
        let mine = all.iter().filter(|o| o.side == side).filter(|o| {
            let new = !seen.contains(&o.id.value.as_str());
            seen.push(&o.id.value);
            new
        });
        mine.map(|o| {
            found(
                context,
                &Candidate { value: o.id.clone(), tokens: o.tokens.clone(), score: 1.0 },
                o.confidence,
            )
        })
        .collect()
    };
    (of(Side::Seller), of(Side::Buyer))
}

/// A Swiss VAT number is the number of the company with "MWST" behind it: known by both.
fn swiss(owned: &Owned) -> Option<Owned> {
    let uid =
        owned.id.value.strip_prefix("CHE")?.get(..9).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let longer = owned.id.value.len() > 12;
    longer.then(|| Owned {
        side: owned.side,
        rank: owned.rank + 1,
        confidence: owned.confidence,
        tokens: owned.tokens.clone(),
        id: TaxId { kind: TaxIdKind::National, value: format!("CHE{uid}"), ..owned.id.clone() },
    })
}

fn sort(kind: Kind) -> Option<(TaxIdKind, u32)> {
    Some(match kind {
        Kind::Gstin => (TaxIdKind::Gstin, 0),
        Kind::Vat => (TaxIdKind::Vat, 0),
        Kind::Tax => (TaxIdKind::National, 2),
        Kind::Company => (TaxIdKind::National, 3),
        Kind::Pan => (TaxIdKind::Pan, 3),
        _ => return None,
    })
}

/// The label of an identifier in front of it or above.
pub fn label_before<'a>(context: &Context<'a>, token: usize) -> Option<&'a Label> {
    let row = context.sheet.row_of(token).tokens.start;
    (row.max(token.saturating_sub(7))..token)
        .rev()
        .find_map(|at| context.label_at[at])
        .map(|l| &context.labels[l])
        .filter(|l| l.class.is_identifier())
}

/// Whose a number is: by words that address the buyer, by the region, else the seller's.
fn side(context: &Context<'_>, regions: &[Region], token: usize) -> Side {
    const YOURS: [&str; 30] = [
        "your",
        "ihre",
        "ihr",
        "uw",
        "votre",
        "vos",
        "customer",
        "client",
        "klant",
        "kunden",
        "kunde",
        "buyer",
        "cliente",
        "vostra",
        "su",
        "er",
        "ert",
        "deres",
        "kaufer",
        "acheteur",
        "comprador",
        "acquirente",
        "recipient",
        "receiver",
        "afnemer",
        "nabywcy",
        "nabywca",
        "party",
        "empfanger",
        "consignee",
    ];
    const OURS: [&str; 14] = [
        "our",
        "unsere",
        "seller",
        "supplier",
        "company",
        "vendor",
        "notre",
        "ons",
        "nuestro",
        "lieferant",
        "sprzedawcy",
        "fornitore",
        "proveedor",
        "companys",
    ];
    let row = context.sheet.row_of(token).tokens.start;
    let near = row.max(token.saturating_sub(6))..token;
    for at in near.rev() {
        let key = context.sheet.tokens[at].key.as_str();
        if YOURS.contains(&key) {
            return Side::Buyer;
        }
        if OURS.contains(&key) {
            return Side::Seller;
        }
        if context.sheet.tokens[at].cell != context.sheet.tokens[token].cell
            && context.sheet.tokens[at].colon()
        {
            continue;
        }
    }
    region_of(context, regions, token).map_or(Side::Seller, |region| region.side)
}

/// A number that only its label makes a tax number: any form, with a country in brackets before it or not.
fn labelled(context: &Context<'_>, regions: &[Region], label: &Label, known: &[Owned]) -> Option<Owned> {
    let target = context.targets(label).into_iter().next()?;
    if target.relation == Relation::Below && label.class == Class::Tax {
        return None;
    }
    let mut start = target.tokens.start;
    let end = target.tokens.end;
    let mut country = None;
    while start < end && digits(context, start) < 3 {
        let text = context.sheet.tokens[start].text.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase()) {
            country = Some(text);
        } else if text.len() > 4 && !filler(&context.sheet.tokens[start].key, label.class)
            || start > target.tokens.start + 3
        {
            return None;
        }
        start += 1;
    }
    if start >= end
        || known.iter().any(|o| {
            o.tokens.contains(&start)
                || o.tokens.start >= target.tokens.start && o.tokens.start < end && o.tokens.start <= start
        })
    {
        return None;
    }
    let mut value = String::new();
    let mut stop = start;
    while stop < end && stop < start + 5 {
        let text = &context.sheet.tokens[stop].text;
        let part: String = text.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
        let plain = text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ',' | ';' | '(' | ')'));
        let fits = plain
            && (part.bytes().any(|b| b.is_ascii_digit()) || part.len() == 3 && part == part.to_uppercase());
        if !fits || stop > start && context.sheet.tokens[stop].cell != context.sheet.tokens[stop - 1].cell {
            break;
        }
        value.push_str(&part.to_uppercase());
        stop += 1;
        if text.ends_with([',', ';']) {
            break;
        }
    }
    let count = value.bytes().filter(u8::is_ascii_digit).count();
    if !(5..=18).contains(&count) || value.len() > 22 || label.class == Class::Tax && count < 8 {
        return None;
    }
    let with_country = match &country {
        Some(code) if !value.starts_with(code.as_str()) => format!("{code}{value}"),
        _ => value,
    };
    let own = with_country.get(..2).filter(|c| c.bytes().all(|b| b.is_ascii_uppercase())).map(str::to_owned);
    let (kind, rank) = match label.class {
        Class::Gstin => (TaxIdKind::Gstin, 1),
        Class::TaxNumber => (TaxIdKind::National, 3),
        _ => (TaxIdKind::Vat, 1),
    };
    let id = TaxId { kind, country: country.or(own), value: with_country, valid: false };
    Some(Owned {
        side: side(context, regions, label.tokens.end),
        rank,
        confidence: 0.75,
        tokens: start..stop,
        id,
    })
}

/// Words between a label and its number: "unsere Steuernummer lautet 22/205/06127".
fn filler(key: &str, class: Class) -> bool {
    matches!(key, "lautet" | "number" | "nummer" | "numero" | "registered" | "registration")
        || class == Class::TaxNumber && key.len() <= 14 && key.bytes().all(|b| b.is_ascii_alphabetic())
}

fn digits(context: &Context<'_>, at: usize) -> usize {
    context.sheet.tokens[at].text.bytes().filter(u8::is_ascii_digit).count()
}
