//! From pieces to words: pieces that touch are joined, spaced headings closed, leaders cut off.

use super::fragment::Fragment;
use crate::page::{Area, Rule, Word};
use hayro::kurbo::{Rect, Vec2};

/// Pieces that were drawn apart belong together when they are nearer than this, in parts of the font's height.
const TOUCH: f64 = 0.09;

/// The words of a page and the lines that were drawn as text, both in no order.
pub fn words(mut fragments: Vec<Fragment>) -> (Vec<Word>, Vec<Rule>) {
    fragments
        .sort_by(|a, b| a.turn.cmp(&b.turn).then(a.base.total_cmp(&b.base)).then(a.from.total_cmp(&b.from)));
    let mut pieces: Vec<Fragment> = Vec::with_capacity(fragments.len());
    for line in lines(fragments) {
        pieces.extend(close_up(join(line)));
    }
    let (mut words, mut rules) = (Vec::with_capacity(pieces.len()), Vec::new());
    for piece in pieces {
        split_leaders(piece, &mut words, &mut rules);
    }
    (words, rules)
}

/// Fragments on the same baseline, from left to right.
fn lines(fragments: Vec<Fragment>) -> Vec<Vec<Fragment>> {
    let mut lines: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        let same = lines.last().and_then(|line| line.last()).is_some_and(|last| {
            last.turn == fragment.turn
                && (fragment.base - last.base).abs() < 0.08 * fragment.size.min(last.size)
                && (last.turn < 4 || last.along.dot(fragment.along) > 0.999)
        });
        match lines.last_mut() {
            Some(line) if same => line.push(fragment),
            _ => lines.push(vec![fragment]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    lines
}

/// Joins what touches.
fn join(line: Vec<Fragment>) -> Vec<Fragment> {
    let mut joined: Vec<Fragment> = Vec::with_capacity(line.len());
    for next in line {
        match joined.last_mut() {
            Some(last) if touches(last, &next) => append(last, next),
            _ => joined.push(next),
        }
    }
    joined
}

fn touches(last: &Fragment, next: &Fragment) -> bool {
    let (small, large) = (last.size.min(next.size), last.size.max(next.size));
    let gap = next.from - last.to;
    let limit = if last.spaced { 0.02 } else { TOUCH };
    small > large * 0.6
        && gap < limit * small
        && gap > -0.3 * small
        && last.hidden == next.hidden
        && !is_leader(&last.text)
        && !is_leader(&next.text)
}

fn append(last: &mut Fragment, next: Fragment) {
    last.text.push_str(&next.text);
    last.to = last.to.max(next.to);
    last.letters += next.letters;
    last.size = last.size.max(next.size);
    last.bold += next.bold;
    last.spaced = next.spaced;
}

/// Joins headings with their letters set apart: "R E C H N U N G".
fn close_up(line: Vec<Fragment>) -> Vec<Fragment> {
    let mut closed: Vec<Fragment> = Vec::with_capacity(line.len());
    let mut rest = line.as_slice();
    while let Some(first) = rest.first() {
        let run = spaced_letters(rest);
        let mut word = first.clone();
        for letter in &rest[1..run] {
            append(&mut word, letter.clone());
        }
        closed.push(word);
        rest = &rest[run..];
    }
    closed
}

/// How many of the first pieces are single letters with even gaps; 1 where they are no spaced word.
fn spaced_letters(line: &[Fragment]) -> usize {
    let one = |piece: &Fragment, fits: fn(char) -> bool| piece.letters == 1 && piece.text.chars().all(fits);
    let single = |piece: &Fragment| one(piece, |c| c.is_alphabetic() || matches!(c, '-' | '.' | '/' | '&'));
    if !single(&line[0]) {
        return 1;
    }
    let (mut count, mut narrow, mut wide) = (1, f64::MAX, f64::MIN);
    for pair in line.windows(2) {
        let gap = (pair[1].from - pair[0].to) / pair[0].size;
        let (low, high) = (narrow.min(gap), wide.max(gap));
        let same = (pair[0].size - pair[1].size).abs() < 0.1 * pair[0].size;
        if !single(&pair[1]) || !same || gap > 1.0 || high - low > 0.14 + low * 0.25 {
            break;
        }
        (narrow, wide) = (low, high);
        count += 1;
    }
    let letters = line[..count].iter().filter(|piece| one(piece, char::is_alphabetic)).count();
    if letters >= 4 { count } else { 1 }
}

fn leads(c: char) -> bool {
    matches!(c, '.' | '_' | '·' | '…' | '-' | '=' | '*' | '—' | '–')
}

/// Whether a text is nothing but dots or dashes that lead the eye.
fn is_leader(text: &str) -> bool {
    text.chars().all(leads) && (text.chars().count() >= 4 || text.contains('…'))
}

/// Cuts leaders off; dashes become rules.
fn split_leaders(piece: Fragment, words: &mut Vec<Word>, rules: &mut Vec<Rule>) {
    let count = piece.text.chars().count();
    if count < 4 || !has_run(&piece.text) {
        words.push(word(&piece));
        return;
    }
    let letters: Vec<char> = piece.text.chars().collect();
    let step = (piece.to - piece.from) / letters.len() as f64;
    let mut start = 0;
    while start < letters.len() {
        let same = letters[start..].iter().take_while(|c| **c == letters[start]).count();
        let leader = leads(letters[start]) && same >= 4;
        let mut end = start + same;
        if !leader {
            while end < letters.len() && !run_at(&letters[end..]) {
                end += 1;
            }
        }
        let mut part = piece.clone();
        (part.from, part.to) = (piece.from + step * start as f64, piece.from + step * end as f64);
        part.text = letters[start..end].iter().collect();
        if !leader {
            words.push(word(&part));
        } else if matches!(letters[start], '-' | '_' | '=' | '—' | '–') {
            let lift = if letters[start] == '_' { 0.0 } else { 0.3 * piece.size };
            let thin = Area { ..place(&part, piece.base - lift - 0.3, piece.base - lift + 0.3) };
            rules.push(Rule { area: thin });
        }
        start = end;
    }
}

fn has_run(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|at| run_at(&letters[at..]))
}

fn run_at(letters: &[char]) -> bool {
    letters.len() >= 4 && leads(letters[0]) && letters[1..4].iter().all(|c| *c == letters[0])
}

fn word(piece: &Fragment) -> Word {
    let (top, bottom) = (piece.base - 0.78 * piece.size, piece.base + 0.22 * piece.size);
    Word {
        text: piece.text.clone(),
        area: place(piece, top, bottom),
        size: piece.size as f32,
        bold: piece.bold > 0,
        confidence: 1.0,
    }
}

/// Back from the baseline's own axes to the page's.
fn place(piece: &Fragment, top: f64, bottom: f64) -> Area {
    let across = Vec2::new(-piece.along.y, piece.along.x);
    let point = |u: f64, v: f64| (piece.along * u + across * v).to_point();
    let rect = Rect::from_points(point(piece.from, top), point(piece.to, bottom))
        .union_pt(point(piece.from, bottom))
        .union_pt(point(piece.to, top));
    Area { x0: rect.x0 as f32, y0: rect.y0 as f32, x1: rect.x1 as f32, y1: rect.y1 as f32 }
}
