//! Whether words say a day: what a reader of receipts misses most, and what tells that a look at one was good.

use crate::tesseract::Seen;

/// How sure it is that this line says a day, in figures or with the name of its month: 0 to 1; none where it says none.
pub fn said(line: &[Seen]) -> Option<f32> {
    (0..line.len())
        .flat_map(|start| (1..=3).filter_map(move |count| line.get(start..start + count)))
        .find_map(|words| {
            let text: String = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            let sure = words.iter().map(|word| word.confidence).fold(1.0, f32::min);
            // Two figures for a year are soon misread, or are the half of four.
            holds(&text).map(|width| if width == 4 { sure.max(0.1) } else { sure * 0.8 })
        })
}

/// The figures of the year of the day in a text.
fn holds(text: &str) -> Option<usize> {
    let parts = parts(text);
    parts.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let apart = |one: &Part, two: &Part| one.sign == two.sign || b.month;
        match (a.width, b.width, c.width) {
            (4, 1 | 2, 1 | 2) if apart(a, b) && b.sign != ':' && year(a) && pair(b, c) => Some(4),
            (1 | 2, 1 | 2, 4) if apart(a, b) && a.sign != ':' && year(c) && pair(a, b) => Some(4),
            (1 | 2, 2, 2) if apart(a, b) && !matches!(a.sign, ':' | ' ' | '.') && year(c) && pair(a, b) => {
                Some(2)
            }
            _ => None,
        }
    })
}

/// A number, or the name of a month, and the sign behind it.
struct Part {
    value: u32,
    width: usize,
    month: bool,
    sign: char,
}

fn year(part: &Part) -> bool {
    !part.month
        && (part.width == 4 && (1990..2060).contains(&part.value)
            || part.width == 2 && (8..60).contains(&part.value))
}

/// Whether two numbers are a day and a month, in one order or the other.
fn pair(one: &Part, two: &Part) -> bool {
    let fits = |day: &Part, month: &Part| {
        !day.month && (1..=31).contains(&day.value) && (1..=12).contains(&month.value)
    };
    fits(one, two) || fits(two, one)
}

fn parts(text: &str) -> Vec<Part> {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let of_kind = |c: char| if first.is_ascii_digit() { c.is_ascii_digit() } else { c.is_alphabetic() };
        let length = rest.find(|c| !of_kind(c)).unwrap_or(rest.len());
        if length == 0 {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, behind) = rest.split_at(length);
        let sign = behind.chars().next().unwrap_or('\0');
        if let Ok(value) = word.parse() {
            parts.push(Part { value, width: word.len(), month: false, sign });
        } else if let Some(at) = MONTHS.iter().position(|month| word.to_uppercase().starts_with(month)) {
            parts.push(Part { value: at as u32 + 1, width: 2, month: true, sign });
        }
        rest = behind;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn days_are_told_from_other_figures() {
        for day in
            ["28/03/2017", "Date:2018-03-18", "15-07-18", "25 May 2017", "05-Jan-2017", "14 December, 2017"]
        {
            assert!(holds(day).is_some(), "{day}");
        }
        for other in
            ["13:18:48", "12.50 6.00", "03-6185 5688", "1 X 28.70", "31/13/2017", "05/01/1", "100 20 10"]
        {
            assert!(holds(other).is_none(), "{other}");
        }
    }
}
