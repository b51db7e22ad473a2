//! Double entry. What goes into an account is positive, what leaves it negative; the other side is a category,
//! another account, or nothing yet: money that nobody has put into a category.
use std::collections::BTreeMap;

use kernel::{
    Currency, Money,
    amount::{LEAST, MOST},
};

/// One side of a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account that the money goes into (positive) or comes from.
    pub account_id: Option<i64>,
    /// The category on the other side; spending is positive here, income negative.
    pub category_id: Option<i64>,
    /// In which currency.
    pub currency: Currency,
    /// How much.
    pub amount: Money,
    /// A word about this part.
    pub memo: String,
}

/// A part of a transaction: what of it goes to which category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The category; `None` while nobody has chosen one.
    pub category_id: Option<i64>,
    /// As the account sees it: money out is negative.
    pub amount: Money,
    /// A word about it.
    pub memo: String,
}

/// An account, as far as the books need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purse {
    /// Its number.
    pub id: i64,
    /// What it holds.
    pub currency: Currency,
}

/// What a transaction does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Money comes from outside, or goes there; `amount` is negative then.
    Outside {
        /// Whose balance changes.
        account: Purse,
        /// By how much.
        amount: Money,
        /// To what; they sum to `amount`.
        parts: Vec<Part>,
    },
    /// Money goes from one account to another.
    Transfer {
        /// Where it leaves.
        from: Purse,
        /// Where it arrives.
        to: Purse,
        /// How much leaves: positive.
        sent: Money,
        /// How much arrives: positive, and the same where both hold one currency.
        arrived: Money,
        /// The category of conversions, needed where the currencies differ.
        exchange: Option<i64>,
    },
}

/// Why something can't be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The parts do not sum to the amount; how much is missing.
    Parts(Money),
    /// A transfer needs two accounts.
    SameAccount,
    /// A transfer moves a positive amount on both sides.
    NotPositive,
    /// Within one currency what leaves is what arrives.
    Unequal,
    /// A sum is beyond what money can be.
    Overflow,
    /// The postings of this currency do not sum to zero.
    Unbalanced(Currency),
}

impl Movement {
    /// The postings, in order: the accounts first. They balance, or there are none.
    pub fn postings(&self) -> Result<Vec<Posting>, Refusal> {
        let posting = |account_id, category_id, currency: &Currency, amount, memo: &str| Posting {
            account_id,
            category_id,
            currency: currency.clone(),
            amount,
            memo: memo.to_owned(),
        };
        let negative = |amount: Money| amount.checked_neg().map_err(|_| Refusal::Overflow);
        let postings = match self {
            Self::Outside { account, amount, parts } => {
                let sum =
                    Money::try_sum(parts.iter().map(|part| part.amount)).map_err(|_| Refusal::Overflow)?;
                if sum != *amount {
                    let missing = amount.checked_sub(sum).map_err(|_| Refusal::Overflow)?;
                    return Err(Refusal::Parts(missing));
                }
                let mut all = vec![posting(Some(account.id), None, &account.currency, *amount, "")];
                for part in parts {
                    let other = negative(part.amount)?;
                    all.push(posting(None, part.category_id, &account.currency, other, &part.memo));
                }
                all
            }
            Self::Transfer { from, to, sent, arrived, exchange } => {
                if from.id == to.id {
                    return Err(Refusal::SameAccount);
                }
                if *sent <= Money::ZERO || *arrived <= Money::ZERO {
                    return Err(Refusal::NotPositive);
                }
                let mut all = vec![
                    posting(Some(from.id), None, &from.currency, negative(*sent)?, ""),
                    posting(Some(to.id), None, &to.currency, *arrived, ""),
                ];
                if from.currency == to.currency {
                    if sent != arrived {
                        return Err(Refusal::Unequal);
                    }
                } else {
                    all.push(posting(None, *exchange, &from.currency, *sent, ""));
                    all.push(posting(None, *exchange, &to.currency, negative(*arrived)?, ""));
                }
                all
            }
        };
        if postings.iter().any(|posting| posting.amount > MOST || posting.amount < LEAST) {
            return Err(Refusal::Overflow);
        }
        balanced(&postings)?;
        Ok(postings)
    }
}

/// Whether postings sum to zero in each currency.
pub fn balanced(postings: &[Posting]) -> Result<(), Refusal> {
    let mut sums = BTreeMap::<&Currency, i128>::new();
    for posting in postings {
        *sums.entry(&posting.currency).or_default() += i128::from(posting.amount.units());
    }
    match sums.into_iter().find(|(_, sum)| *sum != 0) {
        Some((currency, _)) => Err(Refusal::Unbalanced(currency.clone())),
        None => Ok(()),
    }
}

/// A name as it is compared: `" Groceries "` and `"groceries"` are one.
pub fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn purse(id: i64, currency: &str) -> Purse {
        Purse { id, currency: currency.parse().expect("a currency") }
    }

    fn money(units: i64) -> Money {
        Money::from_units(units)
    }

    proptest! {
        #[test]
        fn whatever_is_booked_balances(
            parts in prop::collection::vec((any::<Option<i64>>(), -1_000_000_000i64..1_000_000_000), 1..12),
            sent in 1i64..1_000_000_000, arrived in 1i64..1_000_000_000, abroad: bool,
        ) {
            let parts: Vec<Part> = parts.into_iter()
                .map(|(category_id, units)| Part { category_id, amount: money(units), memo: String::new() })
                .collect();
            let amount = Money::try_sum(parts.iter().map(|p| p.amount)).expect("a sum");
            let outside = Movement::Outside { account: purse(1, "EUR"), amount, parts };
            let postings = outside.postings().expect("postings");
            prop_assert_eq!(balanced(&postings), Ok(()));
            prop_assert_eq!(postings[0].amount, amount);

            let to = purse(2, if abroad { "USD" } else { "EUR" });
            let arrived = money(if abroad { arrived } else { sent });
            let transfer = Movement::Transfer { from: purse(1, "EUR"), to, sent: money(sent), arrived, exchange: Some(9) };
            let postings = transfer.postings().expect("postings");
            prop_assert_eq!(balanced(&postings), Ok(()));
            prop_assert_eq!(postings.len(), if abroad { 4 } else { 2 });
        }

        #[test]
        fn parts_that_miss_the_amount_are_refused_with_what_is_missing(a in -1_000i64..1_000, b in -1_000i64..1_000) {
            let part = Part { category_id: None, amount: money(a), memo: String::new() };
            let movement = Movement::Outside { account: purse(1, "EUR"), amount: money(b), parts: vec![part] };
            let expected = if a == b { None } else { Some(Refusal::Parts(money(b - a))) };
            prop_assert_eq!(movement.postings().err(), expected);
        }
    }

    #[test]
    fn a_transfer_needs_two_accounts_and_the_same_amount_within_a_currency() {
        let transfer = |to, sent, arrived| Movement::Transfer {
            from: purse(1, "EUR"),
            to,
            sent: money(sent),
            arrived: money(arrived),
            exchange: None,
        };
        assert_eq!(transfer(purse(1, "EUR"), 5, 5).postings(), Err(Refusal::SameAccount));
        assert_eq!(transfer(purse(2, "EUR"), 5, 6).postings(), Err(Refusal::Unequal));
        assert_eq!(transfer(purse(2, "USD"), 5, 0).postings(), Err(Refusal::NotPositive));
        assert!(transfer(purse(2, "USD"), 5, 6).postings().is_ok());
    }

    #[test]
    fn names_are_compared_without_case_and_blanks() {
        assert_eq!(key("  Rent\t and  Power "), "rent and power");
    }
}
