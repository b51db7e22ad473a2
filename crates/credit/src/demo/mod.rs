//! Two portfolios whose loans were rated every half-year for three years, and moved.
mod book;

use chrono::{Duration, NaiveDate};
use kernel::{Can, Demo, Given, IfMatch, Money, Result};
use risk::{scale::Rating, status::Status};

use crate::{
    day::Day,
    loan::{
        commands::{create, update},
        http::{LoanPatch, NewLoan},
    },
    permissions::Write,
    portfolio::{commands as portfolios, http::NewPortfolio},
    rating::{commands::record, http::NewRating},
    word::{Entry, LoanStatus, Notch},
};
use book::{BOOK, Plan};

/// How many days lie between two ratings.
const HALF_YEAR: i64 = 182;
/// How many half-years of history there are.
const STEPS: i64 = 6;

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    // The manager is one of the guests of the demo world; where they stay away, there are no books.
    let Ok(can) = world.can::<Write>("portfolio") else { return Ok(()) };
    let (home, abroad) = BOOK.split_at(25);
    for (name, says, plans, prefix) in [
        ("UK Corporate Loans", "Term loans to companies in the United Kingdom", home, "UK"),
        ("International Loans", "Term loans to companies abroad, in pounds", abroad, "INT"),
    ] {
        world.ago(Duration::days(HALF_YEAR * STEPS));
        let new = NewPortfolio { name: name.into(), description: Some(says.into()) };
        let portfolio = portfolios::create(&can, new).await?.id;
        let mut loans = Vec::with_capacity(plans.len());
        for (number, plan) in plans.iter().enumerate() {
            let loan_id = format!("{prefix}-{:03}", number + 1);
            let loan = create(&can, portfolio, plan.new_loan(world, loan_id)).await?;
            loans.push((plan, loan.id));
        }
        follow(world, &can, portfolio, &loans).await?;
    }
    world.at(world.now);
    Ok(())
}

/// Rates each loan every half-year; what has moved is changed on the loan itself, and so are the last statuses.
async fn follow(world: &Demo, can: &Can<Write>, portfolio: i64, loans: &[(&Plan, i64)]) -> Result<()> {
    for step in 0..=STEPS {
        // The last rating is a day old, so that nothing of the demo has happened just now.
        world.ago(Duration::days(HALF_YEAR * (STEPS - step)).max(Duration::days(1)));
        let today = world.app.clock.now().date_naive();
        for (plan, id) in loans {
            let (present, before) = (plan.rating(step), plan.rating((step - 1).max(0)));
            let status = (step == STEPS && plan.status != Status::Performing).then_some(plan.status);
            if present != before || status.is_some() {
                let patch = LoanPatch {
                    credit_rating: Given(Some(Notch(present))),
                    status: Given(status.map(LoanStatus)),
                    ..LoanPatch::default()
                };
                update(can, portfolio, *id, &IfMatch::default(), patch).await?;
            }
            if present == before {
                let rating = NewRating { snapshot_date: Day(today), credit_rating: Entry(present) };
                record(can, portfolio, *id, rating).await?;
            }
        }
    }
    Ok(())
}

impl Plan {
    fn rating(&self, step: i64) -> Rating {
        let name = usize::try_from(step).ok().and_then(|step| self.ratings.split(' ').nth(step));
        name.and_then(Rating::parse).unwrap_or(Rating::D)
    }

    fn new_loan(&self, world: &Demo, loan_id: String) -> NewLoan {
        let ratio = |hundredths: i64| Some(Money::from_units(hundredths * 100));
        let ends: NaiveDate = (world.now + Duration::days(self.runs)).date_naive();
        NewLoan {
            loan_id,
            borrower: self.borrower.into(),
            amount: Money::from_units(self.amount * Money::SCALE),
            rate: Money::from_units(self.rate * 100),
            sector: self.sector.into(),
            maturity_date: Day(ends),
            credit_rating: Notch(self.rating(0)),
            status: LoanStatus(Status::Performing),
            country: Some(self.country.into()),
            debt_to_equity: ratio(self.debt_to_equity),
            interest_coverage: ratio(self.interest_coverage),
            leverage_ratio: ratio(self.leverage),
        }
    }
}
