//! Writes an invoice as UBL 2.1, in the form of EN 16931 and Peppol BIS Billing 3.
mod line;
mod party;
mod pen;

use crate::{Allowance, Document, Invoice, Payment, Tax, code};
use pen::Pen;

/// BT-24 of Peppol BIS Billing 3.
pub const PEPPOL: &str = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";
/// BT-23 of Peppol BIS Billing 3.
pub const PEPPOL_PROCESS: &str = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";

/// Writes an invoice for the Peppol network: as [`write`], with the specification and the process of Peppol where
/// the invoice names none.
pub fn write_peppol(invoice: &Invoice) -> String {
    let mut invoice = invoice.clone();
    invoice.specification.get_or_insert_with(|| PEPPOL.to_owned());
    invoice.process.get_or_insert_with(|| PEPPOL_PROCESS.to_owned());
    write(&invoice)
}

/// Writes an invoice. Nothing is added to it and nothing left out, so that reading it again gives the same.
pub fn write(invoice: &Invoice) -> String {
    let is_credit = invoice.type_code.as_deref().is_some_and(|kind| code::holds(code::CREDITS, kind));
    let kind = if is_credit { "CreditNote" } else { "Invoice" };
    let mut pen = Pen::new(invoice.currency.clone(), is_credit);
    pen.begin(kind);
    header(&mut pen, invoice);
    references(&mut pen, invoice);
    party::parties(&mut pen, invoice);
    for found in &invoice.payments {
        payment(&mut pen, invoice, found);
    }
    if is_credit && invoice.payments.is_empty() && invoice.due_date.is_some() {
        payment(&mut pen, invoice, &Payment::default());
    }
    pen.within("cac:PaymentTerms", invoice.payment_terms.is_some(), |pen| {
        pen.text("cbc:Note", invoice.payment_terms.as_ref());
    });
    for found in &invoice.allowances {
        allowance(&mut pen, found);
    }
    taxes(&mut pen, invoice);
    totals(&mut pen, invoice);
    for found in &invoice.lines {
        line::line(&mut pen, found);
    }
    pen.end(kind);
    pen.done()
}

fn header(pen: &mut Pen, invoice: &Invoice) {
    pen.text("cbc:CustomizationID", invoice.specification.as_ref());
    pen.text("cbc:ProfileID", invoice.process.as_ref());
    pen.text("cbc:ID", invoice.number.as_ref());
    pen.date("cbc:IssueDate", invoice.issue_date);
    if !pen.is_credit {
        pen.date("cbc:DueDate", invoice.due_date);
        pen.text("cbc:InvoiceTypeCode", invoice.type_code.as_ref());
    }
    if pen.is_credit {
        pen.date("cbc:TaxPointDate", invoice.tax_point_date);
        pen.text("cbc:CreditNoteTypeCode", invoice.type_code.as_ref());
    }
    for note in &invoice.notes {
        let text = match &note.subject {
            Some(subject) => format!("#{subject}#{}", note.text),
            None => note.text.clone(),
        };
        pen.text("cbc:Note", Some(&text));
    }
    if !pen.is_credit {
        pen.date("cbc:TaxPointDate", invoice.tax_point_date);
    }
    pen.text("cbc:DocumentCurrencyCode", invoice.currency.as_ref());
    pen.text("cbc:TaxCurrencyCode", invoice.tax_currency.as_ref());
    pen.text("cbc:AccountingCost", invoice.accounting_reference.as_ref());
    pen.text("cbc:BuyerReference", invoice.buyer_reference.as_ref());
    let has_period = invoice.period.is_some() || invoice.tax_point_code.is_some();
    pen.within("cac:InvoicePeriod", has_period, |pen| {
        pen.period(invoice.period.as_ref());
        pen.text("cbc:DescriptionCode", invoice.tax_point_code.as_ref());
    });
}

fn references(pen: &mut Pen, invoice: &Invoice) {
    let has_order = invoice.purchase_order.is_some() || invoice.sales_order.is_some();
    pen.within("cac:OrderReference", has_order, |pen| {
        // The order's number must be there; NA stands for none.
        let none = "NA".to_owned();
        pen.text("cbc:ID", Some(invoice.purchase_order.as_ref().unwrap_or(&none)));
        pen.text("cbc:SalesOrderID", invoice.sales_order.as_ref());
    });
    for preceding in &invoice.preceding {
        pen.within("cac:BillingReference", true, |pen| {
            pen.within("cac:InvoiceDocumentReference", true, |pen| {
                pen.text("cbc:ID", preceding.number.as_ref());
                pen.date("cbc:IssueDate", preceding.date);
            });
        });
    }
    for (name, id) in [
        ("cac:DespatchDocumentReference", &invoice.despatch_advice),
        ("cac:ReceiptDocumentReference", &invoice.receiving_advice),
        ("cac:OriginatorDocumentReference", &invoice.tender),
        ("cac:ContractDocumentReference", &invoice.contract),
    ] {
        pen.within(name, id.is_some(), |pen| pen.text("cbc:ID", id.as_ref()));
    }
    pen.within("cac:AdditionalDocumentReference", invoice.object.is_some(), |pen| {
        pen.identifier("cbc:ID", invoice.object.as_ref());
        pen.text("cbc:DocumentTypeCode", Some(&"130".to_owned()));
    });
    if pen.is_credit {
        pen.within("cac:AdditionalDocumentReference", invoice.project.is_some(), |pen| {
            pen.text("cbc:ID", invoice.project.as_ref());
            pen.text("cbc:DocumentTypeCode", Some(&"50".to_owned()));
        });
    }
    for found in &invoice.documents {
        document(pen, found);
    }
    if !pen.is_credit {
        pen.within("cac:ProjectReference", invoice.project.is_some(), |pen| {
            pen.text("cbc:ID", invoice.project.as_ref());
        });
    }
}

fn document(pen: &mut Pen, document: &Document) {
    pen.within("cac:AdditionalDocumentReference", true, |pen| {
        pen.text("cbc:ID", document.id.as_ref());
        pen.text("cbc:DocumentDescription", document.description.as_ref());
        let has_file = document.attachment.is_some() || document.url.is_some();
        pen.within("cac:Attachment", has_file, |pen| {
            if let Some(file) = &document.attachment {
                let names = [("mimeCode", file.mime.as_ref()), ("filename", file.filename.as_ref())];
                pen.element("cbc:EmbeddedDocumentBinaryObject", &names, &file.content);
            }
            pen.within("cac:ExternalReference", document.url.is_some(), |pen| {
                pen.text("cbc:URI", document.url.as_ref());
            });
        });
    });
}

fn payment(pen: &mut Pen, invoice: &Invoice, payment: &Payment) {
    pen.within("cac:PaymentMeans", true, |pen| {
        if let Some(means) = &payment.means {
            pen.element("cbc:PaymentMeansCode", &[("name", payment.text.as_ref())], means);
        }
        if pen.is_credit {
            pen.date("cbc:PaymentDueDate", invoice.due_date);
        }
        if payment.means.is_none() {
            pen.text("cbc:InstructionNote", payment.text.as_ref());
        }
        pen.text("cbc:PaymentID", payment.reference.as_ref());
        if let Some(card) = &payment.card {
            pen.within("cac:CardAccount", true, |pen| {
                pen.text("cbc:PrimaryAccountNumberID", card.number.as_ref());
                pen.text("cbc:NetworkID", Some(&"NA".to_owned()));
                pen.text("cbc:HolderName", card.holder.as_ref());
            });
        }
        for account in &payment.accounts {
            pen.within("cac:PayeeFinancialAccount", true, |pen| {
                pen.text("cbc:ID", account.id.as_ref());
                pen.text("cbc:Name", account.name.as_ref());
                pen.within("cac:FinancialInstitutionBranch", account.bank.is_some(), |pen| {
                    pen.text("cbc:ID", account.bank.as_ref());
                });
            });
        }
        if let Some(debit) = &payment.debit {
            pen.within("cac:PaymentMandate", true, |pen| {
                pen.text("cbc:ID", debit.mandate.as_ref());
                pen.within("cac:PayerFinancialAccount", debit.account.is_some(), |pen| {
                    pen.text("cbc:ID", debit.account.as_ref());
                });
            });
        }
    });
}

/// Writes an allowance or a charge.
fn allowance(pen: &mut Pen, found: &Allowance) {
    pen.within("cac:AllowanceCharge", true, |pen| {
        pen.text("cbc:ChargeIndicator", Some(&found.is_charge.to_string()));
        pen.text("cbc:AllowanceChargeReasonCode", found.reason_code.as_ref());
        pen.text("cbc:AllowanceChargeReason", found.reason.as_ref());
        pen.number("cbc:MultiplierFactorNumeric", found.percent);
        pen.amount("cbc:Amount", found.amount);
        pen.amount("cbc:BaseAmount", found.base);
        let has_tax = found.category.is_some() || found.rate.is_some();
        pen.within("cac:TaxCategory", has_tax, |pen| {
            pen.text("cbc:ID", found.category.as_ref());
            pen.number("cbc:Percent", found.rate);
            pen.scheme("VAT");
        });
    });
}

fn taxes(pen: &mut Pen, invoice: &Invoice) {
    pen.within("cac:TaxTotal", invoice.totals.tax.is_some() || !invoice.taxes.is_empty(), |pen| {
        pen.amount("cbc:TaxAmount", invoice.totals.tax);
        for found in &invoice.taxes {
            tax(pen, found);
        }
    });
    pen.within("cac:TaxTotal", invoice.totals.tax_accounted.is_some(), |pen| {
        if let Some(amount) = invoice.totals.tax_accounted {
            let currency = [("currencyID", invoice.tax_currency.as_ref())];
            pen.element("cbc:TaxAmount", &currency, &amount.to_string());
        }
    });
}

fn tax(pen: &mut Pen, tax: &Tax) {
    pen.within("cac:TaxSubtotal", true, |pen| {
        pen.amount("cbc:TaxableAmount", tax.base);
        pen.amount("cbc:TaxAmount", tax.amount);
        pen.within("cac:TaxCategory", true, |pen| {
            pen.text("cbc:ID", tax.category.as_ref());
            pen.number("cbc:Percent", tax.rate);
            pen.text("cbc:TaxExemptionReasonCode", tax.reason_code.as_ref());
            pen.text("cbc:TaxExemptionReason", tax.reason.as_ref());
            pen.scheme("VAT");
        });
    });
}

fn totals(pen: &mut Pen, invoice: &Invoice) {
    let totals = &invoice.totals;
    pen.within("cac:LegalMonetaryTotal", true, |pen| {
        pen.amount("cbc:LineExtensionAmount", totals.lines);
        pen.amount("cbc:TaxExclusiveAmount", totals.net);
        pen.amount("cbc:TaxInclusiveAmount", totals.gross);
        pen.amount("cbc:AllowanceTotalAmount", totals.allowances);
        pen.amount("cbc:ChargeTotalAmount", totals.charges);
        pen.amount("cbc:PrepaidAmount", totals.paid);
        pen.amount("cbc:PayableRoundingAmount", totals.rounding);
        pen.amount("cbc:PayableAmount", totals.due);
    });
}
