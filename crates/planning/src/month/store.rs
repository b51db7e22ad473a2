//! What the figures of budgets are made of, in a constant number of queries.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Currency, Money, Month, Result};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, ExprTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, Statement,
    entity::prelude::*,
    sea_query::OnConflict,
};

use super::{
    model::{Flow, Source},
    shift::Planned,
};
use crate::{
    budget::{ActiveModel, Column, Entity, Model, Rollover},
    category::{self, CategoryKind},
    rollover::{Booked, Envelope, Figures, Line, figures},
};

/// What the ledger sums to.
mod totals {
    use kernel::{Currency, Money, Month};
    use sea_orm::entity::prelude::*;

    /// A sum; its whole key is (user, month, account, category, currency).
    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "ledger_totals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub user_id: i64,
        pub month: Month,
        pub account_id: i64,
        pub category_id: i64,
        pub currency: Currency,
        pub debit: Money,
        pub credit: Money,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::category::Entity",
            from = "Column::CategoryId",
            to = "crate::category::Column::Id"
        )]
        Category,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which part of a person's plans and books to read.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Only these categories, by compared name.
    pub keys: Option<Vec<String>>,
    /// Only this currency.
    pub currency: Option<Currency>,
    /// From this month on.
    pub from: Option<Month>,
    /// Up to this month.
    pub until: Option<Month>,
}

/// A person's budgets within a scope, the oldest first.
pub async fn budgets(db: &impl ConnectionTrait, user_id: i64, scope: &Scope) -> Result<Vec<Model>> {
    let within = Condition::all()
        .add(Column::UserId.eq(user_id))
        .add_option(scope.keys.as_ref().map(|keys| Column::CategoryKey.is_in(keys)))
        .add_option(scope.currency.clone().map(|currency| Column::Currency.eq(currency)))
        .add_option(scope.from.map(|month| Column::Month.gte(month)))
        .add_option(scope.until.map(|month| Column::Month.lte(month)));
    Ok(Entity::find().filter(within).order_by_asc(Column::Id).all(db).await?)
}

#[derive(FromQueryResult)]
struct Sum {
    month: Month,
    currency: Currency,
    debit: Money,
    credit: Money,
    name: Option<String>,
    key: Option<String>,
    kind: Option<CategoryKind>,
}

/// What a person's books say of his categories within a scope, by month; without one, of money in no category too.
pub async fn flows(db: &impl ConnectionTrait, user_id: i64, scope: &Scope) -> Result<Vec<Flow>> {
    use totals::Column as Of;
    let within = Condition::all()
        .add(Of::UserId.eq(user_id))
        .add(Of::AccountId.eq(0))
        .add_option(scope.keys.as_ref().map(|keys| category::Column::Key.is_in(keys)))
        .add_option(scope.currency.clone().map(|currency| Of::Currency.eq(currency)))
        .add_option(scope.from.map(|month| Of::Month.gte(month)))
        .add_option(scope.until.map(|month| Of::Month.lte(month)));
    let sums = totals::Entity::find()
        .select_only()
        .columns([Of::Month, Of::Currency, Of::Debit, Of::Credit])
        .column(category::Column::Name)
        .column(category::Column::Key)
        .column(category::Column::Kind)
        .join(JoinType::LeftJoin, totals::Relation::Category.def())
        .filter(within)
        .into_model::<Sum>()
        .all(db)
        .await?;
    let flow = |sum: Sum| {
        let source = sum.name.zip(sum.key).zip(sum.kind);
        Flow {
            month: sum.month,
            currency: sum.currency,
            source: source.map(|((name, key), kind)| Source { name, key, kind }),
            debit: sum.debit,
            credit: sum.credit,
        }
    };
    Ok(sums.into_iter().map(flow).collect())
}

/// The figures of these budgets, all of them of one person.
pub async fn figures_of(
    db: &impl ConnectionTrait,
    user_id: i64,
    rows: &[Model],
) -> Result<HashMap<i64, Figures>> {
    let mut keys = rows.iter().map(|row| row.category_key.clone()).collect::<Vec<_>>();
    keys.sort();
    keys.dedup();
    let (Some(first), Some(last)) =
        (rows.iter().map(|row| row.month).min(), rows.iter().map(|row| row.month).max())
    else {
        return Ok(HashMap::new());
    };
    // A remainder has come all the way from the beginning; without one, the months themselves are enough.
    let from = rows.iter().all(|row| row.rollover == Rollover::None).then_some(first);
    let scope = Scope { keys: Some(keys), currency: None, from, until: Some(last) };
    let lines = budgets(db, user_id, &scope).await?.iter().map(Line::from).collect::<Vec<_>>();
    let flows = flows(db, user_id, &scope).await?;
    Ok(figures(&lines, &booked(&flows)))
}

/// What flows mean for envelopes.
pub fn booked(flows: &[Flow]) -> Booked {
    let mut all = Booked::new();
    for flow in flows {
        if let Some(source) = &flow.source {
            let envelope = Envelope { key: source.key.clone(), currency: flow.currency.clone() };
            *all.entry(envelope).or_default().entry(flow.month).or_default() += flow.spent();
        }
    }
    all
}

/// The compared names of these categories of a person, by number.
pub async fn keys(db: &impl ConnectionTrait, user_id: i64, ids: &[i64]) -> Result<HashMap<i64, String>> {
    let mine = category::Column::UserId.eq(user_id).and(category::Column::Id.is_in(ids.iter().copied()));
    let rows = category::Entity::find().filter(mine).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.key)).collect())
}

/// The currencies in which a person plans or keeps accounts, in the order of the alphabet.
pub async fn currencies(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Currency>> {
    let sql = "SELECT currency FROM budgets WHERE user_id = $1 UNION \
               SELECT currency FROM accounts WHERE user_id = $1 ORDER BY 1";
    let asked = Statement::from_sql_and_values(db.get_database_backend(), sql, [user_id.into()]);
    let rows = db.query_all_raw(asked).await?;
    Ok(rows.iter().map(|row| row.try_get::<Currency>("", "currency")).collect::<Result<_, _>>()?)
}

/// The budgets of a month, locked for the transaction.
pub async fn of_month(
    db: &impl ConnectionTrait,
    user_id: i64,
    month: Month,
    currency: Option<&Currency>,
) -> Result<Vec<Model>> {
    let within = Condition::all()
        .add(Column::UserId.eq(user_id))
        .add(Column::Month.eq(month))
        .add_option(currency.map(|currency| Column::Currency.eq(currency.clone())));
    Ok(Entity::find().filter(within).order_by_asc(Column::Id).lock_exclusive().all(db).await?)
}

/// Makes budgets of a month, with nothing spent; tells them as they were made.
pub async fn insert(
    db: &impl ConnectionTrait,
    user_id: i64,
    month: Month,
    planned: Vec<Planned>,
    now: DateTime<Utc>,
) -> Result<Vec<Model>> {
    let row = |planned: Planned| ActiveModel {
        id: NotSet,
        user_id: Set(user_id),
        category: Set(planned.name),
        category_key: Set(planned.envelope.key),
        limit: Set(planned.limit),
        spent: Set(Money::ZERO),
        month: Set(month),
        currency: Set(planned.envelope.currency),
        rollover: Set(planned.rollover),
        created_at: Set(now),
        updated_at: Set(None),
    };
    let rows = planned.into_iter().map(row).collect::<Vec<_>>();
    if rows.is_empty() {
        return Ok(vec![]);
    }
    Ok(Entity::insert_many(rows).exec_with_returning(db).await?)
}

/// Writes what changed of budgets that exist: limit and rollover.
pub async fn rewrite(db: &impl ConnectionTrait, rows: &[Model]) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let again = OnConflict::column(Column::Id)
        .update_columns([Column::Limit, Column::Rollover, Column::UpdatedAt])
        .to_owned();
    let rows = rows.iter().cloned().map(|row| ActiveModel {
        id: Set(row.id),
        user_id: Set(row.user_id),
        category: Set(row.category),
        category_key: Set(row.category_key),
        limit: Set(row.limit),
        spent: Set(row.spent),
        month: Set(row.month),
        currency: Set(row.currency),
        rollover: Set(row.rollover),
        created_at: Set(row.created_at),
        updated_at: Set(row.updated_at),
    });
    Entity::insert_many(rows).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}
