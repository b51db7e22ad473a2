//! Reading order: lines from top to bottom, in a line from left to right.

use crate::page::Word;

/// A line while it grows.
struct Line {
    top: f32,
    bottom: f32,
    words: Vec<Word>,
}

/// Puts words into reading order.
pub fn sort(words: Vec<Word>) -> Vec<Word> {
    let mut words = words;
    words.sort_by(|a, b| a.area.middle_y().total_cmp(&b.area.middle_y()));
    let mut lines: Vec<Line> = Vec::new();
    for word in words {
        let start = lines.len().saturating_sub(6);
        let best = (start..lines.len())
            .map(|index| (index, belongs(&lines[index], &word)))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, share)| *share > 0.5);
        match best {
            Some((index, _)) => lines[index].words.push(word),
            None => lines.push(Line { top: word.area.y0, bottom: word.area.y1, words: vec![word] }),
        }
    }
    lines.sort_by(|a, b| (a.top + a.bottom).total_cmp(&(b.top + b.bottom)));
    let mut sorted = Vec::new();
    for mut line in lines {
        line.words.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
        sorted.append(&mut line.words);
    }
    sorted
}

/// How much of the lower of both, line or word, both share.
fn belongs(line: &Line, word: &Word) -> f32 {
    let shared = line.bottom.min(word.area.y1) - line.top.max(word.area.y0);
    let lower = (line.bottom - line.top).min(word.area.height()).max(0.1);
    shared / lower
}
