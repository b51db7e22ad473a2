//! The address of a letter's receiver, which has no head.

use std::ops::Range;

use super::{
    clause::among,
    context::Context,
    name,
    party::{Region, Side, region_of},
    pick::Candidate,
    sender,
    words::SALUTES,
};
use crate::{labels::Class, layout::Block, values::Form};

/// Addresses without a head in the upper part of the first page, without ids, telephones or mail.
pub fn windows(context: &Context<'_>, regions: &[Region]) -> Vec<Candidate<String>> {
    let blocks = context.sheet.blocks.iter().filter(|b| b.page == 0 && (2..=9).contains(&b.cells.len()));
    let mut found: Vec<Candidate<String>> = blocks.filter_map(|b| window(context, regions, b)).collect();
    // One is the first of them, unless another one is the better.
    let best = found.iter().map(|c| c.score).fold(f32::MIN, f32::max);
    let Some(at) = found.iter().position(|c| c.score >= best) else { return found };
    vec![found.swap_remove(at)]
}

/// The name in a block that looks like the receiver's address.
fn window(context: &Context<'_>, regions: &[Region], block: &Block) -> Option<Candidate<String>> {
    let sheet = context.sheet;
    let (width, height) = sheet.pages[0];
    if block.area.y0 < height * 0.04 || block.area.y0 > height * 0.42 || below_items(context, block) {
        return None;
    }
    let all: Vec<Range<usize>> = block.cells.iter().map(|c| sheet.cells[*c].tokens.clone()).collect();
    // A buyer's own tax id may close the address.
    let last = all.last()?.clone();
    let closed = all.len() >= 4 && tax_id(context, last);
    let cells = &all[..all.len() - usize::from(closed)];
    let address = cells.iter().skip(1).any(|tokens| name::address_like(context, tokens.clone()));
    if !address
        || !cells.iter().all(|tokens| plain(context, tokens.clone()))
        || elsewhere(context, regions, block)
    {
        return None;
    }
    let own = region_of(context, regions, cells[0].start).is_some_and(|r| r.side == Side::Buyer);
    if closed && !own && !headed(context, block) {
        return None;
    }
    let salute = SALUTES.contains(sheet.tokens[cells[0].start].key.as_str());
    let right = block.area.x0 > width * 0.4;
    let top = match (right, salute) {
        (true, true) => 0.05,
        (true, false) => 0.07,
        _ => 0.08,
    };
    if block.area.y0 <= height * top {
        return None;
    }
    // A small line above the window repeats the sender.
    let sender = |tokens: &Range<usize>| {
        let name = name::name(context, tokens.clone());
        sender::is_one(context, tokens.clone(), name.map_or(tokens.start, |n| n.end))
    };
    let line = cells
        .iter()
        .filter(|tokens| !sender(tokens))
        .find_map(|tokens| name::name(context, tokens.clone()))?;
    let value = name::clean(&sheet.text(line.clone()));
    let score = 0.6 - if tagline(context, &line) { 0.15 } else { 0.0 } - if closed { 0.1 } else { 0.0 };
    Some(Candidate { value, tokens: line, score })
}

/// Whether a line holds nothing that an address has not.
fn plain(context: &Context<'_>, tokens: Range<usize>) -> bool {
    tokens.clone().all(|t| {
        let token = &context.sheet.tokens[t];
        let id = |l: usize| {
            let label = &context.labels[l];
            label.letters >= 3 && label.class.is_identifier() && label.class != Class::Account
        };
        !context.label_at[t].is_some_and(id)
            && !among("siret siren rcs hrb hra kvk cvr nip", &token.key)
            && context.values.form[t] == Form::Word
            && !token.text.contains(['@', '€', '$'])
            && !token.text.contains("www.")
            && (among("accounts", &context.sheet.tokens[tokens.start].key)
                || context.label_at[t].is_none_or(|l| {
                    let label = &context.labels[l];
                    let address = matches!(label.class, Class::Address | Class::Column | Class::Buyer);
                    matches!(label.class, Class::Buyer | Class::Contact)
                        || !label.colon && (!label.alone || address || label.letters < 4)
                }))
    })
}

/// Whether a line is a tax id and its label.
fn tax_id(context: &Context<'_>, tokens: Range<usize>) -> bool {
    context.label_at[tokens.start].is_some_and(|l| {
        let label = &context.labels[l];
        label.letters >= 3 && matches!(label.class, Class::VatId | Class::TaxNumber | Class::Gstin)
    })
}

/// Whether another block above has a telephone, so that it is the seller's and this one is not.
fn headed(context: &Context<'_>, block: &Block) -> bool {
    let ways = |tokens: Range<usize>| {
        tokens.clone().any(|t| {
            let label = context.label_at[t].map(|l| &context.labels[l]);
            context.sheet.tokens[t].text.contains('@')
                || label.is_some_and(|l| l.letters >= 3 && matches!(l.class, Class::Phone | Class::Email))
        })
    };
    context.sheet.blocks.iter().any(|other| {
        other.page == 0
            && other.area.y0 < block.area.y0
            && other.cells.iter().any(|c| ways(context.sheet.cells[*c].tokens.clone()))
    })
}

/// Whether the block belongs to another party's head. Its region may reach over the page to a column of its own.
fn elsewhere(context: &Context<'_>, regions: &[Region], block: &Block) -> bool {
    let first = context.sheet.cells[block.cells[0]].tokens.start;
    region_of(context, regions, first).is_some_and(|r| {
        let far = block.area.x0 > r.area.x0 + 130.0 && r.name.is_some() && r.side == Side::Other;
        r.side != Side::Buyer && !far
    })
}

/// Whether the head of the items stands above.
fn below_items(context: &Context<'_>, block: &Block) -> bool {
    let row = context.sheet.cells[block.cells[0]].row;
    context.heads[..row].iter().enumerate().any(|(at, head)| *head && context.sheet.rows[at].page == 0)
}

/// "Traductrice anglais – breton – français": what somebody does.
fn tagline(context: &Context<'_>, line: &Range<usize>) -> bool {
    let tokens = &context.sheet.tokens;
    let next = tokens.get(line.end).filter(|t| t.cell == tokens[line.start].cell);
    next.is_some_and(|t| matches!(t.text.as_str(), "–" | "-" | "·" | "•" | "|"))
        && !name::legal(&context.sheet.text(line.clone()))
}
