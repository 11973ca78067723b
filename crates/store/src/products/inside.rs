//! The products of a category and of all categories inside it.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{
    Alias, CommonTableExpression, Expr, ExprTrait, JoinType, Query, SimpleExpr, UnionType,
    WithClause,
};

use super::entity::Column;

/// Whether a product is in the category or in one inside it, however deep.
///
/// The table is named by its name: categories come after products in the order of the nouns.
pub(super) fn inside(category_id: i64) -> SimpleExpr {
    let deeper = Query::select()
        .column(("categories", "id"))
        .from("categories")
        .join(
            JoinType::InnerJoin,
            "inside",
            Expr::col(("categories", "parent_id")).equals(("inside", "id")),
        )
        .to_owned();
    // Not UNION ALL: a tree that is damaged ends too.
    let all = Query::select()
        .column("id")
        .from("categories")
        .and_where(Expr::col("id").eq(category_id))
        .union(UnionType::Distinct, deeper)
        .to_owned();
    let inside = CommonTableExpression::new()
        .query(all)
        .column("id")
        .table_name(Alias::new("inside"))
        .to_owned();
    let categories = Query::select()
        .column("id")
        .from("inside")
        .with_cte(WithClause::new().recursive(true).cte(inside).to_owned())
        .to_owned();
    Column::CategoryId.in_subquery(categories)
}
