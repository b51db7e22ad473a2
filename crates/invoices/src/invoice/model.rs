//! Rules of invoices: decisions, confidence, time.
use chrono::{DateTime, Utc};
use kernel::Money;

use super::store::InvoiceStatus;

/// Whether it counts as read: completed, approved or rejected.
pub fn is_processed(status: InvoiceStatus) -> bool {
    use InvoiceStatus::{Approved, Completed, Rejected};
    matches!(status, Completed | Approved | Rejected)
}

/// How long the reading took, seconds; 0 before it is over.
pub fn processing_time(created: DateTime<Utc>, processed: Option<DateTime<Utc>>) -> f64 {
    let took = processed.map_or(0, |at| (at - created).num_milliseconds());
    took.max(0) as f64 / 1000.0
}

/// How sure one may be, from 0.1 to 1: failed rules and a likely duplicate lower it.
pub fn confidence(failed: usize, rules: usize, duplicate: f64) -> f64 {
    let share = if rules > 0 { failed as f64 / rules as f64 } else { 0.0 };
    let score = (1.0 - 0.3 * share) * (1.0 - 0.5 * duplicate.clamp(0.0, 1.0));
    (score.clamp(0.1, 1.0) * 10_000.0).round() / 10_000.0
}

/// What a decision makes of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// It is approved.
    Done,
    /// Another person must approve it too.
    Half,
}

/// What stands of an invoice when somebody wants to decide it.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Where it stands.
    pub status: InvoiceStatus,
    /// Its total.
    pub total: Option<Money>,
    /// Who brought it.
    pub owner: i64,
    /// Who approved it first, where two are needed.
    pub first: Option<i64>,
    /// Whether it was exported.
    pub exported: bool,
}

/// The rules of a house about approving.
#[derive(Clone, Copy, Debug)]
pub struct House {
    /// From this amount on two people are needed; zero: never.
    pub four_eyes_from: Money,
    /// Whether somebody may approve what he brought himself.
    pub own_approval: bool,
}

/// May this person approve? Says why not, as people read it.
pub fn approve(standing: Standing, person: i64, house: House) -> Result<Approval, &'static str> {
    if standing.status == InvoiceStatus::Approved {
        return Err("This invoice is approved already.");
    }
    if standing.exported {
        return Err("This invoice was exported already and can't be decided again.");
    }
    if !house.own_approval && standing.owner == person {
        return Err("You brought this invoice yourself: somebody else must approve it.");
    }
    let large = house.four_eyes_from > Money::ZERO
        && standing.total.is_none_or(|total| total.units().saturating_abs() >= house.four_eyes_from.units());
    match standing.first {
        Some(first) if large && first == person => {
            Err("You approved this invoice already: somebody else must approve it too.")
        }
        None if large => Ok(Approval::Half),
        _ => Ok(Approval::Done),
    }
}

/// May it be rejected? Says why not.
pub fn reject(standing: Standing) -> Result<(), &'static str> {
    match standing.status {
        InvoiceStatus::Rejected => Err("This invoice is rejected already."),
        _ if standing.exported => Err("This invoice was exported already and can't be decided again."),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn standing(total: i64) -> Standing {
        Standing {
            status: InvoiceStatus::Completed,
            total: Some(Money::from_units(total * Money::SCALE)),
            owner: 1,
            first: None,
            exported: false,
        }
    }

    const HOUSE: House =
        House { four_eyes_from: Money::from_units(1_000 * Money::SCALE), own_approval: true };

    #[test]
    fn large_amounts_need_two_people() {
        assert_eq!(approve(standing(999), 1, HOUSE), Ok(Approval::Done));
        assert_eq!(approve(standing(1_000), 1, HOUSE), Ok(Approval::Half));
        assert_eq!(approve(standing(-1_000), 1, HOUSE), Ok(Approval::Half), "credit notes too");
        let half = Standing { first: Some(1), ..standing(1_000) };
        assert!(approve(half, 1, HOUSE).is_err());
        assert_eq!(approve(half, 2, HOUSE), Ok(Approval::Done));
        let unknown = Standing { total: None, ..standing(0) };
        assert_eq!(approve(unknown, 1, HOUSE), Ok(Approval::Half), "nobody knows how much");
    }

    #[test]
    fn what_is_decided_or_exported_is_not_decided_again() {
        let approved = Standing { status: InvoiceStatus::Approved, ..standing(1) };
        let rejected = Standing { status: InvoiceStatus::Rejected, ..standing(1) };
        assert!(approve(approved, 1, HOUSE).is_err() && reject(rejected).is_err());
        assert!(approve(rejected, 1, HOUSE).is_ok() && reject(approved).is_ok(), "one may think again");
        let gone = Standing { exported: true, ..standing(1) };
        assert!(approve(gone, 1, HOUSE).is_err() && reject(gone).is_err());
        let strict = House { own_approval: false, ..HOUSE };
        assert!(approve(standing(1), 1, strict).is_err() && approve(standing(1), 2, strict).is_ok());
    }

    #[test]
    fn confidence_is_the_contracts() {
        assert_eq!(confidence(0, 10, 0.0), 1.0);
        assert_eq!(confidence(10, 10, 0.0), 0.7);
        assert_eq!(confidence(0, 10, 0.95), 0.525);
    }

    proptest! {
        #[test]
        fn confidence_stays_within_its_bounds(failed in 0usize..50, more in 0usize..50, twin in 0.0..1.0f64) {
            let score = confidence(failed, failed + more, twin);
            prop_assert!((0.1..=1.0).contains(&score));
        }
    }
}
