//! Page through the counts.

use super::CountStatus;
use super::entity::{Column, Entity, Model};
use crate::filters::Filters;
use crate::inventory::InventoryError;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What counts can be sorted by.
    pub enum CountSort of Entity by Column {}
    default Id ascending
}

/// Which counts are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListCounts {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<CountSort>,
    /// Where they stand.
    pub status: Option<CountStatus>,
    /// What place they count.
    pub location_id: Option<i64>,
}

/// The counts that are wanted, a page of them.
pub async fn list(store: &Store, input: ListCounts) -> Result<Page<Model>, InventoryError> {
    let filters = Filters::new()
        .equal(Column::Status, input.status)
        .equal(Column::LocationId, input.location_id);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
