//! Write many movements of many products at once, each with its running balance, for imports.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Value,
};

use super::InventoryError;
use super::change::create_levels;
use super::guarded::by_product;
use super::level::{Column, Entity};
use super::movement::{self, MovementKind};
use super::reserve::per_product;
use crate::{Invalid, bulk};

/// Levels that one UPDATE changes. Its CASE has as many branches, which every row goes through,
/// so a larger number is slower, not faster.
const LEVELS_AT_ONCE: usize = 50;

/// One movement to be written.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) product_id: i64,
    /// Thousandths; negative when goods left.
    pub(crate) quantity: i64,
    pub(crate) kind: MovementKind,
    pub(crate) order_id: Option<i64>,
    /// The shipment by which goods left, or the return by which they came back.
    pub(crate) shipment_id: Option<i64>,
    pub(crate) return_id: Option<i64>,
    pub(crate) reason: Option<String>,
    pub(crate) at: DateTime<Utc>,
}

/// The stock of some products at one location, locked until the transaction ends, and what is to
/// be written about it.
pub(crate) struct Ledger {
    location_id: i64,
    actor: String,
    balances: BTreeMap<i64, Balance>,
    movements: Vec<Value>,
}

/// What is read of a level. By name: a row of the drivers that are ours has no order of columns.
#[derive(FromQueryResult)]
struct Level {
    product_id: i64,
    on_hand: i64,
    reserved: i64,
}

#[derive(Clone, Copy)]
struct Balance {
    on_hand: i64,
    reserved: i64,
    change: i64,
}

impl Ledger {
    /// Locks the products' levels in the order of their ids, as every stock verb does, and
    /// creates those that are missing.
    pub(crate) async fn open_in(
        transaction: &Transaction,
        location_id: i64,
        product_ids: &BTreeSet<i64>,
        actor: String,
        now: DateTime<Utc>,
    ) -> Result<Self, DbErr> {
        let mut ledger = Ledger {
            location_id,
            actor,
            balances: BTreeMap::new(),
            movements: Vec::new(),
        };
        let ids: Vec<i64> = product_ids.iter().copied().collect();
        ledger.load(transaction, &ids).await?;
        let missing: Vec<i64> = ids
            .into_iter()
            .filter(|id| !ledger.balances.contains_key(id))
            .collect();
        for chunk in missing.chunks(bulk::LIST) {
            create_levels(transaction, location_id, chunk, now).await?;
        }
        ledger.load(transaction, &missing).await?;
        Ok(ledger)
    }

    async fn load(&mut self, transaction: &Transaction, ids: &[i64]) -> Result<(), DbErr> {
        for chunk in ids.chunks(bulk::LIST) {
            let lock = Entity::find()
                .select_only()
                .columns([Column::ProductId, Column::OnHand, Column::Reserved])
                .filter(Column::LocationId.eq(self.location_id))
                .filter(bulk::among(Column::ProductId, chunk))
                .order_by_asc(Column::ProductId)
                .lock_exclusive()
                .build(transaction.get_database_backend());
            let levels = Level::find_by_statement(by_product(lock))
                .all(transaction)
                .await?;
            let balances = levels.into_iter().map(|level| {
                let balance = Balance {
                    on_hand: level.on_hand,
                    reserved: level.reserved,
                    change: 0,
                };
                (level.product_id, balance)
            });
            self.balances.extend(balances);
        }
        Ok(())
    }

    /// What is there and not promised, with all entries so far.
    pub(crate) fn available(&self, product_id: i64) -> i64 {
        self.balances
            .get(&product_id)
            .map_or(0, |balance| balance.on_hand - balance.reserved)
    }

    /// Adds a movement of a product that the ledger was opened for.
    pub(crate) fn append(&mut self, entry: Entry) -> Result<(), InventoryError> {
        let balance = self
            .balances
            .get_mut(&entry.product_id)
            .ok_or(InventoryError::UnknownProduct(entry.product_id))?;
        let on_hand = balance.on_hand.checked_add(entry.quantity);
        let Some(on_hand) = on_hand.filter(|on_hand| *on_hand >= balance.reserved) else {
            return Err(Invalid::new(
                "quantity",
                "the stock on hand would fall below what is promised, or exceed what is counted",
            )
            .into());
        };
        balance.on_hand = on_hand;
        balance.change += entry.quantity;
        self.movements.extend([
            Value::from(entry.product_id),
            Value::from(self.location_id),
            Value::from(entry.kind),
            Value::from(entry.quantity),
            Value::from(on_hand),
            Value::from(entry.order_id),
            Value::from(entry.shipment_id),
            Value::from(entry.return_id),
            Value::from(entry.reason),
            Value::from(self.actor.as_str()),
            Value::from(entry.at),
        ]);
        Ok(())
    }

    /// Writes the new levels and the movements, in the order in which they were appended.
    pub(crate) async fn write_in(
        self,
        transaction: &Transaction,
        now: DateTime<Utc>,
    ) -> Result<(), InventoryError> {
        let changes: Vec<(i64, i64)> = self
            .balances
            .iter()
            .filter(|(_, balance)| balance.change != 0)
            .map(|(product_id, balance)| (*product_id, balance.change))
            .collect();
        for chunk in changes.chunks(LEVELS_AT_ONCE) {
            let ids: Vec<i64> = chunk.iter().map(|(product_id, _)| *product_id).collect();
            let mut update = Query::update();
            let change = per_product(chunk.iter().copied());
            update
                .table(Entity)
                .value(Column::OnHand, Column::OnHand.into_expr().add(change))
                .value(Column::UpdatedAt, now)
                .and_where(Column::LocationId.eq(self.location_id))
                .and_where(bulk::among(Column::ProductId, &ids));
            let update = by_product(transaction.get_database_backend().build(&update));
            let updated = transaction.execute_raw(update).await?.rows_affected();
            if updated != chunk.len() as u64 {
                let lost = DbErr::RecordNotUpdated;
                return Err(lost.into());
            }
        }
        let columns = [
            movement::Column::ProductId,
            movement::Column::LocationId,
            movement::Column::Kind,
            movement::Column::Quantity,
            movement::Column::OnHandAfter,
            movement::Column::OrderId,
            movement::Column::ShipmentId,
            movement::Column::ReturnId,
            movement::Column::Reason,
            movement::Column::Actor,
            movement::Column::CreatedAt,
        ];
        bulk::insert_rows(transaction, movement::Entity, &columns, &[], self.movements).await?;
        Ok(())
    }
}
