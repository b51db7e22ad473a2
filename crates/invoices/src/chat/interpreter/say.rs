//! Figures and names as people read them.
use kernel::Money;

/// A text of an invoice as it may stand in an answer: in one line, not too long, and never Markdown or HTML.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).take(120) {
        if c == ' ' && out.ends_with(' ') {
            continue;
        }
        if "\\`*_[]()<>#|!~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    // Without its colon an address is no link.
    out.trim().replace("://", ":\u{200b}//")
}

/// An amount with its currency: `EUR 1,234.50`, `INR 12,08,075.00`.
pub fn amount(amount: Money, currency: &str) -> String {
    let text = amount.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "00"));
    let first = 3;
    let next = if currency == "INR" { 2 } else { 3 };
    let mut groups = vec![];
    let (mut rest, mut width) = (whole, first);
    while rest.len() > width {
        let (head, tail) = rest.split_at(rest.len() - width);
        groups.push(tail);
        (rest, width) = (head, next);
    }
    groups.push(rest);
    groups.reverse();
    format!("{} {sign}{}.{decimals}", plain(currency), groups.join(","))
}

/// A rate without needless decimals: `18`, `7.5`.
pub fn rate(rate: Money) -> String {
    let text = rate.to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `1 invoice`, `2 invoices`.
pub fn count(n: i64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// `a, b and c`.
pub fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_as_their_country_does() {
        let money = |text: &str| text.parse::<Money>().expect("an amount");
        assert_eq!(amount(money("1208075"), "INR"), "INR 12,08,075.00");
        assert_eq!(amount(money("-1234567.5"), "EUR"), "EUR -1,234,567.50");
        assert_eq!(
            (amount(money("999"), "EUR"), amount(money("0"), "INR")),
            ("EUR 999.00".into(), "INR 0.00".into())
        );
        assert_eq!(
            (rate(money("18")), rate(money("7.5")), rate(money("0"))),
            ("18".into(), "7.5".into(), "0".into())
        );
    }

    #[test]
    fn names_can_not_draw() {
        assert_eq!(plain("[a](http://b)\n<img>"), "\\[a\\]\\(http:\u{200b}//b\\) \\<img\\>");
        assert_eq!(joined(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }
}
