//! The figures of a text, and whether each of them was given by a tool.
use std::collections::BTreeSet;

/// Numbers in words, from where on they count as figures: one is also a pronoun.
const WORDS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("lakh", "100000"),
    ("million", "1000000"),
    ("crore", "10000000"),
    ("billion", "1000000000"),
    ("dozen", "12"),
    ("half", "0.5"),
    ("twice", "2"),
    ("double", "2"),
    ("triple", "3"),
    ("none", "0"),
    ("zero", "0"),
];

/// Every figure of a text, in one form: digits, and a point before decimals that are not zero. A number whose marks
/// can be read in two ways counts in both.
pub fn figures(text: &str) -> Vec<BTreeSet<String>> {
    let mut found = vec![];
    let chars = text.chars().collect::<Vec<_>>();
    let mut at = 0;
    while at < chars.len() {
        if let Some(digit) = chars[at].to_digit(10).or(other_digit(chars[at])) {
            let start = at;
            let mut number = digit.to_string();
            at += 1;
            while at < chars.len() {
                let next = chars.get(at + 1).copied().and_then(value);
                match chars[at] {
                    c if value(c).is_some() => number.extend(value(c).map(|d| d.to_string())),
                    c @ ('.' | ',') if next.is_some() => number.push(c),
                    // Spaces group thousands, if three digits follow and no more.
                    ' ' | '\u{a0}' | '\u{202f}' | '\'' | '\u{2019}' if groups(&chars, start, at) => {}
                    _ => break,
                }
                at += 1;
            }
            found.push(readings(&number));
        } else {
            at += 1;
        }
    }
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !c.is_alphabetic()) {
        if let Some((_, figure)) = WORDS.iter().find(|(name, _)| *name == word) {
            found.push([(*figure).to_owned()].into());
        }
    }
    found
}

fn value(c: char) -> Option<u32> {
    c.to_digit(10).or(other_digit(c))
}

/// Digits of other scripts, and small ones.
fn other_digit(c: char) -> Option<u32> {
    let from = |zero: char| (c as u32).checked_sub(zero as u32).filter(|d| *d < 10);
    ['\u{966}', '\u{660}', '\u{6f0}', '\u{ff10}', '\u{2080}', '\u{9e6}', '\u{2070}']
        .into_iter()
        .find_map(from)
}

fn groups(chars: &[char], start: usize, at: usize) -> bool {
    let digits = chars[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let before = chars[start..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    digits == 3 && before <= 3
}

fn readings(number: &str) -> BTreeSet<String> {
    let plain = |whole: &str, fraction: &str| {
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let whole = if whole.is_empty() { "0" } else { whole };
        if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
    };
    let mut all = BTreeSet::new();
    let last = number.rfind(['.', ',']);
    let kinds = [number.matches('.').count(), number.matches(',').count()];
    match last {
        None => drop(all.insert(plain(number, ""))),
        Some(at) => {
            let after = &number[at + 1..];
            let mark = &number[at..=at];
            let once = number.matches(mark).count() == 1;
            if once {
                all.insert(plain(&number[..at], after));
            }
            // All marks group thousands.
            if after.len() == 3 && (kinds[0] == 0 || kinds[1] == 0) {
                all.insert(plain(number, ""));
            }
            if all.is_empty() {
                all.insert(plain(number, ""));
            }
        }
    }
    all
}

/// The figures of `text` that are in none of `sources`.
pub fn invented(text: &str, sources: &[&str]) -> Vec<String> {
    let known = sources.iter().flat_map(|source| figures(source)).flatten().collect::<BTreeSet<_>>();
    // Every reading must be known to be safe: "1.234" is not let through as 1234 when only 1.234 was given.
    let strange = |readings: &BTreeSet<String>| !readings.iter().any(|reading| known.contains(reading));
    figures(text).into_iter().filter(strange).filter_map(|readings| readings.into_iter().next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_known_in_every_dress() {
        let given = r#"{"amount": 1208075.50, "count": 3, "day": "2026-03-15", "rate": 18.00}"#;
        for fine in [
            "It is INR 12,08,075.50 in 3 invoices.",
            "1.208.075,50 EUR",
            "1 208 075.5",
            "Three invoices on 15 March 2026 at 18 %.",
            "No figures at all.",
        ] {
            assert_eq!(invented(fine, &[given]), Vec::<String>::new(), "{fine}");
        }
        for (wrong, figure) in [
            ("It is 1,208,076.", "1208076"),
            ("About 1.2 million.", "1.2"),
            ("There are four.", "4"),
            ("17 %", "17"),
            ("\u{967}\u{966}", "10"),
            ("a dozen", "12"),
        ] {
            assert_eq!(invented(wrong, &[given]).first().map(String::as_str), Some(figure), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_was_given_is_never_refused(whole in 0u32..10_000_000, cents in 0u32..100) {
            let given = format!("{whole}.{cents:02}");
            prop_assert!(invented(&given, &[given.as_str()]).is_empty());
        }

        #[test]
        fn no_text_is_too_strange(text in ".{0,80}") {
            prop_assert!(invented(&text, &[&text]).is_empty());
        }
    }
}
