//! Exact reckoning for the rules: sums, products and shares to the minor unit of a currency.
use kernel::Money;

use super::Severity;

/// A hundredth, in units of 10⁻⁴.
pub const CENT: i64 = 100;

/// The smallest coin of a currency, in units of 10⁻⁴; ISO 4217.
pub fn minor_unit(currency: &str) -> i64 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 10_000,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 10,
        _ => CENT,
    }
}

/// Whether two amounts are equal to `slack`.
pub fn near(a: i128, b: i128, slack: i64) -> bool {
    (a - b).abs() <= i128::from(slack)
}

/// Units of an amount, wide enough for every sum.
pub fn wide(amount: Money) -> i128 {
    i128::from(amount.units())
}

/// The sum of amounts.
pub fn sum(amounts: impl IntoIterator<Item = Money>) -> i128 {
    amounts.into_iter().map(wide).sum()
}

/// `a` × `b`, rounded to a unit of 10⁻⁴, ties away from zero.
pub fn product(a: Money, b: Money) -> i128 {
    round(wide(a) * wide(b), Money::SCALE.into())
}

/// `rate` percent of an amount, rounded to a unit of 10⁻⁴.
pub fn share(amount: i128, rate: Money) -> i128 {
    round(amount.saturating_mul(wide(rate)), i128::from(Money::SCALE) * 100)
}

const MOST: i128 = i128::MAX / 1_000_000;

/// A quotient rounded to the nearest, ties away from zero; by zero it is zero.
pub fn round(num: i128, den: i128) -> i128 {
    let (num, den) = if den < 0 { (-num, -den) } else { (num, den) };
    if den == 0 {
        return 0;
    }
    // Nobody bills so much, and sums of it still fit.
    let num = num.clamp(-MOST, MOST);
    num.signum() * ((num.abs() * 2 + den) / (den * 2))
}

/// An amount rounded to steps of `step` units.
pub fn to_step(amount: i128, step: i64) -> i128 {
    round(amount, step.into()) * i128::from(step)
}

/// For people: two decimals, more where there are any.
pub fn shown(units: i128) -> String {
    i64::try_from(units).map_or_else(|_| "too much".to_owned(), |units| Money::from_units(units).to_string())
}

/// How bad it is that an amount differs from the one that it must be: up to 1 % is a warning.
pub fn badness(is: i128, must: i128) -> Severity {
    if (is - must).abs() * 100 <= must.abs() { Severity::Warning } else { Severity::Error }
}

/// Whether an amount is printed somewhere in a text, in any of the usual spellings.
pub fn is_printed(text: &str, amount: i128) -> bool {
    let wanted = amount.unsigned_abs();
    numbers(text).any(|number| number == wanted)
}

/// The numbers of a text that have decimals, in units of 10⁻⁴. Spaces end a number.
fn numbers(text: &str) -> impl Iterator<Item = u128> {
    text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '\'' | '’')).filter_map(number)
}

fn number(text: &str) -> Option<u128> {
    let text = text.trim_matches(|c: char| !c.is_ascii_digit());
    let at = text.rfind(['.', ','])?;
    let fraction = &text[at + 1..];
    let (whole, fraction) =
        if (1..=2).contains(&fraction.len()) { (&text[..at], fraction) } else { (text, "0") };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 20 {
        return None;
    }
    Some(digits.parse::<u128>().ok()? * 10_000 + format!("{fraction:0<4}").parse::<u128>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_found_in_any_spelling() {
        let text = "Rabatt 1.234,50 EUR, TVA 12,5 total 12,08,075.00 Porto 5.90 CHF 1'000.10";
        for units in [12_345_000, 125_000, 12_080_750_000, 59_000, 10_001_000] {
            assert!(is_printed(text, units), "{units}");
        }
        assert!(!is_printed(text, 12_345_001) && !is_printed("nothing 17 here", 170_000));
    }

    #[test]
    fn a_difference_of_one_percent_is_a_warning() {
        assert_eq!(badness(1_010_000, 1_000_000), Severity::Warning);
        assert_eq!(badness(1_010_001, 1_000_000), Severity::Error);
        assert_eq!(badness(1, 0), Severity::Error);
    }

    #[test]
    fn coins_differ() {
        assert_eq!((minor_unit("INR"), minor_unit("JPY"), minor_unit("KWD")), (100, 10_000, 10));
    }

    proptest! {
        #[test]
        fn rounding_is_to_the_nearest(num in -1_000_000i128..1_000_000, den in 1i128..10_000) {
            let back = round(num, den) * den;
            prop_assert!((back - num).abs() * 2 <= den);
            prop_assert_eq!(round(-num, den), -round(num, den));
        }
    }
}
