//! What the document is as a whole: its language, its kind, its currency.

use std::collections::HashMap;

use super::{
    context::Context,
    pick::{Candidate, found},
};
use crate::{
    found::{Found, Kind},
    labels::{Class, LANGUAGES, Label},
    values::currency,
};

/// Small words that give a language away.
const WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "and", "for", "your", "this", "with", "please", "are", "within", "thank", "payment"]),
    (
        "de",
        &[
            "und",
            "der",
            "die",
            "das",
            "bitte",
            "wir",
            "fur",
            "mit",
            "ihre",
            "den",
            "auf",
            "innerhalb",
            "tagen",
        ],
    ),
    ("fr", &["les", "des", "et", "pour", "votre", "le", "une", "vous", "sur", "au", "paiement"]),
    ("nl", &["het", "een", "voor", "uw", "van", "wij", "met", "binnen", "dagen", "ons", "onder"]),
    ("es", &["el", "los", "por", "para", "con", "del", "su", "las", "una", "pago"]),
    ("it", &["il", "di", "per", "della", "con", "del", "dei", "gli", "una", "che"]),
    ("pt", &["do", "da", "para", "com", "os", "dos", "das", "em", "um", "nao"]),
    ("pl", &["i", "na", "do", "dla", "oraz", "sie", "nie", "platnosci"]),
    ("sv", &["och", "att", "for", "med", "av", "till", "ar", "som"]),
    ("da", &["og", "til", "af", "med", "pa", "er", "venligst"]),
    ("nb", &["og", "til", "av", "med", "ved", "ikke", "vennligst"]),
    ("fi", &["ja", "on", "sekä", "kun", "tai"]),
];

/// The language that most labels and small words speak.
pub fn language(context: &Context<'_>) -> Option<String> {
    let mut votes = [0.0f32; LANGUAGES.len()];
    for label in context.labels.iter().filter(|l| l.letters >= 3) {
        let count = label.languages.count_ones().max(1) as f32;
        for (at, vote) in votes.iter_mut().enumerate() {
            if label.languages >> at & 1 == 1 {
                *vote += 1.0 / (count * count);
            }
        }
    }
    for token in context.sheet.tokens.iter().take(4_000) {
        for (language, words) in WORDS {
            if words.contains(&token.key.as_str())
                && let Some(at) = LANGUAGES.iter().position(|l| l == language)
            {
                votes[at] += 0.35;
            }
        }
    }
    let (at, most) = votes.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
    (*most >= 0.8).then(|| LANGUAGES[at].to_owned())
}

/// The sort of document: the largest and first of its titles.
pub fn kind(context: &Context<'_>) -> Kind {
    let mut best: Option<(f32, Kind)> = None;
    let numbered = numbered(context);
    for label in context.labels.iter().filter(|l| l.class.is_title()) {
        let Some(kind) = title(label.class) else { continue };
        if numbered && refers(context, label, kind) {
            continue;
        }
        let cell = &context.sheet.cells[label.cell];
        let sure = label.alone
            || matches!(kind, Kind::Invoice | Kind::CreditNote)
            || label.leads && cell.tokens.len() <= 5;
        if !sure {
            continue;
        }
        let height = context.sheet.pages[cell.page as usize].1.max(1.0);
        let mut score = cell.size / 10.0 - label.area.y0 / height * 2.0 - cell.page as f32;
        score += if label.alone { 1.0 } else { 0.0 } + if label.leads { 0.4 } else { -1.0 };
        score +=
            if kind == Kind::Invoice { 0.3 } else { 0.0 } - if cell.tokens.len() > 8 { 1.5 } else { 0.0 };
        // "Lieferschein: 4711" refers to another paper.
        let refers = label.colon && !matches!(kind, Kind::Invoice | Kind::CreditNote);
        score -= if refers { 2.0 } else { 0.0 };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, kind));
        }
    }
    best.map_or(Kind::Invoice, |(_, kind)| kind)
}

/// Whether the first page labels a number as that of an invoice.
fn numbered(context: &Context<'_>) -> bool {
    context.of(Class::InvoiceNumber).any(|l| {
        let first = context.sheet.cells[l.cell].page == 0;
        first && l.leads && l.letters >= 5 && !super::number::foreign(context, l)
    })
}

/// "Lieferschein  LS2406118": on an invoice with a number, the name of another paper beside its number is no title.
fn refers(context: &Context<'_>, label: &Label, kind: Kind) -> bool {
    let row = &context.sheet.rows[label.row];
    let next = context.sheet.tokens[label.tokens.end..row.tokens.end].iter().find(|t| !t.key.is_empty());
    let number = next.is_some_and(|t| t.text.bytes().any(|b| b.is_ascii_digit()));
    matches!(kind, Kind::DeliveryNote | Kind::Order | Kind::Quotation)
        && label.leads
        && (label.colon || number)
}

fn title(class: Class) -> Option<Kind> {
    Some(match class {
        Class::InvoiceTitle => Kind::Invoice,
        Class::CreditTitle => Kind::CreditNote,
        Class::DebitTitle => Kind::DebitNote,
        Class::ReceiptTitle => Kind::Receipt,
        Class::ProformaTitle => Kind::ProForma,
        Class::OrderTitle => Kind::Order,
        Class::QuotationTitle => Kind::Quotation,
        Class::DeliveryTitle => Kind::DeliveryNote,
        Class::ReminderTitle => Kind::Reminder,
        Class::StatementTitle => Kind::Statement,
        _ => return None,
    })
}

/// How much speaks for a currency, where it is named first, and whether its sign means no other.
type Votes = HashMap<&'static str, (f32, usize, bool)>;

/// The currency: said, or beside the amounts; a sign of several currencies is settled by codes and by countries.
pub fn currency(
    context: &Context<'_>,
    countries: &[String],
    language: Option<&str>,
) -> Option<Found<String>> {
    for label in context.of(Class::Currency) {
        for target in context.targets(label) {
            let said = target
                .tokens
                .clone()
                .find_map(|at| Some((at, currency::read(&context.sheet.tokens[at].text)?)));
            if let Some((at, codes)) = said {
                let value = settle(codes, context, countries, language).0;
                return Some(found(
                    context,
                    &Candidate { value: value.into(), tokens: at..at + 1, score: 1.0 },
                    0.98,
                ));
            }
            let misread = |at: usize| {
                Some((
                    at,
                    currency::near(&context.sheet.tokens[at].text).filter(|_| context.sheet.recognised)?,
                ))
            };
            if let Some((at, code)) = target.tokens.clone().find_map(misread) {
                let candidate = Candidate { value: code.to_owned(), tokens: at..at + 1, score: 1.0 };
                return Some(found(context, &candidate, 0.6));
            }
        }
    }
    let mut votes = Votes::new();
    for amount in &context.values.amounts {
        let Some(codes) = amount.currency else { continue };
        let (code, clear) = settle(codes, context, countries, language);
        let vote = votes.entry(code).or_insert((0.0, amount.tokens.start, clear));
        let tokens = &context.sheet.tokens[amount.tokens.clone()];
        vote.0 += tokens.iter().map(|token| token.confidence).fold(1.0, f32::min);
        vote.2 |= clear;
    }
    said(context, &mut votes);
    // Another that is named nearly as often may be that of the bill: of freight, of accounts, of an exchange.
    let mut heights = votes.values().map(|vote| vote.0).collect::<Vec<_>>();
    heights.sort_by(|a, b| b.total_cmp(a));
    let contested = heights.len() > 1 && heights[1] * 2.0 > heights[0];
    let most = votes.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)));
    let dollar = most.filter(|(code, (count, ..))| *code == "USD" && *count < 2.0);
    if let Some(home) = dollar.and_then(|_| at_home(context, countries, language)) {
        return Some(home);
    }
    if let Some((code, (count, at, clear))) = most {
        let confidence = if contested {
            0.6
        } else if clear {
            0.97
        } else if count > 2.0 {
            0.85
        } else {
            0.7
        };
        return Some(found(
            context,
            &Candidate { value: code.to_owned(), tokens: at..at + 1, score: 1.0 },
            confidence,
        ));
    }
    by_country(context, countries).or_else(|| by_language(context, language))
}

/// Votes of codes and signs that stand alone.
fn said(context: &Context<'_>, votes: &mut Votes) {
    for (at, token) in context.sheet.tokens.iter().enumerate() {
        let Some(codes) =
            currency::read(&token.text).filter(|_| token.text.chars().count() > 1 || !token.text.is_ascii())
        else {
            continue;
        };
        let total = context.labels.iter().any(|l| {
            l.row == token.row && l.class.is_amount() && l.tokens.end <= at + 3 && at <= l.tokens.end + 4
        });
        if codes.len() == 1 && is_told(context, at) {
            votes.entry(codes[0]).or_insert((0.0, at, true)).0 += 6.0;
        }
        if codes.len() == 1 && (total || token.text.len() == 3) {
            let vote = votes.entry(codes[0]).or_insert((0.0, at, true));
            vote.0 += if total { 2.0 } else { 0.6 };
        }
    }
}

/// A "5" may be recognised as "$": one or two of them say nothing against the land and its language.
fn at_home(context: &Context<'_>, countries: &[String], language: Option<&str>) -> Option<Found<String>> {
    let land = by_country(context, countries).or_else(|| by_language(context, language));
    land.filter(|land| context.sheet.recognised && land.value == "EUR")
}

/// "Wahnnng :GBP": on a picture, a code alone behind a colon is what a label says that nobody could read.
fn is_told(context: &Context<'_>, at: usize) -> bool {
    let token = &context.sheet.tokens[at];
    let before = at.checked_sub(1).map(|before| &context.sheet.tokens[before]).filter(|t| t.row == token.row);
    context.sheet.recognised
        && before.is_some_and(|before| token.text.starts_with(':') || before.colon())
        && context.sheet.row_of(at).tokens.len() <= 3
}

/// A document that names no currency is in that of the country of its tax numbers.
fn by_country(context: &Context<'_>, countries: &[String]) -> Option<Found<String>> {
    let code = countries.iter().find_map(|country| currency::by_country(country))?;
    let at = context.values.ids.first()?.tokens.clone();
    Some(found(context, &Candidate { value: code.to_owned(), tokens: at, score: 0.5 }, 0.8))
}

/// Languages of countries that nearly all pay in one currency.
fn by_language(context: &Context<'_>, language: Option<&str>) -> Option<Found<String>> {
    let code = match language? {
        "de" | "fr" | "nl" | "es" | "it" | "fi" | "el" => "EUR",
        "pl" => "PLN",
        "sv" => "SEK",
        "da" => "DKK",
        "nb" => "NOK",
        "cs" => "CZK",
        "hu" => "HUF",
        _ => return None,
    };
    let at = context.values.amounts.iter().rev().find(|a| a.decimals == 2)?.tokens.clone();
    Some(found(context, &Candidate { value: code.to_owned(), tokens: at, score: 0.4 }, 0.5))
}

/// Which currency a sign means here, and whether that is clear.
fn settle(
    codes: &'static [&'static str],
    context: &Context<'_>,
    countries: &[String],
    language: Option<&str>,
) -> (&'static str, bool) {
    let first = codes[0];
    if codes.len() == 1 {
        return (first, true);
    }
    let said = codes.iter().find(|code| {
        context.sheet.tokens.iter().any(|t| t.text.trim_matches(|c: char| !c.is_alphanumeric()) == **code)
    });
    if let Some(code) = said {
        return (code, true);
    }
    if first == "USD" && american(context) {
        return (first, true);
    }
    let home = countries
        .iter()
        .filter_map(|country| currency::by_country(country))
        .find(|code| codes.contains(code));
    if let Some(code) = home {
        return (code, true);
    }
    let spoken = match language {
        Some("da") => Some("DKK"),
        Some("nb") => Some("NOK"),
        Some("sv") => Some("SEK"),
        Some("pt") => Some("BRL"),
        _ => None,
    };
    (spoken.and_then(|code| codes.iter().find(|c| **c == code)).copied().unwrap_or(first), false)
}

/// Whether addresses in the United States speak for the dollar: a state and a ZIP code, twice.
fn american(context: &Context<'_>) -> bool {
    const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ \
                          NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";
    let zip = |text: &str| {
        let text = text.trim_end_matches([',', '.']);
        let (five, four) = text.split_once('-').unwrap_or((text, "0000"));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        five.len() == 5 && four.len() == 4 && digits(five) && digits(four)
    };
    let tokens = &context.sheet.tokens;
    let state = |text: &str| text.len() == 2 && STATES.split_whitespace().any(|s| s == text);
    tokens.windows(2).filter(|pair| state(&pair[0].text) && zip(&pair[1].text)).count() >= 2
}

/// The smallest unit of a currency in 10⁻⁴.
pub fn minor(currency: Option<&str>) -> i64 {
    match currency {
        Some("JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XOF" | "XAF") => 10_000,
        Some("KWD" | "BHD" | "OMR" | "JOD" | "TND") => 10,
        _ => 100,
    }
}
