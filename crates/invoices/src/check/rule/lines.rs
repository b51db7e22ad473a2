//! The arithmetic of each line.
use kernel::Money;

use super::rule;
use crate::{
    check::{
        Facts, Fault, Rule, Severity,
        reckon::{self, badness, near, shown, wide},
    },
    invoice::{extracted::Line, store::Stage::Arithmetic},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.line",
        "Quantity × price is not the amount",
        "Rule 46(i) to (k) CGST Rules; EN 16931 BT-131; Peppol BIS 3 PEPPOL-EN16931-R120",
        |facts| each(facts, product),
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.line_tax",
        "Tax of a line is not its rate",
        "Rule 46(l) and (m) CGST Rules",
        |facts| each(facts, tax),
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.line_total",
        "Amount and tax are not the total of a line",
        "Rule 46(j) to (m) CGST Rules",
        |facts| each(facts, total),
    ),
];

/// What a line comes to, what it must come to, and a sentence about it.
struct Off {
    is: i128,
    must: i128,
    says: String,
    /// The price is printed with fewer decimals than it has.
    is_rounding: bool,
}

/// Below this nobody can be sure that the line was read right.
const SURE: f64 = 0.6;

/// Whether a reading is too doubtful to blame the vendor for it.
pub fn is_doubtful(line: &Line) -> bool {
    line.confidence > 0.0 && line.confidence < SURE
}

fn each(facts: &Facts, judge: fn(&Facts, &Line) -> Option<Off>) -> Vec<Fault> {
    let lines = facts.read.lines.iter().enumerate();
    let wrong = lines.filter_map(|(at, line)| {
        let off = judge(facts, line)?;
        let mild = off.is_rounding || is_doubtful(line);
        let severity = if mild { Severity::Info } else { badness(off.is, off.must) };
        let says = format!("Arithmetic mismatch in line {}: {}", at + 1, off.says);
        let fault =
            Fault { field: Some("lines".into()), page: line.page, area: line.area, ..Fault::says(says) };
        Some(fault.as_bad_as(severity))
    });
    wrong.collect()
}

fn is_near(facts: &Facts, a: i128, b: i128) -> bool {
    near(a.abs(), b.abs(), reckon::minor_unit(facts.currency()))
}

/// Of these the one nearest to `to`.
fn nearest(all: &[i128], to: i128) -> Option<i128> {
    all.iter().copied().min_by_key(|one| (one.abs() - to.abs()).abs())
}

/// What quantity, price and discount may come to.
fn products(line: &Line) -> Option<Vec<i128>> {
    let gross = reckon::product(line.quantity?, line.unit_price?);
    let mut all = vec![];
    if let Some(discount) = line.discount.filter(|discount| *discount != Money::ZERO) {
        all.push(gross - gross.signum() * wide(discount).abs());
        all.push(gross - reckon::share(gross, discount));
    }
    all.push(gross);
    // The price of 100 or 1,000 pieces.
    let unit = format!(
        "{} {}",
        line.unit.as_deref().unwrap_or_default(),
        line.description.as_deref().unwrap_or_default()
    );
    let per = |text: &str, count: i128| unit.contains(text).then(|| reckon::round(gross, count));
    all.extend(per("1000", 1_000).or_else(|| per("1.000", 1_000)).into_iter().chain(per("100", 100)));
    Some(all)
}

fn product(facts: &Facts, line: &Line) -> Option<Off> {
    if facts.has_standard() {
        return None;
    }
    let all = products(line)?;
    let values: Vec<i128> = [line.taxable_value, line.total].into_iter().flatten().map(wide).collect();
    let value = *values.first()?;
    let fits = values.iter().any(|value| {
        all.iter().any(|one| is_near(facts, *one, *value) || is_with_tax(facts, line, *one, *value))
    });
    if fits || line.quantity? == Money::ZERO || line.unit_price? == Money::ZERO || value == 0 {
        return None;
    }
    let must = nearest(&all, value)?;
    let less = match line.discount.filter(|discount| *discount != Money::ZERO) {
        Some(discount) => format!(" less {discount}"),
        None => String::new(),
    };
    Some(Off {
        is: value,
        must,
        says: format!(
            "{} × {}{less} is {}, not {}.",
            line.quantity?,
            line.unit_price?,
            shown(must),
            shown(value)
        ),
        is_rounding: values.iter().any(|value| is_rounded(line, *value)),
    })
}

/// Whether an amount is the product and the tax on it, though it stands in the column of amounts without tax.
fn is_with_tax(facts: &Facts, line: &Line, product: i128, value: i128) -> bool {
    let taxes = facts.read.taxes.iter();
    let amounts = taxes.clone().map(|tax| tax.amount).chain([line.gst_amount, facts.columns.tax_amount]);
    let rates =
        taxes.filter_map(|tax| tax.rate).chain(line.gst_rate).map(|rate| reckon::share(product, rate));
    let mut all = amounts.flatten().map(wide).chain(rates).filter(|tax| *tax != 0);
    all.any(|tax| is_near(facts, product + tax, value))
}

/// Whether the printed price is the amount by the quantity, rounded to its decimals.
fn is_rounded(line: &Line, value: i128) -> bool {
    let (Some(quantity), Some(price)) = (line.quantity, line.unit_price) else { return false };
    let step = if price.units() % 100 == 0 { reckon::CENT } else { 1 };
    let exact = reckon::round(value.abs() * i128::from(Money::SCALE), wide(quantity).abs());
    // Half a step of the price, as often as there are pieces, and no more.
    quantity.units().abs() > Money::SCALE && reckon::to_step(exact, step) == wide(price).abs()
}

fn tax(facts: &Facts, line: &Line) -> Option<Off> {
    let (net, rate, amount) = (wide(line.taxable_value?), line.gst_rate?, wide(line.gst_amount?));
    if amount == 0 || rate == Money::ZERO {
        return None;
    }
    let must = reckon::share(net, rate);
    let rupee = facts.currency() == "INR" && reckon::to_step(must, Money::SCALE) == amount;
    // The column of one head, or a rate of one head beside the tax of both.
    let split = facts.has_head(&["cgst"]);
    let half = split && (is_near(facts, must * 2, amount) || is_near(facts, reckon::round(must, 2), amount));
    // The tax within a price that contains it.
    let within = line.total.is_none()
        && is_near(facts, reckon::round(net * wide(rate), 1_000_000 + wide(rate)), amount);
    if is_near(facts, must, amount) || rupee || half || within {
        return None;
    }
    let says = format!("{rate} % of {} is {}, not {}.", shown(net), shown(must), shown(amount));
    Some(Off { is: amount, must, says, is_rounding: false })
}

fn total(facts: &Facts, line: &Line) -> Option<Off> {
    let (net, total) = (wide(line.taxable_value?), wide(line.total?));
    let printed = wide(line.gst_amount?);
    let sums = [net + printed, net + printed * 2, net];
    // A column of totals without tax repeats the amount; one head alone counts twice.
    let may = |at: usize| at == 0 || (at == 1 && facts.has_head(&["cgst"])) || at == 2;
    if sums.iter().enumerate().any(|(at, sum)| may(at) && is_near(facts, *sum, total)) {
        return None;
    }
    let says =
        format!("{} and tax of {} are {}, not {}.", shown(net), shown(printed), shown(sums[0]), shown(total));
    Some(Off { is: total, must: sums[0], says, is_rounding: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::all;

    fn found(line: &[&str; 7], unit: &str) -> Vec<(String, Severity)> {
        let [quantity, unit_price, discount, taxable_value, gst_rate, gst_amount, total] =
            line.map(|text| text.parse::<Money>().ok());
        let line = Line {
            quantity,
            unit_price,
            discount,
            taxable_value,
            gst_rate,
            gst_amount,
            total,
            unit: Some(unit.into()),
            ..Default::default()
        };
        let mut facts = Facts::default();
        facts.read.lines = vec![line];
        let bad = all(&facts).into_iter().filter(|one| one.rule.starts_with("arithmetic."));
        bad.map(|one| (one.rule, one.severity)).collect()
    }

    fn one(rule: &str, severity: Severity) -> Vec<(String, Severity)> {
        vec![(rule.to_owned(), severity)]
    }

    // Section 9 of the contract: qty·price = taxable, taxable·rate/100 = tax, taxable + tax = total; 1 paisa; up to
    // 1 % only a warning; a missing field is no failure.
    #[test]
    fn lines_are_reckoned() {
        let fine = |line: &[&str; 7], unit: &str| assert_eq!(found(line, unit), vec![], "{line:?}");
        fine(&["3", "100.00", "", "300.00", "18", "54.00", "354.00"], "pcs");
        fine(&["3", "100.00", "10", "270.00", "18", "48.60", "318.60"], "pcs");
        fine(&["3", "100.00", "30.00", "270.00", "18", "48.60", "318.60"], "pcs");
        fine(&["3", "118.00", "", "300.00", "18", "54.00", "354.00"], "pcs");
        fine(&["3", "33.335", "", "100.01", "", "", ""], "pcs");
        fine(&["250", "4.00", "", "10.00", "", "", ""], "100 pcs");
        fine(&["-1", "10.00", "", "-10.00", "", "", ""], "pcs");
        fine(&["3", "", "", "10.00", "18", "", ""], "pcs");
        assert_eq!(
            found(&["3", "100.00", "", "300.02", "", "", ""], "pcs"),
            one("arithmetic.line", Severity::Warning)
        );
        assert_eq!(
            found(&["3", "100.00", "", "310.00", "", "", ""], "pcs"),
            one("arithmetic.line", Severity::Error)
        );
        assert_eq!(
            found(&["3", "100.00", "", "300.00", "18", "45.00", "345.00"], "pcs"),
            one("arithmetic.line_tax", Severity::Error)
        );
        assert_eq!(
            found(&["3", "100.00", "", "300.00", "18", "54.00", "364.00"], "pcs"),
            one("arithmetic.line_total", Severity::Error)
        );
    }

    #[test]
    fn a_price_that_is_rounded_in_print_is_told_mildly() {
        assert_eq!(
            found(&["1000", "0.02", "", "15.00", "", "", ""], "pcs"),
            one("arithmetic.line", Severity::Info)
        );
    }
}
