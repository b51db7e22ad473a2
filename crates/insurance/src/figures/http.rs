//! The figures over HTTP.
use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};
use garde::Validate;
use kernel::{Caller, Can, Currency, Money, One, Query, Result, Routes};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    model::{self, Figures, Lines},
    store::{self, Book},
};
use crate::{
    claim::store::ClaimStatus,
    day::Day,
    permissions::{Read, Review},
    policy::{model::Term, store::PolicyType},
};

/// At which date, in which currency.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct FiguresFilter {
    /// Premiums as they stand at the beginning of this day, claims as they stood at its end; today by default.
    #[garde(skip)]
    as_of: Option<Day>,
    /// Only this currency.
    #[garde(skip)]
    currency: Option<Currency>,
}

/// What a book comes to. `earned_premium + unearned_premium = written_premium`, at every date. Premiums are earned
/// pro rata temporis: premium × days passed / days of the term (the 365ths method, by each contract).
#[derive(Serialize, JsonSchema)]
pub struct InsuranceFigures {
    /// Terms with cover on that day.
    pub policies_in_force: i64,
    /// The premiums of all terms that had begun, less refunds.
    pub written_premium: Money,
    /// The part of them for days that had passed.
    pub earned_premium: Money,
    /// The part of them for days to come.
    pub unearned_premium: Money,
    /// What was paid for claims.
    pub paid_claims: Money,
    /// What was approved and not paid yet.
    pub approved_claims: Money,
    /// Claims that waited for a decision.
    pub open_claims: i64,
    /// What they asked for.
    pub open_claims_amount: Money,
    /// Paid, approved and open amounts together: what claims have cost, and reserves for what they may still cost.
    pub incurred_claims: Money,
    /// Incurred claims / earned premium: 0.65 is 65 %. `null` where nothing was earned.
    pub loss_ratio: Option<f64>,
}

impl InsuranceFigures {
    fn of(figures: &Figures) -> Result<Self> {
        Ok(Self {
            policies_in_force: figures.in_force,
            written_premium: figures.premiums.written,
            earned_premium: figures.premiums.earned,
            unearned_premium: figures.premiums.unearned,
            paid_claims: figures.paid,
            approved_claims: figures.approved,
            open_claims: figures.open,
            open_claims_amount: figures.open_amount,
            incurred_claims: figures.incurred()?,
            loss_ratio: figures.loss_ratio()?,
        })
    }
}

/// The figures of one kind of policy.
#[derive(Serialize, JsonSchema)]
pub struct FiguresOfType {
    /// The kind.
    pub policy_type: PolicyType,
    /// Its figures.
    #[serde(flatten)]
    pub figures: InsuranceFigures,
}

/// The figures of one currency.
#[derive(Serialize, JsonSchema)]
pub struct FiguresOfCurrency {
    /// The currency.
    pub currency: Currency,
    /// All kinds of policies together.
    pub total: InsuranceFigures,
    /// Each by itself.
    pub by_type: Vec<FiguresOfType>,
}

/// A book at a date. Amounts of different currencies are never added.
#[derive(Serialize, JsonSchema)]
pub struct FiguresOfBook {
    /// The date.
    pub as_of: NaiveDate,
    /// One entry a currency, in alphabetical order.
    pub currencies: Vec<FiguresOfCurrency>,
}

async fn figures(caller: &Caller, owner: Option<i64>, filter: FiguresFilter) -> Result<FiguresOfBook> {
    let day = filter.as_of.map_or_else(|| caller.app().clock.now().date_naive(), |day| day.0);
    let book = Book { owner, currency: filter.currency };
    let end = day.checked_add_days(Days::new(1)).unwrap_or(day).and_time(NaiveTime::MIN).and_utc();
    let db = caller.db();
    let mut all: BTreeMap<Currency, Lines> = BTreeMap::new();
    for sum in store::run_out(db, &book, day).await? {
        let line = model::line(all.entry(sum.currency).or_default(), sum.policy_type);
        line.premiums.written = line.premiums.written.checked_add(sum.amount)?;
        line.premiums.earned = line.premiums.earned.checked_add(sum.amount)?;
    }
    for row in store::running(db, &book, day).await? {
        let (starts_on, ends_on, premium, cancelled_on) =
            (row.starts_on, row.ends_on, row.premium, row.cancelled_on);
        let term = Term { starts_on, ends_on, premium, cancelled_on };
        model::add_term(model::line(all.entry(row.currency).or_default(), row.policy_type), &term, day)?;
    }
    for sum in store::claimed(db, &book, ClaimStatus::Paid, end).await? {
        model::line(all.entry(sum.currency).or_default(), sum.policy_type).paid = sum.amount;
    }
    for sum in store::claimed(db, &book, ClaimStatus::Approved, end).await? {
        model::line(all.entry(sum.currency).or_default(), sum.policy_type).approved = sum.amount;
    }
    for sum in store::claimed(db, &book, ClaimStatus::Pending, end).await? {
        let line = model::line(all.entry(sum.currency).or_default(), sum.policy_type);
        (line.open, line.open_amount) = (sum.count, sum.amount);
    }
    let currencies = all.into_iter().map(of_currency).collect::<Result<_>>()?;
    Ok(FiguresOfBook { as_of: day, currencies })
}

fn of_currency((currency, mut lines): (Currency, Lines)) -> Result<FiguresOfCurrency> {
    lines.sort_by_key(|(kind, _)| kind.to_string());
    let total = lines.iter().try_fold(Figures::default(), |sum, (_, line)| sum.and(line))?;
    let by_type = lines
        .iter()
        .map(|(kind, line)| Ok(FiguresOfType { policy_type: *kind, figures: InsuranceFigures::of(line)? }));
    Ok(FiguresOfCurrency {
        currency,
        by_type: by_type.collect::<Result<_>>()?,
        total: InsuranceFigures::of(&total)?,
    })
}

async fn get_own_figures(can: Can<Read>, filter: Query<FiguresFilter>) -> Result<One<FiguresOfBook>> {
    figures(&can, Some(can.user_id), filter.0).await.map(One)
}

async fn get_book_figures(can: Can<Review>, filter: Query<FiguresFilter>) -> Result<One<FiguresOfBook>> {
    figures(&can, None, filter.0).await.map(One)
}

/// The operations on figures.
pub fn routes() -> Routes {
    let own = ["/api/v1/insurance/summary", "/api/v1/insurance/figures"];
    Routes::new().get(own, get_own_figures, "See the figures of your policies").get(
        "/api/v1/insurance/admin/figures",
        get_book_figures,
        "See the figures of the whole book",
    )
}
