//! Lists of goods as verbs take them in: each product once, known, with stock.

use std::collections::{BTreeMap, HashSet};

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QueryFilter};

use super::InventoryError;
use crate::products::{Kind, Product, entity};
use crate::{Invalid, Quantity, bulk};

/// The most products that one call names.
pub const MAX_LINES: usize = 1_000;

/// So much of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockLine {
    /// The product.
    pub product_id: i64,
    /// How much.
    pub quantity: Quantity,
}

/// Refuses lists that are too long or name a product twice.
pub(super) fn check_each_once(
    list: &str,
    product_ids: impl ExactSizeIterator<Item = i64>,
) -> Result<(), Invalid> {
    if product_ids.len() > MAX_LINES {
        let reason = format!("{} lines are more than {MAX_LINES}", product_ids.len());
        return Err(Invalid::new(list, reason));
    }
    let mut seen = HashSet::with_capacity(product_ids.len());
    for (index, product_id) in product_ids.enumerate() {
        if !seen.insert(product_id) {
            let reason = format!("product {product_id} is named twice");
            return Err(Invalid::new(format!("{list}/{index}/product_id"), reason));
        }
    }
    Ok(())
}

/// Reads the products of a list by id; one that is unknown or a service is refused by its line.
pub(super) async fn goods_in(
    transaction: &Transaction,
    list: &str,
    product_ids: &[i64],
) -> Result<BTreeMap<i64, Product>, InventoryError> {
    let mut sorted = product_ids.to_vec();
    sorted.sort_unstable();
    let mut goods = BTreeMap::new();
    for chunk in sorted.chunks(bulk::LIST) {
        let products = entity::Entity::find()
            .filter(bulk::among(entity::Column::Id, chunk))
            .all(transaction)
            .await?;
        goods.extend(products.into_iter().map(|product| (product.id, product)));
    }
    for (index, product_id) in product_ids.iter().enumerate() {
        let refuse = |reason| Invalid::new(format!("{list}/{index}/product_id"), reason);
        match goods.get(product_id) {
            None => {
                return Err(refuse(format!("there is no product with id {product_id}")).into());
            }
            Some(product) if product.kind == Kind::Service => {
                let reason = format!("{} is a service and has no stock", product.sku);
                return Err(refuse(reason).into());
            }
            Some(_) => {}
        }
    }
    Ok(goods)
}

/// Checks the quantities of a list that goods are moved by, and sorts it by product.
pub(super) async fn quantities_in(
    transaction: &Transaction,
    lines: &[StockLine],
) -> Result<BTreeMap<i64, i64>, InventoryError> {
    let ids: Vec<_> = lines.iter().map(|line| line.product_id).collect();
    let goods = goods_in(transaction, "lines", &ids).await?;
    let mut quantities = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let unit = goods[&line.product_id].unit;
        let quantity = line.quantity.check(unit);
        let quantity = quantity.map_err(|error| error.inside(&format!("lines/{index}")))?;
        quantities.insert(line.product_id, quantity.thousandths());
    }
    Ok(quantities)
}
