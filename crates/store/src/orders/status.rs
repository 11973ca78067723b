//! The states of an order and the one table of changes between them.

use crate::text::word_enum;

word_enum! {
    /// Which way the goods go.
    pub enum OrderKind {
        /// To the customer.
        Sale = "sale",
        /// Back to the shop, without naming the original order, as at a till.
        Return = "return",
    }
}

word_enum! {
    /// Where an order stands. Changed only by [`OrderStatus::may_become`].
    pub enum OrderStatus {
        /// Being written; holds no stock.
        Draft = "draft",
        /// Binding; its goods are reserved or gone.
        Placed = "placed",
        /// Called off; its reservations are released.
        Cancelled = "cancelled",
    }
}

impl OrderStatus {
    /// The transition table.
    pub fn may_become(self, next: OrderStatus) -> bool {
        use OrderStatus::{Cancelled, Draft, Placed};
        matches!(
            (self, next),
            (Draft, Placed | Cancelled) | (Placed, Cancelled)
        )
    }
}

word_enum! {
    /// How the money stands; derived, never set.
    pub enum PaymentStatus {
        /// Nothing received yet.
        Unpaid = "unpaid",
        /// Some received, some due.
        PartiallyPaid = "partially_paid",
        /// Everything received.
        Paid = "paid",
        /// Some given back.
        PartiallyRefunded = "partially_refunded",
        /// Everything given back.
        Refunded = "refunded",
        /// Settled outside Mercer: an imported order whose source names no payments.
        Unrecorded = "unrecorded",
    }
}

impl PaymentStatus {
    /// The state that these amounts mean, in minor units. The only writer of the status.
    pub fn of(total: i64, captured: i64, refunded: i64) -> Self {
        if refunded > 0 {
            return if refunded == captured {
                Self::Refunded
            } else {
                Self::PartiallyRefunded
            };
        }
        if captured >= total {
            Self::Paid
        } else if captured > 0 {
            Self::PartiallyPaid
        } else {
            Self::Unpaid
        }
    }
}

word_enum! {
    /// How the goods stand; derived, never set.
    pub enum FulfilmentStatus {
        /// Goods are reserved and have not left.
        Unfulfilled = "unfulfilled",
        /// Everything left, or there was nothing to send.
        Fulfilled = "fulfilled",
        /// Goods came back to the shop.
        Returned = "returned",
    }
}
