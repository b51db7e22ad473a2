//! Numbers that differ by a slip.
use crate::check::history::split_number;

/// How surely two numbers, which are not equal, are meant to be one, and how they differ; none where they are two.
pub fn near(a: &str, b: &str) -> Option<(f64, &'static str)> {
    if a == b || a.chars().count().min(b.chars().count()) < 3 {
        return None;
    }
    if unmistaken(a) == unmistaken(b) {
        return Some((0.90, "with characters that look alike"));
    }
    if is_within(a, b) || is_within(b, a) {
        return Some((0.88, "that is the same but for its beginning or end"));
    }
    // Numbers that follow each other are two invoices, though only a digit differs.
    if follow(a, b) {
        return None;
    }
    if is_swapped(a, b) {
        return Some((0.86, "with two characters exchanged"));
    }
    // Two of four digits differ between most numbers of a series.
    let slips = match a.chars().count().min(b.chars().count()) {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    (distance(a, b) <= slips).then_some((0.75, "that differs by one or two characters"))
}

/// Characters that readers and people mistake for each other, as one.
fn unmistaken(number: &str) -> String {
    let one = |c: char| match c {
        'O' | 'Q' | 'D' => '0',
        'I' | 'L' => '1',
        'Z' => '2',
        'S' => '5',
        'G' => '6',
        'B' => '8',
        c => c,
    };
    number.chars().map(one).collect()
}

/// Whether one number is the other with letters before it, or a letter behind it: `INV1023`, `1023A`.
fn is_within(short: &str, long: &str) -> bool {
    let letters = |rest: &str| !rest.is_empty() && rest.chars().all(char::is_alphabetic);
    let before = long.strip_suffix(short).is_some_and(|rest| letters(rest.trim_end_matches('0')));
    let after = long.strip_prefix(short).is_some_and(|rest| rest.chars().count() <= 4 && letters(rest));
    short.chars().count() >= 3 && short.chars().any(|c| c.is_ascii_digit()) && (before || after)
}

/// Whether two numbers are of one series, and not far apart.
fn follow(a: &str, b: &str) -> bool {
    matches!((split_number(a), split_number(b)), (Some((before, x)), Some((after, y))) if before == after && x.abs_diff(y) <= 60)
}

/// Whether two neighbours are exchanged and nothing else differs.
fn is_swapped(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() != b.len() {
        return false;
    }
    let differ: Vec<usize> = (0..a.len()).filter(|at| a[*at] != b[*at]).collect();
    matches!(differ[..], [x, y] if y == x + 1 && a[x] == b[y] && a[y] == b[x])
}

/// How many characters must be changed, put in or left out to make one of the other (Levenshtein).
pub fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, c) in a.chars().enumerate() {
        let mut left = i + 1;
        let mut above = std::mem::replace(&mut row[0], left);
        for (j, d) in b.iter().enumerate() {
            let here = (above + usize::from(c != *d)).min(left + 1).min(row[j + 1] + 1);
            above = std::mem::replace(&mut row[j + 1], here);
            left = here;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slips_are_known() {
        assert_eq!(near("INV1O23", "INV1023").map(|one| one.0), Some(0.90));
        assert_eq!(near("1023", "INV1023").map(|one| one.0), Some(0.88));
        assert_eq!(near("INV1023", "INV1023A").map(|one| one.0), Some(0.88));
        assert_eq!(near("INV7081", "INV7801").map(|one| one.0), Some(0.86));
        assert_eq!(near("INV48123", "INV40123").map(|one| one.0), Some(0.75));
        assert_eq!(near("INV1023", "INV1024"), None, "the next invoice");
        assert_eq!(near("2025011", "2025012"), None);
        assert_eq!(near("7", "8"), None);
        assert_eq!(near("AB123456", "XY987654"), None);
    }

    proptest! {
        #[test]
        fn distance_is_a_metric(a in "[A-Z0-9]{0,8}", b in "[A-Z0-9]{0,8}", c in "[A-Z0-9]{0,8}") {
            prop_assert_eq!(distance(&a, &b), distance(&b, &a));
            prop_assert_eq!(distance(&a, &b) == 0, a == b);
            prop_assert!(distance(&a, &c) <= distance(&a, &b) + distance(&b, &c));
        }

        #[test]
        fn likeness_of_numbers_has_no_direction(a in "[A-Z0-9]{0,9}", b in "[A-Z0-9]{0,9}") {
            prop_assert_eq!(near(&a, &b), near(&b, &a));
        }
    }
}
