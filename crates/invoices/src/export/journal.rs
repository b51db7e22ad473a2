//! The ledger journal: each invoice as a double entry. Expense before tax by rate and input tax by head on one side,
//! what the vendor gets on the other; a credit note the other way round. Both sides are equal to the last decimal.
use std::collections::BTreeMap;

use kernel::{App, Money, Result};
use serde::Deserialize;

use crate::invoice::{extracted::Extracted, store::Model};

/// The accounts of the house; the settings explain each.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Accounts {
    pub account_expense: String,
    pub account_payable: String,
    pub account_round_off: String,
    pub account_suspense: String,
    pub account_vat: String,
    pub account_cgst: String,
    pub account_sgst: String,
    pub account_utgst: String,
    pub account_igst: String,
    pub account_cess: String,
    pub account_other_tax: String,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            account_expense: "Purchases".into(),
            account_payable: "Accounts payable".into(),
            account_round_off: "Round-off".into(),
            account_suspense: "Suspense".into(),
            account_vat: "Input VAT".into(),
            account_cgst: "Input CGST".into(),
            account_sgst: "Input SGST".into(),
            account_utgst: "Input UTGST".into(),
            account_igst: "Input IGST".into(),
            account_cess: "Input cess".into(),
            account_other_tax: "Other input tax".into(),
        }
    }
}

impl Accounts {
    /// Of this house.
    pub fn of(app: &App) -> Result<Self> {
        app.settings.of("invoices")
    }

    fn tax(&self, kind: &str) -> &str {
        match kind {
            "vat" => &self.account_vat,
            "cgst" => &self.account_cgst,
            "sgst" => &self.account_sgst,
            "utgst" => &self.account_utgst,
            "igst" => &self.account_igst,
            "cess" => &self.account_cess,
            _ => &self.account_other_tax,
        }
    }
}

/// A line of an entry: one of both amounts is zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: String,
    /// What it is about: a rate.
    pub memo: String,
    /// On the left.
    pub debit: Money,
    /// On the right.
    pub credit: Money,
}

/// What stands above the columns.
pub const TITLES: &[&str] =
    &["Entry", "Date", "Invoice Number", "Vendor", "Account", "Memo", "Debit", "Credit", "Currency"];

/// A difference up to this is a rounding; a larger one that the invoice does not name waits on the suspense account.
const ROUNDING: Money = Money::from_units(Money::SCALE);

/// The entry of an invoice; none where it has no total, or one that sums can't bear.
pub fn entry(row: &Model, read: &Extracted, accounts: &Accounts) -> Option<Vec<Posting>> {
    let tax = row.tax_amount.or_else(|| Money::try_sum(read.taxes.iter().filter_map(|tax| tax.amount)).ok());
    let tax = tax.unwrap_or_default();
    let gross = match (row.total_amount, row.taxable_amount) {
        (Some(gross), _) => gross,
        (None, Some(net)) => net.checked_add(tax).ok()?,
        (None, None) => return None,
    };
    let net = row.taxable_amount.map_or_else(|| gross.checked_sub(tax).ok(), Some)?;
    let mut debits = expenses(read, net, accounts)?;
    debits.extend(heads(read, tax, accounts)?);
    let debited = Money::try_sum(debits.iter().map(|debit| debit.2)).ok()?;
    let rest = gross.checked_sub(debited).ok()?;
    if rest != Money::ZERO {
        let small = rest.units().unsigned_abs() <= ROUNDING.units().unsigned_abs();
        let printed = read.amount("round_off") == Some(rest);
        let account = if small || printed { &accounts.account_round_off } else { &accounts.account_suspense };
        debits.push((account.clone(), String::new(), rest));
    }
    // What a credit note says without a sign is given back.
    let back = row.kind.as_deref() == Some("credit_note") && gross > Money::ZERO;
    let mut all = vec![];
    for (account, memo, amount) in debits {
        all.extend(posting(account, memo, amount, back)?);
    }
    all.extend(posting(accounts.account_payable.clone(), String::new(), gross.checked_neg().ok()?, back)?);
    Some(all)
}

type Debit = (String, String, Money);

/// The expense by rate; what the rates don't explain has none.
fn expenses(read: &Extracted, net: Money, accounts: &Accounts) -> Option<Vec<Debit>> {
    let mut bases: BTreeMap<Money, Money> = BTreeMap::new();
    for tax in &read.taxes {
        let (Some(rate), Some(base)) = (tax.rate, tax.base) else { continue };
        let rate = match tax.kind.as_str() {
            "cgst" => rate.checked_add(rate).ok()?,
            // The same base once more.
            "sgst" | "utgst" | "cess" => continue,
            _ => rate,
        };
        let sum = bases.entry(rate).or_default();
        *sum = sum.checked_add(base).ok()?;
    }
    let explained = Money::try_sum(bases.values().copied()).ok()?;
    let rest = net.checked_sub(explained).ok()?;
    let expense = |memo: String, amount| (accounts.account_expense.clone(), memo, amount);
    let by_rate = bases.into_iter().map(|(rate, base)| expense(format!("{} %", shown(rate)), base));
    Some(by_rate.chain((rest != Money::ZERO).then(|| expense(String::new(), rest))).collect())
}

/// Input tax by head; what the heads don't explain goes to the last.
fn heads(read: &Extracted, tax: Money, accounts: &Accounts) -> Option<Vec<Debit>> {
    let mut heads: Vec<Debit> = vec![];
    for part in &read.taxes {
        let Some(amount) = part.amount else { continue };
        let memo = part.rate.map(|rate| format!("{} %", shown(rate))).unwrap_or_default();
        heads.push((accounts.tax(&part.kind).to_owned(), memo, amount));
    }
    let rest = tax.checked_sub(Money::try_sum(heads.iter().map(|head| head.2)).ok()?).ok()?;
    if rest != Money::ZERO {
        heads.push((accounts.account_other_tax.clone(), String::new(), rest));
    }
    Some(heads)
}

fn shown(rate: Money) -> String {
    rate.to_string().trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A line; an amount below nothing stands on the other side, nothing stands nowhere.
fn posting(account: String, memo: String, amount: Money, back: bool) -> Option<Option<Posting>> {
    let size = if amount < Money::ZERO { amount.checked_neg().ok()? } else { amount };
    let left = (amount > Money::ZERO) != back;
    let (debit, credit) = if left { (size, Money::ZERO) } else { (Money::ZERO, size) };
    Some((amount != Money::ZERO).then_some(Posting { account, memo, debit, credit }))
}

/// The lines as cells.
pub fn cells(row: &Model, postings: Vec<Posting>) -> Vec<Vec<String>> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let side = |amount: Money| if amount == Money::ZERO { String::new() } else { amount.to_string() };
    let line = |posting: Posting| {
        vec![
            row.id.to_string(),
            row.invoice_date.map(|day| day.to_string()).unwrap_or_default(),
            text(&row.invoice_number),
            text(&row.vendor_name),
            posting.account,
            posting.memo,
            side(posting.debit),
            side(posting.credit),
            row.currency.clone(),
        ]
    };
    postings.into_iter().map(line).collect()
}
