//! A question as tokens: words without case and accents, numbers, amounts, dates, names in quotes.
use chrono::NaiveDate;
use kernel::Money;

/// One token, and where in the question it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// As it was written.
    pub text: String,
    /// Whether it began with a capital letter.
    pub capital: bool,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// A word, in lower case and without accents.
    Word(String),
    /// A number without punctuation that could be an id, a year, or an amount.
    Number(i64),
    /// An amount.
    Amount(Money),
    /// A share in percent.
    Percent(Money),
    /// A day.
    Day(NaiveDate),
    /// A mixture of letters and digits, or the name of a file: the number of an invoice perhaps.
    Code,
    /// What stood in quotes.
    Quoted,
    /// `#` before a number.
    Hash,
}

impl Token {
    /// The word that it is.
    pub fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The amount that it is, also where it is a plain number.
    pub fn amount(&self) -> Option<Money> {
        match self.kind {
            Kind::Amount(amount) => Some(amount),
            Kind::Number(number) => number.checked_mul(Money::SCALE).map(Money::from_units),
            _ => None,
        }
    }
}

/// Longest question that is looked at, in tokens.
pub const MOST: usize = 200;

/// Cuts a question into tokens.
pub fn tokens(question: &str) -> Vec<Token> {
    let mut found = vec![];
    let mut rest = question;
    while found.len() < MOST {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || SKIPPED.contains(c));
        let Some(first) = rest.chars().next() else { break };
        if let Some((inside, after)) = quoted(rest, first) {
            if !inside.trim().is_empty() {
                found.push(Token { kind: Kind::Quoted, text: inside.trim().to_owned(), capital: true });
            }
            rest = after;
            continue;
        }
        if first == '#' {
            found.push(Token { kind: Kind::Hash, text: "#".into(), capital: false });
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || SKIPPED.contains(c)).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end.max(first.len_utf8()));
        pieces(piece, &mut found);
        rest = after;
    }
    found.truncate(MOST);
    found
}

const SKIPPED: &str = "?!;()[]{}<>=*|\u{201a}\u{2026}";

fn quoted(text: &str, first: char) -> Option<(&str, &str)> {
    let close = match first {
        '"' => '"',
        '\u{201c}' | '\u{201e}' => '\u{201d}',
        '\u{ab}' => '\u{bb}',
        _ => return None,
    };
    let inside = &text[first.len_utf8()..];
    let end = inside.find(|c| c == close || (first == '\u{201e}' && c == '\u{201c}'));
    let Some(end) = end else { return Some(("", inside)) };
    let width = inside[end..].chars().next().map_or(0, char::len_utf8);
    Some((&inside[..end], &inside[end + width..]))
}

/// What stands between two spaces: one token, or an amount with the sign of a currency beside it.
fn pieces(piece: &str, found: &mut Vec<Token>) {
    let piece = piece.trim_matches(|c: char| ",.:'\"\u{2019}\u{2018}\u{201d}\u{201c}".contains(c));
    let piece = piece.strip_suffix("'s").or(piece.strip_suffix("\u{2019}s")).unwrap_or(piece);
    if piece.is_empty() {
        return;
    }
    for (sign, code) in
        [("\u{20ac}", "eur"), ("\u{20b9}", "inr"), ("$", "usd"), ("\u{a3}", "gbp"), ("\u{a5}", "jpy")]
    {
        let amount = piece.strip_prefix(sign).or(piece.strip_suffix(sign));
        if let Some(amount) = amount {
            pieces(amount, found);
            found.push(Token { kind: Kind::Word(code.into()), text: code.into(), capital: true });
            return;
        }
    }
    let capital = piece.chars().next().is_some_and(char::is_uppercase);
    let kind = kind(piece);
    // `incl./excl.`, `and/or`, `flagged/rejected`: words on both sides of a stroke.
    if kind == Kind::Code && piece.split('/').count() == 2 && !piece.contains(|c: char| c.is_ascii_digit()) {
        piece.split('/').for_each(|part| pieces(part, found));
        return;
    }
    found.push(Token { kind, text: piece.to_owned(), capital });
}

fn kind(piece: &str) -> Kind {
    if let Some(day) = day(piece) {
        return Kind::Day(day);
    }
    if let Some(percent) = piece.strip_suffix('%').and_then(amount) {
        return Kind::Percent(percent);
    }
    if piece.bytes().all(|b| b.is_ascii_digit()) {
        if let Some(number) = piece.parse().ok().filter(|_| piece.len() <= 15) {
            return Kind::Number(number);
        }
        return Kind::Code;
    }
    if let Some(amount) = amount(piece) {
        return Kind::Amount(amount);
    }
    let plain = plain(piece);
    let letters = plain.chars().all(|c| c.is_alphabetic() || "-'\u{2019}&.".contains(c));
    let dotted_name = plain.contains('.') && ENDINGS.iter().any(|ending| plain.ends_with(ending));
    if letters && !dotted_name {
        return Kind::Word(plain.replace(['-', '\'', '\u{2019}'], "").trim_matches('.').to_owned());
    }
    if plain == "&" { Kind::Word("and".into()) } else { Kind::Code }
}

const ENDINGS: &[&str] = &[".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".xml", ".json"];

/// In lower case and without the accents of the languages that are written with these letters.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'à' | 'á' | 'â' | 'ã' | 'å' | 'ą' | 'ā' => out.push('a'),
            'ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ø' => out.push('o'),
            'ü' | 'ù' | 'ú' | 'û' | 'ů' | 'ū' => out.push('u'),
            'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'í' | 'ì' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ç' | 'č' | 'ć' => out.push('c'),
            'ñ' | 'ń' => out.push('n'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A day: `2026-03-31`, `31.03.2026`, `31/3/2026`, `31-3-26`.
fn day(text: &str) -> Option<NaiveDate> {
    let mark = ['-', '.', '/'].into_iter().find(|mark| text.matches(*mark).count() == 2)?;
    let parts = text.split(mark).collect::<Vec<_>>();
    let numbers = parts.iter().map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()?;
    let &[a, b, c] = numbers.as_slice() else { return None };
    let (year, month, day) = if parts[0].len() == 4 { (a, b, c) } else { (c, b, a) };
    let year = if year < 100 { year + 2000 } else { year };
    let (year, both) = (i32::try_from(year).ok().filter(|y| (1990..2100).contains(y))?, (month, day));
    // An American writes the month first; that is taken where it can't be otherwise.
    NaiveDate::from_ymd_opt(year, both.0, both.1)
        .or_else(|| (parts[0].len() != 4).then(|| NaiveDate::from_ymd_opt(year, both.1, both.0)).flatten())
}

/// An amount: `1,234.50`, `1.234,50`, `12,08,075.00`, `5k`, `2.5m`, `3lakh`, `-10`.
pub fn amount(text: &str) -> Option<Money> {
    let text = plain(text);
    let start = text.find(|c: char| !c.is_ascii_digit() && !".,-'".contains(c)).unwrap_or(text.len());
    let (digits, unit) = text.split_at(start);
    let scale = scale(unit)?;
    let (sign, digits) = digits.strip_prefix('-').map_or((1, digits), |rest| (-1, rest));
    if digits.contains('-')
        || !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let last = digits.rfind(['.', ',']);
    let kinds = [digits.matches('.').count(), digits.matches(',').count()];
    let point = last.filter(|at| {
        let after = digits.len() - at - 1;
        // Two signs: the last is the point. One sign once: a point unless three digits follow a comma.
        match kinds {
            [0, 1] => after != 3,
            [1, 0] => after != 3 || scale != 1,
            [0, _] | [_, 0] => false,
            _ => true,
        }
    });
    let (whole, fraction) = point.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if fraction.len() > 4 || whole.len() > 12 {
        return None;
    }
    let units: i64 = format!("{whole}{fraction:0<4}").parse().ok()?;
    units.checked_mul(sign)?.checked_mul(scale).map(Money::from_units)
}

/// By how much a word after a number makes it larger.
pub fn scale(word: &str) -> Option<i64> {
    Some(match word {
        "" => 1,
        "k" | "thousand" | "tausend" | "hazaar" | "hazar" => 1_000,
        "l" | "lakh" | "lakhs" | "lac" | "lacs" => 100_000,
        "m" | "mn" | "million" | "millions" | "mio" | "millionen" => 1_000_000,
        "cr" | "crore" | "crores" => 10_000_000,
        _ => return None,
    })
}

/// How many keys were hit wrong: insertions, deletions, substitutions and swaps, up to `most`; more is `None`.
pub fn slips(a: &str, b: &str, most: usize) -> Option<usize> {
    let (a, b) = (a.chars().collect::<Vec<_>>(), b.chars().collect::<Vec<_>>());
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = vec![];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (row[j] + 1).min(next[j - 1] + 1).min(row[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(before[j - 2] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|slips| *slips <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Option<Money> {
        text.parse().ok()
    }

    #[test]
    fn amounts_of_many_countries() {
        for (written, is) in [
            ("1,234.50", "1234.5"),
            ("1.234,50", "1234.5"),
            ("12,08,075.00", "1208075"),
            ("1'000.5", "1000.5"),
            ("5k", "5000"),
            ("2.5m", "2500000"),
            ("3lakh", "300000"),
            ("1,5", "1.5"),
            ("1,500", "1500"),
            ("-10.25", "-10.25"),
        ] {
            assert_eq!(amount(written), money(is), "{written}");
        }
        assert_eq!((amount("abc"), amount("1-2"), amount("12x")), (None, None, None));
    }

    #[test]
    fn tokens_are_cut_where_people_would() {
        let kinds = |text: &str| tokens(text).into_iter().map(|token| token.kind).collect::<Vec<_>>();
        assert_eq!(kinds("Überfällig?"), [Kind::Word("uberfallig".into())]);
        assert_eq!(kinds("INV-2026/007 #12"), [Kind::Code, Kind::Hash, Kind::Number(12)]);
        assert_eq!(
            kinds("18% 31.03.2026"),
            [
                Kind::Percent(Money::from_units(180_000)),
                Kind::Day(NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")),
            ]
        );
        assert_eq!(kinds("scan 4.pdf"), [Kind::Word("scan".into()), Kind::Code]);
        assert_eq!(kinds("\"Acme & Co\""), [Kind::Quoted]);
        assert_eq!(kinds("Acme's"), [Kind::Word("acme".into())]);
        assert_eq!(
            kinds("\u{20b9}1,00,000"),
            [Kind::Amount(Money::from_units(100_000 * Money::SCALE)), Kind::Word("inr".into())]
        );
        assert_eq!(kinds("flagged/rejected").len(), 2);
    }

    #[test]
    fn slips_are_counted() {
        assert_eq!(slips("flagged", "flaged", 2), Some(1));
        assert_eq!(slips("invioces", "invoices", 2), Some(1), "a swap is one");
        assert_eq!(slips("vendor", "lender", 1), None);
    }

    proptest! {
        #[test]
        fn no_question_is_too_strange(question in ".{0,200}") {
            prop_assert!(tokens(&question).len() <= MOST);
        }

        #[test]
        fn slips_are_the_same_both_ways(a in "[a-e]{0,8}", b in "[a-e]{0,8}") {
            prop_assert_eq!(slips(&a, &b, 9), slips(&b, &a, 9));
        }
    }
}
