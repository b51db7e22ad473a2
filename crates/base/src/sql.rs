//! Expressions that both databases understand.
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func, IntoColumnRef, SimpleExpr},
};

use crate::Result;

/// A slice of these rows in their order, and how many there are in all: counted only where the slice does not tell.
pub async fn slice<E>(
    all: Select<E>,
    db: &impl ConnectionTrait,
    skip: u64,
    limit: u64,
) -> Result<(Vec<E::Model>, u64)>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    let rows = all.clone().offset(skip).limit(limit).all(db).await?;
    let first_and_only = skip == 0 && (rows.len() as u64) < limit;
    let total = if first_and_only { rows.len() as u64 } else { all.count(db).await? };
    Ok((rows, total))
}

/// A case-insensitive "contains", with the wildcards of `needle` taken literally.
pub fn contains(column: impl IntoColumnRef, needle: &str) -> SimpleExpr {
    let escaped = needle.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = sea_orm::sea_query::LikeExpr::new(format!("%{escaped}%")).escape('\\');
    SimpleExpr::from(Func::lower(Expr::col(column))).like(pattern)
}

/// The sum of a whole-number column, zero where there are no rows.
pub fn sum(column: impl IntoColumnRef) -> SimpleExpr {
    let total = Expr::col(column).sum().cast_as("BIGINT");
    Func::coalesce([total, Expr::value(0_i64)]).into()
}

/// Part of a time column, as text: in `format` where the database is `served`, else the characters that the format
/// means of a text that begins `YYYY-MM-DDTHH`, given as the first of them and how many.
pub fn part_of(
    served: bool,
    column: impl IntoColumnRef,
    (format, from, length): (&str, i32, i32),
) -> SimpleExpr {
    // Spelt out rather than bound: in GROUP BY a bound value counts as another expression.
    let word = |text: String| Expr::cust(text);
    let column = Expr::col(column);
    if served {
        let utc = Func::cust("timezone").arg(word("'UTC'".into())).arg(column);
        return Func::cust("to_char").arg(utc).arg(word(format!("'{format}'"))).into();
    }
    Func::cust("substr").arg(column).arg(word(from.to_string())).arg(word(length.to_string())).into()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
