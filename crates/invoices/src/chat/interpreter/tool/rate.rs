//! Tax by rate. India's tax has two heads: 9 % CGST and 9 % SGST are one rate of 18 %, and their base counts once.
use std::collections::BTreeMap;

use kernel::Money;
use schemars::JsonSchema;
use serde::Serialize;

use crate::invoice::extracted::Extracted;

/// What the tax at one rate comes to, in one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RateSum {
    /// In percent; none where the invoices don't say.
    pub rate: Option<Money>,
    /// In which currency.
    pub currency: String,
    /// In how many invoices.
    pub count: i64,
    /// Of what.
    pub base: Money,
    /// The tax.
    pub tax: Money,
}

/// Sums under way.
#[derive(Debug, Default)]
pub struct Rates(BTreeMap<(Option<Money>, String), RateSum>);

impl Rates {
    /// With one more invoice: its currency, what was read of it, its total before tax, and its tax.
    #[must_use]
    pub fn with(mut self, invoice: (String, Extracted, Option<Money>, Option<Money>)) -> Self {
        let (currency, read, net, tax) = invoice;
        let mut parts: BTreeMap<Option<Money>, (Money, Money)> = BTreeMap::new();
        let mut add = |rate: Option<Money>, base: Option<Money>, tax: Option<Money>| {
            let part = parts.entry(rate).or_default();
            part.0 = part.0.checked_add(base.unwrap_or_default()).unwrap_or(part.0);
            part.1 = part.1.checked_add(tax.unwrap_or_default()).unwrap_or(part.1);
        };
        for tax in &read.taxes {
            match tax.kind.as_str() {
                "cgst" => add(double(tax.rate), tax.base, tax.amount),
                "sgst" | "utgst" => add(double(tax.rate), None, tax.amount),
                // Cess comes on top of a tax, with the same base.
                "cess" => add(tax.rate, None, tax.amount),
                _ => add(tax.rate, tax.base, tax.amount),
            }
        }
        if read.taxes.is_empty() && (net.is_some() || tax.is_some()) {
            add(None, net, tax);
        }
        for (rate, (base, tax)) in parts {
            let key = (rate, currency.clone());
            let sum = self.0.entry(key).or_insert_with(|| RateSum {
                rate,
                currency: currency.clone(),
                ..RateSum::default()
            });
            sum.count += 1;
            sum.base = sum.base.checked_add(base).unwrap_or(sum.base);
            sum.tax = sum.tax.checked_add(tax).unwrap_or(sum.tax);
        }
        self
    }

    /// The sums, the lowest rate first.
    pub fn done(self) -> Vec<RateSum> {
        self.0.into_values().collect()
    }
}

fn double(rate: Option<Money>) -> Option<Money> {
    rate.and_then(|rate| rate.checked_add(rate).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invoice::extracted::Tax;

    fn tax(kind: &str, rate: i64, base: i64, amount: i64) -> Tax {
        let money = |units: i64| Some(Money::from_units(units * Money::SCALE));
        Tax {
            kind: kind.into(),
            rate: money(rate),
            base: money(base),
            amount: money(amount),
            ..Tax::default()
        }
    }

    #[test]
    fn two_heads_are_one_rate() {
        let read = |taxes: Vec<Tax>| Extracted { taxes, ..Extracted::default() };
        let sums = Rates::default()
            .with(("INR".into(), read(vec![tax("cgst", 9, 100, 9), tax("sgst", 9, 100, 9)]), None, None))
            .with(("INR".into(), read(vec![tax("igst", 18, 200, 36)]), None, None))
            .with(("EUR".into(), read(vec![tax("vat", 18, 10, 2)]), None, None))
            .with(("EUR".into(), read(vec![]), Some(Money::from_units(5)), None))
            .done();
        let shown = sums.iter().map(|s| {
            (
                s.rate.map(|r| r.to_string()),
                s.currency.as_str(),
                s.count,
                s.base.to_string(),
                s.tax.to_string(),
            )
        });
        let shown = shown.map(|(a, b, c, d, e)| format!("{a:?} {b} {c} {d} {e}")).collect::<Vec<_>>();
        assert_eq!(
            shown,
            [
                "None EUR 1 0.0005 0.00",
                "Some(\"18.00\") EUR 1 10.00 2.00",
                "Some(\"18.00\") INR 2 300.00 54.00",
            ]
        );
    }
}
