//! Promise goods to an order, release the promise, or hand them over: guarded, all or nothing.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr, UpdateStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, Order, QueryFilter, Value,
};

use super::level::{Column, Entity};
use super::{Cause, Change, InventoryError, change_in};
use crate::statement_text::StatementText;
use crate::{Quantity, products};

static LOCK: StatementText = StatementText::new();
static RESERVATION: StatementText = StatementText::new();

/// How much of one product an order needs. A list of demands names each product once and is
/// sorted by product, so that concurrent orders lock rows in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) product_id: i64,
    pub(crate) quantity: Quantity,
}

/// Promises all demands or none.
pub(crate) async fn reserve_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    now: DateTime<Utc>,
) -> Result<(), InventoryError> {
    if demands.is_empty() {
        return Ok(());
    }
    lock_in_order(transaction, location_id, demands).await?;
    let backend = transaction.get_database_backend();
    let values = reservation_values(location_id, demands, now);
    let update = RESERVATION.with(backend, demands.len(), values, |_| {
        backend.build(&reservation(location_id, demands, now))
    });
    if transaction.execute_raw(update).await?.rows_affected() == demands.len() as u64 {
        return Ok(());
    }
    Err(first_shortage(transaction, location_id, demands).await?)
}

/// Adds the demands to what is reserved wherever that much is available.
fn reservation(location_id: i64, demands: &[Demand], now: DateTime<Utc>) -> UpdateStatement {
    let asked = asked(demands);
    let available = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    let mut update = Query::update();
    update
        .table(Entity)
        .value(
            Column::Reserved,
            Column::Reserved.into_expr().add(asked.clone()),
        )
        .value(Column::UpdatedAt, now)
        .and_where(among(location_id, demands))
        .and_where(available.gte(asked));
    update
}

fn reservation_values(location_id: i64, demands: &[Demand], now: DateTime<Utc>) -> Vec<Value> {
    let mut values = Vec::with_capacity(demands.len() * 5 + 4);
    let ask = |values: &mut Vec<Value>| {
        for demand in demands {
            values.push(demand.product_id.into());
            values.push(demand.quantity.thousandths().into());
        }
        values.push(0_i64.into());
    };
    ask(&mut values);
    values.extend([now.into(), location_id.into()]);
    values.extend(demands.iter().map(|demand| Value::from(demand.product_id)));
    ask(&mut values);
    values
}

/// Gives promised goods free again.
pub(crate) async fn release_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    now: DateTime<Utc>,
) -> Result<(), InventoryError> {
    if demands.is_empty() {
        return Ok(());
    }
    let mut update = Query::update();
    update
        .table(Entity)
        .value(
            Column::Reserved,
            Column::Reserved.into_expr().sub(asked(demands)),
        )
        .value(Column::UpdatedAt, now)
        .and_where(among(location_id, demands));
    lock_in_order(transaction, location_id, demands).await?;
    let released = transaction.execute(&update).await?.rows_affected();
    assert_eq!(
        released,
        demands.len() as u64,
        "every promise has its stock level"
    );
    Ok(())
}

/// Takes unpromised goods out of stock at once, as at a till.
pub(crate) async fn hand_over_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    cause: &Cause,
) -> Result<(), InventoryError> {
    let changes: Vec<_> = demands
        .iter()
        .map(|demand| Change {
            product_id: demand.product_id,
            quantity: -demand.quantity.thousandths(),
        })
        .collect();
    change_in(transaction, location_id, &changes, cause).await
}

/// `CASE WHEN product_id = 7 THEN 2000 .. END`, from products with thousandths.
pub(super) fn per_product(amounts: impl Iterator<Item = (i64, i64)>) -> SimpleExpr {
    let mut cases = CaseStatement::new();
    for (product_id, thousandths) in amounts {
        cases = cases.case(Column::ProductId.eq(product_id), Expr::val(thousandths));
    }
    cases.finally(Expr::val(0_i64)).into()
}

fn asked(demands: &[Demand]) -> SimpleExpr {
    per_product(
        demands
            .iter()
            .map(|demand| (demand.product_id, demand.quantity.thousandths())),
    )
}

fn among(location_id: i64, demands: &[Demand]) -> SimpleExpr {
    let products = demands.iter().map(|demand| demand.product_id);
    Column::LocationId
        .eq(location_id)
        .and(Column::ProductId.is_in(products))
}

/// On the servers an UPDATE of several rows locks them in whatever order its plan finds them, and
/// two orders of the same products can deadlock. SQLite has one writer and needs no locks.
pub(super) async fn lock_in_order(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
) -> Result<(), DbErr> {
    if demands.len() < 2 || transaction.get_database_backend() == DbBackend::Sqlite {
        return Ok(());
    }
    let backend = transaction.get_database_backend();
    let products = demands.iter().map(|demand| demand.product_id.into());
    let values = std::iter::once(location_id.into()).chain(products);
    let lock = LOCK.with(backend, demands.len(), values.collect(), |_| {
        let mut lock = Query::select();
        lock.column(Column::Id)
            .from(Entity)
            .and_where(among(location_id, demands))
            .order_by(Column::ProductId, Order::Asc)
            .lock_exclusive();
        backend.build(&lock)
    });
    transaction.query_all_raw(lock).await.map(drop)
}

/// The first demand that cannot be met.
pub(super) async fn first_shortage(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
) -> Result<InventoryError, DbErr> {
    let levels = Entity::find()
        .filter(among(location_id, demands))
        .all(transaction)
        .await?;
    for demand in demands {
        let level = levels
            .iter()
            .find(|level| level.product_id == demand.product_id);
        let available = level.map_or(0, |level| level.on_hand - level.reserved);
        if available < demand.quantity.thousandths() {
            let product = products::entity::Entity::find_by_id(demand.product_id)
                .one(transaction)
                .await?;
            return Ok(match product {
                None => InventoryError::UnknownProduct(demand.product_id),
                Some(product) => InventoryError::OutOfStock {
                    sku: product.sku,
                    product_id: demand.product_id,
                    requested: demand.quantity,
                    available: Quantity::from_thousandths(available),
                },
            });
        }
    }
    // Stock arrived between the guarded update and this look. Running again would succeed, so
    // the unit is told to.
    Ok(InventoryError::Database(mercer_database::Error::Busy {
        attempts: 1,
        elapsed: std::time::Duration::ZERO,
    }))
}
