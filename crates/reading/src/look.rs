//! Two looks at one picture, made into one reading line by line.

use crate::day;
use crate::tesseract::Seen;
use std::ops::Range;

/// By how much a line of the second look has to be surer.
const SURER: f32 = 0.05;
/// What a line is worth that only the second look has.
const ALONE: f32 = 0.5;

/// A line, as a range of the words of its look.
struct Line {
    words: Range<usize>,
    second: bool,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

/// Mean confidence, weighted by letters.
pub fn sure(seen: &[Seen]) -> f32 {
    let letters: f32 = seen.iter().map(|word| word.text.len() as f32).sum();
    let sure: f32 = seen.iter().map(|word| word.text.len() as f32 * word.confidence).sum();
    if letters > 0.0 { sure / letters } else { 0.0 }
}

/// Whether some line says a day.
pub fn says_day(seen: &[Seen]) -> bool {
    lines(seen, false).iter().filter_map(|line| day::said(&seen[line.words.clone()])).any(|sure| sure >= 0.1)
}

/// The first look, with those lines of the second that are surer, or say a day where the first says none.
pub fn both(first: &[Seen], second: &[Seen]) -> Vec<Seen> {
    let mut lines: Vec<Line> = lines(first, false);
    let own = lines.len();
    lines.extend(self::lines(second, true));
    let mut group: Vec<usize> = (0..lines.len()).collect();
    for two in own..lines.len() {
        for one in 0..own {
            if beside(&lines[one], &lines[two]) {
                let (keep, gone) = (group[one].min(group[two]), group[one].max(group[two]));
                group.iter_mut().filter(|at| **at == gone).for_each(|at| *at = keep);
            }
        }
    }
    let mut words = Vec::with_capacity(first.len());
    for at in 0..lines.len() {
        let of = |second: bool| -> Vec<Range<usize>> {
            let mine = lines.iter().zip(&group).filter(|(line, own)| **own == at && line.second == second);
            mine.map(|(line, _)| line.words.clone()).collect()
        };
        let (mine, other) = (of(false), of(true));
        let from =
            if takes_second(first, &mine, second, &other) { (second, other, 1000) } else { (first, mine, 0) };
        for word in from.1.into_iter().flat_map(|range| &from.0[range]) {
            let (block, paragraph, line) = word.line;
            words.push(Seen { line: (block + from.2, paragraph, line), ..word.clone() });
        }
    }
    words
}

/// Whether the lines of the second look are taken for those of the first that stand in the same place.
fn takes_second(first: &[Seen], mine: &[Range<usize>], second: &[Seen], other: &[Range<usize>]) -> bool {
    let all = |seen: &[Seen], lines: &[Range<usize>]| -> Vec<Seen> {
        lines.iter().flat_map(|range| seen[range.clone()].iter().cloned()).collect()
    };
    let said = |seen: &[Seen], lines: &[Range<usize>]| {
        lines.iter().filter_map(|range| day::said(&seen[range.clone()])).fold(-1.0, f32::max)
    };
    let days = (said(first, mine), said(second, other));
    let (mine, other) = (all(first, mine), all(second, other));
    if other.is_empty() {
        return false;
    }
    if days.0 >= 0.0 || days.1 >= 0.0 {
        return days.1 > days.0 && days.0 < 0.3;
    }
    if mine.is_empty() {
        return sure(&other) >= ALONE;
    }
    let letters = |seen: &[Seen]| seen.iter().map(|word| word.text.len()).sum::<usize>() as f32;
    sure(&other) > sure(&mine) + SURER && letters(&other) >= letters(&mine) * 0.7
}

fn lines(seen: &[Seen], second: bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, word) in seen.iter().enumerate() {
        let (right, bottom) = (word.left + word.width, word.top + word.height);
        match lines.last_mut().filter(|line| seen[line.words.start].line == word.line) {
            Some(line) => {
                line.words.end = at + 1;
                (line.left, line.top) = (line.left.min(word.left), line.top.min(word.top));
                (line.right, line.bottom) = (line.right.max(right), line.bottom.max(bottom));
            }
            None => {
                let words = at..at + 1;
                lines.push(Line { words, second, left: word.left, top: word.top, right, bottom });
            }
        }
    }
    lines
}

/// Whether two lines are the same place of the page.
fn beside(one: &Line, two: &Line) -> bool {
    let high = one.bottom.min(two.bottom) - one.top.max(two.top);
    let lower = (one.bottom - one.top).min(two.bottom - two.top);
    one.right.min(two.right) > one.left.max(two.left) && high > lower * 0.5
}
