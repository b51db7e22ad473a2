//! The sentence that a day stands in: whether it asks to pay by then.

use std::ops::Range;

use super::context::Context;
use crate::values::{Day, Form};

/// Whether a word is one of these.
pub fn among(words: &str, word: &str) -> bool {
    !word.is_empty() && words.split_ascii_whitespace().any(|other| other == word)
}

/// The words around a day in its sentence.
pub struct Clause {
    /// The sentence before the day, the nearest word first.
    before: Vec<String>,
    /// The same up to a comma.
    close: Vec<String>,
    /// What follows, up to a comma.
    after: Vec<String>,
}

impl Clause {
    /// Reads the sentence around a day, over the end of its line.
    pub fn around(context: &Context<'_>, day: &Day) -> Self {
        let sheet = context.sheet;
        let mut clause = Self { before: Vec::new(), close: Vec::new(), after: Vec::new() };
        let mut open = true;
        let cell = sheet.tokens[day.tokens.start].cell;
        let start = sheet.cells[cell].tokens.start;
        let above = lines_of(context, cell, -1).filter(|_| start + 8 > day.tokens.start);
        let before = (start..day.tokens.start).rev().chain(above.into_iter().flat_map(Iterator::rev));
        for at in before.take(18) {
            let token = &sheet.tokens[at];
            let ends =
                token.text.ends_with('.') && token.key.len() > 3 && context.values.form[at] == Form::Word;
            if ends && !token.key.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            open &= !token.text.ends_with([',', ';']) && context.values.form[at] != Form::Day;
            if open {
                clause.close.push(token.key.clone());
            }
            clause.before.push(token.key.clone());
        }
        let last = &sheet.tokens[day.tokens.end - 1];
        let below = lines_of(context, cell, 1);
        let after = (day.tokens.end..sheet.cells[cell].tokens.end).chain(below.into_iter().flatten());
        for at in after.take(if last.text.ends_with([',', ';']) { 0 } else { 9 }) {
            let token = &sheet.tokens[at];
            if context.values.form[at] == Form::Day || matches!(token.key.as_str(), "bis" | "by" | "avant") {
                break;
            }
            clause.after.push(token.key.clone());
            if token.text.ends_with([',', ';', '.']) {
                break;
            }
        }
        clause
    }

    /// How clearly the sentence asks to pay by this day, or says that money is fetched then.
    pub fn asks(&self) -> Option<f32> {
        const BY: &str = "bis zum am by on before until avant le jusquau au voor op uiterlijk antes el hasta entro il \
            ate em do dnia senast den till inden innan til viimeistaan dne ig spatestens del per \
            around omstreeks about rond vers innen a dia than";
        const PAY: &str = "zahl uberweis begleich fallig buch einzieh einzug eingezogen einzuz lastschrift belast pay \
            due remit settle debit charg collect paiement regl echeance prelev virement betal voldoen \
            voldaan overma overschrijv incass afgeschreven pag abon venc domicili adeud scad bonific \
            addebit plat zaplat forfall maks splat uhrad";
        const DONE: &str = "paid received bezahlt erhalten eingegangen recu ontvangen betaald pagado paye dankend erfolgt \
            erfolgte thank dank regle pagata pagato betalt zaplacono maksettu beglichen voldaan \
            gezahlt gezahlten geleistete vorschusszahlung anzahlung deposit acompte anticipo acconto \
            abschlagszahlung";
        let by = self.before.iter().take(3).any(|w| among(BY, w));
        let words = || self.before.iter().chain(&self.after);
        let pay = words().any(|w| {
            PAY.split_ascii_whitespace().any(|stem| w.starts_with(stem) || w.len() > 9 && w.contains(stem))
        });
        let done = self.close.iter().take(8).any(|w| among(DONE, w));
        (by && pay && !done).then_some(0.72)
    }

    /// A day that only stands for a discount ("2% Skonto bis 14.11.").
    pub fn discounted(&self) -> bool {
        const LESS: &str = "skonto escompte discount korting descuento sconto kassarabatt kontantrabat betalingskorting \
            abzug rabatt skonta rabat kassakorting desconto";
        const FULL: &str = "ohne netto sans without zonder sin senza net utan uden sem bez";
        let words = || self.close.iter().take(9).chain(&self.after);
        words().any(|w| among(LESS, w)) && !words().any(|w| among(FULL, w))
    }

    /// A day of another payment: the next instalment.
    pub fn later(&self) -> bool {
        const NEXT: &str = "erstmals kunftig kunftige nachste nachster neuer next future prochain prochaine volgende \
            proximo prossimo nasta naeste rate";
        self.close.iter().take(7).any(|w| among(NEXT, w))
    }
}

/// The tokens of the line above (-1) or below (1) in the same paragraph.
fn lines_of(context: &Context<'_>, cell: usize, step: isize) -> Option<Range<usize>> {
    let block = &context.sheet.blocks[context.sheet.cells[cell].block];
    let place = block.cells.iter().position(|c| *c == cell)?.checked_add_signed(step)?;
    let other = context.sheet.cells[*block.cells.get(place)?].tokens.clone();
    (other.len() >= 4).then_some(other)
}
