//! What the monthly totals of a person's books add up to. Pure.
use std::collections::{BTreeMap, HashMap};

use kernel::{Currency, Money, Month};
use schemars::JsonSchema;
use serde::Serialize;

use crate::rollover::shown;

/// What was booked in a month to an account, to a category, or to neither: money that nobody has sorted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// In which month.
    pub month: Month,
    /// To which account; 0 for none.
    pub account_id: i64,
    /// To which category; 0 for none.
    pub category_id: i64,
    /// In which currency.
    pub currency: Currency,
    /// What went in, or was spent.
    pub debit: Money,
    /// What went out, or was earned.
    pub credit: Money,
}

/// On which side of life a category is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Money comes from it.
    Income,
    /// Money goes to it.
    Expense,
    /// Neither.
    Equity,
}

/// What a person owns and owes in a currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Worth {
    /// In which currency; none of them is converted.
    pub currency: String,
    /// What the accounts with money hold.
    pub assets: Money,
    /// What is owed, negative.
    pub liabilities: Money,
    /// The sum of both.
    pub net: Money,
}

/// What a person was worth at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorthAt {
    /// The month.
    pub month: Month,
    /// All accounts together.
    pub amount: Money,
}

/// What came in and went out in a month. Transfers between own accounts are neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Flow {
    /// The month.
    pub month: Month,
    /// What came in.
    pub income: Money,
    /// What was spent; refunds count against it.
    pub spending: Money,
}

/// What was spent on a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Spent {
    /// Its number; `null` for what has no category yet.
    pub category_id: Option<i64>,
    /// Its name.
    pub category: Option<String>,
    /// In the month.
    pub amount: Money,
    /// In the month before.
    pub previous: Money,
}

/// The totals of one person.
pub struct Books<'a> {
    /// All of them.
    pub totals: &'a [Total],
    /// The sides of the categories.
    pub sides: &'a HashMap<i64, Side>,
}

fn net(total: &Total) -> i128 {
    i128::from(total.debit.units()) - i128::from(total.credit.units())
}

impl Books<'_> {
    /// What is owned and owed now, by currency; `owed` are the accounts that hold debts.
    pub fn worth(&self, owed: &[i64]) -> Vec<Worth> {
        let mut sums = BTreeMap::<&Currency, (i128, i128)>::new();
        for total in self.totals.iter().filter(|total| total.account_id > 0) {
            let (assets, liabilities) = sums.entry(&total.currency).or_default();
            let side = if owed.contains(&total.account_id) { liabilities } else { assets };
            *side += net(total);
        }
        let worth = |(currency, (assets, liabilities)): (&Currency, (i128, i128))| Worth {
            currency: currency.to_string(),
            assets: shown(assets),
            liabilities: shown(liabilities),
            net: shown(assets + liabilities),
        };
        sums.into_iter().map(worth).collect()
    }

    /// What all accounts held at the end of each of these months.
    pub fn worth_at(&self, currency: &Currency, months: &[Month]) -> Vec<WorthAt> {
        let mine = |total: &&Total| total.account_id > 0 && total.currency == *currency;
        let at = |month: &Month| {
            let sum = self.totals.iter().filter(mine).filter(|total| total.month <= *month).map(net).sum();
            WorthAt { month: *month, amount: shown(sum) }
        };
        months.iter().map(at).collect()
    }

    /// What came in and went out in a month.
    pub fn flow(&self, currency: &Currency, month: Month) -> Flow {
        let (mut income, mut spending) = (0i128, 0i128);
        let of =
            |total: &&Total| total.account_id == 0 && total.currency == *currency && total.month == month;
        for total in self.totals.iter().filter(of) {
            match self.sides.get(&total.category_id) {
                Some(Side::Income) => income -= net(total),
                Some(Side::Expense) => spending += net(total),
                Some(Side::Equity) => {}
                // Not sorted yet: each posting counts by its own direction.
                None => {
                    income += i128::from(total.credit.units());
                    spending += i128::from(total.debit.units());
                }
            }
        }
        Flow { month, income: shown(income), spending: shown(spending) }
    }

    /// What was spent on each category in a month, the most first, beside the month before.
    pub fn spent(&self, currency: &Currency, month: Month, names: &HashMap<i64, String>) -> Vec<Spent> {
        let before = month.prev();
        let mut sums = BTreeMap::<i64, (i128, i128)>::new();
        let of = |total: &&Total| total.account_id == 0 && total.currency == *currency;
        for total in self.totals.iter().filter(of) {
            let amount = match self.sides.get(&total.category_id) {
                Some(Side::Expense) => net(total),
                Some(_) => continue,
                None => i128::from(total.debit.units()),
            };
            let (now, earlier) = sums.entry(total.category_id).or_default();
            if total.month == month {
                *now += amount;
            } else if Some(total.month) == before {
                *earlier += amount;
            }
        }
        let spent = |(id, (now, earlier)): (i64, (i128, i128))| Spent {
            category_id: (id > 0).then_some(id),
            category: names.get(&id).cloned(),
            amount: shown(now),
            previous: shown(earlier),
        };
        let mut all = sums.into_iter().map(spent).collect::<Vec<_>>();
        all.retain(|spent| spent.amount != Money::ZERO || spent.previous != Money::ZERO);
        all.sort_by_key(|spent| (std::cmp::Reverse(spent.amount), spent.category_id));
        all
    }
}

/// The `count` months that end with `last`, in order.
pub fn months(last: Month, count: usize) -> Vec<Month> {
    let mut months = std::iter::successors(Some(last), |month| month.prev()).take(count).collect::<Vec<_>>();
    months.reverse();
    months
}

/// By how many percent what a person is worth grew over a series; `None` where it began with nothing or debts.
pub fn growth(series: &[WorthAt]) -> Option<f64> {
    let last = series.last()?;
    let first = series.iter().find(|at| at.amount != Money::ZERO && at.month < last.month)?;
    if first.amount <= Money::ZERO {
        return None;
    }
    let percent = last.amount.checked_sub(first.amount).ok()?.percent_of(first.amount)?;
    Some((percent * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().expect("a month")
    }

    fn total(at: &str, account_id: i64, category_id: i64, debit: i64, credit: i64) -> Total {
        let (debit, credit) = (Money::from_units(debit), Money::from_units(credit));
        let currency = "EUR".parse().expect("a currency");
        Total { month: month(at), account_id, category_id, currency, debit, credit }
    }

    #[test]
    fn a_person_who_earns_spends_and_owes() {
        let totals = [
            total("2026-01", 1, 0, 1000, 300),
            total("2026-01", 0, 7, 0, 1000),
            total("2026-01", 0, 8, 320, 20),
            total("2026-02", 2, 0, 0, 50),
            total("2026-02", 0, 0, 50, 0),
        ];
        let sides = HashMap::from([(7, Side::Income), (8, Side::Expense)]);
        let books = Books { totals: &totals, sides: &sides };
        let eur: Currency = "EUR".parse().expect("a currency");
        let worth = &books.worth(&[2])[0];
        assert_eq!((worth.assets.units(), worth.liabilities.units(), worth.net.units()), (700, -50, 650));
        let series = books.worth_at(&eur, &months(month("2026-02"), 3));
        assert_eq!(series.iter().map(|at| at.amount.units()).collect::<Vec<_>>(), [0, 700, 650]);
        assert_eq!(growth(&series), Some(-7.14));
        let flow = books.flow(&eur, month("2026-01"));
        assert_eq!((flow.income.units(), flow.spending.units()), (1000, 300));
        let flow = books.flow(&eur, month("2026-02"));
        assert_eq!((flow.income.units(), flow.spending.units()), (0, 50));
        let names = HashMap::from([(8, "Food".to_owned())]);
        let spent = books.spent(&eur, month("2026-02"), &names);
        let spent = spent.iter().map(|s| (s.category.as_deref(), s.amount.units(), s.previous.units()));
        assert_eq!(spent.collect::<Vec<_>>(), [(None, 50, 0), (Some("Food"), 0, 300)]);
    }

    #[test]
    fn nothing_does_not_grow() {
        assert_eq!(growth(&[]), None);
        let at = |at: &str, units| WorthAt { month: month(at), amount: Money::from_units(units) };
        assert_eq!(growth(&[at("2026-01", 0), at("2026-02", 10)]), None);
        assert_eq!(growth(&[at("2026-01", -5), at("2026-02", 10)]), None);
        assert_eq!(growth(&[at("2026-01", 0), at("2026-02", 10), at("2026-03", 15)]), Some(50.0));
    }
}
