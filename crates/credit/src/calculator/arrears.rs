//! Days past due: loans by bucket on a day, and how they rolled from one day to another.
use std::collections::HashMap;

use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Error, Money, Query, Result, Routes, Valid};
use risk::arrears::{self, ABSENT, Buckets, Snapshot};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Formed, formed,
    rolled::{self, Arrears},
};
use crate::{
    analysis::answer::Answer,
    day::{Day, number},
    figure::MOST,
    permissions::Read,
};

/// The most loans of a snapshot; a body of them stays below what a request may hold.
const MOST_LOANS: usize = 10_000;

/// The most days past due: a hundred years.
const LONGEST: i32 = 36_500;

/// A loan on the day of a snapshot.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct OwedLoan {
    /// Its id, unique in the snapshot; the same loan has the same id in both.
    #[garde(length(chars, min = 1, max = 50))]
    loan_id: String,
    /// What is owed: 0 to 1,000,000,000.
    #[garde(range(min = Money::ZERO, max = MOST))]
    balance: Money,
    /// Days past due: 0 to 36,500. Either this or `oldest_due`; without both nothing is past due.
    #[serde(default)]
    #[garde(range(min = 0, max = LONGEST))]
    days_past_due: Option<i32>,
    /// When the oldest unpaid payment was due; needs the `day` of the snapshot.
    #[serde(default)]
    #[garde(skip)]
    oldest_due: Option<Day>,
}

/// The loans on a day.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ArrearsSnapshot {
    /// The day; needed where a loan tells `oldest_due`.
    #[serde(default)]
    #[garde(skip)]
    day: Option<Day>,
    /// The loans: 1 to 10,000.
    #[garde(dive)]
    #[schemars(length(min = 1, max = 10_000))]
    loans: Vec<OwedLoan>,
}

/// One snapshot, or two of which the first is the earlier.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct ArrearsAsked {
    /// The last days of the buckets but the last, ascending, 0 to 36,500, at most 30 of them. By default
    /// 0, 30, 60, 90, 180: the buckets 0, 1–30, 31–60, 61–90, 91–180, 181+.
    #[serde(default)]
    #[garde(skip)]
    #[schemars(inner(range(min = 0, max = 36_500)))]
    limits: Option<Vec<i32>>,
    /// The loans on the earlier day, or on the only one.
    #[garde(dive)]
    before: ArrearsSnapshot,
    /// The loans one period later. A loan that is missing has left; a new one has joined.
    #[serde(default)]
    #[garde(dive)]
    after: Option<ArrearsSnapshot>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "before": { "day": "2027-01-31", "loans": [
            { "loan_id": "L1", "balance": 100 }, { "loan_id": "L2", "balance": 200, "days_past_due": 15 },
        ] },
        "after": { "day": "2027-02-28", "loans": [
            { "loan_id": "L1", "balance": 95 }, { "loan_id": "L2", "balance": 200, "oldest_due": "2027-01-16" },
        ] },
    })
}

impl ArrearsAsked {
    fn buckets(&self) -> Result<Buckets> {
        let Some(limits) = &self.limits else { return Ok(Buckets::default()) };
        let wrong = "must be 1 to 30 whole numbers of days, ascending, from 0 to 36500";
        let known = limits.last().is_some_and(|last| *last <= LONGEST);
        Buckets::new(limits.clone()).filter(|_| known).ok_or_else(|| Error::invalid("limits", wrong))
    }
}

/// Two snapshots as columns over the same loans.
pub struct Columns {
    /// Ids of all loans, those of the earlier snapshot first.
    pub ids: Vec<String>,
    /// Days past due, and balances in ten-thousandths of a unit: before, after.
    pub sides: [(Vec<i32>, Vec<i64>); 2],
    /// The days of the snapshots.
    pub days: [Option<NaiveDate>; 2],
    /// Whether there is a later snapshot.
    pub is_roll: bool,
}

impl Columns {
    fn of(asked: ArrearsAsked) -> Result<Self> {
        let is_roll = asked.after.is_some();
        let days = [&Some(&asked.before), &asked.after.as_ref()].map(|side| side.and_then(|one| one.day));
        let mut found = Self {
            ids: Vec::new(),
            sides: Default::default(),
            days: days.map(|day| day.map(|day| day.0)),
            is_roll,
        };
        let mut places = HashMap::new();
        for (at, (name, side)) in
            [("before", Some(asked.before)), ("after", asked.after)].into_iter().enumerate()
        {
            if side.as_ref().is_some_and(|side| !(1..=MOST_LOANS).contains(&side.loans.len())) {
                return Err(Error::invalid(
                    &format!("{name}.loans"),
                    format!("must be 1 to {MOST_LOANS} loans"),
                ));
            }
            for (line, loan) in side.into_iter().flat_map(|side| side.loans).enumerate() {
                let field = format!("{name}.loans[{line}]");
                let days = past_due(&loan, found.days[at], &field)?;
                let place = *places.entry(loan.loan_id.clone()).or_insert_with(|| {
                    found.ids.push(loan.loan_id);
                    found.ids.len() - 1
                });
                found.put(at, place, days, loan.balance.units(), &field)?;
            }
        }
        found.sides.iter_mut().for_each(|(days, balances)| {
            days.resize(found.ids.len(), ABSENT);
            balances.resize(found.ids.len(), 0);
        });
        Ok(found)
    }

    fn put(&mut self, side: usize, place: usize, days: i32, balance: i64, field: &str) -> Result<()> {
        let (all, balances) = &mut self.sides[side];
        if all.len() <= place {
            all.resize(place + 1, ABSENT);
            balances.resize(place + 1, 0);
        }
        if all[place] != ABSENT {
            let says = "stands twice in the snapshot; a loan has one line";
            return Err(Error::invalid(&format!("{field}.loan_id"), says));
        }
        (all[place], balances[place]) = (days, balance);
        Ok(())
    }

    /// The loans on one of the days: 0 the earlier, 1 the later.
    pub fn snapshot(&self, side: usize) -> Snapshot<'_> {
        Snapshot { days: &self.sides[side].0, exposure: &self.sides[side].1 }
    }
}

fn past_due(loan: &OwedLoan, day: Option<NaiveDate>, field: &str) -> Result<i32> {
    match (loan.days_past_due, loan.oldest_due, day) {
        (Some(_), Some(_), _) => {
            Err(Error::invalid(&format!("{field}.oldest_due"), "tell either days_past_due or oldest_due"))
        }
        (days, None, _) => Ok(days.unwrap_or(0)),
        (None, Some(due), Some(day)) => Ok(arrears::days_past_due(Some(number(due.0)), number(day))),
        (None, Some(_), None) => {
            Err(Error::invalid(&format!("{field}.oldest_due"), "needs the day of its snapshot"))
        }
    }
}

async fn calculate_arrears(
    _: Can<Read>,
    form: Query<Formed>,
    body: Valid<ArrearsAsked>,
) -> Result<Answer<Arrears>> {
    let buckets = body.0.buckets()?;
    let found = rolled::arrears(&Columns::of(body.0)?, &buckets)?;
    formed(found, &form.0, rolled::table).await
}

/// The operation.
pub fn routes() -> Routes {
    let says = "Sort loans by days past due, and work out roll rates";
    Routes::new().post("/api/v1/credit/arrears", calculate_arrears, says)
}
