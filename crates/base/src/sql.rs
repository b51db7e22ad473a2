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
