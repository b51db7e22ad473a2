//! Words that all papers share.
use chrono::NaiveDate;
use kernel::{Currency, Money};

use crate::profile::store::{builder, customer};

/// An amount as people read it: `1,234.50`.
pub fn shown(amount: Money) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("\u{2212}", digits));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
    let mut grouped = String::new();
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}.{cents}")
}

/// The same with its currency.
pub fn priced(amount: Money, currency: &Currency) -> String {
    format!("{} {currency}", shown(amount))
}

/// A day as people read it: `5 April 2026`.
pub fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// The head of a builder's paper.
pub fn sender(builder: &builder::Model) -> Vec<String> {
    let lines = [builder.company_name.as_str(), &builder.address, &builder.phone];
    let website = builder.website.as_deref();
    lines.into_iter().chain(website).map(str::to_owned).collect()
}

/// Whom it is for.
pub fn recipient(customer: &customer::Model) -> Vec<String> {
    let lines = [Some(customer.name()), customer.address.clone(), Some(customer.phone.clone())];
    lines.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        let shown = |text: &str| shown(text.parse().expect("an amount"));
        assert_eq!([shown("7500000"), shown("-1234.5")], ["7,500,000.00", "\u{2212}1,234.50"]);
        assert_eq!([shown("0"), shown("999.1234")], ["0.00", "999.1234"]);
    }
}
