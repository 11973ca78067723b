//! Rows that are written together: whole orders with all that became of them, and the stock that
//! they moved. So the books are right after every batch, wherever the run is stopped.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait};

use super::SeedError;
use crate::bulk;
use crate::inventory::StockMovement;
use crate::inventory::level::{Column, Entity};
use crate::orders::{Order, OrderItem};
use crate::payments::{Payment, PaymentEvent, Refund};
use crate::returns::{Return, ReturnItem};
use crate::shipments::{Shipment, ShipmentItem};

/// Levels that one UPDATE changes: its CASE has as many branches, which every row goes through.
const LEVELS_AT_ONCE: usize = 50;

#[derive(Default)]
pub(super) struct Batch {
    pub(super) orders: Vec<Order>,
    pub(super) items: Vec<OrderItem>,
    pub(super) payments: Vec<Payment>,
    pub(super) events: Vec<PaymentEvent>,
    pub(super) refunds: Vec<Refund>,
    pub(super) shipments: Vec<Shipment>,
    pub(super) shipment_items: Vec<ShipmentItem>,
    pub(super) returns: Vec<Return>,
    pub(super) return_items: Vec<ReturnItem>,
    pub(super) movements: Vec<StockMovement>,
    pub(super) levels: Vec<LevelChange>,
}

/// On hand and reserved, before and after.
#[derive(Clone, Copy)]
pub(super) struct LevelChange {
    pub(super) product_id: i64,
    pub(super) from: (i64, i64),
    pub(super) to: (i64, i64),
}

impl Batch {
    pub(super) async fn write_in(
        &self,
        transaction: &Transaction,
        location_id: i64,
        now: DateTime<Utc>,
    ) -> Result<(), SeedError> {
        // Stock first, as every verb does.
        for levels in self.levels.chunks(LEVELS_AT_ONCE) {
            change_levels(transaction, location_id, levels, now).await?;
        }
        bulk::insert_models(transaction, &self.orders).await?;
        bulk::insert_models(transaction, &self.items).await?;
        bulk::insert_models(transaction, &self.payments).await?;
        bulk::insert_models(transaction, &self.events).await?;
        bulk::insert_models(transaction, &self.refunds).await?;
        bulk::insert_models(transaction, &self.shipments).await?;
        bulk::insert_models(transaction, &self.shipment_items).await?;
        bulk::insert_models(transaction, &self.returns).await?;
        bulk::insert_models(transaction, &self.return_items).await?;
        bulk::insert_models(transaction, &self.movements).await?;
        bulk::continue_ids(
            transaction,
            &[
                "orders",
                "payments",
                "payment_events",
                "refunds",
                "shipments",
                "returns",
                "stock_movements",
            ],
        )
        .await?;
        Ok(())
    }
}

/// Sets the levels, all of which have to be as the last batch left them.
async fn change_levels(
    transaction: &Transaction,
    location_id: i64,
    levels: &[LevelChange],
    now: DateTime<Utc>,
) -> Result<(), SeedError> {
    let by_product = |amount: fn(&LevelChange) -> i64| -> SimpleExpr {
        let mut cases = CaseStatement::new();
        for level in levels {
            cases = cases.case(
                Column::ProductId.eq(level.product_id),
                Expr::val(amount(level)),
            );
        }
        cases.finally(Expr::val(-1_i64)).into()
    };
    let ids: Vec<i64> = levels.iter().map(|level| level.product_id).collect();
    let mut update = Query::update();
    update
        .table(Entity)
        .value(Column::UpdatedAt, now)
        .and_where(Column::LocationId.eq(location_id))
        .and_where(bulk::among(Column::ProductId, &ids))
        .and_where(
            Column::OnHand
                .into_expr()
                .eq(by_product(|level| level.from.0)),
        )
        .and_where(
            Column::Reserved
                .into_expr()
                .eq(by_product(|level| level.from.1)),
        )
        .value(Column::OnHand, by_product(|level| level.to.0))
        .value(Column::Reserved, by_product(|level| level.to.1));
    let updated = transaction.execute(&update).await?.rows_affected();
    if updated == levels.len() as u64 {
        return Ok(());
    }
    Err(SeedError::InUse)
}
