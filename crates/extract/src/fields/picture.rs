//! Whether what was recognised from a picture was read well enough to be accepted without a look. Arithmetic proves the
//! amounts; nothing proves a letter of a name but the print itself, so it has to be clear, or printed twice.

use super::{accents, certain, context::Context, name};
use crate::{
    found::{Found, Reading},
    layout::key,
    values::currency,
};

/// The words of a page are this sure in the mean, by their letters, or it is read by a person.
const MEAN: f32 = 0.8;
/// A word this sure is read right.
const CLEAR: f32 = 0.85;
/// One this sure is read right where it comes twice.
const TWICE: f32 = 0.6;

/// Whether some of the document was recognised from a picture.
pub fn is_picture(context: &Context<'_>) -> bool {
    context.sheet.tokens.iter().any(|token| token.confidence < 0.999)
}

/// Whether every key field was read clearly; text that was given is.
pub fn is_legible(context: &Context<'_>, reading: &Reading) -> bool {
    if !is_picture(context) {
        return true;
    }
    let number = reading.number.as_ref().is_some_and(|n| is_sure(context, n, &key(&n.value)));
    let day = reading.date.as_ref().is_some_and(|day| {
        let least = least(context, day);
        least >= CLEAR || least >= TWICE && times(context, &key(&day.text)) >= 2
    });
    let seller = reading.seller.name.as_ref().is_some_and(|name| {
        is_sure(context, name, &name::core(&name.value)) && plain(&name.value) && !is_label(context, name)
    });
    let whole = !accents::lost(context, reading);
    mean(context) >= MEAN && number && day && seller && whole && one_currency(context, reading)
}

/// Whether a value was read clearly, or the same twice.
fn is_sure(context: &Context<'_>, found: &Found<String>, core: &str) -> bool {
    let least = least(context, found);
    least >= CLEAR || least >= TWICE && core.chars().count() >= 4 && times(context, core) >= 2
}

/// How sure the least sure word of a value is.
fn least<T>(context: &Context<'_>, found: &Found<T>) -> f32 {
    let Some(tokens) = certain::tokens(context, found) else { return 0.0 };
    context.sheet.tokens[tokens].iter().map(|token| token.confidence).fold(1.0, f32::min)
}

/// How often something is printed.
fn times(context: &Context<'_>, core: &str) -> usize {
    let mut text = String::new();
    context.sheet.tokens.iter().for_each(|token| text.push_str(&token.key));
    if core.is_empty() { 0 } else { text.matches(core).count() }
}

/// The mean confidence, by letters.
fn mean(context: &Context<'_>) -> f32 {
    let letters = |text: &str| text.chars().count() as f32;
    let all: f32 = context.sheet.tokens.iter().map(|t| letters(&t.text)).sum();
    let sure: f32 = context.sheet.tokens.iter().map(|t| letters(&t.text) * t.confidence).sum();
    if all > 0.0 { sure / all } else { 0.0 }
}

/// Whether a name has no signs in it that recognition makes of raised letters, specks and strokes.
fn plain(value: &str) -> bool {
    !value.contains(|c: char| {
        matches!(c, '®' | '©' | '™' | '°' | '*' | '|' | '~' | '=' | '_' | '<' | '>' | '{' | '}' | '[' | ']')
    })
}

/// Whether a name is nothing but a label, or two words with a stroke between: "Buyer/Recipient", read with a slip.
fn is_label(context: &Context<'_>, found: &Found<String>) -> bool {
    let parted = found.value.split('/').count() == 2 && !found.value.contains(' ');
    parted || certain::tokens(context, found).is_some_and(|mut at| at.all(|t| context.label_at[t].is_some()))
}

/// Whether no other currency than that of the document is named by its code, but where a label says which one counts.
fn one_currency(context: &Context<'_>, reading: &Reading) -> bool {
    let Some(own) = &reading.currency else { return false };
    let code = |text: &str| {
        let text = text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_code = text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
        currency::read(text).filter(|codes| is_code && codes.len() == 1).map(|codes| codes[0])
    };
    let others = context.sheet.tokens.iter().filter_map(|t| code(&t.text)).filter(|code| *code != own.value);
    own.confidence >= 0.9 && (others.count() == 0 || is_labelled(context, own))
}

/// Whether a currency stands behind its label.
fn is_labelled(context: &Context<'_>, own: &Found<String>) -> bool {
    let Some(at) = certain::tokens(context, own) else { return false };
    let row = context.sheet.tokens[at.start].row;
    context.of(crate::labels::Class::Currency).any(|label| label.row == row)
}
