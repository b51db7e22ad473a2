//! Lines of taxes outside of any table that was understood: base, rate and tax that prove each other.

use super::context::Context;
use crate::{
    arithmetic::{share, within},
    found::{TaxKind, TaxLine},
    table::Tables,
    values::Amount,
};

/// One cent, in 10⁻⁴.
const CENT: i64 = 100;

/// Rows with one rate and two amounts of which one is that share of the other. They count where their bases, and their
/// taxes or both together, add up to amounts that are printed in other rows: parts of a sum would mislead.
pub fn lines(context: &Context<'_>, tables: &Tables) -> Vec<TaxLine> {
    let mut found: Vec<TaxLine> = Vec::new();
    for rate in context.values.rates.iter().filter(|rate| (1..=600_000).contains(&rate.value)) {
        let row = context.sheet.tokens[rate.at].row;
        let single =
            context.values.rates.iter().filter(|r| context.sheet.tokens[r.at].row == row).count() == 1;
        let Some(line) = pair(context, row, rate.value).filter(|_| single) else { continue };
        let middle = line.area.middle_y();
        let item = tables
            .lines
            .iter()
            .any(|item| item.page == line.page && middle > item.area.y0 && middle < item.area.y1);
        let again =
            found.iter().any(|old| (old.rate, old.base, old.amount) == (line.rate, line.base, line.amount));
        if !item && !again {
            found.push(line);
        }
    }
    let base = found.iter().filter_map(|line| line.base).fold(0_i64, i64::saturating_add);
    let tax = found.iter().filter_map(|line| line.amount).fold(0_i64, i64::saturating_add);
    let rows: Vec<(u32, f32)> = found.iter().map(|line| (line.page, line.area.middle_y())).collect();
    let elsewhere = |amount: &Amount| {
        let token = &context.sheet.tokens[amount.number];
        let y = token.area.middle_y();
        !rows
            .iter()
            .any(|(page, middle)| *page == token.page && (middle - y).abs() < token.size.max(4.0) * 0.5)
    };
    let printed =
        |sum: i64| context.values.amounts.iter().any(|a| a.value == sum && a.decimals == 2 && elsewhere(a));
    let whole = printed(base) && (printed(tax) || printed(base.saturating_add(tax)));
    if whole { found } else { Vec::new() }
}

/// The base and its tax among the amounts of a row.
fn pair(context: &Context<'_>, row: usize, rate: i64) -> Option<TaxLine> {
    let mine: Vec<&Amount> = context
        .values
        .amounts
        .iter()
        .filter(|a| a.decimals == 2 && context.sheet.tokens[a.number].row == row)
        .collect();
    let fits = |base: &Amount, tax: &Amount| {
        base.number < tax.number && tax.value > 0 && within(share(base.value, rate, CENT), tax.value, CENT)
    };
    let (base, tax) =
        mine.iter().find_map(|base| mine.iter().find(|tax| fits(base, tax)).map(|tax| (*base, *tax)))?;
    Some(TaxLine {
        kind: TaxKind::Vat,
        rate: Some(rate),
        base: Some(base.value),
        amount: Some(tax.value),
        page: context.sheet.tokens[tax.number].page,
        area: context.sheet.area(base.tokens.clone()).union(&context.sheet.area(tax.tokens.clone())),
    })
}
