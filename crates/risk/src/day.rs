//! Days of the calendar as numbers: days since 1970-01-01, proleptic Gregorian.

/// Year, month (1–12) and day (1–31) of `day`. Source: the closed form of H. Hinnant, "chrono-compatible low-level date
/// algorithms", with eras of 400 years = 146,097 days.
pub fn date(day: i32) -> (i32, u32, u32) {
    let shifted = i64::from(day) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, (of_year - (153 * from_march + 2) / 5 + 1) as u32)
}

/// The day number of a date; the inverse of [`date`].
pub fn of(year: i32, month: u32, day: u32) -> i32 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let from_march = (i64::from(month) + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + i64::from(day) - 1;
    (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468) as i32
}

/// A quarter as one number, `4 × year + quarter − 1`, so that the next quarter is the next number.
pub fn quarter(day: i32) -> i32 {
    let (year, month, _) = date(day);
    4 * year + (month as i32 - 1) / 3
}

/// First day of a quarter as numbered by [`quarter`].
pub fn first_of_quarter(quarter: i32) -> i32 {
    of(quarter.div_euclid(4), quarter.rem_euclid(4) as u32 * 3 + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_days() {
        assert_eq!(of(1970, 1, 1), 0);
        assert_eq!(of(2000, 3, 1), 11_017);
        assert_eq!(of(2026, 11, 22), 20_779);
        assert_eq!(date(-1), (1969, 12, 31));
        assert_eq!(first_of_quarter(quarter(of(2028, 2, 29))), of(2028, 1, 1));
    }

    proptest! {
        #[test]
        fn a_day_is_read_back(day in -700_000..1_500_000) {
            let (year, month, of_month) = date(day);
            prop_assert_eq!(of(year, month, of_month), day);
            let start = first_of_quarter(quarter(day));
            let next = first_of_quarter(quarter(day) + 1);
            prop_assert!(start <= day && day < next);
        }
    }
}
