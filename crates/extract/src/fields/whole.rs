//! Names over two lines: a legal form alone in the next one, or a trade in the first.

use std::ops::Range;

use super::{context::Context, name, words::HOUSES};
use crate::{found::Found, values::Form};

/// A name with what belongs to it in the lines below.
pub fn completed(context: &Context<'_>, mut found: Found<String>) -> Found<String> {
    let sheet = context.sheet;
    let last = sheet.tokens.iter().enumerate().filter(|(_, t)| {
        t.page == found.page
            && t.area.x0 >= found.area.x0 - 0.5
            && t.area.y0 >= found.area.y0 - 0.5
            && t.area.x1 <= found.area.x1 + 0.5
            && t.area.y1 <= found.area.y1 + 0.5
    });
    let mut last = last;
    let Some((last, _)) = last.next_back() else { return found };
    let cell = sheet.tokens[last].cell;
    if last + 1 != sheet.cells[cell].tokens.end {
        return found;
    }
    let block = &sheet.blocks[sheet.cells[cell].block];
    let Some(place) = block.cells.iter().position(|c| *c == cell) else { return found };
    for below in block.cells[place + 1..].iter().take(2) {
        let tokens = sheet.cells[*below].tokens.clone();
        let forms = is_form(context, tokens.clone());
        if !(forms || is_house(&found.value) && is_proper(context, tokens.clone())) {
            break;
        }
        found.value = format!("{} {}", found.value, name::clean(&sheet.text(tokens.clone())));
        found.text = format!("{} {}", found.text, sheet.text(tokens.clone()));
        found.area = found.area.union(&sheet.area(tokens));
        if forms {
            break;
        }
    }
    found
}

/// Whether a line is nothing but a legal form: "(haftungsbeschränkt)", "GmbH & Co. KG".
fn is_form(context: &Context<'_>, tokens: Range<usize>) -> bool {
    let words = &context.sheet.tokens[tokens];
    words.len() <= 4
        && words.iter().all(|t| {
            name::is_form(&t.text) || matches!(t.key.as_str(), "" | "haftungsbeschrankt" | "co" | "limited")
        })
        && words.iter().any(|t| t.key.len() >= 2)
}

/// Whether a name only says what the house is: "Gemeinschaftspraxis", "Cabinet".
fn is_house(value: &str) -> bool {
    const ENDS: [&str; 14] = [
        "praxis",
        "ausstattung",
        "kanzlei",
        "apotheke",
        "backerei",
        "schreinerei",
        "tischlerei",
        "malerei",
        "schlosserei",
        "gartnerei",
        "druckerei",
        "metzgerei",
        "betrieb",
        "buro",
    ];
    let key = crate::layout::key(value);
    !value.trim().contains(' ')
        && (HOUSES.contains(key.as_str()) || ENDS.iter().any(|end| key.ends_with(end)))
}

/// Whether a line can be the proper name behind a trade: a few words with capitals, no number, no label.
fn is_proper(context: &Context<'_>, tokens: Range<usize>) -> bool {
    let words = &context.sheet.tokens[tokens.clone()];
    (1..=6).contains(&words.len())
        && !name::address_like(context, tokens.clone())
        && tokens.clone().all(|t| context.values.form[t] == Form::Word && context.label_at[t].is_none())
        && words.iter().all(|t| {
            let word =
                t.text.starts_with(char::is_uppercase) || matches!(t.key.as_str(), "" | "und" | "et" | "and");
            word && !t.text.bytes().any(|b| b.is_ascii_digit()) && !t.text.ends_with(':')
        })
}
