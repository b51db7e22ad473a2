//! Expressions that both databases understand.
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoColumnRef, SimpleExpr};

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
