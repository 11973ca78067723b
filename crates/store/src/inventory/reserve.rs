//! Promise goods to an order, release the promise, or hand them over: guarded, all or nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr, UpdateStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, Value};

use super::guarded::{Source, among, by_product, guard, is_guarded, lock_in_order, update_all};
use super::level::{Column, Entity};
use super::{Cause, Change, InventoryError, change_in};
use crate::Quantity;
use crate::statement_text::StatementText;

static RESERVATION: StatementText = StatementText::new();

/// How much of one product an order needs. A list of demands names each product once and is
/// sorted by product, so that concurrent orders lock rows in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    pub(crate) product_id: i64,
    pub(crate) quantity: Quantity,
}

impl Demand {
    /// The sums of thousandths per product, sorted by product.
    pub(crate) fn summed(amounts: impl Iterator<Item = (i64, i64)>) -> Vec<Demand> {
        let mut sums = BTreeMap::new();
        for (product_id, thousandths) in amounts {
            *sums.entry(product_id).or_insert(0) += thousandths;
        }
        sums.into_iter()
            .map(|(product_id, thousandths)| Demand {
                product_id,
                quantity: Quantity::from_thousandths(thousandths),
            })
            .collect()
    }

    /// The change by which it leaves stock.
    pub(super) fn leaving(&self) -> Change {
        Change {
            product_id: self.product_id,
            quantity: -self.quantity.thousandths(),
        }
    }

    /// The change by which it comes into stock.
    pub(super) fn arriving(&self) -> Change {
        Change {
            product_id: self.product_id,
            quantity: self.quantity.thousandths(),
        }
    }
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
    let backend = transaction.get_database_backend();
    let update = || {
        let values = reservation_values(location_id, demands, now, is_guarded(backend));
        RESERVATION.with(backend, demands.len(), values, |_| {
            by_product(backend.build(&reservation(location_id, demands, now, backend)))
        })
    };
    update_all(transaction, location_id, demands, Source::Available, update).await
}

/// Adds the demands to what is reserved wherever that much is available.
fn reservation(
    location_id: i64,
    demands: &[Demand],
    now: DateTime<Utc>,
    backend: DbBackend,
) -> UpdateStatement {
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
        .and_where(among(location_id, demands));
    guard(&mut update, backend, available.gte(asked));
    update
}

fn reservation_values(
    location_id: i64,
    demands: &[Demand],
    now: DateTime<Utc>,
    guarded: bool,
) -> Vec<Value> {
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
    if guarded {
        ask(&mut values);
    }
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
    let update = by_product(transaction.get_database_backend().build(&update));
    let released = transaction.execute_raw(update).await?.rows_affected();
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
    let changes: Vec<_> = demands.iter().map(Demand::leaving).collect();
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

pub(super) fn asked(demands: &[Demand]) -> SimpleExpr {
    per_product(
        demands
            .iter()
            .map(|demand| (demand.product_id, demand.quantity.thousandths())),
    )
}
