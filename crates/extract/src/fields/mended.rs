//! Totals of a scan whose marks were lost or read as figures: "£2323)20" and "€1025525" below 1.920,00 and 403,20.

use super::{context::Context, judge};
use crate::{
    arithmetic::{self, Guess, Proof, Role, Settlement, Sums},
    values::{Amount, Form},
};

/// A word this sure is not guessed at.
const CLEAR: f32 = 0.7;
/// Edges this near, in points, stand in one column.
const COLUMN: f32 = 6.0;

/// Words that nobody could read as an amount, with the digits of what two other totals say of the third. They are
/// evidence of where it stands, and no proof of it.
pub fn amounts(context: &Context<'_>, used: &[Amount], guesses: &[Vec<Guess>]) -> Vec<Amount> {
    let wanted = wanted(used, guesses);
    let mut found: Vec<Amount> = Vec::new();
    for at in 0..context.sheet.tokens.len() {
        let open = matches!(context.values.form[at], Form::Word | Form::Amount);
        let Some(figures) = figures(context, at).filter(|_| open) else { continue };
        if used.iter().any(|a| a.tokens.contains(&at)) {
            continue;
        }
        let near = |w: &&Wanted| w.by.iter().any(|by| beside(context, at, &used[*by]));
        let only = |same: &dyn Fn(&str) -> bool| {
            let mut fits = wanted.iter().filter(|w| same(&(w.value / 100).to_string())).filter(near);
            let first = fits.next()?.value;
            fits.all(|other| other.value == first).then_some(first)
        };
        let value = only(&|meant| figures == meant).or_else(|| only(&|meant| similar(&figures, meant)));
        if let Some(value) = value.filter(|value| found.iter().all(|a| a.value != *value)) {
            found.push(Amount { tokens: at..at + 1, value, decimals: 2, currency: None, number: at });
        }
    }
    found
}

/// What a total has to be, by two others; printed elsewhere or not.
struct Wanted {
    value: i64,
    by: [usize; 2],
}

fn wanted(used: &[Amount], guesses: &[Vec<Guess>]) -> Vec<Wanted> {
    let named = |roles: &[Role], least: f32| -> Vec<usize> {
        let strong = |at: &usize| guesses[*at].iter().any(|g| roles.contains(&g.role) && g.weight >= least);
        (0..used.len()).filter(|at| used[*at].value > 0).filter(strong).take(8).collect()
    };
    let (nets, taxes) = (named(&[Role::Net, Role::Lines], 0.6), named(&[Role::Tax], 0.6));
    let grosses = named(&[Role::Gross, Role::Due], 0.5);
    let value = |at: usize| used[at].value;
    let mut found = Vec::new();
    for net in &nets {
        let sums = taxes.iter().filter(|tax| value(**tax) < value(*net));
        found.extend(sums.map(|tax| Wanted { value: value(*net) + value(*tax), by: [*net, *tax] }));
        // The tax of a total whose label may be lost too.
        let above = (0..used.len()).filter(|g| value(*g) > value(*net) && value(*g) / 3 < value(*net) / 2);
        found.extend(above.map(|gross| Wanted { value: value(gross) - value(*net), by: [*net, gross] }));
    }
    for gross in &grosses {
        let nets = taxes.iter().filter(|tax| value(**tax) < value(*gross) / 2);
        found.extend(nets.map(|tax| Wanted { value: value(*gross) - value(*tax), by: [*gross, *tax] }));
    }
    found
}

/// The figures of a word that was read badly and is mostly figures.
fn figures(context: &Context<'_>, at: usize) -> Option<String> {
    let token = &context.sheet.tokens[at];
    let figures: String = token.text.chars().filter(char::is_ascii_digit).collect();
    let letters = token.text.chars().filter(|c| c.is_alphabetic()).count();
    let mostly = letters <= 1 && token.text.chars().count() <= figures.len() + 4;
    (token.confidence < CLEAR && (4..=12).contains(&figures.len()) && mostly).then_some(figures)
}

/// Whether both are the same but for one figure too many, too few, or another.
fn similar(read: &str, meant: &str) -> bool {
    let (read, meant) = (read.as_bytes(), meant.as_bytes());
    let shorter = read.len().min(meant.len());
    if shorter < 5 || read.len().abs_diff(meant.len()) > 1 {
        return read == meant;
    }
    let front = read.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let back = read.iter().rev().zip(meant.iter().rev()).take_while(|(a, b)| a == b).count();
    front + back.min(shorter - front.min(shorter)) + usize::from(read.len() == meant.len()) >= shorter
}

/// Whether a word stands in the column of an amount, not far from it.
fn beside(context: &Context<'_>, at: usize, amount: &Amount) -> bool {
    let (token, other) = (&context.sheet.tokens[at], context.sheet.area(amount.tokens.clone()));
    let near = (token.area.middle_y() - other.middle_y()).abs() < 120.0;
    let column = (token.area.x0 - other.x0).abs() < COLUMN || (token.area.x1 - other.x1).abs() < COLUMN;
    token.page == context.sheet.tokens[amount.number].page && near && column
}

/// So many figures may begin with the sign of the rupee.
const SUSPECTS: usize = 6;

/// The OCR has no sign of the rupee and sees a figure in it: "27,899.33" for ₹7,899.33. Amounts without their first
/// figure, in the fewest places that prove the totals.
pub fn rupees(
    context: &Context<'_>,
    used: &[Amount],
    sums: &Sums<'_>,
) -> Option<(Settlement, Vec<arithmetic::Amount>)> {
    let gst = |key: &str| matches!(key, "gstin" | "cgst" | "sgst" | "igst" | "inr");
    if !context.sheet.tokens.iter().any(|t| gst(&t.key) || t.text.starts_with('₹')) {
        return None;
    }
    let other = |at: usize| {
        let token = &context.sheet.tokens[used[at].number];
        let rest = token.text.strip_prefix(|c: char| c.is_ascii_digit())?;
        let whole = rest.split_once('.').map_or("", |(whole, _)| whole);
        let grouped = whole.split(',').skip(1).all(|group| matches!(group.len(), 2 | 3));
        let fits = token.confidence < CLEAR && grouped && whole.starts_with(|c: char| matches!(c, '1'..='9'));
        let value = rest.replace([',', '.'], "").parse::<i64>().ok()? * 100;
        (fits && used[at].value > 0 && used[at].decimals == 2).then_some((at, value))
    };
    let suspects: Vec<(usize, i64)> = (0..used.len()).filter_map(other).take(SUSPECTS).collect();
    let mut masks: Vec<u32> = (1..1_u32 << suspects.len()).collect();
    masks.sort_by_key(|mask| mask.count_ones());
    masks.into_iter().find_map(|mask| {
        let mut amounts = sums.amounts.to_vec();
        let meant = suspects.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0);
        meant.for_each(|(_, (at, value))| amounts[*at].value = *value);
        let settled = judge::judge(&Sums { amounts: &amounts, ..sums.clone() });
        // Two equal halves of a GST prove it as well as a rate does.
        let halves = settled.proves(Proof::Sum) && settled.proves(Proof::Halves);
        (judge::proved(&settled) || halves).then_some((settled, amounts))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_figure_may_be_wrong() {
        assert!(similar("232320", "232320"));
        assert!(similar("1025525", "102525"));
        assert!(similar("10255", "102551"));
        assert!(similar("102535", "102525"));
        assert!(!similar("102535", "102552"));
        assert!(!similar("12345", "1234567"));
        assert!(!similar("1234", "1235"), "of short ones all must be right");
    }
}
