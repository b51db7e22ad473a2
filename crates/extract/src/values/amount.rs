//! Amounts and rates. Which of point and comma is the decimal mark is voted on by the whole document.

use std::ops::Range;

use super::{Form, Rate, Values, currency};
use crate::layout::{Sheet, Token};

/// An amount as printed.
#[derive(Debug, Clone)]
pub struct Amount {
    /// Its tokens, with its sign and its currency.
    pub tokens: Range<usize>,
    /// In units of 10⁻⁴.
    pub value: i64,
    /// Digits behind the decimal mark.
    pub decimals: usize,
    /// What the currency beside it may be.
    pub currency: Option<&'static [&'static str]>,
    /// Where its number stands.
    pub number: usize,
}

impl Amount {
    /// A whole number without a currency: more often a quantity than an amount.
    pub fn plain(&self) -> bool {
        self.decimals == 0 && self.currency.is_none()
    }
}

/// A number before the decimal mark is known.
#[derive(Debug, Clone, PartialEq)]
struct Raw {
    digits: String,
    /// Signs between groups, with the place in `digits`.
    marks: Vec<(char, usize)>,
    negative: bool,
    percent: bool,
    currency: Option<&'static [&'static str]>,
}

/// Finds all amounts and rates.
pub fn find(sheet: &Sheet, values: &mut Values) {
    let mut raws: Vec<(Range<usize>, Raw)> = Vec::new();
    let mut at = 0;
    while at < sheet.tokens.len() {
        if values.form[at] != Form::Word {
            at += 1;
            continue;
        }
        match number_at(sheet, values, at) {
            Some((raw, end)) => {
                raws.push((at..end, raw));
                at = end;
            }
            None => at += 1,
        }
    }
    let mark = vote(raws.iter().map(|(_, raw)| raw));
    for (tokens, raw) in raws {
        let Some((value, decimals)) = raw.resolve(mark) else { continue };
        if raw.percent || is_percent(sheet, tokens.end) {
            let end = tokens.end + usize::from(!raw.percent);
            if (-1_000_000..=10_000_000).contains(&value) {
                values.mark(tokens.start..end, Form::Rate);
                values.rates.push(Rate { value, at: tokens.start, end });
            }
            continue;
        }
        if measured(sheet, &tokens) && raw.currency.is_none() {
            continue;
        }
        let (tokens, currency, negative) = around(sheet, values, tokens.clone(), &raw);
        let amount = Amount {
            number: tokens.start,
            tokens,
            value: if negative { -value } else { value },
            decimals,
            currency,
        };
        if !amount.plain() {
            values.mark(amount.tokens.clone(), Form::Amount);
        }
        values.amounts.push(amount);
    }
}

/// A weight, a length, energy: "201,350 KG".
fn measured(sheet: &Sheet, tokens: &Range<usize>) -> bool {
    const UNITS: &str = "kg g t kwh mwh wh km mm cm m2 m3 ltr lbs lb gb tb mb ct cent kw cbm qm m² m³";
    let cell = sheet.tokens[tokens.start].cell;
    let Some(next) = sheet.tokens.get(tokens.end).filter(|t| t.cell == cell) else { return false };
    let word = next.text.trim_end_matches([',', '.', ';', ')']).to_lowercase();
    UNITS.split(' ').any(|unit| unit == word)
}

fn is_percent(sheet: &Sheet, at: usize) -> bool {
    let token = sheet.tokens.get(at).filter(|t| at > 0 && t.row == sheet.tokens[at - 1].row);
    token.is_some_and(|t| t.text.starts_with('%') && t.area.x0 - sheet.tokens[at - 1].area.x1 < t.size * 1.2)
}

/// The number that begins with this token: alone, or as groups of three digits with spaces between.
fn number_at(sheet: &Sheet, values: &Values, at: usize) -> Option<(Raw, usize)> {
    let token = &sheet.tokens[at];
    let mut raw = raw(&token.text, token.confidence < 0.999)?;
    let mut end = at + 1;
    // A cell that is nothing but one number may be set widely.
    let cell = &sheet.cells[token.cell].tokens;
    let wide = if cell.start == at && cell.len() == 2 { 0.8 } else { 0.45 };
    let whole = raw.marks.is_empty() && (1..=3).contains(&raw.digits.len()) && !raw.percent;
    if whole && !token.text.ends_with([',', '.', ')', '-']) {
        while let Some(next) =
            sheet.tokens.get(end).filter(|t| t.row == token.row && values.form[end] == Form::Word)
        {
            let close =
                next.area.x0 - sheet.tokens[end - 1].area.x1 < token.size * wide && next.cell == token.cell;
            let Some(group) = group(&next.text).filter(|_| close && !next.glued) else { break };
            raw.marks.push((' ', raw.digits.len()));
            let shift = raw.digits.len();
            raw.marks.extend(group.marks.iter().map(|(c, place)| (*c, place + shift)));
            raw.digits.push_str(&group.digits);
            raw.percent |= group.percent;
            raw.currency = raw.currency.or(group.currency);
            end += 1;
            if raw.marks.iter().any(|(c, _)| *c != ' ') {
                break;
            }
        }
        let decimals = raw.marks.iter().any(|(c, _)| *c != ' ');
        let currency = raw.currency.is_some()
            || sheet.tokens.get(end).is_some_and(|t| t.row == token.row && currency::read(&t.text).is_some());
        if end > at + 1 && !decimals && !currency {
            return Some((self::raw(&token.text, false)?, at + 1));
        }
    }
    Some((raw, end))
}

/// A group behind a space: three digits, then perhaps decimals.
fn group(text: &str) -> Option<Raw> {
    let raw = raw(text, false)?;
    let first = raw.marks.first().map_or(raw.digits.len(), |(_, place)| *place);
    let decimals = raw.digits.len() - first;
    (first == 3 && !raw.negative && raw.marks.len() <= 1 && decimals <= 2).then_some(raw)
}

/// Takes a word apart that is a number, with what may be glued to it: on a picture, a long stroke is no minus.
fn raw(text: &str, recognised: bool) -> Option<Raw> {
    if !text.bytes().any(|b| b.is_ascii_digit()) || text.len() > 40 {
        return None;
    }
    let mut raw =
        Raw { digits: String::new(), marks: Vec::new(), negative: false, percent: false, currency: None };
    let mut body = text.trim_matches(|c: char| {
        matches!(c, '*' | '"' | ':' | ';' | '[' | ']' | '|' | '=' | '\u{200e}' | '\u{200f}' | '~')
    });
    if let Some(inner) = body.strip_prefix('(') {
        let inner = inner.trim_end_matches(',');
        raw.negative = inner.ends_with(')') && !inner.contains('%');
        body = inner.trim_end_matches(')');
    } else {
        body = body.trim_end_matches(')');
    }
    let mended;
    let alike = |c: char| c.is_ascii_digit() || "OoQlIiSsBZ.,-".contains(c);
    if recognised && body.bytes().any(|b| b.is_ascii_alphabetic()) && body.chars().all(alike) {
        mended = mend(body)?;
        body = &mended;
    }
    let first = body.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '–' | '+' | '.' | ','))?;
    let (before, rest) = body.split_at(first);
    let last = rest.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (mut middle, mut behind) = rest.split_at(last);
    let mut before = before.to_owned();
    // "Rs.1939" and "kr.100": the point belongs to the word.
    if let Some(stripped) = middle.strip_prefix('.').filter(|_| !before.is_empty()) {
        before.push('.');
        middle = stripped;
    }
    while let Some(c) = middle.chars().next().filter(|c| matches!(c, '-' | '−' | '–' | '+')) {
        raw.negative |= c != '+';
        middle = &middle[c.len_utf8()..];
        if let Some(at) = middle.find(|c: char| c.is_ascii_digit()).filter(|at| *at > 0 && before.is_empty())
        {
            before = middle[..at].to_owned();
            middle = &middle[at..];
        }
    }
    if !before.is_empty() {
        raw.currency = Some(currency::read(&before)?);
    }
    behind = behind.trim_start_matches([',', '.']);
    if let Some(rest) = behind.strip_prefix(['-', '−', '–', '—']) {
        raw.negative |= !(whole(text) || recognised && text.ends_with('—'));
        raw.currency = raw.currency.or(if rest.is_empty() { None } else { Some(currency::read(rest)?) });
    } else if let Some(rest) = behind.strip_prefix('%') {
        raw.percent = true;
        rest.trim_matches([')', '.', ',', ':']).is_empty().then_some(())?;
    } else if matches!(behind, "CR" | "Cr" | "cr" | "CR.") {
        raw.negative = true;
    } else if !behind.is_empty() && !matches!(behind, "DR" | "Dr" | "/" | "/-" | "T") {
        raw.currency = Some(currency::read(behind)?);
    }
    digits(middle, &mut raw)?;
    // "14.979,–" has no cents: its point parts thousands.
    if whole(text) {
        raw.marks.push((if text.contains([',']) { ',' } else { '.' }, raw.digits.len()));
        raw.digits.push_str("00");
    }
    Some(raw)
}

/// "5,-" and "5.–": an amount without cents.
fn whole(text: &str) -> bool {
    text.char_indices().any(|(at, c)| matches!(c, '-' | '–' | '—' | '−') && text[..at].ends_with([',', '.']))
}

/// Letters that recognition takes for digits.
fn mend(text: &str) -> Option<String> {
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    (letters * 2 <= count).then(|| {
        text.chars()
            .map(|c| match c {
                'O' | 'o' | 'Q' => '0',
                'l' | 'I' | 'i' => '1',
                'S' | 's' => '5',
                'B' => '8',
                'Z' => '2',
                c => c,
            })
            .collect()
    })
}

fn digits(text: &str, raw: &mut Raw) -> Option<()> {
    for c in text.chars() {
        match c {
            '0'..='9' => raw.digits.push(c),
            '.' | ',' | '\'' | '’' | '´' | '`' => {
                // A mark in front, as in ".50", or two in a row.
                let place = raw.digits.len();
                (raw.marks.last().is_none_or(|(_, last)| *last != place)).then_some(())?;
                raw.marks.push((if matches!(c, '.' | ',') { c } else { '\'' }, place));
            }
            _ => return None,
        }
    }
    (!raw.digits.is_empty() && raw.digits.len() <= 15).then_some(())
}

impl Raw {
    /// The mark that can only be the decimal one.
    fn certain(&self) -> Option<char> {
        let (last, place) = *self.marks.last()?;
        let behind = self.digits.len() - place;
        let kinds = self.marks.iter().filter(|(c, _)| *c == last).count();
        if kinds > 1 || last == '\'' || last == ' ' {
            return None;
        }
        let mixed = self.marks.iter().any(|(c, _)| *c != last);
        (mixed || behind == 2 || behind == 1 || place == 0 || behind == 4).then_some(last)
    }

    /// The value in 10⁻⁴, and how many decimals it has.
    fn resolve(&self, mark: Option<char>) -> Option<(i64, usize)> {
        let (last, place) = self.marks.last().copied().unwrap_or((' ', self.digits.len()));
        let behind = self.digits.len() - place;
        let alone = self.marks.iter().filter(|(c, _)| *c == last).count() == 1;
        let grouped = behind == 3 && place > 0 && !(self.digits.starts_with('0') && place == 1);
        let decimal = alone
            && matches!(last, '.' | ',')
            && (self.marks.len() > 1
                || !grouped
                || mark == Some(last) && place <= 3 && self.marks.len() == 1);
        let decimals = if decimal { behind } else { 0 };
        // Groups must be of three digits, or of two as in India; dots in "1.2.3" are no groups.
        let groups = self.marks.len() - usize::from(decimal);
        let starts = self.marks.iter().take(groups).map(|(_, place)| *place);
        let ends =
            self.marks.iter().map(|(_, place)| *place).skip(1).chain((!decimal).then_some(self.digits.len()));
        let sizes: Vec<usize> = starts.zip(ends).map(|(start, end)| end - start).collect();
        let good =
            sizes.iter().enumerate().all(|(at, size)| *size == 3 || *size == 2 && at + 1 < sizes.len());
        if !good || decimals > 6 {
            return None;
        }
        let kept = decimals.min(4);
        let digits = &self.digits[..self.digits.len() - (decimals - kept)];
        let value: i64 = digits.parse().ok()?;
        let value = value.checked_mul(10i64.pow(4 - kept as u32))?;
        Some((if self.negative { -value } else { value }, decimals))
    }
}

/// The decimal mark of the document.
fn vote<'a>(raws: impl Iterator<Item = &'a Raw>) -> Option<char> {
    let (mut point, mut comma) = (0, 0);
    for raw in raws {
        match raw.certain() {
            Some('.') => point += 1,
            Some(',') => comma += 1,
            _ => {}
        }
    }
    match (point, comma) {
        (0, 0) => None,
        _ if point > comma * 2 => Some('.'),
        _ if comma > point * 2 => Some(','),
        _ => None,
    }
}

/// The sign and the currency beside a number.
fn around(
    sheet: &Sheet,
    values: &Values,
    tokens: Range<usize>,
    raw: &Raw,
) -> (Range<usize>, Option<&'static [&'static str]>, bool) {
    let (mut from, mut to) = (tokens.start, tokens.end);
    let mut currency = raw.currency;
    let mut minus = false;
    let row = sheet.tokens[from].row;
    let near = |a: &Token, b: &Token| a.row == b.row && b.area.x0 - a.area.x1 < a.size.max(b.size) * 2.2;
    for _ in 0..2 {
        let Some(before) = from.checked_sub(1).filter(|at| values.form[*at] == Form::Word) else { break };
        let token = &sheet.tokens[before];
        if token.row != row || !near(token, &sheet.tokens[from]) {
            break;
        }
        if matches!(token.text.as_str(), "-" | "−" | "–" | "(-)") && !minus {
            minus = token.text == "(-)" || sheet.tokens[from].area.x0 - token.area.x1 < token.size * 0.6;
            if !minus {
                break;
            }
        } else if let Some(read) = currency::read(&token.text).filter(|_| currency.is_none()) {
            currency = Some(read);
        } else {
            break;
        }
        from = before;
    }
    if let Some(token) = sheet.tokens.get(to).filter(|t| near(&sheet.tokens[to - 1], t)) {
        if let Some(read) = currency::read(&token.text).filter(|_| currency.is_none()) {
            currency = Some(read);
            to += 1;
        } else if matches!(token.text.as_str(), "CR" | "Cr" | "-") && token.cell == sheet.tokens[to - 1].cell
        {
            minus = token.text != "-" || sheet.tokens.get(to + 1).is_none_or(|t| t.cell != token.cell);
            to += usize::from(minus);
        }
    }
    (from..to, currency, minus && !raw.negative)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<i64> {
        let raw = raw(text, false)?;
        let mark = raw.certain();
        raw.resolve(mark).map(|(value, _)| value)
    }

    #[test]
    fn many_writings() {
        for (text, wanted) in [
            ("1.234,56", 12_345_600),
            ("1,234.56", 12_345_600),
            ("1'234.56", 12_345_600),
            ("12,08,075.00", 12_080_750_000),
            ("€1.620,00", 16_200_000),
            ("1.620,00€", 16_200_000),
            ("-5,00", -50_000),
            ("5,00-", -50_000),
            ("(12.50)", -125_000),
            ("-$62.06", -620_600),
            ("Rs.1939", 19_390_000),
            ("USD12.00", 120_000),
            ("1,234", 12_340_000),
            ("5.00CR", -50_000),
            ("49,-", 490_000),
            ("14.979,–", 149_790_000),
            ("135.–", 1_350_000),
            (".50", 5_000),
        ] {
            assert_eq!(value(text), Some(wanted), "{text}");
        }
        for text in ["12.03.2020", "1.2.3", "A12", "192.168.1.20", "12:30", "4711/20"] {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn recognised_letters_are_mended_only_there() {
        assert_eq!(raw("1O.50", true).and_then(|r| r.resolve(None)), Some((105_000, 2)));
        assert_eq!(raw("1O.50", false), None);
    }
}
