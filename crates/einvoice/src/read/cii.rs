//! Cross Industry Invoice of UN/CEFACT, and the document of ZUGFeRD 1.0 with its older names.
use super::{
    cii_line::{line, tax_of},
    notes::{Notes, filled, identifier},
};
use crate::{
    Account, Address, Allowance, Attachment, Card, Contact, Debit, Delivery, Document, Identifier, Invoice,
    Note, Party, Payment, Period, Preceding, Tax, Totals, xml::Node,
};

/// Reads an invoice.
pub(super) fn read(root: &Node, notes: &Notes) -> Invoice {
    let empty = Node::default();
    let find = |paths: &[&str]| root.any(paths).unwrap_or(&empty);
    let context = find(&["ExchangedDocumentContext", "SpecifiedExchangedDocumentContext"]);
    let document = find(&["ExchangedDocument", "HeaderExchangedDocument"]);
    let deal = find(&["SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"]);
    let part = |paths: &[&str]| deal.any(paths).unwrap_or(&empty);
    let agreement = part(&["ApplicableHeaderTradeAgreement", "ApplicableSupplyChainTradeAgreement"]);
    let delivered = part(&["ApplicableHeaderTradeDelivery", "ApplicableSupplyChainTradeDelivery"]);
    let settled = part(&["ApplicableHeaderTradeSettlement", "ApplicableSupplyChainTradeSettlement"]);
    let mut invoice = Invoice {
        process: context.get("BusinessProcessSpecifiedDocumentContextParameter/ID"),
        specification: context.get("GuidelineSpecifiedDocumentContextParameter/ID"),
        number: document.get("ID"),
        type_code: document.get("TypeCode"),
        issue_date: notes.date(document.at("IssueDateTime/DateTimeString")),
        notes: document.all("IncludedNote").map(note).collect(),
        ..Invoice::default()
    };
    agreed(agreement, &mut invoice);
    invoice.delivery = delivery(delivered, notes);
    invoice.despatch_advice = reference(delivered, "DespatchAdviceReferencedDocument");
    invoice.receiving_advice = reference(delivered, "ReceivingAdviceReferencedDocument");
    settlement(settled, &mut invoice, notes);
    invoice.totals = totals(settled, &invoice, notes);
    payments(settled, &mut invoice, notes);
    for node in agreement.all("AdditionalReferencedDocument") {
        additional(node, &mut invoice, notes);
    }
    let lines = deal.all("IncludedSupplyChainTradeLineItem");
    // The first line of ZUGFeRD 1.0 may hold no more than a note to the whole.
    invoice.lines = lines.map(|node| line(node, notes)).collect();
    invoice
}

fn note(node: &Node) -> Note {
    Note { subject: node.get("SubjectCode"), text: node.get("Content").unwrap_or_default() }
}

/// The number of a document that is referred to, under its newer or its older name.
pub(super) fn reference(node: &Node, name: &str) -> Option<String> {
    let found = node.at(name)?;
    found.any(&["IssuerAssignedID", "ID"]).map(|id| id.text().to_owned()).filter(|id| !id.is_empty())
}

fn agreed(node: &Node, invoice: &mut Invoice) {
    invoice.buyer_reference = node.get("BuyerReference");
    invoice.seller = node.at("SellerTradeParty").map(party).unwrap_or_default();
    invoice.buyer = node.at("BuyerTradeParty").map(party).unwrap_or_default();
    invoice.representative = node.at("SellerTaxRepresentativeTradeParty").map(party);
    invoice.purchase_order = reference(node, "BuyerOrderReferencedDocument");
    invoice.sales_order = reference(node, "SellerOrderReferencedDocument");
    invoice.contract = reference(node, "ContractReferencedDocument");
    invoice.project = node.get("SpecifiedProcuringProject/ID");
}

fn additional(node: &Node, invoice: &mut Invoice, notes: &Notes) {
    let id = node.any(&["IssuerAssignedID", "ID"]).map(|id| id.text().to_owned());
    match node.get("TypeCode").as_deref() {
        Some("50") => invoice.tender = id,
        Some("130") => {
            let scheme = node.get("ReferenceTypeCode");
            invoice.object = id.map(|value| Identifier { value, scheme });
        }
        _ => {
            let attachment = node.at("AttachmentBinaryObject").map(|object| Attachment {
                mime: object.attribute("mimeCode"),
                filename: object.attribute("filename"),
                content: object.text().chars().filter(|c| !c.is_whitespace()).collect(),
            });
            for (name, is_missing) in [
                ("mimeCode", attachment.as_ref().is_some_and(|file| file.mime.is_none())),
                ("filename", attachment.as_ref().is_some_and(|file| file.filename.is_none())),
            ] {
                if is_missing {
                    notes.note(|written| written.bare_attachments.extend([name.to_owned()]));
                }
            }
            let (description, url) = (node.get("Name"), node.get("URIID"));
            invoice.documents.push(Document { id, description, url, attachment });
        }
    }
}

fn party(node: &Node) -> Party {
    let registration = |scheme: &str| {
        let found = node.all("SpecifiedTaxRegistration").filter_map(|found| found.at("ID"));
        found
            .filter(|id| id.attribute("schemeID").as_deref() == Some(scheme))
            .map(|id| id.text().to_owned())
            .next()
    };
    let organization = node.at("SpecifiedLegalOrganization");
    Party {
        name: node.get("Name"),
        trading_name: organization.and_then(|found| found.get("TradingBusinessName")),
        ids: node.all("ID").chain(node.all("GlobalID")).map(identifier).collect(),
        legal_id: organization.and_then(|found| found.at("ID")).map(identifier),
        vat_id: registration("VA"),
        tax_id: registration("FC"),
        legal_form: node.get("Description"),
        endpoint: node.at("URIUniversalCommunication/URIID").map(identifier),
        address: node.at("PostalTradeAddress").map(address),
        contact: node.at("DefinedTradeContact").map(contact),
    }
}

fn contact(node: &Node) -> Contact {
    Contact {
        name: filled(node, "PersonName").or_else(|| node.get("DepartmentName")),
        phone: node.get("TelephoneUniversalCommunication/CompleteNumber"),
        email: node
            .any(&["EmailURIUniversalCommunication/URIID", "EmailURIUniversalCommunication/CompleteNumber"])
            .map(|node| node.text().to_owned()),
    }
}

fn address(node: &Node) -> Address {
    Address {
        line1: node.get("LineOne"),
        line2: node.get("LineTwo"),
        line3: node.get("LineThree"),
        city: node.get("CityName"),
        post_code: node.get("PostcodeCode"),
        subdivision: node.get("CountrySubDivisionName"),
        country: node.get("CountryID"),
    }
}

fn delivery(node: &Node, notes: &Notes) -> Option<Delivery> {
    let date = node.at("ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString");
    let target = node.at("ShipToTradeParty");
    if date.is_none() && target.is_none() {
        return None;
    }
    Some(Delivery {
        name: target.and_then(|found| found.get("Name")),
        location: target.and_then(|found| found.any(&["GlobalID", "ID"])).map(identifier),
        date: notes.date(date),
        address: target.and_then(|found| found.at("PostalTradeAddress")).map(address),
    })
}

/// Reads the two ends of a period.
pub(super) fn period(node: &Node, notes: &Notes) -> Period {
    Period {
        start: notes.date(node.at("StartDateTime/DateTimeString")),
        end: notes.date(node.at("EndDateTime/DateTimeString")),
    }
}

fn settlement(node: &Node, invoice: &mut Invoice, notes: &Notes) {
    invoice.currency = node.get("InvoiceCurrencyCode");
    invoice.tax_currency = node.get("TaxCurrencyCode");
    invoice.payee = node.at("PayeeTradeParty").map(party);
    invoice.accounting_reference = node.get("ReceivableSpecifiedTradeAccountingAccount/ID");
    invoice.period = node.at("BillingSpecifiedPeriod").map(|found| period(found, notes));
    for found in node.all("ApplicableTradeTax") {
        invoice.tax_point_date = invoice.tax_point_date.or(notes.date(found.at("TaxPointDate/DateString")));
        // UNTDID 2475 in CII stands for UNTDID 2005 in the model.
        let code = found.get("DueDateTypeCode").map(|code| match code.as_str() {
            "5" => "3".to_owned(),
            "29" => "35".to_owned(),
            "72" => "432".to_owned(),
            _ => code,
        });
        invoice.tax_point_code = invoice.tax_point_code.take().or(code);
        invoice.taxes.push(Tax {
            base: notes.amount(found.at("BasisAmount")),
            amount: notes.amount(found.at("CalculatedAmount")),
            reason: found.get("ExemptionReason"),
            reason_code: found.get("ExemptionReasonCode"),
            category: found.get("CategoryCode"),
            rate: notes.amount(found.any(&["RateApplicablePercent", "ApplicablePercent"])),
        });
    }
    invoice.allowances =
        node.all("SpecifiedTradeAllowanceCharge").map(|node| allowance(node, notes)).collect();
    invoice.allowances.extend(node.all("SpecifiedLogisticsServiceCharge").map(|node| freight(node, notes)));
    for found in node.all("InvoiceReferencedDocument") {
        let date = found.any(&["FormattedIssueDateTime/DateTimeString", "IssueDateTime"]);
        let number = found.any(&["IssuerAssignedID", "ID"]).map(|id| id.text().to_owned());
        invoice.preceding.push(Preceding { number, date: notes.date(date) });
    }
    for terms in node.all("SpecifiedTradePaymentTerms") {
        let text = filled(terms, "Description");
        invoice.payment_terms = invoice.payment_terms.take().or(text);
        let due = notes.date(terms.at("DueDateDateTime/DateTimeString"));
        invoice.due_date = invoice.due_date.or(due);
    }
}

/// Reads an allowance or a charge of a document or a line.
pub(super) fn allowance(node: &Node, notes: &Notes) -> Allowance {
    let indicator = node.any(&["ChargeIndicator/Indicator", "ChargeIndicator"]);
    let (category, rate) = node.at("CategoryTradeTax").map(|tax| tax_of(tax, notes)).unwrap_or_default();
    Allowance {
        is_charge: indicator.is_some_and(|node| matches!(node.text(), "true" | "1")),
        amount: notes.amount(node.at("ActualAmount")),
        base: notes.amount(node.at("BasisAmount")),
        percent: notes.amount(node.at("CalculationPercent")),
        category,
        rate,
        reason: node.get("Reason"),
        reason_code: node.get("ReasonCode"),
    }
}

/// What carriage costs (Factur-X Extended, ZUGFeRD 1.0) is a charge.
fn freight(node: &Node, notes: &Notes) -> Allowance {
    let (category, rate) = node.at("AppliedTradeTax").map(|tax| tax_of(tax, notes)).unwrap_or_default();
    Allowance {
        is_charge: true,
        amount: notes.amount(node.at("AppliedAmount")),
        reason: node.get("Description"),
        category,
        rate,
        ..Allowance::default()
    }
}

fn totals(node: &Node, invoice: &Invoice, notes: &Notes) -> Totals {
    let names =
        ["SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"];
    let Some(node) = node.any(&names) else { return Totals::default() };
    let number = |name: &str| notes.amount(node.at(name));
    let mut totals = Totals {
        lines: number("LineTotalAmount"),
        allowances: number("AllowanceTotalAmount"),
        charges: number("ChargeTotalAmount"),
        net: number("TaxBasisTotalAmount"),
        gross: number("GrandTotalAmount"),
        paid: number("TotalPrepaidAmount"),
        rounding: number("RoundingAmount"),
        due: number("DuePayableAmount"),
        ..Totals::default()
    };
    let mut found = 0;
    for total in node.all("TaxTotalAmount") {
        let currency = total.attribute("currencyID");
        let amount = notes.amount(Some(total));
        if currency.is_some() && currency == invoice.tax_currency && currency != invoice.currency {
            totals.tax_accounted = amount;
        } else {
            found += usize::from(currency.is_none() || currency == invoice.currency);
            totals.tax = totals.tax.or(amount);
        }
    }
    notes.note(|written| written.tax_totals = found);
    totals
}

fn payments(node: &Node, invoice: &mut Invoice, notes: &Notes) {
    let reference = node.get("PaymentReference");
    for means in node.all("SpecifiedTradeSettlementPaymentMeans") {
        let account = means.at("PayeePartyCreditorFinancialAccount").map(|account| Account {
            id: filled(account, "IBANID").or_else(|| account.get("ProprietaryID")),
            name: account.get("AccountName"),
            bank: means.get("PayeeSpecifiedCreditorFinancialInstitution/BICID"),
        });
        let debited = means.get("PayerPartyDebtorFinancialAccount/IBANID");
        invoice.payments.push(Payment {
            means: means.get("TypeCode"),
            text: means.get("Information"),
            reference: reference.clone(),
            accounts: account.into_iter().collect(),
            card: means
                .at("ApplicableTradeSettlementFinancialCard")
                .map(|card| Card { number: card.get("ID"), holder: card.get("CardholderName") }),
            debit: debited.map(|account| Debit { account: Some(account), ..Debit::default() }),
        });
    }
    let creditor = filled(node, "CreditorReferenceID");
    let mandate =
        node.all("SpecifiedTradePaymentTerms").find_map(|terms| filled(terms, "DirectDebitMandateID"));
    let at = invoice.payments.iter().position(|payment| payment.debit.is_some()).unwrap_or(0);
    if creditor.is_some() || mandate.is_some() {
        if invoice.payments.is_empty() {
            invoice.payments.push(Payment::default());
        }
        if let Some(payment) = invoice.payments.get_mut(at) {
            let debit = payment.debit.get_or_insert_default();
            (debit.creditor, debit.mandate) = (creditor, mandate);
        }
    } else if reference.is_some() && invoice.payments.is_empty() {
        invoice.payments.push(Payment { reference: reference.clone(), ..Payment::default() });
    }
    notes.note(|written| written.references.extend(reference));
}
