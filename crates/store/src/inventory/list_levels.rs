//! Page through the stock: what is where, over all products.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::ExprTrait;

use super::InventoryError;
use super::level::{Column, Entity, Model};
use super::low_stock::is_low;
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What stock levels can be sorted by.
    pub enum LevelSort of Entity by Column {
        /// What is there, in thousandths whatever the unit.
        OnHand = "on_hand": Integer OnHand on_hand,
        /// When it last changed.
        UpdatedAt = "updated_at": Time UpdatedAt updated_at,
    }
    default Id ascending
}

/// Which levels are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListLevels {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<LevelSort>,
    /// The product.
    pub product_id: Option<i64>,
    /// The place.
    pub location_id: Option<i64>,
    /// Only those of which no more than the reorder point is available, or only the others: those
    /// with more, and those without a reorder point.
    pub low: Option<bool>,
}

/// The levels that are wanted, a page of them.
pub async fn list_levels(store: &Store, input: ListLevels) -> Result<Page<Model>, InventoryError> {
    let is_low = |low: bool| {
        if low {
            return is_low();
        }
        Column::ReorderPoint.is_null().or(is_low().not())
    };
    let filters = Filters::new()
        .equal(Column::ProductId, input.product_id)
        .equal(Column::LocationId, input.location_id)
        .and(input.low.map(is_low));
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
