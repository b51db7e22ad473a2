//! Entering, changing and deleting loans.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Result, page::etag};
use sea_orm::ActiveValue::Set;

use super::{
    http::{Loan, LoanPatch, NewLoan},
    model,
    store::{self, Model},
};
use crate::{
    events,
    permissions::Write,
    portfolio::{
        commands::{held, seen as portfolio_seen},
        store as portfolios,
    },
    rating, word,
};

/// 404.
pub fn missing() -> Error {
    Error::not_found("Loan not found")
}

/// The loan, if the caller may see its portfolio.
pub async fn seen(caller: &Caller, portfolio: i64, id: i64) -> Result<Model> {
    portfolio_seen(caller, portfolio).await?;
    store::by_id(caller.db(), portfolio, id, false).await?.ok_or_else(missing)
}

/// The loan and its portfolio, both locked for the change.
pub async fn locked(
    caller: &Caller,
    change: &Change,
    portfolio: i64,
    id: i64,
) -> Result<(portfolios::Model, Model)> {
    let portfolio = held(caller, change, portfolio).await?;
    let loan = store::by_id(change.db(), portfolio.id, id, true).await?.ok_or_else(missing)?;
    Ok((portfolio, loan))
}

/// Enters a loan.
pub async fn create(can: &Can<Write>, portfolio: i64, new: NewLoan) -> Result<Loan> {
    let change = can.change().await?;
    let mut portfolio = held(can, &change, portfolio).await?;
    model::runs_on(new.maturity_date.0, change.now().date_naive())?;
    let loan_id = model::text("loan_id", &new.loan_id)?;
    if !store::known(change.db(), portfolio.id, std::slice::from_ref(&loan_id)).await?.is_empty() {
        return Err(Error::bad_request(model::exists(&loan_id)));
    }
    let row = store::ActiveModel {
        portfolio_id: Set(portfolio.id),
        loan_id: Set(loan_id),
        borrower: Set(model::text("borrower", &new.borrower)?),
        amount: Set(new.amount.units()),
        rate: Set(new.rate.units()),
        sector: Set(model::text("sector", &new.sector)?),
        maturity_date: Set(new.maturity_date.0),
        credit_rating: Set(new.credit_rating.number()),
        status: Set(new.status.0.name().to_owned()),
        country: Set(model::optional(new.country)),
        debt_to_equity: Set(new.debt_to_equity.map(model::hundredths)),
        interest_coverage: Set(new.interest_coverage.map(model::hundredths)),
        leverage_ratio: Set(new.leverage_ratio.map(model::hundredths)),
        revision: Set(portfolios::next_revision(change.db(), &mut portfolio).await?),
        created_at: Set(change.now()),
        updated_at: Set(change.now()),
        ..Default::default()
    };
    let loan = Loan::from(store::insert(change.db(), row).await?);
    finish(change, events::LOAN_CREATED, portfolio.owner_id, &loan, Act::new("create_loan").after(&loan))
        .await?;
    Ok(loan)
}

/// Changes what was sent of a loan. A new rating also goes into its history.
pub async fn update(
    can: &Can<Write>,
    portfolio: i64,
    id: i64,
    if_match: &IfMatch,
    body: LoanPatch,
) -> Result<Loan> {
    let change = can.change().await?;
    let (mut portfolio, row) = locked(can, &change, portfolio, id).await?;
    let before = Loan::from(row.clone());
    if_match.check(&etag(&before))?;
    let (mut after, fields) = patched(&row, body)?;
    if fields.is_empty() {
        return Ok(before);
    }
    if after.credit_rating != row.credit_rating {
        rating::commands::follow(&change, &row, word::rating(after.credit_rating)).await?;
    }
    after.revision = portfolios::next_revision(change.db(), &mut portfolio).await?;
    after.updated_at = change.now();
    let loan = Loan::from(store::save(change.db(), after).await?);
    let says = format!("Changed {} of loan {}", fields.join(", "), loan.loan_id);
    let act = Act::new("update_loan").saying(says).before(&before).after(&loan);
    finish(change, events::LOAN_UPDATED, portfolio.owner_id, &loan, act).await?;
    Ok(loan)
}

/// The row with what was sent put in, and the names of what that changed.
fn patched(row: &Model, body: LoanPatch) -> Result<(Model, Vec<&'static str>)> {
    let mut after = row.clone();
    let mut fields = vec![];
    macro_rules! put {
        ($($field:ident: $value:expr;)*) => { $(
            if let Some(given) = body.$field.0 {
                let value: Result<_> = $value(given);
                let value = value?;
                if value != after.$field {
                    after.$field = value;
                    fields.push(stringify!($field));
                }
            } )*
        };
    }
    put! {
        borrower: |text: String| model::text("borrower", &text);
        amount: |amount: kernel::Money| Ok(amount.units());
        rate: |rate: kernel::Money| Ok(rate.units());
        sector: |text: String| model::text("sector", &text);
        maturity_date: |day: crate::day::Day| Ok(day.0);
        credit_rating: |notch: word::Notch| Ok(notch.number());
        status: |status: word::LoanStatus| Ok(status.0.name().to_owned());
        country: |text| Ok(model::optional(text));
        debt_to_equity: |ratio: Option<_>| Ok(ratio.map(model::hundredths));
        interest_coverage: |ratio: Option<_>| Ok(ratio.map(model::hundredths));
        leverage_ratio: |ratio: Option<_>| Ok(ratio.map(model::hundredths));
    }
    Ok((after, fields))
}

/// Deletes a loan with its ratings.
pub async fn delete(can: &Can<Write>, portfolio: i64, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let (mut portfolio, row) = locked(can, &change, portfolio, id).await?;
    let loan = Loan::from(row.clone());
    if_match.check(&etag(&loan))?;
    let revision = portfolios::next_revision(change.db(), &mut portfolio).await?;
    store::delete(change.db(), &row, revision).await?;
    let act = Act::new("delete_loan").before(&loan);
    finish(change, events::LOAN_DELETED, portfolio.owner_id, &loan, act).await
}

async fn finish(mut change: Change, topic: &'static str, owner: i64, loan: &Loan, act: Act) -> Result<()> {
    events::tell(&mut change, topic, owner, loan)?;
    change.commit(act.on(format!("loan:{}", loan.id))).await
}
