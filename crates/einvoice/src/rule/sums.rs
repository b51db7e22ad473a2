//! What must add up, and what must not contradict: BR-CO.
use super::{
    Rule, error,
    presence::has_no_reason,
    spots::{allowances, cents, is_near, line_allowances, lines, taxes, when, whole},
    warning,
};
use crate::{Amount, File, Period, Syntax, code};

pub(super) const RULES: &[Rule] = &[
    error("BR-CO-03", &["BT-7", "BT-8"], "The tax point is a date or a code, not both.", |file, _| {
        when(file.invoice.tax_point_date.is_some() && file.invoice.tax_point_code.is_some())
    }),
    error("BR-CO-04", &["BT-151"], "Each line has a category of VAT.", |file, _| {
        lines(file, |line| line.category.is_none())
    }),
    error(
        "BR-CO-09",
        &["BT-31", "BT-48", "BT-63"],
        "VAT identifiers begin with the code of a country; EL for Greece, XI for Northern Ireland.",
        |file, _| {
            let invoice = &file.invoice;
            let parties = [Some(&invoice.seller), Some(&invoice.buyer), invoice.representative.as_ref()];
            let mut ids = parties.into_iter().flatten().filter_map(|party| party.vat_id.as_ref());
            when(ids.any(|id| !has_prefix(id)))
        },
    ),
    error("BR-CO-10", &["BT-106", "BT-131"], "The sum of the lines is what the lines come to.", |file, _| {
        let counted = file.invoice.lines.iter().filter(|line| !line.is_informative);
        let sum = counted.filter_map(|line| line.net).sum();
        when(file.invoice.totals.lines.is_some_and(|said| said != cents(sum)))
    }),
    error("BR-CO-11", &["BT-107", "BT-92"], "The sum of the allowances is what they come to.", |file, _| {
        when(!is_sum(file, false, file.invoice.totals.allowances))
    }),
    error("BR-CO-12", &["BT-108", "BT-99"], "The sum of the charges is what they come to.", |file, _| {
        when(!is_sum(file, true, file.invoice.totals.charges))
    }),
    error(
        "BR-CO-13",
        &["BT-109", "BT-106", "BT-107", "BT-108"],
        "The total without VAT is the sum of the lines, less the allowances, plus the charges.",
        |file, _| {
            let totals = &file.invoice.totals;
            let (Some(net), Some(lines)) = (totals.net, totals.lines) else { return Vec::new() };
            let exact = lines - totals.allowances.unwrap_or_default() + totals.charges.unwrap_or_default();
            let is_plain = totals.allowances.is_none() && totals.charges.is_none();
            when(net != if is_plain { exact } else { cents(exact) })
        },
    ),
    error("BR-CO-14", &["BT-110", "BT-117"], "The total of VAT is what its parts come to.", |file, _| {
        let invoice = &file.invoice;
        let sum = invoice.taxes.iter().filter_map(|tax| tax.amount).sum();
        let differs = invoice.totals.tax.is_some_and(|tax| tax != cents(sum)) && !invoice.taxes.is_empty();
        when(differs || file.written.uneven_tax_totals > 0)
    }),
    error(
        "BR-CO-15",
        &["BT-112", "BT-109", "BT-110"],
        "The total with VAT is the total without VAT plus the VAT, in the currency of the invoice.",
        |file, _| {
            let totals = &file.invoice.totals;
            let is_ubl = matches!(file.syntax, Syntax::UblInvoice | Syntax::UblCreditNote);
            if file.invoice.currency.is_none() {
                return Vec::new();
            }
            let is_told_once = totals.tax.is_none() || file.written.tax_totals == 1;
            if !is_told_once || is_ubl && totals.tax.is_none() {
                return when(true);
            }
            let (Some(gross), Some(net)) = (totals.gross, totals.net) else { return when(is_ubl) };
            when(gross != cents(net + totals.tax.unwrap_or_default()))
        },
    ),
    error(
        "BR-CO-16",
        &["BT-115", "BT-112", "BT-113", "BT-114"],
        "What is due is the total with VAT, less what was paid, plus the rounding.",
        |file, _| {
            let totals = &file.invoice.totals;
            let (Some(due), Some(gross)) = (totals.due, totals.gross) else { return Vec::new() };
            let before = due - totals.rounding.unwrap_or_default();
            let after = gross - totals.paid.unwrap_or_default();
            let is_plain = totals.paid.is_none() && totals.rounding.is_none();
            when(if is_plain { due != gross } else { cents(before) != cents(after) })
        },
    ),
    error(
        "BR-CO-17",
        &["BT-117", "BT-116", "BT-119"],
        "The VAT is the rate of the taxable amount.",
        |file, _| {
            // The two validators of the standard differ where the difference is one exactly.
            let is_cii = file.syntax == Syntax::Cii;
            taxes(file, |tax| {
                let (Some(amount), Some(base)) = (tax.amount, tax.base) else { return false };
                match tax.rate.filter(|rate| whole(*rate) != Amount::ZERO) {
                    Some(rate) => !is_near(amount, base, rate, is_cii),
                    None => whole(amount) != Amount::ZERO,
                }
            })
        },
    ),
    error("BR-CO-18", &["BG-23"], "The invoice has a part of VAT breakdown at least.", |file, _| {
        when(file.invoice.taxes.is_empty())
    }),
    error("BR-CO-19", &["BG-14"], "An invoicing period has a beginning or an end.", |file, _| {
        when(file.invoice.period.as_ref() == Some(&Period::default()))
    }),
    error("BR-CO-20", &["BG-26"], "The period of a line has a beginning or an end.", |file, _| {
        lines(file, |line| line.period.as_ref() == Some(&Period::default()))
    }),
    error(
        "BR-CO-21",
        &["BT-97", "BT-98"],
        "An allowance of the document says why, in words or by a code.",
        |file, _| allowances(file, false, has_no_reason),
    ),
    error(
        "BR-CO-22",
        &["BT-104", "BT-105"],
        "A charge of the document says why, in words or by a code.",
        |file, _| allowances(file, true, has_no_reason),
    ),
    error(
        "BR-CO-23",
        &["BT-139", "BT-140"],
        "An allowance of a line says why, in words or by a code.",
        |file, _| line_allowances(file, false, has_no_reason),
    ),
    error(
        "BR-CO-24",
        &["BT-144", "BT-145"],
        "A charge of a line says why, in words or by a code.",
        |file, _| line_allowances(file, true, has_no_reason),
    ),
    warning(
        "BR-CO-25",
        &["BT-115", "BT-9", "BT-20"],
        "When something is due, an invoice that is no credit note says until when, or on what terms.",
        |file, _| {
            let is_due = file.invoice.totals.due.is_some_and(|due| due > Amount::ZERO);
            let is_due = is_due && file.syntax != Syntax::UblCreditNote;
            when(is_due && file.invoice.due_date.is_none() && file.invoice.payment_terms.is_none())
        },
    ),
    error(
        "BR-CO-26",
        &["BT-29", "BT-30", "BT-31"],
        "The seller can be identified by a number.",
        |file, _| {
            let seller = &file.invoice.seller;
            let has_id = seller.ids.iter().any(|id| id.scheme.as_deref() != Some("SEPA"));
            when(seller.vat_id.is_none() && seller.legal_id.is_none() && !has_id)
        },
    ),
];

fn has_prefix(id: &str) -> bool {
    let prefix: String = id.chars().take(2).collect();
    matches!(prefix.as_str(), "EL" | "XI") || code::holds(code::COUNTRIES, &prefix)
}

/// Whether a total is the sum of the document's allowances, or of its charges.
fn is_sum(file: &File, is_charge: bool, said: Option<Amount>) -> bool {
    let mut found = file.invoice.allowances.iter().filter(|found| found.is_charge == is_charge).peekable();
    match said {
        None => found.peek().is_none(),
        Some(said) => said == cents(found.filter_map(|found| found.amount).sum()),
    }
}
