//! Records of a securities account: what they do to its cash.
use super::{Record, Style, category};
use crate::{Entry, Problem, text::some};

/// Money out of the account's cash.
const OUT: &[&str] =
    &["buy", "cvrshrt", "miscexp", "margint", "xout", "withdrw", "withdraw", "buybonds", "exercis"];
/// Money into it.
const IN: &[&str] = &[
    "sell", "div", "intinc", "cglong", "cgmid", "cgshort", "miscinc", "rtrncap", "xin", "shtsell", "contrib",
    "deposit", "interest",
];
/// Nothing of either.
const NEITHER: &[&str] = &[
    "shrsin",
    "shrsout",
    "reinvdiv",
    "reinvint",
    "reinvlg",
    "reinvmd",
    "reinvsh",
    "stksplit",
    "split",
    "grant",
    "vest",
    "expire",
    "reminder",
    "addshares",
    "removeshares",
];

/// The entry that a record makes; none when no cash moves.
pub(super) fn entry(record: &Record<'_>, style: &Style) -> Result<Option<Entry>, Problem> {
    let line = record.line;
    let action = record.get('N').unwrap_or_default().to_ascii_lowercase();
    // An X at the end says that the cash goes to, or comes from, another account.
    let names =
        |list: &[&str]| list.contains(&action.as_str()) || list.contains(&action.trim_end_matches('x'));
    if names(NEITHER) {
        style.date(line, "D", record.get('D'))?;
        return Ok(None);
    }
    let date = style.date(line, "D", record.get('D'))?;
    let value = ['T', 'U', '$'].into_iter().find_map(|letter| record.get(letter));
    let Some(value) = value else {
        return Err(Problem::new(line, "This record has no amount (T). Add it, and read again."));
    };
    let amount = style.amount(line, "T", value)?;
    let large =
        |_| Problem::at(line, "T", value, "This amount is too large. Check it in the program that wrote it.");
    let plus = if amount.units() < 0 { amount.checked_neg().map_err(large)? } else { amount };
    let amount = if names(IN) {
        plus
    } else if names(OUT) {
        plus.checked_neg().map_err(large)?
    } else if action.is_empty() || action == "cash" {
        amount
    } else {
        let why = "We don't know what this action does to the cash. Enter it by hand.";
        return Err(Problem::at(line, "N", record.get('N').unwrap_or_default(), why));
    };
    let mut entry = Entry::new(line, date, amount);
    entry.code = record.get('N').and_then(some);
    entry.payee = record.get('P').or_else(|| record.get('Y')).and_then(some);
    entry.memo = record.get('M').and_then(some).unwrap_or_default();
    (entry.category, entry.transfer_to) = record.get('L').map(category).unwrap_or_default();
    Ok(Some(entry))
}
