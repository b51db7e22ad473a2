//! `Ntry`: one booking, which may stand for a batch of payments (`TxDtls`).
use base::money::Money;
use chrono::NaiveDate;

use super::{day, number, party, signed, tree::Node};
use crate::{
    Entry, Problem, Split, Status, amount,
    text::{some, tidy},
};

/// The entry, and whether it has a date of its own.
pub(super) fn entry(
    node: &Node,
    own: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Result<(Entry, bool), Problem> {
    let (money, currency) = signed(node)?;
    let payments: Vec<&Node> = node.all("NtryDtls").flat_map(|details| details.all("TxDtls")).collect();
    let value_date = date(node, "ValDt");
    let booked = date(node, "BookgDt").or(value_date);
    let dated = booked.or_else(|| payments.iter().find_map(|payment| related(payment)));
    let mut entry = Entry::new(node.line, dated.unwrap_or_default(), money);
    (entry.value_date, entry.currency) = (value_date, currency);
    entry.status = status(node);
    entry.code = code(node).or_else(|| payments.first().and_then(|payment| code(payment)));
    let refs = |tag: &str| {
        payments.first().and_then(|payment| payment.child("Refs")).and_then(|refs| refs.text(tag))
    };
    let single = if payments.len() == 1 { refs("AcctSvcrRef") } else { None };
    entry.reference = node.text("AcctSvcrRef").or(single).or(node.text("NtryRef")).and_then(some);
    entry.number = refs("ChqNb").and_then(some);
    let reversed = node.text("RvslInd") == Some("true");
    let said = node.text("AddtlNtryInf").map(tidy).unwrap_or_default();
    match payments.as_slice() {
        [] => entry.memo = said,
        [payment] => {
            let split = split(payment, money, reversed, own);
            (entry.payee, entry.counterparty) = (split.payee, split.counterparty);
            entry.end_to_end = split.end_to_end;
            entry.memo = split.memo.unwrap_or(said);
        }
        payments => {
            entry.memo = said;
            entry.splits = batch(payments, money, reversed, own, problems);
        }
    }
    Ok((entry, dated.is_some()))
}

/// The payments of a batch. Their amounts are signed as the booking is, unless they say otherwise.
fn batch(
    payments: &[&Node],
    whole: Money,
    reversed: bool,
    own: Option<&str>,
    problems: &mut Vec<Problem>,
) -> Vec<Split> {
    let mut splits = Vec::with_capacity(payments.len());
    for payment in payments {
        let details = payment.child("AmtDtls").and_then(|details| details.child("TxAmt"));
        let amt = payment.child("Amt").or_else(|| details.and_then(|details| details.child("Amt")));
        let amount = match amt.map(|amt| (amt, amount::parse_any(&amt.text))) {
            Some((_, Ok(amount))) => amount,
            Some((amt, Err(fault))) => {
                problems.push(Problem::at(amt.line, "Amt", &amt.text, fault.reason()));
                Money::ZERO
            }
            None => Money::ZERO,
        };
        let out = match payment.text("CdtDbtInd") {
            Some("DBIT") => true,
            Some("CRDT") => false,
            _ => whole < Money::ZERO,
        };
        let amount = if out { amount.checked_neg().unwrap_or_default() } else { amount };
        splits.push(Split { amount, ..split(payment, whole, reversed, own) });
    }
    splits
}

fn split(payment: &Node, amount: Money, reversed: bool, own: Option<&str>) -> Split {
    let (payee, counterparty) = other_side(payment, (amount > Money::ZERO) != reversed, own);
    let unknown = |id: &&str| !matches!(*id, "NOTPROVIDED" | "NOT PROVIDED" | "NONREF");
    let end_to_end =
        payment.child("Refs").and_then(|refs| refs.text("EndToEndId")).filter(unknown).and_then(some);
    Split { payee, counterparty, end_to_end, memo: purpose(payment), amount, ..Split::default() }
}

/// Who paid what came in, and who got what went out.
fn other_side(payment: &Node, money_in: bool, own: Option<&str>) -> (Option<String>, Option<String>) {
    let Some(parties) = payment.child("RltdPties") else { return (None, None) };
    let (who, ultimate, account) =
        if money_in { ("Dbtr", "UltmtDbtr", "DbtrAcct") } else { ("Cdtr", "UltmtCdtr", "CdtrAcct") };
    let account = parties.child(account);
    let name = |tag: &str| parties.child(tag).and_then(party);
    let account_name = || account.and_then(|account| account.text("Nm")).and_then(some);
    let number = account.and_then(number).filter(|number| Some(number.as_str()) != own);
    (name(who).or_else(|| name(ultimate)).or_else(account_name), number)
}

/// What the payer wrote, else what the bank wrote.
fn purpose(payment: &Node) -> Option<String> {
    let info = payment.child("RmtInf");
    let free = info.iter().flat_map(|info| info.all("Ustrd")).map(|text| text.text.as_str());
    let structured = info.iter().flat_map(|info| info.all("Strd")).flat_map(|part| {
        let reference = part
            .child("CdtrRefInf")
            .and_then(|reference| reference.text("Ref").or(reference.text("CdtrRef")));
        let document =
            part.child("RfrdDocInf").and_then(|document| document.text("Nb").or(document.text("RfrdDocNb")));
        reference.into_iter().chain(document).chain(part.all("AddtlRmtInf").map(|text| text.text.as_str()))
    });
    let words: Vec<&str> = free.chain(structured).collect();
    some(&words.join(" ")).or_else(|| payment.text("AddtlTxInf").and_then(some))
}

/// `BookgDt` and `ValDt` hold `Dt` or `DtTm`, and in old files the date itself.
fn date(node: &Node, name: &str) -> Option<NaiveDate> {
    let date = node.child(name)?;
    date.text("Dt").or_else(|| date.text("DtTm")).or(Some(date.text.as_str())).and_then(day)
}

fn related(payment: &Node) -> Option<NaiveDate> {
    let dates = payment.child("RltdDts")?;
    dates.children.iter().find_map(|child| day(&child.text).or_else(|| date(dates, &child.name)))
}

fn status(node: &Node) -> Status {
    let Some(status) = node.child("Sts") else { return Status::Booked };
    match status.text("Cd").or_else(|| status.text("Prtry")).unwrap_or(status.text.trim()) {
        "PDNG" | "INFO" | "FUTR" => Status::Pending,
        _ => Status::Booked,
    }
}

fn code(node: &Node) -> Option<String> {
    let code = node.child("BkTxCd")?;
    let domain = code.child("Domn").and_then(|domain| {
        let family = domain.child("Fmly");
        let parts =
            [domain.text("Cd"), family.and_then(|f| f.text("Cd")), family.and_then(|f| f.text("SubFmlyCd"))];
        some(&parts.into_iter().flatten().collect::<Vec<_>>().join("-"))
    });
    domain.or_else(|| code.child("Prtry").and_then(|own| own.text("Cd")).and_then(some))
}
