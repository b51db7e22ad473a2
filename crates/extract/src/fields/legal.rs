//! Names with a legal form, wherever they stand: in a footer, beside the register, behind "a trading name of".

use std::ops::Range;

use super::{
    clause::among,
    context::Context,
    name,
    party::{Region, Side, region_of},
    pick::Candidate,
    sender, trade,
};
use crate::labels::Class;

/// A name with a legal form, and what speaks for it as the seller's.
pub struct Mention {
    /// Where it stands.
    pub tokens: Range<usize>,
    /// The name without its form.
    pub core: String,
    /// How much the place speaks for it.
    pub weight: f32,
    /// The line above, where it may be the first part of the name.
    pub above: Option<Range<usize>>,
    /// Whether a sentence says that it stands behind a brand; the brand, where it is named.
    pub owner: Option<String>,
}

/// Words within a name that have no capital.
const SMALL: &str = "und and et y i e en och og ja de des du del della di da do dos la le les van der den het \
    von vom zum zur of for fur the voor a z sp";

/// Words before a name that say it is somebody else's.
const OTHERS: &str = "phg komplementar komplementarin gesellschafterin persgesellschafterin partner member \
    mitglied membre miembro powered erstellt software assurance assureur versicherung versichert insured \
    spediteur carrier transporteur vervoerder trasportatore versand kurier co gruppe group via par factor \
    abgetreten zediert";

/// What a company is called by as the owner of goods or of an account.
const OWNERS: &str = "eigentum property propriete propiedad eigendom proprieta kontoinhaber empfanger \
    zahlungsempfanger beneficiary payee titulaire titular intestato ordre tnv copyright";

/// Whether this is the name of a bank or of the post.
fn is_house(core: &str, value: &str) -> bool {
    const HOUSES: &str = "bank banque banco banca banka banken bankhaus sparkasse volksbank post poste posti \
        posta postnl kasse caisse credit caixa bancaire versicherung assurances insurance";
    value.split_whitespace().any(|word| {
        let key = crate::layout::key(word);
        among(HOUSES, &key) || key.ends_with("bank") || key.ends_with("sparkasse") || key.ends_with("banken")
    }) || core.is_empty()
}

/// All such names that may be the seller's.
pub fn mentions(context: &Context<'_>, regions: &[Region], not: &str) -> Vec<Mention> {
    let sheet = context.sheet;
    let last = sheet.pages.len().saturating_sub(1);
    let mut found: Vec<Mention> = Vec::new();
    for (at, cell) in sheet.cells.iter().enumerate() {
        if cell.page > 1 && cell.page as usize != last {
            continue;
        }
        found.extend(broken(context, at));
        let mut from = cell.tokens.start;
        while let Some(form) = (from..cell.tokens.end).find(|t| name::form_at(context, *t)) {
            let tokens = around(context, from.max(cell.tokens.start)..cell.tokens.end, form);
            from = form + 1;
            let Some(tokens) = tokens else { continue };
            from = from.max(tokens.end);
            found.extend(mention(context, regions, not, at, tokens));
        }
    }
    found
}

/// "a trading name of Example Shops" at the end of a line, with "Ltd" in the next one.
fn broken(context: &Context<'_>, at: usize) -> Option<Mention> {
    let sheet = context.sheet;
    let cell = &sheet.cells[at];
    let block = &sheet.blocks[cell.block].cells;
    let place = block.iter().position(|c| *c == at)?;
    let next = sheet.cells[*block.get(place + 1)?].tokens.start;
    if !name::form_at(context, next) {
        return None;
    }
    let (start, end) =
        cell.tokens.clone().find_map(|start| trade::owned(context, start).map(|end| (start, end)))?;
    let name = end..cell.tokens.end;
    let capital = sheet.tokens[name.start].text.starts_with(char::is_uppercase);
    let fits = capital && name.len() <= 6 && !name.clone().any(|t| name::form_at(context, t));
    let core = name::core(&sheet.text(name.clone()));
    let owner = Some(name::core(&sheet.text(cell.tokens.start..start)));
    (fits && core.chars().count() >= 4).then_some(Mention {
        tokens: name,
        core,
        weight: 4.0,
        above: None,
        owner,
    })
}

/// The name around a word that is a legal form.
fn around(context: &Context<'_>, range: Range<usize>, form: usize) -> Option<Range<usize>> {
    let tokens = &context.sheet.tokens;
    let mut start = form;
    while start > range.start && form - start < 8 {
        let before = &tokens[start - 1];
        let ends = before.text.ends_with(['.', ';', ':']) && before.key.len() > 3
            || before.text.ends_with(',') && start != form
            || before.text.ends_with(':');
        let word = before.text.starts_with(|c: char| c.is_uppercase() || c == '(')
            || among(SMALL, &before.key)
            || matches!(before.text.as_str(), "&" | "+");
        if ends || !word || context.label_at[start - 1].is_some_and(|l| context.labels[l].colon) {
            break;
        }
        start -= 1;
    }
    // Behind "a trading name of" the name begins; small words in front are none of it.
    if let Some(end) =
        (start.saturating_sub(5).max(range.start)..form).rev().find_map(|at| trade::owned(context, at))
    {
        start = start.max(end.min(form));
    }
    while start < form
        && (among(SMALL, &tokens[start].key) && tokens[start].text.starts_with(char::is_lowercase)
            || tokens[start].key.is_empty())
    {
        start += 1;
    }
    let found = name::name(context, start..range.end)?;
    let value = context.sheet.text(found.clone());
    let whole = found.contains(&form) && name::legal(&value) && found.len() <= 10;
    (whole && name::core(&value).chars().count() >= 3).then_some(found)
}

fn mention(
    context: &Context<'_>,
    regions: &[Region],
    not: &str,
    at: usize,
    tokens: Range<usize>,
) -> Option<Mention> {
    let sheet = context.sheet;
    let cell = &sheet.cells[at];
    let value = sheet.text(tokens.clone());
    let core = name::core(&value);
    let other =
        matches!(region_of(context, regions, tokens.start).map(|r| r.side), Some(Side::Buyer | Side::Other));
    if other || !not.is_empty() && (core == not || not.contains(&core)) || is_house(&core, &value) {
        return None;
    }
    let before = tokens.start.saturating_sub(3).max(cell.tokens.start)..tokens.start;
    let said = |words: &str| sheet.tokens[before.clone()].iter().any(|t| among(words, &t.key));
    let barred = context.lead[at].is_some_and(|l| {
        let label = &context.labels[l];
        label.tokens.end <= tokens.start
            && matches!(label.class, Class::BankName | Class::ShipTo | Class::Buyer)
    });
    if said(OTHERS) || barred {
        return None;
    }
    let owner = (tokens.start.saturating_sub(8).max(cell.tokens.start)..tokens.start)
        .find(|start| {
            trade::owned(context, *start).is_some_and(|end| end <= tokens.start && end + 2 > tokens.start)
        })
        .map(|start| name::core(&sheet.text(cell.tokens.start..start)));
    let mut weight = if owner.is_some() { 4.0 } else { 0.0 };
    weight += if said(OWNERS) { 1.5 } else { 0.0 };
    weight += if ids(context, tokens.end..cell.tokens.end) { 2.0 } else { 0.0 };
    let block = &sheet.blocks[cell.block];
    let near = block.cells.len() <= 14
        && block.cells.iter().any(|c| *c != at && ids(context, sheet.cells[*c].tokens.clone()));
    weight += if near { 1.2 } else { 0.0 };
    weight += if sender::is_one(context, cell.tokens.clone(), tokens.end) { 1.5 } else { 0.0 };
    weight += if tokens.start == cell.tokens.start { 0.4 } else { 0.0 };
    let signed = tokens.start > cell.tokens.start && sheet.tokens[tokens.start - 1].key == "for";
    weight += if signed { 1.0 } else { 0.0 };
    // The partner of a "GmbH & Co. KG" is named beside its own register.
    weight -= if ["verwaltung", "beteiligung", "geschaftsfuhrung"].iter().any(|w| core.contains(w)) {
        3.0
    } else {
        0.0
    };
    weight -= if window(context, at) { 1.5 } else { 0.0 };
    let above = above(context, at).filter(|_| tokens.start == cell.tokens.start);
    Some(Mention { tokens, core, weight, above, owner })
}

/// Whether a cell is the first line of an address without telephone, mail or account, as a buyer's is.
fn window(context: &Context<'_>, at: usize) -> bool {
    let sheet = context.sheet;
    let cell = &sheet.cells[at];
    let block = &sheet.blocks[cell.block];
    let (_, height) = sheet.pages[cell.page as usize];
    let y = cell.area.y0 / height.max(1.0);
    let ways = |c: &usize| {
        sheet.cells[*c].tokens.clone().any(|t| {
            sheet.tokens[t].text.contains('@')
                || sheet.tokens[t].text.starts_with("www.")
                || context.label_at[t].is_some_and(|l| {
                    let label = &context.labels[l];
                    label.letters > 1
                        && matches!(
                            label.class,
                            Class::Phone | Class::Email | Class::Web | Class::Iban | Class::Bic
                        )
                })
        })
    };
    cell.page == 0
        && (0.08..0.45).contains(&y)
        && block.cells.first() == Some(&at)
        && (3..=8).contains(&block.cells.len())
        && block.cells[1..].iter().any(|c| name::address_like(context, sheet.cells[*c].tokens.clone()))
        && !block.cells.iter().any(ways)
}

/// The first line of a block, above this one, where it has the same print and nothing but words with capitals.
fn above(context: &Context<'_>, at: usize) -> Option<Range<usize>> {
    let sheet = context.sheet;
    let cell = &sheet.cells[at];
    let block = &sheet.blocks[cell.block];
    let first = *block.cells.first().filter(|_| block.cells.get(1) == Some(&at))?;
    let tokens = sheet.cells[first].tokens.clone();
    let plain = sheet.tokens[tokens.clone()].iter().all(|t| {
        (t.text.starts_with(char::is_uppercase) || among(SMALL, &t.key) || t.text == "&")
            && t.text.chars().all(|c| c.is_alphabetic() || "-.&'’".contains(c))
    });
    let same = (sheet.cells[first].size - cell.size).abs() < cell.size * 0.05;
    (plain && same && tokens.len() <= 6 && tokens.clone().all(|t| context.label_at[t].is_none()))
        .then_some(tokens)
}

/// The name with the line above it, where the letters of the brand are the initials of that line.
fn value(context: &Context<'_>, mention: &Mention, brand: &str) -> String {
    let value = name::clean(&context.sheet.text(mention.tokens.clone()));
    let above = mention.above.clone().map(|tokens| format!("{} {value}", context.sheet.text(tokens)));
    above.filter(|whole| initials(brand, whole) && !initials(brand, &value)).unwrap_or(value)
}

/// Whether ids of a company stand there: of taxes, of a register, of an account.
fn ids(context: &Context<'_>, tokens: Range<usize>) -> bool {
    const REGISTERS: &str = "hrb hra amtsgericht registergericht rcs siren siret kvk fn handelsregister \
        registered rejestr krs cif nif capital rm rea registro orgnr";
    tokens.clone().any(|t| {
        among(REGISTERS, &context.sheet.tokens[t].key)
            || context.label_at[t].is_some_and(|l| {
                let label = &context.labels[l];
                label.letters >= 3
                    && matches!(
                        label.class,
                        Class::VatId | Class::Gstin | Class::TaxNumber | Class::Iban | Class::Bic
                    )
            })
    })
}

/// Whether a brand and the name of a company have a word or their initials in common.
fn related(brand: &str, value: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().filter(|w| !name::is_form(w)).map(crate::layout::key).collect()
    };
    let (own, other) = (words(brand), words(value));
    let shared = own.iter().any(|word| word.chars().count() >= 4 && other.contains(word));
    let (core, other) = (name::core(value), name::core(brand));
    shared || initials(brand, value) || other.len() >= 4 && (core.contains(&other) || other.contains(&core))
}

/// Whether a brand of a few letters is the initials that a name begins with.
fn initials(brand: &str, value: &str) -> bool {
    let letters = name::core(brand);
    let parts = value.split([' ', '-', '–', '.']).map(crate::layout::key);
    let first: String = parts.filter_map(|word| word.chars().next()).collect();
    (2..=5).contains(&letters.chars().count()) && first.starts_with(&letters)
}

/// How much the whole document speaks for each different name, the likeliest first.
pub fn ranked(
    mentions: &[Mention],
    context: &Context<'_>,
    domains: &[String],
    brand: &str,
) -> Vec<(usize, f32)> {
    let mut sums: Vec<(usize, f32)> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        if mentions[..at].iter().any(|m| m.core == mention.core) {
            continue;
        }
        let same = mentions.iter().enumerate().filter(|(_, m)| m.core == mention.core);
        let (mut best, mut most, mut count) = (at, f32::MIN, 0.0);
        for (place, m) in same {
            count += 1.0_f32;
            if m.weight > most {
                (best, most) = (place, m.weight);
            }
        }
        let value = value(context, &mentions[best], brand);
        most += 0.6 * (count - 1.0).min(3.0);
        most += if domains.iter().any(|domain| sender::agrees(domain, &mention.core)) { 1.5 } else { 0.0 };
        most += if !brand.is_empty() && related(brand, &value) { 1.5 } else { 0.0 };
        sums.push((best, most));
    }
    sums.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sums
}

/// A brand gives way to the company that stands beside its ids, or that a sentence names as its owner.
pub fn behind_brand(
    context: &Context<'_>,
    candidates: &mut Vec<Candidate<String>>,
    mentions: &[Mention],
    domains: &[String],
) {
    let leader = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score));
    let (brand, score) = leader.map_or((String::new(), 0.6), |c| (c.value.clone(), c.score));
    let block = leader.map(|c| context.sheet.cell_of(c.tokens.start).block);
    // A bank or the post beside a company with ids of its own only carries the money or the letter.
    let carrier = is_house(&name::core(&brand), &brand)
        && !domains.iter().any(|domain| sender::agrees(domain, &name::core(&brand)));
    let owner = mentions.iter().find(|m| {
        m.owner
            .as_ref()
            .is_some_and(|own| !name::legal(&brand) || !own.is_empty() && name::core(&brand).contains(own))
    });
    let mut ranked = ranked(mentions, context, domains, &brand);
    // A line under the brand, in the same block.
    for (at, weight) in &mut ranked {
        let cell = context.sheet.cell_of(mentions[*at].tokens.start);
        let whole = mentions[*at].tokens == cell.tokens;
        *weight += if whole && Some(cell.block) == block && cell.page == 0 { 1.5 } else { 0.0 };
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let chosen = match owner {
        Some(owner) => mentions
            .iter()
            .find(|m| m.core == owner.core && name::legal(&context.sheet.text(m.tokens.clone())))
            .unwrap_or(owner),
        None if name::legal(&brand) && !carrier => return with_line_above(context, candidates, mentions),
        None => {
            let Some((first, weight)) = ranked.first() else { return };
            let next = ranked.get(1).map_or(0.0, |(_, weight)| *weight);
            if *weight < if carrier { 2.0 } else { 1.5 } || weight - next < 0.5 {
                return;
            }
            &mentions[*first]
        }
    };
    candidates.push(Candidate {
        value: value(context, chosen, &brand),
        tokens: chosen.tokens.clone(),
        score: score.max(0.5) + 0.3,
    });
}

/// A company's name gets the line above it where letters beside are the initials of both.
fn with_line_above(context: &Context<'_>, candidates: &mut Vec<Candidate<String>>, mentions: &[Mention]) {
    let Some(leader) = candidates.iter().max_by(|a, b| a.score.total_cmp(&b.score)) else { return };
    let (core, score) = (name::core(&leader.value), leader.score);
    let whole = mentions.iter().filter(|m| m.core == core && m.above.is_some()).find_map(|mention| {
        let short = name::clean(&context.sheet.text(mention.tokens.clone()));
        let letters = candidates.iter().map(|c| c.value.as_str()).filter(|v| v.chars().count() <= 5);
        let mut values =
            letters.map(|letters| value(context, mention, letters)).filter(|value| *value != short);
        values.next().map(|value| (value, mention.tokens.clone()))
    });
    candidates.extend(whole.map(|(value, tokens)| Candidate { value, tokens, score: score + 0.3 }));
}

/// Whether the name of another company stands beside ids, so that the seller may be that one.
pub fn doubted(context: &Context<'_>, regions: &[Region], seller: &str, buyer: Option<&str>) -> bool {
    let core = name::core(seller);
    let not = buyer.map(name::core).unwrap_or_default();
    let mentions = mentions(context, regions, &not);
    if mentions.iter().any(|m| m.owner.is_some() && m.core == core) {
        return false;
    }
    let domains = sender::domains(context, regions);
    let ranked = ranked(&mentions, context, &domains, "");
    let own = |at: usize| {
        let other = &mentions[at].core;
        *other == core || core.contains(other.as_str()) || other.contains(&core)
    };
    let most = ranked.iter().filter(|(at, _)| own(*at)).map(|(_, w)| *w).fold(0.0, f32::max);
    let rival = ranked.iter().filter(|(at, _)| !own(*at)).map(|(_, w)| *w).fold(0.0, f32::max);
    rival >= 1.5 && (!name::legal(seller) || rival > most)
}

/// Whether a sentence says that this company trades under another name.
pub fn owns_brand(context: &Context<'_>, regions: &[Region], seller: &str) -> bool {
    let core = name::core(seller);
    mentions(context, regions, "").iter().any(|m| m.owner.is_some() && m.core == core)
}

/// At how many places a name with a legal form stands.
pub fn places(mentions: &[Mention], core: &str) -> usize {
    mentions.iter().filter(|m| m.core == core).count()
}
