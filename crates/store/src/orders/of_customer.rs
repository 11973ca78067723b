//! What hangs on the orders of one customer, for lists of other nouns.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Query, SimpleExpr};

use super::entity::{Column, Entity};

/// Whether a column names one of the customer's orders.
pub(crate) fn of_customer(order_id: impl ColumnTrait, customer_id: i64) -> SimpleExpr {
    let theirs = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::CustomerId.eq(customer_id))
        .to_owned();
    order_id.in_subquery(theirs)
}
