//! No amount has more than two decimals: BR-DEC.
use super::{
    Place, Rule, error,
    spots::{allowances, line_allowances, lines, taxes, when},
};
use crate::{Amount, File, Totals};

pub(super) const RULES: &[Rule] = &[
    error("BR-DEC-01", &["BT-92"], "The amount of an allowance has two decimals at most.", |file, _| {
        allowances(file, false, |found| is_long(found.amount))
    }),
    error("BR-DEC-02", &["BT-93"], "The base of an allowance has two decimals at most.", |file, _| {
        allowances(file, false, |found| is_long(found.base))
    }),
    error("BR-DEC-05", &["BT-99"], "The amount of a charge has two decimals at most.", |file, _| {
        allowances(file, true, |found| is_long(found.amount))
    }),
    error("BR-DEC-06", &["BT-100"], "The base of a charge has two decimals at most.", |file, _| {
        allowances(file, true, |found| is_long(found.base))
    }),
    error("BR-DEC-09", &["BT-106"], "The sum of the lines has two decimals at most.", |file, _| {
        total(file, |totals| totals.lines)
    }),
    error("BR-DEC-10", &["BT-107"], "The sum of the allowances has two decimals at most.", |file, _| {
        total(file, |totals| totals.allowances)
    }),
    error("BR-DEC-11", &["BT-108"], "The sum of the charges has two decimals at most.", |file, _| {
        total(file, |totals| totals.charges)
    }),
    error("BR-DEC-12", &["BT-109"], "The total without VAT has two decimals at most.", |file, _| {
        total(file, |totals| totals.net)
    }),
    error("BR-DEC-13", &["BT-110"], "The total of VAT has two decimals at most.", |file, _| {
        total(file, |totals| totals.tax)
    }),
    error("BR-DEC-14", &["BT-112"], "The total with VAT has two decimals at most.", |file, _| {
        total(file, |totals| totals.gross)
    }),
    error(
        "BR-DEC-15",
        &["BT-111"],
        "The VAT in the accounting currency has two decimals at most.",
        |file, _| total(file, |totals| totals.tax_accounted),
    ),
    error("BR-DEC-16", &["BT-113"], "What was paid has two decimals at most.", |file, _| {
        total(file, |totals| totals.paid)
    }),
    error("BR-DEC-17", &["BT-114"], "The rounding has two decimals at most.", |file, _| {
        total(file, |totals| totals.rounding)
    }),
    error("BR-DEC-18", &["BT-115"], "What is due has two decimals at most.", |file, _| {
        total(file, |totals| totals.due)
    }),
    error("BR-DEC-19", &["BT-116"], "A taxable amount has two decimals at most.", |file, _| {
        taxes(file, |tax| is_long(tax.base))
    }),
    error("BR-DEC-20", &["BT-117"], "An amount of VAT has two decimals at most.", |file, _| {
        taxes(file, |tax| is_long(tax.amount))
    }),
    error("BR-DEC-23", &["BT-131"], "The net amount of a line has two decimals at most.", |file, _| {
        lines(file, |line| is_long(line.net))
    }),
    error(
        "BR-DEC-24",
        &["BT-136"],
        "The amount of a line's allowance has two decimals at most.",
        |file, _| line_allowances(file, false, |found| is_long(found.amount)),
    ),
    error("BR-DEC-25", &["BT-137"], "The base of a line's allowance has two decimals at most.", |file, _| {
        line_allowances(file, false, |found| is_long(found.base))
    }),
    error("BR-DEC-27", &["BT-141"], "The amount of a line's charge has two decimals at most.", |file, _| {
        line_allowances(file, true, |found| is_long(found.amount))
    }),
    error("BR-DEC-28", &["BT-142"], "The base of a line's charge has two decimals at most.", |file, _| {
        line_allowances(file, true, |found| is_long(found.base))
    }),
];

pub(super) fn is_long(amount: Option<Amount>) -> bool {
    amount.is_some_and(|amount| amount.scale() > 2)
}

fn total(file: &File, of: fn(&Totals) -> Option<Amount>) -> Vec<Place> {
    when(is_long(of(&file.invoice.totals)))
}
