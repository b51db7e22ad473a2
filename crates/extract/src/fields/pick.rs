//! Candidates of a field, and the best of them.

use std::{collections::HashMap, ops::Range};

use super::context::Context;
use crate::found::Found;

/// A value that may be the one.
#[derive(Debug, Clone)]
pub struct Candidate<T> {
    /// What it says.
    pub value: T,
    /// Where it stands.
    pub tokens: Range<usize>,
    /// How much speaks for it: 1 is a clear label.
    pub score: f32,
}

/// The best candidate. Who is named several times gains; the distance to the next one is part of the confidence.
pub fn best<T: Clone>(
    context: &Context<'_>,
    candidates: Vec<Candidate<T>>,
    same: impl Fn(&T) -> String,
) -> Option<Found<T>> {
    let mut by_value: HashMap<String, (f32, usize, usize)> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let seen = by_value.entry(same(&candidate.value)).or_insert((f32::MIN, at, 0));
        seen.2 += 1;
        if candidate.score > seen.0 {
            (seen.0, seen.1) = (candidate.score, at);
        }
    }
    let total = |seen: &(f32, usize, usize)| seen.0 + 0.04 * (seen.2.min(4) - 1) as f32;
    let mut ranked: Vec<_> = by_value.into_values().collect();
    ranked.sort_by(|a, b| total(b).total_cmp(&total(a)).then(a.1.cmp(&b.1)));
    let first = ranked.first()?;
    let margin = ranked.get(1).map_or(0.6, |second| total(first) - total(second));
    let chosen = &candidates[first.1];
    (total(first) > 0.2).then(|| found(context, chosen, confidence(total(first), margin)))
}

/// From a score and its lead to a confidence.
fn confidence(score: f32, margin: f32) -> f32 {
    let z = 6.0 * (score - 0.62) + 4.0 * margin.clamp(0.0, 0.4);
    (1.0 / (1.0 + (-z).exp())).clamp(0.02, 0.995)
}

/// A candidate with its place.
pub fn found<T: Clone>(context: &Context<'_>, candidate: &Candidate<T>, confidence: f32) -> Found<T> {
    let tokens = candidate.tokens.clone();
    let recognised = context.sheet.tokens[tokens.clone()].iter().map(|t| t.confidence).fold(1.0, f32::min);
    Found {
        value: candidate.value.clone(),
        text: context.sheet.text(tokens.clone()),
        confidence: confidence * recognised.clamp(0.3, 1.0),
        page: context.sheet.tokens[tokens.start].page,
        area: context.sheet.area(tokens),
    }
}
