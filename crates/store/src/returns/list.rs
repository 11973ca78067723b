//! Page through the returns.

use super::entity::{Column, Entity};
use super::{Return, ReturnError};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::orders;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What returns can be sorted by. They are only ever added, so that the newest come first by
    /// `-id`.
    pub enum ReturnSort of Entity by Column {}
    default Id ascending
}

/// Which returns are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListReturns {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<ReturnSort>,
    /// Of this order.
    pub order_id: Option<i64>,
    /// Of this customer's orders.
    pub customer_id: Option<i64>,
    /// Where they came to.
    pub location_id: Option<i64>,
}

/// The returns that are wanted, a page of them.
pub async fn list(store: &Store, input: ListReturns) -> Result<Page<Return>, ReturnError> {
    let of_customer = |id| orders::of_customer(Column::OrderId, id);
    let filters = Filters::new()
        .equal(Column::OrderId, input.order_id)
        .and(input.customer_id.map(of_customer))
        .equal(Column::LocationId, input.location_id);
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
