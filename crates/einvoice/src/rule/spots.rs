//! Ways through an invoice that rules share.
use super::Place;
use crate::{Allowance, Amount, File, Line, Payment, Tax};

/// Whether a term is there and says something.
pub(super) fn filled(term: Option<&String>) -> bool {
    term.is_some_and(|text| !text.trim().is_empty())
}

/// The whole invoice, when it breaks the rule.
pub(super) fn when(is_broken: bool) -> Vec<Place> {
    if is_broken { vec![Place::Invoice] } else { Vec::new() }
}

/// Lines that break the rule.
pub(super) fn lines(file: &File, is_broken: impl Fn(&Line) -> bool) -> Vec<Place> {
    let all = file.invoice.lines.iter().enumerate();
    all.filter(|(_, line)| is_broken(line)).map(|(at, _)| Place::Line(at)).collect()
}

/// Allowances or charges of the document that break the rule.
pub(super) fn allowances(file: &File, is_charge: bool, is_broken: impl Fn(&Allowance) -> bool) -> Vec<Place> {
    let all = file.invoice.allowances.iter().enumerate();
    all.filter(|(_, found)| found.is_charge == is_charge && is_broken(found))
        .map(|(at, _)| Place::Allowance(at))
        .collect()
}

/// Allowances or charges of lines that break the rule.
pub(super) fn line_allowances(
    file: &File,
    is_charge: bool,
    is_broken: impl Fn(&Allowance) -> bool,
) -> Vec<Place> {
    let mut places = Vec::new();
    for (line, found) in file.invoice.lines.iter().enumerate() {
        let all = found.allowances.iter().enumerate();
        let broken = all.filter(|(_, found)| found.is_charge == is_charge && is_broken(found));
        places.extend(broken.map(|(at, _)| Place::LineAllowance(line, at)));
    }
    places
}

/// Parts of the VAT breakdown that break the rule.
pub(super) fn taxes(file: &File, is_broken: impl Fn(&Tax) -> bool) -> Vec<Place> {
    let all = file.invoice.taxes.iter().enumerate();
    all.filter(|(_, tax)| is_broken(tax)).map(|(at, _)| Place::Tax(at)).collect()
}

/// Ways to pay that break the rule.
pub(super) fn payments(file: &File, is_broken: impl Fn(&Payment) -> bool) -> Vec<Place> {
    let all = file.invoice.payments.iter().enumerate();
    all.filter(|(_, found)| is_broken(found)).map(|(at, _)| Place::Payment(at)).collect()
}

/// Rounded to two decimals, a tie upwards: as the standard's own validator does it.
pub(super) fn cents(amount: Amount) -> Amount {
    let hundred = Amount::ONE_HUNDRED;
    match amount.checked_mul(hundred) {
        Some(units) => (units + Amount::new(5, 1)).floor() / hundred,
        None => amount,
    }
}

/// Rounded to a whole number, a tie upwards.
pub(super) fn whole(amount: Amount) -> Amount {
    (amount + Amount::new(5, 1)).floor()
}

/// Whether a tax is a rate of its base, give or take less than one, or one.
pub(super) fn is_near(tax: Amount, base: Amount, rate: Amount, may_be_one: bool) -> bool {
    let Some(exact) = base.abs().checked_mul(rate / Amount::ONE_HUNDRED) else { return false };
    let exact = cents(exact);
    let difference = (tax.abs() - exact).abs();
    difference < Amount::ONE || may_be_one && difference == Amount::ONE
}
