//! Parties and deliveries of UBL.
use super::pen::Pen;
use crate::{Address, Delivery, Identifier, Invoice, Party};

pub(super) fn parties(pen: &mut Pen, invoice: &Invoice) {
    let creditor = invoice.payments.iter().find_map(|payment| payment.debit.as_ref()?.creditor.clone());
    let creditor = creditor.map(|value| Identifier { value, scheme: Some("SEPA".to_owned()) });
    let (to_seller, to_payee) = match invoice.payee {
        Some(_) => (None, creditor.as_ref()),
        None => (creditor.as_ref(), None),
    };
    pen.within("cac:AccountingSupplierParty", true, |pen| {
        pen.within("cac:Party", true, |pen| party(pen, &invoice.seller, true, to_seller));
    });
    pen.within("cac:AccountingCustomerParty", true, |pen| {
        pen.within("cac:Party", true, |pen| party(pen, &invoice.buyer, true, None));
    });
    if let Some(payee) = &invoice.payee {
        pen.within("cac:PayeeParty", true, |pen| party(pen, payee, false, to_payee));
    }
    if let Some(found) = &invoice.representative {
        pen.within("cac:TaxRepresentativeParty", true, |pen| party(pen, found, false, None));
    }
    if let Some(found) = &invoice.delivery {
        pen.within("cac:Delivery", true, |pen| delivery(pen, found));
    }
}

fn party(pen: &mut Pen, party: &Party, is_trader: bool, creditor: Option<&Identifier>) {
    pen.identifier("cbc:EndpointID", party.endpoint.as_ref());
    for id in party.ids.iter().chain(creditor) {
        pen.within("cac:PartyIdentification", true, |pen| pen.identifier("cbc:ID", Some(id)));
    }
    let plain = if is_trader { &party.trading_name } else { &party.name };
    pen.within("cac:PartyName", plain.is_some(), |pen| pen.text("cbc:Name", plain.as_ref()));
    if let Some(found) = &party.address {
        pen.within("cac:PostalAddress", true, |pen| address(pen, found));
    }
    for (id, scheme) in [(&party.vat_id, "VAT"), (&party.tax_id, "TAX")] {
        pen.within("cac:PartyTaxScheme", id.is_some(), |pen| {
            pen.text("cbc:CompanyID", id.as_ref());
            pen.scheme(scheme);
        });
    }
    let legal = if is_trader { party.name.as_ref() } else { None };
    let is_registered = legal.is_some() || party.legal_id.is_some() || party.legal_form.is_some();
    pen.within("cac:PartyLegalEntity", is_registered, |pen| {
        pen.text("cbc:RegistrationName", legal);
        pen.identifier("cbc:CompanyID", party.legal_id.as_ref());
        pen.text("cbc:CompanyLegalForm", party.legal_form.as_ref());
    });
    if let Some(contact) = &party.contact {
        pen.within("cac:Contact", true, |pen| {
            pen.text("cbc:Name", contact.name.as_ref());
            pen.text("cbc:Telephone", contact.phone.as_ref());
            pen.text("cbc:ElectronicMail", contact.email.as_ref());
        });
    }
}

fn address(pen: &mut Pen, address: &Address) {
    pen.text("cbc:StreetName", address.line1.as_ref());
    pen.text("cbc:AdditionalStreetName", address.line2.as_ref());
    pen.text("cbc:CityName", address.city.as_ref());
    pen.text("cbc:PostalZone", address.post_code.as_ref());
    pen.text("cbc:CountrySubentity", address.subdivision.as_ref());
    pen.within("cac:AddressLine", address.line3.is_some(), |pen| {
        pen.text("cbc:Line", address.line3.as_ref());
    });
    pen.within("cac:Country", address.country.is_some(), |pen| {
        pen.text("cbc:IdentificationCode", address.country.as_ref());
    });
}

fn delivery(pen: &mut Pen, delivery: &Delivery) {
    pen.date("cbc:ActualDeliveryDate", delivery.date);
    let has_place = delivery.location.is_some() || delivery.address.is_some();
    pen.within("cac:DeliveryLocation", has_place, |pen| {
        pen.identifier("cbc:ID", delivery.location.as_ref());
        if let Some(found) = &delivery.address {
            pen.within("cac:Address", true, |pen| address(pen, found));
        }
    });
    pen.within("cac:DeliveryParty", delivery.name.is_some(), |pen| {
        pen.within("cac:PartyName", true, |pen| pen.text("cbc:Name", delivery.name.as_ref()));
    });
}
