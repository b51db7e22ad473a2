//! The agreement of a sale.
use chrono::{DateTime, Utc};
use kernel::{Currency, Error, Money, Result};
use paper::{Column, Paper, Table};

use super::words::{day, priced, recipient, sender, shown};
use crate::{
    booking::{
        model::number,
        store::{Model as Booking, PaymentPlan},
    },
    development::store::Model as Development,
    due::store::{DueKind, Model as Due},
    profile::store::{builder, customer},
    unit::store::Model as Unit,
};

/// All that it says.
pub struct Agreement {
    /// The booking.
    pub booking: Booking,
    /// The home.
    pub unit: Unit,
    /// The development.
    pub development: Development,
    /// Who sells.
    pub builder: builder::Model,
    /// Who buys.
    pub customer: customer::Model,
    /// What is to be paid when.
    pub dues: Vec<Due>,
    /// In which currency.
    pub currency: Currency,
    /// Percent a year on what is late, and after how many days.
    pub lateness: (f64, i64),
    /// When it was written.
    pub made: DateTime<Utc>,
}

impl Agreement {
    /// As a PDF.
    pub fn write(&self) -> Result<Vec<u8>> {
        let number = number(self.booking.id);
        let (builder, buyer) = (&self.builder.company_name, self.customer.name());
        let place = &self.development;
        let whole = format!(
            "{builder} (licence {}), the seller, sells to {buyer}, the buyer, the home {} in {}, {}, {}, {} {}, as it is \
             described below, for the price of {}.",
            self.builder.license_number,
            self.unit.unit_number,
            place.project_name,
            place.location_address,
            place.location_city,
            place.location_state,
            place.location_zipcode,
            priced(self.booking.total_amount, &self.currency),
        );
        let mut paper = Paper::new("Agreement of sale")
            .subtitle(format!("{number} · {}", day(self.made.date_naive())))
            .sender(&sender(&self.builder))
            .recipient(&recipient(&self.customer))
            .lang("en")
            .author(builder.clone())
            .made(self.made)
            .footer(format!("{builder} · {number}"))
            .heading("The parties and the home")
            .paragraph(whole)
            .facts(&self.home())
            .heading("The price and its payment")
            .paragraph(self.plan())
            .table(self.schedule()?);
        if let Some(asked) = &self.booking.special_requests {
            paper = paper.heading("What the buyer asked for").paragraph(asked.clone());
        }
        paper
            .heading("Terms")
            .paragraph(self.terms())
            .space(48)
            .facts_in_two(&[
                ("For the seller", "________________________"),
                ("Place and day", "________________________"),
                ("The buyer", "________________________"),
                ("Place and day", "________________________"),
            ])
            .write()
            .map_err(Error::internal)
    }

    fn home(&self) -> Vec<(&'static str, String)> {
        let unit = &self.unit;
        let mut facts = vec![
            ("Home", unit.unit_number.clone()),
            ("Type", unit.unit_type.to_string()),
            ("Floor", unit.floor_number.to_string()),
            ("Area", format!("{} sq ft", unit.area_sqft)),
            ("Bathrooms", unit.bathrooms.to_string()),
            ("Balconies", unit.balconies.to_string()),
            ("Parking spaces", unit.parking_spaces.to_string()),
        ];
        facts.extend(unit.facing.map(|facing| ("Facing", facing.to_string())));
        facts.extend(unit.features.as_ref().map(|all| ("Features", all.0.join(", ").replace('_', " "))));
        facts
            .extend(self.development.expected_completion_date.map(|date| ("Expected completion", day(date))));
        facts.extend(self.booking.expected_registration_date.map(|date| ("Registration", day(date))));
        facts
    }

    fn plan(&self) -> String {
        match (self.booking.payment_plan, self.booking.loan_amount) {
            (PaymentPlan::FullPayment, _) => "The price is paid in full, as follows.".into(),
            (PaymentPlan::Installments, _) => "The price is paid in instalments, as follows.".into(),
            (PaymentPlan::Loan, Some(loan)) => {
                format!(
                    "The buyer takes a loan of {}. The price is paid as follows.",
                    priced(loan, &self.currency)
                )
            }
            (PaymentPlan::Loan, None) => "The buyer takes a loan. The price is paid as follows.".into(),
        }
    }

    fn schedule(&self) -> Result<Table> {
        let columns = [
            Column::text("No.", 1).fit(),
            Column::text("Part", 5),
            Column::text("Due", 3),
            Column::figure(format!("Amount, {}", self.currency), 2),
        ];
        let due = |due: &Due| match (due.due_date, due.kind) {
            (Some(date), _) => day(date),
            (None, DueKind::Handover) => "When the keys are handed over".into(),
            (None, _) => "On demand, when it is completed".into(),
        };
        let row =
            |(n, part): (usize, &Due)| [n.to_string(), part.title.clone(), due(part), shown(part.amount)];
        let total = Money::try_sum(self.dues.iter().map(|due| due.amount))?;
        let table = Table::new(columns).rows((1..).zip(&self.dues).map(row));
        Ok(table.total(["", "Price", "", &shown(total)]))
    }

    fn terms(&self) -> String {
        let (percent, grace) = self.lateness;
        format!(
            "Parts that wait for a phase of the construction are due when the seller asks for them after it is completed. \
             What is paid more than {grace} days late bears simple interest of {percent} percent a year, counted by the day \
             (actual/365). Changes of the home that both agree upon are added to the price and to its payment."
        )
    }
}
