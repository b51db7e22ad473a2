//! Where one column ends and the next begins, from the cells below the heads.

use reading::Word;

use super::figure::{self, Number, Style};
use super::grid::Row;
use super::header::Column;
use super::heads::Head;

/// Widest page that is looked at, in points.
const WIDTH: usize = 2_400;

/// Sets `from` and `to` of every column: between two heads, where the fewest words are cut.
pub(super) fn bounds(columns: &mut [Column], rows: &[&Row]) {
    let mut cover = vec![0_i32; WIDTH + 2];
    for row in rows {
        for word in &row.words {
            let from = clamp(word.area.x0 + 0.5);
            let to = clamp(word.area.x1 - 0.5).max(from);
            cover[from] += 1;
            cover[to + 1] -= 1;
        }
    }
    let mut sum = 0;
    for count in &mut cover {
        sum += *count;
        *count = sum;
    }
    let last = columns.len().saturating_sub(1);
    for at in 0..last {
        let (left, right) = (&columns[at], &columns[at + 1]);
        let (from, to) = ((left.x0 + left.x1) / 2.0, (right.x0 + right.x1) / 2.0);
        let mut cut = emptiest(&cover, clamp(from), clamp(to).max(clamp(from)), left, right);
        if right.head == Head::Text {
            // Names begin below their head or before it, even where the sample has none.
            cut = cut.min((right.x0 - 0.5).max(left.x0));
        }
        columns[at].to = cut;
        columns[at + 1].from = cut;
    }
    if let Some(first) = columns.first_mut() {
        first.from = f32::MIN;
    }
    if let Some(last) = columns.last_mut() {
        last.to = f32::MAX;
    }
}

fn clamp(x: f32) -> usize {
    x.clamp(0.0, WIDTH as f32) as usize
}

/// The middle of the widest stretch with the fewest words over it.
fn emptiest(cover: &[i32], from: usize, to: usize, left: &Column, right: &Column) -> f32 {
    let fewest = cover[from..=to].iter().copied().min().unwrap_or(0);
    let mut best = (0_usize, from);
    let mut start = None;
    let beyond = std::iter::once(i32::MAX);
    for (x, count) in (from..).zip(cover[from..=to].iter().copied().chain(beyond)) {
        let empty = count == fewest;
        match (empty, start) {
            (true, None) => start = Some(x),
            (false, Some(first)) => {
                // A stretch between the two heads is worth more than one inside of them.
                let between = first as f32 >= left.x1 - 2.0 && x as f32 <= right.x0 + 2.0;
                let width = (x - first) * if between { 2 } else { 1 };
                if width > best.0 {
                    best = (width, (first + x) / 2);
                }
                start = None;
            }
            _ => {}
        }
    }
    if best.0 == 0 { (left.x1 + right.x0) / 2.0 } else { best.1 as f32 }
}

/// Where the numbers of two columns ended up in one, and the other is empty, the border moves between them.
pub(super) fn rebalance(columns: &mut [Column], rows: &[&Row], style: Style) {
    for at in 0..columns.len().saturating_sub(1) {
        if !columns[at].head.numeric() || !columns[at + 1].head.numeric() {
            continue;
        }
        let (mut left, mut right, mut fair) = (Vec::new(), Vec::new(), 0_usize);
        for row in rows {
            let words = &row.words;
            let mut mine = (Vec::new(), Vec::new());
            for (_, word) in numbers(words, style) {
                let column = of(columns, words[word]);
                if column == at {
                    mine.0.push(words[word]);
                } else if column == at + 1 {
                    mine.1.push(words[word]);
                }
            }
            match (mine.0.as_slice(), mine.1.as_slice()) {
                ([.., one, two], []) => left.push((one.area.x1 + two.area.x0) / 2.0),
                ([], [one, two, ..]) => right.push((one.area.x1 + two.area.x0) / 2.0),
                ([_, ..], [_, ..]) => fair += 1,
                _ => {}
            }
        }
        let moved = if left.len() > right.len() { left } else { right };
        if moved.len() > fair {
            let cut = moved.iter().sum::<f32>() / moved.len() as f32;
            columns[at].to = cut;
            columns[at + 1].from = cut;
        }
    }
}

/// The column in which a word stands.
pub(super) fn of(columns: &[Column], word: &Word) -> usize {
    let middle = word.area.middle_x();
    columns.iter().position(|column| middle < column.to).unwrap_or(columns.len().saturating_sub(1))
}

/// The numbers among words, with signs and groups that are words of their own taken in.
pub(super) fn numbers(words: &[&Word], style: Style) -> Vec<(Number, usize)> {
    let mut found: Vec<(Number, usize)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let text = words[at].text.as_str();
        // "1 234,56": a group of three follows closely.
        let mut joined = String::new();
        let mut last = at;
        while last + 1 < words.len() && last - at < 3 && groups(words[last], words[last + 1]) {
            if joined.is_empty() {
                joined.push_str(text);
            }
            joined.push(' ');
            joined.push_str(&words[last + 1].text);
            last += 1;
        }
        let whole =
            if last > at { figure::parse(&joined, style).filter(|number| number.decimals > 0) } else { None };
        let end = if whole.is_some() { last } else { at };
        if let Some(mut number) = whole.or_else(|| figure::parse(text, style)) {
            let before = at.checked_sub(1).map(|before| words[before]);
            let close = |a: &Word, b: &Word| b.area.x0 - a.area.x1 < 0.6 * b.size.max(4.0);
            if let Some(sign) = before.filter(|sign| close(sign, words[at])) {
                if matches!(sign.text.as_str(), "-" | "−" | "–") && number.value > 0 {
                    number.value = -number.value;
                }
                number.money |= figure::is_currency(&sign.text);
            }
            if let Some(after) = words.get(end + 1).filter(|after| close(words[end], after)) {
                number.percent |= after.text.starts_with('%');
                number.money |= figure::is_currency(&after.text);
            }
            found.push((number, end));
        }
        at = end + 1;
    }
    found
}

/// Whether a group of three digits follows one of up to three.
pub(super) fn groups(one: &Word, next: &Word) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let head = one.text.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let near = next.area.x0 - one.area.x1 < 0.65 * next.size.max(4.0);
    let group = next.text.get(..3).is_some_and(digits) && !next.text.get(3..4).is_some_and(digits);
    near && digits(head) && head.len() <= 3 && group
}

/// The last column of the table that holds sums of money.
pub(super) fn sums(columns: &[Column]) -> Option<usize> {
    let last = |head: Head| columns.iter().rposition(|column| column.head == head);
    let (net, total) = (last(Head::Net), last(Head::Total));
    net.max(total)
}
