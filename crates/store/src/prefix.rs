//! Search by the first letters, in a form that every database answers from an index.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};

/// Whether a text column begins with this text, letter for letter.
///
/// A range instead of LIKE: LIKE ignores case on one database, escapes differently on another, and
/// uses an index on neither by default.
pub(crate) fn starts_with(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    let end = format!("{text}{}", char::MAX);
    column
        .into_expr()
        .gte(Expr::val(text))
        .and(column.into_expr().lt(Expr::val(end)))
}
