//! Whether a reading can be accepted without a look: every key field must rest on evidence of its own.

use super::{
    certain,
    context::Context,
    legal, name,
    party::{Region, Side, region_of},
    picture, proven, sender,
    totals::Totals,
};
use crate::{
    found::{Found, Kind, Reading},
    labels::Class,
};

/// Judges the reading; what speaks against it is put into words.
pub fn judge(
    context: &Context<'_>,
    regions: &[Region],
    totals: &Totals,
    guessed_order: bool,
    reading: &mut Reading,
) {
    let mut problems = Vec::new();
    let mut need = |good: bool, words: &str| {
        if !good {
            problems.push(words.to_owned());
        }
    };
    let sure = |confidence: Option<f32>, least: f32| confidence.is_some_and(|c| c >= least);
    need(
        matches!(reading.kind, Kind::Invoice | Kind::CreditNote | Kind::Receipt | Kind::DebitNote),
        "It may be no invoice.",
    );
    need(certain::number(context, reading), "The number is not certain.");
    need(certain::day(context, reading), "The date is not certain.");
    need(!guessed_order, "Day and month of the date could be the other way round.");
    need(sure(reading.currency.as_ref().map(|f| f.confidence), 0.8), "The currency is not certain.");
    need(
        reading.seller.name.as_ref().is_some_and(|name| known(context, regions, reading, name)),
        "The seller's name is not certain.",
    );
    need(rivals(context, regions) < 2, "More than one name may be the seller's.");
    need(
        proven::proven(totals) && (!picture::is_picture(context) || proven::twice(totals)),
        "The totals are not proven by each other.",
    );
    need(
        !conflict(context, regions, reading) && !doubted(context, regions, reading),
        "The seller may go by another name.",
    );
    need(signed(reading), "A credit note with a minus: its sign is not certain.");
    need(!recognised(reading) && picture::is_legible(context, reading), "Some of it was hard to read.");
    reading.accept = problems.is_empty();
    reading.problems = problems;
}

/// A name that stands under a head of the seller, or that more than one place speaks for.
fn known(context: &Context<'_>, regions: &[Region], reading: &Reading, found: &Found<String>) -> bool {
    let core = name::core(&found.value);
    let headed = regions.iter().any(|r| {
        r.side == Side::Seller && r.name.clone().is_some_and(|t| name::core(&context.sheet.text(t)) == core)
    });
    let mut text = String::new();
    context.sheet.tokens.iter().for_each(|t| text.push_str(&t.key));
    let times = if core.chars().count() >= 4 { text.matches(core.as_str()).count() } else { 0 };
    let beside = reading.seller.tax_ids.first().is_some_and(|id| {
        let near = id.page == found.page
            && (id.area.y0 - found.area.y0).abs() < 110.0
            && (id.area.x0 - found.area.x0).abs() < 140.0;
        near && id.value.valid
    });
    let form = name::legal(&found.value);
    let domain = sender::domains(context, regions).iter().any(|domain| sender::agrees(domain, &core));
    let sender = context.sheet.cells.iter().any(|cell| sender::names(context, cell.tokens.clone(), &core));
    let evidence = usize::from(headed) * 2
        + usize::from(times >= 2)
        + usize::from(beside)
        + usize::from(form)
        + usize::from(domain)
        + usize::from(sender);
    found.confidence >= 0.75 && evidence >= 2 || found.confidence >= 0.9 && evidence >= 1
}

/// How many different names stand under heads of the seller.
fn rivals(context: &Context<'_>, regions: &[Region]) -> usize {
    let names =
        regions.iter().filter(|r| r.side == Side::Seller && r.weight >= 1.0).filter_map(|r| r.name.clone());
    let mut cores: Vec<String> =
        names.map(|t| name::core(&context.sheet.text(t))).filter(|c| c.len() > 2).collect();
    cores.sort();
    cores.dedup();
    let labels =
        context.of(Class::Seller).filter(|l| region_of(context, regions, l.tokens.start).is_some()).count();
    if cores.len() > 1 && labels > 1 { cores.len() } else { 0 }
}

/// Whether a key field was recognised from a picture with doubt.
fn recognised(reading: &Reading) -> bool {
    let weak = |confidence: Option<f32>| confidence.is_some_and(|c| c < 0.6);
    weak(reading.gross.as_ref().map(|f| f.confidence)) || weak(reading.net.as_ref().map(|f| f.confidence))
}

/// Whether the document's own domain names somebody else than the seller: a brand, a market place.
fn conflict(context: &Context<'_>, regions: &[Region], reading: &Reading) -> bool {
    let Some(found) = &reading.seller.name else { return false };
    // Letters that are written from right to left may be in the order of the eye.
    if found.value.chars().any(crate::layout::right_to_left) {
        return true;
    }
    let core = name::core(&found.value);
    let domains = sender::domains(context, regions);
    let related = |domain: &String| {
        let initials: String = found.value.split_whitespace().filter_map(|w| w.chars().next()).collect();
        let mut words = found.value.split_whitespace().map(crate::layout::key);
        sender::agrees(domain, &core)
            || domain.starts_with(&crate::layout::key(&initials)) && initials.len() >= 2
            || words.any(|word| word.len() >= 4 && domain.contains(word.as_str()))
    };
    // A domain alone may be a mailbox; one that the text speaks of as well is a name that somebody trades under.
    let spoken = |domain: &String| context.sheet.tokens.iter().any(|t| t.key == *domain);
    !domains.iter().any(related)
        && domains.iter().any(spoken)
        && !legal::owns_brand(context, regions, &found.value)
}

/// Whether another company stands beside ids of the seller.
fn doubted(context: &Context<'_>, regions: &[Region], reading: &Reading) -> bool {
    let buyer = reading.buyer.name.as_ref().map(|b| b.value.as_str());
    !context.sheet.recognised
        && reading.seller.name.as_ref().is_some_and(|s| legal::doubted(context, regions, &s.value, buyer))
}

/// Some print a credit note with a minus, others mean the same amount without: which of them counts is not said.
fn signed(reading: &Reading) -> bool {
    reading.kind != Kind::CreditNote || reading.gross.as_ref().is_none_or(|gross| gross.value >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gross(kind: Kind, value: i64) -> Reading {
        let area = reading::Area::default();
        let gross = Found { value, text: String::new(), confidence: 1.0, page: 0, area };
        Reading { kind, gross: Some(gross), ..Reading::default() }
    }

    #[test]
    fn a_credit_note_with_a_minus_is_looked_at() {
        assert!(!signed(&gross(Kind::CreditNote, -87_900)));
        assert!(signed(&gross(Kind::CreditNote, 87_900)));
        assert!(signed(&gross(Kind::Invoice, -87_900)));
    }
}
