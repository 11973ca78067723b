//! The states of a shipment and the one table of changes between them.

use crate::text::word_enum;

word_enum! {
    /// Where a shipment stands. Changed only by [`ShipmentStatus::may_become`].
    pub enum ShipmentStatus {
        /// Being packed; nothing has left.
        Pending = "pending",
        /// Handed to the carrier.
        Shipped = "shipped",
        /// The carrier reports it under way.
        InTransit = "in_transit",
        /// Arrived.
        Delivered = "delivered",
        /// Came back undelivered.
        Returned = "returned",
        /// The packing was called off.
        Cancelled = "cancelled",
    }
}

impl ShipmentStatus {
    /// The transition table.
    pub fn may_become(self, next: ShipmentStatus) -> bool {
        use ShipmentStatus::{Cancelled, Delivered, InTransit, Pending, Returned, Shipped};
        matches!(
            (self, next),
            (Pending, Shipped | Cancelled)
                | (Shipped, InTransit | Delivered | Returned)
                | (InTransit, Delivered | Returned)
        )
    }
}
