//! How much of a product is on its way, and where to.

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, FromQueryResult};

use super::{TransferStatus, entity, item};
use crate::Store;

/// Goods that have left one location and not arrived at the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct InTransit {
    /// The product.
    pub product_id: i64,
    /// Where it is to arrive.
    pub to_location_id: i64,
    /// Thousandths.
    pub quantity: i64,
}

/// What is in transit of one product, by destination.
pub async fn in_transit(store: &Store, product_id: i64) -> Result<Vec<InTransit>, Error> {
    store
        .database()
        .read(move |transaction: Transaction| async move {
            Ok(in_transit_in(&transaction, &[product_id]).await?)
        })
        .await
}

/// The same for several products.
pub(in crate::inventory) async fn in_transit_in(
    transaction: &Transaction,
    product_ids: &[i64],
) -> Result<Vec<InTransit>, DbErr> {
    let of_item = |column: item::Column| Expr::col((item::Entity, column));
    let left = [
        item::Column::Received,
        item::Column::Lost,
        item::Column::BroughtBack,
    ]
    .into_iter()
    .fold(of_item(item::Column::Quantity), |left, gone| {
        left.sub(of_item(gone))
    });
    let backend = transaction.get_database_backend();
    // A SUM is a decimal on the servers.
    let integer = match backend {
        DbBackend::MySql => Alias::new("SIGNED"),
        _ => Alias::new("BIGINT"),
    };
    let product = (item::Entity, item::Column::ProductId);
    let destination = (entity::Entity, entity::Column::ToLocationId);
    let mut query = Query::select();
    query
        .column(product)
        .column(destination)
        .expr_as(left.sum().cast_as(integer), Alias::new("quantity"))
        .from(item::Entity)
        .inner_join(
            entity::Entity,
            Expr::col((entity::Entity, entity::Column::Id)).eq(of_item(item::Column::TransferId)),
        )
        .and_where(entity::Column::Status.eq(TransferStatus::InTransit.as_str()))
        .and_where(item::Column::ProductId.is_in(product_ids.iter().copied()))
        .group_by_columns([product])
        .group_by_columns([destination])
        .order_by(product, sea_orm::Order::Asc)
        .order_by(destination, sea_orm::Order::Asc);
    InTransit::find_by_statement(backend.build(&query))
        .all(transaction)
        .await
        .map(|mut all| {
            all.retain(|goods| goods.quantity > 0);
            all
        })
}
