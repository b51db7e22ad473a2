//! The receipt of a payment.
use chrono::{DateTime, Utc};
use kernel::{Currency, Error, Money, Result};
use paper::Paper;

use super::words::{day, priced, recipient, sender};
use crate::{
    booking::model::number,
    dealings::store::Deal,
    payment::store::{Model as Payment, PaymentMethod, PaymentStatus, PaymentType},
    profile::store::{builder, customer},
};

/// All that it says.
pub struct Receipt {
    /// The payment.
    pub payment: Payment,
    /// What it is for.
    pub deal: Deal,
    /// Who got it.
    pub builder: builder::Model,
    /// Who paid.
    pub customer: customer::Model,
    /// The price.
    pub price: Money,
    /// What is paid of it now.
    pub paid: Money,
    /// In which currency.
    pub currency: Currency,
    /// When it was written.
    pub made: DateTime<Utc>,
}

impl Receipt {
    /// As a PDF.
    pub fn write(&self) -> Result<Vec<u8>> {
        let payment = &self.payment;
        let name = format!("RC-{:03}", payment.id);
        let kind = match payment.payment_type {
            PaymentType::Token => "Token",
            PaymentType::Installment => "Instalment",
            PaymentType::Final => "Final payment",
            PaymentType::Maintenance => "Maintenance",
            PaymentType::Penalty => "Penalty",
        };
        let method = match payment.payment_method {
            PaymentMethod::Cash => "Cash",
            PaymentMethod::Cheque => "Cheque",
            PaymentMethod::BankTransfer => "Bank transfer",
            PaymentMethod::Online => "Online",
            PaymentMethod::Loan => "Loan",
        };
        let mut facts = vec![
            ("Receipt", name.clone()),
            ("Booking", number(payment.booking_id)),
            ("Home", self.deal.home()),
            ("For", kind.to_owned()),
            ("Paid by", method.to_owned()),
        ];
        facts.extend(payment.paid_date.map(|at| ("Paid on", day(at.date_naive()))));
        facts.extend(payment.transaction_id.clone().map(|number| ("Transaction", number)));
        let left = self.price.checked_sub(self.paid)?.max(Money::ZERO);
        let figures = [
            ("Received", priced(payment.amount, &self.currency)),
            ("Paid of the price", priced(self.paid, &self.currency)),
            ("Open", priced(left, &self.currency)),
        ];
        let received = format!(
            "Received from {} {} for {}, with thanks.",
            self.customer.name(),
            priced(payment.amount, &self.currency),
            self.deal.home()
        );
        let mut paper = Paper::new("Receipt")
            .subtitle(format!("{name} · {}", day(self.made.date_naive())))
            .sender(&sender(&self.builder))
            .recipient(&recipient(&self.customer))
            .lang("en")
            .author(self.builder.company_name.clone())
            .made(self.made)
            .footer(format!("{} · {name}", self.builder.company_name))
            .figures(&figures)
            .paragraph(received)
            .facts(&facts);
        if payment.payment_status == PaymentStatus::Refunded {
            paper = paper.paragraph("This payment was paid back.");
        }
        paper.write().map_err(Error::internal)
    }
}
