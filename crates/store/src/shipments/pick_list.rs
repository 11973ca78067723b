//! What has to be fetched from the shelves for the shipments that are being packed.

use std::collections::BTreeMap;

use mercer_database::Transaction;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, QueryTrait,
};

use super::{ShipmentError, ShipmentStatus, entity, item};
use crate::{Quantity, Store, Unit, products};

/// So much of one product.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PickLine {
    /// The product.
    pub product_id: i64,
    /// Its code.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// How much of it, in all.
    pub quantity: Quantity,
    /// For which shipments.
    pub shipment_ids: Vec<i64>,
}

#[derive(FromQueryResult)]
struct Packed {
    shipment_id: i64,
    product_id: i64,
    quantity: i64,
}

/// The goods of all pending shipments of a location, per product, by code.
pub async fn pick_list(store: &Store, location_id: i64) -> Result<Vec<PickLine>, ShipmentError> {
    store
        .database()
        .snapshot(move |transaction: Transaction| async move {
            let mut packed = item::Entity::find()
                .select_only()
                .columns([
                    item::Column::ShipmentId,
                    item::Column::ProductId,
                    item::Column::Quantity,
                ])
                .filter(entity::Column::Status.eq(ShipmentStatus::Pending.as_str()))
                .filter(entity::Column::LocationId.eq(location_id));
            let is_same = item::Column::ShipmentId
                .into_expr()
                .eq(entity::Column::Id.into_expr());
            QueryTrait::query(&mut packed).join(JoinType::InnerJoin, entity::Entity, is_same);
            let packed = packed.into_model::<Packed>().all(&transaction).await?;
            sum_up(&transaction, packed).await
        })
        .await
}

/// Summed here and not by SQL, whose sums are decimals on the servers.
async fn sum_up(
    transaction: &Transaction,
    mut packed: Vec<Packed>,
) -> Result<Vec<PickLine>, ShipmentError> {
    packed.sort_unstable_by_key(|item| item.shipment_id);
    let mut sums: BTreeMap<i64, (i64, Vec<i64>)> = BTreeMap::new();
    for item in packed {
        let (quantity, shipment_ids) = sums.entry(item.product_id).or_default();
        *quantity += item.quantity;
        if shipment_ids.last() != Some(&item.shipment_id) {
            shipment_ids.push(item.shipment_id);
        }
    }
    let products = products::ordered_in(transaction, sums.keys().copied()).await?;
    let mut lines = Vec::with_capacity(sums.len());
    for (product_id, (quantity, shipment_ids)) in sums {
        // The foreign key keeps every product that is packed.
        let Some(product) = products.get(&product_id) else {
            continue;
        };
        lines.push(PickLine {
            product_id,
            sku: product.sku.clone(),
            name: product.name.clone(),
            unit: product.unit,
            quantity: Quantity::from_thousandths(quantity),
            shipment_ids,
        });
    }
    lines.sort_unstable_by(|a, b| a.sku.cmp(&b.sku));
    Ok(lines)
}
