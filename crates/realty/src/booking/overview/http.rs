//! A builder's bookings over HTTP.
use garde::Validate;
use kernel::{Can, Money, One, Query, Result, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::model::{BookingStats, NextDue};
use super::{
    model::{Standing, stats},
    store::{self, Filter},
};
use crate::{
    booking::{http::Booking, store::BookingStatus},
    dealings::store as dealings,
    due::ledger::{looking, store::ledgers},
    permissions::Build,
    profile::store as profiles,
    side,
    unit::store as units,
};

/// Which bookings, in the words of the building clients or by the state itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BookingGroup {
    /// All.
    All,
    /// Before the token is paid.
    Pending,
    /// The token is paid.
    Active,
    /// Confirmed.
    Completed,
    /// Cancelled.
    Cancelled,
    /// A first interest.
    Inquiry,
    /// A visit is arranged.
    SiteVisitScheduled,
    /// The token is paid.
    TokenPaid,
    /// Confirmed.
    BookingConfirmed,
}

impl BookingGroup {
    /// The states in it.
    pub fn states(self) -> Vec<BookingStatus> {
        use BookingStatus::{BookingConfirmed, Cancelled, Inquiry, SiteVisitScheduled, TokenPaid};
        match self {
            Self::All => vec![],
            Self::Pending => vec![Inquiry, SiteVisitScheduled],
            Self::Active | Self::TokenPaid => vec![TokenPaid],
            Self::Completed | Self::BookingConfirmed => vec![BookingConfirmed],
            Self::Cancelled => vec![Cancelled],
            Self::Inquiry => vec![Inquiry],
            Self::SiteVisitScheduled => vec![SiteVisitScheduled],
        }
    }
}

/// Which bookings, and which page of them.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct BookingSearch {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    page: u64,
    /// How many to a page.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    limit: u64,
    /// Only these.
    #[garde(skip)]
    status: Option<BookingGroup>,
    /// Only in this development.
    #[garde(skip)]
    project_id: Option<i64>,
    /// A part of the customer's name, the unit's number or the development's name, or a booking's number.
    #[garde(length(chars, max = 100))]
    search: Option<String>,
}

fn one() -> u64 {
    1
}

fn ten() -> u64 {
    10
}

/// Who booked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingCustomer {
    /// His number as a customer.
    pub id: i64,
    /// His account.
    pub user_id: i64,
    /// His name.
    pub name: String,
    /// Where mail reaches him.
    pub email: Option<String>,
    /// His telephone number.
    pub phone: String,
}

/// A booking as its builder sees it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingOfBuilder {
    /// The booking.
    #[serde(flatten)]
    pub booking: Booking,
    /// Who booked.
    pub customer: BookingCustomer,
    /// What is paid of the price.
    pub paid_amount: Money,
    /// What is not.
    pub pending_amount: Money,
    /// What is to be paid next.
    pub next_due: Option<NextDue>,
    /// What is late.
    pub overdue_amount: Money,
}

/// A page of bookings.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BookingsOfBuilder {
    /// The bookings, the latest first.
    pub bookings: Vec<BookingOfBuilder>,
    /// How many were found.
    pub total: u64,
    /// Which page this is.
    pub page: u64,
    /// How many to a page.
    pub limit: u64,
    /// The figures.
    pub stats: BookingStats,
}

async fn list_builder_bookings(
    can: Can<Build>,
    search: Query<BookingSearch>,
) -> Result<One<BookingsOfBuilder>> {
    let (db, search) = (can.db(), search.0);
    let builder = side::builder(&can, db).await?;
    let filter = Filter { builder_id: builder.id, development_id: search.project_id, search: search.search };
    let counts = store::counts(db, &filter).await?;
    let states = search.status.map(BookingGroup::states).unwrap_or_default();
    let skip = (search.page - 1) * search.limit;
    let rows = store::page(db, &filter, &states, skip, search.limit).await?;
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let deals = dealings::deals(db, ids.iter().copied()).await?;
    let customers = rows.iter().map(|row| row.customer_id).collect::<Vec<_>>();
    let customers = profiles::customers(db, &customers).await?;
    let people = can.app().people(customers.values().map(|customer| customer.user_id)).await?;
    let homes = rows.iter().map(|row| row.unit_id).collect::<Vec<_>>();
    let homes = units::many(db, &homes).await?;
    let mut ledgers = ledgers(db, &ids, &looking(can.app())?).await?;
    let mut bookings = vec![];
    for row in rows {
        let (Some(deal), Some(customer)) = (deals.get(&row.id), customers.get(&row.customer_id)) else {
            continue;
        };
        let unit = homes.iter().find(|unit| unit.id == row.unit_id).cloned();
        let money = Standing::of(&row, ledgers.remove(&row.id))?;
        bookings.push(BookingOfBuilder {
            customer: BookingCustomer {
                id: customer.id,
                user_id: customer.user_id,
                name: customer.name(),
                email: people.get(&customer.user_id).map(|person| person.email.clone()),
                phone: customer.phone.clone(),
            },
            booking: Booking::of(row, deal, unit),
            paid_amount: money.paid,
            pending_amount: money.pending,
            next_due: money.next,
            overdue_amount: money.overdue,
        });
    }
    let total = store::among(&counts, &states);
    Ok(One(BookingsOfBuilder {
        bookings,
        total,
        page: search.page,
        limit: search.limit,
        stats: stats(&counts)?,
    }))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().get(
        "/api/builder/bookings",
        list_builder_bookings,
        "List the bookings of your developments",
    )
}
