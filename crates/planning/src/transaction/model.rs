//! A transaction as a client thinks of it, and what a change makes of it. Pure.
use kernel::Money;

/// What of a transaction goes to which category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// The category's name; `None` for not categorised.
    pub category: Option<String>,
    /// As the account sees it: money out is negative.
    pub amount: Money,
    /// A word about it.
    pub memo: String,
}

/// Where the other end of a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The account.
    pub account_id: i64,
    /// What arrives there, where its currency is another.
    pub amount: Option<Money>,
}

/// The shape of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Whose balance changes.
    pub account_id: i64,
    /// By how much; of a transfer what leaves, negative.
    pub amount: Money,
    /// Set for a transfer.
    pub arrival: Option<Arrival>,
    /// The parts; none for a transfer.
    pub shares: Vec<Share>,
}

/// What is to change of a shape; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reshape {
    /// Another account.
    pub account_id: Option<i64>,
    /// Another amount.
    pub amount: Option<Money>,
    /// One category for all of it, or none.
    pub category: Option<Option<String>>,
    /// Several parts.
    pub shares: Option<Vec<Share>>,
    /// Another end of a transfer, or none any more.
    pub to_account_id: Option<Option<i64>>,
    /// What arrives there.
    pub to_amount: Option<Option<Money>>,
}

impl Shape {
    /// The shape after a change.
    pub fn changed(mut self, by: Reshape) -> Self {
        self.account_id = by.account_id.unwrap_or(self.account_id);
        let amount = by.amount.unwrap_or(self.amount);
        match by.to_account_id {
            // What arrived in one account says nothing about another: its currency may differ.
            Some(Some(account_id)) if self.arrival.is_none_or(|a| a.account_id != account_id) => {
                self.arrival = Some(Arrival { account_id, amount: None });
            }
            Some(Some(_)) => {}
            Some(None) => self.arrival = None,
            None => {}
        }
        if let (Some(arrival), Some(to_amount)) = (&mut self.arrival, by.to_amount) {
            arrival.amount = to_amount;
        }
        self.amount = amount;
        if self.arrival.is_some() {
            self.shares.clear();
            return self;
        }
        // Whoever sends a whole object back says the old parts again beside the one thing that he changed.
        let parts = by.shares.filter(|shares| !shares.is_empty());
        let again = parts.as_ref().is_some_and(|shares| *shares == self.shares);
        if let Some(shares) = parts.filter(|_| !again) {
            self.shares = shares;
        } else if let Some(category) = by.category
            && !(again && category.as_deref() == self.category())
        {
            self.shares = vec![Share { category, amount, memo: String::new() }];
        }
        match self.shares.as_mut_slice() {
            [] => self.shares.push(Share { category: None, amount, memo: String::new() }),
            // One part is all of it, whatever the amount becomes.
            [only] => only.amount = amount,
            _ => {}
        }
        self
    }

    /// Whether nothing but the amount tells another shape from this one.
    pub fn is_but_for_its_amount(&self, other: &Self) -> bool {
        let same = (self.account_id, self.arrival, self.shares.len(), self.category());
        same == (other.account_id, other.arrival, other.shares.len(), other.category())
    }

    /// The category of all of it, where it has one.
    pub fn category(&self) -> Option<&str> {
        match self.shares.as_slice() {
            [only] => only.category.as_deref(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(category: &str, units: i64) -> Share {
        Share { category: Some(category.into()), amount: Money::from_units(units), memo: String::new() }
    }

    fn shape(shares: &[Share]) -> Shape {
        let amount = Money::try_sum(shares.iter().map(|s| s.amount)).expect("a sum");
        Shape { account_id: 1, amount, arrival: None, shares: shares.to_vec() }
    }

    #[test]
    fn a_single_part_follows_the_amount() {
        let by = Reshape { amount: Some(Money::from_units(-9)), ..Default::default() };
        assert_eq!(shape(&[share("Food", -5)]).changed(by).shares, [share("Food", -9)]);
    }

    #[test]
    fn several_parts_stay_until_they_are_given_anew() {
        let before = shape(&[share("Food", -5), share("Fun", -2)]);
        let by = Reshape { amount: Some(Money::from_units(-9)), ..Default::default() };
        assert_eq!(before.clone().changed(by).shares, before.shares);
        let by = Reshape { category: Some(Some("Food".into())), ..Default::default() };
        assert_eq!(before.changed(by).shares, [share("Food", -7)]);
    }

    #[test]
    fn a_whole_shape_sent_back_with_one_change_is_that_change() {
        let before = shape(&[share("Food", -5)]);
        let whole = |shape: &Shape| Reshape {
            account_id: Some(shape.account_id),
            amount: Some(shape.amount),
            category: Some(shape.category().map(str::to_owned)),
            shares: Some(shape.shares.clone()),
            to_account_id: Some(shape.arrival.map(|arrival| arrival.account_id)),
            to_amount: Some(shape.arrival.and_then(|arrival| arrival.amount)),
        };
        let by = Reshape { category: Some(Some("Fun".into())), ..whole(&before) };
        assert_eq!(before.clone().changed(by).shares, [share("Fun", -5)]);
        let by = Reshape { shares: Some(vec![share("Food", -4), share("Fun", -1)]), ..whole(&before) };
        let parted = before.clone().changed(by);
        assert_eq!(parted.shares.len(), 2);
        let transfer = parted.clone().changed(Reshape { to_account_id: Some(Some(2)), ..Default::default() });
        for same in [before, parted, transfer] {
            assert_eq!(same.clone().changed(whole(&same)), same);
        }
    }

    #[test]
    fn what_arrived_in_one_account_says_nothing_of_another() {
        let to = |account_id, amount| Reshape {
            to_account_id: Some(Some(account_id)),
            to_amount: amount,
            ..Default::default()
        };
        let before = shape(&[share("Food", -5)]).changed(to(2, Some(Some(Money::from_units(7)))));
        let amount = |shape: Shape| shape.arrival.and_then(|arrival| arrival.amount).map(Money::units);
        assert_eq!(amount(before.clone().changed(to(2, None))), Some(7));
        assert_eq!(amount(before.changed(to(3, None))), None);
    }

    #[test]
    fn a_transfer_has_no_category_and_gets_one_when_it_ends() {
        let by = Reshape { to_account_id: Some(Some(2)), ..Default::default() };
        let transfer = shape(&[share("Food", -5)]).changed(by);
        assert_eq!((transfer.shares.len(), transfer.category()), (0, None));
        let by = Reshape { to_account_id: Some(None), ..Default::default() };
        let outside = transfer.changed(by);
        assert_eq!(
            outside.shares,
            [Share { category: None, amount: Money::from_units(-5), memo: String::new() }]
        );
    }
}
