//! Imports and their lines in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set,
    Condition, FromQueryResult, QueryOrder, QuerySelect, Statement,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::transaction::store::TransactionStatus;

/// How far an import has come.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ImportStatus {
    /// The file is being read.
    Reading,
    /// It was read; its owner looks at what would happen.
    Ready,
    /// Its lines are being booked.
    Booking,
    /// They are booked.
    Done,
    /// The file could not be read.
    Failed,
    /// Its owner dropped it.
    Cancelled,
}

/// What a line is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[schemars(rename = "LineVerdict")]
pub enum Verdict {
    /// Not seen before.
    New,
    /// An earlier import brought it.
    Known,
    /// It looks like a transaction that is there already; its owner decides.
    Near,
    /// It could not be read.
    Unreadable,
}

/// What its owner said of a line.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[schemars(rename = "LineDecision")]
pub enum Decision {
    /// Book it.
    Import,
    /// Leave it out, for good.
    Skip,
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub account_id: Option<i64>,
    pub file_name: String,
    pub file_key: String,
    pub file_size: i64,
    pub format: Option<String>,
    pub status: ImportStatus,
    pub options: String,
    pub understanding: Option<String>,
    pub failure: Option<String>,
    pub tallies: Option<String>,
    pub lines: i64,
    pub booked: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A line of the file.
pub mod line {
    use super::*;

    /// A line.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_lines")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub import_id: i64,
        pub line: i64,
        pub account_id: Option<i64>,
        pub print: String,
        pub date: Option<NaiveDate>,
        pub near_from: Option<NaiveDate>,
        pub near_to: Option<NaiveDate>,
        pub amount: Money,
        pub status: TransactionStatus,
        pub payee: String,
        pub memo: String,
        pub category: Option<String>,
        pub category_key: Option<String>,
        pub splits: Option<String>,
        pub verdict: Verdict,
        pub candidate_id: Option<i64>,
        pub decision: Option<Decision>,
        pub settled: bool,
        pub reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How a bank's tables are laid out, as its user left it.
pub mod mapping {
    use super::*;

    /// A remembered mapping.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "import_mappings")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_id: i64,
        pub layout: String,
        pub mapping: String,
        pub account_id: Option<i64>,
        pub updated_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// An import of this person: 404 if there is none, 403 if it is somebody else's.
pub async fn mine(db: &impl ConnectionTrait, user_id: i64, id: i64, lock: bool) -> Result<Model> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    match find.one(db).await? {
        Some(row) if row.user_id == user_id => Ok(row),
        Some(_) => Err(Error::forbidden("Access denied")),
        None => Err(Error::not_found("Import not found")),
    }
}

/// An import by its number, for the jobs.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked until the change is over.
pub async fn locked(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// Whether an import is being booked to this account.
pub async fn is_booking_to(db: &impl ConnectionTrait, account_id: i64) -> Result<bool> {
    let booking = sea_orm::sea_query::Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::Status.eq(ImportStatus::Booking))
        .to_owned();
    let lines = line::Entity::find()
        .filter(line::Column::AccountId.eq(account_id))
        .filter(line::Column::Settled.eq(false))
        .filter(line::Column::ImportId.in_subquery(booking));
    Ok(lines.one(db).await?.is_some())
}

/// A page of a person's imports, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    user_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::UserId.eq(user_id));
    let total = all.clone().count(db).await?;
    Ok((all.order_by_desc(Column::Id).offset(skip).limit(limit).all(db).await?, total))
}

/// How many lines of a verdict there are.
#[derive(Clone, Debug, Serialize, Deserialize, FromQueryResult)]
pub struct Count {
    /// Which verdict.
    pub verdict: Verdict,
    /// How many.
    pub lines: i64,
    /// Of them, how many lack their owner's decision or an account.
    pub undecided: i64,
    /// The sum of money in.
    pub money_in: Money,
    /// The sum of money out, negative.
    pub money_out: Money,
}

/// Counts the lines of an import. What was counted last is kept with the import, because its owner looks often.
pub async fn counts(db: &impl ConnectionTrait, import_id: i64) -> Result<Vec<Count>> {
    let sql = "SELECT verdict, COUNT(*) AS lines, \
               SUM(CASE WHEN settled OR decision IS NOT NULL THEN 0 WHEN verdict = 'near' THEN 1 \
                   WHEN verdict = 'new' AND account_id IS NULL THEN 1 ELSE 0 END) AS undecided, \
               CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT) AS money_in, \
               CAST(SUM(CASE WHEN amount < 0 THEN amount ELSE 0 END) AS BIGINT) AS money_out \
               FROM import_lines WHERE import_id = $1 GROUP BY verdict ORDER BY verdict";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [import_id.into()]);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| Count::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// A page of the lines of an import, in the order of the file.
pub async fn lines(
    db: &impl ConnectionTrait,
    import_id: i64,
    verdict: Option<Verdict>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<line::Model>, u64)> {
    let which = Condition::all()
        .add(line::Column::ImportId.eq(import_id))
        .add_option(verdict.map(|verdict| line::Column::Verdict.eq(verdict)));
    let all = line::Entity::find().filter(which);
    let total = all.clone().count(db).await?;
    Ok((all.order_by_asc(line::Column::Id).offset(skip).limit(limit).all(db).await?, total))
}

/// Which lines, and what their owner says of them.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// These lines; all of them where it is `None`.
    pub ids: Option<Vec<i64>>,
    /// Only lines with this verdict.
    pub verdict: Option<Verdict>,
    /// Only lines of which nothing was said yet.
    pub undecided: bool,
    /// What to do with them.
    pub decision: Option<Option<Decision>>,
    /// Their category and its compared name.
    pub category: Option<Option<(String, String)>>,
}

/// Notes what the owner said of lines that are not settled; tells how many that were.
pub async fn decide(db: &impl ConnectionTrait, import_id: i64, said: Said) -> Result<u64> {
    let which = Condition::all()
        .add(line::Column::ImportId.eq(import_id))
        .add(line::Column::Settled.eq(false))
        .add(line::Column::Verdict.is_in([Verdict::New, Verdict::Near]))
        .add_option(said.verdict.map(|verdict| line::Column::Verdict.eq(verdict)))
        .add_option(said.undecided.then(|| line::Column::Decision.is_null()))
        .add_option(said.ids.map(|ids| line::Column::Id.is_in(ids)));
    let mut update = line::Entity::update_many().filter(which);
    if let Some(decision) = said.decision {
        update = update.col_expr(line::Column::Decision, Expr::value(decision));
    }
    if let Some(category) = said.category {
        let (name, key) = category.unzip();
        update = update.col_expr(line::Column::Category, Expr::value(name));
        update = update.col_expr(line::Column::CategoryKey, Expr::value(key));
    }
    Ok(update.exec(db).await?.rows_affected)
}

/// Forgets the lines of an import that is read anew, or dropped.
pub async fn unstage(db: &impl ConnectionTrait, import_id: i64) -> Result<()> {
    let open = line::Column::ImportId.eq(import_id).and(line::Column::Settled.eq(false));
    line::Entity::delete_many().filter(open).exec(db).await?;
    Ok(())
}

/// Removes the lines of imports that went with their owner's account.
pub async fn forget(db: &impl ConnectionTrait) -> Result<()> {
    let kept = sea_orm::sea_query::Query::select().column(Column::Id).from(Entity).to_owned();
    line::Entity::delete_many().filter(line::Column::ImportId.not_in_subquery(kept)).exec(db).await?;
    Ok(())
}

/// The mapping that its owner used for this layout the last time.
pub async fn remembered(
    db: &impl ConnectionTrait,
    user_id: i64,
    layout: &str,
) -> Result<Option<mapping::Model>> {
    let this = mapping::Column::UserId.eq(user_id).and(mapping::Column::Layout.eq(layout));
    Ok(mapping::Entity::find().filter(this).one(db).await?)
}

/// Remembers how a bank's table is laid out.
pub async fn remember(
    db: &impl ConnectionTrait,
    user_id: i64,
    layout: &str,
    text: &str,
    account_id: Option<i64>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = mapping::ActiveModel {
        user_id: Set(user_id),
        layout: Set(layout.to_owned()),
        mapping: Set(text.to_owned()),
        account_id: Set(account_id),
        updated_at: Set(now),
        ..Default::default()
    };
    let again = OnConflict::columns([mapping::Column::UserId, mapping::Column::Layout])
        .update_columns([mapping::Column::Mapping, mapping::Column::AccountId, mapping::Column::UpdatedAt])
        .to_owned();
    mapping::Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}
