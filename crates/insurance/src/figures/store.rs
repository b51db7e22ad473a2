//! What the figures are made of. Terms that have run out are summed by the database; only those under way, or cut
//! short, are looked at one by one.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Money, Result, db::sum};
use sea_orm::{Condition, ExprTrait, FromQueryResult, JoinType, QuerySelect, Select, entity::prelude::*};

use crate::{
    claim::store::{self as claims, ClaimStatus},
    policy::store::{self as policies, PolicyType, term},
};

/// Whose book, in which currency.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Only this person's; `None` for the house's.
    pub owner: Option<i64>,
    /// Only in this currency.
    pub currency: Option<Currency>,
}

impl From<&Book> for Condition {
    fn from(book: &Book) -> Self {
        Self::all()
            .add_option(book.owner.map(|id| policies::Column::UserId.eq(id)))
            .add_option(book.currency.clone().map(|code| policies::Column::Currency.eq(code)))
    }
}

/// A term with what its policy says of it.
#[derive(Debug, FromQueryResult)]
#[expect(missing_docs, reason = "see model::Term")]
pub struct Running {
    pub policy_type: PolicyType,
    pub currency: Currency,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub premium: Money,
    pub cancelled_on: Option<NaiveDate>,
}

/// A sum over rows of one kind and currency.
#[derive(Debug, FromQueryResult)]
pub struct Sum {
    /// The kind of policy.
    pub policy_type: PolicyType,
    /// The currency.
    pub currency: Currency,
    /// How many rows.
    pub count: i64,
    /// What they come to.
    pub amount: Money,
}

fn by_kind<E: EntityTrait>(select: Select<E>) -> Select<E> {
    select
        .column(policies::Column::PolicyType)
        .column(policies::Column::Currency)
        .group_by(policies::Column::PolicyType)
        .group_by(policies::Column::Currency)
}

/// The premiums of terms that had run out by `day`.
pub async fn run_out(db: &impl ConnectionTrait, book: &Book, day: NaiveDate) -> Result<Vec<Sum>> {
    let over = term::Column::EndsOn.lte(day).and(term::Column::CancelledOn.is_null());
    let find = term::Entity::find()
        .select_only()
        .column_as(term::Column::Id.count(), "count")
        .expr_as(sum((term::Entity, term::Column::Premium)), "amount")
        .join(JoinType::InnerJoin, term::Relation::Policy.def())
        .filter(Condition::from(book).add(over));
    Ok(by_kind(find).into_model().all(db).await?)
}

/// Terms that had begun by `day`, and were not over or were cut short.
pub async fn running(db: &impl ConnectionTrait, book: &Book, day: NaiveDate) -> Result<Vec<Running>> {
    let begun = term::Column::StartsOn.lte(day);
    let lasting = term::Column::EndsOn.gt(day).or(term::Column::CancelledOn.is_not_null());
    let find = term::Entity::find()
        .select_only()
        .columns([term::Column::StartsOn, term::Column::EndsOn])
        .columns([term::Column::Premium, term::Column::CancelledOn])
        .column(policies::Column::PolicyType)
        .column(policies::Column::Currency)
        .join(JoinType::InnerJoin, term::Relation::Policy.def())
        .filter(Condition::from(book).add(begun).add(lasting));
    Ok(find.into_model().all(db).await?)
}

/// What claims come to that stood so just before `end`.
pub async fn claimed(
    db: &impl ConnectionTrait,
    book: &Book,
    status: ClaimStatus,
    end: DateTime<Utc>,
) -> Result<Vec<Sum>> {
    use claims::Column::{Amount, ApprovedAmount, PaidAt, PayableAmount, ReviewedAt, SubmittedAt};
    let not_yet = |column: claims::Column| column.is_null().or(column.gte(end));
    let (amount, stood) = match status {
        ClaimStatus::Pending => (Amount, SubmittedAt.lt(end).and(not_yet(ReviewedAt))),
        ClaimStatus::Approved => {
            (PayableAmount, ReviewedAt.lt(end).and(ApprovedAmount.is_not_null()).and(not_yet(PaidAt)))
        }
        ClaimStatus::Rejected => (Amount, ReviewedAt.lt(end).and(ApprovedAmount.is_null())),
        ClaimStatus::Paid => (PayableAmount, PaidAt.lt(end)),
    };
    let find = claims::Entity::find()
        .select_only()
        .column_as(claims::Column::Id.count(), "count")
        .expr_as(sum((claims::Entity, amount)), "amount")
        .join(JoinType::InnerJoin, claims::Relation::Policy.def())
        .filter(Condition::from(book).add(stood));
    Ok(by_kind(find).into_model().all(db).await?)
}
