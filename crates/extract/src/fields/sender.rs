//! The line of the sender above an address window, hosts without "www", and the full name behind a brand.

use std::ops::Range;

use super::{
    clause::among,
    context::Context,
    name,
    party::{Region, Side, region_of},
    pick::Candidate,
};

/// Whether a cell is a name with its whole address behind it: "Example GmbH · Main St 5 · 12345 Town".
pub fn is_one(context: &Context<'_>, cell: Range<usize>, end: usize) -> bool {
    if end <= cell.start || end >= cell.end || cell.len() > 60 {
        return false;
    }
    // A street and its number are no name.
    if context.sheet.tokens[end - 1].text.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let sheet = context.sheet;
    let parted = sheet.tokens[end - 1].text.ends_with([',', ';']) || is_sign(&sheet.tokens[end].text);
    let rest = end..cell.end;
    let coded = rest.clone().take(12).any(|at| {
        let digits = sheet.tokens[at].text.bytes().filter(u8::is_ascii_digit).count();
        (4..=6).contains(&digits) && at + 1 < cell.end
    });
    let parts = rest
        .clone()
        .filter(|at| is_sign(&sheet.tokens[*at].text) || sheet.tokens[*at].text.ends_with([',', ';']))
        .count();
    let words = rest.clone().any(|at| sheet.tokens[at].text.starts_with(char::is_uppercase));
    parted && coded && words || parted && name::address_like(context, rest) && parts >= 1
}

/// Whether a cell is the sender's line of this name.
pub fn names(context: &Context<'_>, cell: Range<usize>, core: &str) -> bool {
    if cell.len() < 4 {
        return false;
    }
    let Some(found) = name::name(context, cell.clone()) else { return false };
    is_one(context, cell, found.end) && name::core(&context.sheet.text(found)) == core
}

fn is_sign(text: &str) -> bool {
    matches!(
        text,
        "-" | "–"
            | "−"
            | "|"
            | "·"
            | "•"
            | "*"
            | "/"
            | "―"
            | "—"
            | "∙"
            | "►"
            | ";"
            | "‧"
            | "●"
            | "+"
            | ","
            | "~"
            | "▪"
    )
}

/// Whether a word is the name of a host: "example.de".
pub fn is_host(text: &str) -> bool {
    const ENDS: [&str; 46] = [
        "de", "com", "net", "org", "fr", "nl", "be", "at", "ch", "it", "es", "pt", "pl", "se", "dk", "no",
        "fi", "cz", "sk", "hu", "ro", "gr", "eu", "io", "uk", "ie", "lu", "us", "ca", "au", "info", "biz",
        "shop", "in", "example", "cloud", "app", "dev", "online", "store", "swiss", "berlin", "gmbh", "nz",
        "sg", "li",
    ];
    let text =
        text.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches(['.', ',', ')']);
    let host = text.split('/').next().unwrap_or("");
    let Some((name, end)) = host.rsplit_once('.') else { return false };
    ENDS.contains(&end)
        && name.len() >= 4
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
        && name.bytes().any(|b| b.is_ascii_alphabetic())
}

/// Whether a name begins with a brand; "&" and "and" are the same.
fn begins(core: &str, brand: &str) -> bool {
    let without = |text: &str| text.replace("und", "").replace("and", "").replace("et", "");
    core.starts_with(brand) || brand.len() >= 6 && without(core).starts_with(&without(brand))
}

/// The tokens of a name whose first words stand in the line above, in the same large print: "ELECTRICIDAD" over
/// "EXAMPLE, S.L.".
pub fn joined(context: &Context<'_>, at: usize, tokens: &Range<usize>, body: f32) -> Option<Range<usize>> {
    let sheet = context.sheet;
    let cell = &sheet.cells[at];
    let block = &sheet.blocks[cell.block];
    let place = block.cells.iter().position(|c| *c == at).filter(|place| (1..=2).contains(place))?;
    if tokens.start != cell.tokens.start || cell.size < body * 1.15 {
        return None;
    }
    let mut start = tokens.start;
    for above in block.cells[..place].iter().rev() {
        let other = &sheet.cells[*above];
        let plain = other.tokens.len() <= 5
            && (other.size - cell.size).abs() < cell.size * 0.05
            && sheet.tokens[other.tokens.start].bold == sheet.tokens[cell.tokens.start].bold
            && other
                .tokens
                .clone()
                .all(|t| context.label_at[t].is_none_or(|l| !context.labels[l].class.is_title()))
            && sheet.cell_text(*above).chars().all(|c| c.is_alphabetic() || " .,&-'’".contains(c));
        // The tokens of a name must follow each other, so nothing may stand between the lines.
        if !plain || other.tokens.end != start {
            break;
        }
        start = other.tokens.start;
    }
    (start < tokens.start).then_some(start..tokens.end)
}

/// Domains of mail and web addresses that are not the buyer's.
pub fn domains(context: &Context<'_>, regions: &[Region]) -> Vec<String> {
    const OPEN: &str = "gmail yahoo hotmail outlook gmx web icloud aol live example orange free \
        wanadoo tonline libero proton rediffmail mail";
    let mut domains = Vec::new();
    for (at, token) in context.sheet.tokens.iter().enumerate() {
        let text = token.text.to_lowercase();
        let host = match text.split_once('@') {
            Some((_, host)) => host,
            None => match text.find("www.") {
                Some(place) => &text[place + 4..],
                None if is_host(&text) => text.trim_start_matches("https://"),
                None => continue,
            },
        };
        if matches!(region_of(context, regions, at).map(|r| r.side), Some(Side::Buyer | Side::Other)) {
            continue;
        }
        let mut parts: Vec<&str> = host
            .split(['/', ',', ';', ')'])
            .next()
            .unwrap_or("")
            .split('.')
            .filter(|p| !p.is_empty())
            .collect();
        parts.pop();
        let domain =
            parts.iter().rev().find(|p| p.len() > 3 || parts.len() == 1).map(|p| crate::layout::key(p));
        domains.extend(domain.filter(|d| d.len() >= 3 && !among(OPEN, d)));
    }
    domains.sort();
    domains.dedup();
    domains
}

/// Whether a domain sounds like a name.
pub fn agrees(domain: &str, core: &str) -> bool {
    // "Müller" is "mueller" in a domain.
    let plain = |text: &str| text.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    let (domain, core) = (plain(domain), plain(core));
    let (domain, core) = (domain.as_str(), core.as_str());
    domain == core
        || core.len() >= 4 && domain.len() >= 4 && (core.starts_with(domain) || domain.starts_with(core))
        || core.len() >= 6 && domain.contains(core)
        || domain.len() >= 6 && core.contains(domain)
}

/// A brand in large print gives way to the full name that begins with it: "EXAMPLE" to "Example Trading GmbH".
pub fn prefer_legal(candidates: &mut [Candidate<String>], not: &str) {
    let legal = name::legal;
    let brands: Vec<(String, f32)> = candidates
        .iter()
        .filter(|c| !legal(&c.value))
        .map(|c| (name::core(&c.value), c.score))
        .filter(|(core, score)| core.chars().count() >= 3 && *score > 0.2)
        .collect();
    for candidate in candidates.iter_mut().filter(|c| legal(&c.value)) {
        let core = name::core(&candidate.value);
        if !not.is_empty() && core == not {
            continue;
        }
        let most = brands.iter().filter(|(brand, _)| begins(&core, brand)).map(|(_, score)| *score);
        let most = most.fold(f32::MIN, f32::max);
        candidate.score = candidate.score.max(most + 0.2);
    }
    // "Trade Example KG" at the head is the whole name of "Example KG" in a small line.
    let known: Vec<(String, f32)> = candidates.iter().map(|c| (name::core(&c.value), c.score)).collect();
    for candidate in
        candidates.iter_mut().filter(|c| legal(&c.value) && c.value.split_whitespace().count() <= 6)
    {
        let core = name::core(&candidate.value);
        let parts = known.iter().filter(|(part, _)| {
            part.len() >= 5 && part.len() < core.len() && core.ends_with(part.as_str()) && part != not
        });
        let most = parts.map(|(_, score)| *score).fold(f32::MIN, f32::max);
        if candidate.score > 0.5 {
            candidate.score = candidate.score.max(most + 0.1);
        }
    }
}
