//! Receipts of tills, mostly photographed: the seller in the first lines, the total that cash less change proves.

use std::ops::Range;

use super::{
    context::Context,
    name,
    pick::{self, Candidate},
};
use crate::found::{Found, Reading};

/// How many rows at the top may name the seller.
const TOP: usize = 7;

/// Units of 10⁻⁴ that a total may be rounded by.
const ROUNDED: i64 = 500;

/// Words that begin a line of an address where they stand without a number.
pub fn begins_address(key: &str) -> bool {
    matches!(
        key,
        "taman"
            | "jalan"
            | "jln"
            | "lot"
            | "seksyen"
            | "bandar"
            | "kawasan"
            | "lorong"
            | "persiaran"
            | "kampung"
            | "unit"
            | "level"
            | "floor"
            | "ground"
            | "suite"
    )
}

/// Whether a recognised document is a till's receipt: cash, change or a rounding stands in it.
pub fn is_till(context: &Context<'_>) -> bool {
    let till = |row: &crate::layout::Row| {
        let words = &context.sheet.tokens[row.tokens.clone()];
        let first = words.iter().find(|t| t.key.len() > 2).map_or("", |t| t.key.as_str());
        matches!(first, "cash" | "change" | "rounding" | "round" | "tendered" | "tender")
            && words.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()))
    };
    let said = || {
        let entries = entries(context);
        entries.iter().any(|e| matches!(e.says, Says::Cash | Says::Change | Says::Rounding))
    };
    context.sheet.recognised && (context.sheet.rows.iter().any(till) || said())
}

/// Rows at the top of a receipt that look like the seller's name, over the gaps that wide letters leave.
pub fn heads(context: &Context<'_>) -> Vec<(Range<usize>, f32)> {
    let mut heads = Vec::new();
    if !context.sheet.recognised {
        return heads;
    }
    for (place, row) in context.sheet.rows.iter().take(TOP).enumerate() {
        let tokens = &context.sheet.tokens;
        let start = row.tokens.clone().find(|at| tokens[*at].key.len() >= 2).unwrap_or(row.tokens.end);
        let ends = |at: &usize| {
            let text = &tokens[*at].text;
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            digits >= 3 || digits > 0 && text.starts_with('(')
        };
        let end = (start..row.tokens.end).find(ends).unwrap_or(row.tokens.end);
        if start >= end || end - start > 9 || tokens[start].text.starts_with('(') {
            continue;
        }
        let range = start..end;
        let letters = tokens[range.clone()].iter().flat_map(|t| t.text.chars()).filter(|c| c.is_alphabetic());
        let (all, capitals) = (letters.clone().count(), letters.filter(|c| c.is_uppercase()).count());
        let labelled = range.clone().filter(|at| context.label_at[*at].is_some()).count() * 2 > range.len();
        let sure = tokens[range.clone()].iter().map(|t| t.confidence).sum::<f32>() / range.len() as f32;
        if all < 6
            || capitals * 10 < all * 7
            || labelled
            || begins_address(&tokens[start].key)
            || name::address_like(context, range.clone())
        {
            continue;
        }
        let form = tokens[range.clone()].iter().skip(1).any(|t| name::is_form(&t.text));
        let score = if form { 5.0 } else { 3.2 } - 0.35 * place as f32 - if sure < 0.5 { 1.5 } else { 0.0 };
        heads.push((range, score));
    }
    heads
}

/// A name whose word stands once, while a word that differs in one letter stands twice, was misread.
pub fn mended(context: &Context<'_>, mut found: Found<String>) -> Found<String> {
    if !context.sheet.recognised {
        return found;
    }
    let parts = context.sheet.tokens.iter().flat_map(|t| t.text.split(|c: char| !c.is_alphanumeric()));
    let parts: Vec<String> = parts.filter(|p| p.len() >= 5).map(str::to_uppercase).collect();
    let count = |word: &str| parts.iter().filter(|p| *p == word).count();
    let mend = |word: &str| {
        let upper = word.to_uppercase();
        let plain = upper.len() >= 5 && upper.bytes().all(|b| b.is_ascii_uppercase());
        let near = |part: &&String| {
            part.len() == upper.len() && part.bytes().zip(upper.bytes()).filter(|(a, b)| a != b).count() == 1
        };
        let better = parts.iter().find(|part| plain && near(part) && count(part) >= 2);
        better.filter(|_| count(&upper) <= 1).map_or_else(|| word.to_owned(), Clone::clone)
    };
    // The sign of a currency between letters is the letter that it looks like.
    found.value = found.value.replace('¥', "Y").replace('€', "E");
    found.value = found.value.split(' ').map(mend).collect::<Vec<_>>().join(" ");
    found
}

/// What a row of a till says.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    Total(f32),
    Cash,
    Change,
    Rounding,
    Nothing,
}

/// A row's last amount.
struct Entry {
    says: Says,
    value: i64,
    tokens: Range<usize>,
    row: usize,
}

/// Takes the total of a till where its own equations speak for another one than was found.
pub fn settle(context: &Context<'_>, reading: &mut Reading) {
    if !is_till(context) {
        return;
    }
    let entries = entries(context);
    let mut best: Option<(f32, &Entry)> = None;
    for entry in entries.iter().filter(|e| e.value > 0) {
        let score = score(&entries, entry.value);
        let better = best.is_none_or(|(most, old)| {
            score > most + 0.01 || (score - most).abs() <= 0.01 && entry.value > old.value
        });
        if better {
            best = Some((score, entry));
        }
    }
    let known = reading.gross.is_some();
    let Some((score, entry)) = best.filter(|(score, _)| *score >= if known { 0.9 } else { 0.5 }) else {
        return;
    };
    if reading.gross.as_ref().is_some_and(|gross| gross.value == entry.value) {
        return;
    }
    let candidate = Candidate { value: entry.value, tokens: entry.tokens.clone(), score };
    let gross = pick::found(context, &candidate, (0.4 + 0.15 * score).min(0.85));
    let sum = |net: &Found<i64>, tax: &Found<i64>| net.value.saturating_add(tax.value);
    let fits = reading
        .net
        .as_ref()
        .zip(reading.tax.as_ref())
        .is_some_and(|(net, tax)| (sum(net, tax) - gross.value).abs() <= ROUNDED);
    if !fits {
        reading.net = None;
        reading.tax = None;
        reading.taxes.clear();
    }
    reading.due = Some(gross.clone());
    reading.gross = Some(gross);
}

/// What speaks for a value as the total: its labels, cash less change, the rounding, how often it stands there.
fn score(entries: &[Entry], value: i64) -> f32 {
    let of = |says: Says| entries.iter().filter(move |e| e.says == says).map(|e| e.value);
    let label = entries.iter().filter(|e| e.value == value).map(|e| match e.says {
        Says::Total(weight) => weight,
        Says::Cash | Says::Nothing => 0.0,
        Says::Change | Says::Rounding => -0.5,
    });
    let mut score = label.fold(-0.5, f32::max);
    let times = entries.iter().filter(|e| e.value == value && e.says != Says::Change).count();
    score += 0.15 * times.min(4) as f32;
    if of(Says::Cash).any(|cash| of(Says::Change).any(|change| change != 0 && cash - change == value)) {
        score += 1.5;
    } else if of(Says::Cash).any(|cash| cash == value) && of(Says::Change).all(|change| change == 0) {
        score += 0.8;
    }
    let halves = |a: &Entry, b: &Entry| {
        a.row == b.row && a.value > b.value && b.value > 0 && a.value + b.value == value
    };
    if entries.iter().any(|a| entries.iter().any(|b| halves(a, b))) {
        score += 0.5;
    }
    let totals = || entries.iter().filter(|e| matches!(e.says, Says::Total(weight) if weight > 0.5));
    let rounded = of(Says::Rounding).filter(|r| *r != 0 && r.abs() <= ROUNDED);
    if rounded.into_iter().any(|r| totals().any(|t| (t.value - value).abs() == r.abs())) && value % 500 == 0 {
        score += 0.6;
    }
    score
}

fn entries(context: &Context<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (place, row) in context.sheet.rows.iter().enumerate() {
        for (value, tokens) in amounts(context, row.tokens.clone()) {
            let words = &context.sheet.tokens[row.tokens.start..tokens.start];
            let key: String = words.iter().map(|t| t.key.as_str()).collect();
            entries.push(Entry { says: says(&key), value, tokens, row: place });
        }
    }
    entries
}

/// What the words in front of an amount say; recognition loses first letters and takes some for others.
fn says(key: &str) -> Says {
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    let key_total =
        has(&["total", "otal", "tota", "totel", "t0tal", "amountdue", "amtdue", "payable", "nettamt"])
            || matches!(key, "tl" | "tlrm" | "amount" | "amt" | "nett");
    if has(&["chang", "baki"]) {
        return Says::Change;
    }
    if has(&["round"]) && !key_total {
        return Says::Rounding;
    }
    if key_total {
        let mut weight = 1.0;
        weight -=
            if has(&["qty", "quantity", "item", "disc", "saving", "point", "count"]) { 1.8 } else { 0.0 };
        weight -= if has(&["excl", "exciud", "before", "without"]) { 1.0 } else { 0.0 };
        weight -= if has(&["sub"]) { 0.6 } else { 0.0 };
        weight -= if has(&["gst", "tax", "vat", "sst"]) && !has(&["incl", "inci", "after", "with"]) {
            0.9
        } else {
            0.0
        };
        weight += if has(&["grand", "final", "payable", "due"]) { 0.4 } else { 0.0 };
        weight += if has(&["rounded", "after"]) { 0.6 } else { 0.0 };
        return Says::Total(weight);
    }
    let paid = has(&["cash", "tender", "visa", "mastercard", "creditcard", "debit", "paid", "received"]);
    if paid && !has(&["cashier"]) { Says::Cash } else { Says::Nothing }
}

/// Amounts with two decimals in a row, also where recognition set a space behind the point.
fn amounts(context: &Context<'_>, words: Range<usize>) -> Vec<(i64, Range<usize>)> {
    let mut text: Vec<(char, usize)> = Vec::new();
    for at in words.clone() {
        text.extend(context.sheet.tokens[at].text.chars().map(|c| (c, at)));
        text.push((' ', at));
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if !text[at].0.is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = run(&text, at);
        let body: String = text[at..end].iter().map(|(c, _)| *c).filter(|c| *c != ' ').collect();
        let minus = at > 0 && text[at - 1].0 == '-';
        if let Some(value) = value(&body) {
            found.push((if minus { -value } else { value }, text[at].1..text[end - 1].1 + 1));
        }
        at = end;
    }
    if found.is_empty() { pointless(context, words).into_iter().collect() } else { found }
}

/// An amount at the end of a row that lost its point: "Total Sales 20 50".
fn pointless(context: &Context<'_>, row: Range<usize>) -> Option<(i64, Range<usize>)> {
    let [.., label, whole, cents] = &context.sheet.tokens[row.clone()] else { return None };
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let named = !figures(&label.text) && cents.text.len() == 2 && whole.text.len() <= 4;
    let near = cents.area.x0 - whole.area.x1 < whole.size && figures(&whole.text) && figures(&cents.text);
    let value = value(&format!("{}.{}", whole.text, cents.text))?;
    let sure = whole.confidence.min(cents.confidence) >= 0.6;
    (named && near && sure).then_some((value, row.end - 2..row.end))
}

/// The end of digits and marks that begin here; a space may stand between a mark and two last digits.
fn run(text: &[(char, usize)], from: usize) -> usize {
    let digit = |at: usize| text.get(at).is_some_and(|(c, _)| c.is_ascii_digit());
    let mut end = from;
    while let Some((c, _)) = text.get(end) {
        let mark = matches!(c, '.' | ',');
        let gap = *c == ' '
            && end > from
            && matches!(text[end - 1].0, '.' | ',')
            && digit(end + 1)
            && digit(end + 2)
            && !digit(end + 3);
        if !(c.is_ascii_digit() || mark || gap) {
            break;
        }
        end += 1;
    }
    end.max(from + 1)
}

fn value(body: &str) -> Option<i64> {
    let body = body.trim_end_matches(['.', ',']);
    let (whole, cents) = body.rsplit_once(['.', ','])?;
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let grouped = groups.iter().skip(1).all(|group| group.len() == 3);
    let good = cents.len() == 2 && grouped && whole.len() <= 11 && !whole.is_empty();
    let digits: String = groups.concat();
    let value: i64 = digits.parse::<i64>().ok()?.checked_mul(10_000)?;
    good.then_some(value + cents.parse::<i64>().ok()? * 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: usize, key: &str, value: i64) -> Entry {
        Entry { says: says(key), value: value * 100, tokens: 0..1, row }
    }

    #[test]
    fn cash_less_change_is_the_total() {
        let entries = [
            entry(0, "total", 6031),
            entry(1, "roundingadj", 1),
            entry(2, "rm", 6030),
            entry(3, "cash", 7030),
            entry(4, "change", 1000),
        ];
        assert!(score(&entries, 603_000) > score(&entries, 603_100));
        assert!(score(&entries, 603_000) > score(&entries, 703_000));
    }

    #[test]
    fn net_and_tax_in_one_row_speak_for_their_sum() {
        let entries = [
            entry(0, "totalsalesexcludinggst", 200),
            entry(1, "cash", 212),
            entry(2, "change", 0),
            entry(3, "total", 200),
            entry(3, "total", 12),
        ];
        assert!(score(&entries, 21_200) > score(&entries, 20_000));
    }

    #[test]
    fn words_of_a_till_are_understood() {
        assert_eq!(says("cash"), Says::Cash);
        assert_eq!(says("cashier"), Says::Nothing);
        assert_eq!(says("roundingadjustment"), Says::Rounding);
        assert!(matches!(says("jotalafteradjincigst"), Says::Total(weight) if weight > 1.0));
        assert!(matches!(says("totalqty"), Says::Total(weight) if weight < 0.0));
    }

    #[test]
    fn amounts_have_two_decimals() {
        assert_eq!(value("1,234.50"), Some(12_345_000));
        assert_eq!(value("75,06"), Some(750_600));
        assert_eq!(value("0.008"), None);
        assert_eq!(value("12"), None);
    }
}
