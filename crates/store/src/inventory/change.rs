//! Change what is on hand and write the ledger, in one place for all verbs.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, OnConflict, Query};
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::level::{ActiveModel as LevelRow, Column, Entity};
use super::movement::{self, MovementKind};
use super::reserve::{first_shortage, lock_in_order, per_product};
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
            reason,
            actor: store.actor().to_string(),
            at: store.now(),
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
    if changes.iter().any(|change| change.quantity > 0) {
        create_levels(transaction, location_id, changes, cause.at).await?;
    }
    let demands = demands(changes);
    lock_in_order(transaction, location_id, &demands).await?;
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
        .and_where(Column::LocationId.eq(location_id))
        .and_where(Column::ProductId.is_in(changes.iter().map(|change| change.product_id)))
        .and_where(available.add(signed).gte(0_i64));
    if transaction.execute(&update).await?.rows_affected() != changes.len() as u64 {
        return Err(first_shortage(transaction, location_id, &demands).await?);
    }
    let after = on_hand(transaction, location_id, changes).await?;
    let rows = changes
        .iter()
        .map(|change| movement_row(location_id, *change, after[&change.product_id], cause));
    insert_movements(transaction, rows.collect()).await?;
    Ok(())
}

/// Appends to the ledger.
async fn insert_movements(
    transaction: &Transaction,
    rows: Vec<movement::ActiveModel>,
) -> Result<(), DbErr> {
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
        reason: ActiveValue::Set(cause.reason.clone()),
        actor: ActiveValue::Set(cause.actor.clone()),
        created_at: ActiveValue::Set(cause.at),
    }
}

/// Levels appear when the first goods arrive.
pub(super) async fn create_levels(
    transaction: &Transaction,
    location_id: i64,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let rows = changes.iter().map(|change| LevelRow {
        id: ActiveValue::NotSet,
        product_id: ActiveValue::Set(change.product_id),
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
