//! What has to be ordered.
//!
//! The list reads the levels in the order of their ids until the page is full: a plain scan. An
//! index could not serve it without being rewritten by every sale, for `reserved` changes with
//! each, and a scan of a hundred thousand levels takes milliseconds.

use std::sync::Arc;

use mercer_database::Transaction;
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{ExprTrait, SimpleExpr};

use super::level::Column;
use super::{InventoryError, LevelSort, StockLevel, transfers};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::SortKey;
use crate::{Page, PageRequest, Store};

/// Which part of the list is wanted.
#[derive(Clone, Debug, Default)]
pub struct ListLowStock {
    /// Which part of the list, by the id of the level.
    pub page: PageRequest,
    /// The place; every location when `None`.
    pub location_id: Option<i64>,
}

/// A level at or below its reorder point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowStock {
    /// The level.
    pub level: StockLevel,
    /// Thousandths that are there and not promised.
    pub available: i64,
    /// Thousandths that are on their way to there from other locations.
    pub in_transit: i64,
}

/// The levels of which no more than the reorder point is available, whatever is on its way.
pub async fn low_stock(
    store: &Store,
    input: ListLowStock,
) -> Result<Page<LowStock>, InventoryError> {
    let filters = Filters::new()
        .and(Some(is_low()))
        .equal(Column::LocationId, input.location_id);
    let listing = Listing::new(input.page, LevelSort::Id.ascending(), filters)?;
    let listing = Arc::new(listing);
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let listing = Arc::clone(&listing);
            async move {
                let low = listing.read_in(&transaction).await?;
                let ids: Vec<_> = low.items.iter().map(|level| level.product_id).collect();
                let under_way = transfers::in_transit_in(&transaction, &ids).await?;
                let on_the_way_to = |level: &StockLevel| {
                    let found = under_way.iter().find(|goods| {
                        goods.product_id == level.product_id
                            && goods.to_location_id == level.location_id
                    });
                    found.map_or(0, |goods| goods.quantity)
                };
                Ok(low.map(|level| LowStock {
                    available: level.on_hand - level.reserved,
                    in_transit: on_the_way_to(&level),
                    level,
                }))
            }
        })
        .await
}

/// Whether no more than the reorder point is available. Without one the comparison is NULL, which
/// selects nothing.
pub(super) fn is_low() -> SimpleExpr {
    let available = Column::OnHand.into_expr().sub(Column::Reserved.into_expr());
    available.lte(Column::ReorderPoint.into_expr())
}
