//! Numbers in the cells of a table.

/// Which character parts the decimals where one number alone can't tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Point,
    Comma,
}

/// A number as it stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// In 10⁻⁴.
    pub value: i64,
    pub decimals: u8,
    /// With a percent sign.
    pub percent: bool,
    /// With a currency's sign or code.
    pub money: bool,
}

impl Number {
    /// Whether it looks like money: decimals as a price has them, or a sign.
    pub(super) fn amount(&self) -> bool {
        !self.percent && (self.money || (2..=4).contains(&self.decimals))
    }
}

const SIGNS: &str = "€$£¥₹₺₽₴₪₩฿₫₦";
const CODES: [&str; 46] = [
    "EUR", "USD", "GBP", "INR", "RS", "RS.", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN",
    "CAD", "AUD", "NZD", "SGD", "HKD", "JPY", "CNY", "MYR", "RM", "AED", "SAR", "ZAR", "BRL", "R$", "S$",
    "A$", "C$", "US$", "MXN", "ARS", "COP", "CLP", "KR", "KR.", "ZŁ", "KČ", "FT", "LEI", "TRY", "TL", "FR.",
];

/// Whether a word is nothing but the name or sign of a currency.
pub(super) fn is_currency(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| matches!(letter, '(' | ')' | '[' | ']' | ':' | ','));
    !word.is_empty() && (word.chars().all(|letter| SIGNS.contains(letter)) || is_code(word))
}

/// Votes over all words of a document which style it uses.
pub(super) fn style<'a>(words: impl Iterator<Item = &'a str>) -> Style {
    let (mut points, mut commas) = (0_i32, 0_i32);
    for word in words {
        let core = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        let Some(at) = core.rfind(['.', ',']) else { continue };
        let (whole, decimals) = (&core[..at], &core[at + 1..]);
        if decimals.len() != 2 && !(decimals.len() == 1 && word.ends_with('%')) && !whole.contains(['.', ','])
        {
            continue;
        }
        let digits = |text: &str| {
            text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''))
        };
        if !digits(whole) || !decimals.bytes().all(|byte| byte.is_ascii_digit()) || decimals.len() == 3 {
            continue;
        }
        // Dates like 01.02.24 have the same sign twice, an amount never.
        let sign = &core[at..=at];
        if whole.contains(sign) {
            continue;
        }
        let weight = if whole.contains(['.', ',']) { 3 } else { 1 };
        if sign == "." { points += weight } else { commas += weight }
    }
    if commas > points { Style::Comma } else { Style::Point }
}

/// Reads a word as a number, signs and codes of currencies around it allowed.
pub(super) fn parse(word: &str, style: Style) -> Option<Number> {
    if !word.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut text = word.trim_end_matches([':', ';', '*']);
    let mut negative = false;
    let mut money = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        text = inner;
    }
    let mut percent = false;
    loop {
        let before = text;
        if let Some(rest) = text.strip_prefix(['-', '−', '–', '+']) {
            negative |= !text.starts_with('+');
            text = rest;
        }
        if let Some(rest) = text.strip_suffix(['-', '−', '–', '—']) {
            // "25,-" are whole units.
            let whole = rest.ends_with([',', '.']);
            negative |= !whole;
            money |= whole;
            text = rest.trim_end_matches([',', '.']);
        }
        if let Some(rest) = text.strip_suffix('%') {
            percent = true;
            text = rest;
        }
        let bare = text.trim_matches(|letter| SIGNS.contains(letter));
        money |= bare.len() != text.len();
        text = without_code(bare, &mut money);
        // "49.50T": taxed, as some American programs mark it.
        if let Some(rest) = text.strip_suffix(['T', 'X']).filter(|rest| is_priced(rest)) {
            text = rest;
        }
        if text == before || text.is_empty() {
            break;
        }
    }
    // "14.490,–" has no cents: its point parts thousands.
    let whole = word.contains([',', '.']) && money && text.len() < word.len() && ends_whole(word);
    let spelt;
    if whole {
        spelt = format!("{text}{}00", if style_comma(word) { ',' } else { '.' });
        text = &spelt;
    }
    let (value, decimals) = digits(text, style)?;
    Some(Number { value: if negative { -value } else { value }, decimals, percent, money })
}

/// "25,-" and "135.–".
fn ends_whole(word: &str) -> bool {
    let body = word.trim_end_matches([':', ';', '*', ' ']).trim_end_matches(|c| SIGNS.contains(c));
    let digits = body.trim_end_matches(['-', '−', '–', '—']);
    digits.len() < body.len() && digits.ends_with([',', '.'])
}

/// Whether the mark before the dash is a comma.
fn style_comma(word: &str) -> bool {
    word.rfind([',', '.']).is_some_and(|at| word[at..].starts_with(','))
}

/// Digits with two decimals.
fn is_priced(text: &str) -> bool {
    let cents = text.rsplit_once(['.', ',']).map(|(_, cents)| cents);
    cents.is_some_and(|cents| cents.len() == 2 && cents.bytes().all(|b| b.is_ascii_digit()))
}

/// Takes the code of a currency off either end.
fn without_code<'a>(text: &'a str, money: &mut bool) -> &'a str {
    let number = |letter: char| letter.is_ascii_digit() || letter == '-';
    let first = text.find(number).unwrap_or(0);
    if first > 0 && is_code(&text[..first]) {
        *money = true;
        return &text[first..];
    }
    let end = text.rfind(number).map_or(text.len(), |last| last + 1);
    if end < text.len() && is_code(&text[end..]) {
        *money = true;
        return &text[..end];
    }
    text
}

fn is_code(text: &str) -> bool {
    let arabic = |letter: char| matches!(letter, '\u{600}'..='\u{6ff}' | '.');
    (text.len() <= 5 && CODES.contains(&text.to_uppercase().as_str()))
        || (text.chars().count() <= 5 && text.chars().any(|letter| letter != '.') && text.chars().all(arabic))
}

fn digits(text: &str, style: Style) -> Option<(i64, u8)> {
    let allowed = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\'' | b' ');
    let plain: String = text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").replace('’', "'");
    if plain.len() > 24 || !plain.bytes().all(allowed) {
        return None;
    }
    let plain = plain
        .strip_suffix(['.', ','])
        .filter(|rest| rest.contains(['.', ',']) || rest.len() < 4)
        .unwrap_or(&plain);
    let first_is_digit = plain.starts_with(|letter: char| letter.is_ascii_digit());
    let short =
        plain.strip_prefix(['.', ',']).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if !plain.ends_with(|letter: char| letter.is_ascii_digit()) || !(first_is_digit || short) {
        return None;
    }
    let at = decimal_mark(plain, style);
    let (whole, decimals) = at.map_or((plain, ""), |at| (&plain[..at], &plain[at + 1..]));
    if decimals.len() > 8 || !grouped(whole) || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut value: i64 = 0;
    for digit in whole.bytes().filter(u8::is_ascii_digit) {
        value = value.checked_mul(10)?.checked_add(i64::from(digit - b'0'))?;
    }
    value = value.checked_mul(10_000)?;
    let mut unit = 1_000;
    for digit in decimals.bytes() {
        value = value.checked_add(i64::from(digit - b'0') * unit)?;
        unit /= 10;
    }
    Some((value, decimals.len() as u8))
}

/// Where the decimals begin, None where there are none.
fn decimal_mark(text: &str, style: Style) -> Option<usize> {
    let last = text.rfind(['.', ','])?;
    let mark = text.as_bytes()[last];
    let other = if mark == b'.' { ',' } else { '.' };
    if text[..last].contains(other) || text[..last].contains(['\'', ' ']) {
        return Some(last);
    }
    if text[..last].contains(mark as char) {
        return None;
    }
    let after = text.len() - last - 1;
    let decimal = if style == Style::Point { b'.' } else { b',' };
    (after != 3 || mark == decimal || last > 3 || text.starts_with('0')).then_some(last)
}

/// Whether the groups are those of a number: 1,234,567 or 12,34,567.
fn grouped(whole: &str) -> bool {
    let mut groups = whole.split(['.', ',', '\'', ' ']);
    let first = groups.next().unwrap_or("");
    let rest: Vec<&str> = groups.collect();
    if rest.is_empty() {
        return first.len() <= 13;
    }
    let last_is_three = rest.last().is_some_and(|group| group.len() == 3);
    let inner = &rest[..rest.len() - 1];
    last_is_three
        && (1..=3).contains(&first.len())
        && (inner.iter().all(|group| group.len() == 3)
            || (whole.contains(',') && inner.iter().all(|group| group.len() == 2)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<i64> {
        parse(text, Style::Point).map(|number| number.value)
    }

    #[test]
    fn amounts_of_many_countries() {
        assert_eq!(value("1.234,56"), Some(12_345_600));
        assert_eq!(value("1,234.56"), Some(12_345_600));
        assert_eq!(value("1'234.56"), Some(12_345_600));
        assert_eq!(value("12,08,075.00"), Some(12_080_750_000));
        assert_eq!(value("€125,00"), Some(1_250_000));
        assert_eq!(value("EUR125,00"), Some(1_250_000));
        assert_eq!(value("-5.00-"), Some(-50_000));
        assert_eq!(value("(5.00)"), Some(-50_000));
        assert_eq!(value("0,0520"), Some(520));
        assert_eq!(value("10000,0000"), Some(100_000_000));
        assert_eq!(parse("1.234", Style::Comma).map(|number| number.value), Some(12_340_000));
        assert_eq!(parse("1.234", Style::Point).map(|number| number.value), Some(12_340));
        assert_eq!(value("25,-"), Some(250_000));
        assert_eq!(value("275.00س.ر"), Some(2_750_000));
        assert_eq!(
            parse("21,0%", Style::Comma).map(|number| (number.value, number.percent)),
            Some((210_000, true))
        );
    }

    #[test]
    fn what_is_no_number() {
        for text in ["01.02.2024", "A4", "12-34", "1.2.3", "", "-", "%", "1/2", "12:30", "1.23.456"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn the_style_is_voted() {
        assert_eq!(style(["1.234,56", "12,50", "01.02.24"].into_iter()), Style::Comma);
        assert_eq!(style(["1,234.56", "x"].into_iter()), Style::Point);
    }
}
