//! The tools: what can be asked of the invoices of one batch. They only read, they see nothing but the batch that
//! their [`Scope`] was opened for, and every figure of an answer comes out of one of them.
pub mod rate;
pub mod store;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::{Caller, Money, Result};

use super::plan::{Figure, Filter, Group, Measure, Order, Plan};
use crate::{
    batch::{commands::NOT_YOURS, store::Model as Batch},
    check::store::Model as Found,
    permissions,
    vendor::store::Model as Vendor,
};
use rate::RateSum;
use store::{Row, Sums};

/// Most invoices that an answer names.
pub const NAMED: u64 = 20;

/// One batch, that the caller may see.
#[derive(Clone)]
pub struct Scope {
    caller: Caller,
    batch: Batch,
    today: NaiveDate,
}

/// What a tool found.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Invoices, how many there are, and what all of them come to.
    Rows {
        /// The first of them.
        rows: Vec<Row>,
        /// How many there are.
        total: i64,
        /// What all of them come to.
        sums: Vec<Sums>,
    },
    /// What they come to, by group and currency; and at the time to compare with.
    Sums {
        /// Now.
        now: Vec<Sums>,
        /// At the time to compare with.
        before: Option<Vec<Sums>>,
    },
    /// What they come to by the rate of the tax.
    Rates(Vec<RateSum>),
    /// How many there are by reason.
    Reasons(Vec<(String, i64)>),
    /// Why these are flagged, failed or rejected.
    Explained {
        /// The invoices.
        rows: Vec<Row>,
        /// How many there are.
        total: i64,
        /// What was found in them.
        found: Vec<Found>,
    },
    /// Pairs that may be one.
    Twins {
        /// What the rules say.
        found: Vec<Found>,
        /// The invoices that they speak of, as far as the caller may see them.
        rows: Vec<Row>,
    },
    /// Vendors, the riskiest first.
    Risks(Vec<Vendor>),
}

impl Scope {
    /// Of a batch; 403 where it is not the caller's.
    pub fn of(caller: &Caller, batch: &Batch) -> Result<Self> {
        permissions::check(caller, batch.created_by, NOT_YOURS)?;
        let today = caller.app().clock.now().date_naive();
        Ok(Self { caller: caller.clone(), batch: batch.clone(), today })
    }

    /// The day of the question.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The batch.
    pub fn batch(&self) -> &Batch {
        &self.batch
    }

    /// The house.
    pub fn app(&self) -> &kernel::App {
        self.caller.app()
    }

    /// The names of its vendors.
    pub async fn vendor_names(&self) -> Result<Vec<String>> {
        store::names(self.caller.db(), self.batch.id, store::MOST_GROUPS).await
    }

    /// Runs a query.
    pub async fn run(&self, plan: &Plan) -> Result<Outcome> {
        let most = plan.most.map_or(NAMED, |most| u64::from(most).clamp(1, NAMED));
        Ok(match (plan.measure, plan.group) {
            (Measure::Count, Some(Group::Reason)) => {
                Outcome::Reasons(store::by_reason(self.caller.db(), self.over(&plan.filter)).await?)
            }
            (Measure::Sum(_) | Measure::Count | Measure::Average(_), Some(Group::Rate)) => {
                Outcome::Rates(self.rates(plan).await?)
            }
            (Measure::Sum(_), None) if plan.filter.rate.is_some() => Outcome::Rates(self.rates(plan).await?),
            (Measure::Sum(figure) | Measure::Average(figure), group) => {
                self.sums(plan, figure, group).await?
            }
            (Measure::Count, group) => self.sums(plan, Figure::Gross, group).await?,
            (Measure::Largest(figure), _) => {
                self.rows(&plan.filter, Some(Order::LargestFirst), figure, plan.most.map_or(1, |_| most))
                    .await?
            }
            (Measure::Smallest(figure), _) => {
                self.rows(&plan.filter, Some(Order::SmallestFirst), figure, plan.most.map_or(1, |_| most))
                    .await?
            }
            (Measure::Reasons | Measure::Status, _) => self.explained(plan, most).await?,
            (Measure::Duplicates, _) => self.twins(plan).await?,
            (Measure::Risk, _) => {
                Outcome::Risks(store::risks(self.caller.db(), self.over(&plan.filter), most).await?)
            }
            (Measure::List, _) => {
                let figure = if plan.order == Some(Order::DueFirst) { Figure::Due } else { Figure::Gross };
                self.rows(&plan.filter, plan.order, figure, most).await?
            }
        })
    }

    fn over<'a>(&self, filter: &'a Filter) -> (i64, &'a Filter, NaiveDate) {
        (self.batch.id, filter, self.today)
    }

    async fn rows(
        &self,
        filter: &Filter,
        order: Option<Order>,
        figure: Figure,
        most: u64,
    ) -> Result<Outcome> {
        let db = self.caller.db();
        let (rows, total) = store::rows(db, self.over(filter), order, figure, most).await?;
        let sums = store::sums(db, self.over(filter), figure, None).await?;
        Ok(Outcome::Rows { rows, total, sums })
    }

    async fn sums(&self, plan: &Plan, figure: Figure, group: Option<Group>) -> Result<Outcome> {
        let now = self.grouped(&plan.filter, figure, group).await?;
        let before = match &plan.compare {
            Some(period) => {
                let filter = Filter { period: Some(period.clone()), ..plan.filter.clone() };
                Some(self.grouped(&filter, figure, group).await?)
            }
            None => None,
        };
        Ok(Outcome::Sums { now, before })
    }

    async fn grouped(&self, filter: &Filter, figure: Figure, group: Option<Group>) -> Result<Vec<Sums>> {
        let db = self.caller.db();
        if group == Some(Group::Month) {
            return Ok(monthly(store::daily(db, self.over(filter), figure).await?));
        }
        store::sums(db, self.over(filter), figure, group).await
    }

    async fn rates(&self, plan: &Plan) -> Result<Vec<RateSum>> {
        let filter = Filter { rate: None, ..plan.filter.clone() };
        let sums =
            store::taxes(self.caller.db(), self.over(&filter), rate::Rates::default(), rate::Rates::with)
                .await?;
        let only = plan.filter.rate;
        Ok(sums.done().into_iter().filter(|sum| only.is_none() || sum.rate == only).collect())
    }

    async fn explained(&self, plan: &Plan, most: u64) -> Result<Outcome> {
        let db = self.caller.db();
        let filter = &plan.filter;
        let (mut rows, mut total) = store::rows(db, self.over(filter), None, Figure::Gross, most).await?;
        if let Some(needle) = &filter.invoice
            && rows.iter().any(|row| store::is_meant(row, needle))
        {
            rows.retain(|row| store::is_meant(row, needle));
            total = rows.len() as i64;
        }
        let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let found = store::reasons(db, &ids, 200).await?;
        Ok(Outcome::Explained { rows, total, found })
    }

    async fn twins(&self, plan: &Plan) -> Result<Outcome> {
        let db = self.caller.db();
        let found = store::twins_of(db, self.over(&plan.filter), NAMED).await?;
        let both = found.iter().flat_map(|one| [Some(one.invoice_id), one.other_invoice_id]).flatten();
        let ids = both.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let rows = store::visible(db, &ids, permissions::scope(&self.caller)).await?;
        Ok(Outcome::Twins { found, rows })
    }
}

/// The sums of days as sums of months.
fn monthly(days: Vec<(Option<NaiveDate>, Sums)>) -> Vec<Sums> {
    let mut months: BTreeMap<(Option<String>, String), Sums> = BTreeMap::new();
    for (day, sums) in days {
        let name = day.map(|day| day.format("%Y-%m").to_string());
        let month = months.entry((name.clone(), sums.currency.clone())).or_insert_with(|| Sums {
            name,
            currency: sums.currency.clone(),
            ..Sums::default()
        });
        month.count += sums.count;
        month.known += sums.known;
        month.amount = month.amount.checked_add(sums.amount).unwrap_or(month.amount);
    }
    months.into_values().collect()
}

/// The average of a sum, to four decimals.
pub fn average(sums: &Sums) -> Option<Money> {
    sums.amount.mul_ratio(1, sums.known, kernel::money::Rounding::HalfEven).ok()
}
