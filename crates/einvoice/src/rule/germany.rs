//! What Germany's XRechnung asks for beyond EN 16931: BR-DE. Version 3.0 of the specification; warnings here, since
//! an invoice between businesses need not keep them.
use super::{
    Rule,
    spots::{filled, payments, taxes, when},
    warning,
};
use crate::{Address, Payment};

pub(super) const RULES: &[Rule] = &[
    warning("BR-DE-1", &["BG-16"], "The invoice says how to pay.", |file, _| {
        when(file.invoice.payments.is_empty())
    }),
    warning("BR-DE-2", &["BG-6"], "The seller names somebody to ask.", |file, _| {
        when(file.invoice.seller.contact.is_none())
    }),
    warning("BR-DE-3", &["BT-37"], "The seller's address has a city.", |file, _| {
        when(lacks(file.invoice.seller.address.as_ref(), |address| address.city.as_ref()))
    }),
    warning("BR-DE-4", &["BT-38"], "The seller's address has a post code.", |file, _| {
        when(lacks(file.invoice.seller.address.as_ref(), |address| address.post_code.as_ref()))
    }),
    warning("BR-DE-5", &["BT-41"], "Whom to ask has a name.", |file, _| {
        let contact = file.invoice.seller.contact.as_ref();
        when(contact.is_some_and(|contact| !filled(contact.name.as_ref())))
    }),
    warning("BR-DE-6", &["BT-42"], "Whom to ask has a telephone number.", |file, _| {
        let contact = file.invoice.seller.contact.as_ref();
        when(contact.is_some_and(|contact| !filled(contact.phone.as_ref())))
    }),
    warning("BR-DE-7", &["BT-43"], "Whom to ask has a mail address.", |file, _| {
        let contact = file.invoice.seller.contact.as_ref();
        when(contact.is_some_and(|contact| !filled(contact.email.as_ref())))
    }),
    warning("BR-DE-8", &["BT-52"], "The buyer's address has a city.", |file, _| {
        when(lacks(file.invoice.buyer.address.as_ref(), |address| address.city.as_ref()))
    }),
    warning("BR-DE-9", &["BT-53"], "The buyer's address has a post code.", |file, _| {
        when(lacks(file.invoice.buyer.address.as_ref(), |address| address.post_code.as_ref()))
    }),
    warning("BR-DE-10", &["BT-77"], "The address of delivery has a city.", |file, _| {
        let address = file.invoice.delivery.as_ref().and_then(|found| found.address.as_ref());
        when(lacks(address, |address| address.city.as_ref()))
    }),
    warning("BR-DE-11", &["BT-78"], "The address of delivery has a post code.", |file, _| {
        let address = file.invoice.delivery.as_ref().and_then(|found| found.address.as_ref());
        when(lacks(address, |address| address.post_code.as_ref()))
    }),
    warning("BR-DE-14", &["BT-119"], "Each part of the VAT breakdown has a rate.", |file, _| {
        taxes(file, |tax| tax.rate.is_none())
    }),
    warning(
        "BR-DE-15",
        &["BT-10"],
        "The buyer's reference is there: the Leitweg-ID, where the buyer has one.",
        |file, _| when(!filled(file.invoice.buyer_reference.as_ref())),
    ),
    warning(
        "BR-DE-16",
        &["BT-31", "BT-32", "BG-11"],
        "Where VAT is spoken of, the seller has a tax identifier.",
        |file, _| {
            let invoice = &file.invoice;
            let speaks =
                invoice.taxes.iter().any(|tax| tax.category.as_deref().is_some_and(|code| code != "O"));
            let has = invoice.seller.vat_id.is_some()
                || invoice.seller.tax_id.is_some()
                || invoice.representative.is_some();
            when(speaks && !has)
        },
    ),
    warning(
        "BR-DE-17",
        &["BT-3"],
        "The kind of document is one of those that XRechnung knows.",
        |file, _| {
            let known = ["326", "380", "384", "389", "381", "875", "876", "877"];
            when(file.invoice.type_code.as_deref().is_some_and(|code| !known.contains(&code)))
        },
    ),
    warning(
        "BR-DE-18",
        &["BT-20"],
        "Terms that begin with # have the form of a discount: #SKONTO#TAGE=14#PROZENT=2.00#.",
        |file, _| {
            let terms = file.invoice.payment_terms.as_deref().unwrap_or_default();
            when(terms.lines().any(|line| line.trim().starts_with('#') && !is_discount(line.trim())))
        },
    ),
    warning("BR-DE-19", &["BT-84"], "A SEPA transfer goes to an IBAN that is right.", |file, _| {
        payments(file, |payment| {
            let mut ids = payment.accounts.iter().filter_map(|account| account.id.as_ref());
            payment.means.as_deref() == Some("58") && ids.any(|id| taxid::iban(id).is_err())
        })
    }),
    warning("BR-DE-20", &["BT-91"], "A SEPA direct debit comes from an IBAN that is right.", |file, _| {
        payments(file, |payment| {
            let account = payment.debit.as_ref().and_then(|debit| debit.account.as_ref());
            payment.means.as_deref() == Some("59") && account.is_some_and(|id| taxid::iban(id).is_err())
        })
    }),
    warning(
        "BR-DE-21",
        &["BT-24"],
        "The specification is XRechnung, in the words that it prescribes.",
        |file, _| {
            let text = file.invoice.specification.as_deref().unwrap_or_default();
            when(!text.starts_with("urn:cen.eu:en16931:2017#"))
        },
    ),
    warning("BR-DE-22", &["BT-125"], "Attached files have different names.", |file, _| {
        let names =
            file.invoice.documents.iter().filter_map(|found| found.attachment.as_ref()?.filename.as_ref());
        let mut names: Vec<&String> = names.collect();
        names.sort_unstable();
        when(names.windows(2).any(|pair| pair[0] == pair[1]))
    }),
    warning(
        "BR-DE-23",
        &["BG-17"],
        "A transfer has an account, and neither a card nor a debit.",
        |file, _| {
            payments(file, |payment| is_means(payment, &["30", "58"]) && !has(payment, true, false, false))
        },
    ),
    warning(
        "BR-DE-24",
        &["BG-18"],
        "A payment by card has a card, and neither an account nor a debit.",
        |file, _| {
            payments(file, |payment| {
                is_means(payment, &["48", "54", "55"]) && !has(payment, false, true, false)
            })
        },
    ),
    warning(
        "BR-DE-25",
        &["BG-19"],
        "A direct debit has a mandate, and neither an account nor a card.",
        |file, _| payments(file, |payment| is_means(payment, &["59"]) && !has(payment, false, false, true)),
    ),
    warning("BR-DE-26", &["BG-3"], "A corrected invoice names the one that it corrects.", |file, _| {
        when(file.invoice.type_code.as_deref() == Some("384") && file.invoice.preceding.is_empty())
    }),
    warning("BR-DE-27", &["BT-42"], "A telephone number has three digits at least.", |file, _| {
        let phone = file.invoice.seller.contact.as_ref().and_then(|contact| contact.phone.as_ref());
        when(phone.is_some_and(|phone| phone.chars().filter(char::is_ascii_digit).count() < 3))
    }),
    warning("BR-DE-28", &["BT-43"], "A mail address has one @, with something on both sides.", |file, _| {
        let email = file.invoice.seller.contact.as_ref().and_then(|contact| contact.email.as_ref());
        when(email.is_some_and(|email| !is_mail(email)))
    }),
    warning("BR-DE-30", &["BT-90"], "A direct debit names the creditor.", |file, _| {
        payments(file, |payment| payment.debit.as_ref().is_some_and(|debit| debit.creditor.is_none()))
    }),
    warning("BR-DE-31", &["BT-91"], "A direct debit names the account that is debited.", |file, _| {
        payments(file, |payment| payment.debit.as_ref().is_some_and(|debit| debit.account.is_none()))
    }),
];

fn lacks(address: Option<&Address>, of: fn(&Address) -> Option<&String>) -> bool {
    address.is_some_and(|address| !filled(of(address)))
}

fn is_means(payment: &Payment, codes: &[&str]) -> bool {
    payment.means.as_deref().is_some_and(|means| codes.contains(&means))
}

fn has(payment: &Payment, account: bool, card: bool, debit: bool) -> bool {
    payment.accounts.is_empty() != account
        && payment.card.is_some() == card
        && payment.debit.is_some() == debit
}

/// `#SKONTO#TAGE=14#PROZENT=2.00#`, perhaps with `BASISBETRAG=100.00#`.
fn is_discount(line: &str) -> bool {
    let parts: Vec<&str> = line.trim_matches('#').split('#').collect();
    let number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    line.ends_with('#')
        && matches!(parts.first(), Some(&("SKONTO" | "VERZUG")))
        && parts.get(1).and_then(|part| part.strip_prefix("TAGE=")).is_some_and(number)
        && parts.get(2).and_then(|part| part.strip_prefix("PROZENT=")).is_some_and(number)
        && parts.get(3).is_none_or(|part| part.strip_prefix("BASISBETRAG=").is_some_and(number))
}

fn is_mail(text: &str) -> bool {
    let mut parts = text.split('@');
    let (name, host, rest) = (parts.next(), parts.next(), parts.next());
    let fine = |part: Option<&str>| {
        part.is_some_and(|part| {
            part.len() > 1 && !part.starts_with('.') && !part.ends_with('.') && !part.contains(' ')
        })
    };
    fine(name) && fine(host) && rest.is_none()
}
