//! Page through the transfers.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::ExprTrait;

use super::TransferStatus;
use super::entity::{Column, Entity, Model};
use crate::filters::Filters;
use crate::inventory::InventoryError;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What transfers can be sorted by.
    pub enum TransferSort of Entity by Column {}
    default Id ascending
}

/// Which transfers are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListTransfers {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<TransferSort>,
    /// Where they stand.
    pub status: Option<TransferStatus>,
    /// Where they left or are to arrive.
    pub location_id: Option<i64>,
    /// Where they left.
    pub from_location_id: Option<i64>,
    /// Where they are to arrive.
    pub to_location_id: Option<i64>,
}

/// The transfers that are wanted, a page of them.
pub async fn list(store: &Store, input: ListTransfers) -> Result<Page<Model>, InventoryError> {
    let touches = |id: i64| {
        let leaves = Column::FromLocationId.eq(id);
        leaves.or(Column::ToLocationId.eq(id))
    };
    let filters = Filters::new()
        .equal(Column::Status, input.status)
        .and(input.location_id.map(touches))
        .equal(Column::FromLocationId, input.from_location_id)
        .equal(Column::ToLocationId, input.to_location_id);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
