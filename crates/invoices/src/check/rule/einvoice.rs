//! India's register of e-invoices: the reference number, the signed code, and who must have them.
use chrono::NaiveDate;
use kernel::Money;
use taxid::india::irn;

use super::{rule, when};
use crate::{
    check::{
        Facts, Fault, Rule, Severity,
        evidence::{Qr, Signature},
        nature::compact,
    },
    invoice::{extracted::number_key, store::Stage::Validation},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "gst.irn_form",
        "IRN is none",
        "Form GST INV-01: 64 hexadecimal digits of SHA-256",
        form,
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.irn_hash",
        "IRN does not belong to this invoice",
        "Form GST INV-01: SHA-256 of GSTIN, financial year, type and number",
        hash,
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.qr_signature",
        "Signature of the QR code is forged",
        "Rule 46(r) and 48(4) CGST Rules; JWT of the register, RS256",
        signature,
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.qr_differs",
        "QR code and page differ",
        "Rule 46(r) and 48(4) CGST Rules; contents of the signed QR code of the register",
        differs,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.irn_missing",
        "E-invoice was not registered",
        "Rule 48(4) and (5) CGST Rules; notification 13/2020-Central Tax as amended",
        absent,
    ),
    rule(
        Validation,
        Severity::Info,
        "gst.irn_late",
        "E-invoice was registered late",
        "Advisory of the register: 30 days, from 1 April 2025 above 10 crore rupees",
        late,
    ),
];

fn form(facts: &Facts) -> Vec<Fault> {
    let Some(text) = facts.read.text("irn") else { return vec![] };
    let why = irn::form(text).err();
    when(why.is_some(), || {
        let why = why.map(|why| why.to_string()).unwrap_or_default();
        Fault::of(facts, "irn", format!("The IRN {text} is none: {why}. It has 64 digits from 0 to f."))
    })
}

fn hash(facts: &Facts) -> Vec<Fault> {
    let mut faults = printed_hash(facts);
    if let Some(qr) = facts.evidence.qr.as_ref().filter(|qr| is_false(qr)) {
        let says =
            "The IRN in the QR code is not the hash of what the code says: the code is made up. Do not pay.";
        faults.push(at(qr, "irn", says.into()));
    }
    faults
}

/// Whether a code contradicts itself.
fn is_false(qr: &Qr) -> bool {
    let (Some(text), Some(seller), Some(number), Some(date)) =
        (&qr.irn, &qr.seller_gstin, &qr.number, qr.date)
    else {
        return false;
    };
    let kind = qr.kind.as_deref().and_then(irn::Kind::of);
    let mut kinds = KINDS.iter().copied().filter(|one| kind.is_none_or(|kind| kind == *one));
    !kinds.any(|kind| irn::fits(text, seller, date, kind, number))
}

const KINDS: [irn::Kind; 3] = [irn::Kind::Invoice, irn::Kind::CreditNote, irn::Kind::DebitNote];

fn printed_hash(facts: &Facts) -> Vec<Fault> {
    let columns = &facts.columns;
    let (Some(text), Some(seller)) = (facts.read.text("irn"), facts.seller_gstin()) else { return vec![] };
    let (Some(number), Some(date)) = (columns.invoice_number.as_deref(), columns.invoice_date) else {
        return vec![];
    };
    if irn::form(text).is_err() {
        return vec![];
    }
    let fits = KINDS.into_iter().any(|kind| irn::fits(text, &seller, date, kind, number));
    when(!fits, || {
        let says = format!(
            "The IRN does not belong to number {number} of {seller} in the financial year {}: it is another \
             invoice's, or made up. Look it up at the register before you pay.",
            taxid::FinancialYear::of(date)
        );
        Fault::of(facts, "irn", says)
    })
}

fn at(qr: &Qr, field: &str, says: String) -> Fault {
    Fault { field: Some(field.into()), page: qr.page, area: qr.area, ..Fault::says(says) }
}

fn signature(facts: &Facts) -> Vec<Fault> {
    let Some(qr) = &facts.evidence.qr else { return vec![] };
    match qr.signature {
        Signature::Forged => {
            let says = "The QR code is not signed by the register of e-invoices: it was made by somebody else. Do not pay.";
            vec![at(qr, "irn", says.into())]
        }
        Signature::Unverified => {
            let says = "The QR code is signed with a key that is not known here, so nobody vouches for it.";
            vec![at(qr, "irn", says.into()).as_bad_as(Severity::Info)]
        }
        Signature::Missing if facts.columns.irn.is_some() || qr.irn.is_some() => {
            let says = "The QR code of this e-invoice bears no signature of the register.";
            vec![at(qr, "irn", says.into()).as_bad_as(Severity::Warning)]
        }
        _ => vec![],
    }
}

fn differs(facts: &Facts) -> Vec<Fault> {
    let Some(qr) = &facts.evidence.qr else { return vec![] };
    let columns = &facts.columns;
    let mut faults = vec![];
    let mut texts =
        |field: &str, what: &str, code: &Option<String>, page: Option<String>, plain: fn(&str) -> String| {
            let (Some(code), Some(page)) = (code.as_deref().filter(|code| !code.is_empty()), page) else {
                return;
            };
            // Buyers without a number are URP, unregistered persons.
            if plain(code) != plain(&page) && code != "URP" {
                faults.push(at(
                    qr,
                    field,
                    format!("The QR code says {what} {code}, the page says {page}. One of them is false."),
                ));
            }
        };
    texts("seller_gstin", "vendor", &qr.seller_gstin, facts.seller_gstin(), compact);
    texts("buyer_gstin", "buyer", &qr.buyer_gstin, facts.buyer_gstin(), compact);
    texts("invoice_number", "number", &qr.number, columns.invoice_number.clone(), number_key);
    texts("irn", "IRN", &qr.irn, columns.irn.clone(), compact);
    if let (Some(code), Some(page)) = (qr.date, columns.invoice_date)
        && code != page
    {
        faults.push(at(qr, "invoice_date", format!("The QR code says date {code}, the page says {page}.")));
    }
    if let (Some(code), Some(page)) = (qr.total, columns.total_amount)
        && (code.units() - page.units()).abs() >= Money::SCALE
    {
        let says = format!(
            "The QR code says a total of {code}, the page says {page}. Do not pay before this is clear."
        );
        faults.push(at(qr, "total_amount", says));
    }
    faults
}

/// A vendor who had to register his invoices before must register this one.
fn absent(facts: &Facts) -> Vec<Fault> {
    let vendor = facts.vendor.as_ref().map(|vendor| vendor.id);
    let begun = NaiveDate::from_ymd_opt(2020, 10, 1);
    let business =
        facts.seller_gstin().is_some() && facts.buyer_gstin().is_some() && facts.columns.irn.is_none();
    let wanted = business && facts.date() >= begun && facts.evidence.qr.is_none();
    let is_his = |other: &&crate::check::model::Other| vendor.is_some() && other.vendor_id == vendor;
    let before = facts.others.iter().filter(is_his).filter(|other| other.irn.is_some()).count();
    when(wanted && before > 0, || {
        let says = format!(
            "This invoice has no IRN, and {before} earlier ones of this vendor had one. Without it the invoice is none \
             and the input tax can't be claimed; ask for the registered one."
        );
        Fault { field: Some("irn".into()), ..Fault::says(says) }
    })
}

fn late(facts: &Facts) -> Vec<Fault> {
    let registered = facts.evidence.qr.as_ref().and_then(|qr| qr.registered);
    let (Some(on), Some(date)) = (registered, facts.date()) else { return vec![] };
    let since = NaiveDate::from_ymd_opt(2025, 4, 1);
    let days = (on - date).num_days();
    when(Some(date) >= since && days > 30, || {
        Fault::of(
            facts,
            "irn",
            format!("It was registered {days} days after its date; 30 are allowed to large vendors."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn facts(irn: &str, number: &str) -> Facts {
        let mut read = Extracted::default();
        read.put("seller_gstin", "29AAFCC9980M1ZR", 0.9);
        read.put("invoice_number", number, 0.9);
        read.put("invoice_date", "2019-12-01", 0.9);
        read.put("irn", irn, 0.9);
        Facts { columns: Columns::of(&read), read, ..Default::default() }
    }

    fn rules(facts: &Facts) -> Vec<String> {
        let here = |id: &str| RULES.iter().any(|rule| rule.id == id);
        all(facts).into_iter().map(|one| one.rule).filter(|id| here(id)).collect()
    }

    // The example of the documentation of the e-invoice system (NIC): GSTIN 29AAFCC9980M1ZR, year 2019-20, INV.
    const IRN: &str = "23f498ee41441ecad30f72ba5b9907506c3df70a17b0e0dff46b76a786400662";

    #[test]
    fn an_irn_is_the_hash_of_its_invoice() {
        assert_eq!(rules(&facts(IRN, "2019-20/KA/1")), Vec::<String>::new());
        assert_eq!(rules(&facts(IRN, "2019-20/KA/2")), ["gst.irn_hash"]);
        assert_eq!(rules(&facts("23f498", "2019-20/KA/1")), ["gst.irn_form"]);
    }

    #[test]
    fn a_code_that_says_something_else_is_named_field_by_field() {
        let mut facts = facts(IRN, "2019-20/KA/1");
        let signature = Signature::Valid;
        let qr = Qr {
            number: Some("2019-20/KA/1".into()),
            irn: Some(IRN.into()),
            signature,
            ..Default::default()
        };
        facts.evidence.qr = Some(qr.clone());
        assert_eq!(rules(&facts), Vec::<String>::new());
        facts.columns.total_amount = "118.00".parse().ok();
        facts.evidence.qr =
            Some(Qr { total: "1180.00".parse().ok(), date: NaiveDate::from_ymd_opt(2019, 12, 2), ..qr });
        assert_eq!(rules(&facts), ["gst.qr_differs", "gst.qr_differs"]);
        facts.evidence.qr = Some(Qr { signature: Signature::Forged, ..Default::default() });
        assert_eq!(rules(&facts), ["gst.qr_signature"]);
    }

    #[test]
    fn a_code_that_contradicts_itself_is_made_up() {
        let mut facts = Facts::default();
        let (seller, date) = (Some("29AAFCC9980M1ZR".to_owned()), NaiveDate::from_ymd_opt(2019, 12, 1));
        let (number, irn) = (Some("2019-20/KA/1".to_owned()), Some(IRN.to_owned()));
        let qr =
            Qr { signature: Signature::Valid, seller_gstin: seller, date, number, irn, ..Default::default() };
        facts.evidence.qr = Some(qr.clone());
        assert_eq!(rules(&facts), Vec::<String>::new());
        facts.evidence.qr = Some(Qr { number: Some("2019-20/KA/9".into()), ..qr });
        assert_eq!(rules(&facts), ["gst.irn_hash"]);
    }
}
