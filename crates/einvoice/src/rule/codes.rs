//! What must be of a code list: BR-CL.
use super::{
    Place, Rule, error,
    spots::{allowances, line_allowances, lines, payments, taxes, when},
};
use crate::{
    Address, Allowance, File, Identifier, Party, Syntax,
    code::{self, holds},
};

pub(super) const RULES: &[Rule] = &[
    error("BR-CL-01", &["BT-3"], "The kind of document is a code of UNTDID 1001.", |file, _| {
        let known = |code: &str| match file.syntax {
            Syntax::UblInvoice => holds(code::INVOICES, code),
            Syntax::UblCreditNote => holds(code::CREDITS, code),
            _ => holds(code::INVOICES, code) || holds(code::CREDITS, code),
        };
        when(file.invoice.type_code.as_deref().is_some_and(|code| !known(code)))
    }),
    error("BR-CL-03", &["BT-5"], "The currency beside each amount is a code of ISO 4217.", |file, _| {
        when(file.written.currencies.iter().any(|code| !holds(code::CURRENCIES, code)))
    }),
    error("BR-CL-04", &["BT-5"], "The currency of the invoice is a code of ISO 4217.", |file, _| {
        when(is_odd(code::CURRENCIES, file.invoice.currency.as_ref()))
    }),
    error("BR-CL-05", &["BT-6"], "The currency of VAT accounting is a code of ISO 4217.", |file, _| {
        when(is_odd(code::CURRENCIES, file.invoice.tax_currency.as_ref()))
    }),
    error("BR-CL-06", &["BT-8"], "The code of the tax point is 3, 35 or 432.", |file, _| {
        when(is_odd("3 35 432", file.invoice.tax_point_code.as_ref()))
    }),
    error(
        "BR-CL-07",
        &["BT-18", "BT-128"],
        "The scheme of an invoiced object is a code of UNTDID 1153.",
        |file, _| {
            let mut places = when(has_odd_scheme(code::REFERENCES, file.invoice.object.as_ref()));
            places.extend(lines(file, |line| has_odd_scheme(code::REFERENCES, line.object.as_ref())));
            places
        },
    ),
    error("BR-CL-08", &["BT-21"], "The subject of a note is a code of UNTDID 4451.", |file, _| {
        when(file.invoice.notes.iter().any(|note| is_odd(code::SUBJECTS, note.subject.as_ref())))
    }),
    error(
        "BR-CL-10",
        &["BT-29", "BT-46", "BT-60"],
        "The scheme of a party's identifier is a code of ISO 6523.",
        |file, _| {
            let invoice = &file.invoice;
            let is_paid = |id: &Identifier| id.scheme.as_deref() == Some("SEPA");
            let odd = |party: &Party, may_be_paid: bool| {
                party
                    .ids
                    .iter()
                    .any(|id| has_odd_scheme(code::SCHEMES, Some(id)) && !(may_be_paid && is_paid(id)))
            };
            let paid = [Some(&invoice.seller), invoice.payee.as_ref()];
            let others = [Some(&invoice.buyer), invoice.representative.as_ref()];
            when(
                paid.into_iter().flatten().any(|party| odd(party, true))
                    || others.into_iter().flatten().any(|party| odd(party, false)),
            )
        },
    ),
    error(
        "BR-CL-11",
        &["BT-30", "BT-47", "BT-61"],
        "The scheme of a register's number is a code of ISO 6523.",
        |file, _| {
            let mut parties = parties(file);
            when(parties.any(|party| has_odd_scheme(code::SCHEMES, party.legal_id.as_ref())))
        },
    ),
    error(
        "BR-CL-13",
        &["BT-158"],
        "The list that an item is classified by is a code of UNTDID 7143.",
        |file, _| {
            lines(file, |line| {
                line.item.classes.iter().any(|class| has_odd_scheme(code::CLASSES, Some(class)))
            })
        },
    ),
    error(
        "BR-CL-14",
        &["BT-40", "BT-55", "BT-69", "BT-80"],
        "A country is a code of ISO 3166-1.",
        |file, _| {
            let delivery = file.invoice.delivery.as_ref().and_then(|found| found.address.as_ref());
            let mut addresses = parties(file).filter_map(|party| party.address.as_ref()).chain(delivery);
            let odd = |address: &Address| is_odd(code::COUNTRIES, address.country.as_ref());
            when(addresses.any(odd))
        },
    ),
    error(
        "BR-CL-15",
        &["BT-159"],
        "The country that an item comes from is a code of ISO 3166-1.",
        |file, _| lines(file, |line| is_odd(code::COUNTRIES, line.item.origin.as_ref())),
    ),
    error("BR-CL-16", &["BT-81"], "The means of payment is a code of UNTDID 4461.", |file, _| {
        payments(file, |payment| is_odd(code::MEANS, payment.means.as_ref()))
    }),
    error(
        "BR-CL-17",
        &["BT-95", "BT-102", "BT-118"],
        "The category of VAT is a code of UNTDID 5305.",
        |file, _| {
            let odd = |found: &Allowance| is_odd(code::CATEGORIES, found.category.as_ref());
            let mut places = taxes(file, |tax| is_odd(code::CATEGORIES, tax.category.as_ref()));
            for is_charge in [false, true] {
                places.extend(allowances(file, is_charge, odd));
                places.extend(line_allowances(file, is_charge, odd));
            }
            places
        },
    ),
    error("BR-CL-18", &["BT-151"], "The category of VAT of a line is a code of UNTDID 5305.", |file, _| {
        lines(file, |line| is_odd(code::CATEGORIES, line.category.as_ref()))
    }),
    error(
        "BR-CL-19",
        &["BT-98", "BT-140"],
        "The reason of an allowance is a code of UNTDID 5189.",
        |file, _| reasons(file, false, code::ALLOWANCES),
    ),
    error(
        "BR-CL-20",
        &["BT-105", "BT-145"],
        "The reason of a charge is a code of UNTDID 7161.",
        |file, _| reasons(file, true, code::CHARGES),
    ),
    error(
        "BR-CL-21",
        &["BT-157"],
        "The scheme of an item's standard identifier is a code of ISO 6523.",
        |file, _| lines(file, |line| has_odd_scheme(code::SCHEMES, line.item.standard_id.as_ref())),
    ),
    error("BR-CL-22", &["BT-121"], "The reason of an exemption is a code of the VATEX list.", |file, _| {
        taxes(file, |tax| {
            tax.reason_code.as_deref().is_some_and(|code| !holds(code::EXEMPTIONS, &code.to_uppercase()))
        })
    }),
    error(
        "BR-CL-23",
        &["BT-130", "BT-150"],
        "A unit is a code of UN/ECE Recommendation 20 or 21.",
        |file, _| {
            lines(file, |line| {
                let base = line.price.as_ref().and_then(|price| price.base_unit.as_ref());
                is_odd(code::UNITS, line.unit.as_ref()) || is_odd(code::UNITS, base)
            })
        },
    ),
    error("BR-CL-24", &["BT-125"], "An attached file is a PDF, a picture, a table, or text.", |file, _| {
        let all = file.invoice.documents.iter().enumerate();
        let mime = |at: &crate::Document| at.attachment.as_ref().and_then(|file| file.mime.clone());
        all.filter(|(_, found)| mime(found).is_some_and(|mime| !FILES.contains(&mime.as_str())))
            .map(|(at, _)| Place::Document(at))
            .collect()
    }),
    error(
        "BR-CL-25",
        &["BT-34", "BT-49"],
        "The scheme of an electronic address is a code of the EAS list.",
        |file, _| {
            let ends = [&file.invoice.seller, &file.invoice.buyer];
            when(ends.iter().any(|party| has_odd_scheme(code::ADDRESSES, party.endpoint.as_ref())))
        },
    ),
    error("BR-CL-26", &["BT-71"], "The scheme of a place of delivery is a code of ISO 6523.", |file, _| {
        let place = file.invoice.delivery.as_ref().and_then(|found| found.location.as_ref());
        when(has_odd_scheme(code::SCHEMES, place))
    }),
];

/// Kinds of files that may be attached.
const FILES: &[&str] = &[
    "application/pdf",
    "image/png",
    "image/jpeg",
    "text/csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/xml",
    "text/xml",
];

fn is_odd(list: &str, code: Option<&String>) -> bool {
    code.is_some_and(|code| !holds(list, code))
}

fn has_odd_scheme(list: &str, id: Option<&Identifier>) -> bool {
    id.is_some_and(|id| is_odd(list, id.scheme.as_ref()))
}

fn parties(file: &File) -> impl Iterator<Item = &Party> {
    let invoice = &file.invoice;
    [Some(&invoice.seller), Some(&invoice.buyer), invoice.payee.as_ref(), invoice.representative.as_ref()]
        .into_iter()
        .flatten()
}

fn reasons(file: &File, is_charge: bool, list: &str) -> Vec<Place> {
    let odd = |found: &Allowance| is_odd(list, found.reason_code.as_ref());
    let mut places = allowances(file, is_charge, odd);
    places.extend(line_allowances(file, is_charge, odd));
    places
}
