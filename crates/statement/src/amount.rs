//! Amounts as banks and people write them, read exactly or not at all.
use base::money::{Money, MoneyError};

use crate::{
    DecimalMark,
    currency::{self, Word},
};

/// An amount, and what its text says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub money: Money,
    pub currency: Option<String>,
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    NotAmount,
    TooPrecise,
    TooLarge,
}

impl Fault {
    pub fn reason(self) -> &'static str {
        match self {
            Self::NotAmount => "This is not an amount. Write it like 1234.50.",
            Self::TooPrecise => {
                "This amount has more than 4 decimals, and is not rounded. Round it, and read again."
            }
            Self::TooLarge => "This amount is too large. Check it against the bank's paper.",
        }
    }
}

impl From<MoneyError> for Fault {
    fn from(e: MoneyError) -> Self {
        match e {
            MoneyError::TooPrecise => Self::TooPrecise,
            MoneyError::Overflow => Self::TooLarge,
            _ => Self::NotAmount,
        }
    }
}

/// Longer texts are no amounts, and are not looked at.
const LONGEST: usize = 80;

/// Reads an amount. The mark settles what could be both: `1,234` and `1.234`.
pub(crate) fn parse(text: &str, mut mark: DecimalMark) -> Result<Amount, Fault> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Err(Fault::NotAmount);
    }
    if mark == DecimalMark::Point && is_plain(text) {
        return Ok(Amount { money: text.parse()?, currency: None });
    }
    let text: String = text.chars().filter_map(plain).collect();
    let first = text.find(|c: char| c.is_ascii_digit()).ok_or(Fault::NotAmount)?;
    let last = text.rfind(|c: char| c.is_ascii_digit()).ok_or(Fault::NotAmount)?;
    let (mut before, mut number, mut after) = (&text[..first], &text[first..=last], &text[last + 1..]);
    let (begun, ended);
    if let Some(rest) = before.strip_suffix(['.', ','])
        && !rest.ends_with(|c: char| c.is_ascii_alphabetic())
    {
        begun = format!("0.{number}"); // .50
        (before, number, mark) = (rest, begun.as_str(), DecimalMark::Point);
    }
    // 12,- and 12.-- and 12, are whole amounts; 12.34- is a debit.
    if let Some(mark) = after.chars().next().filter(|c| matches!(c, ',' | '.'))
        && !number.contains(mark)
    {
        ended = format!("{number}{mark}0");
        (after, number) = (after[1..].trim_start_matches('-'), ended.as_str());
    }
    let mut said = Said::default();
    said.listen(before)?;
    said.listen(after)?;
    if said.open {
        return Err(Fault::NotAmount);
    }
    let digits = canonical(number, mark).ok_or(Fault::NotAmount)?;
    let money = if said.negative { format!("-{digits}").parse() } else { digits.parse() };
    Ok(Amount { money: money?, currency: said.currency })
}

/// Reads an amount of a format that has no separators between thousands, so that any mark is the decimal mark.
pub(crate) fn parse_any(text: &str) -> Result<Money, Fault> {
    let commas = text.bytes().filter(|b| *b == b',').count();
    let mark = if commas == 1 && !text.contains('.') { DecimalMark::Comma } else { DecimalMark::Point };
    parse(text, mark).map(|amount| amount.money)
}

fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.parse::<Money>().is_ok()
}

/// The character that a typist would have meant; none for marks that can't be seen.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\0' => {
            return None;
        }
        '\u{ff10}'..='\u{ff19}' => char::from_digit(c as u32 - 0xff10, 10)?,
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10)?,
        '−' | '–' | '—' | '‐' | '‑' | '﹣' | '－' => '-',
        '＋' => '+',
        '，' | '٫' => ',',
        '．' => '.',
        '（' => '(',
        '）' => ')',
        '’' | '‘' | '´' | '`' | '′' | '＇' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// What stands around a number: signs, parentheses, a currency, credit or debit.
#[derive(Default)]
struct Said {
    negative: bool,
    signed: bool,
    open: bool,
    currency: Option<String>,
}

impl Said {
    fn listen(&mut self, text: &str) -> Result<(), Fault> {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            match c {
                ' ' | '"' | '=' | '\'' | ':' => rest = &rest[1..],
                '-' | '(' => {
                    // Two minuses around a number are a typing error, and no plus.
                    self.sign(true)?;
                    self.open |= c == '(';
                    rest = &rest[1..];
                }
                '+' => {
                    self.sign(false)?;
                    rest = &rest[1..];
                }
                ')' if self.open => {
                    self.open = false;
                    rest = &rest[1..];
                }
                _ => {
                    let (word, length) = currency::word(rest).ok_or(Fault::NotAmount)?;
                    match word {
                        Word::Out => self.sign(true)?,
                        Word::In => self.sign(false)?,
                        Word::Currency(code) => {
                            self.currency = self.currency.take().or(code.map(String::from))
                        }
                    }
                    rest = &rest[length..];
                }
            }
        }
        Ok(())
    }

    fn sign(&mut self, negative: bool) -> Result<(), Fault> {
        if self.signed && self.negative != negative {
            return Err(Fault::NotAmount);
        }
        (self.signed, self.negative) = (true, negative);
        Ok(())
    }
}

/// The number with a decimal point and without groups.
fn canonical(number: &str, mark: DecimalMark) -> Option<String> {
    let (points, commas) = (count(number, '.'), count(number, ','));
    let decimal = match (points, commas) {
        (0, 0) => None,
        (1, 0) if mark == DecimalMark::Point => Some('.'),
        (0, 1) if mark == DecimalMark::Comma => Some(','),
        // The other mark separates thousands if it can; if it can't, nothing but a decimal mark is left.
        (1, 0) => (!is_grouped(number, '.')).then_some('.'),
        (0, 1) => (!is_grouped(number, ',')).then_some(','),
        (_, 0) | (0, _) => None,
        _ => number.chars().rfind(|c| matches!(c, '.' | ',')),
    };
    let (whole, fraction) = match decimal {
        Some(mark) => number.rsplit_once(mark)?,
        None => (number, "0"),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Some(group) = whole.chars().find(|c| !c.is_ascii_digit())
        && !is_grouped(whole, group)
    {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    Some(format!("{digits}.{fraction}"))
}

fn count(text: &str, wanted: char) -> usize {
    text.chars().filter(|c| *c == wanted).count()
}

/// Groups of three, or Indian ones: the last of three, those before of two.
fn is_grouped(whole: &str, separator: char) -> bool {
    let groups: Vec<&str> = whole.split(separator).collect();
    let digits = |group: &&str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let [first, middle @ .., last] = groups.as_slice() else { return false };
    groups.iter().all(digits)
        && (1..=3).contains(&first.len())
        && last.len() == 3
        && (middle.iter().all(|group| group.len() == 3)
            || (first.len() < 3 && middle.iter().all(|group| group.len() == 2)))
}

/// Finds the decimal mark of a column by looking at all of its amounts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MarkVote {
    point: u32,
    comma: u32,
    /// `1.234` and nothing else: either a group or three decimals.
    open_point: u32,
    open_comma: u32,
}

impl MarkVote {
    pub fn see(&mut self, text: &str) {
        let Some(end) = text.rfind(|c: char| c.is_ascii_digit()) else { return };
        let (points, commas) = (count(&text[..end], '.'), count(&text[..end], ','));
        let (counter, open, mark) = match (points, commas) {
            (0, 0) => return,
            (1, 0) => (&mut self.point, Some(&mut self.open_point), '.'),
            (0, 1) => (&mut self.comma, Some(&mut self.open_comma), ','),
            (_, 0) => (&mut self.comma, None, '.'),
            (0, _) => (&mut self.point, None, ','),
            _ if text[..end].rfind('.') > text[..end].rfind(',') => (&mut self.point, None, '.'),
            _ => (&mut self.comma, None, ','),
        };
        match open {
            Some(open) if is_open(&text[..=end], mark) => *open += 1,
            _ => *counter += 1,
        }
    }

    /// Both votes together.
    pub fn and(self, other: Self) -> Self {
        Self {
            point: self.point.saturating_add(other.point),
            comma: self.comma.saturating_add(other.comma),
            open_point: self.open_point.saturating_add(other.open_point),
            open_comma: self.open_comma.saturating_add(other.open_comma),
        }
    }

    /// The mark, and whether nothing but a guess tells it.
    pub fn decide(&self) -> (DecimalMark, bool) {
        match self.point.cmp(&self.comma) {
            std::cmp::Ordering::Less => (DecimalMark::Comma, false),
            std::cmp::Ordering::Greater => (DecimalMark::Point, false),
            // Three digits after the mark are rarely decimals.
            _ if self.open_point > self.open_comma => (DecimalMark::Comma, true),
            _ => (DecimalMark::Point, self.open_comma + self.open_point > 0),
        }
    }
}

/// Could the only mark stand between thousands as well?
fn is_open(text: &str, mark: char) -> bool {
    let Some((before, after)) = text.rsplit_once(mark) else { return false };
    let start = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
    let whole = before.get(start..).unwrap_or_default();
    after.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0')
}
