//! The rules of developments. Pure.
use chrono::NaiveDate;
use kernel::{Error, Money, Result};

/// How many homes a development has, and how many of them are on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stock {
    /// All homes, entered or not.
    pub total: i64,
    /// On offer, and not entered one by one yet.
    pub unlisted: i64,
    /// Entered one by one.
    pub entered: i64,
    /// Of these, on offer.
    pub listed: i64,
}

impl Stock {
    /// All that is on offer.
    pub fn available(&self) -> i64 {
        self.unlisted + self.listed
    }

    /// The same with as many on offer as the builder says; 422 where there can't be so many or so few.
    pub fn offering(self, wanted: i64) -> Result<Self> {
        let most = self.listed + self.total - self.entered;
        if !(self.listed..=most).contains(&wanted) {
            let says = format!(
                "must be from {} to {most}: {} of the {} homes are entered one by one, {} of them available",
                self.listed, self.entered, self.total, self.listed
            );
            return Err(Error::invalid("available_units", says));
        }
        Ok(Self { unlisted: wanted - self.listed, ..self })
    }

    /// The same with another number of homes; 422 where more than that are entered.
    pub fn of_total(self, total: i64) -> Result<Self> {
        if total < self.entered {
            let says = format!("must be {} at least: so many homes are entered one by one", self.entered);
            return Err(Error::invalid("total_units", says));
        }
        Ok(Self { total, unlisted: self.unlisted.min(total - self.entered), ..self })
    }

    /// After homes were entered one by one: those on offer were on offer before, as long as there were any.
    pub fn entering(self, homes: i64, available: i64) -> Self {
        let (entered, total) = (self.entered + homes, self.total.max(self.entered + homes));
        let unlisted = (self.unlisted - available).clamp(0, total - entered);
        Self { total, unlisted, entered, listed: self.listed + available }
    }

    /// After the entry of a home was removed: one on offer stays on offer.
    pub fn removing(self, available: bool) -> Self {
        let one = i64::from(available);
        Self { unlisted: self.unlisted + one, entered: self.entered - 1, listed: self.listed - one, ..self }
    }
}

/// 422 where the least price is above the highest.
pub fn check_prices(least: Option<Money>, most: Option<Money>) -> Result<()> {
    match (least, most) {
        (Some(least), Some(most)) if least > most => {
            Err(Error::invalid("price_range_max", format!("must not be below price_range_min ({least})")))
        }
        _ => Ok(()),
    }
}

/// 422 where a development is complete before it began.
pub fn check_dates(
    start: Option<NaiveDate>,
    expected: Option<NaiveDate>,
    actual: Option<NaiveDate>,
) -> Result<()> {
    let Some(start) = start else { return Ok(()) };
    for (field, day) in [("expected_completion_date", expected), ("actual_completion_date", actual)] {
        if day.is_some_and(|day| day < start) {
            return Err(Error::invalid(field, format!("must not be before start_date ({start})")));
        }
    }
    Ok(())
}

/// A city as it is searched.
pub fn city_key(city: &str) -> String {
    city.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stock() -> impl Strategy<Value = Stock> {
        (0..200i64, 0..200i64, 0..200i64).prop_flat_map(|(entered, more, listed)| {
            (0..=more).prop_map(move |unlisted| Stock {
                total: entered + more,
                unlisted,
                entered,
                listed: listed.min(entered),
            })
        })
    }

    fn sound(stock: Stock) -> bool {
        (0..=stock.total - stock.entered).contains(&stock.unlisted)
            && (0..=stock.entered).contains(&stock.listed)
    }

    #[test]
    fn the_first_homes_come_out_of_the_offer() {
        let stock = Stock { total: 150, unlisted: 145, entered: 0, listed: 0 };
        let stock = stock.entering(1, 1).entering(1, 1).entering(1, 0);
        assert_eq!((stock.available(), stock.unlisted, stock.entered), (145, 143, 3));
        let full = Stock { total: 2, unlisted: 2, entered: 0, listed: 0 }.entering(3, 3);
        assert_eq!((full.total, full.unlisted, full.available()), (3, 0, 3));
    }

    #[test]
    fn an_impossible_offer_names_the_range() {
        let stock = Stock { total: 10, unlisted: 3, entered: 4, listed: 2 };
        assert_eq!(stock.offering(8).expect("possible").unlisted, 6);
        for wanted in [1, 9] {
            let refused = stock.offering(wanted).expect_err("impossible");
            assert!(refused.detail.contains("from 2 to 8"), "{refused}");
        }
        assert!(stock.of_total(3).is_err());
        assert_eq!(stock.of_total(5).expect("possible").unlisted, 1);
    }

    #[test]
    fn prices_and_dates_are_in_order() {
        let money = |n| Some(Money::from_units(n));
        assert!(check_prices(money(2), money(1)).is_err());
        assert!(check_prices(money(1), money(1)).and(check_prices(None, money(1))).is_ok());
        let day = |d| NaiveDate::from_ymd_opt(2026, 1, d);
        assert!(check_dates(day(2), day(1), None).is_err() && check_dates(day(2), None, day(1)).is_err());
        assert!(check_dates(day(2), day(2), None).and(check_dates(None, day(1), day(1))).is_ok());
        assert_eq!(city_key("  BANGALORE "), "bangalore");
    }

    proptest! {
        #[test]
        fn the_stock_stays_sound(stock in stock(), homes in 1..50i64, share in 0..=50i64, wanted in 0..500i64) {
            prop_assert!(sound(stock));
            let available = share.min(homes);
            let entered = stock.entering(homes, available);
            prop_assert!(sound(entered));
            // Entering homes that were on offer changes nothing for who looks for one.
            if stock.unlisted >= available && stock.total - stock.entered - homes >= stock.unlisted - available {
                prop_assert_eq!(entered.available(), stock.available());
            }
            if entered.listed > 0 {
                let removed = entered.removing(true);
                prop_assert!(sound(removed));
                prop_assert_eq!(removed.available(), entered.available());
            }
            if entered.listed < entered.entered {
                prop_assert!(sound(entered.removing(false)));
            }
            if let Ok(offered) = entered.offering(wanted) {
                prop_assert!(sound(offered));
                prop_assert_eq!(offered.available(), wanted);
            }
            if let Ok(resized) = entered.of_total(wanted) {
                prop_assert!(sound(resized));
            }
        }
    }
}
