//! Change what is on hand and write the ledger, in one place for all verbs.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect,
};

use super::guarded::{Source, among, by_product, guard, update_all};
use super::level::{ActiveModel as LevelRow, Column, Entity};
use super::movement::{self, MovementKind};
use super::reserve::per_product;
use super::{Demand, InventoryError};
use crate::{Quantity, Store};

/// A signed change of one product, in thousandths. Lists name each product once, sorted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    pub(crate) product_id: i64,
    pub(crate) quantity: i64,
}

/// Why the goods move; the same for every product of a change.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) kind: MovementKind,
    pub(crate) order_id: Option<i64>,
    pub(crate) shipment_id: Option<i64>,
    pub(crate) return_id: Option<i64>,
    pub(crate) transfer_id: Option<i64>,
    pub(crate) count_id: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) actor: String,
    pub(crate) at: DateTime<Utc>,
}

impl Cause {
    /// A cause that is no order: the store's actor, now.
    pub(crate) fn by(store: &Store, kind: MovementKind, reason: Option<String>) -> Self {
        Cause {
            kind,
            order_id: None,
            shipment_id: None,
            return_id: None,
            transfer_id: None,
            count_id: None,
            reason,
            actor: store.actor().to_string(),
            at: store.now(),
        }
    }

    /// An order is the cause. What it was shipped or returned by is added with
    /// `Cause { shipment_id: Some(id), ..Cause::for_order(..) }`.
    pub(crate) fn for_order(store: &Store, kind: MovementKind, order_id: i64) -> Self {
        Cause {
            order_id: Some(order_id),
            ..Cause::by(store, kind, None)
        }
    }
}

/// Applies all changes or none; goods that are promised cannot be taken away.
pub(crate) async fn change_in(
    transaction: &Transaction,
    location_id: i64,
    changes: &[Change],
    cause: &Cause,
) -> Result<(), InventoryError> {
    if changes.is_empty() {
        return Ok(());
    }
    debug_assert!(
        changes.is_sorted_by(|a, b| a.product_id < b.product_id),
        "sorted, each once"
    );
    let arriving = changes.iter().filter(|change| change.quantity > 0);
    let arriving: Vec<_> = arriving.map(|change| change.product_id).collect();
    if !arriving.is_empty() {
        create_missing_levels(transaction, location_id, &arriving, cause.at).await?;
    }
    let demands = demands(changes);
    let signed = per_product(
        changes
            .iter()
            .map(|change| (change.product_id, change.quantity)),
    );
    let mut update = Query::update();
    let available = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    update
        .table(Entity)
        .value(
            Column::OnHand,
            Column::OnHand.into_expr().add(signed.clone()),
        )
        .value(Column::UpdatedAt, cause.at)
        .and_where(among(location_id, &demands));
    let backend = transaction.get_database_backend();
    guard(&mut update, backend, available.add(signed).gte(0_i64));
    let update = || by_product(backend.build(&update));
    update_all(
        transaction,
        location_id,
        &demands,
        Source::Available,
        update,
    )
    .await?;
    record_in_ledger(transaction, location_id, changes, cause).await?;
    Ok(())
}

/// Writes the movements of a change that was just made. The levels are locked by it, so nothing
/// comes between the change, the look at what is on hand, and the ids of the movements: per
/// product and location the ids follow the order of the changes.
pub(super) async fn record_in_ledger(
    transaction: &Transaction,
    location_id: i64,
    changes: &[Change],
    cause: &Cause,
) -> Result<(), DbErr> {
    let after = on_hand(transaction, location_id, changes).await?;
    let rows = changes
        .iter()
        .map(|change| movement_row(location_id, *change, after[&change.product_id], cause));
    movement::Entity::insert_many(rows)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

fn movement_row(
    location_id: i64,
    change: Change,
    on_hand_after: i64,
    cause: &Cause,
) -> movement::ActiveModel {
    movement::ActiveModel {
        id: ActiveValue::NotSet,
        product_id: ActiveValue::Set(change.product_id),
        location_id: ActiveValue::Set(location_id),
        kind: ActiveValue::Set(cause.kind),
        quantity: ActiveValue::Set(change.quantity),
        on_hand_after: ActiveValue::Set(on_hand_after),
        order_id: ActiveValue::Set(cause.order_id),
        shipment_id: ActiveValue::Set(cause.shipment_id),
        return_id: ActiveValue::Set(cause.return_id),
        transfer_id: ActiveValue::Set(cause.transfer_id),
        count_id: ActiveValue::Set(cause.count_id),
        reason: ActiveValue::Set(cause.reason.clone()),
        actor: ActiveValue::Set(cause.actor.clone()),
        created_at: ActiveValue::Set(cause.at),
    }
}

/// Levels appear when the first goods arrive. Those that are there are not touched: on MariaDB the
/// attempt to insert them locks their index entries before their rows, the other way round than
/// everybody else.
pub(super) async fn create_missing_levels(
    transaction: &Transaction,
    location_id: i64,
    product_ids: &[i64],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let there: Vec<Present> = Entity::find()
        .select_only()
        .column(Column::ProductId)
        .filter(Column::LocationId.eq(location_id))
        .filter(Column::ProductId.is_in(product_ids.iter().copied()))
        .into_model()
        .all(transaction)
        .await?;
    let there: HashSet<_> = there.into_iter().map(|level| level.product_id).collect();
    let missing = product_ids.iter().copied();
    let missing: Vec<_> = missing.filter(|id| !there.contains(id)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    create_levels(transaction, location_id, &missing, now).await
}

#[derive(FromQueryResult)]
struct Present {
    product_id: i64,
}

/// Creates levels, unless somebody else has just done it.
pub(super) async fn create_levels(
    transaction: &Transaction,
    location_id: i64,
    product_ids: &[i64],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let rows = product_ids.iter().map(|&product_id| LevelRow {
        id: ActiveValue::NotSet,
        product_id: ActiveValue::Set(product_id),
        location_id: ActiveValue::Set(location_id),
        on_hand: ActiveValue::Set(0),
        reserved: ActiveValue::Set(0),
        reorder_point: ActiveValue::Set(None),
        updated_at: ActiveValue::Set(now),
    });
    let conflict = OnConflict::columns([Column::ProductId, Column::LocationId])
        .do_nothing_on([Column::Id])
        .to_owned();
    Entity::insert_many(rows)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

async fn on_hand(
    transaction: &Transaction,
    location_id: i64,
    changes: &[Change],
) -> Result<HashMap<i64, i64>, DbErr> {
    let levels = Entity::find()
        .filter(Column::LocationId.eq(location_id))
        .filter(Column::ProductId.is_in(changes.iter().map(|change| change.product_id)))
        .all(transaction)
        .await?;
    Ok(levels
        .into_iter()
        .map(|level| (level.product_id, level.on_hand))
        .collect())
}

/// What the changes take away, for the message when there is not enough.
fn demands(changes: &[Change]) -> Vec<Demand> {
    changes
        .iter()
        .map(|change| Demand {
            product_id: change.product_id,
            quantity: Quantity::from_thousandths(Ord::max(-change.quantity, 0)),
        })
        .collect()
}
