//! Net, tax, gross and what is left to pay: labels suggest, arithmetic decides.

use std::ops::Range;

use super::{context::Context, evidence, judge, mended, rated};
use crate::{
    arithmetic::{self, Figure, Guess, Levy, Proof, Role, Settlement, Sums},
    found::{Found, TaxLine},
    labels::{Class, Label},
    table::Tables,
    values::{Amount, Form},
};

/// What the arithmetic gave, with the places of its amounts.
pub struct Totals {
    /// The assignment.
    pub settled: Settlement,
    /// The amounts that it speaks of, in the same order.
    pub amounts: Vec<arithmetic::Amount>,
    /// Their tokens.
    pub tokens: Vec<Range<usize>>,
    /// One of them, or its minus, could not be read, and is what the others say.
    pub guessed: bool,
}

/// Finds the totals.
pub fn totals(context: &Context<'_>, minor: i64, tables: &Tables) -> Totals {
    let mut used: Vec<Amount> =
        context.values.amounts.iter().filter(|a| usable(context, a)).cloned().collect();
    let mut guesses = labelled(context, &used);
    let found = if context.sheet.recognised { mended::amounts(context, &used, &guesses) } else { Vec::new() };
    let guessed = !found.is_empty();
    if guessed {
        used.extend(found);
        used.sort_by_key(|a| a.tokens.start);
        guesses = labelled(context, &used);
    }
    let tokens: Vec<Range<usize>> = used.iter().map(|a| a.tokens.clone()).collect();
    for (amount, guesses) in used.iter().zip(&mut guesses) {
        let factor = if of_item(context, amount, tables) {
            0.15
        } else if amount.plain() {
            0.7
        } else {
            1.0
        };
        guesses.iter_mut().for_each(|g| g.weight *= factor);
    }
    let mut amounts: Vec<arithmetic::Amount> = used
        .iter()
        .zip(guesses)
        .map(|(amount, guesses)| {
            let area = context.sheet.area(amount.tokens.clone());
            let page = context.sheet.tokens[amount.number].page;
            arithmetic::Amount { value: amount.value, guesses, page, x: area.x1, y: area.middle_y() }
        })
        .collect();
    judge::turn_taxes(&mut amounts);
    let mut rates: Vec<i64> = context.values.rates.iter().map(|r| r.value).filter(|r| *r > 0).collect();
    rates.extend(bare_rates(context));
    rates.sort_unstable();
    rates.dedup();
    let untaxed = untaxed(context);
    let lossy = context.sheet.recognised;
    let rated = if tables.taxes.is_empty() { rated::lines(context, tables) } else { Vec::new() };
    let levies: Vec<Levy> = tables.taxes.iter().chain(&rated).map(levy).collect();
    let rows: Vec<i64> = tables.lines.iter().filter_map(|line| line.total.or(line.net)).collect();
    let sums = Sums { amounts: &amounts, rates: &rates, levies: &levies, rows: &rows, minor, untaxed, lossy };
    let mut settled = judge::judge(&sums);
    let unproved = context.sheet.recognised && !judge::proved(&settled);
    let rupees = if unproved { mended::rupees(context, &used, &sums) } else { None };
    let mut turned = if context.sheet.recognised { judge::turned(&sums, &settled) } else { None };
    if let Some((meant, amounts)) = rupees {
        (settled, turned) = (meant, Some(amounts));
    } else if let Some(turned) = &turned {
        settled = judge::judge(&Sums { amounts: turned, ..sums.clone() });
    } else if context.sheet.recognised
        && let Some(without) = judge::without_gross(&sums, &settled)
    {
        settled = without;
    }
    if context.sheet.recognised
        && let Some(all) = judge::of_all_rates(&sums, &settled)
    {
        settled = all;
    }
    let unread = |tax: &Figure| {
        let nowhere = tax.at.is_none() && settled.taxes.iter().all(|levy| levy.amount_at.is_none());
        tax.value != 0 && nowhere && !settled.proves(Proof::Rate)
    };
    let guessed = guessed || turned.is_some() || lossy && settled.tax.as_ref().is_some_and(unread);
    Totals { settled, amounts: turned.unwrap_or(amounts), tokens, guessed }
}

/// What labels make of each amount.
fn labelled(context: &Context<'_>, used: &[Amount]) -> Vec<Vec<Guess>> {
    let tokens: Vec<Range<usize>> = used.iter().map(|a| a.tokens.clone()).collect();
    let values: Vec<i64> = used.iter().map(|a| a.value).collect();
    let mut guesses: Vec<Vec<Guess>> = vec![Vec::new(); used.len()];
    for label in context.labels.iter().filter(|l| l.class.is_amount()) {
        evidence::beside(context, label, &tokens, &mut guesses);
        evidence::under(context, label, &tokens, &values, &mut guesses);
    }
    if context.sheet.recognised {
        repeated(context, &tokens, &values, &mut guesses);
    }
    guesses
}

/// The sum of the items once more in its own column further down, beside words that nobody can read: the total.
fn repeated(context: &Context<'_>, tokens: &[Range<usize>], values: &[i64], guesses: &mut [Vec<Guess>]) {
    let sum = |at: usize| guesses[at].iter().any(|g| g.role == Role::Lines && g.weight >= 0.7);
    let place =
        |at: usize| (context.sheet.tokens[tokens[at].start].page, context.sheet.area(tokens[at].clone()));
    let again = |at: &usize| {
        let (page, area) = place(*at);
        let same = |other: usize| {
            let (first, above) = place(other);
            first == page && (above.x1 - area.x1).abs() < 4.0 && above.y1 < area.y0
        };
        guesses[*at].is_empty()
            && (0..*at).any(|other| values[other] == values[*at] && sum(other) && same(other))
    };
    let found: Vec<usize> = (0..tokens.len()).filter(|at| values[*at] > 0).filter(again).collect();
    for at in found {
        guesses[at].extend([Guess::new(Role::Gross, 0.55), Guess::new(Role::Due, 0.3)]);
    }
}

/// Whether an amount stands in the row of an item.
fn of_item(context: &Context<'_>, amount: &Amount, tables: &Tables) -> bool {
    let token = &context.sheet.tokens[amount.number];
    let y = token.area.middle_y();
    let inside =
        tables.lines.iter().any(|line| line.page == token.page && y > line.area.y0 && y < line.area.y1);
    inside && !under_totals(context, token.row)
}

/// Whether a row stands right under the heads of a table of totals.
fn under_totals(context: &Context<'_>, row: usize) -> bool {
    let Some(above) =
        row.checked_sub(1).filter(|r| context.sheet.rows[*r].page == context.sheet.rows[row].page)
    else {
        return false;
    };
    let heads = context
        .labels
        .iter()
        .filter(|l| l.row == above && l.class.is_amount() && l.class != Class::OtherAmount && l.leads);
    let digits = context.sheet.tokens[context.sheet.rows[above].tokens.clone()]
        .iter()
        .any(|t| t.text.bytes().any(|b| b.is_ascii_digit()));
    heads.count() >= 2 && !context.heads[above] && !digits
}

fn levy(line: &TaxLine) -> Levy {
    Levy {
        kind: line.kind,
        rate: line.rate,
        base: line.base,
        amount: line.amount,
        base_at: None,
        amount_at: None,
    }
}

/// Numbers under a head like "VAT %" or "Steuersatz [%]".
fn bare_rates(context: &Context<'_>) -> Vec<i64> {
    let heads: Vec<&Label> = context
        .labels
        .iter()
        .filter(|l| {
            let behind = context.sheet.tokens.get(l.tokens.end).is_some_and(|t| t.text.contains('%'));
            let own = context.sheet.tokens[l.tokens.clone()].iter().any(|t| t.text.contains('%'));
            own || behind && l.class == Class::Column
        })
        .collect();
    let mut rates = Vec::new();
    for amount in
        context.values.amounts.iter().filter(|a| a.currency.is_none() && (1..=600_000).contains(&a.value))
    {
        let area = context.sheet.area(amount.tokens.clone());
        let page = context.sheet.tokens[amount.number].page;
        let over = heads.iter().any(|l| {
            let same = context.sheet.cells[l.cell].page == page
                && area.y0 > l.area.y1
                && area.y0 - l.area.y1 < 300.0;
            same && area.x1 > l.area.x0 - 4.0 && area.x0 < l.area.x1 + 14.0
        });
        if over {
            rates.push(amount.value);
        }
    }
    rates
}

/// Amounts that can be totals: with decimals, a currency, or beside a label of a total.
fn usable(context: &Context<'_>, amount: &Amount) -> bool {
    if amount.tokens.clone().any(|t| matches!(context.values.form[t], Form::Day | Form::Id | Form::Rate)) {
        return false;
    }
    if context.sheet.recognised {
        return amount.decimals == 2;
    }
    if !amount.plain() {
        return amount.decimals <= 4;
    }
    let row = &context.sheet.rows[context.sheet.tokens[amount.number].row];
    let labelled = context.labels.iter().any(|l| {
        l.class.is_amount()
            && l.class != Class::OtherAmount
            && row.tokens.contains(&l.tokens.start)
            && l.tokens.end <= amount.number
    });
    let last = amount.tokens.end == row.tokens.end
        || context.sheet.cell_of(amount.number).tokens.end == amount.tokens.end;
    labelled && last && amount.value.abs() < 10_000_000_000_000
}

/// Evidence that no tax is due.
fn untaxed(context: &Context<'_>) -> f32 {
    const SIGNS: [&str; 36] = [
        "reversecharge",
        "19ustg",
        "kleinunternehmer",
        "steuerfrei",
        "umsatzsteuerfrei",
        "taxexempt",
        "vatexempt",
        "exempt",
        "autoliquidation",
        "btwverlegd",
        "inversiondelsujetopasivo",
        "exonere",
        "293b",
        "franchise",
        "zerorated",
        "exento",
        "steuerschuldnerschaft",
        "innergemeinschaftliche",
        "notregistered",
        "nontax",
        "esente",
        "isento",
        "lieferungsteuerfrei",
        "notvatregistered",
        "25austg",
        "differenzbesteuerung",
        "withoutpaymentofigst",
        "letterofundertaking",
        "nonimponibile",
        "regimedelmargine",
        "marginscheme",
        "margeregeling",
        "tvanonapplicable",
        "btwvrij",
        "omvandbetalningsskyldighet",
        "odwrotneobciazenie",
    ];
    let mut text = String::new();
    // A column "Exemption" says that there may be one.
    let column = |row: usize| {
        let (row, at) = (&context.sheet.rows[row], row);
        let words = row.tokens.clone().all(|t| context.values.form[t] == Form::Word);
        context.heads[at] || words && row.cells.len() >= 3
    };
    let columns: Vec<bool> = (0..context.sheet.rows.len()).map(column).collect();
    let said = context.sheet.tokens.iter().take(6_000).filter(|t| !columns[t.row]);
    said.for_each(|t| text.push_str(&t.key));
    if SIGNS.iter().any(|sign| text.contains(sign)) { 0.9 } else { 0.0 }
}

impl Totals {
    /// A figure with its place.
    pub fn found(
        &self,
        context: &Context<'_>,
        figure: Option<Figure>,
        confidence: f32,
    ) -> Option<Found<i64>> {
        let figure = figure?;
        let at = figure.at.or_else(|| self.amounts.iter().position(|a| a.value == figure.value));
        let tokens = at.map(|at| self.tokens[at].clone());
        Some(Found {
            value: figure.value,
            text: tokens.clone().map(|t| context.sheet.text(t)).unwrap_or_default(),
            confidence,
            page: tokens.as_ref().map_or(0, |t| context.sheet.tokens[t.start].page),
            area: tokens.map(|t| context.sheet.area(t)).unwrap_or_default(),
        })
    }

    /// The tax by rates.
    pub fn taxes(&self, context: &Context<'_>) -> Vec<TaxLine> {
        let line = |levy: &Levy| {
            let at = levy.amount_at.or(levy.base_at).map(|at| self.tokens[at].clone());
            TaxLine {
                kind: levy.kind,
                rate: levy.rate,
                base: levy.base,
                amount: levy.amount,
                page: at.as_ref().map_or(0, |t| context.sheet.tokens[t.start].page),
                area: at.map(|t| context.sheet.area(t)).unwrap_or_default(),
            }
        };
        self.settled.taxes.iter().map(line).collect()
    }
}
