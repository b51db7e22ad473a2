//! What must be there: BR-01 to BR-65.
use super::{
    Place, Rule, error,
    spots::{allowances, filled, line_allowances, lines, payments, taxes, when},
    warning,
};
use crate::{Address, Allowance, Amount, Period};

pub(super) const RULES: &[Rule] = &[
    error("BR-01", &["BT-24"], "The invoice names the specification that it follows.", |file, _| {
        when(file.invoice.specification.is_none())
    }),
    error("BR-02", &["BT-1"], "The invoice has a number.", |file, _| when(file.invoice.number.is_none())),
    error("BR-03", &["BT-2"], "The invoice has a date.", |file, _| {
        let is_odd = file.written.problems.iter().any(|problem| problem.element == "IssueDate");
        when(file.invoice.issue_date.is_none() && !is_odd)
    }),
    error("BR-04", &["BT-3"], "The invoice says by a code what kind of document it is.", |file, _| {
        when(file.invoice.type_code.is_none())
    }),
    error("BR-05", &["BT-5"], "The invoice names its currency.", |file, _| {
        when(file.invoice.currency.is_none())
    }),
    error("BR-06", &["BT-27"], "The invoice names the seller.", |file, _| {
        when(!filled(file.invoice.seller.name.as_ref()))
    }),
    error("BR-07", &["BT-44"], "The invoice names the buyer.", |file, _| {
        when(!filled(file.invoice.buyer.name.as_ref()))
    }),
    error("BR-08", &["BG-5"], "The invoice has the seller's address.", |file, _| {
        when(file.invoice.seller.address.is_none())
    }),
    error("BR-09", &["BT-40"], "The seller's address names a country.", |file, _| {
        when(is_stateless(file.invoice.seller.address.as_ref()))
    }),
    error("BR-10", &["BG-8"], "The invoice has the buyer's address.", |file, _| {
        when(file.invoice.buyer.address.is_none())
    }),
    error("BR-11", &["BT-55"], "The buyer's address names a country.", |file, _| {
        when(is_stateless(file.invoice.buyer.address.as_ref()))
    }),
    error("BR-12", &["BT-106"], "The invoice has the sum of its lines.", |file, _| {
        when(file.invoice.totals.lines.is_none())
    }),
    error("BR-13", &["BT-109"], "The invoice has a total without VAT.", |file, _| {
        when(file.invoice.totals.net.is_none())
    }),
    error("BR-14", &["BT-112"], "The invoice has a total with VAT.", |file, _| {
        when(file.invoice.totals.gross.is_none())
    }),
    error("BR-15", &["BT-115"], "The invoice says what is due.", |file, _| {
        when(file.invoice.totals.due.is_none())
    }),
    error("BR-16", &["BG-25"], "The invoice has a line at least.", |file, _| {
        when(file.invoice.lines.is_empty())
    }),
    error("BR-17", &["BT-59"], "A payee has a name, and is somebody else than the seller.", |file, _| {
        let seller = &file.invoice.seller;
        when(file.invoice.payee.as_ref().is_some_and(|payee| {
            payee.name.is_none()
                || (payee.name == seller.trading_name)
                || payee.ids.iter().any(|id| seller.ids.iter().any(|other| other.value == id.value))
        }))
    }),
    error("BR-18", &["BT-62"], "A tax representative of the seller has a name.", |file, _| {
        when(file.invoice.representative.as_ref().is_some_and(|found| !filled(found.name.as_ref())))
    }),
    error("BR-19", &["BG-12"], "A tax representative of the seller has an address.", |file, _| {
        when(file.invoice.representative.as_ref().is_some_and(|found| found.address.is_none()))
    }),
    error("BR-20", &["BT-69"], "The tax representative's address names a country.", |file, _| {
        let found = file.invoice.representative.as_ref();
        when(is_stateless(found.and_then(|found| found.address.as_ref())))
    }),
    error("BR-21", &["BT-126"], "Each line has an identifier.", |file, _| {
        lines(file, |line| !filled(line.id.as_ref()))
    }),
    error("BR-22", &["BT-129"], "Each line has a quantity.", |file, _| {
        lines(file, |line| line.quantity.is_none())
    }),
    error("BR-23", &["BT-130"], "The quantity of each line has a unit.", |file, _| {
        lines(file, |line| line.unit.is_none())
    }),
    error("BR-24", &["BT-131"], "Each line has a net amount.", |file, _| {
        lines(file, |line| line.net.is_none())
    }),
    error("BR-25", &["BT-153"], "Each line names what is sold.", |file, _| {
        lines(file, |line| !filled(line.item.name.as_ref()))
    }),
    error("BR-26", &["BT-146"], "Each line has a net price.", |file, _| {
        lines(file, |line| line.price.as_ref().is_none_or(|price| price.net.is_none()))
    }),
    error("BR-27", &["BT-146"], "The net price is not negative.", |file, _| {
        lines(file, |line| is_negative(line.price.as_ref().and_then(|price| price.net)))
    }),
    error("BR-28", &["BT-148"], "The gross price is not negative.", |file, _| {
        lines(file, |line| is_negative(line.price.as_ref().and_then(|price| price.gross)))
    }),
    error("BR-29", &["BT-73", "BT-74"], "The invoicing period does not end before it begins.", |file, _| {
        when(file.invoice.period.as_ref().is_some_and(is_backwards))
    }),
    error(
        "BR-30",
        &["BT-134", "BT-135"],
        "The period of a line does not end before it begins.",
        |file, _| lines(file, |line| line.period.as_ref().is_some_and(is_backwards)),
    ),
    error("BR-31", &["BT-92"], "Each allowance of the document has an amount.", |file, _| {
        allowances(file, false, |found| found.amount.is_none())
    }),
    error("BR-32", &["BT-95"], "Each allowance of the document has a category of VAT.", |file, _| {
        allowances(file, false, |found| found.category.is_none())
    }),
    error("BR-33", &["BT-97", "BT-98"], "Each allowance of the document has a reason.", |file, _| {
        allowances(file, false, has_no_reason)
    }),
    error("BR-36", &["BT-99"], "Each charge of the document has an amount.", |file, _| {
        allowances(file, true, |found| found.amount.is_none())
    }),
    error("BR-37", &["BT-102"], "Each charge of the document has a category of VAT.", |file, _| {
        allowances(file, true, |found| found.category.is_none())
    }),
    error("BR-38", &["BT-104", "BT-105"], "Each charge of the document has a reason.", |file, _| {
        allowances(file, true, has_no_reason)
    }),
    error("BR-41", &["BT-136"], "Each allowance of a line has an amount.", |file, _| {
        line_allowances(file, false, |found| found.amount.is_none())
    }),
    error("BR-42", &["BT-139", "BT-140"], "Each allowance of a line has a reason.", |file, _| {
        line_allowances(file, false, has_no_reason)
    }),
    error("BR-43", &["BT-141"], "Each charge of a line has an amount.", |file, _| {
        line_allowances(file, true, |found| found.amount.is_none())
    }),
    error("BR-44", &["BT-144", "BT-145"], "Each charge of a line has a reason.", |file, _| {
        line_allowances(file, true, has_no_reason)
    }),
    error("BR-45", &["BT-116"], "Each part of the VAT breakdown has a taxable amount.", |file, _| {
        taxes(file, |tax| tax.base.is_none())
    }),
    error("BR-46", &["BT-117"], "Each part of the VAT breakdown has an amount of VAT.", |file, _| {
        taxes(file, |tax| tax.amount.is_none())
    }),
    error("BR-47", &["BT-118"], "Each part of the VAT breakdown has a category.", |file, _| {
        taxes(file, |tax| tax.category.is_none())
    }),
    error(
        "BR-48",
        &["BT-119"],
        "Each part of the VAT breakdown has a rate, unless it is not subject to VAT.",
        |file, _| taxes(file, |tax| tax.rate.is_none() && tax.category.as_deref() != Some("O")),
    ),
    error("BR-49", &["BT-81"], "Payment instructions say how to pay.", |file, _| {
        payments(file, |payment| payment.means.is_none())
    }),
    error("BR-50", &["BT-84"], "An account to pay to has a number.", |file, _| {
        payments(file, |payment| {
            is_transfer(payment.means.as_deref())
                && payment.accounts.iter().any(|account| !filled(account.id.as_ref()))
        })
    }),
    warning("BR-51", &["BT-87"], "No more than the last digits of a card are shown.", |file, _| {
        payments(file, |payment| {
            let number = payment.card.as_ref().and_then(|card| card.number.as_ref());
            number.is_some_and(|number| number.chars().count() > 10)
        })
    }),
    error("BR-52", &["BT-122"], "Each supporting document has an identifier.", |file, _| {
        let all = file.invoice.documents.iter().enumerate();
        all.filter(|(_, found)| !filled(found.id.as_ref())).map(|(at, _)| Place::Document(at)).collect()
    }),
    error(
        "BR-53",
        &["BT-6", "BT-111"],
        "With a currency of VAT accounting, the VAT is given in it.",
        |file, _| {
            let invoice = &file.invoice;
            let is_other = invoice.tax_currency != invoice.currency;
            let amount = if is_other { invoice.totals.tax_accounted } else { invoice.totals.tax };
            when(invoice.tax_currency.is_some() && amount.is_none())
        },
    ),
    error("BR-54", &["BT-160", "BT-161"], "Each attribute of an item has a name and a value.", |file, _| {
        lines(file, |line| {
            line.item.attributes.iter().any(|found| found.name.is_none() || found.value.is_none())
        })
    }),
    error("BR-55", &["BT-25"], "A reference to a preceding invoice has its number.", |file, _| {
        let all = file.invoice.preceding.iter().enumerate();
        all.filter(|(_, found)| found.number.is_none()).map(|(at, _)| Place::Preceding(at)).collect()
    }),
    error("BR-56", &["BT-63"], "A tax representative of the seller has a VAT identifier.", |file, _| {
        when(file.invoice.representative.as_ref().is_some_and(|found| found.vat_id.is_none()))
    }),
    error("BR-57", &["BT-80"], "An address of delivery names a country.", |file, _| {
        let address = file.invoice.delivery.as_ref().and_then(|delivery| delivery.address.as_ref());
        when(address.is_some_and(|address| address.country.is_none()))
    }),
    error("BR-61", &["BT-84"], "A transfer needs the account to pay to.", |file, _| {
        payments(file, |payment| {
            is_transfer(payment.means.as_deref())
                && !payment.accounts.iter().any(|account| account.id.is_some())
        })
    }),
    error("BR-62", &["BT-34"], "The seller's electronic address has a scheme.", |file, _| {
        when(file.invoice.seller.endpoint.as_ref().is_some_and(|found| found.scheme.is_none()))
    }),
    error("BR-63", &["BT-49"], "The buyer's electronic address has a scheme.", |file, _| {
        when(file.invoice.buyer.endpoint.as_ref().is_some_and(|found| found.scheme.is_none()))
    }),
    error("BR-64", &["BT-157"], "The standard identifier of an item has a scheme.", |file, _| {
        lines(file, |line| line.item.standard_id.as_ref().is_some_and(|found| found.scheme.is_none()))
    }),
    error("BR-65", &["BT-158"], "The classification of an item names its list.", |file, _| {
        lines(file, |line| line.item.classes.iter().any(|found| found.scheme.is_none()))
    }),
];

fn is_stateless(address: Option<&Address>) -> bool {
    address.is_some_and(|address| !filled(address.country.as_ref()))
}

fn is_negative(amount: Option<Amount>) -> bool {
    amount.is_some_and(|amount| amount < Amount::ZERO)
}

fn is_backwards(period: &Period) -> bool {
    period.start.zip(period.end).is_some_and(|(start, end)| end < start)
}

fn is_transfer(means: Option<&str>) -> bool {
    matches!(means, Some("30" | "58"))
}

pub(super) fn has_no_reason(found: &Allowance) -> bool {
    found.reason.is_none() && found.reason_code.is_none()
}
