//! What the daily round looks for, and whom it has reminded.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::Result;
use sea_orm::{ActiveValue::Set, ExprTrait, QueryOrder, QuerySelect, entity::prelude::*};

use crate::policy::store::{Column, Entity, Model, PolicyStatus};

/// Who was reminded of what.
mod reminder {
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "policy_reminders")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub policy_id: i64,
        pub renewal_on: NaiveDate,
        pub days: i64,
        pub sent_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Active policies whose renewal date lies before `before`, locked; the first `most` of them.
pub async fn past_renewal(db: &impl ConnectionTrait, before: DateTime<Utc>, most: u64) -> Result<Vec<Model>> {
    let due = Column::Status.eq(PolicyStatus::Active).and(Column::RenewalDate.lt(before));
    Ok(Entity::find().filter(due).order_by_asc(Column::Id).limit(most).lock_exclusive().all(db).await?)
}

/// Marks policies as expired, in one statement.
pub async fn expire(db: &impl ConnectionTrait, ids: &[i64], now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Status, Expr::value(PolicyStatus::Expired))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Active policies with a holder and with a renewal date in this span, locked: the first `most` of them beyond `after`.
pub async fn nearing_renewal(
    db: &impl ConnectionTrait,
    span: std::ops::Range<DateTime<Utc>>,
    after: i64,
    most: u64,
) -> Result<Vec<Model>> {
    let near = Column::RenewalDate.gte(span.start).and(Column::RenewalDate.lt(span.end));
    Ok(Entity::find()
        .filter(Column::Status.eq(PolicyStatus::Active).and(near))
        .filter(Column::UserId.is_not_null().and(Column::Id.gt(after)))
        .order_by_asc(Column::Id)
        .limit(most)
        .lock_exclusive()
        .all(db)
        .await?)
}

/// Which reminders these policies have had: policy, renewal date, days.
pub async fn reminded(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashSet<(i64, NaiveDate, i64)>> {
    let rows = reminder::Entity::find().filter(reminder::Column::PolicyId.is_in(ids.iter().copied()));
    Ok(rows.all(db).await?.into_iter().map(|row| (row.policy_id, row.renewal_on, row.days)).collect())
}

/// Notes that these reminders were given.
pub async fn note_reminders(
    db: &impl ConnectionTrait,
    given: &[(i64, NaiveDate, i64)],
    now: DateTime<Utc>,
) -> Result<()> {
    let row = |(policy_id, renewal_on, days): &(i64, NaiveDate, i64)| reminder::ActiveModel {
        policy_id: Set(*policy_id),
        renewal_on: Set(*renewal_on),
        days: Set(*days),
        sent_at: Set(now),
        ..Default::default()
    };
    reminder::Entity::insert_many(given.iter().map(row)).exec_without_returning(db).await?;
    Ok(())
}
