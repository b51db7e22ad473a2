//! Labels on the page.

use super::{Class, Dictionary, Label, dictionary};
use crate::layout::{Sheet, Token};

/// A label has at most so many words.
const MOST: usize = 7;
/// A word that was recognised with less confidence may be a label's with more than one slip.
const UNSURE: f32 = 0.9;

/// All labels of a document, in reading order.
pub fn find(sheet: &Sheet) -> Vec<Label> {
    let dictionary = dictionary();
    let keys: Vec<&str> = sheet.tokens.iter().map(|token| known(dictionary, token)).collect();
    let mut labels = Vec::new();
    for at in 0..sheet.cells.len() {
        in_cell(sheet, dictionary, &keys, at, &mut labels);
    }
    over_two_rows(sheet, dictionary, &mut labels);
    labels.sort_by_key(|label| (label.row, label.tokens.start));
    labels
}

/// The key of a word, or that of the label's word which it was misread from.
fn known<'a>(dictionary: &'a Dictionary, token: &'a Token) -> &'a str {
    if token.confidence >= 0.999 {
        return without_rate(&token.key);
    }
    let near = dictionary.near(&token.key);
    let meant = || (token.confidence < UNSURE).then(|| dictionary.meant(&token.key)).flatten();
    near.or_else(meant).unwrap_or(&token.key)
}

fn in_cell(sheet: &Sheet, dictionary: &Dictionary, keys: &[&str], cell: usize, labels: &mut Vec<Label>) {
    let range = sheet.cells[cell].tokens.clone();
    let first = labels.len();
    let mut at = range.start;
    let mut joined = String::new();
    while at < range.end {
        joined.clear();
        let mut best: Option<(usize, Class, u32, usize)> = None;
        let mut twin = None;
        if !keys[at].is_empty() && dictionary.may_start(keys[at]) {
            let words = keys[at..range.end.min(at + MOST)].iter();
            for (end, key) in words.enumerate().map(|(place, key)| (at + place, key)) {
                if let Some((entry, second)) = slashed(sheet, dictionary, &joined, end) {
                    best = Some((end + 1, entry.classes[0], entry.languages, joined.len() + key.len()));
                    twin = Some(second);
                    break;
                }
                joined.push_str(key);
                if joined.len() > dictionary.longest {
                    break;
                }
                if let Some(entry) = dictionary.get(&joined) {
                    best = Some((end + 1, entry.classes[0], entry.languages, joined.chars().count()));
                }
                if sheet.tokens[end].text.ends_with([':', '：', ';']) {
                    break;
                }
            }
        }
        let best = best.or_else(|| compound(sheet, dictionary, at, at == range.start));
        let Some((end, class, languages, letters)) = best else {
            at += 1;
            continue;
        };
        let last = &sheet.tokens[end - 1];
        let whole = Label {
            class,
            tokens: at..end,
            cell,
            row: sheet.cells[cell].row,
            area: sheet.area(at..end),
            letters,
            leads: at == range.start,
            alone: at == range.start && range.end - end <= 1 && only_signs(sheet, end..range.end),
            colon: last.colon() || sheet.tokens.get(end).is_some_and(|t| end < range.end && t.text == ":"),
            languages,
        };
        labels.extend(twin.map(|class| Label { class, ..whole.clone() }));
        labels.push(whole);
        at = end;
    }
    if labels.len() > first + 1 {
        bilingual(sheet, labels, first);
    }
}

/// "CGST9": the rate is glued to the name of the tax.
fn without_rate(key: &str) -> &str {
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit());
    if matches!(name, "cgst" | "sgst" | "igst" | "utgst") { name } else { key }
}

/// The bit of German among the languages.
const GERMAN: u32 = 1 << 1;

/// Long words of which only the end is a label: "Beitragsrechnung", "Honorarrechnungsnummer".
fn ending(key: &str) -> Option<(Class, usize)> {
    const NONE: [&str; 15] = [
        "abrechnung",
        "beispielrechnung",
        "musterrechnung",
        "berechnung",
        "verrechnung",
        "anrechnung",
        "umrechnung",
        "aufrechnung",
        "hochrechnung",
        "zurechnung",
        "vorausberechnung",
        "neuberechnung",
        "kostenberechnung",
        "preisberechnung",
        "zinsberechnung",
    ];
    const ENDS: [(&str, Class); 11] = [
        ("rechnungsnummer", Class::InvoiceNumber),
        ("rechnungsnr", Class::InvoiceNumber),
        ("rechnungnr", Class::InvoiceNumber),
        ("rechnungsdatum", Class::InvoiceDate),
        ("rechnung", Class::InvoiceTitle),
        ("gutschrift", Class::CreditTitle),
        ("liquidation", Class::InvoiceTitle),
        ("fakturan", Class::InvoiceTitle),
        ("factuur", Class::InvoiceTitle),
        ("rabatt", Class::Discount),
        ("nachlass", Class::Discount),
    ];
    let fits = |end: &str| key.ends_with(end) && key.len() > end.len() + 2;
    let (_, class) = ENDS.into_iter().find(|(end, _)| fits(end))?;
    (!NONE.iter().any(|word| key.ends_with(word))).then_some((class, key.len()))
}

/// "Cliente / Customer", "Data / Date": one label in two languages.
fn bilingual(sheet: &Sheet, labels: &mut Vec<Label>, from: usize) {
    let mut at = from;
    while at + 1 < labels.len() {
        let (first, second) = (&labels[at], &labels[at + 1]);
        let between = first.tokens.end..second.tokens.start;
        let parted = between.len() == 1
            && matches!(sheet.tokens[between.start].text.as_str(), "/" | "|" | "–" | "-" | "·")
            || between.is_empty() && sheet.tokens[second.tokens.start].text.starts_with(['/', '('])
            || between.is_empty() && sheet.tokens[first.tokens.end - 1].text.ends_with('/');
        // Two languages that fill their cell say the same twice.
        let filled = first.leads && {
            let rest = second.tokens.end..sheet.cells[first.cell].tokens.end;
            only_signs(sheet, rest) && first.languages & second.languages == 0
        };
        let same = kin(first.class) == kin(second.class) || filled;
        if !(parted && same && !first.colon) {
            at += 1;
            continue;
        }
        let vague = first.class == kin(first.class) && kin(second.class) == first.class;
        let class = if vague { second.class } else { first.class };
        let (tokens, leads) = (first.tokens.start..second.tokens.end, first.leads);
        let cell = &sheet.cells[first.cell].tokens;
        let rest = tokens.end..cell.end;
        let merged = Label {
            class,
            area: sheet.area(tokens.clone()),
            letters: first.letters.max(second.letters),
            leads,
            alone: leads && rest.len() <= 1 && only_signs(sheet, rest),
            languages: first.languages | second.languages,
            tokens,
            ..second.clone()
        };
        labels[at] = merged;
        labels.remove(at + 1);
    }
}

/// The vaguest label of the same sort.
fn kin(class: Class) -> Class {
    match class {
        Class::InvoiceNumber | Class::DocumentNumber => Class::PlainNumber,
        Class::InvoiceDate => Class::PlainDate,
        Class::Gross | Class::Due => Class::Total,
        Class::Subtotal => Class::Net,
        class => class,
    }
}

/// "Nummer/Datum": a label of two, a number and its day. The second one's class is that of the day.
fn slashed<'d>(
    sheet: &Sheet,
    dictionary: &'d Dictionary,
    joined: &str,
    at: usize,
) -> Option<(&'d super::Entry, Class)> {
    let (first, second) = sheet.tokens[at].text.split_once('/')?;
    let (first, second) = (crate::layout::key(first), crate::layout::key(second));
    let entry = dictionary.get(&format!("{joined}{first}")).filter(|_| !first.is_empty())?;
    let day = dictionary.get(&second).filter(|other| other.classes[0].is_date())?;
    let _ = day;
    match entry.classes[0] {
        Class::InvoiceNumber | Class::DocumentNumber | Class::PlainNumber => Some((entry, Class::PlainDate)),
        class if class.is_number() || class.is_title() => Some((entry, Class::OtherDate)),
        _ => None,
    }
}

/// The last part of a word with a hyphen: "Verkäufer-IBAN".
fn compound(
    sheet: &Sheet,
    dictionary: &Dictionary,
    at: usize,
    leads: bool,
) -> Option<(usize, Class, u32, usize)> {
    if let Some((class, letters)) = ending(&sheet.tokens[at].key).filter(|_| leads) {
        return Some((at + 1, class, GERMAN, letters));
    }
    let (_, last) = sheet.tokens[at].text.rsplit_once('-')?;
    let entry = dictionary.get(&crate::layout::key(last)).filter(|_| last.chars().count() >= 4)?;
    let class = entry.classes[0];
    (class.is_identifier() || class.is_date() || class.is_amount() || class.is_number()).then_some(())?;
    Some((at + 1, entry.classes[0], entry.languages, last.chars().filter(|c| c.is_alphabetic()).count()))
}

fn only_signs(sheet: &Sheet, tokens: std::ops::Range<usize>) -> bool {
    sheet.tokens[tokens].iter().all(|t| t.key.is_empty())
}

/// Labels whose first word stands above the second: "Invoice" over "Number" in the head of a small table.
fn over_two_rows(sheet: &Sheet, dictionary: &Dictionary, labels: &mut Vec<Label>) {
    let mut found: Vec<Label> = Vec::new();
    for (upper, cell) in sheet.cells.iter().enumerate() {
        if found.last().is_some_and(|label| label.cell == upper) || valued(sheet, upper) {
            continue;
        }
        if cell.tokens.len() > 3 || sheet.rows[cell.row].cells.len() < 2 && cell.tokens.len() > 2 {
            continue;
        }
        let block = &sheet.blocks[cell.block];
        let Some(place) = block.cells.iter().position(|c| *c == upper) else { continue };
        let Some(lower) = block.cells.get(place + 1).copied() else { continue };
        let below = &sheet.cells[lower];
        if below.tokens.len() > 3 || sheet.tokens[cell.tokens.end - 1].colon() {
            continue;
        }
        let joined: String = sheet.tokens[cell.tokens.clone()]
            .iter()
            .chain(&sheet.tokens[below.tokens.clone()])
            .map(|t| t.key.as_str())
            .collect();
        let Some(entry) = dictionary.get(&joined) else { continue };
        let class = entry.classes[0];
        let apart = |label: &&Label| label.cell == lower && label.alone;
        let own = labels.iter().find(apart).map(|label| label.class);
        let upper_says = labels.iter().any(|label| label.cell == upper && label.alone && !weak(label.class));
        if own == Some(class) && upper_says || own.is_some_and(|own| own != class && !weak(own)) {
            continue;
        }
        found.push(Label {
            class,
            tokens: below.tokens.clone(),
            cell: lower,
            row: below.row,
            area: cell.area.union(&below.area),
            letters: joined.chars().count(),
            leads: true,
            alone: true,
            colon: sheet.tokens[below.tokens.end - 1].colon(),
            languages: entry.languages,
        });
    }
    for label in found {
        labels.retain(|other| other.cell != label.cell);
        labels.push(label);
    }
}

/// Whether a number stands to the right of a cell, in its own row.
fn valued(sheet: &Sheet, cell: usize) -> bool {
    let row = &sheet.rows[sheet.cells[cell].row];
    let behind = sheet.cells[cell].tokens.end..row.tokens.end;
    sheet.tokens[behind].iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()))
}

fn weak(class: Class) -> bool {
    matches!(class, Class::PlainNumber | Class::PlainDate | Class::Total | Class::Column | Class::Address)
}
