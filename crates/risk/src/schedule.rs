//! Repayment schedules to the smallest unit of the currency: annuity, straight line, bullet.

use crate::day;
use serde::{Deserialize, Serialize};

/// What the figures of this file mean.
pub const DEFINITION: &str = "Interest of a period = balance·rate/frequency, rounded to the smallest unit, halves up; \
     annuity P·r(1+r)ⁿ/((1+r)ⁿ−1) rounded once; the last payment clears the balance; periods = ⌊years·frequency⌋.";

/// The most periods that a schedule may have: a century of months.
pub const MOST_PERIODS: u32 = 1_200;

/// How principal is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Equal payments.
    Annuity,
    /// Equal principal.
    StraightLine,
    /// Interest only; all principal with the last payment.
    Bullet,
}

/// Payments a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// 1 a year.
    Yearly,
    /// 2 a year.
    HalfYearly,
    /// 4 a year.
    Quarterly,
    /// 12 a year.
    Monthly,
}

impl Frequency {
    /// 1, 2, 4 or 12 payments a year; none for any other number.
    #[must_use]
    pub fn of(a_year: u32) -> Option<Self> {
        match a_year {
            1 => Some(Self::Yearly),
            2 => Some(Self::HalfYearly),
            4 => Some(Self::Quarterly),
            12 => Some(Self::Monthly),
            _ => None,
        }
    }

    /// Payments a year.
    #[must_use]
    pub fn a_year(self) -> u32 {
        match self {
            Self::Yearly => 1,
            Self::HalfYearly => 2,
            Self::Quarterly => 4,
            Self::Monthly => 12,
        }
    }
}

/// What a schedule is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Principal in the smallest unit of the currency (cents), above 0.
    pub principal: i64,
    /// Rate a year in ten-thousandths of a percent (5.50 % = 55,000), 0 to 1,000,000.
    pub rate: i32,
    /// Term in ten-thousandths of a year (2.5 years = 25,000).
    pub years: u32,
    /// Payments a year.
    pub frequency: Frequency,
    /// How principal is paid back.
    pub kind: Kind,
}

/// Why there is no schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The principal isn't above 0, or is beyond 10^15 units.
    Principal,
    /// The rate isn't within 0 % to 100 %.
    Rate,
    /// The term holds no whole period.
    TooShort,
    /// More than [`MOST_PERIODS`] periods.
    TooLong,
}

/// One payment. All amounts in the smallest unit of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// 1 for the first.
    pub period: u32,
    /// Principal plus interest.
    pub payment: i64,
    /// What is paid back.
    pub principal: i64,
    /// What the balance cost in the period.
    pub interest: i64,
    /// What is owed after the payment.
    pub balance: i64,
}

/// A schedule with its totals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// The payments, first to last.
    pub payments: Vec<Payment>,
    /// Σ payments.
    pub total: i64,
    /// Σ interest.
    pub interest: i64,
    /// What the figures mean.
    pub definition: &'static str,
}

/// Number of periods: ⌊years·frequency⌋ (contract §6, page 10), exact in integers.
#[must_use]
pub fn periods(terms: &Terms) -> u32 {
    u32::try_from(u64::from(terms.years) * u64::from(terms.frequency.a_year()) / 10_000).unwrap_or(u32::MAX)
}

/// The schedule of these terms.
///
/// # Errors
/// [`Refusal`] names the term that can't be.
pub fn schedule(terms: &Terms) -> Result<Schedule, Refusal> {
    let n = check(terms)?;
    let level = match terms.kind {
        Kind::Annuity => annuity(terms, n),
        Kind::StraightLine => half_up(i128::from(terms.principal), i128::from(n)),
        Kind::Bullet => 0,
    };
    let mut balance = terms.principal;
    let mut payments = Vec::with_capacity(n as usize);
    for period in 1..=n {
        let interest = interest(balance, terms.rate, terms.frequency);
        let planned = match terms.kind {
            _ if period == n => balance,
            Kind::Annuity => level - interest,
            Kind::StraightLine => level,
            Kind::Bullet => 0,
        };
        let principal = planned.clamp(0, balance);
        balance -= principal;
        payments.push(Payment { period, payment: principal + interest, principal, interest, balance });
    }
    let interest = payments.iter().map(|p| p.interest).sum::<i64>();
    Ok(Schedule { payments, total: terms.principal + interest, interest, definition: DEFINITION })
}

/// The level payment P·r(1+r)ⁿ/((1+r)ⁿ−1) with r = rate/frequency, rounded to the smallest unit; P/n at rate 0.
fn annuity(terms: &Terms, n: u32) -> i64 {
    if terms.rate == 0 {
        return half_up(i128::from(terms.principal), i128::from(n));
    }
    let r = f64::from(terms.rate) / 1e6 / f64::from(terms.frequency.a_year());
    (terms.principal as f64 * r / -(-f64::from(n) * r.ln_1p()).exp_m1()).round() as i64
}

/// Interest of one period on a balance: balance·rate/(10⁶·frequency), halves up, exact.
#[must_use]
pub fn interest(balance: i64, rate: i32, frequency: Frequency) -> i64 {
    half_up(i128::from(balance) * i128::from(rate), 1_000_000 * i128::from(frequency.a_year()))
}

/// a/b to the nearest whole, halves up, for a ≥ 0 and b > 0.
fn half_up(a: i128, b: i128) -> i64 {
    i64::try_from((2 * a + b) / (2 * b)).unwrap_or(i64::MAX)
}

fn check(terms: &Terms) -> Result<u32, Refusal> {
    let n = periods(terms);
    match () {
        () if !(1..=1_000_000_000_000_000).contains(&terms.principal) => Err(Refusal::Principal),
        () if !(0..=1_000_000).contains(&terms.rate) => Err(Refusal::Rate),
        () if n == 0 => Err(Refusal::TooShort),
        () if n > MOST_PERIODS => Err(Refusal::TooLong),
        () => Ok(n),
    }
}

/// Due days of `n` payments after `start`: the same day of the month each 12/frequency months, the month's last day
/// when it is shorter (counted from `start`, so that the 31st comes back after February).
#[must_use]
pub fn due_days(start: i32, frequency: Frequency, n: u32) -> Vec<i32> {
    let (year, month, of_month) = day::date(start);
    let step = 12 / frequency.a_year();
    let first = i64::from(year) * 12 + i64::from(month) - 1;
    (1..=n)
        .map(|k| {
            let months = first + i64::from(k) * i64::from(step);
            let (year, month) = (months.div_euclid(12) as i32, months.rem_euclid(12) as u32 + 1);
            let next = if month == 12 { day::of(year + 1, 1, 1) } else { day::of(year, month + 1, 1) };
            (day::of(year, month, 1) + of_month as i32 - 1).min(next - 1)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn terms(principal: i64, rate: i32, years: u32, frequency: Frequency, kind: Kind) -> Terms {
        Terms { principal, rate, years, frequency, kind }
    }

    // 1,000,000.00 at 5.50 % over 5 years of months. decimal, 50 digits: payment 19101.162171…; Σ interest
    // by the same rounding rule 146,069.74 and last payment 19,101.30 (Python's decimal, ROUND_HALF_UP).
    #[test]
    fn a_five_year_annuity_is_right_to_the_cent() {
        let found = schedule(&terms(100_000_000, 55_000, 50_000, Frequency::Monthly, Kind::Annuity)).unwrap();
        let first = found.payments[0];
        assert_eq!((first.payment, first.interest, first.principal), (1_910_116, 458_333, 1_451_783));
        assert_eq!(found.payments.len(), 60);
        assert_eq!((found.interest, found.payments[59].payment), ANNUITY);
        assert_eq!(found.payments[59].balance, 0);
    }

    const ANNUITY: (i64, i64) = (14_606_974, 1_910_130);

    // By hand: 1,200.00 at 12 % in four quarters: interest 36, 27, 18, 9; principal 300 each.
    #[test]
    fn a_straight_line_falls_evenly() {
        let found =
            schedule(&terms(120_000, 120_000, 10_000, Frequency::Quarterly, Kind::StraightLine)).unwrap();
        let rows: Vec<_> = found.payments.iter().map(|p| (p.payment, p.interest, p.balance)).collect();
        assert_eq!(
            rows,
            [(33_600, 3_600, 90_000), (32_700, 2_700, 60_000), (31_800, 1_800, 30_000), (30_900, 900, 0)]
        );
        assert_eq!((found.interest, found.total), (9_000, 129_000));
    }

    #[test]
    fn a_bullet_pays_interest_and_then_everything() {
        let found = schedule(&terms(100_000, 40_000, 15_000, Frequency::HalfYearly, Kind::Bullet)).unwrap();
        let rows: Vec<_> = found.payments.iter().map(|p| (p.payment, p.balance)).collect();
        assert_eq!(rows, [(2_000, 100_000), (2_000, 100_000), (102_000, 0)]);
    }

    #[test]
    fn without_interest_the_thirds_are_whole_and_the_last_takes_the_rest() {
        let found = schedule(&terms(100, 0, 30_000, Frequency::Yearly, Kind::Annuity)).unwrap();
        assert_eq!(found.payments.iter().map(|p| p.payment).collect::<Vec<_>>(), [33, 33, 34]);
    }

    #[test]
    fn periods_are_cut_down_and_bad_terms_are_named() {
        let base = terms(100, 0, 27_499, Frequency::Quarterly, Kind::Bullet);
        assert_eq!(periods(&base), 10);
        assert_eq!(periods(&Terms { years: 27_500, ..base }), 11);
        assert_eq!(schedule(&Terms { years: 2_499, ..base }), Err(Refusal::TooShort));
        assert_eq!(schedule(&Terms { years: u32::MAX, ..base }), Err(Refusal::TooLong));
        assert_eq!(schedule(&Terms { principal: 0, ..base }), Err(Refusal::Principal));
        assert_eq!(schedule(&Terms { rate: -1, ..base }), Err(Refusal::Rate));
    }

    #[test]
    fn the_last_of_the_month_comes_back_after_february() {
        let days = due_days(day::of(2023, 12, 31), Frequency::Monthly, 3);
        assert_eq!(days, [day::of(2024, 1, 31), day::of(2024, 2, 29), day::of(2024, 3, 31)]);
        assert_eq!(due_days(day::of(2024, 2, 29), Frequency::Yearly, 1), [day::of(2025, 2, 28)]);
    }

    fn any_terms() -> impl Strategy<Value = Terms> {
        (
            1i64..10_000_000_000_000,
            0i32..=1_000_000,
            10_000u32..500_000,
            prop_oneof![
                Just(Frequency::Yearly),
                Just(Frequency::HalfYearly),
                Just(Frequency::Quarterly),
                Just(Frequency::Monthly)
            ],
            prop_oneof![Just(Kind::Annuity), Just(Kind::StraightLine), Just(Kind::Bullet)],
        )
            .prop_map(|(principal, rate, years, frequency, kind)| {
                terms(principal, rate, years, frequency, kind)
            })
    }

    proptest! {
        #[test]
        fn every_schedule_clears_to_zero(terms in any_terms()) {
            let found = schedule(&terms).unwrap();
            let mut balance = terms.principal;
            for p in &found.payments {
                prop_assert_eq!(p.interest, interest(balance, terms.rate, terms.frequency));
                prop_assert_eq!(p.payment, p.principal + p.interest);
                prop_assert!(p.principal >= 0);
                balance -= p.principal;
                prop_assert_eq!(p.balance, balance);
            }
            prop_assert_eq!(balance, 0);
            prop_assert_eq!(found.payments.iter().map(|p| p.payment).sum::<i64>(), found.total);
        }

        #[test]
        fn all_payments_of_an_annuity_but_the_last_are_equal(terms in any_terms()) {
            let found = schedule(&Terms { kind: Kind::Annuity, principal: terms.principal + 10_000_000, ..terms }).unwrap();
            let first = found.payments[0].payment;
            let n = found.payments.len();
            prop_assert!(found.payments[..n - 1].iter().all(|p| p.payment == first || p.balance == 0));
        }
    }
}
