//! Page through the shipments: of an order, or those that wait to be sent.

use super::entity::{Column, Entity};
use super::{Shipment, ShipmentError, ShipmentStatus};
use crate::filters::Filters;
use crate::listing::Listing;
use crate::sort::{Sort, sort_keys};
use crate::{Page, PageRequest, Store};

sort_keys! {
    /// What shipments can be sorted by.
    pub enum ShipmentSort of Entity by Column {
        /// When it left; those that have not come last.
        ShippedAt = "shipped_at": TimeOrNull ShippedAt shipped_at,
    }
    default Id ascending
}

/// Which shipments are wanted; `None` leaves a filter out.
#[derive(Clone, Debug, Default)]
pub struct ListShipments {
    /// Which part of the list.
    pub page: PageRequest,
    /// In which order; by id, oldest first, unless told otherwise.
    pub sort: Sort<ShipmentSort>,
    /// Of this order.
    pub order_id: Option<i64>,
    /// Leaving from this location.
    pub location_id: Option<i64>,
    /// In this state: the open ones are [`ShipmentStatus::Pending`].
    pub status: Option<ShipmentStatus>,
    /// What the carrier calls it, letter for letter.
    pub tracking_number: Option<String>,
}

/// The shipments that are wanted, a page of them.
pub async fn list(store: &Store, input: ListShipments) -> Result<Page<Shipment>, ShipmentError> {
    let tracking = input.tracking_number.as_deref();
    let filters = Filters::new()
        .equal(Column::OrderId, input.order_id)
        .equal(Column::LocationId, input.location_id)
        .equal(Column::Status, input.status)
        .equal_text(Column::TrackingNumber, "tracking_number", tracking)?;
    let listing = Listing::new(input.page, input.sort, filters)?;
    listing.read(store.database()).await
}
