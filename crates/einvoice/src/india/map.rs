//! From a GST e-invoice to the semantic model. What GST alone knows stays in [`Gst`].
use taxid::india::{irn, state};

use super::model::{Gst, GstLine, GstParty};
use crate::{
    Account, Address, Allowance, Amount, Contact, Delivery, Identifier, Invoice, Item, Line, Note, Party,
    Payment, Preceding, Price, Tax, Totals,
};

impl Gst {
    /// The same invoice in the terms of EN 16931. Tax is the sum of CGST, SGST, IGST and cesses by rate; the
    /// currency is the rupee. A discount and other charges of the whole document become an allowance and a charge.
    pub fn invoice(&self) -> Invoice {
        let kind = match self.document.kind.as_deref() {
            Some("CRN") => "381",
            Some("DBN") => "383",
            _ => "380",
        };
        let remarks = self.remarks.iter().map(|text| Note { subject: None, text: text.clone() });
        let mut invoice = Invoice {
            number: self.document.number.clone(),
            issue_date: self.document.date,
            type_code: Some(kind.to_owned()),
            currency: Some("INR".to_owned()),
            purchase_order: self.purchase_order.clone(),
            contract: self.contract.clone(),
            payment_terms: self.terms.clone(),
            notes: remarks.collect(),
            seller: party(&self.seller),
            buyer: party(&self.buyer),
            lines: self.lines.iter().map(line).collect(),
            taxes: self.taxes(),
            totals: self.totals(),
            ..Invoice::default()
        };
        let days = self.credit_days.and_then(|days| u64::try_from(days).ok()).map(chrono::Days::new);
        invoice.due_date = self.document.date.zip(days).and_then(|(date, days)| date.checked_add_days(days));
        invoice.preceding = self
            .preceding
            .iter()
            .map(|(number, date)| Preceding { number: number.clone(), date: *date })
            .collect();
        invoice.delivery = self.ship_to.as_ref().map(|target| Delivery {
            name: target.legal_name.clone(),
            address: address(target),
            ..Delivery::default()
        });
        for (amount, is_charge) in [(self.values.charges.discount, false), (self.values.charges.other, true)]
        {
            if amount.is_some_and(|amount| !amount.is_zero()) {
                let reason = if is_charge { "Other charges" } else { "Discount" };
                let reason = Some(reason.to_owned());
                invoice.allowances.push(Allowance { is_charge, amount, reason, ..Allowance::default() });
            }
        }
        if self.account.is_some() {
            let account =
                Account { id: self.account.clone(), name: self.payee.clone(), bank: self.branch.clone() };
            invoice.payments.push(Payment { accounts: vec![account], ..Payment::default() });
        }
        invoice
    }

    /// Whether the IRN is the hash of seller, year, kind and number; none where one of them is missing.
    pub fn irn_fits(&self) -> Option<bool> {
        let irn = self.registration.as_ref()?.irn.as_deref()?;
        let kind = irn::Kind::of(self.document.kind.as_deref()?)?;
        let (seller, number) = (self.seller.gstin.as_deref()?, self.document.number.as_deref()?);
        Some(irn::fits(irn, seller, self.document.date?, kind, number))
    }

    /// All tax of the invoice: CGST, SGST, IGST and the cesses. None where none is given.
    pub fn tax(&self) -> Option<Amount> {
        let values = &self.values;
        let all = [values.cgst, values.sgst, values.igst, values.cess, values.state_cess];
        all.into_iter().flatten().reduce(|sum, amount| sum + amount)
    }

    fn totals(&self) -> Totals {
        let values = &self.values;
        Totals {
            lines: values.taxable,
            allowances: values.charges.discount.filter(|amount| !amount.is_zero()),
            charges: values.charges.other.filter(|amount| !amount.is_zero()),
            net: values.taxable,
            tax: self.tax(),
            gross: values.total,
            paid: self.paid.filter(|amount| !amount.is_zero()),
            rounding: values.round_off,
            due: self.due.filter(|amount| !amount.is_zero()).or(values.total),
            ..Totals::default()
        }
    }

    fn taxes(&self) -> Vec<Tax> {
        let mut taxes: Vec<Tax> = Vec::new();
        for line in &self.lines {
            let rate = line.rate.unwrap_or_default().normalize();
            let at = taxes.iter().position(|tax| tax.rate == Some(rate));
            let at = at.unwrap_or_else(|| {
                taxes.push(Tax { category: category(rate), rate: Some(rate), ..Tax::default() });
                taxes.len() - 1
            });
            if let Some(tax) = taxes.get_mut(at) {
                *tax.base.get_or_insert_default() += line.taxable.unwrap_or_default();
                *tax.amount.get_or_insert_default() += line.tax();
            }
        }
        taxes
    }
}

impl GstLine {
    /// All tax of the line: CGST, SGST, IGST and the cesses.
    pub fn tax(&self) -> Amount {
        let cesses = [&self.cess, &self.state_cess].into_iter().flat_map(|cess| [cess.amount, cess.fixed]);
        [self.cgst, self.sgst, self.igst].into_iter().chain(cesses).flatten().sum()
    }
}

fn category(rate: Amount) -> Option<String> {
    Some(if rate.is_zero() { "Z" } else { "S" }.to_owned())
}

fn party(party: &GstParty) -> Party {
    let is_registered = party.gstin.as_deref().is_some_and(|gstin| gstin != "URP");
    let contact = Contact { name: None, phone: party.phone.clone(), email: party.email.clone() };
    Party {
        name: party.legal_name.clone(),
        trading_name: party.trade_name.clone(),
        vat_id: party.gstin.clone().filter(|_| is_registered),
        address: address(party),
        contact: Some(contact).filter(|contact| *contact != Contact::default()),
        ..Party::default()
    }
}

fn address(party: &GstParty) -> Option<Address> {
    let state = party.state.as_deref();
    let address = Address {
        line1: party.line1.clone(),
        line2: party.line2.clone(),
        city: party.city.clone(),
        post_code: party.pin.clone(),
        subdivision: state.and_then(state::by_code).map(|state| state.name.to_owned()),
        ..Address::default()
    };
    if address == Address::default() {
        return None;
    }
    // 96 is abroad, wherever that is.
    let country = Some("IN".to_owned()).filter(|_| state != Some("96"));
    Some(Address { country, ..address })
}

fn line(line: &GstLine) -> Line {
    let rate = line.rate.unwrap_or_default();
    let discount = line.discount.filter(|amount| !amount.is_zero()).map(|amount| Allowance {
        amount: Some(amount),
        base: line.gross,
        reason: Some("Discount".to_owned()),
        ..Allowance::default()
    });
    let class = line.hsn.clone().map(|value| Identifier { value, scheme: Some("HS".to_owned()) });
    Line {
        id: line.id.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        net: line.taxable,
        order_line: line.order_line.clone(),
        allowances: discount.into_iter().collect(),
        price: line.unit_price.map(|net| Price { net: Some(net), ..Price::default() }),
        category: category(rate),
        rate: line.rate,
        item: Item {
            name: line.description.clone().or_else(|| line.hsn.clone()),
            standard_id: line.barcode.clone().map(|value| Identifier { value, scheme: None }),
            classes: class.into_iter().collect(),
            origin: line.origin.clone(),
            ..Item::default()
        },
        ..Line::default()
    }
}
