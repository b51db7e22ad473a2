//! What is told of loans past due: buckets, and how loans rolled between them.
use chrono::NaiveDate;
use kernel::{Error, Money, Result, sheet::Sheet};
use risk::arrears::{self, ABSENT, Buckets, DEFINITION, Roll};
use schemars::JsonSchema;
use serde::Serialize;

use super::arrears::Columns;

/// How many loans of a bucket or of a cell are named.
const NAMED: usize = 100;

/// Loans of a bucket.
#[derive(Serialize, JsonSchema)]
pub struct ArrearsBucket {
    /// `0`, `1–30`, `181+`.
    bucket: String,
    /// The first of its days.
    from_days: i32,
    /// The last of its days; `null` for the last bucket.
    to_days: Option<i32>,
    /// How many loans.
    loans: u64,
    /// What they owe.
    balance: Money,
    /// Their share of all loans, 0–1.
    share_of_loans: f64,
    /// Their share of all that is owed, 0–1.
    share_of_balance: f64,
    /// The first 100 of them.
    loan_ids: Vec<String>,
}

/// Loans by bucket on one day.
#[derive(Serialize, JsonSchema)]
pub struct Aged {
    /// The day, if it was told.
    day: Option<NaiveDate>,
    /// How many loans.
    loans: u64,
    /// What they owe.
    balance: Money,
    /// Share of all that is owed by loans that are past due at all, 0–1.
    past_due: f64,
    /// Current first.
    buckets: Vec<ArrearsBucket>,
}

/// Loans that went from a bucket into another.
#[derive(Serialize, JsonSchema)]
pub struct RollCell {
    /// Where they were.
    from: String,
    /// Where they are; `null` when they left: paid off or sold.
    to: Option<String>,
    /// How many.
    loans: u64,
    /// What they owed before.
    balance: Money,
    /// Their share of the loans that were in `from`, 0–1.
    rate: f64,
    /// Their share of what was owed in `from`, 0–1.
    rate_by_balance: f64,
    /// The first 100 of them.
    loan_ids: Vec<String>,
}

/// What flows into a bucket.
#[derive(Serialize, JsonSchema)]
pub struct RollFlow {
    /// The bucket.
    bucket: String,
    /// What was owed in it before.
    opening: Money,
    /// What is owed in it after, by loans that joined too.
    closing: Money,
    /// Closing balance over the opening balance of the bucket before it; `null` for the first.
    net_flow: Option<f64>,
    /// Share of its balance that flows on into the last bucket, if each net flow goes on as it is.
    flow_to_last: f64,
    /// Share of its loans that became current; `null` for the first.
    cured: Option<f64>,
}

/// How loans rolled.
#[derive(Serialize, JsonSchema)]
pub struct Rolled {
    /// The cells that hold a loan, by `from` and `to`.
    cells: Vec<RollCell>,
    /// By bucket, current first.
    flows: Vec<RollFlow>,
    /// Loans that joined in the period.
    joined: u64,
    /// Loans that left.
    left: u64,
}

/// Days past due on a day or two.
#[derive(Serialize, JsonSchema)]
pub struct Arrears {
    /// On the earlier day, or on the only one.
    before: Aged,
    /// On the later day.
    after: Option<Aged>,
    /// From the one to the other.
    roll: Option<Rolled>,
    /// What the figures mean.
    definition: &'static str,
}

fn money(units: i128) -> Result<Money> {
    i64::try_from(units).map(Money::from_units).map_err(|_| Error::invalid("balance", "the sum is too large"))
}

fn named(ids: &[String], loans: Vec<u32>) -> Vec<String> {
    loans.into_iter().take(NAMED).filter_map(|loan| ids.get(loan as usize)).cloned().collect()
}

/// Buckets of both days, and what rolled between them.
pub fn arrears(columns: &Columns, buckets: &Buckets) -> Result<Arrears> {
    let after = columns.is_roll.then(|| aged(columns, buckets, 1)).transpose()?;
    let roll = columns.is_roll.then(|| rolled(columns, buckets)).transpose()?;
    Ok(Arrears { before: aged(columns, buckets, 0)?, after, roll, definition: DEFINITION })
}

fn aged(columns: &Columns, buckets: &Buckets, side: usize) -> Result<Aged> {
    let (days, exposure) = &columns.sides[side];
    let found = arrears::aging(days, exposure, buckets);
    let bucket = |(at, one): (usize, &arrears::Bucket)| {
        let (from_days, to_days) = buckets.days(at);
        Ok(ArrearsBucket {
            bucket: one.name.clone(),
            from_days,
            to_days,
            loans: one.loans,
            balance: money(one.exposure)?,
            share_of_loans: one.share_of_loans,
            share_of_balance: one.share_of_exposure,
            loan_ids: named(&columns.ids, arrears::loans(days, buckets, at)),
        })
    };
    Ok(Aged {
        day: columns.days[side],
        loans: found.buckets.iter().map(|one| one.loans).sum(),
        balance: money(found.buckets.iter().map(|one| one.exposure).sum())?,
        past_due: found.past_due,
        buckets: found.buckets.iter().enumerate().map(bucket).collect::<Result<_>>()?,
    })
}

fn rolled(columns: &Columns, buckets: &Buckets) -> Result<Rolled> {
    let (before, after) = (columns.snapshot(0), columns.snapshot(1));
    let mut roll = Roll::none(buckets);
    roll.add(before, after, buckets);
    let (rates, by_balance) = (roll.rates(), roll.rates_by_balance());
    let mut cells = Vec::new();
    for (from, row) in roll.loans.iter().enumerate() {
        for (at, loans) in row.iter().enumerate().filter(|(_, loans)| **loans > 0) {
            let to = (at < buckets.count()).then_some(at);
            cells.push(RollCell {
                from: buckets.name(from),
                to: to.map(|to| buckets.name(to)),
                loans: *loans,
                balance: money(roll.balances[from][at])?,
                rate: rates[from][at],
                rate_by_balance: by_balance[from][at],
                loan_ids: named(&columns.ids, arrears::rolled(before, after, buckets, (from, to))),
            });
        }
    }
    let joined = before.days.iter().filter(|days| **days == ABSENT).count() as u64;
    let left = cells.iter().filter(|cell| cell.to.is_none()).map(|cell| cell.loans).sum();
    Ok(Rolled { cells, flows: flows(&roll)?, joined, left })
}

fn flows(roll: &Roll) -> Result<Vec<RollFlow>> {
    let (net, last, cures) = (roll.net_flow(), roll.flow_to_last(), roll.cures());
    let second = |list: &[f64], at: usize| at.checked_sub(1).and_then(|at| list.get(at)).copied();
    let flow = |(at, name): (usize, &String)| {
        Ok(RollFlow {
            bucket: name.clone(),
            opening: money(roll.opening[at])?,
            closing: money(roll.closing[at])?,
            net_flow: second(&net, at),
            flow_to_last: last.get(at).copied().unwrap_or(0.0),
            cured: second(&cures, at),
        })
    };
    roll.names.iter().enumerate().map(flow).collect()
}

/// The cells of the roll, or the buckets of the only day.
pub fn table(found: &Arrears) -> Sheet {
    let Some(roll) = &found.roll else {
        let row = |one: &ArrearsBucket| {
            vec![
                one.bucket.clone(),
                one.loans.to_string(),
                one.balance.to_string(),
                one.share_of_loans.to_string(),
                one.share_of_balance.to_string(),
            ]
        };
        let titles = &["Days past due", "Loans", "Balance", "Share of loans", "Share of balance"];
        return Sheet { name: "arrears", titles, rows: found.before.buckets.iter().map(row).collect() };
    };
    let row = |cell: &RollCell| {
        vec![
            cell.from.clone(),
            cell.to.clone().unwrap_or_else(|| "left".into()),
            cell.loans.to_string(),
            cell.balance.to_string(),
            cell.rate.to_string(),
            cell.rate_by_balance.to_string(),
        ]
    };
    let titles = &["From", "To", "Loans", "Balance", "Roll rate", "Roll rate by balance"];
    Sheet { name: "roll-rates", titles, rows: roll.cells.iter().map(row).collect() }
}
