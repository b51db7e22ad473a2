//! From what people said of several documents to the place of a field.

use super::{Anchor, Field, Paper, Says, Side, Value};
use crate::values::date::Written;

/// One document, and what people said of a field of it.
pub struct Lesson<'a> {
    /// The document.
    pub paper: &'a Paper,
    /// What is right; `None` where it does not say that field.
    pub right: Option<Value>,
}

/// Documents from which places are taken; all of them judge those.
const SOURCES: usize = 8;
/// So many places are judged.
const PLACES: usize = 60;
/// What a lesson weighs beside the one after it: the last word counts most, and two outweigh any one.
const FADING: f32 = 0.8;

/// The best place of a field, and the number of the lesson that it is from; `lessons` begin with the newest. `None`
/// where no place leads to what people said more often than astray.
pub fn learn(field: Field, lessons: &[Lesson<'_>]) -> Option<(Anchor, usize)> {
    let mut places: Vec<(Anchor, usize)> = vec![];
    for (from, lesson) in lessons.iter().enumerate().take(SOURCES) {
        let Some(right) = &lesson.right else { continue };
        for place in lesson.paper.places(field, right) {
            let known = |(other, _): &(Anchor, usize)| same(other, &place);
            if places.len() < PLACES && !places.iter().any(known) {
                places.push((place, from));
            }
        }
    }
    let mut best: Option<(f32, Anchor, usize)> = None;
    for (place, from) in places {
        let (score, place) = judged(place, lessons);
        if place.right > 0 && score > 0.0 && best.as_ref().is_none_or(|(most, ..)| score > *most + 1e-4) {
            best = Some((score, place, from));
        }
    }
    best.map(|(_, place, from)| (place, from))
}

/// Whether both are one place.
fn same(one: &Anchor, other: &Anchor) -> bool {
    let near = (one.area.x0 - other.area.x0).abs() < 0.02 && (one.area.y0 - other.area.y0).abs() < 0.01;
    one.side == other.side && one.label == other.label && (one.side != Side::Here || near)
}

/// How far a place may be trusted, with its counts filled in.
fn judged(mut place: Anchor, lessons: &[Lesson<'_>]) -> (f32, Anchor) {
    let (mut score, mut weight) = (0.0, 1.0);
    for lesson in lessons {
        if let Some(sight) = lesson.paper.at(&place) {
            let right = lesson.right.as_ref().is_some_and(|right| sight.says.is(right));
            place.seen += 1;
            place.right += u32::from(right);
            score += if right { weight } else { -weight };
        }
        weight *= FADING;
    }
    // Words stay where layouts move; a longer one is told apart more easily.
    let words = match place.side {
        Side::Here => 0.0,
        Side::Behind | Side::Below => 0.02 + 0.001 * place.label.chars().count().min(20) as f32,
    };
    (if score > 0.0 { score + words } else { score }, place)
}

/// Whether the day comes before the month, where people's days tell; and how many of them do.
pub fn order(lessons: &[Lesson<'_>]) -> Option<(bool, u32)> {
    let (mut day_first, mut month_first) = (0, 0);
    for lesson in lessons {
        let Some(Value::Day(right)) = &lesson.right else { continue };
        let written = lesson.paper.values.days.iter().filter_map(|day| match day.written {
            open @ Written::Open { a, b, .. } if a != b && Says::Day(open).is(&Value::Day(*right)) => {
                Some(open)
            }
            _ => None,
        });
        if let Some(Written::Open { a, .. }) = written.into_iter().next() {
            let day = chrono::Datelike::day(right) == a;
            day_first += u32::from(day);
            month_first += u32::from(!day);
        }
    }
    match (day_first, month_first) {
        (0, 0) => None,
        (n, 0) => Some((true, n)),
        (0, n) => Some((false, n)),
        // He writes both ways: nothing is known.
        _ => None,
    }
}
