//! The latest orders of many customers at once.

use mercer_database::Transaction;
use sea_orm::sea_query::{
    Alias, Expr, ExprTrait, Func, Order as Direction, Query, WindowStatement,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QueryTrait};

use super::entity::{Column, Entity};
use super::{Order, OrderError, row};
use crate::{Store, batch, bulk};

/// The most orders of each customer.
pub const LATEST: i64 = 20;

/// The [`LATEST`] orders of each of these customers, drafts included, by customer and the newest
/// first; [`list`](super::list()) tells of all. At most 200 customers.
pub async fn of_customers(store: &Store, customer_ids: &[i64]) -> Result<Vec<Order>, OrderError> {
    let ids = batch::sorted(customer_ids)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let place = WindowStatement::partition_by(Column::CustomerId)
        .order_by(Column::Id, Direction::Desc)
        .to_owned();
    let places = Query::select()
        .column(Column::Id)
        .expr_window_as(Func::cust("ROW_NUMBER"), place, "place")
        .from(Entity)
        .and_where(bulk::among(Column::CustomerId, &ids))
        .to_owned();
    let latest = Query::select()
        .column("id")
        .from_subquery(places, Alias::new("places"))
        .and_where(Expr::col("place").lte(LATEST))
        .to_owned();
    let orders = Entity::find()
        .filter(Column::Id.in_subquery(latest))
        .order_by_asc(Column::CustomerId)
        .order_by_desc(Column::Id);
    store
        .database()
        .read(move |transaction: Transaction| {
            let statement = orders.build(transaction.get_database_backend());
            async move {
                let rows = transaction.rows(statement).await?.into_iter();
                Ok(rows.map(row::order).collect::<Result<_, _>>()?)
            }
        })
        .await
}
