//! Where a payment stands, and where it may go.
use super::store::{PaymentStatus, PaymentType};

use PaymentStatus::{Completed, Failed, Pending, Refunded};

/// Every way that a payment may go.
const WAYS: [(PaymentStatus, PaymentStatus); 4] =
    [(Pending, Completed), (Pending, Failed), (Completed, Refunded), (Failed, Pending)];

/// Whether it may go there; otherwise why not.
pub fn step(from: PaymentStatus, to: PaymentStatus) -> Result<(), String> {
    if from == to || WAYS.contains(&(from, to)) {
        return Ok(());
    }
    let possible =
        WAYS.iter().filter(|(at, _)| *at == from).map(|(_, to)| to.to_string()).collect::<Vec<_>>();
    Err(match possible.as_slice() {
        [] => format!("This payment is {from}: it stays so."),
        ways => format!("This payment is {from}: it can only become {}.", ways.join(" or ")),
    })
}

/// Whether payments of this type count towards the price of the home.
pub fn counts(kind: PaymentType) -> bool {
    match kind {
        PaymentType::Token | PaymentType::Installment | PaymentType::Final => true,
        PaymentType::Maintenance | PaymentType::Penalty => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_go_their_ways_and_no_other() {
        let all = [Pending, Completed, Failed, Refunded];
        let ways = all.iter().flat_map(|from| all.iter().map(move |to| (*from, *to)));
        let open = ways.filter(|(from, to)| from != to && step(*from, *to).is_ok()).collect::<Vec<_>>();
        assert_eq!(open, [(Pending, Completed), (Pending, Failed), (Completed, Refunded), (Failed, Pending)]);
        assert_eq!(
            step(Pending, Refunded).expect_err("not paid yet"),
            "This payment is pending: it can only become completed or failed."
        );
        assert_eq!(step(Refunded, Completed).expect_err("gone"), "This payment is refunded: it stays so.");
    }
}
