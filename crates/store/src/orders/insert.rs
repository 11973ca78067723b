//! Write a new order and its lines.

use mercer_database::{Json, Transaction};
use sea_orm::sea_query::{Expr, Nullable, Query};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, EntityTrait, Iterable, Statement, Value};

use super::entity::{Column, Entity};
use super::{Order, OrderError, OrderItem, item};
use crate::statement_text::StatementText;

static ORDER: StatementText = StatementText::new();
static ITEMS: StatementText = StatementText::new();

/// Writes the order and its lines; gives them the order's id.
pub(crate) async fn insert(
    transaction: &Transaction,
    order: &mut Order,
    items: &mut [OrderItem],
) -> Result<(), OrderError> {
    let inserted = insert_order(transaction, order)
        .await
        .map_err(OrderError::from);
    order.id = inserted.map_err(|error| match error.violation() {
        Some(v) if v.is("orders_number_unique") => OrderError::NumberTaken(order.number.clone()),
        Some(v) if v.is("orders_customer_id_foreign") => {
            OrderError::UnknownCustomer(order.customer_id)
        }
        _ => error,
    })?;
    for item in items.iter_mut() {
        item.order_id = order.id;
    }
    let values = items.iter().flat_map(item_values).collect();
    let backend = transaction.get_database_backend();
    let statement = ITEMS.with(backend, items.len(), values, |values| {
        insert_into::<item::Entity>(backend, item::Column::iter().collect(), values, None)
    });
    transaction.execute_raw(statement).await?;
    Ok(())
}

/// Returns the order's id.
async fn insert_order(transaction: &Transaction, order: &Order) -> Result<i64, DbErr> {
    let backend = transaction.get_database_backend();
    // The other two report the id with the execution.
    let returning = (backend == DbBackend::Postgres).then_some(Column::Id);
    let statement = ORDER.with(backend, 1, order_values(order, backend), |values| {
        let columns = Column::iter().filter(|column| !matches!(column, Column::Id));
        insert_into::<Entity>(backend, columns.collect(), values, returning)
    });
    if returning.is_none() {
        let id = transaction.execute_raw(statement).await?.last_insert_id();
        return i64::try_from(id).map_err(|_| DbErr::UnpackInsertId);
    }
    let row = transaction.query_one_raw(statement).await?;
    row.ok_or(DbErr::RecordNotInserted)?.try_get_by_index(0)
}

/// `INSERT` of rows given as one flat list of values.
fn insert_into<E: EntityTrait>(
    backend: DbBackend,
    columns: Vec<E::Column>,
    values: &[Value],
    returning: Option<E::Column>,
) -> Statement {
    let width = columns.len();
    let mut insert = Query::insert();
    insert.into_table(E::default()).columns(columns);
    for row in values.chunks(width) {
        insert.values_panic(row.iter().cloned().map(Expr::val));
    }
    if let Some(column) = returning {
        insert.returning_col(column);
    }
    backend.build(&insert)
}

/// The values of a row without its id, in the order of the columns.
fn order_values(order: &Order, backend: DbBackend) -> Vec<Value> {
    let address = |document: &Option<Json>| match document {
        Some(document) => document.parameter(backend),
        None => Json::null(),
    };
    vec![
        order.number.as_str().into(),
        order.kind.into(),
        order.customer_id.into(),
        order.location_id.into(),
        order.currency.as_str().into(),
        order.status.into(),
        order.payment_status.into(),
        order.fulfilment_status.into(),
        order.prices_include_tax.into(),
        order.subtotal.into(),
        order.discount.into(),
        order.discount_reason.as_deref().into(),
        order.last_line.into(),
        order.shipping.into(),
        order.tax.into(),
        order.total.into(),
        order.credited.into(),
        order.shipping_refunded.into(),
        order.pledged.into(),
        order.captured.into(),
        order.refunding.into(),
        order.refunded.into(),
        address(&order.shipping_address),
        address(&order.billing_address),
        order.source.as_deref().into(),
        order.placed_at.into(),
        order.cancelled_at.into(),
        order.created_at.into(),
        order.updated_at.into(),
        order.version.into(),
    ]
}

/// The values of a row, in the order of the columns.
fn item_values(item: &OrderItem) -> [Value; 22] {
    [
        item.order_id.into(),
        item.line.into(),
        item.product_id.into(),
        item.sku.as_str().into(),
        item.name.as_str().into(),
        item.unit.into(),
        item.stocked.into(),
        item.unit_price.into(),
        item.unit_cost.into(),
        item.quantity.into(),
        item.subtotal.into(),
        item.discount.into(),
        item.discount_reason.as_deref().into(),
        item.order_discount.into(),
        item.tax_rate.into(),
        item.tax.into(),
        item.total.into(),
        item.allocated.into(),
        item.shipped.into(),
        item.delivered.into(),
        item.returned.into(),
        item.refunded.into(),
    ]
}
