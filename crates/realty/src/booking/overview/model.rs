//! The figures beside a booking, and those of many.
use chrono::NaiveDate;
use kernel::{Money, money::MoneyError};
use schemars::JsonSchema;
use serde::Serialize;

use super::store::Count;
use crate::{
    booking::store::{BookingStatus, Model},
    due::ledger::Ledger,
};

/// What is to be paid next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextDue {
    /// What for.
    pub title: String,
    /// How much of it is open.
    pub amount: Money,
    /// Until when; `null` while it waits for a phase or the keys.
    pub due_date: Option<NaiveDate>,
}

/// The figures of the bookings that were looked for, whatever their state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BookingStats {
    /// All.
    pub total: u64,
    /// The token is paid, or confirmed.
    pub active: u64,
    /// Before the token is paid.
    pub pending: u64,
    /// Cancelled.
    pub cancelled: u64,
    /// The money received for homes that are not cancelled.
    pub revenue: Money,
    /// What they still owe.
    pub pending_amount: Money,
}

/// What is paid of a booking and what is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What is paid of the price.
    pub paid: Money,
    /// What is not.
    pub pending: Money,
    /// What is late.
    pub overdue: Money,
    /// What is to be paid next.
    pub next: Option<NextDue>,
}

impl Standing {
    /// Of a booking; one that is cancelled asks for nothing more.
    pub fn of(row: &Model, ledger: Option<Ledger>) -> Result<Self, MoneyError> {
        let Some(ledger) = ledger else {
            return Ok(Self { pending: row.total_amount, ..Self::default() });
        };
        let paid = ledger.balance.paid;
        if !row.is_active() {
            return Ok(Self { paid, ..Self::default() });
        }
        let next = ledger.next().map(|(due, line)| NextDue {
            title: due.title.clone(),
            amount: line.open,
            due_date: due.due_date,
        });
        let pending = row.total_amount.checked_sub(paid)?.max(Money::ZERO);
        Ok(Self { paid, pending, overdue: ledger.balance.overdue, next })
    }
}

/// The figures of all.
pub fn stats(counts: &[Count]) -> Result<BookingStats, MoneyError> {
    use BookingStatus::{BookingConfirmed, Cancelled, Inquiry, SiteVisitScheduled, TokenPaid};
    let of = |states: &[BookingStatus]| {
        counts.iter().filter(|count| states.contains(&count.booking_status)).map(|count| count.bookings).sum()
    };
    let standing = || counts.iter().filter(|count| count.booking_status != Cancelled);
    Ok(BookingStats {
        total: counts.iter().map(|count| count.bookings).sum(),
        active: of(&[TokenPaid, BookingConfirmed]),
        pending: of(&[Inquiry, SiteVisitScheduled]),
        cancelled: of(&[Cancelled]),
        revenue: Money::try_sum(standing().map(|count| count.paid))?,
        pending_amount: Money::try_sum(standing().map(|count| count.open))?,
    })
}
