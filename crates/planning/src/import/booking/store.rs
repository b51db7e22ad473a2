//! The lines of an import, judged and booked by the database itself: a statement for many lines.
use chrono::{DateTime, Utc};
use kernel::{Currency, Money, Month, Result};
use sea_orm::{FromQueryResult, Statement, Value, entity::prelude::*};

use super::super::store::{Column, Entity, Model, line};
use crate::{category::CategoryKind, ledger};

async fn run(db: &impl ConnectionTrait, sql: &str, values: Vec<Value>) -> Result<u64> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// Marks what an earlier import brought to the same account, or is about to.
async fn mark_known(db: &impl ConnectionTrait, import: &Model) -> Result<u64> {
    let earlier = Entity::find().filter(Column::UserId.eq(import.user_id)).filter(Column::Id.ne(import.id));
    if earlier.one(db).await?.is_none() {
        return Ok(0);
    }
    let sql = "UPDATE import_lines SET verdict = 'known' WHERE import_id = $1 AND settled = FALSE \
               AND verdict IN ('new', 'near') AND EXISTS \
               (SELECT 1 FROM import_lines earlier WHERE earlier.account_id = import_lines.account_id \
                AND earlier.print = import_lines.print AND earlier.import_id <> $1 AND (earlier.settled OR EXISTS \
                 (SELECT 1 FROM imports i WHERE i.id = earlier.import_id AND i.status = 'booking' \
                  AND (earlier.decision = 'import' OR (earlier.decision IS NULL AND earlier.verdict = 'new')) \
                  AND earlier.verdict IN ('new', 'near'))))";
    run(db, sql, vec![import.id.into()]).await
}

/// Marks what looks like a transaction that is there: the same account and amount, a few days apart, and not the
/// very transaction that another line of this file is known as. Where nothing is booked yet, nothing can be near.
async fn mark_near(db: &impl ConnectionTrait, import: &Model) -> Result<u64> {
    let candidate = "SELECT MIN(p.transaction_id) FROM transaction_postings p \
                     JOIN transactions t ON t.id = p.transaction_id \
                     LEFT JOIN import_lines source ON source.id = t.import_line \
                     WHERE p.account_id = import_lines.account_id AND p.amount = import_lines.amount \
                     AND p.date BETWEEN import_lines.near_from AND import_lines.near_to AND t.kind <> 'opening' \
                     AND NOT EXISTS (SELECT 1 FROM import_lines known WHERE known.import_id = $1 \
                     AND known.verdict = 'known' AND known.account_id = source.account_id AND known.print = source.print)";
    let sql = format!(
        "UPDATE import_lines SET candidate_id = ({candidate}) \
         WHERE import_id = $1 AND verdict = 'new' AND settled = FALSE AND account_id IN \
         (SELECT u.account_id FROM ledger_totals u WHERE u.user_id = $2 AND u.account_id > 0 AND u.entries > 0)"
    );
    run(db, &sql, vec![import.id.into(), import.user_id.into()]).await?;
    let sql = "UPDATE import_lines SET verdict = 'near' WHERE import_id = $1 AND verdict = 'new' AND settled = FALSE \
               AND candidate_id IS NOT NULL";
    run(db, sql, vec![import.id.into()]).await
}

/// Tells the lines of a file apart that are not settled: known, near, new.
pub async fn judge(db: &impl ConnectionTrait, import: &Model) -> Result<()> {
    mark_known(db, import).await?;
    mark_near(db, import).await?;
    Ok(())
}

/// A text that differs when something else has been booked to a person's accounts, or is about to be.
pub async fn state(db: &impl ConnectionTrait, user_id: i64) -> Result<String> {
    let sql = "SELECT CAST(COALESCE(SUM(entries), 0) AS BIGINT) AS entries, \
               CAST(COALESCE(SUM(debit % 1000000007), 0) AS BIGINT) AS debit, \
               CAST(COALESCE(SUM(credit % 1000000007), 0) AS BIGINT) AS credit, \
               (SELECT COUNT(*) FROM imports i WHERE i.user_id = $1 AND i.status = 'booking') AS booking \
               FROM ledger_totals WHERE user_id = $1 AND account_id > 0";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [user_id.into()]);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(String::new()) };
    let number = |name| row.try_get::<i64>("", name);
    Ok(format!("{}/{}/{}/{}", number("entries")?, number("debit")?, number("credit")?, number("booking")?))
}

/// Some of the lines of an import that may be booked.
#[derive(Clone, Copy, Debug)]
pub struct Portion {
    /// Of which import.
    pub import_id: i64,
    /// The number of the first line.
    pub first: i64,
    /// The number of the last.
    pub last: i64,
}

impl Portion {
    fn values(self) -> Vec<Value> {
        vec![self.import_id.into(), self.first.into(), self.last.into()]
    }
}

/// What of an import may be booked now.
const DUE: &str = "l.import_id = $1 AND l.settled = FALSE AND l.account_id IS NOT NULL \
                   AND (l.decision = 'import' OR (l.decision IS NULL AND l.verdict = 'new')) \
                   AND l.verdict IN ('new', 'near')";

/// The next portion of at most `most` lines that may be booked, and how many they are.
pub async fn portion(db: &impl ConnectionTrait, import_id: i64, most: i64) -> Result<Option<(Portion, i64)>> {
    let sql = format!(
        "SELECT CAST(MIN(id) AS BIGINT) AS first, CAST(MAX(id) AS BIGINT) AS last, COUNT(*) AS lines FROM \
         (SELECT l.id FROM import_lines l WHERE {DUE} ORDER BY l.id LIMIT $2) due"
    );
    let values: Vec<Value> = vec![import_id.into(), most.into()];
    let row =
        db.query_one_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let Some(row) = row else { return Ok(None) };
    let ends: (Option<i64>, Option<i64>) = (row.try_get("", "first")?, row.try_get("", "last")?);
    let lines: i64 = row.try_get("", "lines")?;
    Ok(match ends {
        (Some(first), Some(last)) => Some((Portion { import_id, first, last }, lines)),
        _ => None,
    })
}

/// All that may be booked of an import.
pub fn whole(import_id: i64) -> Portion {
    Portion { import_id, first: 0, last: i64::MAX }
}

/// The accounts that a portion is booked to.
pub async fn accounts(db: &impl ConnectionTrait, portion: Portion) -> Result<Vec<i64>> {
    let sql = format!("SELECT DISTINCT l.account_id FROM import_lines l WHERE {DUE} AND {IN} ORDER BY 1");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, portion.values());
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, DbErr>>()?)
}

/// Between the ends of a portion.
const IN: &str = "l.id BETWEEN $2 AND $3";

/// The categories that a portion names, with the side of life that most of their money is on.
pub async fn categories(db: &impl ConnectionTrait, portion: Portion) -> Result<Vec<(String, CategoryKind)>> {
    let sql = format!(
        "SELECT MIN(l.category) AS name, CAST(SUM(l.amount) AS BIGINT) AS amount FROM import_lines l \
         WHERE {DUE} AND {IN} AND l.category_key IS NOT NULL GROUP BY l.category_key"
    );
    let values = portion.values();
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let kind = |amount: i64| if amount > 0 { CategoryKind::Income } else { CategoryKind::Expense };
    let named = rows.iter().map(|row| Ok((row.try_get("", "name")?, kind(row.try_get("", "amount")?))));
    Ok(named.collect::<Result<_, DbErr>>()?)
}

/// Books a portion: transactions, both sides of each, the totals, and the lines as settled.
pub async fn book(
    db: &impl ConnectionTrait,
    user_id: i64,
    portion: Portion,
    now: DateTime<Utc>,
) -> Result<()> {
    let transactions = format!(
        "INSERT INTO transactions (user_id, date, kind, status, payee, memo, import_id, import_line, created_at) \
         SELECT $4, l.date, CASE WHEN l.amount < 0 THEN 'withdrawal' ELSE 'deposit' END, l.status, l.payee, l.memo, \
         l.import_id, l.id, $5 FROM import_lines l WHERE {DUE} AND {IN} ORDER BY l.id"
    );
    let mut values = portion.values();
    values.extend([user_id.into(), now.into()]);
    run(db, &transactions, values).await?;
    // Side 0 is the account's, side 1 that of the category; lines with parts get theirs one by one.
    let postings = format!(
        "INSERT INTO transaction_postings \
         (transaction_id, position, user_id, account_id, category_id, currency, amount, memo, date, month) \
         SELECT t.id, side.n, t.user_id, CASE WHEN side.n = 0 THEN l.account_id END, c.id, a.currency, \
         CASE WHEN side.n = 0 THEN l.amount ELSE -l.amount END, '', l.date, SUBSTR(CAST(l.date AS TEXT), 1, 7) \
         FROM import_lines l JOIN transactions t ON t.import_id = l.import_id AND t.import_line = l.id \
         JOIN accounts a ON a.id = l.account_id CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) side \
         LEFT JOIN categories c ON side.n = 1 AND c.user_id = t.user_id AND c.key = l.category_key \
         WHERE {DUE} AND {IN} AND (side.n = 0 OR l.splits IS NULL) ORDER BY l.id, side.n"
    );
    run(db, &postings, portion.values()).await?;
    let due = portion.values();
    let which = format!(
        "p.transaction_id IN (SELECT t.id FROM import_lines l JOIN transactions t \
         ON t.import_id = l.import_id AND t.import_line = l.id WHERE {DUE} AND {IN})"
    );
    ledger::store::total(db, &which, due, 1).await
}

/// The lines of a portion that have parts, with the transactions made of them.
pub async fn with_parts(
    db: &impl ConnectionTrait,
    portion: Portion,
) -> Result<Vec<(line::Model, i64, Currency)>> {
    let sql = format!(
        "SELECT l.*, t.id AS transaction_id, a.currency AS currency FROM import_lines l \
         JOIN transactions t ON t.import_id = l.import_id AND t.import_line = l.id \
         JOIN accounts a ON a.id = l.account_id WHERE {DUE} AND {IN} AND l.splits IS NOT NULL ORDER BY l.id"
    );
    let values = portion.values();
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    let one = |row: &sea_orm::QueryResult| {
        let line = line::Model::from_query_result(row, "")?;
        Ok((line, row.try_get("", "transaction_id")?, row.try_get("", "currency")?))
    };
    Ok(rows.iter().map(one).collect::<Result<_, DbErr>>()?)
}

/// Marks a portion as settled; tells how many lines that were.
pub async fn settle(db: &impl ConnectionTrait, portion: Portion) -> Result<u64> {
    let due = format!("{DUE} AND {IN}").replace("l.", "");
    let sql = format!("UPDATE import_lines SET settled = TRUE WHERE {due}");
    run(db, &sql, portion.values()).await
}

/// Marks what its owner left out as settled, so that it is not offered again.
pub async fn settle_skipped(db: &impl ConnectionTrait, import_id: i64) -> Result<u64> {
    let sql = "UPDATE import_lines SET settled = TRUE WHERE import_id = $1 AND decision = 'skip' AND settled = FALSE";
    run(db, sql, vec![import_id.into()]).await
}

/// How a portion moved a category in a month.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Move {
    pub category_id: i64,
    pub month: Month,
    pub currency: Currency,
    pub amount: Money,
}

/// How a portion moved categories from a month on.
pub async fn moves(db: &impl ConnectionTrait, portion: Portion, from: Month) -> Result<Vec<Move>> {
    let sql = format!(
        "SELECT p.category_id, p.month, p.currency, CAST(SUM(p.amount) AS BIGINT) AS amount \
         FROM import_lines l JOIN transactions t ON t.import_id = l.import_id AND t.import_line = l.id \
         JOIN transaction_postings p ON p.transaction_id = t.id \
         WHERE {DUE} AND {IN} AND l.date >= $4 AND p.category_id IS NOT NULL \
         GROUP BY p.category_id, p.month, p.currency ORDER BY p.category_id, p.month, p.currency"
    );
    let mut values = portion.values();
    values.push(from.first_day().into());
    let rows =
        db.query_all_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await?;
    Ok(rows.iter().map(|row| Move::from_query_result(row, "")).collect::<Result<_, _>>()?)
}
