//! Send promised goods off: the promise becomes a movement.

use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait};

use super::change::record_in_ledger;
use super::guarded::{Source, among, by_product, guard, update_all};
use super::level::{Column, Entity};
use super::reserve::asked;
use super::{Cause, Change, Demand, InventoryError, MovementKind};

/// Takes goods out of stock together with the promise that they were kept for, all or nothing.
/// The cause is of the kind [`MovementKind::Shipped`].
///
/// # Errors
/// [`InventoryError::NotPromised`] names the first product of which less is promised.
pub(crate) async fn ship_in(
    transaction: &Transaction,
    location_id: i64,
    demands: &[Demand],
    cause: &Cause,
) -> Result<(), InventoryError> {
    debug_assert_eq!(cause.kind, MovementKind::Shipped, "shipped goods");
    if demands.is_empty() {
        return Ok(());
    }
    let leaving = asked(demands);
    let less = |column: Column| column.into_expr().sub(leaving.clone());
    let mut update = Query::update();
    // What is promised is there: the table's CHECK keeps `reserved <= on_hand`.
    update
        .table(Entity)
        .value(Column::OnHand, less(Column::OnHand))
        .value(Column::Reserved, less(Column::Reserved))
        .value(Column::UpdatedAt, cause.at)
        .and_where(among(location_id, demands));
    let backend = transaction.get_database_backend();
    guard(&mut update, backend, less(Column::Reserved).gte(0_i64));
    let update = || by_product(backend.build(&update));
    update_all(transaction, location_id, demands, Source::Promised, update).await?;
    let changes: Vec<Change> = demands.iter().map(Demand::leaving).collect();
    record_in_ledger(transaction, location_id, &changes, cause).await?;
    Ok(())
}
