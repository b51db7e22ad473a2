//! Which ways a change request may go, and what of it needs the customer's word.
use kernel::Money;

use super::store::{ChangeRequestStatus, CustomerDecision, Model};

/// What a request may become from here.
pub fn ways(from: ChangeRequestStatus) -> &'static [ChangeRequestStatus] {
    use ChangeRequestStatus::{Approved, Completed, Rejected, Submitted, UnderReview};
    match from {
        Submitted => &[UnderReview, Approved, Rejected],
        UnderReview => &[Approved, Rejected],
        Approved => &[Completed],
        Rejected | Completed => &[],
    }
}

/// Why a request can't become `to`, where it can't.
pub fn step(from: ChangeRequestStatus, to: ChangeRequestStatus) -> Result<(), String> {
    let ways = ways(from);
    if ways.contains(&to) {
        return Ok(());
    }
    if ways.is_empty() {
        return Err(format!("This request is {from}: it can't be changed any more."));
    }
    let possible = ways.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Err(format!("A request that is {from} can't become {to}; possible: {possible}."))
}

/// What the customer is to pay for it; nothing where no cost is named.
pub fn price(row: &Model) -> Money {
    row.final_cost.or(row.estimated_cost).unwrap_or(Money::ZERO)
}

/// Whether the customer is asked for his word.
pub fn awaits_customer(row: &Model) -> bool {
    row.status == ChangeRequestStatus::Approved && row.customer_decision.is_none() && price(row) > Money::ZERO
}

/// Why a builder's change from `before` to `after` is refused, where it is.
pub fn builder_may(before: &Model, after: &Model) -> Result<(), String> {
    if before.status != after.status {
        step(before.status, after.status)?;
    } else if ways(before.status).is_empty() {
        return Err(format!("This request is {}: it can't be changed any more.", before.status));
    }
    let accepted = before.customer_decision == Some(CustomerDecision::Accepted);
    if accepted && price(before) != price(after) {
        return Err(format!("The customer accepted {}: the cost can't change any more.", price(before)));
    }
    let priced = price(after) > Money::ZERO;
    if after.status == ChangeRequestStatus::Completed && priced && !accepted {
        return Err(match before.customer_decision {
            Some(_) => {
                "The customer declined the cost: name another one, and let him decide again.".to_owned()
            }
            None => format!("The customer has not accepted the cost of {} yet.", price(after)),
        });
    }
    Ok(())
}

/// Whether a declined offer is another one now, so that the customer decides again.
pub fn offers_anew(before: &Model, after: &Model) -> bool {
    before.customer_decision == Some(CustomerDecision::Declined)
        && (price(before), before.estimated_timeline_days) != (price(after), after.estimated_timeline_days)
}

/// Why the customer can't decide now, where he can't.
pub fn customer_may(row: &Model) -> Result<(), String> {
    match (row.status, row.customer_decision) {
        (ChangeRequestStatus::Approved, None) => Ok(()),
        (_, Some(CustomerDecision::Accepted)) => Err("You accepted this request already.".into()),
        (_, Some(CustomerDecision::Declined)) => Err("You declined this offer already.".into()),
        (status, None) => Err(format!("This request is {status}: there is nothing to decide on.")),
    }
}

#[cfg(test)]
mod tests {
    use ChangeRequestStatus::{Approved, Completed, Rejected, Submitted, UnderReview};
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::change_request::store::ChangeRequestType;

    const ALL: [ChangeRequestStatus; 5] = [Submitted, UnderReview, Approved, Rejected, Completed];

    fn row(status: ChangeRequestStatus, cost: i64, decision: Option<CustomerDecision>) -> Model {
        Model {
            id: 1,
            booking_id: 1,
            request_type: ChangeRequestType::Layout,
            request_title: "A wall less".into(),
            request_description: "Between kitchen and hall".into(),
            current_specification: None,
            requested_specification: None,
            estimated_cost: Some(Money::from_units(cost)).filter(|cost| *cost > Money::ZERO),
            estimated_timeline_days: None,
            status,
            builder_response: None,
            rejection_reason: None,
            approval_date: None,
            completion_date: None,
            final_cost: None,
            attachments: None,
            customer_decision: decision,
            customer_decided_at: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: None,
        }
    }

    #[test]
    fn requests_go_their_ways_and_no_other() {
        let ways = ALL.iter().flat_map(|from| ALL.iter().map(move |to| (*from, *to)));
        let open = ways.filter(|(from, to)| step(*from, *to).is_ok()).collect::<Vec<_>>();
        let expected = [
            (Submitted, UnderReview),
            (Submitted, Approved),
            (Submitted, Rejected),
            (UnderReview, Approved),
            (UnderReview, Rejected),
            (Approved, Completed),
        ];
        assert_eq!(open, expected);
    }

    #[test]
    fn what_costs_is_completed_with_the_customers_word_only() {
        let (offer, done) = (row(Approved, 500, None), row(Completed, 500, None));
        assert!(builder_may(&offer, &done).expect_err("no").contains("not accepted"));
        let accepted = Some(CustomerDecision::Accepted);
        assert!(builder_may(&row(Approved, 500, accepted), &row(Completed, 500, accepted)).is_ok());
        assert!(builder_may(&row(Approved, 0, None), &row(Completed, 0, None)).is_ok());
        let dearer = builder_may(&row(Approved, 500, accepted), &row(Approved, 600, accepted));
        assert!(dearer.expect_err("no").contains("can't change"));
    }

    #[test]
    fn another_price_is_another_offer() {
        let declined = Some(CustomerDecision::Declined);
        assert!(offers_anew(&row(Approved, 500, declined), &row(Approved, 400, declined)));
        assert!(!offers_anew(&row(Approved, 500, declined), &row(Approved, 500, declined)));
        assert!(customer_may(&row(Approved, 500, declined)).is_err());
        assert!(customer_may(&row(UnderReview, 500, None)).is_err());
        assert!(customer_may(&row(Approved, 500, None)).is_ok());
    }

    proptest! {
        #[test]
        fn nothing_dear_is_done_unasked(from in 0..5usize, to in 0..5usize, was in 0..3i64, is in 0..3i64, word in 0..3usize) {
            let word = [None, Some(CustomerDecision::Accepted), Some(CustomerDecision::Declined)][word];
            let (before, after) = (row(ALL[from], was, word), row(ALL[to], is, word));
            if builder_may(&before, &after).is_ok() && after.status == Completed && is > 0 {
                prop_assert_eq!(word, Some(CustomerDecision::Accepted));
                prop_assert_eq!(was, is);
            }
        }
    }
}
