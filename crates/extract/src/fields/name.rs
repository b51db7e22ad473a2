//! Names of companies and people: what a line must look like to be one.

use std::ops::Range;

use super::{
    clause::among,
    context::Context,
    trade,
    words::{COMMON, FORMS, LEADING, POINTED, PROFESSIONS, SALUTES, STREETS, TRADES},
};
use crate::{
    labels::{Class, Label},
    layout::key,
    values::{Form, number},
};

/// Whether this word is a legal form; one that is a usual word too must be written like a form, in capitals or with points.
pub fn is_form(written: &str) -> bool {
    is_form_of(written, &key(written))
}

/// Whether a name has a legal form: behind it, or one that is written in front, as "SARL".
pub fn legal(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("");
    let leads = LEADING.contains(key(first).as_str())
        && first.starts_with(char::is_uppercase)
        && words.clone().next().is_some_and(|word| word.starts_with(char::is_uppercase));
    let behind = |(before, word): (&str, &str)| is_form(word) && !state(before, word);
    leads || text.split_whitespace().zip(words).any(behind)
}

/// "Denver, CO": a state of the USA behind a town.
fn state(before: &str, word: &str) -> bool {
    before.ends_with(',') && matches!(word, "CO" | "SC" | "KS" | "ME" | "SD" | "PA")
}

/// Whether a word of the page is a legal form, and no court.
pub fn form_at(context: &Context<'_>, at: usize) -> bool {
    let token = &context.sheet.tokens[at];
    is_form_of(&token.text, &token.key)
        && !court(context, at)
        && !at.checked_sub(1).is_some_and(|b| state(&context.sheet.tokens[b].text, &token.text))
}

/// The same for a word whose key is known.
fn is_form_of(written: &str, key: &str) -> bool {
    if !FORMS.contains(key) {
        return false;
    }
    // "e.U." is a form of Austria, "EU" is none; a "PC" is no corporation.
    if POINTED.contains(key) && !written.contains('.') {
        return false;
    }
    let common = COMMON.contains(key);
    let letters = written.chars().filter(|c| c.is_alphabetic());
    let capitals = letters.clone().filter(|c| c.is_uppercase()).count();
    !common || capitals * 2 >= letters.count() || written.contains('.') || written.contains('/')
}

/// Signs that stand between a name and what is none of it.
const SIGNS: &str = "- – − | · • * / ― — ∙ ► ; ‧ ● ▪";

/// The tokens of a name in this range: without labels in front, without the address behind. None where it is none.
pub fn name(context: &Context<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let tokens = &context.sheet.tokens;
    let mut start = range.start;
    while start < range.end {
        let token = &tokens[start];
        let label = context.label_at[start].map(|l| &context.labels[l]).filter(|l| l.tokens.start == start);
        let leads = label.is_some_and(|l| {
            l.tokens.end < range.end && (l.colon || matches!(l.class, Class::Name)) && l.class != Class::Phone
        });
        let sign = token.key.is_empty()
            || matches!(token.key.as_str(), "attn" | "tav" | "zhd" | "ms" | "for" | "c" | "co")
                && start == range.start
                && range.len() > 1
                && token.text != "Co.";
        if leads {
            start = label.map_or(start + 1, |l| l.tokens.end);
        } else if let Some(end) = trade::owned(context, start) {
            start = end;
        } else if sign || salute(context, start, range.end) {
            start += 1;
        } else {
            break;
        }
    }
    let mut end = start;
    let mut form = None;
    while end < range.end {
        let token = &tokens[end];
        let sign = token.key.is_empty() && among(SIGNS, &token.text);
        let apart = end > start
            && (sign && !full_behind(context, end, form.is_some(), range.end)
                || token.cell != tokens[end - 1].cell);
        if apart || stops(context, end, start) {
            break;
        }
        // "SCOP SARL Example": forms in front of the name do not end it.
        let named = || tokens[start..end].iter().any(|t| !is_form_of(&t.text, &t.key));
        if end > start && form_at(context, end) && named() {
            form = Some(end);
        }
        end += 1;
        let comma = token.text.ends_with([',', ';']);
        let more = tokens.get(end).is_some_and(|t| {
            is_form_of(&t.text, &t.key) && !court(context, end)
                || matches!(t.key.as_str(), "co" | "et" | "and" | "und")
        });
        if comma && !more && end - start >= 1 {
            break;
        }
        if form.is_some_and(|at| at + 1 == end)
            && !goes_on(context, end, range.end)
            && !belongs(context, end, range.end)
        {
            break;
        }
    }
    while end > start && !tokens[end - 1].text.contains(|c: char| c.is_alphanumeric()) {
        end -= 1;
    }
    looks_like_one(context, start..end).then_some(start..end)
}

/// "Brand – Products Ltd": a dash inside a name whose legal form follows.
fn full_behind(context: &Context<'_>, at: usize, done: bool, end: usize) -> bool {
    let tokens = &context.sheet.tokens;
    if done || !matches!(tokens[at].text.as_str(), "-" | "–") {
        return false;
    }
    let next = (at + 1..end.min(at + 6)).take_while(|t| {
        let text = &tokens[*t].text;
        text.starts_with(char::is_uppercase) && !text.bytes().any(|b| b.is_ascii_digit())
    });
    let words: Vec<usize> = next.collect();
    words.iter().skip(1).any(|t| is_form_of(&tokens[*t].text, &tokens[*t].key))
}

/// "Herrn", "Madame" in front of a name of two words or more.
fn salute(context: &Context<'_>, at: usize, end: usize) -> bool {
    const TITLES: [&str; 6] = ["herrn", "eheleute", "firma", "spettle", "meisterbetrieb", "fachbetrieb"];
    TITLES.contains(&context.sheet.tokens[at].key.as_str()) && end >= at + 3
}

/// "Ruderclub Beispiel von 1921 e.V.": a year in front of a legal form.
fn founded(context: &Context<'_>, at: usize) -> bool {
    let (token, next) = (&context.sheet.tokens[at], context.sheet.tokens.get(at + 1));
    token.text.len() == 4
        && token.text.parse::<u32>().is_ok_and(|year| (1600..2060).contains(&year))
        && next.is_some_and(|t| t.cell == token.cell && is_form_of(&t.text, &t.key))
}

/// "Autohaus Beispiel Inh. Eva Beispiel e.K.": the owner is a part of the name where the form stands behind.
fn owner_in_name(context: &Context<'_>, at: usize) -> bool {
    let row = context.sheet.row_of(at).tokens.end;
    let end = context.sheet.tokens[at].cell;
    let rest = at + 1..context.sheet.cells[end].tokens.end;
    let plain = |t: &Token| t.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'));
    if (1..=3).contains(&rest.len()) && context.sheet.tokens[rest].iter().all(plain) {
        return true;
    }
    let tokens = &context.sheet.tokens[at + 1..row.min(at + 6)];
    tokens.iter().take_while(|t| t.cell == end).any(|t| is_form_of(&t.text, &t.key))
}

/// Whether a name goes on behind a legal form: "GmbH & Co. KG", "Pvt. Ltd.", "Sdn Bhd", "Trading Co. Ltd".
fn goes_on(context: &Context<'_>, at: usize, end: usize) -> bool {
    let Some(token) = context.sheet.tokens.get(at).filter(|_| at < end) else { return false };
    let after = context.sheet.tokens.get(at + 1).filter(|_| at + 1 < end);
    is_form_of(&token.text, &token.key)
        || matches!(
            token.text.as_str(),
            "&" | "+"
                | "(M)"
                | "(India)"
                | "(haftungsbeschränkt)"
                | "z"
                | "o.o."
                | "de"
                | "Limited"
                | "und"
                | "and"
        )
        || matches!(token.key.as_str(), "co" | "haftungsbeschrankt")
        || after.is_some_and(|t| is_form_of(&t.text, &t.key))
            && token.text.starts_with(|c: char| c.is_uppercase() || c == '(')
}

/// Whether what stands behind a legal form is a part of the name: a few words with capitals, and then the cell ends.
fn belongs(context: &Context<'_>, at: usize, end: usize) -> bool {
    let rest = at..end;
    let word = |t: &Token| {
        t.text.starts_with(char::is_uppercase)
            && t.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-'))
            || t.text.len() == 1 && t.text.bytes().all(|b| b.is_ascii_digit())
    };
    (1..=4).contains(&rest.len())
        && context.sheet.tokens[rest.clone()].iter().all(word)
        && rest.clone().all(|t| {
            context.label_at[t].is_none_or(|l| context.labels[l].letters < 5 || !context.labels[l].colon)
        })
}

/// Whether a number or an address stands behind a label; "Mobil" is a part of names too.
fn leads_on(context: &Context<'_>, label: &Label) -> bool {
    let next = context.sheet.tokens.get(label.tokens.end).filter(|t| t.row == label.row);
    next.is_some_and(|t| t.text.starts_with(['+', '(', '0', ':']) || t.text.contains(['@', '.']))
}

/// "AG Oldenburg HRB 1507": the court, and no form.
pub fn court(context: &Context<'_>, at: usize) -> bool {
    let tokens = &context.sheet.tokens;
    if tokens[at].key != "ag" {
        return false;
    }
    let before = at.checked_sub(1).map(|b| &tokens[b]).filter(|t| t.cell == tokens[at].cell);
    let apart = before.is_none_or(|t| {
        t.key.is_empty() || t.text.ends_with([',', ';', ':', '.']) || is_form_of(&t.text, &t.key)
    });
    apart
        && tokens[at + 1..tokens.len().min(at + 6)]
            .iter()
            .any(|t| matches!(t.key.as_str(), "hrb" | "hra" | "vr" | "gnr" | "pr" | "hr"))
}

/// What no name goes over: numbers that are values, and words that begin something else.
fn stops(context: &Context<'_>, at: usize, start: usize) -> bool {
    let token = &context.sheet.tokens[at];
    if matches!(context.values.form[at], Form::Day | Form::Amount | Form::Id | Form::Rate) {
        return true;
    }
    let label = context.label_at[at].map(|l| &context.labels[l]).filter(|l| l.tokens.start == at);
    let value = label.is_some_and(|l| {
        l.colon && l.letters > 1
            || l.class.is_identifier() && l.letters > 3
            || matches!(l.class, Class::Phone | Class::Email | Class::Web)
                && l.letters > 2
                && leads_on(context, l)
    });
    value && at > start
        || token.text.contains('@')
        || token.text.contains("www.")
        || at > start && court(context, at)
        || at > start && (trade::owned(context, at).is_some() || trade::alias(context, at))
        || at > start
            && matches!(
                token.key.as_str(),
                "au" | "geschaftsfuhrer" | "amtsgericht" | "hrb" | "rcs" | "siret" | "registered"
            )
        || at > start && matches!(token.key.as_str(), "inh" | "inhaber") && !owner_in_name(context, at)
        || at > start && token.text.bytes().filter(u8::is_ascii_digit).count() >= 4 && !founded(context, at)
}

fn looks_like_one(context: &Context<'_>, range: Range<usize>) -> bool {
    if range.is_empty() || range.len() > 12 {
        return false;
    }
    let tokens = &context.sheet.tokens[range.clone()];
    let letters: usize = tokens.iter().map(|t| t.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let digits: usize = tokens.iter().map(|t| t.text.bytes().filter(u8::is_ascii_digit).count()).sum();
    if letters < 2 || digits > letters {
        return false;
    }
    // "411CANTEL" is a code.
    if tokens.len() == 1 && digits >= 3
        || tokens[0].text.starts_with(|c: char| c.is_ascii_digit()) && digits >= 5
    {
        return false;
    }
    if tokens[0].text.starts_with('(') && tokens[tokens.len() - 1].text.ends_with(')') {
        return false;
    }
    let empty = |t: &Token| t.key.is_empty() || matches!(t.key.as_str(), "at" | "und" | "and" | "et");
    if tokens
        .iter()
        .all(|t| SALUTES.contains(t.key.as_str()) || PROFESSIONS.contains(t.key.as_str()) || empty(t))
    {
        return false;
    }
    // A label is no name, unless more follows.
    let covered = range
        .clone()
        .filter(|at| {
            context.label_at[*at].is_some_and(|l| range.contains(&(context.labels[l].tokens.end - 1)))
        })
        .count();
    if covered == range.len() {
        return false;
    }
    if tokens.last().is_some_and(Token::ends_open) {
        return false;
    }
    number::clean(&tokens[0].text).chars().any(char::is_alphanumeric)
}

use crate::layout::Token;

impl Token {
    /// Whether more must follow.
    fn ends_open(&self) -> bool {
        self.text.ends_with(':')
            || matches!(self.key.as_str(), "of" | "by" | "von" | "de" | "the" | "und" | "and")
    }
}

/// How much a name looks like a company's: legal form, words of trades.
pub fn weight(context: &Context<'_>, range: Range<usize>) -> f32 {
    let tokens = &context.sheet.tokens[range.clone()];
    let form = tokens.iter().enumerate().any(|(at, _)| at > 0 && form_at(context, range.start + at))
        || legal(&context.sheet.text(range.clone()));
    let trade = tokens.iter().any(|t| TRADES.contains(t.key.as_str()));
    let words = tokens.len();
    let small = tokens.iter().filter(|t| t.text.starts_with(char::is_lowercase)).count();
    let mut weight = 0.0;
    weight += if form { 2.5 } else { 0.0 };
    weight += if trade { 0.6 } else { 0.0 };
    weight -= if words > 6 && !form { 1.5 } else { 0.0 };
    weight -= if small * 2 > words { 1.5 } else { 0.0 };
    weight -= if address_like(context, range) { 1.5 } else { 0.0 };
    // "Mühlendamm 6": the number of a house.
    let last = tokens.last().map_or("", |t| t.text.trim_end_matches([',', ';']));
    let numbered = words >= 2 && !form && last.starts_with(|c: char| c.is_ascii_digit()) && last.len() <= 4;
    weight -= if numbered { 3.0 } else { 0.0 };
    weight -= if !form && SALUTES.contains(tokens[0].key.as_str()) { 1.5 } else { 0.0 };
    weight
}

/// A line of an address: a postal code, a street and its number.
pub fn address_like(context: &Context<'_>, range: Range<usize>) -> bool {
    let tokens = &context.sheet.tokens[range];
    let digits = tokens.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()));
    let street = tokens.iter().any(|t| {
        STREETS.contains(t.key.as_str())
            || ["strasse", "straat", "gatan", "vagen", "weg", "vej", "gasse", "platz", "laan"]
                .iter()
                .any(|s| t.key.ends_with(s) && t.key.len() > s.len() + 2)
            || t.key.ends_with("str") && t.key.len() > 6
    });
    let code = tokens.iter().any(|t| {
        let body = t.text.trim_matches(',').trim_start_matches("D-").trim_start_matches("F-");
        (4..=6).contains(&body.len()) && body.bytes().all(|b| b.is_ascii_digit())
    });
    digits && street
        || code && tokens.len() >= 2
        || tokens.windows(2).any(|pair| is_post_code(&pair[0].text, &pair[1].text))
}

/// "TR7 2SX", "K1A 0B1": the codes of Great Britain and of Canada.
fn is_post_code(outward: &str, inward: &str) -> bool {
    let form: String = outward
        .chars()
        .chain([' '])
        .chain(inward.trim_end_matches(',').chars())
        .map(|c| match c {
            'A'..='Z' => 'A',
            '0'..='9' => '9',
            other => other,
        })
        .collect();
    matches!(
        form.as_str(),
        "A9 9AA" | "A99 9AA" | "AA9 9AA" | "AA99 9AA" | "A9A 9AA" | "AA9A 9AA" | "A9A 9A9"
    )
}

/// What stands before the name of a house's owner.
const OWNER: [&str; 5] = ["Inh. ", "Inh.: ", "Inhaber ", "Inhaber: ", "Prop. "];

/// A name as it is kept.
pub fn clean(text: &str) -> String {
    let text = text.trim();
    let text = OWNER.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text = text.trim_matches(|c: char| {
        matches!(c, ',' | ';' | ':' | '"' | '*' | '|' | '-' | '–' | '„' | '“' | '”' | '•' | '·')
    });
    let open = text.matches('(').count() > text.matches(')').count();
    if open { text.trim_end_matches('(').trim().to_owned() } else { text.trim().to_owned() }
}

/// A name without its legal form, for comparing.
pub fn core(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().filter(|w| !is_form(w)).map(key).filter(|w| !w.is_empty()).collect();
    words.concat()
}
