//! Lines without a sum: which item each of them belongs to.

use super::body::Body;
use super::grid::Row;
use super::sums::Sort;

/// Which lines without a sum belong to which anchor: `owners[line]` is a place in `anchors`.
pub(super) fn owners(rows: &[Row], body: &Body) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = vec![None; body.lines.len()];
    for (nth, anchor) in body.anchors.iter().enumerate() {
        owners[*anchor] = Some(nth);
    }
    let (Some(first), Some(last)) = (body.anchors.first().copied(), body.anchors.last().copied()) else {
        return owners;
    };
    let above = leading(rows, body, first, &mut owners);
    for (nth, pair) in body.anchors.windows(2).enumerate() {
        between(rows, body, (nth, pair[0], pair[1]), above, &mut owners);
    }
    trailing(rows, body, last, &mut owners);
    for (nth, anchor) in body.anchors.iter().enumerate() {
        // Its other half may be a line that the body left out.
        if let Some(half) = body.lines[*anchor].partner.and_then(|half| owners.get_mut(half)) {
            *half = Some(nth);
        }
    }
    owners
}

fn row<'a, 'b>(rows: &'a [Row<'b>], body: &Body, line: usize) -> &'a Row<'b> {
    &rows[body.lines[line].at]
}

/// White space between two lines, in points; very much where a page ends between them.
fn gap(rows: &[Row], body: &Body, upper: usize, lower: usize) -> f32 {
    let (upper, lower) = (row(rows, body, upper), row(rows, body, lower));
    if upper.page == lower.page { lower.area.y0 - upper.area.y1 } else { f32::MAX }
}

fn plain(body: &Body, line: usize) -> bool {
    body.lines[line].sort.is_none_or(|sort| sort == Sort::Adjustment)
}

/// Lines between the head and the first item, when they touch it.
fn leading(rows: &[Row], body: &Body, first: usize, owners: &mut [Option<usize>]) -> bool {
    let mut next = first;
    let mut any = false;
    for line in (0..first).rev() {
        if !plain(body, line)
            || gap(rows, body, line, next) > 0.35 * row(rows, body, next).height()
            || first - line > 3
        {
            break;
        }
        owners[line] = Some(0);
        any = true;
        next = line;
    }
    any
}

fn has_text(rows: &[Row], body: &Body, line: usize) -> bool {
    let (from, to) = body.text_zone();
    row(rows, body, line).words.iter().any(|word| {
        let middle = word.area.middle_x();
        middle >= from && middle < to && word.text.chars().any(char::is_alphabetic)
    })
}

/// Lines between two items belong to the upper one, unless white space or the place of their text says otherwise.
fn between(
    rows: &[Row],
    body: &Body,
    (nth, upper, lower): (usize, usize, usize),
    above: bool,
    owners: &mut [Option<usize>],
) {
    let inner: Vec<usize> = (upper + 1..lower).filter(|line| plain(body, *line)).collect();
    if inner.is_empty() {
        return;
    }
    let chain: Vec<usize> =
        std::iter::once(upper).chain(inner.iter().copied()).chain(std::iter::once(lower)).collect();
    let gaps: Vec<f32> = chain.windows(2).map(|pair| gap(rows, body, pair[0], pair[1])).collect();
    let widest = (0..gaps.len()).fold(0, |best, at| if gaps[at] > gaps[best] { at } else { best });
    let mut rest: Vec<f32> =
        gaps.iter().enumerate().filter(|(at, _)| *at != widest).map(|(_, gap)| *gap).collect();
    rest.sort_by(f32::total_cmp);
    let usual = rest.last().copied().unwrap_or(0.0);
    let clear = gaps[widest] > usual.max(0.0) * 1.3 + 1.5;
    let textless = !has_text(rows, body, upper) && !has_text(rows, body, lower);
    for (place, line) in inner.iter().enumerate() {
        // Gap number k stands before chain[k + 1]; inner line `place` is chain[place + 1].
        let to_upper = if clear {
            place < widest
        } else if textless || above && !has_text(rows, body, lower) {
            let middle = row(rows, body, *line).area.middle_y();
            let up = middle - row(rows, body, upper).area.middle_y();
            row(rows, body, upper).page == row(rows, body, *line).page
                && (row(rows, body, lower).page != row(rows, body, *line).page
                    || up <= row(rows, body, lower).area.middle_y() - middle)
        } else {
            true
        };
        owners[*line] = Some(if to_upper { nth } else { nth + 1 });
    }
    // What stands behind a page break is the page's own head, unless it touches the next item.
    for line in inner {
        let anchor = if owners[line] == Some(nth + 1) { lower } else { upper };
        if row(rows, body, anchor).page != row(rows, body, line).page {
            owners[line] = None;
        }
    }
}

/// Lines below the last item, as long as they follow closely and stand below its text.
fn trailing(rows: &[Row], body: &Body, last: usize, owners: &mut [Option<usize>]) {
    let nth = body.anchors.len() - 1;
    let (from, to) = body.text_zone();
    let mut before = last;
    for (line, owner) in owners.iter_mut().enumerate().take(last + 12).skip(last + 1) {
        let this = row(rows, body, line);
        let outside = this.words.iter().all(|word| word.area.x1 < from - 1.0 || word.area.x0 > to + 1.0);
        if !plain(body, line) || gap(rows, body, before, line) > 0.8 * this.height() {
            break;
        }
        // A code beside the names goes on below its own.
        if !outside {
            *owner = Some(nth);
        }
        before = line;
    }
}
