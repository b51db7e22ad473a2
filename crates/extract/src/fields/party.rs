//! Regions of the parties: what stands under "Bill to", under "Supplier", in an address window.

use std::ops::Range;

use reading::Area;

use super::{clause::among, context::Context, name};
use crate::labels::{Class, Label};

/// Whose region it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The seller's.
    Seller,
    /// The buyer's.
    Buyer,
    /// Somebody else's: where goods go.
    Other,
}

/// A part of a page that speaks of one party.
#[derive(Debug, Clone)]
pub struct Region {
    /// Whose.
    pub side: Side,
    /// The page.
    pub page: u32,
    /// Where.
    pub area: Area,
    /// The name in it.
    pub name: Option<Range<usize>>,
    /// How sure the head is.
    pub weight: f32,
}

/// The regions under heads of parties.
pub fn regions(context: &Context<'_>) -> Vec<Region> {
    let heads: Vec<(&Label, Side)> =
        context.labels.iter().filter_map(|l| Some((l, side(context, l)?))).collect();
    heads.iter().map(|(label, side)| region(context, label, *side, &heads)).collect()
}

/// Whether a label is the head of a party.
fn side(context: &Context<'_>, label: &Label) -> Option<Side> {
    let side = match label.class {
        Class::Seller => Side::Seller,
        // "Client 411CANTEL": the number of the buyer, and no head.
        Class::Buyer
            if (label.alone || label.colon)
                && coded(context, label)
                && !SAYING.contains(&key_of(context, label).as_str()) =>
        {
            return None;
        }
        Class::Buyer => Side::Buyer,
        Class::ShipTo => Side::Other,
        // "Customer" with no number behind it is a head, and no number.
        Class::CustomerNumber if label.alone && !numbering(context, label) => {
            match context.targets(label).first() {
                Some(target) if name::name(context, target.tokens.clone()).is_some() => Side::Buyer,
                _ if company_below(context, label) => Side::Buyer,
                _ => return None,
            }
        }
        _ => return None,
    };
    let short = label.letters <= 4;
    let cell = &context.sheet.cells[label.cell];
    let begins = label.leads || context.before(label, 1).all(|at| context.sheet.tokens[at].key.len() <= 2);
    let said = SAYING.contains(&key_of(context, label).as_str());
    let fits = label.alone
        || label.colon && begins
        || begins && !short && cell.tokens.len() <= 12 && said
        || said && side == Side::Seller;
    (fits && !context.heads[label.row]).then_some(side)
}

/// Whether the next line is a company with its form: "Cliente Comercial S.R.L." begins with a label, and is none.
fn company_below(context: &Context<'_>, label: &Label) -> bool {
    let cell = &context.sheet.cells[label.cell];
    let Some(row) = context.sheet.rows.get(label.row + 1).filter(|row| row.page == cell.page) else {
        return false;
    };
    let mut below = row.cells.clone().map(|at| &context.sheet.cells[at]);
    let below = below.find(|other| (other.area.x0 - label.area.x0).abs() < cell.size.max(4.0));
    let name = below.and_then(|other| name::name(context, other.tokens.clone()));
    name.is_some_and(|name| name::weight(context, name) > 1.8)
}

/// Whether a label says by itself that a number or a code follows: "Client ref.", "Kunden-Nr.".
fn numbering(context: &Context<'_>, label: &Label) -> bool {
    context.sheet.tokens[label.tokens.clone()].iter().any(|t| {
        among("ref reference referenz code no nr n nummer number numero num id konto account kd", &t.key)
            || t.key.ends_with("nr")
            || t.key.ends_with("nummer")
    })
}

/// Whether a single word with digits stands right behind a label.
fn coded(context: &Context<'_>, label: &Label) -> bool {
    let target = context.targets(label).into_iter().next();
    target.filter(|t| t.relation != super::context::Relation::Below && t.tokens.len() == 1).is_some_and(|t| {
        context.sheet.tokens[t.tokens.start].text.bytes().filter(u8::is_ascii_digit).count() >= 2
    })
}

/// Heads that may be followed by the name without a colon.
const SAYING: [&str; 33] = [
    "facturara",
    "adressea",
    "billingto",
    "rechnungsempfanger",
    "intestataa",
    "factuurvoor",
    "soldby",
    "verkauftdurch",
    "vendupar",
    "billedby",
    "issuedby",
    "suppliedby",
    "billto",
    "billedto",
    "soldto",
    "invoiceto",
    "invoicedto",
    "shipto",
    "shippedto",
    "deliverto",
    "ms",
    "messrs",
    "spettle",
    "spett",
    "facturea",
    "factureraanclient",
    "facturera",
    "factuuraan",
    "facturadoa",
    "rechnungan",
    "verkochtdoor",
    "issuedto",
    "gefactureerdaan",
];

fn key_of(context: &Context<'_>, label: &Label) -> String {
    context.sheet.tokens[label.tokens.clone()].iter().map(|t| t.key.as_str()).collect()
}

fn region(context: &Context<'_>, label: &Label, side: Side, heads: &[(&Label, Side)]) -> Region {
    let cell = &context.sheet.cells[label.cell];
    let size = cell.size.max(4.0);
    let (width, height) = context.sheet.pages[cell.page as usize];
    let beside = heads.iter().filter(|(other, _)| {
        let same = context.sheet.cells[other.cell].page == cell.page;
        same && (other.area.y0 - label.area.y0).abs() < size * 2.0 && other.area.x0 > label.area.x1
    });
    let x1 = beside.map(|(other, _)| other.area.x0 - 2.0).fold(width, f32::min);
    // "Guest / Invoice to": the head begins with its cell.
    let x0 = if label.tokens.end == cell.tokens.end { cell.area.x0 } else { label.area.x0 };
    let mut area = Area { x0: x0 - size * 0.7, y0: label.area.y0 - 1.0, x1, y1: height };
    let mut bottom = label.area.y1;
    for row in context.sheet.rows.iter().skip(label.row + 1) {
        if row.page != cell.page || row.area.y0 - bottom > size * 3.2 {
            break;
        }
        let ends = heads.iter().any(|(other, _)| {
            other.row == context.sheet.tokens[row.tokens.start].row
                && other.area.x0 < x1
                && other.area.x1 > area.x0
        });
        if ends
            || context.heads[context.sheet.tokens[row.tokens.start].row]
            || row.area.y1 - label.area.y1 > size * 22.0
        {
            break;
        }
        let inside = row.cells.clone().any(|c| {
            let other = &context.sheet.cells[c].area;
            other.x0 < x1 && other.x1 > area.x0
        });
        if inside {
            bottom = row.area.y1;
        }
    }
    area.y1 = bottom + 1.0;
    let weight = if label.letters >= 5 || label.colon { 1.0 } else { 0.6 };
    let mut region = Region { side, page: cell.page, area, name: None, weight };
    region.name = name_under(context, label, &region);
    // "Rechnung | vom | Verkäufer" over a number, a day and a salesman.
    let heads = context.labels.iter().filter(|l| {
        l.row == label.row && l.alone && (l.class.is_number() || l.class.is_date() || l.class.is_title())
    });
    let company = region.name.clone().is_some_and(|name| name::weight(context, name) > 1.8);
    if side == Side::Seller && !company && heads.count() >= 2 {
        region.weight *= 0.3;
    }
    region
}

/// The name in a region: behind its head, behind "Name:", or the first line that can be one.
fn name_under(context: &Context<'_>, label: &Label, region: &Region) -> Option<Range<usize>> {
    let cell = &context.sheet.cells[label.cell];
    let behind = label.tokens.end..cell.tokens.end;
    if let Some(found) = name::name(context, behind) {
        return Some(found);
    }
    let named = context.labels.iter().find(|l| {
        l.class == Class::Name
            && context.sheet.cells[l.cell].page == region.page
            && inside(&region.area, &l.area)
    });
    if let Some(target) = named.and_then(|l| context.targets(l).into_iter().next())
        && let Some(found) = name::name(context, target.tokens)
    {
        return Some(found);
    }
    if label.colon || label.alone {
        let right =
            context.targets(label).into_iter().find(|t| t.relation == super::context::Relation::Right);
        let near = right
            .filter(|t| t.distance < 12.0 && inside(&region.area, &context.sheet.area(t.tokens.clone())));
        if let Some(found) = near.and_then(|t| name::name(context, t.tokens)) {
            return Some(found);
        }
    }
    let size = cell.size.max(4.0);
    for row in context.sheet.rows.iter().skip(label.row + 1) {
        if row.page != region.page || row.area.y0 > region.area.y1 {
            return None;
        }
        let first = row.cells.clone().find(|c| {
            let area = &context.sheet.cells[*c].area;
            area.x0 >= region.area.x0 - size
                && area.x0 < region.area.x1
                && area.x0 < label.area.x0 + size * 14.0
        });
        let Some(first) = first else { continue };
        let skip = context.lead[first].is_some_and(|l| {
            let other = &context.labels[l];
            let numbers = || {
                let rest = other.tokens.end..context.sheet.cells[first].tokens.end;
                context.sheet.tokens[rest].iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()))
            };
            let value = other.class.is_number() || other.class.is_identifier();
            !matches!(other.class, Class::Buyer | Class::Name)
                && (other.alone || other.colon || value && numbers())
        });
        if skip {
            continue;
        }
        if let Some(found) = name::name(context, context.sheet.cells[first].tokens.clone()) {
            return Some(found);
        }
    }
    None
}

/// Whether an area begins inside another.
pub fn inside(outer: &Area, inner: &Area) -> bool {
    inner.x0 >= outer.x0 - 1.0
        && inner.x0 <= outer.x1
        && inner.middle_y() >= outer.y0
        && inner.middle_y() <= outer.y1
}

/// The region that a token stands in: the smallest one.
pub fn region_of<'r>(context: &Context<'_>, regions: &'r [Region], token: usize) -> Option<&'r Region> {
    let token = &context.sheet.tokens[token];
    let fits = |r: &&Region| r.page == token.page && inside(&r.area, &token.area);
    let surface = |r: &Region| r.area.width() * r.area.height();
    regions.iter().filter(fits).min_by(|a, b| surface(a).total_cmp(&surface(b)))
}
