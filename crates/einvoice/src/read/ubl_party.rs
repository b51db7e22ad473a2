//! Parties, addresses and deliveries of UBL.
use super::notes::{Notes, filled, identifier};
use crate::{Address, Contact, Delivery, Party, Period, xml::Node};

/// Reads a party. Seller and buyer have their legal name in the register, payee and representative a plain name.
pub(super) fn party(node: &Node, is_trader: bool, notes: &Notes) -> Party {
    let mut party = Party {
        ids: node.all("PartyIdentification").filter_map(|id| id.at("ID")).map(identifier).collect(),
        endpoint: node.at("EndpointID").map(identifier),
        address: node.at("PostalAddress").map(address),
        contact: node.at("Contact").map(|contact| Contact {
            name: contact.get("Name"),
            phone: contact.get("Telephone"),
            email: contact.get("ElectronicMail"),
        }),
        legal_id: node.at("PartyLegalEntity/CompanyID").map(identifier),
        legal_form: node.get("PartyLegalEntity/CompanyLegalForm"),
        ..Party::default()
    };
    let plain = node.get("PartyName/Name");
    if is_trader {
        party.name = node.get("PartyLegalEntity/RegistrationName");
        party.trading_name = plain;
    } else {
        party.name = plain.or_else(|| node.get("PartyLegalEntity/RegistrationName"));
    }
    let mut count = 0;
    for registration in node.all("PartyTaxScheme") {
        count += 1;
        let Some(id) = registration.get("CompanyID") else { continue };
        let place = if scheme(registration) == "VAT" { &mut party.vat_id } else { &mut party.tax_id };
        place.get_or_insert(id);
    }
    notes.note(|written| written.registrations = written.registrations.max(count));
    party
}

/// How many VAT identifiers a party has.
pub(super) fn vat_ids(node: &Node) -> usize {
    let registrations = node.all("PartyTaxScheme").filter(|found| found.at("CompanyID").is_some());
    registrations.filter(|found| scheme(found) == "VAT").count()
}

fn scheme(registration: &Node) -> String {
    registration.get("TaxScheme/ID").unwrap_or_default().to_uppercase()
}

/// Reads an address.
pub(super) fn address(node: &Node) -> Address {
    Address {
        line1: node.get("StreetName"),
        line2: node.get("AdditionalStreetName"),
        line3: node.get("AddressLine/Line"),
        city: node.get("CityName"),
        post_code: node.get("PostalZone"),
        subdivision: node.get("CountrySubentity"),
        country: node.get("Country/IdentificationCode"),
    }
}

/// Reads a delivery.
pub(super) fn delivery(node: &Node, notes: &Notes) -> Delivery {
    Delivery {
        name: filled(node, "DeliveryParty/PartyName/Name"),
        location: node.at("DeliveryLocation/ID").map(identifier),
        date: notes.date(node.at("ActualDeliveryDate")),
        address: node.at("DeliveryLocation/Address").map(address),
    }
}

/// Reads a period; one that holds no more than a code of the tax point is none.
pub(super) fn period(node: &Node, notes: &Notes) -> Option<Period> {
    let period = Period { start: notes.date(node.at("StartDate")), end: notes.date(node.at("EndDate")) };
    let is_code = node.at("DescriptionCode").is_some() && period == Period::default();
    (!is_code).then_some(period)
}
